"""Meetings for the permission matrix that have begun, and ones that are over, in two cells."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from fourgood.accounts.models import User
from fourgood.demo.cast import Cast
from fourgood.meetings.sitting import end
from fourgood.meetings.sitting_roll import call_others
from fourgood.organisation.models import Unit
from tests.meetings.sittings import begun


def objects_of_sittings(cast: Cast) -> dict[str, list[Any]]:
    return _of("Nam", cast.bieu_nghi, cast.bay) | _of("Dũng", cast.binh_luc_ha, cast.dung)


def _of(name: str, unit: Unit, secretary: User) -> dict[str, list[Any]]:
    running, over = begun(unit, chair=secretary.member), begun(unit, chair=secretary.member)
    call_others(over, by=None, at=timezone.now())
    end(over, by=None, at=timezone.now())
    item = over.items.get(place=1)
    return {
        f"sitting of {name}'s cell": [running.pk],
        f"sitting of {name}'s cell that is over": [over.pk],
        f"item of {name}'s sitting that is over": [over.pk, item.pk],
        f"roll call of {name}'s cell": [over.pk, secretary.member_id],
    }
