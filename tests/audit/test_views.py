"""The list of acts and the history of an object: who may read them, what they say, at what price."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from fourgood.accounts.models import Office
from fourgood.audit.models import Act, Concern, Deed
from fourgood.audit.verbs import Verb
from fourgood.audit.words import lines, plain
from fourgood.common.spans import since
from fourgood.organisation.models import Unit


def rename(unit: Unit, by, name: str = "Chi bộ khu Biểu Nghi mới") -> Act:
    before, after = {"name": unit.name}, {"name": name}
    return Act.objects.record(Verb.UNIT_RENAMED, unit, by=by, path=unit.path, before=before, after=after)


def history_of(obj) -> str:
    return reverse("acts_of", args=[obj._meta.label_lower, obj.pk])


def test_secretary_reads_the_history_of_the_cell(client, cast):
    rename(cast.bieu_nghi, cast.lan)
    client.force_login(cast.bay)
    page = client.get(history_of(cast.bieu_nghi)).content.decode()
    assert "Đỗ Ngọc Lan" in page
    assert "đã đổi tên tổ chức" in page
    assert "<del>Chi bộ khu Biểu Nghi</del>" in page
    assert "<ins>Chi bộ khu Biểu Nghi mới</ins>" in page


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("bay", 200),
        ("thu", 200),
        ("nam", 403),
        ("tuan", 403),
        ("dung", 404),
        ("khach", 404),
        ("minh", 200),
        ("quang", 404),
    ],
)
def test_history_of_a_cell_is_for_those_who_may_read_acts(client, cast, person, status):
    client.force_login(getattr(cast, person))
    assert client.get(history_of(cast.bieu_nghi)).status_code == status


@pytest.mark.parametrize("kind", ["nonsense", "organisation.nothing", "sessions.session", "organisation.sector"])
def test_history_of_what_has_none_is_not_found(client, cast, kind):
    client.force_login(cast.lan)
    assert client.get(reverse("acts_of", args=[kind, 1])).status_code == 404


def test_history_is_a_fragment_for_htmx(client, cast):
    rename(cast.bieu_nghi, cast.lan)
    client.force_login(cast.bay)
    fragment = client.get(history_of(cast.bieu_nghi), headers={"HX-Request": "true"}).content.decode()
    assert fragment.lstrip().startswith('<div class="stack" id="history">')
    assert "<html" not in fragment


def listed(client, **query) -> list[int]:
    return [act.pk for act in client.get(reverse("acts"), query).context["page"].rows]


def test_list_holds_the_acts_of_the_readers_units_only(client, cast):
    ours, others = rename(cast.bieu_nghi, cast.lan), rename(cast.binh_luc_ha, cast.lan)
    client.force_login(cast.bay)
    assert ours.pk in listed(client)
    assert others.pk not in listed(client)
    client.force_login(cast.minh)
    assert {ours.pk, others.pk} <= set(listed(client))


@pytest.mark.parametrize("person", ["nam", "khach", "quang", "tuan"])
def test_list_is_refused_to_who_reads_no_acts(client, cast, person):
    client.force_login(getattr(cast, person))
    assert client.get(reverse("acts")).status_code == 403


def test_act_stays_with_the_units_that_it_concerned(client, cast):
    """The ward stood under the town when the act was done; its secretary still reads it, with the path of then."""
    old_path = f"/{cast.quang_ninh.pk}/{cast.quang_yen.pk}/{cast.dong_mai.pk}/"
    past = Act.objects.record(Verb.UNIT_RENAMED, cast.dong_mai, by=None, path=old_path)
    client.force_login(cast.hoa)
    assert past.pk in listed(client)


def test_list_is_narrowed_by_unit_act_and_day(client, cast):
    renamed, elsewhere = rename(cast.bieu_nghi, cast.lan), rename(cast.tan_mai, cast.lan)
    founded = Act.objects.record(Verb.UNIT_FOUNDED, cast.bieu_nghi, by=cast.lan, path=cast.bieu_nghi.path)
    client.force_login(cast.hoa)
    today = timezone.localdate()
    assert {renamed.pk, elsewhere.pk, founded.pk} <= set(listed(client, day=today.isoformat()))
    assert listed(client, day=(today + dt.timedelta(days=1)).isoformat()) == []
    narrowed = listed(client, unit=cast.bieu_nghi.pk, verb="unit.renamed", day=today.isoformat())
    assert renamed.pk in narrowed
    assert not {elsewhere.pk, founded.pk} & set(narrowed)


def test_unit_out_of_reach_can_not_be_chosen(client, cast):
    client.force_login(cast.hoa)
    page = client.get(reverse("acts"), {"unit": cast.binh_luc_ha.pk})
    assert page.context["form"].errors.keys() == {"unit"}


def test_units_to_choose_are_the_readers_own_and_those_below(client, cast):
    client.force_login(cast.bay)
    form = client.get(reverse("acts")).context["form"]
    assert [label for _value, label in form.fields["unit"].choices][1:] == ["Chi bộ khu Biểu Nghi"]


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_queries_for_one_act_and_three(client, cast, django_assert_num_queries, count):
    """Session, account, what the reader holds, units to choose from, the acts; one more if they mention codes."""
    for _number in range(count):
        rename(cast.bieu_nghi, cast.lan)
    client.force_login(cast.lan)
    chosen = {"unit": cast.bieu_nghi.pk, "verb": "unit.renamed"}
    with django_assert_num_queries(5):
        client.get(reverse("acts"), chosen)


def test_codes_are_shown_as_names(cast):
    unit = cast.bieu_nghi
    after = {"kind": "cell", "sector": "quarter", "parent": cast.dong_mai.code, "on": "2024-11-05"}
    Act.objects.record(Verb.UNIT_FOUNDED, unit, by=None, path=unit.path, after=after)
    (line,) = lines(Act.objects.about(unit)[:1])
    assert line.changes == [
        ("loại hình", "", "Chi bộ trực thuộc"),
        ("trực thuộc", "", "Đảng bộ phường Đông Mai"),
        ("lĩnh vực", "", "Thôn, khu phố"),
        ("từ ngày", "", date_format(dt.date(2024, 11, 5))),
    ]


def test_codes_cost_one_query_however_many(cast, django_assert_num_queries):
    unit = cast.bieu_nghi
    for _number in range(3):
        Act.objects.record(Verb.UNIT_FOUNDED, unit, by=None, path=unit.path, after={"kind": "cell", "sector": "army"})
    acts = list(Act.objects.about(unit).select_related("actor")[:3])
    with django_assert_num_queries(1):
        lines(acts)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "yes"),
        (False, "no"),
        (1234567, "1,234,567"),
        (["a", "b"], "a, b"),
        ("text", "text"),
        ("2024-13", "2024-13"),
    ],
)
def test_stored_values_are_written_as_people_do(value, words):
    with translation.override("en"):
        assert plain(value) == words


def test_act_concerns_every_unit_on_its_path(cast):
    act = rename(cast.bieu_nghi, cast.lan)
    units = Concern.objects.filter(act=act).values_list("unit", flat=True)
    assert set(units) == {cast.quang_ninh.pk, cast.dong_mai.pk, cast.bieu_nghi.pk}


def test_acts_written_by_copy_concern_their_units_too(cast):
    unit = cast.bieu_nghi
    Act.objects.record_many(Verb.UNIT_RENAMED, [Deed(unit, unit.path), Deed(unit, "")], by=None)
    written = Act.objects.order_by("-pk")[:2]
    assert sorted(act.concerns.count() for act in written) == [0, 3]


def test_reader_of_two_units_sees_the_acts_of_both_once(cast):
    one, other = rename(cast.bieu_nghi, cast.lan), rename(cast.binh_luc_ha, cast.lan)
    units = [cast.bieu_nghi.pk, cast.dong_mai.pk, cast.binh_luc_ha.pk]
    found = list(Act.objects.newest_of(units).values_list("pk", flat=True))
    assert (found.count(one.pk), found.count(other.pk)) == (1, 1)


def test_units_below_another_add_nothing_to_what_is_read(cast):
    for unit in (cast.dong_mai, cast.bieu_nghi, cast.binh_luc_ha):
        Office.objects.create(user=cast.khach, unit=unit, kind=Office.Kind.INSPECTOR, valid=since(dt.date(2026, 1, 1)))
    assert sorted(cast.khach.standing().reads_acts_of()) == sorted([cast.dong_mai.pk, cast.binh_luc_ha.pk])


def test_who_reads_no_acts_finds_none(cast):
    assert not Act.objects.visible_to(cast.nam).exists()
    assert not Act.objects.visible_to(cast.nam, within=cast.bieu_nghi.pk).exists()


def test_history_of_an_account_is_on_its_page_for_the_officer(client, cast):
    cast.nam.lock(by=cast.quang)
    client.force_login(cast.lan)
    assert history_of(cast.nam) in client.get(reverse("account", args=[cast.nam.public_id])).content.decode()
    assert "đã khóa tài khoản" in client.get(history_of(cast.nam)).content.decode()


def test_system_administrator_sees_accounts_but_not_their_history(client, cast):
    client.force_login(cast.quang)
    assert history_of(cast.nam) not in client.get(reverse("account", args=[cast.nam.public_id])).content.decode()
    assert client.get(history_of(cast.nam)).status_code == 403
