"""The world of matters, and what somebody types into the form of one."""

import pytest

from tests.concerns.conftest import (  # noqa: F401
    WORDS,
    accepted,
    answered,
    concern,
    confidant,
    denunciation,
    send,
)


@pytest.fixture(autouse=True)
def nothing_sent_yet(a_new_minute):
    """Each test of this folder begins with what a place may send in a minute."""


@pytest.fixture
def typed(officer, commune) -> dict[str, str]:
    """Feedback about a road, without a word on who sends it."""
    return {
        "place": commune.full_name,
        "subject": "roads-water",
        "title": "",
        "text": WORDS,
        "name": "",
        "phone": "",
        "email": "",
        "address": "",
    }
