"""Why deciding on criteria is refused: sentences that say what to do instead. `field`: where in a form one belongs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fourgood.common.refusal import Refusal


class NotOpen(Refusal):
    reason = _("The criteria are not yet open for opinions.")
    help = _("The secretary opens them. Until then they are being written.")


class OpinionsOver(Refusal):
    reason = _("The criteria are adopted, so opinions are closed.")
    help = _("If they are returned or change, opinions open again.")


class UntilGone(Refusal):
    reason = _("%(day)s has gone by. Choose today or a later day.")
    field = "until"


class NotAsked(Refusal):
    reason = _("%(member)s doesn't belong to %(unit)s on %(on)s, so gives no opinion on its criteria.")
    field = "member"


class SayWhy(Refusal):
    reason = _("Whoever doesn't agree says why. Write what should be different.")
    field = "text"


class AnswerMissing(Refusal):
    reason = _("Write an answer: what is taken up, or why not.")
    field = "text"


class NotAskedYet(Refusal):
    reason = _("Members have not been asked for their opinions yet. Open the criteria to them first, then vote.")


class NumberMissing(Refusal):
    reason = _("Write the number of the resolution.")
    field = "number"


class MetTooEarly(Refusal):
    reason = _("Members were asked from %(opened)s on. The meeting that votes comes after that.")
    field = "met_on"


class MetLater(Refusal):
    reason = _("The meeting on %(on)s has not been held yet. Enter its vote afterwards.")
    field = "met_on"


class NotSoMany(Refusal):
    """More people than there can be."""


class MorePresent(NotSoMany):
    reason = _(
        "%(present)s present are more than the %(base)s who had a vote on that day. Count only those with a vote."
    )
    field = "present"


class MoreVotes(NotSoMany):
    reason = _("%(votes)s votes are more than the %(present)s who were present. Count again.")
    field = "in_favour"


class MoreCame(NotSoMany):
    reason = _("Only %(most)s members count just when they come. Write that number or less.")
    field = "also_present"


class NotCarried(Refusal):
    reason = _(
        "%(in_favour)s of %(base)s are in favour; a resolution needs more than %(share)s of them, that is %(needed)s. "
        "%(missing)s are missing, so it isn't adopted."
    )
    help = _("Change what the meeting did not agree with, and put it to the vote again.")
    field = "in_favour"


class NotRegistered(Refusal):
    reason = _("The unit isn't registered for %(year)s yet. Register first, then submit.")


class NotAdopted(Refusal):
    reason = _("The criteria are not adopted yet. Record the vote of the meeting first.")


class ChangedSince(Refusal):
    reason = _("The criteria were changed after resolution %(number)s. Adopt them again as they are now, then submit.")


class NotSubmitted(Refusal):
    reason = _("These criteria don't wait for you: they were returned, confirmed, or not submitted yet.")


class NothingSaid(Refusal):
    reason = _("Say what should change: a remark on a criterion, or words on the whole.")
    field = "words"


class RemarksWritten(Refusal):
    reason = _("You have written remarks. Return the criteria with them, or delete them and confirm.")
