"""Orders: what each act does to the tree and to people, what it refuses, dry runs, reversals."""

from __future__ import annotations

import datetime as dt

import pytest

from fourgood.audit.models import Act
from fourgood.common.refusal import Refusal
from fourgood.common.spans import between, since
from fourgood.organisation.models import (
    Change,
    Member,
    Membership,
    Order,
    PartyGroup,
    Position,
    Span,
    Step,
    Succession,
    Unit,
)
from tests.organisation import tree
from tests.organisation.tree import BEGAN, MERGED, NOW, THE_DAY_BEFORE

ROWS = [Unit, Span, Member, Membership, PartyGroup, Position, Succession]


def rows():
    """Every row that an order may touch."""
    return {table.__name__: sorted(table.objects.values_list(), key=str) for table in ROWS}


def children(unit, on):
    return list(Span.objects.children_of(unit, on=on).values_list("name", flat=True))


def carry_out(issuer, *steps, on=MERGED):
    """An order with the steps, each (act, fields), carried out."""
    order = tree.order(issuer, on=on)
    for act, fields in steps:
        order.add_step(act, **fields)
    order.carry_out(by=None, at=NOW)
    return order


@pytest.fixture
def ward(cast):
    return tree.committee(cast.quang_ninh)


# Merging


def test_merge_before_and_on_the_date(ward):
    one, two = tree.cell(ward, "Chi bộ A"), tree.cell(ward, "Chi bộ B")
    carry_out(ward, (Step.Act.MERGE, {"unit": one, "into_code": two.code}))
    assert children(ward, THE_DAY_BEFORE) == ["Chi bộ A", "Chi bộ B"]
    assert children(ward, MERGED) == ["Chi bộ B"]


def test_merge_closes_the_unit_and_keeps_its_past_with_the_successor(ward):
    one, two = tree.cell(ward, "Chi bộ A"), tree.cell(ward, "Chi bộ B")
    order = carry_out(ward, (Step.Act.MERGE, {"unit": one, "into_code": two.code}))
    one.refresh_from_db()
    assert (one.is_active, one.path) == (False, f"{two.path}{one.pk}/")
    assert one.spans.get().last_day == THE_DAY_BEFORE
    succession = Succession.objects.get(predecessor=one)
    assert (succession.successor, succession.order, succession.on) == (two, order, MERGED)


def test_merge_takes_members_groups_and_positions_along(ward):
    one, two = tree.cell(ward), tree.cell(ward)
    group = PartyGroup.objects.create(unit=one, name="Tổ 1", valid=since(BEGAN))
    person = tree.member(one, group=group)
    tree.position(person, "secretary", one)
    carry_out(ward, (Step.Act.MERGE, {"unit": one, "into_code": two.code}))
    person.refresh_from_db()
    before, after = person.memberships.order_by("valid")
    onward = PartyGroup.objects.get(unit=two)
    assert person.unit == two
    assert (before.unit, before.last_day, before.ended_by) == (one, THE_DAY_BEFORE, "reorganised")
    assert (after.unit, after.first_day, after.last_day, after.group) == (two, MERGED, None, onward)
    assert [(p.unit, p.first_day, p.last_day) for p in person.positions.order_by("valid")] == [
        (one, BEGAN, THE_DAY_BEFORE),
        (two, MERGED, None),
    ]


def test_merge_ends_the_position_whose_seat_is_taken(ward):
    one, two = tree.cell(ward), tree.cell(ward)
    stays, goes = tree.member(two), tree.member(one)
    tree.position(stays, "secretary", two)
    tree.position(goes, "secretary", one)
    carry_out(ward, (Step.Act.MERGE, {"unit": one, "into_code": two.code}))
    assert goes.positions.get().last_day == THE_DAY_BEFORE
    assert stays.positions.get().last_day is None


def test_merge_into_a_higher_level_ends_positions(cast):
    town = tree.committee(cast.quang_ninh, kind=tree.kind("upper"))
    ward = tree.committee(town)
    leader = tree.member(tree.cell(ward))
    tree.position(leader, "secretary", town)
    carry_out(cast.quang_ninh, (Step.Act.MERGE, {"unit": town, "into_code": cast.quang_ninh.code}))
    assert leader.positions.get().last_day == THE_DAY_BEFORE
    ward.refresh_from_db()
    assert (ward.parent, ward.path) == (cast.quang_ninh, f"{cast.quang_ninh.path}{ward.pk}/")


