"""The field of a form: one file or many, errors in sentences, a form that comes back."""

from __future__ import annotations

import pytest
from django import forms
from django.utils import translation
from django.utils.datastructures import MultiValueDict

from fourgood.files.fields import FilesField
from fourgood.files.kinds import JPEG, PDF
from tests.files import papers
from tests.files.papers import upload


class Evidence(forms.Form):
    files = FilesField(label="files", most=3)


class Photo(forms.Form):
    files = FilesField(label="photo", most=1, required=False)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def filled(kind, *files) -> forms.Form:
    return kind({}, MultiValueDict({"files": list(files)}))


def test_files_come_out_checked_and_in_their_order():
    form = filled(Evidence, upload(papers.photo(), "1.jpg"), upload(papers.PDF, "2.pdf"))
    assert form.errors == {}
    assert [(file.name, file.kind) for file in form.cleaned_data["files"]] == [("1.jpg", JPEG), ("2.pdf", PDF)]


def test_each_file_that_is_refused_is_an_error_of_its_own():
    form = filled(Evidence, upload(papers.SVG, "1.svg"), upload(papers.PDF, "2.pdf"), upload(b"", "3.txt"))
    assert form.errors["files"] == [
        "“1.svg” is of a kind that is not taken here. Choose a picture, a PDF, a Word document (.docx), "
        "an Excel workbook (.xlsx) or plain text (.txt).",
        "“3.txt” is empty. Choose the file again.",
    ]


def test_none_is_an_error_only_where_one_is_needed():
    assert filled(Evidence).errors["files"] == ["Choose a file, or take a photo."]
    form = filled(Photo)
    assert form.is_valid()
    assert form.cleaned_data == {"files": []}


@pytest.mark.parametrize(("kind", "most"), [(Evidence, 3), (Photo, 1)])
def test_more_than_the_field_takes_is_an_error(kind, most):
    form = filled(kind, *(upload(papers.PDF, f"{n}.pdf") for n in range(most + 1)))
    [error] = form.errors["files"]
    assert error.startswith(f"At most {most} ")


def test_browser_offers_the_camera_and_forces_nobody_to_use_it():
    html = str(Evidence()["files"])
    assert 'type="file"' in html
    assert 'accept="image/*,application/pdf,' in html
    assert " multiple" in html
    assert "capture" not in html
    assert " multiple" not in str(Photo()["files"])
    assert Evidence().is_multipart()


def test_hint_says_what_is_taken_and_how_large(settings):
    settings.FILES_MAX_MB = 7
    assert "up to 3 files of 7 MB each" in str(Evidence()["files"].help_text)
    assert "up to 7 MB" in str(Photo()["files"].help_text)


def test_form_that_comes_back_says_that_the_choice_is_forgotten():
    assert "once more" in str(filled(Evidence, upload(papers.SVG, "1.svg"))["files"])
    assert "once more" not in str(filled(Evidence)["files"])
    assert "once more" not in str(Evidence()["files"])
