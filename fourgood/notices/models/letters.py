"""The outbox: letters that wait, were sent, or could not be.

Every letter is sent at most once. It is claimed in a transaction of its own before the mail server hears of it, and
marked in another when the server has answered. A letter that is claimed and whose answer nobody knows is *in doubt*:
the process was killed, or the line broke after the text had gone out. No program sends it again; an operator may.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from fourgood.notices.kinds import Kind
from fourgood.notices.models.letter_queries import Draft, LetterQuerySet, Written

__all__ = ["Draft", "Letter", "Written"]

# How long to wait after each failure; after the last it is given up with its time (`send_by`).
WAITS = [dt.timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180)]


class Reason(models.TextChoices):
    """Why a letter was not sent: a class, never the server's words, which may name people."""

    UNREACHABLE = "unreachable", "the mail server could not be reached, or did not let us in"
    NOT_NOW = "not_now", "the mail server refused it for now"
    REFUSED = "refused", "the mail server refused it for good"
    UNSENDABLE = "unsendable", "the address can't be one"
    TOO_LATE = "too_late", "its time had passed"
    NOT_WANTED = "not_wanted", "the person had unsubscribed since"
    NO_ADDRESS = "no_address", "the person had no address any more"
    LOCKED = "locked", "the account had been locked since"
    LEFT = "left", "in doubt, and left so by an operator"


class Letter(models.Model):
    """One letter to one person. `key` names what it tells of, so that it is written once.

    State is a fact: waiting; claimed; then sent, failed (and waiting again), given up, or in doubt.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="letters", db_index=False)
    kind = models.CharField(max_length=30, choices=Kind.choices)
    key = models.CharField(max_length=200)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    written_at = models.DateTimeField()
    send_by = models.DateTimeField()
    next_try_at = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    given_up_at = models.DateTimeField(null=True)

    objects = LetterQuerySet.as_manager()

    WAITING: ClassVar[Q] = Q(claimed_at=None, sent_at=None, given_up_at=None)
    OPEN_CLAIM: ClassVar[Q] = Q(claimed_at__isnull=False, sent_at=None, given_up_at=None)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_try_at", "id"],
                name="letters_that_wait",
                condition=Q(claimed_at=None, sent_at=None, given_up_at=None),
            ),
            models.Index(
                fields=["claimed_at"],
                name="letters_claimed",
                condition=Q(claimed_at__isnull=False, sent_at=None, given_up_at=None),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "key"], name="one_letter_per_person_kind_and_key"),
            models.CheckConstraint(
                name="a_letter_is_claimed_before_it_is_sent",
                condition=Q(sent_at=None) | Q(claimed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_sent_letter_is_not_given_up", condition=Q(sent_at=None) | Q(given_up_at=None)
            ),
            models.CheckConstraint(name="a_sent_letter_forgets_its_text", condition=Q(sent_at=None) | Q(text="")),
            models.CheckConstraint(
                name="a_failure_has_a_reason",
                condition=Q(failed_at=None, given_up_at=None, reason="") | (~Q(reason="") & Q(failed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="a_subject_is_one_line", condition=~Q(subject="") & ~Q(subject__regex=r"[\r\n]")
            ),
            models.CheckConstraint(name="letters_are_of_a_known_kind", condition=Q(kind__in=Kind.values)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def set_sent(self, *, at: dt.datetime) -> None:
        """The server has taken it. Its text is forgotten: nobody needs it any more."""
        self.sent_at, self.text = at, ""
        self.save(update_fields=["sent_at", "text"])

    def set_failed(self, reason: Reason, *, at: dt.datetime) -> None:
        """It is known not to be sent, and waits for its next try; or is given up, when that would come too late."""
        self.failed_at, self.reason = at, reason
        self.next_try_at = at + WAITS[min(self.failures, len(WAITS) - 1)]
        self.failures += 1
        if self.next_try_at > self.send_by:
            self.give_up(reason, at=at)
            return
        self.claimed_at = None
        self.save(update_fields=["failed_at", "reason", "next_try_at", "failures", "claimed_at"])

    def give_up(self, reason: Reason, *, at: dt.datetime) -> None:
        """It will not be sent."""
        self.given_up_at = self.failed_at = at
        self.reason = reason
        self.save(update_fields=["given_up_at", "failed_at", "reason", "failures"])

    def send_again(self, *, at: dt.datetime, days: int = 3) -> None:
        """An operator wants a letter in doubt, or one that was given up, to be sent (again)."""
        self.claimed_at = self.given_up_at = self.failed_at = None
        self.reason, self.failures = "", 0
        self.next_try_at, self.send_by = at, at + dt.timedelta(days=days)
        self.save()
