"""What a new edition means for criteria already made concrete, as the edition says (`Edition.carry_over`).

keep: nothing; they hold until the end of the year. adapt: confirmed criteria get a new version by the new framework
that holds at once, without another vote; the unit is told to look at it. ask_again: confirmed criteria get a draft of a
new version, and hold until that is confirmed. Criteria not yet confirmed move to the new framework as they are, except
those that lie with the level above. What no longer fits is left out; the acts keep it.

It runs inside the issuing of the edition, for all units at once: thousands of them in a few seconds, or for none.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db import transaction

from fourgood.audit.models import Act, Actor, Deed
from fourgood.audit.verbs import Verb
from fourgood.common import bulk
from fourgood.criteria.concretising import digest_of
from fourgood.criteria.following import Way, fitting, way_between
from fourgood.criteria.models import CriteriaSet, LocalCriterion, LookedAt, Opinion, Submission
from fourgood.criteria.own import NOTHING_OWN
from fourgood.criteria.state import EDITABLE, State
from fourgood.instructions.frameworks import MODEL_OF_LEVEL
from fourgood.instructions.models import Edition, FrameworkFile

CARRIED = frozenset({Edition.CarryOver.ADAPT, Edition.CarryOver.ASK_AGAIN})


@dataclass(frozen=True)
class Move:
    """A set that goes to the new framework: its rows by their new codes, and what was left out by its old code."""

    old: CriteriaSet
    state: State
    way: Way
    rows: dict[str, LocalCriterion]
    digest: str
    left: dict[str, dict[str, str | None]] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return self.old.unit.path


def on_edition_issued(*, edition: Edition, by: Actor | None, at: dt.datetime, **_kwargs: Any) -> None:
    """Connected to `edition_issued`, which is sent inside the transaction that issues."""
    if edition.carry_over in CARRIED:
        files = list(edition.files.order_by("code"))
        for model in MODEL_OF_LEVEL.values():
            if of_model := [file for file in files if file.model == model]:
                carry_over(edition, of_model, by=by, at=at)


@transaction.atomic
def carry_over(edition: Edition, files: list[FrameworkFile], *, by: Actor | None, at: dt.datetime) -> None:
    """Bring the newest criteria of every unit that made them by an earlier edition to these files, all of one model."""
    moves = list(_moves(edition, files))
    confirmed = [move for move in moves if move.state is State.CONFIRMED]
    under_way = [move for move in moves if move.state in EDITABLE]
    versions = _write_versions(confirmed, edition, by=by, at=at)
    if edition.carry_over == Edition.CarryOver.ADAPT:
        _confirm(versions, by=by, at=at)
    _move(under_way, edition)
    done = [*zip(versions, confirmed, strict=True), *((move.old, move) for move in under_way)]
    deeds = (
        Deed(made, move.path, after={"edition": str(edition), **_codes(move)}, before=_in_words(move))
        for made, move in done
    )
    Act.objects.record_many(Verb.CRITERIA_CARRIED_OVER, deeds, by=by)


def _in_words(move: Move) -> dict[str, str] | None:
    """What was left out, as the acts show it."""
    return {code: " · ".join(filter(None, stored.values())) for code, stored in move.left.items()} or None


def _codes(move: Move) -> dict[str, list[str]]:
    return {"left_out": sorted(move.left)} if move.left else {}


# What fits


def _moves(edition: Edition, files: list[FrameworkFile]) -> Iterable[Move]:
    """Of every set concerned. A constant number of queries."""
    olds = list(_concerned(edition, files[0].model))
    before = FrameworkFile.objects.in_bulk({old.framework_id for old in olds})
    rows: dict[int, list[LocalCriterion]] = defaultdict(list)
    for row in LocalCriterion.objects.filter(criteria_set__in=[old.pk for old in olds]).order_by("code"):
        rows[row.criteria_set_id].append(row)

    @cache
    def way(framework_id: int, variant: str, sector: str | None) -> Way:
        return way_between(before[framework_id], variant, files, sector)

    for old in olds:
        sector = old.unit.sector
        known = way(old.framework_id, old.variant, sector.code if sector else None)
        yield _fitted(old, known, rows[old.pk])


def _concerned(edition: Edition, model: str) -> Any:
    """The newest set of each registration for a year that the edition reaches, made by an earlier edition."""
    newest = (
        CriteriaSet.objects.newest()
        .with_state()
        .filter(
            framework__edition__instruction=edition.instruction_id,
            registration__model=model,
            registration__year__gte=edition.first_day.year,
            registration__unit__is_active=True,
        )
    )
    waiting = newest.exclude(framework__edition=edition).select_related("registration__unit__sector")
    return waiting.order_by("pk").select_for_update(of=("self",))


def _fitted(old: Any, way: Way, rows: list[LocalCriterion]) -> Move:
    """What of the rows fits. Whoever goes through the criteria next looks again at those that read otherwise."""
    kept: dict[str, LocalCriterion] = {}
    left: dict[str, dict[str, str | None]] = {}
    for row in rows:
        criterion, own = way.found.get(row.code), row.own
        fits = fitting(criterion, own) if criterion else NOTHING_OWN
        if fits != own:
            left[row.code] = own.stored()
        if criterion and criterion.code not in kept:
            row.looked_at = None if row.code in way.reworded else row.looked_at
            row.code = criterion.code
            row.set_own(fits)
            kept[criterion.code] = row
    owns = {code: row.own for code, row in kept.items()}
    came_to = digest_of(framework=way.file.digest, variant=way.variant, owns=owns)
    return Move(old, State(old.state), way, kept, came_to, left)


# Writing

_SET = (
    *("id", "registration_id", "place", "framework_id", "variant", "first_day", "reason"),
    *("drafted_at", "drafted_by_id", "made_by_id", "current_digest"),
)
_ROW = (
    *("criteria_set_id", "code", "wording", "target", "measure", "plan_amount", "plan_unit"),
    *("changed_at", "changed_by_id", "looked_at"),
)
_ON_THE_WAY = "~"  # no code of a criterion begins with it
_SUBMISSION = ("criteria_set_id", "submitted_at", "submitted_by_id", "words", "confirmed_at", "confirmed_by_id")


def _write_versions(moves: list[Move], edition: Edition, *, by: Actor | None, at: dt.datetime) -> list[CriteriaSet]:
    """A new version of each, holding from the edition's first day."""
    made = [
        CriteriaSet(
            pk=pk,
            registration=move.old.registration,
            place=move.old.place + 1,
            framework_id=move.way.file.pk,
            variant=move.way.variant,
            first_day=max(edition.first_day, move.old.first_day),
            reason=str(edition),
            drafted_at=at,
            drafted_by_id=by.pk if by else None,
            made_by_id=edition.pk,
            current_digest=move.digest,
        )
        for pk, move in zip(bulk.reserve(CriteriaSet, len(moves)), moves, strict=True)
    ]
    bulk.copy(CriteriaSet, _SET, ([getattr(new, name) for name in _SET] for new in made))
    _write_rows((new.pk, move) for new, move in zip(made, moves, strict=True))
    return made


