"""Vietnamese order."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanvat.text.fold import fold, sort_key

ORDERED = [
    "7",
    "12",
    "an",
    "ao",
    "ăn",
    "ân",
    "ba",
    "bà",
    "bả",
    "bã",
    "bá",
    "bạ",
    "Cà Mau",
    "Cao Bằng",
    "Cần Thơ",
    "chè",
    "co",
    "dê",
    "đa",
    "Đà Lạt",
    "e",
    "ê",
    "ma",
    "mà",
    "ma túy",
    "Mai",
    "o",
    "ô",
    "ơ",
    "phường 2",
    "phường 10",
    "Phường 10",
    "u",
    "ư",
    "y",
    "ý",
]


def test_letters_then_tones_then_capitals():
    shuffled = ORDERED.copy()
    random.Random(3).shuffle(shuffled)

    assert sorted(shuffled, key=sort_key) == ORDERED


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hòa", "Hoà"),
        ("Đắk Lắk", "Đ\u0103\u0301k L\u0103\u0301k"),
        ("Bà Rịa - Vũng", "Bà Rịa Vũng"),
    ],
)
def test_what_is_the_same_to_a_reader_has_the_same_key(one, other):
    assert sort_key(one) == sort_key(other)


def test_the_order_of_bytes_is_the_order_of_the_keys():
    """PostgreSQL compares with COLLATE "C", which knows bytes only."""
    keys = [sort_key(text) for text in ORDERED]

    assert sorted(keys, key=str.encode) == keys


@given(st.text(), st.text())
def test_any_text_has_a_key_a_database_can_hold(one, other):
    key = sort_key(one)

    assert "\0" not in key
    assert fold(one) == fold(other) or key != sort_key(other)
