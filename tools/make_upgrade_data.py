"""Make the data of an earlier build, which tests/site/backup/test_upgrade.py upgrades from.

    python tools/make_upgrade_data.py COMMIT

builds the demonstration with the programme of that commit, takes a backup of it with the programme
of today, and writes tests/data/upgrade/<date>-<commit>.zip. Do so before a release, with the
commit of the release before it, and add the file; an older one may go once nobody runs that build.
The packages are those installed here, so take a commit that still runs with them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "tests" / "data" / "upgrade"
SECRET_KEY = "the tests need no secret, only the same one every time"
LARGEST = 1_500_000  # bytes; a repository keeps each of them for ever


def main(commit: str) -> None:
    name = asked("git", "log", "-1", "--format=%cs-%h", "--abbrev=8", commit)
    with tempfile.TemporaryDirectory(prefix="sanvat-upgrade-") as folder:
        earlier, data = Path(folder, "build"), Path(folder, "data")
        subprocess.run(
            ["git", "worktree", "add", "--detach", earlier, commit], cwd=ROOT, check=True
        )
        try:
            sanvat(earlier, data, "demo")
            KEPT.mkdir(parents=True, exist_ok=True)
            made = KEPT / f"{name}.zip"
            sanvat(ROOT, data, "backup", "--replace", str(made))
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", earlier], cwd=ROOT, check=True)
    if (size := made.stat().st_size) > LARGEST:
        sys.exit(f"{made}: {size} bytes are too many; at most {LARGEST}")
    print(f"{made.relative_to(ROOT)}: {size} bytes")


def sanvat(build: Path, data: Path, *words: str) -> None:
    """Run a command of one build on the data directory."""
    foreign = ("SANVAT_", "DJANGO_", "DATABASE_URL")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(foreign)} | {
        "PYTHONPATH": str(build / "src"),
        "SANVAT_DATA_DIR": str(data),
        "SANVAT_SECRET_KEY": SECRET_KEY,
    }
    command = [sys.executable, "-m", "sanvat.site.cli", *words]
    subprocess.run(command, env=environment, cwd=build, check=True)


def asked(*command: str) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
