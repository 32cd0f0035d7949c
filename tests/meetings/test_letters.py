"""Letters about a meeting, by a real mail server: announced, changed, called off; each told once (M11)."""

from __future__ import annotations

import pytest
from django.utils import timezone

from fourgood.accounts.models import User
from fourgood.meetings import announcing
from fourgood.meetings.expected import ABOVE, expected_at
from fourgood.notices.kinds import Kind
from fourgood.notices.models import Unsubscription
from fourgood.organisation.models import Member
from tests.meetings.test_beforehand import announce, draft
from tests.notices.conftest import named_server, office, send  # noqa: F401 fixtures

TOPIC = "Vụ đông sau bão số 3"


@pytest.fixture(autouse=True)
def _they_have_addresses(cast, named_server):  # noqa: F811
    User.objects.update(email=None)
    Member.objects.update(email="")
    for name in ("bay", "nam", "thu", "dung"):
        User.objects.filter(pk=getattr(cast, name).pk).update(email=f"{name}@example.org", language="en")


def told(office) -> list[tuple[str, str]]:  # noqa: F811
    """Who was sent what since, first word of the subject."""
    send(timezone.now())
    send(timezone.now())
    found = [(message["To"], message["Subject"].split(":")[0]) for message in office.taken]
    office.taken.clear()
    return sorted(found)


def test_everyone_who_belongs_to_it_is_told_once_of_each_change(cast, office):  # noqa: F811
    meeting = draft(cast, kind="thematic", topic=TOPIC)
    assert told(office) == []
    announce(cast, meeting)
    members = {row.member.pk for row in expected_at(meeting)}
    expected = {user.email for user in User.objects.filter(member__in=members).exclude(email=None)}
    assert {"bay@example.org", "nam@example.org", "thu@example.org"} <= expected
    assert "dung@example.org" not in expected  # of another cell
    assert told(office) == sorted((address, "Notice") for address in expected)
    announcing.change(meeting, place="Sân đình", by=cast.bay, at=timezone.now())
    assert told(office) == sorted((address, "Changed") for address in expected)
    announcing.call_off(meeting, reason="Bão", by=cast.bay, at=timezone.now())
    assert told(office) == sorted((address, "Called off") for address in expected)


def test_member_in_charge_of_the_cell_is_told_too(cast, office):  # noqa: F811
    meeting = draft(cast)
    [member] = [row.member for row in expected_at(meeting) if row.because == ABOVE]
    User.objects.filter(member=member).update(email="in.charge@example.org", language="en")
    announce(cast, meeting)
    assert ("in.charge@example.org", "Notice") in told(office)


def test_letter_leads_to_the_notice_and_keeps_quiet_about_what_it_is_about(cast, office):  # noqa: F811
    meeting = announce(cast, draft(cast, kind="thematic", topic=TOPIC, note="Xem lại mương"))
    send(timezone.now())
    [letter] = [message for message in office.taken if message["To"] == "nam@example.org"]
    text = letter.get_content()
    assert f"https://fourgood.example.org{meeting.get_absolute_url()}" in text
    assert "Xem lại mương" not in text


def test_who_refuses_the_kind_gets_none(cast, office):  # noqa: F811
    Unsubscription.objects.stop(cast.nam, Kind.MEETING, at=timezone.now())
    announce(cast, draft(cast))
    addresses = [address for address, _subject in told(office)]
    assert ("nam@example.org" in addresses, "thu@example.org" in addresses) == (False, True)
