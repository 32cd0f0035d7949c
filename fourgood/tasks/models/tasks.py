"""Tasks of a unit (M13, M15)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.organisation.models import Member, Unit
from fourgood.tasks import refusals

if TYPE_CHECKING:
    from fourgood.organisation.standing import Viewer
    from fourgood.tasks.models.assignments import Assignment


OPEN = Q(finished_at=None, dropped_at=None)


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, viewer: Viewer) -> TaskQuerySet:
        """Tasks of units that the viewer sees."""
        return self.filter(viewer.standing().sees("unit__path"))

    def open(self) -> TaskQuerySet:
        """Neither finished nor dropped."""
        return self.filter(OPEN)

    def overdue(self, on: dt.date) -> TaskQuerySet:
        """Open, and due before the day."""
        return self.open().filter(due_on__lt=on)

    def due_between(self, first: dt.date, last: dt.date) -> TaskQuerySet:
        """Due in the span, both days included, by the day that holds now. Dropped ones are left out."""
        return self.filter(due_on__range=(first, last), dropped_at=None)

    def finished_on_time(self) -> TaskQuerySet:
        """Finished, all of it done by the day that it was due."""
        return self.filter(finished_on__lte=F("due_on"))

    def carried_over(self) -> TaskQuerySet:
        """Put off at least once."""
        return self.filter(Exists(Postponement.objects.filter(task=OuterRef("pk"))))

    def given_to(self, member_id: int | None) -> TaskQuerySet:
        """Those that the member has."""
        from fourgood.tasks.models.assignments import Assignment

        return self.filter(
            Exists(Assignment.objects.filter(task=OuterRef("pk"), member=member_id, member__isnull=False))
        )

    def give(self, *, unit: Unit, by: Actor | None, at: dt.datetime, **task: Any) -> Task:
        """Give a task to members and organisations: title, due_on, members, organisations, expected, area, measure,
        target, origin, given_on. One task for all of them.

        Raises UnitClosed, DueBeforeGiven, NobodyAssigned, NotOfThisUnit, MeasureMissing.
        """
        from fourgood.tasks import giving

        return giving.give(unit=unit, by=by, at=at, **task)


class Task(models.Model):
    """Something to be done for a unit by a day: what is expected in plain words, and a measure where there is one.

    Whoever does it is in `assignments`: members, or organisations. Finished: every assignment was done and checked, or
    whoever gave the task says so. `due_on` is the day that holds now; each earlier one is a `Postponement`.
    `origin`: where it comes from; the row that gave rise to it (a resolution, a shortfall) points to the task.
    """

    class Origin(models.TextChoices):
        GIVEN = "given", _("given by itself")
        RESOLUTION = "resolution", _("from a resolution")
        CORRECTION = "correction", _("corrects a shortfall")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="tasks", verbose_name=_("unit"))
    origin = models.CharField(_("origin"), max_length=20, choices=Origin.choices, default=Origin.GIVEN)
    title = models.CharField(_("task"), max_length=300)
    expected = models.TextField(_("result expected"), blank=True)
    area = models.CharField(_("household group or area"), max_length=200, blank=True)
    measure = models.CharField(_("counted in"), max_length=60, blank=True)
    target = models.DecimalField(_("how much"), max_digits=16, decimal_places=2, null=True, blank=True)
    due_on = models.DateField(_("due on"))
    given_on = models.DateField(_("day it was given"))
    given_at = models.DateTimeField(_("entered at"))
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField(_("finished at"), null=True, editable=False)
    finished_on = models.DateField(_("finished on"), null=True, editable=False)
    finished_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    dropped_at = models.DateTimeField(_("dropped at"), null=True, editable=False)
    dropped_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    dropped_because = models.TextField(_("reason for dropping it"), blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(name="a_task_is_due_after_it_is_given", condition=Q(due_on__gte=F("given_on"))),
            models.CheckConstraint(
                name="a_target_has_a_measure", condition=Q(target__isnull=True) | (Q(target__gt=0) & ~Q(measure=""))
            ),
            models.CheckConstraint(
                name="finished_or_dropped_not_both", condition=Q(finished_at__isnull=True) | Q(dropped_at__isnull=True)
            ),
            models.CheckConstraint(
                name="a_dropped_task_has_a_reason", condition=Q(dropped_at__isnull=True) | ~Q(dropped_because="")
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "due_on"], name="tasks_of_unit_by_day"),
            models.Index(fields=["unit", "due_on"], include=["id"], name="open_tasks_by_day", condition=OPEN),
            models.Index(fields=["unit", "finished_on"], include=["due_on"], name="finished_tasks_by_day"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("task", args=[self.pk])

    @property
    def has_ended(self) -> bool:
        return self.finished_at is not None or self.dropped_at is not None

    def is_late(self, on: dt.date) -> bool:
        """Open past its day, or finished after it."""
        if self.dropped_at is not None:
            return False
        return (self.finished_on or on) > self.due_on

    def record(self, verb: Verb, *, by: Actor | None, **told: Any) -> None:
        Act.objects.record(verb, self, by=by, path=self.unit.path, **told)

    def locked(self) -> Task:
        """The row as it is now, held until the transaction ends. Raises Ended."""
        now = Task.objects.select_for_update(of=("self",)).select_related("unit").get(pk=self.pk)
        if now.has_ended:
            raise refusals.Ended
        return now

    # The verbs; each in a module of its own

    def assign(self, *, members: list[Member], organisations: list[str], by: Actor | None, at: dt.datetime) -> None:
        """Give it to more. Raises Ended, NobodyAssigned, NotOfThisUnit, AlreadyAssigned."""
        from fourgood.tasks import giving

        giving.assign(self, members=members, organisations=organisations, by=by, at=at)

    def take_back(self, assignment: Assignment, *, reason: str, by: Actor | None) -> None:
        """Take it away from one of them. Raises Ended, ReasonMissing, LastAssignment."""
        from fourgood.tasks import giving

        giving.take_back(self, assignment, reason=reason, by=by)

    def carry_over(self, *, to_day: dt.date, reason: str, by: Actor | None, at: dt.datetime) -> None:
        """Put it off to a later day. Raises Ended, NotLater, ReasonMissing."""
        from fourgood.tasks import ending

        ending.carry_over(self, to_day=to_day, reason=reason, by=by, at=at)

    def finish(self, *, on: dt.date, by: Actor | None, at: dt.datetime) -> None:
        """Say that all of it is done. Raises Ended, DoneInTheFuture."""
        from fourgood.tasks import ending

        ending.finish(self, on=on, by=by, at=at)

    def drop(self, *, reason: str, by: Actor | None, at: dt.datetime) -> None:
        """Give it up. Raises Ended, ReasonMissing."""
        from fourgood.tasks import ending

        ending.drop(self, reason=reason, by=by, at=at)

    def amount_done(self) -> Decimal:
        """The sum of what was reported so far, in its measure. One query."""
        from fourgood.tasks.models.assignments import Progress

        reported = Progress.objects.filter(assignment__task=self)
        total: Decimal = reported.aggregate(sum=models.Sum("amount", default=Decimal(0)))["sum"]
        return total


class Postponement(models.Model):
    """That a task was carried over: from which day to which, and why."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="postponements")
    from_day = models.DateField(_("from"))
    to_day = models.DateField(_("to"))
    reason = models.TextField(_("reason"))
    at = models.DateTimeField(_("carried over at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("postponement")
        ordering = ["task_id", "at"]
        constraints = [
            models.CheckConstraint(name="carried_over_to_a_later_day", condition=Q(to_day__gt=F("from_day"))),
            models.CheckConstraint(name="carried_over_with_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.from_day:%d/%m/%Y} → {self.to_day:%d/%m/%Y}"
