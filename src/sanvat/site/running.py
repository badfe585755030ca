"""Whether a web worker is at work: it says so every second, unless all its threads are stuck."""

import threading
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from sanvat.site import board

STUCK_AFTER = 120
"""Seconds: no page takes as long, with every limit on what is sent and read."""

_since: dict[int, float] = {}


class Running:
    """Knows which threads answer a request, and since when."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        thread = threading.get_ident()
        _since[thread] = time.monotonic()
        try:
            return self.get_response(request)
        finally:
            _since.pop(thread, None)


def is_stuck() -> bool:
    """Whether every thread has been at one request for so long that none will answer any more."""
    since = list(_since.values())
    return len(since) >= settings.THREADS and time.monotonic() - max(since) > STUCK_AFTER


def keep_beating(slot: int) -> None:
    """Start to say that this process is at work, as long as it is."""
    board.beat(slot)
    threading.Thread(target=_beat, args=(slot,), name="beat", daemon=True).start()


def _beat(slot: int) -> None:
    while True:
        if not is_stuck():
            board.beat(slot)
        time.sleep(1)
