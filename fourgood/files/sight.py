"""Who may open a file: one condition, for one file or for thousands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from fourgood.files.models import Sight

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from fourgood.accounts.models import User


def condition(viewer: User | AnonymousUser) -> Q:
    """Rows of files that the viewer may open: by their standing, or because they added them.

    Leaders are whoever sees the unit's members: secretary, deputies, its committee, and from above also the member in
    charge and inspectors. A plain member sees what is for all members of the own cell. From above one sees both. What
    is for the units below is seen by whoever sees any of those, a plain member of a cell among them.
    """
    to_all = Q(sight=Sight.PUBLIC)
    if viewer.pk is None:
        return to_all
    standing = viewer.standing()
    to_members = Q(sight__in=[Sight.MEMBERS, Sight.BELOW]) & standing.sees("unit__path")
    to_leaders = Q(sight=Sight.LEADERS) & standing.sees_members("unit__path")
    from_above = Q(sight=Sight.BELOW) & standing.receives("unit__path")
    return to_all | to_members | to_leaders | from_above | Q(added_by=viewer.pk)
