"""The wizard: all criteria at a glance, one page for each, saved as one types; copying; a change during the year."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from fourgood.common.paging import page_of
from fourgood.common.refusal import Refusal
from fourgood.common.requests import PersonRequest
from fourgood.criteria import copying
from fourgood.criteria.concretising import variant_of
from fourgood.criteria.forms import ChangeForm, CriterionForm
from fourgood.criteria.models import CriteriaSet
from fourgood.criteria.overview import Line, Overview, overview_of, own_in_words, source_of
from fourgood.criteria.set_page import decisions_of, opinions_on, remarks_on
from fourgood.criteria.state import EDITABLE, State
from fourgood.criteria.versions import is_discardable, require_discardable
from fourgood.criteria.views.parts import editable_set, registration_trail, visible_set, wizard_trail
from fourgood.organisation.standing import Can

PREVIOUS = "previous"  # the button that goes back; any other goes on


@require_GET
def criteria_wizard(request: PersonRequest, pk: int) -> HttpResponse:
    """All criteria of a set that the reader makes concrete: what is done, and where to go on."""
    criteria_set = editable_set(request, pk)
    context = {
        "set": criteria_set,
        "source": source_of(criteria_set.framework),
        "overview": overview_of(criteria_set),
        "may_copy": copying.sources_for(criteria_set).exists(),
        "may_discard": is_discardable(criteria_set),
        "remarked": {remark.code for remark in remarks_on(criteria_set)},
        "trail": registration_trail(criteria_set.registration, _("Make concrete")),
    }
    return render(request, "criteria/criteria_wizard.html", context)


@require_http_methods(["GET", "POST"])
def criterion(request: PersonRequest, pk: int, code: str) -> HttpResponse:
    """One criterion: what the framework says, and what the unit makes of it. Typing posts by htmx, buttons without."""
    criteria_set = editable_set(request, pk)
    overview = overview_of(criteria_set)
    line = _line(overview, code)
    form = _form(request, line)
    if request.method == "POST" and form.is_valid() and not request.htmx:
        criteria_set.concretise(code, **vars(form.own()), by=request.user, at=timezone.now())
        return redirect(_beside(criteria_set, overview, line, request.POST.get("then", "")))
    if request.method == "POST":
        _keep(request, criteria_set, line, form)
    if request.htmx:
        return render(request, "criteria/criterion.html#saved", {"form": form, "saved_at": timezone.now()})
    context = {
        "set": criteria_set,
        "overview": overview,
        "line": line,
        "form": form,
        "before": overview.beside(line, -1),
        "remarks": [remark for remark in remarks_on(criteria_set) if remark.code == line.code],
        "opinions": opinions_on(criteria_set, line.code),
        "trail": wizard_trail(criteria_set, line.code),
    }
    return render(request, "criteria/criterion.html", context)


def _line(overview: Overview, code: str) -> Line:
    try:
        return overview.line(code)
    except KeyError:
        raise Http404 from None


def _form(request: PersonRequest, line: Line) -> CriterionForm:
    """With what is posted; else with what was typed last and can't hold; else with what is the unit's own."""
    typed = line.row.typed if line.row else None
    data = request.POST if request.method == "POST" else typed
    return CriterionForm(data, criterion=line.effective.criterion, row=line.row)


def _keep(request: PersonRequest, criteria_set: CriteriaSet, line: Line, form: CriterionForm) -> None:
    """Save what is typed so far, right or wrong."""
    now = timezone.now()
    if form.is_valid():
        criteria_set.keep(line.code, form.own(), by=request.user, at=now)
    else:
        criteria_set.keep_typed(line.code, form.typed(), by=request.user, at=now)


def _beside(criteria_set: CriteriaSet, overview: Overview, line: Line, then: str) -> str:
    """The page to go to: of the next criterion or the one before, or the overview after the last."""
    there = overview.beside(line, -1 if then == PREVIOUS else 1)
    if there is None:
        return reverse("criteria_wizard", args=[criteria_set.pk])
    return reverse("criterion", args=[criteria_set.pk, there.code])


@require_http_methods(["GET", "POST"])
def criteria_copy(request: PersonRequest, pk: int) -> HttpResponse:
    """Choose what to copy from; see what fits and what doesn't; copy."""
    criteria_set = editable_set(request, pk)
    sources = copying.sources_for(criteria_set).select_related("registration__unit")
    asked = request.GET.get("source", "")
    context = {"set": criteria_set, "trail": wizard_trail(criteria_set, _("Copy"))}
    if not asked.isdigit():
        page = page_of(request, sources.order_by("registration__unit__sort_key", "pk"))
        return render(request, "criteria/criteria_copy.html", context | {"page": page})
    source = get_object_or_404(sources.select_related("framework"), pk=int(asked))
    if request.method == "POST":
        messages.success(request, copying.told(criteria_set.copy_from(source, by=request.user, at=timezone.now())))
        return redirect("criteria_wizard", criteria_set.pk)
    found = copying.fit(source, into=criteria_set)
    variant = variant_of(criteria_set)
    taken = [(code, own_in_words(variant.criterion(code), own)) for code, own in found.taken.items()]
    context |= {"source": source, "fit": found, "taken": taken}
    return render(request, "criteria/criteria_copy_from.html", context)


@require_http_methods(["GET", "POST"])
def criteria_change(request: PersonRequest, pk: int) -> HttpResponse:
    """A change during the year: begin a new version of confirmed criteria from a day."""
    criteria_set = visible_set(request, pk)
    request.user.standing().require(Can.CONCRETISE_CRITERIA, criteria_set.unit)
    criteria_set.require_changeable()
    form = ChangeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            new = criteria_set.new_version(**form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(getattr(refusal, "field", None), str(refusal.reason))
        else:
            messages.success(
                request, _("The new version is begun. Change what changes, then adopt it as the first one.")
            )
            return redirect("criteria_wizard", new.pk)
    context = {"set": criteria_set, "form": form, "trail": registration_trail(criteria_set.registration, _("Change"))}
    return render(request, "criteria/criteria_change.html", context)


@require_http_methods(["GET", "POST"])
def criteria_discard(request: PersonRequest, pk: int) -> HttpResponse:
    """Take back a draft: a version begun by mistake, or a registration by the wrong framework."""
    criteria_set = editable_set(request, pk)
    require_discardable(criteria_set)
    if request.method == "POST":
        criteria_set.discard(by=request.user)
        messages.success(request, _("The draft is discarded."))
        return redirect("registration_list")
    context = {"set": criteria_set, "trail": wizard_trail(criteria_set, _("Discard"))}
    return render(request, "criteria/criteria_discard.html", context)


@require_GET
def criteria_set(request: PersonRequest, pk: int) -> HttpResponse:
    """One version for everyone who sees the unit: the framework beside what is the unit's own. To print."""
    row: Any = visible_set(request, pk)
    newer = row.registration.sets.filter(place__gt=row.place).order_by("place").first()
    is_ours = request.user.standing().may(Can.CONCRETISE_CRITERIA, row.unit)
    context = {
        "set": row,
        "source": source_of(row.framework),
        "state": State(row.state),
        "overview": overview_of(row),
        "may_edit": is_ours and row.state in EDITABLE,
        "may_change": is_ours and row.state == State.CONFIRMED and not newer,
        "newer": newer,
        "decisions": decisions_of(row, request.user, on=timezone.localdate()),
        "may_see_acts": request.user.standing().may(Can.SEE_ACTS, row.unit),
        "trail": registration_trail(row.registration, _("Criteria")),
    }
    return render(request, "criteria/criteria_set_detail.html", context)