def _write_rows(moves: Iterable[tuple[int, Move]]) -> None:
    rows = (
        (pk, *(getattr(row, name) for name in _ROW[1:]), _json(row.typed), _json(row.before))
        for pk, move in moves
        for row in move.rows.values()
    )
    bulk.copy(LocalCriterion, (*_ROW, "typed", "before"), rows)


def _confirm(versions: list[CriteriaSet], *, by: Actor | None, at: dt.datetime) -> None:
    """What was adapted holds: the edition says so in the name of whoever issued it."""
    who = by.pk if by else None
    bulk.copy(Submission, _SUBMISSION, ((new.pk, at, who, "", at, who) for new in versions))


def _move(moves: list[Move], edition: Edition) -> None:
    """Let criteria that are not confirmed follow the new framework, in place: opinions and deadlines stay theirs."""
    types = {"framework_id": "bigint", "variant": "text", "first_day": "date", "made_by_id": "bigint"}
    rows = [
        (
            *(move.old.pk, move.way.file.pk, move.way.variant, max(edition.first_day, move.old.first_day), edition.pk),
            *(move.digest, _json(_renumbered(move.old.opened_with, move.way.renumbered))),
        )
        for move in moves
    ]
    bulk.update(CriteriaSet, types | {"current_digest": "text", "opened_with": "jsonb"}, rows)
    LocalCriterion.objects.filter(criteria_set__in=[move.old.pk for move in moves]).delete()
    _write_rows((move.old.pk, move) for move in moves)
    _renumber_opinions(moves)


def _renumbered(content: dict[str, Any] | None, codes: dict[str, str]) -> dict[str, Any] | None:
    return content and {codes.get(code, code): stored for code, stored in content.items()}


def _renumber_opinions(moves: list[Move]) -> None:
    """What was said stays with the criterion it was said of. In two steps: two criteria may have changed places."""
    codes = {move.old.pk: move.way.renumbered for move in moves if move.way.renumbered}
    said = [o for o in Opinion.objects.filter(criteria_set__in=codes) if o.code in codes[o.criteria_set_id]]
    for mark in (_ON_THE_WAY, ""):
        rows = [(opinion.pk, mark + codes[opinion.criteria_set_id][opinion.code]) for opinion in said]
        bulk.update(Opinion, {"code": "text"}, rows)


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)


# Looking at it


def mark_looked_at(criteria_set: CriteriaSet, *, by: Actor | None, at: dt.datetime) -> None:
    with transaction.atomic():
        _row, is_new = LookedAt.objects.get_or_create(
            criteria_set=criteria_set, defaults={"at": at, "by_id": by.pk if by else None}
        )
        if is_new:
            Act.objects.record(Verb.CRITERIA_LOOKED_AT, criteria_set, by=by, path=criteria_set.unit.path)
