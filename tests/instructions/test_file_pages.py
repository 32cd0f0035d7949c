"""Pages of framework files: the annex, the text with its errors, one criterion as a form (M4)."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fourgood.instructions.frameworks import framework_of
from fourgood.instructions.models import FrameworkFile
from tests.instructions.editions import draft, ready, text


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.lan)
    return client


@pytest.fixture
def file(cast):
    return ready(cast, "cell-2026").files.get()


def url(name, file, *more):
    return reverse(name, args=[file.edition_id, file.code, *more])


def kept(file):
    return FrameworkFile.objects.get(pk=file.pk)


# The annex


def test_annex_reads_for_the_general_framework_and_for_a_variant(client, cast):
    client.force_login(cast.nam)
    file = cast.edition.files.get(code="cell-2026")
    general = client.get(file.get_absolute_url())
    school = client.get(file.get_absolute_url(), {"variant": "public_service"})
    assert general.context["table"].sectors == ""
    assert [s.good for s in general.context["table"].sections] == [1, 2, 3, 4]
    changed = [row.code for s in school.context["table"].sections for row in s.rows if row.differs]
    assert "I.2" in changed
    assert len(changed) < 29


def test_annex_of_a_reconstruction_says_so(client, cast):
    client.force_login(cast.nam)
    response = client.get(cast.edition.files.get(code="cell-2026").get_absolute_url())
    assert response.context["annex"].is_reconstruction
    assert response.context["annex"].note in response.content.decode()


def test_annex_of_a_draft_leads_the_officer_to_each_criterion(officer, file):
    html = officer.get(file.get_absolute_url()).content.decode()
    assert url("criterion_edit", file, "I.2") in html


# Files in and out


def upload(officer, edition, content, name="khung.yaml", **more):
    data = {"file": SimpleUploadedFile(name, content), **more}
    return officer.post(reverse("file_new", args=[edition.pk]), data)


def test_file_is_uploaded(officer, cast):
    edition = draft(cast)
    response = upload(officer, edition, b"\xef\xbb\xbf" + text("cell-2026").replace("\n", "\r\n").encode())
    file = edition.files.get()
    assert (file.code, file.model, file.content) == ("cell-2026", "cell", text("cell-2026"))
    assert response.url == file.get_absolute_url()


def test_file_with_errors_is_kept_and_leads_to_its_text(officer, cast):
    edition = draft(cast)
    response = upload(officer, edition, b"framework: [")
    file = edition.files.get()
    assert (file.code, response.url) == ("khung", url("file_text", file))


def test_file_in_another_encoding_is_refused(officer, cast):
    response = upload(officer, draft(cast), "khung tiêu chí".encode("utf-16"))
    assert list(response.context["form"].errors) == ["file"]


def test_framework_of_an_earlier_edition_is_copied(officer, cast):
    edition, source = draft(cast), cast.edition.files.get(code="cell-2026")
    response = officer.post(reverse("file_new", args=[edition.pk]), {"source": source.pk})
    assert response.url == edition.files.get().get_absolute_url()
    assert edition.files.get().content == source.content


def test_either_a_file_or_a_copy(officer, cast):
    edition, source = draft(cast), cast.edition.files.get(code="cell-2026")
    assert len(upload(officer, edition, b"x", source=source.pk).context["form"].non_field_errors()) == 1
    empty = officer.post(reverse("file_new", args=[edition.pk]), {"source": ""})
    assert len(empty.context["form"].non_field_errors()) == 1
    assert not edition.files.exists()


def test_file_is_taken_out(officer, file):
    officer.get(url("file_remove", file))
    officer.post(url("file_remove", file))
    assert not FrameworkFile.objects.filter(pk=file.pk).exists()


# The text

WRONG = "every: moth"


def wrong(file):
    """The text with one mistake, and the line on which it stands."""
    content = file.content.replace("every: month", WRONG, 1)
    return content, content[: content.index(WRONG)].count("\n") + 1


def test_text_with_errors_is_kept_and_each_is_shown_with_its_line(officer, file):
    content, line = wrong(file)
    response = officer.post(url("file_text", file), {"content": content.replace("\n", "\r\n")})
    assert (kept(file).content, response.url) == (content, url("file_text", file))
    shown = officer.get(response.url).context["problems"].shown
    assert [(problem.line, problem.criterion) for problem in shown] == [(line, "I.1")]
    assert (line, f"        {WRONG}") in shown[0].excerpt


def test_text_without_errors_leads_to_the_annex(officer, file):
    response = officer.post(url("file_text", file), {"content": file.content + "# ghi chú\n"})
    assert response.url == file.get_absolute_url()


def test_text_is_checked_without_keeping_it(officer, file):
    content, line = wrong(file)
    response = officer.post(url("file_text", file), {"content": content, "check": "1"})
    assert [problem.line for problem in response.context["problems"].shown] == [line]
    assert response.context["form"]["content"].value() == content
    assert kept(file).content == file.content


def test_text_is_checked_while_typed(officer, file):
    content, line = wrong(file)
    html = officer.post(url("file_check", file), {"content": content}, headers={"hx-request": "true"}).content.decode()
    assert f'href="#line-{line}"' in html
    assert "<html" not in html
    assert kept(file).content == file.content


def test_empty_text_is_refused(officer, file):
    response = officer.post(url("file_text", file), {"content": ""})
    assert list(response.context["form"].errors) == ["content"]
    assert kept(file).content == file.content


# One criterion


def filled(officer, file, code="I.2"):
    """What the form of a criterion would send as it stands."""
    editing = officer.get(url("criterion_edit", file, code)).context["editing"]
    fields = [field for form in editing.forms for field in form]
    return {field.html_name: "" if field.value() is None else field.value() for field in fields}


def test_form_that_changes_nothing_leaves_every_letter(officer, file):
    for code in ("I.1", "I.2", "II.2", "III.1", "III.4", "IV.1", "IV.4"):
        officer.post(url("criterion_edit", file, code), filled(officer, file, code))
        assert kept(file).content == file.content


def test_criterion_is_changed_by_its_form(officer, file):
    data = filled(officer, file) | {"wording_ms": "Perkataan baharu", "every": "quarter", "threshold": "60"}
    data |= {
        "part0-low_1": "75",
        "not_applicable": "give",
        "gives_to": "I.3",
        "local": ["target"],
        "target_at_least": "80",
    }
    response = officer.post(url("criterion_edit", file, "I.2"), data)
    assert response.url == url("criterion_edit", file, "I.2")
    criterion = framework_of(kept(file)).variant_for(None).criterion("I.2")
    assert (criterion.wording.ms, criterion.every, criterion.threshold) == ("Perkataan baharu", "quarter", Decimal(60))
    assert (criterion.not_applicable, criterion.gives_to, criterion.local) == ("give", "I.3", frozenset(["target"]))
    assert (criterion.target_at_least, criterion.parts[0].scale.steps[1].at_least) == (Decimal(80), Decimal(75))
    gone = [line for line in file.content.splitlines() if line not in kept(file).content.splitlines()]
    assert len(gone) <= 6


def test_scale_becomes_proportional(officer, file):
    officer.post(url("criterion_edit", file, "I.2"), filled(officer, file) | {"part0-scale": "proportional"})
    assert framework_of(kept(file)).variant_for(None).criterion("I.2").parts[0].scale.steps == ()


def test_points_that_do_not_add_up_are_kept_and_shown_at_once(officer, file):
    officer.post(url("criterion_edit", file, "I.1"), filled(officer, file, "I.1") | {"points": "5"})
    response = officer.get(url("criterion_edit", file, "I.1"))
    assert response.context["problems"].number >= 1
    assert "points: 5" in kept(file).content


def test_form_tells_while_typed_what_would_be_wrong(officer, file):
    data = filled(officer, file, "I.1") | {"points": "5"}
    response = officer.post(url("criterion_edit", file, "I.1"), data, headers={"hx-request": "true"})
    assert response.context["problems"].number >= 1
    assert kept(file).content == file.content


def test_step_without_points_comes_back_as_typed(officer, file):
    data = filled(officer, file) | {"part0-low_6": "10", "wording_vi": "Lời mới"}
    response = officer.post(url("criterion_edit", file, "I.2"), data)
    assert response.status_code == 200
    assert response.context["editing"].form["wording_vi"].value() == "Lời mới"
    assert kept(file).content == file.content


NEW_EVENT = {"code": "absent", "vi": "Vắng", "ms": "Tidak hadir", "en": "Absent", "effect": "at_most", "points": "0"}


def row(rows: str, number: int, values: dict[str, str]) -> dict[str, str]:
    return {f"{rows}-{name}_{number}": value for name, value in values.items()}


def events_of(file, code):
    [part] = framework_of(kept(file)).variant_for(None).criterion(code).parts
    return [(event.code, event.minus, event.at_most) for event in part.events]


def lines_changed(file) -> int:
    """How many lines of the file are not as they were."""
    return len(set(kept(file).content.splitlines()) ^ set(file.content.splitlines()))


def test_event_is_changed_in_its_own_line(officer, file):
    before = events_of(file, "III.4")
    data = filled(officer, file, "III.4") | {"events0-points_0": "1.5", "events0-en_1": "Warned in writing"}
    officer.post(url("criterion_edit", file, "III.4"), data)
    assert events_of(file, "III.4") == [(before[0][0], Decimal("1.5"), None), *before[1:]]
    assert "Warned in writing" in kept(file).content
    assert lines_changed(file) == 4


def test_event_that_takes_points_is_made_one_that_leaves_some(officer, file):
    before = events_of(file, "III.4")
    data = filled(officer, file, "III.4") | {"events0-effect_2": "at_most", "events0-points_2": "1"}
    officer.post(url("criterion_edit", file, "III.4"), data)
    assert events_of(file, "III.4") == [*before[:2], (before[2][0], None, Decimal(1))]


def test_event_is_added_and_another_taken_out(officer, file):
    before = events_of(file, "III.4")
    emptied = row("events0", 1, dict.fromkeys(NEW_EVENT, "") | {"effect": "minus"})
    data = filled(officer, file, "III.4") | row("events0", len(before), NEW_EVENT) | emptied
    officer.post(url("criterion_edit", file, "III.4"), data)
    assert events_of(file, "III.4") == [before[0], before[2], ("absent", None, Decimal(0))]


def test_first_event_is_added_and_the_last_taken_out(officer, file):
    untouched = file.content
    officer.post(url("criterion_edit", file, "I.1"), filled(officer, file, "I.1") | row("events0", 0, NEW_EVENT))
    assert events_of(file, "I.1") == [("absent", None, Decimal(0))]
    emptied = row("events0", 0, dict.fromkeys(NEW_EVENT, ""))
    officer.post(url("criterion_edit", file, "I.1"), filled(officer, file, "I.1") | emptied)
    assert kept(file).content == untouched


def test_grade_is_changed_added_and_taken_out(officer, file):
    def grades():
        [part] = framework_of(kept(file)).variant_for(None).criterion("III.1").parts
        return [(grade.code, grade.points) for grade in part.grades]

    before = grades()
    new = {"code": "almost", "vi": "Gần đạt", "ms": "Hampir", "en": "Almost", "points": "1"}
    emptied = row("grades0", 2, dict.fromkeys(new, ""))
    data = filled(officer, file, "III.1") | {"grades0-points_1": "3"} | emptied | row("grades0", 3, new)
    officer.post(url("criterion_edit", file, "III.1"), data)
    assert grades() == [before[0], (before[1][0], Decimal(3)), ("almost", Decimal(1))]


def test_row_that_is_half_filled_in_is_told_while_typed_and_not_kept(officer, file):
    data = filled(officer, file, "III.4") | {"events0-code_3": "absent"}
    typed = officer.post(url("criterion_edit", file, "III.4"), data, headers={"hx-request": "true"})
    assert len(typed.context["editing"].complaints()) == 4
    assert all(told in typed.content.decode() for told in typed.context["editing"].complaints())
    officer.post(url("criterion_edit", file, "III.4"), data)
    assert kept(file).content == file.content


def test_event_that_the_file_may_not_have_is_told_while_typed(officer, file):
    data = filled(officer, file, "III.4") | {"events0-points_0": "40"}
    typed = officer.post(url("criterion_edit", file, "III.4"), data, headers={"hx-request": "true"})
    assert typed.context["problems"].number == 1
    assert kept(file).content == file.content


def test_unknown_criterion_is_not_found_and_an_unreadable_file_refused(officer, file, cast):
    assert officer.get(url("criterion_edit", file, "IX.9")).status_code == 404
    broken = file.edition.put_file("[", by=cast.lan)
    assert officer.get(url("criterion_edit", broken, "I.2")).status_code == 403


# Who may not


@pytest.mark.parametrize("name", ["framework_file", "file_text", "file_remove"])
def test_file_of_a_draft_is_hidden_from_who_does_not_issue(client, cast, file, name):
    client.force_login(cast.hoa)
    assert client.get(url(name, file)).status_code == 404


@pytest.mark.parametrize("name", ["file_text", "file_remove"])
@pytest.mark.parametrize(("person", "answer"), [("nam", 403), ("lan", 403)])
def test_file_of_an_issued_edition_is_not_changed(client, cast, name, person, answer):
    client.force_login(getattr(cast, person))
    issued = cast.edition.files.get(code="cell-2026")
    assert client.post(url(name, issued), {"content": "x"}).status_code == answer
    assert kept(issued).content == issued.content
