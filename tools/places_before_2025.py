"""What changed between May 2023 and the old map of early 2025, for `make_places.py`.

Four editions of the statistics office's catalogue lie in the folder: that of 7 May 2023
(`vietnam_provinces` 0.5.0) and those of 1 May 2024, 1 November 2024 and 1 March 2025 (`dvhcvn`;
`dvhcvn/20241101.json` and the like: code → [title, code of the parent], written with node from
the package's `level1s`). Two editions tell in which months a unit changed; `DAYS` narrows that
to the day. Into what a commune went is told by the names under which `vietnamadminunits` finds
its communes of early 2025: those of the communes that were merged into each.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from sanvat.places.names import WORDS
from sanvat.text.fold import fold
from sanvat.text.tidy import one_spelling

Titles = dict[str, tuple[str, str]]
"""Code → kind and name as one title, and the code of the parent."""

EDITIONS = ("2024-05-01", "2024-11-01", "2025-03-01")

# Edition in which the change is first seen → province (or district) → first day in force, and the
# resolution where a source names it. "" stands for all others.
DAYS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "2024-05-01": {
        "24": ("2024-02-01", ""),
        "38": ("2024-02-01", "939/NQ-UBTVQH15"),
        "": ("2024-05-01", ""),
    },
    "2024-11-01": {
        "36": ("2024-09-01", "1104/NQ-UBTVQH15"),
        "08": ("2024-09-01", "1106/NQ-UBTVQH15"),
        "94": ("2024-09-01", ""),
        "": ("2024-11-01", ""),
    },
    "2025-03-01": {
        "14": ("2025-03-01", "1280/NQ-UBTVQH15"),
        "754": ("2025-03-01", "1365/NQ-UBTVQH15"),
        "79": ("2025-01-01", "1278/NQ-UBTVQH15"),
        "46": ("2025-01-01", "1314/NQ-UBTVQH15"),
        "": ("2025-01-01", ""),
    },
}

# Where the names do not tell it: code of the ended commune → codes of what it went into.
TOLD: Mapping[str, tuple[str, ...]] = {
    "00226": ("00226", "00229"),  # Trung Tự was divided
    "10774": ("10750",),  # "Phúc Thành" in the other source
    "20239": ("20236",),  # Hải Châu I and II are Hải Châu
    "28825": (),  # Phú An Hòa: no source at hand
    # The two towns alone can have given what the new wards of Mộc Châu are.
    "03979": ("03979", "03980"),
    "03982": ("03982", "03983", "03984"),
}


@dataclass(frozen=True)
class Change:
    """On that day the code ended, began, or stood for another title or parent."""

    on: str
    code: str
    became: tuple[str, str] | None
    decision: str


def editions(folder: Path) -> list[tuple[str, Titles]]:
    """The catalogue of each day, the old map's spelling left aside."""
    nested = folder / "vietnam_provinces" / "data" / "nested-divisions.json"
    first: Titles = {}
    for province in json.loads(nested.read_text(encoding="utf-8")):
        top = f"{province['code']:02}"
        first[top] = (province["name"], "")
        for district in province["districts"]:
            middle = f"{district['code']:03}"
            first[middle] = (district["name"], top)
            for ward in district["wards"]:
                first[f"{ward['code']:05}"] = (ward["name"], middle)
    read = [("2023-05-07", first)]
    for day in EDITIONS:
        path = folder / "dvhcvn" / f"{day.replace('-', '')}.json"
        read.append((day, {c: (t, p) for c, (t, p) in json.loads(path.read_text("utf-8")).items()}))
    return [(day, {c: (_title(t), p) for c, (t, p) in titles.items()}) for day, titles in read]


def _title(text: str) -> str:
    """ "Phường 07" → "phường 7", "Thị trấn NT Phong Hải" → "thị trấn Nông trường Phong Hải"."""
    text = re.sub(r"(?<=Phường )0+(?=\d)", "", one_spelling(text))
    for word in sorted(WORDS.values(), key=len, reverse=True):
        if text.lower().startswith(f"{word} "):
            name = re.sub(r"^N\.?T (?=\w)", "Nông trường ", text[len(word) + 1 :])
            return f"{word} {name}"
    raise ValueError(text)


