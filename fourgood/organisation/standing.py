"""What a person may do, and where: capabilities that follow from positions on units at a date.

One table (`GRANTS`) is the whole policy. A page asks the same `Standing` that guards the act whether to draw its
button, and a refusal names who can help. Checks are prefix comparisons on unit paths: no lists of ids, no cached tree.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Protocol

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fourgood.common.refusal import Refusal
from fourgood.organisation.models.units import Unit


class Can(StrEnum):
    """A capability on a unit."""

    SEE_UNIT = "see_unit"
    SEE_MEMBERS = "see_members"
    SEE_CONTACTS = "see_contacts"
    SEE_ACTS = "see_acts"
    KEEP_MEMBERS = "keep_members"
    KEEP_POSITIONS = "keep_positions"
    HAND_OVER_CODES = "hand_over_codes"
    EXPORT_LISTS = "export_lists"
    IMPORT_LISTS = "import_lists"
    DRAFT_ORDERS = "draft_orders"
    CARRY_OUT_ORDERS = "carry_out_orders"
    GIVE_OFFICES = "give_offices"
    GIVE_SIGHT = "give_sight"  # give the offices that see the programme's content
    LOCK_ACCOUNTS = "lock_accounts"
    ISSUE_INSTRUCTIONS = "issue_instructions"
    SEND_DOCUMENTS = "send_documents"
    ANSWER_DOCUMENTS = "answer_documents"  # receipt, study day, implementation plan
    CONCRETISE_CRITERIA = "concretise_criteria"
    GIVE_OPINION = "give_opinion"
    CONFIRM_CRITERIA = "confirm_criteria"
    RUN_MEETINGS = "run_meetings"  # announce, hold, record; minutes, resolutions, votes
    TAKE_PART = "take_part"  # receive notices, contribute, suggest, vote
    CONFIRM_MEETINGS = "confirm_meetings"  # the quality of a meeting
    GIVE_TASKS = "give_tasks"
    KEEP_LEDGER = "keep_ledger"  # mobilisation projects and what people gave
    ASSESS = "assess"  # the unit's own monthly sheet
    CONFIRM_ASSESSMENTS = "confirm_assessments"  # return, confirm, reopen; exempt, grant time
    ACCEPT_ASSESSMENTS = "accept_assessments"  # for the committee, what was confirmed
    SEE_EVENTS = "see_events"  # discipline, complaints, incidents: never plain members
    ENTER_EVENTS = "enter_events"
    SEE_QUESTIONS = "see_questions"  # what the records make one ask about sheets of units below
    ASK_ABOUT_SHEETS = "ask_about_sheets"  # note that a unit was asked, and what it answered


class Holds(StrEnum):
    """What someone holds on a unit. The first five are positions and membership, the last three are offices."""

    SECRETARY = "secretary"
    DEPUTY = "deputy"
    COMMITTEE_MEMBER = "committee_member"
    IN_CHARGE = "in_charge"
    MEMBER = "member"
    ORGANISING_OFFICER = "organising_officer"
    INSPECTOR = "inspector"
    SYSTEM_ADMINISTRATOR = "system_administrator"


_SEES = {Can.SEE_UNIT, Can.SEE_MEMBERS}
_LEADS = _SEES | {
    Can.SEE_CONTACTS,
    Can.SEE_ACTS,
    Can.KEEP_MEMBERS,
    Can.KEEP_POSITIONS,
    Can.HAND_OVER_CODES,
    Can.EXPORT_LISTS,
    Can.IMPORT_LISTS,
}

_RUNS_THE_PROGRAMME = {
    Can.SEND_DOCUMENTS,
    Can.ANSWER_DOCUMENTS,
    Can.CONCRETISE_CRITERIA,
    Can.GIVE_OPINION,
    Can.CONFIRM_CRITERIA,
    Can.RUN_MEETINGS,
    Can.TAKE_PART,
    Can.CONFIRM_MEETINGS,
    Can.GIVE_TASKS,
    Can.KEEP_LEDGER,
    Can.ASSESS,
    Can.CONFIRM_ASSESSMENTS,
    Can.ACCEPT_ASSESSMENTS,
    Can.SEE_EVENTS,
    Can.ENTER_EVENTS,
    Can.SEE_QUESTIONS,
    Can.ASK_ABOUT_SHEETS,
}

GRANTS: dict[Holds, frozenset[Can]] = {
    Holds.SECRETARY: frozenset(_LEADS | _RUNS_THE_PROGRAMME),
    Holds.DEPUTY: frozenset(_LEADS | _RUNS_THE_PROGRAMME),
    Holds.COMMITTEE_MEMBER: frozenset(_SEES | {Can.GIVE_OPINION, Can.TAKE_PART}),
    Holds.IN_CHARGE: frozenset(
        _SEES
        | {Can.SEE_CONTACTS, Can.CONFIRM_CRITERIA, Can.CONFIRM_MEETINGS, Can.CONFIRM_ASSESSMENTS, Can.SEE_EVENTS}
        | {Can.SEE_QUESTIONS, Can.ASK_ABOUT_SHEETS}
    ),
    Holds.MEMBER: frozenset({Can.SEE_UNIT, Can.GIVE_OPINION, Can.TAKE_PART}),
    Holds.ORGANISING_OFFICER: frozenset(
        _LEADS
        | {Can.DRAFT_ORDERS, Can.CARRY_OUT_ORDERS, Can.GIVE_OFFICES, Can.GIVE_SIGHT}
        | {Can.ISSUE_INSTRUCTIONS, Can.SEND_DOCUMENTS, Can.CONFIRM_CRITERIA}
        | {Can.SEE_EVENTS, Can.ENTER_EVENTS, Can.SEE_QUESTIONS, Can.ASK_ABOUT_SHEETS}
        | {Can.CONFIRM_ASSESSMENTS, Can.ACCEPT_ASSESSMENTS}
    ),
    Holds.INSPECTOR: frozenset(_SEES | {Can.SEE_ACTS, Can.EXPORT_LISTS, Can.SEE_EVENTS, Can.SEE_QUESTIONS}),
    Holds.SYSTEM_ADMINISTRATOR: frozenset({Can.LOCK_ACCOUNTS, Can.GIVE_OFFICES}),
}

# A plain member sees the own cell only; everything else reaches down the subtree.
_ONLY_THE_UNIT = frozenset({Holds.MEMBER})

# What a unit answers for itself: nobody above does it in its name.
_ITS_OWN = frozenset(
    {Can.ANSWER_DOCUMENTS, Can.CONCRETISE_CRITERIA, Can.GIVE_OPINION}
    | {Can.RUN_MEETINGS, Can.TAKE_PART, Can.GIVE_TASKS, Can.KEEP_LEDGER, Can.ASSESS}
)

# What the level above does: nobody confirms what is their own. Whoever is in charge of a unit comes from above.
_FROM_ABOVE = frozenset(
    {Can.CONFIRM_CRITERIA, Can.CONFIRM_MEETINGS, Can.CONFIRM_ASSESSMENTS, Can.ACCEPT_ASSESSMENTS}
    | {Can.SEE_QUESTIONS, Can.ASK_ABOUT_SHEETS}
)

_SLASHES_AT_THE_TOP = 2  # "/1/"
_AFTER_SLASH = chr(ord("/") + 1)

WHO_CAN_HELP = {
    Can.SEE_UNIT: _("Ask the secretary of that unit, or of the committee above it."),
    Can.SEE_MEMBERS: _("Ask the secretary of that unit."),
    Can.SEE_CONTACTS: _("Ask the secretary of that unit."),
    Can.SEE_ACTS: _("Ask the secretary of that unit."),
    Can.KEEP_MEMBERS: _("Ask the secretary of that unit."),
    Can.KEEP_POSITIONS: _("Ask the secretary of that unit, or of the committee above it."),
    Can.HAND_OVER_CODES: _("Ask the secretary of that unit, or of the committee above it."),
    Can.EXPORT_LISTS: _("Ask the secretary of that unit."),
    Can.IMPORT_LISTS: _("Ask the secretary of that unit, or of the committee above it."),
    Can.DRAFT_ORDERS: _("Ask the Organising Committee."),
    Can.CARRY_OUT_ORDERS: _("Ask the Organising Committee."),
    Can.GIVE_OFFICES: _("Ask the Organising Committee or the system administrator."),
    Can.GIVE_SIGHT: _("Ask the Organising Committee."),
    Can.LOCK_ACCOUNTS: _("Ask the system administrator."),
    Can.ISSUE_INSTRUCTIONS: _("Ask the Organising Committee."),
    Can.SEND_DOCUMENTS: _("Ask the secretary of that unit."),
    Can.ANSWER_DOCUMENTS: _("Ask the secretary of that unit."),
    Can.CONCRETISE_CRITERIA: _("Ask the secretary of that unit."),
    Can.GIVE_OPINION: _("Ask the secretary of that unit."),
    Can.CONFIRM_CRITERIA: _("Ask the committee above that unit, or its member in charge."),
    Can.RUN_MEETINGS: _("Ask the secretary of that unit."),
    Can.TAKE_PART: _("Ask the secretary of that unit."),
    Can.CONFIRM_MEETINGS: _("Ask the committee above that unit, or its member in charge."),
    Can.GIVE_TASKS: _("Ask the secretary of that unit."),
    Can.KEEP_LEDGER: _("Ask the secretary of that unit."),
    Can.ASSESS: _("Ask the secretary of that unit."),
    Can.CONFIRM_ASSESSMENTS: _("Ask the committee above that unit, or its member in charge."),
    Can.ACCEPT_ASSESSMENTS: _("Ask the secretary of the committee above that unit."),
    Can.SEE_EVENTS: _("Ask the secretary of that unit."),
    Can.ENTER_EVENTS: _("Ask the secretary of that unit."),
    Can.SEE_QUESTIONS: _("Ask the committee above that unit, or its member in charge."),
    Can.ASK_ABOUT_SHEETS: _("Ask the committee above that unit, or its member in charge."),
}


class NotAllowed(Refusal):
    reason = _("Your position does not allow this.")


class Viewer(Protocol):
    """Whoever reads: an account. `member_id` is the row of the member who holds the account, if any."""

    member_id: int | None

    def standing(self) -> Standing: ...


@dataclass(frozen=True)
class Holding:
    """One thing held on one unit. `title` is in words for people: "Secretary, Chi bộ khu Biểu Nghi"."""

    what: Holds
    unit_id: int
    path: str
    title: str = ""

    @property
    def steps(self) -> list[int]:
        """Ids of the units from the top of the tree down to this one."""
        return [int(step) for step in self.path.strip("/").split("/")]

    def grants(self, can: Can) -> bool:
        return can in GRANTS[self.what]

    def reaches(self, path: str, can: Can = Can.SEE_UNIT) -> bool:
        """Whether what it grants can be used on the unit with the path."""
        if self._stays(can):
            return path == self.path
        return path.startswith(self.path) and not (self._looks_down(can) and path == self.path)

    def condition(self, column: str, can: Can) -> Q:
        """The same reach as `reaches`, for a query on the `path` of a unit: "path", "unit__path" and the like.

        What begins with a path is told by its bounds: an index finds them in a plan that was made before the path was
        known, too. Paths are compared by their bytes (collation C).
        """
        unit = column.removesuffix("path").removesuffix("__") or "pk"  # a path ends with its unit's key: spares a join
        if self._stays(can):
            return Q(**{unit: self.unit_id})
        below = Q(**{f"{column}__gte": self.path, f"{column}__lt": f"{self.path[:-1]}{_AFTER_SLASH}"})
        return below & ~Q(**{unit: self.unit_id}) if self._looks_down(can) else below

    def covers(self, other: Holding, can: Can) -> bool:
        """Whether all that the other reaches is reached by this one too."""
        if self._stays(can):
            return self.path == other.path and other._stays(can)
        starts = other.path.startswith(self.path)
        return starts and (other.path != self.path or not self._looks_down(can) or other._looks_down(can))

    def narrowness(self, can: Can) -> tuple[int, bool, bool]:
        """In this order no holding comes after one that it covers, unless both reach the same."""
        return len(self.path), self._looks_down(can), self._stays(can)

    def _stays(self, can: Can) -> bool:
        return self.what in _ONLY_THE_UNIT or can in _ITS_OWN

    def _looks_down(self, can: Can) -> bool:
        return can in _FROM_ABOVE and self.what is not Holds.IN_CHARGE


@dataclass(frozen=True)
class Standing:
    """Everything a person holds on one date."""

    on: dt.date
    holdings: tuple[Holding, ...] = field(default=())

    def may(self, can: Can, unit: Unit) -> bool:
        return self.holding_for(can, unit) is not None

    def may_anywhere(self, can: Can) -> bool:
        return any(holding.grants(can) for holding in self.holdings)

    def holding_for(self, can: Can, unit: Unit) -> Holding | None:
        """In which capacity the person may do it: the holding nearest to the unit."""
        reaching = [h for h in self.holdings if h.grants(can) and h.reaches(unit.path, can)]
        return max(reaching, key=lambda h: len(h.path), default=None)

    def require(self, can: Can, unit: Unit) -> Holding:
        """The holding that allows it, or NotAllowed with who can help."""
        holding = self.holding_for(can, unit)
        if holding is None:
            raise NotAllowed(help=WHO_CAN_HELP[can])
        return holding

    def require_anywhere(self, can: Can) -> None:
        """NotAllowed with who can help, unless the person may do it on some unit."""
        if not self.may_anywhere(can):
            raise NotAllowed(help=WHO_CAN_HELP[can])

    def reach(self, can: Can, column: str) -> Q:
        """Rows on whose unit (its path in `column`) the person may do it; none when nowhere."""
        conditions = [held.condition(column, can) for held in self._widest(can)]
        return reduce(or_, conditions) if conditions else Q(pk__in=[])

    def _widest(self, can: Can) -> list[Holding]:
        """The holdings that grant it, without those whose reach lies within another's: one prefix is found by an index,
        several joined with OR are not.
        """
        widest: list[Holding] = []
        for held in sorted((h for h in self.holdings if h.grants(can)), key=lambda h: h.narrowness(can)):
            if not any(wider.covers(held, can) for wider in widest):
                widest.append(held)
        return widest

    def in_charge_of(self) -> list[int]:
        """Ids of the units that the person follows from the level above."""
        return [holding.unit_id for holding in self.holdings if holding.what is Holds.IN_CHARGE]

    def sees(self, column: str) -> Q:
        return self.reach(Can.SEE_UNIT, column)

    def receives(self, column: str) -> Q:
        """Rows of units at or above one that the person sees (its path in `column`): what comes from above."""
        seeing = [h.steps for h in self.holdings if h.grants(Can.SEE_UNIT)]
        paths = {f"/{'/'.join(map(str, steps[:end]))}/" for steps in seeing for end in range(1, len(steps) + 1)}
        return Q(**{f"{column}__in": paths})

    def sees_members(self, column: str) -> Q:
        return self.reach(Can.SEE_MEMBERS, column)

    def sees_orders(self, column: str) -> Q:
        """Orders are read by who drafts them and by who reads the acts of the unit that issues them."""
        return self.reach(Can.DRAFT_ORDERS, column) | self.reach(Can.SEE_ACTS, column)

    def reads_acts_of(self) -> list[int]:
        """Ids of the topmost units whose acts the person reads: an act belongs to every unit its path named then."""
        reading = {h.path: h.unit_id for h in self.holdings if h.grants(Can.SEE_ACTS)}
        return [unit for path, unit in reading.items() if not any(path != p and path.startswith(p) for p in reading)]

    def reads_acts_under(self, path: str) -> bool:
        return any(h.grants(Can.SEE_ACTS) and h.reaches(path, Can.SEE_ACTS) for h in self.holdings)

    def oversees_all_acts(self) -> bool:
        """Whether the person reads the acts of the province as a whole."""
        return any(h.grants(Can.SEE_ACTS) and h.path.count("/") == _SLASHES_AT_THE_TOP for h in self.holdings)

    def require_acts(self, path: str) -> None:
        """NotAllowed with who can help, unless the person reads the acts on what is kept under the path."""
        if not self.reads_acts_under(path):
            raise NotAllowed(help=WHO_CAN_HELP[Can.SEE_ACTS])
