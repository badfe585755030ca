"""The world of this room, and a producer for what other rooms write."""

from tests.products.conftest import cooperative  # noqa: F401
