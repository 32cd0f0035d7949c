"""What a person should do now: one rule per thing that can be due, each asked only of those whose position it concerns.

A rule looks at what is there and answers with at most one `Due`. Later work adds rules, not another page.
"""

from __future__ import annotations

import datetime as dt

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fourgood.accounts.models import User
from fourgood.criteria.agenda import agenda_of
from fourgood.dashboards import (
    assessments_due,
    corrective_due,
    criteria_due,
    documents_due,
    meetings_due,
    quality_due,
    questions_due,
    resolutions_due,
    sitting_due,
    tasks_due,
    votes_due,
)
from fourgood.dashboards.asking import Ask, Asking, Rule, answers_of
from fourgood.dashboards.navigation import LEADERS
from fourgood.dashboards.reader import Due, Reader
from fourgood.instructions.owed import owed_by, own_units
from fourgood.organisation.models import Member, Order, Position, Unit
from fourgood.organisation.models.reference import Role
from fourgood.organisation.standing import Can, Holds, Standing
from fourgood.regulations.probation import probation_ends

AHEAD = dt.timedelta(days=60)  # how long beforehand the end of a probation is told
FAR_REACHING = {Holds.ORGANISING_OFFICER, Holds.INSPECTOR, Holds.SYSTEM_ADMINISTRATOR}


def reader_of(user: User, *, on: dt.date) -> Reader:
    standing = user.standing(on)
    own = own_units(standing)
    led = {h.unit_id for h in standing.holdings if h.what in LEADERS}
    cell = min((one.unit.pk for one in own if one.unit.pk in led and one.unit.kind.has_members), default=None)
    registrations = agenda_of(standing, on=on, among=[one.unit for one in own])
    return Reader(user, on, standing, cell, registrations, tuple(owed_by(standing, own)))


def due_for(reader: Reader) -> list[Due]:
    """What is due, the most pressing first: what people wait for, then by date, then in the order of the rules."""
    return sorted(answers_of(RULES, reader), key=lambda due: (not due.is_now, due.day or dt.date.max))


def second_factor(reader: Reader) -> Due | None:
    """An office that reaches far is worth more than a password."""
    if not any(h.what in FAR_REACHING for h in reader.standing.holdings):
        return None
    if Authenticator.objects.filter(user=reader.user).exists():
        return None
    return Due(
        title=_("Protect your account with a second factor"),
        text=_("Your office reaches far. With an authenticator app or a passkey, a stolen password is not enough."),
        action=_("Add a second factor"),
        url=reverse("mfa_index"),
    )


def order_drafts(reader: Reader) -> Asking:
    """Orders that were drafted and wait to be carried out."""
    if not reader.standing.may_anywhere(Can.CARRY_OUT_ORDERS):
        return None
    reach = reader.standing.reach(Can.CARRY_OUT_ORDERS, "issuer__path")
    found = yield Ask(lambda: Order.objects.drafts().filter(reach), day="effective_on")
    count = found.count
    if not count:
        return None
    title = ngettext(
        "%(count)d reorganisation order waits to be carried out",
        "%(count)d reorganisation orders wait to be carried out",
        count,
    )
    return Due(
        title=title % {"count": count},
        text=_("Try the order first: it lists every row that changes. Then carry it out."),
        action=_("Open the order") if count == 1 else _("Open the orders"),
        url=reverse("order", args=[found.only]) if count == 1 else reverse("order_list"),
        day=found.first,
    )


def without_secretary(standing: Standing) -> QuerySet[Unit]:
    """Active units within the person's care that have no secretary on the day."""
    secretaries = Position.objects.on(standing.on).filter(unit=OuterRef("pk"), kind__role=Role.SECRETARY)
    return Unit.objects.active().filter(standing.reach(Can.KEEP_POSITIONS, "path"), ~Exists(secretaries))


def secretary_missing(reader: Reader) -> Asking:
    """Units that nobody leads."""
    if not reader.standing.may_anywhere(Can.KEEP_POSITIONS):
        return None
    count = (yield Ask(lambda: without_secretary(reader.standing))).count
    if not count:
        return None
    title = ngettext("%(count)d unit has no secretary", "%(count)d units have no secretary", count)
    return Due(
        title=title % {"count": count},
        text=_("Enter who was elected or appointed, with the day and the number of the decision."),
        action=_("See which"),
        url=reverse("units_without_secretary"),
    )


