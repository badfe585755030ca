"""Several who write producers and products at one moment: nobody waits because both are counted."""

from contextlib import contextmanager
from threading import Event, Thread

import pytest
from django.db import connection, connections, transaction

from sanvat.products import actions, tallies
from sanvat.products.models import COUNTRY, Product, Tally
from tests.register.registers import NOON
from tests.threads import in_a_thread

pytestmark = pytest.mark.django_db(transaction=True)

LONGEST = 10


@contextmanager
def open_transaction(work):
    """Somebody does this and has not committed it yet; committed at the end of the block."""
    done, go_on = Event(), Event()

    def hold():
        try:
            with transaction.atomic():
                work()
                done.set()
                assert go_on.wait(LONGEST)
        finally:
            done.set()
            connections.close_all()

    held = Thread(target=hold)
    held.start()
    assert done.wait(LONGEST)
    try:
        yield
    finally:
        go_on.set()
        held.join()


def add(producer, name):
    product = Product(producer=producer, name=name, set_number=1, registered_at=NOON)
    product.complete()
    product.save()


def without_waiting(work):
    def do():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '500ms'")
            work()

    return in_a_thread(do)


def test_who_counts_the_same_does_not_wait(cooperative, neighbour, officer, advisor):
    other = actions.register_producer("HTX Khác", neighbour, by=advisor, at=NOON, legal_form="farm")
    add(cooperative, "Gạo")

    with open_transaction(lambda: add(cooperative, "Chè")):
        without_waiting(lambda: add(other, "Mật ong"))
        assert tallies.products(COUNTRY) == 2

    assert tallies.products(COUNTRY) == 3
    assert tallies.wrong() == 0
    add(other, "Gốm")
    rows = Tally.objects.filter(scope=COUNTRY, what="product")
    assert list(rows.values_list("count", flat=True)) == [4]
    assert tallies.wrong() == 0


def test_who_gives_up_leaves_the_count_as_it_was(cooperative):
    add(cooperative, "Gạo")

    with transaction.atomic():
        add(cooperative, "Chè")
        transaction.set_rollback(True)

    assert tallies.products(COUNTRY) == 1
    assert tallies.wrong() == 0


def test_counting_again_waits_for_who_is_writing_and_then_sees_it(cooperative):
    add(cooperative, "Gạo")
    again = Thread(target=lambda: (tallies.count_again(), connections.close_all()))

    with open_transaction(lambda: add(cooperative, "Chè")):
        again.start()
        again.join(0.3)
        assert again.is_alive()
    again.join(LONGEST)

    assert not again.is_alive()
    assert tallies.products(COUNTRY) == 2
    assert tallies.wrong() == 0


def test_who_writes_while_all_is_counted_again_is_counted_too(cooperative):
    add(cooperative, "Gạo")
    writer = Thread(target=lambda: (add(cooperative, "Chè"), connections.close_all()))

    with open_transaction(tallies.count_again):
        writer.start()
        writer.join(0.3)
        assert writer.is_alive()
    writer.join(LONGEST)

    assert tallies.products(COUNTRY) == 2
    assert tallies.wrong() == 0
