"""Pages of mobilisation projects: the list, one project with its account, the notice that everyone may read (M16)."""

from __future__ import annotations

import uuid
from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from fourgood.common.paging import page_of
from fourgood.common.requests import PersonRequest
from fourgood.mobilisation.account import account_of, accounts_of, lines_of
from fourgood.mobilisation.forms import ClosingForm, ProjectChangeForm, ProjectForm, head_of
from fourgood.mobilisation.models import Gift, Project
from fourgood.organisation.models import Unit
from fourgood.organisation.standing import Can
from fourgood.organisation.views.forms import form_page

Words = str | Promise
SIZE = 20


@require_GET
def project_list(request: PersonRequest) -> HttpResponse:
    """Projects of all units that the reader sees, newest first, each with its picture of progress."""
    standing = request.user.standing()
    standing.require_anywhere(Can.SEE_UNIT)
    page = page_of(request, Project.objects.visible_to(request.user).select_related("unit"), size=SIZE)
    keeping = [holding.unit_id for holding in standing.holdings if holding.grants(Can.KEEP_LEDGER)]
    accounts = accounts_of(page.rows)
    context = {
        "page": page,
        "accounts": [accounts[row.pk] for row in page.rows],
        "may_begin": Unit.objects.active().filter(pk__in=keeping).order_by("-path"),
    }
    return render(request, "mobilisation/project_list.html", context)


@require_GET
def unit_projects(request: PersonRequest, pk: int) -> HttpResponse:
    """The open projects of a unit, as a fragment of its page."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=pk)
    rows = list(Project.objects.visible_to(request.user).filter(unit=unit).open()[:SIZE])
    return render(request, "mobilisation/_unit_projects.html", {"accounts": accounts_of(rows).values()})


@require_http_methods(["GET", "POST"])
def project_new(request: PersonRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=pk)
    request.user.standing().require(Can.KEEP_LEDGER, unit)
    form = ProjectForm(request.POST or None)
    begin = partial(Project.objects.begin, unit=unit, at=timezone.now())
    back, then = reverse("project_list"), Project.get_absolute_url
    return form_page(request, form, begin, about=unit, back=back, trail=trail_of(None), then=then)


@require_GET
def project(request: PersonRequest, pk: int) -> HttpResponse:
    """One project: how far it is, what was given, what was spent, how the people were consulted."""
    row = visible_project(request, pk)
    is_keeper = request.user.standing().may(Can.KEEP_LEDGER, row.unit)
    context = account_context(request, row, is_keeper=is_keeper) | {
        "is_keeper": is_keeper,
        "may_enter": is_keeper and row.closed_at is None,
        "may_see_acts": request.user.standing().may(Can.SEE_ACTS, row.unit),
        "trail": trail_of(row),
    }
    return render(request, "mobilisation/project_detail.html", context)


@require_http_methods(["GET", "POST"])
def project_change(request: PersonRequest, pk: int) -> HttpResponse:
    row = kept_project(request, pk)
    form = ProjectChangeForm(request.POST or None, initial=head_of(row))
    return form_page(request, form, row.change, about=row, back=row.get_absolute_url(), trail=trail_of(row))


@require_http_methods(["GET", "POST"])
def project_close(request: PersonRequest, pk: int) -> HttpResponse:
    row = kept_project(request, pk)
    form = ClosingForm(request.POST or None, initial={"on": timezone.localdate()})
    close = partial(row.close, at=timezone.now())
    return form_page(request, form, close, about=row, back=row.get_absolute_url(), trail=trail_of(row))


@login_not_required
@require_GET
def project_notice(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The public notice: to read without signing in, and to print. Names only of those who agree."""
    row = get_object_or_404(Project.objects.on_the_notice_board().select_related("unit"), public_id=public_id)
    return render(request, "mobilisation/project_notice.html", account_context(request, row, is_keeper=False))


def account_context(request: HttpRequest, row: Project, *, is_keeper: bool) -> dict[str, object]:
    gifts = Gift.objects.filter(project=row).select_related("goal", "corrected_by").order_by("-given_on", "-pk")
    page = page_of(request, gifts, size=SIZE * 5)
    return {
        "project": row,
        "account": account_of(row),
        "page": page,
        "gifts": lines_of(page.rows, keeper=is_keeper),
        "spendings": row.spendings.select_related("corrected_by").order_by("-spent_on", "-pk"),
        "consultations": row.consultations.all(),
    }


def visible_project(request: PersonRequest, pk: int) -> Project:
    return get_object_or_404(Project.objects.visible_to(request.user).select_related("unit"), pk=pk)


def kept_project(request: PersonRequest, pk: int) -> Project:
    """The project, if the reader sees it (404) and keeps its ledger (refusal)."""
    row = visible_project(request, pk)
    request.user.standing().require(Can.KEEP_LEDGER, row.unit)
    row.require_not_closed()
    return row


def trail_of(row: Project | None) -> list[tuple[Words, str]]:
    way: list[tuple[Words, str]] = [(_("Mobilisation"), reverse("project_list"))]
    return [*way, (row.title, row.get_absolute_url())] if row else way
