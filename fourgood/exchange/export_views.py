"""Export of what a list shows: choose the kind of file on a page, then it is downloaded and the act recorded."""

from __future__ import annotations

import datetime as dt
import tempfile
from typing import Any

from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.common.requests import PersonRequest
from fourgood.criteria.views import coverage
from fourgood.exchange import answer_list, coverage_list, export
from fourgood.exchange.answer_list import ANSWERS
from fourgood.exchange.columns import LISTS, MEMBERS, UNITS, ListKind
from fourgood.exchange.coverage_list import COVERAGE
from fourgood.exchange.export import FORMATS, List
from fourgood.exchange.forms import FormatForm
from fourgood.instructions.answers import Which, units_where
from fourgood.instructions.views.answers import asked_for
from fourgood.organisation.member_forms import Asked
from fourgood.organisation.member_list import called, in_state, members_of
from fourgood.organisation.models import Member, Unit
from fourgood.organisation.models.memberships import MembershipQuerySet
from fourgood.organisation.standing import Can
from fourgood.organisation.unit_list import Narrowing

Answer = HttpResponse | StreamingHttpResponse | FileResponse


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("q")
def export_members(request: PersonRequest, pk: int) -> Answer:
    """The members of a unit and of all below it, with the filters of the list in the address, as of its day."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user).select_related("kind"), pk=pk)
    request.user.standing().require(Can.EXPORT_LISTS, unit)
    asked = Asked(request.GET, unit=unit, today=timezone.localdate())
    form = FormatForm(request.POST or None)
    chosen = _members(request, unit, asked, request.POST.get("q", "").strip())
    contacts = request.user.standing().may(Can.SEE_CONTACTS, unit)
    if "format" in request.POST and form.is_valid():
        told = {"on": asked.day.isoformat(), "contacts": contacts}
        made = export.members(chosen, on=asked.day, contacts=contacts)
        return _download(request, MEMBERS, made, unit, form, rows=chosen.count(), told=told)
    trail = [(str(unit), unit.get_absolute_url()), (_("Members"), reverse("member_list", args=[pk]))]
    return _page(request, MEMBERS, _clean(request, form), trail, rows=chosen.count(), contacts=contacts)


def _members(request: PersonRequest, unit: Unit, asked: Asked, text: str) -> Any:
    rows: MembershipQuerySet = members_of(unit, viewer=request.user, on=asked.day).official()
    if asked.chosen_state:
        rows = in_state(rows, asked.chosen_state, on=asked.day)
    if asked.chosen_group:
        rows = rows.filter(group=asked.chosen_group)
    if text:
        rows = called(rows, text)
    return Member.objects.filter(pk__in=rows.order_by().values("member")).order_by("sort_key", "id")


@require_http_methods(["GET", "POST"])
def export_units(request: PersonRequest) -> Answer:
    """The units of the list with the filters in the address; closed ones are left out."""
    standing = request.user.standing()
    within = Unit.objects.visible_to(request.user).filter(standing.reach(Can.EXPORT_LISTS, "path"))
    top = get_object_or_404(within.order_by("path")[:1])
    chosen = Narrowing(request.GET).narrow(within).active()
    form = FormatForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _download(request, UNITS, export.units(chosen), top, form, rows=chosen.count(), told={})
    trail = [(_("Organisation"), reverse("unit_tree")), (_("List of units"), reverse("unit_list"))]
    return _page(request, UNITS, form, trail, rows=chosen.count(), contacts=False)


@require_http_methods(["GET", "POST"])
def export_answers(request: PersonRequest, pk: int, unit: int, which: str) -> Answer:
    """What units have answered to a document: those of the list, as of its day."""
    if which not in Which.values:
        raise Http404
    asked = asked_for(request, pk, unit)
    request.user.standing().require(Can.EXPORT_LISTS, asked.unit)
    chosen = units_where(asked, Which(which))
    form = FormatForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = List(ANSWERS.columns, answer_list.stored(asked, chosen))
        told = {"on": asked.on.isoformat(), "document": asked.document.number}
        return _download(request, ANSWERS, made, asked.unit, form, rows=chosen.count(), told=told)
    table = f"{reverse('document_answers', args=[pk, unit])}?{request.GET.urlencode()}"
    trail = [(asked.document.number, asked.document.get_absolute_url()), (_("Who has answered"), table)]
    return _page(request, ANSWERS, form, trail, rows=chosen.count(), contacts=False)


@require_http_methods(["GET", "POST"])
def export_coverage(request: PersonRequest, pk: int, what: str) -> Answer:
    """How far units have come with registration: those behind a number, as of its day."""
    asked, chosen = coverage.asked_for(request, pk, what)
    request.user.standing().require(Can.EXPORT_LISTS, asked.unit)
    form = FormatForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = List(COVERAGE.columns, coverage_list.stored(asked, chosen))
        told = {"on": asked.on.isoformat(), "year": asked.year}
        return _download(request, COVERAGE, made, asked.unit, form, rows=chosen.count(), told=told)
    table = f"{reverse('coverage', args=[pk])}?{request.GET.urlencode()}"
    trail = [(str(asked.unit), asked.unit.get_absolute_url()), (str(COVERAGE.title), table)]
    return _page(request, COVERAGE, form, trail, rows=chosen.count(), contacts=False)


def _clean(request: PersonRequest, form: FormatForm) -> FormatForm:
    """A POST with a name but without a kind of file comes from the list: ask, and keep the name out of the address."""
    is_asked = request.method == "POST" and "format" not in request.POST
    return FormatForm(initial={"q": request.POST.get("q", "")}) if is_asked else form


def _page(
    request: PersonRequest, kind: ListKind, form: FormatForm, trail: list[tuple[str, str]], *, rows: int, contacts: bool
) -> HttpResponse:
    context = {
        "kind": kind,
        "form": form,
        "rows": rows,
        "contacts": contacts,
        "is_members": kind is MEMBERS,
        "is_imported": kind.key in LISTS,
        "back": trail[-1][1],
        "trail": [*trail, (_("Export"), "")],
    }
    return render(request, "exchange/export_form.html", context)


def _download(
    request: PersonRequest,
    kind: ListKind,
    chosen: List,
    unit: Unit,
    form: FormatForm,
    *,
    rows: int,
    told: dict[str, Any],
) -> Answer:
    extension = form.cleaned_data["format"]
    after = {"list": kind.key, "rows": rows, "format": extension} | told
    Act.objects.record(Verb.LIST_EXPORTED, unit, by=request.user, path=unit.path, after=after)
    name = export.file_name(kind, unit.code, _day(told), extension)
    if extension == "csv":
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingHttpResponse(export.as_csv(chosen), content_type=FORMATS["csv"], headers=headers)
    file = tempfile.TemporaryFile()  # noqa: SIM115 the response closes it
    export.as_xlsx(file, chosen, title=str(kind.title))
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=FORMATS["xlsx"])


def _day(told: dict[str, Any]) -> dt.date:
    return dt.date.fromisoformat(told["on"]) if "on" in told else timezone.localdate()