def test_merge_moves_children_with_everything_beneath(cast):
    one, two = tree.committee(cast.quang_ninh), tree.committee(cast.quang_ninh)
    sub = tree.cell(one, kind=tree.kind("sub_committee"))
    below = tree.cell(sub)
    carry_out(cast.quang_ninh, (Step.Act.MERGE, {"unit": one, "into_code": two.code}))
    sub.refresh_from_db()
    below.refresh_from_db()
    assert sub.parent == two
    assert below.path == f"{two.path}{sub.pk}/{below.pk}/"
    assert below.spans.count() == 1  # only its path changed
    assert children(one, THE_DAY_BEFORE) == [sub.name]
    assert children(one, MERGED) == []


def test_merge_of_two_into_a_new_one(ward):
    one, two = tree.cell(ward, "Chi bộ A"), tree.cell(ward, "Chi bộ B")
    person = tree.member(one)
    order, code = tree.order(ward), tree.code()
    new = {"name": "Chi bộ C", "kind": one.kind, "sector": one.sector, "parent_code": ward.code}
    order.add_merge([one.code, two.code], into=code, founding=new)
    order.carry_out(by=None, at=NOW)
    person.refresh_from_db()
    assert children(ward, MERGED) == ["Chi bộ C"]
    assert person.unit.code == code
    assert set(Succession.objects.filter(successor=person.unit).values_list("predecessor", flat=True)) == {
        one.pk,
        two.pk,
    }


def test_merge_keeps_a_membership_that_began_later_than_the_order(ward):
    one, two = tree.cell(ward), tree.cell(ward)
    late = dt.date(2025, 5, 5)
    person = tree.member(one, on=late)
    carry_out(ward, (Step.Act.MERGE, {"unit": one, "into_code": two.code}))
    membership = person.memberships.get()
    assert (membership.unit, membership.first_day) == (two, late)


def test_merge_ends_a_temporary_membership_in_what_becomes_the_own_cell(ward):
    one, two = tree.cell(ward), tree.cell(ward)
    person = tree.member(one)
    Membership.objects.create(member=person, unit=two, kind="temporary", began_by="transferred_in", valid=since(BEGAN))
    carry_out(ward, (Step.Act.MERGE, {"unit": one, "into_code": two.code}))
    assert person.memberships.get(kind="temporary").last_day == THE_DAY_BEFORE


# The other acts


def test_rename_move_and_change_kind_on_one_day_make_one_span(ward, cast):
    unit = tree.cell(ward, "Chi bộ cũ")
    carry_out(
        cast.quang_ninh,
        (Step.Act.RENAME, {"unit": unit, "name": "Chi bộ mới"}),
        (Step.Act.MOVE, {"unit": unit, "parent_code": cast.dong_mai.code}),
        (Step.Act.CHANGE_KIND, {"unit": unit, "sector": tree.sector("agency")}),
    )
    unit.refresh_from_db()
    old, new = unit.spans.order_by("valid")
    assert (old.name, old.parent, old.sector.code, old.last_day) == ("Chi bộ cũ", ward, "quarter", THE_DAY_BEFORE)
    assert (new.name, new.parent, new.sector.code, new.first_day) == ("Chi bộ mới", cast.dong_mai, "agency", MERGED)
    assert (unit.name, unit.search_key, unit.parent, unit.sector.code) == (
        "Chi bộ mới",
        "chi bo moi",
        cast.dong_mai,
        "agency",
    )
    assert unit.path == f"{cast.dong_mai.path}{unit.pk}/"


def test_split_takes_the_chosen_along(cast):
    giver = tree.committee(cast.quang_ninh)
    goes, stays = tree.cell(giver, "Đi"), tree.cell(giver, "Ở")
    order = tree.order(cast.quang_ninh)
    order.add_step(Step.Act.SPLIT, unit=giver, code=tree.code(), name="Đảng bộ mới", units_along=[goes])
    order.carry_out(by=None, at=NOW)
    new = Unit.objects.get(name="Đảng bộ mới")
    assert (new.parent, new.kind) == (cast.quang_ninh, giver.kind)
    assert (children(giver, MERGED), children(new, MERGED)) == (["Ở"], ["Đi"])
    assert Succession.objects.get(predecessor=giver).successor == new
    giver.refresh_from_db()
    assert (giver.is_active, stays.is_active) == (True, True)


