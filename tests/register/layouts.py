"""Office layouts drawn at random from a known register.

    drawn = draw_layout(random, rows)    # or @given(layouts(rows)) def test(drawn): ...
    drawn.sheets                         # as `reading.read` gives them
    drawn.xlsx()                         # the same as a workbook
    drawn.rows                           # what each data row says: sheet, number, facts by KEYS
    drawn.parts[sheet]                   # the part of each row
    drawn.extra[sheet]                   # labels of columns that no register has
    drawn.choices                        # what was drawn, for whoever reads a failure

`facts` holds what can be read of the row from this sheet: {"product": "Trà hoa", "star": 3,
"first_date": date(2021, 8, 15), …}. Places, names and numbers are invented, communes are true.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any, NamedTuple

import xlsxwriter
from hypothesis import strategies as st

from sanvat.register.layout import Part
from tests.register.office_words import (
    COMMUNES,
    DISTRICTS,
    EXTRAS,
    FIRST_GROUPS,
    GROUPED,
    IN_GROUP,
    LABELS,
    PRODUCER_KEYS,
    SECOND_GROUPS,
    SETS,
    draw_register,
    spell_day,
    spell_decision,
    spell_star,
)


class Sheet(NamedTuple):
    name: str
    rows: list[list[str]]
    merged: list[tuple[int, int, int, int]]
    hidden_rows: frozenset[int] = frozenset()
    is_hidden: bool = False


class Row(NamedTuple):
    sheet: int
    number: int
    facts: dict[str, Any]


@dataclass
class Drawn:
    grids: list[_Grid]
    rows: list[Row]
    choices: list[str]

    @property
    def sheets(self) -> list[Sheet]:
        return [grid.sheet() for grid in self.grids]

    @property
    def parts(self) -> list[list[Part]]:
        return [grid.parts for grid in self.grids]

    @property
    def extra(self) -> list[list[str]]:
        return [grid.extra for grid in self.grids]

    def xlsx(self) -> bytes:
        made = io.BytesIO()
        with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_urls": False}) as book:
            day = book.add_format({"num_format": "dd/mm/yyyy"})
            for grid in self.grids:
                grid.write(book.add_worksheet(grid.name), day)
        return made.getvalue()

    def __repr__(self) -> str:
        shown = [" ".join(self.choices)]
        for grid in self.grids:
            shown.append(f"-- {grid.name} merged {grid.merged}")
            for number, (row, part) in enumerate(zip(grid.rows, grid.parts, strict=True), 1):
                shown.append(f"{number:3} {part:9} {row}")
        return "\n".join(shown)


@dataclass
class _Grid:
    """A sheet as it grows: cells as a spreadsheet has them, numbers and days as such."""

    name: str
    left: int
    rows: list[list[Any]] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)

    def add(self, part: Part, cells: Sequence[Any] = ()) -> int:
        """A row; returns its place from 0."""
        self.rows.append([*[""] * self.left, *cells] if any(c != "" for c in cells) else [])
        self.parts.append(part if self.rows[-1] else Part.BLANK)
        return len(self.rows) - 1

    def merge(self, first: int, column: int, last: int, right: int) -> None:
        self.merged.append((first, self.left + column, last, self.left + right))

    def sheet(self) -> Sheet:
        rows = [[_text(cell) for cell in row] for row in self.rows]
        for row in rows:
            while row and not row[-1]:
                row.pop()
        while rows and not rows[-1]:
            rows.pop()
            self.rows.pop()
            self.parts.pop()
        return Sheet(self.name, rows, list(self.merged))

    def write(self, sheet: Any, day: Any) -> None:
        heads = {(first, column): (last, right) for first, column, last, right in self.merged}
        for number, row in enumerate(self.rows):
            for place, cell in enumerate(row):
                if (number, place) in heads:
                    sheet.merge_range(number, place, *heads[number, place], "")
                if isinstance(cell, date):
                    sheet.write_datetime(number, place, cell, day)
                elif cell != "":
                    sheet.write(number, place, cell)


def _text(cell: Any) -> str:
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def layouts(register: Sequence[dict[str, Any]] = ()) -> st.SearchStrategy[Drawn]:
    """Layouts of this register (rows by KEYS, as `draw_register` gives them), or of others."""
    return st.randoms(use_true_random=False).map(lambda random: draw_layout(random, register))


def draw_layout(random: Random, register: Sequence[dict[str, Any]] = ()) -> Drawn:
    rows = [dict(row) for row in register] or draw_register(random)
    return _Office(random).drawn(rows)


# The layout


class _Column(NamedTuple):
    """`key` is "" for a column that no register has. `groups`: from the outermost in."""

    key: str
    label: str
    groups: tuple[str, ...] = ()


class _Office:
    """Draws what one office does on all its sheets, then the sheets."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.choices: list[str] = []
        self.grids: list[_Grid] = []
        self.rows: list[Row] = []
        self.has_number = self._or_not("number", 0.85)
        self.merges_headings = self._or_not("merged-headings", 0.7)
        self.places = self._one(
            "places", "column", "column", "groups", "nested", "address", "producers", "sets"
        )
        self.restarts = self._or_not("restarts", 0.3)
        self.dashes = self._or_not("dashes", 0.2)
        self.wraps = self._or_not("wraps", 0.3)
        self.grouped = self._one("numerals", "own", "inside", "none", "across")
        self.recognised = self._one("told", "two", "one", "one", "cell", "title", "sheets", "star")
        self.depth = self._one("depth", 1, 2, 2, 3)
        self.merges_producers = self._or_not("merged-producers", 0.4)
        if self.places in ("producers", "sets"):
            self.merges_producers = False
        self.spells = self._or_not("spells", 0.7)

    def _one(self, name: str, *of: Any) -> Any:
        chosen = self.random.choice(of)
        self.choices.append(f"{name}={chosen}")
        return chosen

    def _or_not(self, name: str, share: float) -> bool:
        chosen = self.random.random() < share
        if chosen:
            self.choices.append(name)
        return chosen

    def drawn(self, register: Sequence[dict[str, Any]]) -> Drawn:
        columns = self._columns()
        if self.recognised == "sheets":
            years = sorted({row["first_year"] for row in register})
            for year in years:
                name = self.random.choice((f"Năm {year}", str(year), f"OCOP {year}"))
                rows = [row for row in register if row["first_year"] == year]
                self._draw_sheet(name, columns, rows)
        else:
            name = self.random.choice(("Sổ", "Sheet1", "Danh sách", "Tổng hợp"))
            self._draw_sheet(name, columns, register)
        return Drawn(self.grids, self.rows, self.choices)

    def _columns(self) -> list[_Column]:
        random = self.random
        keys = [k for k in ("type", "address", "representative", "phone") if random.random() < 0.5]
        if self.places in ("column", "producers", "sets"):
            keys.append("commune")
        if self.places != "producers":
            keys.append("producer")
        if self.places == "address" and "address" not in keys:
            keys.append("address")
        own = [key for key in ("set", "note", "expiry") if random.random() < 0.3]
        if self.places == "sets" and "set" in own:
            own.remove("set")
        has_group = self.depth > 1 and random.random() < 0.6
        random.shuffle(keys)
        group = random.choice(("Chủ thể sản xuất", "Chủ thể", "Thông tin chủ thể"))
        producer = [self._column(key, (group,) if has_group else ()) for key in keys]
        blocks = [[column] for column in [self._column("product"), *map(self._column, own)]]
        blocks += [producer] if has_group else [[column] for column in producer]
        extras = random.sample(sorted(EXTRAS), random.choice((0, 0, 1, 2)))
        blocks += [[_Column("", label)] for label in extras]
        random.shuffle(blocks)
        columns = [column for block in blocks for column in block] + self._recognition()
        if self.has_number:
            columns.insert(0, self._column("number"))
        return columns

    def _column(self, key: str, groups: tuple[str, ...] = ()) -> _Column:
        kind = key.split("_")[-1]
        labels = IN_GROUP.get(kind, LABELS[kind]) if groups else LABELS[kind]
        label = self.random.choice(labels)
        return _Column(key, label.replace(" ", "\n", 1) if self.wraps else label, groups)

    def _recognition(self) -> list[_Column]:
        random = self.random
        match self.recognised:
            case "two":
                kinds = ["star", *random.sample(("date", "decision", "authority"), 2)]
                random.shuffle(kinds)
                top = (random.choice(("Kết quả đánh giá, phân hạng", "Kết quả công nhận")),)
                top = top if self.depth == 3 else ()
                names = {kind: self._column(f"first_{kind}", ("",)).label for kind in kinds}
                columns = []
                for when, groups in (("first", FIRST_GROUPS), ("second", SECOND_GROUPS)):
                    group = random.choice(groups)
                    for kind in kinds:
                        if self.depth == 1:
                            column = _Column(f"{when}_{kind}", f"{group}: {names[kind]}")
                        else:
                            column = _Column(f"{when}_{kind}", names[kind], (*top, group))
                        columns.append(column)
                return columns
            case "one":
                kinds = [
                    k for k in ("date", "decision", "authority", "year") if random.random() < 0.6
                ]
                random.shuffle(kinds)
                return [self._column("star"), *(self._column(f"first_{kind}") for kind in kinds)]
            case "cell":
                label = random.choice(
                    ("Quyết định công nhận (số, ngày)", "Số, ngày quyết định", "Quyết định")
                )
                return [self._column("star"), _Column("first_decision", label)]
        return [self._column("star")]

    # One sheet

    def _draw_sheet(
        self, name: str, columns: Sequence[_Column], register: Sequence[dict[str, Any]]
    ) -> None:
        random = self.random
        grid = _Grid(name, left=random.choice((0, 0, 0, 2)))
        self.grids.append(grid)
        decision = self._draw_title(grid, columns)
        heading = self._draw_heading(grid, columns)
        grid.extra = [column.label for column in columns if not column.key]
        if random.random() < 0.3:
            grid.add(Part.NUMBERS, [f"({n})" for n in range(1, len(columns) + 1)])
        self._number = 0
        rows = sorted(register, key=lambda row: row["producer"])
        if self.places in GROUPED:
            self._draw_groups(grid, columns, rows, decision, heading)
        else:
            self._draw_rows(grid, columns, rows, decision, heading)
        self._draw_end(grid, columns, register)

    def _draw_title(self, grid: _Grid, columns: Sequence[_Column]) -> dict[str, Any]:
        """Rows above the heading; returns what they say of every row."""
        random = self.random
        told: dict[str, Any] = {}
        for _each in range(random.choice((0, 0, 1))):
            grid.add(Part.BLANK)
        if random.random() < 0.4:
            gap = [""] * max(len(columns) // 2, 1)
            grid.add(Part.TITLE, ["UBND TỈNH LÂM ĐỒNG", *gap, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"])
            grid.add(Part.TITLE, ["", *gap, "Độc lập - Tự do - Hạnh phúc"])
        if random.random() < 0.6 or self.recognised == "title":
            title = grid.add(
                Part.TITLE,
                [random.choice(("DANH SÁCH SẢN PHẨM OCOP", "TỔNG HỢP SẢN PHẨM OCOP NĂM 2023"))],
            )
            if random.random() < 0.5 and len(columns) > 1:
                grid.merge(title, 0, title, len(columns) - 1)
        if self.recognised == "title":
            number, on = f"{random.randint(1, 4000)}/QĐ-UBND", date(2023, 8, random.randint(1, 28))
            when = random.choice((f"{on:%d/%m/%Y}", f"{on.day} tháng {on.month} năm {on.year}"))
            by = random.choice(("", " của UBND tỉnh Lâm Đồng"))
            text = f"Kèm theo Quyết định số {number} ngày {when}{by}"
            grid.add(Part.TITLE, [random.choice((f"({text})", text))])
            told = {"first_decision": number, "first_date": on}
            if by:
                told["first_authority"] = by.removeprefix(" của ")
        if random.random() < 0.5:
            grid.add(Part.BLANK)
        if self.recognised == "sheets":
            told["first_year"] = int("".join(c for c in grid.name if c.isdigit()))
        return told

    def _draw_heading(self, grid: _Grid, columns: Sequence[_Column]) -> list[list[str]]:
        depth = max(len(column.groups) for column in columns) + 1
        lines = [[""] * len(columns) for _each in range(depth)]
        begin = len(grid.rows)
        for place, column in enumerate(columns):
            words = [*column.groups, column.label]
            for level, text in enumerate(words[:-1]):
                before = columns[place - 1].groups[: level + 1] if place else ()
                lines[level][place] = "" if before == column.groups[: level + 1] else text
            lines[len(words) - 1][place] = words[-1]
            if self.merges_headings and len(words) < depth:
                grid.merge(begin + len(words) - 1, place, begin + depth - 1, place)
        for level in range(depth - 1):
            self._merge_groups(grid, columns, begin, level)
        for line in lines:
            grid.add(Part.HEADING, line)
        return lines

    def _merge_groups(
        self, grid: _Grid, columns: Sequence[_Column], begin: int, level: int
    ) -> None:
        start = 0
        while start < len(columns):
            own = columns[start].groups[: level + 1]
            end = start
            while len(own) > level and end + 1 < len(columns):
                if columns[end + 1].groups[: level + 1] != own:
                    break
                end += 1
            if end > start and self.merges_headings:
                grid.merge(begin + level, start, begin + level, end)
            start = end + 1

    def _draw_groups(
        self,
        grid: _Grid,
        columns: Sequence[_Column],
        rows: Sequence[dict[str, Any]],
        decision: dict[str, Any],
        heading: list[list[str]],
    ) -> None:
        random = self.random
        if self.places == "sets":
            for row in rows:
                row["set"] = SETS[rows.index(row) % len(SETS)]
        key = GROUPED[self.places]
        named = sorted({row[key] for row in rows})
        random.shuffle(named)
        shouts = random.random() < 0.5
        has_subtotals, is_above = random.random() < 0.3, random.random() < 0.3
        counts = random.random() < 0.2
        outer = -1
        for number, name in enumerate(named):
            if self.places == "nested" and number * len(DISTRICTS) // len(named) != outer:
                outer = number * len(DISTRICTS) // len(named)
                self._draw_group(grid, columns, DISTRICTS[outer], outer, "IA"[shouts])
            words = f"Xã {name}" if key == "commune" else name
            if shouts and key == "commune":
                words = words.upper()
            own = [row for row in rows if row[key] == name]
            if counts:
                words += random.choice((f" ({len(own):02} sản phẩm)", f": {len(own)} sản phẩm"))
            marks = "1" if self.places == "nested" else "I"
            self._draw_group(grid, columns, words, number, marks)
            if self.restarts:
                self._number = 0
            if has_subtotals and is_above:
                self._draw_total(grid, columns, "Cộng", len(own))
            self._draw_rows(grid, columns, own, decision, heading)
            if has_subtotals and not is_above:
                self._draw_total(grid, columns, "Cộng", len(own))

    def _draw_group(
        self, grid: _Grid, columns: Sequence[_Column], words: str, number: int, marks: str
    ) -> None:
        numeral = {"I": _roman(number + 1), "A": chr(ord("A") + number), "1": str(number + 1)}[
            marks
        ]
        width = len(columns)
        match self.grouped:
            case "own" if self.has_number:
                grid.add(Part.GROUP, [numeral, words])
            case "inside":
                grid.add(Part.GROUP, [f"{numeral}. {words}"])
            case "across":
                place = grid.add(Part.GROUP, [words])
                if width > 1:
                    grid.merge(place, 0, place, width - 1)
            case _:
                grid.add(Part.GROUP, ["", words] if self.has_number else [words])

    def _draw_rows(
        self,
        grid: _Grid,
        columns: Sequence[_Column],
        rows: Sequence[dict[str, Any]],
        decision: dict[str, Any],
        heading: list[list[str]],
    ) -> None:
        random = self.random
        before: dict[str, Any] = {}
        run: list[int] = []
        for row in rows:
            if self._number and random.random() < 0.06:
                self._merge_run(grid, columns, run)
                run, before = [], {}
                if random.random() < 0.5:
                    grid.add(Part.BLANK)
                else:
                    for line in heading:
                        grid.add(Part.HEADING, line)
            self._number += 1
            is_same = (
                bool(before) and before["producer"] == row["producer"] and self.merges_producers
            )
            if not is_same:
                self._merge_run(grid, columns, run)
                run = []
            cells, facts = self._cells(columns, row)
            if is_same:
                for place, column in enumerate(columns):
                    if column.key in PRODUCER_KEYS:
                        cells[place] = ""
            place = grid.add(Part.DATA, cells)
            run.append(place)
            if key := GROUPED.get(self.places):
                facts[key] = row[key]
            self.rows.append(Row(len(self.grids) - 1, place + 1, {**decision, **facts}))
            before = row
        self._merge_run(grid, columns, run)

    def _merge_run(self, grid: _Grid, columns: Sequence[_Column], run: Sequence[int]) -> None:
        if len(run) > 1:
            for place, column in enumerate(columns):
                if column.key in PRODUCER_KEYS:
                    grid.merge(run[0], place, run[-1], place)

    def _cells(
        self, columns: Sequence[_Column], row: dict[str, Any]
    ) -> tuple[list[Any], dict[str, Any]]:
        cells: list[Any] = []
        facts: dict[str, Any] = {}
        for column in columns:
            key = column.key
            told = row.get(key, "")
            if key == "number":
                cells.append(self._number)
                continue
            if key == "":
                cells.append(self.random.choice(EXTRAS[column.label]))
                continue
            if key == "address" and self.places == "address":
                told = f"{told}, xã {row['commune']}"
            if told != "":
                facts[key] = told
            nothing = "-" if self.dashes else ""
            cells.append(nothing if told == "" else self._spelt(key, told, row, facts))
        if self.recognised in ("title", "sheets", "star", "one", "cell"):
            facts["star"] = row["first_star"]
            star = next(n for n, column in enumerate(columns) if column.key == "star")
            cells[star] = self._spelt("star", facts["star"], row, facts)
        return cells, facts

    def _spelt(self, key: str, told: Any, row: dict[str, Any], facts: dict[str, Any]) -> Any:
        random = self.random
        kind = key.split("_")[-1]
        if key == "first_decision" and self.recognised == "cell":
            by = row["first_authority"] if random.random() < 0.4 else ""
            facts["first_date"] = row["first_date"]
            if by:
                facts["first_authority"] = by
            return spell_decision(random, told, row["first_date"], by)
        if kind in ("date", "expiry"):
            return spell_day(random, told) if self.spells else told
        if kind == "star":
            return spell_star(random, told) if self.spells else told
        if kind == "phone":
            return random.choice(
                (told, f"{told[:4]} {told[4:7]} {told[7:]}", f"{told[:4]}.{told[4:]}")
            )
        if kind == "commune":
            return random.choice((told, f"xã {told}"))
        return told

    def _draw_total(self, grid: _Grid, columns: Sequence[_Column], word: str, count: int) -> None:
        cells = [""] * len(columns)
        place = 1 if self.has_number and len(columns) > 1 else 0
        cells[place] = self.random.choice((f"{word}: {count:02} sản phẩm", word))
        if self.random.random() < 0.3 and place + 1 < len(cells):
            cells[place + 1] = f"{count:02} chủ thể"
        grid.add(Part.TOTAL, cells)

    def _draw_end(
        self, grid: _Grid, columns: Sequence[_Column], rows: Sequence[dict[str, Any]]
    ) -> None:
        random = self.random
        if random.random() < 0.5:
            self._draw_total(
                grid, columns, random.choice(("Tổng cộng", "Tổng số", "Tổng")), len(rows)
            )
        if random.random() < 0.2:
            grid.add(Part.BLANK)
            grid.add(Part.NOTE, ["Ghi chú: số liệu do các xã báo cáo."])
        if random.random() < 0.15:
            self._draw_other_table(grid)
        elif random.random() < 0.5:
            self._draw_signatures(grid, columns)

    def _draw_other_table(self, grid: _Grid) -> None:
        grid.add(Part.BLANK)
        grid.add(Part.NOTE, ["TT", "Xã", "Số sản phẩm", "Chủ thể"])
        for number, commune in enumerate(COMMUNES[:2], start=1):
            grid.add(Part.NOTE, [number, commune, number + 3, number + 1])

    def _draw_signatures(self, grid: _Grid, columns: Sequence[_Column]) -> None:
        random = self.random
        first = 1 if len(columns) > 2 else 0
        gap = [""] * random.randint(0, max(len(columns) - 3, 0))

        def add(left: str, right: str) -> None:
            grid.add(Part.SIGNATURE, [*[""] * first, left, *gap, right])

        if random.random() < 0.7:
            grid.add(Part.BLANK)
        if random.random() < 0.4:
            add("", "Đức Trọng, ngày … tháng … năm 2024")
        add(
            "NGƯỜI LẬP BIỂU",
            random.choice(("THỦ TRƯỞNG ĐƠN VỊ", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        )
        if random.random() < 0.7:
            add("(Ký, ghi rõ họ tên)", "(Ký tên, đóng dấu)")
        grid.add(Part.BLANK)
        add("Trần Thị Lập", "Nguyễn Văn Ký")


def _roman(number: int) -> str:
    return ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")[number - 1]
