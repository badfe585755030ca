"""The world of this room: a store of each test's own, and a producer with its people."""

import pytest

from sanvat.products import actions
from tests.register.registers import NOON


@pytest.fixture(autouse=True)
def store(own_store):
    return own_store


@pytest.fixture
def cooperative(officer, commune):
    """A producer that the commune's officer has entered."""
    return actions.register_producer(
        "HTX Nông nghiệp Tân Hội",
        commune,
        by=officer,
        at=NOON,
        legal_form="cooperative",
        phone="0912345678",
    )


@pytest.fixture
def coffee(cooperative, officer):
    return actions.register_product(cooperative, "Cà phê bột", by=officer, at=NOON)
