"""What is done with drafted criteria: opened for opinions, adopted, submitted, returned or confirmed (M6).

The verbs of `CriteriaSet` that come after the wizard. Each is one transaction in a module of its own name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from fourgood.audit.models import Actor
from fourgood.instructions.models import Edition
from fourgood.organisation.models import Member

if TYPE_CHECKING:
    from fourgood.criteria.models import Adoption, CriteriaSet, Opinion, Submission


class Decided(models.Model):
    """The part of a set that is about deciding on it.

    `opened_with`: what was the unit's own when members were first asked, by criterion (`Own.stored`). `made_by`: the
    edition whose issue made this version; None: the unit made it itself.
    """

    opened_at = models.DateTimeField(_("opened for opinions at"), null=True, editable=False)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    opinions_until = models.DateField(_("opinions until"), null=True, blank=True)
    opened_with = models.JSONField(null=True, editable=False)
    made_by = models.ForeignKey(
        Edition, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("carried over by edition")
    )

    class Meta:
        abstract = True

    def open_for_opinions(self, *, until: dt.date, by: Actor | None, at: dt.datetime) -> None:
        """Ask all members, until a day; or move that day. Raises OpinionsOver, UntilGone, Submitted, Confirmed."""
        from fourgood.criteria import opinions

        opinions.open_for_opinions(self._set, until=until, by=by, at=at)

    def record_opinion(
        self, member: Member, code: str, agrees: bool, text: str, *, by: Actor | None, at: dt.datetime
    ) -> Opinion:
        """What a member says about one criterion, or about the whole (code ""); in place of what they said before.

        Raises NotOpen, OpinionsOver, NotAsked, UnknownCriterion, SayWhy.
        """
        from fourgood.criteria import opinions

        return opinions.record(self._set, member, opinions.Said(code, agrees, text.strip()), by=by, at=at)

    def adopt(
        self,
        *,
        met_on: dt.date,
        number: str,
        present: int,
        in_favour: int,
        against: int,
        abstaining: int,
        also_present: int = 0,
        by: Actor | None,
        at: dt.datetime,
    ) -> Adoption:
        """Record the resolution by which a meeting adopted the criteria as they stand.

        `present`: of those entitled to vote. `also_present`: how many of these count only because they came (exempt, or
        away for a time). Entered again, the last record counts. Raises NotAskedYet, NumberMissing, MetTooEarly,
        MetLater, NotSoMany, NotCarried, NoRule, Submitted, Confirmed.
        """
        from fourgood.criteria import adopting

        vote = adopting.Vote(met_on, number.strip(), present, in_favour, against, abstaining, also_present)
        return adopting.adopt(self._set, vote, by=by, at=at)

    def adoption(self) -> Adoption | None:
        """The last resolution on the criteria as they stand; None: changed since, or never adopted. One query."""
        from fourgood.criteria import adopting

        return adopting.adoption_of(self._set)

    def submit(self, *, by: Actor | None, at: dt.datetime) -> Submission:
        """Send the criteria to the level above. Late is as good as in time: it shows.

        Raises NotRegistered, NotAdopted, ChangedSince, Submitted, Confirmed.
        """
        from fourgood.criteria import submitting

        return submitting.submit(self._set, by=by, at=at)

    def return_(
        self, words: str = "", remarks: Mapping[str, str] | None = None, *, by: Actor | None, at: dt.datetime
    ) -> Submission:
        """Send the criteria back, with remarks by criterion, or words on the whole. Raises NotSubmitted, NothingSaid,
        UnknownCriterion.
        """
        from fourgood.criteria import submitting

        return submitting.return_(self._set, words.strip(), remarks or {}, by=by, at=at)

    def confirm(self, *, by: Actor | None, at: dt.datetime) -> Submission:
        """Confirm the criteria: from now on nothing of them changes. Raises NotSubmitted."""
        from fourgood.criteria import submitting

        return submitting.confirm(self._set, by=by, at=at)

    def mark_looked_at(self, *, by: Actor | None, at: dt.datetime) -> None:
        """Say that the unit has looked at what the issue of an edition made of its criteria. Said twice, it is once."""
        from fourgood.criteria import carrying_over

        carrying_over.mark_looked_at(self._set, by=by, at=at)

    @property
    def _set(self) -> CriteriaSet:
        return cast("CriteriaSet", self)
