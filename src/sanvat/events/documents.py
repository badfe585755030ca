"""The papers of an event: invitation, sheet to sign, certificate of attendance, minutes, report.

Each is a description (`documents.paper`); how it looks stands there. Written in Vietnamese, as
official papers are.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import override

from sanvat.documents.paper import (
    Block,
    Facts,
    Heading,
    Items,
    Letterhead,
    Paper,
    Paragraph,
    QrCode,
    Signature,
    Table,
    TableColumn,
)
from sanvat.events.figures import Figures, came_by_place, came_by_role, figures_of
from sanvat.events.links import check_link, link_of
from sanvat.events.models import AttendancePaper, CoHost, Event, Guest
from sanvat.text.days import day
from sanvat.text.numbers import number

NO_ROLE = "Tổ chức và khách không có vai trò"
NO_PLACE = "Chưa ghi địa bàn"


@override("vi")
def invitation_letter(event: Event, guest: Guest | None = None) -> Paper:
    """To one guest, or with room for a name; with agenda, and where to reply."""
    blocks: list[Block] = [
        Paragraph(f"{event.host.name} trân trọng kính mời tới dự: {event.title}."),
        Facts(_facts(event)),
        *_topics(event),
        *_agenda(event),
    ]
    if guest is not None:
        blocks.append(
            Paragraph(
                f"Số thứ tự trong danh sách: {guest.number}. Xin trả lời ở trang mà mã này mở; nếu "
                "không dự được, ông/bà có thể cử người dự thay ở trang đó. Mang mã này khi đến."
            )
        )
        blocks.append(QrCode(link_of(guest), f"Mã của khách số {guest.number}"))
    return Paper(
        letterhead=_head(event),
        kind="GIẤY MỜI",
        summary=event.title,
        blocks=blocks,
        addressees=[_addressee(guest)],
        grounds=_grounds(event),
        signatures=[_signature(event)],
        recipients=["Như trên", "Lưu: VT"],
    )


@override("vi")
def sign_in_sheet(event: Event) -> Paper:
    """Everybody invited, in the order of their numbers, with room to sign and for ten more."""
    rows = [
        [str(guest.number), guest.who_comes, guest.comes_as, ""]
        for guest in event.guests.filter(is_walk_in=False).order_by("number")
    ]
    rows += [["", "", "", ""] for _line in range(10)]
    return Paper(
        letterhead=_head(event),
        kind="DANH SÁCH",
        summary=f"Đại biểu ký tên dự {event.title}",
        blocks=[
            Facts(_facts(event)),
            Table(
                [
                    TableColumn("STT", 1, "centre"),
                    TableColumn("Họ và tên", 5),
                    TableColumn("Chức vụ, đơn vị", 6),
                    TableColumn("Ký tên", 3),
                ],
                rows,
            ),
        ],
        signatures=[Signature("NGƯỜI LẬP DANH SÁCH")],
    )


@override("vi")
def attendance_certificate(paper: AttendancePaper) -> Paper:
    """That one person took part, with the code to check it."""
    event = paper.guest.event
    return Paper(
        letterhead=Letterhead(
            issuer=event.host.name.upper(),
            number=paper.number,
            place=_province(event),
            day=paper.issued_at.date(),
        ),
        kind="GIẤY CHỨNG NHẬN",
        summary=f"Tham dự {event.title}",
        blocks=[
            Paragraph(f"{event.host.name} chứng nhận:"),
            Paragraph(paper.name, bold=True, align="centre", is_large=True),
            *([Paragraph(paper.guest.comes_as, align="centre")] if paper.guest.comes_as else []),
            Paragraph(f"đã tham dự: {event.title}."),
            Facts(_facts(event)),
            *_topics(event),
            QrCode(check_link(paper), f"Mã kiểm tra: {paper.check_code}"),
        ],
        signatures=[_signature(event)],
    )


@override("vi")
def minutes(event: Event) -> Paper:
    """What was said and concluded; tasks can be given on its ground."""
    figures = figures_of(event)
    blocks: list[Block] = [
        Facts(_facts(event)),
        Heading("I. THÀNH PHẦN", 1),
        *_who_came(event, figures),
        Heading("II. NỘI DUNG", 1),
        *_topics(event),
        *_agenda(event),
        *_questions(event),
        Heading("III. KẾT LUẬN", 1),
        *_lines(event.conclusion or "Chưa ghi kết luận."),
    ]
    return Paper(
        letterhead=_head(event),
        kind="THÔNG BÁO",
        summary=f"Kết luận tại {event.title}",
        blocks=blocks,
        grounds=_grounds(event),
        signatures=[_signature(event)],
        recipients=["Các đơn vị tham dự", "Lưu: VT"],
        is_draft=not event.conclusion,
    )


@override("vi")
def report(event: Event) -> Paper:
    """What the rows tell of the event, with the host's own words where there are some."""
    figures = figures_of(event)
    blocks: list[Block] = [
        Heading("I. TÌNH HÌNH TỔ CHỨC", 1),
        Facts(_facts(event)),
        *_topics(event),
        Heading("II. NGƯỜI THAM DỰ", 1),
        *_who_came(event, figures),
        _count_table("Theo địa bàn", came_by_place(event), NO_PLACE),
        Heading("III. Ý KIẾN VÀ NGUYỆN VỌNG", 1),
        Paragraph(
            f"Có {figures.questions} câu hỏi, đã trả lời {figures.answered}. "
            f"Có {figures.interests} nguyện vọng tham gia Chương trình, trong đó "
            f"{figures.ideas} đã thành ý tưởng sản phẩm."
        ),
        *_questions(event),
        *_costs(event, figures),
        Heading("V. KẾT LUẬN VÀ ĐÁNH GIÁ", 1),
        *_lines(event.conclusion or "Chưa ghi kết luận."),
        *_lines(event.report),
    ]
    return Paper(
        letterhead=_head(event),
        kind="BÁO CÁO",
        summary=f"Kết quả {event.title}",
        blocks=blocks,
        grounds=_grounds(event),
        signatures=[_signature(event)],
        recipients=["Cơ quan cấp trên", "Lưu: VT"],
        is_draft=event.state != Event.State.REPORTED,
    )


