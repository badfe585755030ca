"""Typesetting: from a template in `typst/` and its data to a PDF.

What people wrote reaches the template as JSON and is only ever shown, never read as markup.
The same input gives the same bytes: there is no clock in here, and no font but our own.

The typesetter remembers what it has laid out, piece by piece, but forgets all of it where an input
(`sys.inputs`) is another one. So the data stand in the source, as one literal: then only the pieces
are laid out anew that say something else, and a sheet for another product takes a quarter of the
time. A template's rules for all its pages must not hold the data, or they are part of every piece.
"""

from __future__ import annotations

import json
import os
import subprocess  # nosec B404  # the call says why
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import typst

TEMPLATES = Path(__file__).resolve().parent / "typst"
LONGEST_WORD = 24
"""A word of more letters may break anywhere, or it would run out of its column."""

SECONDS_APART = 120
HANDED_ON = ("PATH", "LD_LIBRARY_PATH")  # of the environment

_loaded_by: list[int] = []
"""The process that set the first document. The typesetter starts threads then, which a process
forked later does not have and would wait for without end."""


def pdf(
    template: str, data: Mapping[str, Any], *, name: str, standards: Sequence[str] = ()
) -> bytes:
    """Set one document. `data` reaches the template as its input `name`, in JSON. `standards` are
    those of PDF that it shall keep to: "a-2a", "ua-1"."""
    return pdf_of_json(template, as_json(data), name=name, standards=standards)


def as_json(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False)


def pdf_of_json(template: str, told: str, *, name: str, standards: Sequence[str] = ()) -> bytes:
    """The same for data that are JSON already.

    One thread of a process sets all its documents, one after the other: the typesetter remembers
    for each thread apart, so that in every other one a first sheet would take four times as long
    and the same memory once more. It is large and loaded with the first document, so that whoever
    prints can import this like anything else. A process forked from one that has set a document has
    it set apart.
    """
    if not _loaded_by:
        _loaded_by.append(os.getpid())
    if _loaded_by[0] != os.getpid():
        return _apart(template, told, name=name, standards=standards)
    source = _source(template).replace(f"sys.inputs.{name}", _literal(told))
    return _thread().submit(_compiled, template, source.encode(), list(standards)).result()


def load() -> None:
    """Have the typesetter and its fonts in memory, which processes forked from this one share;
    nothing is set, and no thread begun."""
    _fonts()


@cache
def _thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="typesetting")


def _compiled(template: str, source: bytes, standards: list[Any]) -> bytes:
    made: Any = _compiler(template).compile(source, format="pdf", pdf_standards=standards)
    return bytes(made)


@cache
def _compiler(template: str) -> typst.Compiler:
    import typst

    return typst.Compiler(root=TEMPLATES, font_paths=_fonts(), ignore_system_fonts=True)


@cache
def _source(template: str) -> str:
    return (TEMPLATES / template).read_text(encoding="utf-8")


def _literal(text: str) -> str:
    """As the typesetter's language writes a text: only these two signs mean anything in one."""
    return '"{}"'.format(text.replace("\\", "\\\\").replace('"', '\\"'))


def pdf_apart(
    template: str, data: Mapping[str, Any], *, name: str, standards: Sequence[str] = ()
) -> bytes:
    """The same in a process of its own, for what is large: a compiler keeps what it has set, some
    15 KB for each cell of a table, and a web worker would never be rid of it."""
    return _apart(template, as_json(data), name=name, standards=standards)


def _apart(template: str, told: str, *, name: str, standards: Sequence[str]) -> bytes:
    asked = {
        "template": str(TEMPLATES / template),
        "root": str(TEMPLATES),
        "fonts": [str(_folder_of_fonts())],
        "inputs": {name: told},
        "standards": list(standards),
    }
    script = Path(__file__).with_name("apart.py")
    done = subprocess.run(  # nosec B603  # our own script, no shell
        [sys.executable, "-I", str(script)],
        input=json.dumps(asked).encode(),
        capture_output=True,
        cwd="/",
        env={name: os.environ[name] for name in HANDED_ON if name in os.environ},
        timeout=SECONDS_APART,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2_000:].decode(errors="replace"))
    return done.stdout


def one_line(value: object, limit: int) -> str:
    """What a person wrote, as one line of at most so many letters.

    Control and formatting characters are dropped (they could turn the line around or break it),
    and a very long word may break anywhere.
    """
    text = "" if value is None else str(value)[: limit * 4]
    text = "".join(" " if c.isspace() else c for c in text)
    text = "".join(c for c in text if not unicodedata.category(c).startswith("C"))
    text = " ".join(unicodedata.normalize("NFC", text).split())
    return " ".join(
        "\u200b".join(word[i : i + LONGEST_WORD] for i in range(0, len(word), LONGEST_WORD))
        for word in cut(text, limit).split(" ")
    )


def cut(text: str, limit: int) -> str:
    """The text, or its first letters with an ellipsis: at most `limit` of them."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


@cache
def _fonts() -> typst.Fonts:
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[_folder_of_fonts()])


def _folder_of_fonts() -> Path:
    import fontpkg_be_vietnam_pro

    return Path(fontpkg_be_vietnam_pro.ROOT / "files")
