"""Minutes that are late or missing, for whoever looks after units: with the unit behind each (M9, M12).

How many days a unit has is a rule of meetings (`report_within_days`), read for the day of each meeting.
"""

from __future__ import annotations

import datetime as dt
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Case, DateField, DurationField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fourgood.meetings.models import Meeting
from fourgood.organisation.roll_call import rules
from fourgood.organisation.standing import Viewer
from fourgood.resolutions.models import Minutes


class Which(models.TextChoices):
    """MISSING: the day is over and they are not there. LATE: they came after it."""

    MISSING = "missing", _("still missing")
    LATE = "late", _("came late")


def late_minutes(viewer: Viewer, which: Which, *, on: dt.date) -> QuerySet[Meeting]:
    """Of the units whose leaders' papers the viewer sees. Each meeting with `due_on`, its unit and its minutes."""
    seen = viewer.standing().sees_members("unit__path")
    held = Meeting.objects.held().reporting().filter(seen).annotate(due_on=_due_on())
    sent = Minutes.objects.filter(meeting=OuterRef("pk"), sent_at__isnull=False)
    found = {
        Which.MISSING: held.filter(_over_by(on), ~Exists(sent)).order_by("due_on", "pk"),
        Which.LATE: held.filter(minutes__sent_at__date__gt=F("due_on")).order_by("-due_on", "-pk"),
    }
    return found[which].select_related("unit", "minutes", "recorder", "chair")


def _over_by(on: dt.date) -> Q:
    """That `due_on` has gone by on the day. By moments: whoever looks after many units would wait for all the days of
    their meetings to be worked out.
    """
    over = [
        Q(begun_at__gte=_begin(rule.first_day), ended_at__lt=_begin(on - dt.timedelta(rule.conduct.report_within_days)))
        & (Q(begun_at__lt=_begin(rule.last_day + dt.timedelta(days=1))) if rule.last_day else Q())
        for rule in rules()
    ]
    return reduce(or_, over, Q(pk__in=[]))


def _begin(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


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
