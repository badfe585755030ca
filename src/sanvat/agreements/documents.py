"""The papers of an agreement: the text itself, minutes, a periodic report, the review.

Pure functions from rows that are at hand to a `Paper`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from sanvat.agreements.models import Agreement, Item, ItemNote, Meeting, Party, Review, Version
from sanvat.agreements.standing import Standing, stands_on
from sanvat.documents.paper import (
    Block,
    Facts,
    Heading,
    Items,
    Letterhead,
    Paper,
    Paragraph,
    Signature,
    Table,
    TableColumn,
)
from sanvat.text.days import day
from sanvat.text.numbers import number


def agreement_paper(agreement: Agreement) -> Paper:
    """The programme or regulation in chapters and articles; a draft says that it is one."""
    articles = _Articles()
    blocks: list[Block] = []
    if agreement.purpose or agreement.theme:
        blocks.append(Heading(_("Quy định chung")))
        blocks.append(articles.next(_("Mục đích, yêu cầu")))
        if agreement.theme:
            blocks.append(
                Paragraph(_("Chủ đề: %(theme)s.") % {"theme": agreement.theme.rstrip(".")})
            )
        blocks += [Paragraph(line) for line in agreement.purpose.splitlines() if line.strip()]
    parties = list(agreement.parties.all())
    blocks.append(Heading(_("Nội dung phối hợp")))
    blocks.append(articles.next(_("Các nội dung")))
    blocks.append(Items([_item_said(item) for item in agreement.items.all()], marks="1."))
    if any(party.duties for party in parties):
        blocks.append(Heading(_("Trách nhiệm của các bên")))
        for party in parties:
            if party.duties:
                blocks.append(articles.next(party.organisation.name))
                blocks.append(Items([line for line in party.duties.splitlines() if line.strip()]))
    blocks.append(Heading(_("Tổ chức thực hiện")))
    blocks.append(articles.next(_("Thông tin, hội họp, báo cáo")))
    blocks.append(
        Items(
            [
                _("Họp giao ban: %(every)s.") % {"every": agreement.get_meets_every_display()},
                _("Báo cáo: %(every)s.") % {"every": agreement.get_reports_every_display()},
                _("Xác nhận kết quả: %(rule)s.") % {"rule": agreement.get_confirm_rule_display()},
            ]
        )
    )
    for title, text in ((_("Kinh phí"), agreement.money), (_("Hiệu lực"), agreement.effect)):
        if text:
            blocks.append(articles.next(title))
            blocks += [Paragraph(line) for line in text.splitlines() if line.strip()]
    signed = _signed_version(agreement)
    return Paper(
        letterhead=_letterhead(agreement, parties, _signed_on(signed)),
        kind=agreement.get_kind_display().upper(),
        summary=agreement.title,
        grounds=agreement.grounds_list,
        blocks=blocks,
        signatures=_signatures(parties, signed),
        recipients=[party.organisation.name for party in parties],
        is_draft=agreement.is_drafted,
    )


class _Articles:
    """Numbers articles through all chapters."""

    def __init__(self) -> None:
        self.number = 0

    def next(self, title: str) -> Heading:
        self.number += 1
        words = {"number": self.number, "title": title}
        return Heading(_("Điều %(number)s. %(title)s") % words, level=2)


def _item_said(item: Item) -> tuple[str, Items]:
    lead = item.lead.organisation.name + (f": {item.duty}" if item.duty else "")
    said = [_("Chủ trì: %(lead)s.") % {"lead": lead.rstrip(".")}]
    for each in item.partners.all():
        partner = each.party.organisation.name + (f": {each.duty}" if each.duty else "")
        said.append(_("Phối hợp: %(partner)s.") % {"partner": partner.rstrip(".")})
    if item.indicator:
        said.append(_("Chỉ tiêu: %(indicator)s.") % {"indicator": item.indicator.name})
    if item.product:
        said.append(_("Kết quả: %(product)s.") % {"product": item.product.rstrip(".")})
    due = day(item.due_on) if item.due_on else _("cả năm")
    said.append(_("Thời gian: %(due)s.") % {"due": due})
    return item.text, Items(said)


def _signed_version(agreement: Agreement) -> Version | None:
    signed = [each for each in agreement.versions.all() if each.kind != Version.Kind.DRAFT]
    return signed[-1] if signed else None


def _signed_on(version: Version | None) -> date | None:
    first = version.signatures.first() if version else None
    return first.signed_on if first else None


def _letterhead(agreement: Agreement, parties: Sequence[Party], on: date | None) -> Letterhead:
    number_of = agreement.instrument.number if agreement.instrument else ""
    return Letterhead(
        issuer=" – ".join(party.organisation.name.upper() for party in parties),
        number=number_of,
        place=agreement.place.name,
        day=on,
    )


def _signatures(parties: Sequence[Party], signed: Version | None) -> list[Signature]:
    by_party = {each.party_id: each for each in signed.signatures.all()} if signed else {}
    found = []
    for party in parties:
        each = by_party.get(party.pk)
        capacity = (each.capacity if each else "") or party.capacity
        found.append(
            Signature(
                capacity=capacity
                or _("ĐẠI DIỆN %(body)s") % {"body": party.organisation.name.upper()},
                position=(each.position if each else party.position).upper(),
                name=each.person_name if each else party.representative,
            )
        )
    return found


def minutes_paper(meeting: Meeting) -> Paper:
    """The minutes of a meeting."""
    agreement = meeting.agreement
    parties = list(agreement.parties.all())
    blocks: list[Block] = [
        Facts(
            [
                (_("Thời gian"), day(meeting.held_on)),
                *([(_("Địa điểm"), meeting.held_at)] if meeting.held_at else []),
                (_("Chủ trì"), meeting.chair),
                (_("Thành phần"), meeting.attended or _("(không ghi)")),
            ]
        )
    ]
    remarks = list(meeting.remarks.all())
    if remarks:
        blocks.append(Heading(_("Từng nội dung")))
        blocks.append(
            Table(
                [
                    TableColumn(_("Số"), 1, "centre"),
                    TableColumn(_("Nội dung"), 5),
                    TableColumn(_("Nhận xét"), 6),
                ],
                [[str(each.item.number), each.item.text, each.text] for each in remarks],
            )
        )
    if meeting.talk:
        blocks.append(Heading(_("Diễn biến, ý kiến")))
        blocks += [Paragraph(line) for line in meeting.talk.splitlines() if line.strip()]
    blocks.append(Heading(_("Kết luận")))
    blocks += [Paragraph(line) for line in meeting.decisions.splitlines() if line.strip()]
    return Paper(
        letterhead=_letterhead(agreement, parties, meeting.held_on),
        kind=_("BIÊN BẢN"),
        summary=_("Họp %(kind)s: %(title)s")
        % {"kind": meeting.get_kind_display(), "title": agreement.title},
        blocks=blocks,
        signatures=[Signature(capacity=_("CHỦ TRÌ"), name=meeting.chair)],
        recipients=[party.organisation.name for party in parties],
    )


def report_paper(agreement: Agreement, first: date, last: date, *, is_draft: bool = True) -> Paper:
    """How things stood on the last day of a period, and what was told in it; a draft until it is
    issued."""
    parties = list(agreement.parties.all())
    items = list(agreement.items.all())
    standings = {item.pk: stands_on(item, last) for item in items}
    told = _told(items, first, last)
    of = _count(standings.values())
    blocks: list[Block] = [
        Paragraph(
            _(
                "Đến ngày %(day)s, %(confirmed)s/%(all)s nội dung đã được bên kia xác nhận hoàn "
                "thành; %(done)s nội dung chờ xác nhận; %(late)s nội dung quá hạn."
            )
            % {
                "day": day(last),
                "confirmed": number(of[Standing.CONFIRMED]),
                "all": number(len(items)),
                "done": number(of[Standing.DONE]),
                "late": number(of[Standing.LATE]),
            }
        ),
        Heading(_("Từng nội dung")),
        Table(
            [
                TableColumn(_("Số"), 1, "centre"),
                TableColumn(_("Nội dung"), 5),
                TableColumn(_("Chủ trì"), 3),
                TableColumn(_("Hạn"), 2),
                TableColumn(_("Trạng thái"), 2),
                TableColumn(_("Đã làm trong kỳ"), 6),
            ],
            [
                [
                    str(item.number),
                    item.text,
                    item.lead.organisation.name,
                    day(item.deadline),
                    str(standings[item.pk].label),
                    "\n".join(told[item.pk]),
                ]
                for item in items
            ],
        ),
    ]
    return Paper(
        letterhead=_letterhead(agreement, parties, last),
        kind=_("BÁO CÁO"),
        summary=_("Kết quả thực hiện từ %(first)s đến %(last)s: %(title)s")
        % {"first": day(first), "last": day(last), "title": agreement.title},
        blocks=blocks,
        signatures=_signatures(parties, None),
        recipients=[party.organisation.name for party in parties],
        is_draft=is_draft,
        lies_down=True,
    )


def _told(items: Sequence[Item], first: date, last: date) -> dict[int, list[str]]:
    told: dict[int, list[str]] = defaultdict(list)
    for item in items:
        for note in item.notes.all():
            if first <= note.on <= last and note.kind != ItemNote.Kind.CARRIED_OVER:
                kind = note.get_kind_display()
                said = f"{day(note.on)}, {note.party}: {kind}"
                told[item.pk].append(f"{said}. {note.text}" if note.text else f"{said}.")
    return told


def _count(standings: object) -> dict[Standing, int]:
    of: dict[Standing, int] = defaultdict(int)
    for each in standings:  # type: ignore[attr-defined]
        of[each] += 1
    return of


def review_paper(review: Review) -> Paper:
    """The review, with how many of the contents are done as their confirmations tell."""
    agreement = review.agreement
    parties = list(agreement.parties.all())
    lines = list(review.lines.all())
    confirmed = sum(line.mark == line.Mark.DONE for line in lines)
    partly = sum(line.mark == line.Mark.PARTLY for line in lines)
    signatures = {each.party_id: each for each in review.signatures.all()}
    days = [each.signed_on for each in signatures.values()]
    blocks: list[Block] = [
        Heading(_("Kết quả")),
        Paragraph(
            _(
                "%(confirmed)s/%(all)s nội dung đã thực hiện và được bên kia xác nhận; %(partly)s "
                "nội dung hoàn thành một phần."
            )
            % {
                "confirmed": number(confirmed),
                "all": number(len(lines)),
                "partly": number(partly),
            },
            bold=True,
        ),
        Table(
            [
                TableColumn(_("Số"), 1, "centre"),
                TableColumn(_("Nội dung"), 6),
                TableColumn(_("Chủ trì"), 3),
                TableColumn(_("Đánh giá"), 3),
                TableColumn(_("Lý do"), 4),
            ],
            [
                [
                    str(line.item.number),
                    line.item.text,
                    line.item.lead.organisation.name,
                    str(line.get_mark_display()),
                    line.reason,
                ]
                for line in lines
            ],
        ),
    ]
    if figures := list(review.figures.all()):
        blocks.append(Heading(_("Số liệu")))
        blocks.append(
            Table(
                [
                    TableColumn(_("Số liệu"), 5),
                    TableColumn(_("Giá trị"), 2, "right"),
                    TableColumn(_("Đơn vị"), 2),
                    TableColumn(_("Tính đến"), 2),
                    TableColumn(_("Nguồn"), 4),
                ],
                [
                    [each.name, number(each.value), each.unit, day(each.day), each.source]
                    for each in figures
                ],
            )
        )
    if review.concerns_handled is not None:
        blocks.append(Heading(_("Kiến nghị, phản ánh")))
        blocks.append(
            Paragraph(
                _("Đã giải quyết %(n)s kiến nghị, phản ánh, theo %(source)s.")
                % {"n": number(review.concerns_handled), "source": review.concerns_source}
            )
        )
    for title, text in (
        (_("Hạn chế"), review.weaknesses),
        (_("Kiến nghị, đề xuất"), review.proposals),
    ):
        if text:
            blocks.append(Heading(title))
            blocks += [Paragraph(line) for line in text.splitlines() if line.strip()]
    return Paper(
        letterhead=_letterhead(agreement, parties, max(days) if days else None),
        kind=_("BÁO CÁO TỔNG KẾT"),
        summary=agreement.title,
        blocks=blocks,
        signatures=[
            Signature(
                capacity=party.capacity
                or _("ĐẠI DIỆN %(body)s") % {"body": party.organisation.name.upper()},
                position=(
                    signatures[party.pk].position if party.pk in signatures else party.position
                ).upper(),
                name=signatures[party.pk].person_name if party.pk in signatures else "",
            )
            for party in parties
        ],
        recipients=[party.organisation.name for party in parties],
        is_draft=len(signatures) < len(parties),
    )
