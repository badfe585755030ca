"""The choice of a place in a form."""

from tests.addresses import SIGNED_IN, Address

ADDRESSES = {
    "desk:places": Address(SIGNED_IN, query="?o=place"),
}
