"""Matters in figures, for anybody: what is too small to be told without pointing to a person is
hidden (`small.py`), and denunciations are in none of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanvat.concerns.counted import kinds, subjects
from sanvat.concerns.figures import OUTCOMES, TAKEN, asked, mask_of, middle, outcome, sets_of
from sanvat.concerns.models import CountedConcern
from sanvat.concerns.small import LEAST, SUM, Table, agree
from sanvat.opendata.dataset import Column, Dataset, Kind, Level, Row, Words
from sanvat.places.maps import UnitMap, map_on
from sanvat.places.models import Level as PlaceLevel
from sanvat.places.models import Place
from sanvat.records.among import among
from sanvat.records.ready_queries import ReadyQuery

NOWHERE = 0
"""In the place of a unit: what lies in no one unit of today, its own having been divided."""
OUTCOME_LABELS: Mapping[str, Words] = {
    "in_time": _("trả lời đúng hạn"),
    "delayed": _("trả lời muộn"),
    "waiting": _("đang giải quyết, còn hạn"),
    "late": _("đang giải quyết, quá hạn"),
    "otherwise": _("trả lại, từ chối, rút hoặc gộp"),
}


def months() -> Mapping[int, Words]:
    return {month: f"{month:02}" for month in range(1, 13)}


def outcomes() -> Mapping[str, Words]:
    return OUTCOME_LABELS


PARTS: Mapping[str, tuple[Words, Callable[[], Mapping[Any, Words]]]] = {
    "subject": (_("Lĩnh vực"), subjects),
    "kind": (_("Loại"), kinds),
    "month": (_("Tháng"), months),
    "outcome": (_("Kết quả"), outcomes),
}
"""In what ways the matters of a year are told apart, each on its own: never two together."""


@dataclass(frozen=True)
class Year:
    """The matters sent in a year, by the provinces of today and in the ways of `PARTS`.

    `provinces`: those of which there is something to say, in their order; `NOWHERE` stands for what
    lies in none. The same key with `SUM` is the country.
    """

    year: int
    provinces: Mapping[int, Place]
    tables: Mapping[str, Table]
    medians: Mapping[Any, int]
    marks: Mapping[Any, Decimal]

    def received(self, province: Any = SUM) -> int | None:
        """How many were sent about a province, or about the country; None where that is hidden."""
        return self.tables["kind"].shown(province, SUM)

    def parts(self, way: str, province: Any = SUM) -> list[tuple[Any, Words, int | None]]:
        """Each value of one way to tell them apart, its label, and its count or None. Where even
        the sum is hidden nothing is told, also not of what there is none."""
        table, labels = self.tables[way], PARTS[way][1]()
        is_told = table.shown(province, SUM) is not None
        return [
            (value, label, table.shown(province, value) if is_told else None)
            for value, label in labels.items()
            if value in table.columns
        ]


def _of_year(year: int) -> QuerySet[Any]:
    rows: QuerySet[Any] = CountedConcern.objects.order_by().filter(
        sent_on__gte=date(year, 1, 1), sent_on__lte=date(year, 12, 31)
    )
    return rows


def first_year() -> int | None:
    """In which the first matter was sent; None where there is none."""
    for (first,) in _FIRST.tuples():
        return int(first.year)
    return None


_FIRST: ReadyQuery[Any] = ReadyQuery(
    lambda: CountedConcern.objects.order_by("sent_on").values_list("sent_on")[:1]
)


def year_of(year: int, *, today: date) -> Year:
    """The counts of a year as anybody may read them. One query, besides the map."""
    units = map_on(None)
    counted = _counted(year, today, units)
    found = counted.by_way
    present = {province for table in found.values() for province, _value in table}
    order = units.order
    rows = sorted(present - {NOWHERE}, key=lambda pk: order[pk])
    rows += [NOWHERE] if NOWHERE in present else []
    tables = {
        way: Table(found[way], rows, list(values())) for way, (_label, values) in PARTS.items()
    }
    agree(list(tables.values()))
    return Year(
        year,
        {pk: units.units[pk] for pk in rows if pk != NOWHERE},
        tables,
        _medians(counted.days),
        _marks(counted.marks),
    )


@dataclass(frozen=True)
class _Counted:
    """By province, or `SUM`: the counts of each way, how many were answered after how many days,
    and the sum of marks with their number."""

    by_way: dict[str, dict[tuple[int, Any], int]]
    days: dict[Any, dict[int, int]]
    marks: dict[Any, tuple[int, int]]


_COLUMNS = ("subject", "kind", "month", "outcome", "taken")
_TOGETHER = (("subject", "kind"), ("month", "outcome"), ("taken",))


def _counted(year: int, today: date, units: UnitMap) -> _Counted:
    inner = _of_year(year).annotate(outcome=outcome(today))
    inner = inner.values(
        *("home", "subject", "kind", "sent_month", "outcome", "satisfaction"),
        *("sent_on", "settled_on"),
    )
    by_way: dict[str, dict[tuple[int, Any], int]] = {way: defaultdict(int) for way in PARTS}
    days: dict[Any, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    sums: dict[Any, tuple[int, int]] = defaultdict(lambda: (0, 0))
    names = ", ".join(_COLUMNS)
    grouped_by = {mask_of(each, _COLUMNS): each for each in _TOGETHER}
    for mask, home, subject, kind, month, became, taken, n, rated, marks in asked(
        inner,
        f"SELECT grouping({names}), home, {names}, count(*), count(satisfaction),"  # nosec B608  # names of ours
        f" coalesce(sum(satisfaction), 0) FROM (SELECT *, sent_month %% 12 + 1 AS month, {TAKEN}"
        f" AS taken FROM (%s) AS matters) AS matters"
        f" GROUP BY GROUPING SETS ({sets_of(('home', *each) for each in _TOGETHER)})",
    ):
        province = _province(units, home)
        way = grouped_by[mask]
        if "taken" in way:
            for key in (province, SUM) if taken is not None else ():
                days[key][taken] += n
        elif "subject" in way:
            by_way["subject"][province, subject] += n
            by_way["kind"][province, kind] += n
        else:
            by_way["month"][province, month] += n
            by_way["outcome"][province, OUTCOMES[became]] += n
            for key in (province, SUM):
                sums[key] = (sums[key][0] + marks, sums[key][1] + rated)
    return _Counted(by_way, days, sums)


def _province(units: UnitMap, home: str) -> int:
    return units.home_units.get(home) or NOWHERE


def _medians(days: Mapping[Any, Mapping[int, int]]) -> dict[Any, int]:
    """Days within which half of what was answered was answered, where enough were."""
    return {
        key: median
        for key, each in days.items()
        if sum(each.values()) >= LEAST and (median := middle(each)) is not None
    }


def _marks(sums: Mapping[Any, tuple[int, int]]) -> dict[Any, Decimal]:
    """The mean of the marks that senders gave, where enough did."""
    return {
        key: (Decimal(marks) / rated).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
        for key, (marks, rated) in sums.items()
        if rated >= LEAST
    }


def communes_of(year: Year, province: Place) -> list[tuple[Place | None, int | None]]:
    """How many were sent about each commune of a province of today, in their order, without those
    of which nothing was; None in the place of a unit is what lies in no one commune. None at all
    where the sum of the province is hidden."""
    if year.received(province.pk) is None:
        return []
    units = map_on(None)
    raised = units.at_level(PlaceLevel.COMMUNE)
    rows = _of_year(year.year).filter(among("place", units.inside(province)))
    found: dict[tuple[int, int], int] = defaultdict(int)
    for entered, n in rows.values_list("place").annotate(n=Count("pk")):
        lies_in = raised.get(entered, ())
        only = lies_in[0] if len(lies_in) == 1 else None
        found[province.pk, only or NOWHERE] += n
    order = units.order
    columns = [
        pk
        for pk, unit in units.units.items()
        if unit.level == PlaceLevel.COMMUNE and unit.lineage.startswith(province.lineage)
    ]
    columns = [*sorted(columns, key=lambda pk: order[pk]), NOWHERE]
    table = Table(found, [province.pk], columns)
    return [(units.units.get(pk), n) for pk in columns if (n := table.shown(province.pk, pk)) != 0]


def share(part: int | None, *others: int | None) -> int | None:
    """Of some counts that are shown the first as a share of all, in whole per cent."""
    if part is None or None in others:
        return None
    whole = part + sum(each or 0 for each in others)
    return round(100 * part / whole) if whole else None


# As open data


def _rows(today: date) -> Iterator[Row]:
    first = first_year()
    for year in range(first, today.year + 1) if first else ():
        told = year_of(year, today=today)
        for key in [SUM, *told.tables["kind"].rows]:
            place = told.provinces.get(key)
            where = (
                place.code if place else None,
                place.full_name if place else (None if key == SUM else str(NOWHERE_LABEL)),
            )
            yield (year, *where, "all", "all", *_count(told.received(key)))
            for way in PARTS:
                for value, _label, n in told.parts(way, key):
                    yield (year, *where, way, str(value), *_count(n))


NOWHERE_LABEL = _("địa bàn đã chia, không rõ tỉnh")


def _count(n: int | None) -> tuple[int | None, bool]:
    return n, n is None


def _ways() -> Mapping[str, Words]:
    return {"all": _("tất cả"), **{way: label for way, (label, _values) in PARTS.items()}}


def _values() -> Mapping[str, Words]:
    found: dict[str, Words] = {"all": _("tất cả")}
    for _label, values in PARTS.values():
        found |= {str(value): label for value, label in values().items()}
    return found


FIGURES = Dataset(
    key="phan-anh",
    page="/phan-anh/so-lieu/",
    order=55,
    title=_("Phản ánh, kiến nghị, khiếu nại: số lượng"),
    about=_(
        "Bao nhiêu việc người dân gửi đến mỗi năm, theo tỉnh, lĩnh vực, loại, tháng và kết quả. Số "
        "dưới 5, và số làm lộ những số ấy, được ẩn. Không có tố cáo, không có nội dung, không có "
        "người gửi."
    ),
    columns=(
        Column("year", _("Năm gửi"), Kind.WHOLE, Level.COMPUTED),
        Column("place_code", _("Mã tỉnh, thành phố hiện nay; trống là cả nước")),
        Column("place", _("Tên tỉnh, thành phố; trống là cả nước")),
        Column("by", _("Tính theo gì"), source=Level.COMPUTED, values=_ways),
        Column("value", _("Giá trị của cách tính ấy"), source=Level.COMPUTED, values=_values),
        Column(
            "count",
            _("Số việc; trống khi ẩn"),
            Kind.WHOLE,
            Level.COMPUTED,
            unit=pgettext_lazy("phản ánh", "việc"),
        ),
        Column("hidden", _("Số được ẩn vì nhỏ, hoặc để không lộ số nhỏ"), Kind.YES_NO, "computed"),
    ),
    identified_by=("year", "place_code", "place", "by", "value"),
    rows=_rows,
    keywords=(_("phản ánh"), _("kiến nghị"), _("khiếu nại")),
    shown_by="by",
)
DATASETS = (FIGURES,)
