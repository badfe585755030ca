"""What a process is called, and how its life is tied to that of another."""

import ctypes
import signal
import sys

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
