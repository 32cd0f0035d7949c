"""What members bring to a meeting, and what they wish the next one to be about (M12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fourgood.files.models import StoredFile
from fourgood.meetings.models.agenda import AgendaItem
from fourgood.meetings.models.meetings import Meeting
from fourgood.meetings.models.plans import PlannedTopic
from fourgood.organisation.models import Member, Unit

if TYPE_CHECKING:
    from fourgood.organisation.standing import Viewer


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


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def visible_to(self, viewer: Viewer) -> SuggestionQuerySet:
        """Suggestions to units that the viewer sees."""
        return self.filter(viewer.standing().sees("unit__path"))

    def waiting(self) -> SuggestionQuerySet:
        """Neither taken up nor answered nor withdrawn."""
        return self.filter(taken_up=None, planned=None, answered_at=None, withdrawn_at=None)

    def by_support(self) -> SuggestionQuerySet:
        """With `supporters`, how many support each: the most supported first."""
        return self.annotate(supporters=Count("supports")).order_by("-supporters", "made_at", "pk")


class Suggestion(models.Model):
    """A topic that a member suggests for a coming meeting; others support it.

    `taken_up`: the meeting that took it; `planned`: its topic in the plan of the year. `answer`: why it was not taken.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="suggestions")
    member = models.ForeignKey(Member, models.PROTECT, related_name="suggestions", verbose_name=_("member"))
    text = models.CharField(_("topic"), max_length=300)
    made_at = models.DateTimeField(_("suggested at"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    taken_up = models.ForeignKey(Meeting, models.SET_NULL, null=True, blank=True, related_name="suggestions")
    planned = models.ForeignKey(PlannedTopic, models.SET_NULL, null=True, blank=True, related_name="suggestions")
    answer = models.TextField(_("why it is not taken up"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, editable=False)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, editable=False)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggestion")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="a_suggestion_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="a_refused_suggestion_has_a_reason", condition=Q(answered_at__isnull=True) | ~Q(answer="")
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("suggestion_list", args=[self.unit_id])

    @property
    def waits(self) -> bool:
        return not (self.taken_up_id or self.planned_id or self.answered_at or self.withdrawn_at)


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
