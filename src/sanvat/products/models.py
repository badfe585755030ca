"""Producers and their products, ideas, the yearly cycle, and the office's register."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanvat.parties.access import acts_as, scope_places
from sanvat.parties.models import Membership, Organisation, Role, User
from sanvat.places.models import Place
from sanvat.products import names
from sanvat.records.fields import Searchable
from sanvat.records.models import StoredFile
from sanvat.rules import library
from sanvat.text.fold import (
    fold,
    sort_key,
)


def legal_forms() -> list[tuple[str, str]]:
    """The forms a producer may have, by the decision in force (Điều 2 khoản 3)."""
    forms = library.rulebook(library.CURRENT).facts["legal_forms"]
    return [(form["id"], form["title"]) for form in forms]


# Those who see what lies in the place they act for. Team and council see a product through its
# dossier, and only there; the operator of the machine sees no content at all.
READERS_BY_PLACE = (
    Role.COMMUNE_OFFICER,
    Role.ADVISORY_OFFICER,
    Role.COORDINATOR,
    Role.CENTRE_OFFICER,
)


def seen_by(user: User, *, owner: str, place: str) -> Q:
    """Rows a person may see: of their own producer, or in the place they act for.

    `owner` and `place` are paths to an organisation and to a place of today's map.
    """
    if acts_as(user, Role.PRODUCER):
        assert user.acting is not None
        return Q(**{owner: user.acting.organisation_id})
    if acts_as(user, *READERS_BY_PLACE):
        return scope_places(user, place)
    return Q(pk__in=[])


def matching(text: str) -> Q:
    """Rows whose `searchable` holds every word of the text, accents or none."""
    wanted = Q()
    for word in fold(text).split():
        wanted &= Q(searchable__contains=word)
    return wanted


# An import asks for the same names again and again.
_folded = lru_cache(maxsize=16_384)(fold)


class Source(models.TextChoices):
    """Where a row came from."""

    DESK = "desk", _("nhập tại bàn làm việc")
    REGISTER = "register", _("sổ của tỉnh")
    IDEA = "idea", _("từ một ý tưởng")


# Producers


class ProducerQuerySet(models.QuerySet["Producer"]):
    def visible_to(self, user: User) -> ProducerQuerySet:
        return self.filter(seen_by(user, owner="organisation", place="current_place"))

    def search(self, text: str) -> ProducerQuerySet:
        return self.filter(matching(text))

    def for_list(self) -> ProducerQuerySet:
        """With what a row of a list shows; nothing private. See ProductQuerySet.for_list."""
        counted = models.Prefetch("products", Product.objects.only("producer"))
        return self.prefetch_related("organisation", "current_place", counted)


class Producer(models.Model):
    """Who makes products: an organisation of that kind, and what the programme asks of it."""

    class State(models.TextChoices):
        ACTIVE = "active", _("đang hoạt động")
        PAUSED = "paused", _("tạm ngừng")
        CLOSED = "closed", _("đã ngừng")

    organisation = models.OneToOneField(
        Organisation, models.PROTECT, related_name="producer", verbose_name=_("tổ chức")
    )
    legal_form = models.CharField(_("loại hình"), max_length=40, blank=True, choices=legal_forms)
    registration_number = models.CharField(_("số đăng ký"), max_length=40, blank=True)
    tax_code = models.CharField(_("mã số thuế"), max_length=14, blank=True)
    founded_on = models.DateField(_("ngày thành lập"), null=True, blank=True)
    state = models.CharField(_("tình trạng"), max_length=10, choices=State, default=State.ACTIVE)
    # The unit as it was written down, perhaps one that is gone; and the one of today it lies in.
    place = models.ForeignKey(
        Place, models.PROTECT, related_name="+", verbose_name=_("địa bàn khi ghi")
    )
    current_place = models.ForeignKey(
        Place, models.PROTECT, related_name="producers", verbose_name=_("địa bàn hiện nay")
    )
    representative_name = models.CharField(_("người đại diện"), max_length=150, blank=True)
    representative_position = models.CharField(_("chức vụ"), max_length=100, blank=True)
    # How many, never who: the criteria on local labour and on the community ask no more.
    members = models.PositiveIntegerField(_("số thành viên"), null=True, blank=True)
    workers = models.PositiveIntegerField(_("số lao động"), null=True, blank=True)
    local_workers = models.PositiveIntegerField(
        _("số lao động là người trong xã"), null=True, blank=True
    )
    # Private: for the producer and the officers of the place, never in a list.
    address = models.CharField(_("địa chỉ"), max_length=300, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=20, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    source = models.CharField(max_length=10, choices=Source, default=Source.DESK)
    is_demonstration = models.BooleanField(_("dữ liệu trình diễn"), default=False)
    registered_at = models.DateTimeField(_("ghi nhận lúc"))

    # What follows from the name and the place: see complete().
    name_key = models.CharField(max_length=250, editable=False)
    searchable = models.CharField(max_length=600, editable=False)
    sort_key = models.CharField(max_length=700, editable=False, db_collation="C")

    objects: ClassVar[Any] = ProducerQuerySet.as_manager()

    class Meta:
        verbose_name = _("chủ thể")
        verbose_name_plural = _("chủ thể")
        ordering: ClassVar = ["sort_key", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tax_code"],
                condition=~Q(tax_code=""),
                name="producer_once_by_tax_code",
                violation_error_message=_("Đã có một chủ thể mang mã số thuế này."),
            ),
            models.CheckConstraint(
                name="producer_local_workers_are_workers",
                condition=Q(local_workers__isnull=True) | Q(local_workers__lte=F("workers")),
                violation_error_message=_("Lao động trong xã không nhiều hơn số lao động."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="producer_order", fields=["sort_key", "id"]),
            models.Index(name="producer_in_place", fields=["current_place", "sort_key", "id"]),
            models.Index(name="producer_same", fields=["current_place", "name_key"]),
            GinIndex(name="producer_search", fields=["searchable"], opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.organisation.name

    @property
    def local_share(self) -> int | None:
        """Of a hundred who work there, how many are of the commune; cut, not rounded."""
        if not self.workers or self.local_workers is None:
            return None
        return self.local_workers * 100 // self.workers

    @property
    def products_count(self) -> int:
        """No query after `for_list`."""
        return len(self.products.all())

    def complete(self) -> None:
        """Fill in what follows from the name and the place; acts call it before saving."""
        self.name_key = names.producer_key(self.name)
        place = self.current_place.full_name
        self.searchable = f"{fold(self.name)} {_folded(place)} {self.tax_code}".strip()[:600]
        self.sort_key = sort_key(self.name)[:700]


class PersonRights(models.Model):
    """What a person may do for their producer, where it was said; see access.rights_of.

    The row hangs on the membership, so it ends when the membership does.
    """

    class Rights(models.TextChoices):
        MANAGE = "manage", _("mọi việc, cả thêm bớt người")
        EDIT = "edit", _("sửa sản phẩm và giấy tờ")
        VIEW = "view", _("chỉ xem")

    membership = models.OneToOneField(
        Membership, models.CASCADE, related_name="rights", verbose_name=_("tư cách")
    )
    rights = models.CharField(_("quyền"), max_length=10, choices=Rights)

    class Meta:
        verbose_name = _("quyền của người trong chủ thể")
        verbose_name_plural = _("quyền của người trong chủ thể")

    def __str__(self) -> str:
        return f"{self.membership}: {self.get_rights_display()}"


class PrivateReason(models.TextChoices):
    """Why a fact about a person may be asked at all."""

    CRITERION = "A.3.2", _("tiêu chí A.3.2: người đại diện là nữ, dân tộc thiểu số, khuyết tật")
    SELF_ASSESSMENT = "mau-02", _("Mẫu số 02: báo cáo tự đánh giá")
    COMMUNE_REPORT = "mau-03", _("Mẫu số 03: báo cáo của xã")


class ProducerPerson(models.Model):
    """Sensitive facts about a producer's representative, apart from everything else.

    Never joined into a list, never searched, never in the journal. `open_private_facts` is the
    only way in, and it leaves a journal entry.
    """

    class Gender(models.TextChoices):
        FEMALE = "female", _("nữ")
        MALE = "male", _("nam")

    producer = models.OneToOneField(
        Producer, models.CASCADE, related_name="private_facts", verbose_name=_("chủ thể")
    )
    reason = models.CharField(_("lý do hỏi"), max_length=10, choices=PrivateReason)
    gender = models.CharField(_("giới tính"), max_length=10, choices=Gender, blank=True)
    ethnicity = models.CharField(_("dân tộc"), max_length=60, blank=True)
    is_disabled = models.BooleanField(_("là người khuyết tật"), null=True, blank=True)
    home_address = models.CharField(_("nơi thường trú"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người ghi")
    )
    recorded_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("dữ liệu riêng của người đại diện")
        verbose_name_plural = _("dữ liệu riêng của người đại diện")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="private_facts_have_a_reason",
                condition=Q(reason__in=[reason.value for reason in PrivateReason]),
            ),
            models.CheckConstraint(
                name="disability_only_for_its_criterion",
                condition=Q(is_disabled__isnull=True) | Q(reason="A.3.2"),
                violation_error_message=_("Chỉ tiêu chí A.3.2 hỏi về khuyết tật."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.producer)  # never more than whose


# Products


class ProductQuerySet(models.QuerySet["Product"]):
    def visible_to(self, user: User) -> ProductQuerySet:
        return self.filter(seen_by(user, owner="producer__organisation", place="current_place"))

    def search(self, text: str) -> ProductQuerySet:
        return self.filter(matching(text))

    def for_list(self) -> ProductQuerySet:
        """With what a row of a list shows: producer, place, and recognitions (`latest`).

        Fetched for the page alone: joined, they would be looked up for every row before it,
        and the last page of a country would take ten times as long as the first.
        """
        return self.defer("story").prefetch_related(
            "producer__organisation", "current_place", "recognitions"
        )

    def for_page(self) -> ProductQuerySet:
        """With everything a product's page shows, in a fixed number of queries."""
        return self.select_related(
            "producer__organisation", "producer__current_place", "current_place"
        ).prefetch_related(
            "variants", "pictures__file", "sales_places__place", "figures", "recognitions"
        )


