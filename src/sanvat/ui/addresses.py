"""The addresses of things in a list, which differ by a number alone: looked up once for each view,
while Django tries the patterns of all views anew for each row."""

from __future__ import annotations

from functools import cache

from django.urls import reverse

_NUMBER = 7_000_000_011
"""Stands in for the number of each."""


def address(view: str, number: int) -> str:
    """The address of a view that takes one number, and of nothing else."""
    before, after = _around(view)
    return f"{before}{number}{after}"


@cache
def _around(view: str) -> tuple[str, str]:
    before, _number, after = reverse(view, args=[_NUMBER]).partition(str(_NUMBER))
    return before, after
