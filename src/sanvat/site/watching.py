"""`sanvat serve` looks after what it started: web workers, the worker of jobs, the database.

All of it is looked at from one loop in the main thread, a few times a second. Nothing here waits:
what ended is started again after a pause that grows, and meanwhile all else is looked after.
Processes are forked from that thread alone, so no other can hold a lock that a fork would copy.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Protocol

from granian.server import Server as GranianServer

from sanvat.errors import Refusal
from sanvat.operation import notes
from sanvat.site import board, outage, running
from sanvat.site.commands import worker
from sanvat.site.postgres import Cluster
from sanvat.site.processes import JOBS, WEB, call_oneself, end_with_parent
from sanvat.site.terminal import _, complain, say

LOOK_EVERY = 0.2
"""Seconds."""
HUNG_AFTER = 60
"""Seconds without a sign of life, after which a process is killed and started again."""
LIVED_WELL = 3
"""Seconds a process must have run for its next end to count as a first one."""
LONGEST_PAUSE = 2
LONGEST_WITHOUT_DATABASE = 10
LEFT_OVER_FOR = 5
"""Seconds that processes of a server that ended may still take to end."""
DEATHS_AT_START = 3
"""Web workers that may die before any has come up: then it is the programme that fails."""


class Watched(Protocol):
    """Something that `Server` looks after."""

    def look(self) -> None:
        """Start it where it does not run. Called a few times a second, and returns at once."""

    def ask_to_end(self) -> None:
        """Tell it that the end is near, so that it ends while the others do. Waits for nothing."""


class Pauses:
    """How long to wait before something is started again: not at all, then longer and longer."""

    def __init__(self, longest: float = LONGEST_PAUSE) -> None:
        self.longest = longest
        self._began = float("inf")
        self._next = 0.0

    def began(self) -> None:
        self._began = time.monotonic()

    def after_end(self) -> float:
        """The seconds to wait, now that it ended."""
        if time.monotonic() - self._began > LIVED_WELL:
            self._next = 0.0
        pause, self._next = self._next, min(max(0.5, self._next * 2), self.longest)
        return pause


class Server(GranianServer):  # type: ignore[misc, valid-type]
    """Granian's server, but for what happens when workers die or hang.

    Granian's own ends altogether where one worker dies twice within six seconds, and can overlook
    one that dies while another is replaced.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.watched: list[Watched] = []
        self._pauses = [Pauses() for _each in range(self.workers)]
        self._again_at: dict[int, float] = {}
        self._died_at_start = 0
        self._looked_at = time.monotonic()

    def watch(self, *watched: Watched) -> None:
        """Look after these too, in this order."""
        self.watched += watched

    def _spawn_worker(self, idx: int, target: Any, callback_loader: Any) -> Any:
        board.beat(idx)  # it has as long to come up as to give a sign of life
        self._pauses[idx].began()
        loader = partial(_load_and_beat, idx, callback_loader)
        return super()._spawn_worker(idx, target, loader)

    def _serve_loop(self, spawn_target: Any, target_loader: Any) -> None:
        while not self.interrupt_signal:
            if self.reload_signal:
                self._reload(spawn_target, target_loader)
            self._forgive_a_standstill()
            for watched in self.watched:
                watched.look()
            for number in range(self.workers):
                self._look_at(number, spawn_target, target_loader)
            self.main_loop_interrupt.wait(LOOK_EVERY)
            self.main_loop_interrupt.clear()
        self.interrupt_children.clear()  # Ctrl-C ends them too, which is no fault

    def _forgive_a_standstill(self) -> None:
        """After standing still ourselves, as in a closed notebook, take no silence amiss."""
        now = time.monotonic()
        if now - self._looked_at > HUNG_AFTER / 4:
            for number in range(board.SLOTS):
                board.beat(number)
        self._looked_at = now

    def _look_at(self, number: int, spawn_target: Any, target_loader: Any) -> None:
        process: BaseProcess = self.wrks[number].inner
        if process.is_alive():
            if board.seconds_since_beat(number) > HUNG_AFTER:
                complain(
                    _("Tiến trình web %(number)d không còn trả lời, nên được thay bằng cái mới.")
                    % {"number": number + 1}
                )
                process.kill()
            return
        now = time.monotonic()
        if number not in self._again_at:
            self._count_death()
            self._again_at[number] = now + self._pauses[number].after_end()
        if now >= self._again_at[number]:
            del self._again_at[number]
            self.wrks[number] = self._spawn_worker(number, spawn_target, target_loader)
            self.wrks[number].start()
            note_restart("web")

    def _count_death(self) -> None:
        """Raises Refusal where no worker ever comes up, for then another one will not either."""
        self._died_at_start += not board.is_up()
        if self._died_at_start >= DEATHS_AT_START * self.workers:
            self.interrupt_children.clear()
            self.shutdown()
            raise Refusal(
                _(
                    "Các tiến trình web kết thúc ngay khi khởi động, %(count)d lần liền. "
                    "Hãy xem lỗi ghi ở trên, sửa cấu hình hay cài lại, rồi chạy lại."
                )
                % {"count": self._died_at_start},
                code="workers-fail",
            )

    def shutdown(self, exit_code: int = 0) -> None:
        for watched in self.watched:
            watched.ask_to_end()
        super().shutdown(exit_code)


