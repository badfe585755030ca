"""No function that reads a text of strangers takes more than twice the steps for twice the text.

Patterns are counted in `test_patterns.py`; here it is the lines of Python that are run, and what
the few steps inside the interpreter are that take longer than they look.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import pkgutil
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sanvat
from sanvat.agreements.content import MOST_COMPARED, Run, words
from sanvat.desk.kept import forms
from sanvat.places import names
from sanvat.places.gazetteer import Gazetteer
from sanvat.text import normal
from tests.patterns.lines import TooMany, lines_of
from tests.patterns.test_patterns import WORST

SHORT, LONG = 80, 320
NO_TEXTS = {"migrations", "commands", "demo", "seed", "confined", "management", "examine", "cli"}
# Our own files and addresses, and what asks the database or takes one short word of ours.
OURS = {
    "rules.textfiles",
    "rules.library",
    "rules.check",
    "records.hiding",
    "records.jobs",
    "records.scanning",
    "portal.criteria.readings",
    "portal.criteria.changes",
    "portal.criteria.words",
    "documents.qr",  # a code holds so much and no more: documents.printed.LONGEST_QR_TEXT
    "ui.assets",
    "ui.tags.marks",
}
# Of what starts and ends processes only this reads what strangers send; the rest acts when called,
# or where it is imported.
OF_THE_SITE = {"site.gate", "site.masking"}
PIECES = (
    *("a", "1", "-", "\n", "(", "[", "\u0301\u0323", "\u0430"),
    *("a ", "a-", "a - ", "a,", "a;", "a(", "1.", "1/", "1,", "0 ", "./", "<a", "'", "{"),
    *("p ", "x. ", "tp. ", "xã a ", "nay là ", "cũ ", "ngày 1 ", "năm 2020 ", "3 sao ", "@a."),
)


def growth(function: Callable[[str], Any]) -> tuple[float, str]:
    """How much more a letter of a longer text takes, at worst, and what the text is made of."""
    worst, shown = 1.0, ""
    _once(function)
    for piece in PIECES:
        short, long = ((piece * length)[:length] for length in (SHORT, LONG))
        forget_texts()
        few = lines_of(function, short)
        if few < SHORT // 4:  # whatever there is of loops runs within the interpreter
            continue
        try:
            more = lines_of(function, long) / few / (LONG / SHORT)
        except TooMany:
            more = float("inf")
        if more > worst:
            worst, shown = more, piece
    return worst, shown


def _once(function: Callable[[str], Any]) -> None:
    """What is read from our files at the first call is read."""
    with suppress(Exception):
        found = function("a")
        if inspect.isgenerator(found):
            list(found)


def forget_texts() -> None:
    """Else a text that was read before costs nothing, and the next one seems to cost far more."""
    for each in _of_texts():
        each.cache_clear()


@functools.cache
def _of_texts() -> list[Any]:
    """What keeps so many answers, and not the one it reads from our files."""
    modules = [module for name, module in sys.modules.items() if name.startswith("sanvat.")]
    kept = {id(v): v for module in modules for v in vars(module).values() if _is_kept(v)}
    return [each for each in kept.values() if (each.cache_parameters()["maxsize"] or 0) > 1]


def _is_kept(value: object) -> bool:
    return isinstance(value, functools._lru_cache_wrapper)


def readers() -> Iterator[tuple[str, Callable[[str], Any]]]:
    """Every function of the programme that can be called with one text and nothing else."""
    for found in pkgutil.walk_packages(sanvat.__path__, "sanvat."):
        name = found.name.removeprefix("sanvat.")
        is_read = name in OF_THE_SITE if name.startswith("site") else name not in OURS
        if is_read and not NO_TEXTS & set(name.split(".")):
            yield from _of_module(name, importlib.import_module(found.name))


def _of_module(name: str, module: ModuleType) -> Iterator[tuple[str, Callable[[str], Any]]]:
    for label, value in vars(module).items():
        plain = inspect.unwrap(value) if callable(value) else None
        if not inspect.isfunction(plain) or plain.__module__ != module.__name__:
            continue
        if _takes_a_text(plain):
            yield f"{name}.{label}", plain


def _takes_a_text(function: Callable[..., Any]) -> bool:
    first, *others = inspect.signature(function).parameters.values() or [None]
    return (
        first is not None
        and first.annotation in ("str", str, "str | None")
        and first.kind is not first.KEYWORD_ONLY
        and all(
            each.default is not each.empty or each.kind in (each.VAR_POSITIONAL, each.VAR_KEYWORD)
            for each in others
        )
    )


READERS = dict(readers())


def test_the_functions_are_found():
    assert len(READERS) > 120
    assert {"text.tidy.tidy", "register.values.phones", "places.gazetteer.parts"} <= READERS.keys()


@pytest.mark.parametrize("name", READERS)
def test_no_function_takes_more_than_about_linear_work(name):
    worst, piece = growth(READERS[name])

    assert worst < WORST, piece


@pytest.mark.django_db
def test_an_address_is_read_in_about_linear_time():
    assert growth(Gazetteer([]).candidates)[0] < WORST


@pytest.mark.parametrize("other", [str.swapcase, lambda text: text[::-1], lambda text: f"b {text}"])
def test_two_versions_are_compared_in_about_linear_time(other):
    assert growth(lambda text: words(text, other(text)))[0] < WORST


def test_what_is_too_long_to_compare_is_marked_as_a_whole():
    old, new = (" ".join(f"{sign}{n}" for n in range(MOST_COMPARED)) for sign in "ab")

    left, right = words(f"Nay {old} giữa {old} hết", f"Nay {new} giữa {new} hết")

    assert left == [Run("same", "Nay "), Run("gone", f"{old} giữa {old}"), Run("same", " hết")]
    assert right == [Run("same", "Nay "), Run("new", f"{new} giữa {new}"), Run("same", " hết")]


# What takes long within the interpreter


def test_every_mark_is_seen_where_there_are_many():
    """Else a run of them would be longer than it looks."""
    marks = [chr(code) for code in range(sys.maxunicode) if unicodedata.combining(chr(code))]

    assert [mark for mark in marks if not normal._MANY_MARKS.search(mark * 32)] == []


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@pytest.mark.parametrize(
    "piece", ["\u0301\u0323", "\u0f73", "\uff9e\u0301", "\u0323\u0301a\u0315\u0300"]
)
def test_marks_reach_the_interpreter_in_their_order(form, piece, monkeypatch):
    """It carries each to its place past all others: many in another order take for ever."""
    taken = []
    monkeypatch.setattr(normal, "unicodedata", Watched(taken))

    normal.normal(form, "a" + piece * 200)

    assert max(map(out_of_order, taken)) < 64


class Watched:
    combining = staticmethod(unicodedata.combining)

    def __init__(self, taken: list[str]) -> None:
        self._taken = taken

    def normalize(self, form: str, text: str) -> str:
        self._taken.append(text)
        return unicodedata.normalize(form, text)


def out_of_order(text: str) -> int:
    """How many marks of one letter stand before another that belongs before them, at most."""
    most = 0
    last, many = 0, 0
    for letter in unicodedata.normalize("NFC", text) if len(text) == 1 else text:
        order = unicodedata.combining(letter)
        many = many + 1 if 0 < order < last else many if order else 0
        last = max(order, last) if order else 0
        most = max(most, many)
    return most


LETTERS = st.sampled_from("aấư\u0301\u0323\u0308\u0344\u0f73\u0345\uff9eﾊ\u1100\u1161한1 ")


@given(st.lists(LETTERS, max_size=120).map("".join), st.sampled_from(["NFC", "NFD", "NFKC"]))
def test_the_form_is_the_one_of_unicode(text, form):
    text = f"a{text}" + "\u0301\u0323" * 20

    assert normal.normal(form, text) == unicodedata.normalize(form, text)


def test_short_words_of_an_address_look_a_little_way_back(monkeypatch):
    looked = []
    monkeypatch.setattr(names, "_KIND_BEFORE", Looks(looked))

    assert names.spelt_out("h. Đức Trọng, thị xã x p " + "p " * 500).startswith("huyện ")
    assert max(map(len, looked)) <= 16


class Looks:
    def __init__(self, looked: list[str]) -> None:
        self._looked = looked

    def search(self, text: str) -> None:
        self._looked.append(text)


def test_no_page_is_looked_for_deeper_than_pages_lie(monkeypatch):
    asked = []
    monkeypatch.setattr(forms, "opens", asked.append)

    forms.page_of("/a" * 8_000)

    assert len(asked) == forms.MOST_PARTS
