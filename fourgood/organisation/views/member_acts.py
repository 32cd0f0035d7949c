"""Acts on members: added, corrected, transferred, recognised, exempted, gone; positions given and ended."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from fourgood.common.requests import PersonRequest
from fourgood.organisation.member_forms import (
    ComeBackForm,
    DetailsForm,
    EndPositionForm,
    EndStatusForm,
    LeaveForm,
    NewMemberForm,
    PositionForm,
    RecogniseForm,
    RejoinForm,
    SendForm,
    StatusForm,
    TransferForm,
)
from fourgood.organisation.models import Member, MemberStatus, Place, Position, Unit
from fourgood.organisation.models.member_refusals import NotACell
from fourgood.organisation.standing import WHO_CAN_HELP, Can, NotAllowed
from fourgood.organisation.views.forms import Trail, form_page
from fourgood.organisation.views.members import trail_of, visible_unit

get_or_post = require_http_methods(["GET", "POST"])


@get_or_post
@sensitive_post_parameters("full_name", "phone", "email", "code")
def member_new(request: PersonRequest, pk: int) -> HttpResponse:
    unit = visible_unit(request, pk)
    request.user.standing().require(Can.KEEP_MEMBERS, unit)
    if not unit.kind.has_members:
        raise NotACell(unit=unit)
    form = NewMemberForm(request.POST or None, today=timezone.localdate())
    admit = partial(Member.objects.admit, unit=unit)
    return form_page(request, form, admit, about=unit, back=_list(unit), trail=trail_of(unit, members=True))


@get_or_post
@sensitive_post_parameters("full_name", "phone", "email")
def member_change(request: PersonRequest, pk: int) -> HttpResponse:
    member = _kept(request, pk)
    form = DetailsForm(request.POST or None, instance=member, today=timezone.localdate())
    return form_page(request, form, member.change, about=member, back=member.get_absolute_url(), trail=_trail(member))


@get_or_post
def member_transfer(request: PersonRequest, pk: int) -> HttpResponse:
    member = _kept(request, pk)
    form = TransferForm(request.POST or None, viewer=request.user, today=timezone.localdate())
    return form_page(request, form, member.transfer, about=member, back=_list(member.unit), trail=_trail(member))


@get_or_post
def member_send(request: PersonRequest, pk: int) -> HttpResponse:
    member = _kept(request, pk)
    form = SendForm(request.POST or None, viewer=request.user, initial={"on": timezone.localdate()})
    return form_page(request, form, member.send, about=member, back=member.get_absolute_url(), trail=_trail(member))


@get_or_post
def member_come_back(request: PersonRequest, pk: int) -> HttpResponse:
    member = _kept(request, pk)
    form = ComeBackForm(request.POST or None, today=timezone.localdate())
    return form_page(
        request, form, member.come_back, about=member, back=member.get_absolute_url(), trail=_trail(member)
    )


@get_or_post
def member_leave(request: PersonRequest, pk: int) -> HttpResponse:
    member = _kept(request, pk)
    form = LeaveForm(request.POST or None, today=timezone.localdate())
    return form_page(request, form, member.leave, about=member, back=member.get_absolute_url(), trail=_trail(member))


@get_or_post
def member_rejoin(request: PersonRequest, pk: int) -> HttpResponse:
    """Back in a cell; only those who keep that cell's list may take someone in again."""
    member = _kept(request, pk)
    form = RejoinForm(request.POST or None, viewer=request.user, today=timezone.localdate())

    def rejoin(*, to: Unit, **how: Any) -> None:
        request.user.standing().require(Can.KEEP_MEMBERS, to)
        member.rejoin(unit=to, **how)

    return form_page(request, form, rejoin, about=member, back=member.get_absolute_url(), trail=_trail(member))


@get_or_post
def member_official(request: PersonRequest, pk: int) -> HttpResponse:
    member = _kept(request, pk)
    form = RecogniseForm(request.POST or None, today=timezone.localdate())
    return form_page(
        request, form, member.recognise_official, about=member, back=member.get_absolute_url(), trail=_trail(member)
    )


@get_or_post
def status_new(request: PersonRequest, pk: int) -> HttpResponse:
    member = _kept(request, pk)
    form = StatusForm(request.POST or None, initial={"on": timezone.localdate()})
    return form_page(
        request, form, member.set_status, about=member, back=member.get_absolute_url(), trail=_trail(member)
    )


@get_or_post
def status_end(request: PersonRequest, pk: int) -> HttpResponse:
    members = Member.objects.visible_to(request.user)
    status = get_object_or_404(MemberStatus.objects.filter(member__in=members), pk=pk)
    member = _kept(request, status.member_id)
    form = EndStatusForm(request.POST or None, initial={"on": timezone.localdate()})
    return form_page(request, form, status.end, about=member, back=member.get_absolute_url(), trail=_trail(member))


@get_or_post
def position_new(request: PersonRequest, pk: int) -> HttpResponse:
    """Give a position: on the own cell, on another unit whose positions one keeps, or in an outside body."""
    member = _kept(request, pk, can=Can.KEEP_POSITIONS)
    today = timezone.localdate()
    form = PositionForm(request.POST or None, member=member, viewer=request.user, today=today, initial={"on": today})

    def give(*, place: Place, **what: Any) -> None:
        if place.unit is not None:
            request.user.standing().require(Can.KEEP_POSITIONS, place.unit)
        Position.objects.give(member=member, place=place, **what)

    return form_page(request, form, give, about=member, back=member.get_absolute_url(), trail=_trail(member))


@get_or_post
def position_end(request: PersonRequest, pk: int) -> HttpResponse:
    """End a position; by those who keep the positions of the unit on which it is held."""
    members = Member.objects.visible_to(request.user)
    positions = Position.objects.filter(member__in=members).select_related("kind", "unit", "member__unit")
    position = get_object_or_404(positions, pk=pk)
    if position.unit is None:
        _kept(request, position.member_id, can=Can.KEEP_POSITIONS)
    else:
        request.user.standing().require(Can.KEEP_POSITIONS, position.unit)
    form = EndPositionForm(request.POST or None, initial={"on": timezone.localdate()})
    back = position.member.get_absolute_url()
    return form_page(request, form, position.end, about=position.member, back=back, trail=_trail(position.member))


def _kept(request: PersonRequest, pk: int, *, can: Can = Can.KEEP_MEMBERS) -> Member:
    """The member, if the reader sees the row (404) and may keep it (refusal)."""
    member = get_object_or_404(Member.objects.visible_to(request.user).select_related("unit__kind"), pk=pk)
    if member.unit is None:
        raise NotAllowed(help=WHO_CAN_HELP[can])
    request.user.standing().require(can, member.unit)
    return member


def _list(unit: Unit | None) -> str:
    return reverse("member_list", args=[unit.pk]) if unit else reverse("home")


def _trail(member: Member) -> Trail:
    return [*trail_of(member.unit, members=True), (member.full_name, member.get_absolute_url())]
