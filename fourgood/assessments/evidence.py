"""Evidence for a criterion: files that are attached, or meetings of the unit that are pointed to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from fourgood.assessments.entering import line_of
from fourgood.assessments.models import Assessment, Evidence
from fourgood.assessments.sheet import sheet_of
from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.files.models import Sight, StoredFile
from fourgood.files.preparing import Prepared
from fourgood.meetings.models import Meeting


@transaction.atomic
def add(
    assessment: Assessment,
    code: str,
    *,
    files: Sequence[Prepared] = (),
    meetings: Sequence[Meeting] = (),
    by: Actor | None,
    at: dt.datetime,
) -> int:
    """Attach files and point to meetings; one that is there already stays once. Returns how many are new.

    Raises IsSettled, Submitted, Confirmed, UnknownCriterion, NotDue.
    """
    row = assessment.lock()
    row.require_editable()
    line = line_of(sheet_of(row, with_evidence=False), code)
    had = set(row.evidence.filter(code=code).values_list("meeting", flat=True))
    sight = Sight.LEADERS if line.tells_of_events else Sight.MEMBERS
    stored = StoredFile.objects.add_all(files, unit=row.unit, sight=sight, by=by, at=at)
    who = {"assessment": row, "code": code, "added_at": at, "added_by_id": by.pk if by else None}
    new = [Evidence(file=file, **who) for file in stored]
    new += [Evidence(meeting=meeting, **who) for meeting in meetings if meeting.pk not in had]
    Evidence.objects.bulk_create(new)
    names = [file.name for file in stored] + [str(meeting) for meeting in meetings]
    if new:
        after = {"criterion": code, "evidence": names}
        Act.objects.record(Verb.EVIDENCE_ADDED, row, by=by, path=row.unit.path, after=after)
    return len(new)


@transaction.atomic
def remove(piece: Evidence, *, by: Actor | None) -> None:
    """Take evidence from the sheet; the file itself stays with whoever added it. Raises as `add` does."""
    row = piece.assessment.lock()
    row.require_editable()
    before = {"criterion": piece.code, "evidence": str(piece.file or piece.meeting)}
    Act.objects.record(Verb.EVIDENCE_REMOVED, row, by=by, path=row.unit.path, before=before)
    piece.delete()


def meetings_of(assessment: Assessment) -> QuerySet[Meeting]:
    """Meetings that the unit held from the first day of the month to the last, and since: the newest first."""
    since = timezone.make_aware(dt.datetime.combine(assessment.month, dt.time()))
    return Meeting.objects.held().filter(unit=assessment.unit_id, starts_at__gte=since).order_by("-starts_at")
