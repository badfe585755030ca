"""The arithmetic of stars: what holds for every sheet, and what is refused."""

from __future__ import annotations

import json
import math
from fractions import Fraction
from string import Formatter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanvat.rules import library
from sanvat.rules.engine import (
    Exclusion,
    Regulation,
    band_of,
    decimal,
    idle_answers,
    rank,
    rank_case,
    star,
)
from sanvat.rules.explanation import explain, remarks
from sanvat.rules.problems import REFUSALS, CaseRefused, Sentence
from sanvat.rules.sheets import score
from tests.rules.sheets import all_sets, best, changed_sheet, just_enough, nothing

HONEY = library.criteria_set("26-2026", 4)
TOURISM = library.criteria_set("26-2026", 26)
SETS = tuple(all_sets())

regulations = st.builds(
    Regulation,
    minima=st.sampled_from(["mean", "majority"]),
    decimals=st.sampled_from([None, 0, 1, 2]),
)


@st.composite
def sheets(draw, cs):
    """Complete sheets of a set, good and bad ones alike."""
    n = draw(st.integers(1, 5))
    result = []
    for i in range(n):
        answers = {}
        for criterion in cs.criteria:
            one = draw(st.sampled_from(criterion.cases)) if criterion.cases else criterion
            options = sorted({0, *(o.points for o in one.options)})
            # Good answers more often than bad ones, so that every star comes up.
            answers[one.code] = draw(st.sampled_from(options + options[-2:] * 3))
        result.append((f"m{i}", answers))
    return result


@st.composite
def products(draw):
    cs = draw(st.sampled_from(SETS))
    return cs, draw(sheets(cs))


# ---- what holds for every product


@given(products())
@settings(max_examples=40, deadline=None)
def test_total_is_exactly_the_mean_of_the_members_totals(product):
    cs, given_sheets = product

    result = rank(cs, given_sheets)

    totals = [sum(answers.values()) for _, answers in given_sheets]
    assert result.total == Fraction(sum(totals), len(totals))
    assert result.total == sum(result.parts.values()) == sum(result.means.values())


