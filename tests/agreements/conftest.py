"""The world of this room: a coordination office and a union agree, and others look on."""

import pytest

from tests.agreements import worlds


@pytest.fixture(autouse=True)
def store(own_store):
    return own_store


@pytest.fixture
def running(coordinator, programme_party):
    """Signed by the office, which leads, and the union, which works with it."""
    return worlds.signed(coordinator, programme_party)


@pytest.fixture
def of_three(coordinator, programme_party, advisor):
    """The same with a third party that works on nothing by name."""
    return worlds.signed(coordinator, programme_party, advisor)
