"""The committee's own sheet, walked through as the secretary of the ward; the province's officer confirms it (M8)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from fourgood.assessments.entering import Said
from fourgood.assessments.models import Assessment
from fourgood.assessments.sheet import sheet_of
from fourgood.assessments.state import State
from fourgood.assessments.suggesting import suggest
from fourgood.assessments.waiting import waiting_for
from fourgood.organisation.models import Unit
from tests.assessments.months import NOW, all_of, fill_in, sheet_again, sheet_row, without_action
from tests.assessments.test_by_hand import scored
from tests.indicators.facts import meeting

CELLS = ("cells_meetings_fair", "cells_meetings_good")


@pytest.fixture
def ward(cast) -> Assessment:
    """The ward's sheet for March; of its cells one had a good meeting, one an average one."""
    begun = timezone.make_aware(dt.datetime(2026, 3, 5, 19))
    cells = list(Unit.objects.active().filter(parent=cast.dong_mai, kind__has_members=True).order_by("pk")[:2])
    for cell, band in zip(cells, ("good", "average"), strict=True):
        scored(meeting(cell, begun), band)
    row = sheet_row(cast, cast.dong_mai)
    suggest(Assessment.objects.filter(pk=row.pk), at=NOW)
    return sheet_again(row)


def submitted(row: Assessment, *, by) -> Assessment:
    """What the records say is agreed with, the rest entered."""
    suggest(Assessment.objects.filter(pk=row.pk), at=NOW)
    if sheet_of(sheet_again(row)).to_agree:
        row.agree(by=by, at=NOW)
    without_action(fill_in(sheet_again(row), by=by), by=by).submit(by=by, at=NOW)
    return sheet_again(row)


def test_secretary_fills_in_and_the_officer_of_the_province_confirms(client, cast, ward):
    client.force_login(cast.hoa)
    page = reverse("assessment", args=[ward.pk])
    assert page in client.get(reverse("assessment_list")).content.decode()
    client.post(reverse("assessment_agree", args=[ward.pk]))
    row = without_action(fill_in(sheet_again(ward), by=cast.hoa), by=cast.hoa)
    client.post(reverse("assessment_submit", args=[ward.pk]))
    assert row.state_now() is State.SUBMITTED
    client.force_login(cast.lan)
    assert reverse("assessment_confirm", args=[ward.pk]) in client.get(reverse("assessment_queue")).content.decode()
    client.post(reverse("assessment_confirm", args=[ward.pk]), {"decision": "confirm"})
    row = sheet_again(ward)
    assert (row.state_now(), row.confirmed_total) == (State.CONFIRMED, row.own_total)
    assert row.submissions.get().confirmed_by == cast.lan


def test_suggestion_from_cells_links_to_the_rows_behind_it(client, cast, ward):
    client.force_login(cast.hoa)
    page = client.get(reverse("assessment", args=[ward.pk])).content.decode()
    cells = Unit.objects.active().under(cast.dong_mai).filter(kind__has_members=True)
    [line] = [line for line in sheet_of(ward).due if {part.indicator for part in line.criterion.parts} == set(CELLS)]
    assert line.why_suggested in page
    for code in CELLS:
        url = reverse("indicator", args=[cast.dong_mai.pk, code, ward.month])
        assert url in page
        said = client.get(url).content.decode()
        assert [cell.name for cell in cells if cell.name not in said] == []


def test_what_no_record_says_is_entered_by_hand_with_guidance(client, cast, ward):
    line = next(line for line in sheet_of(ward).due if not line.has_suggestion)
    ward.enter(line.code, Said(all_of(line.criterion)), version=0, by=cast.hoa, at=NOW)
    assert sheet_of(sheet_again(ward)).line(line.code).own.points == line.most
    client.force_login(cast.hoa)
    said = client.get(reverse("indicator", args=[cast.dong_mai.pk, "petitions_on_time", ward.month])).content.decode()
    assert "sổ theo dõi đơn thư" in said


def test_sheets_of_cells_wait_for_the_ward_and_not_for_the_province(cast, ward):
    cell = submitted(sheet_row(cast, cast.bieu_nghi), by=cast.bay)
    submitted(ward, by=cast.hoa)
    waiting = {user: [s.assessment for s in waiting_for(user.standing())] for user in (cast.hoa, cast.tuan, cast.lan)}
    assert waiting == {cast.hoa: [cell], cast.tuan: [cell], cast.lan: [ward]}


def test_province_accepts_what_was_confirmed_of_its_wards(client, cast, ward):
    submitted(ward, by=cast.hoa)
    sheet_again(ward).confirm(by=cast.lan, at=NOW)
    client.force_login(cast.lan)
    client.post(reverse("assessment_accept", args=[cast.quang_ninh.pk, ward.month]))
    assert sheet_again(ward).state_now() is State.ACCEPTED
