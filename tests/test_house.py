"""The rules of the house that no tool knows."""

import ast
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

from sanvat.site import messages

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "sanvat"


def text_files() -> list[Path]:
    """What is or would be committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    paths = [ROOT / name for name in listed.split("\0") if name]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:1000]]


@cache
def templates() -> dict[str, str]:
    """What stands in each template, wherever a package keeps it."""
    return {
        str(path.relative_to(PACKAGE)): path.read_text(encoding="utf-8")
        for path in sorted(PACKAGE.glob("**/templates/**/*.html"))
    }


def wrong(faults: Callable[[str], list[str]]) -> dict[str, list[str]]:
    """The faults of each template that has any. One test looks at all: hundreds of tests of a few
    microseconds each would take longer to be run than to look."""
    assert len(templates()) > 500
    return {name: found for name, text in templates().items() if (found := faults(text))}


def installed_to_run() -> set[str]:
    """The top names of the packages that `make run` installs."""
    lock = (ROOT / "requirements" / "run.txt").read_text()
    locked = {canonical(name) for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)}
    return {
        top
        for top, packages in packages_distributions().items()
        if any(canonical(package) in locked for package in packages)
    }


def canonical(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


def imports(path: Path) -> set[str]:
    """The top names a file imports, but for those that only type checkers read."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    unread = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    found = set()
    for node in ast.walk(tree):
        if id(node) in unread:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(str(node.module).partition(".")[0])
    return found


def test_what_runs_imports_only_what_is_installed_to_run():
    known = installed_to_run() | sys.stdlib_module_names | {"sanvat"}
    foreign = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in PACKAGE.rglob("*.py")
        for name in imports(path) - known
    }

    assert sorted(foreign) == []


def test_text_is_in_nfc():
    decomposed = [
        str(path.relative_to(ROOT))
        for path in text_files()
        if not unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))
    ]

    assert decomposed == []


def test_no_file_speaks_of_the_machine_it_was_written_on():
    """Paths of somebody's home, and addresses of package indexes, are nobody else's affair."""
    foreign = re.compile(r"(?<!\w)/(?:root|home)/\w|--(?:extra-)?index-url|--find-links")
    speaking = [
        str(path.relative_to(ROOT))
        for path in text_files()
        if path != Path(__file__) and foreign.search(path.read_text(encoding="utf-8"))
    ]

    assert speaking == []


def test_nothing_is_called_utils():
    nameless = [p.name for p in PACKAGE.rglob("*") if p.stem in {"utils", "helpers", "common"}]

    assert nameless == []


def test_a_template_holds_no_inline_style_or_script():
    """The Content-Security-Policy would refuse both in the browser."""
    inline = r"<style\b|\sstyle=|<script(?![^>]*\bsrc=)[^>]*>|\son[a-z]+=[\"']"

    assert wrong(lambda text: re.findall(inline, text)) == {}


WRAPPED = (
    r"{#.*?#}",
    r"{% comment.*?%}.*?{% endcomment %}",
    r"{% blocktranslate\b.*?%}.*?{% endblocktranslate %}",
    r"{%.*?%}",
    r"{{.*?}}",
    r"<!--.*?-->",
)


def untranslated(text: str) -> list[str]:
    for wrapped in WRAPPED:
        text = re.sub(wrapped, "", text, flags=re.DOTALL)
    bare = [line.strip() for line in text.splitlines() if is_vietnamese(line)]
    return [] if bare == ["Sản Vật"] else bare


def test_a_template_leaves_no_vietnamese_untranslated():
    """Whatever has Vietnamese letters outside the translation tags would stay so in English."""
    assert wrong(untranslated) == {}


def test_a_template_is_read_without_scrolling_sideways():
    def long(text: str) -> list[str]:
        lines = enumerate(text.splitlines(), start=1)
        return [f"line {number}" for number, line in lines if len(line) > 120]

    assert wrong(long) == {}


def is_vietnamese(text: str) -> bool:
    return any(letter in "đĐ" or ord(letter) in range(0x1EA0, 0x1EFA) for letter in text)


def test_every_sentence_has_its_english():
    assert messages.problems() == []
