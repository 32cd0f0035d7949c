"""What stands above the criteria on their page: what the reader can do now, how they came about, what editions say."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fourgood.common.deadlines import how_late, when
from fourgood.criteria.consultation import is_heard
from fourgood.criteria.deadlines import adopt_by, submit_by
from fourgood.criteria.models import Adoption, CriteriaSet, LookedAt, Opinion, Remark, Submission
from fourgood.criteria.state import State
from fourgood.criteria.voices import members_asked
from fourgood.instructions.models import Edition
from fourgood.organisation.standing import Can


@dataclass(frozen=True)
class Next:
    """One thing to do now, as `parts/now.html` draws it. `quiet`: beside it, (label, address)."""

    title: str
    text: str
    label: str
    url: str
    day: dt.date | None = None
    quiet: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Sent:
    """One submission with its remarks, and how late it was: "" when in time."""

    submission: Submission
    remarks: tuple[Remark, ...]

    @property
    def lateness(self) -> str:
        return how_late(timezone.localdate(self.submission.submitted_at), self.submission.due_on)


@dataclass(frozen=True)
class Decisions:
    """Of one set, for one reader. `edition`: what the issue of a later edition means for it, "" where there is none."""

    criteria_set: Any
    state: State
    on: dt.date
    may: frozenset[Can]
    adoptions: tuple[Adoption, ...]
    sent: tuple[Sent, ...]
    edition: str = ""
    is_looked_at: bool = True

    @cached_property
    def remarks(self) -> tuple[Remark, ...]:
        """What the level above asks to change, as long as the criteria are with the unit."""
        if self.state is State.CONFIRMED or not self.sent:
            return ()
        return self.sent[-1].remarks

    @property
    def may_see_opinions(self) -> bool:
        return Can.SEE_ACTS in self.may and self.criteria_set.opened_at is not None

    @property
    def is_to_look_at(self) -> bool:
        return Can.CONCRETISE_CRITERIA in self.may and self.state is State.CONFIRMED and not self.is_looked_at

    def next(self) -> Next | None:
        """What the reader can do now: of the own unit's criteria, or of a unit below."""
        if Can.CONFIRM_CRITERIA in self.may and self.state is State.SUBMITTED:
            return self._review()
        if Can.CONCRETISE_CRITERIA in self.may:
            return self._leading()
        if Can.GIVE_OPINION in self.may and is_heard(self.criteria_set, self.state):
            return self._speaking()
        return None

    def _review(self) -> Next:
        return Next(
            title=_("These criteria wait for you"),
            text=_("Read them beside the framework. Return them with remarks, or confirm them: then they hold."),
            label=_("Review"),
            url=self._url("criteria_review"),
        )

    def _speaking(self) -> Next:
        return Next(
            title=_("What do you think of them?"),
            text=_("One tap is enough if you agree with everything; else say what should be different."),
            label=_("Give your opinion"),
            url=self._url("opinion_own"),
            day=self.criteria_set.opinions_until,
        )

    def _leading(self) -> Next | None:
        by_state = {
            State.DRAFT: self._asking,
            State.OPEN: self._voting,
            State.ADOPTED: self._submitting,
            State.RETURNED: self._mending,
        }
        step = by_state.get(self.state)
        return step() if step else None

    def _asking(self) -> Next:
        return Next(
            title=_("Ask all members for their opinions"),
            text=_("All members read the criteria and say what they think. Then the meeting votes."),
            label=_("Ask the members"),
            url=self._url("opinions_open"),
            day=adopt_by(self.criteria_set),
        )

    def _voting(self) -> Next:
        asked = members_asked(self.criteria_set.unit, on=self.on)
        silent = asked.exclude(pk__in=self.criteria_set.opinions.values("member")).count()
        title = ngettext("%(number)d member has not spoken yet", "%(number)d members have not spoken yet", silent)
        return Next(
            title=title % {"number": silent} if silent else _("Everyone has spoken"),
            text=_("Follow the opinions, answer them, and record the vote once the meeting has been held."),
            label=_("Open the opinions"),
            url=self._url("opinions"),
            day=self.criteria_set.opinions_until,
            quiet=((_("Record the vote"), self._url("criteria_adopt")), (_("Your opinion"), self._url("opinion_own"))),
        )

    def _submitting(self) -> Next:
        return Next(
            title=_("Submit the criteria"),
            text=_("They are adopted. Send them to the level above, which confirms them."),
            label=_("Submit"),
            url=self._url("criteria_submit"),
            day=submit_by(self.criteria_set),
        )

    def _mending(self) -> Next:
        count = len(self.remarks)
        title = ngettext("Returned with %(number)d remark", "Returned with %(number)d remarks", count)
        return Next(
            title=title % {"number": count} if count else _("Returned"),
            text=_(
                "Change what is asked, let the meeting adopt the changes, and submit again. Unchanged, just submit."
            ),
            label=_("Go through the remarks"),
            url=self._url("criteria_wizard"),
            quiet=((_("Record the vote"), self._url("criteria_adopt")), (_("Submit"), self._url("criteria_submit"))),
        )

    def _url(self, name: str) -> str:
        return reverse(name, args=[self.criteria_set.pk])

    @property
    def step(self) -> dict[str, Any] | None:
        """What `parts/now.html` is given."""
        found = self.next()
        if found is None:
            return None
        late = found.day is not None and found.day < self.on
        return {"next": found, "due": when(found.day, on=self.on), "late": late}


