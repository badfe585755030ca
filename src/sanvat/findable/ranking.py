"""Entries of the index that have the words, in the order in which they are shown.

The statements are written out here: Django would take longer to make them than PostgreSQL to answer
them. Where many have the words, so many of the entries that lie in front are put in order, and no
more: a rebuild lays in front what counts for more.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

if TYPE_CHECKING:
    from sanvat.findable.searching import Asked

TITLE_IS_IT, TITLE_BEGINS, TITLE_BEGINS_SO = 8, 3, 1
EACH_WORD = 5
TITLE_HAS, TITLE_HAS_BEGUN, PHRASE, HOLDS, THIS_YEAR, LATELY = 4, 2, 2, 2, 0.8, 0.4
WEIGHTS = "{0.05, 0.1, 0.4, 1.0}"
"""Of a word in the names of the place, none, the text, the title."""
ONE_YEAR = timedelta(days=365)

Where = tuple[str, dict[str, Any]]
Found = list[tuple[int, str]]
"""The keys of entries, and their kinds."""

_HAVING = """
SELECT id FROM findable_indexentry WHERE {column} @@ to_tsquery('simple', %(query)s){where}
"""
_SO_FAR = """
WITH first AS MATERIALIZED ({first}), other AS MATERIALIZED ({other})
SELECT id, kind FROM findable_indexentry WHERE id = ANY(
  ARRAY(SELECT id FROM first LIMIT %(most_first)s) || ARRAY(SELECT id FROM other LIMIT %(most)s))
