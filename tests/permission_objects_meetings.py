"""What the permission matrix names of meetings beforehand: one announced in each of two cells, and what is beside."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from fourgood.accounts.models import User
from fourgood.demo.cast import Cast
from fourgood.meetings import announcing, contributing, papers, planning, suggesting
from fourgood.meetings.models import CalendarFeed
from fourgood.organisation.models import Unit

YEAR = 2031


def meeting_objects(cast: Cast) -> dict[str, list[Any]]:
    secret = CalendarFeed.objects.make(cast.nam, at=timezone.now())
    return (
        _named("Nam", cast.bieu_nghi, cast.nam, cast.bay)
        | _named("Dũng", cast.binh_luc_ha, cast.dung, cast.dung)
        | {"calendar address of Nam": [secret]}
    )


def _named(name: str, unit: Unit, member: User, by: User) -> dict[str, list[Any]]:
    now = timezone.now()
    head = {"kind": "regular", "starts_at": now + dt.timedelta(days=3), "place": "Nhà văn hóa"}
    meeting = announcing.draft(unit=unit, by=by, at=now, **head)
    announcing.announce(meeting, by=by, at=now)
    contribution = contributing.contribute(meeting, member.member, text="Thử", by=member, at=now)
    told = {"by": by, "at": now}
    paper = ContentFile("Tài liệu thử".encode(), name="thử.txt")
    (material,) = papers.add(meeting, files=[paper], **told)
    topic = planning.plan_topic(unit, YEAR, month=1, text="Thử", **told)
    planning.send(topic.plan, **told)
    suggestion = suggesting.suggest(unit, member.member, text="Thử", by=member, at=now)
    return {
        f"paper of {name}'s coming meeting": [material.pk],
        f"thematic plan of {name}'s cell": [unit.pk, YEAR],
        f"planned topic of {name}'s cell": [topic.pk],
        f"suggestion of {name}": [suggestion.pk],
        f"coming meeting of {name}": [meeting.pk],
        f"item of {name}'s coming meeting": [meeting.items.latest("place").pk],
        f"contribution of {name}": [contribution.pk],
        f"{name} and the coming meeting": [meeting.pk, member.member.pk],
    }
