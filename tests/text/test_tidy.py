"""What is tidy already, and one spelling of a name, found out with fewer steps."""

import itertools
import unicodedata

import pytest

from sanvat.text.tidy import _MAY_BE_OPEN, are_tidy, one_spelling, plain_lines, tidy, tidy_lines

PIECES = ("a", "ế", " ", "  ", "\n", "b c", "\u200b", "e\u0301", "Đ", "\u00d0", "\t", "", "–")
TONES = "\u0300\u0301\u0303\u0309\u0323"


@pytest.mark.parametrize("first", PIECES)
def test_texts_that_are_tidy_are_left_as_they_are(first):
    for second, third in itertools.product(PIECES, repeat=2):
        texts = [first + second, third]
        is_left = all(tidy(text) == text for text in texts)
        assert are_tidy(texts) == is_left
        if is_left:
            assert [tidy_lines(text) for text in texts] == texts
            assert [plain_lines(text) for text in texts] == texts


def test_no_texts_are_tidy():
    assert are_tidy([])
    assert are_tidy([""])
    assert not are_tidy(["Chè\nGạo"])


@pytest.mark.parametrize(
    ("written", "spelt"),
    [
        ("Hoà Bình", "Hòa Bình"),
        ("THUỶ NGUYÊN", "THỦY NGUYÊN"),
        ("Hoa\u0300 Bi\u0300nh", "Hòa Bình"),
        ("Quý Hoá", "Quý Hóa"),
        ("Hoàng", "Hoàng"),
        ("Ca\u0300  phê", "Cà phê"),
        ("M'Drắk", "M’Drắk"),
        ("Trà", "Trà"),
    ],
)
def test_a_name_has_one_spelling(written, spelt):
    assert one_spelling(written) == spelt


def test_every_vowel_with_a_tone_may_have_it_in_the_other_place():
    for code in range(0xC0, 0x1F00):
        letter = chr(code)
        apart = unicodedata.normalize("NFD", letter)
        if len(apart) > 1 and apart[1] in TONES and apart[0] in "aAeEyY":
            before = "u" if apart[0] in "yY" else "o"
            assert _MAY_BE_OPEN.search(before + letter), letter
