"""The two small text formats in which criteria are written, so that a person can read,
check and correct them with any editor. A problem is told with its file, line and remedy.

**Blocks** (``blocks-*.txt``), a criterion's text, shared by all sets that have it::

    [labelling/food] Phong cách, ghi nhãn hàng hóa
    about: what the remark in brackets explains
    requires: what the content must show
    note: a hint for the evaluator
    out: when the product is excluded
    stop: when the evaluation ends
    stop at 0: the same, for an answer of 0
    only with: story            printed condition on another subject
    needs: story                the same, where the decision leaves it unsaid
    ask: Sản phẩm có câu chuyện không?      where the points do not say whether there is one
    told from: 2                from these points on they do
    max: 4                      only where it differs from the best option
    full marks if not required
    one answer                  cases share one printed list of options
    case a: Trường hợp 1
    1 ***   text of the option; asterisks mark the minimum for that star

**Sets** (``sets.txt``), one line a part, section, heading and criterion::

    == 1 rau-cu-qua-hat-tuoi | Rau, củ, quả, hạt tươi
    group: I.1
    ministries: nnmt
    samples: 5
    out: a ground that takes any product of the set out
    A 40 Sản phẩm và sức mạnh của cộng đồng
      A.1 18 Tổ chức sản xuất
        A.1.1 raw-material-origin/tea
        > C.6.1 4 Ngoại hình
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sanvat.rules.model import (
    STARS_WITH_MINIMA,
    Case,
    CriteriaSet,
    Criterion,
    Heading,
    Option,
    Part,
    Section,
    Stop,
    StopKind,
)
from sanvat.rules.problems import BadData

_OPTION = re.compile(r"(\d+)\s+(?:(\*{3,5})\s+)?(.+)")
_BLOCK = re.compile(r"\[([a-z0-9-]+)(/[a-z0-9.+-]+)?\]\s+(.+)")
_CASE = re.compile(r"case ([a-z0-9]):\s*(.+)")
_SET = re.compile(r"==\s+(\d+)\s+([a-z0-9-]+)\s+\|\s+(.+)")
_PART = re.compile(r"([A-Z])\s+(\d+)\s+(.+)")
_SECTION = re.compile(r"([A-Z])\.(\d+)\s+(\d+)\s+(.+)")
_HEADING = re.compile(r">\s+([A-Z]\.\d+\.\d+)\s+(\d+)\s+(.+)")
_CRITERION = re.compile(r"([A-Z]\.\d+(?:\.\d+){0,2})\s+([a-z0-9-]+(?:/[a-z0-9.+-]+)?)")

_TEXT_FIELDS = {"about": "description", "requires": "requirement", "note": "note"}
_STOPS: dict[str, StopKind] = {"out": "exclude", "stop": "stop", "stop at 0": "stop_if_zero"}


@dataclass
class Block:
    """A criterion's text before it stands in a set and has a code."""

    key: str
    subject: str
    title: str
    file: str
    line: int
    options: list[Option] = field(default_factory=list)
    cases: list[tuple[str, str, list[Option]]] = field(default_factory=list)
    stops: list[Stop] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    max_points: int | None = None
    depends_on: str | None = None
    conditional: bool = False
    asked: str = ""
    told_from: int | None = None
    full_marks: bool = False
    one_answer: bool = False
    used: bool = False


def read_blocks(path: Path) -> dict[str, Block]:
    """All blocks of one file by key. Raises BadData at the first line that makes no sense."""
    blocks: dict[str, Block] = {}
    block: Block | None = None
    for number, line in _lines(path):
        if line.startswith("["):
            block = _new_block(path, number, line)
            if block.key in blocks:
                raise BadData(
                    path.name, number, f"khối «{block.key}» có hai lần", "đổi tên một khối"
                )
            blocks[block.key] = block
        elif block is None:
            raise BadData(
                path.name, number, "chưa có khối nào", "bắt đầu bằng «[khóa] Tên tiêu chí»"
            )
        else:
            _add_line(block, path, number, line)
    for block in blocks.values():
        _check_block(block)
    return blocks


