"""The vocabulary of acts: every verb that the log can hold, one line each."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    """What was done. The value is stored for ever: add, never rename."""

    # Organisation
    UNIT_FOUNDED = "unit.founded", _("founded the unit")
    UNIT_RENAMED = "unit.renamed", _("renamed the unit")
    UNIT_MOVED = "unit.moved", _("moved the unit")
    UNIT_KIND_CHANGED = "unit.kind_changed", _("changed the unit's kind")
    UNIT_MERGED = "unit.merged", _("merged the unit into another")
    UNIT_SPLIT = "unit.split", _("split the unit")
    UNIT_DISSOLVED = "unit.dissolved", _("dissolved the unit")
    UNIT_REOPENED = "unit.reopened", _("reopened the unit")
    ORDER_DRAFTED = "order.drafted", _("drafted the reorganisation order")
    ORDER_CHANGED = "order.changed", _("changed the draft order")
    ORDER_DISCARDED = "order.discarded", _("discarded the draft order")
    ORDER_CARRIED_OUT = "order.carried_out", _("carried out the reorganisation order")
    ORDER_REVERSED = "order.reversed", _("reversed the reorganisation order")
    # Members
    MEMBER_ADDED = "member.added", _("added the member")
    MEMBER_CHANGED = "member.changed", _("changed the member's details")
    MEMBER_TRANSFERRED = "member.transferred", _("transferred the member")
    MEMBER_LEFT = "member.left", _("ended the membership")
    MEMBER_REJOINED = "member.rejoined", _("took the member back into a cell")
    MEMBER_SENT = "member.sent", _("sent the member to another cell for a time")
    MEMBER_RETURNED = "member.returned", _("ended the stay in another cell")
    MEMBER_RECOGNISED = "member.recognised", _("recognised as an official member")
    MEMBER_GROUPED = "member.grouped", _("changed the member's Party group")
    MEMBER_STATUS_SET = "member.status_set", _("set the member's status")
    MEMBER_STATUS_ENDED = "member.status_ended", _("ended the member's status")
    POSITION_GIVEN = "position.given", _("gave the position")
    POSITION_ENDED = "position.ended", _("ended the position")
    GROUP_FORMED = "group.formed", _("formed the Party group")
    GROUP_RENAMED = "group.renamed", _("renamed the Party group")
    GROUP_ENDED = "group.ended", _("ended the Party group")
    # Lists
    LIST_IMPORTED = "list.imported", _("imported a list")
    LIST_EXPORTED = "list.exported", _("exported a list")
    # Accounts
    ACCOUNT_INVITED = "account.invited", _("handed over an access code")
    ACCOUNT_OPENED = "account.opened", _("opened an account")
    ACCOUNT_LOCKED = "account.locked", _("locked the account")
    ACCOUNT_UNLOCKED = "account.unlocked", _("unlocked the account")
    PASSWORD_SET = "account.password_set", _("chose a new password")
    SIGNED_OUT_EVERYWHERE = "account.signed_out_everywhere", _("signed out everywhere")
    SECOND_FACTOR_ADDED = "account.second_factor_added", _("added a second factor")
    SECOND_FACTOR_REMOVED = "account.second_factor_removed", _("removed a second factor")
    OFFICE_GIVEN = "office.given", _("gave the office")
    OFFICE_ENDED = "office.ended", _("ended the office")
