"""Who is due at a meeting and who may vote, as tables that a secretary can check.

Cell 1 is the cell that meets, cell 2 another one. The meeting is on 05/11/2026 unless a row says otherwise.
"""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourgood.regulations.meeting_membership import (
    Condition,
    Days,
    Finding,
    Person,
    Stay,
    answer_for,
    findings,
    roll_call,
    states_on,
)
from fourgood.regulations.meeting_rule_file import load
from fourgood.regulations.meeting_rules import MeetingRule, State, Vote, rule_on

RULES = load()
MEETING = dt.date(2026, 11, 5)
RULE = rule_on(MEETING, RULES)
CELL, OTHER = 1, 2
DAY = dt.timedelta(days=1)


HERE, ELSEWHERE = Stay(CELL), Stay(OTHER)


def person(*conditions, official=True, stays=(HERE,), number=1):
    since = dt.date(2001, 5, 19)
    return Person(
        id=number,
        admitted_on=since,
        official_on=since if official else None,
        stays=tuple(stays),
        conditions=tuple(Condition(kind) for kind in conditions),
    )


SENT_AWAY = (Stay(CELL), Stay(OTHER, temporary=True))
COME_HERE = (Stay(OTHER), Stay(CELL, temporary=True))

# Who is it?                                          due?   because of      votes?             because of
TABLE = {
    "official member": (person(), True, "official", "always", "official"),
    "probationary member": (person(official=False), True, "probationary", "never", "probationary"),
    "exempt": (person("exempt"), False, "exempt", "if_present", "exempt"),
    "temporarily away": (person("away"), False, "away", "if_present", "away"),
    "takes part in another cell for a time": (person(stays=SENT_AWAY), False, "away", "if_present", "away"),
    "on special duty": (person("special_duty"), False, "special_duty", "always", "special_duty"),
    "suspended": (person("suspended"), False, "suspended", "never", "suspended"),
    "from another cell, here for a time": (person(stays=COME_HERE), False, "guest", "never", "guest"),
    "probationary and exempt": (person("exempt", official=False), False, "exempt", "never", "probationary"),
    "probationary and suspended": (person("suspended", official=False), False, "suspended", "never", "suspended"),
    "exempt, and in another cell for a time": (
        person("exempt", stays=SENT_AWAY),
        False,
        "exempt",
        "if_present",
        "exempt",
    ),
    "guest on special duty at home": (person("special_duty", stays=COME_HERE), False, "guest", "never", "guest"),
}


@pytest.mark.parametrize("world", [dt.date(2024, 11, 5), MEETING])
@pytest.mark.parametrize("who", TABLE)
def test_who_is_due_and_who_may_vote(who, world):
    someone, due, due_because, vote, vote_because = TABLE[who]
    answer = answer_for(someone, cell=CELL, on=world, rule=rule_on(world, RULES))
    assert (answer.due, answer.due_because, answer.vote, answer.vote_because) == (due, due_because, vote, vote_because)


RECOGNISED = dt.date(2026, 11, 5)
LEFT = dt.date(2026, 11, 4)

# A date decides; both bounds belong to the days.
DATES = [
    ("on the day of recognition: official", RECOGNISED, {State.OFFICIAL}),
    ("the day before: probationary", RECOGNISED - DAY, {State.PROBATIONARY}),
    ("the day before admission: nobody", dt.date(2025, 11, 4), set()),
    ("on the day of admission: probationary", dt.date(2025, 11, 5), {State.PROBATIONARY}),
    ("first day of exemption", dt.date(2026, 12, 1), {State.OFFICIAL, State.EXEMPT}),
    ("last day of exemption", dt.date(2026, 12, 31), {State.OFFICIAL, State.EXEMPT}),
    ("the day after", dt.date(2027, 1, 1), {State.OFFICIAL}),
    ("last day in the cell", dt.date(2027, 3, 31), {State.OFFICIAL}),
    ("the day after: nobody here any more", dt.date(2027, 4, 1), set()),
]


@pytest.mark.parametrize(("what", "on", "states"), DATES)
def test_state_on_a_date(what, on, states):
    someone = Person(
        id=1,
        admitted_on=dt.date(2025, 11, 5),
        official_on=RECOGNISED,
        stays=(Stay(CELL, Days(last=dt.date(2027, 3, 31))), Stay(OTHER, Days(first=dt.date(2027, 4, 1)))),
        conditions=(Condition(State.EXEMPT, Days(dt.date(2026, 12, 1), dt.date(2026, 12, 31))),),
    )
    assert states_on(someone, cell=CELL, on=on) == states, what


def test_member_of_another_cell_only_gets_no_answer():
    assert answer_for(person(stays=(ELSEWHERE,)), cell=CELL, on=MEETING, rule=RULE) is None


def test_back_from_another_cell_on_the_day_after():
    someone = person(stays=(HERE, Stay(OTHER, Days(last=LEFT), temporary=True)))
    assert states_on(someone, cell=CELL, on=LEFT) == {State.OFFICIAL, State.AWAY}
    assert states_on(someone, cell=CELL, on=LEFT + DAY) == {State.OFFICIAL}


