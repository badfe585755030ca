"""Every page of a country as it is served, beside a plain one of the same server in the same turns:
one question to the database, 25 rows, one template of Django's, nobody signed in. With `--against`
another revision's pages stand beside them, asked for in turns too."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

from bench.measurements import Measurement, Missing
from bench.options import chosen
from bench.speed.asking import Taken, Target, in_turns, processor, rate, ratio
from bench.speed.builds import Build, checked_out
from bench.speed.filling import STRANGER
from bench.web import EMPTY, SHEET, SRC, ServerFailed

EMPTY_PAGE, PLAIN = "/san/trong/", "/san/bang/"
TIMES_PLAIN, TIMES_EMPTY, TIMES_HEALTH, GROWS = 2, 4, 2.5, 1.3
KEPT_WHOLE = {"trang đầu": "/", "bộ tiêu chí số 4": "/tieu-chi/26-2026/4/", "phiếu tự chấm": SHEET}
LIST = "desk:products"
ON_THE_WIRE = 12_000
GZIP = "gzip"


def measurements() -> Iterator[Measurement | Missing]:
    with ExitStack() as stack:
        made = stack.enter_context(tempfile.TemporaryDirectory(prefix="sanvat-bench-"))
        folder = chosen.keep or Path(made)
        builds = [Build("bản này", SRC, folder / "this")]
        if chosen.against:
            src = stack.enter_context(checked_out(chosen.against, Path(made)))
            builds.append(Build(chosen.against, src, folder / chosen.against.replace("/", "_")))
        try:
            yield from _at_every_size(builds)
        except ServerFailed as failed:
            yield Missing("sanvat serve", str(failed))


def _at_every_size(builds: list[Build]) -> Iterator[Measurement | Missing]:
    taken: dict[int, dict[str, float]] = {}
    for size in chosen.sizes:
        for build in builds:
            build.fill(size)
        taken[size] = {}
        with ExitStack() as serving:
            for build in builds:
                serving.enter_context(build.served())
            if size == chosen.sizes[0]:
                yield from _whole(builds)
            yield from _pages(builds, [STRANGER], {})
        with ExitStack() as serving:
            for build in builds:
                serving.enter_context(build.served(keeps_pages=False))
            yield from _signed_in(builds)
            yield from _wire(builds[0])
            yield from _pages(builds, [STRANGER], taken[size], made_anew=True)
            at_work = [who for who in builds[0].pages if who != STRANGER]
            yield from _pages(builds, at_work, taken[size])
    for few, many in pairwise(chosen.sizes):
        for what, times in taken[many].items():
            before = taken[few].get(what)
            if before:
                name = f"{what}: lần trang 25 dòng, {many:,} so với {few:,}"
                yield Measurement(name, times, before * GROWS, before, f"chính nó với {few:,}")


def _pages(
    builds: list[Build], people: list[str], times: dict[str, float], *, made_anew: bool = False
) -> Iterator[Measurement | Missing]:
    """Each page of these people. `times`: as how many plain pages it took, by what it is. What is
    `made_anew` is asked for once, and kept for whoever asks next: it has no budget of its own."""
    this = builds[0]
    for who in people:
        for view, path in this.pages[who].items():
            what = f"{who}, {view}{', làm mới' if made_anew else ''}"
            cookie = this.cookies.get(who, "")
            target = Target(this.port, path, cookie)
            others = [_like(build, who, view) for build in builds[1:]]
            asked = [Target(this.port, PLAIN), target, *(each for each in others if each)]
            try:
                plain, own, *theirs = in_turns(asked)
            except ServerFailed as failed:
                yield Missing(what, str(failed))
                continue
            times[what] = ratio(own, plain)
            budget = None if made_anew else plain.usual * TIMES_PLAIN
            yield _beside_plain(f"{what} ({this.size:,})", target, own, plain, budget)
            for each in theirs:
                yield _beside(f"… {builds[1].name}", each, own)


def _like(build: Build, who: str, view: str) -> Target | None:
    """The same page of another build, which may have another address there."""
    path = build.pages.get(who, {}).get(view)
    return Target(build.port, path, build.cookies.get(who, "")) if path else None


def _beside_plain(
    what: str, target: Target, own: Taken, plain: Taken, budget: float | None
) -> Measurement:
    return Measurement(
        what,
        own.usual,
        budget,
        plain.usual,
        "trang 25 dòng",
        cpu=processor(target, os.getpid()),
    )


def _beside(what: str, theirs: Taken, ours: Taken) -> Measurement:
    """How long the other build took, as a multiple of this one, by the median over the turns."""
    return Measurement(what, ours.usual * ratio(theirs, ours), None, ours.usual, "bản này")


def _signed_in(builds: list[Build]) -> Iterator[Measurement | Missing]:
    """The empty page of somebody at work, beside that of a stranger."""
    for build in builds:
        who, cookie = next(iter(build.cookies.items()))
        stranger, own = in_turns(
            [Target(build.port, EMPTY_PAGE), Target(build.port, EMPTY_PAGE, cookie)]
        )
        what = f"{build.name}, {who}: trang rỗng khi đã đăng nhập ({build.size:,})"
        budget = stranger.usual * TIMES_EMPTY
        yield Measurement(what, own.usual, budget, stranger.usual, "trang rỗng")


def _whole(builds: list[Build]) -> Iterator[Measurement | Missing]:
    """Public pages that are the same for everybody, to one reader and to several."""
    this = builds[0]
    for what, path in KEPT_WHOLE.items():
        targets = [Target(build.port, path, encoding=GZIP) for build in builds]
        health, own, *theirs = in_turns([Target(this.port, EMPTY), *targets])
        budget = health.usual * TIMES_HEALTH
        yield Measurement(f"{what}, nén", own.usual, budget, health.usual, EMPTY)
        for each in theirs:
            yield _beside(f"… {builds[1].name}", each, own)
        rates = [rate(target) for target in targets]
        floor = rates[1] if len(rates) > 1 else rate(Target(this.port, EMPTY))
        yield Measurement(
            f"{what}, nén, mỗi giây",
            rates[0],
            floor=floor,
            floor_is=builds[1].name if len(rates) > 1 else EMPTY,
            per_second=True,
        )


def _wire(build: Build) -> Iterator[Measurement | Missing]:
    """How much of a list of the desk goes over the wire."""
    for who, pages in build.pages.items():
        if who != STRANGER and LIST in pages:
            cookie = build.cookies[who]
            (whole,) = in_turns([Target(build.port, pages[LIST], cookie)], 1)
            (sent,) = in_turns([Target(build.port, pages[LIST], cookie, GZIP)], 1)
            what = f"{who}, danh sách sản phẩm trên đường truyền ({build.size:,})"
            yield Measurement(what, sent.size, ON_THE_WIRE, whole.size, "không nén", bytes=True)
            return
