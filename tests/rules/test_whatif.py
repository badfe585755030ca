"""Thousands of dossiers under a changed law: always the same stars as ranking one by one."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanvat.rules import library
from sanvat.rules.engine import rank_case
from sanvat.rules.model import Band
from sanvat.rules.problems import CaseRefused
from sanvat.rules.whatif import Catalogue, Change, what_if
from tests.rules.sheets import answer_code, best, changed_sheet, just_enough, nothing

BOOK = library.rulebook("26-2026")
HONEY = BOOK.sets[4]

HALF = Fraction(1, 2)
LAWS = [
    Change(),
    Change(bands={4: 75}),
    Change(bands={5: Fraction("89.97"), 3: 49 + HALF}),
    Change(bands={4: Fraction(488, 7)}),
    Change(bands={4: Fraction(69.7)}),  # what a computer makes of 69.7: a very long fraction
    Change(bands={5: Fraction(0.1) + 89}),
    Change(bands={2: 0}),
    Change(minima={(None, "B.4.1", 4): 5}),
    Change(minima={(4, "B.4.1", 5): 0, (26, "A.3.5", 3): 2}),
    Change(minima={(None, "C.10", 3): 5, (13, "A.1.1", 3): 0}),
    Change(without_minima=True),
    Change(bands={4: 72 + HALF}, minima={(None, "A.3.5", 4): 3}),
]


@st.composite
def dossiers(draw):
    cs = draw(st.sampled_from(tuple(BOOK.sets.values())))
    start = draw(st.sampled_from([best(cs), just_enough(cs, 4), just_enough(cs, 3), nothing(cs)]))
    sheets = []
    for member in range(draw(st.integers(1, 7))):
        changes = {}
        for one in draw(st.sets(st.sampled_from(cs.criteria), max_size=8)):
            case = draw(st.sampled_from(one.cases)) if one.cases else one
            changes[case.code] = draw(st.sampled_from([0, *(o.points for o in case.options)]))
        sheets.append({"by": f"m{member}", "answers": changed_sheet(cs, start, changes)})
    return {"rulebook": BOOK.id, "set": cs.number, "sheets": sheets}


@given(
    st.lists(dossiers(), min_size=1, max_size=12),
    st.sampled_from(range(len(LAWS))),
    st.sampled_from(["mean", "majority"]),
)
@settings(max_examples=60, deadline=None)
def test_every_dossier_gets_the_star_that_ranking_it_gives(cases, law, minima):
    result = what_if(Catalogue.of_cases(BOOK.id, cases), LAWS[law], minima=minima)

    assert result.before.tolist() == [rank_case(case, minima=minima).stars for case in cases]
    assert result.after.tolist() == [
        rank_case(case, minima=minima, book=under(law)).stars for case in cases
    ]


@cache
def under(number: int):
    """The rulebook as that law would have it, written out criterion by criterion."""
    law = LAWS[number]
    return replace(
        BOOK,
        bands=tuple(Band(b.stars, law.bands.get(b.stars, b.from_points)) for b in BOOK.bands),
        sets={n: set_under(cs, law) for n, cs in BOOK.sets.items()},
    )


def set_under(cs, law: Change):
    parts = tuple(
        replace(
            part,
            sections=tuple(
                replace(s, criteria=tuple(criterion_under(cs.number, c, law) for c in s.criteria))
                for s in part.sections
            ),
        )
        for part in cs.parts
    )
    return replace(cs, parts=parts)


def criterion_under(number: int, criterion, law: Change):
    minima = {} if law.without_minima else dict(criterion.minima)
    for (where, code, stars), points in law.minima.items():
        if code == criterion.code and where in (None, number):
            minima[stars] = points
    return replace(criterion, minima={s: p for s, p in minima.items() if p})


def test_the_order_of_the_dossiers_is_kept_across_sets():
    cases = [
        {
            "rulebook": BOOK.id,
            "set": number,
            "sheets": [{"by": "m", "answers": start(BOOK.sets[number])}],
        }
        for number, start in [(4, best), (26, nothing), (13, best), (4, nothing)]
    ]

    result = what_if(Catalogue.of_cases(BOOK.id, cases), Change(without_minima=True))

    assert result.after.tolist() == [5, 1, 5, 1]


def test_the_moves_count_how_many_go_where():
    cases = [honey({}), honey({"B.4.1": 3}), honey({"B.4.1": 3}), honey({"A.3.5": 0})]

    result = what_if(Catalogue.of_cases(BOOK.id, cases), Change(without_minima=True))

    assert result.moves() == {(2, 5): 1, (4, 5): 2, (5, 5): 1}


def honey(changes, **more):
    sheets = [{"by": "m1", "answers": best(HONEY) | changes}]
    return {"rulebook": BOOK.id, "set": 4, "sheets": sheets} | more


def test_an_excluded_product_keeps_its_place_and_has_no_star_under_any_law():
    cases = [honey({}), honey({}, excluded={"reason": "Giả mạo hồ sơ"}), honey({"B.4.1": 3})]

    result = what_if(Catalogue.of_cases(BOOK.id, cases), Change(without_minima=True))

    assert (result.before.tolist(), result.after.tolist()) == ([5, 0, 4], [5, 0, 5])


@pytest.mark.parametrize("cases", [[], [honey({}, excluded={"reason": "Giả mạo hồ sơ"})]])
def test_a_catalogue_without_ranked_dossiers_is_no_problem(cases):
    result = what_if(Catalogue.of_cases(BOOK.id, cases), Change(bands={4: 75}))

    assert result.before.tolist() == result.after.tolist() == [0] * len(cases)


@pytest.mark.parametrize(
    ("case", "code"),
    [
        ({"rulebook": BOOK.id, "set": 4, "sheets": []}, "no_sheets"),
        ({"rulebook": BOOK.id, "sheets": []}, "missing_set"),
        (honey({"B.4.1": 4}), "no_option"),
        (honey({}) | {"rulebook": "148-2023"}, "other_rulebook"),
    ],
)
def test_a_case_that_cannot_be_ranked_is_refused(case, code):
    with pytest.raises(CaseRefused) as refused:
        Catalogue.of_cases(BOOK.id, [honey({}), case])

    assert refused.value.code == code


def test_a_threshold_is_met_exactly_and_never_nearly():
    # 488 / 7 = 69.714…: the law asks for exactly that, or for the least more.
    lower = just_enough(HONEY, 4) | {
        "A.1.1": 3, "A.1.2": 2, "A.1.3": 3, "A.1.4": 3, "A.3.1": 3,
        "A.3.3": 3, "B.4.2": 3, "B.4.3": 5, "C.11": 2, "C.12": 1,
    }  # fmt: skip
    sheets = [{"by": f"m{i}", "answers": lower | ({"C.12": 2} if i < 5 else {})} for i in range(7)]
    catalogue = Catalogue.of_cases(BOOK.id, [{"rulebook": BOOK.id, "set": 4, "sheets": sheets}])
    exactly, a_little_more = Fraction(488, 7), Fraction(488, 7) + Fraction(1, 10**30)

    assert what_if(catalogue, Change(bands={4: exactly})).moves() == {(3, 4): 1}
    assert what_if(catalogue, Change(bands={4: a_little_more})).moves() == {(3, 3): 1}


def test_the_code_of_a_case_is_no_matter_to_the_sums():
    tourism = BOOK.sets[26]
    assert answer_code(tourism.by_code["C.8"]) == "C.8.a"
    cases = [
        {
            "rulebook": BOOK.id,
            "set": 26,
            "sheets": [{"by": "m", "answers": changed_sheet(tourism, best(tourism), {code: 1})}],
        }
        for code in ("C.8.a", "C.8.b")
    ]

    result = what_if(Catalogue.of_cases(BOOK.id, cases), Change(bands={5: 99}))

    assert result.after.tolist() == [4, 4]
