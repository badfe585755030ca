"""The rulebooks and the arithmetic of stars."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.measurements import Measurement, best
from sanvat.rules import answers, library
from sanvat.rules.engine import rank_case
from sanvat.rules.finder import find_sets
from sanvat.rules.improve import next_star
from sanvat.rules.model import CriteriaSet
from sanvat.rules.whatif import Catalogue, Change, what_if
from sanvat.text.fold import fold

MEMBERS = 9
DOSSIERS = 20_000
SHEETS_OF_A_SET = 60
"""Different sheets of a set; councils of the country are drawn from them."""

SRC = Path(library.__file__).parents[2]


def measurements() -> Iterator[Measurement]:
    chance = random.Random(26)
    sheets = {
        cs.number: [sheet(cs, chance) for _ in range(SHEETS_OF_A_SET)]
        for cs in library.rulebook(library.CURRENT).sets.values()
    }
    yield from one_case(case(4, sheets[4], chance))
    yield from a_country(
        [case(n, sheets[n], chance) for n in chance.choices(list(sheets), k=DOSSIERS)]
    )
    yield from data()
    yield from cold_starts(case(4, sheets[4], chance))


def sheet(cs: CriteriaSet, chance: random.Random) -> dict[str, int]:
    """A sheet of a good product: the better options more often than the others."""
    answered = {}
    for criterion in cs.criteria:
        one = chance.choice(criterion.cases) if criterion.cases else criterion
        points = [o.points for o in one.options]
        answered[one.code] = chance.choice(points + points[-2:] * 3)
    return answered


def case(number: int, sheets: list[dict[str, int]], chance: random.Random) -> dict[str, Any]:
    council = [{"by": f"m{i}", "answers": a} for i, a in enumerate(chance.sample(sheets, MEMBERS))]
    return {"rulebook": library.CURRENT, "set": number, "sheets": council}


def added_up(cases: list[dict[str, Any]]) -> int:
    """The floor of ranking: every mark looked at once."""
    total = 0
    for each in cases:
        for given in each["sheets"]:
            for points in given["answers"].values():
                total += points
    return total


def one_case(council: dict[str, Any]) -> Iterator[Measurement]:
    marks = "cộng các điểm ấy bằng vòng lặp"
    floor = best(lambda: added_up([council]), number=200)
    yield Measurement(
        f"xếp hạng một ca {MEMBERS} phiếu",
        best(lambda: rank_case(council), number=200),
        budget=0.001,
        floor=floor,
        floor_is=marks,
    )
    text = json.dumps(council).encode()
    result = rank_case(council)
    yield Measurement(
        "… từ JSON đến JSON",
        best(
            lambda: json.dumps(rank_case(answers.read(text)).as_dict(), ensure_ascii=False),
            number=100,
        ),
        budget=0.001,
        floor=best(lambda: json.dumps(json.loads(text)), number=100),
        floor_is="chỉ đọc và ghi JSON ấy",
    )
    yield Measurement(
        "con đường ngắn nhất tới sao kế tiếp",
        best(lambda: next_star(result), number=50),
        budget=0.005,
        floor=best(lambda: rank_case(council), number=50),
        floor_is="xếp hạng ca ấy",
    )


def a_country(cases: list[dict[str, Any]]) -> Iterator[Measurement]:
    size = f"{DOSSIERS:,} hồ sơ".replace(",", ".")
    floor = best(lambda: added_up(cases), repeat=3)
    yield Measurement(
        f"xếp hạng {size} × {MEMBERS} phiếu",
        best(lambda: [rank_case(each).stars for each in cases], repeat=3),
        budget=1,
        floor=floor,
        floor_is="cộng các điểm ấy bằng vòng lặp",
    )
    yield Measurement(
        f"đưa {size} vào mảng",
        best(lambda: Catalogue.of_cases(library.CURRENT, cases), repeat=2),
        budget=3,
        floor=floor,
        floor_is="cộng các điểm ấy bằng vòng lặp",
    )
    catalogue = Catalogue.of_cases(library.CURRENT, cases)
    yield Measurement(
        f"{size} dưới luật khác (what_if)",
        best(lambda: what_if(catalogue, Change(bands={4: 72}, minima={(None, "B.4.1", 4): 5}))),
        budget=1,
        floor=best(lambda: [shelf.marks.sum() for shelf in catalogue.shelves]),
        floor_is="numpy cộng các điểm ấy",
    )


def data() -> Iterator[Measurement]:
    files = [p for p in library.DATA.rglob("*") if p.is_file() and p.name != "english.tsv"]
    yield Measurement(
        "đọc cả ba bộ quy định",
        best(lambda: [library.load(library.DATA / id) for id in library.IDS], repeat=5),
        budget=0.2,
        floor=best(lambda: [p.read_text(encoding="utf-8") for p in files]),
        floor_is="đọc các tệp ấy",
    )
    name = "Chuối tá quạ sấy dẻo hiệu Hai Lúa"
    yield Measurement(
        "tìm bộ cho một tên sản phẩm",
        best(lambda: find_sets(name), number=100),
        budget=0.005,
        floor=best(lambda: fold(name), number=100),
        floor_is="bỏ dấu tên ấy",
    )


def cold_starts(council: dict[str, Any]) -> Iterator[Measurement]:
    """Each command in a process of its own, as a person or a script starts it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cham.json"
        path.write_text(json.dumps(council))
        empty = best(lambda: _process("-c", "pass"), repeat=7)
        for command in ("list", "show 26-2026 4", f"rank {path}", "check"):
            yield Measurement(
                f"sanvat rules {command.replace(str(path), 'cham.json')}",
                best(
                    lambda c=command: _process("-m", "sanvat.site.cli", "rules", *c.split()),
                    repeat=7,
                ),
                budget=0.3,
                floor=empty,
                floor_is="python -c pass",
            )


def _process(*argv: str) -> None:
    subprocess.run(
        [sys.executable, *argv],
        env={**os.environ, "PYTHONPATH": str(SRC)},
        stdout=subprocess.DEVNULL,
        check=True,
    )
