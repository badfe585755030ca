"""OpenDocument workbooks (.ods), read as a stream; what repeats is not written out in vain."""

from __future__ import annotations

import re
import zipfile

from .cells import clock, number
from .output import Output, Refused
from .xlsx import local, parse

_TIME = re.compile(r"-?P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?")
_LESS_THAN_A_DAY = re.compile(r"(\d{1,2}[/.-])?\d{4}")
_MOST_SPACES = 1000


def read(archive: zipfile.ZipFile, output: Output) -> None:
    sheets = _Sheets(output)
    parse(
        archive,
        "content.xml",
        StartElementHandler=sheets.start,
        EndElementHandler=sheets.end,
        CharacterDataHandler=sheets.take,
    )
    if not sheets.count:
        raise Refused("unreadable")


class _Sheets:
    """Follows the parser through all the sheets."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self.count = 0
        self._style = ""
        self._hidden_styles: set[str] = set()
        self._tables = self._aside = 0  # tables within one another; inside what is not the cell
        self._row = self._times = 0
        self._in_cell = self._in_paragraph = False

    def start(self, tag: str, given: dict[str, str]) -> None:
        if _is_aside(tag):
            self._aside += 1
        if self._aside:
            return
        tag = local(tag)
        if tag == "table":
            self._start_sheet(given)
        elif tag == "table-row":
            self._row += self._times
            self._times = _count(given.get("table:number-rows-repeated"))
            self._cells: list[str] = []
            self._is_hidden = given.get("table:visibility", "visible") != "visible"
        elif tag in ("table-cell", "covered-table-cell"):
            self._given, self._in_cell = given, True
            self._paragraphs: list[str] = []
        elif self._in_cell:
            self._start_within(tag, given)
        elif tag == "style":
            self._style = given.get("style:name", "")
        elif tag == "table-properties" and given.get("table:display") == "false":
            self._hidden_styles.add(self._style)

    def _start_sheet(self, given: dict[str, str]) -> None:
        self._tables += 1
        if self._tables > 1:
            raise Refused("unreadable")
        self.count += 1
        self._row, self._times = 1, 0
        self._merged: list[tuple[int, int, int, int]] = []
        is_hidden = given.get("table:style-name", "") in self._hidden_styles
        self._output.begin(given.get("table:name", ""), is_hidden=is_hidden)

    def _start_within(self, tag: str, given: dict[str, str]) -> None:
        if tag in ("p", "h"):
            self._paragraphs.append("")
            self._in_paragraph = True
        elif self._in_paragraph and tag == "s":
            self._paragraphs[-1] += " " * min(_count(given.get("text:c")), _MOST_SPACES)
        elif self._in_paragraph and tag in ("tab", "line-break"):
            self._paragraphs[-1] += "\t" if tag == "tab" else "\n"

    def take(self, letters: str) -> None:
        if self._in_cell and self._in_paragraph and not self._aside:
            self._paragraphs[-1] += letters

    def end(self, tag: str) -> None:
        if _is_aside(tag):
            self._aside -= 1
            return
        if self._aside:
            return
        tag = local(tag)
        if tag in ("p", "h"):
            self._in_paragraph = False
        elif tag in ("table-cell", "covered-table-cell"):
            self._end_cell()
        elif tag == "table-row":
            self._end_row()
        elif tag == "table":
            self._tables -= 1
            self._output.end(self._merged)

    def _end_cell(self) -> None:
        self._in_cell = self._in_paragraph = False
        given = self._given
        down = _count(given.get("table:number-rows-spanned"))
        across = _count(given.get("table:number-columns-spanned"))
        top, left = self._row - 1, len(self._cells)
        if down > 1 or across > 1:
            self._merged.append((top, left, top + down - 1, left + across - 1))
        text = self._told()
        times = _count(given.get("table:number-columns-repeated"))
        room = self._output.most_columns - len(self._cells)
        if text.strip() and times > room:
            self._output.beyond(times - max(room, 0))
        self._cells += [text[: self._output.longest]] * min(times, max(room, 0))

    def _told(self) -> str:
        given = self._given
        kind = given.get("office:value-type", "")
        shown = "\n".join(self._paragraphs)
        if kind in ("float", "currency", "percentage"):
            try:
                value = float(given.get("office:value", ""))
            except ValueError:
                return shown
            padded = shown.replace(" ", "")
            is_padded = padded.isdecimal() and padded.startswith("0") and int(padded) == value
            return padded if is_padded and len(padded) > 1 else number(value)
        if kind == "date":
            if _LESS_THAN_A_DAY.fullmatch(shown):
                return shown  # its day was never typed
            return given.get("office:date-value", shown)[:10]
        if kind == "time":
            found = _TIME.fullmatch(given.get("office:time-value", ""))
            if not found:
                return shown
            days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
            return clock(days + hours / 24 + minutes / 1440 + seconds / 86_400)
        if kind == "boolean":
            return "TRUE" if given.get("office:boolean-value") == "true" else "FALSE"
        return shown or given.get("office:string-value", "")

    def _end_row(self) -> None:
        if self._is_hidden:
            for number_ in range(self._row, self._row + min(self._times, 1 << 16)):
                self._output.hide(number_)
        if any(cell.strip() for cell in self._cells):
            for number_ in range(self._row, self._row + self._times):
                self._output.row(number_, list(self._cells))


def _is_aside(tag: str) -> bool:
    """Notes, drawings and earlier versions have texts and cells of their own."""
    return tag.startswith("draw:") or local(tag) in ("annotation", "shapes", "tracked-changes")


def _count(told: str | None) -> int:
    return int(told) if told and told.isdecimal() and len(told) < 8 else 1
