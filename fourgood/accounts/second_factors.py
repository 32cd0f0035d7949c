"""Acts of allauth on second factors, taken into our log: allauth tells about them by signals."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.dispatch import receiver

from fourgood.accounts.models import User
from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb


@receiver(authenticator_added)
def record_added(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    _record(Verb.SECOND_FACTOR_ADDED, user, authenticator)


@receiver(authenticator_removed)
def record_removed(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    _record(Verb.SECOND_FACTOR_REMOVED, user, authenticator)


def _record(verb: Verb, user: User, authenticator: Authenticator) -> None:
    Act.objects.record(verb, user, by=user, path=user.kept_under(), after={"kind": authenticator.type})