def _new_block(path: Path, number: int, line: str) -> Block:
    match = _BLOCK.fullmatch(line)
    if match is None:
        raise BadData(
            path.name, number, "dòng đầu khối không đúng", "viết «[chu-de/bien-the] Tên tiêu chí»"
        )
    subject, variant, title = match.groups()
    return Block(f"{subject}{variant or ''}", subject, title, path.name, number)


def _add_line(block: Block, path: Path, number: int, line: str) -> None:
    if match := _OPTION.fullmatch(line):
        points, mark, text = match.groups()
        options = block.cases[-1][2] if block.cases else block.options
        options.append(Option(int(points), text, len(mark) if mark else None))
        return
    if match := _CASE.fullmatch(line):
        if block.options:
            raise BadData(
                path.name, number, "mức điểm đứng trước «case»", "đưa mức điểm vào trường hợp"
            )
        block.cases.append((match[1], match[2], []))
        return
    key, _, value = line.partition(":")
    value = value.strip()
    if line == "full marks if not required":
        block.full_marks = True
    elif line == "one answer":
        block.one_answer = True
    elif key in _TEXT_FIELDS and value:
        block.texts[_TEXT_FIELDS[key]] = value
    elif key in _STOPS and value:
        block.stops.append(Stop(_STOPS[key], value))
    elif key in ("only with", "needs") and value:
        block.depends_on = value
        block.conditional = key == "only with"
    elif key == "ask" and value:
        block.asked = value
    elif key == "told from" and value.isdecimal():
        block.told_from = int(value)
    elif key == "max" and value.isdecimal():
        block.max_points = int(value)
    else:
        raise BadData(
            path.name,
            number,
            f"không hiểu dòng «{line[:40]}»",
            "viết mức điểm «2 *** nội dung», hoặc about:, requires:, note:, out:, stop:, "
            "only with:, ask:, told from:, max:, case a:",
        )


def _check_block(block: Block) -> None:
    ladders = [options for _, _, options in block.cases] or [block.options]
    for ladder in ladders:
        points = [o.points for o in ladder]
        if not points:
            raise BadData(
                block.file, block.line, f"khối «{block.key}» không có mức điểm", "thêm mức điểm"
            )
        if points != sorted(set(points)):
            raise BadData(
                block.file,
                block.line,
                f"điểm của «{block.key}» không tăng dần: {points}",
                "xếp mức điểm từ thấp đến cao, không trùng nhau",
            )
        marks = [o.minimum_for for o in ladder if o.minimum_for]
        if marks != sorted(set(marks)) or any(m not in STARS_WITH_MINIMA for m in marks):
            raise BadData(
                block.file,
                block.line,
                f"dấu sao của «{block.key}» không tăng dần: {marks}",
                "mỗi hạng 3, 4, 5 sao chỉ đánh dấu một lần, hạng cao ở mức điểm cao",
            )
    if block.told_from is not None and not (
        block.asked and any(o.points == block.told_from for o in block.options)
    ):
        raise BadData(
            block.file,
            block.line,
            f"«told from: {block.told_from}» của «{block.key}» không có chỗ dựa",
            "ghi cả «ask:», và chọn điểm của một mức trong khối",
        )


Override = Mapping[tuple[str, int | None, str], Any]
"""(code, option counted from 1 or None, field) → printed value to use instead of the reading."""


def read_sets(
    path: Path,
    blocks: Mapping[str, Block],
    *,
    rulebook: str,
    overrides: Mapping[int, Override] | None = None,
) -> dict[int, CriteriaSet]:
    """All sets of a rulebook by number.

    ``overrides`` puts printed values back where an office switched a reading off; they may
    break the sums, which is what ``check`` then reports. Raises BadData on the first line that
    makes no sense, on unknown blocks and on codes out of order.
    """
    reader = _SetReader(path, blocks, rulebook, overrides or {})
    for number, line in _lines(path):
        reader.take(number, line)
    return reader.finish()


