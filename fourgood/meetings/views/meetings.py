"""Pages of meetings before they begin: the list, one meeting, drafting, announcing, calling off (M11, M12)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fourgood.common.paging import page_of
from fourgood.common.refusal import Refusal
from fourgood.common.requests import PersonRequest
from fourgood.meetings import agenda, announcing
from fourgood.meetings.calendar import calendar_of
from fourgood.meetings.forms import CallOffForm, ItemForm, MeetingChangeForm, MeetingForm, beginning_of, head_of
from fourgood.meetings.meeting_page import page_for
from fourgood.meetings.models import AgendaItem, Meeting
from fourgood.meetings.notice import notice_pdf
from fourgood.meetings.planning import offered_for
from fourgood.organisation.models import Member, Unit
from fourgood.organisation.standing import Can
from fourgood.organisation.views.forms import act_at_once, form_page

Words = str | Promise
BOTH = ["GET", "POST"]
SIZE = 20


@require_GET
def meeting_list(request: PersonRequest) -> HttpResponse:
    """Meetings that the reader may see, the next and the latest first."""
    standing = request.user.standing()
    standing.require_anywhere(Can.SEE_UNIT)
    found = Meeting.objects.visible_to(request.user).select_related("unit").order_by("-starts_at", "-pk")
    running = [h.unit_id for h in standing.holdings if h.grants(Can.RUN_MEETINGS)]
    taking_part = [h.unit_id for h in standing.holdings if h.grants(Can.TAKE_PART)]
    context = {
        "page": page_of(request, found, size=SIZE),
        "now": timezone.now(),
        "running": Unit.objects.active().filter(pk__in=running).order_by("-path"),
        "boxes": Unit.objects.active().filter(pk__in=taking_part).order_by("-path"),
    }
    return render(request, "meetings/meeting_list.html", context)


@require_GET
def meeting(request: PersonRequest, pk: int) -> HttpResponse:
    """One meeting: when, where, what about, what members bring; and what the reader does next."""
    row = visible_meeting(request, pk)
    if row.announced_at and request.user.member_id and row.begun_at is None:
        _seen(request, row)
    context = page_for(row, request.user, now=timezone.now()) | {"meeting": row, "trail": trail_of(row)}
    return render(request, "meetings/meeting_detail.html", context)


def _seen(request: PersonRequest, row: Meeting) -> None:
    """Whoever belongs to it and opens the notice has it."""
    try:
        announcing.confirm_read(row, request.user.member, by=request.user, at=timezone.now())
    except Refusal:
        return  # someone who may look, and is not expected


@require_http_methods(BOTH)
def meeting_new(request: PersonRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(Unit.objects.visible_to(request.user).select_related("kind", "sector"), pk=pk)
    request.user.standing().require(Can.RUN_MEETINGS, unit)
    last = Meeting.objects.filter(unit=unit).standing().order_by("-starts_at").first()
    today = timezone.localdate()
    offered = offered_for(unit, on=today)
    initial = beginning_of(last, offered=offered, today=today)
    form = MeetingForm(request.POST or None, initial=initial, offered=offered)
    if request.method == "POST" and form.is_valid():
        try:
            made = announcing.draft(unit=unit, by=request.user, at=timezone.now(), **form.arguments())
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(request, str(form.done))
            return redirect(made)
    context = {
        "form": form,
        "about": unit,
        "back": reverse("meeting_list"),
        "trail": [*trail_of(None), (form.heading, "")],
    }
    return render(request, "organisation/act_form.html", context)


@require_http_methods(BOTH)
def meeting_change(request: PersonRequest, pk: int) -> HttpResponse:
    row = run_meeting(request, pk)
    form = MeetingChangeForm(request.POST or None, initial=head_of(row))
    return act_page(request, row, form, partial(announcing.change, row, at=timezone.now()))


@require_http_methods(BOTH)
def meeting_call_off(request: PersonRequest, pk: int) -> HttpResponse:
    row = run_meeting(request, pk)
    call_off = partial(announcing.call_off, row, at=timezone.now())
    return act_page(request, row, CallOffForm(request.POST or None), call_off)


@require_POST
def meeting_announce(request: PersonRequest, pk: int) -> HttpResponse:
    row = run_meeting(request, pk)
    return act_at_once(
        request, row, partial(announcing.announce, row, at=timezone.now()), _("The meeting is announced.")
    )


@require_POST
def meeting_read_for(request: PersonRequest, pk: int, member: int) -> HttpResponse:
    """The secretary has told a member who has no phone."""
    row = run_meeting(request, pk)
    told = get_object_or_404(Member.objects.visible_to(request.user), pk=member)
    return act_at_once(request, row, partial(announcing.confirm_read, row, told, at=timezone.now()), _("It is noted."))


@require_GET
def meeting_calendar(request: PersonRequest, pk: int) -> HttpResponse:
    """The meeting for the calendar of a phone (RFC 5545)."""
    row = visible_meeting(request, pk)
    headers = {"Content-Disposition": f'attachment; filename="meeting-{row.pk}.ics"'}
    return HttpResponse(calendar_of([row]), content_type="text/calendar; charset=utf-8", headers=headers)


@require_GET
def meeting_notice(request: PersonRequest, pk: int) -> HttpResponse:
    """The notice to print, hang up or hand on."""
    row = visible_meeting(request, pk)
    written = notice_pdf(row, today=timezone.localdate())
    headers = {"Content-Disposition": f'inline; filename="notice-{row.on}.pdf"'}
    return HttpResponse(written, content_type="application/pdf", headers=headers)


@require_http_methods(BOTH)
def item_new(request: PersonRequest, pk: int) -> HttpResponse:
    row = run_meeting(request, pk)
    return act_page(request, row, ItemForm(request.POST or None), partial(agenda.add, row))


@require_http_methods(BOTH)
def item_change(request: PersonRequest, pk: int) -> HttpResponse:
    item = run_item(request, pk)
    form = ItemForm(request.POST or None, initial={"title": item.title, "minutes": item.minutes})
    return act_page(request, item.meeting, form, partial(agenda.word, item))


@require_POST
def item_move(request: PersonRequest, pk: int) -> HttpResponse:
    item = run_item(request, pk)
    up = request.POST.get("way") != "down"
    return act_at_once(request, item.meeting, partial(agenda.move, item, up=up), _("The agenda is saved."))


@require_POST
def item_remove(request: PersonRequest, pk: int) -> HttpResponse:
    item = run_item(request, pk)
    return act_at_once(request, item.meeting, partial(agenda.remove, item), _("The agenda is saved."))


def visible_meeting(request: PersonRequest, pk: int) -> Meeting:
    seen = Meeting.objects.visible_to(request.user)
    return get_object_or_404(seen.select_related("unit__kind", "unit__sector", "chair", "recorder"), pk=pk)


def run_meeting(request: PersonRequest, pk: int) -> Meeting:
    """The meeting, if the reader sees it (404) and runs the meetings of its unit (refusal)."""
    row = visible_meeting(request, pk)
    request.user.standing().require(Can.RUN_MEETINGS, row.unit)
    return row


def run_item(request: PersonRequest, pk: int) -> AgendaItem:
    seen = AgendaItem.objects.filter(meeting__in=Meeting.objects.visible_to(request.user))
    item = get_object_or_404(seen.select_related("meeting__unit__kind"), pk=pk)
    request.user.standing().require(Can.RUN_MEETINGS, item.unit)
    return item


def act_page(request: PersonRequest, row: Meeting, form: object, verb: Callable[..., object]) -> HttpResponse:
    return form_page(request, form, verb, about=row, back=row.get_absolute_url(), trail=trail_of(row))  # type: ignore[arg-type]


def trail_of(row: Meeting | None) -> list[tuple[Words, str]]:
    way: list[tuple[Words, str]] = [(_("Meetings"), reverse("meeting_list"))]
    return [*way, (str(row), row.get_absolute_url())] if row else way
