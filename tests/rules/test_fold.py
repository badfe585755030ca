"""Folding and sorting by tables gives what the plain definitions give."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from sanvat.text.fold import fold, sort_key
from sanvat.text.plain import shown

TEXTS = st.text() | st.text(alphabet="aAăÂdđĐêơỮứ\u0301\u0323\u031b\u0307 -.09İΣσßﬁ½²가\u00ad\0")
TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
MARKS = {"\u0306": "{", "\u0302": "|", "\u031b": "}"}


@given(TEXTS)
def test_a_folded_text_is_its_letters_and_digits_without_marks(text):
    """And without what does not show, as `shown` has it."""
    visible = "".join(map(shown, text)).replace("đ", "d").replace("Đ", "d")
    decomposed = unicodedata.normalize("NFD", visible)
    letters = [c for c in decomposed if not unicodedata.combining(c)]
    plain = "".join(c if c.isalnum() else " " for c in letters).lower()

    assert fold(text) == " ".join(plain.split())


@given(TEXTS.filter(lambda text: not any(c in "0123456789" for c in text)))
def test_a_sort_key_is_letters_then_tones_then_capitals(text):
    decomposed = unicodedata.normalize("NFD", text)
    words = "".join(
        c if c.isalnum() or unicodedata.combining(c) else " " for c in decomposed
    ).split()
    letters = "-".join(
        "".join(
            MARKS.get(c, "" if unicodedata.combining(c) else c)
            for c in word.lower().replace("đ", "d{")
        )
        for word in words
    )
    tones = "".join(max((TONES.get(c, "0") for c in word), default="0") for word in words)
    case = "".join("01"[c.isupper()] for c in "".join(words) if c.isalnum()).rstrip("0")

    assert sort_key(text) == f"{letters} {tones} {case}".rstrip()


def test_numbers_in_a_sort_key_stand_by_their_value():
    assert [sort_key(text) for text in ("Tổ 007", "tổ 12", "9999999999")] == [
        "to|-17 20 1",
        "to|-212 20",
        "99999999999 0",
    ]
