"""Party groups of a cell: shown with their members, formed, renamed, ended; members assigned to them."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fourgood.common.requests import PersonRequest
from fourgood.organisation.member_forms import DissolveForm, GroupForm, GroupingForm, NewGroupForm
from fourgood.organisation.models import Membership, PartyGroup, Position, Unit
from fourgood.organisation.models.member_refusals import NotACell
from fourgood.organisation.models.reference import Role
from fourgood.organisation.standing import Can
from fourgood.organisation.views.forms import Trail, form_page
from fourgood.organisation.views.members import allowed, trail_of, visible_unit

get_or_post = require_http_methods(["GET", "POST"])


@require_GET
def group_list(request: PersonRequest, pk: int) -> HttpResponse:
    """The cell's Party groups today, each with head and members, and who is in none."""
    unit = _cell(request, pk, can=Can.SEE_MEMBERS)
    today = timezone.localdate()
    groups = unit.groups.on(today).order_by("name", "id")
    heads = Position.objects.on(today).filter(group__in=groups, kind__role=Role.GROUP_HEAD).select_related("member")
    head_of = {position.group_id: position.member for position in heads}
    memberships = _memberships(unit)
    shown = [(group, head_of.get(group.pk), _members(memberships, group)) for group in groups]
    context = {
        "unit": unit,
        "groups": shown,
        "without": _members(memberships, None),
        "may": allowed(request, unit),
        "trail": [*trail_of(unit, members=True), (_("Party groups"), "")],
    }
    return render(request, "organisation/group_list.html", context)


@get_or_post
def group_new(request: PersonRequest, pk: int) -> HttpResponse:
    unit = _cell(request, pk, can=Can.KEEP_MEMBERS)
    form = NewGroupForm(request.POST or None, today=timezone.localdate())
    return form_page(
        request, form, partial(PartyGroup.objects.form, unit=unit), about=unit, back=_groups(unit), trail=_trail(unit)
    )


@get_or_post
def group_assign(request: PersonRequest, pk: int) -> HttpResponse:
    """One list of all members with a group to choose for each."""
    unit = _cell(request, pk, can=Can.KEEP_MEMBERS)
    today = timezone.localdate()
    groups = list(unit.groups.on(today).order_by("name", "id"))
    form = GroupingForm(request.POST or None, memberships=_memberships(unit), groups=groups, today=today)
    return form_page(request, form, PartyGroup.objects.assign, about=unit, back=_groups(unit), trail=_trail(unit))


@get_or_post
def group_rename(request: PersonRequest, pk: int) -> HttpResponse:
    group = _kept(request, pk)
    form = GroupForm(request.POST or None, initial={"name": group.name})
    return form_page(request, form, group.rename, about=group, back=_groups(group.unit), trail=_trail(group.unit))


@get_or_post
def group_dissolve(request: PersonRequest, pk: int) -> HttpResponse:
    group = _kept(request, pk)
    form = DissolveForm(request.POST or None, initial={"on": timezone.localdate()})
    return form_page(request, form, group.dissolve, about=group, back=_groups(group.unit), trail=_trail(group.unit))


def _cell(request: PersonRequest, pk: int, *, can: Can) -> Unit:
    unit = visible_unit(request, pk)
    request.user.standing().require(can, unit)
    if not unit.kind.has_members:
        raise NotACell(unit=unit)
    return unit


def _kept(request: PersonRequest, pk: int) -> PartyGroup:
    groups = PartyGroup.objects.visible_to(request.user).select_related("unit__kind")
    group = get_object_or_404(groups, pk=pk)
    request.user.standing().require(Can.KEEP_MEMBERS, group.unit)
    return group


def _memberships(unit: Unit) -> list[Membership]:
    """The cell's own members today, by given name."""
    rows = Membership.objects.on(timezone.localdate()).official().filter(unit=unit)
    return list(rows.select_related("member", "group").order_by("member__sort_key", "id"))


def _members(memberships: list[Membership], group: PartyGroup | None) -> list[Membership]:
    return [row for row in memberships if row.group_id == (group and group.pk)]


def _groups(unit: Unit) -> str:
    return reverse("group_list", args=[unit.pk])


def _trail(unit: Unit) -> Trail:
    return [*trail_of(unit, members=True), (_("Party groups"), _groups(unit))]
