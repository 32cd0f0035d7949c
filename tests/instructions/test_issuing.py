"""Issuing, holding and withdrawing an edition (M4)."""

import datetime as dt

import pytest

from fourgood.audit.models import Act
from fourgood.instructions import refusals
from fourgood.instructions.frameworks import model_for
from fourgood.instructions.issuing import digest_of
from fourgood.instructions.models import Document, Edition, FrameworkFile
from fourgood.instructions.signals import edition_issued
from fourgood.organisation.models import OrganisationKind
from tests.instructions.editions import DAY, HEAD, NOW, draft, issued, ready, text

BEFORE = DAY - dt.timedelta(days=1)
LATER = DAY + dt.timedelta(days=90)


def words(edition):
    """What stands in the way, each by the file it lies in."""
    return [obstacle.file.code if obstacle.file else "" for obstacle in edition.obstacles()]


def in_force(on, edition):
    return list(Edition.objects.in_force(on).filter(instruction=edition.instruction))


def test_issuing_sets_the_digest_sends_the_document_and_tells_the_signal(cast):
    heard = []

    def hear(sender, **said):
        heard.append(said)

    edition = ready(cast, "committee-2026", "cell-2026")
    edition_issued.connect(hear)
    edition.issue(by=cast.lan, at=NOW)
    edition_issued.disconnect(hear)
    assert (edition.issued_at, edition.issued_by, len(edition.digest)) == (NOW, cast.lan, 64)
    assert Document.objects.get(edition=edition).number == "9-HD/THỬ"
    assert [(said["edition"], said["by"], said["at"]) for said in heard] == [(edition, cast.lan, NOW)]
    act = Act.objects.filter(verb="instruction.issued").latest("pk")
    assert (act.object_id, act.after["digest"]) == (edition.pk, edition.digest)


def test_issuing_is_taken_back_when_a_listener_refuses(cast):
    def refuse(sender, **said):
        raise refusals.Refusal("no")

    edition = ready(cast)
    edition_issued.connect(refuse)
    with pytest.raises(refusals.Refusal):
        edition.issue(by=cast.lan, at=NOW)
    edition_issued.disconnect(refuse)
    assert Edition.objects.get(pk=edition.pk).is_draft
    assert not Document.objects.filter(edition=edition).exists()


def test_digest_covers_head_and_files(cast):
    edition = ready(cast)
    files = list(edition.files.all())
    digests = [digest_of(edition, files)]
    edition.seat = "Hạ Long"
    digests.append(digest_of(edition, files))
    files[0].content += "\n# khác"
    digests.append(digest_of(edition, files))
    assert len(set(digests)) == 3


def test_draft_without_files_is_refused(cast):
    edition = draft(cast)
    assert words(edition) == [""]
    with pytest.raises(refusals.NotReady) as refused:
        edition.issue(by=cast.lan, at=NOW)
    assert [str(obstacle) in str(refused.value.reason) for obstacle in edition.obstacles()] == [True]


def test_draft_names_every_obstacle_at_once(cast):
    edition = draft(cast)
    edition.put_file("[", by=cast.lan)
    edition.put_file(text().replace("points: 8", "points: 9", 1), by=cast.lan)
    edition.put_file(text("cell-2026"), by=cast.lan)  # its head says another number
    assert words(edition) == ["file", "cell-2026", "committee-2026"]
    with pytest.raises(refusals.NotReady):
        edition.issue(by=cast.lan, at=NOW)
    assert Edition.objects.get(pk=edition.pk).is_draft


def test_sector_that_does_not_exist_is_an_error(cast):
    edition = ready(cast, "cell-2026")
    file = edition.files.get()
    edition.put_file(file.content.replace("sectors: [agency]", "sectors: [agencies]"), by=cast.lan, file=file)
    assert words(edition) == ["cell-2026"]


def test_issued_edition_is_not_issued_again(cast):
    edition = issued(cast)
    for act in (
        lambda: edition.issue(by=cast.lan, at=NOW),
        lambda: edition.change_head(by=cast.lan, seat="x"),
        lambda: edition.put_file(text("cell-2026"), by=cast.lan),
        lambda: edition.remove_file(edition.files.get(), by=cast.lan),
        lambda: edition.write_heads(by=cast.lan),
        lambda: edition.discard(by=cast.lan),
    ):
        with pytest.raises(refusals.AlreadyIssued):
            act()


def test_new_edition_says_what_becomes_of_concrete_criteria_and_begins_later(cast):
    new = issued(cast).amend(by=cast.lan, at=NOW)
    new.write_heads(by=cast.lan)
    assert len(new.obstacles()) == 2
    new.change_head(by=cast.lan, carry_over="keep", first_day=LATER)
    new.write_heads(by=cast.lan)
    assert new.obstacles() == []


# What holds


@pytest.fixture
def two(cast):
    """An edition without a last day, and a later one."""
    first = issued(cast)
    second = first.amend(by=cast.lan, at=NOW, carry_over="keep", first_day=LATER)
    second.write_heads(by=cast.lan)
    second.issue(by=cast.lan, at=NOW)
    return first, second


def test_draft_never_holds(cast):
    assert in_force(DAY, ready(cast)) == []


