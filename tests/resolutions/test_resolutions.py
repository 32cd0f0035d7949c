"""Resolutions: drafted, adopted by the vote, numbered, issued with their tasks; never changed afterwards (M12, M13)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from fourgood.audit.models import Act
from fourgood.resolutions import refusals
from fourgood.resolutions.adopting import changed_since, counted
from fourgood.resolutions.drafting import review_last
from fourgood.resolutions.lacking import lacking
from fourgood.resolutions.models import Resolution, Term
from fourgood.resolutions.tasks_of import take_out
from fourgood.tasks.models import Task
from fourgood.voting.models import Way
from fourgood.voting.opening import Motion, open_vote
from tests.resolutions.evenings import drafted, end, evening, issued, item, now, task, term, voted


@pytest.fixture
def meeting(cast):
    return evening(cast.bieu_nghi)


def ready(meeting, *tasks, **more):
    """Adopted, with everything that is asked for."""
    term(meeting.unit)
    resolution = drafted(meeting, **more)
    for given in tasks:
        resolution.add_task(given, by=None)
    resolution.adopt(voted(meeting), by=None, at=now())
    resolution.refresh_from_db()
    return resolution


def test_draft_begins_with_the_chairs_conclusions_and_who_receives_it(cast, meeting):
    item(meeting, conclusion="Gieo xong trước 20/11.")
    begun = drafted(meeting, ahead="")
    assert begun.recipients.splitlines() == [
        f"{cast.bieu_nghi.parent} (để báo cáo);",
        "Đảng viên trong chi bộ;",
        "Lưu Chi bộ.",
    ]
    fresh = Resolution.objects.draft(meeting, draft_of(), by=None, at=now())
    assert fresh.ahead == "Gieo xong trước 20/11."
    assert fresh.seat == "Đông Mai"


def draft_of(**more):
    from fourgood.resolutions.drafting import Draft

    values = {"kind": "monthly", "type_code": "NQ", "title": "thử", "month": dt.date(2026, 11, 30)} | more
    return Draft(**values)


def test_draft_holds_from_the_first_of_the_month(meeting):
    assert Resolution.objects.draft(meeting, draft_of(), by=None, at=now()).month == dt.date(2026, 11, 1)


@pytest.mark.parametrize("code", ["HD", "CT", "XX"])
def test_cell_issues_no_instruction_and_no_directive(meeting, code):
    with pytest.raises(refusals.TypeNotAllowed):
        Resolution.objects.draft(meeting, draft_of(type_code=code), by=None, at=now())


def test_before_the_meeting_nothing_is_resolved(cast):
    meeting = evening(cast.bieu_nghi)
    meeting.begun_at = None
    with pytest.raises(refusals.NotBegun):
        Resolution.objects.draft(meeting, draft_of(), by=None, at=now())


def test_vote_in_numbers(meeting):
    vote = voted(meeting, against=2)
    result = counted(vote)
    assert (result.in_favour, result.against, result.base, result.present) == (
        vote.present - 2,
        2,
        vote.base,
        vote.present,
    )
    assert result.carried
    cut = Decimal((vote.present - 2) * 10000 // vote.base).scaleb(-2)  # never more than it was
    assert result.share == f"{cut.normalize():f}".replace(".", ",")


def test_adopted_only_by_a_closed_vote_of_the_meeting_that_carries(cast, meeting):
    resolution = drafted(meeting)
    running = open_vote(meeting, Motion("Thử", Way.OPEN), by=None, at=now())
    failed = voted(meeting, in_favour=1)
    elsewhere = voted(evening(cast.binh_luc_ha))
    void = voted(meeting)
    void.void(because="Đếm nhầm", by=None, at=now())
    reasons = {running: refusals.VoteRuns, failed: refusals.VoteNotCarried, elsewhere: refusals.VoteElsewhere}
    for vote, refusal in (reasons | {void: refusals.VoteIsVoid}).items():
        with pytest.raises(refusal):
            resolution.adopt(vote, by=None, at=now())
    resolution.refresh_from_db()
    assert resolution.adopted_at is None


def test_vote_on_names_adopts_nothing(meeting):
    named = open_vote(meeting, Motion("Chọn", Way.OPEN, choices=("A", "B")), by=None, at=now())
    from fourgood.voting.closing import Counted

    named.close(Counted({1: named.present}), by=None, at=now())
    named.refresh_from_db()
    with pytest.raises(refusals.VoteNotCarried):
        drafted(meeting).adopt(named, by=None, at=now())


def test_vote_adopts_one_resolution(meeting):
    vote = voted(meeting)
    drafted(meeting).adopt(vote, by=None, at=now())
    with pytest.raises(refusals.VoteTaken):
        drafted(meeting).adopt(vote, by=None, at=now())


def test_vote_that_a_resolution_rests_on_is_not_declared_void(meeting):
    from fourgood.voting.refusals import ReliedOn

    resolution = ready(meeting)
    with pytest.raises(ReliedOn):
        resolution.vote.void(because="Thử", by=None, at=now())


def test_not_issued_before_it_is_adopted(meeting):
    term(meeting.unit)
    with pytest.raises(refusals.NotAdopted):
        drafted(meeting).issue(by=None, at=now())


def test_issuing_numbers_signs_and_gives_the_tasks(cast, meeting):
    members = [cast.nam.member, cast.mai.member]
    resolution = ready(
        meeting, task(members=members), task("Nạo vét mương", organisations="Hội Nông dân\n Hội Phụ nữ \n")
    )
    resolution.issue(by=cast.bay, at=now())
    resolution.refresh_from_db()
    assert (resolution.sign(on=dt.date(2030, 1, 1)), resolution.signed_as) == ("01-NQ/CB", "T/M CHI BỘ\nbí thư")
    assert resolution.signed_by == cast.bay.member.full_name
    tasks = list(Task.objects.filter(resolved__resolution=resolution).order_by("resolved__place"))
    assert [(t.title, t.origin, t.unit) for t in tasks] == [
        ("Thu gom vỏ bao thuốc", "resolution", cast.bieu_nghi),
        ("Nạo vét mương", "resolution", cast.bieu_nghi),
    ]
    assert {a.member for a in tasks[0].assignments.all()} == set(members)
    assert [a.organisation for a in tasks[1].assignments.order_by("pk")] == ["Hội Nông dân", "Hội Phụ nữ"]
    act = Act.objects.about(resolution).first()
    assert (act.verb, act.after) == ("resolution.issued", {"number": "01-NQ/CB", "tasks": 2})


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"organisations": ""}, "chưa rõ ai làm"),
        ({"organisations": "Hội Phụ nữ", "days": None}, "chưa rõ thời hạn"),
        ({"organisations": "Hội Phụ nữ", "days": -1}, "đã qua"),
    ],
)
def test_task_without_owner_or_day_can_be_drafted_but_not_issued(meeting, given, said):
    resolution = ready(meeting, task(**given))
    with pytest.raises(refusals.Lacking, match=said):
        resolution.issue(by=None, at=now())
    resolution.refresh_from_db()
    assert (resolution.number, Task.objects.filter(resolved__resolution=resolution).count()) == (None, 0)


def test_what_is_missing_is_told_at_once(cast, meeting):
    Term.objects.filter(unit=cast.bieu_nghi).delete()
    resolution = drafted(meeting, title="", evaluation="", ahead="", organisation="", seat="")
    resolution.add_task(task(days=None), by=None)
    assert len(lacking(resolution, on=timezone.localdate())) == 5 + 2 + 1


def test_thematic_resolution_and_amendment_ask_for_less(meeting):
    thematic = drafted(meeting, kind="thematic", evaluation="")
    first = issued(meeting)
    amending = drafted(meeting, amends=first, evaluation="", organisation="")
    today = timezone.localdate()
    assert (lacking(thematic, on=today), lacking(amending, on=today)) == ([], [])


def test_numbers_run_by_unit_type_and_term(cast, meeting):
    today = timezone.localdate()
    other = evening(cast.binh_luc_ha)
    signs = [issued(meeting).sign(on=today), issued(meeting, type_code="KL").sign(on=today)]
    signs += [issued(meeting).sign(on=today), issued(other).sign(on=today)]
    assert signs == ["01-NQ/CB", "01-KL/CB", "02-NQ/CB", "01-NQ/CB"]
    Term.objects.begin(cast.bieu_nghi, first_day=today, used={"NQ": 16}, by=None)
    assert [issued(meeting).sign(on=today), issued(meeting, type_code="KL").sign(on=today)] == ["17-NQ/CB", "01-KL/CB"]


def test_number_is_not_lost_when_issuing_fails(meeting):
    resolution = ready(meeting)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        resolution.issue(by=None, at=now())
        raise ZeroDivisionError
    resolution.issue(by=None, at=now())
    resolution.refresh_from_db()
    assert resolution.number == 1


def test_change_after_the_vote_is_shown_and_needs_a_reason(meeting):
    resolution = ready(meeting, task(organisations="Hội Phụ nữ"))
    assert changed_since(resolution) == []
    resolution.keep({"ahead": "Khác"}, by=None, at=now())
    take_out(resolution.resolved.get(), by=None)
    resolution.refresh_from_db()
    assert changed_since(resolution) == ["nhiệm vụ phía trước", "các nhiệm vụ"]
    with pytest.raises(refusals.ChangedSince):
        resolution.issue(by=None, at=now())
    resolution.issue(changed_because="Sửa câu chữ", by=None, at=now())
    resolution.refresh_from_db()
    assert resolution.changed_because == "Sửa câu chữ"


def test_issued_resolution_never_changes(cast, meeting):
    resolution = issued(meeting, tasks=[task(members=[cast.nam.member])])
    with pytest.raises(refusals.Issued):
        resolution.keep({"ahead": "Khác"}, by=None, at=now())
    with pytest.raises(refusals.Issued):
        resolution.add_task(task(), by=None)
    with pytest.raises(refusals.Issued):
        resolution.discard(by=None)
    with pytest.raises(refusals.Issued):
        resolution.issue(by=None, at=now())


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE resolutions_resolution SET ahead = 'x' WHERE id = %s",
        "UPDATE resolutions_resolution SET issued_at = NULL, number = NULL, term_id = NULL WHERE id = %s",
        "DELETE FROM resolutions_resolution WHERE id = %s",
        "UPDATE resolutions_resolvedtask SET title = 'x' WHERE resolution_id = %s",
        "DELETE FROM resolutions_resolvedtask WHERE resolution_id = %s",
        "DELETE FROM resolutions_resolvedtask_members WHERE resolvedtask_id IN "
        "(SELECT id FROM resolutions_resolvedtask WHERE resolution_id = %s)",
    ],
)
def test_database_keeps_issued_resolutions(cast, meeting, sql):
    resolution = issued(meeting, tasks=[task(members=[cast.nam.member])])
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [resolution.pk])


def test_issued_is_amended_by_a_new_one_that_points_to_it(cast, meeting):
    first = issued(meeting)
    with pytest.raises(refusals.OnlyIssuedAreAmended):
        drafted(meeting, amends=drafted(meeting))
    with pytest.raises(refusals.OnlyIssuedAreAmended):
        drafted(evening(cast.binh_luc_ha), amends=first)
    second = issued(meeting, amends=first)
    assert list(first.amended_by.issued()) == [second]


def test_draft_is_thrown_away_until_it_is_adopted(meeting):
    thrown = drafted(meeting)
    thrown.discard(by=None)
    assert not Resolution.objects.filter(pk=thrown.pk).exists()
    with pytest.raises(refusals.AdoptedStays):
        ready(meeting).discard(by=None)


def test_table_of_the_last_tasks_says_what_became_of_them(cast, meeting):
    last = issued(
        meeting, tasks=[task(members=[cast.nam.member, cast.mai.member]), task("Nạo vét", organisations="Hội")]
    )
    given = Task.objects.get(resolved__resolution=last, title="Nạo vét")
    given.finished_at, given.finished_on = now(), timezone.localdate()
    given.save()
    following = drafted(evening(cast.bieu_nghi))
    first, second = following.reviewed.all()
    today = f"{timezone.localdate():%d/%m/%Y}"
    assert (first.result, second.result) == ("Chưa xong", f"Hoàn thành ngày {today}")
    assert first.at_start.startswith(f"Giao ngày {today}, hạn ")


def test_table_brought_up_to_date_keeps_what_was_edited(cast, meeting):
    last = issued(meeting, tasks=[task(organisations="Hội"), task("Nạo vét", organisations="Hội")])
    following = drafted(evening(cast.bieu_nghi))
    first, _second = following.reviewed.all()
    following.keep({}, {first.pk: (first.at_start, "Xong một nửa")}, by=None, at=now())
    Task.objects.filter(resolved__resolution=last).update(finished_at=now(), finished_on=timezone.localdate())
    review_last(following, on=timezone.localdate())
    assert [row.result for row in following.reviewed.all()] == [
        "Xong một nửa",
        f"Hoàn thành ngày {timezone.localdate():%d/%m/%Y}",
    ]


def test_typing_is_one_act(cast, meeting):
    resolution = drafted(meeting, by=cast.bay)
    for text in ("a", "ab", "abc"):
        resolution.keep({"ahead": text}, by=cast.bay, at=now())
    resolution.keep({"ahead": "abcd"}, by=cast.thu, at=now())
    resolution.record_changes()
    told = [a for a in Act.objects.about(resolution) if a.verb == "resolution.changed"]
    assert [(a.actor, a.after["ahead"]) for a in told] == [(cast.thu, "abcd"), (cast.bay, "abc")]


def test_term_is_taken_back_only_while_nothing_is_numbered_in_it(cast, meeting):
    resolution = issued(meeting)
    with pytest.raises(refusals.TermInUse):
        resolution.term.remove(by=None)
    with pytest.raises(refusals.TermKnown):
        Term.objects.begin(cast.bieu_nghi, first_day=resolution.term.first_day, used={}, by=None)
    Term.objects.begin(cast.bieu_nghi, first_day=dt.date(2026, 1, 1), used={}, by=None).remove(by=None)


def test_criteria_on_the_agenda_are_adopted_with_the_votes_numbers(cast):
    criteria = cast.open_set
    meeting = evening(cast.binh_luc_ha)
    item(meeting, criteria_set=criteria, title="Tiêu chí")
    resolution = issued(meeting)
    adoption = criteria.adoption()
    vote = resolution.vote
    assert (adoption.number, adoption.in_favour, adoption.base, adoption.present, adoption.met_on) == (
        resolution.sign(on=meeting.on),
        vote.present,
        vote.base,
        vote.present,
        meeting.on,
    )


def test_criteria_with_a_vote_of_their_own_go_by_that(cast):
    criteria = cast.open_set
    meeting = evening(cast.binh_luc_ha)
    on_criteria = item(meeting, criteria_set=criteria, title="Tiêu chí")
    voted(meeting, in_favour=0, item=on_criteria)
    issued(meeting)
    assert criteria.adoption() is None


def test_members_see_issued_resolutions_and_leaders_drafts(cast, meeting):
    draft, done = drafted(meeting), issued(meeting)
    end(meeting)
    committee = issued(evening(cast.bieu_nghi, kind="committee"))
    seen = {
        person: set(Resolution.objects.visible_to(getattr(cast, person)).values_list("pk", flat=True))
        for person in ("nam", "bay", "hoa", "dung")
    }
    everything = {draft.pk, done.pk, committee.pk}
    assert seen == {"nam": {done.pk}, "bay": everything, "hoa": everything, "dung": set()}
