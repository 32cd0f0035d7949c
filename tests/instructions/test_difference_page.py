"""The page that says what a new edition changes (M4)."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import translation

from fourgood.instructions.difference_words import changes_between
from tests.instructions.editions import NOW, draft, ready


@pytest.fixture
def two(cast):
    """An issued edition and a draft of the next one."""
    first = ready(cast)
    first.issue(by=cast.lan, at=NOW)
    second = first.amend(by=cast.lan, at=NOW, carry_over="keep", first_day=dt.date(2027, 1, 1))
    return first, second


def rewrite(edition, old, new, by):
    file = edition.files.get()
    edition.put_file(file.content.replace(old, new, 1), by=by, file=file)


def address(edition, other):
    return reverse("edition_difference", args=[edition.pk, other.pk])


def changed(two):
    with translation.override("en"):
        return changes_between(*(list(edition.files.all()) for edition in two))


def test_same_text_says_the_same(two):
    assert [file.is_same for file in changed(two)] == [True]


def test_changed_criterion_tells_before_and_after(two, cast):
    rewrite(two[1], "en: Tasks of the year's programme", "en: All tasks of the year's programme", cast.lan)
    rewrite(
        two[1],
        "every: month\n        evidence: {vi: Sổ theo dõi nhiệm vụ",
        "every: quarter\n        evidence: {vi: Sổ theo dõi nhiệm vụ",
        cast.lan,
    )
    (file,) = changed(two)
    (criterion,) = file.tables[0].criteria
    assert criterion.code == "I.2"
    assert [(c.what, c.before, c.after) for c in criterion.changes] == [
        (
            "wording",
            ("Tasks of the year's programme of work are done on time",),
            ("All tasks of the year's programme of work are done on time",),
        ),
        ("how often", ("every month",), ("every quarter",)),
    ]


def test_change_in_another_language_names_it(two, cast):
    rewrite(two[1], "ms: Tugas dalam program kerja", "ms: Semua tugas dalam program kerja", cast.lan)
    change = changed(two)[0].tables[0].criteria[0].changes[0]
    assert change.after == ("Semua tugas dalam program kerja tahunan disiapkan tepat pada masanya (Bahasa Melayu)",)


def test_what_stands_beside_the_criteria_tells_only_what_differs(two, cast):
    rewrite(two[1], "at_least: 90}", "at_least: 95}", cast.lan)
    (bands,) = changed(two)[0].beside
    assert (bands.before, bands.after) == (("Good: from 90 points on",), ("Good: from 95 points on",))


def test_frameworks_of_2024_and_2026_are_compared_by_model(client, cast):
    client.force_login(cast.nam)
    response = client.get(address(cast.edition, cast.first_edition))
    files = response.context["changes"]
    # cells, committees, meetings; no more "met" for cells
    assert [file.state == "" for file in files] == [True, True, True, False]


def test_draft_with_errors_has_nothing_to_compare_yet(client, two, cast):
    two[1].put_file("[", by=cast.lan)
    client.force_login(cast.lan)
    response = client.get(address(two[1], two[0]))
    assert "changes" not in response.context


def test_difference_to_a_hidden_draft_or_another_instruction_is_not_found(client, two, cast):
    first, second = two
    client.force_login(cast.nam)
    assert client.get(address(second, first)).status_code == 404
    assert client.get(address(first, second)).status_code == 404
    client.force_login(cast.lan)
    assert client.get(address(second, first)).status_code == 200
    assert client.get(address(second, draft(cast, number="1-HD/X"))).status_code == 404