@given(products(), regulations, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_sheets_and_answers_changes_nothing(product, regulation, random):
    cs, given_sheets = product
    shuffled = [(by, dict(random.sample(list(a.items()), len(a)))) for by, a in given_sheets]
    random.shuffle(shuffled)

    before = rank(cs, given_sheets, regulation=regulation)
    after = rank(cs, shuffled, regulation=regulation)

    assert after.as_dict() == before.as_dict()


@given(products(), regulations, st.data())
@settings(max_examples=60, deadline=None)
def test_raising_an_answer_never_lowers_the_stars(product, regulation, data):
    cs, given_sheets = product
    before = rank(cs, given_sheets, regulation=regulation)
    member = data.draw(st.integers(0, len(given_sheets) - 1))
    by, answers = given_sheets[member]
    code = data.draw(st.sampled_from(sorted(answers)))
    criterion, case = cs.answer_codes[code]
    options = case.options if case else criterion.all_options
    better = [o.points for o in options if o.points >= answers[code]] or [answers[code]]
    raised = list(given_sheets)
    raised[member] = (by, answers | {code: data.draw(st.sampled_from(better))})

    after = rank(cs, raised, regulation=regulation)

    assert after.stars >= before.stars
    assert after.band >= before.band
    assert minima(after) <= minima(before)


@given(products(), regulations)
@settings(max_examples=40, deadline=None)
def test_the_star_is_the_best_one_whose_band_and_minima_are_met(product, regulation):
    cs, given_sheets = product
    result = rank(cs, given_sheets, regulation=regulation)
    n = len(given_sheets)

    def points(criterion):
        codes = {code for code, (c, _) in cs.answer_codes.items() if c is criterion}
        return [next(a[code] for code in codes if code in a) for _, a in given_sheets]

    def met(stars):
        return all(
            2 * sum(p >= needs for p in points(c)) > n
            if regulation.minima == "majority"
            else sum(points(c)) >= needs * n
            for s in (3, 4, 5)
            if s <= stars
            for c, needs in cs.minima[s]
        )

    wanted = max(s for s in (1, 2, 3, 4, 5) if s <= result.band and met(s))
    assert result.stars == wanted
    assert bool(result.held_back_by) == (result.stars < result.band)


@given(products(), regulations)
@settings(max_examples=30, deadline=None)
def test_what_is_missing_to_the_next_star_is_all_that_is_missing(product, regulation):
    cs, given_sheets = product
    result = rank(cs, given_sheets, regulation=regulation)
    further = result.next_star

    if result.stars == 5:
        assert further is None
        return
    assert further.stars == result.stars + 1
    enough = result.total + further.points_missing
    assert band_of(result.book, enough, regulation) >= further.stars
    still_unmet = [u for u in result.unmet if u not in further.minima_missing]
    assert star(further.stars, still_unmet) == further.stars
    assert further.points_missing or further.minima_missing


def test_every_set_at_its_best_is_five_stars():
    assert {rank(cs, [("m", best(cs))]).stars for cs in SETS} == {5}


def test_every_set_without_points_is_one_star():
    assert {rank(cs, [("m", nothing(cs))]).stars for cs in SETS} == {1}


@pytest.mark.parametrize("stars", [3, 4, 5])
def test_just_enough_for_a_star_meets_its_minima_in_every_set(stars):
    for cs in SETS:
        unmet = rank(cs, [("m", just_enough(cs, stars))]).unmet
        assert [u for u in unmet if u.stars <= stars] == [], cs.name


def test_bands_are_half_open_at_every_threshold():
    book = library.rulebook("26-2026")
    least = Fraction(1, 10**9)

    for band in book.bands:
        assert band_of(book, Fraction(band.from_points)) == band.stars
        if band.from_points:
            assert band_of(book, band.from_points - least) == band.stars - 1


def test_a_total_is_never_rounded_to_the_next_band():
    sheet = changed_sheet(HONEY, best(HONEY), {"A.1.1": 1, "A.1.2": 0, "B.4.2": 1, "B.4.3": 1})
    lower = sheet | {"A.1.4": 2}

    many = [(f"m{i}", sheet) for i in range(9_999)] + [("last", lower)]
    result = rank(HONEY, many)

    assert result.total == Fraction(899_999, 10_000)
    assert result.as_dict()["total"] == "89.9999"
    assert (result.band, result.stars) == (4, 4)


# ---- numbers for reading


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Fraction(488, 7), 4, "69.7143"),
        (Fraction(0), 4, "0.0000"),
        (Fraction(2, 3), 0, "1"),
        (Fraction(1, 2), 0, "1"),
        (Fraction(-1, 2), 0, "-1"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(899_999, 10_000), 2, "90.00"),
        (100, 2, "100.00"),
        (Fraction(10**30 + 1, 10**30), 4, "1.0000"),
    ],
)
def test_numbers_are_shown_half_up(value, places, text):
    assert decimal(value, places) == text


# ---- what a sheet may not be


@pytest.mark.parametrize(
    "value",
    [True, False, "5", "", None, math.nan, math.inf, -math.inf, 2.5, -1, 4, 10**30, [5], {"p": 5}],
)
def test_what_is_no_option_is_refused(value):
    with pytest.raises(CaseRefused) as refused:
        score(HONEY, best(HONEY) | {"B.4.1": value}, by="m1")

    assert (refused.value.code, refused.value.place) == ("no_option", ("m1", "B.4.1"))


def test_a_whole_number_written_with_a_point_is_that_number():
    assert score(HONEY, best(HONEY) | {"B.4.1": 5.0}).points == score(HONEY, best(HONEY)).points


