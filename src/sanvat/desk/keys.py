"""The key of a row as a form or an address carries it, whatever was really sent there."""

from __future__ import annotations

LONGEST = 18
"""Digits of the largest key a table can have."""


def key_in(text: str) -> int:
    """The key; 0, which no row has, for what is none: letters, a sign, thousands of digits."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST else 0
