"""Who sends matters of the people while processes are killed, and the office that deals with them.

Senders keep what their receipt said: it must be there afterwards, once, whole, and opened by that
code and PIN. Each matter is classified, accepted, given more days, answered, and opened again by
its sender; each of these acts that was acknowledged must stand in the journal once.
"""

from __future__ import annotations

import http.client
import io
import re
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from queue import Empty, SimpleQueue
from typing import Any, NamedTuple
from urllib.parse import urlencode

from drill.acts import Writer
from drill.pages import GaveUp, forms_of, multipart
from drill.portal import Stranger, solved

SEND = "/phan-anh/gui/khieu-nai/"
RECEIPT, FIND, OWN = "/phan-anh/da-gui/", "/phan-anh/theo-doi/", "/phan-anh/cua-toi/"
DESK = "/ban-lam-viec/phan-anh/"
MOST_SENT = 140
"""By one sender: both together stay below what one body takes in an hour."""
AGAIN_EVERY = 3
"""Each so many-th matter is sent again, with its key, after its receipt was read."""
PHOTO_EVERY = 4
TOO_SLOW = 408
"""What is answered where the body of a form did not come in time, on a machine that is busy
starting what was killed: who gets it sends again."""


@dataclass
class Matter:
    """What one receipt said, and what was acknowledged of the matter since."""

    title: str
    code: str
    pin: str
    photos: int
    pk: int = 0
    acts: list[str] = field(default_factory=list)


class World(NamedTuple):
    """Matters on their way: to the office, and back to their senders."""

    place: str
    sent: SimpleQueue[Matter]
    answered: SimpleQueue[Matter]


def world(place: str) -> World:
    return World(place, SimpleQueue(), SimpleQueue())


class Sends(Stranger):
    """Somebody who sends matters, keeps their receipts, and opens again what was answered."""

    def __init__(self, name: str, port: int, ending: threading.Event, world: World) -> None:
        super().__init__(name, port, ending)
        self.world = world
        self.why = ""
        self.opened = 0
        self.matters: list[Matter] = []
        self.other_receipts: list[str] = []
        """Titles of which a second sending got another code or PIN than the first."""

    def act(self) -> None:
        try:
            self._act()
        except GaveUp as gave_up:
            self.told.refused.append(f"{self.name}: {gave_up}")

    def _act(self) -> None:
        try:
            self._open_again(self.world.answered.get_nowait())
        except Empty:
            if len(self.told.tried) < MOST_SENT:
                self._send(f"{self.name} {len(self.told.tried) + 1}")
            time.sleep(0.5)

    def _send(self, title: str) -> None:
        source = self.somewhere()
        status, cookies, page = self.ask("GET", SEND, source)
        forms = [each for each in forms_of(page, SEND) if "giu" in each.fields]
        if status != 200 or not forms:
            raise OSError(f"{SEND}: {status}")
        fields = forms[0].fields | {
            "place": self.world.place,
            "subject": "land",
            "title": title,
            "text": "Gửi trong lúc máy chủ bị ngắt.",
            "name": "Người gửi thử",
            "phone": "0912345678",
            "captcha": solved(page),
        }
        has_photo = len(self.told.tried) % PHOTO_EVERY == 0
        files = {"files": ("anh.jpg", _photo())} if has_photo else {}
        self.told.tried.append(title)
        said = self._sent(source, cookies, fields, files)
        if said is None:
            self.told.refused.append(f"{title}: {self.why}")
            return
        matter = Matter(title, *said, photos=len(files))
        self.matters.append(matter)
        self.told.acknowledged.append(title)
        if len(self.matters) % AGAIN_EVERY == 0:
            again = self._sent(self.somewhere(), cookies, fields, files)
            if again != said:
                then = again[0] if again else self.why
                self.other_receipts.append(f"{title}: {said[0]}, rồi {then}")
        self.world.sent.put(matter)

    def _sent(
        self,
        source: str,
        cookies: str,
        fields: dict[str, str],
        files: dict[str, tuple[str, bytes]],
    ) -> tuple[str, str] | None:
        """The code and the PIN of the receipt; None where it was refused."""
        body, kind = multipart(fields, files)
        headers = {"Content-Type": kind, "Cookie": cookies}
        answer = self.until_answered("POST", SEND, source, body=body, headers=headers)
        if answer[0] != 302:
            self.why = f"{answer[0]}: {_faults(answer[2])}"
            return None
        headers = {"Cookie": answer[1]}
        status, _cookies, page = self.until_answered("GET", RECEIPT, source, headers=headers)
        code = re.search(r'<dd id="ma">([^<]+)</dd>', page)
        pin = re.search(r'<dd id="pin">([^<]+)</dd>', page)
        if status != 200 or not code or not pin:
            self.why = f"giấy hẹn {status}: {answer[1]!r}"
            return None
        return code[1], re.sub(r"\s", "", pin[1])

    def _open_again(self, matter: Matter) -> None:
        """By code and PIN, from wherever they are now; the first answer that is right opens it."""
        source = self.somewhere()
        status, cookie, page = self.until_answered("GET", FIND, source)
        form = next(each for each in forms_of(page, FIND) if "pin" in each.fields)
        given = urlencode(form.fields | {"code": matter.code, "pin": matter.pin}).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
        status, own, _page = self.until_answered("POST", FIND, source, body=given, headers=headers)
        if status != 302:
            self.told.refused.append(f"{matter.title}: mã và PIN {status}")
            return
        headers["Cookie"] = f"{cookie}; {own}"
        token = form.fields.get("csrfmiddlewaretoken", "")
        body = urlencode({"reason": "Vẫn chưa xong.", "csrfmiddlewaretoken": token}).encode()
        before = self.unanswered
        status, _c, _page = self.until_answered(
            "POST", f"{OWN}mo-lai/", source, body=body, headers=headers
        )
        # Who hears nothing sends again, and is then told that it is open already.
        if status == 302 or (status == 422 and self.unanswered > before):
            matter.acts.append("reopen")
        else:
            self.told.refused.append(f"{matter.title}: mở lại {status}")

    def ask(self, method: str, path: str, source: str, **more: Any) -> tuple[int, str, str]:
        self.opened += method == "GET"
        return super().ask(method, path, source, **more)

    def until_answered(
        self, method: str, path: str, source: str, **more: Any
    ) -> tuple[int, str, str]:
        for _again in range(1200):
            try:
                answer = self.ask(method, path, source, **more)
            except (OSError, http.client.HTTPException):
                self.unanswered += 1
            else:
                if answer[0] == TOO_SLOW:
                    self.unavailable += 1
                elif answer[0] < 500:
                    return answer
            time.sleep(0.1)
        raise GaveUp(f"{method} {path}")


