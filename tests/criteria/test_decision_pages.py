"""Pages after the opinions: the vote, submission, review by the level above, the pact (M6, M7)."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fourgood.criteria.models import Submission
from fourgood.criteria.state import State
from fourgood.organisation.models import Position
from tests.criteria.sets import begin, issue
from tests.criteria.test_carry_over import second


def now():
    return timezone.now()


def today():
    return timezone.localdate()


@pytest.fixture
def file(cast):
    return issue(cast.quang_ninh, first_day=dt.date(today().year, 1, 1))


def opened_of(unit, file, by):
    made = begin(unit, file, by=by, year=today().year)
    made.registration.register(by=by, at=now())
    made.concretise("I.2", wording="Lịch gieo trồng vụ đông", target=95, by=by, at=now())
    made.open_for_opinions(until=today(), by=by, at=now())
    return made


def adopt(made, by):
    from fourgood.criteria.voices import vote_base

    base = vote_base(made.unit, on=today()).count
    votes = {"present": base, "in_favour": base, "against": 0, "abstaining": 0}
    made.adopt(met_on=today(), number="05-NQ/CB", **votes, by=by, at=now())
    return made


@pytest.fixture
def opened(cast, file):
    return opened_of(cast.bieu_nghi, file, cast.bay)


@pytest.fixture
def adopted(cast, opened):
    return adopt(opened, cast.bay)


@pytest.fixture
def submitted(cast, adopted):
    adopted.submit(by=cast.bay, at=now())
    return adopted


def get(client, user, name, *args, **data):
    client.force_login(user)
    return client.get(reverse(name, args=args), data)


def post(client, user, name, *args, **data):
    client.force_login(user)
    return client.post(reverse(name, args=args), data)


# The vote


def vote(**fields):
    return {"met_on": today().isoformat(), "number": "05-NQ/CB", "present": 20, "in_favour": 18} | {
        "also_present": 0,
        "against": 1,
        "abstaining": 1,
        **fields,
    }


def test_base_is_shown_and_explained(client, cast, opened):
    answer = get(client, cast.bay, "criteria_adopt", opened.pk)
    base = answer.context["base"]
    assert base.on == today()
    assert all(str(why.count) in answer.content.decode() for why in base.reasons)


def test_base_of_another_day_is_a_fragment(client, cast, opened):
    client.force_login(cast.bay)
    asked = reverse("criteria_adopt", args=[opened.pk]) + "?met_on=2026-02-12"
    answer = client.get(asked, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert ("<html" in page, "12/02/2026" in page) == (False, True)


@pytest.mark.parametrize("asked", ["x", "2026-02-31", "1900-01-01"])
def test_base_of_a_day_that_is_none_is_that_of_today(client, cast, opened, asked):
    assert get(client, cast.bay, "criteria_adopt", opened.pk, met_on=asked).context["base"].on == today()


def test_vote_is_recorded(client, cast, opened):
    answer = post(client, cast.bay, "criteria_adopt", opened.pk, **vote())
    assert answer.url == opened.get_absolute_url()
    assert opened.state_now() is State.ADOPTED


def test_vote_that_does_not_carry_comes_back_with_how_many_are_missing(client, cast, opened):
    answer = post(client, cast.bay, "criteria_adopt", opened.pk, **vote(in_favour=3, against=17, abstaining=0))
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"in_favour"}
    assert 'value="17"' in answer.content.decode()


# Submitting


def test_what_is_sent_and_to_whom(client, cast, adopted):
    answer = get(client, cast.bay, "criteria_submit", adopted.pk)
    receiver = answer.context["receiver"]
    assert (receiver.committee, receiver.in_charge) == (cast.dong_mai, (cast.tuan.member,))
    page = answer.content.decode()
    assert "Đảng bộ phường Đông Mai" in page
    assert "05-NQ/CB" in page


def test_what_is_missing_is_said_and_the_way_there(client, cast, opened):
    answer = get(client, cast.bay, "criteria_submit", opened.pk)
    assert answer.context["missing"] is not None
    assert reverse("criteria_adopt", args=[opened.pk]) in answer.content.decode()


def test_criteria_are_submitted(client, cast, adopted):
    assert post(client, cast.bay, "criteria_submit", adopted.pk).url == adopted.get_absolute_url()
    assert adopted.state_now() is State.SUBMITTED


def test_submitting_what_is_not_adopted_is_refused(client, cast, opened):
    assert post(client, cast.bay, "criteria_submit", opened.pk).status_code == 403


@pytest.mark.parametrize("name", ["criteria_adopt", "criteria_submit", "opinions_open"])
@pytest.mark.parametrize(("who", "status"), [("nam", 403), ("hoa", 403), ("tuan", 403), ("dung", 404)])
def test_deciding_for_another_unit_is_refused(client, cast, adopted, name, who, status):
    assert get(client, getattr(cast, who), name, adopted.pk).status_code == status


# The level above


def test_queue_shows_what_waits_oldest_first(client, cast, file, submitted):
    other = adopt(opened_of(cast.tan_mai, file, None), None)
    other.submit(by=None, at=now() - dt.timedelta(days=3))
    rows = get(client, cast.hoa, "criteria_queue").context["rows"]
    ours = [row.submission.criteria_set for row in rows if row.submission.criteria_set in (other, submitted)]
    assert ours == [other, submitted]


def test_member_in_charge_sees_own_units_first(client, cast, file, submitted):
    other = adopt(opened_of(cast.tan_mai, file, None), None)
    other.submit(by=None, at=now() - dt.timedelta(days=3))
    rows = get(client, cast.tuan, "criteria_queue").context["rows"]
    assert [(row.submission.criteria_set, row.is_mine) for row in rows if row.is_mine] == [(submitted, True)]
    assert rows[0].is_mine
    assert other not in [row.submission.criteria_set for row in rows]


def test_queue_is_narrowed(client, cast, submitted):
    def shown(**asked):
        rows = get(client, cast.hoa, "criteria_queue", **asked).context["rows"]
        return submitted in [row.submission.criteria_set for row in rows]

    Submission.objects.filter(criteria_set=submitted).update(due_on=today() + dt.timedelta(days=1))
    assert (shown(q="bieu nghi"), shown(q="khong co"), shown(which="late"), shown(which="?")) == (
        True,
        False,
        False,
        True,
    )
    Submission.objects.filter(criteria_set=submitted).update(due_on=today() - dt.timedelta(days=1))
    assert shown(which="late")


def test_secretary_of_a_cell_sees_nothing_of_their_own_waiting(client, cast, submitted):
    rows = get(client, cast.bay, "criteria_queue").context["rows"]
    assert rows == []


def test_queue_is_not_for_members(client, cast):
    assert get(client, cast.nam, "criteria_queue").status_code == 403


def test_queries_of_the_queue_do_not_grow(client, cast, file, submitted):
    def count():
        client.force_login(cast.hoa)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("criteria_queue"))
        return len(queries)

    one = count()
    for unit in (cast.tan_mai, cast.trai_thanh):
        adopt(opened_of(unit, file, None), None).submit(by=None, at=now())
    assert count() == one


def test_review_shows_differences_first(client, cast, submitted):
    review = get(client, cast.tuan, "criteria_review", submitted.pk).context["review"]
    assert [row.line.code for row in review.differing] == ["I.2"]
    assert len(review.differing) + len(review.alike) == review.overview.total


def test_review_returns_with_remarks_at_their_criteria(client, cast, submitted):
    answer = post(
        client, cast.tuan, "criteria_review", submitted.pk, **{"decision": "return", "remark_I.2": "Bao nhiêu ha?"}
    )
    assert answer.url == reverse("criteria_queue")
    assert submitted.state_now() is State.RETURNED
    for name, more in (("criteria_set", []), ("criterion", ["I.2"])):
        assert "Bao nhiêu ha?" in get(client, cast.bay, name, submitted.pk, *more).content.decode()


def test_review_confirms(client, cast, submitted):
    post(client, cast.hoa, "criteria_review", submitted.pk, decision="confirm")
    assert submitted.state_now() is State.CONFIRMED


def test_confirming_with_remarks_typed_keeps_them_and_asks(client, cast, submitted):
    answer = post(client, cast.tuan, "criteria_review", submitted.pk, decision="confirm", words="Gần được")
    assert (answer.status_code, submitted.state_now()) == (200, State.SUBMITTED)
    assert "Gần được" in answer.content.decode()
    assert answer.context["form"].non_field_errors()


def test_returning_without_a_word_comes_back(client, cast, submitted):
    answer = post(client, cast.tuan, "criteria_review", submitted.pk, decision="return")
    assert (answer.status_code, submitted.state_now()) == (200, State.SUBMITTED)


def test_reviewed_twice_the_second_is_refused(client, cast, submitted):
    submitted.confirm(by=cast.tuan, at=now())
    assert post(client, cast.hoa, "criteria_review", submitted.pk, decision="confirm").status_code == 403
    assert get(client, cast.hoa, "criteria_review", submitted.pk).url == submitted.get_absolute_url()


def test_review_after_a_return_marks_what_has_changed(client, cast, submitted):
    submitted.return_("", {"I.2": "Bao nhiêu ha?", "I.3": "Thiếu"}, by=cast.tuan, at=now())
    submitted.concretise("I.2", wording="12 ha vụ đông", by=cast.bay, at=now())
    adopt(submitted, cast.bay).submit(by=cast.bay, at=now())
    review = get(client, cast.tuan, "criteria_review", submitted.pk).context["review"]
    rows = {row.line.code: (row.has_changed, [remark.text for remark in row.remarks]) for row in review.differing}
    assert rows == {"I.2": (True, ["Bao nhiêu ha?"]), "I.3": (False, ["Thiếu"])}


def test_review_stands_beside_what_held_before(client, cast, submitted):
    submitted.confirm(by=cast.tuan, at=now())
    tomorrow = today() + dt.timedelta(days=1)
    if tomorrow.year != today().year:
        pytest.skip("no day is left in the year")
    new = submitted.new_version(first_day=tomorrow, reason="Giữa năm", by=cast.bay, at=now())
    new.concretise("I.2", wording="Lịch mới", by=cast.bay, at=now())
    new.open_for_opinions(until=today(), by=cast.bay, at=now())
    adopt(new, cast.bay).submit(by=cast.bay, at=now())
    review = get(client, cast.hoa, "criteria_review", new.pk).context["review"]
    assert review.before == submitted
    (row,) = review.differing
    assert (row.line.code, row.before.wording, row.is_new) == ("I.2", "Lịch gieo trồng vụ đông", True)


@pytest.mark.parametrize(("who", "status"), [("nam", 403), ("bay", 403), ("dung", 404), ("phuc", 404), ("minh", 403)])
def test_nobody_confirms_what_is_their_own_or_another_wards(client, cast, submitted, who, status):
    assert get(client, getattr(cast, who), "criteria_review", submitted.pk).status_code == status


def test_who_is_in_charge_of_another_cell_does_not_confirm(client, cast, file):
    other = adopt(opened_of(cast.tan_mai, file, None), None)
    other.submit(by=None, at=now())
    assert not Position.objects.filter(member=cast.tuan.member, unit=cast.tan_mai).exists()
    assert post(client, cast.tuan, "criteria_review", other.pk, decision="confirm").status_code == 403


# The page of the set


@pytest.mark.parametrize(
    ("who", "state", "name"),
    [
        ("bay", "draft", "opinions_open"),
        ("bay", "opened", "opinions"),
        ("nam", "opened", "opinion_own"),
        ("bay", "adopted", "criteria_submit"),
        ("tuan", "submitted", "criteria_review"),
    ],
)
def test_page_of_the_set_says_what_the_reader_does_next(request, client, cast, file, who, state, name):
    made = begin(cast.bieu_nghi, file, by=cast.bay) if state == "draft" else request.getfixturevalue(state)
    decisions = get(client, getattr(cast, who), "criteria_set", made.pk).context["decisions"]
    assert decisions.next().url == reverse(name, args=[made.pk])


@pytest.mark.parametrize(("who", "state"), [("nam", "submitted"), ("minh", "opened"), ("bay", "submitted")])
def test_page_of_the_set_asks_nothing_of_others(request, client, cast, who, state):
    made = request.getfixturevalue(state)
    assert get(client, getattr(cast, who), "criteria_set", made.pk).context["decisions"].next() is None


def test_adapted_criteria_are_to_be_looked_at_once(client, cast, submitted, file):
    submitted.confirm(by=cast.tuan, at=now())
    second(file, "adapt", by=cast.lan)
    new = submitted.registration.sets.get(place=2)
    assert (
        reverse("criteria_looked_at", args=[new.pk]) in get(client, cast.bay, "criteria_set", new.pk).content.decode()
    )
    assert post(client, cast.bay, "criteria_looked_at", new.pk).url == new.get_absolute_url()
    page = get(client, cast.bay, "criteria_set", new.pk).content.decode()
    assert reverse("criteria_looked_at", args=[new.pk]) not in page
    assert str(new.made_by) in page


def test_kept_criteria_say_so(client, cast, submitted, file):
    submitted.confirm(by=cast.tuan, at=now())
    later = second(file, "keep")
    assert str(later.edition) in get(client, cast.bay, "criteria_set", submitted.pk).content.decode()


# The pact


def test_pact_has_what_is_our_own_and_who_signs(client, cast, submitted):
    answer = get(client, cast.nam, "criteria_pact", submitted.pk)
    pact = answer.context["pact"]
    assert [len(good.own) for good in pact.goods] == [1, 0, 0, 0]
    assert [sign[2] for sign in pact.signs] == [cast.hoa.name, cast.bay.name]
    assert (pact.is_final, pact.adoption.number) == (False, "05-NQ/CB")
    assert "Lịch gieo trồng vụ đông" in answer.content.decode()


def test_pact_is_printed(client, cast, submitted):
    submitted.confirm(by=cast.tuan, at=now())
    answer = get(client, cast.bay, "criteria_pact_pdf", submitted.pk)
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_pact_of_adapted_criteria_names_the_resolution_before(client, cast, submitted, file):
    submitted.confirm(by=cast.tuan, at=now())
    second(file, "adapt")
    new = submitted.registration.sets.get(place=2)
    pact = get(client, cast.bay, "criteria_pact", new.pk).context["pact"]
    assert (pact.is_final, pact.adoption.number) == (True, "05-NQ/CB")
