"""The whole sheet on one page: devices send once, conflicts stand side by side, nothing typed is lost (M8)."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from fourgood.assessments.entering import Said
from fourgood.assessments.models import Entry, Received
from fourgood.assessments.sheet import sheet_of
from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.regulations.values import ratio
from tests.assessments.months import NOW, all_of, enter_all, fill_in, sheet_again

HALF = {"p0_amount": "1", "p0_base": "2"}


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["django_language"] = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def bay(client, cast):
    client.force_login(cast.bay)
    return client


def said(kind: str = "write", code: str = "I.1", **fields) -> dict:
    """An entry as a device keeps it."""
    return {"key": str(uuid.uuid4()), "at": 0, "fields": {"kind": kind, "code": code, "version": "0"} | fields}


def send(client, row, *entries) -> list[dict]:
    """The answers, in the order of the entries."""
    sent_at = int(timezone.now().timestamp() * 1000)
    body = {"sent_at": sent_at, "entries": [entry | {"at": sent_at} for entry in entries]}
    response = client.post(reverse("sheet_entries", args=[row.pk]), body, content_type="application/json")
    answers = response.json()["answers"]
    return [answers[entry["key"]] for entry in entries]


def fill(client, row, **fields):
    return client.post(reverse("assessment_fill", args=[row.pk]), fields)


def posted(row, code: str, **fields) -> dict:
    """Fields of a criterion as the page names them."""
    return {f"c{sheet_of(row).line(code).number}-{name}": value for name, value in fields.items()}


# What devices send


def test_entry_becomes_points_and_says_its_version(bay, row):
    [answer] = send(bay, row, said(**HALF))
    assert answer == {"taken": True, "errors": {}, "version": 1, "own": "2", "lacks": ""}
    assert sheet_again(row).own[0] == 200


def test_same_entry_again_changes_nothing_and_is_answered_the_same(bay, row):
    entry = said(**HALF)
    assert send(bay, row, entry) == send(bay, row, entry)
    assert (Entry.objects.get(code="I.1").version, Received.objects.count()) == (1, 1)


def test_of_what_was_typed_with_every_pause_the_newest_row_is_kept(bay, row):
    send(bay, row, said(**HALF))
    send(bay, row, said(**HALF, version="1", remark="so"))
    assert (Received.objects.count(), Entry.objects.get().remark) == (1, "so")


def test_what_someone_else_typed_is_not_overwritten(bay, cast, row):
    row.enter("I.1", Said({"": ratio(1, 1)}, remark="theirs"), version=0, by=cast.nam, at=NOW)
    [answer] = send(bay, row, said(**HALF, remark="mine"))
    assert not answer["taken"] and str(cast.nam) in answer["why"]
    assert ("theirs" in answer["conflict"]["theirs"], "mine" in answer["conflict"]["mine"]) == (True, True)
    assert Entry.objects.get().remark == "theirs"
    [chosen] = send(bay, row, said(**HALF, remark="mine", version=str(answer["conflict"]["version"])))
    assert (chosen["taken"], Entry.objects.get().remark) == (True, "mine")


def test_what_cannot_hold_is_kept_as_typed_and_says_why(bay, row):
    [answer] = send(bay, row, said(p0_amount="3", p0_base="x"))
    assert answer["taken"] and answer["errors"]["p0_base"]
    assert Entry.objects.get().typed == {"p0_amount": "3", "p0_base": "x"}


def test_suggestion_that_was_seen_is_taken(bay, row, found):
    row = found(row, attendance_rate=ratio(18, 21, {"unexcused": 0}))
    [answer] = send(bay, row, said("agree", "II.2", saw="500"))
    assert (answer["taken"], answer["own"]) == (True, "5")
    [again] = send(bay, row, said("agree_all", saw="II.2=500"))
    assert again == {"taken": True, "versions": {}}


@pytest.mark.parametrize("entry", [said("agree", "II.2", saw="400"), said("agree_all", saw="II.2=400")])
def test_suggestion_that_changed_meanwhile_is_not_taken_unseen(bay, row, found, entry):
    row = found(row, attendance_rate=ratio(18, 21, {"unexcused": 0}))
    [answer] = send(bay, row, entry)
    assert "II.2" in answer["told"]
    assert not sheet_of(sheet_again(row)).line("II.2").has_own


def test_agreeing_with_all_takes_those_that_are_open(bay, cast, row, found):
    row = found(row, attendance_rate=ratio(18, 21, {"unexcused": 0}), tasks_done_on_time=ratio(8, 10))
    row.enter("I.2", Said({"": ratio(1, 2)}), version=0, by=cast.nam, at=NOW)
    send(bay, row, said("agree_all", saw="I.2=700 II.2=500"))
    sheet = sheet_of(sheet_again(row))
    assert (sheet.line("II.2").own_words, sheet.line("I.2").differs) == ("5", True)


def test_entry_for_a_sheet_that_was_submitted_is_refused(bay, cast, row):
    fill_in(row, by=cast.bay).submit(by=cast.bay, at=NOW)
    [answer] = send(bay, row, said(**HALF))
    assert not answer["taken"] and "level above" in answer["why"]


@pytest.mark.parametrize("entry", [said("shout"), said(code="X.9"), said("agree", "X.9")])
def test_entry_that_says_nothing_known_is_refused(bay, row, entry):
    [answer] = send(bay, row, entry)
    assert not answer["taken"] and answer["why"]


def test_parcel_that_is_none_is_refused(bay, row):
    answer = bay.post(reverse("sheet_entries", args=[row.pk]), "{", content_type="application/json")
    assert answer.status_code == 400


def test_one_criterion_takes_few_queries(bay, row, django_assert_max_num_queries):
    send(bay, row, said(**HALF))
    with django_assert_max_num_queries(16):
        send(bay, row, said(**HALF, version="1", remark="so"))


# The form without script


def test_whole_sheet_is_saved_in_one_request(bay, row):
    answer = fill(bay, row, **posted(row, "I.1", **HALF, version="0"), **posted(row, "I.5", **HALF, version="0"))
    assert answer.status_code == 302
    assert set(Entry.objects.values_list("code", "version")) == {("I.1", 1), ("I.5", 1)}
    assert Act.objects.filter(verb=Verb.CRITERION_ASSESSED).about(row).count() == 2


def test_untouched_criteria_stay_as_they_are(bay, cast, row):
    row.enter("I.1", Said({"": ratio(1, 2)}), version=0, by=cast.nam, at=NOW)
    fill(bay, row, **posted(row, "I.1", **HALF, version="1"), **posted(row, "I.5", **HALF, version="0"))
    assert Entry.objects.get(code="I.1").version == 1


def test_all_errors_come_at_once_and_nothing_typed_is_lost(bay, row):
    wrong = {"p0_amount": "3", "p0_base": "x", "version": "0"}
    answer = fill(
        bay,
        row,
        **posted(row, "I.1", **wrong),
        **posted(row, "I.5", **wrong),
        **posted(row, "I.7", **HALF, version="0"),
    )
    page = answer.content.decode()
    assert page.count("#id_c0-p0_base") == page.count("#id_c4-p0_base") == 1
    assert page.count('value="x"') == 2
    assert set(Entry.objects.filter(typed__isnull=False).values_list("code", flat=True)) == {"I.1", "I.5"}


def test_conflict_is_shown_side_by_side_and_saved_once_more_mine_holds(bay, cast, row):
    row.enter("I.1", Said({"": ratio(1, 1)}, remark="theirs"), version=0, by=cast.nam, at=NOW)
    answer = fill(bay, row, **posted(row, "I.1", **HALF, remark="mine", version="0"))
    page = answer.content.decode()
    assert "theirs" in page and "mine" in page and Entry.objects.get().remark == "theirs"
    assert 'name="c0-version" value="1"' in page
    fill(bay, row, **posted(row, "I.1", **HALF, remark="mine", version="1"))
    assert Entry.objects.get().remark == "mine"


def test_buttons_agree_with_one_or_with_all(bay, row, found):
    row = found(row, attendance_rate=ratio(18, 21, {"unexcused": 0}), tasks_done_on_time=ratio(8, 10))
    fill(bay, row, then="agree:II.2")
    assert sheet_of(sheet_again(row)).line("II.2").has_own and not sheet_of(sheet_again(row)).line("I.2").has_own
    fill(bay, row, then="agree:", **posted(row, "I.1", **HALF, version="0"))
    assert sheet_of(sheet_again(row)).line("I.2").has_own and sheet_again(row).own[0] == 200


def queries_of(client, row, codes: list[str]) -> int:
    fields = {}
    for code in codes:
        fields |= posted(row, code, **HALF, version="0")
    with CaptureQueriesContext(connection) as captured:
        fill(client, row, **fields)
    return len(captured)


def test_saving_takes_as_many_queries_for_one_as_for_three(bay, cast, row):
    fill(bay, row)
    one = queries_of(bay, row, ["I.1"])
    assert one == queries_of(bay, row, ["I.3", "I.5", "I.7"]) <= 18


def test_many_are_entered_in_the_same_queries_as_one(cast, row, django_assert_num_queries):
    lines = sheet_of(row).due
    typed = {line.code: (Said(all_of(line.criterion)), 0) for line in lines}
    first, *rest = typed
    with CaptureQueriesContext(connection) as one:
        enter_all(row, {first: typed[first]}, by=cast.bay, at=NOW)
    with django_assert_num_queries(len(one)):
        enter_all(row, {code: typed[code] for code in rest}, by=cast.bay, at=NOW)


def test_page_takes_few_queries(bay, row, django_assert_max_num_queries):
    bay.get(reverse("assessment_fill", args=[row.pk]))
    with django_assert_max_num_queries(10):
        bay.get(reverse("assessment_fill", args=[row.pk]))
