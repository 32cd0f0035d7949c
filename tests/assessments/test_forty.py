"""Confirming forty sheets is bearable: one request where nothing differs, the next sheet by itself (M8)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from fourgood.assessments.entering import Said
from fourgood.assessments.models import Assessment, Submission
from fourgood.assessments.sheet import sheet_of
from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from tests.assessments.months import NOW, all_of, enter_all, opened, sheet_again, sheet_row

FORTY = 40
MONTHS = [dt.date(2026, 1, 1), dt.date(2026, 2, 1), dt.date(2026, 3, 1)]


@pytest.fixture
def hoa(client, cast):
    client.cookies["django_language"] = "en"
    client.force_login(cast.hoa)
    with translation.override("en"):
        yield client


@pytest.fixture
def forty(cast) -> list[Submission]:
    """Forty sheets of cells of the ward, of three months, all submitted; nothing differs in them."""
    pattern = submitted(sheet_row(cast, cast.bieu_nghi))
    for month in MONTHS:
        opened(cast, month)
    ward = Assessment.objects.expected().filter(unit__parent=cast.bieu_nghi.parent_id, submissions=None)
    others = list(ward.filter(period__month__in=MONTHS).order_by("-period__month", "pk")[: FORTY - 1])
    same = ("suggested", "own", "own_groups", "own_due", "own_total", "framework_id", "variant")
    rows = Assessment.objects.filter(pk__in=[row.pk for row in others])
    rows.update(**{name: getattr(pattern.assessment, name) for name in same})
    return [pattern, *Submission.objects.bulk_create(Submission(assessment=row, submitted_at=NOW) for row in others)]


def submitted(row: Assessment) -> Submission:
    typed = {line.code: (Said(all_of(line.criterion)), line.version) for line in sheet_of(row).lacking}
    enter_all(row, typed, by=None, at=NOW)
    sent = sheet_again(row).submit(by=None, at=NOW)
    Assessment.objects.filter(pk=row.pk).update(suggested=sheet_again(row).own)  # as if records had said so
    sent.assessment = sheet_again(row)
    return sent


def differ(submission: Submission) -> None:
    row = submission.assessment
    Assessment.objects.filter(pk=row.pk).update(suggested=[100, *row.own[1:]])


def queries_of(client, method: str, url: str, data=None) -> int:
    with CaptureQueriesContext(connection) as captured:
        getattr(client, method)(url, data)
    return len(captured)


def test_forty_in_which_nothing_differs_are_one_tap_and_one_request(hoa, forty):
    page = hoa.get(reverse("assessment_queue")).content.decode()
    assert f"Confirm the {FORTY} sheets in which nothing differs" in page
    chosen = {"submission": [submission.pk for submission in forty]}
    hoa.post(reverse("assessment_confirm_alike"), chosen)
    assert Submission.objects.filter(confirmed_at=None, pk__in=chosen["submission"]).count() == 0
    acts = Act.objects.filter(verb=Verb.ASSESSMENT_CONFIRMED, object_id__in=[s.assessment_id for s in forty])
    assert acts.count() == FORTY


def test_confirming_forty_takes_as_many_queries_as_three(hoa, forty):
    url = reverse("assessment_confirm_alike")
    hoa.post(url, {"submission": [forty[0].pk]})
    three = queries_of(hoa, "post", url, {"submission": [submission.pk for submission in forty[1:4]]})
    others = queries_of(hoa, "post", url, {"submission": [submission.pk for submission in forty[4:]]})
    assert three == others <= 20
    assert Submission.objects.filter(confirmed_at=None, pk__in=[s.pk for s in forty]).count() == 0


def test_queue_takes_as_many_queries_for_one_as_for_forty(hoa, forty):
    url = reverse("assessment_queue")
    hoa.get(url)
    many = queries_of(hoa, "get", url)
    Submission.objects.filter(pk__in=[submission.pk for submission in forty[1:]]).update(returned_at=NOW)
    assert many == queries_of(hoa, "get", url) <= 12


def test_those_that_differ_take_one_request_each_to_see_and_to_decide(hoa, forty):
    """From the first sheet on, each decision opens the next one: as many requests as sheets, and one look each."""
    for submission in forty[:5]:
        differ(submission)
    hoa.post(reverse("assessment_confirm_alike"), {"submission": [submission.pk for submission in forty]})
    url, seen = reverse("assessment_confirm", args=[forty[0].assessment_id]), []
    while url != reverse("assessment_queue"):
        seen.append(url)
        assert "Confirm, and next" in hoa.get(url).content.decode() or len(seen) == 5
        url = hoa.post(url, {"decision": "confirm"}).url
    assert len(seen) == len(set(seen)) == 5
    assert Submission.objects.filter(confirmed_at=None, pk__in=[s.pk for s in forty]).count() == 0


def test_sheet_and_decision_take_few_queries(hoa, forty):
    differ(forty[0])
    url = reverse("assessment_confirm", args=[forty[0].assessment_id])
    hoa.get(url)
    assert queries_of(hoa, "get", url) <= 20
    assert queries_of(hoa, "post", url, {"decision": "confirm"}) <= 35


def test_page_says_which_keys_there_are(hoa, forty):
    page = hoa.get(reverse("assessment_confirm", args=[forty[0].assessment_id])).content.decode()
    assert 'accesskey="c"' in page and 'accesskey="n"' in page and "C confirms" in page
