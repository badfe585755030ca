"""Products, with their sizes, pictures, places of sale and figures of a year."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any, ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Collate
from django.utils.translation import gettext_lazy as _

from sanvat.parties.models import User
from sanvat.places.models import Place
from sanvat.products import names
from sanvat.products.models.producers import Producer
from sanvat.products.models.sight import Source, seen_by
from sanvat.records.fields import Line, Link, Name, Text
from sanvat.records.hiding import hides
from sanvat.records.models import StoredFile
from sanvat.records.search import matching
from sanvat.records.secrets import veiled
from sanvat.rules import library
from sanvat.text.fold import fold, sort_key
from sanvat.text.numbers import number

NOT_KNOWN = Value(date(1900, 1, 1))
"""Stands for the day of a recognition that no register tells, where products are put in order."""

# An import asks for the same names again and again.
_folded = lru_cache(maxsize=16_384)(fold)


class ProductQuerySet(models.QuerySet["Product"]):
    def visible_to(self, user: User) -> ProductQuerySet:
        own = "producer__organisation"
        return self.filter(seen_by(user, owner=own, place="current_place", province="province"))

    def search(self, text: str) -> ProductQuerySet:
        return self.filter(matching(text))

    def for_list(self) -> ProductQuerySet:
        """With what a row of a list shows: producer and place; stars and expiry are its own.

        Fetched for the page alone: joined, they would be looked up for every row before it,
        and the last page of a country would take ten times as long as the first.
        """
        return self.defer("story").prefetch_related("producer__organisation", "current_place")


class Product(models.Model):  # type: ignore[django-manager-missing]  # of Wagtail, untyped
    """One product of one producer; its sizes are variants of it."""

    class State(models.TextChoices):
        MADE = "made", _("đang sản xuất")
        STOPPED = "stopped", _("đã ngừng sản xuất")

    producer = models.ForeignKey(
        Producer,
        models.PROTECT,
        related_name="products",
        db_index=False,  # the constraint below has it
        verbose_name=_("chủ thể"),
    )
    name = Name(_("tên sản phẩm"), max_length=200)
    rulebook = models.CharField(_("bộ quy định"), max_length=20, default=library.CURRENT)
    set_number = models.PositiveSmallIntegerField(_("bộ tiêu chí"), null=True, blank=True)
    # A suggestion from the name stays one until somebody has said that it is right.
    set_is_suggested = models.BooleanField(_("bộ tiêu chí mới là gợi ý"), default=False)
    group = models.CharField(_("ngành"), max_length=10, blank=True)
    subgroup = models.CharField(_("nhóm"), max_length=10, blank=True)
    story = Text(_("câu chuyện sản phẩm"), blank=True)
    note = Line(_("ghi chú"), max_length=500, blank=True)
    state = models.CharField(_("tình trạng"), max_length=10, choices=State, default=State.MADE)
    source = models.CharField(max_length=10, choices=Source, default=Source.DESK)
    is_demonstration = models.BooleanField(_("dữ liệu trình diễn"), default=False)
    registered_at = models.DateTimeField(_("ghi nhận lúc"))

    # Of the latest recognition, kept by the database for lists and filters: see `certificates`.
    stars = models.PositiveSmallIntegerField(_("hạng sao"), null=True, editable=False)
    expires_on = models.DateField(_("hết hạn"), null=True, editable=False)
    recognised_on = models.DateField(_("công nhận ngày"), null=True, editable=False)
    # What follows from the above and from the producer: see complete().
    current_place = models.ForeignKey(
        Place,
        models.PROTECT,
        related_name="products",
        db_index=False,  # the indexes below begin with it
        verbose_name=_("địa bàn hiện nay"),
    )
    # The lineage of the province it lies in, which the database keeps with the place.
    province = models.CharField(
        _("tỉnh"), max_length=60, editable=False, default="", db_collation="C"
    )
    name_key = models.CharField(max_length=200, editable=False)
    near_key = models.CharField(max_length=200, editable=False)
    searchable = models.CharField(max_length=800, editable=False)
    public_words = models.CharField(max_length=800, editable=False, default="")
    sort_key = models.CharField(max_length=700, editable=False, db_collation="C")

    objects: ClassVar[Any] = ProductQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = ("name", "set_number", "story", "note", "state")

    class Meta:
        verbose_name = _("sản phẩm")
        verbose_name_plural = _("sản phẩm")
        ordering: ClassVar = ["sort_key", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["producer", "name_key"],
                name="product_once_of_a_producer",
                violation_error_message=_("Chủ thể này đã có một sản phẩm tên như vậy."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="product_order", fields=["sort_key", "id"]),
            models.Index(name="product_in_place", fields=["current_place", "sort_key", "id"]),
            models.Index(name="product_near", fields=["current_place", "near_key"]),
            models.Index(name="product_of_set", fields=["set_number", "sort_key", "id"]),
            models.Index(name="product_of_stars", fields=["stars", "sort_key", "id"]),
            models.Index(name="product_expiry", fields=["expires_on", "sort_key", "id"]),
            # Lists of a province, which would else be looked for among those of the country.
            models.Index(
                name="product_in_province",
                fields=["province", "sort_key", "id"],
                include=["state"],
            ),
            models.Index(
                name="product_expiry_province", fields=["province", "expires_on", "sort_key", "id"]
            ),
            models.Index(
                name="product_stars_province", fields=["province", "stars", "sort_key", "id"]
            ),
            models.Index(name="product_of_group", fields=["group", "sort_key", "id"]),
            models.Index(
                name="product_group_province", fields=["province", "group", "sort_key", "id"]
            ),
            # A search looks first for names that begin with what was typed.
            models.Index(Collate("name_key", "C"), "id", name="product_begins"),
            models.Index(
                "province", Collate("name_key", "C"), "id", name="product_begins_province"
            ),
            # The orders of the public list, both of which are gone through from any row on.
            models.Index(
                (-F("stars")), "sort_key", "id", name="product_best", condition=Q(stars__gt=0)
            ),
            models.Index(
                Coalesce("recognised_on", NOT_KNOWN),
                "id",
                name="product_newest",
                condition=Q(stars__gt=0),
            ),
            # With the province, since a word of the country may be rare in one.
            GinIndex(
                name="product_search",
                fields=["province", "searchable"],
                opclasses=["varchar_ops", "gin_trgm_ops"],
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def set_name(self) -> str:
        if self.set_number is None:
            return ""
        return library.criteria_set(self.rulebook, self.set_number).name

    def classify(self) -> None:
        """Group and subgroup are those of the set; a set nobody knows leaves the group alone."""
        if self.set_number is not None:
            found = library.criteria_set(self.rulebook, self.set_number)
            self.group, self.subgroup = found.group, found.subgroup

    def complete(self) -> None:
        """Fill in what follows from the name, the set and the producer; acts call it."""
        self.classify()
        self.name_key, self.near_key = names.keys(self.name)
        self.sort_key = sort_key(self.name)[:700]
        self.follow_producer()

    def follow_producer(self) -> None:
        """Take over the producer's place; a product is also found by both."""
        producer = self.producer
        self.current_place_id = producer.current_place_id
        place = producer.current_place.full_name
        self.searchable = words_of(self.name_key, producer.name, place)
        self.public_words = words_of(
            self.name_key, producer.name if producer.is_named else "", place
        )


