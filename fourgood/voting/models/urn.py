"""Who has a vote, who counts, and the sealed ballots while a vote runs.

A ballot knows its vote and nothing else: no elector, no time, no number in a row. When it was written, and in which
transaction, can be found in the database's files; what it says cannot, once the key is gone (`keys`).
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Func, IntegerField, Q, Value
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from fourgood.organisation.models import Member
from fourgood.voting.models.votes import Vote
from fourgood.voting.sealing import SEALED_SIZE


class Elector(models.Model):
    """That a member is entitled in one vote, and was there when it opened.

    `paper`: was handed a paper, so does not vote on the phone. `voted`: put a ballot into the urn by phone; never when.
    """

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="electors")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    present = models.BooleanField(_("present when the vote opened"))
    paper = models.BooleanField(_("votes on paper"), default=False)
    voted = models.BooleanField(_("has voted"), default=False)

    class Meta:
        verbose_name = _("elector")
        ordering = ["vote_id", "member__sort_key", "member_id"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "member"], name="one_elector_per_vote_and_member"),
            models.CheckConstraint(name="nobody_votes_twice", condition=~Q(paper=True, voted=True)),
            models.CheckConstraint(
                name="only_who_is_present_votes", condition=Q(present=True) | Q(paper=False, voted=False)
            ),
        ]

    def __str__(self) -> str:
        return str(self.member_id)


class Ballot(models.Model):
    """One sealed ballot in the urn. All are of one length."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    vote = models.ForeignKey(Vote, models.PROTECT, related_name="ballots")
    sealed = models.BinaryField(max_length=SEALED_SIZE)

    class Meta:
        verbose_name = _("sealed ballot")
        constraints = [
            models.CheckConstraint(
                name="sealed_ballots_are_of_one_length",
                condition=Exact(
                    Func(F("sealed"), function="octet_length", output_field=IntegerField()), Value(SEALED_SIZE)
                ),
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class Counter(models.Model):
    """A member of the committee that counted the papers. The one at place 1 leads it."""

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="counters")
    place = models.PositiveSmallIntegerField(_("place"))
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("member of the counting committee")
        ordering = ["vote_id", "place"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "place"], name="one_counter_per_place"),
            models.UniqueConstraint(fields=["vote", "member"], name="a_member_counts_a_vote_once"),
        ]

    def __str__(self) -> str:
        return str(self.member_id)