def test_split_of_a_cell_takes_members_along_and_ends_what_they_lead(ward):
    giver = tree.cell(ward)
    goes, stays = tree.member(giver, "Đi"), tree.member(giver, "Ở")
    tree.position(goes, "deputy_secretary", giver)
    order = tree.order(ward)
    order.add_step(Step.Act.SPLIT, unit=giver, code=tree.code(), name="Chi bộ mới", members_along=[goes])
    order.carry_out(by=None, at=NOW)
    goes.refresh_from_db()
    stays.refresh_from_db()
    assert (goes.unit.name, stays.unit) == ("Chi bộ mới", giver)
    assert goes.positions.get().last_day == THE_DAY_BEFORE


def test_dissolve_closes_and_ends_positions(ward, cast):
    unit = tree.cell(ward)
    follower = tree.position(cast.tuan.member, "in_charge", unit)
    carry_out(ward, (Step.Act.DISSOLVE, {"unit": unit}))
    unit.refresh_from_db()
    follower.refresh_from_db()
    assert unit.is_active is False
    assert (unit.spans.get().last_day, follower.last_day) == (THE_DAY_BEFORE, THE_DAY_BEFORE)
    assert unit.path == f"{ward.path}{unit.pk}/"


def test_reopen_begins_a_second_interval(ward):
    unit = tree.cell(ward, "Chi bộ cũ")
    carry_out(ward, (Step.Act.DISSOLVE, {"unit": unit}))
    again = dt.date(2025, 9, 1)
    carry_out(ward, (Step.Act.REOPEN, {"unit": unit, "name": "Chi bộ mở lại"}), on=again)
    unit.refresh_from_db()
    first, second = unit.spans.order_by("valid")
    assert (first.last_day, second.first_day, second.last_day) == (THE_DAY_BEFORE, again, None)
    assert (unit.is_active, unit.name) == (True, "Chi bộ mở lại")
    assert children(ward, dt.date(2025, 5, 1)) == []
    assert children(ward, again) == ["Chi bộ mở lại"]


def test_acts_per_unit_and_one_for_the_order(ward):
    one, two = tree.cell(ward), tree.cell(ward)
    order = carry_out(ward, (Step.Act.MERGE, {"unit": one, "into_code": two.code}))
    act = Act.objects.about(one).first()
    assert (act.verb, act.after["order"], act.after["into"]) == ("unit.merged", order.number, two.code)
    assert list(Act.objects.about(order).values_list("verb", flat=True)) == [
        "order.carried_out",
        "order.changed",
        "order.drafted",
    ]


# Refusals

CASES = {
    "dissolve with members": (
        lambda w: (tree.member(w.one), [(Step.Act.DISSOLVE, {"unit": w.one})])[1],
        "“Chi bộ A” still has members (1). Transfer them, or merge the unit into another.",
    ),
    "dissolve with children": (
        lambda w: [(Step.Act.DISSOLVE, {"unit": w.ward})],
        "Units still stand under “Đảng bộ xã Thử”: Chi bộ A, Chi bộ B. Move or merge them first.",
    ),
    "merge into itself": (
        lambda w: [(Step.Act.MERGE, {"unit": w.one, "into_code": w.one.code})],
        "“Chi bộ A” can't be merged into itself.",
    ),
    "move under what stands under it": (
        lambda w: [(Step.Act.MOVE, {"unit": w.ward, "parent_code": w.one.code})],
        "“Chi bộ A” stands under “Đảng bộ xã Thử” itself. Move it elsewhere first.",
    ),
    "move under a kind that takes none": (
        lambda w: [(Step.Act.MOVE, {"unit": w.one, "parent_code": w.two.code})],
        "An organisation of the kind “Party cell under a committee” can't stand under one of the kind "
        "“Party cell under a committee”.",
    ),
    "rename to the same": (
        lambda w: [(Step.Act.RENAME, {"unit": w.one, "name": "Chi bộ A"})],
        "“Chi bộ A” is like this already; the step would change nothing.",
    ),
    "unknown successor": (
        lambda w: [(Step.Act.MERGE, {"unit": w.one, "into_code": "11.111.111.111.111"})],
        "There is no unit with the code 11.111.111.111.111.",
    ),
    "taken code": (
        lambda w: [(Step.Act.SPLIT, {"unit": w.one, "code": w.two.code, "name": "Chi bộ C"})],
        "The code {two} belongs to “Chi bộ B” already.",
    ),
    "reopen what is active": (
        lambda w: [(Step.Act.REOPEN, {"unit": w.one})],
        "“Chi bộ A” is active; only a closed unit can be reopened.",
    ),
    "a kind of that time": (
        lambda w: [(Step.Act.CHANGE_KIND, {"unit": w.one, "kind": w.kind_of_2030})],
        "“Future kind” does not exist on 01/03/2025.",
    ),
    "a kind that takes no members": (
        lambda w: (tree.member(w.one), [(Step.Act.CHANGE_KIND, {"unit": w.one, "kind": tree.kind("sub_committee")})])[
            1
        ],
        "Members can't belong to “Chi bộ A” directly: its kind is “Party sub-committee organisation”.",
    ),
    "close what an earlier step founds": (
        lambda w: [
            (Step.Act.FOUND, {"code": w.free, "name": "Chi bộ C", "kind": w.one.kind, "parent_code": w.ward.code}),
            (Step.Act.MERGE, {"unit": w.one, "into_code": w.free}),
            (Step.Act.MERGE, {"unit": w.one, "into_code": w.two.code}),
        ],
        "“Chi bộ A” is closed on 01/03/2025.",
    ),
    "outside the issuer's care": (
        lambda w: [(Step.Act.MOVE, {"unit": w.one, "parent_code": w.elsewhere.code})],
        "“Đảng bộ phường Đông Mai” is not in the care of “Đảng bộ xã Thử”, which issues the order.",
    ),
    "found without a parent": (
        lambda w: [(Step.Act.FOUND, {"code": w.free, "name": "Chi bộ C", "kind": w.one.kind})],
        "Say under which unit the new one stands.",
    ),
}


