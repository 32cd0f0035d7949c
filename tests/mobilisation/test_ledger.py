"""The ledger of a project: exact sums, nothing deleted, corrections by counter-entries (M16)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from fourgood.audit.models import Act
from fourgood.mobilisation import ledger, refusals
from fourgood.mobilisation.account import Reached, account_of
from fourgood.mobilisation.models import Gift, Goal, Project, Spending
from tests.mobilisation.projects import BEGUN, DAY, NOW, begin, give


@pytest.fixture
def project(cast):
    return begin(cast)


def spend(cast, project, amount, **more):
    told = {"spent_on": DAY, "purpose": "Cây giống", "by": cast.bay, "at": NOW} | more
    return project.spend(amount=Decimal(amount), **told)


def test_account_adds_up(cast, project):
    give(cast, project, 4_000_000)
    give(cast, project, 3_500_000)
    spend(cast, project, 2_250_000)
    account = account_of(project)
    assert (account.money, account.spent, account.left) == (7_500_000, 2_250_000, 5_250_000)
    assert [(r.given, r.share, r.gifts) for r in account.reached] == [(7_500_000, Decimal(75), 2)]


def test_counter_entry_takes_a_gift_out_and_leaves_it_readable(cast, project):
    wrong = give(cast, project, 4_000_000, receipt="7")
    ledger.correct_gift(wrong, reason="Ghi nhầm", by=cast.bay, at=NOW)
    assert [gift.amount for gift in project.gifts.all()] == [4_000_000, -4_000_000]
    assert account_of(project).reached[0].gifts == 0
    assert account_of(project).money == 0


def test_counter_entry_takes_spending_out(cast, project):
    give(cast, project, 4_000_000)
    wrong = spend(cast, project, 1_000_000)
    ledger.correct_spending(wrong, reason="Ghi nhầm", by=cast.bay, at=NOW)
    assert account_of(project).left == 4_000_000


REFUSED_GIFTS = {
    "before the project": ({"given_on": BEGUN - dt.timedelta(days=1)}, refusals.BeforeTheProject),
    "in the future": ({"given_on": NOW.date() + dt.timedelta(days=1)}, refusals.InTheFuture),
    "nothing": ({"amount": 0}, refusals.NotPositive),
    "less than nothing": ({"amount": -5}, refusals.NotPositive),
    "half a dong": ({"amount": "100.5"}, refusals.WholeDong),
    "named without a name": ({"may_be_named": True}, refusals.NoGiverToName),
    "receipt used": ({"receipt": "12"}, refusals.ReceiptUsed),
}


@pytest.mark.parametrize("case", REFUSED_GIFTS)
def test_gift_is_refused(cast, project, case):
    give(cast, project, 1000, receipt="12")
    told, refusal = REFUSED_GIFTS[case]
    with pytest.raises(refusal):
        give(cast, project, told.get("amount", 500), **{k: v for k, v in told.items() if k != "amount"})
    assert project.gifts.count() == 1


def test_land_may_be_a_fraction(cast, project):
    land = project.aim(kind="land", amount=Decimal(100), by=cast.bay)
    project.take(land, amount=Decimal("12.25"), given_on=DAY, by=cast.bay, at=NOW)
    assert account_of(project).reached[1].given == Decimal("12.25")


def test_no_more_is_spent_than_is_there(cast, project):
    give(cast, project, 1_000_000)
    with pytest.raises(refusals.MoreThanThere):
        spend(cast, project, 1_000_001)
    spend(cast, project, 1_000_000)


def test_gift_that_is_spent_already_is_not_taken_out(cast, project):
    gift = give(cast, project, 1_000_000)
    spend(cast, project, 400_000)
    with pytest.raises(refusals.WouldBeOverspent):
        ledger.correct_gift(gift, reason="Ghi nhầm", by=cast.bay, at=NOW)


def test_row_is_corrected_once_with_a_reason_and_a_correction_stays(cast, project):
    gift = give(cast, project, 1_000_000)
    with pytest.raises(refusals.ReasonMissing):
        ledger.correct_gift(gift, reason=" ", by=cast.bay, at=NOW)
    counter = ledger.correct_gift(gift, reason="Ghi nhầm", by=cast.bay, at=NOW)
    with pytest.raises(refusals.CounterEntryStays):
        ledger.correct_gift(counter, reason="Lại nhầm", by=cast.bay, at=NOW)
    give(cast, project, 5_000_000)
    with pytest.raises(refusals.AlreadyCorrected):
        ledger.correct_gift(gift, reason="Lại nhầm", by=cast.bay, at=NOW)


@pytest.mark.parametrize("statement", ["UPDATE {} SET amount = amount + 1", "DELETE FROM {}"])
@pytest.mark.parametrize("model", [Gift, Spending])
def test_database_itself_refuses_to_change_the_ledger(cast, project, statement, model):
    give(cast, project, 1_000_000)
    spend(cast, project, 1000)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(model._meta.db_table))


@pytest.mark.parametrize("trigger", ["gifts_stay", "spendings_stay"])
def test_database_itself_refuses_to_empty_the_ledger(cast, trigger):
    """The tests switch this one trigger off, to clean up: here it is on."""
    table = "mobilisation_gift" if trigger == "gifts_stay" else "mobilisation_spending"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE {table} ENABLE TRIGGER {trigger}")
        cursor.execute(f"TRUNCATE {table}")


def test_closed_account_takes_nothing_more(cast, project):
    give(cast, project, 1_000_000)
    with pytest.raises(refusals.BeforeTheLastEntry):
        project.close(on=DAY - dt.timedelta(days=1), closing_words="Xong", by=cast.bay, at=NOW)
    with pytest.raises(refusals.ClosingWordsMissing):
        project.close(on=DAY, closing_words=" ", by=cast.bay, at=NOW)
    project.close(on=DAY, closing_words="Đã trồng 300 m hoa; tiền dư chuyển quỹ khu.", by=cast.bay, at=NOW)
    for act in (
        lambda: give(cast, project, 1),
        lambda: spend(cast, project, 1),
        lambda: project.aim(kind="land", amount=Decimal(1), by=cast.bay),
        lambda: project.change(title="Khác", by=cast.bay),
        lambda: project.consult(held_on=DAY, asked=1, came=1, agreed=1, by=cast.bay, at=NOW),
        lambda: project.close(on=DAY, closing_words="Lại", by=cast.bay, at=NOW),
    ):
        with pytest.raises(refusals.Closed):
            act()


def test_acts_never_name_who_gave(cast, project):
    give(cast, project, 1_000_000, giver="Bà Mẫu", may_be_named=True)
    told = [f"{act.before} {act.after} {act.object_label}" for act in Act.objects.about(project)]
    assert told
    assert not [words for words in told if "Bà Mẫu" in words]


def test_no_more_agree_than_came(cast, project):
    with pytest.raises(refusals.MoreThanCame):
        project.consult(held_on=DAY, asked=100, came=60, agreed=61, by=cast.bay, at=NOW)
    assert project.consult(held_on=DAY, asked=100, came=60, agreed=60, by=cast.bay, at=NOW).agreed == 60


@given(st.lists(st.integers(1, 10**13), max_size=30), st.integers(1, 10**14))
def test_share_is_exact(amounts, goal):
    reached = Reached(Goal(kind="money", amount=Decimal(goal)), Decimal(sum(amounts)), len(amounts))
    assert abs(reached.share * goal - sum(amounts) * 100) < Decimal(1)
    assert reached.bar == min(sum(amounts) * 100 // goal, 100)


def test_sums_of_the_source(cast):
    """Over 7 billion for the communal house; over 1.7 billion, working days and land for roads, lamps and canals."""
    house, roads = Project.objects.filter(unit=cast.binh_luc_ha).order_by("begun_on")
    assert account_of(house).money == 7_012_000_000
    by_kind = {r.goal.kind: r.given for r in account_of(roads).reached}
    assert by_kind == {
        "money": 1_718_000_000,
        "working_days": 538,
        "land": Decimal("552.5"),
        "materials": Decimal("25.5"),
    }
    for project in (house, roads):  # each by hand, from the rows themselves: what was taken back lifts itself out
        rows = list(project.gifts.filter(goal__kind="money").values_list("amount", flat=True))
        assert sum(rows) == account_of(project).money
