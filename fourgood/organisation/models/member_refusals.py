"""Why an act on a member, a position or a Party group is refused: sentences with the names and dates."""

from django.utils.translation import gettext_lazy as _

from fourgood.common.refusal import Refusal


class NotACell(Refusal):
    reason = _("%(unit)s has no members of its own. Choose a cell.")


class CellClosed(Refusal):
    reason = _("%(unit)s was not active on %(on)s. Choose another unit or another date.")


class CodeTaken(Refusal):
    reason = _("Another member already has the number %(code)s. Check the number on the member's file.")


class BeforeAdmission(Refusal):
    reason = _("%(member)s was admitted to the Party on %(admitted)s. Choose that day or a later one.")


class BeforeTheMembership(Refusal):
    reason = _("The admission can't come after %(began)s, when the first membership of a cell began.")


class OfficialBeforeAdmission(Refusal):
    reason = _("The recognition as an official member can't come before the admission.")


class NotInACell(Refusal):
    reason = _("%(member)s belonged to no cell on %(on)s. Check the date.")


class StillInACell(Refusal):
    reason = _("%(member)s already belongs to %(unit)s. Transfer the member instead.")


class AlreadyInThisCell(Refusal):
    reason = _("%(member)s already belongs to %(unit)s. Choose another cell.")


class AlreadyElsewhere(Refusal):
    reason = _("%(member)s takes part in %(unit)s for a time. End that stay first.")


class NotElsewhere(Refusal):
    reason = _("%(member)s took part in no other cell on %(on)s.")


class MembershipOverlaps(Refusal):
    reason = _("Another membership of the same member covers these days. Look at the member's page again.")


class NotBegunYet(Refusal):
    reason = _("This began on %(began)s. Choose a later day.")


class AlreadyEnded(Refusal):
    reason = _("This already ended; its last day was %(last)s.")


class AlreadyOfficial(Refusal):
    reason = _("%(member)s has been an official member since %(since)s.")


class StatusOverlaps(Refusal):
    reason = _("%(member)s already has a status on some of these days: %(status)s. End it first.")


class StatusJustSet(Refusal):
    reason = _("Someone has just set a status on some of these days. Look at the member's page again.")


class EndsBeforeItBegins(Refusal):
    reason = _("The last day can't come before the first, %(first)s.")


class BodyMissing(Refusal):
    reason = _("Name the body in which this position is held, for example Khu phố Biểu Nghi.")


class UnitMissing(Refusal):
    reason = _("Say on which unit this position is held.")


class PositionTaken(Refusal):
    reason = _("%(holder)s holds this position since %(since)s. End that first: it has one holder at a time.")


class PositionJustTaken(Refusal):
    reason = _("Someone has just given this position. Look at the member's page again.")


class PositionHeld(Refusal):
    reason = _("%(member)s already holds this position on some of these days.")


class NotAnOfficialMemberHere(Refusal):
    reason = _("%(member)s is not an official member of %(unit)s on %(on)s. The cell elects its leaders among those.")


class NotInThisGroup(Refusal):
    reason = _("%(member)s does not belong to %(group)s on %(on)s.")


class GroupHasHead(Refusal):
    reason = _("%(holder)s is the head of this Party group. End that first.")


class GroupMissing(Refusal):
    reason = _("Say which Party group.")


class GroupElsewhere(Refusal):
    reason = _("%(group)s is not a Party group of %(unit)s on %(on)s.")


class GroupNameTaken(Refusal):
    reason = _("The cell already has a Party group called %(name)s. Choose another name.")
