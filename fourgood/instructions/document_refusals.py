"""Why a document can't be sent or answered, a plan not changed or adopted, nobody reminded."""

from contextlib import AbstractContextManager

from django.utils.translation import gettext_lazy as _

from fourgood.common.refusal import Refusal, refusing


class NumberUsed(Refusal):
    reason = _("%(issuer)s has sent a document with the number %(number)s already. Check the number.")


class NobodyBelow(Refusal):
    reason = _("No unit stands under %(issuer)s, so nobody would receive the document.")


class DatedLater(Refusal):
    reason = _("The document is dated %(dated)s. Send it on that day or later.")


class DeadlineBeforeDocument(Refusal):
    reason = _("A deadline lies before the date of the document. Choose a later day.")


def of_deadlines() -> AbstractContextManager[None]:
    """Names the constraints that a deadline can violate."""
    early = DeadlineBeforeDocument()
    return refusing(receipts_are_due_after_the_document=early, plans_are_due_after_the_document=early)


class Withdrawn(Refusal):
    reason = _("The instruction was withdrawn. Nothing has to be answered any more.")


class NotAddressed(Refusal):
    reason = _("The document did not go to %(unit)s: only units under %(issuer)s received it.")


class UnitClosed(Refusal):
    reason = _("%(unit)s is closed. The unit that took over from it answers.")


class AlreadyConfirmed(Refusal):
    reason = _("%(unit)s has confirmed the receipt already.")


class NotConfirmed(Refusal):
    reason = _("First confirm that %(unit)s has received the document.")


class StudiedBeforeDocument(Refusal):
    reason = _("The document is dated %(dated)s. It can't have been studied before that day.")


class NobodyToRemind(Refusal):
    reason = _("Everyone has answered. Nobody needs a reminder.")


class AllRemindedToday(Refusal):
    reason = _("All of them were reminded today already. One reminder a day is enough; remind them again tomorrow.")


class CellsWriteNoPlan(Refusal):
    reason = _("Only committees write an implementation plan. A cell carries the document out by its resolutions.")


class PlanThere(Refusal):
    reason = _("%(unit)s has begun its implementation plan already. Open that one.")


class PlanAdopted(Refusal):
    reason = _("The plan is adopted. To change it, begin a new plan that takes its place.")


class PlanNotAdopted(Refusal):
    reason = _("The plan is still a draft. Adopt it first.")


class PlanReplaced(Refusal):
    reason = _("Another plan takes the place of this one, or is about to. Open that one.")


class PlanWithoutText(Refusal):
    reason = _("Write first what the plan is about.")


class PlanWithoutSteps(Refusal):
    reason = _("The plan has no steps. Add at least one: what is done, by whom, by when.")


class PlanNumberUsed(Refusal):
    reason = _("%(unit)s has a plan with the number %(number)s already. Give this one its own number.")


class AdoptedBeforeDocument(Refusal):
    reason = _("The document is dated %(dated)s. Its plan can't have been adopted before that day.")


class AdoptedLater(Refusal):
    reason = _("The day of adoption lies ahead. Enter the plan as adopted once that has happened.")


class StepNeedsAnOwner(Refusal):
    reason = _("Say who answers for the step: choose a member, or write the name.")


class StepDueBeforeDocument(Refusal):
    reason = _("The step would be due before %(dated)s, the date of the document. Check the day.")


class StepDone(Refusal):
    reason = _("The step is marked as done already.")


class OnlyCommitteesSend(Refusal):
    reason = _("Documents are sent by committees to the units under them. A cell has none under it.")
