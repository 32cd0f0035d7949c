"""What the agenda of a unit's next meeting takes over: its actions that are not checked yet, item by item (M8)."""

from __future__ import annotations

from collections.abc import Iterable

from fourgood.corrective.models import CorrectiveAction
from fourgood.meetings.models import AgendaItem, Meeting


def items_for(meeting: Meeting) -> Iterable[AgendaItem]:
    """One item for each, with its task; those done and not checked too. The earliest month first."""
    actions = CorrectiveAction.objects.unchecked().filter(assessment__unit=meeting.unit)
    for action in actions.select_related("task").order_by("assessment__period__month", "pk"):
        assert action.task
        yield AgendaItem(title=action.task.title, task=action.task)