@pytest.fixture
def world(ward, cast, settings):
    """What the cases speak of."""
    from types import SimpleNamespace

    from django.utils import translation

    future = tree.kind("cell")
    future.pk, future.code, future.name_en, future.valid = None, "future", "Future kind", since(dt.date(2030, 1, 1))
    future.save()
    with translation.override("en"):
        yield SimpleNamespace(
            ward=ward,
            one=tree.cell(ward, "Chi bộ A"),
            two=tree.cell(ward, "Chi bộ B"),
            elsewhere=cast.dong_mai,
            free=tree.code(),
            kind_of_2030=future,
            kind_without_members=tree.kind("sub_committee"),
        )


@pytest.mark.parametrize("case", CASES)
def test_refusal_says_why_and_changes_nothing(world, case):
    steps, sentence = CASES[case]
    order = tree.order(world.ward)
    for act, fields in steps(world):
        order.add_step(act, **fields)
    before, acts = rows(), Act.objects.count()
    with pytest.raises(Refusal) as refused:
        order.carry_out(by=None, at=NOW)
    assert refused.value.cause.reason == sentence.format(two=world.two.code)
    assert (rows(), Act.objects.count()) == (before, acts)
    with pytest.raises(Refusal):
        order.dry_run()


def test_an_order_waits_for_its_day(ward):
    unit = tree.cell(ward)
    order = tree.order(ward, on=dt.date(2026, 6, 2))
    order.add_step(Step.Act.DISSOLVE, unit=unit)
    with pytest.raises(Refusal):
        order.carry_out(by=None, at=NOW)
    assert order.dry_run().rows == 2  # what it will do can be seen before
    order.carry_out(by=None, at=NOW + dt.timedelta(days=1))
    assert unit.spans.get().last_day == dt.date(2026, 6, 1)


def test_an_order_without_steps_is_refused(ward):
    with pytest.raises(Refusal):
        tree.order(ward).carry_out(by=None, at=NOW)


def test_an_order_is_carried_out_once(ward):
    order = carry_out(ward, (Step.Act.DISSOLVE, {"unit": tree.cell(ward)}))
    with pytest.raises(Refusal):
        order.carry_out(by=None, at=NOW)
    with pytest.raises(Refusal):
        order.add_step(Step.Act.DISSOLVE, unit=ward)
    with pytest.raises(Refusal):
        order.discard(by=None)


def test_a_change_beneath_a_later_one_is_refused(ward):
    unit = tree.cell(ward, "Chi bộ A")
    carry_out(ward, (Step.Act.RENAME, {"unit": unit, "name": "Chi bộ B"}), on=dt.date(2025, 6, 1))
    with pytest.raises(Refusal):
        carry_out(ward, (Step.Act.RENAME, {"unit": unit, "name": "Chi bộ C"}), on=MERGED)


def test_closing_on_the_first_day_is_refused(ward):
    unit = tree.cell(ward, on=MERGED)
    with pytest.raises(Refusal):
        carry_out(ward, (Step.Act.DISSOLVE, {"unit": unit}))


