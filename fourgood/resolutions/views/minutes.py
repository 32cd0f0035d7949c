"""Minutes of a meeting: read, written, taken anew, approved, corrected, sent."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fourgood.common import deadlines
from fourgood.common.requests import PersonRequest
from fourgood.meetings.models import Meeting
from fourgood.meetings.official import rule
from fourgood.meetings.reporting import report_by
from fourgood.organisation.standing import WHO_CAN_HELP, Can, NotAllowed
from fourgood.organisation.views.forms import form_page
from fourgood.resolutions import papers, refusals
from fourgood.resolutions.forms import CorrectionForm, MinutesForm
from fourgood.resolutions.models import Minutes
from fourgood.resolutions.reading import opened, readers_of
from fourgood.resolutions.rules import MINUTES
from fourgood.resolutions.views.parts import paper, trail_of_meeting, visible_meeting, visible_minutes, written_minutes
from fourgood.resolutions.views.together import marks_after, mine_of, together
from fourgood.resolutions.writing import differences


@require_GET
def minutes(request: PersonRequest, pk: int) -> HttpResponse:
    """The minutes of a meeting; to who may write them and has not, the button that does."""
    row = Minutes.objects.visible_to(request.user).filter(meeting=pk).exists()
    if not row:
        return _not_written(request, pk)
    shown = visible_minutes(request, pk)
    meeting, today = shown.meeting, timezone.localdate()
    may_run = request.user.standing().may(Can.RUN_MEETINGS, shown.unit)
    opened(shown, request.user.member, at=timezone.now())
    due = report_by(meeting)
    sent_on = timezone.localdate(shown.sent_at) if shown.sent_at else None
    context = {
        "minutes": shown,
        "meeting": meeting,
        "sections": shown.sections.all(),
        "notes": shown.notes.select_related("by"),
        "sign": rule(meeting.on).sign_of(shown.number, MINUTES, is_cell=meeting.unit.kind.has_members),
        "may_write": shown.may_be_written_by(request.user),
        "may_run": may_run,
        "readers": readers_of(shown) if may_run and not shown.is_draft else None,
        "may_see_acts": request.user.standing().may(Can.SEE_ACTS, shown.unit),
        "send_by": "" if sent_on else deadlines.when(due, on=today),
        "is_late": due is not None and not sent_on and due < today,
        "lateness": deadlines.how_late(sent_on, due) if sent_on else "",
        "trail": trail_of_meeting(meeting, (_("Minutes of the meeting"), "")),
    }
    return render(request, "resolutions/minutes.html", context)


def _not_written(request: PersonRequest, pk: int) -> HttpResponse:
    meeting = visible_meeting(request, pk)
    if Minutes.objects.filter(meeting=meeting).exists() or not _may_write(request, meeting):
        raise Http404
    context = {"meeting": meeting, "trail": trail_of_meeting(meeting, (_("Minutes of the meeting"), ""))}
    return render(request, "resolutions/minutes_none.html", context)


def _may_write(request: PersonRequest, meeting: Meeting) -> bool:
    recorder = meeting.recorder_id
    is_recorder = recorder is not None and recorder == request.user.member_id
    return is_recorder or bool(request.user.standing().may(Can.RUN_MEETINGS, meeting.unit))


@require_POST
def minutes_write(request: PersonRequest, pk: int) -> HttpResponse:
    meeting = visible_meeting(request, pk)
    if not _may_write(request, meeting):
        raise NotAllowed(help=WHO_CAN_HELP[Can.RUN_MEETINGS])
    Minutes.objects.write(meeting, by=request.user, at=timezone.now())
    messages.success(request, _("Written from what was recorded. Read it, and change what you like."))
    return redirect("minutes_edit", pk)


@require_http_methods(["GET", "POST"])
def minutes_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """All sections as texts. Typing posts by htmx, the button without. Where two have typed, both texts are shown."""
    row = written_minutes(request, pk)
    row.require_draft()
    form, found = MinutesForm(request.POST or None, minutes=row), None
    if request.method == "POST" and form.is_valid():
        found = row.keep(form.texts(), seat=form.seat(), page=form.page(), by=request.user, at=timezone.now())
        if not request.htmx:
            row.record_changes()
        if not request.htmx and not found.clashes:
            messages.success(request, _("The minutes are saved."))
            return redirect(row)
        row = written_minutes(request, pk)
    context = {"minutes": row, "form": form, "saved_at": timezone.now()} | together(form, found, row.typed)
    if request.htmx:
        marks = marks_after(form, found, MinutesForm(minutes=row))
        return render(request, "resolutions/_saved.html", context | {"marks": marks})
    if found:
        context["form"] = MinutesForm(minutes=row, mine=mine_of(form, found))
    way = [(_("Minutes of the meeting"), row.get_absolute_url()), (_("Edit"), "")]
    context |= {"changed": len(differences(row)), "trail": trail_of_meeting(row.meeting, *way)}
    return render(request, "resolutions/minutes_edit.html", context)


@require_http_methods(["GET", "POST"])
def minutes_anew(request: PersonRequest, pk: int) -> HttpResponse:
    """What the records say now beside what stands in the minutes; taken is only what is ticked."""
    row = written_minutes(request, pk)
    row.require_draft()
    if request.method == "POST":
        taken = row.take_anew(request.POST.getlist("take"), by=request.user, at=timezone.now())
        words = ngettext("%(taken)d section was taken.", "%(taken)d sections were taken.", taken)
        messages.success(request, words % {"taken": taken} if taken else _("Nothing was changed."))
        return redirect("minutes_edit", pk)
    context = {
        "minutes": row,
        "differences": differences(row),
        "trail": trail_of_meeting(
            row.meeting, (_("Minutes of the meeting"), row.get_absolute_url()), (_("From the records"), "")
        ),
    }
    return render(request, "resolutions/minutes_anew.html", context)


@require_POST
def minutes_approve(request: PersonRequest, pk: int) -> HttpResponse:
    row = _run(request, pk)
    row.approve(by=request.user, at=timezone.now())
    messages.success(request, _("The minutes are approved, numbered and locked."))
    return redirect(row)


@require_POST
def minutes_send(request: PersonRequest, pk: int) -> HttpResponse:
    row = _run(request, pk)
    row.send(by=request.user, at=timezone.now())
    messages.success(request, _("The minutes are with the level above."))
    return redirect(row)


def _run(request: PersonRequest, pk: int) -> Minutes:
    row = visible_minutes(request, pk)
    request.user.standing().require(Can.RUN_MEETINGS, row.unit)
    return row


@require_http_methods(["GET", "POST"])
def minutes_correct(request: PersonRequest, pk: int) -> HttpResponse:
    row = _run(request, pk)
    if row.is_draft:
        raise refusals.NotApproved
    form = CorrectionForm(request.POST or None)
    trail = trail_of_meeting(row.meeting, (_("Minutes of the meeting"), row.get_absolute_url()))
    correct = partial(row.correct, at=timezone.now())
    return form_page(request, form, correct, about=row, back=row.get_absolute_url(), trail=trail)


@require_GET
def minutes_pdf(request: PersonRequest, pk: int) -> HttpResponse:
    row = visible_minutes(request, pk)
    return paper(papers.minutes_pdf(row, today=timezone.localdate()), f"minutes-{row.meeting.on}.pdf")


@require_GET
def minutes_docx(request: PersonRequest, pk: int) -> HttpResponse:
    row = visible_minutes(request, pk)
    return paper(papers.minutes_docx(row, today=timezone.localdate()), f"minutes-{row.meeting.on}.docx")
