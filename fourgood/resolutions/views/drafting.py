"""The secretary's desk: a resolution drafted from a meeting, its tasks, what is missing, issuing it."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fourgood.audit.models import Actor
from fourgood.common.refusal import Refusal
from fourgood.common.requests import PersonRequest
from fourgood.meetings.models import Meeting
from fourgood.organisation.standing import Can
from fourgood.organisation.views.forms import form_page
from fourgood.resolutions import drafting, refusals, tasks_of
from fourgood.resolutions.adopting import changed_since, counted, criteria_to_adopt, votes_for
from fourgood.resolutions.forms import AmendForm, DraftForm, IssueForm, TaskForm, TextsForm
from fourgood.resolutions.issuing import next_sign
from fourgood.resolutions.lacking import lacking
from fourgood.resolutions.models import ResolvedTask
from fourgood.resolutions.models.resolutions import Resolution
from fourgood.resolutions.rules import types_adopted
from fourgood.resolutions.views.parts import (
    Trail,
    draft_resolution,
    run_resolution,
    trail_of,
    trail_of_meeting,
    visible_meeting,
)
from fourgood.resolutions.views.together import marks_after, mine_of, together


@require_http_methods(["GET", "POST"])
def resolution_new(request: PersonRequest, pk: int) -> HttpResponse:
    """Begin a resolution from a meeting."""
    meeting = visible_meeting(request, pk)
    request.user.standing().require(Can.RUN_MEETINGS, meeting.unit)
    if meeting.begun_at is None:
        raise refusals.NotBegun
    form = DraftForm(request.POST or None, unit=meeting.unit, on=timezone.localdate(), initial=_offered(meeting))
    trail = trail_of_meeting(meeting, (_("Draft a resolution"), ""))
    return _begin(request, form, meeting.unit, trail, meeting=meeting)


def _offered(meeting: Meeting) -> dict[str, object]:
    """What is likely: a thematic one on the topic of a thematic meeting, else the monthly one."""
    is_thematic = meeting.is_thematic and not meeting.is_regular
    month = {"month": date_format(meeting.on, "m/Y")}
    title = meeting.topic if is_thematic else _("tasks of month %(month)s") % month
    kind = Resolution.Kind.THEMATIC if is_thematic else Resolution.Kind.MONTHLY
    types = types_adopted(meeting.unit, on=meeting.on)
    return {"kind": kind, "title": title, "month": meeting.on.replace(day=1), "type_code": types[0] if types else ""}


def _begin(request: PersonRequest, form: DraftForm, about: object, trail: Trail, **more: Meeting) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        arguments = more | form.arguments()
        try:
            made = Resolution.objects.draft(
                arguments["meeting"], arguments["begun"], by=request.user, at=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            return redirect("resolution_edit", made.pk)
    return render(request, "resolutions/resolution_new.html", {"form": form, "about": about, "trail": trail})


@require_http_methods(["GET", "POST"])
def resolution_amend(request: PersonRequest, pk: int) -> HttpResponse:
    """Begin a new resolution that amends an issued one."""
    row = run_resolution(request, pk)
    if row.is_draft:
        raise refusals.OnlyIssuedAreAmended
    initial = {"kind": row.kind, "type_code": row.type_code, "month": row.month, "language": row.language}
    initial["title"] = _("amending %(sign)s") % {"sign": row.sign(on=timezone.localdate())}
    form = AmendForm(request.POST or None, unit=row.unit, on=timezone.localdate(), amends=row, initial=initial)
    return _begin(request, form, row, trail_of(row, (_("Amend"), "")))


@require_http_methods(["GET", "POST"])
def resolution_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """The draft: texts saved as one types, its tasks, what is missing; both texts where two have typed."""
    row = draft_resolution(request, pk)
    form, found = TextsForm(request.POST or None, resolution=row), None
    if request.method == "POST" and form.is_valid():
        found = row.keep(form.texts(), form.reviewed(), page=form.page(), by=request.user, at=timezone.now())
        if not request.htmx:
            row.record_changes()
        if not request.htmx and not found.clashes:
            return redirect((request.POST.get("then") == "issue" and "resolution_issue") or "resolution_edit", pk)
        row = draft_resolution(request, pk)
    context = {"resolution": row, "form": form, "saved_at": timezone.now()} | together(form, found, row.typed)
    context["lacks"] = lacking(row, on=timezone.localdate())
    if request.htmx:
        marks = marks_after(form, found, TextsForm(resolution=row))
        return render(request, "resolutions/resolution_edit.html#saved", context | {"marks": marks})
    if found:
        context["form"] = TextsForm(resolution=row, mine=mine_of(form, found))
    return render(request, "resolutions/resolution_edit.html", context | _desk(row))


def _desk(row: Resolution) -> dict[str, object]:
    """What stands on the page of a draft beside its texts."""
    tasks = row.resolved.prefetch_related("members")
    return {"tasks": tasks, "changed": changed_since(row), "trail": trail_of(row, (_("Draft"), ""))}


@require_POST
def resolution_review(request: PersonRequest, pk: int) -> HttpResponse:
    """Bring the table of the last tasks up to what the records say; what was edited stays."""
    row = draft_resolution(request, pk)
    written = drafting.review_last(row, on=timezone.localdate())
    messages.success(request, _("The table is up to date.") if written else _("Nothing has changed since."))
    return redirect(f"{reverse('resolution_edit', args=[pk])}#last")


@require_http_methods(["GET", "POST"])
def resolution_task_new(request: PersonRequest, pk: int) -> HttpResponse:
    row = draft_resolution(request, pk)
    form = TaskForm(request.POST or None, unit=row.unit)
    back = f"{reverse('resolution_edit', args=[pk])}#tasks"
    return form_page(request, form, row.add_task, about=row, back=back, trail=_trail_of_task(row))


@require_http_methods(["GET", "POST"])
def resolution_task(request: PersonRequest, pk: int) -> HttpResponse:
    task = _task(request, pk)
    form = TaskForm(request.POST or None, unit=task.resolution.unit, row=task)
    back = f"{reverse('resolution_edit', args=[task.resolution_id])}#tasks"
    change = partial(_change, task)
    return form_page(request, form, change, about=task, back=back, trail=_trail_of_task(task.resolution))


def _change(row: ResolvedTask, *, task: tasks_of.TaskDraft, by: Actor) -> None:
    tasks_of.change(row, task, by=by)


def _trail_of_task(row: Resolution) -> list[tuple[object, str]]:
    return [*trail_of(row, (_("Draft"), reverse("resolution_edit", args=[row.pk])))]


def _task(request: PersonRequest, pk: int) -> ResolvedTask:
    """A task of a draft that the reader may change."""
    rows = ResolvedTask.objects.filter(resolution__in=Resolution.objects.visible_to(request.user))
    task = get_object_or_404(rows.prefetch_related("members"), pk=pk)
    task.resolution = draft_resolution(request, task.resolution_id)
    return task


@require_POST
def resolution_task_remove(request: PersonRequest, pk: int) -> HttpResponse:
    task = _task(request, pk)
    tasks_of.take_out(task, by=request.user)
    messages.success(request, _("The task is taken out."))
    return redirect(f"{reverse('resolution_edit', args=[task.resolution_id])}#tasks")


@require_POST
def resolution_discard(request: PersonRequest, pk: int) -> HttpResponse:
    row = draft_resolution(request, pk)
    row.discard(by=request.user)
    messages.success(request, _("The draft is thrown away."))
    return redirect("resolution_list")


@require_http_methods(["GET", "POST"])
def resolution_issue(request: PersonRequest, pk: int) -> HttpResponse:
    """What is missing; by which vote; what it will be numbered after. One button adopts and issues."""
    row = draft_resolution(request, pk)
    today = timezone.localdate()
    votes = votes_for(row) if row.vote is None else []
    form = IssueForm(request.POST or None, resolution=row, votes=votes, changed=bool(changed_since(row)))
    if request.method == "POST" and form.is_valid():
        try:
            _issue(row, form, by=request.user)
        except Refusal as refusal:
            field = getattr(refusal, "field", None)
            form.add_error(field if field in form.fields else None, f"{refusal.reason} {refusal.help}".strip())
        else:
            messages.success(request, _("Issued. Members see it now, and their tasks in it."))
            return redirect(row)
    vote = row.vote or (votes[0] if len(votes) == 1 else None)
    context = {
        "resolution": row,
        "form": form,
        "lacks": lacking(row, on=today),
        "vote": vote,
        "counted": counted(vote) if vote else None,
        "may_issue": bool(vote or votes),
        "changed": changed_since(row),
        "criteria": criteria_to_adopt(row),
        "number_of_tasks": row.resolved.count(),
        "sign": next_sign(row, on=today),
        "trail": trail_of(row, (_("Draft"), reverse("resolution_edit", args=[pk])), (_("Issue"), "")),
    }
    return render(request, "resolutions/resolution_issue.html", context)


@transaction.atomic
def _issue(row: Resolution, form: IssueForm, *, by: Actor) -> None:
    now = timezone.now()
    if row.vote is None:
        row.adopt(form.cleaned_data["vote"], by=by, at=now)
    row.issue(changed_because=form.cleaned_data.get("changed_because", ""), by=by, at=now)


@require_POST
def resolution_adopt(request: PersonRequest, pk: int) -> HttpResponse:
    """Record the vote only; issuing it comes later, once the wording is done."""
    row = draft_resolution(request, pk)
    chosen = next((vote for vote in votes_for(row) if str(vote.pk) == request.POST.get("vote")), None)
    if chosen is None:
        raise refusals.NotAdopted
    row.adopt(chosen, by=request.user, at=timezone.now())
    messages.success(request, _("Recorded that the meeting has adopted it."))
    return redirect("resolution_edit", pk)
