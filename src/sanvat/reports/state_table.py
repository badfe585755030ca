"""The state's table of OCOP products, PTNT_OCOP, of a year in a place, as an Excel file.

Its nine columns are those of the technical rules for the database of agriculture (QĐ
5277/QĐ-BNNMT), under their names there. What those rules leave open, and this house has no code
for, stands on the second sheet: product and row go by the numbers they have here, a period is its
year, and the state is said in words of at most ten letters.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.certificates.counted import latest_by
from sanvat.certificates.models import Recognition
from sanvat.indicators.countable import Period, countable
from sanvat.indicators.counting import Question, totals
from sanvat.parties.models import User
from sanvat.places.maps import map_on
from sanvat.places.models import Level, Place
from sanvat.products.models import Product, YearFigure
from sanvat.records.among import among

NAME = "PTNT_OCOP"
FIRST_YEAR = 2018  # the programme began
STARS = (3, 4, 5)
"""What the table takes as a rank; fewer stars are no recognition there."""
MILLION = Decimal(1_000_000)
CENT = Decimal("0.01")
LONGEST_TEXT = 255

COLUMNS = (
    ("MA_OCOP", 10),
    ("Ma_DonViHanhChinh", 18),
    ("Ma_ThoiGian", 12),
    ("Ma_SanPham", 12),
    ("TenSanPham", 44),
    ("XepHang", 9),
    ("ChuTheSXKD", 44),
    ("DoanhThuNam", 14),
    ("TrangThai", 12),
)
IN_FORCE, ENDED, STOPPED = "Hiệu lực", "Hết hạn", "Ngừng SX"


@dataclass(frozen=True)
class Row:
    """One product. `revenue` in millions of đồng, None where nobody has entered it; `unit` is ""
    where the commune of that day is not known."""

    key: int
    unit: str
    period: str
    product: int
    name: str
    rank: str
    producer: str
    revenue: Decimal | None
    state: str

    def cells(self) -> tuple[Any, ...]:
        product = str(self.product)
        head = (self.key, self.unit, self.period, product, self.name, self.rank, self.producer)
        return (*head, self.revenue, self.state)


@dataclass(frozen=True)
class Figure:
    """One figure over the table, with the question that counts it: its list stands behind it."""

    question: Question
    value: Decimal


def years(today: date) -> range:
    """The years there is a table of."""
    return range(FIRST_YEAR, today.year + 1)


def period_of(year: int, today: date) -> Period:
    """The whole year, of the running one what has passed."""
    return Period(min(date(year, 12, 31), today), date(year, 1, 1))


def figures_of(place: Place | None, period: Period) -> list[Figure]:
    """What the table comes to: by stars in force, no longer in force, and the revenue."""
    held, ended = countable("recognitions.in_force"), countable("recognitions.ended")
    stock = Period(period.last)
    questions = [
        *(Question(held, stock, {"stars": stars}) for stars in reversed(STARS)),
        Question(ended, stock, {"stars": list(STARS)}),
        Question(countable("recognitions.revenue"), period),
    ]
    found = totals(questions, within=place, map_of=_map_of(period))
    return [
        Figure(question, Decimal(each.total))
        for question, each in zip(questions, found, strict=True)
    ]


def rows_of(place: Place | None, period: Period, user: User) -> Iterator[Row]:
    """The products that were ever recognised by the last day, of those the person may see, in the
    order of their numbers; where they lay on the map of that day."""
    units = map_on(_map_of(period))
    recognitions = latest_by(period.last).filter(stars__in=STARS)
    if place is not None:
        recognitions = recognitions.filter(among("product__producer__place", units.inside(place)))
    seen = Product.objects.visible_to(user).order_by().values("pk")
    found: list[Recognition] = list(
        recognitions.filter(product__in=seen)
        .select_related("product__producer__organisation")
        .order_by("product__pk")
    )
    revenues = _revenues(found, period)
    communes = units.at_level(Level.COMMUNE)
    for each in found:
        product = each.product
        lies_in = communes.get(product.producer.place_id, ())
        commune = lies_in[0] if len(lies_in) == 1 else None
        yield Row(
            key=each.pk,
            unit=units.units[commune].code if commune is not None else "",
            period=str(period.last.year),
            product=product.pk,
            name=product.name[:LONGEST_TEXT],
            rank=f"{each.stars}*",
            producer=product.producer.name[:LONGEST_TEXT],
            revenue=revenues.get(product.pk),
            state=_state(each, period),
        )


def _map_of(period: Period) -> date | None:
    """The map of the last day; None is today's."""
    return None if period.last >= timezone.localdate() else period.last


