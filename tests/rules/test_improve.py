"""The least path to the next star: it gets there, and nothing smaller does."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanvat.rules import library
from sanvat.rules.engine import Exclusion, Regulation, Result, rank
from sanvat.rules.improve import next_star
from tests.rules.sheets import all_sets, answer_code, best, changed_sheet, just_enough, nothing
from tests.rules.small_sets import criterion, small_rulebook, small_set, small_worlds

HONEY = library.criteria_set("26-2026", 4)
SETS = tuple(all_sets())
MINIMA = st.sampled_from([Regulation(), Regulation("majority"), Regulation(decimals=0)])


def applied(result: Result, changes) -> Result:
    """The product again, every member giving at least the new points. ``changes``: (criterion,
    option)."""
    cs = result.criteria_set
    raised = {}
    for one, option in changes:
        case = next((c for c in one.cases if option in c.options), None)
        raised[case.code if case else one.code] = option.points
    sheets = []
    for s in result.scores:
        answers = {
            s.cases.get(c.code, answer_code(c)): p
            for c, p in zip(cs.criteria, s.points, strict=True)
        }
        given = {c.code: p for c, p in zip(cs.criteria, s.points, strict=True)}
        higher = {
            code: points
            for code, points in raised.items()
            if points > given[cs.answer_codes[code][0].code]
        }
        sheets.append((s.by, changed_sheet(cs, answers, higher)))
    return rank(cs, sheets, book=result.book, regulation=result.regulation)


def points_given(result: Result, one) -> list[int]:
    place = result.criteria_set.criteria.index(one)
    return [s.points[place] for s in result.scores]


def raises(result: Result, one):
    """The options that some member has not given yet."""
    return [o for o in one.all_options if o.points > min(points_given(result, one))]


def makes_sense(result: Result, changes) -> bool:
    """Nothing is raised that speaks of something absent and still absent afterwards."""
    raised = {one.subject for one, _ in changes}
    for one, _ in changes:
        on = result.criteria_set.by_subject(one.depends_on) if one.depends_on else None
        if (
            on is not None
            and result.means[one.code] == 0
            and result.means[on.code] == 0
            and on.subject not in raised
        ):
            return False
    return True


def gain(result: Result, changes) -> Fraction:
    added = sum(max(o.points - p, 0) for one, o in changes for p in points_given(result, one))
    return Fraction(added, len(result.scores))


def every_change(result: Result, count: int):
    """All ways to raise exactly so many criteria."""
    for chosen in combinations(result.criteria_set.criteria, count):
        for options in product(*(raises(result, one) for one in chosen)):
            changes = list(zip(chosen, options, strict=True))
            if makes_sense(result, changes):
                yield changes


def least_by_trying(result: Result, target: int):
    """(criteria, points) of the cheapest way there is, found by trying them all."""
    for count in range(1, len(result.criteria_set.criteria) + 1):
        costs = [
            gain(result, changes)
            for changes in every_change(result, count)
            if applied(result, changes).stars >= target
        ]
        if costs:
            return count, min(costs)
    return None


def changes_of(path):
    return [(i.criterion, i.option) for i in path.improvements]


@given(small_worlds(), MINIMA, st.integers(2, 5))
@settings(max_examples=120, deadline=None)
def test_no_way_is_shorter_or_cheaper(world, regulation, target):
    book, cs, sheets = world
    result = rank(cs, sheets, book=book, regulation=regulation)

    path = next_star(result, stars=target)

    if target <= result.stars:
        assert path is None
    else:
        found = path and (len(path.improvements), path.gain)
        assert found == least_by_trying(result, target)
        assert path is None or applied(result, changes_of(path)).stars >= target


@st.composite
def drafts(draw):
    """Sheets of a real set, from a good one with a few answers spoilt to a poor one."""
    cs = draw(st.sampled_from(SETS))
    start = draw(st.sampled_from([best(cs), just_enough(cs, 4), just_enough(cs, 3), nothing(cs)]))
    sheets = []
    for member in range(draw(st.integers(1, 3))):
        spoilt = {}
        for one in draw(st.sets(st.sampled_from(cs.criteria), max_size=12)):
            options = one.cases[0].options if one.cases else one.options
            spoilt[answer_code(one)] = draw(st.sampled_from([0, *(o.points for o in options)]))
        sheets.append((f"m{member}", start | spoilt))
    return cs, sheets


@given(drafts(), st.sampled_from([Regulation(), Regulation("majority"), Regulation(decimals=1)]))
@settings(max_examples=80, deadline=None)
def test_the_path_reaches_the_next_star_on_every_real_set(draft, regulation):
    cs, sheets = draft
    result = rank(cs, sheets, regulation=regulation)

    path = next_star(result)

    if result.stars == 5:
        assert path is None
    elif path is None:
        assert cs.achievable < result.book.threshold(result.stars + 1)
    else:
        after = applied(result, changes_of(path))
        assert after.stars >= path.stars == result.stars + 1
        assert after.total == result.total + path.gain
        assert makes_sense(result, changes_of(path))


@given(drafts())
@settings(max_examples=25, deadline=None)
def test_every_step_of_the_path_is_needed(draft):
    cs, sheets = draft
    result = rank(cs, sheets)
    path = next_star(result)
    changes = changes_of(path) if path else []

    for left_out in range(len(changes)):
        fewer = changes[:left_out] + changes[left_out + 1 :]
        assert not makes_sense(result, fewer) or applied(result, fewer).stars < path.stars


@pytest.mark.parametrize(
    ("number", "changed", "codes"),
    [
        (4, {"B.4.1": 3}, ["B.4.1"]),
        (4, {"B.4.1": 3, "A.3.4": 1}, ["A.3.4"]),
        (4, {"A.1.3": 2, "C.8": 3}, ["A.1.3", "C.8"]),
        (13, {"B.5.1": 3, "A.3.4": 0}, ["A.3.4", "B.5.1"]),
        (22, {"A.3.5": 0}, ["A.3.5"]),
        (26, {"A.3.4": 1, "A.3.5": 1}, ["A.3.4", "A.3.5"]),
    ],
)
def test_short_paths_on_real_sets_are_the_shortest(number, changed, codes):
    cs = library.criteria_set("26-2026", number)
    result = rank(cs, [("m1", changed_sheet(cs, best(cs), changed))])

    path = next_star(result)

    assert [i.criterion.code for i in path.improvements] == codes
    assert (len(codes), path.gain) == least_by_trying(result, result.stars + 1)


def test_points_alone_are_found_among_all_pairs():
    short_of_five = {"A.1.1": 1, "A.1.2": 0, "B.4.2": 1, "B.4.3": 0, "C.12": 0}
    result = rank(HONEY, [("m1", best(HONEY) | short_of_five)])

    path = next_star(result)

    assert (result.total, result.stars) == (86, 4)
    assert [(i.criterion.code, i.has, i.to) for i in path.improvements] == [("B.4.3", 0, 5)]
    assert least_by_trying(result, 5) == (1, 5)


def test_a_pair_is_chosen_for_the_fewest_points():
    # 90 is 5 points away, no criterion has more than 4 to give: of all pairs the least is taken.
    result = rank(
        HONEY,
        [
            (
                "m1",
                best(HONEY)
                | {"B.4.3": 1, "A.1.1": 1, "A.1.2": 0, "B.4.2": 0, "A.1.4": 1, "C.7": 1},
            )
        ],
    )

    path = next_star(result)

    assert (result.total, result.stars) == (85, 4)
    assert (len(path.improvements), path.gain) == least_by_trying(result, 5) == (2, 5)


def test_minima_come_first_and_say_so():
    result = rank(HONEY, [("m1", best(HONEY) | {"B.4.1": 3, "B.4.3": 0, "C.12": 0, "A.1.1": 1})])

    path = next_star(result)

    assert (result.total, result.stars) == (88, 4)
    assert [(i.criterion.code, i.to, i.because_minimum) for i in path.improvements] == [
        ("B.4.1", 5, True),
    ]


def test_a_structure_is_not_asked_for_before_there_is_a_story():
    # Four points short; B.5.2 and B.5.3 would give seven, but speak of a story that is not there.
    cs = small_set(
        criterion("A.1.0", [1, 2]),
        criterion("A.1.1", [1, 4], depends_on="a-1-0"),
        criterion("A.1.2", [1, 2, 3]),
    )
    book = small_rulebook(cs, (8, 6, 4, 3))
    result = rank(cs, [("m1", nothing(cs))], book=book)

    three_points = next_star(result, stars=2)
    four_points = next_star(result, stars=3)

    assert [(i.criterion.code, i.to) for i in three_points.improvements] == [("A.1.2", 3)]
    assert [(i.criterion.code, i.to) for i in four_points.improvements] == [
        ("A.1.0", 1),
        ("A.1.2", 3),
    ]


def test_a_product_without_a_story_is_told_to_have_one_before_its_identity():
    result = rank(HONEY, [("m1", best(HONEY) | {"B.5.1": 0, "B.5.2": 0, "B.5.3": 0})])

    path = next_star(result)

    assert [(i.criterion.code, i.to, i.because_minimum) for i in path.improvements] == [
        ("B.5.1", 1, True),
        ("B.5.3", 1, True),
    ]


def test_a_star_out_of_reach_has_no_path():
    cs = small_set(criterion("A.1.0", [1, 2]), criterion("A.1.1", [1]))
    book = small_rulebook(cs, (9, 8, 3, 2))
    result = rank(cs, [("m1", nothing(cs))], book=book)

    assert next_star(result, stars=3).gain == 3
    assert next_star(result, stars=4) is None


def test_there_is_no_path_above_five_stars_below_ones_own_or_for_an_excluded_product():
    sheets = [("m1", best(HONEY))]
    top = rank(HONEY, sheets)
    excluded = rank(HONEY, [("m1", nothing(HONEY))], excluded=Exclusion("Giả mạo hồ sơ"))

    assert next_star(top) is None
    assert next_star(top, stars=4) is None
    assert next_star(top, stars=6) is None
    assert next_star(excluded) is None


def test_a_case_is_improved_within_itself():
    cs = library.criteria_set("26-2026", 26)
    others = {c.code: 0 for c in cs.criteria if not c.cases and c.code.startswith("C")}
    result = rank(cs, [("m1", changed_sheet(cs, best(cs) | others, {"C.8.b": 1}))])

    path = next_star(result, stars=5)
    step = next((i for i in path.improvements if i.criterion.code == "C.8"), None)

    assert step is None or step.option in cs.by_code["C.8"].cases[1].options
    assert applied(result, changes_of(path)).stars == 5


def test_who_gave_more_keeps_it():
    # Three of five gave the 3 points that 4 stars ask for; the others come up to 1.
    cs = small_set(criterion("A.1.0", [1, 2, 3], minima={4: 3}), criterion("A.1.1", [1]))
    book = small_rulebook(cs, (9, 2, 1, 0))
    sheets = [(f"m{i}", {"A.1.0": p, "A.1.1": 0}) for i, p in enumerate([3, 3, 3, 0, 0])]
    result = rank(cs, sheets, book=book, regulation=Regulation("majority"))

    path = next_star(result)

    assert (result.total, result.stars) == (Fraction(9, 5), 3)
    assert [(i.criterion.code, i.to, i.gain) for i in path.improvements] == [
        ("A.1.0", 1, Fraction(2, 5))
    ]
    assert applied(result, changes_of(path)).stars == 4


OLD_HONEY = library.criteria_set("148-2023", 4)


def steps(result, stars=None):
    path = next_star(result, stars=stars)
    return [(i.criterion.code, i.to) for i in path.improvements]


def test_a_story_that_was_never_written_down_can_gain_on_what_it_tells():
    sheet = best(OLD_HONEY) | {"B.5.1": 0, "B.5.2": 0, "B.5.3": 0}

    assert steps(rank(OLD_HONEY, [("m1", sheet)], has={"story": True}), 5) == [
        ("B.5.2", 5),
        ("B.5.3", 2),
    ]


@pytest.mark.parametrize("points", [0, 1])
def test_without_a_story_one_is_written_down_first(points):
    sheet = best(OLD_HONEY) | {"B.5.1": points, "B.5.2": 0, "B.5.3": 0}

    result = rank(OLD_HONEY, [("m1", sheet)], has={"story": False})

    assert steps(result, 4) == [("B.5.1", 2), ("B.5.2", 5)]
