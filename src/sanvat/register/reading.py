"""A register's file as sheets of text. Nothing is judged here.

The file is opened in a process of its own (`confined`), with limits on memory and time; what it
tells is taken line by line, so that a sheet is held once.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess  # nosec B404  # each call says why
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import UnsupportedOperation
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer
from typing import IO, Any, NamedTuple

import orjson
from django.conf import settings
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.records.files import HANDED_ON
from sanvat.register import confined
from sanvat.text.tidy import are_tidy, tidy_lines

MOST_ROWS = 51_000  # that hold something, over all sheets: 50,000 lines with their headings
MOST_COLUMNS = 100
LONGEST_CELL = 32_767  # as long as a spreadsheet lets a cell be
MOST_LINES = 1_100_000  # blank ones between too: a little more than a sheet has
MOST_LETTERS = 60_000_000
MOST_MERGED = 200_000

PROCESS = Path(confined.__file__).with_name("__main__.py")
_BLANK: list[str] = []
_OLD_LETTERS = "\u00ad\u00d0"  # ư and é of TCVN3: a soft hyphen and Ð elsewhere


class Sheet(NamedTuple):
    """A sheet of a workbook; a CSV file is one without a name.

    `rows` are all rows from the first, without blank cells and rows at the end; blank ones are []
    (one and the same list, so leave it as it is).

    Cells are text: whole numbers without a point, others without an exponent; days as
    2026-08-05 (months as 08/2026), a time as 08:30, an error as #REF!, TRUE and FALSE; a formula
    that was never calculated as =A1. Lines within a cell stay; so does the soft hyphen, which is
    a letter in the old fonts.
    """

    name: str
    rows: list[list[str]]
    merged: list[tuple[int, int, int, int]] = []
    """First row, first column, last row, last column, from 0, inclusive."""
    hidden_rows: frozenset[int] = frozenset()
    """Numbers from 1, as the spreadsheet shows them."""
    is_hidden: bool = False
    beyond: int = 0
    """How many cells hold something right of MOST_COLUMNS and were not read."""


def read(file: IO[bytes], extension: str = "") -> list[Sheet]:
    """All sheets that hold something, in the workbook's order; what the file is, is told by its
    content, so `extension` is not asked.

    Refuses, with a sentence for the person: register-empty, register-too-long,
    register-far-cell, register-too-costly, register-open-quote, register-not-unicode,
    register-encrypted, register-macros, register-too-old, register-unreadable.
    """
    reader = _Reader()
    with _on_disk(file) as content, _running(content) as lines:
        for line in lines:
            if line.endswith(b"\n"):  # else the process was cut short
                reader.take(line)
    if reader.refused:
        raise _refusal(reader.refused, reader.sheet, reader.row)
    if not reader.sheets:
        raise _refusal("empty")
    return reader.sheets


class _Reader:
    """Puts sheets together from what the process tells (`confined/output.py`)."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.refused = "too-costly"  # unless it says that it has come to its end
        self.sheet, self.row = "", 0
        self._texts: dict[str, str] = {"": ""}

    def take(self, line: bytes) -> None:
        told = orjson.loads(line)
        if isinstance(told, list):
            self._row(*told)
        elif "refused" in told or "done" in told:
            self.refused = told.get("refused", "")
            self.sheet, self.row = told.get("sheet", ""), told.get("row", 0)
        elif "sheet" in told:
            self._name, self._is_hidden = _tidied(told["sheet"]), told["is_hidden"]
            self._rows: list[list[str]] = []
        else:
            self._end(told)

    def _row(self, number: int, *cells: str) -> None:
        texts = self._texts
        if new := [cell for cell in cells if cell not in texts]:
            texts.update(zip(new, new if are_tidy(new) else map(_tidied, new), strict=True))
        row = [texts[cell] for cell in cells]
        while row and not row[-1]:
            row.pop()
        if row:
            if number > len(self._rows):
                self._rows.extend([_BLANK] * (number - len(self._rows)))
            self._rows[number - 1] = row

    def _end(self, told: dict[str, Any]) -> None:
        if self._rows:
            sheet = Sheet(
                name=self._name,
                rows=self._rows,
                merged=[tuple(corners) for corners in told["merged"]],
                hidden_rows=frozenset(told["hidden_rows"]),
                is_hidden=self._is_hidden,
                beyond=told["beyond"],
            )
            self.sheets.append(sheet)


