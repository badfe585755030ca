"""What anybody may have of plans that have been issued: what they ask for and how far it came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from sanvat.opendata.dataset import Column, Dataset, Kind, Level, Row, Words, source_of_row
from sanvat.plans.models import Plan, Result, Share
from sanvat.plans.progress import PACES, Progress, progress_of

AT_ONCE = 2_000
"""Rows that are held in memory."""


def _plans(today: date) -> Iterator[Row]:
    rows = Plan.objects.in_force().select_related("programme", "organisation", "place", "decision")
    for plan in rows.order_by("pk").iterator(AT_ONCE):
        paper = plan.decision
        yield (
            plan.pk,
            plan.title,
            plan.year,
            plan.programme.name,
            plan.organisation.name,
            plan.place.code if plan.place else None,
            plan.place.full_name if plan.place else None,
            plan.starts_on,
            plan.ends_on,
            plan.issued_on,
            str(paper) if paper else None,
            paper.issuer if paper else None,
            plan.version,
            plan.state,
            _source_of(plan).value,
            plan.is_demonstration,
        )


def _source_of(plan: Plan) -> Level:
    """The paper by which it was issued can be looked up by its number."""
    return Level.DECISION if plan.decision and plan.decision.number else Level.ENTRY


def _targets(today: date) -> Iterator[Row]:
    """Of one plan at a time: what several targets count is counted together."""
    for plan in Plan.objects.in_force().select_related("place", "decision").order_by("pk"):
        targets = list(
            plan.targets.select_related("indicator", "plan", "result").order_by("number")
        )
        progress = progress_of(plan, today, targets)
        for target in targets:
            yield _target(plan, target, progress[target.pk])


def _target(plan: Plan, target: Any, progress: Progress) -> Row:
    result = getattr(target, "result", None)
    return (
        plan.pk,
        target.number,
        plan.year,
        plan.place.code if plan.place else None,
        target.name,
        target.unit,
        target.indicator.code if target.indicator else None,
        target.least,
        target.most,
        progress.figure,
        progress.day,
        _source_of_figure(progress),
        progress.pace.value,
        result.outcome if result else None,
        _source_of(plan).value,
        plan.issued_on,
        plan.is_demonstration,
    )


def _source_of_figure(progress: Progress) -> str | None:
    if progress.figure is None:
        return None
    if progress.is_counted:
        return Level.COMPUTED.value
    return (Level.APPROVED if progress.is_approved else Level.REPORTED).value


def _shares(today: date) -> Iterator[Row]:
    in_force = Plan.objects.in_force().order_by().values("pk")
    rows = Share.objects.filter(target__plan__in=in_force).select_related(
        "place", "target__plan__decision"
    )
    rows = rows.only(
        *("least", "most", "place__code", "place__full_name", "target__number"),
        *("target__plan__issued_on", "target__plan__is_demonstration", "target__plan__decision"),
        "target__plan__decision__number",
    )
    for share in rows.order_by("pk").iterator(AT_ONCE):
        plan = share.target.plan
        yield (
            share.pk,
            plan.pk,
            share.target.number,
            share.place.code,
            share.place.full_name,
            share.least,
            share.most,
            _source_of(plan).value,
            plan.issued_on,
            plan.is_demonstration,
        )


def _states() -> Mapping[str, Words]:
    return {state.value: state.label for state in (Plan.State.ISSUED, Plan.State.REVIEWED)}


def _paces() -> Mapping[str, Words]:
    return {pace.value: words for pace, words in PACES.items()}


def _outcomes() -> Mapping[str, Words]:
    return dict(Result.Outcome.choices)


PLAN_OF_ROW = Column("plan", _("Mã kế hoạch"), Kind.WHOLE, Level.COMPUTED)
NUMBER = Column("target", _("Thứ tự của chỉ tiêu"), Kind.WHOLE, "source", "issued_on")
AT_LEAST = Column("least", _("Mức ít nhất; trống là không có"), Kind.DECIMAL, "source", "issued_on")
AT_MOST = Column(
    "most", _("Mức nhiều nhất; trống là không có"), Kind.DECIMAL, "source", "issued_on"
)
SOURCE = Column("source", _("Nguồn gốc của dòng"), source=Level.COMPUTED, values=source_of_row)
ISSUED_ON = Column("issued_on", _("Ngày ban hành"), Kind.DAY, "source")
DEMONSTRATION = Column(
    "demonstration", _("Dữ liệu trình diễn, không có thật"), Kind.YES_NO, Level.COMPUTED
)

PLANS = Dataset(
    key="ke-hoach",
    order=30,
    title=_("Kế hoạch năm"),
    about=_(
        "Kế hoạch năm đã ban hành của các cấp, bản đang có hiệu lực. Dự thảo không bao giờ có ở "
        "đây; chỉ tiêu nằm ở bảng chỉ tiêu kế hoạch."
    ),
    columns=(
        Column("id", _("Mã kế hoạch"), Kind.WHOLE, Level.COMPUTED),
        Column("title", _("Tên kế hoạch"), source="source", day="issued_on"),
        Column("year", _("Năm"), Kind.WHOLE, "source", "issued_on"),
        Column("programme", _("Chương trình"), source="source", day="issued_on"),
        Column("organisation", _("Cơ quan lập"), source="source", day="issued_on"),
        Column("place_code", _("Mã đơn vị hành chính"), source="source", day="issued_on"),
        Column(
            "place",
            _("Địa bàn, theo tên của ngày ấy; trống là cả nước"),
            source="source",
            day="issued_on",
        ),
        Column("starts_on", _("Ngày đầu"), Kind.DAY, "source", "issued_on"),
        Column("ends_on", _("Ngày cuối"), Kind.DAY, "source", "issued_on"),
        ISSUED_ON,
        Column("decision", _("Văn bản ban hành; trống là chưa ghi"), source="source"),
        Column("decision_issuer", _("Cơ quan ban hành"), source="source", day="issued_on"),
        Column(
            "version", _("Lần ban hành: 2 là đã điều chỉnh một lần"), Kind.WHOLE, Level.COMPUTED
        ),
        Column("state", _("Trạng thái"), values=_states),
        SOURCE,
        DEMONSTRATION,
    ),
    identified_by=("id",),
    rows=_plans,
    keywords=(_("kế hoạch"), _("OCOP")),
    shown_by="state",
)
TARGETS = Dataset(
    key="chi-tieu-ke-hoach",
    order=31,
    title=_("Chỉ tiêu kế hoạch và tiến độ"),
    about=_(
        "Mỗi chỉ tiêu của các kế hoạch đã ban hành, mức đặt ra, số đạt được đến ngày lập bộ số "
        "liệu và số ấy từ đâu."
    ),
    columns=(
        PLAN_OF_ROW,
        NUMBER,
        Column("year", _("Năm"), Kind.WHOLE, "source", "issued_on"),
        Column("place_code", _("Mã đơn vị hành chính"), source="source", day="issued_on"),
        Column("name", _("Nội dung chỉ tiêu"), source="source", day="issued_on"),
        Column("unit", _("Đơn vị tính"), source="source", day="issued_on"),
        Column(
            "indicator",
            _("Mã chỉ tiêu thống kê; trống là ghi bằng lời"),
            source="source",
            day="issued_on",
        ),
        AT_LEAST,
        AT_MOST,
        Column(
            "figure",
            _("Số đạt được, theo đơn vị ở cột «unit»; trống là chưa có"),
            Kind.DECIMAL,
            "figure_source",
            "figure_on",
        ),
        Column("figure_on", _("Ngày tính"), Kind.DAY, Level.COMPUTED),
        Column(
            "figure_source",
            _("Nguồn gốc của số đạt được"),
            source=Level.COMPUTED,
            values=source_of_row,
        ),
        Column(
            "pace",
            _("Số ấy đứng đâu so với mức"),
            source=Level.COMPUTED,
            day="figure_on",
            values=_paces,
        ),
        Column("outcome", _("Kết quả khi tổng kết"), values=_outcomes),
        SOURCE,
        ISSUED_ON,
        DEMONSTRATION,
    ),
    identified_by=("plan", "target"),
    rows=_targets,
    keywords=(_("kế hoạch"), _("chỉ tiêu"), _("tiến độ")),
    shown_by="pace",
)
SHARES = Dataset(
    key="phan-giao",
    order=32,
    title=_("Phần giao cho các đơn vị"),
    about=_("Mỗi chỉ tiêu của các kế hoạch đã ban hành giao cho từng đơn vị bao nhiêu."),
    columns=(
        Column("id", _("Mã phần giao"), Kind.WHOLE, Level.COMPUTED),
        PLAN_OF_ROW,
        NUMBER,
        Column("place_code", _("Mã đơn vị hành chính"), source="source", day="issued_on"),
        Column("place", _("Đơn vị, theo tên của ngày ấy"), source="source", day="issued_on"),
        AT_LEAST,
        AT_MOST,
        SOURCE,
        ISSUED_ON,
        DEMONSTRATION,
    ),
    identified_by=("id",),
    rows=_shares,
    keywords=(_("kế hoạch"), _("chỉ tiêu"), _("phần giao")),
)
DATASETS = (PLANS, TARGETS, SHARES)
