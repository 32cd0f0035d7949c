"""What members bring to a meeting, and what they wish the next one to be about (M12)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fourgood.files.models import StoredFile
from fourgood.meetings.models.agenda import AgendaItem
from fourgood.meetings.models.meetings import Meeting
from fourgood.organisation.models import Member, Unit


class Contribution(models.Model):
    """What a member contributes, in writing before the meeting or noted for them; the answer stands beside it.

    `entered_by` differs from the member where the secretary wrote it down for someone without a phone. Raised at the
    meeting, it counts as having spoken (a `Speech`).
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="contributions")
    member = models.ForeignKey(Member, models.PROTECT, related_name="contributions", verbose_name=_("member"))
    item = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="contributions", verbose_name=_("agenda item")
    )
    topic = models.CharField(_("topic"), max_length=120, blank=True)
    text = models.TextField(_("what you want to say"))
    files = models.ManyToManyField(StoredFile, related_name="+", blank=True, verbose_name=_("photos and papers"))
    written_at = models.DateTimeField(_("written at"))
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, editable=False)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("contribution")
        ordering = ["meeting_id", "written_at", "pk"]
        constraints = [
            models.CheckConstraint(name="a_contribution_says_something", condition=~Q(text="")),
            models.CheckConstraint(name="an_answer_has_words", condition=Q(answered_at__isnull=True) | ~Q(answer="")),
        ]

    def __str__(self) -> str:
        return self.topic or self.text[:80]

    @property
    def unit(self) -> Unit:
        """The unit that meets. Fetch it with the meeting."""
        return self.meeting.unit


class Suggestion(models.Model):
    """A topic that a member suggests for a coming meeting; others support it. `taken_up`: the meeting that took it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="suggestions")
    member = models.ForeignKey(Member, models.PROTECT, related_name="suggestions", verbose_name=_("member"))
    text = models.CharField(_("topic"), max_length=300)
    made_at = models.DateTimeField(_("suggested at"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    taken_up = models.ForeignKey(Meeting, models.SET_NULL, null=True, blank=True, related_name="suggestions")
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, editable=False)

    class Meta:
        verbose_name = _("suggestion")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.text


class Support(models.Model):
    """That a member supports a suggestion."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="supports")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("supported at"))

    class Meta:
        verbose_name = _("support")
        constraints = [models.UniqueConstraint(fields=["suggestion", "member"], name="a_suggestion_is_supported_once")]

    def __str__(self) -> str:
        return str(self.suggestion_id)
