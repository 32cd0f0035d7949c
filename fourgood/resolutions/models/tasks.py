"""The tasks of a resolution: those it gives, and those of the last one, looked at (M13)."""

from __future__ import annotations

from django.db import models
from django.db.models import Deferrable, Q
from django.utils.translation import gettext_lazy as _

from fourgood.organisation.models import Member, Unit
from fourgood.resolutions.models.resolutions import Resolution
from fourgood.tasks.models import Task


class ResolvedTask(models.Model):
    """One task that a resolution gives. What a draft leaves open is asked for before issuing; `task`: from then on.

    `organisations`: one on each line.
    """

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="resolved")
    place = models.PositiveSmallIntegerField(_("order"))
    title = models.CharField(_("task"), max_length=300)
    expected = models.TextField(_("result expected"), blank=True)
    area = models.CharField(_("household group or area"), max_length=200, blank=True)
    measure = models.CharField(_("counted in"), max_length=60, blank=True)
    target = models.DecimalField(_("how much"), max_digits=16, decimal_places=2, null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    members = models.ManyToManyField(Member, related_name="+", blank=True, verbose_name=_("members"))
    organisations = models.TextField(_("organisations"), blank=True)
    task = models.OneToOneField(Task, models.PROTECT, null=True, editable=False, related_name="resolved")

    class Meta:
        verbose_name = _("task of a resolution")
        ordering = ["resolution_id", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["resolution", "place"],
                name="one_task_per_place_of_a_resolution",
                deferrable=Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="a_resolved_target_has_a_measure",
                condition=Q(target__isnull=True) | (Q(target__gt=0) & ~Q(measure="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def unit(self) -> Unit:
        """The unit that resolves. Fetch it with the resolution."""
        return self.resolution.unit

    def names_of_organisations(self) -> list[str]:
        """Each once, in the order in which they were written."""
        return list(dict.fromkeys(filter(None, (line.strip() for line in self.organisations.splitlines()))))

    def owners(self) -> list[str]:
        """Who does it, in words. Prefetch the members."""
        return [member.full_name for member in self.members.all()] + self.names_of_organisations()


class ReviewedTask(models.Model):
    """One task of the last resolution in the table of the next: the state at the start, and the result (Cẩm Lệ).

    Written from the records, and edited; `recorded` is what the records said, so that nothing edited is overwritten.
    """

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="reviewed")
    task = models.ForeignKey(Task, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField(_("order"))
    title = models.CharField(_("task"), max_length=300)
    at_start = models.TextField(_("state at the start"), blank=True)
    result = models.TextField(_("result"), blank=True)
    recorded = models.TextField(blank=True)

    class Meta:
        verbose_name = _("task of the last resolution")
        ordering = ["resolution_id", "place"]
        constraints = [
            models.UniqueConstraint(fields=["resolution", "task"], name="a_task_is_reviewed_once_in_a_resolution")
        ]

    def __str__(self) -> str:
        return self.title
