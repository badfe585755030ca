"""The sheet of a week, as offices pin it up: one description, in PDF and in Word.

Written in Vietnamese, as official papers are.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.text import capfirst
from django.utils.translation import override

from sanvat.agenda.models import WorkWeek
from sanvat.agenda.weeks import Day, Line
from sanvat.documents.paper import (
    Block,
    Letterhead,
    Paper,
    Paragraph,
    Signature,
    Table,
    TableColumn,
)
from sanvat.text.days import day as said

MARKS = {"changed": "Đã đổi", "called_off": "Hoãn", "instead": "Lịch mới", "late": "Bổ sung"}


@override("vi")
def week_sheet(week: WorkWeek, days: Sequence[Day], *, for_insiders: bool) -> Paper:
    """The week as `agenda.weeks` describes its days; for insiders with who leads and the inner
    notes."""
    body = week.calendar.organisation
    blocks: list[Block] = [Table(_columns(for_insiders), _rows(days, for_insiders))]
    if for_insiders:
        blocks.append(Paragraph("Lưu hành nội bộ.", italic=True))
    return Paper(
        letterhead=Letterhead(
            issuer=body.name.upper(),
            above=body.parent.name.upper() if body.parent else "",
            place=_province(week),
            day=week.published_at.date() if week.published_at else None,
        ),
        kind="LỊCH CÔNG TÁC",
        summary=f"Tuần từ ngày {said(week.monday)} đến ngày {said(week.sunday)}",
        blocks=blocks,
        signatures=[Signature(capacity="NGƯỜI LẬP LỊCH")],
        recipients=["Các phòng, bộ phận", "Lưu: VT"],
        is_draft=not week.is_published,
        lies_down=True,
    )


def _province(week: WorkWeek) -> str:
    place = week.calendar.organisation.place
    if place is None:
        return ""
    return (place.parent or place).name


def _columns(for_insiders: bool) -> list[TableColumn]:
    inner = [TableColumn("Người chủ trì, ghi chú", 4)] if for_insiders else []
    return [
        TableColumn("Thứ, ngày", 3),
        TableColumn("Giờ", 2, "centre"),
        TableColumn("Nội dung", 7),
        TableColumn("Chủ trì", 3),
        TableColumn("Thành phần", 4),
        TableColumn("Chuẩn bị", 3),
        TableColumn("Địa điểm", 3),
        *inner,
    ]


def _rows(days: Sequence[Day], for_insiders: bool) -> list[list[str]]:
    rows = []
    for day in days:
        head = f"{day.name}, {said(day.day)}"
        if day.lunar:
            head = f"{head} (âm lịch {day.lunar})"
        if day.what:
            head = f"{head}. {'Làm việc' if day.works else 'Nghỉ'}: {day.what}"
        if not day.lines:
            if day.works:
                rows.append([head, *[""] * (7 if for_insiders else 6)])
            continue
        for number, line in enumerate(day.lines):
            rows.append(_row("" if number else head, line, for_insiders))
    return rows


def _row(head: str, line: Line, for_insiders: bool) -> list[str]:
    content = line.content
    if line.mark:
        why = f": {line.reason}" if line.reason else ""
        content = f"[{MARKS[line.mark]}{why}] {content}"
    inner = ". ".join(part for part in (line.leader_name, line.note) if part)
    return [
        head,
        capfirst(line.when),
        content,
        line.led_by,
        line.participants,
        line.prepared_by,
        line.venue,
        *([inner] if for_insiders else []),
    ]
