"""Pages of corrective actions: what a sheet falls short of, deciding about it, what came of it, the list (M8)."""

from __future__ import annotations

import datetime as dt
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fourgood.assessments.models import Assessment
from fourgood.assessments.models.periods import last_day_of
from fourgood.assessments.sheet import Line, sheet_of
from fourgood.assessments.views.parts import trail_of, visible_assessment
from fourgood.common.paging import page_of
from fourgood.common.requests import PersonRequest
from fourgood.corrective import forms
from fourgood.corrective.listing import Asked, with_people
from fourgood.corrective.models import CorrectiveAction
from fourgood.corrective.sheet_part import Shortfall, part_of
from fourgood.organisation.models import PartyGroup
from fourgood.organisation.people import people_of
from fourgood.organisation.standing import Can
from fourgood.organisation.views.forms import form_page
from fourgood.tasks.forms import end_of_month

BOTH = ["GET", "POST"]


@require_GET
def corrective_list(request: PersonRequest) -> HttpResponse:
    """Every action that the reader sees, the most pressing first."""
    request.user.standing().require_anywhere(Can.SEE_UNIT)
    asked = Asked(request.GET)
    page = page_of(request, asked.rows(request.user, on=timezone.localdate()))
    context = {
        "asked": asked,
        "page": page,
        "rows": page.rows,
        "trail": [(_("Monthly assessment"), reverse("assessment_list")), (_("Corrective actions"), "")],
    }
    return render(request, "corrective/list.html" + ("#rows" if request.htmx else ""), context)


@require_GET
def corrective_sheet(request: PersonRequest, pk: int) -> HttpResponse:
    """What a sheet falls short of, and what earlier ones left to check: a part of its page, or a page of its own."""
    row = visible_assessment(request, pk)
    part = part_of(row, request.user.standing(), on=timezone.localdate())
    context = {"part": part, "trail": trail_of(row, _("Corrective actions"))}
    return render(request, "corrective/_sheet.html" if request.htmx else "corrective/sheet.html", context)


@require_http_methods(BOTH)
def corrective_plan(request: PersonRequest, pk: int, code: str) -> HttpResponse:
    """Cause, measure, who and by when; the day offered is the end of the month that follows."""
    row, line = _own_line(request, pk, code)
    today = timezone.localdate()
    form = forms.PlanForm(
        request.POST or None,
        people=people_of(row.unit, on=today).order_by("sort_key", "pk"),
        groups=PartyGroup.objects.none(),
        initial={"due_on": end_of_month(max(today, last_day_of(row.month) + dt.timedelta(days=1)))},
    )
    form.lead, form.otherwise = _fell_short(line), reverse("corrective_without", args=[row.pk, code])
    plan = partial(CorrectiveAction.objects.plan, row, code, at=timezone.now())
    words = f"{line.code} {line.wording}"
    back, trail = row.get_absolute_url(), trail_of(row)
    return form_page(request, form, plan, about=words, back=back, trail=trail, template="corrective/plan.html")


@require_http_methods(BOTH)
def corrective_without(request: PersonRequest, pk: int, code: str) -> HttpResponse:
    """Why nothing is done about a shortfall."""
    row, line = _own_line(request, pk, code)
    form = forms.WithoutForm(request.POST or None)
    form.lead = _fell_short(line)
    leave = partial(CorrectiveAction.objects.do_without, row, code, at=timezone.now())
    return form_page(
        request, form, leave, about=f"{line.code} {line.wording}", back=row.get_absolute_url(), trail=trail_of(row)
    )


@require_GET
def corrective_action(request: PersonRequest, pk: int) -> HttpResponse:
    """One shortfall: what was decided, who does it, what came of it."""
    rows = CorrectiveAction.objects.visible_to(request.user).with_state(timezone.localdate())
    action = get_object_or_404(with_people(rows.select_related("checked_by", "decided_by")), pk=pk)
    standing = request.user.standing()
    line = _line(action.assessment, action.code)
    context = {
        "action": action,
        "short": Shortfall(line, action),
        "why": _fell_short(line),
        "follow_ups": action.follow_ups.select_related("by"),
        "is_ours": standing.may(Can.ASSESS, action.unit),
        "may_see_acts": standing.may(Can.SEE_ACTS, action.unit),
        "trail": trail_of(action.assessment, action.code),
    }
    return render(request, "corrective/action.html", context)


@require_http_methods(BOTH)
def corrective_check(request: PersonRequest, pk: int) -> HttpResponse:
    action = _own_action(request, pk)
    form = forms.CheckForm(request.POST if request.method == "POST" else None)  # nothing need be filled in
    return _page(request, action, form, partial(action.check_done, at=timezone.now()))


@require_http_methods(BOTH)
def corrective_carry_on(request: PersonRequest, pk: int) -> HttpResponse:
    action = _own_action(request, pk)
    return _page(request, action, forms.CarryOnForm(request.POST or None), partial(action.carry_on, at=timezone.now()))


@require_GET
def corrective_of_task(request: PersonRequest, pk: int) -> HttpResponse:
    """From a task to what it corrects."""
    return redirect(get_object_or_404(CorrectiveAction.objects.visible_to(request.user), task=pk))


def _own_line(request: PersonRequest, pk: int, code: str) -> tuple[Assessment, Line]:
    """A criterion of a sheet that the reader sees (404) and fills in (refusal)."""
    row = visible_assessment(request, pk)
    request.user.standing().require(Can.ASSESS, row.unit)
    return row, _line(row, code)


def _line(row: Assessment, code: str) -> Line:
    line = next((line for line in sheet_of(row, with_evidence=False).due if line.code == code), None)
    if line is None:
        raise Http404
    return line


def _own_action(request: PersonRequest, pk: int) -> CorrectiveAction:
    """The action, if the reader sees it (404) and leads its unit (refusal)."""
    rows = CorrectiveAction.objects.visible_to(request.user)
    action = get_object_or_404(rows.select_related("assessment__unit", "assessment__period", "task"), pk=pk)
    request.user.standing().require(Can.ASSESS, action.unit)
    return action


def _page(request: PersonRequest, action: CorrectiveAction, form: forms.ActForm, verb: partial[None]) -> HttpResponse:
    """Back to the sheet from which someone came, else to the action."""
    sheet = request.GET.get("sheet", "")
    back = reverse("assessment", args=[int(sheet)]) if sheet.isdigit() else action.get_absolute_url()
    about = action.task or action
    trail: list[tuple[str | Promise, str]] = [
        (_("Corrective actions"), reverse("corrective_list")),
        (str(action), action.get_absolute_url()),
    ]
    return form_page(request, form, verb, about=about, back=back, trail=trail)


def _fell_short(line: Line) -> str:
    """ "4 of 8 points; below 70 % a corrective action is asked for." """
    points = line.own_words if line.confirmed is None else line.confirmed_words
    told = {"points": points, "most": line.most_words, "share": f"{line.criterion.threshold.normalize():f}"}
    return _("%(points)s of %(most)s points. Below %(share)s %% of them a corrective action is asked for.") % told
