"""Who has seen the notice, who came, who spoke; and what a device has sent of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fourgood.common.arrivals import Arrival
from fourgood.meetings.models.agenda import AgendaItem
from fourgood.meetings.models.contributions import Contribution
from fourgood.meetings.models.meetings import Meeting
from fourgood.organisation.models import Member, Unit


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
    """What the roll call says of one member. No row: not called yet; once the meeting has ended, everyone due has one.

    `due`: whether the rules asked them to come, and `because` of which state (`expected.BECAUSE`): both as of the day,
    and frozen here. `called_at`: when it was said, by the device on which it was said.
    """

    class State(models.TextChoices):
        PRESENT = "present", _("present")
        EXCUSED = "excused", _("excused")
        ABSENT = "absent", _("absent without reason")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    member = models.ForeignKey(Member, models.PROTECT, related_name="attendances")
    state = models.CharField(_("roll call"), max_length=20, choices=State.choices)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    due = models.BooleanField(_("due"))
    because = models.CharField(max_length=20, blank=True)
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
    """That a member spoke at the meeting, under which item, and what was noted of it.

    Once for each item, whatever the number of taps; and once for each contribution written before that was raised.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="speeches")
    member = models.ForeignKey(Member, models.PROTECT, related_name="speeches")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="speeches")
    contribution = models.OneToOneField(
        Contribution, models.PROTECT, null=True, blank=True, related_name="speech", verbose_name=_("contribution")
    )
    text = models.TextField(_("what was said"), blank=True)
    at = models.DateTimeField(_("noted at"))
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("speech")
        ordering = ["meeting_id", "at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "member", "item"],
                condition=Q(contribution__isnull=True, item__isnull=False),
                name="one_speech_per_member_and_item",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def unit(self) -> Unit:
        """The unit that meets. Fetch it with the meeting."""
        return self.meeting.unit


class Received(Arrival):
    """That an entry from a device is in. Of two about the same, the one said later stands."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="received")

    class Meta:
        verbose_name = _("entry received")
        indexes = [models.Index(fields=["meeting", "slot", "-said_at"], name="entries_about_the_same")]
