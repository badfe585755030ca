"""The portal of a country: what strangers open most, with a thousand products and as many articles,
and with twenty thousand of each.

First in one process, whose time does not hang on who else asks: each page beside itself at a
thousand, of which it may take 1.2 times as long. Then as it is served, by `sanvat serve`: how many
a second, beside the empty page of the same server, with the page cache and without; and beside
pretalx's public pages, where it is said where that is (`bench/pretalx.py`).
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from bench import pretalx
from bench.installation import alone, analyzed, coordinator, programme
from bench.measurements import Measurement, Missing, percentile
from bench.pages import reader, timed
from bench.web import EMPTY, Load, ServerFailed, ask, busy_under, connection, load, serving

FEW, MANY = 1_000, 20_000
GROWS = 1.2
"""How many times as long a page may take with all there is."""
ROUNDS, ASKED = 3, 40
PAGES = "pages.json"


ANEW, KEPT = "làm mới mỗi lần", "có bộ nhớ trang"
"""How our pages are served: without the page cache, and with it."""


class Page(NamedTuple):
    name: str
    what: str
    path: str


BESIDE = {
    "first": "trang đầu sự kiện",
    "list": "lịch trình (không JavaScript)",
    "talk": "một bài nói",
    "speaker": "một diễn giả",
}
"""pretalx's pages, and what they are called here."""
LONG = {"list"}
"""Pages that hold everything there is, and take many seconds: asked for by one reader, twice."""
PATIENCE = 300
"""Seconds that such a reader waits."""
COUNTERPARTS = {"home": "first", "catalogue": "list", "article": "talk", "product": "talk"}
"""Which of them stands beside which of ours: the first page, all there is, one thing of it."""


def measurements() -> Iterator[Measurement | Missing]:
    with tempfile.TemporaryDirectory(prefix="sanvat-bench-") as folder:
        data_dir = Path(folder) / "var"
        yield from alone(grown, data_dir)
        try:
            yield from _served(data_dir)
        except ServerFailed as failed:
            yield Missing("sanvat serve", f"không mở được: {failed}")


# In one process


def grown(data_dir: Path) -> list[Measurement | Missing]:
    with programme(pages=True, folder=data_dir):
        return list(_at_both_sizes(data_dir))


def _at_both_sizes(data_dir: Path) -> Iterator[Measurement | Missing]:
    from django.conf import settings
    from django.utils import timezone

    from sanvat.certificates.shelf import forget
    from sanvat.site import seed

    settings.PAGE_CACHE["bytes"] = 0
    coordinator()
    have = 0
    at_few: dict[str, Taken] = {}
    for size in (FEW, MANY):
        more = size - have
        seed.seed_national(
            at=timezone.now(), producers=more * 3 // 5, products=more, again=bool(have)
        )
        have = size
        forget()
        analyzed()
        pages = _pages()
        taken = _taken(pages)
        for page in pages:
            now, before = taken[page.name], at_few.get(page.name)
            yield Measurement(
                f"{page.what} ({size:,}), p95",
                now.p95,
                budget=before.p95 * GROWS if before else None,
                floor=before.p95 if before else None,
                floor_is=f"chính nó với {FEW:,}" if before else "",
                cpu=now.cpu,
            )
            if before:
                yield Measurement(
                    f"… CPU thường gặp ({size:,})",
                    now.cpu,
                    budget=before.cpu * GROWS,
                    floor=before.cpu,
                    floor_is=f"chính nó với {FEW:,}",
                )
        at_few = at_few or taken
    (data_dir.parent / PAGES).write_text(json.dumps([page._asdict() for page in pages]))