class _SetReader:
    """Reads sets.txt line by line; it holds the set, part and section being written."""

    def __init__(
        self,
        path: Path,
        blocks: Mapping[str, Block],
        rulebook: str,
        overrides: Mapping[int, Override],
    ) -> None:
        self.path, self.blocks, self.rulebook, self.overrides = path, blocks, rulebook, overrides
        self.sets: dict[int, CriteriaSet] = {}
        self.head: dict[str, Any] = {}
        self.parts: list[dict[str, Any]] = []
        self.codes: set[str] = set()
        self.line = 0

    def take(self, number: int, line: str) -> None:
        self.line = number
        if match := _SET.fullmatch(line):
            self._close_set()
            self.head = {
                "number": int(match[1]),
                "slug": match[2],
                "name": match[3],
                "out": [],
                "line": number,
            }
            if self.head["number"] in self.sets:
                raise self._bad(f"bộ {match[1]} có hai lần", "đổi số thứ tự một bộ")
        elif not self.head:
            raise self._bad("chưa có bộ nào", "bắt đầu bằng «== 1 ten-bo | Tên bộ sản phẩm»")
        elif match := _SECTION.fullmatch(line):
            self._section(*match.groups())
        elif match := _PART.fullmatch(line):
            self.parts.append(
                {"code": match[1], "max": int(match[2]), "title": match[3], "sections": []}
            )
        elif match := _HEADING.fullmatch(line):
            self._open_section()["headings"].append(Heading(match[1], match[3], int(match[2])))
        elif match := _CRITERION.fullmatch(line):
            self._criterion(match[1], match[2])
        else:
            self._field(line)

    def finish(self) -> dict[int, CriteriaSet]:
        self._close_set()
        if not self.sets:
            raise self._bad("tệp không có bộ nào", "viết ít nhất một bộ")
        return self.sets

    def _bad(self, what: str, remedy: str) -> BadData:
        return BadData(self.path.name, self.line, what, remedy)

    def _section(self, part: str, number: str, points: str, title: str) -> None:
        if not self.parts or self.parts[-1]["code"] != part:
            raise self._bad(f"mục {part}.{number} không nằm trong phần {part}", "đặt sau dòng phần")
        self.parts[-1]["sections"].append(
            {
                "code": f"{part}.{number}",
                "number": int(number),
                "max": int(points),
                "title": title,
                "criteria": [],
                "headings": [],
                "stops": [],
                "note": "",
            }
        )

    def _open_section(self) -> dict[str, Any]:
        if not self.parts or not self.parts[-1]["sections"]:
            raise self._bad("chưa có mục nào", "viết dòng mục trước, như «A.1 18 Tổ chức sản xuất»")
        section: dict[str, Any] = self.parts[-1]["sections"][-1]
        return section

    def _criterion(self, code: str, key: str) -> None:
        section = self._open_section()
        block = self.blocks.get(key)
        if block is None:
            raise self._bad(f"không có khối «{key}»", "viết khối đó trong blocks-*.txt hay sửa tên")
        if code != section["code"] and not code.startswith(section["code"] + "."):
            raise self._bad(
                f"tiêu chí {code} nằm sai mục {section['code']}", "chuyển về đúng mục của nó"
            )
        if code in self.codes:
            raise self._bad(f"mã {code} có hai lần trong bộ", "mỗi tiêu chí một mã")
        self.codes.add(code)
        block.used = True
        override = self.overrides.get(self.head["number"], {})
        section["criteria"].append(_criterion_from(block, code, override))

    def _field(self, line: str) -> None:
        key, _, value = line.partition(":")
        value = value.strip()
        if not value:
            raise self._bad(f"không hiểu dòng «{line[:40]}»", "xem cách viết ở đầu textfiles.py")
        if self.parts and key in _STOPS:
            self._open_section()["stops"].append(Stop(_STOPS[key], value))
        elif self.parts and key == "note":
            self._open_section()["note"] = value
        elif key == "out":
            self.head["out"].append(value)
        elif key == "samples" and not value.isdecimal():
            raise self._bad(f"«samples: {value}» không phải số", "viết «samples: 5»")
        elif key in ("group", "ministries", "samples"):
            self.head[key] = value
        else:
            raise self._bad(
                f"không có mục «{key}»", "dùng group:, ministries:, samples:, out:, note:, stop:"
            )

    def _close_set(self) -> None:
        if not self.head:
            return
        for key in ("group", "samples"):
            if key not in self.head:
                raise BadData(
                    self.path.name,
                    self.head["line"],
                    f"bộ {self.head['number']} thiếu «{key}:»",
                    "thêm dòng đó",
                )
        override = self.overrides.get(self.head["number"], {})
        group = self.head["group"]
        self.sets[self.head["number"]] = CriteriaSet(
            rulebook=self.rulebook,
            number=self.head["number"],
            slug=self.head["slug"],
            name=self.head["name"],
            group=group.partition(".")[0],
            subgroup=group,
            ministries=tuple(self.head.get("ministries", "").split()),
            samples=int(self.head["samples"]),
            knock_outs=tuple(self.head["out"]),
            parts=tuple(_part_from(part, override) for part in self.parts),
        )
        self.head, self.parts, self.codes = {}, [], set()