class Deals(Writer):
    """The officer, who takes each matter from its receipt to its answer."""

    STEPS = (
        ("classify", "phan-loai", {}),
        ("accept", "thu-ly", {}),
        ("extend_concern", "gia-han", {"case": "complex", "reason": "Cần đo đạc lại."}),
        ("answer", "tra-loi", {"text": "Đã giải quyết."}),
    )

    def __init__(self, name: str, port: int, key: int, ending: threading.Event, world: World):
        super().__init__(name, port, key, ending)
        self.world = world

    def act(self, title: str) -> None:
        try:
            matter = self.world.sent.get(timeout=0.3)
        except Empty:
            return
        matter.pk = self._found(matter.code)
        if not matter.pk:
            self.told.refused.append(f"{matter.title}: không thấy {matter.code} ở bàn làm việc")
            return
        page = f"{DESK}{matter.pk}/"
        for act, step, fields in self.STEPS:
            forms = self.person.forms(page)
            form = next((f for f in forms if f"/{step}/" in f.action), None)
            if form is None:
                self.told.refused.append(f"{matter.title}: không có {step}")
                return
            said = f"{matter.title}: {step}"
            self.sent(said, form._replace(action=form.action.partition("#")[0]), **fields)
            if said not in self.told.acknowledged:
                return
            matter.acts.append(act)
        self.world.answered.put(matter)

    def _found(self, code: str) -> int:
        shown = unescape(self.person.get(f"{DESK}?can=tat-ca&q={code}").text)
        found = re.search(rf'href="{DESK}(\d+)/"', shown)
        return int(found[1]) if found else 0


def _faults(page: str) -> str:
    """What a form says is wrong with it."""
    said = re.findall(
        r'class="[^"]*(?:error|fault|notice)[^"]*"[^>]*>(.*?)</(?:p|ul|div)>', page, re.S
    )
    return " ".join(re.sub(r"<[^>]+>|\s+", " ", each).strip() for each in said)[:300]


def _photo() -> bytes:
    from PIL import Image

    drawn = io.BytesIO()
    Image.new("RGB", (320, 240), "#2c6039").save(drawn, "JPEG")
    return drawn.getvalue()


class Found(NamedTuple):
    lost: list[str]
    twice: list[str]
    matters: int
    acts: int


def found(senders: list[Sends]) -> Found:
    """What stands in the database of every matter of these senders, held against their receipts."""
    from sanvat.concerns.models import Concern

    names = tuple(each.name for each in senders)
    rows = Concern.objects.select_related("clock", "sender").order_by("pk")
    there = [each for each in rows if each.title.startswith(names)]
    counted = Counter(each.title for each in there)
    twice = [f"{title}: {n} lần" for title, n in counted.items() if n > 1]
    twice += [said for each in senders for said in each.other_receipts]
    by_title = {each.title: each for each in there}
    lost = [fault for each in there for fault in _half(each)]
    matters = [matter for each in senders for matter in each.matters]
    for matter in matters:
        concern = by_title.get(matter.title)
        if concern is None:
            lost.append(matter.title)
            continue
        a_lost, a_twice = _compared(matter, concern)
        lost += a_lost
        twice += a_twice
    return Found(lost, twice, len(matters), sum(len(each.acts) for each in matters))


def _half(concern: Any) -> list[str]:
    """What a matter lacks, also one whose sender got no receipt."""
    from sanvat.concerns.models import Sender
    from sanvat.records import journal

    has = {
        "một cơ quan chủ trì": concern.handlings.filter(part="leads", until_at=None).count() == 1,
        "đồng hồ": concern.clock is not None,
        "một dòng nhật ký khi gửi": journal.of(concern).filter(act="send_concern").count() == 1,
        "một bước tiếp nhận": concern.turns.filter(state="received").count() == 1,
        "người gửi": Sender.objects.filter(concern=concern).exclude(sealed="").count() == 1,
    }
    return [f"{concern.title}: không có {what}" for what, is_so in has.items() if not is_so]


def _compared(matter: Matter, concern: Any) -> tuple[list[str], list[str]]:
    from sanvat.concerns.following import pin_of
    from sanvat.records import journal

    lost, twice = [], []
    if (concern.code, pin_of(concern)) != (matter.code, matter.pin):
        lost.append(f"{matter.title}: mã hay PIN khác giấy hẹn")
    if concern.attachments.count() != matter.photos:
        lost.append(f"{matter.title}: {concern.attachments.count()} ảnh")
    done = Counter(journal.of(concern).values_list("act", flat=True))
    lost += [f"{matter.title}: {act}" for act in matter.acts if not done[act]]
    acts = [act for act, _step, _fields in Deals.STEPS] + ["reopen"]
    twice += [f"{matter.title}: {act} {done[act]} lần" for act in acts if done[act] > 1]
    return lost, twice