@pytest.mark.parametrize("answers", [None, [], "A.1.1=3", 3])
def test_answers_that_are_no_table_are_refused(answers):
    with pytest.raises(CaseRefused) as refused:
        score(HONEY, answers, by="m1")

    assert (refused.value.code, str(refused.value)) == (
        "answers",
        "Phiếu m1: cần «answers»: mã tiêu chí → điểm.",
    )


@pytest.mark.parametrize("code", ["", "A", "A.1", "a.1.1", " A.1.1", 1, None, "A.1.1.a"])
def test_a_code_the_set_does_not_have_is_refused(code):
    with pytest.raises(CaseRefused) as refused:
        score(HONEY, best(HONEY) | {code: 1}, by="m1")

    assert refused.value.code == "unknown_code"


def test_a_missing_criterion_counts_nothing_only_where_partial_was_asked_for():
    sheet = best(HONEY)
    del sheet["B.4.3"]

    with pytest.raises(CaseRefused) as refused:
        rank(HONEY, [("m1", sheet)])

    assert (refused.value.code, refused.value.place) == ("missing_criterion", ("m1", "B.4.3"))
    assert rank(HONEY, [("m1", sheet)], partial=True).total == 95


def test_both_cases_of_a_criterion_are_refused_in_either_order():
    for codes in (("C.8.a", "C.8.b"), ("C.8.b", "C.8.a")):
        with pytest.raises(CaseRefused) as refused:
            score(TOURISM, dict.fromkeys(codes, 3))
        assert refused.value.code == "two_answers"


def test_a_sheet_remembers_which_case_was_answered():
    sheet = changed_sheet(TOURISM, best(TOURISM), {"C.8.b": 3})

    assert score(TOURISM, sheet).cases == {"C.8": "C.8.b", "C.9": "C.9.a", "C.15": "C.15.a"}


# ---- what a case may not be


GOOD = {"rulebook": "26-2026", "set": 4, "sheets": [{"by": "m1", "answers": best(HONEY)}]}


@pytest.mark.parametrize(
    ("case", "code"),
    [
        ([], "not_a_case"),
        ("case", "not_a_case"),
        (None, "not_a_case"),
        ({}, "missing_rulebook"),
        ({"rulebook": "26-2026"}, "missing_set"),
        ({"rulebook": "26-2026", "set": 4}, "missing_sheets"),
        (GOOD | {"rulebook": "26-2027"}, "unknown_rulebook"),
        (GOOD | {"rulebook": None}, "unknown_rulebook"),
        (GOOD | {"rulebook": "../26-2026"}, "unknown_rulebook"),
        (GOOD | {"set": 27}, "unknown_set"),
        (GOOD | {"set": "4"}, "set"),
        (GOOD | {"set": True}, "set"),
        (GOOD | {"set": 4.0}, "set"),
        (GOOD | {"rulebook": "781-2020", "set": 3}, "set_not_held"),
        (GOOD | {"sheets": {}}, "sheets"),
        (GOOD | {"sheets": [1]}, "sheets"),
        (GOOD | {"sheets": []}, "no_sheets"),
        (GOOD | {"sheets": [{"by": "m1"}]}, "answers"),
        (GOOD | {"sheets": GOOD["sheets"] * 2}, "two_sheets"),
        (GOOD | {"regulation": "majority"}, "regulation"),
        (GOOD | {"regulation": {"minima": "median"}}, "regulation"),
        (GOOD | {"regulation": {"decimals": True}}, "regulation"),
        (GOOD | {"regulation": {"decimals": 5}}, "regulation"),
        (GOOD | {"regulation": {"rounding": 1}}, "regulation"),
        (GOOD | {"excluded": {}}, "exclusion_reason"),
        (GOOD | {"excluded": {"reason": "  "}}, "exclusion_reason"),
        (GOOD | {"excluded": "giả mạo"}, "exclusion_reason"),
    ],
)
def test_a_case_that_is_not_clear_is_refused(case, code):
    with pytest.raises(CaseRefused) as refused:
        rank_case(case)

    vietnamese, english = refused.value.in_language("vi"), refused.value.in_language("en")
    assert refused.value.code == code
    assert str(refused.value) == vietnamese != english


