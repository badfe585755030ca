"""Questions and answers as JSON: what `sanvat rules … --json` prints is what the API sends.

In: the text of a case, read strictly, so that nothing is answered by accident. Out: rulebooks,
sets and results as JSON values, with the texts in Vietnamese or English.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from sanvat.rules import library
from sanvat.rules.divergence import divergence
from sanvat.rules.engine import Result, decimal, in_language
from sanvat.rules.explanation import explain
from sanvat.rules.improve import next_star
from sanvat.rules.model import STARS_WITH_MINIMA, CriteriaSet, Reading, Rulebook
from sanvat.rules.problems import CaseRefused

Language = Literal["vi", "en"]

DEEPEST = 20
"""A case has four levels; whatever goes deeper only wants to break a reader."""

_SPACE = re.compile(r"[ \t\n\r]*")
_HALF_LETTER = re.compile(r"\\u[dD][89a-fA-F]|[\ud800-\udfff]")


# Results


@dataclass(frozen=True)
class Wanted:
    """What to add to a result, and in which language to explain it."""

    explain: bool = False
    divergence: bool = False
    path: bool = False
    language: Language = "vi"


def answer(result: Result, wanted: Wanted) -> dict[str, Any]:
    """The result, with the explanation, the members' differences and the path if wanted."""
    values = result.as_dict()
    if wanted.explain:
        values["explanation"] = explain(result, language=wanted.language)
    if wanted.divergence:
        values["divergence"] = divergence(result).as_dict()
    if wanted.path:
        values["path"] = _path(result)
    return values


def _path(result: Result) -> dict[str, Any] | None:
    path = next_star(result)
    if path is None:
        return None
    return {
        "stars": path.stars,
        "points": decimal(path.gain),
        "improvements": [
            {
                "criterion": i.criterion.code,
                "has": decimal(i.has),
                "to": i.to,
                "reaches": decimal(i.has + i.gain),
                "because_minimum": i.because_minimum,
            }
            for i in path.improvements
        ],
    }


def refusal(refused: CaseRefused, language: Language = "vi") -> dict[str, str]:
    return {"error": refused.in_language(language), "code": refused.code}


# Reading cases


def read(data: bytes) -> Any:
    """One JSON value. Raises CaseRefused where the text is no JSON, or is not clear."""
    text = text_of(data)
    try:
        value = _STRICT.decode(text)
    except ValueError as error:
        raise _refused(error) from None
    except RecursionError:
        raise _too_deep() from None
    _look_through(value, text)
    return value


