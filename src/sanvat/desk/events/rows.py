"""Events, guests, interests in tables."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.desk.events.tags import event_state, reply_tag
from sanvat.events.models import Attendance, Event, Guest, Interest
from sanvat.records.beside import count_of
from sanvat.text.days import ago
from sanvat.text.numbers import number
from sanvat.ui.tables import Cell, Column, link, under, with_unit
from sanvat.ui.templatetags.ui import tag

Row = tuple[Cell, ...]

EVENT_COLUMNS = (
    Column(gettext_lazy("Sự kiện")),
    Column(gettext_lazy("Thời gian"), kind="whole"),
    Column(gettext_lazy("Địa bàn"), kind="whole"),
    Column(gettext_lazy("Mời"), kind="number"),
    Column(gettext_lazy("Có mặt"), kind="number"),
    Column(gettext_lazy("Trạng thái")),
)


def listed(events: QuerySet[Event]) -> QuerySet[Event]:
    """The events with what a row shows of them: how many guests were invited, how many came."""
    guests = Guest.objects.filter(event=OuterRef("pk"))
    noted = Attendance.objects.filter(guest=OuterRef("pk"), withdrawn_at=None)
    shown = events.select_related("host", "place").only(
        *("title", "kind", "state", "starts_on", "ends_on", "starts_time", "ends_time"),
        *("time_note", "host__name", "place__full_name"),
    )
    return shown.annotate(
        invited=count_of(guests.filter(is_walk_in=False), "event"),
        came=count_of(guests.filter(Exists(noted)), "event"),
    )


def event_rows(events: Iterable[Event]) -> list[Row]:
    """The events as they are `listed`."""
    return [
        (
            under(
                link(one.title, reverse("desk:event", args=[one.pk])),
                f"{capfirst(one.get_kind_display())} · {one.host.name}",
            ),
            one.when,
            one.place.full_name,
            with_unit(number(one.invited), _("được mời")),  # type: ignore[attr-defined]
            with_unit(number(one.came), _("có mặt")),  # type: ignore[attr-defined]
            event_state(one),
        )
        for one in events
    ]


GUEST_COLUMNS = (
    Column(gettext_lazy("Số"), kind="number"),
    Column(gettext_lazy("Khách mời")),
    Column(gettext_lazy("Địa bàn"), kind="whole"),
    Column(gettext_lazy("Mời theo"), kind="whole"),
    Column(gettext_lazy("Trả lời")),
)


def guest_rows(guests: Iterable[Guest], here: set[int]) -> list[Row]:
    """`here`: the keys of those who are noted as present."""
    return [
        (
            number(one.number),
            under(
                link(one.name, reverse("desk:event_guest", args=[one.event_id, one.pk])), one.title
            ),
            one.place.full_name if one.place else "–",
            one.rule.said if one.rule else _("đến không qua mời"),
            _reply(one, here),
        )
        for one in guests
    ]


def _reply(guest: Guest, here: set[int]) -> Cell:
    came = tag(_("Có mặt"), kind="good", icon="circle-check") if guest.pk in here else ""
    said: Cell = "" if guest.is_walk_in else reply_tag(guest)
    if guest.stand_in:
        said = under(said, _("thay: %(name)s") % {"name": guest.stand_in})
    return format_html("{} {}", came, said)


INTEREST_COLUMNS = (
    Column(gettext_lazy("Nguyện vọng")),
    Column(gettext_lazy("Người nêu")),
    Column(gettext_lazy("Nơi ở"), kind="whole"),
    Column(gettext_lazy("Nêu tại"), kind="whole"),
    Column(gettext_lazy("Ý tưởng")),
)


def interest_rows(interests: Iterable[Interest]) -> list[Row]:
    return [
        (
            link(one.wish, reverse("desk:interest", args=[one.pk])),
            one.name or "–",
            one.place.full_name,
            under(one.event.title, ago(one.noted_at)),
            tag(_("Đã thành ý tưởng"), kind="good", icon="lightbulb")
            if one.idea_id
            else tag(_("Hết thời hạn lưu giữ"), icon="calendar-off")
            if one.erased_at
            else tag(_("Chờ"), kind="warn", icon="clock"),
        )
        for one in interests
    ]
