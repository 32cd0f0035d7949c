"""What a framework file in order says, read into a framework (M4)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from fourgood.regulations.framework import (
    CapBase,
    Event,
    Frequency,
    Grade,
    Kind,
    Local,
    NotApplicable,
    Rounding,
    Scale,
    Step,
    Style,
    Words,
)
from fourgood.regulations.framework_file import parse, problems
from tests.regulations.framework_sample import CELL, COLLECTIVE, MET


@pytest.mark.parametrize("text", [CELL, MET, COLLECTIVE], ids=["cell", "met", "collective"])
def test_good_file_has_no_problems(text):
    assert problems(text, "x.yaml") == []


def test_head_is_read():
    framework = parse(CELL, "x.yaml")
    assert (framework.code, framework.model, framework.style) == ("cell-2024", "cell", Style.POINTS)
    assert (framework.whole, framework.title) == (Decimal(40), Words("Khung", "Rangka", "Frame"))
    assert framework.instruction.number == "05-HD/BTCTU"
    assert (framework.instruction.first_day, framework.instruction.last_day) == (
        dt.date(2024, 5, 19),
        dt.date(2025, 12, 31),
    )
    assert framework.provenance.sources == ("domain 9.1", "05-HD/BTCTU")


def test_criterion_is_read():
    criterion = parse(CELL, "x.yaml").variants[0].criterion("I.1")
    assert (criterion.points, criterion.every, criterion.threshold) == (Decimal(8), Frequency.MONTH, Decimal(60))
    assert criterion.local == {Local.WORDING, Local.TARGET, Local.PLAN}
    assert (criterion.target_at_least, criterion.plan_units) == (Decimal(90), (Words("đồng", "VND", "VND"),))
    [part] = criterion.parts
    assert (part.code, part.wording, part.points, part.kind) == ("", None, Decimal(8), Kind.PERCENTAGE)
    assert part.indicator == "tasks_done_on_time"
    assert part.scale.steps == (
        Step(Decimal(90), Decimal(8)),
        Step(Decimal(70), Decimal("6.5")),
        Step(Decimal(0), Decimal(2)),
    )


def test_defaults_are_filled_in():
    criterion = parse(CELL, "x.yaml").variants[0].criterion("II.1")
    assert (criterion.threshold, criterion.not_applicable, criterion.local) == (
        Decimal(70),
        NotApplicable.SHARE,
        frozenset(),
    )
    assert criterion.parts[0].scale == Scale()
    assert criterion.parts[0].events == (
        Event("unexcused", Words("vắng", "tidak hadir", "absent"), minus=Decimal(1)),
    )  # fmt: skip


def test_parts_grades_and_gifts_are_read():
    variant = parse(CELL, "x.yaml").variants[0]
    assert [(part.code, part.points) for part in variant.criterion("I.3").parts] == [
        ("a", Decimal(2)),
        ("b", Decimal(3)),
    ]
    assert variant.criterion("III.1").parts[0].grades[0] == Grade("full", Words("tốt", "baik", "good"), Decimal(4))
    resources = variant.criterion("I.2")
    assert (resources.not_applicable, resources.gives_to) == (NotApplicable.GIVE, "I.1")
    assert resources.parts[0].scale == Scale(full_from=Decimal(80))
    assert variant.criterion("III.2").parts[0].events[1].at_most == Decimal(0)


def test_variant_is_merged_key_by_key():
    framework = parse(CELL, "x.yaml")
    assert [(variant.code, variant.sectors) for variant in framework.variants] == [
        ("general", ()),
        ("school", ("public_service",)),
        ("army", ("army", "police")),
    ]
    general, school = (framework.variant(code) for code in ("general", "school"))
    assert general.title == framework.title
    first = school.criterion("I.1")
    assert (first.wording.en, first.evidence, first.parts) == (
        "Teaching",
        general.criterion("I.1").evidence,
        general.criterion("I.1").parts,
    )
    assert framework.variant_for("police").criterion("IV.1").evidence.en == "Order"
    assert framework.variant_for("quarter") == general


def test_measure_of_a_variant_takes_the_place_of_all_that_was_measured():
    school = parse(CELL, "x.yaml").variant("school")
    [part] = school.criterion("I.2").parts
    assert (part.kind, part.amount, part.unit, part.scale, part.points) == (
        Kind.YES_NO,
        None,
        None,
        Scale(),
        Decimal(4),
    )
    [part] = school.criterion("I.3").parts
    assert (part.code, part.kind, part.points) == ("", Kind.YES_NO, Decimal(8))


def test_what_stands_beside_the_criteria_is_read():
    framework = parse(CELL, "x.yaml")
    assert (framework.bonus.most, framework.bonus.items[0].points) == (Decimal(5), Decimal(2))
    assert framework.deductions[0].points == Decimal("0.5")
    assert [(band.code, band.at_least) for band in framework.bands] == [("high", Decimal(36)), ("low", Decimal(0))]
    assert framework.recognition.most == Decimal(25)
    assert [condition.one_of for condition in framework.recognition.conditions] == [(), ("excellent", "good")]
    assert framework.recognition.disqualifications[0].above == Decimal(0)
    assert (framework.deadline("registration").month, framework.deadline("registration").day) == (3, 31)
    confirmation = framework.deadline("confirmation")
    assert (confirmation.after, confirmation.days_after, confirmation.working_days) == ("report", 5, True)


def test_met_or_not_counts_every_criterion_as_one():
    framework = parse(MET, "x.yaml")
    criterion = framework.variants[0].criterion("G1.1")
    assert (framework.whole, framework.variants[0].groups[0].points) == (Decimal(100), Decimal(1))
    assert (criterion.points, criterion.parts[0].points, criterion.mandatory) == (Decimal(1), Decimal(1), True)


def test_classification_is_read():
    classification = parse(COLLECTIVE, "x.yaml").classification
    assert [one.code for one in classification.classes] == ["excellent", "good", "failed"]
    assert classification.classes[0].conditions[0].at_least == Decimal(100)
    assert (classification.triggers[0].quality_class, classification.triggers[0].condition.below) == (
        "failed",
        Decimal(70),
    )
    [cap] = classification.caps
    assert (cap.quality_class, cap.of, cap.share, cap.outstanding_share) == (
        "excellent",
        "good",
        Decimal(20),
        Decimal(25),
    )
    assert (cap.base, cap.rounding) == (CapBase.BELOW, Rounding.DOWN)


def test_numbers_are_exact():
    framework = parse(CELL, "x.yaml")
    numbers = [framework.whole, framework.deductions[0].points, framework.variants[0].criterion("I.2").points]
    assert [type(number) for number in numbers] == [Decimal, Decimal, Decimal]


def test_same_text_is_the_same_framework():
    assert parse(CELL, "x.yaml") == parse(CELL, "y.yaml")
