"""The papers of a plan: the plan itself with its table by unit, and the draft of its review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from django.utils.translation import gettext as _

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
from sanvat.places.names import titled
from sanvat.plans.models import Plan, Result, Share, Target
from sanvat.plans.progress import PACES, Progress, Unit
from sanvat.plans.ranges import Range
from sanvat.plans.sharing import NO_PARTS, Parts, sharing_of
from sanvat.text.days import day
from sanvat.text.numbers import number


def plan_paper(
    plan: Plan, targets: Sequence[Target], parts: Mapping[int, Parts], shares: Sequence[Told]
) -> Paper:
    """The plan as it is issued. `parts`: what is given of each target; `shares`: to whom, in the
    order in which the table lists the units (`told_in_order`)."""
    blocks: list[Block] = []
    if plan.goals:
        blocks += [Heading(_("Mục tiêu")), *_paragraphs(plan.goals)]
    blocks += [Heading(_("Chỉ tiêu kế hoạch")), _targets(targets)]
    words = [
        f"{target.name}: {sharing.words}"
        for target in targets
        if (sharing := sharing_of(plan, target, parts.get(target.pk, NO_PARTS))) is not None
    ]
    if words:
        blocks += [Heading(_("Giao cho các đơn vị")), Items(words), _units(targets, shares)]
    if plan.tasks:
        blocks += [Heading(_("Nhiệm vụ và phân công")), Items(plan.tasks.splitlines())]
    return Paper(
        letterhead=_letterhead(plan),
        kind=_("KẾ HOẠCH"),
        summary=plan.title,
        blocks=blocks,
        grounds=[_("Căn cứ %(paper)s") % {"paper": each} for each in plan.programme.grounds.all()],
        signatures=[Signature(capacity=plan.organisation.name.upper())],
        is_draft=not plan.is_frozen,
        lies_down=len(targets) > 3 and bool(shares),
    )


def review_paper(
    plan: Plan,
    targets: Sequence[Target],
    progress: Mapping[int, Progress],
    results: Mapping[int, Result],
    lists: Mapping[int, str],
) -> Paper:
    """The report on how the plan ended: of what was frozen where it has been reviewed, else a draft
    from the figures of the day. `lists`: for each target the address of the list behind its
    figure, empty where nothing counts it; it stands in the table, so a figure can be traced."""
    review = getattr(plan, "review", None)
    rows = [
        _result_row(target, progress[target.pk], results.get(target.pk), lists.get(target.pk, ""))
        for target in targets
    ]
    reached = sum(result.outcome == Result.Outcome.REACHED for result in results.values())
    blocks: list[Block] = [Heading(_("Kết quả thực hiện"))]
    if results:
        text = _("Đạt %(reached)s/%(all)s chỉ tiêu.")
        blocks.append(Paragraph(text % {"reached": reached, "all": len(targets)}))
    blocks.append(
        Table(
            columns=[
                TableColumn(_("Chỉ tiêu kế hoạch"), 4),
                TableColumn(_("Kế hoạch"), 2),
                TableColumn(_("Đạt được"), 2, align="right"),
                TableColumn(_("Kết quả"), 2),
                TableColumn(_("Lý do"), 3),
                TableColumn(_("Danh sách"), 3),
            ],
            rows=rows,
            caption=_("Số liệu tính đến %(day)s") % {"day": day(_as_of(plan, progress))},
        )
    )
    for title, text in (
        (_("Đánh giá chung"), review.summary if review else ""),
        (_("Hạn chế, nguyên nhân"), review.weaknesses if review else ""),
        (_("Đề xuất, kiến nghị"), review.proposals if review else ""),
    ):
        if text:
            blocks += [Heading(title), *_paragraphs(text)]
    return Paper(
        letterhead=Letterhead(issuer=plan.organisation.name.upper()),
        kind=_("BÁO CÁO"),
        summary=_("Kết quả thực hiện %(plan)s") % {"plan": plan.title},
        blocks=blocks,
        signatures=[Signature(capacity=plan.organisation.name.upper())],
        is_draft=review is None,
        lies_down=True,
    )


def target_paper(target: Target, progress: Progress, units: Iterable[Unit]) -> Paper:
    """How far one target has come, with all its units in the order of `units`."""
    plan = target.plan
    figure = "–" if progress.figure is None else number(progress.figure)
    blocks: list[Block] = [
        Facts(
            [
                (_("Kế hoạch"), plan.title),
                (_("Mức"), f"{target.range} {target.unit}"),
                (_("Đạt được"), figure),
                (_("Tiến độ"), str(PACES[progress.pace])),
                (_("Số liệu tính đến"), day(progress.day)),
            ]
        )
    ]
    said = cache(lambda least, most: _given(Range(least, most)))  # thousands of units, a few ranges
    paces = {pace: str(word) for pace, word in PACES.items()}
    rows = [
        (
            unit.share.place.title,
            said(unit.share.least, unit.share.most),
            "–" if unit.figure is None else number(unit.figure),
            paces[unit.pace],
            unit.share.note,
        )
        for unit in units
    ]
    if rows:
        columns = [
            TableColumn(_("Đơn vị"), 4),
            TableColumn(_("Được giao"), 2),
            TableColumn(_("Đến nay"), 2, align="right"),
            TableColumn(_("Tiến độ"), 3),
            TableColumn(_("Ghi chú"), 3),
        ]
        blocks += [Heading(_("Các đơn vị được giao")), Table(columns=columns, rows=rows)]
    return Paper(
        letterhead=Letterhead(issuer=plan.organisation.name.upper()),
        kind=_("BẢNG CHỈ TIÊU"),
        summary=target.name,
        blocks=blocks,
        signatures=[Signature(capacity=plan.organisation.name.upper())],
        is_draft=not plan.is_frozen,
    )


def _given(range_: Range) -> str:
    return _("chưa giao mức") if range_.is_open else str(range_)


def _letterhead(plan: Plan) -> Letterhead:
    return Letterhead(
        issuer=plan.organisation.name.upper(),
        number=plan.decision.number if plan.decision else "",
        place=plan.place.name if plan.place else "",
        day=plan.issued_on,
    )


def _paragraphs(text: str) -> list[Paragraph]:
    return [Paragraph(line) for line in text.splitlines() if line]


def _targets(targets: Sequence[Target]) -> Table:
    return Table(
        columns=[
            TableColumn(_("TT"), 1, align="centre"),
            TableColumn(_("Chỉ tiêu kế hoạch"), 6),
            TableColumn(_("Đơn vị tính"), 2),
            TableColumn(_("Mức"), 2, align="right"),
            TableColumn(_("Chủ trì"), 3),
            TableColumn(_("Ưu tiên"), 4),
        ],
        rows=[
            (
                str(target.number),
                target.name,
                target.unit,
                str(target.range),
                target.responsible.name if target.responsible else "",
                target.priorities,
            )
            for target in targets
        ],
    )


class Told(NamedTuple):
    """What of a target is given to a unit, as a table of thousands needs it."""

    target: int
    place: int
    kind: str
    name: str
    least: Decimal | None
    most: Decimal | None


def told_in_order(targets: Sequence[Target]) -> list[Told]:
    """The shares of all these targets in the order of the units; one query, no row as a model."""
    rows = Share.objects.filter(target__in=targets).values_list(
        "target", "place", "place__kind", "place__name", "least", "most"
    )
    return [Told(*row) for row in rows.order_by("place__sort_key", "place", "target__number")]


def _units(targets: Sequence[Target], shares: Sequence[Told]) -> Table:
    said = cache(lambda least, most: Range(least, most).bare)  # thousands of units, a few ranges
    given = {(share.place, share.target): said(share.least, share.most) for share in shares}
    places = {share.place: titled(share.kind, share.name) for share in shares}
    of = {share.target for share in shares}
    shown = [target for target in targets if target.pk in of]
    return Table(
        columns=[
            TableColumn(_("Đơn vị"), 4),
            *(
                TableColumn(f"{target.number}. {target.name}", 2, align="centre")
                for target in shown
            ),
        ],
        rows=[
            (title, *(given.get((key, target.pk), "–") for target in shown))
            for key, title in places.items()
        ],
    )


def _result_row(
    target: Target, progress: Progress, result: Result | None, address: str
) -> tuple[str, ...]:
    figure = progress.figure if result is None else result.figure
    said = str(PACES[progress.pace]) if result is None else result.get_outcome_display()
    return (
        f"{target.number}. {target.name}",
        f"{target.range} {target.unit}",
        "–" if figure is None else number(figure),
        said,
        result.reason if result else "",
        address,
    )


def _as_of(plan: Plan, progress: Mapping[int, Progress]) -> date | None:
    review = getattr(plan, "review", None)
    return review.day if review else next((each.day for each in progress.values()), None)
