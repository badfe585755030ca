"""The world of these pages: that of the room."""

from tests.agenda.conftest import calendar, week  # noqa: F401
