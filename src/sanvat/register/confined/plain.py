"""Tables as text: CSV with any separator, and the "Unicode text" that Excel saves."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import IO

from .output import Output, Refused

SAMPLE = 1 << 16
SEPARATORS = "\t;|,"  # where two fit as well, first the one that is rarer in a text


def read(file: IO[bytes], output: Output) -> None:
    start = file.read(2)
    file.seek(0)
    is_wide = start in (b"\xff\xfe", b"\xfe\xff")
    text = io.TextIOWrapper(file, encoding="utf-16" if is_wide else "utf-8-sig", newline="")
    try:
        sample = text.read(SAMPLE)
        text.seek(0)
        output.begin("")
        _read(text, sample, output)
        output.end()
    except UnicodeDecodeError:
        raise Refused("not-unicode") from None


def _read(text: io.TextIOWrapper, sample: str, output: Output) -> None:
    separator = _told(sample)
    if separator:
        text.readline()  # "sep=;" is for the spreadsheet, which does not count it as a row
    number, cells = 0, [""] * 0
    try:
        reader = csv.reader(text, delimiter=separator or _separator(sample))
        for number, cells in enumerate(reader, start=1):
            if any(cells):
                output.row(number, [cell[: output.longest] for cell in cells])
    except csv.Error as fault:
        # One cell without an end: behind a quote that stays open, or of a file that is no table.
        is_one_cell = "field limit" in str(fault) and not _quotes(text) % 2
        raise Refused("too-costly" if is_one_cell else "open-quote", row=number + 1) from None
    if any("\n" in cell for cell in cells) and _quotes(text) % 2:
        raise Refused("open-quote", row=number)  # it has swallowed all that follows


def _quotes(text: io.TextIOWrapper) -> int:
    text.seek(0)
    return sum(piece.count('"') for piece in iter(lambda: text.read(SAMPLE), ""))


def _told(sample: str) -> str:
    """The separator of a first line such as `sep=;`, as Excel reads it."""
    first = sample.split("\n", 1)[0].rstrip("\r")
    return first[4] if first[:4].lower() == "sep=" and len(first) == 5 else ""


def _separator(sample: str) -> str:
    """The separator by which most lines have the same number of cells; quotes are respected."""
    whole = sample.rpartition("\n")[0] if len(sample) == SAMPLE else sample
    best, separator = (0.0, 0), max(reversed(SEPARATORS), key=whole.count)
    for one in SEPARATORS:
        try:
            rows = list(csv.reader(io.StringIO(whole or sample, newline=""), delimiter=one))
        except csv.Error:
            continue
        counts = Counter(len(row) for row in rows if any(cell.strip() for cell in row))
        agree, width = max(((counts[n], n) for n in counts if n > 1), default=(0, 0))
        if agree and (agree / counts.total(), width) > best:
            best, separator = (agree / counts.total(), width), one
    return separator
