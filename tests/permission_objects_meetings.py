"""What the permission matrix names of meetings beforehand: one announced in Nam's cell, one in Dũng's."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from fourgood.accounts.models import User
from fourgood.demo.cast import Cast
from fourgood.meetings import announcing, contributing
from fourgood.organisation.models import Unit


def meeting_objects(cast: Cast) -> dict[str, list[Any]]:
    return _named("Nam", cast.bieu_nghi, cast.nam, cast.bay) | _named("Dũng", cast.binh_luc_ha, cast.dung, cast.dung)


def _named(name: str, unit: Unit, member: User, by: User) -> dict[str, list[Any]]:
    now = timezone.now()
    head = {"kind": "regular", "starts_at": now + dt.timedelta(days=3), "place": "Nhà văn hóa"}
    meeting = announcing.draft(unit=unit, by=by, at=now, **head)
    announcing.announce(meeting, by=by, at=now)
    contribution = contributing.contribute(meeting, member.member, text="Thử", by=member, at=now)
    return {
        f"coming meeting of {name}": [meeting.pk],
        f"item of {name}'s coming meeting": [meeting.items.latest("place").pk],
        f"contribution of {name}": [contribution.pk],
        f"{name} and the coming meeting": [meeting.pk, member.member.pk],
    }
