"""The lists beside the project (``../shared/reference/data``), where they are at hand."""

import csv
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[3] / "shared" / "reference" / "data"

at_hand = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the reference lists are not beside the project"
)


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
