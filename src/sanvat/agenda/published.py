"""What strangers read of work calendars: published weeks, without what is for the insiders; and
as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sanvat.agenda.models import WorkCalendar, WorkEntry, WorkEntryQuerySet, WorkWeek
from sanvat.agenda.weeks import monday_of
from sanvat.opendata.dataset import Column, Dataset, Kind, Level, Row, Words

AT_ONCE = 2_000
"""Rows that are held in memory."""


def calendars() -> QuerySet[WorkCalendar]:
    """Of which at least one week is published, in the order of their names."""
    rows: QuerySet[WorkCalendar] = WorkCalendar.objects.published()
    return rows.select_related("organisation__place").order_by("body_name", "pk")


def calendar_at(slug: str) -> WorkCalendar | None:
    """By its part of the address; None where there is none, and where nothing is published."""
    rows = WorkCalendar.objects.published().select_related("organisation__place")
    found: WorkCalendar | None = rows.filter(slug=slug).first()
    return found


def calendar_of_body(organisation: int | None) -> WorkCalendar | None:
    """Of a body, by its key."""
    rows = WorkCalendar.objects.published().select_related("organisation__place")
    found: WorkCalendar | None = rows.filter(organisation=organisation).first()
    return found


def week_at(calendar: WorkCalendar, monday: date) -> WorkWeek | None:
    """The published week; None where it is a draft or not there."""
    found: WorkWeek | None = calendar.weeks.published().filter(monday=monday).first()
    return found


def entries(first: date | None = None, last: date | None = None) -> WorkEntryQuerySet:
    """Of all calendars, the changed and the called off ones too, from a day to a day."""
    rows: WorkEntryQuerySet = WorkEntry.objects.published().select_related(
        "week__calendar__organisation__place", "replaces"
    )
    if first is not None:
        monday = monday_of(first)
        rows = rows.filter(
            Q(week__monday__gt=monday) | Q(week__monday=monday, weekday__gte=first.isoweekday())
        )
    if last is not None:
        monday = monday_of(last)
        rows = rows.filter(
            Q(week__monday__lt=monday) | Q(week__monday=monday, weekday__lte=last.isoweekday())
        )
    return rows


def path_of(calendar: WorkCalendar, monday: date | None = None) -> str:
    """Its page, of one week where that is named."""
    week = f"?tuan={monday:%Y-%m-%d}" if monday else ""
    return f"/lich-cong-tac/{calendar.slug}/{week}"


def replaced_by_it(entry: Any) -> int | None:
    """The key of the entry that it stands for, as far as strangers read that one."""
    old = entry.replaces
    return old.pk if old is not None and not old.is_internal else None


# As open data


def _rows(today: date) -> Iterator[Row]:
    yield from map(_row, entries().order_by("pk").iterator(AT_ONCE))


def _row(entry: Any) -> Row:
    calendar = entry.week.calendar
    body = calendar.organisation
    return (
        entry.pk,
        body.name,
        body.place.code if body.place else None,
        body.place.full_name if body.place else None,
        entry.day,
        f"{entry.starts_time:%H:%M}" if entry.starts_time else None,
        f"{entry.ends_time:%H:%M}" if entry.ends_time else None,
        entry.part or None,
        entry.content,
        entry.led_by or None,
        entry.participants or None,
        entry.prepared_by or None,
        entry.venue or None,
        entry.state,
        entry.reason or None,
        replaced_by_it(entry),
        entry.changed_at,
        f"{settings.SITE_ADDRESS}{path_of(calendar, entry.week.monday)}",
        calendar.is_demonstration,
    )


def _parts() -> Mapping[str, Words]:
    return dict(WorkEntry.Part.choices)


def _states() -> Mapping[str, Words]:
    return dict(WorkEntry.State.choices)


ENTRIES = Dataset(
    key="lich-cong-tac",
    page="/lich-cong-tac/",
    order=48,
    title=_("Lịch công tác"),
    about=_(
        "Việc trong lịch công tác mà các đơn vị đã công bố, kể cả việc đã đổi hoặc hoãn. Người chủ "
        "trì và thành phần chỉ ghi chức danh, đơn vị; việc nội bộ và ghi chú nội bộ không có ở đây."
    ),
    columns=(
        Column("id", _("Mã việc"), Kind.WHOLE, Level.COMPUTED),
        Column("organisation", _("Đơn vị"), day="changed_at"),
        Column("place_code", _("Mã đơn vị hành chính của đơn vị"), day="changed_at"),
        Column("place", _("Địa bàn của đơn vị"), day="changed_at"),
        Column("day", _("Ngày"), Kind.DAY, day="changed_at"),
        Column("starts_time", _("Giờ bắt đầu ở Việt Nam; có thể trống"), day="changed_at"),
        Column("ends_time", _("Giờ kết thúc ở Việt Nam; có thể trống"), day="changed_at"),
        Column("part", _("Buổi, khi không ghi giờ"), day="changed_at", values=_parts),
        Column("content", _("Nội dung"), day="changed_at"),
        Column("led_by", _("Chủ trì, theo chức danh; có thể trống"), day="changed_at"),
        Column("participants", _("Thành phần; có thể trống"), day="changed_at"),
        Column("prepared_by", _("Đơn vị chuẩn bị; có thể trống"), day="changed_at"),
        Column("venue", _("Địa điểm; có thể trống"), day="changed_at"),
        Column("state", _("Trạng thái"), day="changed_at", values=_states),
        Column("reason", _("Lý do đổi, hoãn; có thể trống"), day="changed_at"),
        Column("replaces", _("Mã việc mà nó thay; có thể trống"), Kind.WHOLE, day="changed_at"),
        Column("changed_at", _("Lần thay đổi gần nhất"), Kind.MOMENT, Level.COMPUTED),
        Column("url", _("Trang của tuần ấy"), source=Level.COMPUTED),
        Column(
            "demonstration", _("Dữ liệu trình diễn, không có thật"), Kind.YES_NO, Level.COMPUTED
        ),
    ),
    identified_by=("id",),
    rows=_rows,
    keywords=(_("lịch công tác"), _("lịch tuần")),
    shown_by="state",
)
DATASETS = (ENTRIES,)
