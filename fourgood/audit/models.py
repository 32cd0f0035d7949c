"""Acts and the seals over them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NamedTuple, Protocol

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.db.models import F
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from fourgood.audit.verbs import Verb
from fourgood.common import bulk, kept


class Actor(Protocol):
    """Who acts. `capacity` is in words, as of now: "secretary, Chi bộ khu Biểu Nghi"; empty for jobs."""

    pk: Any

    def capacity_for(self, obj: models.Model | None) -> str: ...


class Deed(NamedTuple):
    """What was done to one of many objects: the object, the path of its unit, what it is afterwards and was before."""

    obj: models.Model
    path: str
    after: dict[str, Any] | None = None
    before: dict[str, Any] | None = None


class Reader(Protocol):
    """Who reads acts. What `standing` answers is defined above this package, in `organisation.standing`."""

    def standing(self) -> Any: ...


class ActQuerySet(models.QuerySet["Act"]):
    def about(self, obj: models.Model) -> ActQuerySet:
        """The history of one object, newest first."""
        return self.filter(object_kind=obj._meta.label_lower, object_id=obj.pk).order_by("-pk")

    def visible_to(self, viewer: Reader, *, within: int | None = None) -> ActQuerySet:
        """Acts on what stood, at the time, under a unit whose acts the viewer reads; `within` the unit with that id."""
        seen = self.filter(units__overlap=viewer.standing().reads_acts_of())
        return seen if within is None else seen.filter(units__contains=[within])

    def newest_of(self, units: list[int]) -> ActQuerySet:
        """Acts on what stood, at the time, under one of the units, newest first. One unit costs one index search."""
        if len(units) == 1:
            return self.filter(concerns__unit=units[0]).annotate(place=F("concerns__place")).order_by("place")
        return self.filter(pk__in=Concern.objects.filter(unit__in=units).values("act")).order_by("-pk")

    def record(
        self,
        verb: Verb,
        obj: models.Model,
        *,
        by: Actor | None,
        path: str = "",
        before: dict[str, Any] | None = None,
        after: dict[str, Any] | None = None,
    ) -> Act:
        """Record one act, in the transaction of the verb itself.

        `path` is the path of the unit concerned at that time; it decides who may read the act. `before` and `after`
        hold only what matters and never secrets.
        """
        act = Act(**_row(verb, obj, by=by, path=path, before=before, after=after))
        kept.insert(act)
        return act

    def record_many(self, verb: Verb, deeds: Iterable[Deed], *, by: Actor | None) -> None:
        """Record the same verb on many objects, written by COPY. Give each object its unit, or each costs a query."""
        made = [_row(verb, d.obj, by=by, path=d.path, before=d.before, after=d.after) for d in deeds]
        cluster = _cluster()  # asked once: as a default it reads a file of the server for every row
        bulk.copy(Act, [*_COPIED, "cluster"], ([*(_copied(row[name]) for name in _COPIED), cluster] for row in made))


_COPIED = ["verb", "object_kind", "object_id", "object_label", "actor_id", "capacity", "path", "before", "after"]


def _cluster() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_cluster()")
        return int(cursor.fetchone()[0])


def _copied(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder) if isinstance(value, dict) else value


def _row(verb: Verb, obj: models.Model, *, by: Actor | None, path: str, before: Any, after: Any) -> dict[str, Any]:
    return {
        "verb": verb,
        "object_kind": obj._meta.label_lower,
        "object_id": obj.pk,
        "object_label": str(obj),
        "actor_id": by.pk if by else None,
        "capacity": by.capacity_for(obj) if by else "",
        "path": path,
        "before": before,
        "after": after,
    }


def verbs() -> list[tuple[str, Any]]:
    """The choices of `Act.verb`; named, so that a new verb needs no migration."""
    return Verb.choices


class Act(models.Model):
    """One thing that someone did. Rows are never changed or deleted: a trigger refuses it.

    `cluster` and `transaction` say in which database transaction the row was written. A seal covers whole
    transactions that have ended, so that writers never wait for sealing (see `sealing`).
    """

    at = models.DateTimeField(_("when"), db_default=RawSQL("clock_timestamp()", []), editable=False)
    verb = models.CharField(_("act"), max_length=40, choices=verbs)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="acts", verbose_name=_("who")
    )
    capacity = models.CharField(_("in which capacity"), max_length=300, blank=True)
    object_kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    object_label = models.CharField(_("on what"), max_length=300)
    path = models.TextField(blank=True, db_collation="C")
    # The units on the path. By these an act stays with the unit that it concerned after that unit has moved.
    units = models.GeneratedField(
        expression=RawSQL("string_to_array(trim(both '/' from path), '/')::bigint[]", []),
        output_field=ArrayField(models.BigIntegerField()),
        db_persist=True,
    )
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    cluster = models.BigIntegerField(editable=False, db_default=RawSQL("audit_cluster()", []))
    transaction = models.BigIntegerField(editable=False, db_default=RawSQL("pg_current_xact_id()::text::bigint", []))

    objects = ActQuerySet.as_manager()

    class Meta:
        verbose_name = _("act")
        indexes = [
            models.Index(fields=["object_kind", "object_id", "-id"], name="act_history_of_object"),
            models.Index(fields=["cluster", "transaction", "id"], name="act_in_order_of_sealing"),
            models.Index(fields=["verb", "-id"], name="act_by_verb"),
            models.Index(fields=["at"], name="act_by_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_label}"


class Concern(models.Model):
    """That an act concerned a unit, or something under it. Follows from the act's path; a trigger writes it.

    So the newest acts of a unit are found by one search of an index, however many acts of others lie between them.
    `place` is the act's number, negative: newest first. (By the number itself the planner would rather read all acts
    in their order, which it takes to be an even mixture; after imports it is not.)
    """

    pk = models.CompositePrimaryKey("unit", "place")
    unit = models.BigIntegerField()
    place = models.BigIntegerField()
    act = models.ForeignKey(Act, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="concerns")

    class Meta:
        verbose_name = _("unit that an act concerned")
        constraints = [models.UniqueConstraint(fields=["act", "unit"], name="an_act_concerns_a_unit_once")]

    def __str__(self) -> str:
        return f"{self.act_id} – {self.unit}"


class Seal(models.Model):
    """The digest of all acts written by transactions from `first` up to, not including, `until`, chained to the last.

    `leaves` holds, act by act in order of sealing, the act's number (8 bytes) and the digest of its row (32 bytes), so
    that verification names the very act that was altered. Digests are SHA-256 (see `sealing`).
    """

    sealed_at = models.DateTimeField()
    cluster = models.BigIntegerField()
    first = models.BigIntegerField()
    until = models.BigIntegerField()
    count = models.IntegerField()
    leaves = models.BinaryField()
    previous = models.BinaryField(max_length=32)
    digest = models.BinaryField(max_length=32, unique=True)

    class Meta:
        verbose_name = _("seal")
        constraints = [
            models.UniqueConstraint(fields=["cluster", "until"], name="one_seal_up_to_a_transaction"),
            models.CheckConstraint(
                name="a_seal_covers_acts", condition=models.Q(count__gt=0, until__gt=models.F("first"))
            ),
        ]

    def __str__(self) -> str:
        return bytes(self.digest).hex()
