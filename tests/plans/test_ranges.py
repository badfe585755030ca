"""The arithmetic of targets, as an official can follow it, and held against brute force."""

from decimal import Decimal as D
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanvat.plans.ranges import (
    INFEASIBLE,
    OPEN,
    Node,
    Range,
    Standing,
    Verdict,
    assignment,
    at_least,
    at_most,
    between,
    compared,
    exactly,
    reach,
    share,
    standing,
    total,
)

CASES = [
    (
        between(15, 20),
        [between(2, 3)] * 8,
        Verdict.FEASIBLE,
        "8 huyện × 2–3 = 16–24; tỉnh giao 15–20: gặp nhau ở 16–20",
    ),
    (
        at_least(8),
        [between(1, 2)] * 8,
        Verdict.FEASIBLE,
        "8 huyện × 1–2 = 8–16; tỉnh giao ít nhất 8: gặp nhau ở 8–16",
    ),
    (
        at_most(10),
        [exactly(2)] * 6,
        Verdict.TOO_MUCH,
        "6 huyện × 2 = 12; tỉnh giao nhiều nhất 10: không gặp nhau, phần đã giao ít nhất cũng "
        "vượt 2",
    ),
    (
        exactly(16),
        [at_most(3), at_most(3), between(1, 2)],
        Verdict.TOO_LITTLE,
        "2 huyện × nhiều nhất 3 + 1 huyện × 1–2 = 1–8; tỉnh giao 16: không gặp nhau, làm hết phần "
        "đã giao vẫn thiếu 8",
    ),
    (
        at_least(30),
        [at_least(4)] * 2,
        Verdict.OPEN_ENDED,
        "2 huyện × ít nhất 4 = ít nhất 8; tỉnh giao ít nhất 30: gặp nhau từ ít nhất 30, không có "
        "mức trên",
    ),
    (
        between(15, 20),
        [between(2, 3), between(2, 3), None, None],
        Verdict.PARTLY_GIVEN,
        "2 huyện × 2–3 = 4–6; tỉnh giao 15–20: 2 huyện chưa được giao cần làm tổng cộng 9–16",
    ),
    (between(15, 20), [], Verdict.NONE_GIVEN, "tỉnh giao 15–20; chưa giao cho cấp dưới"),
    (
        between(15, 20),
        [None] * 3,
        Verdict.NONE_GIVEN,
        "tỉnh giao 15–20; 3 huyện chưa được giao",
    ),
    (
        between(D("1.5"), D("2.5")),
        [between(D("0.25"), D("0.5"))] * 4,
        Verdict.FEASIBLE,
        "4 huyện × 0,25–0,5 = 1–2; tỉnh giao 1,5–2,5: gặp nhau ở 1,5–2",
    ),
    (
        between(10, 40),
        [exactly(n) for n in range(1, 8)],
        Verdict.FEASIBLE,
        "7 huyện cộng lại = 28; tỉnh giao 10–40: gặp nhau ở 28",
    ),
]


@pytest.mark.parametrize(("asked", "parts", "verdict", "words"), CASES)
def test_the_parts_are_added_up_and_the_arithmetic_is_shown(asked, parts, verdict, words):
    found = share(asked, parts, noun="huyện", giver="tỉnh")

    assert (found.verdict, found.words) == (verdict, words)


def test_what_is_least_everywhere_may_assure_the_whole_or_not():
    assert share(between(15, 20), [between(2, 3)] * 8).is_assured
    assert not share(between(15, 20), [between(1, 3)] * 8).is_assured


@pytest.mark.parametrize(("least", "most"), [(3, 2), (-1, None), (None, -2)])
def test_a_range_ends_in_order_and_begins_with_nothing(least, most):
    with pytest.raises(ValueError, match="no range"):
        Range(*(None if one is None else D(one) for one in (least, most)))


def test_a_range_is_said_as_people_say_it():
    assert [str(one) for one in (at_least(8), at_most(3), exactly(16), between(2, 3), OPEN)] == [
        "ít nhất 8",
        "nhiều nhất 3",
        "đúng 16",
        "2–3",
        "không hạn mức",
    ]


