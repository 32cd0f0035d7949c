"""The address at which the calendar of someone's phone fetches their meetings."""

from __future__ import annotations

import datetime as dt
import secrets

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from fourgood.accounts.models import User
from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb

SECRET_BYTES = 32  # 256 bits: beyond guessing, whatever the pace


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def live(self) -> CalendarFeedQuerySet:
        return self.filter(ended_at=None)

    def of(self, user: User) -> CalendarFeed | None:
        """The address that the person has now."""
        return self.live().filter(user=user).first()

    def opened_by(self, secret: str) -> CalendarFeed | None:
        """Whose meetings the secret opens: None if it is none, ended, or of a locked account."""
        return self.live().select_related("user").filter(digest=digest(secret), user__is_active=True).first()

    @transaction.atomic
    def make(self, user: User, *, at: dt.datetime) -> str:
        """A new secret, which is kept nowhere. The one before opens nothing from now on."""
        self.live().filter(user=user).update(ended_at=at)
        secret = secrets.token_urlsafe(SECRET_BYTES)
        self.create(user=user, digest=digest(secret), made_at=at)
        Act.objects.record(Verb.FEED_MADE, user, by=user, path=user.kept_under())
        return secret

    @transaction.atomic
    def end(self, user: User, *, at: dt.datetime) -> None:
        """From now on the person's address opens nothing. Without one, nothing happens."""
        if self.live().filter(user=user).update(ended_at=at):
            Act.objects.record(Verb.FEED_ENDED, user, by=user, path=user.kept_under())


class CalendarFeed(models.Model):
    """A secret address of one person, kept as a keyed hash; renewed or ended by that person."""

    user = models.ForeignKey(User, models.PROTECT, related_name="calendar_feeds", verbose_name=_("account"))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made at"), editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar address")
        constraints = [
            models.UniqueConstraint(
                fields=["user"], name="one_calendar_address_at_a_time", condition=Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(
                name="a_calendar_address_ends_after_it_was_made",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("made_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}"


def digest(secret: str) -> str:
    """A keyed hash: a copy of the database alone opens nobody's calendar."""
    return salted_hmac("fourgood.meetings.feed", secret, algorithm="sha256").hexdigest()
