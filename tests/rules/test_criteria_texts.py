"""What the criteria must say so that a reader cannot take another meaning from them."""

from __future__ import annotations

import re

import pytest

from sanvat.rules import library
from tests.rules.sheets import all_sets

SETS = list(all_sets())
CRITERIA = [(cs, c) for cs in SETS for c in cs.criteria]


def places(found) -> list[str]:
    return [f"{cs.rulebook}/{cs.number} {c.code}" for cs, c in found]


def test_the_least_share_of_local_origin_is_not_open_to_a_product_with_none():
    subjects = {"raw-material-origin", "product-origin"}
    least = [
        (cs, c, next(o for o in c.options if o.points))
        for cs, c in CRITERIA
        if c.subject in subjects
    ]

    assert len(least) == 74
    wrong = [(cs, c) for cs, c, option in least if not option.text.startswith("Có một phần ")]
    assert places(wrong) == []


def test_a_product_is_out_only_where_all_its_material_is_imported_or_unknown():
    """One "toàn bộ" governs both: the noun is not said again after "hoặc"."""
    texts = {
        stop.text for _, c in CRITERIA for stop in c.stops if "toàn bộ nguyên liệu" in stop.text
    }

    assert texts
    assert [t for t in texts if "hoặc nguyên liệu" in t] == []
    english = [library.english()[t] for t in texts]
    assert [t for t in english if "all of its raw materials are imported or" not in t] == []


def test_a_community_model_for_the_environment_is_a_condition_of_its_own():
    texts = {o.text for _, c in CRITERIA for o in c.all_options if "mô hình cộng đồng" in o.text}

    assert len(texts) == 3
    assert [t for t in texts if "; và đã triển khai mô hình cộng đồng" not in t] == []


def test_a_stop_that_speaks_of_0_points_acts_on_0_points():
    stops = [(cs, c, s) for cs, c in CRITERIA for s in c.stops]
    stops += [
        (cs, section, s)
        for cs in SETS
        for part in cs.parts
        for section in part.sections
        for s in section.stops
    ]
    zero = [(cs, c, s) for cs, c, s in stops if re.search(r"\b0 điểm", s.text)]

    assert [(cs.rulebook, cs.number, c.code) for cs, c, _ in zero] == [
        ("781-2020", 7, "C.6.1"),
        ("26-2026", 16, "C.6"),
        ("781-2020", 17, "C.6"),
    ]
    assert {s.kind for _, _, s in zero} == {"stop_if_zero"}
    assert [s.text for _, _, s in zero if "nêu trên" in s.text] == []


@pytest.mark.parametrize("number", [9, 16])
def test_unacceptable_impurities_stop_the_evaluation_as_their_reading_says(number):
    impurities = library.criteria_set("781-2020", number).by_code["C.6.1"]
    printed = library.load(library.DATA / "781-2020", readings_off=["781-16-2"])

    assert "không chấp nhận được" in impurities.options[0].text
    assert [stop.kind for stop in impurities.stops] == ["stop_if_zero"]
    assert [s.kind for s in printed.sets[number].by_code["C.6.1"].stops] == ["stop"]


def test_a_section_or_criterion_says_nothing_twice():
    twice = [(cs, c) for cs, c in CRITERIA for s in c.stops for t in notes(c) if s.text in t]
    twice += [
        (cs, section)
        for cs in SETS
        for part in cs.parts
        for section in part.sections
        for s in section.stops
        if s.text == section.note
    ]

    assert places(twice) == []


def notes(criterion) -> tuple[str, str, str]:
    return criterion.description, criterion.requirement, criterion.note


def test_every_case_says_whom_it_is_for():
    nameless = [
        (cs, c) for cs, c in CRITERIA for case in c.cases if re.fullmatch(r"[\w ]+\d", case.title)
    ]

    assert places(nameless) == []


def test_meat_fish_and_fast_food_are_not_grown():
    old = library.rulebook("148-2023").sets

    assert [o.points for o in old[2].by_code["A.2.1"].options if " trồng " in o.text] == []
    assert [o.points for o in old[5].by_code["A.2.1"].options if " trồng " in o.text] == []


def test_a_knock_out_and_its_reading_name_the_same_ground():
    book = library.rulebook("26-2026")
    reading = next(r for r in book.readings if r.id == "26-17-1")

    assert "Không có giấy phép sản xuất theo quy định" in book.sets[17].knock_outs
    assert "không có giấy phép sản xuất theo quy định" in reading.reading


@pytest.mark.parametrize(
    "unclear",
    [
        "mù mờ",
        "bao trùm",
        ", lại ",
        "GMP với",
        "phạm vi cấp tỉnh",
        "không thể lẫn",
        "trường hợp dưới đây",
        "Hàng hóa, dịch vụ như",
    ],
)
def test_words_that_read_otherwise_are_gone(unclear):
    files = [p for p in library.DATA.rglob("*") if p.suffix in {".txt", ".toml", ".tsv"}]

    assert [p.name for p in files if unclear in p.read_text(encoding="utf-8")] == []


def test_english_keeps_what_the_adverb_and_the_group_belong_to():
    english = library.english().values()

    assert [t for t in english if "regularly active website" in t] == []
    assert [t for t in english if t.startswith("Products common to")] == []
