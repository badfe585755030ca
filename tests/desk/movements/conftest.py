"""The world of these pages: that of the room."""

from tests.movements.conftest import movement  # noqa: F401
