"""Implementation plans: drafted step by step, adopted, followed, replaced (M5)."""

from __future__ import annotations

import pytest

from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.instructions import document_refusals as refusals
from fourgood.instructions.models import Plan
from tests.instructions.papers import SENT, at, day, send

DUE = day("2026-12-01")


@pytest.fixture
def plan(cast) -> Plan:
    """A draft of the ward Đông Mai."""
    document = send(cast, plan_by=day("2026-10-31"))
    return Plan.objects.draft(document=document, unit=cast.dong_mai, text="Thử", by=cast.hoa, at=at(SENT))


@pytest.fixture
def adopted(plan, cast) -> Plan:
    plan.add_step(text="Một", due_on=DUE, member=cast.hoa.member, by=cast.hoa)
    plan.add_step(text="Hai", due_on=DUE, owner="Mặt trận", by=cast.hoa)
    plan.adopt(number="9-KH/THỬ", on=day("2026-10-20"), by=cast.hoa, at=at(day("2026-10-21")))
    return plan


def texts(plan: Plan) -> list[str]:
    return [step.text for step in plan.steps.all()]


def test_plan_is_drafted_once(plan, cast):
    assert (plan.is_draft, plan.text) == (True, "Thử")
    with pytest.raises(refusals.PlanThere):
        Plan.objects.draft(document=plan.document, unit=cast.dong_mai, by=cast.hoa, at=at(SENT))


@pytest.mark.parametrize(
    ("unit", "refusal"),
    [
        ("bieu_nghi", refusals.CellsWriteNoPlan),
        ("lien_minh_htx", refusals.CellsWriteNoPlan),
        ("quang_ninh", refusals.NotAddressed),
        ("quang_yen", refusals.UnitClosed),
    ],
)
def test_only_active_committees_under_the_issuer_write_plans(cast, unit, refusal):
    with pytest.raises(refusal):
        Plan.objects.draft(document=send(cast), unit=getattr(cast, unit), by=None, at=at(SENT))


def test_text_is_changed_with_an_act_only_if_it_differs(plan, cast):
    plan.change(text="Mới", by=cast.hoa)
    plan.change(text="Mới", by=cast.hoa)
    assert [act.verb for act in Act.objects.about(plan)] == [Verb.PLAN_CHANGED, Verb.PLAN_DRAFTED]


def test_steps_are_added_changed_moved_and_removed(plan, cast):
    one, two, three = [plan.add_step(text=t, due_on=DUE, owner="Ai", by=cast.hoa) for t in ("Một", "Hai", "Ba")]
    plan.move_step(three, up=True, by=cast.hoa)
    assert texts(plan) == ["Một", "Ba", "Hai"]
    plan.move_step(one, up=False, by=cast.hoa)
    assert texts(plan) == ["Ba", "Một", "Hai"]
    plan.move_step(three, up=True, by=cast.hoa)
    assert texts(plan) == ["Ba", "Một", "Hai"]
    two.refresh_from_db()
    two.change(text="Bốn", due_on=DUE, member=cast.tuan.member, owner="", by=cast.hoa)
    assert (texts(plan), two.answers) == (["Ba", "Một", "Bốn"], "Bùi Anh Tuấn")
    plan.remove_step(two, by=cast.hoa)
    plan.add_step(text="Năm", due_on=DUE, owner="Ai", by=cast.hoa)
    assert texts(plan) == ["Ba", "Một", "Năm"]


def test_step_needs_an_owner_and_a_day_after_the_document(plan, cast):
    with pytest.raises(refusals.StepNeedsAnOwner):
        plan.add_step(text="Một", due_on=DUE, by=cast.hoa)
    with pytest.raises(refusals.StepDueBeforeDocument):
        plan.add_step(text="Một", due_on=day("2026-09-30"), owner="Ai", by=cast.hoa)
    assert texts(plan) == []


def test_plan_without_text_or_steps_is_not_adopted(plan, cast):
    adopt = {"number": "9-KH/THỬ", "on": SENT, "by": cast.hoa, "at": at(SENT)}
    with pytest.raises(refusals.PlanWithoutSteps):
        plan.adopt(**adopt)
    plan.add_step(text="Một", due_on=DUE, owner="Ai", by=cast.hoa)
    plan.change(text=" ", by=cast.hoa)
    with pytest.raises(refusals.PlanWithoutText):
        plan.adopt(**adopt)


