"""Minutes, resolutions and terms for the permission matrix: drafts and done ones of two cells."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from fourgood.demo.cast import Cast
from fourgood.organisation.models import Unit
from fourgood.resolutions.models import Minutes, Term
from tests.resolutions.evenings import drafted, end, evening, issued, now, task, term


def resolution_objects(cast: Cast) -> dict[str, list[Any]]:
    return _of("Nam", cast.bieu_nghi) | _of("Dũng", cast.binh_luc_ha)


def _of(name: str, unit: Unit) -> dict[str, list[Any]]:
    meeting, recorded, locked = evening(unit), evening(unit), evening(unit)
    term(unit)
    for held in (recorded, locked):
        end(held)
        Minutes.objects.write(held, by=None, at=now())
    locked.minutes.approve(by=None, at=now())
    draft, done = drafted(meeting), issued(meeting)
    row = draft.add_task(task(organisations="Hội Phụ nữ"), by=None)
    removable = Term.objects.begin(unit, first_day=timezone.localdate() - dt.timedelta(days=1000), used={}, by=None)
    return {
        f"held meeting of {name}'s cell": [meeting.pk],
        f"recorded meeting of {name}'s cell": [recorded.pk],
        f"approved minutes of {name}'s cell": [locked.pk],
        f"draft resolution of {name}'s cell": [draft.pk],
        f"issued resolution of {name}'s cell": [done.pk],
        f"{name}'s secretary and approved minutes": [locked.pk, locked.chair_id],
        f"{name}'s secretary and issued resolution": [done.pk, meeting.chair_id],
        f"resolved task of {name}'s cell": [row.pk],
        f"term of {name}'s cell": [removable.pk],
    }