class Product(models.Model):
    """One product of one producer; its sizes are variants of it."""

    class State(models.TextChoices):
        MADE = "made", _("đang sản xuất")
        STOPPED = "stopped", _("đã ngừng sản xuất")

    producer = models.ForeignKey(
        Producer, models.PROTECT, related_name="products", verbose_name=_("chủ thể")
    )
    name = models.CharField(_("tên sản phẩm"), max_length=200)
    rulebook = models.CharField(_("bộ quy định"), max_length=20, default=library.CURRENT)
    set_number = models.PositiveSmallIntegerField(_("bộ tiêu chí"), null=True, blank=True)
    # A suggestion from the name stays one until somebody has said that it is right.
    set_is_suggested = models.BooleanField(_("bộ tiêu chí mới là gợi ý"), default=False)
    group = models.CharField(_("ngành"), max_length=10, blank=True)
    subgroup = models.CharField(_("nhóm"), max_length=10, blank=True)
    story = models.TextField(_("câu chuyện sản phẩm"), blank=True)
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)
    state = models.CharField(_("tình trạng"), max_length=10, choices=State, default=State.MADE)
    source = models.CharField(max_length=10, choices=Source, default=Source.DESK)
    is_demonstration = models.BooleanField(_("dữ liệu trình diễn"), default=False)
    registered_at = models.DateTimeField(_("ghi nhận lúc"))

    # Of the latest recognition, kept by the database (migration 0002), for lists and filters.
    stars = models.PositiveSmallIntegerField(_("hạng sao"), null=True, editable=False)
    expires_on = models.DateField(_("hết hạn"), null=True, editable=False)
    # What follows from the above and from the producer: see complete().
    current_place = models.ForeignKey(
        Place, models.PROTECT, related_name="products", verbose_name=_("địa bàn hiện nay")
    )
    name_key = models.CharField(max_length=200, editable=False)
    near_key = models.CharField(max_length=200, editable=False)
    searchable = models.CharField(max_length=800, editable=False)
    sort_key = models.CharField(max_length=700, editable=False, db_collation="C")

    objects: ClassVar[Any] = ProductQuerySet.as_manager()

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
            models.Index(name="product_expiry", fields=["expires_on"]),
            GinIndex(name="product_search", fields=["searchable"], opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def latest(self) -> Recognition | None:
        """The recognition that counts now or counted last; no query after `for_list`."""
        return max(self.recognitions.all(), key=lambda r: r.round, default=None)

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
        self.searchable = f"{self.name_key} {_folded(producer.name)} {_folded(place)}"[:800]


class ProductVariant(models.Model):
    """A size or kind in which a product is sold."""

    product = models.ForeignKey(
        Product, models.CASCADE, related_name="variants", verbose_name=_("sản phẩm")
    )
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    name = models.CharField(_("tên gọi"), max_length=100, blank=True)
    size = models.DecimalField(
        _("quy cách"), max_digits=10, decimal_places=3, null=True, blank=True
    )
    unit = models.CharField(_("đơn vị"), max_length=30, blank=True)
    barcode = models.CharField(_("mã vạch"), max_length=14, blank=True)

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
        amount = (
            f"{self.size.normalize():f} {self.unit}".strip() if self.size is not None else self.unit
        )
        return " ".join(filter(None, (self.name, amount)))


class ProductPicture(models.Model):
    """A picture of a product; its words are for those who cannot see it."""

    product = models.ForeignKey(
        Product, models.CASCADE, related_name="pictures", verbose_name=_("sản phẩm")
    )
    file = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", verbose_name=_("tệp ảnh")
    )
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    description = models.CharField(_("mô tả ảnh"), max_length=300, blank=True)

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
        return self.description or str(self.file)


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
    name = models.CharField(_("tên nơi bán"), max_length=150)
    link = models.URLField(_("địa chỉ trang bán"), max_length=300, blank=True)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("địa bàn")
    )

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
        Product, models.CASCADE, related_name="figures", verbose_name=_("sản phẩm")
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    output = models.DecimalField(
        _("sản lượng"), max_digits=16, decimal_places=3, null=True, blank=True
    )
    unit = models.CharField(_("đơn vị tính"), max_length=30, blank=True)
    revenue = models.BigIntegerField(_("doanh thu (đồng)"), null=True, blank=True)

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


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, user: User) -> ImportQuerySet:
        """Those of the office one acts for, while one may import at all."""
        if not acts_as(user, *IMPORTERS):
            return self.none()
        assert user.acting is not None
        return self.filter(organisation=user.acting.organisation_id)


