"""Small frameworks for tests, built in Python: everything not said is plain."""

import datetime as dt
from decimal import Decimal

from fourgood.regulations.framework import (
    Band,
    Bonus,
    Criterion,
    Event,
    Extra,
    Framework,
    Frequency,
    Grade,
    Group,
    Instruction,
    Kind,
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

D = Decimal


def words(text):
    return Words(vi=text, ms=text, en=text)


AMOUNT = Words(vi="đảng viên có mặt", ms="ahli yang hadir", en="members present")
BASE = Words(vi="đảng viên phải dự", ms="ahli yang wajib hadir", en="members due")


def steps(*pairs):
    return Scale(steps=tuple(Step(D(at_least), D(points)) for at_least, points in pairs))


def full_from(percentage):
    return Scale(full_from=D(percentage))


def minus(code, points, wording=None):
    return Event(code, wording or words(code), minus=D(points))


def at_most(code, points, wording=None):
    return Event(code, wording or words(code), at_most=D(points))


def graded(points, **grades):
    found = tuple(Grade(code, words(code), D(worth)) for code, worth in grades.items())
    return part(Kind.GRADED, points, grades=found)


def part(kind, points, *, code="", **more):
    return Part(code=code, points=D(points), kind=kind, **({"amount": AMOUNT, "base": BASE} | more))


def percentage(points, scale=None, *events, code=""):
    return part(Kind.PERCENTAGE, points, code=code, scale=scale or Scale(), events=events)


def quantity(points, scale=None, *events, code="", unit=None):
    return part(Kind.QUANTITY, points, code=code, scale=scale or Scale(), events=events, unit=unit)


def yes_no(points, code=""):
    return part(Kind.YES_NO, points, code=code)


def deductions(points, *events, code=""):
    return part(Kind.DEDUCTIONS, points, code=code, events=events)


def met(code=""):
    return part(Kind.MET, 1, code=code)


def criterion(code, *parts, every="month", gives_to=None, never=False, threshold=70, mandatory=False):
    not_applicable = NotApplicable.NEVER if never else NotApplicable.GIVE if gives_to else NotApplicable.SHARE
    return Criterion(
        code=code,
        wording=words(code),
        points=sum((part.points for part in parts), D(0)),
        every=Frequency(every),
        parts=parts,
        evidence=words("evidence"),
        not_applicable=not_applicable,
        threshold=D(threshold),
        gives_to=gives_to,
        mandatory=mandatory,
    )


def group(code, *criteria):
    points = sum((criterion.points for criterion in criteria), D(0))
    return Group(code=code, title=words(code), points=points, criteria=criteria)


BANDS = (("good", 90), ("fair", 70), ("average", 50), ("weak", 0))


def framework(*groups, style=Style.POINTS, bonus=None, deductions=(), bands=BANDS, whole=None):
    variant = Variant(code="general", title=words("general"), sectors=(), groups=groups)
    return Framework(
        code="test",
        model=Model.CELL,
        style=style,
        title=words("test"),
        instruction=Instruction("01-HD/TEST", dt.date(2024, 5, 19), words("office"), 1, dt.date(2024, 5, 19)),
        provenance=Provenance(Origin.RECONSTRUCTION, words("made up"), ("test",)),
        whole=sum((group.points for group in groups), D(0)) if whole is None else D(whole),
        variants=(variant,),
        bands=tuple(Band(code, words(code), D(from_)) for code, from_ in bands),
        bonus=bonus,
        deductions=deductions,
    )


def bonus(most, **points):
    return Bonus(D(most), tuple(extras(**points)))


def extras(**points):
    return tuple(Extra(code, words(code), D(worth)) for code, worth in points.items())
