"""Pages that show members: the list of a unit, the list for a meeting, one member."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from fourgood.common.paging import page_of
from fourgood.common.phones import as_written
from fourgood.common.requests import PersonRequest
from fourgood.organisation.member_forms import Asked
from fourgood.organisation.member_list import called, in_state, listed, members_of, with_particulars
from fourgood.organisation.models import Member, Membership, MemberStatus, Position, Unit
from fourgood.organisation.models.member_refusals import NotACell
from fourgood.organisation.models.memberships import MembershipQuerySet
from fourgood.organisation.roll_call import findings_of, meeting_list
from fourgood.organisation.standing import Can
from fourgood.organisation.views.forms import Trail


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("q")
def member_list(request: PersonRequest, pk: int) -> HttpResponse:
    """Members of a unit and all below it, as of a day. A search by name is a POST: no name gets into an address."""
    unit = visible_unit(request, pk)
    asked = Asked(request.GET, unit=unit, today=timezone.localdate())
    text = request.POST.get("q", "").strip()
    rows = _narrowed(members_of(unit, viewer=request.user, on=asked.day), asked, text)
    particulars = partial(with_particulars, on=asked.day)
    # A search reads all names, which the database divides among processes only where it need not cut a page first.
    page = page_of(request, particulars(rows)) if text else page_of(request, rows, adding=particulars)
    context = {
        "unit": unit,
        "asked": asked,
        "text": text,
        "page": page,
        "rows": listed(page.rows, viewer=request.user, on=asked.day),
        "may": allowed(request, unit),
        "today": asked.day == timezone.localdate(),
        "trail": [*trail_of(unit), (_("Members"), "")],
    }
    return render(request, "organisation/member_list.html" + ("#rows" if request.htmx else ""), context)


def _narrowed(rows: MembershipQuerySet, asked: Asked, text: str) -> MembershipQuerySet:
    if asked.chosen_state:
        rows = in_state(rows, asked.chosen_state, on=asked.day)
    if asked.chosen_group:
        rows = rows.filter(group=asked.chosen_group)
    if text:
        rows = called(rows, text)
    return rows


@require_GET
def members_due(request: PersonRequest, pk: int) -> HttpResponse:
    """Who is due at a meeting of the cell on a day, and who may vote; to print and sign."""
    unit = visible_unit(request, pk)
    request.user.standing().require(Can.SEE_MEMBERS, unit)
    if not unit.kind.has_members:
        raise NotACell(unit=unit)
    asked = Asked(request.GET, unit=unit, today=timezone.localdate())
    context = {
        "unit": unit,
        "on": asked.day,
        "meeting": meeting_list(unit, on=asked.day),
        "today": asked.day == timezone.localdate(),
        "trail": [*trail_of(unit, members=True), (_("For a meeting"), "")],
    }
    return render(request, "organisation/members_due.html", context)


@require_GET
def cell_findings(request: PersonRequest, pk: int) -> HttpResponse:
    """What the size of the cell asks for and isn't so: a fragment for pages of the cell."""
    unit = visible_unit(request, pk)
    request.user.standing().require(Can.SEE_MEMBERS, unit)
    findings = findings_of(unit, on=timezone.localdate()) if unit.kind.has_members and unit.is_active else []
    return render(request, "organisation/_cell_findings.html", {"findings": findings})


@require_GET
def member(request: PersonRequest, pk: int) -> HttpResponse:
    """Everything about one member that the reader may see; one's own page too."""
    members = Member.objects.visible_to(request.user).select_related("unit__kind")
    shown = get_object_or_404(members.prefetch_related(*_everything()), pk=pk)
    is_self = shown.pk == request.user.member_id
    may = allowed(request, shown.unit)
    context = {
        "member": shown,
        "is_self": is_self,
        "sees_contacts": is_self or may["see_contacts"],
        "may": may,
        "phone": as_written(shown.phone),
        "positions": [(row, _may_end(request, row)) for row in shown.positions.all()],
        "now": _now(shown, timezone.localdate()),
        "trail": [*trail_of(shown.unit, members=True), (shown.full_name, "")],
    }
    return render(request, "organisation/member_detail.html", context)


def _may_end(request: PersonRequest, position: Position) -> bool:
    """Whether the position goes on and the reader keeps the positions where it is held."""
    unit = position.unit or position.member.unit
    return position.last_day is None and unit is not None and request.user.standing().may(Can.KEEP_POSITIONS, unit)


def _everything() -> list[Prefetch[Any, Any, Any]]:
    """All that ever held for a member, the newest first."""
    positions = Position.objects.select_related("kind", "unit", "group").order_by("-valid", "kind__place")
    return [
        Prefetch("memberships", Membership.objects.select_related("unit", "group").order_by("-valid", "kind")),
        Prefetch("statuses", MemberStatus.objects.order_by("-valid")),
        Prefetch("positions", positions),
    ]


def _now(member: Member, today: dt.date) -> dict[str, Any]:
    """What holds today, from the rows at hand."""
    memberships = {row.kind: row for row in member.memberships.all() if row.holds_on(today)}
    statuses = [row for row in member.statuses.all() if row.holds_on(today)]
    return {
        "official": memberships.get(Membership.Kind.OFFICIAL),
        "stay": memberships.get(Membership.Kind.TEMPORARY),
        "status": statuses[0] if statuses else None,
        "positions": [row for row in member.positions.all() if row.holds_on(today)],
        "is_official": member.is_official_on(today),
    }


# What the pages of members share


def visible_unit(request: PersonRequest, pk: int) -> Unit:
    return get_object_or_404(Unit.objects.visible_to(request.user).select_related("kind"), pk=pk)


def allowed(request: PersonRequest, unit: Unit | None) -> dict[str, bool]:
    """For buttons: what the reader may do on the unit, by the names of the capabilities."""
    standing = request.user.standing()
    return {str(can): unit is not None and standing.may(can, unit) for can in Can}


def trail_of(unit: Unit | None, *, members: bool = False) -> Trail:
    """The way to the unit's page, and on to its list of members."""
    if unit is None:
        return []
    trail = [(unit.name, unit.get_absolute_url())]
    return [*trail, (_("Members"), reverse("member_list", args=[unit.pk]))] if members else trail
