"""Units and the spans of dates over which their name, kind, sector and parent hold."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Count, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fourgood.audit.models import Actor
from fourgood.common.spans import Dated, DatedQuerySet
from fourgood.common.vietnamese import search_key, sort_key
from fourgood.organisation.models.reference import OrganisationKind, Sector

if TYPE_CHECKING:
    from fourgood.organisation.standing import Viewer

unit_code = RegexValidator(
    r"^\d{2}\.\d{3}\.\d{3}\.\d{3}\.\d{3}$",
    _("Write the 14 digits of the code in five groups, for example 22.168.053.000.001."),
)


def same(column: str) -> Func:
    """The column as a range of one value: an exclusion constraint compares it without the btree_gist extension."""
    return Func(column, column, Value("[]"), function="int8range")


class UnitQuerySet(models.QuerySet["Unit"]):
    def visible_to(self, viewer: Viewer) -> UnitQuerySet:
        """Units that the viewer may see now: those in the subtrees and on the units where they hold something."""
        return self.filter(viewer.standing().sees("path"))

    def under(self, unit: Unit) -> UnitQuerySet:
        """The unit and everything in its care: a prefix of `path`."""
        return self.filter(path__startswith=unit.path)

    def active(self) -> UnitQuerySet:
        return self.filter(is_active=True)

    def found(
        self,
        *,
        code: str,
        name: str,
        kind: OrganisationKind,
        on: dt.date,
        sector: Sector | None = None,
        parent: Unit | None = None,
        by: Actor | None = None,
    ) -> Unit:
        """Found a unit: its row, its first span and its path. Raises Refusal where it may not stand there."""
        from fourgood.organisation.reorganisation import found

        return found(code=code, name=name, kind=kind, sector=sector, parent=parent, on=on, by=by)

    def search(self, text: str) -> UnitQuerySet:
        """Units whose name or code contains the text, with or without diacritics."""
        return self.filter(Q(search_key__contains=search_key(text)) | Q(code__startswith=text.strip()))


class Unit(models.Model):
    """A Party organisation or cell. It keeps its identity through every reorganisation.

    Name, kind, sector and parent are copies of the span in force now (or of the last one, once closed), kept for
    speed; the spans are the truth. `path` is where the unit is kept: "/1/7/42/", under its parent, or, once it was
    merged into another, under its successor, so that whoever is responsible for the successor sees its past.
    """

    code = models.CharField(_("code"), max_length=18, unique=True, validators=[unit_code])
    name = models.CharField(_("name"), max_length=200)
    kind = models.ForeignKey(OrganisationKind, models.PROTECT, related_name="+", verbose_name=_("kind"))
    sector = models.ForeignKey(
        Sector, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sector")
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("stands under")
    )
    path = models.TextField(db_collation="C", db_index=True, editable=False)
    is_active = models.BooleanField(_("active"), default=True)
    sort_key = models.TextField(db_collation="C", editable=False)
    search_key = models.TextField(db_collation="C", editable=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        ordering = ["sort_key", "id"]
        indexes = [
            models.Index(fields=["parent", "sort_key"], name="unit_children_in_order"),
            models.Index(fields=["sort_key", "id"], name="unit_in_order"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.set_keys()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("unit", args=[self.pk])

    def set_keys(self) -> None:
        """Set the stored keys from the name. Bulk writers call it themselves."""
        self.sort_key, self.search_key = sort_key(self.name), search_key(self.name)

    @property
    def ancestor_ids(self) -> list[int]:
        """From the top down, without the unit itself."""
        return [int(part) for part in self.path.strip("/").split("/")[:-1]]

    @property
    def depth(self) -> int:
        return self.path.count("/") - 2


class SpanQuerySet(DatedQuerySet["Span"]):
    def visible_to(self, viewer: Viewer) -> SpanQuerySet:
        """What the units that the viewer may see now were and are."""
        return self.filter(viewer.standing().sees("unit__path"))

    def children_of(self, unit: Unit, *, on: dt.date) -> SpanQuerySet:
        """What stood directly under the unit on a date."""
        return self.on(on).filter(parent=unit).order_by("sort_key", "unit_id")

    def tops_for(self, viewer: Viewer, *, on: dt.date) -> SpanQuerySet:
        """Where the tree begins for the viewer: visible units under none that is visible, on a date."""
        above = Q(parent__isnull=True) | ~Q(viewer.standing().sees("parent__path"))
        return self.on(on).visible_to(viewer).filter(above).order_by("sort_key", "unit_id")

    def with_children(self, viewer: Viewer, *, on: dt.date) -> SpanQuerySet:
        """Adds `below`: how many units that the viewer sees stood directly under it on the date."""
        below = Span.objects.on(on).visible_to(viewer).filter(parent=OuterRef("unit")).order_by()
        count = below.values("parent").annotate(number=Count("pk")).values("number")
        return self.annotate(below=Coalesce(Subquery(count), 0))


class Span(Dated):
    """What a unit was called, was, worked in and stood under over a span of dates. Days in no span: it was closed."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="spans", verbose_name=_("unit"))
    name = models.CharField(_("name"), max_length=200)
    kind = models.ForeignKey(OrganisationKind, models.PROTECT, related_name="+", verbose_name=_("kind"))
    sector = models.ForeignKey(
        Sector, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sector")
    )
    parent = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="child_spans", verbose_name=_("stands under")
    )
    sort_key = models.TextField(db_collation="C", editable=False)

    objects = SpanQuerySet.as_manager()

    class Meta:
        verbose_name = _("span of a unit")
        ordering = ["unit_id", "valid"]
        constraints = [
            ExclusionConstraint(
                name="one_span_per_unit_and_day",
                expressions=[(same("unit_id"), RangeOperators.OVERLAPS), ("valid", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(name="a_span_has_days", condition=Q(valid__isempty=False)),
            models.CheckConstraint(name="a_span_has_a_first_day", condition=Q(valid__lower_inf=False)),
            models.CheckConstraint(
                name="no_unit_stands_under_itself",
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("unit")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)
