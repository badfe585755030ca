"""Finding things."""

from tests.addresses import lists

ADDRESSES = {
    "desk:search": lists(),
}
