"""The English of every sentence: found in the sources, kept as text, compiled at start.

Each package keeps the English of its own sentences in its `locale/en`. A sentence that several
packages use stands in each of their catalogues with the same English, for Django makes one
dictionary of them all.

The sources are read in Python, so that a check needs no tool of the machine. The compiled
files are not committed, for every change would differ in them; compiling takes hundredths of a
second and is done by whatever needs it, when one is older than its text.
"""

import ast
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import polib

from sanvat.errors import Refusal
from sanvat.site.terminal import _

PACKAGE = Path(__file__).parents[1]
CATALOGUE = Path("locale", "en", "LC_MESSAGES", "django.po")

HEADER = {
    "Project-Id-Version": "sanvat",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}

# Where in a call its context, its text and its plural stand.
CALLS = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}

STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(_|n?p?gettext)\(\s*({STRING}(?:\s*,\s*{STRING})*)")
PLACEHOLDER = re.compile(r"%\((\w+)\)|\{(\w*)\}")

# What git leaves in a file that two people changed at the same place.
CONFLICT = re.compile(
    r"""
    ^<{7}.*\n  (?P<ours>(?:.*\n)*?)
    (?:^\|{7}.*\n  (?:.*\n)*?)?
    ^={7}\n  (?P<theirs>(?:.*\n)*?)
    ^>{7}.*\n
    """,
    re.MULTILINE | re.VERBOSE,
)

OF_WAGTAIL = tuple(
    PACKAGE / "desk/editor/wording/vi/LC_MESSAGES" / name for name in ("django.po", "djangojs.po")
)
"""Vietnamese for sentences of Wagtail's pages, and of its scripts, that it has none for, written by
hand."""

Key = tuple[str | None, str]
"""The context of a sentence and its text."""
Entries = dict[Key, polib.POEntry]


class Sentence(NamedTuple):
    context: str | None
    text: str
    plural: str | None


class Use(NamedTuple):
    """How one package uses a sentence: with which plural, in which files."""

    plural: str | None
    places: list[str]


def compile_if_changed() -> None:
    for catalogue in (*PACKAGE.glob(f"*/{CATALOGUE}"), *OF_WAGTAIL):
        _compile_if_changed(catalogue)


def problems() -> list[str]:
    """All that `sanvat messages check` refuses, a line each.

    A sentence without its English, or whose English lost a placeholder; a sentence that two
    packages translate differently; a catalogue that `update` would write otherwise.
    """
    used, kept = sentences(), _catalogues()
    return [
        *_untranslated(used, kept),
        *_translated_differently(kept),
        *(
            f"{_name(catalogue)}: not as `sanvat messages update` writes it; run that"
            for catalogue, text in _written(used, kept).items()
            if not _holds(catalogue, text)
        ),
    ]


def update() -> dict[str, tuple[int, int]]:
    """Bring every catalogue in line with the sources; return how many sentences came and went.

    A sentence new to a package takes its English from any catalogue that has it, so nothing is
    lost when code moves. A catalogue in which git left a conflict is read on both sides; where
    they have different English, the sentence is marked fuzzy, which `check` refuses.
    """
    used, kept = sentences(), _catalogues()
    for catalogue, text in _written(used, kept).items():
        if text is None:
            catalogue.unlink()
            catalogue.with_suffix(".mo").unlink(missing_ok=True)
        elif not _holds(catalogue, text):
            catalogue.parent.mkdir(parents=True, exist_ok=True)
            catalogue.write_bytes(text.encode())
    changes = {}
    for catalogue in sorted(used.keys() | kept.keys()):
        now, before = used.get(catalogue, {}).keys(), kept.get(catalogue, {}).keys()
        if now != before:
            changes[_package(catalogue)] = len(now - before), len(before - now)
    return changes


def sentences() -> dict[Path, dict[Key, Use]]:
    """Every sentence marked for translation, by the catalogue it belongs in."""
    used: dict[Path, dict[Key, Use]] = defaultdict(dict)
    for path in sorted([*PACKAGE.glob("*/**/*.py"), *PACKAGE.glob("*/**/templates/**/*.*")]):
        read = _in_python if path.suffix == ".py" else _in_template
        place = _name(path)
        uses = used[_catalogue_of(path)]
        for context, text, plural in read(path.read_text(encoding="utf-8"), place):
            before = uses.get((context, text), Use(None, []))
            places = before.places if place in before.places else [*before.places, place]
            uses[context, text] = Use(before.plural or plural, places)
    return {catalogue: uses for catalogue, uses in used.items() if uses}


# What the sources say


def _in_python(source: str, place: str) -> Iterator[Sentence]:
    for node in ast.walk(ast.parse(source, place)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
        texts = [a.value if isinstance(a, ast.Constant) else None for a in node.args]
        yield from _sentence(name, texts)


def _in_template(source: str, place: str) -> Iterator[Sentence]:
    from django.utils.translation.template import templatize

    for name, strings in CALL.findall(templatize(source, place)):
        yield from _sentence(name, list(ast.literal_eval(f"({strings},)")))


def _sentence(name: str | None, texts: Sequence[object]) -> Iterator[Sentence]:
    if name in CALLS:
        parts = [None if at is None or at >= len(texts) else texts[at] for at in CALLS[name]]
        context, text, plural = (part if isinstance(part, str) else None for part in parts)
        if text:
            yield Sentence(context, text, plural)


def _catalogue_of(path: Path) -> Path:
    return PACKAGE / path.relative_to(PACKAGE).parts[0] / CATALOGUE


def _package(catalogue: Path) -> str:
    return catalogue.relative_to(PACKAGE).parts[0]


def _name(path: Path) -> str:
    return path.relative_to(PACKAGE.parent).as_posix()


# What the catalogues hold


def _catalogues() -> dict[Path, Entries]:
    """Every catalogue in the tree, also one whose package says nothing any more."""
    return {catalogue: _entries(catalogue) for catalogue in sorted(PACKAGE.rglob(str(CATALOGUE)))}


def _entries(catalogue: Path) -> Entries:
    text = catalogue.read_text(encoding="utf-8")
    if not CONFLICT.search(text):
        return _parse(text, catalogue)
    ours = _parse(CONFLICT.sub(r"\g<ours>", text), catalogue)
    theirs = _parse(CONFLICT.sub(r"\g<theirs>", text), catalogue)
    for key in ours.keys() & theirs.keys():
        if not _is_filled(ours[key]):
            ours[key] = theirs[key]
        elif _is_filled(theirs[key]) and _english(ours[key]) != _english(theirs[key]):
            ours[key].flags = ["fuzzy"]
            ours[key].tcomment = f"Or: {' | '.join(_english(theirs[key]))}"
    return theirs | ours


def _parse(text: str, catalogue: Path) -> Entries:
    try:
        entries = [entry for entry in polib.pofile(text) if not entry.obsolete]
    except OSError as error:
        raise Refusal(
            _("Không đọc được %(file)s: %(error)s. Hãy sửa tệp ấy rồi chạy lại.")
            % {"file": _name(catalogue), "error": " ".join(str(error).split())},
            code="catalogue-unreadable",
        ) from None
    return {(entry.msgctxt, entry.msgid): entry for entry in entries}


def _english(entry: polib.POEntry) -> list[str]:
    if entry.msgid_plural:
        return [english for _number, english in sorted(entry.msgstr_plural.items())]
    return [entry.msgstr]


def _is_filled(entry: polib.POEntry) -> bool:
    return all(_english(entry))


def _compile_if_changed(catalogue: Path) -> None:
    compiled = catalogue.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime_ns >= catalogue.stat().st_mtime_ns:
        return
    made = compiled.with_name(f"{compiled.name}.{os.getpid()}")
    if not os.access(made.parent, os.W_OK):
        return  # installed where only root writes; what was compiled at packaging stands
    polib.pofile(str(catalogue)).save_as_mofile(str(made))
    made.chmod(0o644)  # part of the programme, whoever runs it
    made.replace(compiled)


# What they should hold


def _written(
    used: Mapping[Path, Mapping[Key, Use]], kept: Mapping[Path, Entries]
) -> dict[Path, str | None]:
    """What `update` leaves of each catalogue; None of one that no sentence belongs in."""
    filled = {
        key: entry
        for entries in reversed(list(kept.values()))
        for key, entry in entries.items()
        if _is_filled(entry)
    }
    return dict.fromkeys(kept) | {
        catalogue: _text(uses, kept.get(catalogue, {}), filled) for catalogue, uses in used.items()
    }


def _text(uses: Mapping[Key, Use], own: Entries, filled: Entries) -> str:
    """A catalogue as text, a sentence a line, in the order of the alphabet.

    So two people who add sentences seldom touch the same lines, and a sentence that moves to
    another file of its package stays where it is.
    """
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = HEADER
    for key, use in sorted(uses.items(), key=lambda item: (item[0][1], item[0][0] or "")):
        before = own.get(key)
        if before is None or not _is_filled(before):
            before = filled.get(key, before)
        catalogue.append(_entry(key, use, before))
    return str(catalogue)


def _entry(key: Key, use: Use, before: polib.POEntry | None) -> polib.POEntry:
    """The sentence as it is used now, with the English it had before."""
    english = _english(before) if before else []
    entry = polib.POEntry(
        msgctxt=key[0],
        msgid=key[1],
        # Files without line numbers: a line added above is no change to a translation.
        occurrences=[(place, "") for place in use.places],
    )
    if before:
        entry.flags, entry.tcomment = before.flags, before.tcomment
    if use.plural:
        entry.msgid_plural = use.plural
        entry.msgstr_plural = dict(enumerate([*english, "", ""][:2]))
    else:
        entry.msgstr = english[0] if english else ""
    return entry


def _holds(catalogue: Path, text: str | None) -> bool:
    return text is not None and catalogue.exists() and catalogue.read_bytes() == text.encode()


def _untranslated(
    used: Mapping[Path, Mapping[Key, Use]], kept: Mapping[Path, Entries]
) -> Iterator[str]:
    for catalogue, uses in used.items():
        for key, use in uses.items():
            entry = kept.get(catalogue, {}).get(key)
            if entry is None:
                yield f"{use.places[0]}: not in the catalogue: {key[1]!r}"
            elif fault := _fault(entry):
                yield f"{_name(catalogue)}:{entry.linenum}: {fault}: {key[1]!r}"


def _fault(entry: polib.POEntry) -> str | None:
    if entry.fuzzy:
        return "fuzzy"
    if not _is_filled(entry):
        return "no English"
    needed = _placeholders([entry.msgid, entry.msgid_plural or ""])
    if any(_placeholders([english]) != needed for english in _english(entry)):
        return "other placeholders in the English"
    return None


def _placeholders(texts: Iterable[str]) -> set[tuple[str, str]]:
    return set(PLACEHOLDER.findall(" ".join(texts)))


def _translated_differently(kept: Mapping[Path, Entries]) -> Iterator[str]:
    standing: dict[tuple[Key, bool], list[tuple[str, polib.POEntry]]] = defaultdict(list)
    for catalogue, entries in kept.items():
        for key, entry in entries.items():
            if _is_filled(entry):
                place = f"{_name(catalogue)}:{entry.linenum}"
                standing[key, bool(entry.msgid_plural)].append((place, entry))
    for (key, _plural), places in standing.items():
        first, english = places[0][0], _english(places[0][1])
        for place, entry in places[1:]:
            if _english(entry) != english:
                yield f"{place}: other English than {first}: {key[1]!r}"
