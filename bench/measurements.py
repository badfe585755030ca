"""A measurement: how long something took, what it may take, and a floor measured in the same run.

The floor is the least that could be done with the same data on the same machine at the same
moment (adding up the marks, starting an empty interpreter, an empty page of the same server).
Seconds differ from machine to machine; the ratio to the floor hardly does, so it is what to
compare between runs.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

HEADS = ("việc", "đo được", "CPU", "hạn", "sàn", "gấp", "sàn là")


@dataclass(frozen=True)
class Measurement:
    """Seconds, unless ``per_second``: then how many in a second, and more is better; or ``bytes``.
    ``cpu``: the seconds of the processor in our own process, which others on the machine hardly
    change."""

    what: str
    value: float
    budget: float | None = None
    floor: float | None = None
    floor_is: str = ""
    per_second: bool = False
    cpu: float | None = None
    bytes: bool = False

    @property
    def kept(self) -> bool:
        if self.budget is None:
            return True
        return self.value >= self.budget if self.per_second else self.value <= self.budget

    @property
    def ratio(self) -> float | None:
        if not self.floor or not self.value:
            return None
        return self.floor / self.value if self.per_second else self.value / self.floor

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "ratio": self.ratio, "kept": self.kept}


@dataclass(frozen=True)
class Missing:
    """What could not be measured, and why."""

    what: str
    why: str


def best(work: Callable[[], object], *, repeat: int = 5, number: int = 1) -> float:
    """Seconds of one call: the quickest of ``repeat`` rounds of ``number`` calls.

    The quickest round is the one least disturbed by others on the machine; it is for work of
    our own. What people wait for is told by ``percentile`` instead.
    """
    took = []
    for _ in range(repeat):
        gc.collect()
        started = time.perf_counter()
        for _ in range(number):
            work()
        took.append((time.perf_counter() - started) / number)
    return min(took)


def percentile(seconds: Sequence[float], share: float) -> float:
    """The time that this share of the answers kept to: 0.95 for nineteen of twenty."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def print_table(measurements: Sequence[Measurement | Missing]) -> None:
    rows = [HEADS, *(_row(f) for f in measurements if isinstance(f, Measurement))]
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEADS))]
    for number, row in enumerate(rows):
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:6], widths[1:6], strict=True)]
        print("  " + "  ".join((*cells, row[6])).rstrip(), flush=True)
        if number == 0:
            print("  " + "─" * (sum(widths) + 12))
    for missing in measurements:
        if isinstance(missing, Missing):
            print(f"  {missing.what}: {missing.why}")


def _row(measurement: Measurement) -> tuple[str, ...]:
    ratio = measurement.ratio
    return (
        measurement.what,
        _shown(measurement.value, measurement) + ("" if measurement.kept else " ✗"),
        "" if measurement.cpu is None else _shown(measurement.cpu, measurement),
        "" if measurement.budget is None else _shown(measurement.budget, measurement),
        "" if measurement.floor is None else _shown(measurement.floor, measurement),
        "" if ratio is None else f"{ratio:.1f}×" if ratio < 100 else f"{ratio:.0f}×",
        measurement.floor_is,
    )


def _shown(value: float, measurement: Measurement) -> str:
    if measurement.per_second:
        return f"{value:,.0f}/s"
    if measurement.bytes:
        return f"{value / 1000:,.1f} KB"
    if value >= 1:
        return f"{value:.2f} s"
    return f"{value * 1000:.3g} ms" if value >= 0.001 else f"{value * 1e6:.3g} µs"
