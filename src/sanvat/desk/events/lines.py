"""Lists of an event as people type or paste them: one thing a line, its parts behind semicolons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.desk.forms.base import text_area
from sanvat.events.actions import AgendaLine, CostsLine, SpeakerLine, TopicLine
from sanvat.events.models import Event, Topic
from sanvat.parties.models import Organisation
from sanvat.text import numbers
from sanvat.text.fold import fold
from sanvat.text.tidy import tidy, tidy_lines


@dataclass(frozen=True)
class Lines:
    """How one kind of list is read and written."""

    read: Callable[[list[str]], Any]
    written: Callable[[Event], list[str]]
    help: Any
    asks_the_database: bool = False


class LinesField(forms.CharField):
    """A list as lines. Cleaned it is the text; `read` makes what an act takes of it, which has
    been tried by then; where that asks the database, by the form."""

    def __init__(self, what: str, *, rows: int, **kwargs: Any) -> None:
        self.lines = KINDS[what]
        super().__init__(
            required=False,
            max_length=40_000,
            widget=text_area(rows),
            help_text=self.lines.help,
            **kwargs,
        )

    def to_python(self, value: Any) -> str:
        return tidy_lines(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        super().validate(value)
        if not self.lines.asks_the_database:
            self.read(value)

    def written(self, event: Event) -> str:
        return "\n".join(self.lines.written(event))

    def read(self, text: str) -> list[Any]:
        found, faults = [], []
        filled = [line for line in text.splitlines() if line.strip(" ;")]
        for number, line in enumerate(filled, start=1):
            cells = [tidy(cell) for cell in line.split("\t" if "\t" in line else ";")]
            try:
                found.append(self.lines.read(cells))
            except ValidationError as fault:
                said = " ".join(fault.messages)
                faults.append(_("Dòng %(number)s: %(said)s") % {"number": number, "said": said})
        if faults:
            raise ValidationError(faults)
        return found


def _at_most(cells: list[str], most: int) -> list[str]:
    if any(cells[most:]):
        raise ValidationError(
            _("Có nhiều hơn %(most)s phần. Hãy xem lại dấu ; trong dòng.") % {"most": most}
        )
    return [*cells, *[""] * most][:most]


def _agenda(cells: list[str]) -> AgendaLine:
    at = _hour(cells[0])
    title, speaker = _at_most(cells[1:] if at else cells, 2)
    if not title:
        raise ValidationError(_("Hãy ghi nội dung: Giờ; nội dung; người trình bày."))
    return AgendaLine(title=title, time=at, speaker=speaker)


def _hour(text: str) -> time | None:
    """8:00, 08h00, 8h or 13:30."""
    hours, _sign, minutes = text.lower().replace("giờ", "h").replace(":", "h").partition("h")
    if not (hours.isdecimal() and "h" in text.lower().replace("giờ", "h").replace(":", "h")):
        return None
    try:
        return time(int(hours), int(minutes or 0))
    except ValueError:
        return None


def _topic(cells: list[str]) -> TopicLine:
    """The subject stands last, by its name; a topic may hold semicolons itself."""
    named = {fold(str(label)): value for value, label in Topic.Subject.choices}
    subject = named.get(fold(cells[-1])) if len(cells) > 1 else None
    text = "; ".join(cells[:-1] if subject else cells)
    return TopicLine(text=text, subject=subject or Topic.Subject.OTHER)


def _speaker(cells: list[str]) -> SpeakerLine:
    name, title = _at_most(cells, 2)
    if not fold(name):
        raise ValidationError(_("Hãy ghi họ tên: Họ tên; chức vụ, đơn vị."))
    return SpeakerLine(name=name, title=title)


def _cost(cells: list[str]) -> CostsLine:
    item, amount, budget = _at_most(cells, 3)
    if not item or not amount:
        raise ValidationError(_("Hãy ghi đủ: Khoản chi; số tiền; nguồn."))
    return CostsLine(item=item, amount=int(numbers.read_money(amount)), budget=budget)


def _co_host(cells: list[str]) -> Organisation:
    name = "; ".join(cells)
    found = list(Organisation.objects.filter(name__iexact=name)[:2])
    if len(found) != 1:
        raise ValidationError(
            _("Chưa có, hoặc có nhiều tổ chức mang tên «%(name)s». Hãy ghi đúng tên đầy đủ.")
            % {"name": name}
        )
    return found[0]


def _joined(*parts: str) -> str:
    return "; ".join(parts).rstrip("; ")


KINDS = {
    "agenda": Lines(
        _agenda,
        lambda event: [
            _joined(*([f"{one.time:%H:%M}"] if one.time else []), one.title, one.speaker)
            for one in event.agenda.all()
        ],
        gettext_lazy("Mỗi mục một dòng: Giờ; nội dung; người trình bày. Ví dụ: 8:00; Khai mạc."),
    ),
    "topics": Lines(
        _topic,
        lambda event: [
            _joined(
                one.text,
                "" if one.subject == Topic.Subject.OTHER else str(one.get_subject_display()),
            )
            for one in event.topics.all()
        ],
        gettext_lazy(
            "Mỗi chuyên đề một dòng: Tên chuyên đề; chủ đề. Chủ đề là một trong: sự cần thiết, "
            "vai trò · chu trình, quản lý · bộ tiêu chí · đánh giá, phân hạng · tuyên truyền · "
            "đăng ký, hồ sơ · quyền lợi, hỗ trợ · sản xuất, chất lượng · thương hiệu, thị trường."
        ),
    ),
    "speakers": Lines(
        _speaker,
        lambda event: [_joined(one.name, one.title) for one in event.speakers.all()],
        gettext_lazy("Mỗi người một dòng: Họ tên; chức vụ, đơn vị."),
    ),
    "co_hosts": Lines(
        _co_host,
        lambda event: [
            one.organisation.name for one in event.co_hosts.select_related("organisation")
        ],
        gettext_lazy("Mỗi đơn vị một dòng, ghi đúng tên trong hệ thống."),
        asks_the_database=True,
    ),
    "costs": Lines(
        _cost,
        lambda event: [
            _joined(one.item, numbers.number(one.amount), one.budget) for one in event.costs.all()
        ],
        gettext_lazy("Mỗi khoản một dòng: Khoản chi; số tiền; nguồn. Ví dụ: Nước uống; 500.000."),
    ),
}
