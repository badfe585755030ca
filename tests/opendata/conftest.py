"""A dataset of our own with a column of every kind, and a folder for its sets."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from shutil import copy

import pytest

from sanvat.opendata import building
from sanvat.opendata.dataset import Column, Dataset, Kind, Level

NOON = datetime(2026, 6, 10, 5, tzinfo=UTC)
DAY = date(2026, 6, 10)
ROWS = [
    (1, "Mật ong, hoa nhãn", Decimal("12.5"), 11.94, date(2026, 5, 4), NOON, True, "moc"),
    (2, '=HYPERLINK("đây")', Decimal("-3"), -0.5, None, None, False, "may"),
    (3, "'=1+1\n'Hai dòng' \"ngoặc\"", None, None, date(1958, 1, 2), NOON, None, None),
    (4, "", Decimal("12345678901234.0625"), 1e-7, DAY, NOON, True, "moc"),
]


def columns() -> tuple[Column, ...]:
    return (
        Column("id", "Mã", Kind.WHOLE),
        Column("name", "Tên", source="kind"),
        Column("amount", "Sản lượng", Kind.DECIMAL, unit="kg"),
        Column("north", "Vĩ độ", Kind.NUMBER, Level.COMPUTED),
        Column("on", "Ngày", Kind.DAY),
        Column("at", "Lúc", Kind.MOMENT),
        Column("good", "Tốt", Kind.YES_NO),
        Column("kind", "Cách làm", values=lambda: {"moc": "thủ công", "may": "bằng máy"}),
    )


def dataset(rows=ROWS, key: str = "mat-ong") -> Dataset:
    return Dataset(
        key=key,
        title="Mật ong",
        about="Các loại mật.",
        columns=columns(),
        identified_by=("id",),
        rows=lambda today: iter(rows),
        keywords=("mật",),
        shown_by="kind",
    )


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    settings.OPEN_DATA = {**settings.OPEN_DATA, "folder": tmp_path / "sets", "days": 3}
    return tmp_path / "sets"


def _stand_in(tables, folder: Path) -> None:
    for each in tables:
        copy(folder / f"{each.key}.jsonl", folder / f"{each.key}.parquet")


@pytest.fixture
def published(monkeypatch, folder):
    """Builds sets of our dataset alone: `published(rows)` says what is in it from now on. Its
    Parquet files are none, since a process for each would take most of the time."""
    monkeypatch.setattr(building, "write_parquet", _stand_in)

    def say(rows) -> None:
        found = dataset(rows)
        monkeypatch.setattr(building, "datasets", lambda: {found.key: found})

    say(ROWS)
    return say