@pytest.mark.parametrize(
    ("on", "refusal"), [("2026-09-30", refusals.AdoptedBeforeDocument), ("2026-10-22", refusals.AdoptedLater)]
)
def test_day_of_adoption_lies_between_the_document_and_today(plan, cast, on, refusal):
    plan.add_step(text="Một", due_on=DUE, owner="Ai", by=cast.hoa)
    with pytest.raises(refusal):
        plan.adopt(number="9-KH/THỬ", on=day(on), by=cast.hoa, at=at(day("2026-10-21")))


def test_number_of_a_plan_is_used_once_by_a_unit(adopted, cast):
    other = Plan.objects.draft(document=send(cast, "8-CV/THỬ"), unit=cast.dong_mai, text="x", by=None, at=at(SENT))
    other.add_step(text="Một", due_on=DUE, owner="Ai", by=None)
    with pytest.raises(refusals.PlanNumberUsed):
        other.adopt(number="9-KH/THỬ", on=SENT, by=None, at=at(SENT))


def test_adopted_plan_stays_as_it_is(adopted, cast):
    step = adopted.steps.first()
    acts = [
        lambda: adopted.change(text="Mới", by=cast.hoa),
        lambda: adopted.add_step(text="Ba", due_on=DUE, owner="Ai", by=cast.hoa),
        lambda: adopted.remove_step(step, by=cast.hoa),
        lambda: adopted.move_step(step, up=False, by=cast.hoa),
        lambda: step.change(text="x", due_on=DUE, member=None, owner="Ai", by=cast.hoa),
        lambda: adopted.adopt(number="10-KH/THỬ", on=SENT, by=cast.hoa, at=at(SENT)),
    ]
    for act in acts:
        with pytest.raises(refusals.PlanAdopted):
            act()
    assert texts(adopted) == ["Một", "Hai"]


def test_steps_of_an_adopted_plan_are_marked_as_done_and_open_again(adopted, cast):
    step = adopted.steps.first()
    step.mark_done(on=day("2026-11-01"), by=cast.hoa)
    with pytest.raises(refusals.StepDone):
        step.mark_done(on=day("2026-11-02"), by=cast.hoa)
    step.refresh_from_db()
    assert step.done_on == day("2026-11-01")
    step.mark_open(by=cast.hoa)
    step.mark_open(by=cast.hoa)
    verbs = [act.verb for act in Act.objects.about(adopted)][:2]
    assert verbs == [Verb.PLAN_STEP_OPENED, Verb.PLAN_STEP_DONE]


def test_step_of_a_draft_is_not_done_yet(plan, cast):
    step = plan.add_step(text="Một", due_on=DUE, owner="Ai", by=cast.hoa)
    with pytest.raises(refusals.PlanNotAdopted):
        step.mark_done(on=DUE, by=cast.hoa)


def test_new_plan_takes_the_place_of_an_adopted_one(adopted, cast):
    adopted.steps.first().mark_done(on=day("2026-11-01"), by=cast.hoa)
    fresh = adopted.replace(by=cast.hoa, at=at(day("2026-11-02")))
    assert (fresh.is_draft, fresh.text, texts(fresh)) == (True, "Thử", ["Một", "Hai"])
    assert fresh.steps.first().done_on == day("2026-11-01")
    mine = Plan.objects.filter(document=adopted.document, unit=cast.dong_mai)
    assert (list(mine.in_force()), list(mine.current())) == ([adopted], [fresh])
    with pytest.raises(refusals.PlanReplaced):
        adopted.replace(by=cast.hoa, at=at(day("2026-11-02")))
    fresh.adopt(number="10-KH/THỬ", on=day("2026-11-03"), by=cast.hoa, at=at(day("2026-11-03")))
    assert (list(mine.in_force()), list(mine.current())) == ([fresh], [fresh])


def test_draft_is_not_replaced(plan, cast):
    with pytest.raises(refusals.PlanNotAdopted):
        plan.replace(by=cast.hoa, at=at(SENT))


@pytest.mark.parametrize(
    ("person", "sees_draft", "sees_adopted"),
    [
        ("hoa", True, True),
        ("tuan", True, True),
        ("lan", True, True),
        ("bay", False, True),
        ("nam", False, True),
        ("dung", False, False),
        ("quang", False, False),
    ],
)
def test_who_sees_a_plan(plan, cast, person, sees_draft, sees_adopted):
    viewer = getattr(cast, person)
    assert (plan in Plan.objects.visible_to(viewer)) == sees_draft
    plan.add_step(text="Một", due_on=DUE, owner="Ai", by=cast.hoa)
    plan.adopt(number="9-KH/THỬ", on=SENT, by=cast.hoa, at=at(SENT))
    assert (plan in Plan.objects.visible_to(viewer)) == sees_adopted
