"""Why something can't be done with a month's sheet, and what to do instead."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fourgood.common.refusal import Refusal


class NothingInForce(Refusal):
    reason = _("No edition of %(instruction)s that has frameworks for cells or committees holds in %(month)s.")


class MonthNotBegun(Refusal):
    reason = _("The month %(month)s has not begun, so it can't be opened.")


class IsSettled(Refusal):
    reason = _("The unit is not expected to assess itself this month: %(why)s")


class Submitted(Refusal):
    reason = _("The sheet lies with the level above, so it can't be changed now.")
    help = _("If something must change, ask the level above to return it.")


class Confirmed(Refusal):
    reason = _("The sheet is confirmed and locked.")
    help = _("If something is wrong, ask the level above to open it again; it says why.")


class UnknownCriterion(Refusal):
    reason = _("The framework has no criterion %(code)s.")


class NotUnderstood(Refusal):
    reason = _("What was sent can't be read. Open the page of the sheet again, and repeat it.")


class NotDue(Refusal):
    reason = _("The criterion %(code)s is not due this month, so there is nothing to enter.")


class NothingSuggested(Refusal):
    reason = _("For %(codes)s there is no suggestion to agree with. Enter the values.")


class SomeoneElseTyped(Refusal):
    """`entry`: the row as it is now."""

    reason = _("Someone else has changed this criterion meanwhile. Both versions stand below: choose what holds.")

    def __init__(self, entry: Any) -> None:
        super().__init__()
        self.entry = entry


class Missing(Refusal):
    """`lines`: every criterion that lacks something."""

    reason = _("The sheet can't be submitted yet. Missing: %(what)s.")

    def __init__(self, lines: Any, *, what: str) -> None:
        super().__init__(what=what)
        self.lines = lines


class VoteMissing(Refusal):
    reason = _("The framework asks that the meeting votes on the sheet. Record the vote first.")


class ChangedSinceVote(Refusal):
    reason = _("Points were changed after the meeting voted on %(day)s. Put the sheet to the vote again.")


class MetLater(Refusal):
    reason = _("The day of the meeting is still to come.")
    field = "met_on"


class NotTheirVote(Refusal):
    reason = _("That vote is not a counted one of this unit.")
    field = "vote"


class VoteLost(Refusal):
    reason = _("%(in_favour)s voted in favour; %(needed)s are needed. Change the sheet, and vote again.")
    field = "in_favour"


class NotSubmitted(Refusal):
    reason = _("The sheet does not wait for a decision now. Open the list again.")


class NothingSaid(Refusal):
    reason = _("Say what should change, at a criterion or in general, so that the unit knows.")


class NotSoManyPoints(Refusal):
    reason = _("Criterion %(code)s: give from 0 to %(most)s points, with two decimal places at most.")


class ReasonMissing(Refusal):
    reason = _("Say why. The unit reads the reason.")
    field = "reason"


class ReasonForPointsMissing(ReasonMissing):
    reason = _("Criterion %(code)s: say why its points are others than the unit's own. The unit reads the reason.")


class NotConfirmed(Refusal):
    reason = _("Only a confirmed sheet can be opened again. This one is not confirmed.")


class NotLater(Refusal):
    reason = _("Choose a day after %(day)s.")
    field = "until"


class NothingToAccept(Refusal):
    reason = _("No confirmed sheet of this month waits to be accepted here.")


class RemarksWritten(Refusal):
    reason = _("You have written remarks. Return the sheet with them; or clear them, and confirm.")
