"""Why a task can't be given, done or changed: sentences, and what to do instead."""

from django.utils.translation import gettext_lazy as _

from fourgood.common.refusal import Refusal


class UnitClosed(Refusal):
    reason = _("%(unit)s is closed. The unit that took over from it gives the task.")


class DueBeforeGiven(Refusal):
    reason = _("The task would be due before it is given. Choose a later day.")


class NobodyAssigned(Refusal):
    reason = _("Say who does it: at least one member or organisation.")


class NotOfThisUnit(Refusal):
    reason = _("%(name)s is not in %(unit)s on that day, and can't be given its tasks.")


class MeasureMissing(Refusal):
    reason = _("Say in what it is counted, for example households or metres.")


class AlreadyAssigned(Refusal):
    reason = _("%(name)s has this task already.")


class Ended(Refusal):
    reason = _("The task has ended. Nothing is changed any more.")


class NotYours(Refusal):
    reason = _("This task was given to someone else.")
    help = _("Ask the secretary of that unit.")


class AlreadyDone(Refusal):
    reason = _("It was reported as done already.")


class NotDoneYet(Refusal):
    reason = _("It has not been reported as done yet.")


class DoneInTheFuture(Refusal):
    reason = _("That day lies ahead. Choose the day on which it was done.")


class NothingReported(Refusal):
    reason = _("Write a few words or an amount, or add a photo.")


class ReasonMissing(Refusal):
    reason = _("Write the reason: others will ask.")


class NotLater(Refusal):
    reason = _("It is due on %(day)s. Choose a later day.")


class LastAssignment(Refusal):
    reason = _("Nobody else has the task. Drop the task instead.")
