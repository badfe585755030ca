"""For what starts an event loop: a browser of the same run may have one in the main thread."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connections

Answer = TypeVar("Answer")


def in_a_thread(work: Callable[[], Answer]) -> Answer:
    """Do it aside, and leave no connection behind."""

    def done() -> Answer:
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as aside:
        return aside.submit(done).result()
