"""Framework files as frameworks, and which model a kind of unit is assessed by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from fourgood.organisation.models import OrganisationKind, Sector
from fourgood.organisation.models.reference import Level
from fourgood.regulations import framework_file
from fourgood.regulations.framework import Framework, Model
from fourgood.regulations.framework_problems import FrameworkFileError, Problem

if TYPE_CHECKING:
    from fourgood.instructions.models import FrameworkFile

MODEL_OF_LEVEL = {Level.CELL: Model.CELL, Level.GRASSROOTS: Model.COMMITTEE}
KEPT = 64  # frameworks


def model_for(kind: OrganisationKind) -> Model | None:
    """Which of the two models a unit of the kind builds: 4-good cell or 4-good committee; None for all other levels."""
    return MODEL_OF_LEVEL.get(Level(kind.level))


@dataclass(frozen=True)
class Text:
    """The text of a framework file, by its digest: it is only asked for where nobody has read it yet."""

    digest: str
    ask: Callable[[], str] = field(compare=False, repr=False)

    @classmethod
    def of(cls, file: FrameworkFile) -> Text:
        """Also of a file that was fetched without its content."""
        return cls(file.digest, lambda: file.content)

    @classmethod
    def with_digest(cls, digest: str) -> Text:
        """Of a file of which only the digest was fetched. One query, where nobody has read it yet."""
        from fourgood.instructions.models import FrameworkFile

        return cls(digest, lambda: FrameworkFile.objects.filter(digest=digest).values_list("content", flat=True)[0])

    def framework(self) -> Framework:
        """What it says. Raises FrameworkFileError."""
        read = _read(self)
        if isinstance(read, Framework):
            return read
        raise FrameworkFileError(read)


def framework_of(file: FrameworkFile) -> Framework:
    """What the file says. Raises FrameworkFileError for a file with errors, which only a draft can have."""
    return Text.of(file).framework()


def has_own_head(framework: Framework) -> bool:
    """The sheet for meetings names the document that it comes from; all other files name their edition."""
    return framework.model is Model.MEETING


def framework_in(content: str) -> Framework:
    """What the text of a framework file says. Raises FrameworkFileError."""
    return _text(content).framework()


def problems_of(content: str, sectors: frozenset[str] | None = None) -> list[Problem]:
    """All mistakes in the text of a framework file, in the order of lines; sectors that don't exist among them.

    `sectors`: the codes that there are, if they have been asked for already.
    """
    read, known = _read(_text(content)), sector_codes() if sectors is None else sectors
    if isinstance(read, Framework) and {code for variant in read.variants for code in variant.sectors} <= known:
        return []
    return framework_file.problems(content, "", known)


def sector_codes() -> frozenset[str]:
    """The codes of all sectors that there are. One query."""
    return frozenset(Sector.objects.values_list("code", flat=True))


def _text(content: str) -> Text:
    return Text(framework_file.digest(content), lambda: content)


# Kept by the digest of the text, which can't change: the same text is the same framework for every process and every
# province, so nothing here can go out of date. Reading a file takes longer than everything else that a page does.
@lru_cache(maxsize=KEPT)
def _read(text: Text) -> Framework | tuple[Problem, ...]:
    try:
        return framework_file.parse(text.ask(), "")
    except FrameworkFileError as error:
        return error.problems
