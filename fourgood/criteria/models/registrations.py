"""A unit's registration for a year, and its concretised criteria, version by version (M6, M7)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fourgood.instructions.models import FrameworkFile
from fourgood.organisation.models import Unit


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

    class Meta:
        verbose_name = _("registration")
        ordering = ["-year", "unit__sort_key"]
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="one_registration_per_unit_and_year")]

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("registration", args=[self.pk])


class CriteriaSet(models.Model):
    """One version of a unit's own criteria for a year. The first holds from the start; a change during the year is a
    new version from `first_day` with a `reason`, and the old one stays.

    Life: drafted → opened for opinions → adopted by a resolution (`Adoption`) → submitted, returned or confirmed
    (`Submission`). Confirmed, nothing of it changes any more.
    """

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="sets", verbose_name=_("registration"))
    place = models.PositiveSmallIntegerField(_("version"))
    framework = models.ForeignKey(FrameworkFile, models.PROTECT, related_name="sets", verbose_name=_("framework"))
    variant = models.CharField(_("variant"), max_length=60)
    first_day = models.DateField(_("holds from"))
    reason = models.TextField(_("reason for the change"), blank=True)
    drafted_at = models.DateTimeField(_("drafted at"))
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(_("opened for opinions at"), null=True, editable=False)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    opinions_until = models.DateField(_("opinions until"), null=True, blank=True)

    class Meta:
        verbose_name = _("concretised criteria")
        ordering = ["registration_id", "place"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "place"], name="one_version_per_place"),
            models.CheckConstraint(name="a_later_version_has_a_reason", condition=Q(place=1) | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.registration} ({self.place})"

    def get_absolute_url(self) -> str:
        return reverse("criteria_set", args=[self.pk])

    @property
    def unit(self) -> Unit:
        """The unit whose criteria they are: it decides in which capacity someone acts on them."""
        return self.registration.unit


class LocalCriterion(models.Model):
    """What a unit made of one criterion of the framework. Empty fields: as the framework says."""

    criteria_set = models.ForeignKey(CriteriaSet, models.CASCADE, related_name="criteria")
    code = models.CharField(_("criterion"), max_length=20)
    wording = models.TextField(_("own wording"), blank=True)
    target = models.DecimalField(_("own target, in per cent"), max_digits=5, decimal_places=2, null=True, blank=True)
    measure = models.TextField(_("how we measure it"), blank=True)
    plan_amount = models.DecimalField(_("planned"), max_digits=18, decimal_places=2, null=True, blank=True)
    plan_unit = models.CharField(_("unit of the plan"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("concretised criterion")
        constraints = [
            models.UniqueConstraint(fields=["criteria_set", "code"], name="one_row_per_set_and_criterion"),
            models.CheckConstraint(
                name="a_plan_has_amount_and_unit",
                condition=Q(plan_amount__isnull=True, plan_unit="") | (Q(plan_amount__gte=0) & ~Q(plan_unit="")),
            ),
            models.CheckConstraint(
                name="a_target_is_a_percentage", condition=Q(target__isnull=True) | Q(target__gte=0, target__lte=100)
            ),
        ]

    def __str__(self) -> str:
        return self.code
