"""The part of every row, once the heading is found."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sanvat.register.groups import group_text, is_count, is_numeral, kind_of, style
from sanvat.register.heading_words import is_known, said
from sanvat.register.headings import is_datum, numbers_columns
from sanvat.register.parts import Down, Part, Sheet
from sanvat.text.fold import fold

SAMPLE = 400  # rows below the heading that tell what a data row has
LONGEST_GROUP = 150
MOST_BEHIND = 12  # rows without a number that may stand behind the end; more are data


def parts_of(
    sheet: Sheet, heading: Sequence[int], labels: Sequence[str], told: Mapping[int, Part]
) -> list[Part]:
    """What each row is; see `layout.layout_of`."""
    return _Table(sheet, heading, labels, told).parts()


class _Columns(NamedTuple):
    """Where a table keeps what tells a data row; -1 where it has no such column."""

    number: int
    product: int
    producer: int
    usual: tuple[int, ...]
    """Those that most rows fill, without the number."""


class _Table:
    def __init__(
        self,
        sheet: Sheet,
        heading: Sequence[int],
        labels: Sequence[str],
        told: Mapping[int, Part],
    ) -> None:
        self._rows = sheet.rows
        self._sheet = sheet
        self._told = told
        self._begin = heading[-1] + 1 if heading else 0
        self._headings = [_keyed(sheet.rows[index]) for index in heading]
        self._is_heading = frozenset(heading)
        self._kinds = [said(label).kind for label in labels]
        self._columns = self._find_columns(labels)
        self._across = {first: right - column for first, column, _last, right in sheet.merged}

    # What a data row has

    def _find_columns(self, labels: Sequence[str]) -> _Columns:
        first: dict[str, tuple[int, int]] = {}
        for column, label in enumerate(labels):
            kind, _when, weight, _why = said(label)
            if kind and weight > first.get(kind, (0, 0))[1]:
                first[kind] = column, weight
        number = first.get("number", (-1, 0))[0]
        product = first.get("product", (-1, 0))[0]
        producer = first.get("producer", (-1, 0))[0]
        counts = [0] * len(labels)
        numbered = whole = 0
        down = Down(self._sheet, lambda index: index >= self._begin)
        for index in range(self._begin, min(self._begin + SAMPLE, len(self._rows))):
            row = self._full(index, down)
            filled = [column for column, cell in enumerate(row) if cell]
            if len(filled) < min(3, len(labels)) or sum(map(is_known, row)) > 1:
                continue
            whole += 1
            for column in filled:
                counts[column] += 1
            if number < 0 and filled[:1] == [0] and _is_number(row[0]):
                numbered += 1
        if number < 0 and numbered * 10 >= whole * 8 > 0 and labels and not labels[0]:
            number = 0
        if number >= 0 and counts[number] * 2 < whole:
            number = -1
        usual = tuple(c for c, n in enumerate(counts) if n * 2 >= whole > 0 and c != number)
        return _Columns(number, product, producer, usual)

    def _full(self, index: int, down: Down) -> Sequence[str]:
        """A row with what is merged into it from above."""
        row = self._rows[index]
        filled = list(down.at(index))
        if not filled:
            return row
        row = [*row, *[""] * (max(column for column, _text in filled) + 1 - len(row))]
        for column, text in filled:
            row[column] = row[column] or text
        return row

    # Row after row

    def parts(self) -> list[Part]:
        rows, told = self._rows, self._told
        parts = [
            told.get(n + 1) or self._above(n, rows[n]) for n in range(min(self._begin, len(rows)))
        ]
        down = Down(self._sheet, lambda index: parts[index] == Part.DATA)
        titles = {tuple(filter(None, rows[n])) for n, p in enumerate(parts) if p == Part.TITLE}
        ended: Part | None = None  # what all is once the table has come to its end
        for index in range(self._begin, len(rows)):
            row = rows[index]
            is_open = index + 1 not in told and parts[-1:] != [Part.HEADING]
            if is_open and ended is None and self._is_plain(row, index, down):
                parts.append(Part.DATA)
                continue
            if is_open and ended == Part.SIGNATURE and self._goes_on(row, index, down):
                ended = None
            if known := told.get(index + 1):
                if known in (Part.HEADING, Part.DATA):
                    ended = None
                elif known == Part.SIGNATURE:
                    ended = known
                parts.append(known)
                continue
            part = self._part(index, down, parts, ended, titles)
            if part == Part.HEADING:
                ended = None
            elif part == Part.SIGNATURE or (part == Part.NOTE and self._is_other_heading(row)):
                ended = part
            parts.append(part)
        self._look_back(parts)
        return parts

    def _is_plain(self, row: Sequence[str], index: int, down: Down) -> bool:
        """What most rows of a long table are, told without a look at each cell."""
        number, product, producer, usual = self._columns
        if product < 0 or producer < 0 or product >= len(row) or not row[product]:
            return False
        if number >= 0:
            if number >= len(row) or not row[number].isdecimal():
                return False
            if producer < len(row) and row[producer]:
                return True
            return any(column == producer for column, _text in down.at(index))
        if producer >= len(row) or not row[producer]:
            return False
        held = sum(1 for c in usual if c < len(row) and row[c])
        if held < 3 or held * 2 <= len(usual) or row[product] == row[producer]:
            return False
        if _TOTAL.match(row[product]) or _TOTAL.match(row[0]):
            return False
        return not (is_known(row[product]) or is_known(row[producer]))

    def _goes_on(self, row: Sequence[str], index: int, down: Down) -> bool:
        """Whether the table goes on below signatures: a row with a number and all the rest."""
        number, _product, _producer, usual = self._columns
        held = sum(1 for c in usual if c < len(row) and row[c])
        return number >= 0 and held * 2 > len(usual) and self._is_plain(row, index, down)

    def _above(self, index: int, row: Sequence[str]) -> Part:
        if index in self._is_heading:
            return Part.HEADING
        filled = sum(map(bool, row))
        if not filled:
            return Part.BLANK
        is_table = filled > 2 or (filled > 1 and any(map(is_datum, row)))
        return Part.NOTE if is_table else Part.TITLE

    def _part(
        self,
        index: int,
        down: Down,
        parts: Sequence[Part],
        ended: Part | None,
        titles: set[tuple[str, ...]],
    ) -> Part:
        row = self._rows[index]
        filled = [column for column, cell in enumerate(row) if cell and not cell.isspace()]
        if not filled:
            return Part.BLANK
        if self._repeats_heading(row, filled):
            return Part.HEADING
        if ended is not None:
            begins = ended == Part.NOTE and _signs(row, filled)
            return Part.SIGNATURE if begins else ended
        if parts and parts[-1] in (Part.HEADING, Part.NUMBERS) and numbers_columns(row):
            return Part.NUMBERS
        if tuple(filter(None, row)) in titles:
            return Part.TITLE
        if self._is_other_heading(row):
            return Part.NOTE
        return self._of_table(row, filled, self._full(index, down), index)

    def _of_table(
        self, row: Sequence[str], filled: Sequence[int], full: Sequence[str], index: int
    ) -> Part:
        number, product, _producer, usual = self._columns
        is_numbered = 0 <= number < len(full) and _is_number(full[number])
        has_product = 0 <= product < len(full) and bool(full[product])
        held = sum(1 for c in usual if c < len(full) and full[c])
        if is_numbered and has_product and held > 1:
            return Part.DATA
        is_short = len(filled) <= max(6, len(usual) // 2 + 1)
        words = [c for c in filled if not (is_short and (is_numeral(row[c]) or is_count(row[c])))]
        if not is_numbered and any(_TOTAL.match(row[c].strip()) for c in filled[:3]):
            return Part.TOTAL
        is_thin = held * 2 <= max(len(usual), 2) or all(_signs(row, [c]) for c in filled)
        if not is_numbered and is_thin and _signs(row, filled):
            return Part.SIGNATURE
        if any(_NOTE.match(row[c]) for c in filled[:2]) and len(words) < 3 and not is_numbered:
            return Part.NOTE
        if self._is_group(row, filled, words, index):
            return Part.GROUP
        if len(words) == 1 and not is_numbered and words[0] != product:
            return Part.NOTE
        values = sum(1 for c in filled if self._kind(c) in _VALUES and c != number)
        if product >= 0:
            if has_product and (held > 1 or values or is_numbered or number < 0):
                return Part.DATA
            is_full = held * 2 > len(usual) and values > 0
            return Part.DATA if is_full or (is_numbered and (held or values)) else Part.NOTE
        return Part.DATA if held * 2 > len(usual) or (is_numbered and held) else Part.NOTE

    def _kind(self, column: int) -> str:
        return self._kinds[column] if column < len(self._kinds) else ""

    def _is_group(
        self, row: Sequence[str], filled: Sequence[int], words: Sequence[int], index: int
    ) -> bool:
        """A few words where a row of the table has much; perhaps numbered, or merged across."""
        number, _product, _producer, usual = self._columns
        numeral, text = group_text(row)
        if not text or len(text) > LONGEST_GROUP or text[0] in "(*":
            return False
        if not words or len(words) > 1 or len(filled) > max(3, len(usual) // 2 + 1):
            return False
        named, kind = kind_of(text), style(numeral)
        valued = [c for c in filled if self._kind(c) in _VALUES and c != number]
        if any(is_datum(row[c]) for c in valued) or (valued and not (named or kind)):
            return False
        is_across = self._across.get(index, 0) > 0
        if kind in ("A", "I", "a"):
            return True
        counted = row[number].strip("().") if 0 <= number < len(row) else ""
        if counted.isdecimal() or (kind and number < 0):
            return self._is_numbered_group(index, counted or numeral, named)
        leads = words[0] <= max(number, min(usual, default=0), 0) + 1
        if self._kind(words[0]) in _NEVER_GROUPS and not is_across:
            return leads and bool(named)
        if number >= 0 or named or is_across:
            return True
        return text.isupper() and len(text.split()) > 1

    def _is_numbered_group(self, index: int, numeral: str, named: str) -> bool:
        """ "1 | Xã Ninh Gia": a group, or a product of which no more is told? A product's number
        runs on to the next row's."""
        number = self._columns.number
        if named in _PLACES or number < 0 or "." in numeral:
            return bool(named)
        after = next(
            (
                row[number]
                for row in self._rows[index + 1 : index + 30]
                if len(row) > number and row[number].isdecimal() and sum(map(bool, row)) > 2
            ),
            "",
        )
        return after != _next(numeral) and (bool(named) or after == "1")

    # A second table, the heading of another page

    def _repeats_heading(self, row: Sequence[str], filled: Sequence[int]) -> bool:
        for heading in self._headings:
            begins = filled[:3]
            if not any(heading.get(column) == fold(row[column]) for column in begins):
                continue
            keyed = _keyed(row)
            same = sum(heading.get(column) == text for column, text in keyed.items())
            if same == len(keyed) == len(heading) or same >= max(2, len(keyed) * 0.7):
                return True
        return False

    def _is_other_heading(self, row: Sequence[str]) -> bool:
        number = self._columns.number
        if 0 <= number < len(row) and _is_number(row[number]):
            return False
        filled = [cell for cell in row if cell]
        if len(filled) < 2 or any(map(is_datum, filled)) or not any(map(is_known, filled[:4])):
            return False
        known = sum(map(is_known, filled))
        return known > 1 and known * 2 >= len(filled)

    # What only the rows behind tell

    def _look_back(self, parts: list[Part]) -> None:
        """Groups with nothing below them, and rows behind the end that only look like data."""
        number = self._columns.number
        has_data = False
        for index in range(len(parts) - 1, self._begin - 1, -1):
            part, is_told = parts[index], index + 1 in self._told
            if part == Part.DATA and not is_told and not has_data and self._is_behind(index, parts):
                row = self._rows[index]
                if number < 0 or number >= len(row) or not _is_number(row[number]):
                    parts[index] = Part.NOTE
                    continue
            has_data = has_data or part == Part.DATA
            if part == Part.GROUP and not has_data and not is_told:
                parts[index] = Part.NOTE

    def _is_behind(self, index: int, parts: Sequence[Part]) -> bool:
        """Whether a blank row or a total parts a row from the data above, and it holds little."""
        number, _product, _producer, usual = self._columns
        row = self._rows[index]
        held = sum(1 for c in usual if c < len(row) and row[c])
        if number < 0 and held * 2 > len(usual):
            return False
        for before in range(index - 1, max(index - MOST_BEHIND, self._begin) - 1, -1):
            if parts[before] in (Part.BLANK, Part.TOTAL):
                return True
            if parts[before] != Part.DATA:
                return False
            above = self._rows[before]
            if number < 0 or (number < len(above) and _is_number(above[number])):
                return False
        return False


