"""What is written says the same in every form, and nothing that a spreadsheet would run."""

import csv
import io
import json
import subprocess
import sys
from decimal import Decimal

import duckdb
import pytest
from django.utils import timezone

from sanvat.opendata.writing import (
    BYTE_ORDER_MARK,
    NotAsDeclared,
    pack,
    read_cell,
    write,
    write_parquet,
)
from tests.opendata.conftest import DAY, NOON, ROWS, dataset


def expected(rows) -> list[tuple]:
    return [tuple(None if value == "" else value for value in row) for row in rows]


def text_of(folder) -> str:
    """The CSV file, its ends of lines as they are."""
    return (folder / "mat-ong.csv").read_bytes().decode()


def test_what_writes_parquet_is_loaded_by_no_process_of_ours():
    told = subprocess.run(
        [
            *(sys.executable, "-c"),
            "import django, sys; django.setup(); import sanvat.site.urls, sanvat.opendata.writing;"
            " print(sorted({'duckdb', '_duckdb', 'typst'} & set(sys.modules)))",
        ],
        capture_output=True,
        check=True,
        text=True,
    )

    assert told.stdout == "[]\n"


def test_all_forms_say_the_same(tmp_path):
    found = dataset()
    written = write(found, tmp_path, today=DAY)
    write_parquet([found], tmp_path)
    names = [column.name for column in found.columns]

    assert written.rows == len(ROWS)
    assert written.counts["kind"] == {"moc": 2, "may": 1, None: 1}

    text = text_of(tmp_path)
    assert text.startswith(BYTE_ORDER_MARK)
    header, *cells = csv.reader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline=""))
    assert header == names
    of_csv = [
        tuple(read_cell(cell, column) for cell, column in zip(row, found.columns, strict=True))
        for row in cells
    ]
    assert of_csv == expected(ROWS)

    whole = json.loads((tmp_path / "mat-ong.json").read_text(), parse_float=Decimal)
    lines = (tmp_path / "mat-ong.jsonl").read_text().splitlines()
    assert whole == [json.loads(line, parse_float=Decimal) for line in lines]
    assert [list(row) for row in whole] == [names] * len(ROWS)
    assert whole[3]["amount"] == Decimal("12345678901234.0625")
    assert (whole[0]["on"], whole[0]["at"]) == ("2026-05-04", "2026-06-10T12:00:00+07:00")
    assert list(whole[1].values()) == [2, ROWS[1][1], -3, Decimal("-0.5"), None, None, False, "may"]

    table = duckdb.sql(f"SELECT * FROM '{tmp_path / 'mat-ong.parquet'}'")
    assert table.columns == names
    assert [str(kind) for kind in table.types] == [
        *("BIGINT", "VARCHAR", "DECIMAL(18,4)", "DOUBLE", "DATE", "TIMESTAMP WITH TIME ZONE"),
        *("BOOLEAN", "VARCHAR"),
    ]
    assert table.fetchall() == expected(ROWS)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "'="])
def test_no_cell_of_text_is_a_formula(tmp_path, sign):
    name = f"{sign}1+1"
    write(dataset([(1, name, *[None] * 6)]), tmp_path, today=DAY)

    _header, row = csv.reader(io.StringIO(text_of(tmp_path), newline=""))
    assert row[1] == f"'{name}"
    assert read_cell(row[1], dataset().columns[1]) == name
    assert json.loads((tmp_path / "mat-ong.json").read_text())[0]["name"] == name


def test_a_personal_number_goes_out_in_no_text(tmp_path):
    write(dataset([(1, "Cơ sở 068190007319 Lan", *[None] * 6)]), tmp_path, today=DAY)

    for form in ("csv", "json", "jsonl"):
        text = (tmp_path / f"mat-ong.{form}").read_text("utf-8-sig")
        assert "068190007319" not in text
        assert "Cơ sở" in text


@pytest.mark.parametrize(
    "row",
    [
        ("1", "Mật", None, None, None, None, None, None),
        (True, "Mật", None, None, None, None, None, None),
        (1, 5, None, None, None, None, None, None),
        (1, "Mật", 1.5, None, None, None, None, None),
        (1, "Mật", Decimal("1.00001"), None, None, None, None, None),
        (1, "Mật", Decimal("NaN"), None, None, None, None, None),
        (1, "Mật", None, Decimal(1), None, None, None, None),
        (1, "Mật", None, None, NOON, None, None, None),
        (1, "Mật", None, None, None, DAY, None, None),
        (1, "Mật", None, None, None, None, 1, None),
        (1, "Mật", None, None, None, None, None, "chua-khai"),
        (1, "Mật"),
    ],
)
def test_what_its_column_does_not_allow_is_not_published(tmp_path, row):
    with pytest.raises(NotAsDeclared, match="mat-ong"):
        write(dataset([row]), tmp_path, today=DAY)


def test_the_same_is_packed_the_same(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a,b\n" * 1000)
    first = pack(path).read_bytes()
    path.touch()

    assert pack(path).read_bytes() == first
    assert len(first) < 200


def test_moments_are_told_in_the_time_of_vietnam(tmp_path):
    write(dataset(), tmp_path, today=DAY)
    row = json.loads((tmp_path / "mat-ong.json").read_text())[0]

    assert row["at"] == timezone.localtime(NOON).isoformat()
