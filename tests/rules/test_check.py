"""Does every rulebook add up? The shipped ones do; a broken copy is found out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sanvat.rules import library
from sanvat.rules.check import check

ADD_UP_TO_LESS = {
    ("148-2023", 7, "C.6.4", "148-07-1"),
    ("148-2023", 11, "C", "148-11-1"),
    ("148-2023", 12, "C", "148-12-1"),
    ("148-2023", 13, "C", "148-13-1"),
    ("781-2020", 10, "C", "781-10-1"),
    ("781-2020", 16, "C", "781-16-1"),
    ("781-2020", 19, "C", "781-19-1"),
}
"""Slips of the printed decisions, each recorded in a reading."""


def test_the_shipped_rulebooks_add_up_but_for_the_slips_that_readings_record():
    findings = [f for book in library.rulebooks() for f in check(book)]

    assert [str(f) for f in findings if f.known is None] == []
    assert {(f.rulebook, f.set, f.place, f.known) for f in findings} == ADD_UP_TO_LESS


def test_a_finding_is_told_in_english_too():
    finding = next(f for f in check(library.rulebook("148-2023")) if f.known == "148-07-1")

    assert finding.in_language("en") == (
        "148-2023 set 7 C.6.4: the highest option is 3, the criterion says 4 "
        "(recorded in reading 148-07-1)"
    )


def test_a_finding_says_where_and_which_reading_knows_it():
    finding = next(f for f in check(library.rulebook("148-2023")) if f.set == 7)

    assert str(finding) == (
        "148-2023 bộ 7 C.6.4: mức cao nhất 3, tiêu chí ghi 4 (đã ghi trong cách đọc 148-07-1)"
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the rulebook in force, to break."""
    return Path(shutil.copytree(library.DATA / "26-2026", tmp_path / "26-2026"))


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        (
            "sets.txt",
            "  A.1 18 Tổ chức sản xuất\n    A.1.1 product-origin/1+3\n",
            "  A.1 17 Tổ chức sản xuất\n    A.1.1 product-origin/1+3\n",
            [
                "26-2026 bộ 1 A: các mục cộng được 39, phần ghi 40",
                "26-2026 bộ 1 A.1: các tiêu chí cộng được 18, mục ghi 17",
            ],
        ),
        (
            "sets.txt",
            "A 40 Sản phẩm và sức mạnh cộng đồng\n",
            "A 41 Sản phẩm và sức mạnh cộng đồng\n",
            [
                "26-2026 bộ 1 A: phần ghi 41 điểm, quyết định 40",
                "26-2026 bộ 1 A: các mục cộng được 40, phần ghi 41",
                "26-2026 bộ 1 : cả bộ 101 điểm, phải là 100",
            ],
        ),
        (
            "sets.txt",
            "    A.3.2 representative\n",
            "",
            ["26-2026 bộ 1 A.3: các tiêu chí cộng được 11, mục ghi 12"],
        ),
        (
            "blocks-b-market.txt",
            "[story/26] Câu chuyện sản phẩm\n",
            "[story/26] Câu chuyện sản phẩm\nmax: 5\n",
            [
                "26-2026 bộ 26 B.5: các tiêu chí cộng được 9, mục ghi 8",
                "26-2026 bộ 26 B.5.1: mức cao nhất 4, tiêu chí ghi 5",
            ],
        ),
        (
            "blocks-d-tourism.txt",
            "Phục vụ với thái độ thân thiện, nhanh nhẹn, chu đáo\n",
            "Phục vụ chu đáo\n",
            ["26-2026 bộ 26 C.14: thiếu tiếng Anh: «Phục vụ chu đáo»"],
        ),
        (
            "blocks-d-tourism.txt",
            "[tour-amenities] Tiện nghi\n",
            "[tour-amenities] Tiện nghi\nneeds: hot-water\n",
            ["26-2026 bộ 26 C.15: phụ thuộc «hot-water» nhưng bộ không có"],
        ),
    ],
)
def test_a_broken_copy_is_found_out(copy, file, old, new, found):
    files = [copy / file, *copy.glob("blocks-*.txt")]
    path = next(p for p in files if old in p.read_text())
    path.write_text(path.read_text().replace(old, new, 1))

    assert [str(f) for f in check(library.load(copy)) if f.known is None] == found


def test_printed_values_put_back_are_found_out():
    book = library.load(library.DATA / "26-2026", readings_off=["26-07-1", "26-26-1"])

    assert {(f.set, f.what.vi) for f in check(book)} >= {
        (7, "điểm không tăng dần: [1, 1, 3]"),
        (26, "phần ghi 35 điểm, quyết định 40"),
        (26, "các mục cộng được 40, phần ghi 35"),
    }
