"""Files are kept with their content, once and for ever; who sees them; what an act tells; what may be removed."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.files import refusals, store, tasks
from fourgood.files.models import Sight, StoredFile, references
from fourgood.instructions.models import Document
from tests.files import papers
from tests.files.papers import upload
from tests.instructions.papers import SENT, at, send

NOW = at(dt.date(2026, 11, 23))


def add(cast, data: bytes = papers.PDF, name: str = "Nghị quyết.pdf", **fields) -> StoredFile:
    given = {"unit": cast.bieu_nghi, "sight": Sight.MEMBERS, "by": cast.bay, "at": NOW} | fields
    return StoredFile.objects.add(upload(data, name), **given)


def content(file: StoredFile, **which: bool) -> bytes:
    with store.opened(file.key, **which) as opened:
        return opened.read()


# Adding


def test_file_is_kept_with_one_act(cast):
    file = add(cast)
    assert content(file) == papers.PDF
    assert (file.name, file.content_type, file.size) == ("Nghị quyết.pdf", "application/pdf", len(papers.PDF))
    act = Act.objects.about(file).get()
    assert (act.verb, act.actor, act.path, act.object_label) == (
        Verb.FILE_ADDED,
        cast.bay,
        cast.bieu_nghi.path,
        "Nghị quyết.pdf",
    )
    assert act.after == {
        "name": "Nghị quyết.pdf",
        "size": len(papers.PDF),
        "digest": file.digest,
        "sight": "members",
    }


def test_key_tells_nothing_and_differs_for_the_same_content(cast):
    first, second = add(cast), add(cast)
    assert first.key != second.key
    assert first.digest == second.digest
    assert len(first.key) == 43
    assert set(first.key) <= set("0123456789abcdef/")


def test_picture_is_kept_with_a_small_one(cast):
    file = add(cast, papers.photo(size=(1000, 500)), "IMG.heic")
    assert content(file, small=True)[:3] == b"\xff\xd8\xff"
    with pytest.raises(store.Lost):
        content(add(cast), small=True)


def test_refused_file_leaves_neither_row_nor_content(cast):
    before = stored_keys()
    with pytest.raises(refusals.NotTaken):
        add(cast, papers.SVG)
    assert (StoredFile.objects.count(), stored_keys()) == (0, before)


def test_of_several_all_are_kept_or_none(cast):
    files = [upload(papers.PDF, "1.pdf"), upload(papers.SVG, "2.svg")]
    with pytest.raises(refusals.NotTaken):
        StoredFile.objects.add_all(files, unit=cast.bieu_nghi, sight=Sight.MEMBERS, by=cast.bay, at=NOW)
    assert StoredFile.objects.count() == 0


def test_row_that_can_not_be_written_leaves_no_content(cast):
    before = stored_keys()
    with pytest.raises(IntegrityError), transaction.atomic():
        add(cast, at=None)
    assert stored_keys() == before


def test_row_is_not_written_when_the_store_fails(cast, settings, tmp_path):
    (tmp_path / "files").touch()  # where the folder should be
    settings.STORAGES = settings.STORAGES | {
        "files": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        }
    }
    with pytest.raises(refusals.NotKept), transaction.atomic():
        add(cast)
    assert StoredFile.objects.count() == 0


# Content stays


@pytest.mark.parametrize(
    ("field", "value"), [("digest", "0" * 64), ("key", "x"), ("size", 1), ("name", "x"), ("content_type", "text/html")]
)
def test_database_refuses_to_change_what_a_file_is(cast, field, value):
    file = add(cast)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        StoredFile.objects.filter(pk=file.pk).update(**{field: value})


@pytest.mark.parametrize("field", ["checked_at", "found_harmful_at"])
def test_database_refuses_to_change_a_verdict(cast, field):
    file = add(cast)
    other = {"checked_at": "found_harmful_at", "found_harmful_at": "checked_at"}[field]
    StoredFile.objects.filter(pk=file.pk).update(**{field: NOW})
    for change in ({field: None}, {field: at(SENT)}, {other: NOW}):
        with pytest.raises(IntegrityError), transaction.atomic():
            StoredFile.objects.filter(pk=file.pk).update(**change)


# Who sees it

EVERYONE = {"nam", "mai", "bay", "thu", "tuan", "hoa", "dung", "minh", "lan", "quang", "phuc", "khach"}
IN_THE_CELL, LEADING, ABOVE = {"nam", "mai"}, {"bay", "thu"}, {"tuan", "hoa", "minh", "lan"}


@pytest.mark.parametrize(
    ("sight", "unit", "seen_by"),
    [
        (Sight.LEADERS, "bieu_nghi", LEADING | ABOVE),
        (Sight.MEMBERS, "bieu_nghi", IN_THE_CELL | LEADING | ABOVE),
        (Sight.BELOW, "bieu_nghi", IN_THE_CELL | LEADING | ABOVE),
        (Sight.PUBLIC, "bieu_nghi", EVERYONE),
        (Sight.LEADERS, "dong_mai", ABOVE),
        (Sight.MEMBERS, "dong_mai", ABOVE),
        (Sight.BELOW, "dong_mai", IN_THE_CELL | LEADING | ABOVE),
        (Sight.LEADERS, "quang_ninh", {"minh", "lan"}),
        (Sight.MEMBERS, "quang_ninh", {"minh", "lan"}),
        (Sight.BELOW, "quang_ninh", EVERYONE - {"quang", "khach"}),
        (Sight.PUBLIC, "quang_ninh", EVERYONE),
    ],
)
def test_who_sees_a_file(cast, sight, unit, seen_by):
    file = add(cast, unit=getattr(cast, unit), sight=sight, by=None)
    seeing = {name for name in EVERYONE if file in StoredFile.objects.visible_to(getattr(cast, name))}
    assert seeing == seen_by
    assert (file in StoredFile.objects.visible_to(AnonymousUser())) is (sight == Sight.PUBLIC)


def test_whoever_added_a_file_sees_it(cast):
    file = add(cast, sight=Sight.LEADERS, by=cast.nam)
    assert file in StoredFile.objects.visible_to(cast.nam)
    assert file not in StoredFile.objects.visible_to(cast.mai)


def test_files_without_an_adder_are_not_everybodys(cast):
    add(cast, sight=Sight.LEADERS, by=None)
    assert not StoredFile.objects.visible_to(AnonymousUser()).exists()
    assert not StoredFile.objects.visible_to(cast.khach).exists()


def test_page_with_three_files_takes_as_many_queries_as_with_one(cast, client):
    client.force_login(cast.nam)
    counts = []
    for number in (1, 3):
        document = send(cast, f"{number}-CV/TỆP", files=[upload(papers.photo(), "x.jpg")] * number)
        client.get(document.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            text = client.get(document.get_absolute_url()).content.decode()
        assert text.count("/small/") == number
        counts.append(len(queries))
    assert counts[0] == counts[1]


# Removing


def test_adder_removes_a_file_that_nothing_points_to(cast, django_capture_on_commit_callbacks):
    file = add(cast)
    with django_capture_on_commit_callbacks(execute=True):
        file.remove(by=cast.bay)
    assert not StoredFile.objects.exists()
    assert file.key not in stored_keys()
    act = Act.objects.get(verb=Verb.FILE_REMOVED)
    assert (act.object_label, act.before["digest"], act.actor) == ("Nghị quyết.pdf", file.digest, cast.bay)


def test_content_goes_only_with_the_transaction(cast):
    file = add(cast)
    file.remove(by=cast.bay)
    assert file.key in stored_keys()


@pytest.mark.parametrize("person", ["thu", "hoa", "lan"])
def test_nobody_else_removes_a_file(cast, person):
    file = add(cast)
    with pytest.raises(refusals.OnlyTheAdderRemoves):
        file.remove(by=getattr(cast, person))


def test_what_was_recorded_with_a_file_keeps_it(cast):
    document = send(cast, files=[upload(papers.PDF, "x.pdf")])
    file = document.files.get()
    assert file.is_used()
    for by in (cast.lan, None):
        with pytest.raises(refusals.InUse):
            file.remove(by=by)
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.filter(pk=file.pk)._raw_delete(using="default")
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_every_model_that_points_to_files_is_asked():
    pointing = {model for model, _name in references()}
    assert Document.files.through in pointing
    assert len(pointing) >= 4


# Content without a row


def stored_keys() -> set[str]:
    return {key for keys in store.keys_by_folder() for key in keys}


def test_tidying_removes_content_that_no_row_names_once_it_is_old(cast, monkeypatch):
    kept = add(cast, papers.photo(), "x.jpg")
    left, small = store.new_key(), store.new_key()
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # a transaction that fails after the file was added
        failed = add(cast)
        1 / 0  # noqa: B018
    store.put(left, ContentFile(b"x"), small=b"y")
    storages["files"].save(small + store.SMALL, ContentFile(b"y"))  # half removed
    tasks.tidy(0)
    assert {kept.key, left, small, failed.key} <= stored_keys()  # younger than any transaction can be
    monkeypatch.setattr(store, "KEEP_UNNAMED", dt.timedelta(0))
    tasks.tidy(0)
    assert stored_keys() & {kept.key, left, small, failed.key} == {kept.key}
    assert content(kept, small=True)


def test_tidying_an_empty_store_does_nothing(settings, tmp_path, cast):
    options = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "none"}}
    settings.STORAGES = settings.STORAGES | {"files": options}
    tasks.tidy(0)