def words_of(name_key: str, producer: str, place: str) -> str:
    """What a product is found by: its own name's key, the name of its producer, and the full name
    of where that is today. Strangers find it by the same, without a name that they may not read."""
    return f"{name_key} {_folded(veiled(producer))} {_folded(place)}"[:800]


class ProductVariant(models.Model):
    """A size or kind in which a product is sold."""

    product = models.ForeignKey(
        Product, models.CASCADE, related_name="variants", verbose_name=_("sản phẩm")
    )
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    name = Name(_("tên gọi"), max_length=100, blank=True)
    size = models.DecimalField(
        _("quy cách"), max_digits=10, decimal_places=3, null=True, blank=True
    )
    unit = Line(_("đơn vị"), max_length=30, blank=True)
    barcode = Line(_("mã vạch"), max_length=14, blank=True)

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = ("name", "size", "unit", "barcode")

    class Meta:
        verbose_name = _("quy cách")
        verbose_name_plural = _("quy cách")
        ordering: ClassVar = ["order", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["product", "order"], name="variant_in_order"),
            models.UniqueConstraint(
                fields=["product", "barcode"],
                condition=~Q(barcode=""),
                name="variant_once_by_barcode",
                violation_error_message=_("Mã vạch này đã ghi cho một quy cách khác."),
            ),
        ]

    def __str__(self) -> str:
        size = "" if self.size is None else number(self.size)
        return " ".join(filter(None, (self.name, size, self.unit)))


