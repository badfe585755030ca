"""Which rows of a sheet are its heading, and what stands above each column."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from statistics import median

from sanvat.register.heading_words import JOINT, is_known, said
from sanvat.register.parts import Part, Sheet

SEARCHED = 60  # rows that hold something, in which the heading is looked for
MOST_ROWS = 3


def find_heading_rows(sheet: Sheet, told: Mapping[int, Part]) -> list[int]:
    """The rows of the heading, from 0, from upper to lower; none where there is no heading.

    `told`: what a person says of rows, by their number from 1; where they name a heading, its
    first rows are it.
    """
    rows = sheet.rows
    chosen = sorted(
        n - 1 for n, part in told.items() if part == Part.HEADING and 0 < n <= len(rows)
    )
    if chosen:
        found = [chosen[0]]
        while found[-1] + 1 in chosen and len(found) < MOST_ROWS:
            found.append(found[-1] + 1)
    else:
        found = _by_words(sheet, told) or _by_shape(rows, told)
    return _with_neighbours(sheet, found, told) if found else []


def _by_words(sheet: Sheet, told: Mapping[int, Part]) -> list[int]:
    """The rows that say most of what a register has, with those they group or are grouped by."""
    best: list[int] = []
    most, seen = 0, 0
    top = _Top(sheet)
    for index, row in enumerate(top.rows):
        filled = [cell for cell in row if cell]
        if not filled or index + 1 in told or index in best:
            continue
        seen += 1
        if seen > SEARCHED:
            break
        known = sum(map(is_known, filled))
        if known < 2 or known * 3 < len(filled) or any(map(is_datum, filled)):
            continue
        found = _with_neighbours(top, [index], told)
        kinds = {said(label).kind for label in labels_of(top, found, max(map(len, top.rows)))}
        worth = len(kinds - {""}) + 3 * len(kinds & {"product", "producer"})
        if worth > most:
            best, most = found, worth
    return best


class _Top:
    """The rows in which a heading is looked for, with what is merged in them."""

    def __init__(self, sheet: Sheet) -> None:
        held = [n for n, row in enumerate(sheet.rows) if row][: SEARCHED + MOST_ROWS]
        end = held[-1] + 1 if held else 0
        self.name = sheet.name
        self.rows = sheet.rows[:end]
        self.merged = [area for area in sheet.merged if area[0] < end]


def _by_shape(rows: Sequence[Sequence[str]], told: Mapping[int, Part]) -> list[int]:
    """Where no word is known: the first row of short words that is as wide as most."""
    held = [(n, row) for n, row in enumerate(rows[: SEARCHED * 2]) if any(row)][:SEARCHED]
    if len(held) < 2:
        return []
    usual = median(sum(map(bool, row)) for _n, row in held)
    for index, row in held[:-1]:
        texts = [cell for cell in row if cell]
        if index + 1 in told or len(texts) < max(2, usual * 0.6):
            continue
        are_words = all(len(text) < 60 and any(map(str.isalpha, text)) for text in texts)
        if are_words and not any(map(is_datum, texts)):
            return [index] if len(set(texts)) == len(texts) else []
        return []
    return []


def _with_neighbours(sheet: Sheet, found: list[int], told: Mapping[int, Part]) -> list[int]:
    """The rows above and below that belong to the same heading: groups and what they hold."""

    def is_free(index: int) -> bool:
        return (
            0 <= index < len(sheet.rows)
            and len(found) < MOST_ROWS
            and told.get(index + 1, Part.HEADING) == Part.HEADING
        )

    while is_free(found[0] - 1) and _is_above(sheet, found[0] - 1, found[0]):
        found.insert(0, found[0] - 1)
    while is_free(found[-1] + 1) and _is_below(sheet, found, found[-1] + 1):
        found.append(found[-1] + 1)
    return found


def _is_above(sheet: Sheet, upper: int, lower: int) -> bool:
    """Whether the upper row groups the columns of the lower one; a title does not."""
    if _is_merged_down(sheet, upper, lower):
        return True
    row = sheet.rows[upper]
    filled = [c for c, cell in enumerate(row) if cell]
    known = [c for c in filled if is_known(row[c]) or _A_YEAR.fullmatch(row[c].strip())]
    if not known or len(known) * 3 < len(filled):
        return False
    if len(filled) == 1:
        first = next((c for c, cell in enumerate(sheet.rows[lower]) if cell), 0)
        if filled[0] <= first:
            return False
    return _is_below(sheet, [upper], lower)


_A_YEAR = re.compile(r"(?:năm\s+)?(?:19|20)\d\d", re.IGNORECASE)


def _is_below(sheet: Sheet, upper: Sequence[int], lower: int) -> bool:
    """Whether the lower row says what the columns of the upper ones' groups are."""
    if _is_merged_down(sheet, upper[-1], lower):
        return True
    above, below = _lowest(sheet, upper), sheet.rows[lower]
    filled = [c for c, cell in enumerate(below) if cell]
    if not filled or numbers_columns(below) or any(is_datum(below[c]) for c in filled):
        return False
    known = sum(is_known(below[c]) for c in filled)
    if known == len(filled) > 1:  # neither a product nor a group is called so
        return True
    if known == len(filled) and _is_group_of_one(above.get(filled[0], ""), below[filled[0]]):
        return True
    across = {first: last for row, first, end, last in sheet.merged if row == end == upper[-1]}
    is_grouped = False
    for column in filled:
        if column in above:
            last = across.get(column, column)
            if last == column and column + 1 in above:
                return False
            is_grouped = is_grouped or sum(column <= c <= last for c in filled) > 1
    return is_grouped or (known > 0 and known * 3 >= len(filled) and len(filled) > 1)


