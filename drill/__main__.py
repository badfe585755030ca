"""`make drill`: kills under writing people, and what is left afterwards, as a table.

ARGS="--kills 60" for a short round; `--seed` chooses the order, so that a round can be repeated.
Articles, mails and calls fall due all the while, and people send matters to an office that deals
with them; since jobs begin at the turn of a minute, after those kills others come around some
minutes' turns (`--minutes`).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bench.measurements import percentile
from drill import due, matters, portal, receiving
from drill.acts import STUCK_AFTER, AddsProducts, BringsRegisters, NotesIdeas, Writer
from drill.kills import Kills, kill
from drill.server import SRC, Failed, Server

WORKERS = 2
SECONDS_A_KILL = 2
"""About, with the return of what was killed."""
NAMES = {
    "web": "một tiến trình web",
    "every web": "mọi tiến trình web",
    "jobs": "tiến trình làm việc chạy sau",
    "database": "cơ sở dữ liệu",
}


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m drill", description="Ngắt các tiến trình khi có người đang ghi, rồi đếm."
    )
    parser.add_argument("--kills", type=int, default=1000, help="bao nhiêu lần (mặc định 1000)")
    parser.add_argument(
        "--minutes", type=int, default=5, help="sau đó ngắt quanh đầu bao nhiêu phút (mặc định 5)"
    )
    parser.add_argument("--seed", type=int, default=1, help="thứ tự nào (mặc định 1)")
    parser.add_argument("--keep", action="store_true", help="giữ lại thư mục tạm và nói nó ở đâu")
    arguments = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="sanvat-drill-")
    try:
        return drill(Path(folder), arguments.kills, arguments.minutes, arguments.seed)
    except Failed as failed:
        print(f"  {failed}", file=sys.stderr)
        return 1
    finally:
        if arguments.keep:
            print(f"  {folder}")
        else:
            subprocess.run(["rm", "-rf", folder], check=False)


def drill(folder: Path, times: int, minutes: int, seed: int) -> int:
    data_dir = folder / "var"
    outside = receiving.outside(folder)
    server = Server(data_dir, outside, workers=WORKERS)
    try:
        server.wait_until_ready()
        world = _world(data_dir, seconds=times * SECONDS_A_KILL + minutes * 60)
        ending = threading.Event()
        writers = _writers(server.port, world, ending)
        articles, votes, reads = _at_the_portal(server.port, world.portal, ending)
        senders, deals = _matters(server.port, world, ending)
        at_work = [*writers, articles, deals]
        strangers = [*votes, *reads, *senders]
        for each in (*at_work, *strangers):
            each.start()
        began, first = time.monotonic(), time.time()
        for kills in kill(server, times, minutes, workers=WORKERS, seed=seed):
            _progress(kills, times, writers)
        took, last = time.monotonic() - began, time.time()
        ending.set()
        for each in (*at_work, *strangers):
            each.join(STUCK_AFTER + 60)
        approved = [*articles.told.acknowledged, *world.portal.due.titles]
        due.wait_until_settled(approved)
        stopped_after = server.stop()
    finally:
        server.stop()
        outside.close()
    if faults := [writer.fault for writer in at_work if writer.fault]:
        raise Failed("\n  ".join(faults))
    found = _found(
        writers,
        lambda: portal.found(world.portal.poll, votes, reads, sum(s.opened for s in senders)),
        lambda: due.found(approved, world.portal.due, outside, (first, last)),
        lambda: matters.found(senders),
    )
    return _report(kills, took, stopped_after, at_work, strangers, found)


class World(NamedTuple):
    """Who of the demonstration works here."""

    commune_officer: int
    advisory_officer: int
    producer: int
    commune: str
    portal: portal.World


def _world(data_dir: Path, *, seconds: int) -> World:
    os.environ["SANVAT_DATA_DIR"] = str(data_dir)
    os.environ["SANVAT_DEMO"] = "1"
    os.environ["DJANGO_SETTINGS_MODULE"] = "sanvat.site.settings"
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.db import connection

    from sanvat.parties.models import User
    from sanvat.products.access import may_register_product
    from sanvat.products.models import Producer

    def key(phone: str) -> int:
        return int(User.objects.get(username=phone).pk)

    officer = User.objects.get(username="0900000001")
    officer.choose(officer.roles_of_today[0].pk)
    seen = Producer.objects.visible_to(officer).select_related("current_place")
    producer = next(each for each in seen if may_register_product(officer, each))
    world = World(
        *(officer.pk, key("0900000003"), producer.pk, str(producer.current_place.full_name)),
        portal.prepare(seconds),
    )
    connection.close()
    return world


def _writers(port: int, world: World, ending: threading.Event) -> list[Writer]:
    officer = (port, world.commune_officer, ending)
    return [
        NotesIdeas("Ý tưởng sáng", *officer),
        NotesIdeas("Ý tưởng chiều", *officer),
        AddsProducts("Sản phẩm thử", *officer, producer=world.producer),
        BringsRegisters(
            "Sổ thử", port, world.advisory_officer, ending, commune=world.commune.split(",")[0]
        ),
    ]


def _at_the_portal(
    port: int, world: portal.World, ending: threading.Event
) -> tuple[portal.PublishesArticles, list[portal.Votes], list[portal.Reads]]:
    return (
        portal.PublishesArticles("Tin thử", port, world, ending),
        [portal.Votes(f"Người trả lời {n}", port, ending, world.poll) for n in (1, 2)],
        [portal.Reads(f"Người đọc {n}", port, ending) for n in (1, 2)],
    )


def _matters(
    port: int, world: World, ending: threading.Event
) -> tuple[list[matters.Sends], matters.Deals]:
    on_their_way = matters.world(world.commune)
    return (
        [matters.Sends(f"Người gửi {n}", port, ending, on_their_way) for n in (1, 2)],
        matters.Deals("Việc của dân", port, world.commune_officer, ending, on_their_way),
    )


def _progress(kills: Kills, times: int, writers: list[Writer]) -> None:
    if sys.stderr.isatty() or kills.count % 50 == 0:
        acts = sum(len(writer.told.acknowledged) for writer in writers)
        end = "\r" if sys.stderr.isatty() else "\n"
        print(f"  {kills.count}/{times} lần ngắt, {acts} việc đã xong", end=end, file=sys.stderr)


class Found(NamedTuple):
    lost: list[str]
    twice: list[str]
    journal: str
    stuck_imports: int
    jobs_left: int
    public: portal.Found
    due: due.Found
    matters: matters.Found


def _found(
    writers: list[Writer],
    at_the_portal: Callable[[], portal.Found],
    received: Callable[[], due.Found],
    of_matters: Callable[[], matters.Found],
) -> Found:
    """What stands in the database, held against what each person was told."""
    from sanvat.site.database import database

    environment = {**os.environ, "PYTHONPATH": str(SRC)}
    verified = subprocess.run(
        [sys.executable, "-m", "sanvat.site.cli", "journal", "verify"],
        env=environment,
        capture_output=True,
        text=True,
    )
    with database():
        there = Counter(_names())
        told = [title for writer in writers for title in writer.told.acknowledged]
        lost = [title for title in told if not there[title]]
        # Also what no answer came to, and every line of a register.
        ours = tuple(writer.name for writer in writers)
        twice = [name for name, count in there.items() if count > 1 and name.startswith(ours)]
        stuck, left = _left()
        public, fallen_due, sent_in = at_the_portal(), received(), of_matters()
    journal = "nguyên vẹn" if verified.returncode == 0 else verified.stdout + verified.stderr
    return Found(lost, twice, journal, stuck, left, public, fallen_due, sent_in)


def _names() -> Iterator[str]:
    """Names of all that was to be made; of a register the name of its first product."""
    from sanvat.products.models import Idea, Product
    from sanvat.register.models import Import

    yield from Idea.objects.values_list("name", flat=True)
    yield from Product.objects.values_list("name", flat=True)
    for importing in Import.objects.filter(state="applied").select_related("file"):
        title = importing.file.original_name.removesuffix(".csv")
        if importing.rows.filter(outcome__isnull=False).exists():
            yield title


def _left() -> tuple[int, int]:
    from procrastinate.contrib.django.models import ProcrastinateJob

    from sanvat.register.jobs import QUEUE

    left = ProcrastinateJob.objects.filter(status__in=["todo", "doing"])
    return left.filter(queue_name=QUEUE).count(), left.filter(status="doing").count()


def _report(
    kills: Kills,
    took: float,
    stopped_after: float,
    writers: list[Writer],
    strangers: list[portal.Stranger],
    found: Found,
) -> int:
    told = [each.told for each in (*writers, *strangers)]
    people = [*(writer.person for writer in writers), *strangers]
    faults = [fault for person in people for fault in person.faults]
    refused = [text for each in told for text in each.refused]
    stuck = [text for each in told for text in each.stuck]
    must_be_none: dict[str, list[Any]] = {
        "việc đã báo xong mà mất": [
            *(*found.lost, *found.public.lost),
            *(*found.due.lost, *found.matters.lost),
        ],
        "việc làm hai lần": [
            *(*found.twice, *found.public.twice),
            *(*found.due.twice, *found.matters.twice),
        ],
        "trang lỗi (500)": faults,
        "việc bị từ chối": refused,
        "lần nhập sổ bị kẹt": [*stuck, *range(found.stuck_imports)],
        "nhật ký": [] if found.journal == "nguyên vẹn" else [found.journal],
    }
    n = len(writers)
    print(f"\n{kills.count} lần ngắt trong {took:.0f} giây, {n} người đang ghi, ", end="")
    print(f"{len(strangers)} người ở cổng công khai\n")
    _times(kills)
    rows = [
        *(
            (f"{each.name}: đã báo xong", str(len(each.told.acknowledged)))
            for each in (*writers, *strangers)
        ),
        ("bài lên trang đúng giờ trong lúc ngắt", str(found.due.during)),
        ("bài trong thư người theo dõi nhận được", str(found.due.mails)),
        ("thư không rõ đã đi chưa, thật ra đã tới", str(found.due.unsure_came)),
        ("thư không rõ đã đi chưa, không tới", str(len(found.due.unsure_gone))),
        ("lượt gọi webhook máy nhận được", str(found.due.calls)),
        ("lượt gọi webhook phải gọi lại", str(found.due.calls_again)),
        ("lượt đọc đếm được", str(found.public.counted)),
        ("phản ánh có giấy hẹn", str(found.matters.matters)),
        ("… việc đã làm với chúng", str(found.matters.acts)),
        ("lần không có trả lời, gửi lại", str(sum(person.unanswered for person in people))),
        ("lần trả lời «đang mở lại» (503), gửi lại", str(sum(p.unavailable for p in people))),
        *(
            (what, str(len(which)) + (" ✗" if which else ""))
            for what, which in must_be_none.items()
        ),
        ("giây để dừng hẳn", f"{stopped_after:.1f}"),
    ]
    print()
    for what, value in rows:
        print(f"  {what:<44}{value:>10}")
    for what, which in must_be_none.items():
        for each in which[:5]:
            print(f"  {what}: {each}")
    return 1 if any(must_be_none.values()) else 0


def _times(kills: Kills) -> None:
    """Seconds until all was there again, and answered."""
    print(f"  {'ngắt':<32}{'lần':>5}{'nửa số':>9}{'95 %':>9}{'lâu nhất':>10}")
    print("  " + "─" * 65)
    for kind, seconds in kills.back_after.items():
        if seconds:
            half, most = percentile(seconds, 0.5), percentile(seconds, 0.95)
            row = f"{half:>7.2f} s{most:>7.2f} s{max(seconds):>8.2f} s"
            print(f"  {NAMES[kind]:<32}{len(seconds):>5}{row}")


if __name__ == "__main__":
    sys.exit(main())
