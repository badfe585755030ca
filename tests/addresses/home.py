"""The first page, and the choice of the role one acts in."""

from tests.addresses import READERS, SIGNED_IN, Address, lists, only

ADDRESSES = {
    "desk:home": lists(sees=READERS | {"rival", "operator", "programme_party"}),
    "desk:acting": Address(SIGNED_IN, only()),
}
