"""Phone numbers as people write them."""

import pytest

from fourgood.common.phones import as_written, international


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("0912345678", "+84912345678"),
        ("0912 345 678", "+84912345678"),
        ("0912.345.678", "+84912345678"),
        ("+84912345678", "+84912345678"),
        ("+84 912 345 678", "+84912345678"),
        ("0084912345678", "+84912345678"),
        ("84912345678", "+84912345678"),
        ("0203 3825 123", "+842033825123"),
        ("+60 12-345 6789", "+60123456789"),
        ("12", None),
        ("0912", None),
        ("bay@mau.example", None),
        ("", None),
    ],
)
def test_number_is_kept_in_one_form(written, kept):
    assert international(written) == kept


@pytest.mark.parametrize(
    ("kept", "written"),
    [("+84912345678", "0912 345 678"), ("+60123456789", "+60 12-345 6789"), ("not a number", "not a number")],
)
def test_number_is_shown_as_written_at_home(kept, written):
    assert as_written(kept) == written


def test_country_of_numbers_is_a_setting(settings):
    settings.PHONE_REGION = "MY"
    assert international("012-345 6789") == "+60123456789"
