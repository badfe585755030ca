"""Office layouts at random, taken in as offered: what comes in equals what was drawn, or somebody
is asked or shown why not."""

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from sanvat.products.models import Product
from sanvat.register.models import Import, ImportRow
from tests.register.brought_in import bring_in, silent_faults, waiting
from tests.register.layouts import draw_layout, layouts
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
