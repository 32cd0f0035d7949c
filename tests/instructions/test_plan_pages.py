"""Pages of implementation plans: written step by step with and without JavaScript, adopted, followed, replaced (M5)."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fourgood.accounts.models import User
from fourgood.instructions.models import Plan, PlanStep
from tests.instructions.papers import SENT, at, day, send

HTMX = {"HX-Request": "true"}
STEP = {"text": "Quán triệt", "owner": "Ban Tuyên giáo", "due_on": "2026-12-01"}


@pytest.fixture(autouse=True)
def _in_english(cast):
    User.objects.update(language="en")


@pytest.fixture
def writer(client, cast):
    client.force_login(cast.hoa)
    return client


@pytest.fixture
def plan(cast) -> Plan:
    document = send(cast, plan_by=day("2026-10-31"))
    return Plan.objects.draft(document=document, unit=cast.dong_mai, text="Thử", by=cast.hoa, at=at(SENT))


def step(plan: Plan, text: str = "Một") -> PlanStep:
    return plan.add_step(text=text, due_on=day("2026-12-01"), owner="Ai", by=None)


def adopt(plan: Plan) -> None:
    plan.adopt(number="9-KH/THỬ", on=SENT, by=None, at=at(SENT))


def add(client, plan: Plan, headers: dict[str, str] | None = None, **fields):
    return client.post(reverse("plan_step_new", args=[plan.pk]), STEP | fields, headers=headers)


def test_plan_is_begun_once_then_gone_on_with(writer, cast):
    document = send(cast, plan_by=day("2026-10-31"))
    begin = reverse("plan_new", args=[document.pk, cast.dong_mai.pk])
    plan_edit = writer.post(begin).url
    plan = Plan.objects.get(document=document)
    assert plan_edit == reverse("plan_edit", args=[plan.pk])
    assert writer.post(begin).url == plan.get_absolute_url()


def test_cell_is_told_that_it_writes_no_plan(client, cast):
    document = send(cast, plan_by=day("2026-10-31"))
    client.force_login(cast.bay)
    response = client.post(reverse("plan_new", args=[document.pk, cast.bieu_nghi.pk]))
    assert response.status_code == 403
    assert "Only committees write" in response.content.decode()


def test_text_is_saved_with_and_without_javascript(writer, plan):
    edit = reverse("plan_edit", args=[plan.pk])
    assert writer.post(edit, {"text": "Một"}).url == edit
    answer = writer.post(edit, {"text": "Hai"}, headers=HTMX).content.decode()
    assert answer.startswith("Saved at")
    plan.refresh_from_db()
    assert plan.text == "Hai"


def test_step_is_added_without_javascript(writer, plan):
    assert add(writer, plan).url == reverse("plan_edit", args=[plan.pk]) + "#steps"
    (made,) = plan.steps.all()
    assert (made.text, made.answers, made.due_on) == ("Quán triệt", "Ban Tuyên giáo", day("2026-12-01"))


def test_step_is_added_in_place_with_htmx(writer, plan):
    answer = add(writer, plan, headers=HTMX).content.decode()
    assert "<html" not in answer
    assert "Quán triệt" in answer


def test_owner_is_chosen_among_those_who_lead_the_unit(writer, plan, cast):
    form = writer.get(reverse("plan_edit", args=[plan.pk])).context["step_form"]
    offered = set(form.fields["member"].queryset)
    assert cast.hoa.member in offered
    assert cast.tuan.member in offered
    assert cast.nam.member not in offered
    add(writer, plan, member=cast.tuan.member.pk, owner="")
    assert plan.steps.get().member == cast.tuan.member


@pytest.mark.parametrize("headers", [None, HTMX])
@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"owner": ""}, "member"),
        ({"text": ""}, "text"),
        ({"due_on": "x"}, "due_on"),
        ({"due_on": "2026-09-01"}, "__all__"),
    ],
)
def test_wrong_step_comes_back_with_all_that_was_typed(writer, plan, headers, fields, wrong):
    response = add(writer, plan, headers=headers, **fields)
    form = response.context["form" if headers else "step_form"]  # a fragment tells only of the templates inside it
    assert set(form.errors) == {wrong}
    kept = [value for name, value in (STEP | fields).items() if name != wrong and value and name != "due_on"]
    assert [value for value in kept if value not in response.content.decode()] == []
    assert not plan.steps.exists()


def test_step_is_changed_in_its_place(writer, plan):
    one, two = step(plan), step(plan, "Hai")
    change = reverse("plan_step_change", args=[one.pk])
    shown = writer.get(change, headers=HTMX).content.decode()
    assert f'action="{change}"' in shown
    assert "Hai" in shown
    writer.post(change, STEP, headers=HTMX)
    assert [s.text for s in plan.steps.all()] == ["Quán triệt", "Hai"]
    assert writer.get(change).status_code == 200
    response = writer.post(reverse("plan_step_change", args=[two.pk]), STEP | {"due_on": "2026-09-01"})
    assert "01/10/2026" in str(response.context["change_form"].non_field_errors())


def test_steps_are_moved_and_removed(writer, plan):
    one, two = step(plan), step(plan, "Hai")
    writer.post(reverse("plan_step_move", args=[two.pk]), {"to": "up"})
    assert [s.text for s in plan.steps.all()] == ["Hai", "Một"]
    answer = writer.post(reverse("plan_step_move", args=[two.pk]), {"to": "down"}, headers=HTMX).content.decode()
    assert answer.index("Một") < answer.index("Hai")
    writer.post(reverse("plan_step_remove", args=[one.pk]))
    assert [s.text for s in plan.steps.all()] == ["Hai"]


def test_plan_is_adopted_only_with_steps(writer, plan):
    given = {"number": "9-KH/ĐU", "on": "2026-10-20"}
    response = writer.post(reverse("plan_adopt", args=[plan.pk]), given)
    assert "The plan has no steps" in response.context["form"].non_field_errors()[0]
    step(plan)
    assert writer.post(reverse("plan_adopt", args=[plan.pk]), given).url == plan.get_absolute_url()
    text = writer.get(plan.get_absolute_url()).content.decode()
    assert "9-KH/ĐU" in text
    assert "20/10/2026" in text


def test_adopted_plan_is_not_written_any_more(writer, plan):
    made = step(plan)
    adopt(plan)
    for name, row in {"plan_edit": plan, "plan_step_new": plan, "plan_step_change": made, "plan_adopt": plan}.items():
        response = writer.get(reverse(name, args=[row.pk]))
        assert response.status_code == 403
        assert "The plan is adopted." in response.content.decode()


def test_step_is_marked_as_done_and_late_is_shown(writer, plan):
    made = step(plan)
    adopt(plan)
    done = reverse("plan_step_done", args=[made.pk])
    response = writer.post(done, {"on": "2099-01-01"})
    assert "on" in response.context["form"].errors
    PlanStep.objects.filter(pk=made.pk).update(due_on=day("2026-10-05"))
    assert writer.post(done, {"on": "2026-10-06"}).url == plan.get_absolute_url()
    made.refresh_from_db()
    assert made.done_on == day("2026-10-06")
    assert 'class="late"' in writer.get(plan.get_absolute_url()).content.decode()
    writer.post(done)
    made.refresh_from_db()
    assert made.done_on is None


def test_new_plan_in_the_place_of_an_adopted_one(writer, plan, cast):
    step(plan)
    adopt(plan)
    writer.post(reverse("plan_replace", args=[plan.pk]))
    fresh = Plan.objects.get(replaces=plan)
    text = writer.get(plan.get_absolute_url()).content.decode()
    assert fresh.get_absolute_url() in text
    writer.force_login(cast.bay)  # who sees the adopted one only
    assert fresh.get_absolute_url() not in writer.get(plan.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("person", "status"), [("tuan", 403), ("lan", 403), ("minh", 403), ("bay", 404), ("dung", 404)]
)
def test_nobody_else_writes_the_plan(client, plan, cast, person, status):
    made = step(plan)
    client.force_login(getattr(cast, person))
    for name, row in {"plan_edit": plan, "plan_step_new": plan, "plan_adopt": plan, "plan_step_change": made}.items():
        assert client.post(reverse(name, args=[row.pk]), STEP).status_code == status
    for name in ("plan_step_move", "plan_step_remove"):
        assert client.post(reverse(name, args=[made.pk])).status_code == status
    assert [s.text for s in plan.steps.all()] == ["Một"]


@pytest.mark.parametrize("name", ["plan", "plan_edit"])
def test_plan_with_three_steps_takes_as_many_queries_as_with_one(writer, plan, name):
    def queries() -> int:
        writer.get(reverse(name, args=[plan.pk]))
        with CaptureQueriesContext(connection) as found:
            writer.get(reverse(name, args=[plan.pk]))
        return len(found)

    step(plan)
    one = queries()
    step(plan, "Hai")
    step(plan, "Ba")
    assert queries() == one <= 10
