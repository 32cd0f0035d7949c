"""Why something at a meeting is refused: sentences with names and times, and what to do instead."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fourgood.common.refusal import Refusal


class CalledOff(Refusal):
    reason = _("The meeting was called off, so it can't begin. Draft a new one.")


class AlreadyBegun(Refusal):
    reason = _("The meeting has begun already, at %(time)s.")


class NotBegun(Refusal):
    reason = _("The meeting has not begun yet. Begin it first.")


class AlreadyEnded(Refusal):
    reason = _("The meeting has ended already, at %(time)s.")


class MeetingOver(Refusal):
    reason = _("The meeting ended at %(time)s. After that, what was recorded changes only with a reason: correct it.")


class NotOverYet(Refusal):
    reason = _("The meeting has not ended yet: change what is recorded on its own page.")


class InTheFuture(Refusal):
    reason = _("This time has not come yet. Write when it really was.")
    field = "when"


class EndsBeforeItBegins(Refusal):
    reason = _("The meeting began at %(time)s, so it ended later than that. Write the right time.")
    field = "when"


class RollIncomplete(Refusal):
    reason = _("Not called yet: %(names)s. Say of each whether they were there, then end the meeting.")


class TooLateToUndo(Refusal):
    reason = _("The beginning can be taken back on the same day only.")


class SomethingRecorded(Refusal):
    reason = _("Something is recorded at this meeting already, so its beginning stays.")


class NotOnTheList(Refusal):
    reason = _("This person is not on the list of the meeting.")
    help = _("Whoever belongs to the cell is entered among its members first.")


class ReasonForAbsence(Refusal):
    reason = _("Someone is excused for a reason. Choose one, or write it in a few words.")
    field = "reason"


class ReasonForCorrection(Refusal):
    reason = _("Say why this changes after the meeting. The reason stays with it.")
    field = "because"


class NothingCorrected(Refusal):
    reason = _("It says the same already, so there is nothing to correct.")


class NotAtThisMeeting(Refusal):
    reason = _("This does not belong to the meeting any more. Open its page again.")


class NotUnderstood(Refusal):
    reason = _("This entry can't be read. Open the page of the meeting again and repeat it.")


class OnlyTheRecorders(Refusal):
    reason = _("At the meeting, only those who run it, its chair and its secretary enter something.")
    help = _("Ask the secretary of that unit.")
