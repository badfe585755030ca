"""From a product's name, as people type it, to the right criteria set."""

from __future__ import annotations

import csv
import unicodedata

import pytest

from sanvat.rules import finder, library
from sanvat.rules.finder import find_sets, same_set
from sanvat.rules.problems import BadData
from sanvat.text.fold import fold
from tests.rules.case_files import CASES
from tests.rules.sheets import REFERENCE

LISTS = REFERENCE / "data"


def numbers(query: str, **options) -> list[int]:
    return [found.criteria_set.number for found in find_sets(query, **options)]


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("mật ong", 4),
        ("mat ong", 4),
        ("MẬT ONG RỪNG", 4),
        ("mật ong ngâm chanh đào", 8),
        ("cà phê", 13),
        ("ca phe", 13),
        ("coffee hòa tan", 13),
        ("homestay", 26),
        ("du lịch cộng đồng bản Lác", 26),
        ("nước mắm", 9),
        ("nuoc mam ca com", 9),
        ("rượu mận", 15),
        ("ruou man", 15),
        ("rượu nếp", 14),
        ("trà hoa vàng", 12),
        ("tra hoa vang", 12),
        ("chè shan tuyết", 11),
        ("trà đông trùng hạ thảo", 12),
        ("rượu đông trùng hạ thảo", 15),
        ("đông trùng hạ thảo", 18),
        ("gạo ST25", 3),
        ("bún khô", 6),
        ("bánh đậu xanh", 6),
        ("chuối tá quạ", 1),
        ("chuối tá quạ sấy", 7),
        ("mứt chuối", 7),
        ("thịt trâu", 2),
        ("thịt trâu gác bếp", 8),
        ("cá thu", 2),
        ("cá thu một nắng", 8),
        ("mắm cá thu", 9),
        ("cơm cháy chà bông", 5),
        ("muối tôm", 10),
        ("nước khoáng", 16),
        ("nước ép trái cây", 17),
        ("tinh dầu sả", 20),
        ("sả", 10),
        ("dầu gội bồ kết", 19),
        ("gốm Chu Đậu", 21),
        ("nón lá", 21),
        ("khăn thổ cẩm", 22),
        ("hoa hồng", 23),
        ("trà hoa hồng", 12),
        ("bonsai", 24),
        ("cá cảnh", 25),
    ],
)
def test_the_way_people_call_a_product_leads_to_its_set(query, number):
    assert numbers(query)[0] == number


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("honey", 4),
        ("Wild forest honey", 4),
        ("tea", 11),
        ("green tea", 11),
        ("ginger tea", 12),
        ("coffee", 13),
        ("roasted coffee beans", 13),
        ("wine", 15),
        ("plum wine", 15),
        ("rice wine", 14),
        ("fish sauce", 9),
        ("dragon fruit", 1),
        ("dried fruit", 7),
        ("dried mango", 7),
        ("rice", 3),
        ("rice noodles", 6),
        ("mango juice", 17),
        ("mineral water", 16),
        ("smoked buffalo meat", 8),
        ("bird's nest", 8),
        ("ginseng", 18),
        ("cosmetics", 19),
        ("soap", 19),
        ("honey soap", 19),
        ("lemongrass essential oil", 20),
        ("pottery", 21),
        ("bamboo", 21),
        ("bamboo basket", 21),
        ("rattan", 21),
        ("silk", 22),
        ("brocade bag", 22),
        ("orchid", 23),
        ("ornamental fish", 25),
        ("eco-tourism", 26),
        ("homestay in Sapa", 26),
    ],
)
def test_an_english_name_is_read_from_its_end(query, number):
    assert numbers(query)[0] == number


@pytest.mark.parametrize(
    ("query", "number"),
    [("ca ph", 13), ("cà ph", 13), ("mật o", 4), ("homest", 26), ("nước mắ", 9), ("hone", 4)],
)
def test_a_half_typed_name_leads_there_too(query, number):
    assert numbers(query)[0] == number


@pytest.mark.parametrize(
    ("typed", "not_this"),
    [("Cà phê hòa tan", 23), ("Đông trùng hạ thảo", 2), ("Nhãn cơm vàng", 15)],
)
def test_accents_that_are_typed_are_minded(typed, not_this):
    assert not_this not in numbers(typed)


@pytest.mark.parametrize(
    "query", ["Rượu hoà tan", "Rượu hòa tan", unicodedata.normalize("NFD", "Rượu hòa tan")]
)
def test_where_an_accent_stands_and_how_it_is_coded_is_no_matter(query):
    assert numbers(query) == numbers("Rượu hòa tan")


def test_accents_forgotten_in_the_midst_of_a_name_are_forgiven():
    assert numbers("ca phê")[0] == numbers("cà phe")[0] == 13


@pytest.mark.parametrize("query", ["", "   ", "!!!", "-", "…", "\u0301", "xyzxyz", "字"])
def test_what_says_nothing_finds_nothing(query):
    assert find_sets(query) == []


def test_the_name_of_a_set_finds_the_set():
    for cs in library.rulebook("26-2026").sets.values():
        assert cs.number in numbers(cs.name), cs.name


def test_the_words_that_led_there_are_told():
    (found,) = find_sets("Mắm nêm", limit=1)

    assert (found.criteria_set.number, found.words) == (9, ("mam nem", "mam")[::-1])