IMPORTERS = (Role.COMMUNE_OFFICER, Role.ADVISORY_OFFICER, Role.CENTRE_OFFICER)


class Import(models.Model):
    """One file of the register on its way in: columns named, every row answered, then applied."""

    class State(models.TextChoices):
        STARTED = "started", _("chờ chọn cột")
        MAPPED = "mapped", _("chờ xem trước")
        PREVIEWED = "previewed", _("chờ áp dụng")
        APPLIED = "applied", _("đã áp dụng")
        DISCARDED = "discarded", _("đã bỏ")

    NEXT: ClassVar[dict[str, tuple[str, ...]]] = {
        State.STARTED: (State.MAPPED, State.DISCARDED),
        State.MAPPED: (State.MAPPED, State.PREVIEWED, State.DISCARDED),
        State.PREVIEWED: (State.MAPPED, State.PREVIEWED, State.APPLIED, State.DISCARDED),
        State.APPLIED: (State.PREVIEWED, State.APPLIED),
        State.DISCARDED: (),
    }

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("tệp"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="imports", verbose_name=_("cơ quan")
    )
    # Rows outside are answered as such. Empty: the whole country.
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("địa bàn")
    )
    state = models.CharField(_("trạng thái"), max_length=10, choices=State, default=State.STARTED)
    sheet = models.CharField(_("trang tính"), max_length=100, blank=True)
    first_row = models.PositiveSmallIntegerField(_("dòng đầu tiên của dữ liệu"), default=2)
    labels = models.JSONField(_("tên các cột"), default=list)
    mapping = models.JSONField(_("cột nào là gì"), default=dict)
    counts = models.JSONField(_("số dòng theo câu trả lời"), default=dict)
    total = models.PositiveIntegerField(_("số dòng"), default=0)
    progress = models.PositiveIntegerField(_("đã làm"), default=0)
    is_demonstration = models.BooleanField(_("dữ liệu trình diễn"), default=False)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người nhập")
    )
    started_at = models.DateTimeField(_("bắt đầu lúc"))
    previewed_at = models.DateTimeField(_("xem trước lúc"), null=True, blank=True)
    applied_at = models.DateTimeField(_("áp dụng lúc"), null=True, blank=True)

    objects: ClassVar[Any] = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần nhập sổ")
        verbose_name_plural = _("lần nhập sổ")
        ordering: ClassVar = ["-started_at", "-id"]
        indexes: ClassVar = [
            models.Index(name="import_of_office", fields=["organisation", "-started_at"])
        ]

    def __str__(self) -> str:
        return str(self.file)