def note_restart(what: str) -> None:
    """For the operator's page: `what` ended and is started again (see `operation.words`)."""
    notes.note(notes.Kind.RESTART, at=datetime.now(UTC).isoformat(), what=what)


def _load_and_beat(slot: int, loader: Callable[[], Any]) -> Any:
    """In a web worker: load the pages, and say from then on that it is at work."""
    call_oneself(WEB)
    application = loader()
    running.keep_beating(slot)
    board.say_up()
    return application


class Jobs:
    """The worker of jobs: another is started where it dies, or hangs, and there is a database."""

    SLOT = board.SLOTS - 1

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._pauses = Pauses()
        self._again_at = 0.0
        self._is_ending = False

    def look(self) -> None:
        if self._is_ending:
            return
        if self._process is not None and self._process.is_alive():
            if board.seconds_since_beat(self.SLOT) > HUNG_AFTER:
                complain(
                    _("Tiến trình làm việc chạy sau không còn trả lời, nên được thay bằng cái mới.")
                )
                self._process.kill()
            elif board.trouble():
                # What it has in hand cannot be written down any more. Whoever works next settles
                # it; left alone, it would wait for its connections to come back.
                self._process.kill()
            return
        now = time.monotonic()
        if self._process is not None:
            if not board.trouble():
                complain(_("Tiến trình làm việc chạy sau đã kết thúc ngoài ý muốn; đang mở lại."))
            note_restart("jobs")
            self._process = None
            self._again_at = now + self._pauses.after_end()
        if now >= self._again_at and not board.trouble():
            self._start()

    def _start(self) -> None:
        board.beat(self.SLOT)
        self._pauses.began()
        self._process = multiprocessing.Process(target=_work, args=(os.getpid(), self.SLOT))
        self._process.start()

    def ask_to_end(self) -> None:
        self._is_ending = True
        if self._process is not None:
            self._process.terminate()

    def end(self) -> None:
        """Wait until it has ended, as long as a running job may still take; then kill it."""
        self.ask_to_end()
        if self._process is None:
            return
        deadline = time.monotonic() + worker.GRACE + worker.TO_HAND_BACK
        while self._process.is_alive() and time.monotonic() < deadline:
            self._process.terminate()  # again: it may not have been listening yet
            self._process.join(1)
        self._process.kill()
        self._process.join()


