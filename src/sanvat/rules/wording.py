"""The decision's own words, loaded by an office so that its printed sheets carry them.

The words of the criteria in this project are our own. An office that holds the signed decision
may load a CSV file with the columns ``set, code, points, text``: the title of a criterion has no
points, an option has its points, a part or section has its code (``A``, ``A.1``). What the file
does not give stays in our words.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sanvat.rules.model import CriteriaSet, Rulebook
from sanvat.rules.problems import BadData
from sanvat.text.normal import nfc

COLUMNS = ("set", "code", "points", "text")


@dataclass(frozen=True)
class Wording:
    """Official texts of one rulebook by (set, code, points); points None for a title."""

    rulebook: str
    texts: Mapping[tuple[int, str, int | None], str]

    def title(self, cs: CriteriaSet, code: str, ours: str) -> str:
        return self.texts.get((cs.number, code, None), ours)

    def option(self, cs: CriteriaSet, code: str, points: int, ours: str) -> str:
        return self.texts.get((cs.number, code, points), ours)


def read_wording(path: Path, book: Rulebook) -> Wording:
    """Reads and checks an official-wording file against the rulebook.

    Raises BadData with the line: columns missing, an unknown set or code, points that are no
    option, an empty text, or the same place twice.
    """
    texts: dict[tuple[int, str, int | None], str] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            missing = [c for c in COLUMNS if c not in (reader.fieldnames or ())]
            if missing:
                raise BadData(
                    path.name,
                    1,
                    f"thiếu cột {', '.join(missing)}",
                    f"cần các cột {', '.join(COLUMNS)}",
                )
            for row in reader:
                key, text = _row(path, reader.line_num, row, book)
                if key in texts:
                    raise BadData(
                        path.name, reader.line_num, f"{_place(*key)} có hai lần", "xóa một dòng"
                    )
                texts[key] = text
    except FileNotFoundError:
        raise BadData(str(path), 0, "không tìm thấy tệp", "kiểm tra đường dẫn") from None
    except UnicodeDecodeError:
        raise BadData(path.name, 0, "tệp không phải UTF-8", "lưu lại CSV với mã UTF-8") from None
    except csv.Error as error:
        raise BadData(
            path.name,
            reader.reader.line_num,
            f"CSV sai: {error}",
            "kiểm tra dấu ngoặc kép và dấu phẩy",
        ) from None
    if not texts:
        raise BadData(path.name, 1, "tệp không có dòng nào", "thêm ít nhất một dòng")
    return Wording(book.id, texts)


def _place(number: int, code: str, points: int | None) -> str:
    return f"bộ {number} {code}" + (f" mức {points} điểm" if points is not None else "")


def _row(
    path: Path, line: int, row: Mapping[str, str], book: Rulebook
) -> tuple[tuple[int, str, int | None], str]:
    def bad(what: str, remedy: str) -> BadData:
        return BadData(path.name, line, what, remedy)

    number, code = (row["set"] or "").strip(), (row["code"] or "").strip()
    if not number.isdecimal() or int(number) not in book.sets:
        raise bad(f"không có bộ «{number}»", f"dùng số bộ của {book.id}")
    cs = book.sets[int(number)]
    text = nfc(" ".join((row["text"] or "").split()))
    if not text:
        raise bad("cột text trống", "ghi nguyên văn, hoặc xóa dòng")
    points = (row["points"] or "").strip()
    if not points:
        if code not in _titled(cs):
            raise bad(f"bộ {number} không có mã «{code}»", "xem `sanvat rules show`")
        return (cs.number, code, None), text
    found = cs.answer_codes.get(code)
    if found is None:
        raise bad(f"bộ {number} không có tiêu chí «{code}»", "xem `sanvat rules show`")
    criterion, case = found
    options = case.options if case else criterion.all_options
    if not points.isdecimal() or int(points) not in {o.points for o in options}:
        raise bad(f"{code} không có mức {points} điểm", "xem `sanvat rules show`")
    return (cs.number, code, int(points)), text


def _titled(cs: CriteriaSet) -> set[str]:
    codes = {part.code for part in cs.parts}
    for part in cs.parts:
        for section in part.sections:
            codes |= {section.code, *(h.code for h in section.headings)}
    return codes | set(cs.by_code) | set(cs.answer_codes)
