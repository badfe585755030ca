"""What can be counted of producers, products and ideas."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanvat.indicators.countable import Breakdown, Countable, Period
from sanvat.products.models import Idea, Producer, Product, legal_forms
from sanvat.rules import library
from sanvat.text.language import worded


def groups() -> Mapping[str, str | Promise]:
    """The groups of products, by the decision in force."""
    found = library.rulebook(library.CURRENT).facts["groups"]
    return {group["code"]: worded(group, "title") for group in found}


def stars() -> Mapping[int, str]:
    return {n: f"{n} ★" for n in range(1, 6)}


def in_period(path: str, period: Period) -> Q:
    """For a field of time: within the days of the period, as they are in Việt Nam."""
    end = _start_of(period, after=1)
    within = Q(**{f"{path}__lt": end})
    if period.first is None:
        return within
    begin = timezone.make_aware(datetime.combine(period.first, time()))
    return within & Q(**{f"{path}__gte": begin})


def _start_of(period: Period, *, after: int) -> datetime:
    return timezone.make_aware(datetime.combine(period.last + timedelta(days=after), time()))


def _active(period: Period) -> QuerySet[Any]:
    by_then = in_period("registered_at", Period(period.last))
    rows: QuerySet[Any] = Producer.objects.filter(by_then, state=Producer.State.ACTIVE)
    return rows


def _founded(period: Period) -> QuerySet[Any]:
    rows: QuerySet[Any] = Producer.objects.filter(founded_on__lte=period.last)
    return rows.filter(founded_on__gte=period.first) if period.first else rows


def _made(period: Period) -> QuerySet[Any]:
    by_then = in_period("registered_at", Period(period.last))
    rows: QuerySet[Any] = Product.objects.filter(by_then, state=Product.State.MADE)
    return rows


def _registered(period: Period) -> QuerySet[Any]:
    rows: QuerySet[Any] = Product.objects.filter(in_period("registered_at", period))
    return rows


def _noted(period: Period) -> QuerySet[Any]:
    rows: QuerySet[Any] = Idea.objects.filter(in_period("noted_at", period))
    return rows


def _become_products(period: Period) -> QuerySet[Any]:
    rows: QuerySet[Any] = Idea.objects.filter(in_period("product__registered_at", period))
    return rows


OF_PRODUCERS = {"legal_form": Breakdown(_("Loại hình"), "legal_form", lambda: dict(legal_forms()))}
OF_PRODUCTS = {
    "group": Breakdown(_("Ngành"), "group", groups),
    "stars": Breakdown(_("Hạng sao gần nhất"), "stars", stars),
}
OF_IDEAS = {"state": Breakdown(_("Trạng thái"), "state", lambda: dict(Idea.State.choices))}

COUNTABLES = (
    Countable(
        key="producers.active",
        label=_("Chủ thể đang hoạt động"),
        unit=_("chủ thể"),
        definition=_(
            "Chủ thể đã ghi vào sổ đến hết ngày tính và nay đang hoạt động. Tình trạng lấy theo "
            "hiện nay: chủ thể đã ngừng không được tính cho cả những ngày trước."
        ),
        rows=_active,
        place="place",
        is_flow=False,
        seen=Producer.objects.visible_to,
        breakdowns=OF_PRODUCERS,
        page="desk:producer",
    ),
    Countable(
        key="producers.founded",
        label=_("Chủ thể mới thành lập"),
        unit=_("chủ thể"),
        definition=_(
            "Chủ thể có ngày thành lập trong kỳ. Chủ thể chưa ghi ngày thành lập không được tính."
        ),
        rows=_founded,
        place="place",
        is_flow=True,
        seen=Producer.objects.visible_to,
        breakdowns=OF_PRODUCERS,
        page="desk:producer",
    ),
    Countable(
        key="products.made",
        label=_("Sản phẩm đang sản xuất"),
        unit=_("sản phẩm"),
        definition=_(
            "Sản phẩm đã ghi vào sổ đến hết ngày tính và nay đang được sản xuất, có hạng sao hay "
            "chưa. Tình trạng và hạng sao lấy theo hiện nay."
        ),
        rows=_made,
        place="producer__place",
        is_flow=False,
        seen=Product.objects.visible_to,
        breakdowns=OF_PRODUCTS,
        page="desk:product",
    ),
    Countable(
        key="products.registered",
        label=_("Sản phẩm mới đăng ký"),
        unit=_("sản phẩm"),
        definition=_("Sản phẩm được ghi vào sổ trong kỳ, theo ngày ghi trong hệ thống."),
        rows=_registered,
        place="producer__place",
        is_flow=True,
        seen=Product.objects.visible_to,
        breakdowns=OF_PRODUCTS,
        page="desk:product",
    ),
    Countable(
        key="ideas.noted",
        label=_("Ý tưởng sản phẩm đã ghi"),
        unit=_("ý tưởng"),
        definition=_("Ý tưởng được ghi trong kỳ, kể cả ý tưởng sau đó gác lại."),
        rows=_noted,
        place="place",
        is_flow=True,
        seen=Idea.objects.visible_to,
        breakdowns=OF_IDEAS,
        page="desk:idea",
    ),
    Countable(
        key="ideas.registered",
        label=_("Ý tưởng đã thành sản phẩm"),
        unit=_("ý tưởng"),
        definition=_("Ý tưởng có sản phẩm được đăng ký trong kỳ."),
        rows=_become_products,
        place="place",
        is_flow=True,
        seen=Idea.objects.visible_to,
        page="desk:idea",
    ),
)
