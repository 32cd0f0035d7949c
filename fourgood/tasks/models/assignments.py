"""Who does a task, and how far they are (M13, M15)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from fourgood.audit.models import Actor
from fourgood.files.models import StoredFile
from fourgood.files.preparing import Prepared
from fourgood.organisation.models import Member, Membership, Position, Unit
from fourgood.organisation.people import COMMITTEE
from fourgood.tasks.models.tasks import Task

if TYPE_CHECKING:
    from fourgood.organisation.standing import Viewer


TO_CHECK = Q(done_at__isnull=False, checked_at=None)


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def visible_to(self, viewer: Viewer) -> AssignmentQuerySet:
        """Assignments of units that the viewer sees."""
        return self.filter(viewer.standing().sees("task__unit__path"))

    def open(self) -> AssignmentQuerySet:
        """Not done yet, of a task that has not ended."""
        return self.filter(done_at=None, task__finished_at=None, task__dropped_at=None)

    def of_people_on(self, day: dt.date) -> AssignmentQuerySet:
        """Of members who belong to the task's unit on the day: who left it sees its tasks no more."""
        here = {"member": OuterRef("member"), "unit": OuterRef("task__unit")}
        in_the_cell = Membership.objects.on(day).official().filter(**here)
        on_the_committee = Position.objects.on(day).filter(kind__role__in=COMMITTEE, **here)
        return self.filter(Exists(in_the_cell) | Exists(on_the_committee))

    def to_be_checked(self) -> AssignmentQuerySet:
        """Reported as done, and not looked at."""
        return self.filter(TO_CHECK, task__finished_at=None, task__dropped_at=None)


class Assignment(models.Model):
    """One member, or one organisation named in words (Women's Union of the quarter), that does a task.

    Accepted, done and checked are three facts: by whoever has it, and by whoever gave it. Sent back clears `done_at`.
    """

    task = models.ForeignKey(Task, models.CASCADE, related_name="assignments")
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="assignments", verbose_name=_("member")
    )
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, editable=False)
    done_at = models.DateTimeField(_("reported as done at"), null=True, editable=False)
    done_on = models.DateField(_("done on"), null=True, editable=False)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(_("checked at"), null=True, editable=False)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        ordering = ["task_id", "pk"]
        constraints = [
            models.CheckConstraint(
                name="assigned_to_a_member_or_an_organisation",
                condition=(Q(member__isnull=False) & Q(organisation=""))
                | (Q(member__isnull=True) & ~Q(organisation="")),
            ),
            models.UniqueConstraint(fields=["task", "member"], name="a_task_is_assigned_to_a_member_once"),
            models.CheckConstraint(
                name="checked_only_when_done",
                condition=Q(checked_at__isnull=True) | Q(done_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["task"], name="assignments_to_check", condition=TO_CHECK)]

    def __str__(self) -> str:
        return self.organisation or str(self.member)

    @property
    def unit(self) -> Unit:
        """The unit whose task it is. Fetch it with the task."""
        return self.task.unit

    # The verbs, in `doing`

    def accept(self, *, by: Actor | None, at: dt.datetime) -> None:
        """Say that one does it. Saying so twice changes nothing. Raises Ended."""
        from fourgood.tasks import doing

        doing.accept(self, by=by, at=at)

    def report(
        self,
        *,
        text: str,
        amount: Decimal | None,
        by: Actor | None,
        at: dt.datetime,
        files: Sequence[Prepared] = (),
    ) -> Progress:
        """Say how far it is, with photos and papers from a `FilesField`. Raises Ended, NothingReported, NotKept."""
        from fourgood.tasks import doing

        return doing.report(self, text=text, amount=amount, by=by, at=at, files=files)

    def mark_done(
        self,
        *,
        on: dt.date,
        text: str,
        amount: Decimal | None,
        by: Actor | None,
        at: dt.datetime,
        files: Sequence[Prepared] = (),
    ) -> None:
        """Say that it is done. Raises Ended, AlreadyDone, DoneInTheFuture, NotKept."""
        from fourgood.tasks import doing

        doing.mark_done(self, on=on, text=text, amount=amount, by=by, at=at, files=files)

    def check_done(self, *, by: Actor | None, at: dt.datetime) -> None:
        """Say that it is done indeed. The last one checked finishes the task. Raises Ended, NotDoneYet."""
        from fourgood.tasks import doing

        doing.check_done(self, by=by, at=at)

    def send_back(self, *, reason: str, by: Actor | None, at: dt.datetime) -> None:
        """Say that it is not done yet, and why. Raises Ended, NotDoneYet, ReasonMissing."""
        from fourgood.tasks import doing

        doing.send_back(self, reason=reason, by=by, at=at)


class Progress(models.Model):
    """What someone reports of a task they have: a note, an amount where the task has a measure, photos."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="progress")
    at = models.DateTimeField(_("reported at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    text = models.TextField(_("how far it is"), blank=True)
    amount = models.DecimalField(_("how much was done"), max_digits=16, decimal_places=2, null=True, blank=True)
    files = models.ManyToManyField(StoredFile, related_name="+", blank=True, verbose_name=_("photos and papers"))

    class Meta:
        verbose_name = _("progress")
        ordering = ["assignment_id", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="progress_amounts_are_not_negative", condition=Q(amount__isnull=True) | Q(amount__gte=0)
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]