"""
"""Planned as if all that have the words were wanted, so that they are looked up; read until there
are enough. Otherwise PostgreSQL reckons to meet them soon anywhere, and goes through everything."""
_BY_INDEX = "SET LOCAL enable_seqscan = off"
_TITLE = f"""CASE WHEN folded_title = %(text)s THEN {TITLE_IS_IT}
 WHEN starts_with(folded_title, %(text)s || ' ') THEN {TITLE_BEGINS}
 WHEN starts_with(folded_title, %(text)s) THEN {TITLE_BEGINS_SO} ELSE 0 END"""
_HOLDS = f"CASE WHEN until IS NULL OR until >= %(today)s THEN {HOLDS} ELSE 0 END"
_DAY = f"""CASE WHEN day >= %(this_year)s THEN {THIS_YEAR}
 WHEN day >= %(lately)s THEN {LATELY} ELSE 0 END"""
_WORDS = f"""CASE WHEN title_words @@ to_tsquery('simple', %(whole)s) THEN {TITLE_HAS}
 WHEN title_words @@ to_tsquery('simple', %(query)s) THEN {TITLE_HAS_BEGUN} ELSE 0 END"""
_PHRASE = f"CASE WHEN all_words @@ phraseto_tsquery('simple', %(text)s) THEN {PHRASE} ELSE 0 END"
_EACH = "CASE WHEN all_words @@ to_tsquery('simple', %(each_{number})s) THEN {worth} ELSE 0 END"
_RANK = "ts_rank(%(weights)s, all_words, to_tsquery('simple', %(query)s))"
_BEST_FIRST = " ORDER BY {score} DESC, day DESC NULLS LAST, id"


def ranked(asked: Asked, today: date, most: int) -> Found:
    """So many that have the words in the title, and so many that have them anywhere, the best
    first."""
    candidates, values = _candidates(asked, most)
    # Where one word is enough, more of them count for more.
    each = asked.words if asked.any_word else ()
    values |= _values_of(asked, today)
    for number, word in enumerate(each):
        values[f"each_{number}"] = query_of(replace(asked, words=(word,)))
    score = (
        *(_RANK, *(_EACH.format(number=n, worth=EACH_WORD) for n in range(len(each)))),
        *(_WORDS, _TITLE, _PHRASE, _HOLDS, _DAY),
    )
    return _ask(candidates + _BEST_FIRST.format(score=_sum(score)), values)


def kinds(asked: Asked, most: int) -> list[str]:
    """Of which kinds those are."""
    return [kind for _pk, kind in _ask(*_candidates(asked, most))]


def beginning(asked: Asked, today: date, *, titles: int, most: int, size: int) -> Found:
    """Some of those whose titles begin so or have the words, the best first."""
    where, values = _where(asked)
    begins = f"""SELECT id FROM findable_indexentry
 WHERE folded_title LIKE %(begins)s{where} ORDER BY folded_title USING ~<~ LIMIT %(most_first)s"""  # nosec B608  # conditions of ours
    has, more = _in_title(asked, where)
    values |= more | {"begins": f"{' '.join(asked.words)}%", "most_first": titles, "most": most}
    return _suggested(_SO_FAR.format(first=begins, other=has), values, asked, today, size)


def besides(asked: Asked, today: date, *, known: Collection[int], most: int, size: int) -> Found:
    """Some that have the words anywhere, but not these, the best first."""
    where, values = _where(asked)
    values |= {"query": query_of(asked), "most_first": 0, "most": most, "known": list(known)}
    where += " AND id <> ALL(%(known)s)"
    has = _HAVING.format(column="all_words", where=where)
    return _suggested(_SO_FAR.format(first=has, other=has), values, asked, today, size)


def query_of(asked: Asked, *, is_whole: bool = False) -> str:
    """As `to_tsquery` takes it. The last word may be half typed, unless every word `is_whole`."""
    *words, last = (f"'{word}'" for word in asked.words)
    if not is_whole and len(asked.words[-1]) >= asked.shortest_begun:
        last += ":*"
    return (" | " if asked.any_word else " & ").join([*words, last])


def _candidates(asked: Asked, most: int) -> Where:
    where, values = _where(asked)
    first, other = (
        _HAVING.format(column=column, where=where) for column in ("title_words", "all_words")
    )
    values |= {"query": query_of(asked), "most_first": most, "most": most}
    return _SO_FAR.format(first=first, other=other), values


def _in_title(asked: Asked, where: str) -> Where:
    """With the words in the title. A single letter begins too many words for the index: it is
    looked for among those that have the words before it."""
    *before, last = asked.words
    if len(last) > 1 or not before:
        return _HAVING.format(column="title_words", where=where), {"query": query_of(asked)}
    where += " AND strpos(' ' || folded_title, ' ' || %(last)s) > 0"
    whole = query_of(replace(asked, words=tuple(before)), is_whole=True)
    return _HAVING.format(column="title_words", where=where), {"query": whole, "last": last}


def _where(asked: Asked) -> Where:
    """What else than the words an entry is chosen by."""
    said = {
        "kind = %(kind)s": asked.kind,
        "section = %(section)s": asked.section,
        "day >= %(since)s": asked.since,
        "day <= %(until)s": asked.until,
    }
    parts = [part for part, value in said.items() if value]
    if asked.inside is not None:
        parts.append("place = ANY(%(inside)s)")
    values = {name: getattr(asked, name) for name in ("kind", "section", "since", "until")}
    values["inside"] = sorted(asked.inside or ())
    return "".join(f" AND {part}" for part in parts), values


def _values_of(asked: Asked, today: date) -> dict[str, Any]:
    return {
        "query": query_of(asked),
        "whole": query_of(asked, is_whole=True),
        "text": " ".join(asked.words),
        "weights": WEIGHTS,
        "today": today,
        "this_year": today - ONE_YEAR,
        "lately": today - 3 * ONE_YEAR,
    }


def _suggested(so_far: str, values: dict[str, Any], asked: Asked, today: date, size: int) -> Found:
    order = _BEST_FIRST.format(score=_sum((_TITLE, _HOLDS, _DAY)))
    values = _values_of(asked, today) | values | {"size": size}
    return _ask(f"{so_far}{order} LIMIT %(size)s", values)


def _sum(parts: Sequence[str]) -> str:
    """As numbers that are added in this order: an order of other sums is another one."""
    return " + ".join(f"({part})::double precision" for part in parts)


def _ask(sql: str, values: Mapping[str, Any]) -> list[Any]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_BY_INDEX)
        cursor.execute(sql, values)
        return list(cursor.fetchall())