def cell_of_twelve():
    """Seven official, two probationary, one exempt, one in another cell for a time, one suspended."""
    people = [person(number=n) for n in range(1, 8)]
    people += [person(number=n, official=False) for n in (8, 9)]
    return [*people, person("exempt", number=10), person(number=11, stays=SENT_AWAY), person("suspended", number=12)]


# Who comes                                            attended of due   base of a vote
MEETINGS = [
    ("nobody", set(), (0, 9), 7),
    ("everybody due", set(range(1, 10)), (9, 9), 7),
    ("all but two official members", set(range(3, 10)), (7, 9), 7),
    ("everybody due and the exempt member", set(range(1, 11)), (9, 9), 8),
    ("the exempt one and the one from elsewhere too", set(range(1, 12)), (9, 9), 9),
    ("even the suspended one", set(range(1, 13)), (9, 9), 9),
]


@pytest.mark.parametrize(("who", "present", "attendance", "base"), MEETINGS)
def test_counts_of_a_meeting(who, present, attendance, base):
    call = roll_call(cell_of_twelve(), cell=CELL, on=MEETING, rule=RULE)
    assert ((call.attended(present), call.due), call.vote_base(present)) == (attendance, base), who
    assert (call.may_vote, call.in_base_if_present) == (9, 2)


# Official members, secretaries, committee members, Party groups → what the cell page says
SIZES = [
    ((2, 1, 0, 0), ["too_few_members"]),
    ((3, 1, 0, 0), []),
    ((3, 0, 0, 0), ["no_secretary"]),
    ((8, 1, 0, 0), []),
    ((8, 1, 1, 0), ["committee_not_due"]),
    ((9, 1, 0, 0), ["committee_missing"]),
    ((9, 1, 1, 0), []),
    ((49, 1, 3, 4), []),
    ((50, 1, 3, 0), []),
    ((50, 1, 3, 4), ["may_meet_by_group"]),
]


@pytest.mark.parametrize(("numbers", "expected"), SIZES)
def test_what_the_size_of_a_cell_asks_for(numbers, expected):
    official, secretaries, committee, groups = numbers
    found = findings(
        official_members=official,
        secretaries=secretaries,
        committee_members=committee,
        groups=groups,
        size=RULE.cell,
    )
    assert found == [Finding(name) for name in expected]


# Properties

dates = st.dates(dt.date(2025, 10, 28), dt.date(2030, 12, 31))
days = st.builds(Days, first=st.none() | dates, last=st.none() | dates)
stays = st.builds(Stay, cell=st.sampled_from([CELL, OTHER]), days=days, temporary=st.booleans())
conditions = st.builds(
    Condition,
    state=st.sampled_from([State.EXEMPT, State.AWAY, State.SPECIAL_DUTY, State.SUSPENDED]),
    days=days,
)
people = st.lists(
    st.builds(
        Person,
        id=st.integers(1, 10**6),
        admitted_on=dates,
        official_on=st.none() | dates,
        stays=st.lists(stays, max_size=4).map(tuple),
        conditions=st.lists(conditions, max_size=3).map(tuple),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)
any_rule = st.builds(
    MeetingRule,
    code=st.just("any"),
    first_day=st.just(dt.date(2000, 1, 1)),
    last_day=st.none(),
    sources=st.just(("a test",)),
    note=st.just(""),
    due=st.fixed_dictionaries({state: st.booleans() for state in State}),
    vote=st.fixed_dictionaries({state: st.sampled_from(Vote) for state in State}).map(
        lambda table: table | {State.PROBATIONARY: Vote.NEVER}
    ),
    cell=st.just(RULE.cell),
)


@given(people, dates, any_rule)
def test_nobody_is_both_due_and_excluded(crowd, on, rule):
    for answer in roll_call(crowd, cell=CELL, on=on, rule=rule).answers:
        assert answer.due == all(rule.due[state] for state in answer.states)
        assert {answer.due_because, answer.vote_because} <= answer.states


@given(people, dates, any_rule)
def test_voters_are_official_members(crowd, on, rule):
    official = {one.id for one in crowd if one.official_on is not None and one.official_on <= on}
    call = roll_call(crowd, cell=CELL, on=on, rule=rule)
    assert {answer.person for answer in call.answers if answer.may_vote} <= official


@given(people, dates, any_rule, st.randoms(use_true_random=False))
def test_order_of_people_stays_and_conditions_does_not_matter(crowd, on, rule, random):
    def shuffled(items):
        return tuple(random.sample(items, len(items)))

    mixed = [
        Person(one.id, one.admitted_on, one.official_on, shuffled(one.stays), shuffled(one.conditions))
        for one in shuffled(crowd)
    ]
    first = roll_call(crowd, cell=CELL, on=on, rule=rule)
    second = roll_call(mixed, cell=CELL, on=on, rule=rule)
    assert set(first.answers) == set(second.answers)


@given(people, dates, any_rule, st.sets(st.integers(1, 10**6)))
def test_counts_stay_within_bounds(crowd, on, rule, strangers):
    call = roll_call(crowd, cell=CELL, on=on, rule=rule)
    everyone = {one.id for one in crowd}
    assert 0 == call.attended(strangers - everyone) <= call.attended(everyone) == call.due <= len(call.answers)
    assert call.vote_base() <= call.vote_base(everyone) == call.may_vote <= len(call.answers)
