"""Pages of corrective actions: on the sheet, deciding, checking, the list, what climbs; who may what (M8)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from fourgood.accounts.models import User
from fourgood.assessments.models import Assessment, Submission
from fourgood.corrective.listing import climbed
from fourgood.corrective.models import CorrectiveAction
from fourgood.dashboards.due import due_for, reader_of
from fourgood.tasks.models import Task
from tests.assessments.months import MONTH, NOW
from tests.corrective.test_deciding import DUE, leave, lowered, plan

APRIL = dt.date(2026, 4, 1)


@pytest.fixture(autouse=True)
def _in_english(cast):
    User.objects.update(language="en")
    with translation.override("en"):
        yield


def page(client: Client, person: User, address: str, **headers: str) -> str:
    client.force_login(person)
    response = client.get(address, headers=headers)
    assert response.status_code == 200, address
    return response.content.decode()


def part(client: Client, person: User, row: Assessment) -> str:
    return page(client, person, f"/assessments/{row.pk}/corrective/", **{"hx-request": "true"})


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_sheet_loads_what_falls_short(cast, client: Client, short):
    row = short("I.1", "II.6")
    assert f'hx-get="/assessments/{row.pk}/corrective/"' in page(client, cast.bay, row.get_absolute_url())
    shown = part(client, cast.bay, row)
    assert "2 criteria fall short, and nothing is decided yet" in shown
    assert f"/assessments/{row.pk}/criteria/I.1/corrective/" in shown
    assert "<html" not in shown
    assert "<html" in page(client, cast.bay, f"/assessments/{row.pk}/corrective/")


def test_who_only_reads_is_not_asked(cast, client: Client, short):
    shown = part(client, cast.nam, short())
    assert "Nothing is decided yet." in shown
    assert "/criteria/I.1/corrective/" not in shown


def test_planned_on_the_page(cast, client: Client, short):
    row = short()
    address = f"/assessments/{row.pk}/criteria/I.1/corrective/"
    shown = page(client, cast.bay, address)
    assert "0 of 4 points. Below 70 % of them a corrective action is asked for." in shown
    told = {"cause": "Thiếu sổ", "measure": "Lập sổ", "due_on": "31/12/2099", "members": [cast.nam.member.pk]}
    assert client.post(address, told).url == row.get_absolute_url()
    action = CorrectiveAction.objects.get()
    assert (action.cause, action.decided_by, str(action.task.assignments.get())) == (
        "Thiếu sổ",
        cast.bay,
        str(cast.nam.member),
    )
    assert str(cast.nam.member) in part(client, cast.thu, row)
    assert client.get(f"/tasks/{action.task.pk}/corrects/").url == action.get_absolute_url()
    assert f"/tasks/{action.task.pk}/corrects/" in page(client, cast.nam, action.task.get_absolute_url())


def test_form_says_all_that_lacks(cast, client: Client, short):
    client.force_login(cast.bay)
    response = client.post(f"/assessments/{short().pk}/criteria/I.1/corrective/", {"cause": ""})
    assert set(response.context["form"].errors) == {"cause", "measure", "due_on", "members"}
    assert not CorrectiveAction.objects.exists()


def test_reason_is_given_on_the_page(cast, client: Client, short):
    row = short()
    client.force_login(cast.bay)
    client.post(f"/assessments/{row.pk}/criteria/I.1/no-action/", {"because": "Đã hết"})
    assert CorrectiveAction.objects.get().because == "Đã hết"
    assert "Đã hết" in part(client, cast.tuan, row)


def test_refused_submission_leads_to_each_shortfall(cast, client: Client, short):
    row = short("I.1", "II.6")
    client.force_login(cast.bay)
    shown = client.post(f"/assessments/{row.pk}/submit/").content.decode()
    for code in ("I.1", "II.6"):
        assert f'href="/assessments/{row.pk}/criteria/{code}/corrective/"' in shown
    assert not Submission.objects.filter(assessment=row).exists()


def test_next_month_asks_what_was_promised(cast, client: Client, short):
    action = plan(cast, short())
    april = short("I.1", month=APRIL, at=timezone.make_aware(dt.datetime(2026, 5, 3, 9)))
    shown = part(client, cast.bay, april)
    assert "What you promised in earlier months" in shown
    assert action.measure in shown
    assert f'action="/corrective/{action.pk}/check/?sheet={april.pk}"' in shown
    assert client.post(f"/corrective/{action.pk}/check/?sheet={april.pk}").url == april.get_absolute_url()
    assert "What you promised in earlier months" not in part(client, cast.bay, april)


def test_not_yet_is_said_with_a_reason(cast, client: Client, short):
    action = plan(cast, short())
    client.force_login(cast.bay)
    assert client.post(f"/corrective/{action.pk}/not-yet/", {"reason": ""}).status_code == 200
    later = "31/05/2026"
    client.post(f"/corrective/{action.pk}/not-yet/", {"reason": "Bão số 3", "to_day": later})
    assert Task.objects.get(corrects=action).due_on == dt.date(2026, 5, 31)
    assert "Bão số 3" in page(client, cast.tuan, action.get_absolute_url())


REFUSED = {"member": "nam", "in charge": "tuan", "committee above": "hoa", "inspector": "minh"}


@pytest.mark.parametrize("who", REFUSED)
def test_only_who_leads_the_unit_decides(cast, client: Client, short, who):
    row = short("I.1", "II.6")
    action = plan(cast, row)
    client.force_login(getattr(cast, REFUSED[who]))
    for address in (
        f"/assessments/{row.pk}/criteria/II.6/corrective/",
        f"/assessments/{row.pk}/criteria/II.6/no-action/",
        f"/corrective/{action.pk}/check/",
        f"/corrective/{action.pk}/not-yet/",
    ):
        assert client.post(address, {"because": "x", "reason": "x"}).status_code == 403
    assert CorrectiveAction.objects.filter(checked_at=None).count() == 1


def test_another_ward_sees_nothing(cast, client: Client, short):
    row = short()
    action = plan(cast, row)
    client.force_login(cast.dung)
    addresses = (action.get_absolute_url(), f"/assessments/{row.pk}/corrective/", f"/tasks/{action.task.pk}/corrects/")
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
    assert action.measure not in page(client, cast.dung, "/corrective/")


def names_on(shown: str) -> list[str]:
    return [code for code in ("I.1", "II.6", "II.7", "I.7") if f", {code}</a>" in shown]


def test_list_is_narrowed(cast, client: Client, short):
    row = short("I.1", "II.6", "II.7", "I.7")
    plan(cast, row, "I.1")
    plan(cast, row, "II.6", due_on=dt.date(2099, 1, 1))
    plan(cast, row, "II.7").check_done(by=cast.bay, at=NOW)
    leave(cast, row, "I.7")
    found = {
        state: names_on(page(client, cast.hoa, f"/corrective/?state={state}"))
        for state in ("overdue", "done", "without")
    }
    assert found == {"overdue": ["I.1"], "done": ["II.7"], "without": ["I.7"]}
    assert names_on(page(client, cast.hoa, "/corrective/?state=open&q=bieu nghi")) == ["I.1", "II.6"]
    assert names_on(page(client, cast.hoa, f"/corrective/?unit={cast.binh_luc_ha.pk}&state=nonsense")) == []
    assert page(client, cast.hoa, "/corrective/").index(", I.1<") < page(client, cast.hoa, "/corrective/").index(
        ", II.6<"
    )


def titles(user: User, on: dt.date) -> list[str]:
    return [due.title for due in due_for(reader_of(user, on=on))]


def test_overdue_climbs_after_days_of_the_rule(cast, short):
    """7 days after 30/04/2026 is 07/05/2026: from the day after, the level above is told."""
    plan(cast, short())
    said, last = "1 corrective action below is long overdue", dt.date(2026, 5, 7)
    for person in (cast.tuan, cast.hoa):
        assert said not in titles(person, last)
        assert said in titles(person, last + dt.timedelta(days=1))
    assert said not in titles(cast.bay, last + dt.timedelta(days=9))
    assert said not in titles(cast.dung, last + dt.timedelta(days=9))
    assert not climbed(cast.lan.standing(), on=last + dt.timedelta(days=9)).exists()


def test_what_climbed_is_one_click_away(cast, client: Client, short):
    plan(cast, short())
    assert names_on(page(client, cast.tuan, "/corrective/?state=climbed")) == ["I.1"]
    assert names_on(page(client, cast.bay, "/corrective/?state=climbed")) == []


def test_lowered_points_are_told_to_the_cell(cast, client: Client, short):
    row = short("I.1")
    plan(cast, row)
    asked = lowered(cast, row).get(code="I.2")
    due = next(due for due in due_for(reader_of(cast.bay, on=dt.date(2026, 4, 21))) if "shortfall" in due.title)
    assert (due.title, due.day) == ("1 shortfall waits for your decision", dt.date(2026, 4, 25))
    assert due.url == asked.get_absolute_url()
    assert "Decide by 25/04/2026" in page(client, cast.bay, due.url)
    assert not any("shortfall" in title for title in titles(cast.nam, dt.date(2026, 4, 21)))


def test_finished_task_asks_to_be_checked(cast, short):
    action = plan(cast, short())
    assert "1 corrective action is done" not in titles(cast.bay, DUE)
    action.task.finish(on=dt.date(2026, 4, 3), by=cast.bay, at=NOW)
    assert "1 corrective action is done" in titles(cast.bay, DUE)


def test_pages_ask_as_much_for_one_as_for_three(cast, client: Client, short):
    row = short("I.1", "II.6", "II.7")
    april = short("I.1", month=APRIL, at=timezone.make_aware(dt.datetime(2026, 5, 3, 9)))
    plan(cast, row, "I.1")
    client.force_login(cast.bay)
    addresses = ["/corrective/", f"/assessments/{row.pk}/corrective/", f"/assessments/{april.pk}/corrective/"]
    one = [queries_of(client, address) for address in addresses]
    plan(cast, row, "II.6", members=[cast.thu.member])
    plan(cast, row, "II.7", members=[cast.nam.member, cast.thu.member])
    assert [queries_of(client, address) for address in addresses] == one
    assert max(one) <= 15


@pytest.mark.parametrize("language", ["vi", "ms", "en"])
def test_pages_in_every_language(cast, client: Client, short, language):
    User.objects.update(language=language)
    row = short("I.1", "II.6")
    action = plan(cast, row)
    title = {"vi": "Giải pháp khắc phục", "ms": "Tindakan pembetulan", "en": "Corrective actions"}[language]
    assert f"<h1>{title}</h1>" in page(client, cast.bay, "/corrective/")
    assert f"<h1>{title}</h1>" in page(client, cast.bay, f"/assessments/{row.pk}/corrective/")
    assert action.cause in page(client, cast.bay, action.get_absolute_url())
    assert row.period.month == MONTH
