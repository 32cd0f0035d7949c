"""Framework files as frameworks, and which model a kind of unit is assessed by."""

from __future__ import annotations

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


def framework_of(file: FrameworkFile) -> Framework:
    """What the file says. Raises FrameworkFileError for a file with errors, which only a draft can have."""
    return framework_in(file.content)


def has_own_head(framework: Framework) -> bool:
    """The sheet for meetings names the document that it comes from; all other files name their edition."""
    return framework.model is Model.MEETING


def framework_in(content: str) -> Framework:
    """What the text of a framework file says. Raises FrameworkFileError."""
    read = _read(content)
    if isinstance(read, Framework):
        return read
    raise FrameworkFileError(read)


def problems_of(content: str, sectors: frozenset[str] | None = None) -> list[Problem]:
    """All mistakes in the text of a framework file, in the order of lines; sectors that don't exist among them.

    `sectors`: the codes that there are, if they have been asked for already.
    """
    read, known = _read(content), sector_codes() if sectors is None else sectors
    if isinstance(read, Framework) and {code for variant in read.variants for code in variant.sectors} <= known:
        return []
    return framework_file.problems(content, "", known)


def sector_codes() -> frozenset[str]:
    """The codes of all sectors that there are. One query."""
    return frozenset(Sector.objects.values_list("code", flat=True))


# Kept by the text itself, which can't change: the same text is the same framework for every process and every province,
# so nothing here can go out of date. Reading a file takes longer than everything else that a page does.
@lru_cache(maxsize=KEPT)
def _read(content: str) -> Framework | tuple[Problem, ...]:
    try:
        return framework_file.parse(content, "")
    except FrameworkFileError as error:
        return error.problems
