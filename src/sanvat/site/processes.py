"""How the life of one process is tied to that of another."""

import ctypes
import signal
import sys

PR_SET_PDEATHSIG = 1


def end_with_parent(last_signal: signal.Signals) -> None:
    """Have the kernel send this process the signal when its parent ends, however it ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, last_signal)
