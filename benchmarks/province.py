"""The database of the benchmarks: migrated, the generated province, its acts and months. Each step is measured."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial

from benchmarks import facts
from benchmarks.criteria import register
from benchmarks.months import assess, months
from benchmarks.results import Result, timed
from fourgood.demo.generated_units import Size

ON = dt.date(2026, 11, 1)
ACTS = 100_000
ACTS_IN_ONE_TRANSACTION = 500
PROVINCE = Size()
# One ward of about the middle size, so that its pages list as much as those of such a ward in the whole province.
SMALL = Size(
    wards=1,
    committees=3,
    sub_committees=0,
    grassroots_cells=2,
    ward_cells=40,
    committee_cells=8,
    closed_districts=1,
    closed_communes=1,
    closed_cells=2,
    members=1_050,
)


def migrate() -> Iterator[Result]:
    from django.core.management import call_command

    with timed() as clock:
        call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    yield Result(benchmark="set-up", what="migrate an empty database", value=clock.seconds, unit="s", limit=20)


def generate(size: Size) -> Iterator[Result]:
    from fourgood.demo.generator import generate as generate_province
    from fourgood.organisation.models import Member, Unit

    with timed() as clock:
        generate_province(size, on=ON)
    note = f"{Unit.objects.count():,} units, {Member.objects.count():,} members"
    yield Result(benchmark="set-up", what="generate a province", value=clock.seconds, unit="s", limit=60, note=note)


def record_acts() -> Iterator[Result]:
    """One act on each of 100,000 members, as 200 people who each record 500 would."""
    from django.db import transaction

    from fourgood.audit.models import Act, Deed
    from fourgood.audit.verbs import Verb
    from fourgood.common import bulk
    from fourgood.organisation.models import Member

    members = list(Member.objects.select_related("unit").order_by("pk")[:ACTS])
    with timed() as clock:
        for start in range(0, len(members), ACTS_IN_ONE_TRANSACTION):
            portion = members[start : start + ACTS_IN_ONE_TRANSACTION]
            after = {"decision": f"{start}-QĐ/ĐU", "on": "2026-10-05"}
            with transaction.atomic():
                Act.objects.record_many(
                    Verb.MEMBER_CHANGED, [Deed(member, member.unit.path, after) for member in portion], by=None
                )
    bulk.analyse(Act)
    yield Result(benchmark="acts", what=f"record {len(members):,} acts by COPY", value=clock.seconds, unit="s")


def seal_and_verify() -> Iterator[Result]:
    from fourgood.audit.models import Act
    from fourgood.audit.sealing import seal, verify

    number = Act.objects.count()
    with timed() as clock:
        seal()
    yield Result(benchmark="acts", what=f"seal {number:,} acts", value=clock.seconds, unit="s", limit=10)
    with timed() as clock:
        findings = verify()
    assert findings == [], findings[:3]
    yield Result(benchmark="acts", what=f"verify {number:,} acts", value=clock.seconds, unit="s", limit=10)
    with timed() as clock:
        seal()
    yield Result(
        benchmark="acts", what="seal when there is nothing new", value=clock.seconds * 1000, unit="ms", limit=50
    )


def set_up(size: Size) -> Iterator[Result]:
    told = partial(facts.record, months())
    for step in (migrate, partial(generate, size), register, record_acts, seal_and_verify, told, assess):
        yield from step()
