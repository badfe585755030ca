"""Pages that are the same for everybody say so here, so that one answer may do for many readers.

What keeps such answers is `site/page_cache.py`; a page that says nothing is made anew each time.
"""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest, HttpResponseBase

TYPED = "q"
"""The part of an address in which somebody searches: what they typed is kept nowhere."""

Until = Literal["change", "release"]
_MARK = "_sanvat_same_until"


def same_for_all(
    request: HttpRequest, response: HttpResponseBase, *, until: Until = "change"
) -> None:
    """Note that whoever asks for this address, in this language and on this day, gets this answer:
    until something changes that is public (what of it changes with every reader, such as figures
    of visits, may be a minute late); or until the next release, where nothing of the database
    stands in it."""
    if TYPED not in request.GET:
        setattr(response, _MARK, until)


def same_until(response: HttpResponseBase) -> Until | None:
    """What a page said of itself; None where each reader gets an answer of their own."""
    found: Until | None = getattr(response, _MARK, None)
    return found
