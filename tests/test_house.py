"""The rules of the house that no tool knows."""

import ast
import re
import subprocess
import sys
import unicodedata
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

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


def templates() -> list[Path]:
    return sorted(PACKAGE.rglob("templates/**/*.html"))


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


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_template_holds_no_inline_style_or_script(path):
    """The Content-Security-Policy would refuse both in the browser."""
    source = path.read_text(encoding="utf-8")

    inline = re.findall(r"<style\b|\sstyle=|<script(?![^>]*\bsrc=)[^>]*>|\son[a-z]+=[\"']", source)

    assert inline == []


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_template_leaves_no_vietnamese_untranslated(path):
    """Whatever has Vietnamese letters outside the translation tags would stay so in English."""
    source = path.read_text(encoding="utf-8")
    for wrapped in (
        r"{#.*?#}",
        r"{% comment.*?%}.*?{% endcomment %}",
        r"{% blocktranslate\b.*?%}.*?{% endblocktranslate %}",
        r"{%.*?%}",
        r"{{.*?}}",
        r"<!--.*?-->",
    ):
        source = re.sub(wrapped, "", source, flags=re.DOTALL)

    bare = [line.strip() for line in source.splitlines() if is_vietnamese(line)]

    assert bare in ([], ["Sản Vật"])


def every_template() -> list[Path]:
    """Wherever a package keeps them."""
    return sorted(PACKAGE.glob("**/templates/**/*.html"))


@pytest.mark.parametrize("path", every_template(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_template_is_read_without_scrolling_sideways(path):
    lines = path.read_text(encoding="utf-8").splitlines()

    long = [f"line {number}" for number, line in enumerate(lines, start=1) if len(line) > 120]

    assert long == []


def is_vietnamese(text: str) -> bool:
    return any(letter in "đĐ" or ord(letter) in range(0x1EA0, 0x1EFA) for letter in text)


def test_every_sentence_has_its_english():
    assert messages.problems() == []
