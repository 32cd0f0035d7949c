"""Addresses in letters: where a page is, and the link by which someone stops letters without signing in."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from fourgood.accounts.models import User
from fourgood.notices.kinds import Kind

_SALT = "fourgood.notices.stop"


def address_of(path: str) -> str:
    """The whole address of a page of ours: "/tasks/" → "https://fourgood.example.org/tasks/"."""
    return f"{settings.SITE_ADDRESS}{path}"


def stop_token(user: User, kind: Kind) -> str:
    """Says who and what, by a random id and a kind, and can't be made without the secret key. It has no last day."""
    return Signer(salt=_SALT).sign(f"{user.public_id.hex}.{kind}")


def read_stop_token(token: str) -> tuple[User, Kind] | None:
    """Who wants no more letters of which kind; None if the token was not made by `stop_token`."""
    try:
        who, kind = Signer(salt=_SALT).unsign(token).split(".")
        user = User.objects.filter(public_id=uuid.UUID(who)).first()
        return (user, Kind(kind)) if user else None
    except (BadSignature, ValueError):
        return None


def stop_address(user: User, kind: Kind) -> str:
    return address_of(reverse("letters_stop", args=[stop_token(user, kind)]))
