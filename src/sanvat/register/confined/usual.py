"""Rows of a sheet as nearly every programme writes them, told without a call for each tag.

A row is withheld from the parser only where every byte of it is of the plain form below: numbers
and shared texts, nothing hidden, no formula. All else goes to the parser in its order, so what it
refuses is refused, and what it tells is told. Behind a comment, a section of characters or an
instruction to a programme nothing is withheld any more, for it may stand within one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import IO, Any

BUFFER = 1 << 16
_LONGEST_ROW = 1 << 20
_DATA = b"<sheetData>"
_ELSEWHERE = re.compile(rb"<[!?]")
_DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml(?! [^>]*encoding=[\"'](?!utf-8[\"']))", re.I)
_ROW = re.compile(
    rb'\s*+<row r="([0-9]{1,7})"(?: (?!r=|hidden=)[A-Za-z0-9:]++="[ !#-%\'-;=?-~]*+")*+>'
    rb'((?:<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]{1,5}")?+(?: t="[sn]")?+'
    rb"(?:/>|><v>[0-9.E+\-]{0,30}</v></c>))*+)</row>"
)
_CELL = re.compile(
    r'<c r="([A-Z]+)[0-9]+"(?: s="([0-9]+)")?(?: t="([sn])")?(?:/>|><v>([^<]*)</v></c>)'
)

Cell = tuple[str, str, str, str]
"""The letters of its column, its style, its kind ("s", "n" or none) and its value."""


def parse(file: IO[bytes], parser: Any, tell: Callable[[int, list[Cell]], None]) -> None:
    """Give a sheet to the parser of XML, and the rows of the usual form to `tell` instead, each
    in its turn: its number, and its cells."""
    left = _begun(file, parser)
    while left is not None and not _ELSEWHERE.search(left):
        place = 0
        while end := left.find(b"</row>", place) + 1:
            end += 5
            if found := _ROW.fullmatch(left, place, end):
                tell(int(found[1]), _CELL.findall(found[2].decode("ascii")))
            else:
                parser.Parse(left[place:end])
            place = end
        left = left[place:]
        if len(left) > _LONGEST_ROW:
            parser.Parse(left)
            left = b""
        if not (chunk := file.read(BUFFER)):
            break
        left += chunk
    parser.Parse(left or b"")
    parser.ParseFile(file)


def _begun(file: IO[bytes], parser: Any) -> bytes | None:
    """The parser gets what stands before the rows. What was read behind that is returned; None,
    and the parser has it, where the sheet begins in an unusual way."""
    start = file.read(BUFFER)
    head, data, left = start.partition(_DATA)
    is_usual = data and _DECLARED.match(head) and not _ELSEWHERE.search(head, head.find(b"?>"))
    if not is_usual:
        parser.Parse(start)
        return None
    parser.Parse(head + data)
    return left
