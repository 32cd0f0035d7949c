"""The quiet list: who sees which question, asking, answering, words that ask and do not accuse."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.integrity.models import Question, Rule
from fourgood.integrity.refusals import AlreadyAnswered, AlreadyAsked, AnswerMissing, NotAsked
from fourgood.organisation.models import Unit
from tests.figures.unit_months import YEAR, most_of, sheet

NOW = timezone.now()
ROWS = [{"month": "2031-03-01", "sheets": []}]


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["django_language"] = "en"
    with translation.override("en"):
        yield


def raised(unit: Unit, rule: Rule = Rule.ALIKE, month: int = 3, rows: list | None = None) -> Question:
    return Question.objects.create(unit=unit, rule=rule, month=dt.date(YEAR, month, 1), rows=rows or ROWS, found_at=NOW)


def of(cast, rule: Rule, **more) -> Question:
    row = sheet(cast, cast.bieu_nghi, 3, own=most_of(cast, 3))
    return raised(cast.bieu_nghi, rule, rows=[{"month": "2031-03-01", "sheets": [row.pk]} | more])


def seen_by(user) -> set[int]:
    return set(Question.objects.visible_to(user).values_list("pk", flat=True))


def test_cell_sees_a_question_once_it_was_asked(cast):
    question = raised(cast.bieu_nghi)
    assert question.pk in seen_by(cast.hoa) and question.pk not in seen_by(cast.bay)
    question.ask("", by=cast.hoa, at=NOW)
    assert question.pk in seen_by(cast.bay) and question.pk not in seen_by(cast.nam)


def test_question_about_a_committee_is_seen_by_the_level_above_only(cast):
    question = raised(cast.bieu_nghi.parent, Rule.WAVED_THROUGH)
    people = ("bay", "nam", "tuan", "hoa", "dung", "lan", "minh", "quang")
    assert [name for name in people if question.pk in seen_by(getattr(cast, name))] == ["lan", "minh"]


def test_asked_and_answered_leaves_the_list_with_an_act_each(client, cast):
    question = of(cast, Rule.ALIKE)
    client.force_login(cast.hoa)
    address = reverse("question_list")
    assert question.get_absolute_url() in client.get(address).content.decode()
    client.post(reverse("question_ask", args=[question.pk]), {"words": "Có gì thay đổi không?"})
    assert question.get_absolute_url() not in client.get(address).content.decode()
    assert question.get_absolute_url() in client.get(address, {"which": "waiting"}).content.decode()
    client.post(reverse("question_answer", args=[question.pk]), {"answer": "Tháng nào cũng đủ."})
    assert question.get_absolute_url() not in client.get(address, {"which": "waiting"}).content.decode()
    assert "Tháng nào cũng đủ." in client.get(question.get_absolute_url()).content.decode()
    verbs = Act.objects.about(question).values_list("verb", flat=True)
    assert list(verbs) == [Verb.QUESTION_ANSWERED, Verb.QUESTION_ASKED]


def test_cell_finds_what_was_put_to_it_on_top(client, cast):
    of(cast, Rule.ALIKE).ask("Có gì thay đổi không?", by=cast.hoa, at=NOW)
    client.force_login(cast.bay)
    assert "Put to your own unit" in client.get(reverse("question_list")).content.decode()


def test_answer_without_words_is_refused(client, cast):
    question = of(cast, Rule.ALIKE)
    question.ask("", by=cast.hoa, at=NOW)
    client.force_login(cast.hoa)
    assert client.post(reverse("question_answer", args=[question.pk]), {"answer": " "}).status_code == 200
    with pytest.raises(AnswerMissing):
        question.note_answer("  ", by=cast.hoa, at=NOW)


def test_each_is_noted_once(cast):
    question = raised(cast.bieu_nghi)
    with pytest.raises(NotAsked):
        question.note_answer("Có.", by=cast.hoa, at=NOW)
    question.ask("", by=cast.hoa, at=NOW)
    with pytest.raises(AlreadyAsked):
        question.ask("", by=cast.hoa, at=NOW)
    question.note_answer("Có.", by=cast.hoa, at=NOW)
    with pytest.raises(AlreadyAnswered):
        question.note_answer("Không.", by=cast.hoa, at=NOW)


@pytest.mark.parametrize(
    ("rule", "more", "said"),
    [
        (Rule.APART, {"suggested": 1250, "confirmed": 0}, "12.5 points from those suggested"),
        (Rule.ALIKE, {}, "the same points in every criterion"),
        (Rule.UNBACKED, {"criteria": ["I.1", "II.3"], "of": 2}, "2 of 2 criteria: I.1, II.3"),
        (Rule.HURRIED, {"entries": 8, "seconds": 245, "at_the_end": True}, "8 entries within 4:05 minutes"),
        (Rule.WAVED_THROUGH, {"running": False, "at_once": True, "seconds": 7}, "confirmed within 0:07 minutes"),
    ],
)
def test_page_asks_says_from_where_on_and_leads_to_the_rows(client, cast, rule, more, said):
    question = of(cast, rule, **more)
    client.force_login(cast.lan)
    page = client.get(question.get_absolute_url()).content.decode()
    lead = page[page.index('class="lead"') :].split("</p>")[0]
    assert said in page and lead.endswith("?") and "Asked " in page
    assert f"/assessments/{question.sheets[0]}/" in page


def test_page_says_how_many_sheets_the_reader_does_not_see(client, cast):
    row = sheet(cast, cast.binh_luc_ha, 3)
    question = raised(cast.bieu_nghi, rows=[{"month": "2031-03-01", "sheets": [row.pk]}])
    client.force_login(cast.hoa)
    page = client.get(question.get_absolute_url()).content.decode()
    assert "1 more sheet, which you do not see" in page and f"/assessments/{row.pk}/" not in page


def test_queries_are_the_same_for_one_question_and_three(client, cast):
    client.force_login(cast.hoa)

    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("question_list"))
        return len(found)

    raised(cast.bieu_nghi)
    count()
    one = count()
    raised(cast.bieu_nghi, Rule.APART)
    raised(cast.bieu_nghi, Rule.HURRIED)
    assert count() == one <= 15


def test_leaders_of_the_unit_are_told_on_their_first_page_until_it_is_answered(client, cast):
    question = of(cast, Rule.ALIKE)
    client.force_login(cast.bay)
    assert "question about your sheets" not in client.get("/").content.decode()
    question.ask("", by=cast.hoa, at=NOW)
    said = client.get("/").content.decode()
    assert "The level above has 1 question about your sheets" in said and question.get_absolute_url() in said
    question.note_answer("Có.", by=cast.hoa, at=NOW)
    assert "question about your sheets" not in client.get("/").content.decode()
