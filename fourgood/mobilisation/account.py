"""The account of a project: what was asked for, given and spent, with the share of each goal that is reached."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from fourgood.common.templatetags.fourgood import money, money_short
from fourgood.mobilisation.models import Gift, Goal, Kind, Project, Spending

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Reached:
    """One goal: how much was asked for and given, by how many gifts (those corrected are left out)."""

    goal: Goal
    given: Decimal
    gifts: int

    @property
    def share(self) -> Decimal:
        """Percent of the goal, not capped: 117 means more was given than asked for."""
        return self.given * 100 / self.goal.amount

    @property
    def bar(self) -> int:
        """Whole percent for the picture, at most 100."""
        return min(int(self.share), 100)

    @property
    def words(self) -> str:
        """ "7.012.000.000 đồng of 7.000.000.000 đồng"."""
        return _("%(given)s of %(goal)s") % {
            "given": quantity(self.goal, self.given),
            "goal": quantity(self.goal, self.goal.amount),
        }

    @property
    def spoken(self) -> str:
        """As people say it: "7 tỷ đồng"."""
        return money_short(self.given) if self.goal.kind == Kind.MONEY else quantity(self.goal, self.given)


@dataclass(frozen=True)
class Account:
    """`spent` and `left`: dong."""

    project: Project
    reached: tuple[Reached, ...]
    spent: Decimal

    @property
    def money(self) -> Decimal:
        return sum((r.given for r in self.reached if r.goal.kind == Kind.MONEY), NOTHING)

    @property
    def left(self) -> Decimal:
        return self.money - self.spent


def account_of(project: Project) -> Account:
    """The account as it stands. Two queries."""
    return accounts_of([project])[project.pk]


def accounts_of(projects: Iterable[Project]) -> dict[int, Account]:
    """The accounts of many projects by id, in two queries."""
    asked = {project.pk: project for project in projects}
    standing = Q(gifts__corrects__isnull=True, gifts__corrected_by__isnull=True)
    goals = Goal.objects.filter(project__in=asked).annotate(
        given=Sum("gifts__amount", default=NOTHING), count=Count("gifts", filter=standing)
    )
    reached: dict[int, list[Reached]] = {pk: [] for pk in asked}
    for goal in goals.order_by("project_id", "pk"):
        reached[goal.project_id].append(Reached(goal, goal.given, goal.count))
    spending = Spending.objects.filter(project__in=asked).order_by().values_list("project").annotate(Sum("amount"))
    spent = dict(spending)
    return {pk: Account(asked[pk], tuple(rows), spent.get(pk, NOTHING)) for pk, rows in reached.items()}


def quantity(goal: Goal, amount: Decimal) -> str:
    """An amount of the goal's kind with its measure, in full."""
    if goal.kind == Kind.MONEY:
        return money(amount)
    number = number_format(amount.normalize() if amount != amount.to_integral() else amount.quantize(Decimal(1)))
    if goal.kind == Kind.WORKING_DAYS:
        return _("%(number)s working days") % {"number": number}
    if goal.kind == Kind.LAND:
        return _("%(number)s m²") % {"number": number}
    return f"{number} {goal.measure} {goal.name}"


@dataclass(frozen=True)
class GiftLine:
    """One row of the ledger as the reader sees it."""

    gift: Gift
    amount: str
    giver: str


def lines_of(gifts: Iterable[Gift], *, keeper: bool) -> list[GiftLine]:
    """Fetch the gifts with their goals."""
    return [GiftLine(gift, quantity(gift.goal, gift.amount), giver_of(gift, keeper=keeper)) for gift in gifts]


def giver_of(gift: Gift, *, keeper: bool) -> str:
    """Who gave, for the reader: the name where it may be named, or where the reader keeps the ledger."""
    if gift.giver and (gift.may_be_named or keeper):
        return gift.giver
    return _("someone who is not named")
