"""Columns typed in the fonts of before Unicode: recognised as a whole, then converted."""

import csv
import gzip
from random import Random

import pytest

from sanvat.places.loading import UNITS
from sanvat.register.old_fonts import convert, convert_row, recognise, recognise_all
from sanvat.text.tidy import tidy
from tests.register.old_typing import tcvn3, vni

TYPED = {"tcvn3": tcvn3, "vni": vni}
NAMES = ["Hợp tác xã chè Thử", "Gạo nếp nương", "Đỗ Văn Mẫu", "Mật ong rừng Tà Đùng"]


@pytest.fixture(scope="module")
def places():
    with gzip.open(UNITS, "rt", encoding="utf-8", newline="") as file:
        return sorted({row["name"] for row in csv.DictReader(file)})


@pytest.mark.parametrize("font", TYPED)
def test_a_column_of_an_old_font_is_recognised_and_converted(font):
    typed = [TYPED[font](name) for name in NAMES]
    assert recognise(typed) == font
    assert [convert(text, font) for text in typed] == NAMES


def test_the_letter_that_is_a_soft_hyphen_is_lost_by_tidying():
    typed = tcvn3("nương")
    assert typed == "n\xad¬ng"
    assert convert(typed, "tcvn3") == "nương"
    assert convert(tidy(typed), "tcvn3") == "nơng"  # so convert first


def test_every_name_of_a_place_comes_back(places):
    """All of VNI; of TCVN3 all but for capitals its fonts do not have (Bác Ái → Bác ái)."""
    assert len(places) > 7_500
    assert [name for name in places if convert(vni(name), "vni") != name] == []
    back = {name: convert(tcvn3(name), "tcvn3") for name in places}
    assert [name for name, text in back.items() if text.casefold() != name.casefold()] == []
    assert sum(text != name for name, text in back.items()) <= 55


def test_what_is_typed_in_capitals(places):
    shouted = [name.upper() for name in places]
    assert [name for name in shouted if convert(vni(name), "vni") != name] == []
    assert convert("HîP T¸C X· CHÌ §åNG", "tcvn3") == "HỢP TÁC XÃ CHÈ ĐỒNG"
    # The font for capitals shows small letters as such; the text itself is small.
    assert convert(tcvn3("HỢP TÁC XÃ", capitals_font=True), "tcvn3") == "hợp tác xã"


def test_a_right_column_is_never_taken_for_an_old_one(places):
    latin = [name for name in places if not name.isascii() and max(name) < "\u0100"]
    random = Random(7)
    for names in (places, latin):
        assert recognise(names) == ""
        for _each in range(400):
            assert recognise(random.sample(names, random.randint(1, 9))) == ""


@pytest.mark.parametrize(
    "cells",
    [
        ["1234/QÐ-UBND", "77/QÐ-UBND", "78/QÐ-UBND"],
        ["½ kg", "¼ lít", "½ lít"],
        ["Café Señor", "Crème brûlée", "Jalapeño"],
        ["Trà®", "Cà phê ©", "25 °C"],
        ["Xã", "Hà", "Cá"],
        ["3", "", "4"],
        [],
    ],
)
def test_other_letters_beyond_ascii_are_no_old_font(cells):
    assert recognise(cells) == ""


def test_one_cell_is_not_enough_but_goes_with_the_rest_of_the_sheet():
    assert recognise([tcvn3("Đức Trọng")]) == ""
    names, place, note = [tcvn3(name) for name in NAMES], [tcvn3("Đức Trọng")], ["đã xem"]
    assert recognise_all([names, place, note, ["3", "4"]]) == ["tcvn3", "tcvn3", "", ""]
    assert recognise_all([place, note]) == ["", ""]


def test_words_that_are_vietnamese_as_they_stand_go_with_the_rest_of_the_sheet():
    """Of these words half and more are syllables in TCVN3 already, by chance."""
    makers = [tcvn3(name) for name in ("Hộ chè Cũ", "HTX chè Đó", "Hộ Bé chè")]
    names = [tcvn3(name) for name in NAMES]
    assert recognise(makers) == ""
    assert recognise_all([names, makers, ["Xã", "Hà", "Cá"]]) == ["tcvn3", "tcvn3", ""]


def test_the_numbers_of_decisions_go_with_the_rest_of_the_sheet():
    decisions = [tcvn3("411/QĐ-UBND ngày 20/11/2019"), tcvn3("522/QĐ-UBND ngày 05/12/2022")]
    bare = [tcvn3("411/QĐ-UBND")]
    names = [tcvn3(name) for name in NAMES]
    assert recognise_all([names, decisions, bare]) == ["tcvn3", "tcvn3", "tcvn3"]
    assert convert(decisions[0], "tcvn3") == "411/QĐ-UBND ngày 20/11/2019"
    assert recognise_all([names, ["Điều 5", "§ 5, § 6"]]) == ["tcvn3", ""]


def test_a_heading_in_unicode_stays_above_columns_of_an_old_font():
    fonts = {0: "tcvn3", 2: "tcvn3"}
    assert convert_row(["Tên sản phẩm", "Chủ thể", "Xã"], fonts) == [
        *("Tên sản phẩm", "Chủ thể", "Xã"),
    ]
    assert convert_row([tcvn3("Tên chè"), "3", tcvn3("Xã")], fonts) == ["Tên chè", "3", "Xã"]
    assert convert_row([tcvn3("Gạo đỏ"), "Hà", "Cã"], fonts) == ["Gạo đỏ", "Hà", "Có"]


def test_a_column_of_both_is_old_by_a_clear_majority_and_right_cells_stay():
    old = [tcvn3(name) for name in NAMES]
    assert recognise([*old, "Trà gừng Mẫu"]) == "tcvn3"
    assert recognise([*old[:2], "Trà gừng", "Chuối sấy"]) == ""
    assert [convert(text, "tcvn3") for text in ("Trà gừng Mẫu", "Lâm Hà", "HTX")] == [
        "Trà gừng Mẫu",
        "Lâm Hà",
        "HTX",
    ]


def test_without_an_encoding_nothing_changes():
    assert convert(tcvn3("chè"), "") == tcvn3("chè")
