"""What stands at the head of an edition: titles, days, who issues it and who signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fourgood.regulations import framework

if TYPE_CHECKING:
    from fourgood.instructions.models.instructions import Instruction

DAYS = ("dated", "first_day", "last_day")
WORDS = (
    *("title_vi", "title_ms", "title_en", "issuer_vi", "issuer_ms", "issuer_en"),
    *("seat", "signed_as", "signed_by", "carry_over"),
)


def difference(before: dict[str, Any], after: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What two heads say differently, as acts tell it."""
    names = [name for name in after if before[name] != after[name]]
    return {"before": {name: before[name] for name in names}, "after": {name: after[name] for name in names}}


class EditionHead(models.Model):
    """The head of an edition, in the three languages where people read it. `last_day` None: until further notice."""

    if TYPE_CHECKING:
        instruction: Instruction
        place: int
        carry_over: str

    title_vi = models.CharField(_("title in Vietnamese"), max_length=300)
    title_ms = models.CharField(_("title in Malay"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300)
    # As the document names who issues it: "Ban Tổ chức Tỉnh ủy Quảng Ninh" is no unit of the tree.
    issuer_vi = models.CharField(_("issuer's name in Vietnamese"), max_length=200)
    issuer_ms = models.CharField(_("issuer's name in Malay"), max_length=200)
    issuer_en = models.CharField(_("issuer's name in English"), max_length=200)
    dated = models.DateField(_("dated"))
    first_day = models.DateField(_("holds from"))
    last_day = models.DateField(_("holds until"), null=True, blank=True)
    seat = models.CharField(_("place of issue"), max_length=100, blank=True)
    signed_as = models.TextField(_("signed in the capacity of"), blank=True)
    signed_by = models.CharField(_("signed by"), max_length=120, blank=True)

    class Meta:
        abstract = True

    @property
    def title(self) -> str:
        """The title in the reader's language."""
        return self.title_in(get_language() or "vi")

    @property
    def issuer_name(self) -> str:
        """Who issues it, in the reader's language, as the document says it."""
        return self.issued_by_in(get_language() or "vi")

    def title_in(self, language: str) -> str:
        return str(getattr(self, f"title_{language[:2]}"))

    def issued_by_in(self, language: str) -> str:
        return str(getattr(self, f"issuer_{language[:2]}"))

    def in_files(self) -> framework.Instruction:
        """What the head of every framework file of the edition says."""
        return framework.Instruction(
            number=self.instruction.number,
            dated=self.dated,
            issuer=framework.Words(vi=self.issuer_vi, ms=self.issuer_ms, en=self.issuer_en),
            edition=self.place,
            first_day=self.first_day,
            last_day=self.last_day,
        )

    def head(self) -> dict[str, Any]:
        """What stands at the head of the edition, for the acts and the digest."""
        days = {name: day.isoformat() if (day := getattr(self, name)) else "" for name in DAYS}
        return {"number": self.instruction.number, "place": self.place} | days | {n: getattr(self, n) for n in WORDS}
