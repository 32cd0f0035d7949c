"""Pages of imports: upload, see what was found, correct the columns, confirm, watch, look back."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from fourgood.common.paging import page_of
from fourgood.common.requests import PersonRequest
from fourgood.exchange import export, template
from fourgood.exchange.columns import LISTS, ListKind
from fourgood.exchange.export import FORMATS
from fourgood.exchange.forms import ColumnsForm, UploadForm
from fourgood.exchange.models import Import, RowProblem, State

FOUND_ON_A_PAGE = 100
Trail = list[tuple[str, str]]


def kinds_for(request: PersonRequest) -> list[ListKind]:
    """The kinds of lists that the reader may import somewhere."""
    standing = request.user.standing()
    return [kind for kind in LISTS.values() if all(map(standing.may_anywhere, kind.needs))]


def _importing(request: PersonRequest) -> list[ListKind]:
    """The same; for those who may import nothing anywhere there are no such pages."""
    kinds = kinds_for(request)
    if not kinds:
        raise Http404
    return kinds


def _own(request: PersonRequest, pk: int) -> Import:
    _importing(request)
    return get_object_or_404(Import.objects.visible_to(request.user).select_related("progress"), pk=pk)


def _trail(*more: tuple[str, str]) -> Trail:
    return [(_("Imports"), reverse("import_list")), *more]


@require_GET
def import_list(request: PersonRequest) -> HttpResponse:
    """One's own imports, the latest first, each with where it stands."""
    kinds = _importing(request)
    page = page_of(request, Import.objects.visible_to(request.user).order_by("-id"))
    context = {"page": page, "kinds": kinds, "extensions": list(FORMATS), "trail": _trail()}
    return render(request, "exchange/import_list.html", context)


@require_http_methods(["GET", "POST"])
def import_new(request: PersonRequest) -> HttpResponse:
    kinds = _importing(request)
    asked = {"kind": request.GET["kind"]} if "kind" in request.GET else None
    form = UploadForm(request.POST or None, request.FILES or None, kinds=kinds, initial=asked)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        upload = Import.objects.upload(
            kind=form.cleaned_data["kind"], name=file.name, data=file.read(), by=request.user, at=timezone.now()
        )
        return redirect(upload)
    context = {"form": form, "kinds": kinds, "extensions": list(FORMATS), "trail": _trail((_("Upload a list"), ""))}
    return render(request, "exchange/import_form.html", context)


@require_GET
def import_template(request: PersonRequest, kind: str, extension: str) -> HttpResponse:
    """An empty list to fill in, in the reader's language."""
    chosen = {k.key: k for k in _importing(request)}.get(kind)
    if chosen is None or extension not in FORMATS:
        raise Http404
    content = template.as_xlsx(chosen) if extension == "xlsx" else template.as_csv(chosen).encode()
    name = export.file_name(chosen, "", timezone.localdate(), extension)
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=FORMATS[extension], headers=disposition)


@require_GET
def import_detail(request: PersonRequest, pk: int) -> HttpResponse:
    """Where the import stands. While a job works on it, the page asks again by itself."""
    upload = _own(request, pk)
    if request.htmx and not upload.is_working:
        return HttpResponseClientRefresh()
    found = upload.problems if upload.problem_count else upload.differences
    context = {
        "upload": upload,
        "progress": upload.progress,
        "page": page_of(request, found.select_related("upload").order_by("row", "id"), size=FOUND_ON_A_PAGE),
        "columns": _columns(upload),
        "State": State,
        "trail": _trail((upload.name, "")),
    }
    return render(request, "exchange/import_detail.html" + ("#progress" if request.htmx else ""), context)


def _columns(upload: Import) -> list[tuple[str, str]]:
    """(heading in the file, what it was taken for or "") for the first rows as shown."""
    taken = {place: str(upload.list_kind.column(key).label) for key, place in (upload.mapping or {}).items()}
    return [(heading, taken.get(place, "")) for place, heading in enumerate(upload.header)]


@require_http_methods(["GET", "POST"])
def import_columns(request: PersonRequest, pk: int) -> HttpResponse:
    """Correct which column holds what; the file is checked anew."""
    upload = _own(request, pk)
    if not upload.header or upload.is_working or not upload.is_open:
        raise Http404
    form = ColumnsForm(request.POST or None, upload=upload)
    if request.method == "POST" and form.is_valid():
        upload.choose(**form.choices(), at=timezone.now())
        return redirect(upload)
    trail = _trail((upload.name, upload.get_absolute_url()), (_("Choose the columns"), ""))
    return render(request, "exchange/import_columns.html", {"upload": upload, "form": form, "trail": trail})


@require_POST
def import_confirm(request: PersonRequest, pk: int) -> HttpResponse:
    upload = _own(request, pk)
    upload.confirm(at=timezone.now())
    return redirect(upload)


@require_POST
def import_again(request: PersonRequest, pk: int) -> HttpResponse:
    upload = _own(request, pk)
    upload.start_again(at=timezone.now())
    return redirect(upload)


@require_POST
def import_discard(request: PersonRequest, pk: int) -> HttpResponse:
    upload = _own(request, pk)
    upload.discard(at=timezone.now())
    messages.success(request, _("The file was deleted. Nothing of it was written."))
    return redirect("import_list")


@require_GET
def import_problems(request: PersonRequest, pk: int) -> HttpResponse:
    """Every problem of the file as a list, to work through beside it."""
    upload = _own(request, pk)
    headers = {"Content-Disposition": f'attachment; filename="{upload.kind}-{upload.pk}.csv"'}
    lines = _problem_lines(upload)
    return HttpResponse("".join(lines), content_type=FORMATS["csv"], headers=headers)


def _problem_lines(upload: Import) -> Iterator[str]:
    write = csv.writer(export.Echo()).writerow
    yield export.BYTE_ORDER_MARK + write([_("Place in the file"), _("What is wrong"), _("What to do")])
    for problem in RowProblem.objects.filter(upload=upload).order_by("row", "id").iterator():
        problem.upload = upload
        what, do = problem.words
        yield write([export.as_plain(cell) for cell in (problem.address, what, do)])
