"""The English of every sentence: found in the sources, kept as text, compiled at start.

The sources are read in Python, so that a check needs no tool of the machine. The compiled
file is not committed, for every change would differ in it; compiling takes hundredths of a
second and is done by whatever needs it, when it is older than the text.
"""

import ast
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import polib

PACKAGE = Path(__file__).parents[1]
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"

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


class Sentence(NamedTuple):
    context: str | None
    text: str
    plural: str | None


def compile_if_changed() -> None:
    compiled = CATALOGUE.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime_ns >= CATALOGUE.stat().st_mtime_ns:
        return
    made = compiled.with_name(f"{compiled.name}.{os.getpid()}")
    if not os.access(made.parent, os.W_OK):
        return  # installed where only root writes; what was compiled at packaging stands
    polib.pofile(str(CATALOGUE)).save_as_mofile(str(made))
    made.replace(compiled)


def problems() -> list[str]:
    """Each sentence without its English, or whose English lost a placeholder."""
    kept = {_key(entry): entry for entry in polib.pofile(str(CATALOGUE))}
    found = []
    for sentence, places in sentences().items():
        entry = kept.get((sentence.context, sentence.text))
        if entry is None:
            fault = "not in the catalogue"
        elif not entry.translated():
            fault = "fuzzy" if entry.fuzzy else "no English"
        elif not _keeps_placeholders(entry):
            fault = "other placeholders in the English"
        else:
            continue
        found.append(f"{places[0]}: {fault}: {sentence.text!r}")
    return found


def update() -> tuple[int, int]:
    """Bring the catalogue in line with the sources; answer how many came and how many went."""
    catalogue = polib.pofile(str(CATALOGUE), wrapwidth=98)
    kept = {_key(entry): entry for entry in catalogue if not entry.obsolete}
    found = sentences()
    catalogue.clear()
    for sentence, places in found.items():
        entry = kept.get((sentence.context, sentence.text)) or polib.POEntry(
            msgctxt=sentence.context, msgid=sentence.text
        )
        if sentence.plural and not entry.msgid_plural:
            entry.msgid_plural, entry.msgstr_plural = sentence.plural, {0: "", 1: ""}
        # Files without line numbers: a line added above is no change to a translation.
        entry.occurrences = [(place, "") for place in places]
        catalogue.append(entry)
    catalogue.save(str(CATALOGUE))
    now = {(sentence.context, sentence.text) for sentence in found}
    return len(now - kept.keys()), len(kept.keys() - now)


def sentences() -> dict[Sentence, list[str]]:
    """Every sentence marked for translation, with the files it stands in."""
    found: dict[Sentence, list[str]] = {}
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("templates/**/*.*")]):
        read = _in_python if path.suffix == ".py" else _in_template
        place = path.relative_to(PACKAGE.parent).as_posix()
        for sentence in read(path.read_text(encoding="utf-8")):
            places = found.setdefault(sentence, [])
            if place not in places:
                places.append(place)
    return found


def _in_python(source: str) -> Iterator[Sentence]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
        texts = [a.value if isinstance(a, ast.Constant) else None for a in node.args]
        yield from _sentence(name, texts)


def _in_template(source: str) -> Iterator[Sentence]:
    from django.utils.translation.template import templatize

    for name, strings in CALL.findall(templatize(source)):
        yield from _sentence(name, list(ast.literal_eval(f"({strings},)")))


def _sentence(name: str | None, texts: Sequence[object]) -> Iterator[Sentence]:
    if name in CALLS:
        parts = [None if at is None or at >= len(texts) else texts[at] for at in CALLS[name]]
        context, text, plural = (part if isinstance(part, str) else None for part in parts)
        if text:
            yield Sentence(context, text, plural)


def _key(entry: polib.POEntry) -> tuple[str | None, str]:
    return entry.msgctxt, entry.msgid


def _keeps_placeholders(entry: polib.POEntry) -> bool:
    originals = [entry.msgid, entry.msgid_plural] if entry.msgid_plural else [entry.msgid]
    needed = set(PLACEHOLDER.findall(" ".join(originals)))
    translations = list(entry.msgstr_plural.values()) or [entry.msgstr]
    return all(set(PLACEHOLDER.findall(text)) == needed for text in translations)