@pytest.mark.parametrize(
    ("changes", "english"),
    [
        ({"A.9.9": 1}, "Sheet m1: set 4 (26-2026) has no criterion “A.9.9”."),
        (
            {"B.4.1": 4},
            "Sheet m1: B.4.1: “4” is the points of no option; choose one of 0, 1, 2, 3, 5.",
        ),
    ],
)
def test_a_refusal_of_a_sheet_names_it_in_english_too(changes, english):
    with pytest.raises(CaseRefused) as refused:
        score(HONEY, best(HONEY) | changes, by="m1")

    assert refused.value.in_language("en") == english


def test_an_english_refusal_without_a_sheet_begins_with_a_capital():
    with pytest.raises(CaseRefused) as refused:
        score(HONEY, {})

    assert refused.value.in_language("en") == (
        "Criteria not answered yet (32): A.1.1, A.1.2, A.1.3, A.1.4, A.1.5, A.1.6 and 26 more. "
        "Where no option is met, write 0."
    )


def test_both_cases_are_named_in_either_language():
    with pytest.raises(CaseRefused) as refused:
        score(TOURISM, {"C.8": 1}, by="phiếu 2")

    assert refused.value.sentence == Sentence(
        "phiếu 2: C.8 có nhiều trường hợp; hãy ghi mã của trường hợp được chấm: C.8.a hoặc C.8.b.",
        "Sheet 2: C.8 has several cases; give the code of the one that is scored: C.8.a or C.8.b.",
    )


def test_every_refusal_names_the_same_things_in_both_languages():
    def named(text):
        names = {name for _, name, _, _ in Formatter().parse(text) if name}
        return {name.removesuffix("_vi").removesuffix("_en") for name in names}

    different = [key for key, (vi, en) in REFUSALS.items() if named(vi) != named(en)]
    assert different == []


def test_minima_asked_for_leave_the_rest_of_the_regulation_as_it_is():
    case = GOOD | {"regulation": {"minima": "mean", "decimals": 1}}

    assert rank_case(case, minima="majority").regulation == Regulation("majority", 1)
    assert rank_case(case).regulation == Regulation("mean", 1)


def test_sheets_without_a_name_are_numbered():
    sheet = {"answers": best(HONEY)}

    result = rank_case(GOOD | {"sheets": [sheet, sheet]})

    assert [s.by for s in result.scores] == ["phiếu 1", "phiếu 2"]


def test_a_problem_on_a_sheet_without_a_name_says_its_number():
    with pytest.raises(CaseRefused) as refused:
        rank_case(GOOD | {"sheets": [{"answers": best(HONEY) | {"B.4.1": 4}}]})

    assert str(refused.value) == (
        "phiếu 1: B.4.1: «4» không phải mức điểm nào; chọn một trong 0, 1, 2, 3, 5."
    )


# ---- results


def test_a_result_is_told_as_the_contract_says():
    case = GOOD | {"sheets": [{"by": "m1", "answers": best(HONEY) | {"B.4.1": 3, "A.1.1": 2}}]}

    assert rank_case(case).as_dict() == {
        "rulebook": "26-2026",
        "set": 4,
        "total": "97.0000",
        "parts": {"A": "39.0000", "B": "23.0000", "C": "35.0000"},
        "band": 5,
        "stars": 4,
        "held_back_by": [{"criterion": "B.4.1", "stars": 5, "needs": 5, "has": "3.0000"}],
        "next_star": {
            "stars": 5,
            "points_missing": "0.0000",
            "minima_missing": [{"criterion": "B.4.1", "stars": 5, "needs": 5, "has": "3.0000"}],
        },
        "excluded": None,
    }


