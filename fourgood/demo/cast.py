"""The cast: the sample province of the source article and a dozen people who sign in to it.

The province is as it was in 2024 (`province`), then everything happens that has happened since (`since_2024`): the
reorganisation of July 2025 and what became of people. Every person is invented.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from fourgood.accounts.models import Office, User
from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.common.spans import since
from fourgood.criteria.models import CriteriaSet
from fourgood.demo import (
    assessed,
    criteria,
    criteria_of_all,
    dissemination,
    instructions,
    mobilisation,
    months,
    province,
    since_2024,
    terms,
)
from fourgood.demo.province import member_codes, source, unit_codes
from fourgood.instructions.models import Document, Edition
from fourgood.integrity.looking import look_through
from fourgood.organisation.models import Member, Unit
from fourgood.organisation.standing import Holds

PASSWORD = "bon tot 2024"  # noqa: S105 printed at start: sample accounts only
_OFFICES_SINCE = dt.date(2023, 1, 1)


@transaction.atomic
def load() -> None:
    """Make the sample province in an empty database."""
    province.write()
    _record_import()
    password = make_password(PASSWORD)  # slow by design: once for all
    people = _open_accounts([key for key in source()["accounts"] if _exists(key)], password)
    since_2024.carry_out_orders(people)
    since_2024.tell(people)
    terms.write()
    months.tell_past(people, today=timezone.localdate())
    instructions.issue(people)
    dissemination.tell(people)
    criteria_of_all.write(today=timezone.localdate())
    criteria.tell(people, today=timezone.localdate())
    mobilisation.tell(people)
    assessed.tell(people, today=timezone.localdate())
    people |= _open_accounts([key for key in source()["accounts"] if key not in people], password)
    months.tell_coming(people, today=timezone.localdate())
    look_through(on=timezone.localdate(), at=timezone.now())


def _record_import() -> None:
    top = Unit.objects.get(code=unit_codes()["quang_ninh"])
    written = {"units": Unit.objects.count(), "members": Member.objects.count()}
    Act.objects.record(Verb.LIST_IMPORTED, top, by=None, path=top.path, after=written)


def _exists(key: str) -> bool:
    return key in source()["people"] or key in source()["officers"]


def _open_accounts(keys: list[str], password: str) -> dict[str, User]:
    """Open accounts; return them by short name."""
    members = {member.code: member for member in Member.objects.filter(code__in=member_codes().values())}
    made = {key: _account(key, password, members) for key in keys}
    for user in made.values():
        user.set_keys()
    User.objects.bulk_create(made.values())
    top = Unit.objects.get(code=unit_codes()["quang_ninh"])
    Office.objects.bulk_create(
        Office(user=user, unit=top, kind=source()["officers"][key][2], valid=since(_OFFICES_SINCE))
        for key, user in made.items()
        if key in source()["officers"] and source()["officers"][key][2]
    )
    return made


def _account(key: str, password: str, members: dict[str, Member]) -> User:
    if key in source()["officers"]:
        name, email, _office = source()["officers"][key]
        return User(name=name, email=email, password=password)
    member = members[member_codes()[key]]
    return User(
        name=member.full_name,
        phone=member.phone or None,
        email=member.email or None,
        member=member,
        password=password,
    )


@dataclass(frozen=True)
class SignIn:
    """What to tell someone who tries the sample province. `titles`: what the person holds, in the reader's language."""

    name: str
    titles: tuple[str, ...]
    login: str
    password: str


def sign_ins() -> list[SignIn]:
    """Who can sign in to the sample province; empty if it is not loaded."""
    names = [_name(key) for key in source()["accounts"]]
    accounts = {user.name: user for user in User.objects.filter(name__in=names).select_related("member")}
    return [_sign_in(accounts[name]) for name in names if name in accounts]


def _sign_in(user: User) -> SignIn:
    """That someone is a member goes without saying, unless it is all."""
    holdings = user.standing().holdings
    titles = tuple(h.title for h in holdings if h.what != Holds.MEMBER) or tuple(h.title for h in holdings)
    return SignIn(user.name, titles, user.phone or user.email or "", PASSWORD)


def _name(key: str) -> str:
    if key in source()["officers"]:
        return source()["officers"][key][0]
    if key in source()["people"]:
        return source()["people"][key][0]
    return next(more[0][0] for _day, _by, what, about, *more in source()["later"] if (what, about) == ("admitted", key))


@dataclass(frozen=True)
class Cast:
    """Finds by short name a unit (`cast.bieu_nghi`), a person's account (`cast.bay`) or a member who has none, and an
    edition of the instruction (`cast.edition`, in force; `cast.first_edition`), with the document by which it went down
    the tree (`cast.document`). And criteria of the year: `cast.criteria_set` (of Biểu Nghi, confirmed), `cast.open_set`
    (of Bình Lục Hạ, open for opinions), `cast.submitted_set` (waiting for Đông Mai).
    """

    def __getattr__(self, key: str) -> Unit | User | Member | Edition | Document | CriteriaSet:
        if key in unit_codes():
            return Unit.objects.get(code=unit_codes()[key])
        if key in source()["accounts"]:
            return User.objects.get(name=_name(key))
        if key in member_codes():
            return Member.objects.get(code=member_codes()[key])
        if key in instructions.places():
            number, place = instructions.places()[key]
            return Edition.objects.get(instruction__number=number, place=place)
        if key == "document":
            return dissemination.document("edition")
        if key in criteria.SETS:
            return criteria.SETS[key]()
        raise AttributeError(key)
