"""Two hundred people who send a matter at one moment, to the programme as it is served.

Each has opened the form and solved its task before; some bring photos, some are sent twice at once
by a network that lost the first answer. Then what stands in the database is held against their
receipts: none lost, none twice.
"""

from __future__ import annotations

import http.client
import io
import os
import re
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path

from bench.installation import alone
from bench.measurements import Measurement, Missing, percentile
from bench.web import ServerFailed, busy_under, serving
from drill.pages import forms_of, multipart
from drill.portal import BROWSER, solved

SENDERS = 200
PHOTO_EVERY, TWICE_EVERY = 4, 10
FORM, RECEIPT = "/phan-anh/gui/phan-anh/", "/phan-anh/da-gui/"
MOST_TURNED_AWAY = 5
"""Times that somebody is told to come again, and does with the same form."""
AGAIN_AFTER = 10
"""Seconds, as the answer says that turns somebody away."""
BUDGET = 20.0
"""Seconds until all have their receipt: a browser waits longer."""


class Wrong(Exception):
    """What was acknowledged is not what is there."""


@dataclass
class Sender:
    """One form, filled in and not yet sent; and what came of it."""

    number: int
    body: bytes
    headers: dict[str, str]
    photos: int
    codes: list[str]
    took: list[float]
    turned_away: int = 0

    @property
    def title(self) -> str:
        return f"Gửi cùng lúc {self.number}"

    @property
    def source(self) -> str:
        return f"127.1.{self.number // 200}.{self.number % 200 + 1}"


def measurements() -> Iterator[Measurement | Missing]:
    yield from alone(measure)


def measure(senders: int = SENDERS) -> list[Measurement | Missing]:
    with tempfile.TemporaryDirectory(prefix="sanvat-bench-", ignore_cleanup_errors=True) as folder:
        data_dir = Path(folder) / "var"
        try:
            with serving(data_dir, SANVAT_DEMO="1") as (port, _started):
                sent = _opened(port, _commune(data_dir), senders)
                busy, began = busy_under(os.getpid()), time.perf_counter()
                _send_at_once(port, sent)
                took = time.perf_counter() - began
                cpu = busy_under(os.getpid()) - busy
        except ServerFailed as failed:
            return [Missing("sanvat serve", f"không mở được: {failed}")]
        _compare(sent)
    waits = [each for sender in sent for each in sender.took]
    again = sum(each.turned_away for each in sent)
    what = f"{senders} người gửi phản ánh cùng lúc, {again} lần phải gửi lại vì đông"
    return [
        Measurement(f"{what}: tất cả có giấy hẹn", took, BUDGET, cpu=cpu),
        Measurement(f"{what}: nửa số có giấy hẹn sau", percentile(waits, 0.5)),
        Measurement(f"{what}: 95 % có giấy hẹn sau", percentile(waits, 0.95)),
        Measurement(f"{what}: CPU mỗi việc", cpu / len(waits)),
    ]


