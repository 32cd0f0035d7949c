"""Which documents a person sees; and sending them down the tree (M5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.common.refusal import refusing
from fourgood.files.models import Sight, StoredFile
from fourgood.files.preparing import Prepared
from fourgood.instructions import document_refusals as refusals
from fourgood.instructions.deadlines import PLAN, RECEIPT, due_after_issue
from fourgood.organisation.models import Unit

if TYPE_CHECKING:
    from fourgood.instructions.models.documents import Document
    from fourgood.instructions.models.instructions import Edition
    from fourgood.organisation.standing import Viewer


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, viewer: Viewer) -> DocumentQuerySet:
        """What came from above, and what units that the viewer sees have sent."""
        standing = viewer.standing()
        return self.filter(standing.receives("issuer__path") | standing.sees("issuer__path"))

    def from_above(self, viewer: Viewer) -> DocumentQuerySet:
        """What units at or above one that the viewer sees have sent."""
        return self.filter(viewer.standing().receives("issuer__path"))

    def sent_below(self, viewer: Viewer) -> DocumentQuerySet:
        """What units that the viewer sees have sent."""
        return self.filter(viewer.standing().sees("issuer__path"))

    def to_be_answered(self, on: dt.date) -> DocumentQuerySet:
        """Without editions that were withdrawn, or whose last day has gone by."""
        not_over = Q(edition__last_day__isnull=True) | Q(edition__last_day__gte=on)
        return self.filter(not_over, edition__withdrawn_at__isnull=True)

    def with_heads(self) -> DocumentQuerySet:
        """With what the head of a document shows."""
        return self.select_related("issuer", "edition__instruction")

    @transaction.atomic
    def send(
        self,
        *,
        issuer: Unit,
        number: str,
        title: str,
        dated: dt.date,
        summary: str = "",
        confirm_by: dt.date | None = None,
        plan_by: dt.date | None = None,
        files: Iterable[Prepared] = (),
        by: Actor | None,
        at: dt.datetime,
    ) -> Document:
        """Send a document to all units under the issuer, which see its files.

        Raises DatedLater, NobodyBelow, NumberUsed, DeadlineBeforeDocument.
        """
        if dated > timezone.localdate(at):
            raise refusals.DatedLater(dated=dated)
        document = self.model(
            issuer=issuer,
            number=number,
            title=title,
            dated=dated,
            summary=summary,
            confirm_by=confirm_by,
            plan_by=plan_by,
        )
        self._send(document, by=by, at=at)
        document.files.set(StoredFile.objects.add_all(files, unit=issuer, sight=Sight.BELOW, by=by, at=at))
        return document

    @transaction.atomic
    def send_edition(
        self,
        edition: Edition,
        *,
        by: Actor | None,
        at: dt.datetime,
        confirm_by: dt.date | None = None,
        plan_by: dt.date | None = None,
    ) -> Document:
        """Send an edition that is being issued. Deadlines that are not given stand in the calendars of its frameworks.

        Raises NobodyBelow, DeadlineBeforeDocument.
        """
        day = timezone.localdate(at)
        document = self.model(
            issuer=edition.unit,
            edition=edition,
            number=edition.instruction.number,
            title=edition.title_in("vi"),
            dated=edition.dated,
            confirm_by=confirm_by or due_after_issue(edition, RECEIPT, on=day),
            plan_by=plan_by or due_after_issue(edition, PLAN, on=day),
        )
        return self._send(document, by=by, at=at)

    def _send(self, document: Document, *, by: Actor | None, at: dt.datetime) -> Document:
        issuer = document.issuer
        if not Unit.objects.active().under(issuer).exclude(pk=issuer.pk).exists():
            raise refusals.NobodyBelow(issuer=issuer)
        document.sent_at, document.sent_by_id = at, by.pk if by else None
        used = refusals.NumberUsed(issuer=issuer, number=document.number)
        with refusals.of_deadlines(), refusing(one_document_per_issuer_and_number=used):
            document.save(force_insert=True)
        Act.objects.record(Verb.DOCUMENT_SENT, document, by=by, path=issuer.path, after=document.head())
        return document
