"""Matters in figures: who deals with matters, each of their own place or body."""

from tests.addresses import READERS, Address, only

_WORK = {"far_advisor", "programme_party"} | READERS

ADDRESSES = {
    "desk:concern_counts": Address(only(_WORK)),
    "desk:concern_counts_xlsx": Address(only(_WORK)),
}
