"""Why a vote can't be opened, cast, counted or declared void. `field`: where in a form a sentence belongs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fourgood.common.refusal import Refusal


class NotBegun(Refusal):
    reason = _("The meeting has not begun. Begin it and call the roll; then votes can be opened.")


class MeetingOver(Refusal):
    reason = _("The meeting has ended, so nothing more is put to the vote.")


class NobodyThere(Refusal):
    reason = _("Nobody with a vote is marked as present. Call the roll first: the base of the vote follows from it.")


class TooFewThere(Refusal):
    """The sentence comes from the rules of meetings."""


class NoQuestion(Refusal):
    reason = _("Write what is put to the vote.")
    field = "question"


class ChoicesMissing(Refusal):
    reason = _("Write at least two different choices, one on each line; or none at all to vote for, against, abstain.")
    field = "choices"


class ItemOfAnotherMeeting(Refusal):
    reason = _("This item is on the agenda of another meeting.")
    field = "item"


class VoteClosed(Refusal):
    reason = _("The vote is closed. No more ballots are taken.")
    help = _("If something went wrong, tell the chair: the vote can be declared void and held once more.")


class VoteVoid(Refusal):
    reason = _("The vote was declared void. No more ballots are taken.")
    help = _("Ask the chair whether it is held once more.")


class NoUrn(Refusal):
    reason = _(
        "In this vote there is nothing to send by phone: raise your hand, or use the paper that you were handed."
    )


class NotSecret(Refusal):
    reason = _("This is a vote by show of hands: it has no ballot papers.")


class NoVote(Refusal):
    reason = _("You have no vote in this matter, by the rules for meetings of this kind.")
    help = _("If that is wrong, tell the chair.")


class NotThere(Refusal):
    reason = _("You were not marked as present when the vote opened, so you can't vote in it.")
    help = _("If that is wrong, tell the chair: the vote can be declared void and held once more.")


class HoldsPaper(Refusal):
    reason = _("You were handed a paper for this vote. Mark it and put it into the box.")
    help = _("If you have no paper, tell the secretary.")


class VotedAlready(Refusal):
    reason = _("Your ballot was in the urn already. It counts once, as you sent it first.")


class PaperTooLate(Refusal):
    reason = _("One of those you chose has voted on the phone meanwhile, and gets no paper. Look at the list again.")


class NotOnPaper(Refusal):
    reason = _("No paper was handed out in this vote, so there is none to count.")


class CountFirst(Refusal):
    reason = _("Count the votes and enter the numbers; then close the vote.")


class MoreVotesThanThere(Refusal):
    reason = _("%(votes)s votes are more than the %(present)s who were present and have a vote. Count again.")


class MorePapersThanHandedOut(Refusal):
    reason = _("%(returned)s papers are more than the %(issued)s that were handed out. Count again.")
    field = "returned"


class PapersDoNotAddUp(Refusal):
    reason = _(
        "%(votes)s votes and %(invalid)s invalid papers make %(sum)s, but %(returned)s were returned. Count again."
    )


class CountersMissing(Refusal):
    reason = _("Name the %(number)s different members who counted the papers.")
    field = "counters"


class UrnDoesNotMatch(Refusal):
    reason = _("The ballots in the urn do not match those who have voted, or can't be read. They can't be counted.")
    help = _("Declare the vote void and hold it once more. Tell whoever looks after the server.")


class KeyGone(Refusal):
    reason = _("The key of the urn is no longer on the server, so nobody can open the ballots. They can't be counted.")
    help = _("Declare the vote void and hold it once more. Tell whoever looks after the server.")


class VotesStillRun(Refusal):
    reason = _("Still being voted on: %(votes)s. Count and close the vote, or declare it void; then end the meeting.")


class NoReason(Refusal):
    reason = _("Say why the vote is void. It stands on the page of the vote.")
    field = "because"


class ReliedOn(Refusal):
    reason = _("Something was decided on this vote, so it can't be declared void any more.")


class RepeatedAlready(Refusal):
    reason = _("This vote is being held once more already.")
