"""Pages of one task: what it is and how far, giving it, doing it, ending it (M13, M15)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fourgood.common.requests import PersonRequest
from fourgood.organisation.member_forms import ActForm
from fourgood.organisation.models import PartyGroup, Unit
from fourgood.organisation.people import people_of
from fourgood.organisation.standing import Can
from fourgood.organisation.views.forms import act_at_once, form_page
from fourgood.tasks import forms, refusals
from fourgood.tasks.board import card_of
from fourgood.tasks.models import Assignment, Task

Words = str | Promise
BOTH = ["GET", "POST"]


@require_GET
def task(request: PersonRequest, pk: int) -> HttpResponse:
    """One task: what is expected, who has it, how far each is, and what the reader does next."""
    row, today = visible_task(request, pk), timezone.localdate()
    standing = request.user.standing()
    gives = standing.may(Can.GIVE_TASKS, row.unit)
    context = {
        "task": row,
        "card": card_of(row, on=today, member_id=request.user.member_id),
        "rows": _rows(request, row, gives=bool(gives)),
        "amount": row.amount_done() if row.target else None,
        "is_late": row.is_late(today),
        "postponements": row.postponements.all(),
        "gives": gives and not row.has_ended,
        "may_see_acts": standing.may(Can.SEE_ACTS, row.unit),
        "trail": trail_of(row),
    }
    return render(request, "tasks/task_detail.html", context)


def _rows(request: PersonRequest, row: Task, *, gives: bool) -> list[tuple[Assignment, bool, bool]]:
    """Who has it, the reader first; whether the reader may act on it, and whether it is the reader's own."""
    found = row.assignments.select_related("member").prefetch_related("progress__files")
    rows = [(a, not row.has_ended and (gives or _is_own(request, a)), _is_own(request, a)) for a in found]
    return sorted(rows, key=lambda line: not line[2])


@require_http_methods(BOTH)
def task_new(request: PersonRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(Unit.objects.visible_to(request.user).select_related("kind"), pk=pk)
    request.user.standing().require(Can.GIVE_TASKS, unit)
    today = timezone.localdate()
    form = forms.TaskForm(
        request.POST or None,
        people=people_of(unit, on=today).order_by("sort_key", "pk"),
        groups=PartyGroup.objects.on(today).filter(unit=unit),
        initial={"due_on": forms.end_of_month(today)},
    )
    give = partial(Task.objects.give, unit=unit, at=timezone.now())
    back = reverse("unit_tasks", args=[unit.pk])
    return form_page(request, form, give, about=unit, back=back, trail=trail_of(None))


@require_http_methods(BOTH)
def task_assign(request: PersonRequest, pk: int) -> HttpResponse:
    row, today = given_task(request, pk), timezone.localdate()
    free = people_of(row.unit, on=today).exclude(assignments__task=row).order_by("sort_key", "pk")
    form = forms.AssignForm(request.POST or None, people=free, groups=PartyGroup.objects.none())
    return _page(request, row, form, partial(row.assign, at=timezone.now()))


@require_http_methods(BOTH)
def task_carry_over(request: PersonRequest, pk: int) -> HttpResponse:
    row = given_task(request, pk)
    return _page(request, row, forms.CarryOverForm(request.POST or None), partial(row.carry_over, at=timezone.now()))


@require_http_methods(BOTH)
def task_finish(request: PersonRequest, pk: int) -> HttpResponse:
    row = given_task(request, pk)
    form = forms.FinishForm(request.POST or None, initial={"on": timezone.localdate()})
    return _page(request, row, form, partial(row.finish, at=timezone.now()))


@require_http_methods(BOTH)
def task_drop(request: PersonRequest, pk: int) -> HttpResponse:
    row = given_task(request, pk)
    return _page(request, row, forms.DropForm(request.POST or None), partial(row.drop, at=timezone.now()))


@require_POST
def assignment_accept(request: PersonRequest, pk: int) -> HttpResponse:
    row = done_by_reader(request, pk)
    return act_at_once(request, row.task, partial(row.accept, at=timezone.now()), _("You have accepted the task."))


@require_http_methods(BOTH)
def assignment_report(request: PersonRequest, pk: int) -> HttpResponse:
    row = done_by_reader(request, pk)
    form = forms.ReportForm(request.POST or None, request.FILES or None, measured=bool(row.task.measure))
    return _page(request, row.task, form, partial(row.report, at=timezone.now()))


@require_http_methods(BOTH)
def assignment_done(request: PersonRequest, pk: int) -> HttpResponse:
    row = done_by_reader(request, pk)
    initial = {"on": timezone.localdate()}
    form = forms.DoneForm(request.POST or None, request.FILES or None, measured=bool(row.task.measure), initial=initial)
    return _page(request, row.task, form, partial(row.mark_done, at=timezone.now()))


@require_POST
def assignment_check(request: PersonRequest, pk: int) -> HttpResponse:
    row = given_assignment(request, pk)
    return act_at_once(request, row.task, partial(row.check_done, at=timezone.now()), _("It is checked as done."))


@require_http_methods(BOTH)
def assignment_send_back(request: PersonRequest, pk: int) -> HttpResponse:
    row = given_assignment(request, pk)
    send_back = partial(row.send_back, at=timezone.now())
    return _page(request, row.task, forms.SendBackForm(request.POST or None), send_back, about=row)


@require_http_methods(BOTH)
def assignment_take_back(request: PersonRequest, pk: int) -> HttpResponse:
    row = given_assignment(request, pk)
    take_back = partial(row.task.take_back, row)
    return _page(request, row.task, forms.TakeBackForm(request.POST or None), take_back, about=row)


def visible_task(request: PersonRequest, pk: int) -> Task:
    return get_object_or_404(Task.objects.visible_to(request.user).select_related("unit"), pk=pk)


def given_task(request: PersonRequest, pk: int) -> Task:
    """The task, if the reader sees it (404) and gives the tasks of its unit (refusal), while it is open (refusal)."""
    row = visible_task(request, pk)
    request.user.standing().require(Can.GIVE_TASKS, row.unit)
    if row.has_ended:
        raise refusals.Ended
    return row


def visible_assignment(request: PersonRequest, pk: int) -> Assignment:
    seen = Assignment.objects.visible_to(request.user).select_related("task__unit", "member")
    row = get_object_or_404(seen, pk=pk)
    if row.task.has_ended:
        raise refusals.Ended
    return row


def given_assignment(request: PersonRequest, pk: int) -> Assignment:
    row = visible_assignment(request, pk)
    request.user.standing().require(Can.GIVE_TASKS, row.unit)
    return row


def done_by_reader(request: PersonRequest, pk: int) -> Assignment:
    """The assignment, if it is the reader's own, or the reader enters it for someone of their unit (else a refusal)."""
    row = visible_assignment(request, pk)
    if not _is_own(request, row) and not request.user.standing().may(Can.GIVE_TASKS, row.unit):
        raise refusals.NotYours
    return row


def _is_own(request: PersonRequest, row: Assignment) -> bool:
    return row.member_id is not None and row.member_id == request.user.member_id


def _page(
    request: PersonRequest, row: Task, form: ActForm, verb: Callable[..., object], *, about: object = None
) -> HttpResponse:
    return form_page(request, form, verb, about=about or row, back=row.get_absolute_url(), trail=trail_of(row))


def trail_of(row: Task | None) -> list[tuple[Words, str]]:
    way: list[tuple[Words, str]] = [(_("Tasks"), reverse("task_list"))]
    return [*way, (row.title, row.get_absolute_url())] if row else way
