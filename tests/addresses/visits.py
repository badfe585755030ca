"""Figures of visits: numbers without anybody in them, for those who write and keep the pages."""

from tests.addresses import ONLY_READERS, Address, only

_WORK = {"editor", "operator", "officer", "far_advisor", "advisor", "centre"} | ONLY_READERS

ADDRESSES = {"desk:visits": Address(only(_WORK))}
