"""The world of this room: that of the products."""

from tests.products.conftest import coffee, cooperative, store  # noqa: F401
