"""What others add to the pages of the news. They fill these lists in their `apps.py`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

READ_MOST: list[Callable[[int | None, int], Sequence[int]]] = []
"""Says which articles are read most: takes the key of a site (None: all sites) and how many, and
returns keys of articles, the most read first, from rows that are counted already. While nobody
counts visits the list is empty, and the first pages show what editors featured."""
