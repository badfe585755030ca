"""How the command line speaks: the reader's language, short manuals, one-line answers.

Nothing here may import Django: `sanvat rules` answers in the time it takes to start Python.
"""

import argparse
import gettext
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
LOCALE_DIR = Path(__file__).parent / "locale"


def _(text: str) -> str:
    """The text in the language of the terminal: Vietnamese, unless its locale is English."""
    return _translations().gettext(text)


def language() -> Literal["vi", "en"]:
    wanted = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG", "")
    return "en" if wanted.startswith("en") else "vi"


@cache
def _translations() -> gettext.NullTranslations:
    if language() == "vi":
        return gettext.NullTranslations()
    from sanvat.site import messages  # only who reads English pays for it

    messages.compile_if_changed()
    return gettext.translation("django", LOCALE_DIR, languages=["en"], fallback=True)


def clock(moment: datetime) -> str:
    """A moment as clocks in Việt Nam show it, wherever the machine stands."""
    return f"{moment.astimezone(VIETNAM):%Y-%m-%d %H:%M:%S}"


def say(text: str) -> None:
    print(text, flush=True)


def complain(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


@contextmanager
def timed(text: str) -> Iterator[None]:
    """Say what is happening, then how long it took, on one line."""
    started = time.perf_counter()
    print(f"  {text} …", end=" ", flush=True)
    try:
        yield
    except BaseException:
        print(flush=True)
        raise
    say(_("%(seconds).1f giây") % {"seconds": time.perf_counter() - started})


class Manual(argparse.ArgumentParser):
    """An argument parser whose help reads like a page of a manual, in the reader's language."""

    def __init__(self, *, prog: str, description: str, epilog: str | None = None) -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            add_help=False,
            allow_abbrev=False,
            formatter_class=_Page,
        )
        self._positionals.title = _("Đối số")
        self._optionals.title = _("Tuỳ chọn")
        self.add_argument("-h", "--help", action="help", help=_("in trang hướng dẫn này"))

    def error(self, message: str) -> Any:
        self.print_usage(sys.stderr)
        self.exit(
            2, _("%(prog)s: sai cách dùng: %(error)s\n") % {"prog": self.prog, "error": message}
        )


class _Page(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: Any = None) -> None:
        super().add_usage(usage, actions, groups, prefix or _("Cách dùng: "))
