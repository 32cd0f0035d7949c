"""Files that people added, with who may see them."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from fourgood.organisation.models import Unit

if TYPE_CHECKING:
    from fourgood.organisation.standing import Viewer


class Sight(models.TextChoices):
    """Who may see a file of a unit."""

    LEADERS = "leaders", _("who leads the unit and who stands above it")
    MEMBERS = "members", _("all members of the unit, and who stands above it")
    BELOW = "below", _("the unit and all units under it")
    PUBLIC = "public", _("everyone, without signing in")


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def visible_to(self, viewer: Viewer) -> StoredFileQuerySet:
        """Files that the viewer may open: their own, and those of units as far as `sight` goes."""
        from fourgood.files import sight

        return self.filter(sight.condition(viewer))


class StoredFile(models.Model):
    """One file as it is kept: its content never changes. `key` is its place in the store, without any name of a person.

    `checked_at`: when the operator's hook found it clean; until then nobody else is served it, where a hook is set.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="files", verbose_name=_("unit"))
    sight = models.CharField(_("who may see it"), max_length=20, choices=Sight.choices, default=Sight.MEMBERS)
    name = models.CharField(_("name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    digest = models.CharField(_("digest"), max_length=64, help_text="SHA-256, hex, of the content as it is kept.")
    key = models.CharField(max_length=100, unique=True, editable=False)
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(_("checked at"), null=True, editable=False)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file")
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return self.name
