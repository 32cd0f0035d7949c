"""Why something can't be entered about a mobilisation project: sentences, and what to do instead."""

from django.utils.translation import gettext_lazy as _

from fourgood.common.refusal import Refusal


class UnitClosed(Refusal):
    reason = _("%(unit)s is closed. The unit that took over from it begins the project.")


class EndsBeforeItBegins(Refusal):
    reason = _("The project would end before it begins. Choose a later day.")


class Closed(Refusal):
    reason = _("The project was closed on %(day)s. Nothing is entered any more.")


class GoalThere(Refusal):
    reason = _("There is a goal for this already. Change that one.")


class GoalNotPositive(Refusal):
    reason = _("A goal is more than nothing. Write a larger number.")


class MaterialMissing(Refusal):
    reason = _("Say which material, and in what it is counted, for example cement, tonnes.")


class WholeDong(Refusal):
    reason = _("Money is entered in whole dong.")


class BeforeTheProject(Refusal):
    reason = _("The project takes gifts from %(day)s. Choose that day or a later one.")


class InTheFuture(Refusal):
    reason = _("That day lies ahead. Enter what has happened.")


class NotPositive(Refusal):
    reason = _("Write an amount above nothing. A mistake is corrected from the row itself.")


class ReceiptUsed(Refusal):
    reason = _("Receipt %(number)s is entered already. Check the number.")


class NoGiverToName(Refusal):
    reason = _("Write the name of who agrees to be named, or take the tick away.")


class MoreThanThere(Refusal):
    reason = _("Only %(left)s dong are there. Enter the gifts first, or check the amount.")


class AlreadyCorrected(Refusal):
    reason = _("This row has been corrected already.")


class CounterEntryStays(Refusal):
    reason = _("This row is itself a correction. Enter the right amount as a new row.")


class ReasonMissing(Refusal):
    reason = _("Write why the row is wrong.")


class WouldBeOverspent(Refusal):
    reason = _("More has been spent than would be left without this gift. Correct the spending first.")


class MoreThanCame(Refusal):
    reason = _("No more households can agree than came, and no more come than were asked. Check the numbers.")


class BeforeTheLastEntry(Refusal):
    reason = _("There are entries until %(day)s. Close the project on that day or later.")


class ClosingWordsMissing(Refusal):
    reason = _("Say what became of it: what was built, and what happens with what is left.")