class ImportRow(models.Model):
    """One line of the file and the answer to it. `register.answers` turns the answer and its
    details into a sentence."""

    importing = models.ForeignKey(
        Import, models.CASCADE, related_name="rows", verbose_name=_("lần nhập")
    )
    number = models.PositiveIntegerField(_("dòng"))
    raw = models.JSONField(_("nguyên văn"))
    answer = models.CharField(_("câu trả lời"), max_length=20)
    details = models.JSONField(_("chi tiết"), default=dict)
    # What would change: {field: [before, after]}; for a new product only what it gets.
    changes = models.JSONField(_("thay đổi"), default=dict)
    # A person's word on a row that waits for one: "" none yet, "new", "same", "skip".
    decision = models.CharField(_("quyết định"), max_length=10, blank=True)
    producer = models.ForeignKey(Producer, models.SET_NULL, null=True, blank=True, related_name="+")
    product = models.ForeignKey(
        Product, models.SET_NULL, null=True, blank=True, related_name="import_rows"
    )
    applied = models.BooleanField(_("đã áp dụng"), default=False)

    class Meta:
        verbose_name = _("dòng của sổ")
        verbose_name_plural = _("dòng của sổ")
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["importing", "number"], name="import_row_once"),
        ]
        indexes: ClassVar = [
            models.Index(name="import_row_answers", fields=["importing", "answer", "number"])
        ]

    def __str__(self) -> str:
        return f"{self.importing}, {self.number}"


