"""The world of this room: that of the products."""

from tests.products.conftest import coffee, cooperative, own_store  # noqa: F401
