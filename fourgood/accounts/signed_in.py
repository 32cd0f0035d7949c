"""Who asks: every request begins with its session and its account, so both are queries that stay planned."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend as AllauthBackend
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends import db
from django.utils import timezone

from fourgood.common.kept import Kept, given


class SessionStore(db.SessionStore):
    """Django's sessions in the database."""

    def load(self) -> dict[str, Any]:
        for (data,) in _SESSION.rows(key=self.session_key, now=timezone.now()):
            return self.decode(data)
        return super().load()  # which forgets the key


class AuthenticationBackend(AllauthBackend):
    """Signs in by phone or e-mail, as allauth does."""

    def get_user(self, user_id: Any) -> Any:
        for user in _ACCOUNT.rows(pk=user_id):
            return user if self.user_can_authenticate(user) else None
        return None


def _session() -> Any:
    rows = SessionStore.get_model_class().objects.filter(session_key=given("key"), expire_date__gt=given("now"))
    return rows.values_list("session_data")


_SESSION: Kept[tuple[str]] = Kept(_session)
_ACCOUNT: Kept[Any] = Kept(lambda: get_user_model().objects.filter(pk=given("pk")).order_by())
