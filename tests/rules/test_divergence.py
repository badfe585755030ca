"""Where members differ: the table the chair looks at first."""

from __future__ import annotations

from fractions import Fraction

from sanvat.rules import library
from sanvat.rules.divergence import divergence
from sanvat.rules.engine import Regulation, rank
from tests.rules.sheets import best, changed_sheet

HONEY = library.criteria_set("26-2026", 4)
TOURISM = library.criteria_set("26-2026", 26)


def test_three_members_who_differ_are_laid_side_by_side():
    sheets = [
        ("m1", best(HONEY)),
        ("m2", best(HONEY) | {"B.4.1": 3, "C.10": 1}),
        ("m3", best(HONEY) | {"B.4.1": 3}),
    ]

    assert divergence(rank(HONEY, sheets)).as_dict() == {
        "members": ["m1", "m2", "m3"],
        "criteria": {
            "C.10": {
                "values": [5, 1, 5],
                "low": 1,
                "high": 5,
                "width": 4,
                "mean": "3.6667",
                "splits_minimum": [4],
                "cases_differ": False,
            },
            "B.4.1": {
                "values": [5, 3, 3],
                "low": 3,
                "high": 5,
                "width": 2,
                "mean": "3.6667",
                "splits_minimum": [5],
                "cases_differ": False,
            },
        },
        "parts": {
            "A": {"values": [40, 40, 40], "low": 40, "high": 40, "width": 0, "mean": "40.0000"},
            "B": {"values": [25, 23, 23], "low": 23, "high": 25, "width": 2, "mean": "23.6667"},
            "C": {"values": [35, 31, 35], "low": 31, "high": 35, "width": 4, "mean": "33.6667"},
        },
        "total": {"values": [100, 94, 98], "low": 94, "high": 100, "width": 6, "mean": "97.3333"},
        "bands": [5, 5, 5],
        "stars": [5, 3, 4],
    }


def test_the_widest_difference_stands_first_measured_against_its_criterion():
    # One point of one counts for more than two of five.
    sheets = [("m1", best(HONEY)), ("m2", best(HONEY) | {"B.4.1": 3, "A.2.4": 0})]

    codes = [c.criterion.code for c in divergence(rank(HONEY, sheets)).differing]

    assert codes == ["A.2.4", "B.4.1"]


def test_members_who_agree_differ_in_nothing():
    result = divergence(rank(HONEY, [("m1", best(HONEY)), ("m2", best(HONEY))]))

    assert result.differing == ()
    assert (result.total.width, result.bands, result.stars) == (0, (5, 5), (5, 5))


def test_one_sheet_differs_from_nobody():
    result = divergence(rank(HONEY, [("m1", best(HONEY) | {"B.4.1": 3})]))

    assert result.differing == ()
    assert (result.total.width, result.total.mean) == (0, Fraction(98))


def test_the_same_points_in_two_cases_are_a_difference():
    sheets = [("m1", best(TOURISM)), ("m2", changed_sheet(TOURISM, best(TOURISM), {"C.8.b": 3}))]

    (found,) = divergence(rank(TOURISM, sheets)).differing

    assert (found.criterion.code, found.spread.width, found.cases_differ) == ("C.8", 0, True)


def test_each_sheet_alone_follows_the_councils_regulation():
    lower = best(HONEY) | {"A.1.1": 1, "A.1.2": 0, "A.1.4": 2, "B.4.2": 1, "B.4.3": 1}
    sheets = [("m1", lower), ("m2", best(HONEY))]

    exact = divergence(rank(HONEY, sheets))
    rounded = divergence(rank(HONEY, sheets, regulation=Regulation(decimals=0)))

    assert exact.bands == rounded.bands == (4, 5)