def test_an_excluded_product_keeps_its_points_and_has_no_star():
    case = GOOD | {"excluded": {"reason": " Giả mạo hồ sơ ", "criterion": "C.9", "by": "m1"}}

    result = rank_case(case)

    assert result.excluded == Exclusion(reason="Giả mạo hồ sơ", criterion="C.9", by="m1")
    assert (result.stars, result.band, result.next_star) == (None, 5, None)
    assert result.as_dict()["excluded"] == {"criterion": "C.9", "reason": "Giả mạo hồ sơ"}


def test_every_result_is_plain_json():
    for cs in SETS:
        result = rank(cs, [("m", nothing(cs))])
        assert json.loads(json.dumps(result.as_dict())) == result.as_dict()


def test_majority_counts_members_and_not_points():
    given_sheets = [(f"m{i}", best(HONEY) | {"C.10": p}) for i, p in enumerate([5, 5, 0, 0])]
    unmet = rank(HONEY, given_sheets, regulation=Regulation(minima="majority")).unmet

    assert [(u.criterion, u.stars, u.members_meeting, u.has) for u in unmet] == [
        ("C.10", 3, 2, Fraction(5, 2)),
        ("C.10", 4, 2, Fraction(5, 2)),
    ]


# ---- reasons


def test_the_reasons_can_be_checked_by_hand():
    given_sheets = [("m1", best(HONEY)), ("m2", best(HONEY) | {"B.4.1": 2})]

    assert explain(rank(HONEY, given_sheets)) == [
        "Tổng điểm là trung bình của 2 phiếu: (100 + 97) / 2 = 98.5000 "
        "(A 40.0000, B 23.5000, C 35.0000).",
        "98.5000 điểm nằm trong khung 5 sao (từ 90 điểm).",
        "B.4.1 Khu vực phân phối chính: cần ít nhất 5 điểm cho 5 sao, trung bình mới được 3.5000.",
        "Kết quả: 4 sao.",
    ]


def test_the_reasons_say_when_the_council_rounds_and_counts_members():
    given_sheets = [("m1", best(HONEY)), ("m2", best(HONEY) | {"B.4.1": 2})]
    regulation = Regulation(minima="majority", decimals=1)

    assert explain(rank(HONEY, given_sheets, regulation=regulation), language="en")[2:] == [
        "By the council's regulation the total is rounded to 1 decimals first.",
        "B.4.1 Main distribution area: 4 stars need at least 3 points; "
        "1 of 2 members gave them, not more than half.",
        "B.4.1 Main distribution area: 5 stars need at least 5 points; "
        "1 of 2 members gave them, not more than half.",
        "Result: 3 star(s).",
    ]


def test_the_reasons_of_an_exclusion_end_with_it():
    excluded = Exclusion("Giả mạo hồ sơ", criterion="C.9")

    lines = explain(rank(HONEY, [("m1", best(HONEY))], excluded=excluded))

    assert lines[-1] == "Sản phẩm bị loại (C.9): Giả mạo hồ sơ"


def test_points_on_a_story_that_is_not_there_are_pointed_out():
    result = rank(HONEY, [("m1", best(HONEY) | {"B.5.1": 0})])

    assert [(c.code, on.code) for c, on in idle_answers(result)] == [
        ("B.5.2", "B.5.1"),
        ("B.5.3", "B.5.1"),
    ]
    assert explain(result)[-2:] == [
        "Lưu ý: B.5.2 có điểm dù B.5.1 bằng 0.",
        "Lưu ý: B.5.3 có điểm dù B.5.1 bằng 0.",
    ]


def minima(result):
    """(criterion, star) of what is not met."""
    return {(u.criterion, u.stars) for u in result.unmet}


# ---- asked apart: has the product a story?

OLD_HONEY = library.criteria_set("148-2023", 4)
WHETHER = "Sản phẩm có câu chuyện không?"


