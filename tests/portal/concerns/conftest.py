"""The world of matters, and what somebody types into the form of one."""

import pytest

from sanvat.parties import limits
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
def a_new_minute(monkeypatch):
    monkeypatch.setattr(limits, "_MINUTE", limits._Minute())


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