def test_later_edition_takes_over_on_its_first_day(two):
    first, second = two
    days = (BEFORE, DAY, LATER - dt.timedelta(days=1), LATER)
    assert [in_force(day, first) for day in days] == [[], [first], [first], [second]]


def test_edition_holds_to_its_last_day(cast):
    edition = issued(cast, last_day=LATER)
    assert [in_force(day, edition) for day in (LATER, LATER + dt.timedelta(days=1))] == [[edition], []]


def test_first_edition_holds_again_once_the_second_is_withdrawn(cast, two):
    first, second = two
    second.withdraw(reason="Sai thẩm quyền", by=cast.lan, at=NOW)
    assert in_force(LATER, first) == [first]
    seen = Edition.objects.with_follower(LATER).get(pk=first.pk)
    assert (seen.state(LATER), seen.holds_until()) == ("in_force", None)


@pytest.mark.parametrize(
    ("day", "states"),
    [(BEFORE, ("coming", "coming")), (DAY, ("in_force", "coming")), (LATER, ("over", "in_force"))],
)
def test_state_on_a_day(two, day, states):
    seen = Edition.objects.with_follower(day).in_bulk([edition.pk for edition in two])
    assert tuple(seen[edition.pk].state(day) for edition in two) == states


def test_withdrawing_says_why_and_is_done_once(cast):
    edition = issued(cast)
    with pytest.raises(refusals.NoReason):
        edition.withdraw(reason=" ", by=cast.lan, at=NOW)
    edition.withdraw(reason="Sai thẩm quyền", by=cast.lan, at=NOW)
    kept = Edition.objects.get(pk=edition.pk)
    assert (kept.withdrawn_at, kept.withdrawn_by, kept.withdrawal_reason) == (NOW, cast.lan, "Sai thẩm quyền")
    assert in_force(DAY, edition) == []
    with pytest.raises(refusals.AlreadyWithdrawn):
        edition.withdraw(reason="Lần nữa", by=cast.lan, at=NOW)


def test_draft_is_not_withdrawn(cast):
    with pytest.raises(refusals.NotIssued):
        draft(cast).withdraw(reason="x", by=cast.lan, at=NOW)


def test_withdrawn_edition_held_until_it_was(cast):
    edition = issued(cast, first_day=dt.date(2026, 1, 1))
    edition.withdraw(reason="Sai", by=cast.lan, at=NOW)
    assert [in_force(day, edition) for day in (BEFORE.replace(month=9, day=14), NOW.date())] == [[edition], []]


# For whom


@pytest.mark.parametrize(
    ("kind", "model"),
    [
        ("cell", "cell"),
        ("grassroots_cell", "cell"),
        ("grassroots", "committee"),
        ("grassroots_delegated", "committee"),
        ("sub_committee", None),
        ("upper", None),
        ("provincial", None),
    ],
)
def test_model_follows_from_the_level(db, cast, kind, model):
    assert model_for(OrganisationKind.objects.get(code=kind)) == model


@pytest.mark.parametrize(
    ("unit", "day", "codes"),
    [
        ("bieu_nghi", dt.date(2024, 11, 5), ["cell-2024", "cell-met-2024"]),
        ("bieu_nghi", dt.date(2026, 11, 5), ["cell-2026"]),
        ("bieu_nghi", dt.date(2024, 5, 18), []),
        ("dong_mai", dt.date(2026, 11, 5), ["committee-2026"]),
        ("quang_ninh", dt.date(2026, 11, 5), []),
    ],
)
def test_files_in_force_for_a_unit(cast, unit, day, codes):
    files = FrameworkFile.objects.in_force_for(getattr(cast, unit), day)
    assert sorted(file.code for file in files) == codes


def test_instruction_of_another_committee_does_not_reach_a_unit(cast):
    edition = Edition.objects.draft(issuer=cast.phuong_dong_trieu, number="1-HD/ĐU", by=None, at=NOW, **HEAD)
    edition.put_file(text("cell-2026"), by=None)
    edition.write_heads(by=None)
    edition.issue(by=None, at=NOW)
    assert not FrameworkFile.objects.in_force_for(cast.bieu_nghi, DAY).filter(edition=edition).exists()
    assert FrameworkFile.objects.in_force_for(cast.binh_luc_ha, DAY).filter(edition=edition).exists()


# Who sees it


@pytest.mark.parametrize(
    ("person", "sees_issued", "sees_draft"),
    [
        ("nam", True, False),
        ("bay", True, False),
        ("dung", True, False),
        ("minh", True, False),
        ("lan", True, True),
        ("quang", False, False),
        ("khach", False, False),
    ],
)
def test_issued_editions_are_seen_by_whoever_receives_them_and_drafts_by_who_issues(
    cast, person, sees_issued, sees_draft
):
    seen = Edition.objects.visible_to(getattr(cast, person))
    of_draft = ready(cast)
    assert (seen.filter(pk=cast.edition.pk).exists(), seen.filter(pk=of_draft.pk).exists()) == (sees_issued, sees_draft)
    files = FrameworkFile.objects.visible_to(getattr(cast, person))
    assert files.filter(edition=of_draft).exists() == sees_draft
