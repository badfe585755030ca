"""Office layouts at random, taken in as offered: what comes in equals what was drawn, or somebody
is asked or shown why not."""

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sanvat.products.models import Product
from sanvat.register.answers import sentence
from sanvat.register.models import Import, ImportRow
from tests.register.brought_in import (
    a_line_each,
    bring_in,
    history_faults,
    silent_faults,
    waiting,
)
from tests.register.layouts import Drawn, draw_layout, layouts
from tests.register.office_words import draw_register
from tests.register.registers import coffee, preview

few = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@contextmanager
def undone() -> Iterator[None]:
    """One example leaves nothing to the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@few
@given(layouts())
def test_what_comes_in_is_what_was_drawn_or_somebody_is_asked(advisor, drawn):
    with undone():
        importing = bring_in(drawn, by=advisor)

        assert silent_faults(drawn, importing) == []


@settings(few, max_examples=6)
@given(st.randoms(use_true_random=False))
def test_two_lists_of_one_register_lead_to_one_history(advisor, random):
    """Whatever their shapes, with a line a product or a line a recognition, in either order; and
    the second once more changes nothing."""
    register = [without_expiry(row) for row in draw_register(random)]
    shapes = [register, [without_expiry(row) for row in a_line_each(register)]]
    lists = [draw_layout(random, random.choice(shapes)) for _each in range(2)]
    assume(all(map(says_when, lists)))
    with undone():
        for drawn in lists:
            importing = bring_in(drawn, by=advisor)
            assert history_faults(register) == []
        # What waited for a person may be clear by now, but what came in is there.
        again = bring_in(lists[1], by=advisor)
        assert not came_in(importing) & came_in(again)


def came_in(importing: Import) -> set[tuple[int, int]]:
    applied = importing.rows.filter(outcome__isnull=False)
    return set(applied.values_list("sheet__position", "number"))


def without_expiry(row: dict[str, Any]) -> dict[str, Any]:
    """Lists of other days tell other expiries."""
    return {key: told for key, told in row.items() if key != "expiry"}


def says_when(drawn: Drawn) -> bool:
    """No decision made up for a title, and none without its day or year: which recognition such a
    one was, a later list may leave open."""
    return "told=title" not in drawn.choices and all(
        {"first_date", "first_year"} & set(row.facts)
        for row in drawn.rows
        if "first_decision" in row.facts
    )


def test_who_recognised_is_kept_where_nothing_else_is_told(advisor):
    told = {"first_star": "", "first_date": "", "first_decision": "", "expiry": ""}

    changes = preview([coffee(**told)], by=advisor).rows.get().changes

    assert changes["recognition.1.authority"] == [None, "UBND tỉnh Lâm Đồng"]


def test_who_recognised_without_a_recognition_is_told(advisor):
    row = preview([coffee(second_authority="UBND tỉnh")], by=advisor).rows.get()

    assert "ghi «UBND tỉnh» mà không có hạng" in sentence(row)


def test_an_expiry_alone_is_not_lost(advisor):
    told = {"star": "", "first_star": "", "first_date": "", "first_decision": ""}
    usual = [coffee(product=f"Trà {name}") for name in ("sen", "nhài", "gừng")]

    row = preview([*usual, coffee(**told, first_authority="")], by=advisor).rows.last()

    assert (row.answer, row.details["about"]) == ("bad_star", {"why": "missing"})


SEEDS = range(8)
"""Layouts in which nothing is left open."""


@pytest.mark.parametrize("seed", SEEDS)
def test_an_ordinary_layout_comes_in_whole(advisor, seed):
    drawn = draw_layout(Random(seed))

    importing = bring_in(drawn, by=advisor)

    assert importing.state == Import.State.APPLIED
    assert (silent_faults(drawn, importing), waiting(drawn, importing)) == ([], [])
    assert Product.objects.count() == len(drawn.rows)


@pytest.mark.parametrize("nothing", ["-", "–", "…", "."])
def test_a_dash_in_a_cell_is_nothing(advisor, nothing):
    given = coffee(note=nothing, second_decision=nothing, second_authority=nothing, phone=nothing)

    row: ImportRow = preview([given], by=advisor).rows.get()

    assert (row.answer, row.details) == ("new", {})
    assert not {"note", "producer.phone", "recognition.2.decision"} & set(row.changes)
