"""What the third column of the permission matrix names, as the arguments of addresses. Made where the cast has none."""

from __future__ import annotations

import datetime as dt
from typing import Any

from allauth.mfa.models import Authenticator
from django.utils import timezone

from fourgood.accounts.models import Office, User
from fourgood.common.spans import since
from fourgood.demo.cast import Cast
from fourgood.exchange.models import Import
from fourgood.organisation.models import MemberStatus, Order, PartyGroup, Position, Step, Unit

DAY = dt.date(2026, 10, 1)


def objects(cast: Cast) -> dict[str, list[Any]]:
    """Each name of the third column with what stands in the address."""
    return (
        {"": []}
        | _of_a_cell("Nam", cast.nam, cast.bieu_nghi)
        | _of_a_cell("Dũng", cast.dung, cast.binh_luc_ha)
        | _accounts(cast)
        | _orders(cast)
        | _lists(cast)
    )


def _of_a_cell(name: str, user: User, unit: Unit) -> dict[str, list[Any]]:
    """A cell, one of its members, and what belongs to them. Bảy is secretary of Nam's; Dũng's is in another ward."""
    status = MemberStatus.objects.create(member=user.member, kind="away", valid=since(DAY))
    group = PartyGroup.objects.create(unit=unit, name="Tổ thử", valid=since(DAY))
    return {
        f"cell of {name}": [unit.pk],
        name: [user.member.pk],
        f"status of {name}": [status.pk],
        f"group in the cell of {name}": [group.pk],
        f"position in the cell of {name}": [Position.objects.on(DAY).filter(unit=unit).order_by("pk").first().pk],
        f"acts on {name}": ["organisation.member", user.member.pk],
    }


def _accounts(cast: Cast) -> dict[str, list[Any]]:
    passkey = Authenticator.objects.create(user=cast.phuc, type=Authenticator.Type.WEBAUTHN, data={"name": "x"})
    return {
        "account of Nam": [cast.nam.public_id],
        "account of Minh": [cast.minh.public_id],
        "office of Minh": [Office.objects.get(user=cast.minh).pk],
        "office of Quang": [Office.objects.get(user=cast.quang).pk],
        "passkey of Phúc": [passkey.pk],
    }


def _orders(cast: Cast) -> dict[str, list[Any]]:
    """A draft with one step, and an order that was carried out."""
    written = {"issuer": cast.quang_ninh, "decided_on": DAY, "effective_on": DAY, "drafted_at": timezone.now()}
    draft = Order.objects.create(number="1-QĐ/THỬ", drafted_by=cast.lan, **written)
    Step.objects.create(order=draft, place=1, act=Step.Act.RENAME, unit_code=cast.bieu_nghi.code, name="Chi bộ thử")
    done = Order.objects.create(number="2-QĐ/THỬ", carried_out_at=timezone.now(), carried_out_by=cast.lan, **written)
    return {
        "draft order": [draft.pk],
        "step of a draft order": [draft.pk, 1],
        "new step of a draft order": [draft.pk, "rename"],
        "order carried out": [done.pk],
    }


def _lists(cast: Cast) -> dict[str, list[Any]]:
    def of(user: User) -> list[Any]:
        return [Import.objects.upload(kind="members", name="x.csv", data=b"x", by=user, at=timezone.now()).pk]

    return {"import of Bảy": of(cast.bay), "import of Lan": of(cast.lan), "template of members": ["members", "xlsx"]}
