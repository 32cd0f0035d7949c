"""Who can sign in to the sample province, for the terminal."""

from __future__ import annotations

from fourgood.accounts.models import User
from fourgood.demo.cast import PASSWORD, PEOPLE
from fourgood.organisation.standing import Holds


def sign_ins() -> str:
    """The sample accounts, one on a line; empty if there are none."""
    names = [person[0] for person in PEOPLE.values()]
    accounts = {user.name: user for user in User.objects.filter(name__in=names)}
    users = [accounts[name] for name in names if name in accounts]
    lines = [f"  {user.phone or user.email:20}{user.name}, {_titles(user)}" for user in users]
    return "\n".join([f"Sample sign-ins, all with the password “{PASSWORD}”:", *lines]) if lines else ""


def _titles(user: User) -> str:
    """What the person holds; that someone is a member goes without saying, unless it is all."""
    holdings = user.standing().holdings
    titles = [h.title for h in holdings if h.what != Holds.MEMBER] or [h.title for h in holdings]
    return "; ".join(titles) or "–"
