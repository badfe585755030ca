"""What the pages load, made from its sources: two stylesheets, one script, one mark, two fonts.

Nothing made is committed. `build` writes it to a folder; `BuiltFinder` gives that folder to
Django's static files, so runserver, tests and collectstatic need no step of their own.
"""

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import fontpkg_be_vietnam_pro
import fontTools
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage, Storage
from fontTools.otlLib.builder import buildLookup, buildSingleSubstSubtable
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables

HERE = Path(__file__).resolve().parent
TTF = fontpkg_be_vietnam_pro.ROOT / "files"
WEIGHTS = {400: "BeVietnamPro-Regular.ttf", 600: "BeVietnamPro-SemiBold.ttf"}
MARK = HERE / "templates/ui/mark.html"
LAYERS = HERE / "css/base/layers.css"

# Latin with every Vietnamese letter, the combining marks, punctuation, and đồng.
LETTERS = [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x1A0, 0x1A1, 0x1AF, 0x1B0]
VIETNAMESE = [*range(0x1EA0, 0x1EFA), 0x300, 0x301, 0x303, 0x309, 0x323, 0x20AB]
PUNCTUATION = [*range(0x2010, 0x2016), *range(0x2018, 0x201F), 0x2022, 0x2026, 0x2030, 0x2032]
SIGNS = [0x2212, 0x2248, 0x2260, 0x2264, 0x2265]
DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


class BuiltFinder(BaseFinder):
    """A static files finder over the made files, making them when they are first asked for."""

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        # Before Django 6 callers may still say `all=True`; both mean a list.
        wants_list = find_all or kwargs.get("all", False)
        if path not in {name for name, _storage in self.list(None)}:
            return []
        found = str(built() / path)
        return [found] if wants_list else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        storage = FileSystemStorage(location=built())
        for path in sorted(built().rglob("*")):
            if path.is_file():
                yield path.relative_to(built()).as_posix(), storage


def built() -> Path:
    """The folder of the made files, under a name that says what they were made from."""
    return _built(fingerprint())


def build(out_dir: Path | str) -> None:
    """Write `ui/…` under `out_dir`. The same sources give the same bytes."""
    out = Path(out_dir) / "ui"
    (out / "fonts").mkdir(parents=True, exist_ok=True)
    for name, css in stylesheets().items():
        (out / f"{name}.css").write_text(css, encoding="utf-8")
    (out / "sanvat.js").write_text(script(), encoding="utf-8")
    (out / "mark.svg").write_text(MARK.read_text(encoding="utf-8"), encoding="utf-8")
    for weight, name in WEIGHTS.items():
        write_font(TTF / name, out / "fonts" / f"be-vietnam-pro-{weight}.woff2")


def stylesheets() -> dict[str, str]:
    """The rules of each stylesheet, by its name; every page loads the first, before any other."""
    return {
        name: "".join(_squeeze(path.read_text(encoding="utf-8")) for path in paths)
        for name, paths in stylesheet_sources().items()
    }


def stylesheet_sources() -> dict[str, list[Path]]:
    """The files of each stylesheet: css/ of every app whose config says `stylesheet = "…"`.

    Apps come as they are installed. `ui` is the first, with the order of the layers.
    """
    sources: dict[str, list[Path]] = {}
    for config in apps.get_app_configs():
        if name := getattr(config, "stylesheet", ""):
            sources.setdefault(name, []).extend(_css_of(Path(config.path)))
    return sources


def script() -> str:
    """Every file of js/, each keeping its names to itself."""
    return "".join(f"(() => {{\n{path.read_text(encoding='utf-8')}}})();\n" for path in _scripts())


def write_font(source: Path, target: Path) -> None:
    """Subset to what Vietnamese and English need, add tabular figures, pack as woff2."""
    font = TTFont(source, recalcTimestamp=False)
    options = Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl", "liga"]
    options.hinting = False
    options.name_IDs = [0, 1, 2, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=LETTERS + VIETNAMESE + PUNCTUATION + SIGNS)
    subsetter.subset(font)
    add_tabular_figures(font)
    font.flavor = "woff2"
    font.save(target)


def add_tabular_figures(font: TTFont) -> None:
    """Be Vietnam Pro has only proportional figures (1 is half as wide as 4), so columns of
    numbers would not line up. Give each digit a twin of one width, under the feature `tnum`.
    """
    widths, outlines = font["hmtx"], font["glyf"]
    width = widths["zero"][0]
    twins = {digit: f"{digit}.tnum" for digit in DIGITS}
    for digit, twin in twins.items():
        shift = (width - widths[digit][0]) // 2
        outlines[twin] = _moved(outlines[digit], shift, outlines)
        widths[twin] = (width, outlines[twin].xMin)
    _add_single_substitution(font["GSUB"].table, "tnum", twins)


def fingerprint() -> str:
    """A hash of all that the made files come from, this file and fontTools included."""
    digest = hashlib.sha256(fontTools.version.encode())
    made_from = {
        **stylesheet_sources(),
        "script": _scripts(),
        "rest": [Path(__file__), MARK, *(TTF / name for name in WEIGHTS.values())],
    }
    for name, paths in made_from.items():
        digest.update(name.encode())
        for path in paths:
            digest.update(path.name.encode())
            digest.update(_content_hash(path, path.stat().st_mtime_ns))
    return digest.hexdigest()[:16]


@cache
def _built(name: str) -> Path:
    """Made beside its place and then moved there, so that two processes may do it at once."""
    home = Path(getattr(settings, "UI_CACHE_DIR", None) or _user_cache())
    target = home / name
    if not target.is_dir():
        home.mkdir(parents=True, exist_ok=True)
        workbench = Path(tempfile.mkdtemp(dir=home))
        build(workbench)
        try:
            workbench.rename(target)
        except OSError:  # another process was quicker, with the same bytes
            shutil.rmtree(workbench)
    return target


@cache
def _content_hash(path: Path, changed: int) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()


def _user_cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sanvat" / "ui"


def _css_of(app: Path) -> list[Path]:
    """By folder and name, but the file that orders the layers before all others."""
    return sorted((app / "css").rglob("*.css"), key=lambda path: (path != LAYERS, path.as_posix()))


def _scripts() -> list[Path]:
    return sorted((HERE / "js").glob("*.js"))


def _squeeze(css: str) -> str:
    """Comments and indentation out; the rest is left to brotli."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return "".join(f"{line.strip()}\n" for line in css.splitlines() if line.strip())


def _moved(outline: Any, shift: int, outlines: Any) -> Any:
    """A copy of a simple outline, moved to the right by `shift`."""
    copy = deepcopy(outline)
    copy.expand(outlines)
    copy.coordinates.translate((shift, 0))
    copy.recalcBounds(outlines)
    return copy


def _add_single_substitution(table: Any, feature: str, mapping: dict[str, str]) -> None:
    """Append one lookup under `feature`, for every script and language of the font."""
    lookup = buildLookup([buildSingleSubstSubtable(mapping)])
    table.LookupList.Lookup.append(lookup)
    record = otTables.FeatureRecord()
    record.FeatureTag = feature
    record.Feature = otTables.Feature()
    record.Feature.FeatureParams = None
    record.Feature.LookupListIndex = [len(table.LookupList.Lookup) - 1]
    table.FeatureList.FeatureRecord.append(record)
    index = len(table.FeatureList.FeatureRecord) - 1
    for script_record in table.ScriptList.ScriptRecord:
        script = script_record.Script
        languages = [entry.LangSys for entry in script.LangSysRecord]
        for language in [script.DefaultLangSys, *languages]:
            if language is not None:
                language.FeatureIndex.append(index)
