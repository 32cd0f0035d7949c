"""The rules of documents, asked with rows: layout and types by day, what a unit was called, who signs for it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

from django.utils.translation import get_language, override

from fourgood.documents.official import LANGUAGE_OF_RECORD
from fourgood.meetings.refusals import NoDocumentRule
from fourgood.organisation.models import Position, Span, Unit
from fourgood.organisation.models.reference import Role
from fourgood.regulations.document_rule_file import load
from fourgood.regulations.document_rules import DocumentRule, document_rule_on
from fourgood.regulations.meeting_rules import NoRuleInForce


@cache
def rules() -> tuple[DocumentRule, ...]:
    """The rules that ship. Read once: a file, not rows."""
    return load()


def rule(on: dt.date) -> DocumentRule:
    """The rule in force on the day. Raises NoDocumentRule."""
    try:
        return document_rule_on(on, rules())
    except NoRuleInForce as error:
        raise NoDocumentRule(on=on) from error


def type_name(code: str, *, on: dt.date, language: str = "") -> str:
    """ "Resolution", in the language, or in the reader's."""
    names = rule(on).types[code].names
    return names.get((language or get_language() or LANGUAGE_OF_RECORD)[:2], names[LANGUAGE_OF_RECORD])


def names_of(unit: Unit, *, on: dt.date) -> tuple[str, str]:
    """What the level above and the unit were called on the day. At most two queries."""
    span = Span.objects.on(on).filter(unit=unit).first()
    above = Span.objects.on(on).filter(unit=span.parent_id).first() if span and span.parent_id else None
    return (above.name if above else ""), (span.name if span else unit.name)


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
