"""The rows and successions that lead from the catalogue of May 2023 to the old map, for
`make_places.py`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

import places_before_2025 as before_2025
from places_rows import Step, Unit, kind_and_name

from sanvat.places.names import WORDS

# A decision of another kind than those of the communes.
HUE = ("46", "175/2024/QH15")


def before(units: list[Unit], steps: list[Step], folder: Path) -> tuple[list[Unit], list[Step]]:
    """The units and steps of `make_places`, the first rows of the old map traced back."""
    old = {unit.code: unit for unit in units if not unit.start}
    titles = {c: (f"{WORDS[u.kind]} {u.name}", u.parent) for c, u in old.items()}
    catalogue = before_2025.editions(folder)
    before_2025.with_spelling_of(titles, catalogue)
    first = catalogue[0][1]
    history = History(
        now={code: _unit(code, *first[code], old) for code in first},
        old=old,
        into=before_2025.successors(folder, first, titles),
    )
    changes = sorted(before_2025.changes(catalogue), key=lambda change: (change.on, change.code))
    for on, those in groupby(changes, key=lambda change: change.on):
        history.change(on, {change.code: change for change in those})
    history.meet(old)
    return [*(u for u in units if u.start), *history.rows], [*steps, *history.steps]


def _unit(code: str, title: str, parent: str, old: Mapping[str, Unit]) -> Unit:
    kind, name = kind_and_name(title)
    made = Unit(code, kind, name, parent, "", "", None, None, "")
    known = old.get(code)
    if known and known.name == name:  # else the middle of another unit
        made = replace(made, latitude=known.latitude, longitude=known.longitude)
    return made


@dataclass
class History:
    now: dict[str, Unit]
    old: Mapping[str, Unit]
    into: Callable[[str], list[str]]
    rows: list[Unit] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    def change(self, on: str, those: Mapping[str, before_2025.Change]) -> None:
        """Everything that changed on one day. Who takes another in, or gives a part of itself
        away, and everything below a unit with a new row, has a new row too."""
        became = {code: change.became for code, change in those.items()}
        ended = {code for code in became if became[code] is None}
        went = {code: self._went_into(code, became) for code in ended}
        went |= {c: list(news) for c, news in before_2025.TOLD.items() if c in became}
        for code in (c for c in became if len(c) == 3 and c not in self.now):
            for origin in self._comes_from(code, became):
                went.setdefault(origin, [origin]).append(code)
        touched = set(became) | set(went) | {new for news in went.values() for new in news}
        for level in (2, 3):
            touched |= {
                unit.code
                for unit in self.now.values()
                if len(unit.code) > level and unit.parent in touched and len(unit.parent) == level
            }
        after = {code: self._after(code, became, those, on) for code in touched}
        for code in touched & set(self.now):
            self.rows.append(replace(self.now.pop(code), end=on))
        self.now |= {code: unit for code, unit in after.items() if unit}
        self._step(on, went, became, touched)

    def _after(
        self,
        code: str,
        became: Mapping[str, tuple[str, str] | None],
        those: Mapping[str, before_2025.Change],
        on: str,
    ) -> Unit | None:
        if code not in became:
            return replace(self.now[code], start=on)
        if (title := became[code]) is None:
            return None
        decision = HUE[1] if code == HUE[0] else those[code].decision
        return replace(_unit(code, *title, self.old), start=on, decision=decision)

    def _went_into(self, code: str, became: Mapping[str, tuple[str, str] | None]) -> list[str]:
        if len(code) == 5:
            return self.into(code)
        moved = (c for c, title in became.items() if title and c in self.now)
        return sorted({became[c][1] for c in moved if self.now[c].parent == code})  # type: ignore[index]

    def _comes_from(self, code: str, became: Mapping[str, tuple[str, str] | None]) -> list[str]:
        return sorted(
            {
                self.now[c].parent
                for c, title in became.items()
                if title and title[1] == code and c in self.now
            }
        )

    def _step(
        self,
        on: str,
        went: Mapping[str, list[str]],
        became: Mapping[str, tuple[str, str] | None],
        touched: set[str],
    ) -> None:
        takes_in: dict[str, set[str]] = defaultdict(set)
        for old, news in went.items():
            for new in news:
                takes_in[new].add(old)
        begun = {unit.code: unit for unit in self.rows if unit.end == on}
        for code in sorted(touched & set(begun)):
            if code in went:
                whole = len(went[code]) == 1
                kind = "merge" if whole else "split"
                self.steps += [Step(code, new, on, kind, int(whole)) for new in went[code]]
                continue
            was, now = begun[code], self.now[code]
            if takes_in[code]:
                kind = "merge"
            else:
                kind = "move" if (was.kind, was.name) == (now.kind, now.name) else "rename"
            self.steps.append(Step(code, code, on, kind, 1))

    def meet(self, old: Mapping[str, Unit]) -> None:
        """The last rows are those of the old map, with the day on which each began."""
        assert self.now.keys() == old.keys(), self.now.keys() ^ old.keys()
        for code, unit in self.now.items():
            ours = old[code]
            if (unit.kind, unit.name, unit.parent) != (ours.kind, ours.name, ours.parent):
                raise ValueError(f"{unit} is not {ours}")
            self.rows.append(replace(ours, start=unit.start, decision=unit.decision))
