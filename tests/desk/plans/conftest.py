"""The world of these pages: that of the room."""

from tests.plans.conftest import draft, programme  # noqa: F401
