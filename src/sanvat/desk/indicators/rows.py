"""Indicators, figures and collections in tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F, QuerySet
from django.http import QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.desk.indicators.scope import Scope
from sanvat.indicators.countable import Countable
from sanvat.indicators.counting import with_names
from sanvat.indicators.models import Collection, Figure, Indicator, ValueReport
from sanvat.indicators.pivot import Pivot
from sanvat.places.models import Place
from sanvat.places.questions import Apart
from sanvat.text.days import ago, day, moment
from sanvat.text.numbers import number
from sanvat.ui.tables import Cell, Column, link, under
from sanvat.ui.tags.marks import tag

Row = tuple[Cell, ...]

# The library

INDICATOR_COLUMNS = (
    Column(gettext_lazy("Chỉ tiêu")),
    Column(gettext_lazy("Đơn vị tính")),
    Column(gettext_lazy("Kỳ")),
    Column(gettext_lazy("Từ đâu")),
)


def indicator_rows(indicators: Iterable[Indicator]) -> list[Row]:
    return [
        (
            link(one.name, reverse("desk:indicator", args=[one.pk])),
            one.unit,
            one.get_every_display(),
            _origin(one),
        )
        for one in indicators
    ]


def _origin(indicator: Indicator) -> str:
    if indicator.is_counted:
        return _("hệ thống đếm")
    return _("tính từ hai số") if indicator.is_ratio else _("đơn vị báo cáo")


# One indicator

PART_COLUMNS = (Column(gettext_lazy("Đơn vị")), Column(gettext_lazy("Giá trị"), kind="number"))
YEAR_COLUMNS = (Column(gettext_lazy("Kỳ")), Column(gettext_lazy("Giá trị"), kind="number"))


def value_rows(values: Iterable[tuple[Place, Any]]) -> list[Row]:
    return [(place.title, number(value)) for place, value in values]


def year_rows(points: Iterable[tuple[str, Any]]) -> list[Row]:
    return [(label, "–" if value is None else number(value)) for label, value in points]


FIGURE_COLUMNS = (
    Column(gettext_lazy("Giá trị"), kind="number"),
    Column(gettext_lazy("Ghi chú")),
    Column(gettext_lazy("Ai ghi")),
)


def figure_columns(*, of_places: bool = False) -> list[Column]:
    """Of one indicator the figures of several places, or of one place those of several."""
    first = gettext_lazy("Đơn vị, kỳ") if of_places else gettext_lazy("Chỉ tiêu, kỳ")
    return [Column(first), *FIGURE_COLUMNS]


def figure_rows(figures: Iterable[Figure], *, of_places: bool = False) -> list[Row]:
    return [
        (
            under(one.place.title if of_places else one.indicator.name, one.period.label),
            "–" if one.value is None else number(one.value),
            one.comment,
            under(str(one.noted_by), _figure_note(one)),
        )
        for one in figures
    ]


def _figure_note(figure: Figure) -> str:
    said = moment(figure.noted_at)
    if figure.approved_at is None:
        return said
    return _("%(at)s; được duyệt %(day)s") % {"at": said, "day": day(figure.approved_at.date())}


# What stands behind a figure

APART_COLUMNS = (
    Column(gettext_lazy("Đơn vị khi ghi")),
    Column(gettext_lazy("Số"), kind="number"),
    Column(gettext_lazy("Nay nằm ở")),
)


def apart_rows(apart: Iterable[Apart]) -> list[Row]:
    return [
        (
            each.place.full_name,
            number(each.value),
            ", ".join(place.title for place in each.among) or _("chưa rõ đơn vị nào"),
        )
        for each in apart
    ]


def row_columns(what: Countable) -> list[Column]:
    place = [Column(gettext_lazy("Địa bàn khi ghi"))] if what.place else []
    return [Column(gettext_lazy("Tên")), *place]


def listed(what: Countable, model: Any) -> QuerySet[Any]:
    """Rows with what is shown of them: their name, and their place of its day."""
    rows = with_names(what, model)
    return rows.annotate(said_place=F(f"{what.place}__full_name")) if what.place else rows


def row_rows(what: Countable, rows: Iterable[Any]) -> list[Row]:
    """Each row, as it is `listed`, by its name, with its page where the room has one, and its
    place."""
    return [
        (named(what, row.pk, str(row)), *([row.said_place or ""] if what.place else []))
        for row in rows
    ]


def named(what: Countable, key: int, name: str) -> Cell:
    """The name of a row, with its page where the room has one."""
    if what.page:
        try:
            return link(name, reverse(what.page, args=[key]))
        except NoReverseMatch:
            pass
    return name


def part_rows(
    parts: Iterable[tuple[Place, Any]], query: QueryDict, scope: Scope
) -> list[tuple[str, Any, str]]:
    """For a bar each: the part, its figure, and the same page of the part alone."""
    rows = []
    for place, n in parts:
        query["noi"] = str(place.pk)
        if scope.map_of is not None:
            query["ban-do"] = scope.map_of.isoformat()
        query.pop("page", None)
        rows.append((place.title, n, f"?{query.urlencode()}"))
    return rows


# Collections

COLLECTION_COLUMNS = (
    Column(gettext_lazy("Đợt thu thập")),
    Column(gettext_lazy("Kỳ")),
    Column(gettext_lazy("Hạn gửi"), kind="nowrap"),
    Column(gettext_lazy("Đã gửi"), kind="number"),
    Column(gettext_lazy("Trạng thái")),
)


def collection_rows(collections: Iterable[Any]) -> list[Row]:
    """`collections` with how many units each asks (`units`) and how many have sent (`sent`)."""
    return [
        (
            under(link(one.name, reverse("desk:collection", args=[one.pk])), one.organisation.name),
            one.period.label,
            day(one.due_on),
            f"{one.sent}/{one.units}",
            collection_state(one),
        )
        for one in collections
    ]


def collection_state(collection: Collection) -> Cell:
    kinds = {Collection.State.OPEN: "good", Collection.State.LOCKED: "plain"}
    kind = kinds.get(Collection.State(collection.state), "warn")
    return tag(capfirst(collection.get_state_display()), kind=kind)


def report_state(report: ValueReport, *, is_late: bool = False) -> Cell:
    if is_late:
        return tag(_("Quá hạn"), kind="bad", icon="triangle-alert")
    kinds = {
        ValueReport.State.OPEN: "plain",
        ValueReport.State.SUBMITTED: "warn",
        ValueReport.State.RETURNED: "bad",
        ValueReport.State.APPROVED: "good",
    }
    return tag(capfirst(report.get_state_display()), kind=kinds[ValueReport.State(report.state)])


UNIT_COLUMNS = (
    Column(gettext_lazy("Đơn vị")),
    Column(gettext_lazy("Trạng thái")),
    Column(gettext_lazy("Gửi")),
    Column(gettext_lazy("Nhắc")),
)


def unit_rows(reports: Iterable[ValueReport], *, late: bool) -> list[Row]:
    """`late`: whether the day by which they were due has passed."""
    return [
        (
            link(one.place.title, reverse("desk:indicator_report", args=[one.pk])),
            report_state(one, is_late=late and one.state in ValueReport.TO_DO),
            ago(one.submitted_at) if one.submitted_at else "",
            ago(one.reminded_at) if one.reminded_at else "",
        )
        for one in reports
    ]


REPORT_COLUMNS = (
    Column(gettext_lazy("Báo cáo")),
    Column(gettext_lazy("Hạn gửi"), kind="nowrap"),
    Column(gettext_lazy("Trạng thái")),
)


def report_rows(reports: Iterable[ValueReport], today: Any) -> list[Row]:
    return [
        (
            under(
                link(one.collection.name, reverse("desk:indicator_report", args=[one.pk])),
                one.place.title,
            ),
            day(one.collection.due_on),
            report_state(
                one, is_late=one.state in ValueReport.TO_DO and one.collection.due_on < today
            ),
        )
        for one in reports
    ]


# Tables of many figures


def pivot_columns(found: Pivot, label: str) -> list[Column]:
    return [Column(label), *(Column(column.label, kind="number") for column in found.columns)]


def pivot_rows(found: Pivot) -> list[Row]:
    return [
        (row.label, *("" if n is None else number(n) for n in found.line(place)))
        for place, row in enumerate(found.rows)
    ]


# A filled-in form that was brought back

STAGED_COLUMNS = (
    Column(gettext_lazy("Dòng"), kind="nowrap"),
    Column(gettext_lazy("Đơn vị")),
    Column(gettext_lazy("Câu trả lời")),
    Column(gettext_lazy("Vì sao")),
)


def staged_rows(rows: Iterable[Mapping[str, Any]]) -> list[Row]:
    said = {
        "changed": tag(_("Sẽ ghi"), kind="good"),
        "same": tag(_("Không đổi")),
        "fault": tag(_("Phải sửa"), kind="bad"),
    }
    return [
        (str(row["row"]), row["unit"], said[row["answer"]], " ".join(row["wrong"])) for row in rows
    ]
