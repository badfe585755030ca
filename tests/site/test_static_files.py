"""Static files are compressed when the programme is brought up, and what only the editor loads does
not keep a new installation waiting."""

import gc
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles.utils import matches_patterns

from sanvat.site import settings as of_the_programme
from sanvat.site import static_files
from sanvat.site.commands import serve
from sanvat.site.prepare import NEVER_LOADED

WORDS = b"".join(b"function no%d(e){return e+%d}\n" % (n, n * 7) for n in range(8_000))


@pytest.mark.parametrize(
    ("size", "quality"),
    [(static_files.TIGHTEST_UP_TO, 11), (static_files.TIGHTEST_UP_TO + 1, 9)],
)
def test_large_files_are_compressed_quickly_and_others_as_tight_as_can_be(tmp_path, size, quality):
    script = tmp_path / "a.js"
    script.write_bytes(WORDS[:size])
    compressor = static_files.StaticFiles(location=tmp_path).create_compressor(quiet=True)

    made = [Path(path).name for path in compressor.compress(str(script))]

    assert made == ["a.js.br", "a.js.gz"]
    packed = (tmp_path / "a.js.br").read_bytes()
    assert packed == brotli.compress(WORDS[:size], quality=quality)


def test_the_programme_keeps_its_static_files_so():
    backend = "sanvat.site.static_files.StaticFiles"
    assert f'"{backend}"' in Path(of_the_programme.__file__).read_text(encoding="utf-8")


def test_what_pages_load_of_htmx_is_gathered_and_its_other_versions_are_not():
    files = ("htmx-2.min.js", "htmx-2.js", "htmx-4.min.js", "htmax-4.js", "ext/sse.js")
    gathered = [name for name in files if not matches_patterns(f"django_htmx/{name}", NEVER_LOADED)]

    assert gathered == ["htmx-2.min.js"]


def test_nothing_is_looked_through_for_rubbish_while_the_programme_is_loaded():
    frozen = gc.get_freeze_count()
    try:
        with serve._uncollected():
            assert not gc.isenabled()
            loaded = [[n] for n in range(100)]
        assert gc.isenabled()
        assert gc.get_freeze_count() >= frozen + len(loaded)
    finally:
        gc.unfreeze()
