"""Pages of the suggestion box of a unit: suggest, support, withdraw; take up or answer (M12)."""

from __future__ import annotations

import datetime as dt
from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fourgood.common.requests import PersonRequest
from fourgood.meetings import suggesting
from fourgood.meetings.models import Meeting, Suggestion, Support
from fourgood.meetings.plan_forms import RefuseForm, SuggestionForm, TakeUpForm
from fourgood.meetings.refusals import NotAMember
from fourgood.organisation.models import Member, Unit
from fourgood.organisation.standing import Can
from fourgood.organisation.views.forms import act_at_once, form_page

BOTH = ["GET", "POST"]
MOST = 50  # of those that were answered, withdrawn or taken up; all that wait are shown
MONTHS_AHEAD = 6
Words = str | Promise


@require_GET
def suggestion_list(request: PersonRequest, pk: int) -> HttpResponse:
    """The box: what waits, the most supported first; then what became of the others."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user).select_related("kind"), pk=pk)
    standing = request.user.standing()
    rows = Suggestion.objects.visible_to(request.user).filter(unit=unit).select_related("member")
    waiting = rows.waiting().by_support()
    over = rows.exclude(pk__in=rows.waiting().values("pk")).by_support().select_related("taken_up", "planned__plan")
    mine = Support.objects.filter(suggestion__unit=unit, member=request.user.member_id)
    context = {
        "unit": unit,
        "waiting": waiting,
        "over": over.order_by("-made_at", "-pk")[:MOST],
        "supported": set(mine.values_list("suggestion", flat=True)),
        "takes_part": request.user.member_id is not None and standing.may(Can.TAKE_PART, unit),
        "runs": standing.may(Can.RUN_MEETINGS, unit),
        "trail": _trail(None),
    }
    return render(request, "meetings/suggestion_list.html", context)


@require_http_methods(BOTH)
def suggestion_new(request: PersonRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=pk)
    member = _member(request, unit)
    suggest = partial(suggesting.suggest, unit, member, at=timezone.now())
    back = reverse("suggestion_list", args=[pk])
    form = SuggestionForm(request.POST or None)
    return form_page(request, form, suggest, about=unit, back=back, trail=_trail(unit))


@require_POST
def suggestion_support(request: PersonRequest, pk: int) -> HttpResponse:
    """Support it, or no longer: `on` says which."""
    row = _visible(request, pk)
    member = _member(request, row.unit)
    if request.POST.get("on") == "0":
        return act_at_once(request, row, partial(suggesting.leave, row, member), _("You no longer support it."))
    return act_at_once(request, row, partial(suggesting.support, row, member, at=timezone.now()), _("You support it."))


@require_POST
def suggestion_withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    row = _visible(request, pk)
    member = _member(request, row.unit)
    return act_at_once(
        request, row, partial(suggesting.withdraw, row, member, at=timezone.now()), _("It is withdrawn.")
    )


@require_http_methods(BOTH)
def suggestion_take_up(request: PersonRequest, pk: int) -> HttpResponse:
    row = _run(request, pk)
    form = TakeUpForm(request.POST or None, places=_places(row.unit, on=timezone.localdate()))
    take = partial(_take_up, row)
    return form_page(request, form, take, about=row, back=row.get_absolute_url(), trail=_trail(row.unit))


@require_http_methods(BOTH)
def suggestion_answer(request: PersonRequest, pk: int) -> HttpResponse:
    row = _run(request, pk)
    answer = partial(suggesting.answer, row, at=timezone.now())
    form = RefuseForm(request.POST or None)
    return form_page(request, form, answer, about=row, back=row.get_absolute_url(), trail=_trail(row.unit))


def _places(unit: Unit, *, on: dt.date) -> list[tuple[str, str]]:
    """Meetings that have not begun, then the coming months of the plan."""
    meetings = Meeting.objects.standing().filter(unit=unit, begun_at=None, starts_at__date__gte=on)
    taking = [
        (f"meeting {row.pk}", _("agenda: %(meeting)s") % {"meeting": row}) for row in meetings.order_by("starts_at")
    ]
    ahead = [(on.year + (on.month - 1 + more) // 12, (on.month - 1 + more) % 12 + 1) for more in range(MONTHS_AHEAD)]
    words = _("plan of thematic meetings: month %(month)s")
    return taking + [(f"month {year} {month}", words % {"month": f"{month}/{year}"}) for year, month in ahead]


def _take_up(row: Suggestion, *, where: str, by: object) -> None:
    """`where`: one of the choices of `_places`, so that it can be read without a check."""
    what, *numbers = where.split()
    if what == "meeting":
        suggesting.take_into_meeting(row, Meeting.objects.get(pk=numbers[0]), by=by)  # type: ignore[arg-type]
    else:
        year, month = map(int, numbers)
        suggesting.take_into_plan(row, year=year, month=month, by=by, at=timezone.now())  # type: ignore[arg-type]


def _member(request: PersonRequest, unit: Unit) -> Member:
    """The reader as one who takes part in the unit. Raises NotAllowed, NotAMember."""
    request.user.standing().require(Can.TAKE_PART, unit)
    if request.user.member is None:
        raise NotAMember
    return request.user.member


def _visible(request: PersonRequest, pk: int) -> Suggestion:
    rows = Suggestion.objects.visible_to(request.user).select_related("unit", "member")
    return get_object_or_404(rows, pk=pk)


def _run(request: PersonRequest, pk: int) -> Suggestion:
    row = _visible(request, pk)
    request.user.standing().require(Can.RUN_MEETINGS, row.unit)
    return row


def _trail(unit: Unit | None) -> list[tuple[Words, str]]:
    box = [(gettext_lazy("Suggestions"), reverse("suggestion_list", args=[unit.pk]) if unit else "")]
    return [(gettext_lazy("Meetings"), reverse("meeting_list")), *box]