_PLACES = ("commune", "district", "province")
_VALUES = frozenset(["star", "date", "year", "decision", "expiry", "phone"])
# Words alone in such a column go on with the row above: a second line of its address.
_NEVER_GROUPS = frozenset(
    ["address", "representative", "phone", "note", "star", "date", "year", "decision", "authority"]
)
_NUMBER = re.compile(r"\(?\d{1,6}(?:\.\d{1,3})*[.)]?|\d{1,4}[a-zđ]", re.IGNORECASE)
_TOTAL = re.compile(
    r"(?:(?:cộng\s+)?(?:mang|chuyển)\s+sang\b|(?:tổng(?:\s+(?:cộng|số))?|cộng|tong\s+(?:cong|so))"
    r"(?:\s*$|\s*[:(\d=]|\s+(?:số|sản phẩm|sp|chủ thể|nhóm|toàn|huyện|xã|phường|tỉnh|thị|thành"
    r"|các|cả|hạng|[IVX]+\b|[A-Z]\b)))",
    re.IGNORECASE,
)
_NOTE = re.compile(r"\s*(?:ghi chú|chú thích|lưu ý|chú ý|nguồn|\*+\s*\w|\()", re.IGNORECASE)


def _is_number(text: str) -> bool:
    return text.isdecimal() or bool(_NUMBER.fullmatch(text.strip()))


