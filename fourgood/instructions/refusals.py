"""Why an instruction can't be drafted, changed, issued, amended or withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fourgood.common.refusal import Refusal

if TYPE_CHECKING:
    from fourgood.instructions.models import FrameworkFile


class AlreadyIssued(Refusal):
    reason = gettext_lazy("This edition is issued. Nothing of it can be changed any more; amend it by a new edition.")


class NotIssued(Refusal):
    reason = gettext_lazy("This edition is still a draft. Only an issued one can be amended or withdrawn.")


class AlreadyWithdrawn(Refusal):
    reason = gettext_lazy("This edition was withdrawn already.")


class NoReason(Refusal):
    reason = gettext_lazy("Say why the edition is withdrawn: everyone who received it will read it.")


class NumberTaken(Refusal):
    reason = gettext_lazy("There is an instruction %(number)s already. Amend that one, or choose another number.")


class NumberIsFixed(Refusal):
    reason = gettext_lazy("An earlier edition was issued under this number. It stays.")


class DraftWaits(Refusal):
    reason = gettext_lazy("There is a draft of a new edition already. Finish it, or discard it first.")


class EndsBeforeItHolds(Refusal):
    reason = gettext_lazy("The edition would end before the day from which it holds.")


class FileTaken(Refusal):
    reason = gettext_lazy("The edition has a file with the code %(code)s already. Open that one to change it.")


class EmptyFile(Refusal):
    reason = gettext_lazy("The file is empty.")


class NotEditableAsForm(Refusal):
    reason = gettext_lazy("The file can't be read, so no form can change this criterion. Correct the text first.")


@dataclass(frozen=True)
class Obstacle:
    """One thing that keeps a draft from being issued. `file`: where to go to mend it, if it lies in a file.

    `of_head`: writing the edition's head into the file mends it.
    """

    words: str
    file: FrameworkFile | None = None
    of_head: bool = False

    def __str__(self) -> str:
        return self.words


class NotReady(Refusal):
    """Names everything that keeps the draft from being issued."""

    def __init__(self, obstacles: Sequence[Obstacle]) -> None:
        self.obstacles = obstacles
        super().__init__(_("The draft can't be issued yet: %(problems)s") % {"problems": " ".join(map(str, obstacles))})
