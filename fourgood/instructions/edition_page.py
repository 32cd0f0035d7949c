"""What the page of an edition tells: its head, its files, whether they are as issued, and what issuing brings about."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fourgood.instructions.criterion_words import MODELS, here
from fourgood.instructions.forms import EXPLAINED
from fourgood.instructions.frameworks import framework_of, problems_of, sector_codes
from fourgood.instructions.issuing import digest_of
from fourgood.instructions.models import Edition, FrameworkFile
from fourgood.instructions.printing import in_order
from fourgood.organisation.models import Unit
from fourgood.regulations.framework import Model, Origin


@dataclass(frozen=True)
class FileInWords:
    """A file of an edition. While it has `errors`, so many, its title is its code."""

    file: FrameworkFile
    title: str
    model: str
    errors: int
    is_reconstruction: bool


@dataclass(frozen=True)
class FilesInWords:
    """All files of an edition; `is_intact`: their digest, with the head's, is the one that was recorded at issuing."""

    rows: list[FileInWords]
    is_intact: bool

    @property
    def are_printable(self) -> bool:
        return bool(self.rows) and not any(row.errors for row in self.rows)


def in_words(edition: Edition) -> FilesInWords:
    files = in_order(list(edition.files.all()))
    sectors = sector_codes() if edition.is_draft else None
    rows = [_in_words(file, sectors) for file in files]
    return FilesInWords(rows, edition.is_draft or digest_of(edition, files) == edition.digest)


def _in_words(file: FrameworkFile, sectors: frozenset[str] | None) -> FileInWords:
    """What was issued had no errors then, and isn't asked again (`sectors` None): later rules may be stricter."""
    errors = len(problems_of(file.content, sectors)) if sectors is not None else 0
    model = str(MODELS[Model(file.model)]) if file.model else ""
    if errors:
        return FileInWords(file, file.code, model, errors, is_reconstruction=False)
    framework = framework_of(file)
    is_reconstruction = framework.provenance.origin is Origin.RECONSTRUCTION
    return FileInWords(file, here(framework.title), model, 0, is_reconstruction=is_reconstruction)


def head_facts(edition: Edition) -> list[tuple[str, object]]:
    """Label and value of everything at the head."""
    facts: list[tuple[str, object]] = [
        (_("title"), edition.title),
        (_("issued by"), f"{edition.issuer_name} ({edition.unit})"),
        (_("dated"), _day(edition.dated)),
        (_("holds"), _days(edition)),
        (_("place of issue"), edition.seat),
        (_("signed by"), " – ".join(filter(None, [edition.signed_as.replace("\n", ", "), edition.signed_by]))),
    ]
    if edition.carry_over:
        facts.append((_("criteria already made concrete"), edition.get_carry_over_display()))
    return facts


def _days(edition: Edition) -> str:
    last = edition.holds_until()
    if last is None:
        return _("from %(day)s until further notice") % {"day": _day(edition.first_day)}
    return _("from %(first)s to %(last)s") % {"first": _day(edition.first_day), "last": _day(last)}


def _day(day: dt.date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def consequences(edition: Edition) -> list[str]:
    """What follows from issuing the draft, one sentence each."""
    return [_received(edition), _holding(edition), *_following(edition), *_beside(edition), _immutable()]


def _received(edition: Edition) -> str:
    units = Unit.objects.active().under(edition.unit).exclude(pk=edition.unit.pk).count()
    sentence = ngettext(
        "It goes down to %(units)s unit, which confirms that it has it.",
        "It goes down to %(units)s units, which confirm that they have it.",
        units,
    )
    return sentence % {"units": number_format(units)}


def _holding(edition: Edition) -> str:
    return _("It holds %(days)s.") % {"days": _days(edition)}


def _following(edition: Edition) -> list[str]:
    """What becomes of the edition that holds so far, and of what units made of it."""
    before = Edition.objects.standing(timezone.localdate()).filter(instruction=edition.instruction).order_by("-place")
    earlier = before.first()
    if earlier is None:
        return []
    day = _day(edition.first_day - dt.timedelta(days=1))
    ends = _("Edition %(number)s holds until %(day)s at the latest.") % {"number": earlier.place, "day": day}
    return [ends, str(EXPLAINED[Edition.CarryOver(edition.carry_over)])]


def _beside(edition: Edition) -> list[str]:
    """Frameworks of other instructions for the same units: they will have to choose."""
    others = Edition.objects.in_force(edition.first_day).filter(instruction__issuer=edition.unit)
    models = set(edition.files.values_list("model", flat=True)) & {Model.CELL, Model.COMMITTEE}
    same = others.exclude(instruction=edition.instruction).filter(files__model__in=models).distinct()
    sentence = _("%(edition)s holds on that day too: units will choose between its frameworks and these.")
    return [sentence % {"edition": other} for other in same]


def _immutable() -> str:
    return _("Nothing of it can be changed afterwards. It can be amended by a new edition, or withdrawn.")
