"""The rules of documents and of meetings, asked with rows: which types a unit may issue, who signs, when to report."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

from django.utils import timezone
from django.utils.translation import get_language, override

from fourgood.documents.official import LANGUAGE_OF_RECORD
from fourgood.meetings.models import Meeting
from fourgood.organisation.models import Position, Unit
from fourgood.organisation.models.reference import Role
from fourgood.organisation.roll_call import NoRule as NoMeetingRule
from fourgood.organisation.roll_call import rule as meeting_rule
from fourgood.regulations.document_rule_file import load
from fourgood.regulations.document_rules import DocumentRule, document_rule_on
from fourgood.regulations.meeting_rules import NoRuleInForce
from fourgood.resolutions.refusals import NoRule

MINUTES = "BB"


@cache
def rules() -> tuple[DocumentRule, ...]:
    """The rules that ship. Read once: a file, not rows."""
    return load()


def rule(on: dt.date) -> DocumentRule:
    """The rule in force on the day. Raises NoRule."""
    try:
        return document_rule_on(on, rules())
    except NoRuleInForce as error:
        raise NoRule(on=on) from error


def type_name(code: str, *, on: dt.date, language: str = "") -> str:
    """ "Resolution", in the language, or in the reader's."""
    names = rule(on).types[code].names
    return names.get((language or get_language() or LANGUAGE_OF_RECORD)[:2], names[LANGUAGE_OF_RECORD])


def types_adopted(unit: Unit, *, on: dt.date) -> list[str]:
    """Codes under which a meeting of the unit adopts something. The unit with its kind."""
    in_force = rule(on)
    return [code for code in in_force.adopted if in_force.may_issue(code, is_cell=unit.kind.has_members)]


def report_by(meeting: Meeting) -> dt.date | None:
    """By which day minutes and resolution of a meeting are with the level above; None: not ended, or no rule."""
    if meeting.ended_at is None:
        return None
    try:
        days = meeting_rule(meeting.on).conduct.report_within_days
    except NoMeetingRule:
        return None
    return timezone.localdate(meeting.ended_at) + dt.timedelta(days=days)


@dataclass(frozen=True)
class Signer:
    """Who signs: on whose behalf, as what, the name. `title` in the language asked for."""

    behalf: str
    title: str
    name: str

    @property
    def signed_as(self) -> str:
        return f"{self.behalf}\n{self.title}"


def signer_of(unit: Unit, *, of_committee: bool, on: dt.date, language: str) -> Signer | None:
    """The unit's secretary on the day, or a deputy where there is none. One query. The unit with its kind."""
    held = Position.objects.on(on).filter(unit=unit, kind__role__in=[Role.SECRETARY, Role.DEPUTY])
    found = sorted(held.select_related("member", "kind"), key=lambda p: (p.kind.role != Role.SECRETARY, p.pk))
    if not found:
        return None
    issuer = rule(on).issuer(is_cell=unit.kind.has_members)
    with override(language):
        title = str(Role(found[0].kind.role).label)
    return Signer(issuer.behalf_committee if of_committee else issuer.behalf, title, found[0].member.full_name)


def seat_of(unit: Unit) -> str:
    """Where the unit's last document was written; "" if there is none."""
    from fourgood.resolutions.models import Minutes, Resolution

    last = Resolution.objects.filter(unit=unit).exclude(seat="").order_by("-drafted_at").values_list("seat", flat=True)
    other = Minutes.objects.filter(meeting__unit=unit).exclude(seat="").order_by("-written_at")
    return last.first() or other.values_list("seat", flat=True).first() or ""
