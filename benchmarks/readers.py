"""Who asks: people of the generated province, signed in."""

from __future__ import annotations

from typing import Any

from benchmarks.province import ON, SMALL

MIDDLE_CELL = 20  # members


def officer() -> Any:
    """The officer of the province."""
    from fourgood.accounts.models import Office, User
    from fourgood.common.spans import since
    from fourgood.organisation.models import Unit

    found = User.objects.filter(email="officer@mau.example").first()
    if found is None:
        found = User.objects.create_user(name="Officer", email="officer@mau.example")
        top = Unit.objects.get(parent=None)
        Office.objects.create(user=found, unit=top, kind=Office.Kind.ORGANISING_OFFICER, valid=since(ON))
    return found


def secretary_of(unit: Any) -> Any:
    """The account of who leads the unit."""
    from fourgood.accounts.models import User
    from fourgood.organisation.models import Position

    member = Position.objects.select_related("member").get(kind__code="secretary", unit=unit).member
    found = User.objects.filter(member=member).first()
    email = f"member{member.pk}@mau.example"
    return found or User.objects.create_user(name=member.full_name, email=email, member=member)


def signed_in(user: Any) -> Any:
    """A browser of the person."""
    from django.test import Client

    client = Client()
    client.force_login(user)
    return client


def session_of(user: Any) -> str:
    """The secret that a signed-in browser sends along."""
    return str(signed_in(user).cookies["sessionid"].value)


def largest_ward() -> Any:
    return _wards().order_by("-cells", "pk").first()


def largest_cell() -> Any:
    return _cells().order_by("-size", "pk").first()


def middle_ward() -> Any:
    """Of the size that the ward of the small province has."""
    return min(_wards(), key=lambda ward: (abs(ward.cells - SMALL.ward_cells), ward.pk))


def middle_cell() -> Any:
    return min(_cells().filter(parent=middle_ward()), key=lambda cell: (abs(cell.size - MIDDLE_CELL), cell.pk))


def _wards() -> Any:
    from django.db.models import Count, Q

    from fourgood.organisation.models import Unit

    cells = Count("children", filter=Q(children__is_active=True))
    return Unit.objects.active().filter(kind__code="grassroots").annotate(cells=cells)


def _cells() -> Any:
    from django.db.models import Count

    from fourgood.organisation.models import Unit

    return Unit.objects.active().annotate(size=Count("members"))
