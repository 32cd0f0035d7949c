"""What the sample province tells of documents: most have answered, some late, two cells not; one plan in full."""

from fourgood.demo import dissemination
from fourgood.demo.province import source
from fourgood.instructions.answers import Asked, Which, answers, total_of, units_where
from fourgood.instructions.models import Plan
from tests.instructions.papers import TODAY, day


def of(cast, key, on=TODAY):
    document = dissemination.document(key)
    return Asked(document, document.issuer, cast.lan, on)


def test_edition_in_force_is_the_document_of_the_cast(cast):
    assert cast.document == dissemination.document("edition")
    assert cast.document.edition == cast.edition


def test_most_have_answered_some_late_and_two_cells_not_at_all(cast):
    asked = of(cast, "edition")
    whole = total_of(answers(asked), cast.quang_ninh)
    assert list(units_where(asked, Which.NOT_RECEIVED)) == [cast.htx_dong_mai, cast.quan_su_dong_mai]
    assert list(units_where(asked, Which.NOT_PLANNED)) == [cast.gom_mau]
    assert 5 < whole.late < whole.expected / 4


def test_first_edition_was_answered_by_the_units_of_2024(cast):
    then = total_of(answers(of(cast, "first_edition", day("2024-12-01"))), cast.quang_ninh)
    assert (then.expected, then.missing) == (then.received, 0)


def test_nobody_answered_before_it_existed(cast):
    for row in source()["answers"]:
        document = dissemination.document(row["document"])
        for receipt in document.receipts.select_related("unit"):
            first = min(span.first_day for span in receipt.unit.spans.all())
            assert receipt.confirmed_on > max(first, document.dated)


def test_dong_mai_wrote_a_plan_of_four_steps_two_of_them_done(cast):
    plan = Plan.objects.get(document=cast.document, unit=cast.dong_mai)
    assert [step.done_on is not None for step in plan.steps.all()] == [True, True, False, False]
    assert [step.answers for step in plan.steps.all()][:2] == ["Lê Thị Hòa", "Bùi Anh Tuấn"]


def test_secretary_of_bieu_nghi_has_a_letter_to_confirm(cast):
    assert cast.bieu_nghi in units_where(of(cast, "letter"), Which.NOT_RECEIVED)
