"""Serving: to whom, with which headers; the small picture; what the browser keeps."""

from __future__ import annotations

import pytest
from django.urls import reverse

from fourgood.files import store
from fourgood.files.models import Sight
from tests.files import papers
from tests.files.test_files import add


def test_picture_is_shown_in_the_page(client, cast):
    file = add(cast, papers.photo(), "Kênh mương.jpg")
    client.force_login(cast.nam)
    response = client.get(file.get_absolute_url())
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == store.opened(file.key).read()
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"] == "inline; filename*=utf-8''K%C3%AAnh%20m%C6%B0%C6%A1ng.jpg"
    assert response["Content-Length"] == str(file.size)
    assert not response.has_header("Content-Encoding")


@pytest.mark.parametrize(
    ("data", "name", "type_"),
    [
        (papers.PDF, "x.pdf", "application/pdf"),
        (papers.word(), "x.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (papers.TEXT, "x.txt", "text/plain; charset=utf-8"),
    ],
)
def test_everything_else_is_downloaded(client, cast, data, name, type_):
    file = add(cast, data, name)
    client.force_login(cast.nam)
    response = client.get(file.get_absolute_url())
    assert b"".join(response.streaming_content) == data
    assert (response["Content-Type"], response["Content-Disposition"]) == (type_, f'attachment; filename="{name}"')


@pytest.mark.parametrize("address", ["file", "file_small"])
def test_headers_shut_the_content_in(client, cast, address):
    file = add(cast, papers.photo(), "x.jpg")
    client.force_login(cast.nam)
    response = client.get(reverse(address, args=[file.public_id]))
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-cache"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("address", ["file", "file_small"])
def test_browser_that_has_it_is_told_so(client, cast, address):
    file = add(cast, papers.photo(), "x.jpg")
    client.force_login(cast.nam)
    path = reverse(address, args=[file.public_id])
    tag = client.get(path)["ETag"]
    again = client.get(path, headers={"if-none-match": tag})
    assert (again.status_code, again.content, again["ETag"], again["Cache-Control"]) == (
        304,
        b"",
        tag,
        "private, no-cache",
    )
    client.force_login(cast.dung)
    assert client.get(path, headers={"if-none-match": tag}).status_code == 404


def test_small_picture_differs_in_tag_and_size(client, cast, settings):
    settings.FILES_SMALL_WIDTH = 120
    file = add(cast, papers.picture("PNG", of=papers.image((900, 600))), "x.png")
    client.force_login(cast.nam)
    whole, small = client.get(file.get_absolute_url()), client.get(reverse("file_small", args=[file.public_id]))
    assert whole["ETag"] != small["ETag"]
    assert (whole["Content-Type"], small["Content-Type"]) == ("image/png", "image/jpeg")
    assert b"".join(small.streaming_content)[:3] == b"\xff\xd8\xff"


def test_paper_has_no_small_picture(client, cast):
    client.force_login(cast.nam)
    assert client.get(reverse("file_small", args=[add(cast).public_id])).status_code == 404


@pytest.mark.parametrize("address", ["file", "file_small"])
@pytest.mark.parametrize(("sight", "status"), [(Sight.PUBLIC, 200), (Sight.BELOW, 302), (Sight.LEADERS, 302)])
def test_visitor_sees_what_is_public_and_else_the_sign_in_page(client, cast, address, sight, status):
    file = add(cast, papers.photo(), "x.jpg", sight=sight)
    path = reverse(address, args=[file.public_id])
    response = client.get(path)
    assert response.status_code == status
    if status == 302:
        assert response.url == f"/accounts/login/?next={path}"


def test_visitor_does_not_learn_whether_there_is_a_file(client, db):
    path = reverse("file", args=["00000000-0000-0000-0000-000000000000"])
    assert client.get(path).url == f"/accounts/login/?next={path}"


@pytest.mark.parametrize(("person", "status"), [("bay", 200), ("nam", 404), ("dung", 404), ("quang", 404)])
def test_who_is_served_what_is_for_leaders(client, cast, person, status):
    file = add(cast, sight=Sight.LEADERS, by=None)
    client.force_login(getattr(cast, person))
    assert client.get(file.get_absolute_url()).status_code == status


def test_lost_content_is_told_in_a_sentence(client, cast):
    file = add(cast)
    store.remove(file.key)
    client.force_login(cast.nam)
    response = client.get(file.get_absolute_url())
    assert response.status_code == 403
    cast.nam.choose_language("en")
    text = client.get(file.get_absolute_url()).content.decode()
    assert "can&#x27;t be found just now" in text


def test_head_brings_no_content(client, cast):
    client.force_login(cast.nam)
    response = client.head(add(cast).get_absolute_url())
    assert (response.status_code, response["Content-Length"]) == (200, str(len(papers.PDF)))
