"""Imports: what was uploaded, what a check found, who confirmed it, how it ended. State is what has happened."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.common import bulk
from fourgood.common.cells import Unreadable
from fourgood.common.refusal import Refusal
from fourgood.exchange.checking import Choices, Examined
from fourgood.exchange.columns import LISTS, ListKind
from fourgood.exchange.problems import Problem, Words
from fourgood.exchange.progress import is_held
from fourgood.exchange.wording import describe, value_shown
from fourgood.organisation.models import Unit
from fourgood.organisation.standing import Can

if TYPE_CHECKING:
    from fourgood.accounts.models import User

MOST_ATTEMPTS = 3


class NotReady(Refusal):
    reason = _("This list can't be taken over as it is. Look at what was found.")


class AlreadyConfirmed(Refusal):
    reason = _("This list is being taken over already, or was.")


class State(models.TextChoices):
    """Where an import stands; follows from its facts."""

    CHECKING = "checking", _("being checked")
    WRONG = "wrong", _("to be corrected")
    NOTHING_NEW = "nothing_new", _("nothing new")
    READY = "ready", _("waiting for confirmation")
    WRITING = "writing", _("being taken over")
    FINISHED = "finished", _("taken over")
    FAILED = "failed", _("failed")
    DISCARDED = "discarded", _("discarded")


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, user: User) -> ImportQuerySet:
        """One's own imports: they hold personal data of the list until they end."""
        return self.filter(uploaded_by=user)

    def waiting(self) -> ImportQuerySet:
        """Those on which a job should be working."""
        open_ones = self.filter(finished_at=None, failed_at=None, discarded_at=None)
        return open_ones.filter(Q(checked_at=None) | Q(confirmed_at__isnull=False))

    def left_alone(self, before: dt.datetime) -> ImportQuerySet:
        """Those that hold a file and on which nobody has done anything since."""
        return self.filter(file__isnull=False, touched_at__lt=before)

    @transaction.atomic
    def upload(self, *, kind: str, name: str, data: bytes, by: User | None, at: dt.datetime) -> Import:
        """Keep the file and have it checked."""
        made = self.create(kind=kind, name=name[-200:], size=len(data), uploaded_by=by, uploaded_at=at, touched_at=at)
        File.objects.create(upload=made, data=data)
        Progress.objects.create(upload=made)
        made.defer("check")
        return made


