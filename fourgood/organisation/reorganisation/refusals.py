"""Why a step, an order or a reversal can't be done. Each says it in a whole sentence with names and dates."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, connection, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fourgood.common.refusal import Refusal
from fourgood.organisation.models import Unit


def day(date: dt.date) -> str:
    """The date as the reader writes it: 05/11/2024."""
    return date_format(date, "SHORT_DATE_FORMAT")


class AlreadyCarriedOut(Refusal):
    reason = _("This order was carried out already. It can't be changed any more.")


class NotInForce(Refusal):
    reason = _("Only an order that was carried out, and not reversed since, can be reversed.")


class NoSteps(Refusal):
    reason = _("The order has no steps yet. Add at least one.")


class NotYet(Refusal):
    def __init__(self, effective_on: dt.date) -> None:
        super().__init__(
            gettext("The order takes effect on %(date)s. It waits as a draft; carry it out on that day or later.")
            % {"date": day(effective_on)}
        )


class StepRefused(Refusal):
    """A step could not be done: says which one, then why."""

    def __init__(self, place: int, act: str, refusal: Refusal) -> None:
        self.place = place
        self.cause = refusal
        super().__init__(
            gettext("Step %(place)s (%(act)s): %(reason)s") % {"place": place, "act": act, "reason": refusal.reason}
        )


class Incomplete(Refusal):
    """A step lacks something that its act needs; the message says what."""


class UnknownCode(Refusal):
    def __init__(self, code: str) -> None:
        super().__init__(gettext("There is no unit with the code %(code)s.") % {"code": code})


class CodeTaken(Refusal):
    def __init__(self, unit: Unit) -> None:
        super().__init__(
            gettext("The code %(code)s belongs to “%(unit)s” already.") % {"code": unit.code, "unit": unit}
        )


class OutOfCare(Refusal):
    def __init__(self, unit: Unit, issuer: Unit) -> None:
        super().__init__(
            gettext("“%(unit)s” is not in the care of “%(issuer)s”, which issues the order.")
            % {"unit": unit, "issuer": issuer}
        )


class UnitClosed(Refusal):
    def __init__(self, unit: Unit, on: dt.date) -> None:
        super().__init__(gettext("“%(unit)s” is closed on %(date)s.") % {"unit": unit, "date": day(on)})


class StillActive(Refusal):
    def __init__(self, unit: Unit) -> None:
        super().__init__(gettext("“%(unit)s” is active; only a closed unit can be reopened.") % {"unit": unit})


class LaterHistory(Refusal):
    def __init__(self, unit: Unit, on: dt.date) -> None:
        super().__init__(
            gettext("“%(unit)s” already has a change on %(date)s, after this order takes effect.")
            % {"unit": unit, "date": day(on)}
        )


class FoundedThatDay(Refusal):
    def __init__(self, unit: Unit, on: dt.date) -> None:
        super().__init__(
            gettext("“%(unit)s” begins on %(date)s and can't be closed on the same day.")
            % {"unit": unit, "date": day(on)}
        )


class NothingChanges(Refusal):
    def __init__(self, unit: Unit) -> None:
        super().__init__(gettext("“%(unit)s” is like this already; the step would change nothing.") % {"unit": unit})


class NotValidThen(Refusal):
    """A kind or a sector that does not exist on the day."""

    def __init__(self, what: object, on: dt.date) -> None:
        super().__init__(gettext("“%(what)s” does not exist on %(date)s.") % {"what": what, "date": day(on)})


class MayNotStandUnder(Refusal):
    def __init__(self, kind: object, above: object) -> None:
        super().__init__(
            gettext("An organisation of the kind “%(kind)s” can't stand under one of the kind “%(above)s”.")
            % {"kind": kind, "above": above}
        )


class NeedsToStandUnder(Refusal):
    def __init__(self, kind: object) -> None:
        super().__init__(gettext("An organisation of the kind “%(kind)s” must stand under another.") % {"kind": kind})


class WouldStandUnderItself(Refusal):
    def __init__(self, unit: Unit, above: Unit) -> None:
        super().__init__(
            gettext("“%(above)s” stands under “%(unit)s” itself. Move it elsewhere first.")
            % {"unit": unit, "above": above}
        )


class IntoItself(Refusal):
    def __init__(self, unit: Unit) -> None:
        super().__init__(gettext("“%(unit)s” can't be merged into itself.") % {"unit": unit})


class StillHasChildren(Refusal):
    def __init__(self, unit: Unit, names: list[str]) -> None:
        super().__init__(
            gettext("Units still stand under “%(unit)s”: %(names)s. Move or merge them first.")
            % {"unit": unit, "names": ", ".join(names)}
        )


class StillHasMembers(Refusal):
    def __init__(self, unit: Unit, count: int) -> None:
        super().__init__(
            gettext("“%(unit)s” still has members (%(count)s). Transfer them, or merge the unit into another.")
            % {"unit": unit, "count": count}
        )


class TakesNoMembers(Refusal):
    def __init__(self, unit: Unit, kind: object) -> None:
        super().__init__(
            gettext("Members can't belong to “%(unit)s” directly: its kind is “%(kind)s”.")
            % {"unit": unit, "kind": kind}
        )


class NotThere(Refusal):
    """A unit or member that is to go along does not belong to the unit that is split."""

    def __init__(self, who: object, unit: Unit) -> None:
        super().__init__(gettext("“%(who)s” does not belong to “%(unit)s” on that day.") % {"who": who, "unit": unit})


class DependsOnIt(Refusal):
    """A reversal: names what came to depend on the order."""

    def __init__(self, what: list[str]) -> None:
        self.what = what
        super().__init__(
            gettext("The order can't be reversed, since later work depends on it: %(what)s") % {"what": " ".join(what)}
        )


# What the database itself refuses, by the name of the constraint.
BY_CONSTRAINT = {
    "no_cycle_in_the_tree": _("On some day a unit would stand under itself."),
    "no_unit_stands_under_itself": _("A unit can't stand under itself."),
    "a_parent_is_active": _("On some day a unit would stand under one that is closed then."),
    "one_span_per_unit_and_day": _("A unit would be two things on the same day."),
    "a_span_has_days": _("A unit would begin and end on the same day."),
    "one_official_cell_per_member_and_day": _("A member would belong to two cells on the same day."),
    "one_temporary_cell_per_member_and_day": _("A member would take part in two other cells on the same day."),
    "one_holder_where_the_kind_says_so": _("Two people would hold the same position on the same day."),
    "a_position_is_held_once": _("Someone would hold the same position twice on the same day."),
    "one_order_per_issuer_and_number": _("There is already an order of this issuer with this number."),
    "one_succession_per_order_and_pair": _("The order merges the same units twice."),
}


class Impossible(Refusal):
    """The database refused: the rows would break a rule that holds on every day."""


@contextmanager
def named_refusals() -> Iterator[None]:
    """One transaction (or savepoint) in which every constraint is checked at the end; a breach becomes a sentence."""
    try:
        with transaction.atomic():
            yield
            settle()
    except IntegrityError as error:
        raise _refusal_for(error) from error


def settle() -> None:
    """Check now what is otherwise checked when the transaction commits."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _refusal_for(error: IntegrityError) -> Exception:
    diagnosis = getattr(error.__cause__, "diag", None)
    sentence = BY_CONSTRAINT.get(getattr(diagnosis, "constraint_name", None) or "")
    if sentence is None:
        return error
    # Our own triggers name the units by number in their message.
    numbers = re.findall(r"unit (\d+)", diagnosis.message_primary or "", re.IGNORECASE) if diagnosis else []
    names = [f"“{unit}”" for unit in Unit.objects.filter(pk__in=numbers)]
    return Impossible(f"{sentence} ({', '.join(names)})" if names else sentence)