def _tidied(text: str) -> str:
    """Tidy as every text of several lines is; only that letters of the old fonts stay."""
    return tidy_lines(text, keeping=_OLD_LETTERS)


@contextmanager
def _on_disk(file: IO[bytes]) -> Iterator[IO[bytes]]:
    """The file as one that a process can be given, which a stored one already is."""
    try:
        file.fileno()
    except (AttributeError, UnsupportedOperation):
        with TemporaryFile(prefix="sanvat-") as copy:
            shutil.copyfileobj(file, copy)
            copy.flush()
            copy.seek(0)
            yield copy
    else:
        file.seek(0)
        yield file


@contextmanager
def _running(content: IO[bytes]) -> Iterator[Iterable[bytes]]:
    """The lines that the process tells. It ends in time, and with whoever stops listening."""
    known = {name: os.environ[name] for name in HANDED_ON if name in os.environ}
    with subprocess.Popen(  # nosec B603  # our own script, no shell
        command(),
        stdin=content.fileno(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env=known,
    ) as process:
        timer = Timer(settings.UPLOAD_LIMITS["seconds"] * 2, process.kill)
        timer.start()
        try:
            assert process.stdout is not None
            yield process.stdout
        finally:
            timer.cancel()
            process.kill()


def command() -> list[str]:
    """How the process is run; the file comes on its standard input."""
    limits = {
        "memory": settings.UPLOAD_LIMITS["memory"],
        "seconds": settings.UPLOAD_LIMITS["seconds"],
        "most_rows": MOST_ROWS,
        "most_columns": MOST_COLUMNS,
        "longest_cell": LONGEST_CELL,
        "most_lines": MOST_LINES,
        "most_letters": MOST_LETTERS,
        "most_merged": MOST_MERGED,
    }
    return [sys.executable, "-I", str(PROCESS), json.dumps(limits)]


def _refusal(code: str, sheet: str = "", row: int = 0) -> Refusal:
    sentences = {
        "empty": _("Tệp không có dòng nào. Hãy mở tệp xem lại, hoặc dùng mẫu của hệ thống."),
        "too-long": _(
            "Tệp có hơn %(most)s dòng có chữ, hoặc chữ quá nhiều; mỗi lần nhập được tới "
            "%(most)s dòng. Hãy chia tệp làm nhiều phần."
        )
        % {"most": MOST_ROWS},
        "far-cell": _(
            "Trang tính “%(sheet)s” có ô ở dòng %(row)s, rất xa phần bảng. Hãy xóa các dòng "
            "thừa bên dưới bảng, lưu lại rồi gửi."
        )
        % {"sheet": sheet, "row": row},
        "too-costly": _(
            "Đọc tệp này tốn quá nhiều bộ nhớ hoặc thời gian nên hệ thống đã dừng. Hãy chép riêng "
            "phần bảng sang một tệp .xlsx mới rồi gửi tệp mới."
        ),
        "open-quote": _(
            "Tệp CSV có dấu nháy kép mở ra mà không đóng ở dòng %(row)s. Hãy sửa dấu ấy, "
            "hoặc mở bằng Excel rồi lưu lại dạng .xlsx."
        )
        % {"row": row},
        "encrypted": _(
            "Tệp Excel này có mật khẩu hoặc khóa cả sổ (Protect Workbook) nên hệ thống không đọc "
            "được. Hãy mở bằng Excel, bỏ khóa, lưu lại dạng .xlsx rồi gửi."
        ),
        "macros": _(
            "Tệp .xls này có trang macro nên không được nhận. Hãy lưu lại dạng .xlsx rồi gửi."
        ),
        "too-old": _(
            "Tệp này của Excel 95 trở về trước nên hệ thống không đọc được. Hãy mở bằng Excel "
            "hoặc LibreOffice, lưu lại dạng .xlsx rồi gửi."
        ),
        "not-unicode": _(
            "Tệp CSV này không dùng bảng mã UTF-8 nên chữ Việt sẽ sai. "
            "Hãy lưu lại dạng CSV UTF-8, hoặc gửi tệp Excel."
        ),
        "unreadable": _(
            "Không đọc được bảng tính này: tệp hỏng, hoặc do phần mềm khác ghi sai. Hãy mở bằng "
            "Excel, lưu lại dạng .xlsx rồi gửi."
        ),
    }
    return Refusal(sentences.get(code, sentences["unreadable"]), code=f"register-{code}")
