"""Which kinds of letters a person does not want."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.conf import settings
from django.db import models, transaction

from fourgood.accounts.models import User
from fourgood.notices.kinds import Kind


class UnsubscriptionQuerySet(models.QuerySet["Unsubscription"]):
    def kinds_of(self, user: User) -> set[Kind]:
        return {Kind(kind) for kind in self.filter(user=user).values_list("kind", flat=True)}

    def stop(self, user: User, kind: Kind, *, at: dt.datetime) -> None:
        """No more letters of the kind. Stopping twice changes nothing."""
        self.bulk_create([self.model(user=user, kind=kind, at=at)], ignore_conflicts=True)

    @transaction.atomic
    def choose(self, user: User, wanted: Collection[Kind], *, at: dt.datetime) -> None:
        """The person wants letters of these kinds and of no others."""
        refused = [kind for kind in Kind if kind not in wanted]
        self.filter(user=user).exclude(kind__in=refused).delete()
        rows = [self.model(user=user, kind=kind, at=at) for kind in refused]
        self.bulk_create(rows, ignore_conflicts=True)


class Unsubscription(models.Model):
    """That a person wants no letters of a kind, since when."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="unsubscriptions", db_index=False)
    kind = models.CharField(max_length=30, choices=Kind.choices)
    at = models.DateTimeField()

    objects = UnsubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="one_unsubscription_per_person_and_kind")]

    def __str__(self) -> str:
        return self.kind