def decisions_of(criteria_set: Any, user: Any, *, on: dt.date) -> Decisions:
    """A constant number of queries. `criteria_set` with its state and edition."""
    standing, unit = user.standing(), criteria_set.unit
    asked = (Can.SEE_ACTS, Can.CONCRETISE_CRITERIA, Can.GIVE_OPINION, Can.CONFIRM_CRITERIA)
    sent = criteria_set.submissions.select_related("submitted_by", "returned_by", "confirmed_by")
    return Decisions(
        criteria_set=criteria_set,
        state=State(criteria_set.state),
        on=on,
        may=frozenset(can for can in asked if standing.may(can, unit)),
        adoptions=tuple(criteria_set.adoptions.select_related("recorded_by")),
        sent=tuple(Sent(row, tuple(row.remarks.all())) for row in sent.prefetch_related("remarks")),
        edition=edition_in_words(criteria_set, on=on),
        is_looked_at=not criteria_set.made_by_id or LookedAt.objects.filter(criteria_set=criteria_set).exists(),
    )


def remarks_on(criteria_set: CriteriaSet) -> list[Remark]:
    """What the level above asked to change when it returned the criteria last. Two queries."""
    returned = criteria_set.submissions.filter(returned_at__isnull=False).order_by("-returned_at", "-pk").first()
    return list(returned.remarks.all()) if returned else []


def opinions_on(criteria_set: CriteriaSet, code: str) -> list[Opinion]:
    """What members said in words of one criterion, for whoever makes it concrete. One query."""
    said = criteria_set.opinions.filter(code=code).exclude(text="")
    return list(said.select_related("member", "entered_by", "answered_by"))


def edition_in_words(criteria_set: CriteriaSet, *, on: dt.date) -> str:
    """That an edition made this version, or that a later edition leaves it as it is. One query."""
    if made_by := criteria_set.made_by:
        return _("Edition %(edition)s took these criteria over on %(day)s, as far as it allows.") % {
            "edition": made_by,
            "day": date_format(made_by.first_day, "SHORT_DATE_FORMAT"),
        }
    edition = criteria_set.framework.edition
    later = Edition.objects.standing(on).filter(instruction=edition.instruction_id, place__gt=edition.place)
    keeping = later.filter(carry_over=Edition.CarryOver.KEEP).order_by("place").first()
    if keeping is None or keeping.first_day.year != criteria_set.registration.year:
        return ""
    return _("Edition %(edition)s holds from %(day)s. These criteria stay as they are until the end of the year.") % {
        "edition": keeping,
        "day": date_format(keeping.first_day, "SHORT_DATE_FORMAT"),
    }
