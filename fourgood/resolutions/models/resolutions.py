"""Resolutions of a meeting (M12, M13)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.meetings.models import Meeting
from fourgood.meetings.models.meetings import Kind as MeetingKind
from fourgood.organisation.models import Unit
from fourgood.resolutions import refusals
from fourgood.resolutions.models.terms import Term
from fourgood.resolutions.typing_together import Page, Sorted
from fourgood.voting.models import Vote

if TYPE_CHECKING:
    from fourgood.organisation.standing import Viewer
    from fourgood.resolutions.drafting import Draft
    from fourgood.resolutions.models.tasks import ResolvedTask
    from fourgood.resolutions.tasks_of import TaskDraft

TEXTS = ("evaluation", "praise", "shortcomings", "ahead", "organisation", "scoring")
KEPT = ("title", *TEXTS, "seat", "recipients")  # what is saved as one types


class ResolutionQuerySet(models.QuerySet["Resolution"]):
    def visible_to(self, viewer: Viewer) -> ResolutionQuerySet:
        """Issued ones for who sees the unit (of a committee's meeting, for leaders only); drafts for leaders only."""
        standing = viewer.standing()
        issued = Q(issued_at__isnull=False) & ~Q(meeting__kind=MeetingKind.COMMITTEE)
        return self.filter((issued & standing.sees("unit__path")) | standing.sees_members("unit__path"))

    def issued(self) -> ResolutionQuerySet:
        return self.filter(issued_at__isnull=False)

    def drafts(self) -> ResolutionQuerySet:
        return self.filter(issued_at=None)

    def draft(self, meeting: Meeting, draft: Draft, *, by: Actor | None, at: dt.datetime) -> Resolution:
        """Begin a resolution from a meeting. See `drafting.draft`."""
        from fourgood.resolutions import drafting

        return drafting.draft(meeting, draft, by=by, at=at)


class Resolution(models.Model):
    """A resolution (or conclusion) of a unit: drafted from the meeting, adopted by a vote, numbered and issued.

    Texts of the monthly resolution (Cẩm Lệ): I what was done (and the table `reviewed`), praise, shortcomings;
    II what lies ahead (with the `resolved` tasks); III how it is carried out; IV how the meeting scored itself.
    `month`: first day of the month for which it holds. Numbered per unit, type and term, without gaps. `amends`: the
    issued one that it changes; an issued one itself never changes. `adopted_content`: what was voted on;
    `changed_because`: why what is issued differs from it.
    """

    class Kind(models.TextChoices):
        MONTHLY = "monthly", _("monthly resolution")
        THEMATIC = "thematic", _("thematic resolution")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="resolutions")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="resolutions")
    kind = models.CharField(_("kind of resolution"), max_length=20, choices=Kind.choices, default=Kind.MONTHLY)
    type_code = models.CharField(_("type"), max_length=10)
    title = models.CharField(_("subject"), max_length=300)
    month = models.DateField(_("holds for the month"))
    amends = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="amended_by")
    evaluation = models.TextField(_("what was done"), blank=True)
    praise = models.TextField(_("praise and reminders"), blank=True)
    shortcomings = models.TextField(_("shortcomings and their causes"), blank=True)
    ahead = models.TextField(_("what lies ahead"), blank=True)
    organisation = models.TextField(_("how it is carried out"), blank=True)
    scoring = models.TextField(_("how the meeting scored itself"), blank=True)
    seat = models.CharField(_("place of writing"), max_length=100, blank=True)
    recipients = models.TextField(_("who receives it"), blank=True)
    language = models.CharField(_("language of record"), max_length=5)
    drafted_at = models.DateTimeField(_("drafted at"))
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(_("changed at"), null=True, editable=False)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    before = models.JSONField(null=True, editable=False)
    typed = models.JSONField(default=dict, editable=False)  # who typed last: `typing_together.Typed`
    vote = models.OneToOneField(Vote, models.PROTECT, null=True, blank=True, related_name="resolution")
    adopted_at = models.DateTimeField(_("adopted at"), null=True, editable=False)
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    adopted_content = models.JSONField(null=True, editable=False)
    changed_because = models.TextField(_("why it differs from what was voted on"), blank=True)
    term = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="resolutions")
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    signed_as = models.CharField(_("signed as"), max_length=200, blank=True)
    signed_by = models.CharField(_("signed by"), max_length=120, blank=True)
    issued_at = models.DateTimeField(_("issued at"), null=True, editable=False)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("resolution")
        ordering = ["-month", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "type_code", "term", "number"], name="one_document_per_number_type_and_term"
            ),
            models.CheckConstraint(
                name="issued_only_when_adopted_and_numbered",
                condition=Q(issued_at__isnull=True, number__isnull=True, term__isnull=True)
                | Q(issued_at__isnull=False, adopted_at__isnull=False, number__gte=1, term__isnull=False),
            ),
            models.CheckConstraint(
                name="adopted_by_a_vote",
                condition=Q(adopted_at__isnull=True, vote__isnull=True)
                | Q(adopted_at__isnull=False, vote__isnull=False, adopted_content__isnull=False),
            ),
            models.CheckConstraint(name="amends_another", condition=Q(amends__isnull=True) | ~Q(amends=F("pk"))),
            models.CheckConstraint(name="holds_from_the_first_of_a_month", condition=Q(month__day=1)),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("resolution", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.issued_at is None

    @property
    def issued_on(self) -> dt.date | None:
        return timezone.localdate(self.issued_at) if self.issued_at else None

    @property
    def is_cell(self) -> bool:
        """Whether a cell issues it. Fetch the unit with its kind."""
        return self.unit.kind.has_members

    @property
    def is_of_committee(self) -> bool:
        """Whether the committee of the unit resolves it, not all who meet. Fetch the meeting."""
        return self.meeting.kind == MeetingKind.COMMITTEE

    def sign(self, *, on: dt.date) -> str:
        """ "05-NQ/CB", by the rule of the day of issue; of a draft by that of `on`. Fetch the unit with its kind."""
        from fourgood.meetings.official import rule

        return rule(self.issued_on or on).sign_of(self.number, self.type_code, is_cell=self.is_cell)

    def locked(self) -> Resolution:
        """The row as it is now, held until the transaction ends."""
        rows = Resolution.objects.select_for_update(of=("self",))
        return rows.select_related("unit__kind", "meeting", "changed_by", "vote").get(pk=self.pk)

    def require_draft(self) -> None:
        """Raises Issued."""
        if not self.is_draft:
            raise refusals.Issued

    def record(self, verb: Verb, *, by: Actor | None, **change: dict[str, Any] | None) -> None:
        Act.objects.record(verb, self, by=by, path=self.unit.path, **change)

    # The verbs; in modules of their own

    def keep(
        self, texts: dict[str, str], reviewed: dict[int, tuple[str, str]] | None = None, *,
        page: Page | None = None, by: Actor | None, at: dt.datetime,
    ) -> Sorted:  # fmt: skip
        """Save what is typed. See `drafting.keep`."""
        from fourgood.resolutions import drafting

        return drafting.keep(self, texts, reviewed or {}, page=page or Page(), by=by, at=at)

    def record_changes(self) -> None:
        """Record the act that typing still owes. See `drafting.record_changes`."""
        from fourgood.resolutions import drafting

        drafting.record_changes(self)

    def add_task(self, task: TaskDraft, *, by: Actor | None) -> ResolvedTask:
        """Write down a task that it gives. See `tasks_of.add`."""
        from fourgood.resolutions import tasks_of

        return tasks_of.add(self, task, by=by)

    def discard(self, *, by: Actor | None) -> None:
        """Throw a draft away. See `drafting.discard`."""
        from fourgood.resolutions import drafting

        drafting.discard(self, by=by)

    def adopt(self, vote: Vote, *, by: Actor | None, at: dt.datetime) -> None:
        """Record that a vote of the meeting carries it. See `adopting.adopt`."""
        from fourgood.resolutions import adopting

        adopting.adopt(self, vote, by=by, at=at)

    def issue(self, *, changed_because: str = "", by: Actor | None, at: dt.datetime) -> None:
        """Number and issue it, and give its tasks. See `issuing.issue`."""
        from fourgood.resolutions import issuing

        issuing.issue(self, changed_because=changed_because, by=by, at=at)
