"""What people decide about a sheet: the vote, submission, return, confirmation, acceptance, reopening."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fourgood.assessments.models.assessments import Assessment
from fourgood.voting.models import Vote


def _who() -> models.ForeignKey:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")


class Voted(models.Model):
    """How a meeting voted on the sheet: a vote of FourGood, or the counts that were entered. `own`: the points as they
    were then; changed afterwards, it is to be voted on again.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="votes")
    vote = models.ForeignKey(Vote, models.PROTECT, null=True, related_name="+", verbose_name=_("vote"))
    met_on = models.DateField(_("meeting on"))
    base = models.PositiveSmallIntegerField(_("members entitled to vote"))
    present = models.PositiveSmallIntegerField(_("of them present"))
    in_favour = models.PositiveSmallIntegerField(_("in favour"))
    against = models.PositiveSmallIntegerField(_("against"))
    abstaining = models.PositiveSmallIntegerField(_("abstaining"))
    own = ArrayField(models.IntegerField(null=True), editable=False)
    recorded_at = models.DateTimeField(_("entered at"))
    recorded_by = _who()

    class Meta:
        verbose_name = _("vote on the sheet")
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="no_more_votes_on_a_sheet_than_present",
                condition=Q(present__gte=F("in_favour") + F("against") + F("abstaining")),
            ),
            models.CheckConstraint(name="no_more_at_the_vote_than_entitled", condition=Q(base__gte=F("present"))),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id}"


class Submission(models.Model):
    """One sending of the sheet to the level above: open until it is returned, or confirmed. Confirmed, it may be
    accepted by the committee, and reopened with a reason.

    `in_time_until`: the last day in time when it was sent; None: the framework names none. `kept`: the three arrays of
    points and their totals as they were when it was returned or reopened.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="submissions")
    in_time_until = models.DateField(_("in time until"), null=True, editable=False)
    submitted_at = models.DateTimeField(_("submitted at"))
    submitted_by = _who()
    returned_at = models.DateTimeField(_("returned at"), null=True, editable=False)
    returned_by = _who()
    words = models.TextField(_("in general"), blank=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, editable=False)
    confirmed_by = _who()
    accepted_at = models.DateTimeField(_("accepted at"), null=True, editable=False)
    accepted_by = _who()
    reopened_at = models.DateTimeField(_("reopened at"), null=True, editable=False)
    reopened_by = _who()
    reopened_because = models.TextField(_("why it was reopened"), blank=True)
    kept = models.JSONField(null=True, editable=False)

    class Meta:
        verbose_name = _("submission of a sheet")
        ordering = ["assessment_id", "submitted_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment"],
                condition=Q(returned_at__isnull=True, reopened_at__isnull=True),
                name="one_submission_of_a_sheet_at_a_time",
            ),
            models.CheckConstraint(
                name="a_sheet_is_returned_or_confirmed",
                condition=Q(returned_at__isnull=True) | Q(confirmed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="only_what_is_confirmed_is_accepted",
                condition=Q(accepted_at__isnull=True) | Q(confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="only_what_is_confirmed_is_reopened",
                condition=Q(reopened_at__isnull=True) | (Q(confirmed_at__isnull=False) & ~Q(reopened_because="")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["submitted_at"],
                name="sheets_waiting",
                condition=Q(returned_at__isnull=True, confirmed_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id}"

    @property
    def submitted_on(self) -> dt.date:
        return timezone.localdate(self.submitted_at)

    @property
    def is_late(self) -> bool:
        return self.in_time_until is not None and self.submitted_on > self.in_time_until


class Remark(models.Model):
    """What the level above says of a criterion: what to change (returned), or why its points are others (confirmed)."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="remarks")
    code = models.CharField(_("criterion"), max_length=20)
    text = models.TextField(_("remark"))

    class Meta:
        verbose_name = _("remark on a sheet")
        constraints = [models.UniqueConstraint(fields=["submission", "code"], name="one_remark_per_sheet_criterion")]

    def __str__(self) -> str:
        return self.code
