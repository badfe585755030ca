"""Public pages for strangers, answered from memory until something public changes.

A page is kept only where its view says that everybody gets the same (`ui/same.py`), and given
only to whoever sends no cookie but that of the language: nobody who is signed in, has a form open
or has answered a poll. Each web worker keeps its own, so much and no more; what was asked for
longest ago goes first, and addresses with a query have a share of their own, so that whoever
invents queries drives out nothing else.

Before a kept page is given the database is asked where the journal ends. Every act that changes
what the public reads leaves an entry there, which is numbered as it commits; so what was withdrawn
is gone from all workers and machines with the commit, and no message has to reach anybody. What
was made while an act committed is kept under the end read before, and thus never given. Where the
database is away the page is made as if nothing were kept, which says so.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.core.handlers.wsgi import WSGIRequest
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response

from sanvat.records import replica
from sanvat.records.changes import Changes, State
from sanvat.site.compressing import encoding_for
from sanvat.site.middleware import GetResponse, language_of
from sanvat.ui.same import same_until

LARGEST_PAGE = 512 * 2**10
"""Bytes of an answer that is kept."""
LONGEST_QUERY = 200
"""Bytes of a query under which an answer is kept."""
BESIDE = 1_000
"""Bytes that a kept answer takes beside its body."""
MOST_OF_RELEASE = 1_000
"""Paths of pages of the release that are remembered as kept."""
SHARE_OF_QUERIES = 4
"""One part in so many is for addresses with a query."""

SAME_FOR_ALL = {"accept-encoding", "cookie"}
"""What a kept answer may depend on by its own word (`Vary`): whether it is compressed, and the
language."""

AT_HAND = "sanvat.kept"
"""What a request is given along in its environ, where the answer to it lies ready."""

HIT = "sanvat; hit"
"""What is said of a kept answer in its `Cache-Status` (RFC 9211)."""

QUIET_ROOMS = ("follow.", "inquiries.", "clocks.clock", "concerns.meeting", "concerns.endpoint")
"""Of which no public page tells: a room, or one kind of its things."""
QUIET_ACTS = (
    *("send_comment", "ask_removal"),  # of a comment that nobody else reads yet, or that stays
    "ask_producer",
    *("invite", "revoke_invitation", "accept_invitation", "join", "choose_acting", "lock_out"),
    *("end_session", "end_other_sessions", "take_address", "allow_new_password"),
    *("reset_second_step", "open_feed", "end_feed", "make_api_key", "revoke_api_key"),
    *("draft_letter", "revise_letter", "read_letter", "queue_letter", "send_letter"),
    *("give_up_letter", "retry_letter", "cancel_letter", "erase_letter"),
)
"""Acts that no public page tells of. An act that is not named here empties the cache, except what
is done about a matter of the people of which nothing was ever published: from being sent to being
ended it shows in counts alone, and those may be a minute late."""

LOUD = """
SELECT EXISTS (
    SELECT FROM records_entry
    WHERE number > %s AND number <= %s AND act <> ALL(%s) AND subject_type NOT LIKE ALL(%s)
    AND CASE WHEN subject_type = 'concerns.concern'
        THEN EXISTS (SELECT FROM concerns_publication WHERE concern_id = subject_id::bigint)
        ELSE true END
)
"""

Key = tuple[str, ...]


def _is_loud(cursor: Any, after: int, until: int) -> bool:
    """Whether something public may have changed between two ends of the journal."""
    rooms = [f"{room}%" for room in QUIET_ROOMS]
    cursor.execute(LOUD, [after, until, list(QUIET_ACTS), rooms])
    return bool(cursor.fetchone()[0])


@dataclass(frozen=True)
class Kept:
    """An answer, what is known of its request once a view has answered, and how long it holds:
    `state` and `until` None where it holds until the next release."""

    body: bytes
    headers: dict[str, str]
    match: Any
    site: str
    state: State | None
    until: float | None

    @property
    def size(self) -> int:
        return len(self.body) + BESIDE


class Shelf:
    """Answers up to so many bytes; what was asked for longest ago goes first."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.size = 0
        self._lock = threading.Lock()
        self._kept: OrderedDict[Key, Kept] = OrderedDict()

    def get(self, key: Key) -> Kept | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: Key, kept: Kept) -> None:
        with self._lock:
            self._drop(key)
            self._kept[key] = kept
            self.size += kept.size
            while self.size > self.most:
                self._drop(next(iter(self._kept)))

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self.size = 0

    def _drop(self, key: Key) -> None:
        if (gone := self._kept.pop(key, None)) is not None:
            self.size -= gone.size


