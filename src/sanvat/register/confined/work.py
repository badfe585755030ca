"""What the process does: confine itself, tell what the file is, read it."""

from __future__ import annotations

import json
import resource
import sys
import zipfile
import zlib
from contextlib import suppress
from typing import IO, Any
from xml.parsers import expat

from . import ods, plain, xls, xlsb, xlsx
from .output import Output, Refused

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how an old .xls begins


def main(told: str) -> int:
    limits = json.loads(told)
    _confine(limits)
    sys.stdout.reconfigure(encoding="utf-8", line_buffering=False)  # type: ignore[union-attr]
    try:
        _read(sys.stdin.buffer, Output(limits))
        answer: dict[str, Any] = {"done": True}
    except Refused as refused:
        answer = {"refused": refused.code, **refused.facts}
    except MemoryError:
        answer = {"refused": "too-costly"}
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, KeyError, ValueError):
        answer = {"refused": "unreadable"}
    print(json.dumps(answer))
    return 0


def _confine(limits: dict[str, int]) -> None:
    for name, value in (
        ("RLIMIT_AS", limits["memory"]),
        ("RLIMIT_CPU", limits["seconds"]),
        ("RLIMIT_FSIZE", 0),  # it writes to a pipe only
        ("RLIMIT_CORE", 0),
    ):
        with suppress(AttributeError, ValueError, OSError):  # not every system knows them all
            resource.setrlimit(getattr(resource, name), (value, value))


def _read(file: IO[bytes], output: Output) -> None:
    file.seek(0)  # whoever opened it may have read in it
    start = file.read(8)
    file.seek(0)
    if start.startswith(OLD):
        xls.read(file.read(), output)
    elif start.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            if "xl/workbook.xml" in names:
                xlsx.read(archive, output)
            elif "xl/workbook.bin" in names:
                xlsb.read(archive, output)
            elif "content.xml" in names:
                ods.read(archive, output)
            else:
                raise Refused("unreadable")
    else:
        plain.read(file, output)
