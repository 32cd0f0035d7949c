"""Who may hand over an access code to whom.

Whoever hands over a code could use it. So a code for a person is handed over only by someone who stands above all that
the person holds: the secretary for the members of the cell, the committee above for the secretary.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fourgood.accounts.models import User
from fourgood.accounts.models.offices import needed_to_give
from fourgood.common.refusal import Refusal
from fourgood.organisation.models import Member
from fourgood.organisation.standing import Can, Holding, Holds, Standing

# On one and the same unit, who stands above whom. Offices stand above all positions.
_RANK = {
    Holds.MEMBER: 0,
    Holds.IN_CHARGE: 1,
    Holds.COMMITTEE_MEMBER: 1,
    Holds.DEPUTY: 2,
    Holds.SECRETARY: 3,
    Holds.ORGANISING_OFFICER: 4,
}
_OFFICES = {Holds.ORGANISING_OFFICER, Holds.INSPECTOR, Holds.SYSTEM_ADMINISTRATOR}


class NotAbove(Refusal):
    reason = _("This person holds a position that is not below yours.")
    help = _("Ask the committee above, or the Organising Committee, to hand over the code.")


class NotForYourself(Refusal):
    reason = _("You can't hand over a code to yourself.")
    help = _("Change your password on your own page.")


class Locked(Refusal):
    reason = _("This account is locked.")
    help = _("Ask the system administrator to unlock it first.")


def require_above(by: User, to: Member | User) -> None:
    """Refuse unless `by` stands above everything that the person holds today, and the account is not locked."""
    account = to if isinstance(to, User) else User.objects.filter(member=to).first() or User(member=to)
    if account.pk == by.pk:
        raise NotForYourself
    if not account.is_active:
        raise Locked
    held = account.standing().holdings
    if not all(stands_above(by.standing(), holding) for holding in held):
        raise NotAbove


def stands_above(helper: Standing, held: Holding) -> bool:
    """Whether something that the helper holds is above `held`."""
    if held.what in _OFFICES:
        return _has(helper, needed_to_give(held.what), held.path)
    return any(
        mine.grants(Can.HAND_OVER_CODES)
        and mine.reaches(held.path, Can.HAND_OVER_CODES)
        and (mine.path != held.path or _RANK[mine.what] > _RANK[held.what])
        for mine in helper.holdings
    )


def _has(helper: Standing, can: Can, path: str) -> bool:
    return any(mine.grants(can) and mine.reaches(path, can) for mine in helper.holdings)
