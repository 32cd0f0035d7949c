"""Files that people added, with who may see them."""

from __future__ import annotations

import datetime as dt
import logging
import uuid
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.base import File
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.files import refusals, store
from fourgood.files.kinds import BY_TYPE, Kind
from fourgood.files.preparing import Prepared, prepare
from fourgood.organisation.models import Unit

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from fourgood.accounts.models import User


log = logging.getLogger(__name__)


class Sight(models.TextChoices):
    """Who may see a file of a unit."""

    LEADERS = "leaders", _("who leads the unit and who stands above it")
    MEMBERS = "members", _("all members of the unit, and who stands above it")
    BELOW = "below", _("the unit, all units under it, and who stands above it")
    PUBLIC = "public", _("everyone, without signing in")


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def visible_to(self, viewer: User | AnonymousUser) -> StoredFileQuerySet:
        """Files that the viewer may open: their own, and those of units as far as `sight` goes."""
        from fourgood.files import sight

        return self.filter(sight.condition(viewer))

    def not_checked(self) -> StoredFileQuerySet:
        """Files that no scan has judged."""
        return self.filter(checked_at=None, found_harmful_at=None)

    def count_lacking_content(self, *, among: int) -> tuple[int, int]:
        """How many of the oldest and newest were looked for in the store, and how many of them are not there."""
        kept = self.filter(found_harmful_at=None)
        ends = {*kept.order_by("pk")[:among], *kept.order_by("-pk")[:among]}
        return len(ends), sum(not store.has(file.key) for file in ends)

    @transaction.atomic
    def add(
        self, upload: File[bytes] | Prepared, *, unit: Unit, sight: str, by: Actor | None, at: dt.datetime
    ) -> StoredFile:
        """Keep a file that someone chose. The row is there only once the store has the content.

        A transaction that fails later leaves content without a row; `tasks.tidy` removes it. Raises what
        `preparing.prepare` raises, if the file does not come from a `FilesField`, which has asked already; and NotKept.
        """
        kept = upload if isinstance(upload, Prepared) else prepare(upload)
        key = store.new_key()
        with ExitStack() as undo:
            undo.callback(store.remove_if_it_answers, key)
            try:
                store.put(key, kept.content, small=kept.small)
            except store.Unreachable as error:
                log.error("A file can't be kept: %s", error)
                raise refusals.NotKept(name=kept.name) from error
            added = {"added_at": at, "added_by_id": by.pk if by else None}
            what = {"name": kept.name, "content_type": kept.kind.content_type, "size": kept.size}
            file = self.create(unit=unit, sight=sight, key=key, digest=kept.digest, **what, **added)
            Act.objects.record(Verb.FILE_ADDED, file, by=by, path=unit.path, after=file.head())
            if settings.FILES_SCAN:
                file.ask_for_scan()
            undo.pop_all()
        return file

    @transaction.atomic
    def add_all(
        self,
        uploads: Iterable[File[bytes] | Prepared],
        *,
        unit: Unit,
        sight: str,
        by: Actor | None,
        at: dt.datetime,
    ) -> list[StoredFile]:
        """`add` for each, in their order: all, or none."""
        return [self.add(upload, unit=unit, sight=sight, by=by, at=at) for upload in uploads]