# Dry run


def test_dry_run_lists_the_rows_and_leaves_none(ward):
    one, two = tree.cell(ward, "Chi bộ A"), tree.cell(ward, "Chi bộ B")
    tree.member(one, "Trần Thử")
    order = tree.order(ward)
    order.add_step(Step.Act.MERGE, unit=one, into_code=two.code)
    before, acts = rows(), Act.objects.count()
    affected = order.dry_run()
    assert (rows(), Act.objects.count(), order.is_draft) == (before, acts, True)
    order.carry_out(by=None, at=NOW)
    assert Change.objects.filter(order=order).count() == affected.rows == 6
    assert order.affected() == affected


def test_dry_run_reads_like_sentences(ward):
    from django.utils import translation

    one, two = tree.cell(ward, "Chi bộ A"), tree.cell(ward, "Chi bộ B")
    tree.member(one, "Trần Thử")
    order = tree.order(ward)
    order.add_step(Step.Act.MERGE, unit=one, into_code=two.code)
    with translation.override("en"):
        told = {g.title: [(line.subject, line.what) for line in g.lines] for g in order.dry_run().groups}
    assert told == {
        "Units": [("Chi bộ A", "is closed")],
        "History of the units": [("Chi bộ A", "“Chi bộ A” until 28/02/2025")],
        "Memberships": [
            ("Trần Thử", "ends: Chi bộ A, until 28/02/2025"),
            ("Trần Thử", "begins: Chi bộ B, from 01/03/2025"),
        ],
        "The members' present cell": [("Trần Thử", "unit: Chi bộ A → Chi bộ B")],
        "Successors": [("Chi bộ A", "→ Chi bộ B")],
        "In whose care units are kept": [("Chi bộ A", "Đảng bộ tỉnh Quảng Ninh › Đảng bộ xã Thử › Chi bộ B")],
    }


# Reversal


def every_act(ward, cast):
    """An order that does all that an order can do."""
    one, two, three = (tree.cell(ward, name) for name in ("Chi bộ A", "Chi bộ B", "Chi bộ C"))
    other = tree.committee(cast.quang_ninh, "Đảng bộ khác")
    inner = tree.cell(other, "Đảng bộ bộ phận", kind=tree.kind("sub_committee"))
    tree.cell(inner, "Chi bộ dưới")
    group = PartyGroup.objects.create(unit=one, name="Tổ 1", valid=since(BEGAN))
    people = [tree.member(one, group=group), tree.member(two), tree.member(three)]
    tree.position(people[0], "secretary", one)
    closed = tree.cell(ward, "Chi bộ đóng")
    carry_out(ward, (Step.Act.DISSOLVE, {"unit": closed}), on=dt.date(2024, 1, 1))
    order = tree.order(cast.quang_ninh)
    order.add_step(Step.Act.RENAME, unit=two, name="Chi bộ B mới")
    order.add_step(Step.Act.MERGE, unit=one, into_code=two.code)
    order.add_step(Step.Act.SPLIT, unit=three, code=tree.code(), name="Chi bộ D", members_along=[people[2]])
    order.add_step(Step.Act.MERGE, unit=other, into_code=ward.code)
    order.add_step(Step.Act.CHANGE_KIND, unit=three, sector=tree.sector("agency"))
    order.add_step(Step.Act.DISSOLVE, unit=three)
    order.add_step(Step.Act.REOPEN, unit=closed)
    return order


def test_reverse_restores_exactly_the_rows(ward, cast):
    order = every_act(ward, cast)
    before = rows()
    order.carry_out(by=None, at=NOW)
    assert rows() != before
    assert order.obstacles() == []
    order.reverse(by=cast.lan, at=NOW, reason="Nhầm số liệu")
    assert rows() == before
    assert (order.reversed_by, order.reversal_reason) == (cast.lan, "Nhầm số liệu")
    act = Act.objects.about(order).first()
    assert (act.verb, act.after["reason"]) == ("order.reversed", "Nhầm số liệu")


def test_a_reversed_order_still_says_what_it_did(ward, cast):
    order = every_act(ward, cast)
    order.carry_out(by=None, at=NOW)
    told = order.affected()
    order.reverse(by=None, at=NOW)
    assert order.affected() == told


def test_a_reversed_order_leaves_its_number_free(ward):
    unit = tree.cell(ward)
    order = carry_out(ward, (Step.Act.DISSOLVE, {"unit": unit}))
    order.reverse(by=None, at=NOW)
    again = tree.order(ward, number=order.number)
    assert Order.objects.filter(number=order.number).count() == 2
    assert again.is_draft


