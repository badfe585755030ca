"""The builds that are compared, each with a country of its own, filled by itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.web import ROOT, ServerFailed, serving


@dataclass
class Build:
    """`src`: the code. `folder`: where its data lie. `port`: at which it is served now."""

    name: str
    src: Path
    folder: Path
    size: int = 0
    pages: dict[str, dict[str, str]] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    port: int = 0

    def fill(self, size: int) -> None:
        """Have as many products as this, with all the other rooms add to them. What an earlier run
        left in the folder is taken as it is."""
        told = self.folder / "pages.json"
        noted = self.folder / "size.txt"
        self.folder.mkdir(parents=True, exist_ok=True)
        there = int(noted.read_text()) if noted.exists() else 0
        if there < size:
            run = subprocess.run(
                [
                    *(sys.executable, "-m", "bench.speed.filling"),
                    *(str(self.folder / "var"), str(there), str(size - there)),
                ],
                env=os.environ | {"PYTHONPATH": f"{self.src}:{ROOT}"},
                capture_output=True,
                text=True,
                check=False,
            )
            if run.returncode:
                raise ServerFailed(f"{self.name}: {run.stderr.strip().splitlines()[-1:]}")
            noted.write_text(str(size))
        found: dict[str, Any] = json.loads(told.read_text())
        self.size, self.pages, self.cookies = size, found["pages"], found["cookies"]

    @contextmanager
    def served(self, *, keeps_pages: bool = True) -> Iterator[None]:
        """As `sanvat serve` serves it, with the floors beside its pages; or without the pages that
        it keeps for strangers, so that each is made anew."""
        told = {} if keeps_pages else {"SANVAT_PAGE_CACHE_MB": "0"}
        with serving(
            self.folder / "var",
            src=self.src,
            DJANGO_SETTINGS_MODULE="bench.floors.settings",
            **told,
        ) as (port, _seconds):
            self.port = port
            yield


@contextmanager
def checked_out(revision: str, folder: Path) -> Iterator[Path]:
    """The code of another revision of this project, in a folder of its own, as long as this
    lasts."""
    git = ["git", "-C", str(ROOT)]
    where = folder / "code"
    subprocess.run(
        [*git, "worktree", "add", "--quiet", "--detach", str(where), revision], check=True
    )
    try:
        yield where / "src"
    finally:
        subprocess.run([*git, "worktree", "remove", "--force", str(where)], check=True)
