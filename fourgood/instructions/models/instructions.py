"""Instructions and their editions (M4): drafted, issued once and for all, amended by a new edition, withdrawn."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.common.refusal import refusing
from fourgood.instructions import refusals
from fourgood.instructions.models.edition_head import EditionHead, difference
from fourgood.instructions.models.edition_queries import EditionQuerySet, State
from fourgood.organisation.models import Unit

if TYPE_CHECKING:
    from fourgood.instructions.models.framework_files import FrameworkFile
    from fourgood.instructions.refusals import Obstacle


class Instruction(models.Model):
    """A document that brings criteria frameworks, such as 05-HD/BTCTU. What it says stands in its editions."""

    issuer = models.ForeignKey(Unit, models.PROTECT, related_name="instructions", verbose_name=_("issued by"))
    number = models.CharField(_("number"), max_length=60)

    class Meta:
        verbose_name = _("instruction")
        constraints = [
            models.UniqueConstraint(fields=["issuer", "number"], name="one_instruction_per_issuer_and_number")
        ]

    def __str__(self) -> str:
        return self.number


class EditionManager(models.Manager.from_queryset(EditionQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> EditionQuerySet:
        """With the instruction and its issuer: an edition can't be named without them."""
        return super().get_queryset().select_related("instruction__issuer")

    @transaction.atomic
    def draft(self, *, issuer: Unit, number: str, by: Actor | None, at: dt.datetime, **head: Any) -> Edition:
        """The first edition of a new instruction, without files yet. `head`: the other fields of the edition's head.

        Raises NumberTaken, EndsBeforeItHolds.
        """
        with refusals_of(number):
            instruction = Instruction.objects.create(issuer=issuer, number=number)
            edition = self.create(instruction=instruction, place=1, drafted_at=at, drafted_by_id=_pk(by), **head)
        edition.record(Verb.INSTRUCTION_DRAFTED, by=by, after=edition.head())
        return edition


