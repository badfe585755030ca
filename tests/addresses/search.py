"""Finding things: what the rival makes is called "Trà …", with the mark behind it."""

from tests.addresses import READERS, SIGNED_IN, Address, Rule

ADDRESSES = {
    "desk:search": Address(Rule(SIGNED_IN.opens, sees=READERS | {"rival"}), query="?q=tra"),
}
