"""The two text formats of criteria: what they say, and every mistake told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from sanvat.rules.model import Case, Criterion, Heading, Option, Stop
from sanvat.rules.problems import BadData
from sanvat.rules.textfiles import read_blocks, read_sets

BLOCK = """\
[story/1-25] Câu chuyện sản phẩm
about: câu chuyện kể về ai
requires: có tư liệu
note: xem bản in
out: chép của người khác
stop: không có tư liệu
stop at 0: không có câu chuyện
needs: origin
max: 4
full marks if not required
0       Không có
1 ***   Có câu chuyện
2 ****  Có tư liệu

# a remark
[stay] Lưu trú
only with: story
one answer
case a: Trường hợp 1
1 Nhà dân
case 2: Trường hợp 2
1 Nhà nghỉ
3 ***** Khách sạn

[origin] Nguồn gốc
1 Có
"""

SETS = """\
== 7 bo-thu | Bộ thử
group: I.2
ministries: nnmt byt
samples: 5
out: Hồ sơ giả
A 40 Phần một
  A.1 9 Mục một
    A.1.1 story/1-25
    > A.1.2 3 Nước pha
    A.1.2.1 stay
  note: chỉ cho mục
  stop: dừng ở mục
  A.2 1 Mục hai
    A.2 origin
