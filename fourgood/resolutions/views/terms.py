"""Terms of a unit: the days of its congresses, from which documents are numbered anew."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fourgood.common.requests import PersonRequest
from fourgood.meetings.official import rule, type_name
from fourgood.organisation.models import Unit
from fourgood.organisation.standing import Can
from fourgood.organisation.views.forms import form_page
from fourgood.resolutions.forms import TermForm
from fourgood.resolutions.models import Term


@require_GET
def term_list(request: PersonRequest, pk: int) -> HttpResponse:
    unit, today = _unit(request, pk), timezone.localdate()
    terms = list(unit.terms.prefetch_related("series", "resolutions", "minutes"))
    names = {code: type_name(code, on=today) for code in rule(today).types}
    context = {
        "unit": unit,
        "terms": [(term, [(names[s.type_code], s.last) for s in term.series.all()], _is_free(term)) for term in terms],
        "may_run": request.user.standing().may(Can.RUN_MEETINGS, unit),
        "source": rule(today),
        "trail": [(unit.name, unit.get_absolute_url()), (_("Terms"), "")],
    }
    return render(request, "resolutions/term_list.html", context)


def _is_free(term: Term) -> bool:
    """Whether nothing was numbered in it here."""
    return not term.resolutions.all() and not term.minutes.all()


def _unit(request: PersonRequest, pk: int) -> Unit:
    return get_object_or_404(Unit.objects.visible_to(request.user).select_related("kind"), pk=pk)


@require_http_methods(["GET", "POST"])
def term_new(request: PersonRequest, pk: int) -> HttpResponse:
    unit = _unit(request, pk)
    request.user.standing().require(Can.RUN_MEETINGS, unit)
    form = TermForm(request.POST or None, unit=unit, on=timezone.localdate())
    begin = partial(Term.objects.begin, unit)
    back = reverse("term_list", args=[pk])
    return form_page(request, form, begin, about=unit, back=back, trail=[(unit.name, unit.get_absolute_url())])


@require_POST
def term_remove(request: PersonRequest, pk: int) -> HttpResponse:
    term = get_object_or_404(Term.objects.visible_to(request.user).select_related("unit"), pk=pk)
    request.user.standing().require(Can.RUN_MEETINGS, term.unit)
    term.remove(by=request.user)
    messages.success(request, _("The term is removed."))
    return redirect("term_list", term.unit_id)
