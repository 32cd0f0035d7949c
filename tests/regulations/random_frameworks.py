"""Hypothesis strategies: frameworks of every measure, and values that are right for them."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from fourgood.regulations.framework import Event, Frequency, Grade, Kind, NotApplicable, Part, Scale, Step, Style
from fourgood.regulations.values import ANSWERS, DOES_NOT_APPLY, EMPTY, RATIOS, Value, counts
from tests.regulations import frameworks as build
from tests.regulations.frameworks import AMOUNT, BASE, words

MEASURED = [kind for kind in Kind if kind is not Kind.MET]


def hundredths(least, most):
    return st.integers(least, most).map(lambda number: Decimal(number).scaleb(-2))


def points_up_to(most):
    return hundredths(0, int(most * 100))


@st.composite
def scales(draw, most):
    """In proportion, or steps whose points fall, the first worth all."""
    if draw(st.booleans()):
        return Scale(
            full_from=draw(st.sampled_from([Decimal(100), Decimal(80), Decimal("98.5")]) | hundredths(1, 10_000))
        )
    above = sorted(draw(st.sets(hundredths(1, 10_000), min_size=1, max_size=4)), reverse=True)
    points = sorted(draw(st.sets(points_up_to(most), min_size=len(above), max_size=len(above))), reverse=True)
    at_least, worth = [*above, Decimal(0)], [most, *(p for p in points if p < most)]
    return Scale(steps=tuple(Step(a, w) for a, w in zip([*at_least[: len(worth) - 1], Decimal(0)], worth, strict=True)))


@st.composite
def events(draw, most, *, least=0):
    found = []
    for number in range(draw(st.integers(least, 2))):
        amount = draw(points_up_to(most))
        limits = {"at_most": amount} if draw(st.booleans()) else {"minus": amount}
        found.append(Event(f"e{number}", words(f"event {number}"), **limits))
    return tuple(found)


@st.composite
def parts(draw, code, kinds=MEASURED):
    kind, points = draw(st.sampled_from(kinds)), draw(hundredths(1, 1500))
    grades = sorted(draw(st.sets(points_up_to(points), max_size=3)) | {points}, reverse=True)
    return Part(
        code=code,
        points=points,
        kind=kind,
        amount=AMOUNT,
        base=BASE,
        scale=draw(scales(points)) if kind in RATIOS else Scale(),
        grades=tuple(Grade(f"g{n}", words(f"grade {n}"), p) for n, p in enumerate(grades))
        if kind is Kind.GRADED
        else (),
        events=draw(events(points, least=1 if kind is Kind.DEDUCTIONS else 0)),
    )


@st.composite
def criteria(draw, code, others, kinds=MEASURED):
    """A criterion; it may give its points to one of the `others` of its group."""
    count = draw(st.sampled_from([1, 1, 1, 2, 3]))
    measured = [draw(parts(f"p{number}" if count > 1 else "", kinds)) for number in range(count)]
    criterion = build.criterion(code, *measured, every=draw(st.sampled_from([*Frequency])).value)
    rule = draw(st.sampled_from([NotApplicable.SHARE, NotApplicable.SHARE, NotApplicable.NEVER, NotApplicable.GIVE]))
    if rule is NotApplicable.GIVE and others:
        return replace(criterion, not_applicable=rule, gives_to=draw(st.sampled_from(others)))
    return replace(criterion, not_applicable=NotApplicable.SHARE if rule is NotApplicable.GIVE else rule)


@st.composite
def frameworks(draw, *, kinds=MEASURED, style=Style.POINTS, whole=None):
    """Its whole is the sum of its points unless given."""
    groups = []
    for group in range(draw(st.integers(1, 3))):
        codes = [f"{group}.{number}" for number in range(draw(st.integers(1, 4)))]
        found = [draw(criteria(code, [c for c in codes if c != code], kinds)) for code in codes]
        groups.append(build.group(str(group), *found))
    return build.framework(
        *groups, style=style, whole=whole, bonus=build.bonus(5, gained=2), deductions=build.extras(late="0.5")
    )


def met_frameworks():
    return frameworks(kinds=[Kind.MET], style=Style.MET)


@st.composite
def ratios(draw, part, *, least_base):
    """Amount and base that are right for the part; with the year forms of answers and grades."""
    largest = draw(st.sampled_from([3, 40, 40, 10**6, 10**9]))
    base = draw(st.integers(least_base, largest) | hundredths(100 * least_base, max(largest, 500)))
    if part.kind not in RATIOS:
        base = draw(st.integers(1, 12))
    most = base * part.points if part.kind is Kind.GRADED else base
    if part.kind in ANSWERS:
        return Decimal(draw(st.integers(0, base))), Decimal(base)
    if part.kind is Kind.QUANTITY:
        most = 3 * base + 1
    return draw(points_up_to(most)), Decimal(base)


@st.composite
def values(draw, part, *, applies=False):
    """A right value, now and then nothing, or (unless it `applies`) one that does not apply."""
    kind = draw(st.integers(0, 9))
    if kind == 0:
        return EMPTY
    if kind in (1, 2) and not applies:
        return DOES_NOT_APPLY
    happened = counts({event.code: draw(st.sampled_from([0, 0, 0, 1, 2, 13])) for event in part.events})
    if part.kind is Kind.DEDUCTIONS:
        return Value(events=happened)
    if part.kind in ANSWERS and kind < 7:
        return Value(answer=draw(st.booleans()), events=happened)
    if part.kind is Kind.GRADED and kind < 7:
        return Value(grade=draw(st.sampled_from(part.grades)).code, events=happened)
    amount, base = draw(ratios(part, least_base=1 if applies else 0))
    return Value(amount=amount, base=base, events=happened)


@st.composite
def values_of(draw, framework):
    """Values by code of criterion and part for one assessment."""
    return {
        criterion.code: {
            part.code: draw(values(part, applies=criterion.not_applicable is NotApplicable.NEVER))
            for part in criterion.parts
        }
        for criterion in framework.variants[0].criteria()
    }
