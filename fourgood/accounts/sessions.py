"""Forgetting sessions that have ended, and with them where their devices were."""

from __future__ import annotations

import datetime as dt

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef


@transaction.atomic
def forget_ended(*, at: dt.datetime) -> int:
    """Delete sessions that were over by then, and the address and browser noted with every session that is no more.

    Returns how many notes were deleted.
    """
    Session.objects.filter(expire_date__lt=at).delete()
    alive = Session.objects.filter(session_key=OuterRef("session_key"))
    forgotten, _by_table = UserSession.objects.filter(~Exists(alive)).delete()
    return int(forgotten)
