"""The minutes of a meeting: written from what was recorded, edited, approved; corrected by notes only (M12)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.documents.official import LANGUAGE_OF_RECORD
from fourgood.meetings.models import Meeting
from fourgood.meetings.models.meetings import Kind
from fourgood.organisation.models import Unit
from fourgood.organisation.standing import Can
from fourgood.resolutions import refusals
from fourgood.resolutions.models.terms import Term
from fourgood.resolutions.typing_together import Page, Sorted

if TYPE_CHECKING:
    from fourgood.organisation.standing import Viewer


class MinutesQuerySet(models.QuerySet["Minutes"]):
    def visible_to(self, viewer: Viewer) -> MinutesQuerySet:
        """Approved ones for who sees the unit (of a committee's meeting, for leaders only); drafts for leaders and for
        the secretary of the meeting.
        """
        standing = viewer.standing()
        approved = Q(approved_at__isnull=False) & ~Q(meeting__kind=Kind.COMMITTEE)
        own = Q(meeting__recorder=viewer.member_id) if viewer.member_id else Q(pk__in=[])
        open_to_all = (approved | own) & standing.sees("meeting__unit__path")
        return self.filter(open_to_all | standing.sees_members("meeting__unit__path"))

    def write(
        self, meeting: Meeting, *, by: Actor | None, at: dt.datetime, language: str = LANGUAGE_OF_RECORD
    ) -> Minutes:
        """The first text, from what was recorded. See `writing.write`."""
        from fourgood.resolutions import writing

        return writing.write(meeting, by=by, at=at, language=language)


class Minutes(models.Model):
    """The minutes of one meeting, in sections. Draft until `approved_at`; then locked and numbered.

    `seat`: where it is written, for the head. `sent_at`: when they went to the level above. `changed_by`: who typed
    last; what they changed is recorded as one act at rest (`record_changes`).
    """

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    language = models.CharField(_("language of record"), max_length=5)
    seat = models.CharField(_("place of writing"), max_length=100, blank=True)
    written_at = models.DateTimeField(_("written down at"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(_("changed at"), null=True, editable=False)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    typed = models.JSONField(default=dict, editable=False)  # who typed last: `typing_together.Typed`
    term = models.ForeignKey(Term, models.PROTECT, null=True, related_name="minutes", editable=False)
    number = models.PositiveSmallIntegerField(_("number"), null=True, editable=False)
    approved_at = models.DateTimeField(_("approved at"), null=True, editable=False)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(_("sent at"), null=True, editable=False)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = _("minutes of a meeting")
        ordering = ["-meeting__starts_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["term", "number"], name="one_number_of_minutes_per_term"),
            models.CheckConstraint(
                name="minutes_have_a_number_once_approved",
                condition=Q(approved_at__isnull=True, number__isnull=True, term__isnull=True)
                | Q(approved_at__isnull=False, number__gte=1, term__isnull=False),
            ),
            models.CheckConstraint(
                name="minutes_are_sent_once_approved",
                condition=Q(sent_at__isnull=True) | Q(approved_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["meeting"], condition=Q(sent_at__isnull=False), name="minutes_sent")]

    def __str__(self) -> str:
        return str(self.meeting)

    def get_absolute_url(self) -> str:
        return reverse("minutes", args=[self.meeting_id])

    @property
    def unit(self) -> Unit:
        """The unit that met. Fetch it with the meeting."""
        return self.meeting.unit

    @property
    def is_draft(self) -> bool:
        return self.approved_at is None

    def may_be_written_by(self, viewer: Viewer) -> bool:
        """By who runs the unit's meetings, and by the secretary of this one."""
        recorder = self.meeting.recorder_id
        return viewer.standing().may(Can.RUN_MEETINGS, self.unit) or (
            recorder is not None and recorder == viewer.member_id
        )

    def locked(self) -> Minutes:
        """The row as it is now, held until the transaction ends."""
        rows = Minutes.objects.select_for_update(of=("self",)).select_related("meeting__unit__kind", "changed_by")
        return rows.get(pk=self.pk)

    def require_draft(self) -> None:
        """Raises MinutesApproved."""
        if not self.is_draft:
            raise refusals.MinutesApproved

    def record(self, verb: Verb, *, by: Actor | None, after: dict[str, Any] | None = None) -> None:
        Act.objects.record(verb, self, by=by, path=self.unit.path, after=after)

    # The verbs; in modules of their own

    def keep(
        self, texts: dict[str, str], *, seat: str | None = None, page: Page | None = None,
        by: Actor | None, at: dt.datetime,
    ) -> Sorted:  # fmt: skip
        """Save what is typed, by code of the section. See `writing.keep`."""
        from fourgood.resolutions import writing

        return writing.keep(self, texts, seat=seat, page=page or Page(), by=by, at=at)

    def record_changes(self) -> None:
        """Record the act that typing still owes. See `writing.record_changes`."""
        from fourgood.resolutions import writing

        writing.record_changes(self)

    def take_anew(self, codes: Collection[str], *, by: Actor | None, at: dt.datetime) -> int:
        """Take some sections as the records have them now. See `writing.take_anew`."""
        from fourgood.resolutions import writing

        return writing.take_anew(self, codes, by=by, at=at)

    def approve(self, *, by: Actor | None, at: dt.datetime) -> None:
        """Approve, number and lock. See `writing.approve`."""
        from fourgood.resolutions import writing

        writing.approve(self, by=by, at=at)

    def correct(self, text: str, *, by: Actor | None, at: dt.datetime) -> CorrectionNote:
        """Correct approved minutes by a note. See `writing.correct`."""
        from fourgood.resolutions import writing

        return writing.correct(self, text, by=by, at=at)

    def send(self, *, by: Actor | None, at: dt.datetime) -> None:
        """Send approved minutes to the level above. See `writing.send`."""
        from fourgood.resolutions import writing

        writing.send(self, by=by, at=at)


class Section(models.Model):
    """One section: `text` as it stands, `written` as the records had it. They differ where someone has edited.

    `before`: the text before it was typed over, as long as no act tells of it.
    """

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="sections")
    code = models.CharField(max_length=30)
    place = models.PositiveSmallIntegerField(_("order"))
    heading = models.CharField(_("heading"), max_length=300)
    text = models.TextField(_("text"), blank=True)
    written = models.TextField(blank=True)
    before = models.TextField(null=True, editable=False)  # noqa: DJ001 "" is a text too

    class Meta:
        verbose_name = _("section of minutes")
        ordering = ["minutes_id", "place", "pk"]
        constraints = [models.UniqueConstraint(fields=["minutes", "code"], name="one_section_per_code_of_minutes")]

    def __str__(self) -> str:
        return self.heading

    @property
    def is_edited(self) -> bool:
        return self.text != self.written


class CorrectionNote(models.Model):
    """What was wrong in approved minutes, and what is right. Numbered; never changed."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="notes")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("correction"))
    at = models.DateTimeField(_("corrected at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("correction of minutes")
        ordering = ["minutes_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "number"], name="one_correction_per_number"),
            models.CheckConstraint(name="a_correction_has_words", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def unit(self) -> Unit:
        """The unit that met. Fetch it with the minutes and their meeting."""
        return self.minutes.unit