def test_reverse_twice_is_refused(ward):
    order = carry_out(ward, (Step.Act.DISSOLVE, {"unit": tree.cell(ward)}))
    order.reverse(by=None, at=NOW)
    with pytest.raises(Refusal):
        order.reverse(by=None, at=NOW)


def merged(ward):
    one, two = tree.cell(ward, "Chi bộ A"), tree.cell(ward, "Chi bộ B")
    person = tree.member(one, "Trần Thử")
    order, code = tree.order(ward), tree.code()
    new = {"name": "Chi bộ C", "kind": one.kind, "sector": one.sector, "parent_code": ward.code}
    order.add_merge([one.code, two.code], into=code, founding=new)
    order.carry_out(by=None, at=NOW)
    return order, Unit.objects.get(code=code), person, one


def a_later_order(ward, new, person, one):
    carry_out(ward, (Step.Act.RENAME, {"unit": new, "name": "Chi bộ D"}), on=dt.date(2025, 9, 1))


def a_new_member(ward, new, person, one):
    tree.member(new, "Lê Mới", on=dt.date(2025, 9, 1))


def a_transfer(ward, new, person, one):
    row = person.memberships.get(unit=new)
    row.end_before(dt.date(2025, 9, 1))
    row.save()


def a_new_position(ward, new, person, one):
    tree.position(person, "secretary", new, on=dt.date(2025, 9, 1))


def a_reopening(ward, new, person, one):
    carry_out(ward, (Step.Act.REOPEN, {"unit": one, "parent_code": ward.code}), on=dt.date(2025, 9, 1))


DEPENDING = [a_later_order, a_new_member, a_transfer, a_new_position, a_reopening]


@pytest.mark.parametrize("later", DEPENDING, ids=lambda f: f.__name__)
def test_reverse_is_refused_while_something_depends_on_the_order(ward, later):
    order, new, person, one = merged(ward)
    later(ward, new, person, one)
    before = rows()
    with pytest.raises(Refusal) as refused:
        order.reverse(by=None, at=NOW)
    assert refused.value.what == [str(obstacle) for obstacle in order.obstacles()]
    assert len(refused.value.what) > 0
    assert rows() == before


def test_a_later_order_is_named_and_once_reversed_no_obstacle(ward):
    order, new, _person, one = merged(ward)
    later = carry_out(ward, (Step.Act.RENAME, {"unit": new, "name": "Chi bộ D"}), on=dt.date(2025, 9, 1))
    assert {obstacle.order for obstacle in order.obstacles()} == {later}
    later.reverse(by=None, at=NOW)
    order.reverse(by=None, at=NOW)
    one.refresh_from_db()
    assert one.is_active


def test_a_unit_founded_under_a_moved_one_is_an_obstacle(ward, cast):
    town = tree.committee(cast.quang_ninh, kind=tree.kind("upper"))
    order = carry_out(cast.quang_ninh, (Step.Act.MOVE, {"unit": ward, "parent_code": town.code}))
    new = tree.cell(ward, "Chi bộ mới", on=dt.date(2025, 9, 1))
    assert [obstacle.what for obstacle in order.obstacles()] != []
    with pytest.raises(Refusal):
        order.reverse(by=None, at=NOW)
    assert Unit.objects.get(pk=new.pk).path.startswith(town.path)


def test_a_change_to_something_else_of_a_touched_row_is_no_obstacle(ward):
    one, two = tree.cell(ward), tree.cell(ward)
    person = tree.member(one)
    order = carry_out(ward, (Step.Act.MERGE, {"unit": one, "into_code": two.code}))
    Member.objects.filter(pk=person.pk).update(phone="+84900000099")
    order.reverse(by=None, at=NOW)
    person.refresh_from_db()
    assert (person.unit, person.phone) == (one, "+84900000099")


def test_a_membership_that_has_ended_keeps_how_it_ended(ward):
    one, two = tree.cell(ward), tree.cell(ward)
    person = tree.member(one)
    row = person.memberships.get()
    row.valid, row.ended_by = between(BEGAN, dt.date(2025, 8, 31)), "died"
    row.save()
    carry_out(ward, (Step.Act.MERGE, {"unit": one, "into_code": two.code}))
    before, after = person.memberships.order_by("valid")
    assert (before.ended_by, after.ended_by, after.last_day) == ("reorganised", "died", dt.date(2025, 8, 31))
