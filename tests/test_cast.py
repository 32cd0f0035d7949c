"""The cast is there, and each person sees what the position allows."""

from fourgood.organisation.models import Unit


def seen(user):
    return set(Unit.objects.visible_to(user).values_list("name", flat=True))


def test_secretary_of_a_cell_sees_the_cell(cast):
    assert seen(cast.bay) == {"Chi bộ khu Biểu Nghi"}


def test_someone_without_position_sees_nothing(cast):
    assert seen(cast.khach) == set()


def test_inspector_sees_everything(cast):
    assert Unit.objects.visible_to(cast.minh).count() == Unit.objects.count()
