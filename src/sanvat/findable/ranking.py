"""Entries of the index that have the words, in the order in which they are shown.

The statements are written out here: Django would take longer to make them than PostgreSQL to answer
them. Where many have the words, so many of the entries that lie in front are put in order, and no
more: a rebuild lays in front what counts for more, some of every kind, and these have indexes of
their own, so that a word that stands everywhere costs no more the more there is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection

from sanvat.records.together import SEPARATOR

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
_BEGINNING = """SELECT id FROM findable_indexentry
 WHERE folded_title LIKE %(begins)s{where} ORDER BY folded_title USING ~<~ LIMIT %(most_beginning)s
"""
_BEING = """SELECT id FROM findable_indexentry
 WHERE folded_title = %(whole_title)s{where} LIMIT %(most_beginning)s"""
_AMONG = "SELECT id, kind FROM findable_indexentry WHERE id = ANY({keys})"
_ENOUGH = "(SELECT count(*) FROM (SELECT FROM {name}_front LIMIT %(most)s) AS counted) = %(most)s"
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


MOST_BEGINNING = 100
"""Entries whose title begins so that are put in order wherever they lie."""


def ranked(asked: Asked, today: date, most: int) -> Found:
    """So many that have the words in the title, so many that have them anywhere, and those whose
    title is or begins so, the best first."""
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


def kinds(asked: Asked, most: int) -> dict[str, int]:
    """How many of each kind those are."""
    candidates, values = _candidates(asked, most)
    found = f"({candidates}) AS found"
    return dict(_ask(f"SELECT kind, count(*) FROM {found} GROUP BY kind", values))  # nosec B608  # built here


def beginning(asked: Asked, today: date, *, titles: int, most: int, size: int) -> Found:
    """Some of those whose titles begin so or have the words, the best first."""
    where, values = _where(asked)
    has, more = _in_title(asked, where)
    begins = _BEGINNING.format(where=where)
    values |= more | {"begins": f"{' '.join(asked.words)}%", "most": most, "most_beginning": titles}
    found = _found(_Part("title", "title_words", has, _is_narrow(asked)), besides=(begins,))
    return _suggested(found, values, asked, today, size)


def besides(asked: Asked, today: date, *, known: Collection[int], most: int, size: int) -> Found:
    """Some that have the words anywhere, but not these, the best first."""
    where, values = _where(asked)
    values |= {"query": query_of(asked), "most": most, "known": list(known)}
    found = _found(
        _Part("any", "all_words", f"{where} AND id <> ALL(%(known)s)", _is_narrow(asked))
    )
    return _suggested(found, values, asked, today, size)


def query_of(asked: Asked, *, is_whole: bool = False) -> str:
    """As `to_tsquery` takes it. The last word may be half typed, unless every word `is_whole`."""
    *words, last = (f"'{word}'" for word in asked.words)
    if not is_whole and len(asked.words[-1]) >= asked.shortest_begun:
        last += ":*"
    return (" | " if asked.any_word else " & ").join([*words, last])


class _Part(NamedTuple):
    """Those that have the words in this column, and are what `where` says; `is_narrow`: too few
    are that for looking in front first."""

    name: str
    column: str
    where: str
    is_narrow: bool


def _candidates(asked: Asked, most: int) -> Where:
    where, values = _where(asked)
    parts = (
        _Part("title", "title_words", where, _is_narrow(asked)),
        _Part("any", "all_words", where, _is_narrow(asked)),
    )
    values |= {"query": query_of(asked), "most": most}
    if asked.any_word:
        return _found(*parts), values
    text = " ".join(asked.words)
    is_begun = len(asked.words[-1]) >= asked.shortest_begun
    values |= {"begins": f"{text}%" if is_begun else f"{text} %", "whole_title": text}
    titled = (_BEING.format(where=where), _BEGINNING.format(where=where))
    return _found(*parts, besides=titled), values | {"most_beginning": MOST_BEGINNING}


def _found(*parts: _Part, besides: Sequence[str] = ()) -> str:
    """Entries of each part, so many of those that lie in front; where these are fewer, so many of
    all. `besides`: these too.

    Each is planned as if all that have the words were wanted, so that they are looked up, and read
    until there are enough. Otherwise PostgreSQL reckons to meet them soon anywhere, and goes
    through everything."""
    tables, keys = [], [f"ARRAY({each})" for each in besides]
    for name, column, where, is_narrow in parts:
        having = _HAVING.format(column=column, where=where)
        tables.append(f"{name}_every AS MATERIALIZED ({having})")
        every = f"SELECT id FROM {name}_every"  # nosec B608  # names of ours
        if not is_narrow:
            having = _HAVING.format(column=column, where=f" AND is_front{where}")
            tables.append(f"{name}_front AS MATERIALIZED ({having})")
            keys.append(f"ARRAY(SELECT id FROM {name}_front LIMIT %(most)s)")  # nosec B608  # the same
            every += f" WHERE NOT {_ENOUGH.format(name=name)}"
        keys.append(f"ARRAY({every} LIMIT %(most)s)")
    return f"WITH {', '.join(tables)} {_AMONG.format(keys=' || '.join(keys))}"


def _is_narrow(asked: Asked) -> bool:
    return asked.inside is not None or bool(asked.section or asked.since or asked.until)


def _in_title(asked: Asked, where: str) -> Where:
    """With the words in the title. A single letter begins too many words for the index: it is
    looked for among those that have the words before it."""
    *before, last = asked.words
    if len(last) > 1 or not before:
        return where, {"query": query_of(asked)}
    whole = query_of(replace(asked, words=tuple(before)), is_whole=True)
    where += " AND strpos(' ' || folded_title, ' ' || %(last)s) > 0"
    return where, {"query": whole, "last": last}


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


def _suggested(found: str, values: dict[str, Any], asked: Asked, today: date, size: int) -> Found:
    order = _BEST_FIRST.format(score=_sum((_TITLE, _HOLDS, _DAY)))
    values = _values_of(asked, today) | values | {"size": size}
    return _ask(f"{found}{order} LIMIT %(size)s", values)


def _sum(parts: Sequence[str]) -> str:
    """As numbers that are added in this order: an order of other sums is another one."""
    return " + ".join(f"({part})::double precision" for part in parts)


def _ask(sql: str, values: Mapping[str, Any]) -> list[Any]:
    """Sent at once with how it is to be planned: of what is sent together the database makes one
    transaction."""
    with connection.cursor() as cursor:
        cursor.execute(SEPARATOR.join((_BY_INDEX, sql)), values)
        cursor.nextset()
        return list(cursor.fetchall())
