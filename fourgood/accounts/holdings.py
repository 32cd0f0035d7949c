"""What a person holds on a date: offices, positions in the Party organisation, membership of cells. One query."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fourgood.common.prepared import prepared_cursor
from fourgood.organisation.standing import Holding, Holds

if TYPE_CHECKING:
    from fourgood.accounts.models import User

_LAST = 10_000  # memberships stand after everything else

# Every request of a person begins with it, so it is kept planned. Without an account or a member, its id is NULL.
_HELD = """
    WITH held (place, what, title, unit_id) AS (
      SELECT 0, kind, '', unit_id FROM accounts_office WHERE user_id = %(user)s AND valid @> %(on)s::date
      UNION ALL
      SELECT kind.place + 1, kind.role,
             CASE %(language)s::text WHEN 'ms' THEN kind.name_ms WHEN 'en' THEN kind.name_en ELSE kind.name_vi END,
             position.unit_id
        FROM organisation_position position JOIN organisation_positionkind kind ON kind.id = position.kind_id
       WHERE position.member_id = %(member)s AND position.valid @> %(on)s::date AND kind.role = ANY(%(roles)s::text[])
      UNION ALL
      SELECT %(last)s::int, 'member', '', unit_id FROM organisation_membership
       WHERE member_id = %(member)s AND valid @> %(on)s::date)
    SELECT held.what, held.title, unit.id, unit.path, unit.name
      FROM held JOIN organisation_unit unit ON unit.id = held.unit_id
      JOIN organisation_span span ON span.unit_id = unit.id AND span.valid @> %(on)s::date
     ORDER BY held.place, unit.id"""


def held_by(user: User, on: dt.date) -> list[Holding]:
    """Offices first, then positions in their order, then memberships. Nothing counts on a unit that was closed."""
    given = {
        "user": user.pk,
        "member": user.member_id,
        "on": on,
        "language": (get_language() or "vi")[:2],
        "roles": [held.value for held in Holds],
        "last": _LAST,
    }
    with prepared_cursor() as cursor:
        cursor.execute(_HELD, given)
        return [_holding(user, *row) for row in cursor.fetchall()]


def _holding(user: User, held: str, title: str, unit_id: int, path: str, unit_name: str) -> Holding:
    words = title or (_("Member") if held == Holds.MEMBER else user.offices.model.Kind(held).label)
    return Holding(Holds(held), unit_id, path, f"{words}, {unit_name}")
