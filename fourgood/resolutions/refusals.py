"""Why minutes and resolutions can't be written, approved, adopted or issued. `field`: where in a form it belongs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fourgood.common.refusal import Refusal


class NotBegun(Refusal):
    reason = _("The meeting has not begun, so there is nothing to write down yet.")


class NotEnded(Refusal):
    reason = _("The meeting has not ended. End it first; then its minutes can be approved.")


class WrittenAlready(Refusal):
    reason = _("The minutes of this meeting are written already.")


class MinutesApproved(Refusal):
    reason = _("The minutes are approved and locked. What is wrong in them is corrected by a note.")


class NotYetOpenToAll(Refusal):
    reason = _("It is still a draft: members are told of it once it is approved or issued.")


class NotAReader(Refusal):
    reason = _("%(name)s does not belong to those whom this paper is for.")


class NotApproved(Refusal):
    reason = _("The minutes are a draft. Approve them first.")


class SentAlready(Refusal):
    reason = _("The minutes were sent to the level above already.")


class NobodyAbove(Refusal):
    reason = _("There is no level above this unit to send the minutes to.")


class SignaturesMissing(Refusal):
    reason = _("Minutes bear two signatures: name who chaired the meeting and who was its secretary, on its page.")


class NothingCorrected(Refusal):
    reason = _("Write what was wrong and what is right.")
    field = "text"


class SectionUnknown(Refusal):
    reason = _("The minutes have no such section any more. Open the page again.")


class TermMissing(Refusal):
    reason = _("The day of the last congress of %(unit)s is not known. Documents are numbered anew from it.")
    help = _("Enter it on the page of the unit’s terms; once is enough.")


class TermKnown(Refusal):
    reason = _("A term from %(day)s on is entered already.")
    field = "first_day"


class TermInUse(Refusal):
    reason = _("Documents have been numbered in this term, so it stays.")


class TypeNotAllowed(Refusal):
    reason = _("A unit of this kind may not issue documents of the type %(code)s.")
    field = "type_code"


class Issued(Refusal):
    reason = _("The resolution is issued and never changes. What must change is changed by a new one that amends it.")


class OnlyIssuedAreAmended(Refusal):
    reason = _("Only an issued resolution of the same unit can be amended; a draft is simply changed.")
    field = "amends"


class AdoptedAlready(Refusal):
    reason = _("The meeting has adopted this resolution already.")


class AdoptedStays(Refusal):
    reason = _("The meeting has adopted this resolution, so it can't be thrown away. Issue it.")


class VoteElsewhere(Refusal):
    reason = _("This vote was not held at the meeting that the resolution comes from.")
    field = "vote"


class VoteRuns(Refusal):
    reason = _("The vote is not closed yet. Count and close it first.")
    field = "vote"


class VoteIsVoid(Refusal):
    reason = _("The vote was declared void, so it carries nothing.")
    field = "vote"


class VoteNotCarried(Refusal):
    reason = _("The vote does not carry the resolution. %(why)s")
    field = "vote"


class VoteTaken(Refusal):
    reason = _("Another resolution was adopted by this vote already.")
    field = "vote"


class NotAdopted(Refusal):
    reason = _("No vote of the meeting has adopted the resolution yet.")
    help = _("Open a vote at the meeting; once it is closed and carried, choose it here.")


class Lacking(Refusal):
    """Something is missing before it can be issued; the sentences come from `lacking`."""

    reason = _("The resolution can't be issued yet: %(what)s")


class ChangedSince(Refusal):
    reason = _("What you issue differs from what was voted on. Say why; it stands on the page of the resolution.")
    field = "changed_because"
