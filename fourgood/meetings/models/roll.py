"""Who has seen the notice, who came, who spoke."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fourgood.meetings.models.agenda import AgendaItem
from fourgood.meetings.models.meetings import Meeting
from fourgood.organisation.models import Member


class Receipt(models.Model):
    """That a member, or the member in charge of following the cell, has the notice of a meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="receipts")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    seen_at = models.DateTimeField(_("seen at"))
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("receipt of a notice")
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="one_receipt_per_meeting_and_member")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.member_id}"


class Attendance(models.Model):
    """What the roll call says of one member. No row: not called yet. `due`: whether the rules asked them to come."""

    class State(models.TextChoices):
        PRESENT = "present", _("present")
        EXCUSED = "excused", _("excused")
        ABSENT = "absent", _("absent without reason")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    member = models.ForeignKey(Member, models.PROTECT, related_name="attendances")
    state = models.CharField(_("roll call"), max_length=20, choices=State.choices)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    due = models.BooleanField(_("due"))
    called_at = models.DateTimeField(_("entered at"))
    called_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("roll call")
        ordering = ["meeting_id", "member__sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="one_roll_call_per_meeting_and_member"),
            models.CheckConstraint(name="an_excuse_has_a_reason", condition=~Q(state="excused") | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.member_id} {self.state}"


class Speech(models.Model):
    """That a member spoke at the meeting, under which item, and what was noted of it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="speeches")
    member = models.ForeignKey(Member, models.PROTECT, related_name="speeches")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="speeches")
    text = models.TextField(_("what was said"), blank=True)
    at = models.DateTimeField(_("noted at"))
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("speech")
        ordering = ["meeting_id", "at", "pk"]

    def __str__(self) -> str:
        return self.text[:80]