@override("vi")
def news_draft(event: Event) -> tuple[str, str, str]:
    """Title, lead and text of a piece of news, from the rows, to be copied and worked on."""
    figures = figures_of(event)
    kind = event.get_kind_display()
    lead = f"{_cap(event.when)}, tại {event.where}, {event.host.name} tổ chức {event.title}."
    if event.is_to_come:
        lead = f"{event.host.name} sẽ tổ chức {event.title}: {event.when}, tại {event.where}."
    parts = [event.summary]
    if topics := [topic.text for topic in event.topics.all()]:
        parts.append(f"Nội dung {kind}: " + "; ".join(topics) + ".")
    if event.instrument is not None:
        parts.append(f"Thực hiện {_paper(event)}.")
    if figures.came:
        roles = [f"{n} {name.lower() or 'khách khác'}" for name, n in came_by_role(event)]
        parts.append(f"Có {figures.came} người tham dự, gồm {', '.join(roles)}.")
    if figures.interests:
        parts.append(
            f"Sau phần trao đổi, {figures.interests} người nêu nguyện vọng tham gia Chương trình."
        )
    if event.conclusion:
        parts.append(f"Kết luận: {event.conclusion}")
    return event.title, lead, "\n\n".join(part for part in parts if part)


# What several papers say alike


def _head(event: Event) -> Letterhead:
    return Letterhead(issuer=event.host.name.upper(), place=_province(event))


def _province(event: Event) -> str:
    """The place that stands before the day; the host's own where the event lies elsewhere."""
    place = event.host.place or event.place
    return place.name


