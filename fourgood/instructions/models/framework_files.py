"""The framework files that an edition carries, word for word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fourgood.common.kept import Kept, given, given_many
from fourgood.instructions.frameworks import model_for
from fourgood.instructions.models.instructions import Edition
from fourgood.organisation.models import Unit

if TYPE_CHECKING:
    from fourgood.organisation.standing import Viewer


class FrameworkFileQuerySet(models.QuerySet["FrameworkFile"]):
    def visible_to(self, viewer: Viewer) -> FrameworkFileQuerySet:
        """Files of the editions that the viewer sees."""
        return self.filter(edition__in=Edition.objects.visible_to(viewer).order_by())

    def in_force_for(self, unit: Unit, on: dt.date) -> FrameworkFileQuerySet:
        """Files of editions in force on the day, issued by the unit or above it, for the model that it builds."""
        model = model_for(unit.kind)
        return self._in_force([model], [*unit.ancestor_ids, unit.pk], on) if model else self.none()

    def in_force_for_any(self, units: Iterable[Unit], on: dt.date) -> list[FrameworkFile]:
        """The same for several units together, the newest edition first, then in the order of codes; without content.
        `FrameworkFile.is_for` tells for which of the units a file is. One query.
        """
        built = [(unit, model) for unit in units if (model := model_for(unit.kind))]
        issuers = {issuer for unit, _model in built for issuer in (*unit.ancestor_ids, unit.pk)}
        models = {str(model) for _unit, model in built}
        return _FOR_ANY.rows(models=list(models), issuers=list(issuers), on=on) if built else []

    def _in_force(self, models: Any, issuers: Any, on: Any) -> FrameworkFileQuerySet:
        editions = Edition.objects.in_force(on).filter(instruction__issuer__in=issuers).order_by()
        return self.filter(model__in=models, edition__in=editions).select_related("edition__instruction__issuer")


def _for_any() -> FrameworkFileQuerySet:
    found = FrameworkFile.objects.all()._in_force(given_many("models", "text"), given_many("issuers"), given("on"))
    return found.order_by("-edition__first_day", "code", "pk").defer("content")


class FrameworkFile(models.Model):
    """One framework file of an edition, word for word (schema: `docs/frameworks.md`). Immutable with its edition.

    In a draft it may have errors; `model` is then what the file says, or "". `digest` is SHA-256, hex, of the content.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="files", verbose_name=_("edition"))
    code = models.CharField(_("code"), max_length=60)
    model = models.CharField(_("model"), max_length=20, blank=True)
    content = models.TextField(_("content"))
    digest = models.CharField(_("digest"), max_length=64)

    objects = FrameworkFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("framework file")
        ordering = ["edition_id", "model", "code"]
        constraints = [models.UniqueConstraint(fields=["edition", "code"], name="one_file_per_edition_and_code")]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("framework_file", args=[self.edition_id, self.code])

    def is_for(self, unit: Unit) -> bool:
        """Whether it was issued by the unit or above it, for the model that the unit builds."""
        issuers = {*unit.ancestor_ids, unit.pk}
        return self.model == model_for(unit.kind) and self.edition.instruction.issuer_id in issuers


_FOR_ANY: Kept[FrameworkFile] = Kept(_for_any)
