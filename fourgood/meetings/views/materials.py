"""Pages on which papers are added to a meeting, to be read beforehand (M12)."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from fourgood.common.requests import PersonRequest
from fourgood.meetings import papers
from fourgood.meetings.forms import MaterialForm
from fourgood.meetings.models import Material, Meeting
from fourgood.meetings.views.meetings import act_page, run_meeting
from fourgood.organisation.standing import Can
from fourgood.organisation.views.forms import act_at_once


@require_http_methods(["GET", "POST"])
def material_new(request: PersonRequest, pk: int) -> HttpResponse:
    row = run_meeting(request, pk)
    form = MaterialForm(request.POST or None, request.FILES or None, meeting=row)
    return act_page(request, row, form, partial(papers.add, row, at=timezone.now()))


@require_POST
def material_remove(request: PersonRequest, pk: int) -> HttpResponse:
    seen = Material.objects.filter(meeting__in=Meeting.objects.visible_to(request.user))
    row = get_object_or_404(seen.select_related("meeting__unit", "file__unit"), pk=pk)
    request.user.standing().require(Can.RUN_MEETINGS, row.meeting.unit)
    return act_at_once(request, row.meeting, partial(papers.remove, row), _("The paper is removed."))
