"""Who is due at a meeting of a cell on a day, and who may vote there: the regulations, asked with rows."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fourgood.common.refusal import Refusal
from fourgood.organisation.models import Member, Membership, MemberStatus, Position, Unit
from fourgood.organisation.models.reference import Role
from fourgood.regulations.meeting_membership import (
    Answer,
    Condition,
    Days,
    Finding,
    Person,
    RollCall,
    Stay,
    findings,
    roll_call,
)
from fourgood.regulations.meeting_rule_file import load
from fourgood.regulations.meeting_rules import MeetingRule, NoRuleInForce, State, Vote, rule_on

DUE = {
    State.OFFICIAL: _("Official member."),
    State.PROBATIONARY: _("Probationary member: takes part like all others."),
    State.EXEMPT: _("Exempt from work and activities."),
    State.AWAY: _("Takes part elsewhere or is away for a time."),
    State.SPECIAL_DUTY: _("On special duty."),
    State.SUSPENDED: _("Suspended from Party activities."),
    State.GUEST: _("Belongs to another cell; may attend."),
}
VOTE = {
    State.OFFICIAL: _("Official member."),
    State.PROBATIONARY: _("Probationary members discuss, but do not vote."),
    State.EXEMPT: _("Exempt: counts only if present."),
    State.AWAY: _("Away for a time: counts only if present."),
    State.SPECIAL_DUTY: _("On special duty."),
    State.SUSPENDED: _("Suspended members do not vote."),
    State.GUEST: _("Votes in the official cell."),
}
FINDINGS = {
    Finding.TOO_FEW_MEMBERS: _("The cell has %(number)s official members; a cell needs at least %(fewest)s."),
    Finding.NO_SECRETARY: _("The cell has no secretary. Give someone the position."),
    Finding.COMMITTEE_MISSING: _(
        "The cell has %(number)s official members. From %(committee)s on it elects a cell committee; none is recorded."
    ),
    Finding.COMMITTEE_NOT_DUE: _(
        "The cell has %(number)s official members. Below %(committee)s it elects a secretary, and no cell committee."
    ),
    Finding.MAY_MEET_BY_GROUP: _(
        "With %(number)s official members the cell may meet by Party group, at most %(times)s times a year."
    ),
}


class NoRule(Refusal):
    reason = _("No rule for cell meetings is known for %(on)s. Choose a later date.")


@dataclass(frozen=True)
class Line:
    """One member on the list for a meeting."""

    member: Member
    group: str
    positions: tuple[str, ...]
    answer: Answer

    @property
    def due_words(self) -> str | Promise:
        return DUE[self.answer.due_because]

    @property
    def vote_words(self) -> str | Promise:
        return VOTE[self.answer.vote_because]

    @property
    def votes_if_present(self) -> bool:
        return self.answer.vote is Vote.IF_PRESENT


@dataclass(frozen=True)
class MeetingList:
    """All members of a cell on a day, by given name, with the counts."""

    unit: Unit
    lines: tuple[Line, ...]
    call: RollCall


@cache
def rules() -> tuple[MeetingRule, ...]:
    """The rules that ship. Read once: a file, not rows."""
    return load()


def rule(on: dt.date) -> MeetingRule:
    """The rule in force on the day. Raises NoRule."""
    try:
        return rule_on(on, rules())
    except NoRuleInForce as error:
        raise NoRule(on=on) from error


def meeting_list(unit: Unit, *, on: dt.date) -> MeetingList:
    """Who is due at a meeting of the cell on the day, and who may vote. Three queries. Raises NoRule."""
    in_force = rule(on)
    of_the_day = Membership.objects.on(on)
    stays = of_the_day.filter(member__in=of_the_day.filter(unit=unit).values("member"))
    memberships = list(stays.select_related("member", "group").order_by("member__sort_key", "id"))
    here = {membership.member_id: membership for membership in memberships if membership.unit_id == unit.pk}
    call = roll_call(people(memberships, on=on), cell=unit.pk, on=on, rule=in_force)
    titles = _titles(unit, on)
    lines = tuple(_line(here[answer.person], answer, titles[answer.person]) for answer in call.answers)
    return MeetingList(unit, lines, call)


def _line(membership: Membership, answer: Answer, titles: Iterable[str]) -> Line:
    return Line(membership.member, str(membership.group or ""), tuple(titles), answer)


def people(memberships: Iterable[Membership], *, on: dt.date) -> list[Person]:
    """The members of the memberships as the regulations see them, with what holds on the day. One query.

    Give all memberships that each of them has on the day.
    """
    members: dict[int, Member] = {}
    stays, conditions = defaultdict(list), defaultdict(list)
    for row in memberships:
        members[row.member_id] = row.member
        temporary = row.kind == Membership.Kind.TEMPORARY
        stays[row.member_id].append(Stay(row.unit_id, Days(row.first_day, row.last_day), temporary))
    for status in MemberStatus.objects.on(on).filter(member__in=members):
        days = Days(status.first_day, status.last_day)
        conditions[status.member_id].append(Condition(State(status.kind), days))
    return [
        Person(pk, member.admitted_on, member.official_on, tuple(stays[pk]), tuple(conditions[pk]))
        for pk, member in members.items()
    ]


def _titles(unit: Unit, on: dt.date) -> dict[int, list[str]]:
    """What each member is in the unit."""
    titles = defaultdict(list)
    for position in Position.objects.on(on).filter(unit=unit).select_related("kind").order_by("kind__place"):
        titles[position.member_id].append(str(position.kind))
    return titles


def findings_of(unit: Unit, *, on: dt.date) -> list[str]:
    """What the cell's size asks for and isn't so, and what it allows, in sentences. Three queries. Raises NoRule."""
    size = rule(on).cell
    official = Membership.objects.on(on).official().filter(unit=unit, member__official_on__lte=on).count()
    roles = list(Position.objects.on(on).filter(unit=unit).values_list("kind__role", flat=True))
    found = findings(
        official_members=official,
        secretaries=roles.count(Role.SECRETARY),
        committee_members=roles.count(Role.COMMITTEE_MEMBER),
        groups=unit.groups.on(on).count(),
        size=size,
    )
    gaps = {
        "number": official,
        "fewest": size.fewest_official_members,
        "committee": size.committee_from,
        "times": size.meetings_by_group_a_year,
    }
    return [str(FINDINGS[finding]) % gaps for finding in found]
