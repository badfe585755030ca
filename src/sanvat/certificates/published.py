"""What anybody may have of products: those that have been recognised, and each recognition.

A product nobody has recognised yet is its producer's own affair and is not published.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from django.db.models import CharField, Count, DateTimeField, Exists, OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from sanvat.certificates.models import Recognition
from sanvat.opendata.dataset import Column, Dataset, Kind, Level, Row, Words, source_of_row
from sanvat.products.counted import groups, stars
from sanvat.products.models import Product, Source, legal_forms
from sanvat.records.models import Entry
from sanvat.records.secrets import veiled
from sanvat.rules import library

AT_ONCE = 2_000
"""Rows that are held in memory."""

OF_RECOGNITION = (
    *("product", "round", "kind", "stars", "year", "issued_on", "expires_on", "decision"),
    *("authority", "source"),
)
OF_PLACE = tuple(
    f"product__current_place__{name}" for name in ("code", "full_name", "parent", "parent__code")
)
READ = (
    *OF_RECOGNITION,
    *OF_PLACE,
    *("product__name", "product__state", "product__rulebook", "product__set_number"),
    *("product__group", "product__subgroup", "product__source", "product__registered_at"),
    *("product__is_demonstration", "product__producer__legal_form"),
    "product__producer__name_is_agreed",
    "product__producer__organisation__name",
)
"""Nothing else is read of them, so nothing else can go out."""


def source_of(recognition: Recognition) -> Level:
    """A number of a decision can be looked up; else it is as the register or somebody told it."""
    if recognition.decision:
        return Level.DECISION
    return Level.REGISTER if recognition.source == Source.REGISTER else Level.ENTRY


def _source_of_product(product: Product) -> Level:
    return Level.REGISTER if product.source == Source.REGISTER else Level.ENTRY


@cache
def _set_name(rulebook: str, number: int) -> str:
    return library.criteria_set(rulebook, number).name


def _products(today: date) -> Iterator[Row]:
    later = Recognition.objects.filter(product=OuterRef("product"), round__gt=OuterRef("round"))
    changed = Entry.objects.filter(
        subject_type=Product._meta.label_lower,
        subject_id=Cast(OuterRef("product"), CharField()),
    )
    of_it = Recognition.objects.filter(product=OuterRef("product")).order_by().values("product")
    rows = (
        Recognition.objects.filter(~Exists(later))
        .select_related("product__producer__organisation", "product__current_place__parent")
        .only(*READ)
        .annotate(
            changed_at=Subquery(
                changed.order_by("-at").values("at")[:1], output_field=DateTimeField()
            ),
            times=Subquery(of_it.annotate(n=Count("pk")).values("n")),
        )
        .order_by("product_id")
    )
    for latest in rows.iterator(AT_ONCE):
        yield _product(latest, today)


def _product(latest: Any, today: date) -> Row:
    product = latest.product
    producer, place = product.producer, product.current_place
    number = product.set_number
    return (
        product.pk,
        product.name,
        product.state,
        product.rulebook,
        number,
        _set_name(product.rulebook, number) if number is not None else None,
        product.group,
        product.subgroup,
        producer.pk,
        veiled(producer.name) if producer.is_named else None,
        producer.legal_form,
        place.code,
        place.full_name,
        place.parent.code if place.parent else place.code,
        latest.stars,
        latest.issued_on,
        latest.expires_on,
        latest.in_force_on(today),
        latest.times,
        latest.decision,
        source_of(latest).value,
        _source_of_product(product).value,
        product.registered_at,
        latest.changed_at or product.registered_at,
        product.is_demonstration,
    )


def _recognitions(today: date) -> Iterator[Row]:
    later = Recognition.objects.filter(product=OuterRef("product"), round__gt=OuterRef("round"))
    rows = Recognition.objects.select_related("product__current_place__parent").only(
        *(*OF_RECOGNITION, "product__name", "product__is_demonstration"), *OF_PLACE
    )
    rows = rows.annotate(is_followed=Exists(later))
    for each in rows.order_by("product_id", "round").iterator(AT_ONCE):
        place = each.product.current_place
        yield (
            each.pk,
            each.product_id,
            each.product.name,
            place.code,
            place.parent.code if place.parent else place.code,
            each.round,
            each.kind,
            each.stars,
            each.year,
            each.issued_on,
            each.expires_on,
            False if each.is_followed else each.in_force_on(today),  # type: ignore[attr-defined]
            each.decision,
            each.authority,
            source_of(each).value,
            each.product.is_demonstration,
        )


def _states() -> Mapping[str, Words]:
    return dict(Product.State.choices)


def _forms() -> Mapping[str, Words]:
    return dict(legal_forms())


def _kinds() -> Mapping[str, Words]:
    return dict(Recognition.Kind.choices)


SOURCE = _("Nguồn gốc của dòng")
DEMONSTRATION = Column(
    "demonstration", _("Dữ liệu trình diễn, không có thật"), Kind.YES_NO, Level.COMPUTED
)
PRODUCTS = Dataset(
    key="san-pham",
    page="/san-pham/",
    order=10,
    title=_("Sản phẩm OCOP"),
    about=_(
        "Mỗi sản phẩm đã được công nhận ít nhất một lần, với hạng sao của lần gần nhất. Không có "
        "tên người và hộ, không có điện thoại, địa chỉ: tên chủ thể chỉ ghi khi là hợp tác xã, "
        "doanh nghiệp hay tổ chức khác."
    ),
    columns=(
        Column("id", _("Mã sản phẩm"), Kind.WHOLE, Level.COMPUTED),
        Column("name", _("Tên sản phẩm"), source="source", day="updated_at"),
        Column("state", _("Tình trạng"), source="source", day="updated_at", values=_states),
        Column("rulebook", _("Mã bộ quy định"), source="source", day="updated_at"),
        Column("set", _("Số bộ tiêu chí"), Kind.WHOLE, "source", day="updated_at"),
        Column("set_name", _("Tên bộ tiêu chí"), source=Level.LAW, day="updated_at"),
        Column(
            "group",
            _("Ngành hàng, ghi bằng số La Mã"),
            source=Level.COMPUTED,
            day="updated_at",
            values=groups,
        ),
        Column("subgroup", _("Nhóm hàng"), source=Level.COMPUTED, day="updated_at"),
        Column("producer_id", _("Mã chủ thể"), Kind.WHOLE, Level.COMPUTED),
        Column(
            "producer",
            _("Tên chủ thể; trống khi có thể là tên người"),
            source="source",
            day="updated_at",
        ),
        Column(
            "legal_form",
            _("Loại hình; trống là chưa ghi"),
            source="source",
            day="updated_at",
            values=_forms,
        ),
        Column("commune_code", _("Mã xã hiện nay"), source=Level.COMPUTED),
        Column("commune", _("Xã hiện nay"), source=Level.COMPUTED),
        Column("province_code", _("Mã tỉnh hiện nay"), source=Level.COMPUTED),
        Column(
            "stars",
            _("Hạng sao của lần công nhận gần nhất"),
            Kind.WHOLE,
            "stars_source",
            day="issued_on",
            unit=_("sao"),
            values=stars,
        ),
        Column("issued_on", _("Ngày công nhận gần nhất"), Kind.DAY, "stars_source"),
        Column(
            "expires_on",
            _("Ngày hết hạn của lần ấy; trống là sổ không ghi"),
            Kind.DAY,
            "stars_source",
            day="issued_on",
        ),
        Column(
            "in_force",
            _("Còn hiệu lực vào ngày lập bộ số liệu; trống là sổ không ghi đến bao giờ"),
            Kind.YES_NO,
            Level.COMPUTED,
        ),
        Column(
            "recognitions",
            _("Số lần được công nhận"),
            Kind.WHOLE,
            Level.COMPUTED,
            unit=_("lần"),
        ),
        Column("decision", _("Số quyết định công nhận"), source="stars_source", day="issued_on"),
        Column(
            "stars_source",
            _("Nguồn gốc của hạng sao và các ngày"),
            source=Level.COMPUTED,
            values=source_of_row,
        ),
        Column("source", SOURCE, source=Level.COMPUTED, values=source_of_row),
        Column("registered_at", _("Ghi vào hệ thống lúc"), Kind.MOMENT, Level.COMPUTED),
        Column("updated_at", _("Lần thay đổi gần nhất"), Kind.MOMENT, Level.COMPUTED),
        DEMONSTRATION,
    ),
    identified_by=("id",),
    rows=_products,
    keywords=(_("OCOP"), _("sản phẩm"), _("nông sản")),
    theme="AGRI",
    shown_by="stars",
)
RECOGNITIONS = Dataset(
    key="cong-nhan",
    order=11,
    title=_("Các lần công nhận"),
    about=_(
        "Mỗi lần một sản phẩm được công nhận hạng sao một dòng, kể cả những lần đã hết hạn hay đã "
        "có lần sau. Hạng sao là của lần ấy."
    ),
    columns=(
        Column("id", _("Mã lần công nhận"), Kind.WHOLE, Level.COMPUTED),
        Column("product_id", _("Mã sản phẩm"), Kind.WHOLE, Level.COMPUTED),
        Column("product", _("Tên sản phẩm"), source="source"),
        Column("commune_code", _("Mã xã hiện nay"), source=Level.COMPUTED),
        Column("province_code", _("Mã tỉnh hiện nay"), source=Level.COMPUTED),
        Column("round", _("Lần thứ mấy của sản phẩm"), Kind.WHOLE, Level.COMPUTED, unit=_("lần")),
        Column("kind", _("Loại công nhận"), source="source", day="issued_on", values=_kinds),
        Column(
            "stars",
            _("Hạng sao"),
            Kind.WHOLE,
            "source",
            day="issued_on",
            unit=_("sao"),
            values=stars,
        ),
        Column("year", _("Năm công nhận"), Kind.WHOLE, "source"),
        Column("issued_on", _("Ngày công nhận"), Kind.DAY, "source"),
        Column(
            "expires_on", _("Ngày hết hạn; trống là sổ không ghi"), Kind.DAY, "source", "issued_on"
        ),
        Column(
            "in_force",
            _("Còn hiệu lực vào ngày lập bộ số liệu; trống là sổ không ghi đến bao giờ"),
            Kind.YES_NO,
            Level.COMPUTED,
        ),
        Column("decision", _("Số quyết định công nhận"), source="source", day="issued_on"),
        Column("authority", _("Cơ quan công nhận"), source="source", day="issued_on"),
        Column("source", SOURCE, source=Level.COMPUTED, values=source_of_row),
        DEMONSTRATION,
    ),
    identified_by=("id",),
    rows=_recognitions,
    keywords=(_("OCOP"), _("hạng sao"), _("công nhận")),
    theme="AGRI",
    shown_by="stars",
)
DATASETS = (PRODUCTS, RECOGNITIONS)