def _lowest(sheet: Sheet, heading: Sequence[int]) -> dict[int, str]:
    """What stands lowest above each column so far."""
    return {c: cell for index in heading for c, cell in enumerate(sheet.rows[index]) if cell}


def _is_group_of_one(group: str, own: str) -> bool:
    """ "Thông tin chủ thể" above "Tên chủ thể" alone, or above "Xã"."""
    group, own = " ".join(group.split()), " ".join(own.split())
    kind, below = said(group).kind, said(f"{group}{JOINT}{own}").kind
    return bool(kind) and (kind == below or (kind == "producer" and below in _OF_A_PRODUCER))


_OF_A_PRODUCER = ("type", "commune", "address", "representative", "phone")


def _is_merged_down(sheet: Sheet, upper: int, lower: int) -> bool:
    return any(
        first <= upper
        and lower <= last
        and column < len(sheet.rows[first])
        and sheet.rows[first][column]
        for first, column, last, _right in sheet.merged
        if first < len(sheet.rows) and last - first < MOST_ROWS
    )


def labels_of(sheet: Sheet, heading: Sequence[int], width: int) -> list[str]:
    """What stands above each column: the heading's rows from upper to lower, joined by JOINT.

    A group's words stand above each of its columns: those of its merged cell, or, where nothing
    is merged, those up to the next group.
    """
    grid = [_texts(sheet, index, width) for index in heading]
    own = [list(row) for row in grid]
    for depth, index in enumerate(heading):
        _fill_merged(sheet, grid[depth], index, width)
        if depth + 1 < len(heading):
            _fill_unmerged(sheet, grid, own, depth, index)
    labels = []
    for column in range(width):
        said: list[str] = []
        for row in grid:
            if row[column] and row[column] not in said[-1:]:
                said.append(row[column])
        labels.append(JOINT.join(said))
    return labels


def _texts(sheet: Sheet, index: int, width: int) -> list[str]:
    cells = [" ".join(cell.split()) for cell in sheet.rows[index]]
    return cells + [""] * (width - len(cells))


def _fill_merged(sheet: Sheet, row: list[str], index: int, width: int) -> None:
    for first, column, last, right in sheet.merged:
        if first <= index <= last and first < len(sheet.rows) and column < width:
            start = sheet.rows[first]
            text = " ".join(start[column].split()) if column < len(start) else ""
            for place in range(column, min(right + 1, width)):
                row[place] = row[place] or text


def _fill_unmerged(
    sheet: Sheet, grid: list[list[str]], own: list[list[str]], depth: int, index: int
) -> None:
    """Carry a group's words to the right over columns that only lower rows name."""
    merged = {
        c
        for first, column, last, right in sheet.merged
        if first <= index <= last
        for c in range(column, min(right + 1, len(grid[depth])))
    }
    group = ""
    for column, text in enumerate(own[depth]):
        if column in merged or any(row[column] for row in own[:depth]):
            group = ""
        if text and column not in merged:
            group = text
        is_named_below = any(row[column] for row in own[depth + 1 :])
        if not is_named_below:
            group = text if text and column not in merged else ""
        elif group and not grid[depth][column]:
            grid[depth][column] = group


def is_datum(cell: str) -> bool:
    """A figure, a day or an address on the web, which no heading is; (1) and 2024 may be."""
    return bool(_DATUM.fullmatch(cell.strip()))


_DATUM = re.compile(r"\d{5,}|\d+[.,/-]\d[\d.,/-]*|https?://\S*|\S+@\S+")


def numbers_columns(row: Sequence[str]) -> bool:
    """A row such as (1) (2) (3) … or A B 1 2 3=1+2, which numbers the columns."""
    cells = [cell.strip(" ()[]") for cell in row if cell.strip()]
    if len(cells) < 3:
        return False
    numbers = [int(found[1]) for cell in cells if (found := _COLUMN_NUMBER.fullmatch(cell))]
    letters = [cell for cell in cells if len(cell) == 1 and cell.isalpha()]
    if len(numbers) + len(letters) != len(cells) or len(numbers) < 2:
        return False
    return numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] < 5


_COLUMN_NUMBER = re.compile(r"(\d{1,2})\s*(?:=.*)?")
