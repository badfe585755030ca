"""The process: `python -I …/confined/__main__.py '{"memory": …, "most_rows": …}' < so.xlsx`."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

if __name__ == "__main__":
    # An isolated Python knows no path of ours. At the end, so that nothing here hides a library.
    sys.path.append(str(Path(__file__).parents[1]))
    sys.exit(importlib.import_module("confined.work").main(sys.argv[1]))
