"""Rulebooks from their folders, with readings on and off."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sanvat.rules import library
from sanvat.rules.engine import rank
from sanvat.rules.model import Rulebook
from sanvat.rules.problems import BadData, UnknownRulebook, UnknownSet
from tests.rules.sheets import best

READINGS = [
    (book.id, reading)
    for book in library.rulebooks()
    for reading in book.readings
    if reading.changes
]


def switched(book_id: str, reading) -> Rulebook:
    """The rulebook with one reading the other way round."""
    names = {"readings_on" if reading.confidence == "open" else "readings_off": [reading.id]}
    return library.load(library.DATA / book_id, **names)


def read_id(value):
    return value if isinstance(value, str) else value.id


# ---- what there is


def test_three_rulebooks_are_shipped_and_the_newest_is_current():
    assert [b.id for b in library.rulebooks()] == ["26-2026", "148-2023", "781-2020"]
    assert library.CURRENT == "26-2026"


def test_a_rulebook_is_read_once():
    assert library.rulebook("26-2026") is library.rulebook("26-2026")


def test_an_unknown_rulebook_is_refused_with_those_there_are():
    with pytest.raises(UnknownRulebook) as refused:
        library.rulebook("27-2027")

    assert str(refused.value) == (
        "Không có bộ quy định «27-2027». Các bộ đang có: 26-2026, 148-2023, 781-2020."
    )


@pytest.mark.parametrize("number", [0, 27, "4", None])
def test_an_unknown_set_is_refused_with_the_numbers_there_are(number):
    with pytest.raises(UnknownSet) as refused:
        library.criteria_set("26-2026", number)

    assert str(refused.value) == (
        f"Bộ quy định 26-2026 không có bộ tiêu chí số «{number}»; các số dùng được là 1 đến 26."
    )


def test_the_set_that_781_lacks_says_why_it_is_missing():
    with pytest.raises(UnknownSet) as refused:
        library.criteria_set("781-2020", 3)

    assert refused.value.code == "set_not_held"
    assert str(refused.value).startswith("Chưa chấm được bộ “Gạo, ngũ cốc” của Quyết định 781")
    assert refused.value.in_language("en").startswith("The set “Rice and cereals” of Decision 781")


@pytest.mark.parametrize(
    ("day", "books"),
    [
        (date(2020, 6, 8), ["781-2020"]),
        (date(2023, 2, 23), ["781-2020"]),
        (date(2023, 2, 24), ["148-2023"]),
        (date(2026, 5, 21), ["148-2023"]),
        (date(2026, 5, 22), ["26-2026", "148-2023"]),
        (date(2026, 7, 21), ["26-2026"]),
        (date(2020, 1, 1), []),
    ],
)
def test_which_rulebooks_are_in_force_on_a_day(day, books):
    assert [b.id for b in library.rulebooks() if b.is_in_force(day)] == books


def test_thresholds_are_those_of_article_three():
    book = library.rulebook("26-2026")

    assert {s: book.threshold(s) for s in (5, 4, 3, 2, 1)} == {5: 90, 4: 70, 3: 50, 2: 30, 1: 0}


# ---- readings


@pytest.mark.parametrize(("book_id", "reading"), READINGS, ids=read_id)
def test_a_switched_reading_changes_its_own_sets_and_no_other(book_id, reading):
    before, after = library.rulebook(book_id), switched(book_id, reading)

    changed = {n for n, cs in before.sets.items() if cs.checksum != after.sets[n].checksum}

    assert changed == {change.set for change in reading.changes}
    assert changed <= set(reading.sets)


@pytest.mark.parametrize(("book_id", "reading"), READINGS, ids=read_id)
def test_a_switched_reading_puts_its_values_in_place(book_id, reading):
    book = switched(book_id, reading)
    source = "reading" if reading.confidence == "open" else "printed"

    for change in reading.changes:
        cs, value = book.sets[change.set], getattr(change, source)
        if change.field == "part_points":
            assert next(p for p in cs.parts if p.code == change.code).max_points == value
            continue
        criterion = cs.by_code[change.code]
        if change.field == "options":
            assert criterion.options == ()
        elif change.field == "points" and not isinstance(value, int):
            usual = library.criteria_set(book_id, change.set).by_code[change.code]
            assert len(criterion.options) == len(usual.options) - 1
        elif change.field == "points":
            assert criterion.options[change.option - 1].points == value
        elif change.field == "minimum":
            assert criterion.options[change.option - 1].minimum_for == (value or None)
            assert (value in criterion.minima) or not value
        elif change.field == "text":
            assert criterion.options[change.option - 1].text == value
        elif change.field == "stop":
            assert [stop.kind for stop in criterion.stops] == [value]
        else:
            pytest.fail(f"a change of {change.field} is not tried here")


@pytest.mark.parametrize(("book_id", "reading"), READINGS, ids=read_id)
def test_every_set_can_still_be_scored_with_a_reading_switched(book_id, reading):
    book = switched(book_id, reading)

    for number in reading.sets:
        cs = book.sets[number]
        sheet = best(library.criteria_set(book_id, number))
        for criterion in cs.criteria:
            if not criterion.cases:
                sheet[criterion.code] = max(criterion.allowed)
        assert rank(cs, [("m", sheet)], book=book).total == cs.achievable


def test_a_lost_mark_put_back_off_is_felt_in_the_star():
    book = library.load(library.DATA / "26-2026", readings_off=["26-10-1"])
    sheet = best(book.sets[10]) | {"A.3.5": 1}

    assert rank(library.criteria_set("26-2026", 10), [("m", sheet)]).stars == 3
    assert rank(book.sets[10], [("m", sheet)], book=book).stars == 5
    assert book.readings_off == {"26-10-1"}


def test_all_readings_of_a_book_can_be_off_at_once():
    for book in library.rulebooks():
        off = [r.id for r in book.readings if r.confidence != "open"]
        assert library.load(library.DATA / book.id, readings_off=off).readings_off == set(off)


@pytest.mark.parametrize("how", ["readings_off", "readings_on"])
def test_an_unknown_reading_is_refused(how):
    with pytest.raises(BadData) as bad:
        library.load(library.DATA / "26-2026", **{how: ["26-XX-1", "148-G-1"]})

    assert str(bad.value) == (
        "readings.toml: không có cách đọc 148-G-1, 26-XX-1 → xem `rules check`"
    )


# ---- checksums


def test_a_checksum_is_the_same_however_often_a_rulebook_is_read():
    for book in library.rulebooks():
        again = library.load(library.DATA / book.id)
        assert {n: cs.checksum for n, cs in again.sets.items()} == {
            n: cs.checksum for n, cs in book.sets.items()
        }


def test_no_two_sets_share_a_checksum():
    checksums = [cs.checksum for b in library.rulebooks() for cs in b.sets.values()]

    assert len(set(checksums)) == len(checksums)


def test_a_changed_word_changes_the_checksum(folder):
    before = library.load(folder).sets[1].checksum
    change(folder / "blocks-a.txt", "Có hồ sơ", "Có đủ hồ sơ")

    assert library.load(folder).sets[1].checksum != before


# ---- folders that cannot be used


RULEBOOK = """\
id = "1-2030"
decision = "1/2030/QĐ-TTg"
title = "Quy định thử"
issued = 2030-01-01
in_force = 2030-01-01

