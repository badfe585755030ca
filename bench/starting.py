"""What Wagtail costs whoever does not use it: how long a process takes until it can answer, beside
the same without Wagtail's part.

Without it nothing of ours would load (the news stand on its pages), so its part is told module by
module: the processor's time in which modules of Wagtail, of what it brings along and of its editor
are run when they are imported.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.measurements import Measurement, Missing

MOST = 1.5
"""How many times as long a start may take as without Wagtail."""
BROUGHT_ALONG = re.compile(
    r"wagtail|modelcluster|taggit|treebeard|permissionedforms|django_filters|rest_framework"
    r"|django\.contrib\.admindocs"
    r"|draftjs_exporter|anyascii|telepath|laces|willow|l18n|openpyxl|bs4|soupsieve|tasks"
    r"|modelsearch|filetype|sanvat\.desk\.editor"
)
ROUNDS = 5
LOADED = """
import importlib.machinery, json, sys, time
import django
took, within = {}, [0.0]
run = importlib.machinery.SourceFileLoader.exec_module
def timed(loader, module):
    within.append(0.0)
    began = time.process_time()
    try:
        return run(loader, module)
    finally:
        whole = time.process_time() - began
        took[module.__name__] = whole - within.pop()
        within[-1] += whole
importlib.machinery.SourceFileLoader.exec_module = timed
import sanvat.site.wsgi
json.dump([time.process_time(), took], sys.stdout)
"""
"""What a web worker loads; prints the seconds of all, and of each module without those within."""


def measurements() -> Iterator[Measurement | Missing]:
    with tempfile.TemporaryDirectory(prefix="sanvat-bench-") as folder:
        _loaded(Path(folder))  # the first one compiles
        whole, part = min(_loaded(Path(folder)) for _ in range(ROUNDS))
    yield Measurement(
        "một tiến trình nạp xong chương trình (CPU)",
        whole,
        (whole - part) * MOST,
        whole - part,
        "… không kể phần của Wagtail",
    )
    yield Measurement("… phần của Wagtail và những gì nó kéo theo", part)


def _loaded(folder: Path) -> tuple[float, float]:
    """Seconds of the processor for a web worker's modules, and for those of Wagtail's part."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED],
        env={**os.environ, "SANVAT_DATA_DIR": str(folder), "SANVAT_SECRET_KEY": "x" * 50},
        stdout=subprocess.PIPE,
        check=True,
    )
    whole, took = json.loads(done.stdout)
    return whole, sum(each for name, each in took.items() if BROUGHT_ALONG.match(name))
