"""What differs between two frameworks, as tables of a change and what the difference says of it."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from fourgood.regulations.difference import Aspect, Beside, difference
from fourgood.regulations.framework import (
    Band,
    Criterion,
    Framework,
    Frequency,
    Group,
    Instruction,
    Kind,
    Local,
    Model,
    NotApplicable,
    Origin,
    Part,
    Provenance,
    Scale,
    Step,
    Style,
    Variant,
    Words,
)


def words(text):
    return Words(vi=text, ms=f"{text} (ms)", en=f"{text} (en)")


def criterion(code, points=5, **more):
    given = {
        "wording": words(f"Tiêu chí {code}"),
        "every": Frequency.MONTH,
        "parts": (Part(code="", points=Decimal(points), kind=Kind.PERCENTAGE, amount=words("số"), base=words("tổng")),),
        "evidence": words("biên bản"),
        "not_applicable": NotApplicable.SHARE,
        "threshold": Decimal(70),
    }
    return Criterion(code=code, points=Decimal(points), **{**given, **more})


def variant(*criteria, code="general", sectors=(), title="Chung"):
    groups = {
        c.code.split(".")[0]: [d for d in criteria if d.code.split(".")[0] == c.code.split(".")[0]] for c in criteria
    }
    return Variant(
        code=code,
        title=words(title),
        sectors=sectors,
        groups=tuple(
            Group(code=g, title=words(f"Nhóm {g}"), points=sum((c.points for c in cs), Decimal(0)), criteria=tuple(cs))
            for g, cs in groups.items()
        ),
    )


def framework(*variants, **more):
    given = {
        "code": "cell-2024",
        "model": Model.CELL,
        "style": Style.POINTS,
        "title": words("Chi bộ 4 tốt"),
        "instruction": Instruction("05-HD/BTCTU", dt.date(2024, 5, 19), words("Ban"), 1, dt.date(2024, 5, 19)),
        "provenance": Provenance(Origin.RECONSTRUCTION, words("dựng lại"), ("x",)),
        "whole": Decimal(100),
        "bands": (Band("good", words("Tốt"), Decimal(0)),),
    }
    return Framework(variants=variants, **{**given, **more})


I1, I2, II1 = criterion("I.1"), criterion("I.2"), criterion("II.1")
BEFORE = framework(variant(I1, I2, II1))


def scaled(*steps):
    return Scale(steps=tuple(Step(Decimal(low), Decimal(points)) for low, points in steps))


@pytest.mark.parametrize(
    ("change", "aspects"),
    [
        ({"code": "I.9"}, (Aspect.CODE,)),
        ({"wording": words("Khác")}, (Aspect.WORDING,)),
        ({"wording": replace(I1.wording, ms="lain")}, (Aspect.WORDING,)),
        ({"points": Decimal(7), "parts": (replace(I1.parts[0], points=Decimal(7)),)}, (Aspect.POINTS,)),
        ({"parts": (replace(I1.parts[0], scale=scaled((90, 5), (0, 1))),)}, (Aspect.MEASURE,)),
        ({"parts": (replace(I1.parts[0], indicator="tasks_done_on_time"),)}, (Aspect.INDICATOR,)),
        ({"every": Frequency.QUARTER}, (Aspect.FREQUENCY,)),
        ({"evidence": words("sổ")}, (Aspect.EVIDENCE,)),
        ({"threshold": Decimal(60)}, (Aspect.THRESHOLD,)),
        ({"not_applicable": NotApplicable.GIVE, "gives_to": "I.2"}, (Aspect.NOT_APPLICABLE,)),
        ({"mandatory": True}, (Aspect.MANDATORY,)),
        ({"local": frozenset({Local.WORDING})}, (Aspect.LOCAL,)),
        ({"every": Frequency.YEAR, "threshold": Decimal(50)}, (Aspect.FREQUENCY, Aspect.THRESHOLD)),
    ],
)
def test_aspect_of_a_criterion_that_changed_is_named(change, aspects):
    found = difference(BEFORE, framework(variant(replace(I1, **change), I2, II1)))
    assert [(c.before, c.aspects) for c in found.general.criteria] == [(I1, aspects)]
    assert found.variants == found.beside == ()


def test_frameworks_that_say_the_same_do_not_differ():
    assert difference(BEFORE, framework(variant(I1, I2, II1), code="cell-2026")).is_empty


def test_criterion_that_came_and_one_that_went():
    new = criterion("I.2", wording=words("Mới"))
    found = difference(framework(variant(I1, II1)), framework(variant(I1, new))).general
    assert [(c.before, c.after) for c in found.criteria] == [(None, new), (II1, None)]
    assert [(g.before and g.before.code, g.after and g.after.code) for g in found.groups] == [("I", "I"), ("II", None)]


def test_criterion_put_in_between_leaves_the_others_the_same_but_for_their_number():
    new, moved = criterion("I.2", wording=words("Mới")), replace(I2, code="I.3")
    found = difference(BEFORE, framework(variant(I1, new, moved, II1))).general
    assert [(c.before, c.after, c.aspects) for c in found.criteria] == [(None, new, ()), (I2, moved, (Aspect.CODE,))]


def test_criteria_that_swap_their_words_keep_them():
    one, two = replace(I1, wording=I2.wording), replace(I2, wording=I1.wording)
    found = difference(BEFORE, framework(variant(one, two, II1))).general
    assert [(c.before, c.aspects) for c in found.criteria] == [(I2, (Aspect.CODE,)), (I1, (Aspect.CODE,))]


@pytest.mark.parametrize(
    ("change", "beside"),
    [
        ({"bands": (Band("fair", words("Khá"), Decimal(0)),)}, (Beside.BANDS,)),
        ({"whole": Decimal(110), "title": words("Khác")}, (Beside.TITLE, Beside.WHOLE)),
    ],
)
def test_what_stands_beside_the_criteria(change, beside):
    assert difference(BEFORE, replace(BEFORE, **change)).beside == beside


def school(*criteria, sectors=("public_service",)):
    return variant(*criteria, code="school", sectors=sectors, title="Trường học")


def test_variant_tells_only_what_it_does_not_inherit():
    general, special = replace(I1, wording=words("Khác")), replace(I2, wording=words("Riêng"))
    before = framework(variant(I1, I2), school(I1, I2))
    found = difference(before, framework(variant(general, I2), school(general, special)))
    assert [c.after for c in found.general.criteria] == [general]
    assert [[c.after for c in v.criteria] for v in found.variants] == [[special]]


def test_variant_leaves_out_the_aspects_that_it_inherits():
    own, also = words("Riêng"), {"every": Frequency.QUARTER, "threshold": Decimal(50)}
    before = framework(variant(I1), school(replace(I1, wording=own)))
    after = framework(variant(replace(I1, **also)), school(replace(I1, wording=words("Riêng mới"), **also)))
    (changed,) = difference(before, after).variants
    assert [c.aspects for c in changed.criteria] == [(Aspect.WORDING,)]


def test_criterion_that_came_everywhere_is_told_once():
    new, of_school = criterion("I.2", wording=words("Mới")), criterion("I.2", wording=words("Mới, của trường"))
    found = difference(framework(variant(I1), school(I1)), framework(variant(I1, new), school(I1, of_school)))
    assert [c.after for c in found.general.criteria] == [new]
    assert [v.criteria for v in found.variants if v.criteria] == []


def test_variant_that_came_and_one_for_other_sectors():
    alone, one = framework(variant(I1)), framework(variant(I1), school(I1))
    other = framework(variant(I1), school(I1, sectors=("agency",)))
    assert [(v.before, v.after) for v in difference(alone, one).variants] == [(None, school(I1))]
    assert [v.has_other_sectors for v in difference(one, other).variants] == [True]
    assert difference(one, alone).variants[0].before == school(I1)
