"""Finds rulebooks on disk and turns them into values. What is read once is kept."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sanvat.rules.model import Band, Change, CriteriaSet, Reading, Rulebook
from sanvat.rules.problems import BadData, Sentence, UnknownRulebook, UnknownSet
from sanvat.rules.textfiles import Block, read_blocks, read_sets

DATA = Path(__file__).parent / "data"

IDS = ("26-2026", "148-2023", "781-2020")
"""The rulebooks shipped, newest first."""

CURRENT = IDS[0]


@cache
def rulebook(id: str) -> Rulebook:
    """The shipped rulebook of that id, with its certain and probable readings applied.

    Raises UnknownRulebook, a CaseRefused that lists what there is.
    """
    if id not in IDS:
        raise UnknownRulebook.because("unknown_rulebook", id=id, known=", ".join(IDS))
    return load(DATA / id)


def rulebooks() -> tuple[Rulebook, ...]:
    return tuple(rulebook(id) for id in IDS)


def criteria_set(rulebook_id: str, number: int) -> CriteriaSet:
    """One set. Raises UnknownRulebook or UnknownSet with what is there, or why it is missing."""
    return set_of(rulebook(rulebook_id), number)


def set_of(book: Rulebook, number: int) -> CriteriaSet:
    if number in book.missing_sets:
        raise UnknownSet(book.missing_sets[number], code="set_not_held")
    try:
        return book.sets[number]
    except (KeyError, TypeError):
        raise UnknownSet.because(
            "unknown_set", id=book.id, number=number, first=min(book.sets), last=max(book.sets)
        ) from None


def load(
    folder: Path,
    *,
    readings_off: Iterable[str] = (),
    readings_on: Iterable[str] = (),
) -> Rulebook:
    """Reads one rulebook folder.

    Certain and probable readings are applied unless named in ``readings_off`` (the printed
    value comes back); open ones that offer another reading are applied only when named in
    ``readings_on``. Raises BadData with file, line and remedy.
    """
    facts = _read_toml(folder / "rulebook.toml")
    readings = _read_readings(folder / "readings.toml")
    off, on = frozenset(readings_off), frozenset(readings_on)
    unknown = sorted((off | on) - {r.id for r in readings})
    if unknown:
        raise BadData(
            "readings.toml", 0, f"không có cách đọc {', '.join(unknown)}", "xem `rules check`"
        )
    blocks: dict[str, Block] = {}
    for path in sorted(folder.glob("blocks-*.txt")):
        for key, block in read_blocks(path).items():
            if key in blocks:
                raise BadData(
                    path.name, block.line, f"khối «{key}» đã có ở tệp khác", "đổi tên khối"
                )
            blocks[key] = block
    id = _fact(facts, "id", folder)
    sets = read_sets(
        folder / "sets.txt", blocks, rulebook=id, overrides=_overrides(readings, off, on)
    )
    unused = [b for b in blocks.values() if not b.used]
    if unused:
        raise BadData(
            unused[0].file,
            unused[0].line,
            f"khối «{unused[0].key}» không bộ nào dùng",
            "xóa khối hoặc ghi tên nó trong sets.txt",
        )
    return Rulebook(
        id=id,
        decision=_fact(facts, "decision", folder),
        title=_fact(facts, "title", folder),
        issued=_fact(facts, "issued", folder),
        in_force=_fact(facts, "in_force", folder),
        ended=facts.get("ended"),
        bands=_bands(facts, folder),
        sets=sets,
        readings=readings,
        facts=facts,
        missing_sets={
            gap["set"]: Sentence(gap["message"], gap["message_en"])
            for gap in facts.get("gaps", ())
            if "set" in gap
        },
        readings_off=off,
    )


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except FileNotFoundError:
        raise BadData(path.name, 0, "không tìm thấy tệp", f"đặt tệp vào {path.parent}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadData(path.name, 0, f"TOML sai: {error}", "sửa dòng được nêu") from None


def _fact(facts: Mapping[str, Any], key: str, folder: Path) -> Any:
    if key not in facts:
        raise BadData(f"{folder.name}/rulebook.toml", 0, f"thiếu «{key}»", f"thêm «{key} = …»")
    return facts[key]


def _bands(facts: Mapping[str, Any], folder: Path) -> tuple[Band, ...]:
    bands = sorted(
        (
            Band(b["stars"], b["from_points"], b.get("title", ""), b.get("source", ""))
            for b in _fact(facts, "bands", folder)
        ),
        key=lambda b: -b.stars,
    )
    points = [b.from_points for b in bands]
    if points != sorted(set(points), reverse=True) or points[-1] != 0:
        raise BadData(
            f"{folder.name}/rulebook.toml",
            0,
            f"khung điểm không phủ kín: {points}",
            "mỗi hạng sao một ngưỡng giảm dần, hạng thấp nhất từ 0",
        )
    return tuple(bands)


def _read_readings(path: Path) -> tuple[Reading, ...]:
    readings = []
    for row in _read_toml(path).get("readings", ()):
        try:
            readings.append(
                Reading(
                    id=row["id"],
                    sets=tuple(row["sets"]),
                    where=row["where"],
                    kind=row["kind"],
                    confidence=row["confidence"],
                    printed=row["printed"],
                    reading=row["reading"],
                    why=row["why"],
                    changes=tuple(_changes(row)),
                    english={k[:-3]: v for k, v in row.items() if k.endswith("_en")},
                )
            )
        except (KeyError, TypeError) as error:
            raise BadData(
                path.name, 0, f"cách đọc «{row.get('id', '?')}»: {error}", "xem các cách đọc khác"
            ) from None
    return tuple(readings)


def _changes(reading: Mapping[str, Any]) -> Iterator[Change]:
    for row in reading.get("changes", ()):
        values = {key: row[key] for key in ("code", "field", "printed", "reading")}
        for number in row.get("sets", reading["sets"]):
            yield Change(set=number, option=row.get("option"), **values)


def _overrides(
    readings: Iterable[Reading], off: frozenset[str], on: frozenset[str]
) -> dict[int, dict[tuple[str, int | None, str], Any]]:
    """The values to use in place of those written in the blocks, by set."""
    result: dict[int, dict[tuple[str, int | None, str], Any]] = {}
    for reading in readings:
        if reading.id in off and reading.confidence != "open":
            source = "printed"
        elif reading.id in on and reading.confidence == "open":
            source = "reading"
        else:
            continue
        for change in reading.changes:
            place = (change.code, change.option, change.field)
            result.setdefault(change.set, {})[place] = getattr(change, source)
    return result


@cache
def english() -> Mapping[str, str]:
    """Our Vietnamese text → English, for everything the criteria say."""
    lines = (DATA / "english.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines if line and not line.startswith("#"))
