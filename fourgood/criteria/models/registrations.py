"""A unit's registration for a year (M7)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.criteria.refusals import AlreadyRegistered
from fourgood.instructions.models import FrameworkFile
from fourgood.organisation.models import Unit

if TYPE_CHECKING:
    from fourgood.organisation.standing import Viewer


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def visible_to(self, viewer: Viewer) -> RegistrationQuerySet:
        """Registrations of the units that the viewer may see."""
        return self.filter(viewer.standing().sees("unit__path"))

    def begin(
        self, *, unit: Unit, year: int, framework: FrameworkFile, variant: str, by: Actor | None, at: dt.datetime
    ) -> Registration:
        """Begin the registration of a unit for a year, with an empty first version of its criteria.

        Raises NoModel, UnitClosed, YearNotOpen, YearOver, NotInForce, UnknownVariant, AlreadyBegun.
        """
        from fourgood.criteria import beginning

        return beginning.begin(unit=unit, year=year, framework=framework, variant=variant, by=by, at=at)


class Registration(models.Model):
    """That a unit registers to build the 4-good cell or committee in a year (M7). `model`: cell or committee.

    Begun when the secretary opens the wizard, registered when they say so.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="registrations", verbose_name=_("unit"))
    year = models.PositiveSmallIntegerField(_("year"))
    model = models.CharField(_("model"), max_length=20)
    begun_at = models.DateTimeField(_("begun at"))
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    registered_at = models.DateTimeField(_("registered at"), null=True, editable=False)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        ordering = ["-year", "unit__sort_key"]
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="one_registration_per_unit_and_year")]

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("registration", args=[self.pk])

    @transaction.atomic
    def register(self, *, by: Actor | None, at: dt.datetime) -> None:
        """Say that the unit builds the model this year. Late is no obstacle: it shows. Raises AlreadyRegistered."""
        current = Registration.objects.select_for_update().get(pk=self.pk)
        if current.registered_at is not None:
            raise AlreadyRegistered(unit=self.unit, year=str(self.year))
        self.registered_at, self.registered_by_id = at, by.pk if by else None
        self.save(update_fields=["registered_at", "registered_by"])
        Act.objects.record(Verb.REGISTERED, self, by=by, path=self.unit.path, after={"year": str(self.year)})