class RecognitionQuerySet(models.QuerySet["Recognition"]):
    def latest_first(self) -> RecognitionQuerySet:
        return self.order_by("-round", "-id")

    def visible_to(self, user: User) -> RecognitionQuerySet:
        return self.filter(
            seen_by(user, owner="product__producer__organisation", place="product__current_place")
        )


class Recognition(models.Model):
    """That a product got its stars: a fact as the register tells it, with what the register
    leaves out left empty. Whether it is in force is computed, never kept."""

    class Kind(models.TextChoices):
        FIRST = "first", _("lần đầu")
        AGAIN = "again", _("phân hạng lại")
        UPGRADE = "upgrade", _("nâng hạng")

    product = models.ForeignKey(
        Product, models.CASCADE, related_name="recognitions", verbose_name=_("sản phẩm")
    )
    round = models.PositiveSmallIntegerField(_("lần"), default=1)
    kind = models.CharField(_("loại"), max_length=10, choices=Kind)
    stars = models.PositiveSmallIntegerField(
        _("hạng sao"), validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    year = models.PositiveSmallIntegerField(_("năm công nhận"), null=True, blank=True)
    issued_on = models.DateField(_("ngày công nhận"), null=True, blank=True)
    expires_on = models.DateField(_("hết hạn"), null=True, blank=True)
    decision = models.CharField(_("số quyết định"), max_length=100, blank=True)
    authority = models.CharField(_("cơ quan công nhận"), max_length=200, blank=True)
    source = models.CharField(max_length=10, choices=Source, default=Source.REGISTER)
    source_row = models.ForeignKey(
        ImportRow, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[Any] = RecognitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần công nhận")
        verbose_name_plural = _("lần công nhận")
        ordering: ClassVar = ["round", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["product", "round"], name="recognition_in_order"),
            models.CheckConstraint(
                name="recognition_one_to_five", condition=Q(stars__gte=1, stars__lte=5)
            ),
            models.CheckConstraint(
                name="recognition_ends_after_it_began",
                condition=Q(issued_on__isnull=True)
                | Q(expires_on__isnull=True)
                | Q(expires_on__gt=F("issued_on")),
                violation_error_message=_("Ngày hết hạn phải sau ngày công nhận."),
            ),
        ]
        indexes: ClassVar = [models.Index(name="recognition_expiry", fields=["expires_on"])]

    def __str__(self) -> str:
        return f"{self.product}: {self.stars} ★"

    def in_force_on(self, day: date) -> bool | None:
        """None where the register does not say until when."""
        if self.expires_on is None:
            return None
        return (self.issued_on is None or self.issued_on <= day) and day <= self.expires_on


# Ideas and the yearly cycle


class IdeaQuerySet(models.QuerySet["Idea"]):
    def visible_to(self, user: User) -> IdeaQuerySet:
        """One's own, those of the producer one acts for, and those of the place one acts for.

        Who acts for the whole country sees an idea when it has become a product: what a villager
        told, with a name and a telephone, is for those near by.
        """
        if not user.is_authenticated:
            return self.none()
        shared = seen_by(user, owner="producer__organisation", place="current_place")
        if not shared:
            return self.filter(noted_by=user.pk)
        # Within itself, or the names of all places would be joined to tell which of both holds.
        theirs = Idea.objects.order_by().filter(shared).values("pk")
        return self.filter(Q(noted_by=user.pk) | Q(pk__in=theirs))


class Idea(models.Model):
    """A thought of a product, before there is one: step 2 of the yearly cycle."""

    class State(models.TextChoices):
        NOTED = "noted", _("đã ghi")
        ADVISED = "advised", _("đã góp ý")
        PLANNED = "planned", _("đã có phương án")
        REGISTERED = "registered", _("đã thành sản phẩm")
        SET_ASIDE = "set_aside", _("gác lại")

    NEXT: ClassVar[dict[str, tuple[str, ...]]] = {
        State.NOTED: (State.ADVISED, State.PLANNED, State.SET_ASIDE),
        State.ADVISED: (State.ADVISED, State.PLANNED, State.SET_ASIDE),
        State.PLANNED: (State.ADVISED, State.PLANNED, State.REGISTERED, State.SET_ASIDE),
        State.REGISTERED: (),
        State.SET_ASIDE: (),
    }

    name = models.CharField(_("tên ý tưởng"), max_length=200)
    text = models.TextField(_("ý tưởng"))
    state = models.CharField(_("trạng thái"), max_length=10, choices=State, default=State.NOTED)
    place = models.ForeignKey(
        Place, models.PROTECT, related_name="+", verbose_name=_("địa bàn khi ghi")
    )
    current_place = models.ForeignKey(
        Place, models.PROTECT, related_name="ideas", verbose_name=_("địa bàn hiện nay")
    )
    told_by = models.CharField(_("người nêu ý tưởng"), max_length=150)
    phone = models.CharField(_("điện thoại người nêu"), max_length=20, blank=True)
    event = models.CharField(_("nêu tại"), max_length=200, blank=True)
    producer = models.ForeignKey(
        Producer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ideas",
        verbose_name=_("chủ thể"),
    )
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người ghi")
    )
    noted_at = models.DateTimeField(_("ghi lúc"))
    searchable = Searchable("name", "told_by", max_length=400)
    advice = models.TextField(_("góp ý"), blank=True)
    advised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người góp ý"),
    )
    advised_at = models.DateTimeField(_("góp ý lúc"), null=True, blank=True)
    set_aside_reason = models.TextField(_("lý do gác lại"), blank=True)
    product = models.OneToOneField(
        Product,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="idea",
        verbose_name=_("sản phẩm"),
    )
    is_demonstration = models.BooleanField(_("dữ liệu trình diễn"), default=False)

    objects: ClassVar[Any] = IdeaQuerySet.as_manager()

    class Meta:
        verbose_name = _("ý tưởng")
        verbose_name_plural = _("ý tưởng")
        ordering: ClassVar = ["-noted_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="idea_registered_has_its_product",
                condition=Q(state="registered", product__isnull=False)
                | (~Q(state="registered") & Q(product__isnull=True)),
            ),
            models.CheckConstraint(
                name="idea_set_aside_says_why",
                condition=~Q(state="set_aside") | ~Q(set_aside_reason=""),
                violation_error_message=_("Hãy ghi lý do gác lại."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="idea_queue", fields=["current_place", "state", "-noted_at"]),
            models.Index(name="idea_of_noter", fields=["noted_by", "-noted_at"]),
        ]

    def __str__(self) -> str:
        return self.name


