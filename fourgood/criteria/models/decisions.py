"""What people say and decide about a unit's criteria: opinions, adoption, submission, remarks (M6)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fourgood.audit.models import Actor
from fourgood.criteria.models.sets import CriteriaSet
from fourgood.organisation.models import Member, Unit
from fourgood.organisation.standing import Can

if TYPE_CHECKING:
    from fourgood.organisation.standing import Viewer


class OpinionQuerySet(models.QuerySet["Opinion"]):
    def visible_to(self, viewer: Viewer) -> OpinionQuerySet:
        """The viewer's own, and those of units whose acts the viewer reads: in the unit, its leaders."""
        column = "criteria_set__registration__unit__path"
        return self.filter(viewer.standing().reach(Can.SEE_ACTS, column) | Q(member=viewer.member_id))


class Opinion(models.Model):
    """What a member said about the draft: on one criterion, or on the whole (`code` is ""). `entered_by` is whoever
    typed it: the member, or the secretary for one who has no phone.
    """

    criteria_set = models.ForeignKey(CriteriaSet, models.CASCADE, related_name="opinions")
    member = models.ForeignKey(Member, models.PROTECT, related_name="opinions", verbose_name=_("member"))
    code = models.CharField(_("criterion"), max_length=20, blank=True)
    agrees = models.BooleanField(_("agrees"))
    text = models.TextField(_("opinion"), blank=True)
    given_at = models.DateTimeField(_("given at"))
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, editable=False)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = _("opinion")
        ordering = ["given_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["criteria_set", "member", "code"], name="one_opinion_per_member_and_point"),
            models.CheckConstraint(name="who_disagrees_says_why", condition=Q(agrees=True) | ~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.code}"

    @property
    def unit(self) -> Unit:
        """The unit whose criteria it is about: it decides in which capacity someone acts on it."""
        return self.criteria_set.unit

    @property
    def is_entered_for_them(self) -> bool:
        """Whether someone else typed it. Fetch it with `entered_by`."""
        return self.entered_by is None or self.entered_by.member_id != self.member_id

    @property
    def given_on(self) -> dt.date:
        return timezone.localdate(self.given_at)

    @property
    def is_late(self) -> bool:
        """Whether it came after the day until which members were asked. Fetch it with `criteria_set`."""
        until = self.criteria_set.opinions_until
        return until is not None and self.given_on > until

    def answer_with(self, text: str, *, by: Actor | None, at: dt.datetime) -> None:
        """What the secretary answers; in place of an earlier answer. Raises AnswerMissing, Confirmed."""
        from fourgood.criteria import opinions

        opinions.answer(self, text.strip(), by=by, at=at)


class Adoption(models.Model):
    """The resolution by which the cell adopted its criteria: a minimal record of meeting and vote.

    `base`: who had a vote by the rules of that day (`regulations.meeting_membership`), present or not. `digest` and
    `content` (`Own.stored` by criterion): of the criteria as voted on; changed afterwards, they must be adopted again.
    """

    criteria_set = models.ForeignKey(CriteriaSet, models.PROTECT, related_name="adoptions")
    met_on = models.DateField(_("meeting on"))
    number = models.CharField(_("number of the resolution"), max_length=60)
    base = models.PositiveSmallIntegerField(_("members entitled to vote"))
    present = models.PositiveSmallIntegerField(_("of them present"))
    in_favour = models.PositiveSmallIntegerField(_("in favour"))
    against = models.PositiveSmallIntegerField(_("against"))
    abstaining = models.PositiveSmallIntegerField(_("abstaining"))
    digest = models.CharField(max_length=64, editable=False)
    content = models.JSONField(default=dict, editable=False)
    recorded_at = models.DateTimeField(_("entered at"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("adoption")
        ordering = ["criteria_set_id", "recorded_at"]
        constraints = [
            models.CheckConstraint(
                name="no_more_votes_than_present",
                condition=Q(present__gte=F("in_favour") + F("against") + F("abstaining")),
            ),
            models.CheckConstraint(name="no_more_present_than_entitled", condition=Q(base__gte=F("present"))),
        ]

    def __str__(self) -> str:
        return self.number


class Submission(models.Model):
    """One sending of the criteria to the level above: open until it is returned with remarks, or confirmed.

    `due_on`: by when it was due, by the calendar of the framework; None: it names no day, or had come too late for one.
    """

    criteria_set = models.ForeignKey(CriteriaSet, models.PROTECT, related_name="submissions")
    due_on = models.DateField(_("due by"), null=True, editable=False)
    submitted_at = models.DateTimeField(_("submitted at"))
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    returned_at = models.DateTimeField(_("returned at"), null=True, editable=False)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    words = models.TextField(_("in general"), blank=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, editable=False)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("submission")
        ordering = ["criteria_set_id", "submitted_at"]
        constraints = [
            models.CheckConstraint(
                name="returned_or_confirmed_not_both",
                condition=Q(returned_at__isnull=True) | Q(confirmed_at__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["criteria_set"], condition=Q(returned_at__isnull=True), name="one_submission_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criteria_set_id}"

    @property
    def is_waiting(self) -> bool:
        return self.returned_at is None and self.confirmed_at is None

    @property
    def is_late(self) -> bool:
        return self.due_on is not None and timezone.localdate(self.submitted_at) > self.due_on


class Remark(models.Model):
    """What the level above asks to change about one criterion."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="remarks")
    code = models.CharField(_("criterion"), max_length=20)
    text = models.TextField(_("remark"))

    class Meta:
        verbose_name = _("remark")
        constraints = [models.UniqueConstraint(fields=["submission", "code"], name="one_remark_per_criterion")]

    def __str__(self) -> str:
        return self.code


class LookedAt(models.Model):
    """That a unit has looked at the version of its criteria that the issue of an edition made."""

    criteria_set = models.OneToOneField(CriteriaSet, models.CASCADE, related_name="looked_at_by_unit")
    at = models.DateTimeField(_("looked at on"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("look at carried over criteria")

    def __str__(self) -> str:
        return f"{self.criteria_set_id}"
