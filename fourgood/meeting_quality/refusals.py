"""Why a sheet can't be filled in, voted on, submitted or confirmed. `field`: where in a form it belongs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fourgood.common.refusal import Refusal


class NotScored(Refusal):
    reason = _("Only regular and thematic meetings of a cell are scored.")


class NotBegun(Refusal):
    reason = _("The meeting has not begun, so there is nothing to score yet.")


class NotEnded(Refusal):
    reason = _("The meeting has not ended. End it first; then its score can be sent up.")


class NoSheetInForce(Refusal):
    reason = _("No scoring sheet for meetings is in force on %(on)s.")
    help = _("Sheets come with an instruction. Ask the Organising Committee.")


class UnknownCriterion(Refusal):
    reason = _("The sheet has no criterion %(code)s.")


class PointsOutOfRange(Refusal):
    reason = _("Criterion %(code)s: points go from 0 to %(most)s, with two decimals at most.")


class AlwaysApplies(Refusal):
    reason = _("Criterion %(code)s applies to every meeting: give it points.")


class NothingApplies(Refusal):
    reason = _("At least one criterion applies to a meeting: give it points.")


class Submitted(Refusal):
    reason = _("The score is with the level above and no longer changes.")


class Lacking(Refusal):
    """Something is missing before it can be submitted; the sentences come from `lacking`."""

    reason = _("The score can't be sent up yet: %(what)s")


class MoreVotesThanThere(Refusal):
    reason = _("That makes %(votes)s votes, but only %(present)s members with a vote were present.")
    field = "in_favour"


class VoteNotCarried(Refusal):
    reason = _("The vote does not carry the score. %(why)s")
    field = "in_favour"


class VoteElsewhere(Refusal):
    reason = _("This vote was not held at this meeting.")
    field = "vote"


class VoteOpenOrVoid(Refusal):
    reason = _("The vote is not closed yet, or it is void. Count and close it first.")
    field = "vote"


class VoteTaken(Refusal):
    reason = _("Another score rests on this vote already.")
    field = "vote"


class NotSubmitted(Refusal):
    reason = _("The cell has not sent its score up yet, so there is nothing to confirm.")


class Confirmed(Refusal):
    reason = _("The score is confirmed and locked.")


class NotAllGiven(Refusal):
    reason = _("Give every criterion its points. Still empty: %(codes)s.")


class ReasonMissing(Refusal):
    reason = _("Criterion %(code)s: say why you give other points than the cell did.")