def _next(numeral: str) -> str:
    return str(int(numeral) + 1) if numeral.isdecimal() and len(numeral) < 10 else ""


def _keyed(row: Sequence[str]) -> dict[int, str]:
    return {column: fold(cell) for column, cell in enumerate(row) if cell}


# Who signs, where, and how: at the beginning of a cell.
_SIGNS = re.compile(
    r"(?:nguoi (?:lap|tong hop|kiem tra|duyet|viet)|thu truong|(?:pho )?chu tich|(?:pho )?giam doc"
    r"|ke toan|(?:pho )?truong phong|chanh van phong|thu ky|noi nhan|xac nhan|tm |kt |tl |tuq "
    r"|t m |k t |dai dien don vi|don vi (?:lap|bao cao)|can bo|lap bieu|nguoi lam don"
    r"|ky (?:ghi|ten|va)|da ky|dong dau|(?:[^ ]+ ){0,6}ngay (?:\d* ?)thang)"
)


def _signs(row: Sequence[str], filled: Sequence[int]) -> bool:
    """Whether a row begins the signatures: short words, of which one says who signs or when."""
    texts = [fold(row[column]) for column in filled]
    if len(filled) > 4 or any(len(text) > 160 for text in texts):
        return False
    return any(_SIGNS.match(f"{text} ") for text in texts)