def _facts(event: Event) -> list[tuple[str, str]]:
    pairs = [
        ("Thời gian", event.when),
        ("Địa điểm", event.where),
        ("Đơn vị chủ trì", event.host.name),
        ("Đơn vị phối hợp", "; ".join(each.organisation.name for each in _co_hosts(event))),
        (
            "Báo cáo viên",
            "; ".join(
                f"{one.name}{f' ({one.title})' if one.title else ''}"
                for one in event.speakers.all()
            ),
        ),
    ]
    return [(label, value) for label, value in pairs if value]


def _co_hosts(event: Event) -> Iterable[CoHost]:
    return event.co_hosts.select_related("organisation")


def _grounds(event: Event) -> list[str]:
    return [f"Căn cứ {_paper(event)}"] if event.instrument is not None else []


def _paper(event: Event) -> str:
    paper = event.instrument
    assert paper is not None
    named = f"{paper.get_kind_display().capitalize()} số {paper.number}".replace(" số  ", " ")
    said = f"{named} ngày {day(paper.issued_on)} của {paper.issuer}"
    return f"{said} về {paper.summary}" if paper.summary else said


def _addressee(guest: Guest | None) -> str:
    if guest is None:
        return "Ông (bà) ................................................"
    return f"{guest.name}{f', {guest.title}' if guest.title else ''}"


def _topics(event: Event) -> list[Block]:
    topics = [topic.text for topic in event.topics.all()]
    return [Paragraph("Nội dung:", bold=True), Items(topics, "1.")] if topics else []


def _agenda(event: Event) -> list[Block]:
    rows = [
        [f"{item.time:%H:%M}" if item.time else "", item.title, item.speaker]
        for item in event.agenda.all()
    ]
    if not rows:
        return []
    columns = [TableColumn("Giờ", 1), TableColumn("Nội dung", 5), TableColumn("Trình bày", 3)]
    return [Table(columns, rows, caption="Chương trình")]


def _who_came(event: Event, figures: Figures) -> list[Block]:
    return [
        Paragraph(
            f"Mời {figures.invited}, có mặt {figures.came}"
            + (f", trong đó {figures.walk_ins} không qua mời" if figures.walk_ins else "")
            + "."
        ),
        _count_table("Theo vai trò", came_by_role(event), NO_ROLE),
    ]


def _count_table(caption: str, counts: list[tuple[str, int]], without: str) -> Table:
    rows = [[_cap(name) if name else without, number(n)] for name, n in counts]
    total = ["Cộng", number(sum(n for _name, n in counts))]
    columns = [TableColumn(caption.removeprefix("Theo ").capitalize(), 4)]
    return Table([*columns, TableColumn("Có mặt", 1, "right")], rows, total=total, caption=caption)


def _questions(event: Event) -> list[Block]:
    asked = list(event.questions.all())
    if not asked:
        return []
    return [
        Paragraph("Câu hỏi và trả lời:", bold=True),
        Items([(one.text, Items([one.answer or "Chưa trả lời."], "-")) for one in asked], "1."),
    ]


def _costs(event: Event, figures: Figures) -> list[Block]:
    lines = list(event.costs.all())
    if not lines:
        return [Heading("IV. KINH PHÍ", 1), Paragraph("Không ghi khoản chi nào.")]
    return [
        Heading("IV. KINH PHÍ", 1),
        Table(
            [
                TableColumn("Khoản chi", 5),
                TableColumn("Số tiền (đồng)", 2, "right"),
                TableColumn("Nguồn", 3),
            ],
            [[line.item, number(line.amount), line.budget] for line in lines],
            total=["Cộng", number(figures.cost), ""],
        ),
    ]


def _lines(text: str) -> list[Block]:
    return [Paragraph(line) for line in text.splitlines() if line.strip()]


def _signature(event: Event) -> Signature:
    return Signature(f"TM. {event.host.name.upper()}")


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]
