"""Setting and changing the goals of a project."""

from __future__ import annotations

from contextlib import AbstractContextManager
from decimal import Decimal

from django.db import transaction

from fourgood.audit.models import Actor
from fourgood.audit.verbs import Verb
from fourgood.common.refusal import refusing
from fourgood.mobilisation import refusals
from fourgood.mobilisation.models import Goal, Project


@transaction.atomic
def add(project: Project, *, kind: str, amount: Decimal, name: str, measure: str, by: Actor | None) -> Goal:
    """See `Project.aim`."""
    project.require_open()
    with _of_goals():
        goal = project.goals.create(kind=kind, amount=amount, name=name, measure=measure)
    project.record(Verb.GOAL_SET, by=by, after=_told(goal))
    return goal


@transaction.atomic
def change(goal: Goal, *, amount: Decimal, by: Actor | None) -> None:
    """Ask for more, or for less. Raises Closed, GoalNotPositive, WholeDong."""
    goal.project.require_open()
    before, goal.amount = _told(goal), amount
    with _of_goals():
        goal.save(update_fields=["amount"])
    goal.project.record(Verb.GOAL_SET, by=by, before=before, after=_told(goal))


def _told(goal: Goal) -> dict[str, str]:
    return {"goal": goal.name or goal.kind, "amount": str(goal.amount)}


def _of_goals() -> AbstractContextManager[None]:
    return refusing(
        one_goal_per_kind_and_material=refusals.GoalThere(),
        a_goal_is_more_than_nothing=refusals.GoalNotPositive(),
        materials_are_named_and_measured=refusals.MaterialMissing(),
        dong_are_whole=refusals.WholeDong(),
    )
