"""Four people who write: two note ideas, one adds products, one brings registers in.

Each remembers what was acknowledged, under a name that nobody else uses.
"""

from __future__ import annotations

import csv
import io
import threading
import time
from dataclasses import dataclass, field

from drill.pages import Answer, Form, GaveUp, Person, forms_of

DESK = "/ban-lam-viec/"
LINES = 120
"""Of each register that is brought in."""
STUCK_AFTER = 180
"""Seconds after the last kill, in which what is under way must have come to an end."""


@dataclass
class Told:
    """What one person was told."""

    acknowledged: list[str] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    """Seconds from the first sending to the answer, for each act."""


class Writer(threading.Thread):
    """One person, who does one thing after the other until the drill ends."""

    def __init__(self, name: str, port: int, key: int, ending: threading.Event) -> None:
        super().__init__(name=name, daemon=True)
        self.person, self.key, self.ending = Person(port), key, ending
        self.told = Told()
        self.fault = ""

    def run(self) -> None:
        try:
            self.person.sign_in(self.key)
            number = 0
            while not self.ending.is_set():
                number += 1
                self.act(f"{self.name} {number}")
        except Exception as fault:
            self.fault = f"{self.name}: {type(fault).__name__}: {fault}"

    def act(self, title: str) -> None:
        raise NotImplementedError

    def sent(self, title: str, form: Form, **fields: str) -> None:
        """Send the form of an act and note what came of it."""
        self.told.tried.append(title)
        began = time.monotonic()
        answer: Answer = self.person.send(form, **fields)
        self.told.took.append(time.monotonic() - began)
        if answer.status == 302:
            self.told.acknowledged.append(title)
        else:
            self.told.refused.append(f"{title}: {answer.status}")


class NotesIdeas(Writer):
    def act(self, title: str) -> None:
        form = _form_with(self.person.forms(f"{DESK}y-tuong/moi/"), "text")
        self.sent(title, form, name=title, text="Làm thử trong lúc máy chủ bị ngắt.")


class AddsProducts(Writer):
    def __init__(self, *given: object, producer: int) -> None:
        super().__init__(*given)  # type: ignore[arg-type]
        self.producer = producer

    def act(self, title: str) -> None:
        form = _form_with(self.person.forms(f"{DESK}chu-the/{self.producer}/san-pham/"), "story")
        self.sent(title, form, name=title, is_another="on", set_number="13")


class BringsRegisters(Writer):
    """A register of some lines, from the upload until it is applied."""

    def __init__(self, *given: object, commune: str) -> None:
        super().__init__(*given)  # type: ignore[arg-type]
        self.commune = commune

    def act(self, title: str) -> None:
        form = _form_with(self.person.forms(f"{DESK}nhap-so/"), "once")
        self.told.tried.append(title)
        began = time.monotonic()
        content = _register(title, self.commune)
        answer = self.person.send(form, files={"file": (f"{title}.csv", content)})
        if answer.status != 302:
            self.told.refused.append(f"{title}: {answer.status}")
            return
        sheet = answer.location
        importing = sheet.split("trang/")[0]
        accept = next(f for f in self.person.forms(sheet) if f.action.endswith("/dung/"))
        self.person.send(accept)
        if self._bring_to_an_end(importing):
            self.told.acknowledged.append(title)
            self.told.took.append(time.monotonic() - began)
        else:
            self.told.stuck.append(title)

    def _bring_to_an_end(self, importing: str) -> bool:
        """Do what the page offers, until it is applied."""
        deadline = None
        while True:
            if self.ending.is_set():
                deadline = deadline or time.monotonic() + STUCK_AFTER
                if time.monotonic() > deadline:
                    return False
            page = self.person.get(importing)
            offered = {f.action.rsplit("/", 2)[-2]: f for f in _forms(page, importing)}
            if 'id="tien-do"' in page.text:
                time.sleep(0.3)
            elif "ap-dung" in offered:
                self.person.send(offered["ap-dung"])
            elif "bo" not in offered and "Đã áp dụng" in page.text:
                return True
            elif "xem-truoc" in offered:
                self.person.send(offered["xem-truoc"])
            else:
                time.sleep(0.3)


def _forms(page: Answer, here: str) -> list[Form]:
    return forms_of(page.text, here)


def _form_with(forms: list[Form], name: str) -> Form:
    found = next((form for form in forms if name in form.fields), None)
    if found is None:
        raise GaveUp(f"không thấy biểu mẫu có «{name}»")
    return found


def _register(title: str, commune: str) -> bytes:
    from sanvat.register.columns import BY_KEY  # only once Django is set up

    keys = ("product", "set", "type", "producer", "commune", "representative", "phone")
    made = io.StringIO()
    lines = csv.writer(made)
    lines.writerow(str(BY_KEY[key].title) for key in keys)
    for number in range(1, LINES + 1):
        lines.writerow(
            (
                *(f"{title} {number}", "13", "Hợp tác xã", f"HTX {title} {number // 4}"),
                *(commune, "Nguyễn Văn An", "0912 345 678"),
            )
        )
    return made.getvalue().encode("utf-8-sig")
