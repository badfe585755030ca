"""Products in tables: the list, those of one producer, those that run out soon, their years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.certificates.clock import Clock, Phase
from sanvat.desk.products.tags import clock, set_title
from sanvat.places.models import Level, Place
from sanvat.products.models import Product, YearFigure
from sanvat.text.days import day, days_left
from sanvat.text.numbers import money, number
from sanvat.ui.addresses import address
from sanvat.ui.tables import Cell, Column, link, under
from sanvat.ui.templatetags.ui import stars, tag

Row = tuple[Cell, ...]

# The list


def product_columns(*, with_producer: bool = True) -> list[Column]:
    producer = [Column(gettext_lazy("Chủ thể"), kind="whole")] if with_producer else []
    return [
        Column(gettext_lazy("Sản phẩm")),
        *producer,
        Column(gettext_lazy("Sao")),
        Column(gettext_lazy("Hiệu lực")),
    ]


def product_rows(listed: Iterable[Mapping[str, Any]], *, with_producer: bool = True) -> list[Row]:
    """`listed`: products with their clocks, as `with_clock` makes them."""
    return [_row(one["product"], one["clock"], with_producer=with_producer) for one in listed]


def _row(product: Product, clock: Clock | None, *, with_producer: bool) -> Row:
    producer = [under(product.producer.name, product.current_place.title)] if with_producer else []
    holds = clock is not None and clock.is_in_force is not False
    return (
        under(_name(product), _criteria_set(product)),
        *producer,
        stars(product.stars if holds else 0, size="s"),
        _validity(clock),
    )


def _name(product: Product) -> SafeString:
    name = link(product.name, address("desk:product", product.pk))
    if product.state == Product.State.STOPPED:
        return format_html("{} {}", name, tag(_("Đã ngừng")))
    return name


def _criteria_set(product: Product) -> str:
    if not product.set_number:
        return _("Chưa rõ bộ tiêu chí")
    return f"{product.set_number}. {set_title(product)}"


def _validity(held: Clock | None) -> SafeString:
    if held is None:
        return format_html('<span class="muted nowrap">{}</span>', _("Chưa được xếp hạng"))
    if held.expires_on is None:
        return clock(held)
    return under(clock(held), _("đến %(day)s") % {"day": day(held.expires_on)})


# What runs out soon

LAPSING_COLUMNS = (
    Column(gettext_lazy("Sản phẩm")),
    Column(gettext_lazy("Sao")),
    Column(gettext_lazy("Hết hạn"), kind="nowrap"),
    Column(gettext_lazy("Nộp hồ sơ phân hạng lại"), phone_label=gettext_lazy("Nộp lại")),
)


def lapsing_rows(listed: Iterable[Mapping[str, Any]], *, seen_from: Place | None) -> list[Row]:
    """`listed` as above; each with its commune, unless `seen_from` is the commune itself."""
    with_place = seen_from is None or seen_from.level != Level.COMMUNE
    return [_lapsing_row(one["product"], one["clock"], with_place=with_place) for one in listed]


def _lapsing_row(product: Product, held: Clock, *, with_place: bool) -> Row:
    whose = product.producer.name
    if with_place:
        whose = f"{whose}, {product.current_place.title}"
    return (
        under(link(product.name, address("desk:product", product.pk)), whose),
        stars(product.stars, size="s"),
        day(held.expires_on),
        under(clock(held), _time_left(held)),
    )


def _time_left(held: Clock) -> str:
    time_left = days_left(held.days_left or 0)
    if held.phase is not Phase.OPEN:
        return time_left
    return f"{_('đến hết %(day)s') % {'day': day(held.closes_on)}}, {time_left}"


# Output and revenue, a year a row

YEAR_COLUMNS = (
    Column(gettext_lazy("Năm")),
    Column(gettext_lazy("Sản lượng"), kind="number"),
    Column(gettext_lazy("Doanh thu"), kind="number"),
)


def year_rows(figures: Iterable[YearFigure]) -> list[Row]:
    return [(one.year, _output(one), money(one.revenue) or "–") for one in figures]


def _output(one: YearFigure) -> str:
    return "–" if one.output is None else f"{number(one.output)} {one.unit}"
