"""What is printed of tasks given: the dispatch that gives one, and the report of its results."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanvat.assignments.models import Addition, Assignment, Share, ShareEvent
from sanvat.assignments.progress import progress_of
from sanvat.documents.paper import (
    Block,
    Facts,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Signature,
    Table,
    TableColumn,
)
from sanvat.text.days import day

MOST_NAMED = 30
"""Takers named one by one at the head of a dispatch; more are told by how many they are."""


def dispatch(assignment: Assignment, addition: Addition | None = None) -> Paper:
    """The dispatch by which the task is given, at first or with an addition; a draft until it has
    its number."""
    given = [share for share in _shares(assignment) if share.addition == addition]
    takers = [share.taker.name for share in given]
    instrument = assignment.instrument if addition is None else None
    due = (addition or assignment).last_day
    facts = [(_("Minh chứng"), assignment.proof), (_("Hạn hoàn thành"), day(due))]
    blocks: list[Block] = [
        *(Paragraph(line) for line in assignment.text.splitlines() if line.strip()),
        Facts([(term, value) for term, value in facts if value]),
    ]
    if len(takers) > MOST_NAMED:
        blocks.append(Heading(_("Các đơn vị được giao"), level=2))
        blocks.append(
            Table(
                [TableColumn(_("STT"), 1, "centre"), TableColumn(_("Đơn vị"), 9)],
                [(str(n), name) for n, name in enumerate(takers, 1)],
            )
        )
    return Paper(
        letterhead=_head(
            assignment,
            instrument.number if instrument else "",
            day=addition.given_on if addition else None,
        ),
        kind="",
        summary=_("V/v %(task)s") % {"task": assignment.title},
        blocks=blocks,
        addressees=takers if len(takers) <= MOST_NAMED else [_many(len(takers))],
        grounds=[assignment.source_text] if assignment.source_text else [],
        signatures=[Signature(_("THỦ TRƯỞNG CƠ QUAN"))],
        recipients=[_("Như trên"), _("Lưu: VT")],
        is_draft=instrument is None or not instrument.number,
    )


def results(assignment: Assignment, today: date) -> Paper:
    """The report of results on a day: the counts, and every body with what it reported."""
    shares = _shares(assignment)
    counted = progress_of([assignment.pk], today)[assignment.pk]
    reported = _last_reports(shares)
    rows = [
        (
            str(n),
            share.taker.name,
            str(share.get_state_display()),
            day(share.reported_on),
            reported.get(share.pk, ""),
        )
        for n, share in enumerate(shares, 1)
    ]
    said = _(
        "Giao ngày %(given)s cho %(total)s đơn vị: %(done)s hoàn thành, %(reported)s chờ xác nhận, "
        "%(working)s đang làm, %(silent)s chưa nhận; %(late)s quá hạn."
    ) % {
        "given": day(assignment.given_on),
        "total": counted.total,
        "done": counted.done,
        "reported": counted.reported,
        "working": counted.taken + counted.returned,
        "silent": counted.given,
        "late": counted.late,
    }
    return Paper(
        letterhead=_head(assignment, "", day=today),
        kind=_("BÁO CÁO"),
        summary=_("Kết quả thực hiện: %(task)s") % {"task": assignment.title},
        blocks=[
            Paragraph(said),
            Table(
                [
                    TableColumn(_("STT"), 1, "centre"),
                    TableColumn(_("Đơn vị"), 5),
                    TableColumn(_("Trạng thái"), 3),
                    TableColumn(_("Ngày báo cáo"), 3),
                    TableColumn(_("Kết quả"), 7),
                ],
                rows,
            ),
        ],
        grounds=[assignment.source_text] if assignment.source_text else [],
        signatures=[Signature(_("THỦ TRƯỞNG CƠ QUAN"))],
        recipients=[_("Lưu: VT")],
        is_draft=True,
    )


def _head(assignment: Assignment, number: str, *, day: date | None = None) -> Letterhead:
    place = assignment.place
    return Letterhead(
        issuer=assignment.giver.name.upper(),
        number=number,
        place=place.name if place else "",
        day=day or assignment.given_on,
    )


def _many(number: int) -> str:
    return ngettext(
        "%(n)d đơn vị (danh sách kèm theo)", "%(n)d đơn vị (danh sách kèm theo)", number
    ) % {"n": number}


def _shares(assignment: Assignment) -> list[Share]:
    shares = assignment.shares.select_related("taker", "addition__clock")
    return list(shares.order_by("taker__name", "pk"))


def _last_reports(shares: Sequence[Share]) -> dict[int, str]:
    """What each last reported, with the number of its paper."""
    events = ShareEvent.objects.filter(share__in=shares, kind=ShareEvent.Kind.REPORTED)
    return {
        event.share_id: f"{event.text} ({event.paper})" if event.paper else event.text
        for event in events.order_by("pk")
    }