@pytest.mark.parametrize(("told", "idle"), [(True, []), (None, []), (False, ["B.5.2", "B.5.3"])])
def test_where_it_is_asked_apart_the_answer_and_not_the_points_say_if_there_is_a_story(told, idle):
    has = {} if told is None else {"story": told}

    result = rank(OLD_HONEY, [("m1", best(OLD_HONEY) | {"B.5.1": 0})], has=has)

    assert result.total == 95  # the points count as written
    assert [c.code for c, _ in idle_answers(result)] == idle


def test_a_story_that_is_only_told_keeps_its_points_and_its_star():
    result = rank(OLD_HONEY, [("m1", best(OLD_HONEY) | {"B.5.1": 0})], has={"story": True})

    assert (result.stars, remarks(result)) == (5, [])


def test_what_does_not_go_together_is_said():
    sheet = best(OLD_HONEY)

    assert remarks(rank(OLD_HONEY, [("m1", sheet)], has={"story": False})) == [
        f"Lưu ý: B.5.2 có điểm, mà câu hỏi “{WHETHER}” được trả lời là không. "
        "Sửa câu trả lời, hoặc chấm 0.",
        f"Lưu ý: B.5.3 có điểm, mà câu hỏi “{WHETHER}” được trả lời là không. "
        "Sửa câu trả lời, hoặc chấm 0.",
        f"Lưu ý: mức 5 điểm của B.5.1 nói là có, mà câu hỏi “{WHETHER}” được trả lời là không. "
        "Sửa một trong hai.",
    ]
    assert remarks(rank(OLD_HONEY, [("m1", sheet | {"B.5.1": 1})]), language="en") == [
        "Note: “Does the product have a story?” is not answered; B.5.2, B.5.3 is only scored "
        "where the answer is yes."
    ]
    assert remarks(rank(OLD_HONEY, [("m1", sheet)])) == []


def test_without_a_story_its_criteria_need_no_answer():
    answers = {k: v for k, v in best(OLD_HONEY).items() if k not in ("B.5.2", "B.5.3")}
    case = {"rulebook": "148-2023", "set": 4, "sheets": [{"by": "m1", "answers": answers}]}

    with pytest.raises(CaseRefused, match="còn thiếu 2 tiêu chí"):
        rank_case(case)
    with pytest.raises(CaseRefused, match="còn thiếu 2 tiêu chí"):
        rank_case(case | {"has": {"story": True}})
    assert rank_case(case | {"has": {"story": False}}).total == 93


@pytest.mark.parametrize(
    ("number", "has", "sentence"),
    [
        (4, {"story": "có"}, "«has» chỉ nhận true hoặc false cho: story."),
        (4, {"story": 1}, "«has» chỉ nhận true hoặc false cho: story."),
        (4, {"tale": True}, "«has» chỉ nhận true hoặc false cho: story."),
        (4, [True], "«has» chỉ nhận true hoặc false cho: story."),
        (
            26,
            {"story": True},
            "Bộ 26 không hỏi riêng điều gì sản phẩm có hay không; hãy bỏ «has».",
        ),
    ],
)
def test_an_answer_to_what_is_not_asked_is_refused(number, has, sentence):
    cs = library.criteria_set("148-2023", number)
    case = {"rulebook": "148-2023", "set": number, "sheets": [{"by": "m1", "answers": best(cs)}]}

    with pytest.raises(CaseRefused) as refused:
        rank_case(case | {"has": has})

    assert (refused.value.code, str(refused.value)) == ("has", sentence)


@pytest.mark.parametrize("book", library.IDS)
def test_only_the_older_decisions_ask_apart(book):
    asked = {n for n, cs in library.rulebook(book).sets.items() if cs.asked}

    wanted = {
        "26-2026": set(),
        "148-2023": set(range(1, 26)),
        "781-2020": {1, 2, *range(4, 26)},
    }
    assert asked == wanted[book]
