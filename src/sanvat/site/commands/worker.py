"""`sanvat worker`: does the jobs the pages leave behind, such as sending letters.

`sanvat serve` runs one of its own; on other machines of the same database, start as many more
as there is work. Each takes only what no other has.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from sanvat.site.database import database
from sanvat.site.terminal import Manual, _, complain, say

if TYPE_CHECKING:
    from procrastinate.app import WorkerOptions
    from procrastinate.job_context import JobContext

log = logging.getLogger(__name__)

CONCURRENCY = 2
GRACE = 10  # seconds a job may go on after the worker was asked to stop
TO_HAND_BACK = 5  # seconds to hand back what is still running then
PATIENCE = 5  # seconds to wait for a connection of procrastinate's own
BEAT = 5  # seconds between two signs of life
LONGEST_PAUSE = 30  # seconds between two looks for a database that is away


def main(argv: Sequence[str]) -> int:
    arguments = _parser().parse_args(argv)
    with database():
        if arguments.once:
            work(once=True)
            return 0
        say(_("Đang chờ việc. Ctrl-C để dừng."))
        _work_on()
    return 0


def _parser() -> Manual:
    parser = Manual(
        prog="sanvat worker",
        description=_(
            "Làm các việc chạy sau: gửi thư, dọn dẹp. sanvat serve đã có sẵn một tiến trình như\n"
            "thế; lệnh này để chạy thêm, trên máy này hay máy khác cùng cơ sở dữ liệu."
        ),
    )
    parser.add_argument("--once", action="store_true", help=_("làm hết việc đang chờ rồi thôi"))
    return parser


def _work_on() -> None:
    """Work until asked to stop, through every time the database is away."""
    pause = 1
    while True:
        began = time.monotonic()
        if work():
            return
        pause = 1 if time.monotonic() - began > LONGEST_PAUSE else min(pause * 2, LONGEST_PAUSE)
        complain(
            _("Không còn cơ sở dữ liệu; thử lại sau %(seconds)d giây. Ctrl-C để dừng.")
            % {"seconds": pause}
        )
        time.sleep(pause)


def work(
    *, once: bool = False, gone: int = 0, note: Callable[[int], None] = lambda number: None
) -> bool:
    """Do jobs until asked to stop, or with `once` until none waits.

    `gone` is the number of a worker that is known to be dead, and what it had in hand is settled
    at once; `note` is told our own.

    Returns False where it stopped by itself, since there is no database any more. A job that
    still runs `GRACE` seconds after the worker was asked to stop is handed back: this process
    ends then, and whoever works next settles it.
    """
    from django.db import Error, connection
    from procrastinate import PsycopgConnector
    from procrastinate.contrib.django import app, connector_params
    from procrastinate.exceptions import ConnectorException
    from psycopg import Error as DriverError

    from sanvat.records import jobs
    from sanvat.site import outage

    try:
        if gone:
            jobs.leave(gone)
            note(0)
        jobs.settle_lost()
        connection.close()
        connector = PsycopgConnector(kwargs=connector_params(), timeout=PATIENCE)
        with app.replace_connector(connector):
            return asyncio.run(_Work(once, note).run())
    except (ConnectorException, Error, DriverError) as fault:
        if not outage.is_lost(fault):
            raise
        log.warning("no jobs are done: %s", " ".join(str(fault).split()))
        return False


class _Work:
    def __init__(self, once: bool, note: Callable[[int], None]) -> None:
        from procrastinate.contrib.django import app
        from procrastinate.worker import Worker

        from sanvat.records.jobs import SILENT_AFTER

        self.app, self.once, self.note = app, once, note
        self.is_asked_to_stop = False
        self.ended = threading.Event()
        options: WorkerOptions = {
            **app.worker_defaults,  # which close a job's connections
            "wait": not once,
            "concurrency": CONCURRENCY,
            "delete_jobs": "successful",
            "install_signal_handlers": False,
            "update_heartbeat_interval": BEAT,
            "stalled_worker_timeout": SILENT_AFTER,
        }
        self.worker = Worker(app, **options)

    async def run(self) -> bool:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            if threading.current_thread() is threading.main_thread():
                loop.add_signal_handler(number, partial(self._stop, loop))
        async with self.app.open_async():
            threading.Thread(target=self._look_around, name="look around", daemon=True).start()
            try:
                if self.is_asked_to_stop:
                    return True  # `run` would forget that it was asked before it began
                await self.worker.run()  # type: ignore[no-untyped-call]
            finally:
                self.ended.set()
        return self.once or self.is_asked_to_stop

    def _stop(self, loop: asyncio.AbstractEventLoop) -> None:
        if self.is_asked_to_stop:
            return
        self.is_asked_to_stop = True
        self.worker.stop()  # type: ignore[no-untyped-call]
        if count := len(self._contexts()):
            say(
                _("Đang chờ %(count)d việc làm xong, nhiều nhất %(seconds)d giây.")
                % {"count": count, "seconds": GRACE}
            )
        loop.call_later(GRACE, lambda: asyncio.ensure_future(self._hand_back()))

    async def _hand_back(self) -> None:
        """What still runs is left to the next worker, which need not wait to know that we ended."""
        try:
            if self.worker.worker_id is not None:
                unregistered = self.app.job_manager.unregister_worker(self.worker.worker_id)
                await asyncio.wait_for(unregistered, TO_HAND_BACK - 1)
            say(_("Việc còn dở được trả lại; tiến trình sau sẽ làm tiếp."))
        finally:
            os._exit(0)  # a job is a thread, and Python waits for those

    def _look_around(self) -> None:
        """Beside the jobs: settle those that others left, and see that ours do not hang."""
        from django.db import Error, connection

        from sanvat.records import jobs

        while self.worker.worker_id is None:
            if self.ended.wait(0.05):
                return
        self.note(self.worker.worker_id)
        missing: set[int] = set()
        while not self.ended.wait(jobs.LOOK_EVERY):
            try:
                jobs.settle_lost()
                if (own := self.worker.worker_id) is not None:
                    was_missing, missing = missing, jobs.begun_by(own) - self._running()
                    jobs.let_go(own, missing & was_missing)
                    self._end_if_one_hangs(own)
            except Error:
                pass  # the database is away, and its return is waited for elsewhere
            finally:
                connection.close()

    def _running(self) -> set[int]:
        return {job for context in self._contexts() if (job := context.job.id) is not None}

    def _contexts(self) -> list[JobContext]:
        return list(self.worker._running_jobs.values())

    def _end_if_one_hangs(self, own: int) -> None:
        from sanvat.records import jobs

        longest = jobs.LONGEST.total_seconds()
        hanging = [c for c in self._contexts() if time.time() - c.start_timestamp > longest]
        if hanging:
            complain(
                _("Việc %(jobs)s làm quá lâu mà chưa xong; tiến trình làm việc được thay.")
                % {"jobs": ", ".join(c.job.task_name for c in hanging)}
            )
            jobs.leave(own)
            os._exit(1)  # a thread cannot be ended otherwise