def test_no_more_sets_than_asked_for_are_given():
    assert len(find_sets("trà", limit=2)) == 2
    assert len(find_sets("sấy", limit=6)) <= 6


# ---- other rulebooks


def test_a_product_is_found_in_an_older_rulebook_too():
    assert numbers("mật ong", rulebook="148-2023")[0] == 4
    assert numbers("nước mắm", rulebook="781-2020")[0] == 10
    assert {8, 9} <= set(numbers("cá một nắng", rulebook="781-2020"))


def test_a_set_that_a_rulebook_lacks_is_not_offered():
    assert 3 not in numbers("gạo", rulebook="781-2020")
    assert find_sets("hoa lan hồ điệp", rulebook="781-2020") == []


@pytest.mark.parametrize(
    ("book", "number", "other", "expected"),
    [
        ("26-2026", 4, "26-2026", [4]),
        ("26-2026", 4, "148-2023", [4]),
        ("26-2026", 8, "781-2020", [8, 9]),
        ("26-2026", 21, "781-2020", [23, 24]),
        ("26-2026", 3, "781-2020", []),
        ("26-2026", 23, "781-2020", []),
        ("781-2020", 9, "26-2026", [8]),
        ("781-2020", 10, "148-2023", [9]),
        ("781-2020", 21, "26-2026", []),
    ],
)
def test_the_same_kind_of_product_in_another_rulebook(book, number, other, expected):
    found = same_set(library.criteria_set(book, number), other)

    assert [(cs.rulebook, cs.number) for cs in found] == [(other, n) for n in expected]


# ---- many names


def written_names() -> list[tuple[set[int], str]]:
    lines = (CASES / "ten-san-pham.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [({int(n) for n in sets.split(",")}, name) for sets, name in rows]


@pytest.mark.parametrize(
    ("typed", "first", "among_three"),
    [(str, 0.97, 0.99), (str.upper, 0.97, 0.99), (fold, 0.90, 0.97)],
    ids=["as written", "in capitals", "without accents"],
)
def test_names_from_labels_and_shops_find_their_sets(typed, first, among_three):
    names = written_names()
    found = [(sets, name, numbers(typed(name))) for sets, name in names]

    missed = [(name, got[:3]) for sets, name, got in found if not sets & set(got[:3])]
    right = sum(bool(sets & set(got[:1])) for sets, _, got in found)
    assert len(missed) <= (1 - among_three) * len(names), missed
    assert right >= first * len(names)


GROUPS = {
    "Thực phẩm": set(range(1, 11)),
    "Đồ uống": set(range(11, 18)),
    "Thảo dược": {18, 19, 20},
}
"""The types that the list of Lâm Đồng gives, and their sets."""

SAY_NOTHING = {"Mộc Đế Vương", "Mộc Quý Phi", "Mộc Thanh Lọc", "Mộc Bảo An"}
"""Brands that do not say what the product is."""


@pytest.mark.skipif(not LISTS.is_dir(), reason="the public lists are not beside the project")
def test_products_of_a_province_are_found_in_the_group_their_decision_gives():
    with (LISTS / "ocop_lam_dong_2025_2026.csv").open(encoding="utf-8") as file:
        rows = [
            (row["product_name"], GROUPS[row["source_category"]])
            for row in csv.DictReader(file)
            if row["product_name"] not in SAY_NOTHING
        ]

    missed = [
        (name, numbers(name)[:3]) for name, group in rows if not group & set(numbers(name)[:3])
    ]
    assert len(missed) <= 0.02 * len(rows), missed


@pytest.mark.skipif(not LISTS.is_dir(), reason="the public lists are not beside the project")
@pytest.mark.parametrize(
    ("file", "column"),
    [
        ("ocop_cau_ke_2024.csv", "name"),
        ("ocop_five_star_2022_part.csv", "name"),
        ("ocop_shop_buudien_2025.csv", "name"),
    ],
)
def test_hardly_a_product_of_the_public_lists_finds_nothing(file, column):
    with (LISTS / file).open(encoding="utf-8") as lines:
        names = {row[column] for row in csv.DictReader(lines)}

    nothing = sorted(name for name in names if not find_sets(name))
    assert len(nothing) <= 0.01 * len(names), nothing


# ---- the file of keywords


def test_every_set_of_the_rulebook_in_force_has_keywords():
    assert {k.set for k in finder._keywords()} == set(library.rulebook(library.CURRENT).sets)


def test_every_older_set_named_there_exists():
    older = library.rulebook("781-2020").sets
    named = [n for numbers in finder._older().values() for n in numbers]

    assert sorted(named) == sorted(set(older) - {21}), "21, medical devices, has no successor"


def test_no_keyword_stands_twice_in_a_set():
    seen = [(k.set, k.runs) for k in finder._keywords()]

    assert [k for k in seen if seen.count(k) > 1] == []


def test_a_keyword_before_any_set_is_told(monkeypatch):
    monkeypatch.setattr(finder, "_lines", lambda: ((3, "mật ong"),))

    with pytest.raises(BadData) as bad:
        finder._keywords.__wrapped__()

    assert str(bad.value) == "keywords.txt:3: từ khóa đứng trước bộ → bắt đầu bằng «== 1»"