"""


def written(folder: Path, text: str, name: str = "blocks-a.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def read(folder: Path, sets: str = SETS, blocks: str = BLOCK, **options):
    found = read_blocks(written(folder, blocks))
    return read_sets(written(folder, sets, "sets.txt"), found, rulebook="1-2030", **options)


# ---- what they say


def test_a_block_says_all_there_is_to_a_criterion(tmp_path):
    criterion = read(tmp_path)[7].by_code["A.1.1"]

    assert vars_of(criterion) == {
        "code": "A.1.1",
        "title": "Câu chuyện sản phẩm",
        "subject": "story",
        "block": "story/1-25",
        "max_points": 4,
        "options": (
            Option(0, "Không có"),
            Option(1, "Có câu chuyện", 3),
            Option(2, "Có tư liệu", 4),
        ),
        "cases": (),
        "bare_answer": False,
        "description": "câu chuyện kể về ai",
        "requirement": "có tư liệu",
        "note": "xem bản in",
        "stops": (
            Stop("exclude", "chép của người khác"),
            Stop("stop", "không có tư liệu"),
            Stop("stop_if_zero", "không có câu chuyện"),
        ),
        "depends_on": "origin",
        "conditional": False,
        "asked": "",
        "told_from": None,
        "full_marks_if_not_required": True,
        "minima": {3: 1, 4: 2},
    }


def vars_of(criterion: Criterion) -> dict:
    return {name: getattr(criterion, name) for name in Criterion.__dataclass_fields__}


def test_cases_have_codes_and_numbered_ones_answer_to_a_letter_too(tmp_path):
    cs = read(tmp_path)[7]
    stay = cs.by_code["A.1.2.1"]

    assert [case_of(c) for c in stay.cases] == [
        ("A.1.2.1.a", "Trường hợp 1", (1,), ()),
        ("A.1.2.1.2", "Trường hợp 2", (1, 3), ("A.1.2.1.b",)),
    ]
    assert (stay.max_points, stay.depends_on, stay.conditional) == (3, "story", True)
    assert set(cs.answer_codes) == {
        "A.1.1", "A.2", "A.1.2.1", "A.1.2.1.a", "A.1.2.1.2", "A.1.2.1.b",
    }  # fmt: skip


def case_of(case: Case):
    return case.code, case.title, tuple(o.points for o in case.options), case.aliases


def test_a_set_is_read_with_its_parts_sections_and_headings(tmp_path):
    cs = read(tmp_path)[7]
    first, second = cs.parts[0].sections

    assert (cs.rulebook, cs.number, cs.slug, cs.name) == ("1-2030", 7, "bo-thu", "Bộ thử")
    assert (cs.group, cs.subgroup, cs.ministries, cs.samples) == ("I", "I.2", ("nnmt", "byt"), 5)
    assert cs.knock_outs == ("Hồ sơ giả",)
    assert (cs.parts[0].code, cs.parts[0].title, cs.parts[0].max_points) == ("A", "Phần một", 40)
    assert first.headings == (Heading("A.1.2", "Nước pha", 3),)
    assert first.heading_for(cs.by_code["A.1.2.1"]) == first.headings[0]
    assert first.heading_for(cs.by_code["A.1.1"]) is None
    assert (first.note, first.stops) == ("chỉ cho mục", (Stop("stop", "dừng ở mục"),))
    assert second.criteria[0].is_section
    assert not first.criteria[0].is_section


def test_printed_values_come_back_where_they_are_asked_for(tmp_path):
    overrides = {
        7: {
            ("A.1.1", 1, "points"): "blank",
            ("A.1.1", 2, "points"): 3,
            ("A.1.1", 2, "minimum"): 0,
            ("A.1.1", 3, "points"): "l",
            ("A.1.1", None, "max_points"): "4 / 1",
            ("A.2", None, "options"): "blank",
            ("A", None, "part_points"): 35,
        }
    }
    cs = read(tmp_path, overrides=overrides)[7]

    assert cs.by_code["A.1.1"].options == (Option(3, "Có câu chuyện"),)
    assert (cs.by_code["A.1.1"].max_points, cs.by_code["A.1.1"].minima) == (0, {})
    assert (cs.by_code["A.2"].options, cs.by_code["A.2"].max_points) == ((), 1)
    assert cs.parts[0].max_points == 35


def test_indents_blank_lines_and_windows_line_ends_are_no_matter(tmp_path):
    (tmp_path / "blocks-a.txt").write_bytes(
        b"\r\n  [origin]   Ngu\xe1\xbb\x93n\r\n\t1   C\xc3\xb3\r\n"
    )

    (block,) = read_blocks(tmp_path / "blocks-a.txt").values()

    assert (block.title, block.options, block.line) == ("Nguồn", [Option(1, "Có")], 2)


# ---- mistakes


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1 Có\n", "1: chưa có khối nào → bắt đầu bằng «[khóa] Tên tiêu chí»"),
        (
            "[Origin] Nguồn\n1 Có\n",
            "1: dòng đầu khối không đúng → viết «[chu-de/bien-the] Tên tiêu chí»",
        ),
        (
            "[origin]\n1 Có\n",
            "1: dòng đầu khối không đúng → viết «[chu-de/bien-the] Tên tiêu chí»",
        ),
        (
            "[origin] Nguồn\n1 Có\n\n[origin] Nguồn\n1 Có\n",
            "4: khối «origin» có hai lần → đổi tên một khối",
        ),
        ("# chỉ ghi chú\n[origin] Nguồn\n", "2: khối «origin» không có mức điểm → thêm mức điểm"),
        (
            "[stay] Lưu trú\ncase a: Một\n1 Có\ncase b: Hai\n",
            "1: khối «stay» không có mức điểm → thêm mức điểm",
        ),
        (
            "[origin] Nguồn\n2 Có\n1 Ít\n",
            "1: điểm của «origin» không tăng dần: [2, 1] → "
            "xếp mức điểm từ thấp đến cao, không trùng nhau",
        ),
        (
            "[origin] Nguồn\n1 Có\n1 Ít\n",
            "1: điểm của «origin» không tăng dần: [1, 1] → "
            "xếp mức điểm từ thấp đến cao, không trùng nhau",
        ),
        (
            "[origin] Nguồn\n1 **** Có\n2 *** Nhiều\n",
            "1: dấu sao của «origin» không tăng dần: [4, 3] → "
            "mỗi hạng 3, 4, 5 sao chỉ đánh dấu một lần, hạng cao ở mức điểm cao",
        ),
        (
            "[origin] Nguồn\n1 *** Có\n2 *** Nhiều\n",
            "1: dấu sao của «origin» không tăng dần: [3, 3] → "
            "mỗi hạng 3, 4, 5 sao chỉ đánh dấu một lần, hạng cao ở mức điểm cao",
        ),
        (
            "[stay] Lưu trú\n1 Có\ncase a: Một\n1 Có\n",
            "3: mức điểm đứng trước «case» → đưa mức điểm vào trường hợp",
        ),
    ],
)
def test_a_mistake_in_a_block_is_told_with_its_line_and_remedy(tmp_path, text, message):
    with pytest.raises(BadData) as bad:
        read_blocks(written(tmp_path, text))

    assert str(bad.value) == f"blocks-a.txt:{message}"


@pytest.mark.parametrize(
    "line", ["about:", "max: bốn", "max: ²", "something: else", "case A: hoa", "one  answer", "1"]
)
def test_a_line_that_makes_no_sense_is_told_with_what_could_stand_there(tmp_path, line):
    with pytest.raises(BadData) as bad:
        read_blocks(written(tmp_path, f"[origin] Nguồn\n{line}\n1 Có\n"))

    assert (bad.value.line, bad.value.what) == (2, f"không hiểu dòng «{line}»")
    assert bad.value.remedy.startswith("viết mức điểm «2 *** nội dung», hoặc about:")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "== 7 bo-thu | Bộ thử\n",
            "",
            "1: chưa có bộ nào → bắt đầu bằng «== 1 ten-bo | Tên bộ sản phẩm»",
        ),
        ("group: I.2\n", "", "1: bộ 7 thiếu «group:» → thêm dòng đó"),
        ("samples: 5\n", "", "1: bộ 7 thiếu «samples:» → thêm dòng đó"),
        (
            "  A.1 9 Mục một\n",
            "",
            "7: chưa có mục nào → viết dòng mục trước, như «A.1 18 Tổ chức sản xuất»",
        ),
        ("A 40 Phần một\n", "", "6: mục A.1 không nằm trong phần A → đặt sau dòng phần"),
        ("A.1 9", "B.1 9", "7: mục B.1 không nằm trong phần B → đặt sau dòng phần"),
        (
            "story/1-25",
            "story/26",
            "8: không có khối «story/26» → viết khối đó trong blocks-*.txt hay sửa tên",
        ),
        (
            "A.1.1 story",
            "A.2.1 story",
            "8: tiêu chí A.2.1 nằm sai mục A.1 → chuyển về đúng mục của nó",
        ),
        ("A.1.2.1 stay", "A.1.1 stay", "10: mã A.1.1 có hai lần trong bộ → mỗi tiêu chí một mã"),
        (
            "  note: chỉ cho mục",
            "  note:",
            "11: không hiểu dòng «note:» → xem cách viết ở đầu textfiles.py",
        ),
        (
            "  note: chỉ cho mục",
            "  hint: chỉ cho mục",
            "11: không có mục «hint» → dùng group:, ministries:, samples:, out:, note:, stop:",
        ),
        (
            "  A.2 1 Mục hai\n",
            "== 7 bo-khac | Bộ khác\n",
            "13: bộ 7 có hai lần → đổi số thứ tự một bộ",
        ),
    ],
)
def test_a_mistake_in_a_set_is_told_with_its_line_and_remedy(tmp_path, old, new, message):
    assert old in SETS

    with pytest.raises(BadData) as bad:
        read(tmp_path, SETS.replace(old, new, 1))

    assert str(bad.value) == f"sets.txt:{message}"


def test_samples_that_are_no_number_are_told(tmp_path):
    with pytest.raises(BadData) as bad:
        read(tmp_path, SETS.replace("samples: 5", "samples: năm"))

    assert str(bad.value) == "sets.txt:4: «samples: năm» không phải số → viết «samples: 5»"


def test_a_file_without_sets_is_told(tmp_path):
    with pytest.raises(BadData) as bad:
        read(tmp_path, "# chưa có gì\n")

    assert str(bad.value) == "sets.txt: tệp không có bộ nào → viết ít nhất một bộ"


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(BadData) as bad:
        read_blocks(tmp_path / "blocks-z.txt")

    assert str(bad.value) == (
        f"{tmp_path / 'blocks-z.txt'}: không tìm thấy tệp → đặt tệp vào đúng thư mục"
    )


def test_a_file_in_another_encoding_is_told_with_the_byte(tmp_path):
    path = tmp_path / "blocks-a.txt"
    path.write_bytes("[origin] Nguồn".encode("utf-16"))

    with pytest.raises(BadData) as bad:
        read_blocks(path)

    assert str(bad.value) == "blocks-a.txt: không phải UTF-8 (byte 0) → lưu lại tệp với mã UTF-8"
