"""A text is what it shows: nothing hidden in it, and no letter in the place of another."""

import unicodedata

import pytest

from sanvat.text.fold import fold
from sanvat.text.plain import looks, plain
from sanvat.text.tidy import plain_lines, same_name, tidy, tidy_lines

HIDDEN = {
    "zero-width space": "\u200b",
    "joiner": "\u200d",
    "mark of direction": "\u200e\u200f\u061c",
    "turning around": "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    "soft hyphen": "\u00ad",
    "byte order mark": "\ufeff",
    "invisible operator": "\u2061\u2062\u2063\u2064",
    "selector of variants": "\ufe0e\ufe0f\U000e0100\u180b",
    "tags": "\U000e0001\U000e0041\U000e007f",
    "fillers": "\u3164\u115f\u1160\uffa0\u17b4",
    "joiner of graphemes": "\u034f",
    "shorthand": "\U0001bca0",
    "annotation": "\ufff9\ufffb",
    "place of a picture": "\ufffc",
    "private use": "\ue000\uf0b7\U000f0000",
    "unassigned": "\u0378\uffff\U000e1000",
    "half a pair": "\ud800",
}


@pytest.mark.parametrize("signs", HIDDEN.values(), ids=HIDDEN)
def test_what_does_not_show_is_taken_out(signs):
    assert tidy(f"Hội{signs} Nông dân{signs}") == "Hội Nông dân"
    assert tidy(signs) == ""
    assert fold(f"Hội{signs} Nông") == "hoi nong"


@pytest.mark.parametrize("blank", list("\xa0\u202f\u2003\u3000\u1680\u2800\x00\x1b\x85"))
def test_every_blank_is_a_space(blank):
    assert tidy(f"{blank}Hội{blank}{blank}Nông dân{blank}") == "Hội Nông dân"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ＯＣＯＰ ２０２６", "OCOP 2026"),
        ("𝐂𝐚̀ phê", "Cà phê"),
        ("ﬁ Ⅳ ㎏ 500ℓ", "fi IV kg 500l"),
        ("Ðắk Lắk, Ɖông", "Đắk Lắk, Đông"),
        ("Ca\u0300 phe\u0302 s\u01a1\u0323", "Cà phê sợ"),
        ("q" + "\u0301" * 40 + "ô", "q" + "\u0301" * 3 + "ô"),  # a pile would cover other lines
    ],
)
def test_a_form_of_a_letter_becomes_the_letter(typed, kept):
    assert tidy(typed) == unicodedata.normalize("NFC", kept)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Hộі Nông dân", "Hội Nông dân"),  # a Ukrainian і
        ("НTX Сà phê", "HTX Cà phê"),
        ("Ꮯà phê", "Cà phê"),
        ("Τrà sеn", "Trà sen"),
    ],
)
def test_in_a_latin_word_letters_of_another_alphabet_become_latin(typed, kept):
    assert not typed.isascii()
    assert tidy(typed) == kept


@pytest.mark.parametrize(
    "name",
    [
        *("Café Liégeois", "Œufs brouillés", "Łódź", "Straße", "L’Occitane"),
        *(
            "ខ្មែរ សុខា",
            "ꨌꩌ",
            "咖啡",
            "コーヒー",
            "한국",
            "ไทย กำ",
            "Привет мир",
            "РОСА",
            "Ελλάδα",
            "ສຳ",
        ),
        *("☕ Trà sen 🍵", "β-glucan 5 μm", "m² ½ № ℃ ™ …", "1.200 ₫", "M’Drăk", "α-amylase", "🫩"),
    ],
)
def test_a_name_of_another_language_and_a_little_picture_stay(name):
    assert tidy(name) == name


def test_whatever_is_typed_making_it_plain_twice_changes_nothing_more():
    wrong = []
    # The rest is Han, private or unassigned, of one kind each.
    for code in (
        *range(0x3400),
        *range(0xA000, 0xAC00),
        *range(0xD7A0, 0x12000),
        *range(0x1D000, 0x20000),
        *range(0xE0000, 0xE0200),
    ):
        kept = plain(f"a{chr(code)}b")
        hidden = {unicodedata.category(c) for c in kept} & {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
        if plain(kept) != kept or unicodedata.normalize("NFC", kept) != kept or hidden:
            wrong.append(hex(code))

    assert wrong == []


def test_lines_stay_and_blanks_only_where_they_are_asked_for():
    typed = "Kính gửi\u202e:\r\n\r\n\r\n\r\n  a)   một\u200b \r\n  b)\thai\n"

    assert tidy_lines(typed) == "Kính gửi:\n\na) một\nb) hai"
    assert plain_lines(typed) == "Kính gửi:\n\n\n\n  a)   một\n  b) hai"


def test_letters_of_the_old_fonts_stay_where_they_are_still_to_be_read():
    assert tidy_lines("tr\u00adíc\u200b Ð\u00a0", keeping="\u00ad\u00d0") == "tr\u00adíc Ð"


@pytest.mark.parametrize(
    "other",
    [
        "HỘI THỬ",
        "Hội\u202e thử\u200b",
        "Ho\u0323\u0302i  thư\u0309".replace("ư", "u\u031b"),
        "Нội thử",
        "Ｈội thử",
    ],
)
def test_names_that_nobody_can_tell_apart_are_the_same(other):
    assert same_name(other) == same_name("Hội thử")


def test_names_that_differ_in_an_accent_are_others():
    assert same_name("Hội thử") != same_name("Hội thứ")


def test_a_word_in_another_alphabet_looks_like_the_latin_one():
    assert tidy("РОСА") != "POCA"
    assert looks("РОСА") == "POCA"
