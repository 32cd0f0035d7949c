"""What a password must be, told in three languages."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import translation

from fourgood.accounts.models import User

PERSON = User(name="Vũ Văn Bảy", phone="+84912345678", email="bay@mau.example")

REFUSED = [
    ("ngắn", "vi", ["Mật khẩu quá ngắn. Dùng ít nhất 10 ký tự."]),
    ("ngắn", "ms", ["Kata laluan terlalu pendek. Gunakan sekurang-kurangnya 10 aksara."]),
    ("ngắn", "en", ["The password is too short. Use at least 10 signs."]),
    (
        "0912345678",
        "vi",
        [
            "Mật khẩu quá giống tên, số điện thoại hoặc e-mail. Chọn mật khẩu khác.",
            "Mật khẩu chỉ có chữ số. Thêm chữ cái hoặc từ.",
        ],
    ),
    ("19051890 1975", "vi", ["Mật khẩu chỉ có chữ số. Thêm chữ cái hoặc từ."]),
    ("Vũ Văn Bảy", "vi", ["Mật khẩu quá giống tên, số điện thoại hoặc e-mail. Chọn mật khẩu khác."]),
    (
        "bay@mau.example",
        "en",
        [
            "The password is too much like your name, phone number or e-mail address. Choose another one.",
        ],
    ),
    ("qwertyuiop", "vi", ["Nhiều người dùng mật khẩu này nên dễ bị đoán. Chọn mật khẩu khác."]),
    ("qwertyuiop", "ms", ["Ramai orang menggunakan kata laluan ini, jadi mudah diteka. Pilih yang lain."]),
]


@pytest.mark.parametrize(("password", "language", "sentences"), REFUSED)
def test_weak_password_is_refused_in_words(password, language, sentences):
    with translation.override(language), pytest.raises(ValidationError) as refused:
        validate_password(password, PERSON)
    with translation.override(language):
        assert refused.value.messages == sentences


@pytest.mark.parametrize("password", ["bon tot 2024", "đồng lúa mùa vàng", "mưa rào tháng sáu"])
def test_words_with_spaces_are_accepted(password):
    assert validate_password(password, PERSON) is None