def _revenues(recognitions: Sequence[Recognition], period: Period) -> Mapping[int, Decimal]:
    told = YearFigure.objects.filter(
        product__in=[each.product_id for each in recognitions],
        year=period.last.year,
        revenue__isnull=False,
    )
    return {
        product: (Decimal(revenue or 0) / MILLION).quantize(CENT, ROUND_HALF_UP)
        for product, revenue in told.values_list("product", "revenue")
    }


def _state(recognition: Recognition, period: Period) -> str:
    if recognition.expires_on is not None and recognition.expires_on < period.last:
        return ENDED
    is_made = recognition.product.state == Product.State.MADE
    return IN_FORCE if is_made else STOPPED


def workbook(place: Place | None, period: Period, user: User) -> bytes:
    """The table on its first sheet, with nothing above its names, so that a machine reads it; the
    figures with their definitions and the notes on the second."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(
        made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties(
            {"title": NAME, "created": datetime.combine(period.last, datetime.min.time())}
        )
        head = book.add_format({"bold": True, "border": 1})
        amount = book.add_format({"num_format": "#,##0.00"})
        _table(book.add_worksheet(NAME), rows_of(place, period, user), head, amount)
        _notes(book, place, period)
    return made.getvalue()


def _table(sheet: Any, rows: Iterator[Row], head: Any, amount: Any) -> None:
    for column, (title, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    sheet.freeze_panes(1, 0)
    number = 0
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row.cells()):
            if cell is None:
                continue
            if isinstance(cell, str):
                sheet.write_string(number, column, cell)
            else:
                sheet.write_number(number, column, cell, None if column == 0 else amount)
    sheet.autofilter(0, 0, max(number, 1), len(COLUMNS) - 1)


def _notes(book: Any, place: Place | None, period: Period) -> None:
    sheet = book.add_worksheet(_("Giải thích"))
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 44, wrap)
    sheet.set_column(1, 1, 20)
    sheet.set_column(2, 2, 90, wrap)
    lines: list[tuple[Any, ...]] = [
        (_("Địa bàn"), place.full_name if place else _("cả nước")),
        (_("Tính đến hết ngày"), f"{period.last:%d/%m/%Y}"),
        (),
        (_("Số liệu"), _("Giá trị"), _("Định nghĩa")),
    ]
    lines += [
        (label_of(each), each.value, str(each.question.what.definition))
        for each in figures_of(place, period)
    ]
    lines += [(), (_("Cột"), "", _("Ghi gì"))]
    lines += [(name, "", meaning) for name, meaning in meanings()]
    for row, line in enumerate(lines):
        for column, cell in enumerate(line):
            if isinstance(cell, str):
                sheet.write_string(row, column, cell)
            else:
                sheet.write_number(row, column, cell)


def label_of(figure: Figure) -> str:
    """What a figure is called: its countable, and the one rank that is chosen of it."""
    what, stars = figure.question.what, figure.question.choices.get("stars")
    return f"{what.label}: {stars} ★" if isinstance(stars, int) else str(what.label)


def meanings() -> list[tuple[str, str]]:
    """What stands in each column."""
    return [
        ("MA_OCOP", _("Số của lần công nhận trong hệ thống này.")),
        (
            "Ma_DonViHanhChinh",
            _("Mã xã theo bản đồ của ngày tính; để trống khi chưa biết đích xác xã nào."),
        ),
        ("Ma_ThoiGian", _("Năm của bảng.")),
        ("Ma_SanPham", _("Số của sản phẩm trong hệ thống này.")),
        ("TenSanPham", _("Tên sản phẩm.")),
        ("XepHang", _("Hạng sao của lần công nhận gần nhất: 3*, 4* hoặc 5*.")),
        ("ChuTheSXKD", _("Tên chủ thể.")),
        (
            "DoanhThuNam",
            _("Doanh thu của năm, triệu đồng, hai chữ số thập phân; để trống khi chưa ghi."),
        ),
        (
            "TrangThai",
            _(
                "Hiệu lực; Hết hạn khi lần công nhận gần nhất đã hết hạn; Ngừng SX khi sản phẩm "
                "nay đã ngừng sản xuất. Quy định chưa đặt bộ mã cho cột này."
            ),
        ),
    ]
