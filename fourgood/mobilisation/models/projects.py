"""Projects for which people give, and their goals (M16)."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Floor
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.common.refusal import refusing
from fourgood.mobilisation import refusals
from fourgood.organisation.models import Unit

if TYPE_CHECKING:
    from fourgood.mobilisation.models.consultations import Consultation
    from fourgood.mobilisation.models.ledger import Gift, Spending
    from fourgood.organisation.standing import Viewer

DIGITS, PLACES = 18, 2


def amount(label: Any, **options: Any) -> models.DecimalField[Decimal, Decimal]:
    """An exact amount: dong, days, square metres, tonnes …"""
    return models.DecimalField(label, max_digits=DIGITS, decimal_places=PLACES, **options)


class Kind(models.TextChoices):
    """What people give."""

    MONEY = "money", _("money")
    WORKING_DAYS = "working_days", _("working days")
    LAND = "land", _("land")
    MATERIALS = "materials", _("materials")


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, viewer: Viewer) -> ProjectQuerySet:
        """Projects of units that the viewer sees."""
        return self.filter(viewer.standing().sees("unit__path"))

    def on_the_notice_board(self) -> ProjectQuerySet:
        """Those that everyone may read without signing in."""
        return self.filter(is_public=True)

    def open(self) -> ProjectQuerySet:
        return self.filter(closed_at=None)

    @transaction.atomic
    def begin(self, *, unit: Unit, by: Actor | None, at: dt.datetime, **head: Any) -> Project:
        """Begin a project; `head`: title, purpose, decision, decided_on, begun_on, until, is_public.

        Raises UnitClosed, EndsBeforeItBegins.
        """
        if not unit.is_active:
            raise refusals.UnitClosed(unit=unit)
        with refusing(a_project_ends_after_it_begins=refusals.EndsBeforeItBegins()):
            project = self.create(unit=unit, begun_at=at, begun_by_id=by.pk if by else None, **head)
        project.record(Verb.PROJECT_BEGUN, by=by, after=project.head())
        return project


class Project(models.Model):
    """One project: what for, by which decision, with goals by kind, a ledger of gifts and of spending.

    Public unless the unit says otherwise: `public_id` stands in the address that needs no signing in. Closed with an
    account of what became of it: from then on nothing is entered any more.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="projects", verbose_name=_("unit"))
    title = models.CharField(_("project"), max_length=200)
    purpose = models.TextField(_("what it is for"))
    decision = models.CharField(_("decided by"), max_length=120)
    decided_on = models.DateField(_("decided on"))
    begun_on = models.DateField(_("gifts are taken from"))
    until = models.DateField(_("planned until"), null=True, blank=True)
    is_public = models.BooleanField(_("on the public notice board"), default=True)
    begun_at = models.DateTimeField(_("entered at"))
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)
    closed_on = models.DateField(_("closed on"), null=True, editable=False)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closing_words = models.TextField(_("what became of it"), blank=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("mobilisation project")
        ordering = ["-begun_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_project_ends_after_it_begins", condition=Q(until__isnull=True) | Q(until__gte=F("begun_on"))
            ),
            models.CheckConstraint(
                name="a_project_is_closed_with_words", condition=Q(closed_at__isnull=True) | ~Q(closing_words="")
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("project", args=[self.pk])

    def public_url(self) -> str:
        """The address of the notice that needs no signing in."""
        return reverse("project_notice", args=[self.public_id])

    def head(self) -> dict[str, str]:
        """What stands at its head, for the acts."""
        days = {"decided_on": self.decided_on, "begun_on": self.begun_on, "until": self.until}
        told = {"title": self.title, "decision": self.decision, "is_public": "yes" if self.is_public else "no"}
        return told | {name: day.isoformat() for name, day in days.items() if day}

    def record(self, verb: Verb, *, by: Actor | None, **told: Any) -> None:
        Act.objects.record(verb, self, by=by, path=self.unit.path, **told)

    @transaction.atomic
    def change(self, *, by: Actor | None, **head: Any) -> None:
        """Change what stands at the head. Raises Closed, EndsBeforeItBegins."""
        self.require_open()
        before = self.head()
        for name, value in head.items():
            setattr(self, name, value)
        if self.head() == before and "purpose" not in head:
            return
        with refusing(a_project_ends_after_it_begins=refusals.EndsBeforeItBegins()):
            self.save(update_fields=list(head))
        self.record(Verb.PROJECT_CHANGED, by=by, before=before, after=self.head())

    def aim(self, *, kind: str, amount: Decimal, name: str = "", measure: str = "", by: Actor | None) -> Goal:
        """Set a goal: so much money, working days, land, or of one material. Raises Closed, GoalThere, …"""
        from fourgood.mobilisation import goals

        return goals.add(self, kind=kind, amount=amount, name=name, measure=measure, by=by)

    def take(self, goal: Goal, *, by: Actor | None, at: dt.datetime, **gift: Any) -> Gift:
        """Enter a gift towards a goal: amount, given_on, giver, may_be_named, receipt, note.

        Raises Closed, BeforeTheProject, InTheFuture, ReceiptUsed, NoGiverToName.
        """
        from fourgood.mobilisation import ledger

        return ledger.take(self, goal, by=by, at=at, **gift)

    def spend(self, *, by: Actor | None, at: dt.datetime, **spending: Any) -> Spending:
        """Enter what was spent: amount, spent_on, purpose, voucher. Raises Closed, BeforeTheProject, InTheFuture,
        MoreThanThere.
        """
        from fourgood.mobilisation import ledger

        return ledger.spend(self, by=by, at=at, **spending)

    def consult(self, *, by: Actor | None, at: dt.datetime, **held: Any) -> Consultation:
        """Enter a meeting at which people talked it over (M15): held_on, asked, came, agreed, words.

        Raises Closed, InTheFuture, MoreThanCame.
        """
        from fourgood.mobilisation import consulting

        return consulting.enter(self, by=by, at=at, **held)

    def close(self, *, on: dt.date, closing_words: str, by: Actor | None, at: dt.datetime) -> None:
        """Close the account. Raises Closed, BeforeTheLastEntry, InTheFuture, ClosingWordsMissing."""
        from fourgood.mobilisation import closing

        closing.close(self, on=on, words=closing_words, by=by, at=at)

    def require_not_closed(self) -> None:
        """Raises Closed. For pages: what is entered looks again, under a lock."""
        if self.closed_at is not None:
            raise refusals.Closed(day=self.closed_on)

    def require_open(self) -> None:
        """Lock the project, so that no entry slips in while it is being closed. Raises Closed."""
        Project.objects.select_for_update().only("closed_at", "closed_on").get(pk=self.pk).require_not_closed()


class Goal(models.Model):
    """How much of one kind the project asks for. `name`: which material; `measure`: what it is counted in."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="goals")
    kind = models.CharField(_("kind of gift"), max_length=20, choices=Kind.choices)
    name = models.CharField(_("which material"), max_length=60, blank=True)
    measure = models.CharField(_("counted in"), max_length=20, blank=True)
    amount = amount(_("goal"))

    class Meta:
        verbose_name = _("goal")
        ordering = ["project_id", "pk"]
        constraints = [
            models.CheckConstraint(name="a_goal_is_more_than_nothing", condition=Q(amount__gt=0)),
            models.UniqueConstraint(fields=["project", "kind", "name"], name="one_goal_per_kind_and_material"),
            models.CheckConstraint(
                name="materials_are_named_and_measured",
                condition=(Q(kind="materials") & ~Q(name="") & ~Q(measure=""))
                | (~Q(kind="materials") & Q(name="") & Q(measure="")),
            ),
            models.CheckConstraint(name="dong_are_whole", condition=~Q(kind="money") | Q(amount=Floor("amount"))),
        ]

    def __str__(self) -> str:
        return self.name or str(self.get_kind_display())

    @property
    def unit(self) -> Unit:
        """The unit whose project it is. Fetch it with the project."""
        return self.project.unit
