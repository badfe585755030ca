"""The world of polls."""

from tests.polls.conftest import draft, poll  # noqa: F401
