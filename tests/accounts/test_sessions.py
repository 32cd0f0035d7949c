"""Ended sessions are forgotten, with the address and browser noted beside them."""

import datetime as dt

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from fourgood.accounts.sessions import forget_ended
from fourgood.demo.cast import PASSWORD


def test_only_ended_sessions_are_forgotten(client, cast):
    ended = client.__class__()
    for each in (client, ended):
        each.post("/accounts/login/", {"login": "0900000001", "password": PASSWORD})
    key = ended.session.session_key
    Session.objects.filter(session_key=key).update(expire_date=timezone.now() - dt.timedelta(minutes=1))
    assert forget_ended(at=timezone.now()) == 1
    assert list(UserSession.objects.values_list("session_key", flat=True)) == [client.session.session_key]
    assert not Session.objects.filter(session_key=key).exists()
    assert client.get("/profile/").status_code == 200
