"""When two tellings are one recognition. No database: see certificates/identity.py."""

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanvat.certificates.identity import (
    Likeness,
    Told,
    conflicts,
    corrected,
    decision_number,
    find,
    in_order,
    kinds,
    likeness,
    merged,
)

WINTER = date(2021, 12, 15)


@pytest.mark.parametrize(
    "text",
    [
        *("101/QĐ-UBND", "QĐ số 101/QĐ-UBND", "Quyết định số 101/QĐ-UBND", "101 / qđ - ubnd"),
        *("0101/QĐ-UBND", "101/QĐ-UBND ngày 15/12/2021 của UBND tỉnh", "101QĐ/UBND"),
    ],
)
def test_a_decision_is_known_however_it_is_written(text):
    assert decision_number(text) == ("101", {"qd", "ubnd"}, None)


def test_a_number_may_stand_alone_or_bear_its_year():
    assert decision_number("101") == ("101", frozenset(), None)
    assert decision_number("101/2021/QĐ-UBND") == ("101", {"qd", "ubnd"}, 2021)
    assert decision_number("Không số") == ("khong so", frozenset(), None)
    assert decision_number("") == ("", frozenset(), None)


@pytest.mark.parametrize(
    ("one", "other", "degree"),
    [
        (Told(3, 2021, decision="101/QĐ-UBND"), Told(3, 2021, decision="QĐ số 101"), "DECISION"),
        (Told(3, decision="101"), Told(4, 2021, decision="101/QĐ-UBND"), "DECISION"),
        (Told(3, 2021, decision="101"), Told(3, 2024, decision="101"), "OTHER"),
        (Told(3, 2021, decision="101"), Told(3, 2021, decision="102"), "OTHER"),
        (Told(3, 2021, decision="5/QĐ-UBND"), Told(3, 2021, decision="5/QĐ-SNN"), "OTHER"),
        (Told(3, 2021, WINTER), Told(4, 2021, WINTER, decision="101"), "DAY"),
        (Told(3, 2021, WINTER), Told(3, 2021, date(2021, 3, 1)), "OTHER"),
        (Told(3, 2021), Told(3, 2021, WINTER, decision="101"), "YEAR"),
        (Told(3, 2021), Told(4, 2021), "OTHER"),
        (Told(3), Told(3, 2021, decision="101"), "UNDATED"),
        (Told(3, decision="101"), Told(3, 2021, WINTER), "OTHER"),  # nothing in common but stars
        (Told(3), Told(4, 2021), "OTHER"),
        (Told(3, expires_on=WINTER), Told(3, expires_on=date(2024, 1, 1)), "OTHER"),
    ],
)
def test_two_tellings_are_one_by_decision_then_day_then_year_and_stars(one, other, degree):
    assert likeness(one, other) is likeness(other, one) is Likeness[degree]


@pytest.mark.parametrize(
    ("told", "known", "fields", "is_sure"),
    [
        (Told(4, 2021, decision="101"), Told(3, 2021, decision="101"), ("stars",), True),
        (
            Told(3, 2021, date(2021, 1, 5), decision="101"),
            Told(3, 2021, WINTER, decision="101"),
            ("issued_on",),
            True,
        ),
        (
            Told(3, 2021, expires_on=date(2024, 12, 1), decision="101"),
            Told(3, 2021, expires_on=date(2024, 12, 15), decision="101"),
            ("expires_on",),
            True,
        ),
        (
            Told(3, 2021, WINTER, decision="102"),
            Told(3, 2021, WINTER, decision="101"),
            ("decision",),
            False,
        ),
        # A last day that would come before the day.
        (
            Told(3, 2021, expires_on=date(2021, 6, 1), decision="101"),
            Told(3, 2021, WINTER, decision="101"),
            ("expires_on",),
            True,
        ),
        (
            Told(3, 2021, WINTER, decision="101"),
            Told(3, 2021, expires_on=date(2021, 6, 1), decision="101"),
            ("issued_on",),
            True,
        ),
        (Told(4, 2021), Told(3, 2021, decision="101"), ("stars",), False),
        (Told(4), Told(3, 2021, decision="101"), ("stars",), False),
        (Told(3, 2021, date(2021, 1, 5)), Told(3, 2021, WINTER), ("issued_on",), False),
    ],
)
def test_a_contradiction_is_found_and_named(told, known, fields, is_sure):
    assert find(told, [known]) == (0, fields, is_sure)


def test_of_two_days_that_cannot_be_the_one_told_now_is_kept():
    known = Told(3, 2021, WINTER, decision="101")
    told = Told(3, 2021, expires_on=date(2021, 6, 1), decision="101")

    assert corrected(known, told) == told
    assert corrected(told, known) == known


