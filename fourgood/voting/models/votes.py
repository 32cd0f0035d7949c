"""Votes at a meeting: what is put, how, on which base, with which result (M12, M15)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Deferrable, Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.meetings.models import AgendaItem, Meeting
from fourgood.organisation.models import Unit
from fourgood.voting import refusals

if TYPE_CHECKING:
    from fourgood.organisation.standing import Viewer
    from fourgood.voting.models.urn import Elector


class Way(models.TextChoices):
    """How it is voted. SECRET: each on the own phone, and on paper whoever is handed one."""

    OPEN = "open", _("by show of hands")
    SECRET = "secret", _("by secret ballot, on phones or on paper")
    PAPER = "paper", _("by secret ballot, on paper only")


class VoteQuerySet(models.QuerySet["Vote"]):
    def visible_to(self, viewer: Viewer) -> VoteQuerySet:
        """Votes of the meetings that the viewer may see."""
        return self.filter(meeting__in=Meeting.objects.visible_to(viewer))

    def running(self) -> VoteQuerySet:
        """Opened, and neither closed nor void."""
        return self.filter(closed_at=None, voided_at=None)

    def awaiting(self, member_id: int) -> VoteQuerySet:
        """Running secret votes in which the member may vote on the phone, and has not yet."""
        from fourgood.voting.models.urn import Elector

        theirs = Elector.objects.filter(vote=OuterRef("pk"), member=member_id, present=True, paper=False, voted=False)
        return self.running().filter(Exists(theirs), way=Way.SECRET)


class Vote(models.Model):
    """One question put to a meeting. From the moment it opens its base stands still, whoever comes or goes.

    `due`: whom the rules ask to come, and `came`: of them there; enough of them, else no vote opens. `base`: who has a
    vote by the rules of that day. `present`: of them there; only they vote. `needed`: the fewest votes that carry.
    The counts stand on the choices, those of phones and of paper together. `urn` and `public_key`: of a vote on phones,
    the name of the private key's file and what ballots are sealed with. `repeats`: the vote, void since, whose question
    is put once more.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="votes")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="votes")
    question = models.CharField(_("what is put to the vote"), max_length=300)
    matter = models.CharField(_("what kind of decision"), max_length=30)
    way = models.CharField(_("how"), max_length=20, choices=Way.choices)
    repeats = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="repeated_by")
    due = models.PositiveSmallIntegerField(_("due at the meeting"))
    came = models.PositiveSmallIntegerField(_("of them there"))
    base = models.PositiveSmallIntegerField(_("members entitled to vote"))
    present = models.PositiveSmallIntegerField(_("of them present"))
    needed = models.PositiveSmallIntegerField(_("votes needed"))
    urn = models.UUIDField(null=True, unique=True, editable=False)
    public_key = models.BinaryField(max_length=32, null=True)
    opened_at = models.DateTimeField(_("vote opened at"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(_("vote closed at"), null=True, editable=False)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    papers_returned = models.PositiveSmallIntegerField(_("papers returned"), null=True, editable=False)
    papers_invalid = models.PositiveSmallIntegerField(_("of them invalid"), null=True, editable=False)
    voided_at = models.DateTimeField(_("void since"), null=True, editable=False)
    voided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    voided_because = models.CharField(_("why it is void"), max_length=300, blank=True)

    objects = VoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("vote")
        ordering = ["meeting_id", "opened_at", "pk"]
        constraints = [
            models.CheckConstraint(name="nobody_votes_who_is_not_entitled", condition=Q(present__lte=F("base"))),
            models.CheckConstraint(name="nobody_came_who_was_not_due", condition=Q(came__lte=F("due"))),
            models.CheckConstraint(
                name="a_vote_on_phones_has_an_urn",
                condition=Q(way="secret", urn__isnull=False, public_key__isnull=False)
                | (~Q(way="secret") & Q(urn__isnull=True, public_key__isnull=True)),
            ),
            models.CheckConstraint(
                name="invalid_papers_were_returned",
                condition=Q(papers_invalid__isnull=True) | Q(papers_invalid__lte=F("papers_returned")),
            ),
            models.CheckConstraint(
                name="a_void_vote_says_why", condition=Q(voided_at__isnull=True) | ~Q(voided_because="")
            ),
        ]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        return reverse("vote", args=[self.pk])

    @property
    def unit(self) -> Unit:
        """The unit that votes. Fetch it with the meeting."""
        return self.meeting.unit

    @property
    def is_running(self) -> bool:
        return self.closed_at is None and self.voided_at is None

    @property
    def is_secret(self) -> bool:
        return self.way != Way.OPEN

    def elector(self, member_id: int | None) -> Elector | None:
        """The member's place among those entitled, if any."""
        return self.electors.filter(member=member_id).first() if member_id else None

    def locked(self) -> Vote:
        """The row as it is now, held until the transaction ends: casting, handing out paper and closing take turns."""
        return Vote.objects.select_for_update(of=("self",)).select_related("meeting__unit").get(pk=self.pk)

    def require_running(self) -> None:
        """Raises VoteVoid, VoteClosed."""
        if self.voided_at is not None:
            raise refusals.VoteVoid
        if self.closed_at is not None:
            raise refusals.VoteClosed

    def record(self, verb: Verb, *, by: Actor | None, after: dict[str, Any] | None = None) -> None:
        Act.objects.record(verb, self, by=by, path=self.unit.path, after=after)

    # The verbs; each in a module of its own

    def cast(self, elector: Elector, choice: Choice) -> None:
        """Put the elector's ballot into the urn. See `casting.cast`."""
        from fourgood.voting import casting

        casting.cast(self, elector, choice)

    def hand_out(self, members: set[int], *, by: Actor | None) -> int:
        """Note who was handed a paper; returns how many hold one now. See `casting.hand_out`."""
        from fourgood.voting import casting

        return casting.hand_out(self, members, by=by)

    def close(self, counted: Any = None, *, by: Actor | None, at: dt.datetime) -> None:
        """Count and close. See `closing.close`."""
        from fourgood.voting import closing

        closing.close(self, counted, by=by, at=at)

    def void(self, *, because: str, by: Actor | None, at: dt.datetime) -> None:
        """Declare the vote void. See `closing.void`."""
        from fourgood.voting import closing

        closing.void(self, because=because, by=by, at=at)


class Choice(models.Model):
    """One answer that may be chosen. `label`: of a choice that is none of the usual three: a class, a name.

    `count`: None until it is counted. Nothing of a choice changes after the vote has opened but its count.
    """

    class Meaning(models.TextChoices):
        FOR = "for", _("in favour")
        AGAINST = "against", _("against")
        ABSTAIN = "abstain", _("abstaining")
        OWN = "own", _("a choice of its own")

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="choices")
    place = models.PositiveSmallIntegerField(_("place"))
    meaning = models.CharField(max_length=10, choices=Meaning.choices)
    label = models.CharField(_("choice"), max_length=200, blank=True)
    count = models.PositiveSmallIntegerField(_("votes counted"), null=True, blank=True)

    class Meta:
        verbose_name = _("choice")
        ordering = ["vote_id", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["vote", "place"], name="one_choice_per_place_of_a_vote", deferrable=Deferrable.DEFERRED
            ),
            models.UniqueConstraint(
                fields=["vote", "meaning"], condition=~Q(meaning="own"), name="a_vote_has_each_of_the_three_once"
            ),
            models.CheckConstraint(
                name="a_choice_of_its_own_has_words",
                condition=(Q(meaning="own") & ~Q(label="")) | (~Q(meaning="own") & Q(label="")),
            ),
        ]

    def __str__(self) -> str:
        return self.label or str(self.get_meaning_display())
