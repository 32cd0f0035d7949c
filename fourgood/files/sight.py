"""Who may open a file: one condition, for one file or for thousands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from fourgood.files.models import Sight

if TYPE_CHECKING:
    from fourgood.organisation.standing import Viewer


def condition(viewer: Viewer) -> Q:
    """Rows of files that the viewer may open by their standing."""
    standing = viewer.standing()
    of_all = Q(sight__in=[Sight.MEMBERS, Sight.BELOW]) & standing.sees("unit__path")
    of_leaders = Q(sight=Sight.LEADERS) & standing.sees_members("unit__path")
    from_above = Q(sight=Sight.BELOW) & standing.receives("unit__path")
    return Q(sight=Sight.PUBLIC) | of_all | of_leaders | from_above