def _pages() -> list[Page]:
    from django.db.models import Count
    from django.urls import reverse
    from django.utils import timezone

    from sanvat.certificates.public import in_force_on
    from sanvat.news import published
    from sanvat.portal.catalogue.cards import address_of

    products = in_force_on(timezone.localdate()).select_related("current_place")
    # Of who has the most, so that a page of few products leads to others as one of many does.
    counted = products.order_by().values_list("producer").annotate(n=Count("pk"))
    product = products.filter(producer=counted.order_by("-n", "producer")[0][0]).order_by("pk")[0]
    articles = published.articles()
    article: Any = articles[articles.count() // 2]
    return [
        Page("home", "trang đầu", reverse("portal:home")),
        Page("article", "một tin", article.path_on_site()),
        Page("catalogue", "danh mục", reverse("portal:catalogue")),
        Page("product", "một sản phẩm", address_of(product)),
        Page("search", "tìm «mat ong»", f"{reverse('portal:search')}?q=mat+ong"),
        Page("search2", "tìm «dac san lam dong»", f"{reverse('portal:search')}?q=dac+san+lam+dong"),
    ]


class Taken(NamedTuple):
    """Seconds: within which nineteen of twenty answers came, and what is usual of the processor."""

    p95: float
    cpu: float


def _taken(pages: list[Page]) -> dict[str, Taken]:
    """All pages in turn, some rounds long, of which the quietest counts: others on the machine
    disturb one round and not the next."""
    client = reader()
    best: dict[str, Taken] = {}
    for page in pages:
        for _ in range(3):
            assert client.get(page.path).status_code == 200, page.path
    for _ in range(ROUNDS):
        for page in pages:
            cpu: list[float] = []
            took = [timed(lambda page=page: client.get(page.path), cpu) for _ in range(ASKED)]
            now = Taken(percentile(took, 0.95), percentile(cpu, 0.5))
            known = best.get(page.name, now)
            best[page.name] = Taken(min(now.p95, known.p95), min(now.cpu, known.cpu))
    return best


# Served


def _served(data_dir: Path) -> Iterator[Measurement | Missing]:
    said = json.loads((data_dir.parent / PAGES).read_text())
    pages = [Page(**each) for each in said]
    with serving(data_dir, SANVAT_PAGE_CACHE_MB="0") as (port, _):
        anew = _loads(port, pages)
    with serving(data_dir) as (port, _):
        kept = _loads(port, pages)
    for loads, how in ((anew, ANEW), (kept, KEPT)):
        empty = loads[EMPTY]
        yield Measurement(f"{EMPTY}, {how}", empty.per_second, per_second=True)
        for page in pages:
            yield from _beside(f"{page.what}, {how}", loads[page.name], empty, EMPTY)
    yield from _beside_pretalx(pages, anew, kept)


def _beside(what: str, one: Load, floor: Load, called: str) -> Iterator[Measurement]:
    """Answers a second, what nineteen of twenty waited at most, and the processor's time of one,
    each beside that of a quicker page."""
    yield Measurement(what, one.per_second, None, floor.per_second, called, per_second=True)
    yield Measurement(f"{what}, p95", one.p95, None, floor.p95, f"{called}, p95")
    if one.cpu and floor.cpu:
        yield Measurement(f"{what}, CPU", one.cpu, None, floor.cpu, f"{called}, CPU")


def _loads(port: int, pages: list[Page]) -> dict[str, Load]:
    under = os.getpid()  # whose children the server and its database are
    found = {EMPTY: load(port, EMPTY, under=under)}
    found |= {page.name: load(port, page.path, under=under) for page in pages}
    for name, each in found.items():
        if each is None:
            raise ServerFailed(f"{name} không trả lời 200")
    return {name: each for name, each in found.items() if each is not None}


def few(port: int, path: str, *, under: int) -> Load | None:
    """As `load` does, of a page that takes long."""
    took = []
    busy = busy_under(under)
    for _ in range(2):
        with closing(connection(port, PATIENCE)) as one:
            started = time.perf_counter()
            if ask(one, path)[0] != 200:
                return None
            took.append(time.perf_counter() - started)
    return Load(max(took), len(took) / sum(took), (busy_under(under) - busy) / len(took))


def _beside_pretalx(
    pages: list[Page], anew: dict[str, Load], kept: dict[str, Load]
) -> Iterator[Measurement | Missing]:
    where = pretalx.there()
    if where is None:
        yield Missing("pretalx", pretalx.HOW)
        return
    with (
        tempfile.TemporaryDirectory(prefix="bench-pretalx-") as folder,
        pretalx.serving(where, Path(folder), talks=MANY) as (port, paths),
    ):
        theirs = {
            name: (few if name in LONG else load)(port, paths[name], under=os.getpid())
            for name in BESIDE
        }
    for name, called in BESIDE.items():
        each = theirs[name]
        if each is None:
            yield Missing(f"pretalx: {called}", f"{paths[name]} không trả lời 200")
            continue
        yield Measurement(f"pretalx: {called}", each.per_second, per_second=True)
    for page in pages:
        counterpart = COUNTERPARTS.get(page.name, "")
        other = theirs.get(counterpart)
        for loads, how in ((anew, ANEW), (kept, KEPT)) if other else ():
            assert other
            called = f"pretalx: {BESIDE[counterpart]}"
            yield from _beside(called, other, loads[page.name], f"{page.what}, {how}")