class PageCache:
    """`newest`: that of the application of this process. `of_release`: paths of pages that hold
    until the next release and are kept; one has many spellings (`0004` for `4`), so all are
    forgotten at `MOST_OF_RELEASE`, and whoever asks next for one is remembered again."""

    newest: ClassVar[PageCache | None] = None

    def __init__(self, get_response: GetResponse) -> None:
        PageCache.newest = self
        self.of_release: set[str] = set()
        self.get_response = get_response
        most = settings.PAGE_CACHE["bytes"]
        self._with_query = Shelf(most // SHARE_OF_QUERIES)
        self._plain = Shelf(most - self._with_query.most)
        # A replica is a little behind: each database is followed for itself.
        self._changes, self._of_replica = Changes(_is_loud), Changes(_is_loud)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (at_hand := request.META.get(AT_HAND)) is not None:
            return _answer(request, at_hand)
        key = _key_of(request) if settings.PAGE_CACHE["bytes"] else None
        if key is None:
            return self.get_response(request)
        shelf = self.shelf_of(request)
        kept = shelf.get(key)
        if kept is not None and kept.state is None:
            self._remember(request.path_info)
            return _answer(request, kept)
        try:
            changes = self._of_replica if replica.is_reading() else self._changes
            state = changes.last()
        except Error:
            return self.get_response(request)
        if kept is not None and kept.state == state and time.monotonic() < (kept.until or 0):
            return _answer(request, kept)
        response = self.get_response(request)
        if (made := _kept_of(request, response, state)) is not None:
            shelf.put(key, made)
            if made.state is None:
                self._remember(request.path_info)
        return response

    def _remember(self, path: str) -> None:
        if len(self.of_release) >= MOST_OF_RELEASE:
            self.of_release.clear()
        self.of_release.add(path)

    def shelf_of(self, request: HttpRequest) -> Shelf:
        return self._with_query if request.META.get("QUERY_STRING") else self._plain


def is_at_hand(environ: dict[str, Any]) -> bool:
    """Whether the answer to this request lies here and nothing has to be asked for it: that of a
    page of the release. It is laid beside the request, so that it is given even if it is dropped
    meanwhile."""
    cache = PageCache.newest
    if cache is None or environ["PATH_INFO"] not in cache.of_release or replica.is_named():
        return False
    request = WSGIRequest(environ)
    key = _key_of(request)
    kept = cache.shelf_of(request).get(key) if key else None
    if kept is None or kept.state is not None:
        return False
    environ[AT_HAND] = kept
    return True


def _key_of(request: HttpRequest) -> Key | None:
    """What an answer that is the same for everybody depends on; None where this reader may get an
    answer of their own."""
    asked = request.META
    query = asked.get("QUERY_STRING", "")
    if (
        request.method != "GET"
        or request.COOKIES.keys() - {settings.LANGUAGE_COOKIE_NAME}
        or any(name in asked for name in ("HTTP_AUTHORIZATION", "HTTP_RANGE", "HTTP_HX_REQUEST"))
        or len(query) > LONGEST_QUERY
        or request.path_info.startswith(settings.STATIC_URL)
    ):
        return None
    try:
        host = request.get_host()
    except DisallowedHost:
        return None
    return (
        *(request.scheme or "", host, request.path_info, query),
        *(language_of(request), str(timezone.localdate())),
        encoding_for(request),
    )


def _kept_of(request: HttpRequest, response: HttpResponse, state: State) -> Kept | None:
    """What is kept of an answer; None for one that is not for everybody."""
    until = same_until(response)
    if (
        until is None
        or response.status_code != 200
        or response.streaming
        or response.cookies
        or len(response.content) > LARGEST_PAGE
        or _parts(response, "Vary") - SAME_FOR_ALL
        or _parts(response, "Cache-Control") & {"no-store", "private"}
    ):
        return None
    is_of_release = until == "release"
    return Kept(
        body=response.content,
        headers=dict(response.items()),
        match=request.resolver_match,
        site=getattr(request, "site_slug", ""),
        state=None if is_of_release else state,
        until=None if is_of_release else time.monotonic() + settings.PAGE_CACHE["seconds"],
    )


def _parts(response: HttpResponse, header: str) -> set[str]:
    parts = (each.strip().lower() for each in response.get(header, "").split(","))
    return {each for each in parts if each}


def _answer(request: HttpRequest, kept: Kept) -> HttpResponse:
    """As its view has answered, or 304 to whoever has it already; who counts visits, measures and
    logs finds what it wants to know."""
    request.resolver_match = kept.match
    if kept.site:
        request.site_slug = kept.site  # type: ignore[attr-defined]
    answer = HttpResponse(kept.body, headers=kept.headers)
    found = get_conditional_response(request, etag=kept.headers.get("ETag"), response=answer)
    assert isinstance(found, HttpResponse)
    found.headers["Cache-Status"] = HIT
    return found
