"""The scoring sheet of one meeting (HD 12-HD/BTCTW; HD 42-HD/BTCTW)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.instructions.frameworks import framework_of
from fourgood.instructions.models import FrameworkFile
from fourgood.meetings.models import Meeting
from fourgood.organisation.models import Unit
from fourgood.organisation.standing import Can
from fourgood.voting.models import Vote

if TYPE_CHECKING:
    from fourgood.meeting_quality.deciding import Hands
    from fourgood.meeting_quality.points import Given
    from fourgood.organisation.standing import Standing, Viewer
    from fourgood.regulations.framework import Framework, Variant


def hundredths(name: Any) -> Any:
    """Points of all criteria, in hundredths, in the order of the framework; NULL: none given, or does not apply."""
    return ArrayField(models.IntegerField(null=True), verbose_name=name)


def codes_aside(name: Any) -> Any:
    """Codes of the criteria said not to apply to the meeting."""
    return ArrayField(models.CharField(max_length=20), default=list, blank=True, verbose_name=name)


class SheetQuerySet(models.QuerySet["QualitySheet"]):
    def visible_to(self, viewer: Viewer) -> SheetQuerySet:
        """Submitted ones for who sees the unit, drafts for its leaders and for who follows it from above."""
        standing = viewer.standing()
        submitted = Q(submitted_at__isnull=False) & standing.sees("meeting__unit__path")
        return self.filter(submitted | standing.sees_members("meeting__unit__path"))

    def waiting_for(self, standing: Standing) -> SheetQuerySet:
        """Submitted, not confirmed, and the person may confirm them: those in their charge first, then by how long."""
        reach = standing.reach(Can.CONFIRM_MEETINGS, "meeting__unit__path")
        others = Case(
            When(meeting__unit__in=standing.in_charge_of(), then=Value(False)),
            default=Value(True),
            output_field=models.BooleanField(),
        )
        waiting = self.filter(reach, submitted_at__isnull=False, confirmed_at=None)
        return waiting.annotate(is_of_others=others).order_by("is_of_others", "submitted_at", "pk")

    def fill(
        self,
        meeting: Meeting,
        own: Mapping[str, Given],
        reasons: Mapping[str, str],
        *,
        by: Actor | None,
        at: dt.datetime,
    ) -> QualitySheet:
        """Save what the cell gives itself. See `filling.fill`."""
        from fourgood.meeting_quality import filling

        return filling.fill(meeting, own, reasons, by=by, at=at)


class QualitySheet(models.Model):
    """Suggestion, own and confirmed points of one meeting, side by side for ever.

    `framework`: the sheet in force on the day of the meeting, in its `variant`; `path`: that of the unit then.
    `recorded`: what the suggestions came from, by code of criterion (`suggesting.Suggestion.stored`); it stands still
    once the sheet is submitted. Filled in, voted, submitted and confirmed are facts with who and when. `vote`: the vote
    of the meeting on it; without one, hands were counted: `in_favour`, `against` and `abstaining` of `base`.
    """

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="quality", verbose_name=_("meeting"))
    framework = models.ForeignKey(FrameworkFile, models.PROTECT, related_name="+", verbose_name=_("framework"))
    variant = models.CharField(_("variant"), max_length=60)
    path = models.CharField(max_length=255, editable=False)
    suggested = hundredths(_("suggested points"))
    suggested_aside = codes_aside(_("suggested as not applying"))
    recorded = models.JSONField(default=dict, editable=False)
    own = hundredths(_("own points"))
    own_aside = codes_aside(_("said not to apply"))
    own_total = models.PositiveIntegerField(_("own total, in hundredths"), null=True, editable=False)
    own_band = models.CharField(_("own band"), max_length=60, blank=True, editable=False)
    filled_at = models.DateTimeField(_("filled in at"))
    filled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    vote = models.OneToOneField(Vote, models.PROTECT, null=True, blank=True, related_name="quality")
    in_favour = models.PositiveSmallIntegerField(_("in favour"), null=True, blank=True)
    against = models.PositiveSmallIntegerField(_("against"), null=True, blank=True)
    abstaining = models.PositiveSmallIntegerField(_("abstaining"), null=True, blank=True)
    base = models.PositiveSmallIntegerField(_("members entitled to vote"), null=True, blank=True)
    voted_at = models.DateTimeField(_("vote recorded at"), null=True, editable=False)
    voted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(_("submitted at"), null=True, editable=False)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed = ArrayField(models.IntegerField(null=True), null=True, verbose_name=_("confirmed points"))
    confirmed_aside = codes_aside(_("confirmed as not applying"))
    confirmed_total = models.PositiveIntegerField(_("confirmed total, in hundredths"), null=True, editable=False)
    confirmed_band = models.CharField(_("confirmed band"), max_length=60, blank=True, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, editable=False)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("score of a meeting")
        ordering = ["-meeting__starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="points_of_a_meeting_in_one_order", condition=Q(own__len=F("suggested__len"))),
            models.CheckConstraint(
                name="a_vote_on_a_score_has_numbers",
                condition=Q(voted_at__isnull=True, in_favour__isnull=True, vote__isnull=True)
                | Q(
                    voted_at__isnull=False,
                    in_favour__isnull=False,
                    against__isnull=False,
                    abstaining__isnull=False,
                    base__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="a_score_is_voted_before_it_is_submitted",
                condition=Q(submitted_at__isnull=True) | (Q(voted_at__isnull=False, own_total__isnull=False)),
            ),
            models.CheckConstraint(
                name="a_confirmed_score_was_submitted_and_has_a_total",
                condition=Q(confirmed_at__isnull=True, confirmed__isnull=True, confirmed_total__isnull=True)
                | Q(
                    submitted_at__isnull=False,
                    confirmed_at__isnull=False,
                    confirmed_total__isnull=False,
                    confirmed__len=F("own__len"),
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["meeting"],
                include=["id", "submitted_at"],
                name="scores_waiting",
                condition=Q(submitted_at__isnull=False, confirmed_at=None),
            )
        ]

    def __str__(self) -> str:
        return str(self.meeting)

    def get_absolute_url(self) -> str:
        return reverse("quality", args=[self.meeting_id])

    @property
    def unit(self) -> Unit:
        """The unit that met. Fetch it with the meeting."""
        return self.meeting.unit

    @property
    def rules(self) -> Framework:
        """The framework as its file says. Fetch the file with the row."""
        return framework_of(self.framework)

    @property
    def criteria(self) -> Variant:
        """The criteria in the order of the arrays."""
        return self.rules.variant(self.variant)

    def locked(self) -> QualitySheet:
        """The row as it is now, held until the transaction ends."""
        rows = QualitySheet.objects.select_for_update(of=("self",))
        return rows.select_related("meeting__unit__kind", "meeting__unit__sector", "framework").get(pk=self.pk)

    def record(self, verb: Verb, *, by: Actor | None, **change: dict[str, Any] | None) -> None:
        Act.objects.record(verb, self, by=by, path=self.unit.path, **change)

    # The verbs; in modules of their own

    def decide(self, hands: Hands, *, by: Actor | None, at: dt.datetime) -> None:
        """Record that the meeting voted on it by show of hands. See `deciding.decide`."""
        from fourgood.meeting_quality import deciding

        deciding.decide(self, hands, by=by, at=at)

    def decide_by(self, vote: Vote, *, by: Actor | None, at: dt.datetime) -> None:
        """Record which vote of the meeting carries it. See `deciding.decide_by`."""
        from fourgood.meeting_quality import deciding

        deciding.decide_by(self, vote, by=by, at=at)

    def submit(self, *, by: Actor | None, at: dt.datetime) -> None:
        """Send it to the level above. See `deciding.submit`."""
        from fourgood.meeting_quality import deciding

        deciding.submit(self, by=by, at=at)

    def confirm(
        self, given: Mapping[str, Given], reasons: Mapping[str, str], *, by: Actor | None, at: dt.datetime
    ) -> None:
        """Confirm it from above, criterion by criterion. See `confirming.confirm`."""
        from fourgood.meeting_quality import confirming

        confirming.confirm(self, given, reasons, by=by, at=at)


class Remark(models.Model):
    """Why a criterion has other points than suggested (of the cell), or than the cell gave (of the level above)."""

    class Side(models.TextChoices):
        OWN = "own", _("the cell")
        CONFIRMED = "confirmed", _("the level above")

    sheet = models.ForeignKey(QualitySheet, models.CASCADE, related_name="remarks")
    code = models.CharField(max_length=20)
    side = models.CharField(max_length=10, choices=Side.choices)
    text = models.TextField(_("reason"))

    class Meta:
        verbose_name = _("reason for points")
        ordering = ["sheet_id", "code", "side"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "code", "side"], name="one_reason_per_criterion_and_side"),
            models.CheckConstraint(name="a_reason_for_points_has_words", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text[:80]