def test_who_is_over_and_who_is_under():
    asked = between(2, 3)

    assert [standing(asked, n) for n in (1, 2, 3, 4)] == [
        Standing.UNDER,
        Standing.WITHIN,
        Standing.WITHIN,
        Standing.OVER,
    ]
    assert [compared(asked, one) for one in (exactly(1), at_most(2), exactly(4))] == [
        Standing.UNDER,
        Standing.WITHIN,
        Standing.OVER,
    ]


# Held against brute force, which knows nothing of sums of ranges

TOP = 7


def amounts(scale: int):
    return st.integers(0, 4).map(lambda n: D(n) / scale)


@st.composite
def ranges(draw, scale: int) -> Range:
    least, most = (draw(st.none() | amounts(scale)) for _ in range(2))
    if least is not None and most is not None and most < least:
        least, most = most, least
    return Range(least, most)


def possible(asked: Range, scale: int) -> list[D]:
    """Every amount of the grid that a range holds; far enough up for the sums of these tests."""
    grid = [D(n) / scale for n in range(4 * TOP)]
    return [amount for amount in grid if asked.holds(amount)]


def sums(parts: list[Range], scale: int) -> set[D]:
    return {sum(amounts, D(0)) for amounts in product(*(possible(p, scale) for p in parts))}


@settings(max_examples=40, deadline=None)
@given(data=st.data(), scale=st.sampled_from([1, 2, 10]))
def test_what_is_called_feasible_has_an_assignment_and_what_is_not_has_none(data, scale):
    asked = data.draw(ranges(scale))
    parts = data.draw(st.lists(ranges(scale), min_size=1, max_size=3))

    found = share(asked, parts)

    reached = {amount for amount in sums(parts, scale) if asked.holds(amount)}
    assert (found.verdict not in INFEASIBLE) == bool(reached)
    if found.meets is not None:
        assert min(reached) == found.meets.low
        if found.meets.most is not None:
            assert max(reached) == found.meets.most


@settings(max_examples=30, deadline=None)
@given(data=st.data(), scale=st.sampled_from([1, 2]))
def test_what_remains_for_the_others_is_just_what_completes_the_whole(data, scale):
    asked = data.draw(ranges(scale))
    parts = data.draw(st.lists(ranges(scale), min_size=1, max_size=2))

    found = share(asked, [*parts, None])

    known = sums(parts, scale)
    completes = {
        rest for rest in possible(OPEN, scale) if any(asked.holds(one + rest) for one in known)
    }
    if found.remaining is None:
        assert completes == set()
    else:
        assert min(completes) == found.remaining.low
        assert found.remaining.most is None or max(completes) == found.remaining.most


@st.composite
def trees(draw, depth: int) -> Node:
    parts = draw(st.lists(trees(depth - 1), max_size=2)) if depth else []
    return Node(draw(ranges(1)), tuple(parts))


def totals(node: Node) -> set[D]:
    """What a unit can come to, found by trying everything."""
    own = set(possible(node.asked, 1))
    if not node.parts:
        return own
    return own & {sum(amounts, D(0)) for amounts in product(*map(totals, node.parts))}


@settings(max_examples=40, deadline=None)
@given(tree=trees(2))
def test_three_levels_are_feasible_just_where_somebody_can_share_everything_out(tree):
    found, tried = assignment(tree), totals(tree)

    assert (found is None) == (tried == set())
    can = reach(tree)
    assert (can is None) == (tried == set())
    if found is not None and can is not None:
        assert can.low == min(tried)
        amount_of = {id(node): amount for node, amount in found}
        assert all(node.asked.holds(amount) for node, amount in found)
        for node, amount in found:
            if node.parts and len({id(part) for part in node.parts}) == len(node.parts):
                assert amount == sum(amount_of[id(part)] for part in node.parts)


def test_no_part_at_all_sums_up_to_nothing():
    assert total([]) == exactly(0)