def _commune(data_dir: Path) -> str:
    """The name of a commune whose committee answers, from the demonstration."""
    os.environ |= {"SANVAT_DATA_DIR": str(data_dir), "SANVAT_DEMO": "1"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "sanvat.site.settings"
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.db import connection

    from sanvat.parties.models import User

    officer = User.objects.get(username="0900000001")
    place = officer.roles_of_today[0].place
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
    return str(place.full_name)


def _opened(port: int, commune: str, senders: int) -> list[Sender]:
    with ThreadPoolExecutor(4) as aside:
        return list(aside.map(lambda n: _open(port, commune, n), range(1, senders + 1)))


def _open(port: int, commune: str, number: int) -> Sender:
    sender = Sender(number, b"", {}, int(number % PHOTO_EVERY == 0), [], [])
    status, cookies, page = _ask(port, "GET", FORM, sender.source)
    if status != 200:
        raise ServerFailed(f"{FORM} trả lời {status}")
    form = next(each for each in forms_of(page, FORM) if "giu" in each.fields)
    fields = form.fields | {
        "place": commune,
        "subject": "roads-water",
        "title": sender.title,
        "text": "Đường vào thôn lầy lội, xe không ra được.",
        "name": f"Người gửi {number}",
        "captcha": solved(page),
    }
    files = {"files": ("duong.jpg", _photo(number))} if sender.photos else {}
    sender.body, kind = multipart(fields, files)
    sender.headers = {"Content-Type": kind, "Cookie": cookies}
    return sender


def _send_at_once(port: int, senders: list[Sender]) -> None:
    twice = [each for each in senders if each.number % TWICE_EVERY == 0]
    gate = threading.Barrier(len(senders) + len(twice))

    def send(sender: Sender) -> None:
        gate.wait()
        began = time.perf_counter()
        status, cookies, page = _ask(port, "POST", FORM, sender.source, sender.body, sender.headers)
        while status == 503 and sender.turned_away < MOST_TURNED_AWAY:
            sender.turned_away += 1
            time.sleep(AGAIN_AFTER)
            status, cookies, page = _ask(
                port, "POST", FORM, sender.source, sender.body, sender.headers
            )
        if status != 302:
            raise Wrong(f"{sender.title}: {status}")
        status, _cookies, page = _ask(
            port, "GET", RECEIPT, sender.source, headers={"Cookie": cookies}
        )
        code = re.search(r'<dd id="ma">([^<]+)</dd>', page)
        if status != 200 or code is None:
            raise Wrong(f"{sender.title}: giấy hẹn {status}")
        sender.codes.append(code[1])
        sender.took.append(time.perf_counter() - began)

    with ThreadPoolExecutor(gate.parties) as crowd:
        for sent in [crowd.submit(send, each) for each in (*senders, *twice)]:
            sent.result()


def _compare(senders: list[Sender]) -> None:
    """Raises Wrong where a receipt has no matter, or a matter stands twice or not whole."""
    from sanvat.concerns.models import Concern
    from sanvat.records import journal
    from sanvat.site.database import database

    with database():
        there = list(Concern.objects.filter(title__startswith="Gửi cùng lúc "))
        twice = [t for t, n in Counter(each.title for each in there).items() if n > 1]
        by_title = {each.title: each for each in there}
        faults = [f"hai lần: {title}" for title in twice]
        for sender in senders:
            concern = by_title.get(sender.title)
            if concern is None:
                faults.append(f"mất: {sender.title}")
                continue
            entries = journal.of(concern).filter(act="send_concern").count()
            is_whole = concern.clock_id is not None and concern.handlings.count() == entries == 1
            has_photos = concern.attachments.count() == sender.photos
            if not (is_whole and has_photos and set(sender.codes) == {concern.code}):
                faults.append(f"không trọn: {sender.title}")
    if faults:
        raise Wrong("; ".join(faults[:10]))


def _photo(number: int) -> bytes:
    """As telephones make them for a form: a picture that does not fold into nothing."""
    from PIL import Image

    drawn = io.BytesIO()
    noise = Image.effect_noise((1600, 1200), 60 + number % 40)
    noise.convert("RGB").save(drawn, "JPEG", quality=80)
    return drawn.getvalue()


def _ask(
    port: int,
    method: str,
    path: str,
    source: str,
    body: bytes | None = None,
    headers: dict[str, str] | None = None,
) -> tuple[int, str, str]:
    """The status, the cookies and the text of the answer, from an address of the loopback."""
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=120, source_address=(source, 0))
    told = {"User-Agent": BROWSER, "Origin": f"http://127.0.0.1:{port}"}
    with closing(asked):
        asked.request(method, path, body, told | (headers or {}))
        response = asked.getresponse()
        text = response.read().decode(errors="replace")
        cookies = [SimpleCookie(each) for each in response.headers.get_all("Set-Cookie") or ()]
    return (
        response.status,
        "; ".join(f"{name}={m.value}" for each in cookies for name, m in each.items()),
        text,
    )
