"""Papers of a meeting and photos of contributions: added, seen only by whom they are for, removed (M12)."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from fourgood.files.models import StoredFile
from fourgood.meetings import announcing, contributing, papers, refusals
from fourgood.meetings.models import Meeting
from tests.meetings.test_beforehand import announce, draft

PEOPLE = ("bay", "nam", "hoa", "dung")


def picture(name: str = "mương.jpg") -> SimpleUploadedFile:
    written = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(written, "JPEG")
    return SimpleUploadedFile(name, written.getvalue(), "image/jpeg")


def text(name: str = "Tài liệu.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "Lịch gieo trồng vụ đông".encode(), "text/plain")


def add(cast, meeting: Meeting, **more) -> StoredFile:
    (material,) = papers.add(meeting, files=[text()], by=cast.bay, at=timezone.now(), **more)
    return material.file


def opened(client, cast, file: StoredFile) -> list[int]:
    statuses = []
    for person in PEOPLE:
        client.force_login(getattr(cast, person))
        statuses.append(client.get(file.get_absolute_url()).status_code)
    return statuses


def test_secretary_adds_papers_that_members_read(client, cast):
    meeting = announce(cast, draft(cast))
    client.force_login(cast.bay)
    client.post(reverse("material_new", args=[meeting.pk]), {"files": [text(), picture()]})
    assert list(meeting.materials.values_list("title", flat=True)) == ["Tài liệu.txt", "mương.jpg"]
    client.force_login(cast.nam)
    page = client.get(meeting.get_absolute_url()).content.decode()
    addresses = [material.file.get_absolute_url() for material in meeting.materials.all()]
    assert [address in page for address in addresses] == [True, True]
    assert [client.get(address).status_code for address in addresses] == [200, 200]


def test_papers_of_a_draft_are_for_leaders_until_it_is_announced(client, cast):
    meeting = draft(cast)
    file = add(cast, meeting, title="Chuyên đề vụ đông")
    assert opened(client, cast, file) == [200, 404, 200, 404]
    announce(cast, meeting)
    assert opened(client, cast, file) == [200, 200, 200, 404]
    assert meeting.materials.get().sent_at is not None


def test_papers_of_the_committee_stay_with_it(client, cast):
    meeting = draft(cast, kind="committee")
    file = add(cast, meeting)
    announce(cast, meeting)
    assert opened(client, cast, file) == [200, 404, 200, 404]


def test_removed_paper_takes_the_file_of_whoever_added_it_along(client, cast):
    meeting = draft(cast)
    file = add(cast, meeting)
    client.force_login(cast.bay)
    client.post(reverse("material_remove", args=[meeting.materials.get().pk]))
    assert not StoredFile.objects.filter(pk=file.pk).exists()


def test_called_off_meeting_takes_no_papers(cast):
    meeting = draft(cast)
    announcing.call_off(meeting, reason="Bão", by=cast.bay, at=timezone.now())
    with pytest.raises(refusals.CalledOff):
        add(cast, meeting)


@pytest.mark.parametrize(("who", "status"), [("nam", 403), ("hoa", 403), ("dung", 404)])
def test_only_who_runs_the_meeting_adds_papers(client, cast, who, status):
    meeting = announce(cast, draft(cast))
    client.force_login(getattr(cast, who))
    assert client.post(reverse("material_new", args=[meeting.pk]), {"files": [text()]}).status_code == status


def test_member_adds_a_photo_to_a_contribution(client, cast):
    meeting = announce(cast, draft(cast))
    client.force_login(cast.nam)
    written = {"text": "Mương bị sạt", "topic": "thủy lợi", "files": [picture()]}
    client.post(reverse("contribution_new", args=[meeting.pk]), written)
    (file,) = meeting.contributions.get().files.all()
    assert opened(client, cast, file) == [200, 200, 200, 404]
    client.force_login(cast.bay)
    assert reverse("file_small", args=[file.public_id]) in client.get(meeting.get_absolute_url()).content.decode()


def test_contributions_stand_together_by_topic_whatever_its_case(client, cast):
    meeting = announce(cast, draft(cast))
    for topic in ("thủy lợi", "rác", "Thủy lợi"):
        told = {"text": f"về {topic}", "topic": topic, "by": cast.nam, "at": timezone.now()}
        contributing.contribute(meeting, cast.nam.member, **told)
    client.force_login(cast.bay)
    topics = client.get(meeting.get_absolute_url()).context["topics"]
    assert [(topic, len(rows)) for topic, rows in topics] == [("thủy lợi", 2), ("rác", 1)]


def test_queries_do_not_grow_with_papers_and_photos(client, cast):
    meeting = announce(cast, draft(cast))

    def fill() -> None:
        add(cast, meeting)
        told = {"text": "Ảnh", "by": cast.nam, "at": timezone.now(), "files": [picture()]}
        contributing.contribute(meeting, cast.nam.member, **told)

    client.force_login(cast.bay)
    fill()
    client.get(meeting.get_absolute_url())
    counts = []
    for more in (0, 2):
        for _time in range(more):
            fill()
        with CaptureQueriesContext(connection) as asked:
            client.get(meeting.get_absolute_url())
        counts.append(len(asked))
    assert counts[0] == counts[1]
