"""Small counts are not shown, nor what would reveal them. No database."""

from itertools import product
from random import Random

from sanvat.concerns.small import LEAST, SUM, Table, agree


def lines_of(table):
    rows, columns = [*table.rows, SUM], [*table.columns, SUM]
    return [[(r, c) for c in columns] for r in rows] + [[(r, c) for r in rows] for c in columns]


def made_up(seed, rows=6, columns=5, most=12):
    chance = Random(seed)
    counts = {(r, c): chance.randrange(most) for r, c in product(range(rows), range(columns))}
    return Table(counts, range(rows), range(columns))


def test_a_count_under_five_is_hidden_and_none_at_all_is_not():
    table = Table({("a", "x"): 4, ("a", "y"): 30, ("a", "z"): 0}, ["a"], ["x", "y", "z"])
    assert table.shown("a", "x") is None
    assert table.shown("a", "z") == 0


def test_one_hidden_part_takes_another_with_it_else_the_sum_would_tell_it():
    table = Table({("a", "x"): 4, ("a", "y"): 30, ("a", "z"): 9}, ["a"], ["x", "y", "z"])
    assert [table.shown("a", column) for column in ("x", "y", "z", SUM)] == [None, 30, None, 43]


def test_two_ones_are_told_by_their_sum_and_take_a_third_with_them():
    table = Table({("a", "x"): 1, ("a", "y"): 1, ("a", "z"): 9}, ["a"], ["x", "y", "z"])
    assert [table.shown("a", column) for column in ("x", "y", "z", SUM)] == [None, None, None, 11]


def test_a_small_sum_is_hidden_with_the_row_and_with_another_sum():
    counts = {("a", "x"): 2, ("a", "y"): 1, ("b", "x"): 20, ("b", "y"): 30, ("c", "x"): 9}
    table = Table(counts, ["a", "b", "c"], ["x", "y"])
    assert table.shown("a", SUM) is None
    assert table.hidden_sums() == {"a", "c"}


def test_where_everything_is_small_nothing_is_shown():
    table = Table({("a", "x"): 2}, ["a"], ["x"])
    assert {table.shown(*cell) for cell in product(["a", SUM], ["x", SUM])} == {None}


def test_no_line_tells_what_is_hidden_whatever_the_counts():
    for seed in range(300):
        table = made_up(seed)
        for line in lines_of(table):
            *parts, whole = line
            hidden = [cell for cell in parts if cell in table.hidden]
            values = {cell: table._counts[cell] for cell in line}
            assert all(not 0 < values[cell] < LEAST for cell in set(line) - table.hidden)
            if whole in table.hidden:
                assert hidden or not any(values[cell] for cell in parts)
            elif hidden:
                assert len(hidden) > 1
                assert sum(values[cell] for cell in hidden) >= LEAST


def test_tables_of_the_same_rows_hide_the_same_sums():
    first = Table({("a", "x"): 3, ("b", "x"): 9, ("c", "x"): 50}, ["a", "b", "c"], ["x"])
    second = Table(
        {("a", "u"): 3, ("b", "u"): 9, ("c", "u"): 25, ("c", "v"): 25}, ["a", "b", "c"], ["u", "v"]
    )
    agree([first, second])
    assert first.hidden_sums() == second.hidden_sums() == {"a", "b"}
