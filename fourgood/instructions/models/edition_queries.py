"""Which editions hold on a day, and who sees them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, Min, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from fourgood.organisation.standing import Can

if TYPE_CHECKING:
    from fourgood.instructions.models.instructions import Edition  # noqa: F401 mypy reads it
    from fourgood.organisation.standing import Viewer


class State(models.TextChoices):
    """Where an edition stands on a day. Never stored: it follows from dates and acts."""

    DRAFT = "draft", _("draft")
    COMING = "coming", _("issued, not yet in force")
    IN_FORCE = "in_force", _("in force")
    OVER = "over", _("no longer in force")
    WITHDRAWN = "withdrawn", _("withdrawn")


class EditionQuerySet(models.QuerySet["Edition"]):
    """Of the editions of one instruction, one holds on a day: from its first day on a later edition takes over, also
    from one without a last day of its own.
    """

    def visible_to(self, viewer: Viewer) -> EditionQuerySet:
        """Issued editions from above and from units that the viewer sees; drafts where the viewer may issue them."""
        standing, column = viewer.standing(), "instruction__issuer__path"
        issued = Q(issued_at__isnull=False) & (standing.receives(column) | standing.sees(column))
        return self.filter(issued | standing.reach(Can.ISSUE_INSTRUCTIONS, column))

    def issued(self) -> EditionQuerySet:
        """Issued, whether or not withdrawn since."""
        return self.filter(issued_at__isnull=False)

    def drafts(self) -> EditionQuerySet:
        return self.filter(issued_at__isnull=True)

    def standing(self, on: dt.date) -> EditionQuerySet:
        """Issued, and not withdrawn by the day."""
        return self.issued().filter(Q(withdrawn_at__isnull=True) | Q(withdrawn_at__date__gt=on))

    def in_force(self, on: dt.date) -> EditionQuerySet:
        """Issued, not withdrawn by the day, holding on it, and not yet followed by a later edition."""
        open_end = Q(last_day__isnull=True) | Q(last_day__gte=on)
        followed = self._later(on).filter(first_day__lte=on)
        return self.standing(on).filter(open_end, ~Exists(followed), first_day__lte=on)

    def with_follower(self, on: dt.date) -> EditionQuerySet:
        """Adds `followed_on`: from which day a later edition takes over, as things stand on the day."""
        first = self._later(on).order_by().values("instruction").annotate(day=Min("first_day")).values("day")
        return self.annotate(followed_on=Subquery(first))

    def _later(self, on: dt.date) -> EditionQuerySet:
        later = self.model._default_manager.standing(on)
        return later.filter(instruction=OuterRef("instruction"), place__gt=OuterRef("place"))