class BusinessPlan(models.Model):
    """The simple plan of an idea: what, from what, how much, for whom, with what money."""

    idea = models.OneToOneField(
        Idea, models.CASCADE, related_name="plan", verbose_name=_("ý tưởng")
    )
    product = models.TextField(_("sản phẩm và quy cách"))
    materials = models.TextField(_("nguyên liệu và nơi có"))
    making = models.TextField(_("cách làm, nơi làm"), blank=True)
    workers = models.PositiveIntegerField(_("số lao động"), null=True, blank=True)
    output = models.DecimalField(
        _("sản lượng một năm"), max_digits=16, decimal_places=3, null=True, blank=True
    )
    unit = models.CharField(_("đơn vị tính"), max_length=30, blank=True)
    price = models.BigIntegerField(_("giá bán dự kiến (đồng)"), null=True, blank=True)
    market = models.TextField(_("bán cho ai, ở đâu"))
    capital = models.BigIntegerField(_("vốn cần (đồng)"), null=True, blank=True)
    capital_source = models.CharField(_("vốn từ đâu"), max_length=200, blank=True)
    starts_on = models.DateField(_("bắt đầu từ"), null=True, blank=True)
    planned_at = models.DateTimeField(_("lập lúc"))

    class Meta:
        verbose_name = _("phương án sản xuất kinh doanh")
        verbose_name_plural = _("phương án sản xuất kinh doanh")

    def __str__(self) -> str:
        return str(self.idea)

    @property
    def yearly_revenue(self) -> Decimal | None:
        """What a year would bring, where the plan says enough to tell."""
        if self.output is None or self.price is None:
            return None
        return self.output * self.price


