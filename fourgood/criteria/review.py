"""What the level above looks at: the framework, what the unit had before, what it sets itself; differences first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from fourgood.criteria.concretising import variant_of
from fourgood.criteria.following import matches
from fourgood.criteria.models import Adoption, CriteriaSet, Remark, Submission
from fourgood.criteria.overview import Line, Overview, OwnInWords, overview_of, own_in_words
from fourgood.criteria.own import NOTHING_OWN, Own
from fourgood.criteria.snapshots import Content, changed_since


@dataclass(frozen=True)
class Row:
    """One criterion. `before`: what the unit had in the version before; None: nothing of its own. `is_new`: whether
    that was otherwise. `remarks`: what was remarked earlier. `has_changed`: since it was submitted last.
    """

    line: Line
    before: OwnInWords | None
    is_new: bool
    remarks: tuple[Remark, ...]
    has_changed: bool


@dataclass(frozen=True)
class Review:
    """`differing`: criteria of which something is the unit's own, now or before, or on which there was a remark; what
    is otherwise than before stands first.
    """

    overview: Overview
    before: CriteriaSet | None
    differing: tuple[Row, ...]
    alike: tuple[Row, ...]
    returned: tuple[Submission, ...]

    @property
    def codes(self) -> list[str]:
        return [row.line.code for row in (*self.differing, *self.alike)]


def review_of(criteria_set: CriteriaSet) -> Review:
    """A constant number of queries."""
    before = version_before(criteria_set)
    had = _owns_before(before, criteria_set) if before else {}
    returned = tuple(returned_submissions(criteria_set))
    remarks: dict[str, list[Remark]] = defaultdict(list)
    for remark in (remark for submission in returned for remark in submission.remarks.all()):
        remarks[remark.code].append(remark)
    overview = overview_of(criteria_set)
    changed = _changed_since_returned(criteria_set, returned, overview)
    rows = [
        Row(
            line,
            own_in_words(line.effective.criterion, had[line.code]) if line.code in had else None,
            had.get(line.code, NOTHING_OWN) != overview.owns.get(line.code, NOTHING_OWN),
            tuple(remarks[line.code]),
            line.code in changed,
        )
        for line in overview.lines
    ]
    differing = [row for row in rows if row.line.differs or row.before or row.remarks]
    differing.sort(key=lambda row: not (row.is_new or row.remarks))
    alike = (row for row in rows if row not in differing)
    return Review(overview, before, tuple(differing), tuple(alike), returned)


def version_before(criteria_set: CriteriaSet) -> CriteriaSet | None:
    """What held before these: the last confirmed version of this year, or else of an earlier one. One query."""
    registration = criteria_set.registration
    earlier = CriteriaSet.objects.confirmed().filter(registration__unit=registration.unit_id)
    earlier = earlier.filter(registration__year__lte=registration.year, registration__model=registration.model)
    found = earlier.exclude(registration=registration, place__gte=criteria_set.place)
    return found.select_related("registration__unit", "framework").order_by("-registration__year", "-place").first()


def _owns_before(before: CriteriaSet, now: CriteriaSet) -> dict[str, Own]:
    """What was the unit's own, by the code that the criterion has now. One query."""
    found = matches(variant_of(before), variant_of(now))
    rows = (row for row in before.criteria.all() if not row.own.is_empty)
    return {found[row.code].code: row.own for row in rows if row.code in found}


def returned_submissions(criteria_set: CriteriaSet) -> list[Submission]:
    """Those that came back, the last first, with their remarks. Two queries."""
    returned = criteria_set.submissions.filter(returned_at__isnull=False).order_by("-returned_at", "-pk")
    return list(returned.select_related("returned_by").prefetch_related("remarks"))


def _changed_since_returned(
    criteria_set: CriteriaSet, returned: tuple[Submission, ...], overview: Overview
) -> set[str]:
    """Which criteria were changed after the last return: the resolution before it says how they read then."""
    if not returned:
        return set()
    voted = Adoption.objects.filter(criteria_set=criteria_set, recorded_at__lte=returned[0].submitted_at)
    then: Content = voted.order_by("-recorded_at", "-pk").values_list("content", flat=True).first() or {}
    return {changed.code for changed in changed_since(then, overview.owns)}
