"""Two people do the same at the same moment: one succeeds, the other is told in a sentence. With real transactions."""

import datetime as dt
import threading
import time

import pytest
from django.db import connection, transaction

from fourgood.organisation.models import Member, MemberStatus, Place, Position, PositionKind
from fourgood.organisation.models import member_refusals as refusals

MARCH = dt.date(2026, 3, 3)
MAY = dt.date(2026, 5, 19)

pytestmark = pytest.mark.django_db(transaction=True)


def admit(cast, code):
    return Member.objects.admit(
        unit=cast.tan_mai, on=MARCH, official_on=MARCH, code=code, full_name=f"Bùi {code}", by=cast.bay
    )


def wait_until_blocked():
    """Until another session of the test database waits for a lock."""
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    for _attempt in range(200):
        with connection.cursor() as cursor:
            cursor.execute(waiting)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError("The second session never waited.")


def race(first, second):
    """Do `first`, and before it is committed `second` from another connection. What `second` raised."""
    outcome = []

    def run():
        try:
            second()
        except Exception as error:  # noqa: BLE001 the test looks at whatever it is
            outcome.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    with transaction.atomic():
        first()
        thread.start()
        wait_until_blocked()
    thread.join(timeout=10)
    return outcome[0] if outcome else None


def test_the_second_of_two_at_once_is_refused_in_a_sentence(cast):
    """One test for all, since real transactions make each one load the sample province again."""
    by, cell, near, far = cast.bay, cast.tan_mai, cast.bieu_nghi, cast.binh_luc_ha
    Position.objects.filter(unit=cell).delete()
    secretary, place = PositionKind.objects.get(code="secretary"), Place(unit=cell)
    sen, cuc, mo = (admit(cast, code) for code in ("SEN", "CUC", "MO"))
    mo_again = Member.objects.get(pk=mo.pk)
    races = {
        refusals.PositionJustTaken: (
            lambda: Position.objects.give(member=sen, kind=secretary, place=place, on=MARCH, by=by),
            lambda: Position.objects.give(member=cuc, kind=secretary, place=place, on=MAY, by=by),
        ),
        refusals.NotBegunYet: (
            lambda: mo.transfer(to=near, on=MAY, by=by),
            lambda: mo_again.transfer(to=far, on=MAY, by=by),
        ),
        refusals.StatusJustSet: (
            lambda: sen.set_status(MemberStatus.Kind.AWAY, on=MAY, by=by),
            lambda: sen.set_status(MemberStatus.Kind.EXEMPT, on=MAY, by=by),
        ),
        refusals.CodeTaken: (
            lambda: Member.objects.admit(unit=cell, on=MARCH, code="BUOI", full_name="Bùi Bưởi", by=by),
            lambda: Member.objects.admit(unit=cell, on=MARCH, code="BUOI", full_name="Lê Bưởi", by=by),
        ),
    }
    assert {refusal: type(race(*both)) for refusal, both in races.items()} == {refusal: refusal for refusal in races}
    mo.refresh_from_db()
    assert (cell.positions.get().member, mo.unit) == (sen, near)
    assert (sen.statuses.get().kind, Member.objects.get(code="BUOI").full_name) == ("away", "Bùi Bưởi")
