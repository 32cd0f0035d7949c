"""Access codes: printed on paper, handed over in person, they open an account or set a new password."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import models, transaction
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from fourgood.accounts.models.users import User
from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.common.refusal import Refusal
from fourgood.organisation.models import Member

# No vowels (a code never spells a word), none of 0 1 I L O that are taken for each other in print.
ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
# 28 signs to the 12th: 57 bits, far beyond guessing at some hundred attempts an hour for two weeks.
LENGTH = 12
GROUP = 4


class CodeRefused(Refusal):
    reason = _("This code is not valid. It may be mistyped, used already, replaced by a newer one, or out of date.")
    help = _("Ask the secretary of your cell for a new one; a secretary asks the committee above.")


class AccessCodeQuerySet(models.QuerySet["AccessCode"]):
    def live(self, at: dt.datetime) -> AccessCodeQuerySet:
        return self.filter(used_at=None, replaced_at=None, valid_until__gt=at)

    def written(self, text: str, *, at: dt.datetime) -> AccessCode:
        """The live code that someone wrote, in whatever case and grouping; CodeRefused says the same for all others."""
        code = self.live(at).select_related("member__unit", "user").filter(digest=digest(text)).first()
        if code is None:
            raise CodeRefused
        return code

    def waiting_for(self, to: Member | User, *, at: dt.datetime) -> AccessCode | None:
        """The code that the person has and has not used yet."""
        return self.live(at).filter(**_person(to)).select_related("handed_over_by").first()

    def with_waiting(self, members: models.QuerySet[Member], *, at: dt.datetime) -> models.QuerySet[Member]:
        """The members with `code_until`: until when a code waits for them, or None."""
        waiting = self.live(at).filter(Q(member=OuterRef("pk")) | Q(user__member=OuterRef("pk")))
        return members.annotate(code_until=Subquery(waiting.values("valid_until")[:1]))

    @transaction.atomic
    def hand_over(
        self,
        to: Member | User,
        *,
        by: User | None,
        at: dt.datetime,
        removes_second_factors: bool = False,
    ) -> tuple[AccessCode, str]:
        """A new code and its text, which is kept nowhere. Codes handed to the same person before are void from now on.

        Whether `by` may do it is asked before, with `handing_over.require_above`; None stands for the operator at the
        command line.
        """
        person = _person(to)
        self.filter(**person, used_at=None, replaced_at=None).update(replaced_at=at)
        text = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        user = person.get("user")
        code = self.create(
            **person,
            purpose=AccessCode.Purpose.RECOVER if user and user.is_open else AccessCode.Purpose.OPEN,
            digest=digest(text),
            handed_over_at=at,
            handed_over_by=by,
            valid_until=at + dt.timedelta(days=settings.ACCESS_CODE_DAYS),
            removes_second_factors=removes_second_factors,
        )
        after: dict[str, Any] = {"purpose": code.purpose, "until": code.valid_until.isoformat()}
        if removes_second_factors:
            after["removes_second_factors"] = True
        Act.objects.record(Verb.ACCOUNT_INVITED, to, by=by, path=code.kept_under(), after=after)
        return code, in_groups(text)


class AccessCode(models.Model):
    """A printed code, handed over by someone who stands above, for one person. Kept as a keyed hash, used once, valid
    until a time, replaced by the next one.

    `member` is set while the member has no account; from then on, and for people who are no members, `user` is.
    """

    class Purpose(models.TextChoices):
        OPEN = "open", _("open an account")
        RECOVER = "recover", _("set a new password")

    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose.choices)
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="access_codes", verbose_name=_("member"))
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="access_codes", verbose_name=_("account"))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    handed_over_at = models.DateTimeField(_("handed over at"), default=timezone.now, editable=False)
    handed_over_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("handed over by")
    )
    valid_until = models.DateTimeField(_("valid until"))
    removes_second_factors = models.BooleanField(_("removes the second factors"), default=False)
    used_at = models.DateTimeField(_("used at"), null=True, editable=False)
    replaced_at = models.DateTimeField(_("replaced at"), null=True, editable=False)

    objects = AccessCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("access code")
        constraints = [
            models.CheckConstraint(
                name="a_code_is_valid_for_a_time", condition=Q(valid_until__gt=models.F("handed_over_at"))
            ),
            models.CheckConstraint(
                name="a_code_is_for_one_person",
                condition=Q(member__isnull=False, user__isnull=True) | Q(member__isnull=True, user__isnull=False),
            ),
            models.UniqueConstraint(
                "member", name="one_code_at_a_time_per_member", condition=Q(used_at=None, replaced_at=None)
            ),
            models.UniqueConstraint(
                "user", name="one_code_at_a_time_per_account", condition=Q(used_at=None, replaced_at=None)
            ),
        ]

    def __str__(self) -> str:
        return self.get_purpose_display()

    def kept_under(self) -> str:
        """The path of the unit that looks after the person."""
        if self.user:
            return self.user.kept_under()
        return self.member.unit.path if self.member and self.member.unit else ""

    def account(self) -> User:
        """The account that the code is for; not saved yet when the code opens it."""
        if self.user:
            return self.user
        opened = User.objects.filter(member=self.member).first()
        return opened or User(member=self.member, name=str(self.member))

    @transaction.atomic
    def use(self, *, phone: str | None, email: str | None, password: str, at: dt.datetime) -> User:
        """Open the account, or give it a new password and end all its sessions. Exactly one of `phone` and `email` says
        what the person signs in with from now on.

        Whoever comes second with the same code is refused.
        """
        used = AccessCode.objects.live(at).filter(pk=self.pk).update(used_at=at)
        if not used:
            raise CodeRefused
        user = self.account()
        if phone:
            user.phone = phone
        if email:
            user.email = email
        user.set_password(password)
        if not self.user:
            user.opened_at = at
        user.save()
        user.end_sessions()
        if self.removes_second_factors:
            Authenticator.objects.filter(user=user).delete()
        verb = Verb.ACCOUNT_OPENED if self.purpose == self.Purpose.OPEN else Verb.PASSWORD_SET
        Act.objects.record(verb, user, by=user, path=user.kept_under(), after={"by_code": self.pk})
        return user


def _person(to: Member | User) -> dict[str, Any]:
    """Who the code is for, as columns: the account where there is one, else the member."""
    user = to if isinstance(to, User) else User.objects.filter(member=to).first()
    return {"user": user} if user else {"member": to}


def digest(text: str) -> str:
    """A keyed hash, the same however the code is grouped. A copy of the database alone doesn't help to guess codes."""
    signs = "".join(sign for sign in text.upper() if sign.isalnum())
    return salted_hmac("fourgood.accounts.code", signs, algorithm="sha256").hexdigest()


def in_groups(text: str) -> str:
    """As printed: "7KWM-2PXH-9TCR"."""
    return "-".join(text[start : start + GROUP] for start in range(0, len(text), GROUP))
