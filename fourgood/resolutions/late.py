"""Minutes that are late or missing, for whoever looks after units: with the unit behind each (M9, M12).

How many days a unit has is a rule of meetings (`report_within_days`), read for the day of each meeting.
"""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Case, DateField, DurationField, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast, TruncDate
from django.utils.translation import gettext_lazy as _

from fourgood.meetings.models import Meeting
from fourgood.organisation.roll_call import rules
from fourgood.organisation.standing import Viewer


class Which(models.TextChoices):
    """MISSING: the day is over and they are not there. LATE: they came after it."""

    MISSING = "missing", _("still missing")
    LATE = "late", _("came late")


def late_minutes(viewer: Viewer, which: Which, *, on: dt.date) -> QuerySet[Meeting]:
    """Of the units whose leaders' papers the viewer sees. Each meeting with `due_on`, its unit and its minutes."""
    seen = viewer.standing().sees_members("unit__path")
    held = Meeting.objects.held().reporting().filter(seen).annotate(due_on=_due_on())
    found = {
        Which.MISSING: held.filter(minutes__sent_at=None, due_on__lt=on).order_by("due_on", "pk"),
        Which.LATE: held.filter(minutes__sent_at__date__gt=F("due_on")).order_by("-due_on", "-pk"),
    }
    return found[which].select_related("unit", "minutes", "recorder", "chair")


def _due_on() -> Cast:
    """The day of the end and so many more, by the rule of the day of the meeting; NULL where there is none."""
    days = [
        When(
            Q(begun_at__date__gte=rule.first_day) & (Q(begun_at__date__lte=rule.last_day) if rule.last_day else Q()),
            then=Value(dt.timedelta(days=rule.conduct.report_within_days)),
        )
        for rule in rules()
    ]
    return Cast(TruncDate("ended_at") + Case(*days, output_field=DurationField()), DateField())
