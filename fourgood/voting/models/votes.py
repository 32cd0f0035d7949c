"""Votes at a meeting: what is put, how, on which base, with which result (M12, M15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Deferrable, F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fourgood.meetings.models import AgendaItem, Meeting
from fourgood.organisation.models import Unit

if TYPE_CHECKING:
    from fourgood.organisation.standing import Viewer


class Way(models.TextChoices):
    """How it is voted."""

    OPEN = "open", _("by show of hands")
    SECRET = "secret", _("by secret ballot on phones")
    PAPER = "paper", _("by secret ballot on paper")


class VoteQuerySet(models.QuerySet["Vote"]):
    def visible_to(self, viewer: Viewer) -> VoteQuerySet:
        """Votes of the meetings that the viewer may see."""
        return self.filter(meeting__in=Meeting.objects.visible_to(viewer))


class Vote(models.Model):
    """One question put to a meeting. From the moment it opens its base stands still, whoever comes or goes.

    `base`: who has a vote by the rules of that day. `present`: of them there, or voting from their own phone. `needed`:
    the fewest votes for the first choice that carry, by the rule of that day. The counts stand on the choices.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="votes")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="votes")
    question = models.CharField(_("what is put to the vote"), max_length=300)
    way = models.CharField(_("how"), max_length=20, choices=Way.choices)
    base = models.PositiveSmallIntegerField(_("members entitled to vote"))
    present = models.PositiveSmallIntegerField(_("of them present"))
    needed = models.PositiveSmallIntegerField(_("votes needed"))
    opened_at = models.DateTimeField(_("opened at"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = VoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("vote")
        ordering = ["meeting_id", "opened_at", "pk"]
        constraints = [
            models.CheckConstraint(name="nobody_votes_who_is_not_entitled", condition=Q(present__lte=F("base"))),
        ]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        return reverse("vote", args=[self.pk])

    @property
    def unit(self) -> Unit:
        """The unit that votes. Fetch it with the meeting."""
        return self.meeting.unit


class Choice(models.Model):
    """One answer that may be chosen: for, against, abstain; or a class, a name. `count`: None until it is counted."""

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="choices")
    place = models.PositiveSmallIntegerField(_("place"))
    label = models.CharField(_("choice"), max_length=200)
    count = models.PositiveSmallIntegerField(_("votes"), null=True, blank=True)

    class Meta:
        verbose_name = _("choice")
        ordering = ["vote_id", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["vote", "place"], name="one_choice_per_place_of_a_vote", deferrable=Deferrable.DEFERRED
            )
        ]

    def __str__(self) -> str:
        return self.label
