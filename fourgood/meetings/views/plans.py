"""Pages of the yearly plan of thematic meetings: who has sent one; the plan of a unit, written and sent (M11)."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fourgood.common.paging import page_of
from fourgood.common.refusal import Refusal
from fourgood.common.requests import PersonRequest
from fourgood.meetings import planning
from fourgood.meetings.models import PlannedTopic, ThematicPlan
from fourgood.meetings.plan_forms import TopicForm
from fourgood.meetings.plan_page import YEARS, Which, cells_seen, counted, narrowed, quarters_of
from fourgood.organisation.models import Member, Unit
from fourgood.organisation.standing import Can
from fourgood.organisation.views.forms import form_page

BOTH = ["GET", "POST"]
Words = str | Promise


@require_GET
def thematic_plan_list(request: PersonRequest) -> HttpResponse:
    """Which of the cells that the reader sees have sent a plan for the year, and which have none."""
    standing = request.user.standing()
    standing.require_anywhere(Can.SEE_UNIT)
    asked = Which(request.GET, this_year=timezone.localdate().year)
    cells = cells_seen(standing, asked.asked_year)
    running = [h.unit_id for h in standing.holdings if h.grants(Can.RUN_MEETINGS)]
    rows = narrowed(cells, asked.asked).select_related("parent").order_by("sort_key", "pk")
    context = {
        "asked": asked,
        "year": asked.asked_year,
        "numbers": counted(cells),
        "page": page_of(request, rows),
        "running": Unit.objects.active().filter(pk__in=running, kind__has_members=True).order_by("-path"),
        "trail": [(_("Meetings"), reverse("meeting_list")), (_("Thematic plans"), "")],
    }
    return render(request, "meetings/thematic_plan_list.html", context)


@require_GET
def thematic_plan(request: PersonRequest, pk: int, year: int) -> HttpResponse:
    """The plan of a unit, quarter by quarter; whoever runs the meetings writes and sends it here."""
    unit = _unit(request, pk, year)
    plan = ThematicPlan.objects.visible_to(request.user).filter(unit=unit, year=year).select_related("unit").first()
    standing = request.user.standing()
    context = {
        "unit": unit,
        "year": year,
        "plan": plan,
        "quarters": quarters_of(plan),
        "runs": standing.may(Can.RUN_MEETINGS, unit),
        "may_see_acts": plan is not None and standing.may(Can.SEE_ACTS, unit),
        "trail": trail_of(),
    }
    return render(request, "meetings/thematic_plan.html", context)


@require_http_methods(BOTH)
def planned_topic_new(request: PersonRequest, pk: int, year: int) -> HttpResponse:
    unit = _unit(request, pk, year)
    request.user.standing().require(Can.RUN_MEETINGS, unit)
    initial = {"month": request.GET.get("month") or timezone.localdate().month}
    form = TopicForm(request.POST or None, initial=initial, members=_members(unit))
    write = partial(planning.plan_topic, unit, year, at=timezone.now())
    back = reverse("thematic_plan", args=[pk, year])
    return form_page(request, form, write, about=f"{unit}, {year}", back=back, trail=[*trail_of(), (str(year), back)])


@require_http_methods(BOTH)
def planned_topic_change(request: PersonRequest, pk: int) -> HttpResponse:
    topic = _run_topic(request, pk)
    plan = topic.plan
    initial = {"month": topic.month, "text": topic.text, "author": topic.author_id}
    form = TopicForm(request.POST or None, initial=initial, members=_members(plan.unit))
    change = partial(planning.change_topic, topic, at=timezone.now())
    trail = [*trail_of(), (str(plan), plan.get_absolute_url())]
    return form_page(request, form, change, about=plan, back=plan.get_absolute_url(), trail=trail)


@require_POST
def planned_topic_remove(request: PersonRequest, pk: int) -> HttpResponse:
    topic = _run_topic(request, pk)
    try:
        planning.remove_topic(topic, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal.reason))
    else:
        messages.success(request, str(TopicForm.done))
    return redirect(topic.plan)


@require_POST
def thematic_plan_send(request: PersonRequest, pk: int, year: int) -> HttpResponse:
    rows = ThematicPlan.objects.visible_to(request.user).select_related("unit")
    plan = get_object_or_404(rows, unit=_unit(request, pk, year), year=year)
    request.user.standing().require(Can.RUN_MEETINGS, plan.unit)
    try:
        planning.send(plan, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal.reason))
    else:
        messages.success(request, str(_("The plan is sent to the level above.")))
    return redirect(plan)


def trail_of() -> list[tuple[Words, str]]:
    return [(_("Meetings"), reverse("meeting_list")), (_("Thematic plans"), reverse("thematic_plan_list"))]


def _unit(request: PersonRequest, pk: int, year: int) -> Unit:
    if year not in YEARS:
        raise Http404
    return get_object_or_404(Unit.objects.visible_to(request.user).select_related("kind"), pk=pk)


def _members(unit: Unit) -> QuerySet[Member]:
    return Member.objects.filter(unit=unit, is_active=True).order_by("sort_key")


def _run_topic(request: PersonRequest, pk: int) -> PlannedTopic:
    seen = PlannedTopic.objects.filter(plan__in=ThematicPlan.objects.visible_to(request.user))
    topic = get_object_or_404(seen.select_related("plan__unit", "author"), pk=pk)
    request.user.standing().require(Can.RUN_MEETINGS, topic.plan.unit)
    return topic