def same(one: str, other: str) -> bool:
    return fold(one).replace(" ", "") == fold(other).replace(" ", "")


def corrected(catalogue: list[tuple[str, Titles]], old_map: Titles) -> dict[str, str]:
    """Code → the title that the catalogue had all the time and the old map writes otherwise."""
    last = catalogue[-1][1]
    return {
        code: last[code][0]
        for code, (title, _parent) in old_map.items()
        if code in last and last[code][0] != title
    }


def with_spelling_of(old_map: Titles, catalogue: list[tuple[str, Titles]]) -> None:
    """Where a title differs from the old map's in spelling alone, the old map's is taken."""
    wrong = corrected(catalogue, old_map)
    for _day, titles in catalogue:
        for code, (title, parent) in titles.items():
            if code not in old_map:
                continue
            ours = old_map[code][0]
            if same(title, ours) or same(title, wrong.get(code, ours)):
                titles[code] = (ours, parent)
    catalogue[-1] = (catalogue[-1][0], old_map)
    _without_slips(catalogue)


def changes(catalogue: list[tuple[str, Titles]]) -> list[Change]:
    found = []
    for (_before, earlier), (seen, later) in pairwise(catalogue):
        for code in earlier.keys() | later.keys():
            was, became = earlier.get(code), later.get(code)
            if was != became:
                on, decision = _day(seen, code, earlier if was else later)
                found.append(Change(on, code, became, decision))
    return found


def _without_slips(catalogue: list[tuple[str, Titles]]) -> None:
    """A code that one edition lacks and the next has again stood for what the next tells."""
    for (_a, earlier), (_b, between), (_c, later) in zip(
        catalogue, catalogue[1:], catalogue[2:], strict=False
    ):
        for code in (earlier.keys() & later.keys()) - between.keys():
            other = next((c for c, told in between.items() if told == later[code]), None)
            if other:
                del between[other]
            between[code] = later[code]


def _day(seen: str, code: str, titles: Titles) -> tuple[str, str]:
    chain = [code]
    while parent := titles[chain[-1]][1]:
        chain.append(parent)
    days = DAYS[seen]
    return next((days[each] for each in chain if each in days), days[""])


def successors(folder: Path, first: Titles, old_map: Titles) -> Callable[[str], list[str]]:
    """From a commune that ended to the communes of the old map into which it went."""
    named = _named(folder, old_map)
    went: dict[str, set[str]] = defaultdict(set)
    for code, (_name, parent) in first.items():
        went[parent].add(old_map[code][1] if code in old_map else parent)

    def of(code: str) -> list[str]:
        if code in TOLD:
            return list(TOLD[code])
        title, district = first[code]
        for key in (title, title.partition(" ")[2]):
            key = fold(key).replace(" ", "")
            hits = {each for d in went[district] for each in named.get((d, key), ())}
            if len(hits) == 1:
                return list(hits)
        raise ValueError(f"{code} {title}: {hits}")

    return of


def _named(folder: Path, old_map: Titles) -> dict[tuple[str, str], set[str]]:
    path = folder / "vietnamadminunits" / "data" / "parser_legacy.json"
    parser = json.loads(path.read_text(encoding="utf-8"))
    named: dict[tuple[str, str], set[str]] = defaultdict(set)
    for part in ("NO_ACCENTED", "ACCENTED", "SHORT_ACCENTED"):
        for districts in parser[f"DICT_PROVINCE_DISTRICT_WARD_{part}"].values():
            for ward in (w for wards in districts.values() for w in wards.values()):
                if ward["wardCode"] in old_map:
                    for word in ward["wardKeywords"]:
                        named[old_map[ward["wardCode"]][1], word].add(ward["wardCode"])
    return named