def _work(parent: int, slot: int) -> None:
    """In the worker of jobs: tie its life to the parent's, and work."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    call_oneself(JOBS)
    end_with_parent(signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(1)
    from sanvat.site import databases

    # Its connections live as long as a job; the pool is for the pages, and so is a pooler.
    databases.past_pooler()
    running.keep_beating(slot)
    # The one before us is dead: we are started only then.
    asked = worker.work(gone=board.worker(), note=board.say_worker)
    # Not through the interpreter's own end, which waits for a job that lost its database.
    os._exit(0 if asked else 1)


class Database:
    """The embedded PostgreSQL: started again where it ends, and what is wrong is said plainly."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._pauses = Pauses(LONGEST_WITHOUT_DATABASE)
        self._away_since = 0.0
        self._again_at = 0.0
        self._is_starting = False
        self._is_ending = False
        self._said = ""
        self._room_at = 0.0
        self._is_low = False

    def look(self) -> None:
        if self._is_ending:
            return
        now = time.monotonic()
        if not self._away_since:
            if self._cluster.has_ended:
                self._note_end(now)
            else:
                self._look_for_room(now)
        elif self._is_starting:
            if self._cluster.has_ended:
                self._note_failure(now)
            elif self._cluster.is_ready():
                self._note_return(now)
        elif now >= self._again_at:
            self._start_again(now)

    def ask_to_end(self) -> None:
        self._is_ending = True

    def _note_end(self, now: float) -> None:
        self._away_since = now
        self._again_at = now + self._pauses.after_end()
        board.say_trouble("database-away")
        complain(_("Cơ sở dữ liệu đã dừng ngoài ý muốn; đang mở lại."))
        self._say_why()

    def _start_again(self, now: float) -> None:
        if not self._cluster.clear_to_launch():
            if now > self._away_since + LEFT_OVER_FOR:
                self._cluster.end_what_is_left()
            return
        self._pauses.began()
        try:
            self._cluster.launch()
        except (Refusal, OSError) as fault:
            self._say("database-failed", str(getattr(fault, "message", fault)))
            self._again_at = now + self._pauses.after_end()
        else:
            self._is_starting = True

    def _note_failure(self, now: float) -> None:
        self._is_starting = False
        self._again_at = now + self._pauses.after_end()
        self._say_why()

    def _say_why(self) -> None:
        why = self._cluster.why_it_ended()
        if why.code == "server-failed" and not self._is_known_to_fail():
            return  # killed from outside: its log says nothing, and it is about to come back
        if why.code == "disk-full":
            self._say("disk-full", _no_room(self._cluster.data_dir))
        else:
            known = why.code if why.code in board.TROUBLES else "database-failed"
            self._say(known, why.message)

    def _is_known_to_fail(self) -> bool:
        return self._again_at > self._away_since

    def _say(self, trouble: str, text: str) -> None:
        """Once, until something else is wrong."""
        board.say_trouble(trouble)
        if self._said != trouble:
            self._said = trouble
            complain(text)

    def _note_return(self, now: float) -> None:
        board.say_trouble("")
        say(
            _("Cơ sở dữ liệu đã chạy lại sau %(seconds).1f giây.")
            % {"seconds": now - self._away_since}
        )
        note_restart("database")
        self._away_since, self._is_starting, self._said = 0.0, False, ""

    def _look_for_room(self, now: float) -> None:
        if now < self._room_at:
            return
        self._room_at = now + 10
        was_low, self._is_low = self._is_low, outage.room_is_low(self._cluster.data_dir)
        if self._is_low and not was_low:
            complain(
                _(
                    "Đĩa chứa %(path)s sắp hết chỗ: còn dưới %(megabytes)d MB. "
                    "Hãy giải phóng chỗ, nếu không cơ sở dữ liệu sẽ dừng."
                )
                % {"path": self._cluster.data_dir, "megabytes": outage.LOW // 2**20}
            )


def _no_room(folder: Path) -> str:
    return _(
        "Đĩa chứa %(path)s hết chỗ, nên cơ sở dữ liệu đã dừng; điều đã lưu vẫn còn. "
        "Hãy giải phóng chỗ trên đĩa ấy: cơ sở dữ liệu sẽ tự chạy lại."
    ) % {"path": folder}