class Import(models.Model):
    """One list on its way in. Nothing of it is written before someone confirms what the check found.

    The file, the sample of its rows, the problems and the differences hold personal data: they are deleted when the
    import is finished or discarded.
    """

    class Kind(models.TextChoices):
        UNITS = "units", _("Units")
        MEMBERS = "members", _("Members")

    kind = models.CharField(_("kind of list"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("file"), max_length=200)
    size = models.PositiveIntegerField(_("size in bytes"))
    uploaded_at = models.DateTimeField(_("uploaded at"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="imports", verbose_name=_("uploaded by")
    )
    touched_at = models.DateTimeField(editable=False)
    # What the person chose, or what was guessed
    sheet = models.CharField(_("sheet"), max_length=200, blank=True)
    mapping = models.JSONField(null=True)
    erase = models.BooleanField(_("empty cells erase what is stored"), default=False)
    # What the check found
    sheets = models.JSONField(default=list)
    header = models.JSONField(default=list)
    sample = models.JSONField(default=list)
    checked_at = models.DateTimeField(_("checked at"), null=True)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    new = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    problem_count = models.PositiveIntegerField(_("problems"), default=0)
    digest = models.CharField(max_length=64, blank=True)
    notice = models.CharField(max_length=40, blank=True)
    # How it went on
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    failed_at = models.DateTimeField(_("failed at"), null=True)
    discarded_at = models.DateTimeField(_("discarded at"), null=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of a list")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="only_what_was_checked_is_confirmed",
                condition=Q(confirmed_at__isnull=True) | Q(checked_at__isnull=False),
            ),
            models.CheckConstraint(
                name="an_import_ends_once",
                condition=Q(finished_at__isnull=True) | Q(failed_at__isnull=True, discarded_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("import", args=[self.pk])

    @property
    def list_kind(self) -> ListKind:
        return LISTS[self.kind]

    @property
    def state(self) -> State:
        ends = (
            (self.discarded_at, State.DISCARDED),
            (self.failed_at, State.FAILED),
            (self.finished_at, State.FINISHED),
        )
        for happened, state in ends:
            if happened:
                return state
        if self.confirmed_at:
            return State.WRITING
        if self.checked_at is None:
            return State.CHECKING
        if self.problem_count:
            return State.WRONG
        return State.READY if self.new or self.changed else State.NOTHING_NEW

    @property
    def state_label(self) -> str:
        return str(self.state.label)

    @property
    def is_working(self) -> bool:
        """Whether a job should be busy with it."""
        return self.state in {State.CHECKING, State.WRITING}

    @property
    def is_open(self) -> bool:
        """Whether the person can still do something with it."""
        return self.state not in {State.FINISHED, State.DISCARDED}

    @property
    def choices(self) -> Choices:
        return Choices(sheet=self.sheet, mapping=self.mapping, erase=self.erase)

    def is_being_worked_on(self) -> bool:
        """Whether a living process works on it now. One query."""
        return is_held(self.pk)

    # What the person does

    @transaction.atomic
    def choose(self, *, sheet: str, mapping: dict[str, int] | None, erase: bool, at: dt.datetime) -> None:
        """Read the file again with another choice of sheet and columns. Raises AlreadyConfirmed."""
        if not self.is_open or self.confirmed_at:
            raise AlreadyConfirmed
        self.sheet, self.mapping, self.erase = sheet, mapping, erase
        self._begin_check(at)

    @transaction.atomic
    def confirm(self, *, at: dt.datetime) -> None:
        """Have it written as the check found it. Raises NotReady, AlreadyConfirmed."""
        now = Import.objects.select_for_update().get(pk=self.pk)
        if now.confirmed_at or now.finished_at:
            raise AlreadyConfirmed
        if now.state != State.READY:
            raise NotReady
        self.confirmed_at, self.touched_at, self.notice = at, at, ""
        self.save(update_fields=["confirmed_at", "touched_at", "notice"])
        Progress.objects.filter(upload=self).update(step="", done=0, total=0, attempts=0)
        self.defer("write")

    @transaction.atomic
    def start_again(self, *, at: dt.datetime) -> None:
        """Check it once more after it failed. Raises AlreadyConfirmed."""
        if self.state != State.FAILED:
            raise AlreadyConfirmed
        self._begin_check(at)

    @transaction.atomic
    def discard(self, *, at: dt.datetime) -> None:
        """Forget the file and what was found in it. Raises AlreadyConfirmed."""
        if not self.is_open or (self.confirmed_at and not self.failed_at):
            raise AlreadyConfirmed
        self.discarded_at = at
        self._forget()

    def _begin_check(self, at: dt.datetime) -> None:
        self.touched_at, self.checked_at, self.confirmed_at, self.failed_at = at, None, None, None
        self.save()
        Progress.objects.filter(upload=self).update(step="", done=0, total=0, attempts=0)
        self.defer("check")

    def defer(self, task: str) -> None:
        """Queue the job in the same transaction: it is there when, and only when, the change is."""
        from procrastinate.contrib.django import app

        app.configure_task(f"exchange.{task}").defer(import_id=self.pk)

    # What a job does

    @transaction.atomic
    def note_check(self, examined: Examined, *, at: dt.datetime, notice: str = "") -> None:
        """Keep what a check found, in place of what an earlier one did. `notice`: a code to tell the person as well."""
        self.notice = notice
        findings = examined.findings
        self.sheet, self.sheets, self.header = examined.sheet, examined.sheets, examined.header
        self.mapping, self.sample = examined.mapping, examined.sample
        self.rows, self.new, self.changed, self.unchanged = (
            findings.rows,
            findings.new,
            findings.changed,
            findings.unchanged,
        )
        self.digest = findings.digest()
        self._note_problems(findings.problems, at=at)
        RowDifference.objects.filter(upload=self).delete()
        rows = ((self.pk, d.row, d.code, d.label, d.column, d.old, d.new) for d in findings.differences)
        bulk.copy(RowDifference, ["upload_id", "row", "code", "label", "column_key", "old", "new"], rows)

    def note_unreadable(self, reason: Unreadable, *, at: dt.datetime) -> None:
        """Keep why the file can't be read as a list."""
        self.notice = ""
        self.rows = self.new = self.changed = self.unchanged = 0
        self._note_problems([Problem(0, "", reason.code, reason.values)], at=at)

    def note_refusal(self, refusal: Refusal, *, at: dt.datetime) -> None:
        """Nothing was written, though it was confirmed: say why, and wait for the person again."""
        self._note_problems([Problem(0, "", "refused", {"reason": refusal.reason})], at=at)

    @transaction.atomic
    def _note_problems(self, problems: list[Problem], *, at: dt.datetime) -> None:
        self.checked_at, self.confirmed_at, self.problem_count = at, None, len(problems)
        self.save()
        RowProblem.objects.filter(upload=self).delete()
        made = (
            RowProblem(upload=self, row=p.row, letter=p.letter, code=p.code, values=dict(p.values)) for p in problems
        )
        RowProblem.objects.bulk_create(made, batch_size=5000)

    def finish(self, *, at: dt.datetime) -> None:
        """Written: record it, and forget the file. In the transaction of the writing."""
        self.finished_at = at
        self._forget()
        after = {"list": self.kind, "rows": self.rows, "new": self.new, "changed": self.changed}
        Act.objects.record(Verb.LIST_IMPORTED, self, by=self.uploaded_by, path=self._path(), after=after)

    def fail(self, *, at: dt.datetime) -> None:
        """The work was interrupted too often: nothing was written."""
        self.failed_at, self.confirmed_at = at, None
        self.save(update_fields=["failed_at", "confirmed_at"])

    def _path(self) -> str:
        """Whose act it is: of the widest subtree into which the person may import."""
        if self.uploaded_by is None:
            return Unit.objects.filter(parent=None).values_list("path", flat=True).first() or ""
        held = (h.path for h in self.uploaded_by.standing().holdings if h.grants(Can.IMPORT_LISTS))
        return min(held, key=len, default="")

    def _forget(self) -> None:
        self.sample, self.header, self.sheets = [], [], []
        self.save()
        File.objects.filter(upload=self).delete()
        RowProblem.objects.filter(upload=self).delete()
        RowDifference.objects.filter(upload=self).delete()


class File(models.Model):
    """The bytes as uploaded, until the import ends."""

    upload = models.OneToOneField(Import, models.CASCADE, primary_key=True, related_name="file")
    data = models.BinaryField()

    class Meta:
        verbose_name = _("uploaded file")

    def __str__(self) -> str:
        return str(self.upload_id)


class Progress(models.Model):
    """How far the job is. Written beside the transaction of the job, so that people see it move."""

    class Step(models.TextChoices):
        WAITING = "", _("Waiting for its turn")
        READING = "reading", _("Reading the rows")
        CHECKING = "checking", _("Comparing with what is stored")
        WRITING = "writing", _("Writing")

    upload = models.OneToOneField(Import, models.CASCADE, primary_key=True, related_name="progress")
    step = models.CharField(max_length=10, choices=Step.choices, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("progress of an import")

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.done}/{self.total}"


class RowProblem(models.Model):
    """Something wrong in a row (row 0: with the file), kept as its code and put into words when it is read."""

    upload = models.ForeignKey(Import, models.CASCADE, related_name="problems")
    row = models.PositiveIntegerField(_("row"))
    letter = models.CharField(max_length=3, blank=True)
    code = models.CharField(max_length=40)
    values = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("problem in a list")
        ordering = ["row", "id"]
        indexes = [models.Index(fields=["upload", "row", "id"], name="problem_of_import_in_order")]

    def __str__(self) -> str:
        return self.address or self.code

    @property
    def address(self) -> str:
        return f"{self.letter}{self.row}" if self.row else ""

    @property
    def words(self) -> Words:
        return describe(self.upload.list_kind, self.code, self.values)


class RowDifference(models.Model):
    """A stored value that a row of the list would change."""

    upload = models.ForeignKey(Import, models.CASCADE, related_name="differences")
    row = models.PositiveIntegerField(_("row"))
    code = models.CharField(max_length=20)
    label = models.CharField(max_length=200)
    column_key = models.CharField(max_length=20)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)

    class Meta:
        verbose_name = _("difference")
        ordering = ["row", "id"]
        indexes = [models.Index(fields=["upload", "row", "id"], name="difference_of_import_in_order")]

    def __str__(self) -> str:
        return f"{self.row}: {self.column_key}"

    @property
    def column(self) -> str:
        return str(self.upload.list_kind.column(self.column_key).label)

    @property
    def old_shown(self) -> str:
        return value_shown(self.upload.list_kind, self.column_key, self.old)

    @property
    def new_shown(self) -> str:
        return value_shown(self.upload.list_kind, self.column_key, self.new)
