"""Two rulebooks side by side: what changed, and which answers carry over."""

from __future__ import annotations

import pytest

from sanvat.rules import library
from sanvat.rules.compare import carry_over, compare_sets
from sanvat.rules.finder import same_set
from sanvat.rules.model import Option
from sanvat.rules.problems import CaseRefused
from sanvat.rules.sheets import score
from tests.rules.sheets import all_sets, best, changed_sheet, nothing
from tests.rules.small_sets import criterion, small_set

SETS = tuple(all_sets())
PAIRS = [
    (old, new)
    for new in library.rulebook("26-2026").sets.values()
    for earlier in ("148-2023", "781-2020")
    for old in same_set(new, earlier)
]


def titled(code: str, *texts: str, minima=None):
    """A criterion whose options say these texts for 1, 2, … points."""
    plain = criterion(code, list(range(1, len(texts) + 1)), minima=minima)
    object.__setattr__(
        plain,
        "options",
        tuple(
            Option(o.points, text, o.minimum_for)
            for o, text in zip(plain.options, texts, strict=True)
        ),
    )
    return plain


def only_pair(old, new):
    (pair,) = compare_sets(small_set(old), small_set(new)).pairs
    return pair


def test_a_criterion_that_says_the_same_has_no_changes():
    pair = only_pair(titled("A.1.0", "ít", "nhiều"), titled("A.1.0", "ít", "nhiều"))

    assert pair.changes == ()


@pytest.mark.parametrize(
    ("new", "changes"),
    [
        (titled("A.1.0", "ít", "rất nhiều"), ("wording",)),
        (titled("A.1.0", "ít", "nhiều", "rất nhiều"), ("options", "points")),
        (titled("A.1.0", "ít", "nhiều", minima={4: 2}), ("minima",)),
    ],
)
def test_changes_are_named(new, changes):
    assert only_pair(titled("A.1.0", "ít", "nhiều"), new).changes == changes


def test_other_points_for_the_same_words_are_a_change_of_points():
    new = titled("A.1.0", "ít", "nhiều")
    object.__setattr__(new, "options", (Option(1, "ít"), Option(5, "nhiều")))
    object.__setattr__(new, "max_points", 5)

    assert only_pair(titled("A.1.0", "ít", "nhiều"), new).changes == ("points",)


def test_what_is_new_and_what_is_gone_is_told():
    comparison = compare_sets(
        small_set(titled("A.1.0", "ít"), titled("A.1.1", "cũ")),
        small_set(titled("A.1.2", "mới"), titled("A.1.0", "ít")),
    )

    assert [(p.subject, p.changes) for p in comparison.pairs] == [
        ("a-1-2", ("new",)),
        ("a-1-0", ()),
        ("a-1-1", ("gone",)),
    ]
    assert (comparison.count("new"), comparison.count("gone"), comparison.unchanged) == (1, 1, 1)


def test_every_set_compared_with_itself_is_unchanged():
    for cs in SETS:
        comparison = compare_sets(cs, cs)
        assert comparison.unchanged == len(cs.criteria) == len(comparison.pairs), cs.name


def test_every_sheet_carries_over_to_its_own_set_whole():
    for cs in SETS:
        if not any(c.bare_answer for c in cs.criteria):
            sheet = best(cs)
            assert carry_over(cs, cs, sheet).answers == sheet, cs.name


@pytest.mark.parametrize(
    ("new", "answers"),
    [
        (titled("A.1.0", "ít", "nhiều"), {"A.1.0": 0}),
        (titled("A.1.0", "ít", "nhiều", minima={3: 1}), {"A.1.0": 0}),
        (titled("A.1.0", "ít", "rất nhiều"), {}),
        (titled("A.1.0", "ít", "nhiều", "rất nhiều"), {}),
    ],
)
def test_none_met_carries_over_where_the_whole_ladder_says_the_same(new, answers):
    old = small_set(titled("A.1.0", "ít", "nhiều"))

    assert carry_over(old, small_set(new), {"A.1.0": 0}).answers == answers


def test_none_met_does_not_become_an_option_that_is_worth_nothing():
    old, new = titled("A.1.0", "ít", "nhiều"), titled("A.1.0", "ít", "nhiều")
    object.__setattr__(new, "options", (Option(0, "ít"), Option(2, "nhiều")))

    carried = carry_over(small_set(old), small_set(new), {"A.1.0": 0})

    assert (carried.answers, [kind for _, kind in carried.anew]) == ({}, ["points"])


@pytest.mark.parametrize(("old", "new"), PAIRS, ids=lambda cs: f"{cs.rulebook}-{cs.number}")
def test_what_carries_over_is_valid_says_the_same_and_leaves_nothing_out(old, new):
    for sheet in (best(old), nothing(old)):
        carried = carry_over(old, new, sheet)

        given = score(new, carried.answers, partial=True)
        answered = {new.answer_codes[code][0].code for code in carried.answers}
        open_codes = {c.code for c, _ in carried.anew}
        assert answered.isdisjoint(open_codes)
        assert answered | open_codes == set(new.by_code)
        for code in answered:
            mine = new.by_code[code].option_for(
                given.points[new.criteria.index(new.by_code[code])], given.cases.get(code)
            )
            assert mine is None or mine.text in texts_chosen(old, sheet)


def texts_chosen(cs, sheet):
    chosen = set()
    for code, points in sheet.items():
        one, case = cs.answer_codes[code]
        options = case.options if case else one.all_options
        chosen |= {o.text for o in options if o.points == points}
    return chosen


def test_a_partial_sheet_carries_what_it_has():
    cs = library.criteria_set("26-2026", 4)

    carried = carry_over(cs, cs, {"A.1.1": 3})

    assert carried.answers == {"A.1.1": 3}
    assert len(carried.anew) == len(cs.criteria) - 1
    assert carried.dropped == ()


def test_an_answer_by_points_alone_does_not_carry_over_where_two_cases_share_them():
    # 781 prints both cases of A.3.2 in one list: 1 point may say one thing or the other.
    cs = library.criteria_set("781-2020", 1)

    bare = carry_over(cs, cs, changed_sheet(cs, best(cs), {"A.3.2": 1}))
    by_case = carry_over(cs, cs, changed_sheet(cs, best(cs), {"A.3.2.b": 1}))

    assert [(c.code, kind) for c, kind in bare.anew] == [("A.3.2", "wording")]
    assert by_case.answers["A.3.2.b"] == 1


def test_answers_that_are_none_of_the_old_set_are_refused():
    cs = library.criteria_set("26-2026", 4)

    with pytest.raises(CaseRefused):
        carry_over(cs, cs, {"A.1.1": 7})


def test_a_tourism_sheet_of_148_carries_over_more_than_half():
    old, new = library.criteria_set("148-2023", 26), library.criteria_set("26-2026", 26)

    carried = carry_over(old, new, best(old))

    assert len(carried.answers) > len(carried.anew)


def test_a_note_that_is_gone_is_a_change() -> None:
    """148 excludes imported raw material in set 5; 26 does not say so there (26-N-1)."""
    old, new = library.criteria_set("148-2023", 5), library.criteria_set("26-2026", 5)
    pair = next(p for p in compare_sets(old, new).pairs if p.subject == "raw-material-origin")
    assert "notes" in pair.changes