def _part_from(part: dict[str, Any], override: Override) -> Part:
    return Part(
        code=part["code"],
        title=part["title"],
        max_points=override.get((part["code"], None, "part_points"), part["max"]),
        sections=tuple(
            Section(
                code=s["code"],
                number=s["number"],
                title=s["title"],
                max_points=s["max"],
                criteria=tuple(s["criteria"]),
                headings=tuple(s["headings"]),
                note=s["note"],
                stops=tuple(s["stops"]),
            )
            for s in part["sections"]
        ),
    )


def _criterion_from(block: Block, code: str, override: Override) -> Criterion:
    options = _options_from(block.options, code, override)
    cases = tuple(
        Case(
            code=f"{code}.{letter}",
            title=title,
            options=tuple(ladder),
            aliases=() if letter.isalpha() else (f"{code}.{chr(ord('a') + index)}",),
        )
        for index, (letter, title, ladder) in enumerate(block.cases)
    )
    rungs = block.options or [o for _, _, ladder in block.cases for o in ladder]
    maximum = block.max_points if block.max_points is not None else max(o.points for o in rungs)
    printed = override.get((code, None, "max_points"), maximum)
    return Criterion(
        code=code,
        title=block.title,
        subject=block.subject,
        block=block.key,
        max_points=printed if isinstance(printed, int) else 0,  # 0: the cell has no number
        options=options,
        cases=cases,
        bare_answer=block.one_answer,
        description=block.texts.get("description", ""),
        requirement=block.texts.get("requirement", ""),
        note=block.texts.get("note", ""),
        stops=tuple(Stop(override.get((code, None, "stop"), s.kind), s.text) for s in block.stops),
        depends_on=block.depends_on,
        conditional=block.conditional,
        asked=block.asked,
        told_from=block.told_from,
        full_marks_if_not_required=block.full_marks,
        minima={
            o.minimum_for: o.points
            for o in (*options, *(o for c in cases for o in c.options))
            if o.minimum_for
        },
    )


def _options_from(options: list[Option], code: str, override: Override) -> tuple[Option, ...]:
    if not any(key[0] == code for key in override):
        return tuple(options)
    if override.get((code, None, "options")) == "blank":
        return ()
    result = []
    for place, option in enumerate(options, start=1):
        points = override.get((code, place, "points"), option.points)
        if not isinstance(points, int):
            continue  # a blank or garbled cell gives no points; "none met" remains
        mark = override.get((code, place, "minimum"), option.minimum_for)
        text = override.get((code, place, "text"), option.text)
        result.append(Option(points, text, mark or None))
    return tuple(result)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BadData(str(path), 0, "không tìm thấy tệp", "đặt tệp vào đúng thư mục") from None
    except UnicodeDecodeError as error:
        raise BadData(
            path.name, 0, f"không phải UTF-8 (byte {error.start})", "lưu lại tệp với mã UTF-8"
        ) from None
    for number, line in enumerate(text.splitlines(), start=1):
        line = line.strip()
        if line and not line.startswith("#"):
            yield number, line