class Edition(EditionHead):
    """One edition of an instruction. Once issued nothing of it changes, except that it may be withdrawn: a trigger
    refuses it. `digest` (SHA-256, hex) covers its head and its framework files as issued.
    """

    class CarryOver(models.TextChoices):
        """What happens to criteria made concrete under the edition before."""

        KEEP = "keep", _("they stay as they are until the end of the year")
        ADAPT = "adapt", _("they are taken over to the new edition as far as it allows")
        ASK_AGAIN = "ask_again", _("units make them concrete again")

    instruction = models.ForeignKey(Instruction, models.PROTECT, related_name="editions", verbose_name=_("instruction"))
    place = models.PositiveSmallIntegerField(_("edition"))
    carry_over = models.CharField(
        _("criteria already made concrete"), max_length=10, choices=CarryOver.choices, blank=True
    )
    drafted_at = models.DateTimeField(_("drafted at"))
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(_("issued at"), null=True, editable=False)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    digest = models.CharField(_("digest"), max_length=64, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, editable=False)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawal_reason = models.TextField(_("reason for the withdrawal"), blank=True, editable=False)

    objects = EditionManager()
    followed_on: dt.date | None  # by `with_follower`

    class Meta:
        verbose_name = _("edition of an instruction")
        ordering = ["-dated", "-place"]
        constraints = [
            models.UniqueConstraint(fields=["instruction", "place"], name="one_edition_per_place"),
            models.UniqueConstraint(
                fields=["instruction"], condition=Q(issued_at__isnull=True), name="one_draft_per_instruction"
            ),
            models.CheckConstraint(
                name="an_edition_holds_forwards", condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day"))
            ),
            models.CheckConstraint(
                name="what_is_issued_has_a_digest", condition=Q(issued_at__isnull=True) | ~Q(digest="")
            ),
            models.CheckConstraint(
                name="only_what_was_issued_is_withdrawn",
                condition=Q(withdrawn_at__isnull=True) | Q(issued_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instruction.number} ({self.place})"

    def get_absolute_url(self) -> str:
        return reverse("edition", args=[self.pk])

    @property
    def unit(self) -> Unit:
        """The unit in whose care it is: it decides in which capacity someone acts on it."""
        return self.instruction.issuer

    @property
    def is_draft(self) -> bool:
        return self.issued_at is None

    def state(self, on: dt.date) -> State:
        """Where it stands on the day. Fetch it `with_follower`."""
        if self.is_draft:
            return State.DRAFT
        if self.withdrawn_at is not None:
            return State.WITHDRAWN
        if self.first_day > on:
            return State.COMING
        last = self.holds_until()
        return State.OVER if last and last < on else State.IN_FORCE

    def holds_until(self) -> dt.date | None:
        """Its own last day, or the day before a later edition takes over. Fetch it `with_follower`."""
        ends = [self.last_day, self.followed_on and self.followed_on - dt.timedelta(days=1)]
        return min(filter(None, ends), default=None)

    @transaction.atomic
    def change_head(self, *, by: Actor | None, number: str | None = None, **fields: Any) -> None:
        """Correct the head of a draft. Raises AlreadyIssued, NumberTaken, NumberIsFixed, EndsBeforeItHolds."""
        self.require_draft()
        before = self.head()
        for name, value in fields.items():
            setattr(self, name, value)
        with refusals_of(number or ""):
            if number not in {None, self.instruction.number}:
                self._renumber(str(number))
            self.save(update_fields=[*fields])
        self.record(Verb.INSTRUCTION_CHANGED, by=by, **difference(before, self.head()))

    def _renumber(self, number: str) -> None:
        if self.instruction.editions.issued().exists():
            raise refusals.NumberIsFixed
        self.instruction.number = number
        self.instruction.save(update_fields=["number"])

    @transaction.atomic
    def discard(self, *, by: Actor | None) -> None:
        """Delete a draft with its files, and the instruction if that was all of it. The acts keep its head."""
        self.require_draft()
        self.record(Verb.INSTRUCTION_DISCARDED, by=by, before=self.head())
        self.delete()
        if not self.instruction.editions.exists():
            self.instruction.delete()

    def put_file(
        self, content: str, *, by: Actor | None, file: FrameworkFile | None = None, name: str = ""
    ) -> FrameworkFile:
        """Put a framework file into the draft, as a new one or in the place of `file`; errors in it don't matter yet.

        `name` is what the file was called: it gives the code where the content has none. Raises AlreadyIssued,
        FileTaken, EmptyFile.
        """
        from fourgood.instructions import drafting

        return drafting.put_file(self, content, by=by, file=file, name=name)

    def remove_file(self, file: FrameworkFile, *, by: Actor | None) -> None:
        """Take a file out of the draft. Raises AlreadyIssued."""
        from fourgood.instructions import drafting

        drafting.remove_file(self, file, by=by)

    def write_heads(self, *, by: Actor | None) -> list[FrameworkFile]:
        """Write the edition's head into every file that says otherwise; returns these. Files no YAML reader can read
        stay as they are. Raises AlreadyIssued.
        """
        from fourgood.instructions import drafting

        return drafting.write_heads(self, by=by)

    def obstacles(self) -> list[Obstacle]:
        """Everything that keeps the draft from being issued."""
        from fourgood.instructions import issuing

        return issuing.obstacles(self)

    def issue(self, *, by: Actor | None, at: dt.datetime) -> None:
        """Issue the draft: nothing of it changes any more, and it goes down the tree. AlreadyIssued, NotReady."""
        from fourgood.instructions import issuing

        issuing.issue(self, by=by, at=at)

    def amend(self, *, by: Actor | None, at: dt.datetime, **head: Any) -> Edition:
        """A draft of the next edition: this head with what `head` changes of it, and copies of the files.

        Raises NotIssued, DraftWaits, EndsBeforeItHolds.
        """
        from fourgood.instructions import drafting

        return drafting.amend(self, by=by, at=at, **head)

    @transaction.atomic
    def withdraw(self, *, reason: str, by: Actor | None, at: dt.datetime) -> None:
        """From the day of `at` on it no longer holds. Raises NotIssued, AlreadyWithdrawn, NoReason."""
        Edition.objects.select_for_update(of=("self",)).get(pk=self.pk).require_withdrawable()
        if not reason.strip():
            raise refusals.NoReason
        self.withdrawn_at, self.withdrawn_by_id, self.withdrawal_reason = at, _pk(by), reason.strip()
        self.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
        self.record(Verb.INSTRUCTION_WITHDRAWN, by=by, after={"withdrawal_reason": self.withdrawal_reason})

    def require_withdrawable(self) -> None:
        """Raises NotIssued, AlreadyWithdrawn."""
        if self.is_draft:
            raise refusals.NotIssued
        if self.withdrawn_at is not None:
            raise refusals.AlreadyWithdrawn

    def require_draft(self) -> None:
        """Raises AlreadyIssued."""
        if not self.is_draft:
            raise refusals.AlreadyIssued

    def record(self, verb: Verb, *, by: Actor | None, before: Any = None, after: Any = None) -> None:
        Act.objects.record(verb, self, by=by, path=self.unit.path, before=before, after=after)


def refusals_of(number: str) -> Any:
    """Names the constraints that a head can violate."""
    return refusing(
        one_instruction_per_issuer_and_number=refusals.NumberTaken(number=number),
        an_edition_holds_forwards=refusals.EndsBeforeItHolds(),
        one_draft_per_instruction=refusals.DraftWaits(),
    )


def _pk(by: Actor | None) -> Any:
    return by.pk if by else None
