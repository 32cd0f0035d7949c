"""A question about the sheets of one unit, as found in the rows; and that it was asked, and answered."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fourgood.audit.models import Actor
from fourgood.organisation.models import Unit
from fourgood.organisation.standing import Can

if TYPE_CHECKING:
    from fourgood.organisation.standing import Viewer


class Rule(models.TextChoices):
    """What is asked about. The numbers of each stand in `frameworks/integrity-rules.yaml`."""

    APART = "apart", _("points far apart")
    ALIKE = "alike", _("the same sheet again")
    UNBACKED = "unbacked", _("full marks with nothing to show")
    HURRIED = "hurried", _("filled in within minutes")
    WAVED_THROUGH = "waved_through", _("confirmed as it came")


def _below(viewer: Viewer) -> Q:
    return viewer.standing().reach(Can.SEE_QUESTIONS, "unit__path")


def _put_to(viewer: Viewer) -> Q:
    return viewer.standing().reach(Can.ASSESS, "unit__path") & Q(asked__isnull=False)


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, viewer: Viewer) -> QuestionQuerySet:
        """Those about units below the reader; of the reader's own unit those that were asked, and no others."""
        return self.filter(_below(viewer) | _put_to(viewer))

    def below(self, viewer: Viewer) -> QuestionQuerySet:
        """Those about units for which the reader is the level above."""
        return self.filter(_below(viewer))

    def put_to(self, viewer: Viewer) -> QuestionQuerySet:
        """Those that were put to a unit which the reader leads."""
        return self.filter(_put_to(viewer))

    def open(self) -> QuestionQuerySet:
        """Those that nobody has asked yet."""
        return self.filter(asked__isnull=True)

    def waiting(self) -> QuestionQuerySet:
        """Asked, and not answered yet."""
        return self.filter(asked__answered_at__isnull=True, asked__isnull=False)

    def answered(self) -> QuestionQuerySet:
        return self.filter(asked__answered_at__isnull=False)


class Question(models.Model):
    """`month`: the newest month that it is about. `rows`: what it was found in, a mapping for each month with the ids
    of the sheets (`integrity/finding.py` says which numbers stand beside). Looking again renews it until it is asked.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="questions", verbose_name=_("unit"))
    rule = models.CharField(_("about"), max_length=20, choices=Rule.choices)
    month = models.DateField(_("month"))
    rows = models.JSONField(editable=False)
    found_at = models.DateTimeField(_("found at"), editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question about sheets")
        ordering = ["-month", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "rule", "month"], name="one_question_per_unit_rule_and_month"),
            models.CheckConstraint(name="a_question_names_a_month", condition=Q(month__day=1)),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.get_rule_display()}"

    def get_absolute_url(self) -> str:
        return reverse("question", args=[self.pk])

    @property
    def sheets(self) -> list[int]:
        """Ids of the sheets that it is about."""
        return [sheet for row in self.rows for sheet in row["sheets"]]

    def ask(self, words: str, *, by: Actor | None, at: dt.datetime) -> Asked:
        """Note that the unit was asked; from now on it sees the question. Raises AlreadyAsked."""
        from fourgood.integrity import asking

        return asking.ask(self, words.strip(), by=by, at=at)

    def note_answer(self, answer: str, *, by: Actor | None, at: dt.datetime) -> Asked:
        """Note what the unit answered; it leaves the list. Raises NotAsked, AlreadyAnswered, AnswerMissing."""
        from fourgood.integrity import asking

        return asking.note_answer(self, answer.strip(), by=by, at=at)


class Asked(models.Model):
    """That a question was put to the unit, in which words; and what it answered."""

    question = models.OneToOneField(Question, models.CASCADE, related_name="asked")
    words = models.TextField(_("what was asked"), blank=True)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answer = models.TextField(_("what it answered"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("question that was asked")
        constraints = [
            models.CheckConstraint(
                name="an_answer_has_words_and_a_day",
                condition=Q(answered_at__isnull=True, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.question_id}"