def test_another_wording_of_the_authority_is_no_contradiction():
    one = Told(3, 2021, decision="101", authority="UBND tỉnh")
    other = one._replace(authority="Ủy ban nhân dân tỉnh Lâm Đồng", decision="101/QĐ-UBND")

    assert conflicts(one, other) == ()
    assert merged(one, other) == one._replace(decision="101/QĐ-UBND")


def test_what_fits_several_is_asked_and_what_says_nothing_new_is_not():
    history = [Told(3, 2021, decision="101"), Told(3, 2021, decision="102")]

    assert find(Told(3, 2021), history).conflicts == ()
    assert find(Told(3, 2021, expires_on=WINTER), history) == (1, ("which",), False)


def test_who_tells_no_year_tells_of_what_holds_now():
    history = [Told(3, 2018), Told(3, 2021), Told(4, 2024)]

    assert find(Told(3, expires_on=WINTER), history).place == 1


def test_a_fact_is_filled_and_nothing_is_taken_away():
    known = Told(3, 2021, decision="101/QĐ-UBND")
    told = Told(3, 2021, WINTER, date(2024, 12, 15), "101", "UBND tỉnh")

    assert merged(known, told) == told._replace(decision="101/QĐ-UBND")
    assert merged(told, Told(3)) == told
    assert corrected(told, Told(4, 2021)) == told._replace(stars=4)


def test_the_order_is_that_of_the_days():
    history = [Told(4, 2024), Told(3, 2018), Told(3, 2021, WINTER), Told(4, 2021, date(2021, 3, 1))]

    assert in_order(history) == [1, 3, 2, 0]
    assert in_order([Told(3), Told(3, 2018), Told(5), Told(4, 2017)]) == [0, 3, 1, 2]


def test_what_a_recognition_was_follows_from_the_stars_before_it():
    assert kinds([3, 3, 4, 3]) == ["first", "again", "upgrade", "again"]
    assert kinds([]) == []


# The same tellings lead to the same history


def history_of(tellings) -> list[Told]:
    """What is known after these tellings, one after the other; none may need a person."""
    history: list[Told] = []
    for told in tellings:
        place, open_fields, _is_sure = find(told, history)
        assert not open_fields, (told, history)
        if place is None:
            history.append(told)
        else:
            history[place] = merged(history[place], told)
        history = [history[n] for n in in_order(history)]
    return history


@st.composite
def facts(draw) -> list[Told]:
    """Some recognitions of one product, no two in one year, each told in full."""
    years = draw(st.lists(st.integers(2010, 2026), min_size=1, max_size=4, unique=True))
    return [
        Told(
            draw(st.integers(3, 5)),
            year,
            day := date(year, draw(st.integers(1, 12)), draw(st.integers(1, 28))),
            day.replace(year=year + 3),
            f"{draw(st.integers(1, 3))}/QĐ-UBND",  # so few numbers that they come again
            draw(st.sampled_from(["", "UBND tỉnh"])),
        )
        for year in sorted(years)
    ]


@st.composite
def tellings(draw, known: list[Told]) -> list[Told]:
    """Each of them told once or more, in full or in part, in any order."""
    told = []
    for fact in known:
        for _time in range(draw(st.integers(0, 2))):
            part = fact
            for name in draw(st.sets(st.sampled_from(["issued_on", "expires_on", "authority"]))):
                part = part._replace(**{name: "" if name == "authority" else None})
            if draw(st.booleans()):
                part = part._replace(decision=draw(st.sampled_from(["", fact.decision[0]])))
            told.append(part)
        told.append(fact)
    return draw(st.permutations(told))


@given(st.data())
def test_tellings_in_any_order_lead_to_the_same_history(data):
    known = data.draw(facts())

    assert history_of(data.draw(tellings(known))) == known


@given(facts())
def test_a_list_a_year_in_any_order_leads_to_the_same_history(known):
    assert all(history_of(order) == known for order in permutations(known))


@given(st.data())
def test_telling_again_what_is_known_changes_nothing(data):
    known = data.draw(facts())
    again = data.draw(tellings(known))

    assert history_of([*known, *again]) == known


def test_a_day_and_a_decision_with_nothing_in_common_wait_for_a_person():
    known, told = Told(3, decision="145/QĐ-UBND"), Told(3, 2021, WINTER)

    for one, other in ((told, known), (known, told)):
        found = find(one, [other])
        assert (found.place, found.conflicts, found.is_sure) == (0, ("which",), False)
