"""The decision's own words, loaded from a file of the office."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from sanvat.rules import library
from sanvat.rules.problems import BadData
from sanvat.rules.wording import read_wording
from tests.rules.sheets import REFERENCE

BOOK = library.rulebook("26-2026")
TRANSCRIPTION = REFERENCE / "criteria" / "26-2026"


def written(folder: Path, text: str) -> Path:
    path = folder / "nguyen-van.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_titles_and_options_are_replaced_and_the_rest_stays_in_our_words(tmp_path):
    path = written(
        tmp_path,
        "set,code,points,text\n"
        "4,A,,PHẦN A\n"
        "4,A.1,,TỔ CHỨC SẢN XUẤT\n"
        "4,B.4.1,,Khu vực phân phối\n"
        '4,B.4.1,5,"Xuất khẩu, hoặc siêu thị"\n'
        "26,C.8.b,3,Được công nhận\n",
    )

    wording = read_wording(path, BOOK)

    honey, tourism = BOOK.sets[4], BOOK.sets[26]
    assert wording.rulebook == "26-2026"
    assert wording.title(honey, "A", "ours") == "PHẦN A"
    assert wording.title(honey, "A.1", "ours") == "TỔ CHỨC SẢN XUẤT"
    assert wording.title(honey, "B.4.1", "ours") == "Khu vực phân phối"
    assert wording.option(honey, "B.4.1", 5, "ours") == "Xuất khẩu, hoặc siêu thị"
    assert wording.option(honey, "B.4.1", 3, "ours") == "ours"
    assert wording.option(tourism, "C.8.b", 3, "ours") == "Được công nhận"
    assert wording.option(tourism, "C.8.a", 3, "ours") == "ours"
    assert wording.title(tourism, "A", "ours") == "ours"


def test_a_file_as_spreadsheets_write_it_is_read(tmp_path):
    path = tmp_path / "excel.csv"
    decomposed = "Xuâ\u0301t  khâ\u0309u".encode()
    path.write_bytes(
        b'\xef\xbb\xbfset,code,points,text,note\r\n4,B.4.1,5,"' + decomposed + b'\r\n ngay",x\r\n'
    )

    wording = read_wording(path, BOOK)

    assert dict(wording.texts) == {(4, "B.4.1", 5): "Xuất khẩu ngay"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("set,code,text\n4,A,x\n", "1: thiếu cột points → cần các cột set, code, points, text"),
        ("", "1: thiếu cột set, code, points, text → cần các cột set, code, points, text"),
        ("set,code,points,text\n", "1: tệp không có dòng nào → thêm ít nhất một dòng"),
        ("set,code,points,text\n4,A,,x\n99,A,,x\n", "3: không có bộ «99» → dùng số bộ của 26-2026"),
        ("set,code,points,text\nbốn,A,,x\n", "2: không có bộ «bốn» → dùng số bộ của 26-2026"),
        ("set,code,points,text\n²,A,,x\n", "2: không có bộ «²» → dùng số bộ của 26-2026"),
        ("set,code,points,text\n4\n", "2: cột text trống → ghi nguyên văn, hoặc xóa dòng"),
        ("set,code,points,text\n4,A,,  \n", "2: cột text trống → ghi nguyên văn, hoặc xóa dòng"),
        ("set,code,points,text\n4,D,,x\n", "2: bộ 4 không có mã «D» → xem `sanvat rules show`"),
        (
            "set,code,points,text\n4,A.9.9,1,x\n",
            "2: bộ 4 không có tiêu chí «A.9.9» → xem `sanvat rules show`",
        ),
        (
            "set,code,points,text\n26,C.8,1,x\n",
            "2: bộ 26 không có tiêu chí «C.8» → xem `sanvat rules show`",
        ),
        (
            "set,code,points,text\n4,B.4.1,4,x\n",
            "2: B.4.1 không có mức 4 điểm → xem `sanvat rules show`",
        ),
        (
            "set,code,points,text\n4,B.4.1,²,x\n",
            "2: B.4.1 không có mức ² điểm → xem `sanvat rules show`",
        ),
        ("set,code,points,text\n4,A,,x\n4,A,,y\n", "3: bộ 4 A có hai lần → xóa một dòng"),
        (
            "set,code,points,text\n4,B.4.1,5,x\n4,B.4.1,5,y\n",
            "3: bộ 4 B.4.1 mức 5 điểm có hai lần → xóa một dòng",
        ),
        (
            'set,code,points,text\n4,A,,"x\n',
            "2: CSV sai: unexpected end of data → kiểm tra dấu ngoặc kép và dấu phẩy",
        ),
    ],
)
def test_a_file_with_a_mistake_says_where_and_what_to_do(tmp_path, text, message):
    with pytest.raises(BadData) as bad:
        read_wording(written(tmp_path, text), BOOK)

    assert str(bad.value) == f"nguyen-van.csv:{message}"


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(BadData, match="không tìm thấy tệp → kiểm tra đường dẫn"):
        read_wording(tmp_path / "khong-co.csv", BOOK)


def test_a_file_in_another_encoding_is_told(tmp_path):
    path = tmp_path / "nguyen-van.csv"
    path.write_bytes("set,code,points,text\n4,A,,Phần".encode("utf-16"))

    with pytest.raises(BadData, match="lưu lại CSV với mã UTF-8"):
        read_wording(path, BOOK)


# ---- a whole transcription, where one lies beside the project


def transcribed():
    """(set, code, points, text) of every title and option of the transcription."""
    for path in sorted(TRANSCRIPTION.glob("[0-9][0-9]-*.json")):
        source = json.loads(path.read_text())
        cs = BOOK.sets[source["set_number"]]
        for part in source["parts"]:
            yield cs.number, part["code"], "", part["title"]
            for section in part["sections"]:
                for criterion in section["criteria"]:
                    yield from transcribed_criterion(cs, criterion)


def transcribed_criterion(cs, criterion):
    code = criterion["code"]
    yield cs.number, code, "", criterion["title"]
    for case in [criterion, *(criterion["cases"] or ())]:
        if case is not criterion:
            yield cs.number, case["code"], "", case["title"]
        for option in case["options"]:
            yield (
                cs.number,
                case["code"],
                option.get("points_reading", option["points"]),
                option["text"],
            )


@pytest.mark.skipif(
    not TRANSCRIPTION.is_dir(), reason="the reference transcription is not beside the project"
)
def test_a_whole_transcription_can_be_loaded(tmp_path):
    rows = list(transcribed())
    path = tmp_path / "nguyen-van.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("set", "code", "points", "text"), *rows])

    wording = read_wording(path, BOOK)

    assert len(wording.texts) == len(rows)
    options = sum(len(c.all_options) for cs in BOOK.sets.values() for c in cs.criteria)
    printed_without_options = 2 * 22  # the bilingual label of 22 sets, reading 26-S-1
    assert sum(p is not None for _, _, p in wording.texts) == options - printed_without_options
    assert all(wording.title(cs, code, "") for cs in BOOK.sets.values() for code in cs.by_code)
