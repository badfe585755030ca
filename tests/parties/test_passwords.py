"""Which passwords are taken."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from sanvat.parties.models import User


def said_of(password: str) -> list[str]:
    try:
        validate_password(password, User(username="lan@vidu.example", name="Nguyễn Thị Lan"))
    except ValidationError as error:
        return error.messages
    return []


@pytest.mark.parametrize(
    "password",
    [
        "một câu dài dễ nhớ",
        "bốn con mèo vàng",
        "Trà sen Tây Hồ ngon",
        "x7$kQ!29vRw4",
        "ба́бушка и внук",
        "🐈🐕🐓🐖 bốn con vật",
        "a b c d e f g h i k l m",
        "n" * 60 + " rồi thêm một câu nữa",
    ],
)
def test_a_sentence_of_ones_own_is_taken(password):
    assert said_of(password) == []


TOO_SHORT = "Mật khẩu ngắn quá: cần ít nhất 12 ký tự, không kể dấu cách."
COMMON = "Mật khẩu này nhiều người dùng nên dễ đoán. Hãy chọn một câu của riêng bạn."
DIGITS = "Mật khẩu chỉ có chữ số thì dễ đoán. Hãy thêm chữ."


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        (" " * 12, TOO_SHORT),
        ("\u00a0" * 12, TOO_SHORT),
        ("\u200b" * 12, TOO_SHORT),
        ("a         b", TOO_SHORT),
        ("ngắn quá", TOO_SHORT),
        ("x7$kQ!29vRw", TOO_SHORT),
        ("bốn con mèo v", TOO_SHORT),
        ("1234567890", DIGITS),
        ("1 2 3 4 5 6 7 8 9 0", DIGITS),
        ("0912-345-678", DIGITS),
        ("matkhau12345", COMMON),
        ("Mật khẩu 123", COMMON),
        ("MẬT KHẨU MẬT KHẨU", COMMON),
        ("anh yêu em 2026", COMMON),
        ("Việt Nam vô địch!", COMMON),
        ("qwertyuiop", COMMON),
        ("aaaaaaaaaaaa", COMMON),
        ("abababababab", COMMON),
        ("password123", COMMON),
        ("x" * 64 + "ab cd" * 13, "Mật khẩu dài quá: nhiều nhất 128 ký tự."),
    ],
)
def test_what_many_choose_or_nobody_sees_is_refused(password, sentence):
    assert sentence in said_of(password)
