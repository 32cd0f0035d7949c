"""Second factors, which allauth keeps, in our log: every one that is added or removed, in whatever way."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from fourgood.accounts.models import User
from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb


@receiver(post_save, sender=Authenticator)
def record_added(instance: Authenticator, created: bool, **kwargs: Any) -> None:
    if created:
        _record(Verb.SECOND_FACTOR_ADDED, instance)


@receiver(post_delete, sender=Authenticator)
def record_removed(instance: Authenticator, **kwargs: Any) -> None:
    _record(Verb.SECOND_FACTOR_REMOVED, instance)


def _record(verb: Verb, factor: Authenticator) -> None:
    user: User = factor.user
    Act.objects.record(verb, user, by=user, path=user.kept_under(), after={"kind": factor.type})