class ProductPicture(models.Model):
    """A picture of a product; its words are for those who cannot see it."""

    product = models.ForeignKey(
        Product, models.CASCADE, related_name="pictures", verbose_name=_("sản phẩm")
    )
    file = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", verbose_name=_("tệp ảnh")
    )
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    description = Line(_("mô tả ảnh"), max_length=300, blank=True)

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = ("description",)

    class Meta:
        verbose_name = _("ảnh sản phẩm")
        verbose_name_plural = _("ảnh sản phẩm")
        ordering: ClassVar = ["order", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["product", "file"],
                name="picture_once",
                violation_error_message=_("Sản phẩm đã có ảnh này."),
            ),
            models.UniqueConstraint(
                fields=["product", "order"],
                name="picture_in_order",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return self.description or f"{self.product}, {self.order}"


class SalesPlace(models.Model):
    """Where a product can be bought."""

    class Kind(models.TextChoices):
        OWN = "own", _("tại cơ sở")
        SHOP = "shop", _("cửa hàng, điểm bán OCOP")
        MARKET = "market", _("chợ, siêu thị")
        ONLINE = "online", _("bán trên mạng")
        EXPORT = "export", _("xuất khẩu")

    product = models.ForeignKey(
        Product, models.CASCADE, related_name="sales_places", verbose_name=_("sản phẩm")
    )
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    kind = models.CharField(_("loại nơi bán"), max_length=10, choices=Kind)
    name = Name(_("tên nơi bán"), max_length=150)
    link = Link(_("địa chỉ trang bán"), max_length=300, blank=True)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("địa bàn")
    )

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = ("kind", "name", "link", "place_id")

    class Meta:
        verbose_name = _("nơi bán")
        verbose_name_plural = _("nơi bán")
        ordering: ClassVar = ["order", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["product", "order"], name="sales_place_in_order"),
        ]

    def __str__(self) -> str:
        return self.name


class YearFigure(models.Model):
    """What a product brought in a year: output in its unit, revenue in đồng."""

    product = models.ForeignKey(
        Product, models.CASCADE, related_name="year_figures", verbose_name=_("sản phẩm")
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    output = models.DecimalField(
        _("sản lượng"), max_digits=16, decimal_places=3, null=True, blank=True
    )
    unit = Line(_("đơn vị tính"), max_length=30, blank=True)
    revenue = models.BigIntegerField(_("doanh thu (đồng)"), null=True, blank=True)

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = ("output", "unit", "revenue")

    class Meta:
        verbose_name = _("số liệu năm")
        verbose_name_plural = _("số liệu năm")
        ordering: ClassVar = ["-year"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["product", "year"], name="figure_once_a_year"),
            models.CheckConstraint(
                name="figure_not_negative",
                condition=(Q(output__isnull=True) | Q(output__gte=0))
                & (Q(revenue__isnull=True) | Q(revenue__gte=0)),
                violation_error_message=_("Sản lượng và doanh thu không âm."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product}, {self.year}"
