"""Votes: the base stands still, hands and papers are counted, ballots go into the urn once (domain §3.7, §4.2)."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from fourgood.audit.models import Act
from fourgood.meetings.models import AgendaItem, Attendance
from fourgood.organisation.models import MemberStatus
from fourgood.organisation.roll_call import meeting_list
from fourgood.regulations.quorum import Matter
from fourgood.voting import keys, refusals, ruling
from fourgood.voting.closing import Counted, sweep
from fourgood.voting.models import Ballot, Elector, Vote, Way
from fourgood.voting.opening import repeat
from tests.voting.sittings import cast_for, meeting_of, now, opened, totals

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast):
    return meeting_of(cast.bieu_nghi)


def hands(*counts):
    return Counted(dict(enumerate(counts, start=1)))


# Opening


def test_base_is_taken_from_the_roll(cast, meeting):
    vote = opened(meeting, way=Way.OPEN, by=cast.bay)
    probationary = {cast.mai.member.pk}
    ids = set(vote.electors.values_list("member", flat=True))
    assert not ids & probationary
    assert (vote.base, vote.present) == (len(ids), len(ids))
    assert vote.needed == vote.base // 2 + 1


def test_absent_official_members_belong_to_the_base_and_exempt_ones_do_not(cast):
    assert MemberStatus.objects.on(now().date()).filter(member=cast.mui, kind="exempt").exists()
    both_away = meeting_of(cast.bieu_nghi, absent=[cast.mui, cast.nam.member])
    there = opened(both_away, way=Way.OPEN)
    ids = dict(there.electors.values_list("member", "present"))
    assert ids[cast.nam.member.pk] is False
    assert cast.mui.pk not in ids
    came = opened(meeting_of(cast.bieu_nghi, absent=[cast.nam.member]), way=Way.OPEN)
    assert (came.base, came.present) == (there.base + 1, there.present + 1)


def test_whoever_comes_or_goes_later_changes_nothing(cast):
    meeting = meeting_of(cast.bieu_nghi, absent=[cast.nam.member])
    vote = opened(meeting)
    meeting.attendances.filter(member=cast.nam.member).update(state=Attendance.State.PRESENT)
    meeting.attendances.filter(member=cast.thu.member).update(state=Attendance.State.ABSENT)
    with pytest.raises(refusals.NotThere):
        cast_for(vote, cast.nam, 1)
    cast_for(vote, cast.thu, 1)
    assert opened(meeting).present == vote.present


def test_committee_meeting_asks_those_in_its_positions(cast):
    members = [cast.bay.member, cast.thu.member]
    vote = opened(meeting_of(cast.bieu_nghi, kind="committee", members=members), way=Way.OPEN)
    assert set(members) <= {elector.member for elector in vote.electors.select_related("member")}
    assert vote.present == 2
    assert vote.base < 9


def refused_opening(cast, meeting):
    """(what is wrong, refusal): a row each."""
    other = AgendaItem.objects.create(meeting=meeting_of(cast.binh_luc_ha), place=1, title="Khác")
    return [
        ({"question": " "}, refusals.NoQuestion),
        ({"choices": ("A",)}, refusals.ChoicesMissing),
        ({"choices": ("A", "A")}, refusals.ChoicesMissing),
        ({"item": other}, refusals.ItemOfAnotherMeeting),
    ]


def test_opening_is_refused_with_the_reason_and_leaves_no_key(cast, meeting):
    for wrong, refusal in refused_opening(cast, meeting):
        with pytest.raises(refusal):
            opened(meeting, **wrong)
    meeting.attendances.all().delete()
    with pytest.raises(refusals.NobodyThere):
        opened(meeting)
    meeting.ended_at = now()
    meeting.save()
    with pytest.raises(refusals.MeetingOver):
        opened(meeting)
    meeting.begun_at = meeting.ended_at = None
    meeting.save()
    with pytest.raises(refusals.NotBegun):
        opened(meeting)
    assert (Vote.objects.filter(meeting=meeting).count(), keys.lying()) == (0, set())


def test_key_of_a_secret_vote_is_readable_for_its_owner_only(meeting, urns):
    vote = opened(meeting)
    (file,) = urns.iterdir()
    assert (file.name, file.stat().st_mode & 0o777, urns.stat().st_mode & 0o777) == (f"{vote.urn}.key", 0o600, 0o700)
    assert opened(meeting, way=Way.PAPER).urn is None


def test_too_few_open_no_vote_and_the_reason_names_the_numbers(cast):
    everyone = [line.member for line in meeting_list(cast.bieu_nghi, on=now().date()).lines]
    meeting = meeting_of(cast.bieu_nghi, absent=everyone[9:])
    with translation.override("en"), pytest.raises(refusals.TooFewThere, match=r"of \d+ due are present; at least \d+"):
        opened(meeting)


def test_admission_needs_two_thirds(meeting):
    vote = opened(meeting, way=Way.OPEN, matter=Matter.ADMISSION)
    assert vote.needed == -(-vote.base * 2 // 3)


# in favour, against, abstaining of a base of 22 → carried, what is added
VERDICTS = [
    (Matter.RESOLUTION, (22, 0, 0), True, ""),
    (Matter.RESOLUTION, (12, 10, 0), True, ""),
    (Matter.RESOLUTION, (11, 11, 0), False, "It is a tie."),
    (Matter.RESOLUTION, (11, 0, 0), False, ""),
    (Matter.RESOLUTION, (0, 0, 22), False, ""),
    (Matter.ADMISSION, (15, 7, 0), True, ""),
    (Matter.ADMISSION, (14, 0, 8), False, ""),
]


@pytest.mark.parametrize(("matter", "counts", "carried", "more"), VERDICTS)
def test_verdict(cast, meeting, matter, counts, carried, more):
    vote = opened(meeting, way=Way.OPEN, matter=matter)
    assert vote.base == 22
    vote.close(hands(*counts), by=None, at=now())
    with translation.override("en"):
        found = ruling.verdict(vote, list(vote.choices.all()))
    assert found.carried is carried
    assert found.words.startswith(f"{counts[0]} of 22 are in favour; at least {vote.needed} are needed")
    assert found.words.endswith(more or "dopted.")


# counts of three choices → which is chosen
NAMED = [((12, 5, 5), 1), ((5, 12, 5), 2), ((11, 6, 5), None), ((8, 8, 6), None), ((0, 0, 0), None)]


@pytest.mark.parametrize(("counts", "place"), NAMED)
def test_verdict_on_choices_of_its_own(meeting, counts, place):
    vote = opened(meeting, way=Way.OPEN, choices=("A", "B", "C"))
    vote.close(hands(*counts), by=None, at=now())
    chosen = ruling.verdict(vote, list(vote.choices.all())).chosen
    assert (chosen and chosen.place) == place


# Show of hands


def test_hands_are_counted(cast, meeting):
    vote = opened(meeting, way=Way.OPEN)
    vote.close(hands(vote.present - 2, 1, 1), by=cast.bay, at=now())
    assert totals(vote) == [vote.present - 2, 1, 1]
    act = Act.objects.about(vote).first()
    assert (act.verb, act.after) == (
        "vote.closed",
        {"votes": {"for": vote.present - 2, "against": 1, "abstain": 1}, "invalid": 0},
    )


def test_more_hands_than_people_are_refused(meeting):
    vote = opened(meeting, way=Way.OPEN)
    with pytest.raises(refusals.MoreVotesThanThere):
        vote.close(hands(vote.present, 1, 0), by=None, at=now())
    with pytest.raises(refusals.CountFirst):
        vote.close(by=None, at=now())
    assert Vote.objects.get(pk=vote.pk).is_running


def test_show_of_hands_has_no_urn_and_no_papers(cast, meeting):
    vote = opened(meeting, way=Way.OPEN)
    with pytest.raises(refusals.NoUrn):
        cast_for(vote, cast.nam, 1)
    with pytest.raises(refusals.NotSecret):
        vote.hand_out({cast.nam.member.pk}, by=cast.bay)


# Secret ballots


def test_ballots_are_counted_and_gone(cast, meeting, django_capture_on_commit_callbacks):
    vote = opened(meeting)
    for user, place in ((cast.nam, 1), (cast.thu, 2), (cast.bay, 1)):
        cast_for(vote, user, place)
    assert Ballot.objects.filter(vote=vote).count() == 3
    with django_capture_on_commit_callbacks(execute=True):
        vote.close(by=cast.bay, at=now())
    assert totals(vote) == [2, 1, 0]
    assert (Ballot.objects.count(), keys.lying()) == (0, set())
    assert Elector.objects.filter(vote=vote, voted=True).count() == 3


def test_second_ballot_is_refused_and_the_first_counts(cast, meeting):
    vote = opened(meeting)
    cast_for(vote, cast.nam, 1)
    with pytest.raises(refusals.VotedAlready):
        cast_for(vote, cast.nam, 2)
    vote.close(by=None, at=now())
    assert totals(vote) == [1, 0, 0]


def test_after_closing_no_ballot_is_taken_and_none_counted_again(cast, meeting):
    vote = opened(meeting)
    cast_for(vote, cast.nam, 1)
    vote.close(by=None, at=now())
    with pytest.raises(refusals.VoteClosed):
        cast_for(vote, cast.thu, 1)
    with pytest.raises(refusals.VoteClosed):
        vote.close(by=None, at=now())
    assert totals(vote) == [1, 0, 0]


def test_choices_of_its_own(cast, meeting):
    vote = opened(meeting, choices=("Hoàn thành xuất sắc", "Hoàn thành tốt", "Hoàn thành"))
    cast_for(vote, cast.nam, 2)
    vote.close(by=None, at=now())
    assert [(str(c), c.count) for c in vote.choices.all()] == [
        ("Hoàn thành xuất sắc", 0),
        ("Hoàn thành tốt", 1),
        ("Hoàn thành", 0),
    ]


def test_all_ballots_are_of_one_length(cast, meeting):
    vote = opened(meeting, choices=tuple(f"Người {n}" for n in range(1, 13)))
    for user, place in ((cast.nam, 1), (cast.thu, 12)):
        cast_for(vote, user, place)
    assert {len(b.sealed) for b in Ballot.objects.all()} == {80}
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.create(vote=vote, sealed=b"short")


def test_a_ballot_too_many_keeps_the_urn_shut(cast, meeting):
    vote = opened(meeting)
    cast_for(vote, cast.nam, 1)
    Ballot.objects.create(vote=vote, sealed=Ballot.objects.get().sealed)
    with pytest.raises(refusals.UrnDoesNotMatch):
        vote.close(by=None, at=now())


def test_without_the_key_nothing_is_counted(cast, meeting, urns):
    vote = opened(meeting)
    cast_for(vote, cast.nam, 1)
    keys.destroy(vote.urn)
    with pytest.raises(refusals.KeyGone):
        vote.close(by=None, at=now())
    again = repeat(vote, because="Mất khóa", by=cast.bay, at=now())
    assert (again.repeats, again.question, again.ballots.count()) == (vote, vote.question, 0)
    assert Ballot.objects.count() == 0


def test_keys_of_unknown_votes_stay_for_a_while(urns):
    urn, _public = keys.make()
    sweep()
    assert keys.exists(urn)


# Paper


def committee(vote, number=3):
    return tuple(vote.electors.values_list("member", flat=True)[:number])


def test_phones_and_papers_make_one_number(cast, meeting):
    vote = opened(meeting)
    assert vote.hand_out({cast.mui.pk, cast.hai.pk}, by=cast.bay) == 2
    cast_for(vote, cast.nam, 1)
    with pytest.raises(refusals.HoldsPaper):
        cast_for(vote, cast.mui, 1)
    with pytest.raises(refusals.CountFirst):
        vote.close(by=None, at=now())
    vote.close(Counted({1: 1}, returned=2, invalid=1, counters=committee(vote)), by=None, at=now())
    vote.refresh_from_db()
    assert (totals(vote), vote.papers_returned, vote.papers_invalid) == ([2, 0, 0], 2, 1)
    assert [c.place for c in vote.counters.all()] == [1, 2, 3]


def test_whoever_voted_on_the_phone_gets_no_paper(cast, meeting):
    vote = opened(meeting)
    cast_for(vote, cast.nam, 1)
    with pytest.raises(refusals.PaperTooLate):
        vote.hand_out({cast.nam.member.pk}, by=cast.bay)


def test_paper_only_hands_one_to_everyone_there(cast):
    vote = opened(meeting_of(cast.bieu_nghi, absent=[cast.nam.member]), way=Way.PAPER)
    assert vote.electors.filter(paper=True).count() == vote.present == vote.base - 1


WRONG_COUNTS = [
    (Counted({1: 3}, returned=3), refusals.MorePapersThanHandedOut),
    (Counted({1: 2}, returned=1), refusals.PapersDoNotAddUp),
    (Counted({1: 1}, returned=2, invalid=0), refusals.PapersDoNotAddUp),
    (Counted({1: 2}, returned=2, counters=(1, 2)), refusals.CountersMissing),
    (Counted({1: 2}, returned=2, counters=(1, 2, 2)), refusals.CountersMissing),
]


@pytest.mark.parametrize(("counted", "refusal"), WRONG_COUNTS)
def test_papers_that_do_not_add_up_are_refused(cast, meeting, counted, refusal):
    vote = opened(meeting)
    vote.hand_out({cast.mui.pk, cast.hai.pk}, by=cast.bay)
    with pytest.raises(refusal):
        vote.close(counted, by=None, at=now())


def test_no_papers_to_count_where_none_was_handed_out(meeting):
    with pytest.raises(refusals.NotOnPaper):
        opened(meeting).close(Counted({1: 1}, returned=1), by=None, at=now())


# Void, and once more


def test_void_vote_says_why_and_its_ballots_are_gone(cast, meeting, django_capture_on_commit_callbacks):
    vote = opened(meeting)
    cast_for(vote, cast.nam, 1)
    with pytest.raises(refusals.NoReason):
        vote.void(because=" ", by=cast.bay, at=now())
    with django_capture_on_commit_callbacks(execute=True):
        vote.void(because="Câu hỏi sai", by=cast.bay, at=now())
    assert (Ballot.objects.count(), keys.lying(), totals(vote)) == (0, set(), [None, None, None])
    with pytest.raises(refusals.VoteVoid):
        cast_for(vote, cast.thu, 1)
    with pytest.raises(refusals.VoteVoid):
        vote.close(by=None, at=now())


def test_closed_vote_is_repeated_once_and_keeps_its_numbers(cast, meeting):
    vote = opened(meeting, way=Way.OPEN)
    vote.close(hands(3, 0, 0), by=None, at=now())
    again = repeat(vote, because="Đếm sai", by=cast.bay, at=now())
    assert (totals(vote), again.is_running) == ([3, 0, 0], True)
    with pytest.raises(refusals.RepeatedAlready):
        repeat(vote, because="Đếm sai", by=cast.bay, at=now())


def test_vote_on_which_a_resolution_rests_is_not_void(cast, meeting):
    vote = opened(meeting, way=Way.OPEN)
    vote.close(hands(3, 0, 0), by=None, at=now())
    adopted = {"vote": vote, "adopted_at": now(), "adopted_content": {}}
    month = now().date().replace(day=1)
    meeting.resolutions.create(unit=meeting.unit, title="x", month=month, language="vi", drafted_at=now(), **adopted)
    with pytest.raises(refusals.ReliedOn):
        vote.void(because="x", by=cast.bay, at=now())


# What the database itself refuses

REFUSED = [
    "UPDATE voting_vote SET base = base + 1",
    "UPDATE voting_vote SET needed = 1",
    "UPDATE voting_vote SET question = 'x'",
    "UPDATE voting_elector SET voted = false WHERE voted",
    "UPDATE voting_elector SET present = NOT present",
    "UPDATE voting_elector SET paper = true WHERE voted",
    "DELETE FROM voting_elector",
    "INSERT INTO voting_elector (vote_id, member_id, present, paper, voted)"
    " SELECT v.id, m.id, true, false, false FROM voting_vote v, organisation_member m"
    " WHERE NOT EXISTS (SELECT FROM voting_elector e WHERE e.member_id = m.id) LIMIT 1",
    "UPDATE voting_choice SET label = 'x'",
    "UPDATE voting_ballot SET sealed = sealed",
]


@pytest.mark.parametrize("statement", REFUSED)
def test_database_keeps_an_open_vote_still(cast, meeting, statement):
    vote = opened(meeting)
    cast_for(vote, cast.nam, 1)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_database_keeps_counts_and_urn_of_a_closed_vote(cast, meeting):
    vote = opened(meeting)
    vote.close(by=None, at=now())
    with pytest.raises(IntegrityError), transaction.atomic():
        vote.choices.update(count=5)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.create(vote=vote, sealed=b"x" * 80)
    with pytest.raises(IntegrityError), transaction.atomic():
        vote.electors.update(voted=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.update(closed_at=now())