class CycleStep(models.Model):
    """When a step of the yearly cycle is open in a province. See cycle.py for the defaults."""

    place = models.ForeignKey(
        Place, models.PROTECT, related_name="cycle_steps", verbose_name=_("tỉnh")
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    step = models.PositiveSmallIntegerField(_("bước"))
    title = models.CharField(_("tên bước"), max_length=150, blank=True)
    opens_on = models.DateField(_("mở từ"))
    closes_on = models.DateField(_("đến hết"))

    class Meta:
        verbose_name = _("bước của chu trình")
        verbose_name_plural = _("bước của chu trình")
        ordering: ClassVar = ["year", "step"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "year", "step"], name="cycle_step_once"),
            models.CheckConstraint(name="cycle_six_steps", condition=Q(step__gte=1, step__lte=6)),
            models.CheckConstraint(
                name="cycle_step_ends_after_it_began",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message=_("Ngày đóng không trước ngày mở."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}, {self.year}: {self.step}"


# The office's register


class RegisterColumns(models.Model):
    """How an office names the columns of its register, kept for its next file."""

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, related_name="register_columns", verbose_name=_("cơ quan")
    )
    labels = models.JSONField(_("tên cột của từng mục"), default=dict)

    class Meta:
        verbose_name = _("cột sổ của cơ quan")
        verbose_name_plural = _("cột sổ của cơ quan")

    def __str__(self) -> str:
        return str(self.organisation)


class RegisterWord(models.Model):
    """What an office means by a word of its register that we did not know: a place or a set."""

    class Kind(models.TextChoices):
        PLACE = "place", _("địa bàn")
        SET = "set", _("bộ tiêu chí")

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="register_words", verbose_name=_("cơ quan")
    )
    kind = models.CharField(_("loại"), max_length=10, choices=Kind)
    words = models.CharField(_("chữ trong sổ"), max_length=300)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("địa bàn")
    )
    set_number = models.PositiveSmallIntegerField(_("bộ tiêu chí"), null=True, blank=True)

    class Meta:
        verbose_name = _("chữ riêng của sổ")
        verbose_name_plural = _("chữ riêng của sổ")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "words"], name="register_word_once"
            ),
            models.CheckConstraint(
                name="register_word_means_something",
                condition=Q(kind="place", place__isnull=False, set_number__isnull=True)
                | Q(kind="set", place__isnull=True, set_number__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.words} → {self.place or self.set_number}"
