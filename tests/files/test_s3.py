"""The same files in a store that speaks S3: a real server on this machine, spoken to over HTTP."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import boto3
import pytest
from django.core.files.base import ContentFile
from moto.server import ThreadedMotoServer

from fourgood import file_stores
from fourgood.files import refusals, store, tasks
from fourgood.files.models import StoredFile
from tests.files import papers
from tests.files.test_files import add, content, stored_keys


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Its address on the loopback interface."""
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"{host}:{port}"
    running.stop()


@pytest.fixture
def bucket(server, settings, cast):
    """An empty bucket, which `files` is kept in for the length of a test."""
    settings.STORAGES = settings.STORAGES | {"files": file_stores.of(f"s3+http://key:s%2Fecret@{server}/fourgood")}
    s3 = boto3.resource(
        "s3",
        endpoint_url=f"http://{server}",
        aws_access_key_id="key",
        aws_secret_access_key="s/ecret",
        region_name="us-east-1",
    )
    made = s3.create_bucket(Bucket="fourgood")
    yield made
    made.objects.all().delete()
    made.delete()


def test_file_is_kept_served_and_removed(bucket, cast, client, django_capture_on_commit_callbacks):
    file = add(cast, papers.photo(size=(1200, 900)), "Kênh.jpg")
    assert {one.key for one in bucket.objects.all()} == {file.key, file.key + store.SMALL}
    client.force_login(cast.nam)
    for small in (False, True):
        response = client.get(f"{file.get_absolute_url()}{'small/' if small else ''}")
        assert b"".join(response.streaming_content) == content(file, small=small)
        again = client.get(response.request["PATH_INFO"], headers={"if-none-match": response["ETag"]})
        assert again.status_code == 304
    with django_capture_on_commit_callbacks(execute=True):
        file.remove(by=cast.bay)
    assert list(bucket.objects.all()) == []


def test_no_link_leads_past_the_permission_check(bucket, cast, client):
    file = add(cast)
    client.force_login(cast.nam)
    response = client.get(file.get_absolute_url())
    assert response.status_code == 200  # not a way to the store
    assert "fourgood" not in str(response.headers)


def test_large_file_comes_through_whole(bucket, cast):
    data = papers.TEXT * 120_000  # some 8 MB: sent and fetched in parts
    assert content(add(cast, data, "x.txt")) == data


def test_tidying_removes_what_no_row_names(bucket, cast, monkeypatch):
    kept, left = add(cast, papers.photo(), "x.jpg"), store.new_key()
    store.put(left, ContentFile(b"x"), small=b"y")
    tasks.tidy(0)
    assert stored_keys() == {kept.key, left}
    monkeypatch.setattr(store, "KEEP_UNNAMED", dt.timedelta(seconds=-5))  # the server counts whole seconds
    tasks.tidy(0)
    assert {one.key for one in bucket.objects.all()} == {kept.key, kept.key + store.SMALL}


def test_lost_content_is_refused_in_words(bucket, cast, client):
    file = add(cast)
    store.remove(file.key)
    with pytest.raises(refusals.ContentLost):
        file.opened()


def test_store_that_does_not_answer_is_told_in_words_and_leaves_no_row(server, settings, cast):
    settings.STORAGES = settings.STORAGES | {"files": file_stores.of(f"s3+http://key:secret@{server}/no-such-bucket")}
    with pytest.raises(refusals.NotKept):
        add(cast)
    settings.STORAGES = settings.STORAGES | {"files": file_stores.of("s3+http://key:secret@127.0.0.1:1/fourgood")}
    with pytest.raises(refusals.NotKept):
        add(cast)
    assert not StoredFile.objects.exists()
