"""What is decided about a shortfall of a month's sheet, and what became of it (M8)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fourgood.assessments.models import Assessment
from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.corrective import state
from fourgood.organisation.models import Unit
from fourgood.tasks.models import Task

if TYPE_CHECKING:
    from fourgood.organisation.standing import Viewer


class ActionQuerySet(models.QuerySet["CorrectiveAction"]):
    def visible_to(self, viewer: Viewer) -> ActionQuerySet:
        """Actions of units that the viewer sees."""
        return self.filter(viewer.standing().sees("assessment__unit__path"))

    def with_due(self) -> Any:
        """Adds `due`: the day of the task, or by when the unit answers; None where nothing is done."""
        return self.annotate(due=Coalesce("task__due_on", "answer_by"))

    def with_state(self, on: dt.date) -> Any:
        """Adds `due`, and `state`: how far each is on the day (`state.State`)."""
        return self.with_due().annotate(state=state.case(on))

    def unchecked(self) -> ActionQuerySet:
        """Planned, not dropped, and not checked yet; of units that are still there."""
        return self.filter(state.LIVE, task__isnull=False, task__dropped_at=None)

    def unanswered(self) -> ActionQuerySet:
        """Asked for by the level above, or their task was dropped: the unit decides."""
        return self.filter(state.LIVE, state.UNANSWERED)

    def overdue(self, on: dt.date) -> Any:
        """Neither done nor answered by the day before."""
        return self.with_due().filter(state.LIVE, state.UNFINISHED, due__lt=on)

    def of_months_before(self, assessment: Assessment) -> ActionQuerySet:
        """Those of the same unit for earlier months."""
        return self.filter(assessment__unit=assessment.unit_id, assessment__period__month__lt=assessment.month)

    def plan(
        self, assessment: Assessment, code: str, *, by: Actor | None, at: dt.datetime, **told: Any
    ) -> CorrectiveAction:
        """Say what is done about a shortfall: cause, measure, due_on, members, organisations. See `planning.plan`."""
        from fourgood.corrective import planning

        return planning.plan(assessment, code, by=by, at=at, **told)

    def do_without(
        self, assessment: Assessment, code: str, *, because: str, by: Actor | None, at: dt.datetime
    ) -> CorrectiveAction:
        """Say why nothing is done about a shortfall. Raises NotShort, AlreadyPlanned, ReasonMissing, IsSettled."""
        from fourgood.corrective import planning

        return planning.do_without(assessment, code, because=because, by=by, at=at)


class CorrectiveAction(models.Model):
    """One shortfall of a sheet, and the unit's answer: cause, measure and a task; or why nothing is done.

    `answer_by`: the level above lowered the points and asks for an answer by that day; without one neither task nor
    reason is there. How the work stands, the task alone tells. `checked_at`: the unit has looked at what came of it.
    """

    assessment = models.ForeignKey(
        Assessment, models.PROTECT, related_name="actions", verbose_name=_("self-assessment sheet")
    )
    code = models.CharField(_("criterion"), max_length=20)
    answer_by = models.DateField(_("to be answered by"), null=True, editable=False)
    cause = models.TextField(_("cause"), blank=True)
    measure = models.TextField(_("measure"), blank=True)
    task = models.OneToOneField(Task, models.PROTECT, null=True, related_name="corrects", verbose_name=_("task"))
    because = models.TextField(_("why nothing is done"), blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, editable=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(_("checked at"), null=True, editable=False)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    brought = models.TextField(_("what it brought"), blank=True)

    objects = ActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("corrective action")
        ordering = ["-assessment__period__month", "assessment__unit__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "code"], name="one_answer_to_a_shortfall"),
            models.CheckConstraint(
                name="an_action_or_a_reason_or_still_asked",
                condition=Q(task__isnull=False, because="") & ~Q(cause="") & ~Q(measure="")
                | Q(task__isnull=True) & ~Q(because="")
                | Q(task__isnull=True, because="", answer_by__isnull=False),
            ),
            models.CheckConstraint(
                name="only_an_action_is_checked", condition=Q(checked_at__isnull=True) | Q(task__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["assessment"], name="actions_to_check", condition=Q(checked_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.code}, {self.assessment}"

    def get_absolute_url(self) -> str:
        return reverse("corrective_action", args=[self.pk])

    @property
    def unit(self) -> Unit:
        """Fetch it with the assessment and its unit."""
        return self.assessment.unit

    @property
    def said_state(self) -> state.State:
        """Of a row that was fetched `with_state`."""
        return state.State(self.state)  # type: ignore[attr-defined]

    @property
    def is_answered(self) -> bool:
        """Fetch it with its task."""
        return bool(self.because) or (self.task is not None and self.task.dropped_at is None)

    def record(self, verb: Verb, *, by: Actor | None, **told: Any) -> None:
        Act.objects.record(verb, self, by=by, path=self.unit.path, **told)

    # The verbs, in `checking`

    def check_done(self, *, brought: str = "", by: Actor | None, at: dt.datetime) -> None:
        """Say that it was done, and what it brought. An open task is finished with it.

        Raises NoAction, TaskDropped, AlreadyChecked.
        """
        from fourgood.corrective import checking

        checking.check_done(self, brought=brought, by=by, at=at)

    def carry_on(self, *, reason: str, to_day: dt.date | None = None, by: Actor | None, at: dt.datetime) -> None:
        """Say why it is not done yet; with a new day, the task is carried over.

        Raises NoAction, TaskDropped, AlreadyChecked, ReasonMissing, NotLater, Ended.
        """
        from fourgood.corrective import checking

        checking.carry_on(self, reason=reason, to_day=to_day, by=by, at=at)


class FollowUp(models.Model):
    """That the unit looked at an action and said why it is not done yet."""

    action = models.ForeignKey(CorrectiveAction, models.CASCADE, related_name="follow_ups")
    reason = models.TextField(_("why not yet"))
    at = models.DateTimeField(_("said at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("look at a corrective action")
        ordering = ["action_id", "at", "pk"]

    def __str__(self) -> str:
        return self.reason[:80]