def text_of(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CaseRefused.because("utf8") from None


def read_each(data: bytes) -> Iterator[Any]:
    """The elements of a JSON array, one by one.

    Where an element is JSON but not clear, its CaseRefused stands in its place, so that the
    others are still answered. Raises CaseRefused where the text is no JSON array.
    """
    try:
        yield from _elements(text_of(data))
    except ValueError as error:
        raise _refused(error) from None
    except RecursionError:
        raise _too_deep() from None


def _elements(text: str) -> Iterator[Any]:
    place = _skipped(text, _expected(text, _skipped(text, 0), "["))
    more = not text.startswith("]", place)
    while more:
        start, (value, place) = place, _element(text, place)
        yield value if isinstance(value, CaseRefused) else _seen_through(value, text[start:place])
        place = _skipped(text, place)
        more = text.startswith(",", place)
        if more:
            place = _skipped(text, place + 1)
    place = _skipped(text, _expected(text, place, "]"))
    if place < len(text):
        raise json.JSONDecodeError("Extra data", text, place)


def _element(text: str, place: int) -> tuple[Any, int]:
    try:
        return _STRICT.raw_decode(text, place)
    except CaseRefused as refused:
        return refused, _LENIENT.raw_decode(text, place)[1]


def _expected(text: str, place: int, mark: str) -> int:
    if not text.startswith(mark, place):
        raise json.JSONDecodeError(f"Expecting '{mark}'", text, place)
    return place + 1


def _skipped(text: str, place: int) -> int:
    return _SPACE.match(text, place).end()  # type: ignore[union-attr]  # no space matches too


def _seen_through(value: Any, text: str) -> Any:
    try:
        _look_through(value, text)
    except CaseRefused as refused:
        return refused
    return value


def _look_through(value: Any, text: str) -> None:
    """What is JSON to Python and yet could not be answered: too deep, or half a letter."""
    level = [value] if isinstance(value, (dict, list)) else []
    for _ in range(DEEPEST):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, (dict, list))
        ]
    if level:
        raise _too_deep()
    if _HALF_LETTER.search(text):
        try:
            json.dumps(value, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise CaseRefused.because("json:half_letter") from None


def _refused(error: ValueError) -> CaseRefused:
    if isinstance(error, CaseRefused):
        return error
    return CaseRefused.because("json", error=error)


def _too_deep() -> CaseRefused:
    return CaseRefused.because("json:deep")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names are all different: a criterion answered twice is no answer."""
    result = dict(pairs)
    if len(result) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(n for n in names if names.count(n) > 1)
        raise CaseRefused.because("twice", name=twice)
    return result


_STRICT = json.JSONDecoder(object_pairs_hook=_unique)
_LENIENT = json.JSONDecoder()


# Rulebooks and sets


def book_as_dict(book: Rulebook, language: Language = "vi") -> dict[str, Any]:
    """A rulebook in figures, with a line for each of its sets."""
    return {
        "id": book.id,
        "decision": book.decision,
        "title": fact(book, "title", language),
        "issued": book.issued.isoformat(),
        "in_force": book.in_force.isoformat(),
        "ended": book.ended.isoformat() if book.ended else None,
        "bands": {str(b.stars): b.from_points for b in book.bands},
        "counts": {
            "sets": len(book.sets),
            "criteria": sum(len(cs.criteria) for cs in book.sets.values()),
            "options": sum(count_options(cs) for cs in book.sets.values()),
            "minima": {
                str(stars): sum(len(cs.minima[stars]) for cs in book.sets.values())
                for stars in STARS_WITH_MINIMA
            },
        },
        "missing_sets": {str(n): why.in_language(language) for n, why in book.missing_sets.items()},
        "readings": {
            level: [r.id for r in book.readings if r.confidence == level]
            for level in ("certain", "probable", "open")
        },
        "open_readings": len(book.open_readings),
        "sets": [set_in_short(cs, language) for cs in book.sets.values()],
    }


def set_in_short(cs: CriteriaSet, language: Language = "vi") -> dict[str, Any]:
    return {
        "set": cs.number,
        "slug": cs.slug,
        "name": in_language(cs.name, language),
        "group": cs.group,
        "criteria": len(cs.criteria),
        "options": count_options(cs),
        "minima": {str(stars): len(cs.minima[stars]) for stars in STARS_WITH_MINIMA},
        "parts": {p.code: p.max_points for p in cs.parts},
        "total": cs.max_points,
        "achievable": cs.achievable,
        "checksum": cs.checksum,
    }


def count_options(cs: CriteriaSet) -> int:
    return sum(len(c.all_options) for c in cs.criteria)


def set_number(book: Rulebook, given: str) -> int:
    """The number of the set called so, by number or slug; -1 where there is none."""
    if given.isascii() and given.isdigit() and len(given) < 10:
        return int(given)
    return next((cs.number for cs in book.sets.values() if cs.slug == given), -1)


def set_as_dict(book: Rulebook, cs: CriteriaSet, language: Language = "vi") -> dict[str, Any]:
    """The complete set, with its source and the readings that touch it."""
    values: dict[str, Any] = _texts_in(cs.as_dict(), language)
    return {
        **values,
        "source": {
            "decision": book.decision,
            "annex": fact(book, "annex", language),
            "transcript": fact(book, "transcript", language),
        },
        "readings": [
            {
                "id": r.id,
                "where": _text(r, "where", language),
                "printed": _text(r, "printed", language),
                "reading": _text(r, "reading", language),
                "confidence": r.confidence,
                "why": _text(r, "why", language),
            }
            for r in book.readings_of(cs.number)
        ],
        "checksum": cs.checksum,
    }


def criteria_as_dicts(cs: CriteriaSet, language: Language = "vi") -> list[dict[str, Any]]:
    """The criteria one after the other, each with its part and section."""
    values: dict[str, Any] = _texts_in(cs.as_dict(), language)
    return [
        {
            "rulebook": cs.rulebook,
            "set": cs.number,
            "part": part["code"],
            "section": section["code"],
            **criterion,
        }
        for part in values["parts"]
        for section in part["sections"]
        for criterion in section["criteria"]
    ]


def reading_as_dict(book: Rulebook, reading: Reading, language: Language = "vi") -> dict[str, Any]:
    return {
        "id": reading.id,
        "sets": list(reading.sets),
        "where": _text(reading, "where", language),
        "kind": reading.kind,
        "confidence": reading.confidence,
        "printed": _text(reading, "printed", language),
        "reading": _text(reading, "reading", language),
        "why": _text(reading, "why", language),
        "applied": reading.confidence != "open" and reading.id not in book.readings_off,
        "changes": [
            {
                "set": c.set,
                "criterion": c.code,
                "option": c.option,
                "field": c.field,
                "printed": c.printed,
                "reading": c.reading,
            }
            for c in reading.changes
        ],
    }


def facts_as_dict(book: Rulebook) -> dict[str, Any]:
    """The procedure as data: levels, batches, clocks, dossiers. English in the keys `…_en`."""
    facts: dict[str, Any] = _plain(book.facts)
    return facts


@cache
def forms(rulebook_id: str) -> Mapping[str, Any] | None:
    """The forms of that rulebook as lists of fields; None where we have none."""
    path = library.DATA / rulebook_id / "forms.toml"
    if not path.exists():
        return None
    values: dict[str, Any] = _plain(tomllib.loads(path.read_text(encoding="utf-8")))
    return values


_TEXTS = {"name", "title", "description", "requirement", "note", "text", "knock_outs"}
"""The keys of a set under which stand our own words."""


def _texts_in(value: Any, language: Language, key: str = "") -> Any:
    if language == "vi":
        return value
    if isinstance(value, dict):
        return {k: _texts_in(v, language, k) for k, v in value.items()}
    if isinstance(value, list):
        return [_texts_in(v, language, key) for v in value]
    return in_language(value, language) if key in _TEXTS and isinstance(value, str) else value


def _text(reading: Reading, key: str, language: Language) -> str:
    text: str = getattr(reading, key)
    return reading.english.get(key, text) if language == "en" else text


def fact(book: Rulebook, key: str, language: Language) -> str:
    """A fact in words, such as the title; "" where the rulebook has none of that name."""
    text: str = book.facts.get(key, "")
    return book.facts.get(f"{key}_en", text) if language == "en" else text


def _plain(value: Any) -> Any:
    """TOML's values as JSON's: a day becomes its ISO text."""
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value