[[bands]]
stars = 2
from_points = 3
[[bands]]
stars = 1
from_points = 0
"""

READING = """\
[[readings]]
id = "R-1"
sets = [1]
where = "A.1.1, mức 2"
kind = "points"
confidence = "certain"
printed = "22"
reading = "2"
why = "Tiêu chí chỉ có 2 điểm."
changes = [{ code = "A.1.1", option = 2, field = "points", printed = 22, reading = 2 }]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A rulebook of one set with one criterion, which can be read."""
    (tmp_path / "rulebook.toml").write_text(RULEBOOK)
    (tmp_path / "readings.toml").write_text(READING)
    (tmp_path / "blocks-a.txt").write_text("[papers] Hồ sơ\n1 Có hồ sơ\n2 Có hồ sơ và bản dịch\n")
    (tmp_path / "sets.txt").write_text(
        "== 1 thu | Bộ thử\ngroup: I.1\nsamples: 5\nA 2 Phần\nA.1 2 Mục\nA.1.1 papers\n"
    )
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_the_folder_of_these_tests_can_be_read(folder):
    book = library.load(folder)

    assert (book.id, list(book.sets), book.bands[-1].from_points) == ("1-2030", [1], 0)
    assert library.load(folder, readings_off=["R-1"]).sets[1].by_code["A.1.1"].allowed == {0, 1, 22}


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            "rulebook.toml", 'title = "Quy định thử"\n', "",
            "rulebook.toml: thiếu «title» → thêm «title = …»",
        ),
        (
            "rulebook.toml", "from_points = 3", "from_points = 0",
            "rulebook.toml: khung điểm không phủ kín: [0, 0] → "
            "mỗi hạng sao một ngưỡng giảm dần, hạng thấp nhất từ 0",
        ),
        (
            "rulebook.toml", "from_points = 0", "from_points = 1",
            "rulebook.toml: khung điểm không phủ kín: [3, 1] → "
            "mỗi hạng sao một ngưỡng giảm dần, hạng thấp nhất từ 0",
        ),
        (
            "readings.toml", 'why = "Tiêu chí chỉ có 2 điểm."\n', "",
            "readings.toml: cách đọc «R-1»: 'why' → xem các cách đọc khác",
        ),
    ],
)  # fmt: skip
def test_a_folder_with_a_mistake_says_where_and_what_to_do(folder, file, old, new, message):
    change(folder / file, old, new)

    with pytest.raises(BadData) as bad:
        library.load(folder)

    assert str(bad.value).removeprefix(f"{folder.name}/") == message


@pytest.mark.parametrize("file", ["rulebook.toml", "readings.toml", "sets.txt"])
def test_a_missing_file_is_named(folder, file):
    (folder / file).unlink()

    with pytest.raises(BadData, match="không tìm thấy tệp") as bad:
        library.load(folder)

    assert file in str(bad.value)


@pytest.mark.parametrize("file", ["rulebook.toml", "readings.toml"])
def test_toml_that_is_none_is_refused_with_the_place(folder, file):
    change(folder / file, "=", "")

    with pytest.raises(BadData, match=rf"^{file}: TOML sai: .*line \d") as bad:
        library.load(folder)

    assert bad.value.remedy == "sửa dòng được nêu"


@pytest.mark.parametrize("file", ["rulebook.toml", "blocks-a.txt", "sets.txt"])
def test_a_file_in_another_encoding_is_refused(folder, file):
    (folder / file).write_bytes("Hồ sơ".encode("utf-16"))

    with pytest.raises(BadData):
        library.load(folder)


def test_a_block_that_stands_in_two_files_is_refused(folder):
    shutil.copy(folder / "blocks-a.txt", folder / "blocks-b.txt")

    with pytest.raises(BadData) as bad:
        library.load(folder)

    assert str(bad.value) == "blocks-b.txt:1: khối «papers» đã có ở tệp khác → đổi tên khối"


def test_a_block_no_set_uses_is_refused(folder):
    path = folder / "blocks-a.txt"
    path.write_text(path.read_text() + "\n[forgotten] Bỏ quên\n1 Có\n")

    with pytest.raises(BadData) as bad:
        library.load(folder)

    assert str(bad.value) == (
        "blocks-a.txt:5: khối «forgotten» không bộ nào dùng → "
        "xóa khối hoặc ghi tên nó trong sets.txt"
    )


# ---- English


def texts(value) -> Iterator[str]:
    """Every text in these JSON values."""
    if isinstance(value, str):
        yield value
    else:
        for inner in value.values() if isinstance(value, dict) else value:
            if isinstance(inner, (str, dict, list)):
                yield from texts(inner)


def test_every_text_of_the_criteria_has_its_english():
    english = library.english()
    missing = {
        text
        for book in library.rulebooks()
        for cs in book.sets.values()
        for c in cs.criteria
        for text in (
            c.title,
            c.description,
            c.requirement,
            c.note,
            c.asked,
            *(s.text for s in c.stops),
            *(case.title for case in c.cases),
            *(o.text for o in c.all_options),
        )
        if text and text not in english
    }

    assert missing == set()


def test_no_english_is_kept_for_a_text_that_is_gone():
    used = {
        text
        for book in library.rulebooks()
        for cs in book.sets.values()
        for text in texts(cs.as_dict())
    }

    assert set(library.english()) - used == set()
