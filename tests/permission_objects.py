"""What the third column of the permission matrix names, as the arguments of addresses. Made where the cast has none."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from fourgood.accounts.models import Office, User
from fourgood.common.spans import since
from fourgood.criteria.models import CriteriaSet, Opinion, Registration, Submission
from fourgood.demo.cast import Cast
from fourgood.exchange.models import Import
from fourgood.files.models import Sight, StoredFile
from fourgood.instructions.models import Document, Edition, Plan
from fourgood.notices.kinds import Kind
from fourgood.notices.links import stop_token
from fourgood.organisation.models import MemberStatus, Order, PartyGroup, Position, Step, Unit
from tests.permission_objects_assessments import assessment_objects
from tests.permission_objects_corrective import corrective_objects
from tests.permission_objects_figures import figures_objects
from tests.permission_objects_indicators import indicator_objects
from tests.permission_objects_integrity import integrity_objects
from tests.permission_objects_meetings import meeting_objects
from tests.permission_objects_mobilisation import mobilisation_objects
from tests.permission_objects_quality import quality_objects
from tests.permission_objects_resolutions import resolution_objects
from tests.permission_objects_sitting import objects_of_sittings
from tests.permission_objects_tasks import task_objects
from tests.permission_objects_voting import objects_of_voting

DAY = dt.date(2026, 10, 1)


def objects(cast: Cast) -> dict[str, list[Any]]:
    """Each name of the third column with what stands in the address."""
    sheets = assessment_objects(cast)
    return (
        {"": []}
        | _of_a_cell("Nam", cast.nam, cast.bieu_nghi)
        | _of_a_cell("Dũng", cast.dung, cast.binh_luc_ha)
        | _accounts(cast)
        | _orders(cast)
        | _lists(cast)
        | _documents(cast)
        | _instructions(cast)
        | _registration_of("Nam", cast.bieu_nghi, cast.criteria_set)
        | _registration_of("Dũng", cast.binh_luc_ha, cast.criteria_set)
        | _decisions(cast)
        | _files(cast)
        | objects_of_voting(cast)
        | mobilisation_objects(cast)
        | resolution_objects(cast)
        | quality_objects(cast)
        | task_objects(cast)
        | meeting_objects(cast)
        | objects_of_sittings(cast)
        | sheets
        | figures_objects(cast)
        | corrective_objects(cast, sheets)
        | indicator_objects(cast)
        | integrity_objects(cast)
        | {"link in a letter to Nam": [stop_token(cast.nam, Kind.TASK_GIVEN)]}
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
        f"number of {name}'s cell": [unit.pk, "late"],
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


def _instructions(cast: Cast) -> dict[str, list[Any]]:
    """The edition that holds, and a draft of another instruction with one framework."""
    head = {f"{what}_{language}": "Thử" for what in ("title", "issuer") for language in ("vi", "ms", "en")}
    days = {"dated": DAY, "first_day": DAY}
    draft = Edition.objects.draft(
        issuer=cast.quang_ninh, number="3-HD/THỬ", by=cast.lan, at=timezone.now(), **head, **days
    )
    file = draft.put_file(cast.edition.files.get(code="committee-2026").content, by=cast.lan)
    return {
        "edition in force": [cast.edition.pk],
        "draft edition": [draft.pk],
        "edition in force and the first": [cast.edition.pk, cast.first_edition.pk],
        "framework in force": [cast.edition.pk, "cell-2026"],
        "framework of a draft": [draft.pk, file.code],
        "criterion in force": [cast.edition.pk, "cell-2026", "I.1"],
        "criterion of a draft": [draft.pk, file.code, "I.1"],
    }


def _documents(cast: Cast) -> dict[str, list[Any]]:
    """A document of the province that nobody has answered, one of Đông Mai, and two plans of Đông Mai."""
    province, ward = cast.quang_ninh, cast.dong_mai
    written = {"dated": DAY, "plan_by": DAY, "title": "Văn bản thử", "at": timezone.now()}
    above = Document.objects.send(issuer=province, number="1-CV/THỬ", by=cast.lan, **written)
    own = Document.objects.send(issuer=ward, number="2-CV/THỬ", by=cast.hoa, **written)
    draft = Plan.objects.draft(document=above, unit=ward, text="Thử", by=cast.hoa, at=timezone.now())
    step = draft.add_step(text="Thử", due_on=DAY, owner="Thử", by=cast.hoa)
    adopted = Plan.objects.get(document=cast.document, unit=ward)
    return {
        "document from above": [above.pk],
        "document of Đông Mai": [own.pk],
        "document at the cell of Nam": [above.pk, cast.bieu_nghi.pk],
        "document at the cell of Dũng": [above.pk, cast.binh_luc_ha.pk],
        "document at Đông Mai": [above.pk, ward.pk],
        "document missing at Đông Mai": [above.pk, ward.pk, "missing"],
        "document missing at the cell of Dũng": [above.pk, cast.binh_luc_ha.pk, "missing"],
        "draft plan of Đông Mai": [draft.pk],
        "adopted plan of Đông Mai": [adopted.pk],
        "step of the draft plan": [step.pk],
        "step of the adopted plan": [adopted.steps.first().pk],
    }


def _registration_of(name: str, unit: Unit, like: CriteriaSet) -> dict[str, list[Any]]:
    """A registration that is only begun, for a year to come, and confirmed criteria of the year after."""
    at = {"drafted_at": timezone.now()}
    made = {}
    for year in (2098, 2099):
        registration = Registration.objects.create(unit=unit, year=year, model="cell", begun_at=timezone.now())
        made[year] = CriteriaSet.objects.create(
            registration=registration,
            place=1,
            framework=like.framework,
            variant=like.variant,
            first_day=dt.date(year, 1, 1),
            **at,
        )
    made[2099].submissions.create(submitted_at=timezone.now(), confirmed_at=timezone.now())
    return {
        f"registration of {name}'s cell": [made[2098].registration.pk],
        f"draft criteria of {name}'s cell": [made[2098].pk],
        f"criterion of {name}'s cell": [made[2098].pk, "I.1"],
        f"confirmed criteria of {name}'s cell": [made[2099].pk],
    }


def _decisions(cast: Cast) -> dict[str, list[Any]]:
    """Criteria open for opinions, with one of Nam; and two that wait for the level above."""
    opened, submitted, waiting = (
        _opened(unit, year, like=cast.criteria_set)
        for unit, year in ((cast.bieu_nghi, 2096), (cast.bieu_nghi, 2097), (cast.thu_duong, 2097))
    )
    for criteria_set in (submitted, waiting):
        Submission.objects.create(criteria_set=criteria_set, submitted_at=timezone.now())
    opinion = Opinion.objects.create(
        criteria_set=opened, member=cast.nam.member, agrees=True, given_at=timezone.now(), entered_by=cast.nam
    )
    return {
        "open criteria of Nam's cell": [opened.pk],
        "open criteria of Dũng's cell": [cast.open_set.pk],
        "criterion of Nam's open criteria": [opened.pk, "I.2"],
        "criterion of Dũng's open criteria": [cast.open_set.pk, "I.2"],
        "opinion of Nam": [opinion.pk],
        "criteria submitted by Nam's cell": [submitted.pk],
        "criteria submitted to Dũng's ward": [waiting.pk],
    }


def _files(cast: Cast) -> dict[str, list[Any]]:
    """Small pictures, each for others to see; nobody of the cast has added them."""
    points = io.BytesIO()
    Image.new("RGB", (4, 4)).save(points, "PNG")

    def of(unit: Unit, sight: Sight) -> list[Any]:
        upload = ContentFile(points.getvalue(), "x.png")
        return [StoredFile.objects.add(upload, unit=unit, sight=sight, by=None, at=timezone.now()).public_id]

    return {
        "file for leaders of Nam's cell": of(cast.bieu_nghi, Sight.LEADERS),
        "file for members of Nam's cell": of(cast.bieu_nghi, Sight.MEMBERS),
        "file for all below Đông Mai": of(cast.dong_mai, Sight.BELOW),
        "file for everyone": of(cast.dong_mai, Sight.PUBLIC),
    }


def _opened(unit: Unit, year: int, *, like: CriteriaSet) -> CriteriaSet:
    now, day = timezone.now(), dt.date(year, 1, 1)
    registration = Registration.objects.create(unit=unit, year=year, model="cell", begun_at=now, registered_at=now)
    return registration.sets.create(
        place=1,
        framework=like.framework,
        variant=like.variant,
        first_day=day,
        drafted_at=now,
        opened_at=now,
        opinions_until=day,
    )
