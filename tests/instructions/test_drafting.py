"""Drafting an instruction and work on its files (M4): what is kept, what is refused, what is recorded."""

import datetime as dt

import pytest

from fourgood.audit.models import Act
from fourgood.instructions import refusals
from fourgood.instructions.drafting import change_criterion
from fourgood.instructions.frameworks import framework_of, problems_of
from fourgood.instructions.models import Edition, Instruction
from tests.instructions.editions import DAY, NOW, draft, issued, ready, text


def told(edition):
    """Verbs of the acts on an edition, oldest first."""
    return [act.verb for act in reversed(Act.objects.about(edition))]


def test_draft_is_recorded_with_its_head(cast):
    edition = draft(cast)
    act = Act.objects.about(edition).get()
    assert (edition.place, edition.is_draft, str(edition)) == (1, True, "9-HD/THỬ (1)")
    assert (act.verb, act.actor, act.path) == ("instruction.drafted", cast.lan, cast.quang_ninh.path)
    assert (act.after["number"], act.after["first_day"]) == ("9-HD/THỬ", "2026-10-01")


def test_number_that_is_taken_is_refused(cast):
    with pytest.raises(refusals.NumberTaken):
        draft(cast, number="05-HD/BTCTU")


def test_edition_that_ends_before_it_holds_is_refused(cast):
    with pytest.raises(refusals.EndsBeforeItHolds):
        draft(cast, last_day=DAY - dt.timedelta(days=1))


def test_head_is_corrected_and_recorded(cast):
    edition = draft(cast)
    edition.change_head(by=cast.lan, number="10-HD/THỬ", seat="Hạ Long")
    act = Act.objects.about(edition).first()
    assert Edition.objects.get(pk=edition.pk).head() == edition.head()
    assert (act.before["number"], act.after["number"], act.after["seat"]) == ("9-HD/THỬ", "10-HD/THỬ", "Hạ Long")


def test_number_of_an_instruction_that_was_issued_stays(cast):
    new = issued(cast).amend(by=cast.lan, at=NOW, first_day=DAY + dt.timedelta(days=1))
    with pytest.raises(refusals.NumberIsFixed):
        new.change_head(by=cast.lan, number="10-HD/THỬ")


def test_file_with_errors_is_kept_as_typed(cast):
    typed = "framework: cell-moi\nmodel: cell\n  thụt sai: [\n"
    file = draft(cast).put_file(typed.replace("\n", "\r\n"), by=cast.lan)
    file.refresh_from_db()
    assert (file.content, file.code, file.model) == (typed, "file", "")
    assert problems_of(file.content)


@pytest.mark.parametrize(
    ("content", "name", "code", "model"),
    [
        ("framework: cell-moi\nmodel: cell", "x.yaml", "cell-moi", "cell"),
        ("framework: Sai Mã\nmodel: khác", "Khung mới.yaml", "khung-moi", ""),
        ("[", "", "file", ""),
    ],
)
def test_code_and_model_are_what_the_file_says(cast, content, name, code, model):
    file = draft(cast).put_file(content, by=cast.lan, name=name)
    assert (file.code, file.model) == (code, model)


def test_empty_file_is_refused(cast):
    with pytest.raises(refusals.EmptyFile):
        draft(cast).put_file(" \n", by=cast.lan)


def test_second_file_with_the_same_code_is_refused(cast):
    edition = ready(cast)
    with pytest.raises(refusals.FileTaken):
        edition.put_file(text(), by=cast.lan)
    other = edition.put_file(text("cell-2026"), by=cast.lan)
    with pytest.raises(refusals.FileTaken):
        edition.put_file(text(), by=cast.lan, file=other)
    assert sorted(edition.files.values_list("code", flat=True)) == ["cell-2026", "committee-2026"]


def test_text_is_replaced_and_taken_out(cast):
    edition = draft(cast)
    file = edition.put_file(text(), by=cast.lan)
    edition.put_file(file.content + "\n# ghi chú\n", by=cast.lan, file=file)
    edition.put_file(file.content, by=cast.lan, file=file)  # says the same: no act
    edition.remove_file(file, by=cast.lan)
    assert told(edition) == ["instruction.drafted", *["instruction.changed"] * 3]
    assert not edition.files.exists()


def test_head_is_written_into_every_file_that_can_be_read(cast):
    edition = draft(cast, last_day=dt.date(2027, 12, 31))
    committee = edition.put_file(text(), by=cast.lan)
    edition.put_file("[", by=cast.lan)
    assert edition.write_heads(by=cast.lan) == [committee]
    committee.refresh_from_db()
    assert framework_of(committee).instruction == edition.in_files()
    assert len(committee.content.splitlines()) == len(text().splitlines()) + 1  # the last day
    assert edition.write_heads(by=cast.lan) == []


def test_sheet_for_meetings_keeps_the_document_that_it_comes_from(cast):
    edition = draft(cast)
    sheet = edition.put_file(text("meeting-2025"), by=cast.lan)
    assert edition.write_heads(by=cast.lan) == []
    assert framework_of(sheet).instruction.number == "42-HD/BTCTW"
    assert edition.obstacles() == []


def test_criterion_is_changed_in_its_lines_only(cast):
    edition = ready(cast)
    file = edition.files.get()
    before = file.content.splitlines()
    change_criterion(file, "I.2", {("wording", "vi"): "Lời mới: đúng hạn"}, by=cast.lan)
    after = file.content.splitlines()
    assert [line for line in after if line not in before] == ["          vi: 'Lời mới: đúng hạn'"]
    assert framework_of(file).variant_for(None).criterion("I.2").wording.vi == "Lời mới: đúng hạn"


def test_criterion_of_an_unreadable_file_is_refused(cast):
    file = draft(cast).put_file("[", by=cast.lan)
    with pytest.raises(refusals.NotEditableAsForm):
        change_criterion(file, "I.2", {("points",): 1}, by=cast.lan)


def test_discarding_the_only_edition_takes_the_instruction_along(cast):
    edition = ready(cast)
    edition.discard(by=cast.lan)
    assert not Instruction.objects.filter(number="9-HD/THỬ").exists()
    act = Act.objects.filter(verb="instruction.discarded").latest("pk")
    assert act.before["title_vi"] == "Hướng dẫn thử"


# A new edition


def test_amending_copies_head_and_files(cast):
    edition = issued(cast)
    new = edition.amend(by=cast.lan, at=NOW, first_day=DAY + dt.timedelta(days=30), carry_over="adapt")
    assert (new.place, new.is_draft, new.title_vi, new.carry_over) == (2, True, edition.title_vi, "adapt")
    assert list(new.files.values_list("code", "content")) == list(edition.files.values_list("code", "content"))
    assert told(new) == ["instruction.amended"]


def test_draft_is_not_amended(cast):
    with pytest.raises(refusals.NotIssued):
        draft(cast).amend(by=cast.lan, at=NOW)


def test_second_draft_of_one_instruction_is_refused(cast):
    edition = issued(cast)
    edition.amend(by=cast.lan, at=NOW)
    with pytest.raises(refusals.DraftWaits):
        edition.amend(by=cast.lan, at=NOW)


def test_discarding_a_new_edition_leaves_the_instruction(cast):
    edition = issued(cast)
    edition.amend(by=cast.lan, at=NOW).discard(by=cast.lan)
    assert list(edition.instruction.editions.all()) == [edition]
