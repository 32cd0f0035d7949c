"""The assessment of one unit in one month: numbers as arrays, in the order of its framework's variant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fourgood.assessments import state
from fourgood.assessments.models.periods import Period
from fourgood.assessments.models.shares import GOODS, kept_share
from fourgood.assessments.refusals import Confirmed, IsSettled, Submitted
from fourgood.audit.models import Actor
from fourgood.common.kept import Kept, given
from fourgood.criteria.models import CriteriaSet
from fourgood.instructions.models import FrameworkFile
from fourgood.organisation.models import Unit
from fourgood.regulations.hundredths import decimal_of

if TYPE_CHECKING:
    from fourgood.assessments.entering import Said
    from fourgood.assessments.models.deciding import Submission, Voted
    from fourgood.assessments.models.entries import Entry
    from fourgood.organisation.standing import Viewer


class Settled(models.TextChoices):
    """Why a unit is not expected to assess itself in a month."""

    CLOSED = "closed", _("closed during the month")
    MERGED = "merged", _("merged during the month")
    EXEMPT = "exempt", _("exempt this month")


# By criterion or measure: what lists, which show sums, leave out.
KINDS = ("suggested", "own", "confirmed")  # of points
VECTORS = ("amounts", "bases", "counts", *KINDS)


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, viewer: Viewer) -> AssessmentQuerySet:
        """Assessments of the units that the viewer may see now."""
        return self.filter(viewer.standing().sees("unit__path"))

    def with_state(self) -> Any:
        """Adds `state`, how far each has come (`state.State`)."""
        return state.with_state(self)

    def expected(self) -> AssessmentQuerySet:
        """Those that count in coverage: not settled with a reason."""
        return self.filter(settled_as="")

    def to_fill_in(self) -> AssessmentQuerySet:
        """Those that wait for their own unit: opened, returned or reopened."""
        return state.to_fill_in(self)

    def lock(self, pk: int) -> Assessment:
        """The row as it is now, held until the transaction ends; with month, unit and framework, but not its text.

        Raises DoesNotExist.
        """
        for row in _LOCKED.rows(pk=pk):
            return row
        raise Assessment.DoesNotExist

    def without_vectors(self) -> AssessmentQuerySet:
        """Without what was found and given criterion by criterion: for lists, which show sums."""
        return self.defer(*VECTORS)

    def under(self, path: str) -> AssessmentQuerySet:
        """Of units that stood under the path at that time."""
        return self.filter(path__startswith=path)


def _locked() -> AssessmentQuerySet:
    rows = Assessment.objects.filter(pk=given("pk")).select_for_update(of=("self",)).order_by()
    return rows.select_related("period", "unit", "framework").defer("framework__content")


_LOCKED: Kept[Assessment] = Kept(_locked)


def _vector(kind: type[models.Field[Any, Any]] = models.IntegerField) -> ArrayField[Any, Any]:
    return ArrayField(kind(null=True), default=list, editable=False)


class Measured(models.Model):
    """What the indicators found, in the order of the parts and events of the variant (`regulations.many_values`).

    `amounts`, `bases`: hundredths; NULL: nothing found. `counts`: of events. `looked_at`: when the facts were counted.
    """

    amounts = _vector(models.BigIntegerField)
    bases = _vector(models.BigIntegerField)
    counts = _vector()
    looked_at = models.DateTimeField(_("facts counted at"), null=True, editable=False)

    class Meta:
        abstract = True


class Counted(models.Model):
    """Three times points, side by side for ever: suggested from facts, the unit's own, confirmed by the level above.

    Points: hundredths, one for each criterion of the variant; NULL: not due, empty, or not applicable. Groups and due:
    the points of each group, and of how many. Total: NULL as long as a criterion that is due has no points.
    """

    suggested = _vector()
    suggested_groups = _vector()
    suggested_due = _vector()
    suggested_total = models.IntegerField(null=True, editable=False)
    own = _vector()
    own_groups = _vector()
    own_due = _vector()
    own_total = models.IntegerField(null=True, editable=False)
    confirmed = _vector()
    confirmed_groups = _vector()
    confirmed_due = _vector()
    confirmed_total = models.IntegerField(null=True, editable=False)

    class Meta:
        abstract = True


class Dated(models.Model):
    """By when, from the calendar of the framework; and what was granted to this unit alone.

    `grace_until`: the last day on which it still counts as in time, where the calendar names days of grace.
    """

    due_on = models.DateField(_("due by"), null=True, editable=False)
    grace_until = models.DateField(_("days of grace until"), null=True, editable=False)
    confirm_by = models.DateField(_("to be confirmed by"), null=True, editable=False)
    extended_until = models.DateField(_("time granted until"), null=True)
    extended_because = models.CharField(_("why"), max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def last_day(self) -> dt.date | None:
        """The last day on which submitting is in time; None: the framework names none."""
        days = [day for day in (self.due_on, self.grace_until, self.extended_until) if day]
        return max(days, default=None)


class Assessment(Dated, Measured, Counted):
    """That a unit is expected to assess itself in a month, and what came of it.

    `path`: where the unit stood at the end of the month, so that a table of that month stays right after mergers.
    `criteria_set`: what the unit had made concrete, and holds in the month. What people did with it, and so how far it
    has come, stands in `Submission`.
    """

    # Of these two, longer indexes begin with the column: none of its own.
    period = models.ForeignKey(
        Period, models.PROTECT, related_name="assessments", verbose_name=_("month"), db_index=False
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assessments", verbose_name=_("unit"))
    path = models.TextField(db_collation="C", editable=False)
    framework = models.ForeignKey(
        FrameworkFile, models.PROTECT, related_name="+", verbose_name=_("framework"), db_index=False
    )
    variant = models.CharField(_("variant"), max_length=60)
    criteria_set = models.ForeignKey(CriteriaSet, models.PROTECT, null=True, related_name="+")
    confirmed_share_1 = kept_share(1)
    confirmed_share_2 = kept_share(2)
    confirmed_share_3 = kept_share(3)
    confirmed_share_4 = kept_share(4)
    settled_as = models.CharField(_("not expected"), max_length=10, choices=Settled.choices, blank=True)
    settled_because = models.CharField(_("why"), max_length=300, blank=True)
    settled_at = models.DateTimeField(null=True, editable=False)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment of a month")
        ordering = ["-period__month", "unit__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["period", "unit"], name="one_assessment_per_unit_month"),
            models.CheckConstraint(
                name="who_is_not_expected_has_a_reason",
                condition=Q(settled_as="", settled_at__isnull=True) | (~Q(settled_because="") & ~Q(settled_as="")),
            ),
            models.CheckConstraint(
                name="time_is_granted_for_a_reason",
                condition=Q(extended_until__isnull=True) | ~Q(extended_because=""),
            ),
        ]
        # No index holds what an autosave changes (the unit's own points, what was counted, when): PostgreSQL then
        # leaves all indexes alone (HOT). `confirmed_of_a_month` holds what figures ask of sheets that are
        # confirmed, which stay as they are; a sheet goes over from `open_in_a_month` once, when it is confirmed.
        indexes = [
            models.Index(fields=["path", "period"], name="assessments_under_a_unit"),
            models.Index(fields=["framework", "period"], name="assessments_by_a_framework"),
            models.Index(
                fields=["period", "path"],
                include=[
                    "unit",
                    "settled_as",
                    "framework",
                    "confirmed_total",
                    *(f"confirmed_share_{n}" for n in GOODS),
                ],
                condition=Q(confirmed_total__isnull=False),
                name="confirmed_of_a_month",
            ),
            models.Index(fields=["period", "path"], condition=Q(confirmed_total__isnull=True), name="open_in_a_month"),
            models.Index(fields=["unit"], condition=Q(confirmed_total__isnull=True), name="unconfirmed_of_a_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.period}"

    def get_absolute_url(self) -> str:
        return reverse("assessment", args=[self.pk])

    @property
    def month(self) -> dt.date:
        """The first day of the month. Fetch it with the period."""
        return self.period.month

    @property
    def said_state(self) -> state.State:
        """Of a row that was fetched `with_state`."""
        return state.State(self.state)  # type: ignore[attr-defined]

    @property
    def own_points(self) -> Decimal | None:
        return None if self.own_total is None else decimal_of(self.own_total)

    @property
    def confirmed_points(self) -> Decimal | None:
        return None if self.confirmed_total is None else decimal_of(self.confirmed_total)

    def state_now(self) -> state.State:
        """How far it has come. One query."""
        return state.state_of(self)

    def require_editable(self) -> None:
        """Raises IsSettled, Submitted, Confirmed. One query."""
        held = state.held_as(self)
        if held is state.State.SETTLED:
            raise IsSettled(why=self.settled_because)
        if held is state.State.SUBMITTED:
            raise Submitted
        if held is state.State.CONFIRMED:
            raise Confirmed

    def lock(self) -> Assessment:
        """The row as it is now: see `AssessmentQuerySet.lock`."""
        return Assessment.objects.lock(self.pk)

    # The verbs; each in a module of its own

    def agree(self, codes: list[str] | None = None, *, by: Actor | None, at: dt.datetime) -> list[str]:
        """Take suggestions as the unit's own: of these criteria, or of all that have none yet. Returns the codes.

        Raises IsSettled, Submitted, Confirmed, UnknownCriterion, NothingSuggested.
        """
        from fourgood.assessments import entering

        return entering.agree(self, codes, by=by, at=at)

    def enter(self, code: str, said: Said, *, version: int, by: Actor | None, at: dt.datetime) -> Entry:
        """Save what someone typed of a criterion. `version`: what they saw when they began (0: nothing).

        Raises IsSettled, Submitted, Confirmed, UnknownCriterion, NotDue, SomeoneElseTyped.
        """
        from fourgood.assessments import entering

        return entering.enter(self, code, said, version=version, by=by, at=at)

    def record_vote(self, *, by: Actor | None, at: dt.datetime, **counts: Any) -> Voted:
        """Record how the meeting voted on the sheet as it stands: see `voting_on.record`."""
        from fourgood.assessments import voting_on

        return voting_on.record(self, by=by, at=at, **counts)

    def submit(self, *, by: Actor | None, at: dt.datetime) -> Submission:
        """Send the sheet to the level above. Late is allowed, and shown. Raises Missing (with all that is missing at
        once), VoteMissing, ChangedSinceVote, IsSettled, Submitted, Confirmed; and what packages above raise.
        """
        from fourgood.assessments import submitting

        return submitting.submit(self, by=by, at=at)

    def return_(
        self, words: str = "", remarks: Mapping[str, str] | None = None, *, by: Actor | None, at: dt.datetime
    ) -> Submission:
        """Send it back, with remarks by criterion, or words on the whole. Raises NotSubmitted, NothingSaid,
        UnknownCriterion.
        """
        from fourgood.assessments import confirming

        return confirming.return_(self, words.strip(), remarks or {}, by=by, at=at)

    def confirm(
        self, changes: Mapping[str, tuple[Decimal | None, str]] | None = None, *, by: Actor | None, at: dt.datetime
    ) -> Submission:
        """Confirm: the unit's own points, but for `changes`: by code, the points and why. From now on it is locked.

        Raises NotSubmitted, UnknownCriterion, NotDue, NotSoManyPoints, ReasonMissing.
        """
        from fourgood.assessments import confirming

        return confirming.confirm(self, changes or {}, by=by, at=at)

    def reopen(self, reason: str, *, by: Actor | None, at: dt.datetime) -> Submission:
        """Open a confirmed sheet again; its numbers are kept. Raises NotConfirmed, ReasonMissing."""
        from fourgood.assessments import confirming

        return confirming.reopen(self, reason.strip(), by=by, at=at)

    def exempt(self, reason: str, *, by: Actor | None, at: dt.datetime) -> None:
        """The unit need not assess itself this month. Raises ReasonMissing, IsSettled, Submitted, Confirmed."""
        from fourgood.assessments import exceptions

        exceptions.exempt(self, reason.strip(), by=by, at=at)

    def extend(self, until: dt.date, reason: str, *, by: Actor | None) -> None:
        """Grant the unit time until a day. Raises ReasonMissing, NotLater, IsSettled, Submitted, Confirmed."""
        from fourgood.assessments import exceptions

        exceptions.extend(self, until, reason.strip(), by=by)
