"""Figures that take long to count are counted once, until something is written."""

from contextlib import contextmanager
from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from sanvat.comments import actions as comments
from sanvat.indicators import kept
from sanvat.indicators.countable import Period, countable
from sanvat.indicators.counting import Question, count, totals
from sanvat.products import actions
from sanvat.products.models import Product
from tests.register.registers import NOON

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = Period(date(2030, 1, 1))
COUNTS = "COUNT("


@pytest.fixture(autouse=True)
def shelf(settings, monkeypatch):
    """As it is served, and everything takes long."""
    settings.FIGURES_KEPT = 1_000
    monkeypatch.setattr(kept, "WORTH_IT", 0)
    kept.SHELF.clear()
    yield kept.SHELF
    kept.SHELF.clear()


def number_of_products(**more) -> int:
    return int(count(countable("products.registered"), TODAY, **more).total)


@contextmanager
def counted():
    """How many statements count something."""
    with CaptureQueriesContext(connection) as queries:
        yield lambda: sum(COUNTS in each["sql"] for each in queries)


def test_what_nobody_changed_is_counted_no_more(cooperative, coffee):
    for _ in range(2):  # that it takes long is known after the first time
        assert number_of_products() == 1
    with counted() as number:
        assert number_of_products() == 1
        assert number() == 0
    with counted() as number:
        assert number_of_products(within=coffee.current_place) == 1
        assert number() == 1  # another question


def test_every_act_is_seen_at_once_and_so_is_one_that_is_undone(cooperative, coffee, officer):
    for _ in range(3):
        assert number_of_products() == 1

    actions.register_product(cooperative, "Cà phê hạt", by=officer, at=NOON)

    assert number_of_products() == 2
    with transaction.atomic():
        actions.register_product(cooperative, "Cà phê sữa", by=officer, at=NOON)
        assert number_of_products() == 3  # who has begun something counts for themselves
        transaction.set_rollback(True)
    assert number_of_products() == 2


def test_what_is_written_while_it_is_counted_is_given_to_nobody(
    cooperative, coffee, officer, monkeypatch
):
    number_of_products()
    last = kept._changes.last

    def written_meanwhile():
        state = last()
        monkeypatch.setattr(kept._changes, "last", last)
        actions.register_product(cooperative, "Cà phê hạt", by=officer, at=NOON)
        return state

    monkeypatch.setattr(kept._changes, "last", written_meanwhile)

    assert number_of_products() == 2
    Product.objects.filter(name="Cà phê hạt").delete()  # by hand: only counting would tell
    assert number_of_products() == 1


def test_what_hangs_on_no_figure_leaves_it(cooperative, coffee, coordinator):
    for _ in range(2):
        number_of_products()

    comments.open_thread(
        "Tin", "/tin/", organisation=coordinator.acting.organisation, by=coordinator, at=NOON
    )

    with counted() as number:
        number_of_products()
        assert number() == 0


def test_so_much_is_kept_and_no_more(cooperative, coffee, settings, shelf):
    settings.FIGURES_KEPT = 3
    questions = [
        Question(countable("products.registered"), Period(date(2030, 1, n))) for n in (1, 2)
    ]
    for question in questions:
        for _ in range(2):
            totals([question])
            assert shelf.size <= 3
    with counted() as number:
        totals(questions[1:])
        assert number() == 0
        totals(questions[:1])
        assert number() == 1
    settings.FIGURES_KEPT = 0
    with counted() as number:
        totals(questions[1:])
        assert number() == 1