class StoredFile(models.Model):
    """One file as it is kept: its content never changes. `key` is its place in the store, without any name of a person.

    `checked_at`: when the operator's hook found it clean; until then nobody else is served it, where a hook is set.
    `found_harmful_at`: when the hook found something; since then the content is gone.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="files", verbose_name=_("unit"))
    sight = models.CharField(_("who may see it"), max_length=20, choices=Sight.choices, default=Sight.MEMBERS)
    name = models.CharField(_("name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    digest = models.CharField(_("digest"), max_length=64, help_text="SHA-256, hex, of the content as it is kept.")
    key = models.CharField(max_length=100, unique=True, editable=False)
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(_("checked at"), null=True, editable=False)
    found_harmful_at = models.DateTimeField(_("found harmful at"), null=True, editable=False)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file")
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_file_is_clean_or_harmful",
                condition=Q(checked_at__isnull=True) | Q(found_harmful_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                name="files_that_no_scan_has_judged",
                condition=Q(checked_at__isnull=True, found_harmful_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("file", args=[self.public_id])

    @property
    def kind(self) -> Kind:
        return BY_TYPE[self.content_type]

    @property
    def is_picture(self) -> bool:
        return self.kind.is_picture

    @property
    def is_harmful(self) -> bool:
        return self.found_harmful_at is not None

    @property
    def waits_for_scan(self) -> bool:
        return bool(settings.FILES_SCAN) and self.checked_at is None and not self.is_harmful

    def head(self) -> dict[str, Any]:
        """What it is, for the acts."""
        return {"name": self.name, "size": self.size, "digest": self.digest, "sight": self.sight}

    def require_served_to(self, viewer: User | AnonymousUser) -> None:
        """Whether a viewer who sees the row may have the content. Raises FoundHarmful, NotCheckedYet."""
        if self.is_harmful:
            raise refusals.FoundHarmful(name=self.name)
        if self.waits_for_scan and (viewer.pk is None or viewer.pk != self.added_by_id):
            raise refusals.NotCheckedYet(name=self.name)

    def opened(self, *, small: bool = False) -> File[bytes]:
        """The content, or of a picture the small one, for reading. Raises ContentLost."""
        try:
            return store.opened(self.key, small=small)
        except (store.Lost, store.Unreachable) as error:
            log.error("The content of file %s can't be had: %s", self.public_id, error)
            raise refusals.ContentLost(name=self.name) from error

    # Removing

    def is_used(self) -> bool:
        """Whether a row of any package points to it."""
        return any(model._base_manager.filter(**{name: self.pk}).exists() for model, name in references())

    @transaction.atomic
    def remove(self, *, by: Actor | None) -> None:
        """Remove a file that nothing points to. What was recorded with a file stays: take it from there first, if the
        package that points to it allows that. Raises OnlyTheAdderRemoves, InUse.
        """
        StoredFile.objects.select_for_update().get(pk=self.pk)
        if by is not None and by.pk != self.added_by_id:
            raise refusals.OnlyTheAdderRemoves
        if self.is_used():
            raise refusals.InUse(name=self.name)
        Act.objects.record(Verb.FILE_REMOVED, self, by=by, path=self.unit.path, before=self.head())
        # Not delete(), which would take rows of many-to-many tables along: the database refuses instead.
        StoredFile.objects.filter(pk=self.pk)._raw_delete(using="default")
        self._forget_content()

    # Scanning

    def ask_for_scan(self) -> None:
        """Queue the job in the same transaction: it is there when, and only when, the row is."""
        from procrastinate.contrib.django import app

        app.configure_task("files.scan").defer(file_id=self.pk)

    @transaction.atomic
    def note_clean(self, *, at: dt.datetime) -> None:
        self._unjudged().update(checked_at=at)

    @transaction.atomic
    def note_harmful(self, *, at: dt.datetime) -> None:
        """Remove the content; the row stays and says so, since other rows may point to it."""
        if self._unjudged().update(found_harmful_at=at):
            Act.objects.record(Verb.FILE_FOUND_HARMFUL, self, by=None, path=self.unit.path, before=self.head())
            self._forget_content()

    def _unjudged(self) -> StoredFileQuerySet:
        """A job that runs twice judges once."""
        return StoredFile.objects.not_checked().filter(pk=self.pk)

    def _forget_content(self) -> None:
        """Once the transaction holds. What the store can't remove then, `tasks.tidy` removes."""
        transaction.on_commit(partial(store.remove_if_it_answers, self.key))


def references() -> Iterator[tuple[type[models.Model], str]]:
    """Every model that points to files, many-to-many tables included, with the name of its field."""
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):
            yield relation.related_model, relation.field.name
