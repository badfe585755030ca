"""What was asked for on the command line, for the subjects that can do more than one thing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SIZES = (1_000, 20_000, 200_000)


@dataclass
class Options:
    """`sizes`: with how many products. `against`: another revision to be measured beside this one.
    `keep`: a folder in which filled data stay, for the next run to begin with."""

    sizes: tuple[int, ...] = SIZES
    against: str = ""
    keep: Path | None = None


chosen = Options()
