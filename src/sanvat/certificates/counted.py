"""What can be counted of recognitions.

A register leaves days out. Without a day of issue a recognition counts from the first day of its
year, and in a period only where the whole year lies in it; without either day or year it is not
counted. Without a day of expiry it is in force until another follows, as everywhere in this house
(`clock.in_force`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sanvat.certificates.models import Recognition
from sanvat.indicators.countable import Breakdown, Countable, Period
from sanvat.parties.models import User
from sanvat.products.counted import groups, stars
from sanvat.products.models import Product, YearFigure

Kind = Recognition.Kind
ONE_DAY = timedelta(days=1)


def _issued_by(day: date) -> Q:
    return Q(issued_on__lte=day) | Q(issued_on__isnull=True, year__lte=day.year)


def _in_force(period: Period) -> QuerySet[Any]:
    """The recognition that is in force on the last day: the latest of its product by then, if
    that holds."""
    holds = Q(expires_on__isnull=True) | Q(expires_on__gte=period.last)
    return latest_by(period.last).filter(holds)


def latest_by(day: date) -> QuerySet[Any]:
    """The latest recognition of each product by a day, whether it holds then or not."""
    later = Recognition.objects.filter(
        _issued_by(day), product=OuterRef("product"), round__gt=OuterRef("round")
    )
    rows: QuerySet[Any] = Recognition.objects.filter(_issued_by(day), ~Exists(later))
    return rows


def _ended(period: Period) -> QuerySet[Any]:
    return latest_by(period.last).filter(expires_on__lt=period.last)


def _revenue(period: Period) -> QuerySet[Any]:
    """The figures of years that begin in the period, of products in force on its last day."""
    held = _in_force(period).values("product")
    rows: QuerySet[Any] = YearFigure.objects.filter(
        product__in=held, revenue__isnull=False, year__lte=period.last.year
    )
    if period.first is None:
        return rows
    begins_before = period.first > date(period.first.year, 1, 1)
    return rows.filter(year__gte=period.first.year + begins_before)


def _seen_figures(user: User) -> QuerySet[Any]:
    seen = Product.objects.visible_to(user).values("pk")
    rows: QuerySet[Any] = YearFigure.objects.filter(product__in=seen)
    return rows


def _issued(period: Period) -> QuerySet[Any]:
    first, last = period.first, period.last
    if first is None:
        rows: QuerySet[Any] = Recognition.objects.filter(_issued_by(last))
        return rows
    last_whole = last.year if (last + ONE_DAY).year > last.year else last.year - 1
    first_whole = first.year if first == date(first.year, 1, 1) else first.year + 1
    of_whole_years = Q(issued_on__isnull=True, year__gte=first_whole, year__lte=last_whole)
    within = Q(issued_on__gte=first, issued_on__lte=last)
    return Recognition.objects.filter(within | of_whole_years)


def _of_kinds(*kinds: str) -> Any:
    return lambda period: _issued(period).filter(kind__in=kinds)


def _lapsed(period: Period) -> QuerySet[Any]:
    """Whose first day without force lies in the period, and which no other had followed by it."""
    followed = Recognition.objects.filter(
        Q(issued_on__lte=OuterRef("expires_on") + ONE_DAY)
        | Q(issued_on__isnull=True, year__lte=OuterRef("expires_on__year")),
        product=OuterRef("product"),
        round__gt=OuterRef("round"),
    )
    rows: QuerySet[Any] = Recognition.objects.filter(expires_on__lte=period.last - ONE_DAY)
    if period.first:
        rows = rows.filter(expires_on__gte=period.first - ONE_DAY)
    return rows.filter(~Exists(followed), ~Q(issued_on__isnull=False, expires_on=F("issued_on")))


OF_PRODUCTS = {
    "stars": Breakdown(_("Hạng sao"), "stars", stars),
    "group": Breakdown(_("Ngành"), "product__group", groups),
}
BREAKDOWNS = {
    **OF_PRODUCTS,
    "kind": Breakdown(_("Loại công nhận"), "kind", lambda: dict(Kind.choices)),
}


TIMES = _("lần")


def _of_recognitions(
    key: str,
    label: Any,
    definition: Any,
    rows: Callable[[Period], QuerySet[Any]],
    *,
    unit: Any = TIMES,
    is_flow: bool = True,
    breakdowns: Mapping[str, Breakdown] = OF_PRODUCTS,
) -> Countable:
    return Countable(
        key=f"recognitions.{key}",
        label=label,
        unit=unit,
        definition=definition,
        rows=rows,
        place="product__producer__place",
        is_flow=is_flow,
        seen=Recognition.objects.visible_to,
        breakdowns=breakdowns,
    )


COUNTABLES = (
    _of_recognitions(
        "in_force",
        _("Sản phẩm đang được công nhận"),
        _(
            "Sản phẩm có lần công nhận gần nhất còn hiệu lực vào ngày tính; mỗi sản phẩm tính một "
            "lần. Lần công nhận chưa ghi ngày hết hạn được coi là còn hiệu lực cho đến lần sau; "
            "chưa ghi ngày quyết định thì tính từ đầu năm công nhận; chưa ghi cả năm thì không "
            "được tính."
        ),
        _in_force,
        unit=_("sản phẩm"),
        is_flow=False,
        breakdowns=BREAKDOWNS,
    ),
    _of_recognitions(
        "issued",
        _("Lần công nhận"),
        _(
            "Lần công nhận có ngày quyết định trong kỳ. Chưa ghi ngày quyết định thì tính theo năm "
            "công nhận, khi kỳ có trọn năm ấy; chưa ghi cả năm thì không được tính."
        ),
        _issued,
        breakdowns=BREAKDOWNS,
    ),
    _of_recognitions(
        "first",
        _("Sản phẩm được công nhận lần đầu"),
        _("Lần công nhận đầu tiên của sản phẩm, có ngày quyết định (hoặc trọn năm) trong kỳ."),
        _of_kinds(Kind.FIRST),
    ),
    _of_recognitions(
        "upgraded",
        _("Sản phẩm được nâng hạng"),
        _("Lần công nhận nâng hạng sao, có ngày quyết định (hoặc trọn năm) trong kỳ."),
        _of_kinds(Kind.UPGRADE),
    ),
    _of_recognitions(
        "again",
        _("Sản phẩm được phân hạng lại"),
        _("Lần công nhận lại cùng hạng sao, có ngày quyết định (hoặc trọn năm) trong kỳ."),
        _of_kinds(Kind.AGAIN),
    ),
    _of_recognitions(
        "renewed",
        _("Sản phẩm được công nhận lại hoặc nâng hạng"),
        _("Lần công nhận sau lần đầu, có ngày quyết định (hoặc trọn năm) trong kỳ."),
        _of_kinds(Kind.AGAIN, Kind.UPGRADE),
        breakdowns=BREAKDOWNS,
    ),
    _of_recognitions(
        "lapsed",
        _("Sản phẩm hết hạn công nhận"),
        _(
            "Lần công nhận hết hiệu lực mà ngày đầu không còn hiệu lực nằm trong kỳ, và đến ngày "
            "ấy sản phẩm chưa có lần công nhận tiếp theo. Chưa ghi ngày hết hạn thì không tính."
        ),
        _lapsed,
    ),
    _of_recognitions(
        "ended",
        _("Sản phẩm đã hết hiệu lực công nhận"),
        _(
            "Sản phẩm có lần công nhận gần nhất đã hết hạn vào ngày tính và chưa được công nhận "
            "lại; mỗi sản phẩm tính một lần. Chưa ghi ngày hết hạn thì không tính."
        ),
        _ended,
        unit=_("sản phẩm"),
        is_flow=False,
        breakdowns=BREAKDOWNS,
    ),
    Countable(
        key="recognitions.revenue",
        label=_("Doanh thu năm của sản phẩm đang được công nhận"),
        unit=_("đồng"),
        definition=_(
            "Cộng doanh thu đã ghi của các năm bắt đầu trong kỳ, của sản phẩm đang được công nhận "
            "vào ngày cuối kỳ. Sản phẩm chưa ghi doanh thu thì không được tính."
        ),
        rows=_revenue,
        place="product__producer__place",
        is_flow=True,
        seen=_seen_figures,
        value="revenue",
        breakdowns={"group": Breakdown(_("Ngành"), "product__group", groups)},
        named_by=("product",),
    ),
)
