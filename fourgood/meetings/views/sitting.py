"""At the meeting: one page for whoever records it, the entries that its forms and its queue send, its live figures."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fourgood.audit.words import lines
from fourgood.common.arrivals import UNREADABLE, Answer, Said, milliseconds, read_parcel
from fourgood.common.requests import PersonRequest
from fourgood.meetings.models import Meeting
from fourgood.meetings.sitting import proposed, undo_begin
from fourgood.meetings.sitting_corrections import corrections_of, why_not
from fourgood.meetings.sitting_entries import Entry, receive
from fourgood.meetings.sitting_forms import UndoForm
from fourgood.meetings.sitting_page import Sitting
from fourgood.meetings.sitting_refusals import OnlyTheRecorders
from fourgood.organisation.standing import Can
from fourgood.organisation.views.forms import form_page

Trail = list[tuple[str | Promise, str]]


def recorded_meeting(request: PersonRequest, pk: int) -> Meeting:
    """A meeting that the reader records: who runs the unit's meetings, its chair, its secretary. OnlyTheRecorders."""
    user = request.user
    own = Q(chair=user.member_id) | Q(recorder=user.member_id) if user.member_id else Q(pk__in=[])
    seen = Meeting.objects.filter(Q(pk__in=Meeting.objects.visible_to(user)) | own)
    meeting = get_object_or_404(seen.select_related("unit__kind", "chair", "recorder", "begun_by", "ended_by"), pk=pk)
    recorders = {meeting.chair_id, meeting.recorder_id} - {None}
    if user.member_id not in recorders and not user.standing().may(Can.RUN_MEETINGS, meeting.unit):
        raise OnlyTheRecorders
    return meeting


@require_GET
def sitting(request: PersonRequest, pk: int) -> HttpResponse:
    """The one page of the meeting: begin, roll call, item by item, end; afterwards what was recorded."""
    meeting = recorded_meeting(request, pk)
    page = Sitting(meeting, timezone.now())
    chair, recorder = proposed(page.expected)
    context = {
        "meeting": meeting,
        "page": page,
        "chair": meeting.chair or chair,
        "recorder": meeting.recorder or recorder,
        "opened": request.GET.get("open") or page.first_open,
        "minutes_now": timezone.localtime(page.at),
        "trail": trail_of(meeting, _("At the meeting")),
    }
    if meeting.ended_at:
        context |= {"why_not": why_not(meeting), "corrections": lines(corrections_of(meeting))}
        response = render(request, "meetings/sitting_over.html", context)
        response.headers["X-Page-Over"] = "yes"  # for the worker: nothing to keep any more
        return response
    return render(request, "meetings/sitting.html", context)


@require_GET
def sitting_figures(request: PersonRequest, pk: int) -> HttpResponse:
    """The figures alone, as they are now: nothing that someone is filling in is drawn anew."""
    page = Sitting(recorded_meeting(request, pk), timezone.now())
    return render(request, "meetings/_sitting_figures.html", {"meeting": page.meeting, "page": page})


@require_POST
def sitting_entry(request: PersonRequest, pk: int) -> HttpResponse:
    """One entry, by a form without JavaScript."""
    meeting, now = recorded_meeting(request, pk), timezone.now()
    fields = {name: str(value) for name, value in request.POST.items()}
    answer = receive(meeting, Entry(fields.get("kind", ""), _pair(fields), said_at=now), by=request.user, at=now)
    if not answer["taken"]:
        messages.error(request, _linked(answer))
    elif answer.get("told"):
        messages.warning(request, answer["told"])
    there = fields.get("there", "roll")
    anchor = fields.get("anchor") or there
    return redirect(f"{reverse('sitting', args=[pk])}?open={there}#{anchor}")


def _linked(answer: Answer) -> str:
    """Why an entry was refused, with the pages where something can be done about it."""
    links = format_html_join(
        " ", '<a href="{}">{}</a>', ((address, words) for words, address in answer.get("links", []))
    )
    return format_html("{} {}", answer["why"], links) if links else answer["why"]


@require_POST
def sitting_entries(request: PersonRequest, pk: int) -> HttpResponse:
    """Entries that a device kept, in their order; the answer to each by its key. See `sitting.js`."""
    meeting, now = recorded_meeting(request, pk), timezone.now()
    try:
        entries = [_entry(said) for said in read_parcel(request.body, now=now)]
    except UNREADABLE:
        return HttpResponseBadRequest()
    answers = {str(entry.key): receive(meeting, entry, by=request.user, at=now) for entry in entries}
    return JsonResponse({"answers": answers, "at": milliseconds(timezone.now())})


def _entry(said: Said) -> Entry:
    return Entry(said.kind, _pair(said.fields), said_at=said.said_at, key=said.key)


def _pair(fields: Mapping[str, str]) -> dict[str, str]:
    """A button "12:1" names a member and whether they spoke: the two fields that it stands for."""
    member, colon, on = fields.get("spoke", "").partition(":")
    return {**fields, "member": member, "on": on} if colon else dict(fields)


@require_http_methods(["GET", "POST"])
def sitting_undo(request: PersonRequest, pk: int) -> HttpResponse:
    """Take the beginning back: it was a slip."""
    meeting = recorded_meeting(request, pk)
    verb = partial(undo_begin, meeting, at=timezone.now())
    here = reverse("sitting", args=[pk])
    form = UndoForm(request.POST if request.method == "POST" else None)
    return form_page(request, form, verb, about=meeting, back=here, trail=within(meeting))


@require_GET
def sitting_worker(request: HttpRequest) -> HttpResponse:
    """The service worker of these pages. It lies beside them, because its place says for which it may answer."""
    return render(request, "kept_pages.js", {"folder": "sitting"}, content_type="text/javascript")


def trail_of(meeting: Meeting, *more: str | Promise) -> Trail:
    """The meeting › …"""
    return [(str(meeting), _address(meeting)), *((label, "") for label in more)]


def within(meeting: Meeting) -> Trail:
    """The meeting › at the meeting › …"""
    return [(str(meeting), _address(meeting)), (_("At the meeting"), reverse("sitting", args=[meeting.pk]))]


def _address(meeting: Meeting) -> str:
    try:
        return meeting.get_absolute_url()
    except NoReverseMatch:
        return ""
