"""Pages of votes: opening, the ballot, papers, counting, the result (M12, M15)."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.views.debug import ExceptionReporter
from pypdf import PdfReader

from fourgood.meetings.models import AgendaItem
from fourgood.voting.models import Ballot, Vote, Way
from tests.voting.sittings import QUESTION, cast_for, meeting_of, now, opened, totals

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast):
    return meeting_of(cast.bieu_nghi)


@pytest.fixture
def vote(meeting):
    return opened(meeting)


def get(client, user, name, *args, **more):
    client.force_login(user)
    return client.get(reverse(name, args=args), **more)


def post(client, user, name, *args, **data):
    client.force_login(user)
    return client.post(reverse(name, args=args), data)


def words(answer):
    return answer.content.decode()


# The ballot


def test_member_votes_on_the_phone(client, cast, vote):
    page = words(get(client, cast.nam, "ballot", vote.pk))
    assert page.count('type="radio"') == 3
    assert "checked" not in page
    assert "hx-trigger" not in page
    answer = post(client, cast.nam, "ballot", vote.pk, choice="0002")
    assert (answer.status_code, answer.url) == (302, reverse("ballot", args=[vote.pk]))
    receipt = words(client.get(answer.url))
    assert "nằm trong hòm phiếu" in receipt
    assert 'type="radio"' not in receipt
    vote.close(by=None, at=now())
    assert totals(vote) == [0, 1, 0]


def test_receipt_is_the_same_whatever_was_chosen(client, cast, meeting):
    pages = set()
    for place in ("0001", "0002"):
        vote = opened(meeting)
        post(client, cast.nam, "ballot", vote.pk, choice=place)
        page = words(client.get(reverse("ballot", args=[vote.pk])))
        pages.add("\n".join(line for line in page.replace(f"/votes/{vote.pk}/", "").splitlines() if "csrf" not in line))
    assert len(pages) == 1


def test_double_submit_counts_the_first(client, cast, vote):
    post(client, cast.nam, "ballot", vote.pk, choice="0001")
    again = client.post(reverse("ballot", args=[vote.pk]), {"choice": "0002"}, follow=True)
    assert "chỉ được tính một lần" in words(again)
    vote.close(by=None, at=now())
    assert totals(vote) == [1, 0, 0]


@pytest.mark.parametrize("sent", ["", "0004", "1", "x"])
def test_nothing_chosen_comes_back_with_the_reason(client, cast, vote, sent):
    answer = post(client, cast.nam, "ballot", vote.pk, choice=sent)
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"choice"}
    assert Ballot.objects.count() == 0


def test_ballot_sent_after_closing_is_told_so(client, cast, vote):
    vote.close(by=None, at=now())
    answer = client_post_following(client, cast.nam, vote)
    assert "chưa vào hòm phiếu" in words(answer)
    assert "đã kết thúc" in words(get(client, cast.nam, "ballot", vote.pk))


def client_post_following(client, user, vote):
    client.force_login(user)
    return client.post(reverse("ballot", args=[vote.pk]), {"choice": "0001"}, follow=True)


def test_ballot_is_kept_by_no_browser_and_asks_for_the_token(cast, vote):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.nam)
    assert "no-store" in client.get(reverse("ballot", args=[vote.pk]))["Cache-Control"]
    answer = client.post(reverse("ballot", args=[vote.pk]), {"choice": "0001"})
    assert (answer.status_code, Ballot.objects.count()) == (403, 0)


def test_whoever_has_no_vote_gets_no_ballot(client, cast, vote):
    assert get(client, cast.mai, "ballot", vote.pk).status_code == 403
    assert post(client, cast.mai, "ballot", vote.pk, choice="0001").status_code == 403
    assert Ballot.objects.count() == 0


def test_whoever_was_not_there_or_has_a_paper_is_told_why(client, cast):
    vote = opened(meeting_of(cast.bieu_nghi, absent=[cast.nam.member]))
    vote.hand_out({cast.thu.member.pk}, by=cast.bay)
    for user in (cast.nam, cast.thu):
        page = get(client, user, "ballot", vote.pk)
        assert (page.status_code, page.context["form"]) == (200, None)
        assert post(client, user, "ballot", vote.pk, choice="0001").status_code in (302, 403)
    assert Ballot.objects.count() == 0


# The secretary


def test_secretary_opens_a_vote_from_an_item(client, cast, meeting):
    item = AgendaItem.objects.create(meeting=meeting, place=1, title="Nghị quyết")
    page = words(get(client, cast.bay, "vote_open", meeting.pk, data={"item": item.pk}))
    assert "Nghị quyết" in page
    answer = post(
        client, cast.bay, "vote_open", meeting.pk, question=QUESTION, way="secret", matter="resolution", item=item.pk
    )
    vote = Vote.objects.get(meeting=meeting)
    assert (answer.url, vote.item, vote.way, vote.opened_by) == (vote.get_absolute_url(), item, Way.SECRET, cast.bay)
    assert vote.choices.count() == 3


def test_opening_without_a_question_comes_back(client, cast, meeting):
    answer = post(client, cast.bay, "vote_open", meeting.pk, question="", way="open", matter="resolution")
    assert answer.context["form"].errors.keys() == {"question"}


@pytest.mark.parametrize("ask", [get, post])
def test_opening_before_the_meeting_leads_to_where_it_begins(client, cast, meeting, ask):
    meeting.begun_at = None
    meeting.save()
    answer = ask(client, cast.bay, "vote_open", meeting.pk)
    assert (answer.status_code, answer.url) == (302, reverse("sitting", args=[meeting.pk]))
    assert not meeting.votes.exists()


def test_secretary_sees_who_has_voted_and_members_see_how_many(client, cast, vote):
    cast_for(vote, cast.thu, 2)
    ours = get(client, cast.bay, "vote", vote.pk)
    assert [e.member for e in ours.context["voted"]] == [cast.thu.member]
    assert str(cast.thu.member) in words(ours)
    theirs = words(get(client, cast.nam, "vote", vote.pk))
    assert str(cast.thu.member) not in theirs
    assert reverse("ballot", args=[vote.pk]) in theirs


def test_turnout_is_a_fragment_for_htmx(client, cast, vote):
    page = words(get(client, cast.bay, "vote", vote.pk, headers={"HX-Request": "true"}))
    assert "<html" not in page
    assert "<progress" in page


def test_all_in_favour_by_one_tap(client, cast, meeting):
    vote = opened(meeting, way=Way.OPEN)
    assert post(client, cast.bay, "vote_close", vote.pk, all="1").url == vote.get_absolute_url()
    assert totals(vote) == [vote.present, 0, 0]


def test_hands_are_entered(client, cast, meeting):
    vote = opened(meeting, way=Way.OPEN)
    wrong = post(client, cast.bay, "vote_close", vote.pk, votes_1=vote.present, votes_2=1, votes_3=0)
    assert wrong.context["form"].non_field_errors()
    post(client, cast.bay, "vote_close", vote.pk, votes_1=vote.present - 1, votes_2=1, votes_3=0)
    assert totals(vote) == [vote.present - 1, 1, 0]


def test_secret_vote_is_closed_and_shown_to_all(client, cast, vote):
    cast_for(vote, cast.thu, 2)
    assert post(client, cast.bay, "vote_close", vote.pk).url == vote.get_absolute_url()
    page = get(client, cast.nam, "vote", vote.pk)
    assert [(str(line.choice.meaning), line.choice.count) for line in page.context["outcome"].lines] == [
        ("for", 0),
        ("against", 1),
        ("abstain", 0),
    ]
    facts = {fact.name: fact.number for fact in page.context["outcome"].facts}
    assert list(facts.values()) == [vote.due, vote.came, vote.base, vote.present, vote.needed, 1, vote.present - 1]


def test_papers_are_handed_out_counted_and_printed(client, cast, vote):
    people = [cast.mui, cast.hai, cast.loi]
    post(client, cast.bay, "vote_papers", vote.pk, members=[m.pk for m in people])
    assert set(vote.electors.filter(paper=True).values_list("member", flat=True)) == {m.pk for m in people}
    counters = {f"counter_{n}": m.pk for n, m in enumerate((cast.thu.member, cast.nam.member, cast.loi), start=1)}
    counted = {"returned": 3, "invalid": 1, "votes_1": 2, "votes_2": 0, "votes_3": 0}
    wrong = post(client, cast.bay, "vote_close", vote.pk, **counted | {"returned": 4}, **counters)
    assert wrong.context["form"].errors.keys() == {"returned"}
    assert post(client, cast.bay, "vote_close", vote.pk, **counted, **counters).status_code == 302
    assert totals(vote) == [2, 0, 0]
    answer = get(client, cast.bay, "vote_count_pdf", vote.pk)
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")


def test_papers_go_to_all_who_have_not_voted_by_one_tick(client, cast, vote):
    cast_for(vote, cast.thu, 1)
    post(client, cast.bay, "vote_papers", vote.pk, everyone="on")
    there = vote.electors.filter(present=True)
    assert there.filter(paper=True).count() == there.count() - 1
    assert not vote.electors.get(member=cast.thu.member).paper


def test_few_papers_are_warned_of(client, cast, vote):
    post(client, cast.bay, "vote_papers", vote.pk, members=[cast.mui.pk])
    assert get(client, cast.bay, "vote", vote.pk).context["few"]
    post(client, cast.bay, "vote_papers", vote.pk, members=[cast.mui.pk, cast.hai.pk, cast.loi.pk])
    assert not get(client, cast.bay, "vote", vote.pk).context["few"]


def test_ballot_papers_are_all_alike(client, cast, vote):
    pages = PdfReader(BytesIO(get(client, cast.bay, "vote_papers_pdf", vote.pk).content)).pages
    assert len(pages) == -(-vote.present // 4)
    assert pages[0].extract_text().count(QUESTION) == 4


def test_void_and_once_more(client, cast, vote):
    answer = post(client, cast.bay, "vote_void", vote.pk, because="Câu hỏi sai", again="on")
    again = Vote.objects.get(repeats=vote)
    assert answer.url == again.get_absolute_url()
    assert "Câu hỏi sai" in words(get(client, cast.nam, "vote", vote.pk))
    assert vote.get_absolute_url() in words(get(client, cast.nam, "vote", again.pk))
    post(client, cast.bay, "vote_void", again.pk, because="Vẫn sai")
    assert Vote.objects.running().count() == 0


def test_votes_of_a_meeting(client, cast, meeting, vote):
    page = words(get(client, cast.nam, "meeting_votes", meeting.pk))
    assert QUESTION in page
    assert reverse("vote_open", args=[meeting.pk]) not in page
    assert reverse("vote_open", args=[meeting.pk]) in words(get(client, cast.bay, "meeting_votes", meeting.pk))


@pytest.mark.parametrize("name", ["vote_close", "vote_void", "vote_papers", "vote_papers_pdf"])
@pytest.mark.parametrize(("who", "status"), [("nam", 403), ("hoa", 403), ("dung", 404), ("minh", 403)])
def test_only_who_runs_the_meeting_counts_and_voids(client, cast, vote, name, who, status):
    assert get(client, getattr(cast, who), name, vote.pk).status_code == status
    if not name.endswith("pdf"):
        assert post(client, getattr(cast, who), name, vote.pk).status_code == status
    assert Vote.objects.get(pk=vote.pk).is_running


@pytest.mark.parametrize(
    ("name", "who"), [("vote", "bay"), ("vote", "nam"), ("meeting_votes", "nam"), ("vote_close", "bay")]
)
def test_queries_do_not_grow(client, cast, meeting, name, who):
    def count():
        with CaptureQueriesContext(connection) as queries:
            assert (
                client.get(reverse(name, args=[meeting.pk if name == "meeting_votes" else vote.pk])).status_code == 200
            )
        return len(queries)

    client.force_login(getattr(cast, who))
    vote = opened(meeting)
    cast_for(vote, cast.thu, 1)
    one = count()
    if name == "meeting_votes":
        opened(meeting)
        opened(meeting)
    else:
        cast_for(vote, cast.hai, 1)
        cast_for(vote, cast.bay if who == "nam" else cast.loi, 2)
    assert count() == one


def test_list_of_votes_is_a_fragment_for_the_page_of_the_meeting(client, cast, meeting, vote):
    page = words(get(client, cast.nam, "meeting_votes", meeting.pk, headers={"HX-Request": "true"}))
    assert "<html" not in page
    assert vote.get_absolute_url() in page


def test_report_of_an_error_does_not_say_what_was_chosen(cast, meeting, caplog):
    """The database refuses the ballot for a reason nobody foresaw; what is logged, and what a report would hold."""
    vote = opened(meeting, choices=("CHON-SO-MOT", "CHON-SO-HAI"))
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION pg_temp.fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'disk full'; END $$;"
            "CREATE TRIGGER fail BEFORE INSERT ON voting_ballot FOR EACH ROW EXECUTE FUNCTION pg_temp.fail()"
        )
    client = Client(raise_request_exception=False)
    client.force_login(cast.nam)
    assert client.post(reverse("ballot", args=[vote.pk]), {"choice": "0002"}).status_code == 500
    (record,) = [r for r in caplog.records if r.name == "django.request"]
    report = ExceptionReporter(record.request, *record.exc_info).get_traceback_text()
    for written in (caplog.text, report):
        assert "disk full" in written
        assert not re.search("0002|CHON-SO-HAI|ballot:0", written)
