"""Reads the cases in ``tests/cases/``, in the plain words its README explains."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from sanvat.rules import library
from sanvat.rules.model import CriteriaSet
from tests.rules.sheets import best, changed_sheet, just_enough, nothing

CASES = Path(__file__).parents[1] / "cases"

_ANSWER = re.compile(r"([A-Z](?:\.\w+)+)=([^\s,;]+)")
_EMPTY = re.compile(r"bỏ trống ((?:[A-Z](?:\.\w+)+(?:, )?)+)")
_REGULATION = {"mức tối thiểu theo trung bình": "mean", "mức tối thiểu theo đa số": "majority"}


@dataclass
class WrittenCase:
    """One case of a file: what was scored, and what must come out."""

    file: str
    line: int
    title: str
    rulebook: str = ""
    set: int = 0
    sheets: list[dict[str, Any]] = field(default_factory=list)
    regulation: dict[str, Any] = field(default_factory=dict)
    excluded: dict[str, str] | None = None
    has: dict[str, bool] = field(default_factory=dict)
    partial: bool = False
    readings_off: list[str] = field(default_factory=list)
    total: Fraction | None = None
    total_shown: str = ""
    band: int = 0
    stars: int | None = None
    parts: dict[str, str] | None = None
    held_back: list[tuple[str, int, int, str]] = field(default_factory=list)
    """(criterion, star, points needed, points had) of every line «Giữ lại»"""
    next_star: tuple[int, str, list[str]] | None = None
    refused: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.title}"

    @property
    def as_case(self) -> dict[str, Any]:
        case = {"rulebook": self.rulebook, "set": self.set, "sheets": self.sheets}
        if self.regulation:
            case["regulation"] = self.regulation
        if self.excluded:
            case["excluded"] = self.excluded
        if self.has:
            case["has"] = self.has
        return case


def read_cases() -> list[WrittenCase]:
    return [case for path in sorted(CASES.glob("*.txt")) for case in _read(path)]


def _read(path: Path) -> list[WrittenCase]:
    cases: list[WrittenCase] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        key, colon, value = line.partition(": ")
        try:
            if not colon:
                raise ValueError("cần «Mục: nội dung»")
            if key == "Ca":
                cases.append(WrittenCase(path.name, number, value.strip()))
            else:
                _take(cases[-1], key.strip(), value.strip())
        except (ValueError, IndexError, KeyError, TypeError) as error:
            raise ValueError(f"{path.name}:{number}: không hiểu «{line}»: {error}") from error
    return cases


def _take(case: WrittenCase, key: str, value: str) -> None:
    if match := re.fullmatch(r"(\d+) phiếu", key):
        count = int(match[1])
        first = len(case.sheets) + 1
        answers = _answers(case, value)
        case.sheets += [{"by": f"m{first + i}", "answers": answers} for i in range(count)]
    elif key.startswith("Phiếu "):
        case.sheets.append({"by": key.removeprefix("Phiếu "), "answers": _answers(case, value)})
    elif match := re.fullmatch(r"Loại(?: theo (\S+))?", key):
        case.excluded = {"reason": value, "criterion": match[1] or ""}
    else:
        _FIELDS[key](case, value)


def _answers(case: WrittenCase, text: str) -> dict[str, Any]:
    cs = _set_for_writing(case)
    if text.startswith("mức cao nhất"):
        sheet = best(cs)
    elif text.startswith("mức 0"):
        sheet = nothing(cs)
    elif match := re.match(r"vừa đủ ([345]) sao", text):
        sheet = just_enough(cs, int(match[1]))
    else:
        sheet = {}
    for codes in _EMPTY.findall(text):
        for code in codes.rstrip(", ").split(", "):
            del sheet[code]
    return changed_sheet(
        cs, sheet, {code: _value(points) for code, points in _ANSWER.findall(text)}
    )


def _set_for_writing(case: WrittenCase) -> CriteriaSet:
    """The set, or any set where the case asks for one that is not there."""
    book = library.rulebook(case.rulebook)
    return book.sets.get(case.set) or next(iter(book.sets.values()))


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _rulebook(case: WrittenCase, value: str) -> None:
    match = re.fullmatch(r"(\S+), bộ (\d+)", value)
    assert match, value
    case.rulebook, case.set = match[1], int(match[2])


def _regulation(case: WrittenCase, value: str) -> None:
    for rule in value.split("; "):
        if match := re.fullmatch(r"làm tròn (\d) chữ số", rule):
            case.regulation["decimals"] = int(match[1])
        else:
            case.regulation["minima"] = _REGULATION[rule]


def _story(case: WrittenCase, value: str) -> None:
    case.has["story"] = {"có": True, "không": False}[value]


def _partial(case: WrittenCase, value: str) -> None:
    assert value == "tính 0 điểm", value
    case.partial = True


def _readings_off(case: WrittenCase, value: str) -> None:
    match = re.fullmatch(r"tắt (\S+)", value)
    assert match, value
    case.readings_off.append(match[1])


def _result(case: WrittenCase, value: str) -> None:
    match = re.fullmatch(
        r"tổng (?:(\d+)/(\d+) = )?([\d,]+); khung ([1-5]) sao; (?:hạng ([1-5]) sao|bị loại)", value
    )
    if not match:
        raise ValueError("viết «tổng 92; khung 5 sao; hạng 4 sao»")
    over, under, shown, band, stars = match.groups()
    case.total_shown = shown.replace(",", ".")
    case.total = Fraction(int(over), int(under)) if over else Fraction(case.total_shown)
    case.band, case.stars = int(band), int(stars) if stars else None


def _parts(case: WrittenCase, value: str) -> None:
    pairs = [part.split(" ") for part in value.split("; ")]
    case.parts = {code: points.replace(",", ".") for code, points in pairs}


def _held_back(case: WrittenCase, value: str) -> None:
    match = re.fullmatch(r"([A-Z.\d]+) cần (\d+) cho ([345]) sao, có ([\d,]+)", value)
    if not match:
        raise ValueError("viết «B.4.1 cần 5 cho 5 sao, có 3»")
    code, needs, stars, has = match.groups()
    case.held_back.append((code, int(stars), int(needs), has.replace(",", ".")))


def _next_star(case: WrittenCase, value: str) -> None:
    match = re.fullmatch(r"([2-5]) sao; thiếu ([\d,]+) điểm(?:; còn (.+))?", value)
    if not match:
        raise ValueError("viết «5 sao; thiếu 0 điểm; còn B.4.1»")
    stars, points, codes = match.groups()
    case.next_star = (int(stars), points.replace(",", "."), codes.split(", ") if codes else [])


def _refused(case: WrittenCase, value: str) -> None:
    case.refused = value


_FIELDS = {
    "Vì sao": lambda case, value: None,
    "Quy định": _rulebook,
    "Quy chế": _regulation,
    "Cách đọc": _readings_off,
    "Có câu chuyện": _story,
    "Chưa chấm": _partial,
    "Kết quả": _result,
    "Phần": _parts,
    "Giữ lại": _held_back,
    "Sao kế tiếp": _next_star,
    "Từ chối": _refused,
}
