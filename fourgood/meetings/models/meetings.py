"""Meetings of cells and committees (M11, M12)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fourgood.organisation.models import Member, Unit

if TYPE_CHECKING:
    from fourgood.organisation.standing import Viewer


class Kind(models.TextChoices):
    """What kind of meeting it is. COMMITTEE: of the unit's own committee (a cell committee before the cell meets)."""

    REGULAR = "regular", _("regular meeting")
    THEMATIC = "thematic", _("thematic meeting")
    COMBINED = "combined", _("regular and thematic meeting")
    EXTRAORDINARY = "extraordinary", _("extraordinary meeting")
    REVIEW = "review", _("year-end review")
    COMMITTEE = "committee", _("meeting of the committee")


REGULAR = (Kind.REGULAR, Kind.COMBINED)
THEMATIC = (Kind.THEMATIC, Kind.COMBINED)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, viewer: Viewer) -> MeetingQuerySet:
        """Meetings of units that the viewer sees: drafts to leaders only, committee meetings not to members.

        One that has begun is open to all, announced or not: they come, and vote.
        """
        standing = viewer.standing()
        known = Q(announced_at__isnull=False) | Q(begun_at__isnull=False)
        announced = known & ~Q(kind=Kind.COMMITTEE) & standing.sees("unit__path")
        return self.filter(announced | standing.sees_members("unit__path"))

    def held(self) -> MeetingQuerySet:
        """Meetings that have ended."""
        return self.filter(ended_at__isnull=False)

    def reporting(self) -> MeetingQuerySet:
        """Meetings whose minutes go to the level above: what a unit's own committee prepares stays in the unit."""
        return self.filter(unit__parent__isnull=False).exclude(kind=Kind.COMMITTEE)

    def standing(self) -> MeetingQuerySet:
        """Meetings that were not called off."""
        return self.filter(called_off_at=None)


class Meeting(models.Model):
    """One meeting: drafted, announced, begun, ended; or called off with a reason. Each is a fact with who and when.

    `prepares`: of a committee meeting, the meeting of the cell that it prepares. `topic`: of a thematic one.
    `draft_resolution`: the text sent with the notice. `chair` and `recorder` (secretary of the meeting) are known when
    it begins at the latest. `times_entered_at`: its times were entered by hand, of a meeting held without signal.
    """

    unit = models.ForeignKey(  # longer indexes begin with it: none of its own
        Unit, models.PROTECT, related_name="meetings", verbose_name=_("unit"), db_index=False
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    prepares = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="prepared_by")
    topic = models.CharField(_("topic"), max_length=300, blank=True)
    starts_at = models.DateTimeField(_("begins at"))
    place = models.CharField(_("where it is held"), max_length=200, blank=True)
    note = models.TextField(_("what to prepare"), blank=True)
    draft_resolution = models.TextField(_("draft resolution"), blank=True)
    chair = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("chair"))
    recorder = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("secretary of the meeting")
    )
    drafted_at = models.DateTimeField(_("drafted at"))
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    announced_at = models.DateTimeField(_("announced at"), null=True, editable=False)
    announced_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField(_("begun at"), null=True, editable=False)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    times_entered_at = models.DateTimeField(_("times entered by hand at"), null=True, editable=False)
    called_off_at = models.DateTimeField(_("called off at"), null=True, editable=False)
    called_off_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    called_off_because = models.TextField(_("reason for calling it off"), blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_meeting_ends_after_it_begins",
                condition=Q(ended_at__isnull=True) | (Q(begun_at__isnull=False) & Q(ended_at__gt=F("begun_at"))),
            ),
            models.CheckConstraint(
                name="a_held_meeting_is_not_called_off",
                condition=Q(begun_at__isnull=True) | Q(called_off_at__isnull=True),
            ),
            models.CheckConstraint(
                name="a_thematic_meeting_has_a_topic",
                condition=~Q(kind__in=["thematic", "combined"]) | Q(announced_at__isnull=True) | ~Q(topic=""),
            ),
        ]
        # The first two hold what is asked of all meetings of a unit's years, which lie far apart in the table.
        indexes = [
            models.Index(fields=["unit", "starts_at"], include=["id"], name="meetings_of_unit_by_day"),
            models.Index(
                fields=["unit", "begun_at"],
                include=["id", "kind", "ended_at"],
                condition=Q(ended_at__isnull=False),
                name="meetings_held_of_unit_by_day",
            ),
            models.Index(fields=["begun_at"], condition=Q(ended_at__isnull=False), name="meetings_held_by_day"),
            models.Index(fields=["starts_at", "id"], name="meetings_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {timezone.localtime(self.starts_at):%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("meeting", args=[self.pk])

    @property
    def on(self) -> dt.date:
        """The day of the meeting: by it the rules say who is due and who votes."""
        return timezone.localdate(self.begun_at or self.starts_at)

    @property
    def is_regular(self) -> bool:
        return self.kind in REGULAR

    @property
    def is_thematic(self) -> bool:
        return self.kind in THEMATIC

    @property
    def over_since(self) -> dt.datetime | None:
        """When it was known to be over; None: it isn't. What is said later changes it only with a reason."""
        if self.ended_at is None:
            return None
        return max(self.ended_at, self.times_entered_at or self.ended_at)

    @property
    def minutes_taken(self) -> int | None:
        """How long it took, in whole minutes; None: not ended."""
        if self.begun_at is None or self.ended_at is None:
            return None
        return int((self.ended_at - self.begun_at).total_seconds() // 60)
