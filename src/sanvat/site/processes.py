"""What a process is called, and how its life is tied to that of another."""

from __future__ import annotations

import ctypes
import multiprocessing
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection

from sanvat.errors import Refusal

PR_SET_PDEATHSIG, PR_SET_NAME = 1, 15

WEB, JOBS = "sanvat-web", "sanvat-jobs"
"""What the processes of a server are called, for whoever looks with `ps -o pid,comm`."""


def end_with_parent(last_signal: signal.Signals) -> None:
    """Have the kernel send this process the signal when its parent ends, however it ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, last_signal)


def call_oneself(name: str) -> None:
    """Have this process stand under the name in lists of processes; at most fifteen letters."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_NAME, name.encode())


def apart(work: Callable[[], object]) -> None:
    """Do it in a process of its own, with which goes what it loads and holds in memory. Raises its
    Refusal, or ChildProcessError where it ended in another way, which it has told by then.

    The caller has no connection open that the work would speak into too.
    """
    fork = multiprocessing.get_context("fork")
    told, tell = fork.Pipe(duplex=False)
    process = fork.Process(target=_worked, args=(work, tell))
    process.start()
    tell.close()
    try:
        refused: tuple[str, str] | None = told.recv()
    except EOFError:
        process.join()
        raise ChildProcessError(f"a process ended with {process.exitcode}") from None
    finally:
        told.close()
    process.join()
    if refused is not None:
        message, code = refused
        raise Refusal(message, code=code)


def _worked(work: Callable[[], object], tell: Connection) -> None:
    """In the process: tells None, or what was refused; nothing where it fails."""
    end_with_parent(signal.SIGKILL)
    try:
        work()
    except Refusal as refusal:
        tell.send((refusal.message, refusal.code))
    else:
        tell.send(None)
