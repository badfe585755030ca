"""Matters of the people in tables, and how they are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from sanvat.clocks.models import Clock
from sanvat.concerns.models import Concern, Meeting
from sanvat.rules import concerns as rules
from sanvat.text.days import day, moment
from sanvat.text.language import is_english
from sanvat.ui.addresses import address
from sanvat.ui.tables import Cell, Column, link, under
from sanvat.ui.tags.marks import tag

State = Concern.State
SHOWN = 110
"""Letters of a matter in a list."""

STATES = {
    State.RECEIVED: ("warn", "inbox"),
    State.CLASSIFIED: ("plain", "tag"),
    State.TRANSFERRED: ("warn", "corner-up-right"),
    State.RETURNED: ("plain", "undo-2"),
    State.REFUSED: ("plain", "ban"),
    State.ACCEPTED: ("gold", "play"),
    State.VERIFYING: ("gold", "search"),
    State.ANSWERED: ("good", "reply"),
    State.CLOSED: ("good", "circle-check"),
    State.REOPENED: ("warn", "rotate-ccw"),
    State.MERGED: ("plain", "merge"),
    State.WITHDRAWN: ("plain", "x"),
}
CONCERN_COLUMNS = (
    Column(pgettext_lazy("phản ánh", "Việc"), kind="whole"),
    Column(gettext_lazy("Hạn")),
    Column(gettext_lazy("Trạng thái")),
    Column(gettext_lazy("Phụ trách")),
    Column(gettext_lazy("Gửi lúc"), kind="nowrap"),
)
MEETING_COLUMNS = (
    Column(gettext_lazy("Hội nghị")),
    Column(gettext_lazy("Ngày họp"), kind="nowrap"),
    Column(gettext_lazy("Số ý kiến"), kind="number"),
    Column(gettext_lazy("Đã trả lời"), kind="number"),
)
READING_COLUMNS = (
    Column(gettext_lazy("Người đọc")),
    Column(gettext_lazy("Để làm gì")),
    Column(gettext_lazy("Lúc"), kind="nowrap"),
)


def subject_name(key: str) -> str:
    """A subject as people read it; its key where it is no subject any more."""
    try:
        found = rules.subject(key)
    except KeyError:
        return key
    return found.name_en if is_english() else found.name


def called(concern: Concern) -> str:
    """What a matter is called in a list. Of a denunciation nothing is told."""
    if concern.is_confidential:
        return _("Tố cáo, giữ kín")
    said = " ".join((concern.title or concern.text).split())
    return Truncator(said).chars(SHOWN) or concern.code


def state_tag(concern: Concern) -> SafeString:
    kind, icon = STATES[State(concern.state)]
    return tag(capfirst(concern.get_state_display()), kind=kind, icon=icon)


def confidential_tag() -> SafeString:
    return tag(_("Giữ kín"), kind="bad", icon="lock")


def days_late(concern: Concern, today: date) -> int:
    """Days since the due day of a clock that runs; 0 where it is not late."""
    clock = concern.clock
    if clock is None or clock.due_on is None or clock.finished_on is not None:
        return 0
    if not concern.is_open:
        return 0
    return max((today - clock.due_on).days, 0)


def due_cell(concern: Concern, today: date) -> Cell:
    clock = concern.clock
    if not concern.is_open or clock is None or clock.finished_on is not None:
        return "–"
    if clock.state == Clock.State.STOPPED or clock.due_on is None:
        return tag(_("Đang tạm dừng"), icon="pause")
    late = days_late(concern, today)
    if late:
        said = ngettext("Quá hạn %(n)d ngày", "Quá hạn %(n)d ngày", late) % {"n": late}
        return under(tag(said, kind="bad", icon="clock"), day(clock.due_on))
    return under(day(clock.due_on), left_said((clock.due_on - today).days))


def left_said(days: int) -> str:
    if not days:
        return _("hôm nay")
    return ngettext("còn %(n)d ngày", "còn %(n)d ngày", days) % {"n": days}


def concern_rows(
    concerns: Iterable[Concern], today: date, *, shows_body: bool = False
) -> list[tuple[Cell, ...]]:
    """`shows_body`: also which body leads, in a list of several."""
    return [
        (
            under(
                link(called(one), address("desk:concern", one.pk)),
                " · ".join((one.code, capfirst(one.get_kind_display()), subject_name(one.subject))),
            ),
            due_cell(one, today),
            state_tag(one),
            _in_hand(one, shows_body=shows_body),
            moment(one.sent_at),
        )
        for one in concerns
    ]


def _in_hand(concern: Concern, *, shows_body: bool) -> Cell:
    person = str(concern.handler) if concern.handler else _("chưa giao")
    return under(person, concern.organisation.name) if shows_body else person


def meeting_rows(
    meetings: Iterable[Meeting], counted: Mapping[int, tuple[int, int]]
) -> list[tuple[Cell, ...]]:
    """`counted`: by the key of a meeting, how much was raised and how much is answered."""
    return [
        (
            under(
                link(one.name, address("desk:concern_meeting", one.pk)),
                one.organisation.name,
            ),
            day(one.held_on),
            *counted.get(one.pk, (0, 0)),
        )
        for one in meetings
    ]


def reading_rows(readings: Iterable[Any]) -> list[tuple[Cell, ...]]:
    return [
        (
            under(
                str(one.by) if one.by else _("hệ thống"),
                one.organisation.name if one.organisation else "",
            ),
            under(capfirst(one.get_purpose_display()), one.note),
            moment(one.at),
        )
        for one in readings
    ]