def secretaries_without_account(standing: Standing) -> QuerySet[Position]:
    """Secretaries below the person, who may hand them a code, as long as they have no account."""
    in_care = standing.reach(Can.HAND_OVER_CODES, "unit__path") & standing.reach(
        Can.HAND_OVER_CODES, "member__unit__path"
    )
    beside = [holding.unit_id for holding in standing.holdings if holding.what in LEADERS]
    secretaries = Position.objects.on(standing.on).filter(in_care, kind__role=Role.SECRETARY, unit__is_active=True)
    accounts = User.objects.filter(member=OuterRef("member"))
    return secretaries.filter(~Exists(accounts), member__is_active=True).exclude(unit__in=beside)


def accounts_of_secretaries(reader: Reader) -> Asking:
    """Secretaries below who can't sign in yet."""
    if not reader.standing.may_anywhere(Can.HAND_OVER_CODES):
        return None
    count = (yield Ask(lambda: secretaries_without_account(reader.standing))).count
    if not count:
        return None
    title = ngettext("%(count)d secretary has no account yet", "%(count)d secretaries have no account yet", count)
    return Due(
        title=title % {"count": count},
        text=_("Print a code for each. With it they open their account and can hand out codes themselves."),
        action=_("See who"),
        url=reverse("secretaries_without_account"),
    )


def accounts_of_members(reader: Reader) -> Asking:
    """Members of the person's own cell who can't sign in yet."""
    cell = reader.cell
    if cell is None:
        return None
    count = (yield Ask(lambda: Member.objects.filter(unit=cell, is_active=True, account__isnull=True))).count
    if not count:
        return None
    title = ngettext("%(count)d member has no account yet", "%(count)d members have no account yet", count)
    return Due(
        title=title % {"count": count},
        text=_("Print their codes and hand them over at the next meeting. No e-mail address is needed."),
        action=_("Print codes"),
        url=reverse("unit_codes", args=[cell]),
    )


def probation_over(reader: Reader) -> Asking:
    """The probationary member of the own cell whose twelve months end first, if that is soon."""
    cell = reader.cell
    if cell is None:
        return None
    waiting = Member.objects.filter(unit=cell, is_active=True, official_on=None)
    found = yield Ask(lambda: waiting, day="admitted_on")
    if found.first is None or probation_ends(found.first) > reader.on + AHEAD:
        return None
    member = waiting.earliest("admitted_on", "pk")
    return Due(
        title=_("%(name)s has been on probation for a year") % {"name": member},
        text=_("The cell discusses and votes on recognition as an official member, then sends the file upward."),
        action=_("Open the member's page"),
        url=member.get_absolute_url(),
        day=probation_ends(member.admitted_on),
    )


def registration(reader: Reader) -> Due | None:
    """A unit that has not registered for a year that is open: the earliest year first."""
    item = next((item for item in reader.registrations if not item.is_registered), None)
    if item is None:
        return None
    new = f"{reverse('registration_new', args=[item.unit.pk])}?year={item.year}"
    return Due(
        title=_("Register %(unit)s for %(year)s") % {"unit": item.unit, "year": item.year},
        text=_("Say that your unit builds the 4-good model this year, and make the criteria of the framework its own."),
        action=_("Open the registration") if item.registration else _("Begin"),
        url=item.registration.get_absolute_url() if item.registration else new,
        day=item.due,
    )


def criteria_to_go_through(reader: Reader) -> Due | None:
    """Criteria that are begun and not all gone through."""
    item = next((item for item in reader.registrations if item.newest and item.is_being_drafted), None)
    if item is None or item.newest is None:
        return None
    done = {"year": item.year, "done": item.looked_at, "all": item.total}
    return Due(
        title=_("Criteria for %(year)s: %(done)s of %(all)s gone through") % done,
        text=_("Go on where you stopped. What you type is saved at once."),
        action=_("Go on"),
        url=reverse("criteria_wizard", args=[item.newest.pk]),
        day=item.adopt_by,
    )


RULES: tuple[Rule, ...] = (
    *votes_due.RULES,
    *sitting_due.RULES,
    *meetings_due.RULES,
    *resolutions_due.RULES,
    *quality_due.RULES,
    documents_due.to_confirm,
    documents_due.study_days,
    documents_due.plans_to_write,
    documents_due.late_steps,
    registration,
    criteria_to_go_through,
    *criteria_due.RULES,
    *assessments_due.RULES,
    *corrective_due.RULES,
    *questions_due.RULES,
    *tasks_due.RULES,
    order_drafts,
    probation_over,
    secretary_missing,
    accounts_of_secretaries,
    accounts_of_members,
    second_factor,
)
