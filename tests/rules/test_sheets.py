"""Sheets are checked the same, all at once or answer by answer."""

from decimal import Decimal
from fractions import Fraction
from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanvat.rules import sheets as checking
from sanvat.rules.engine import rank_case
from sanvat.rules.problems import CaseRefused
from tests.rules.sheets import all_sets, best

SETS = tuple(all_sets())
ODD_ANSWERS = st.sampled_from(
    [
        True,
        False,
        0,
        1,
        2,
        3,
        5,
        1.0,
        2.5,
        -1,
        99,
        "2",
        None,
        Decimal(1),
        Fraction(2),
        [1],
        nan,
    ]
)


@given(data=st.data())
def test_sheets_checked_together_are_checked_as_answer_by_answer(data):
    """A council's sheets are looked at all at once where they can be; whatever stands in them, the
    result is the same, and so is what is refused."""
    cs = data.draw(st.sampled_from(SETS))
    sheets = [dict(best(cs)) for _ in range(data.draw(st.integers(1, 4)))]
    codes = [*cs.answer_codes, "Z.9"]
    for n, code, value in data.draw(
        st.lists(st.tuples(st.integers(0, 3), st.sampled_from(codes), ODD_ANSWERS), max_size=3)
    ):
        sheets[n % len(sheets)][code] = value
    for n, code in data.draw(
        st.lists(st.tuples(st.integers(0, 3), st.sampled_from(codes)), max_size=1)
    ):
        sheets[n % len(sheets)].pop(code, None)
    case = {
        "rulebook": cs.rulebook,
        "set": cs.number,
        "sheets": [{"by": f"m{n}", "answers": answers} for n, answers in enumerate(sheets)],
    }

    together = told(case)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checking, "_plain_sheets", lambda criteria_set, given: None)
        one_by_one = told(case)

    assert together == one_by_one


def told(case) -> object:
    try:
        result = rank_case(case)
    except CaseRefused as refused:
        return refused.in_language("vi")
    return result.as_dict(), result.scores, [*map(type, result.sums)], result.unmet
