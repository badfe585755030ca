"""Producers, what their people may do for them, and what is private about a representative."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Collate
from django.utils.translation import gettext_lazy as _

from sanvat.parties.access import acts_as
from sanvat.parties.models import Membership, Organisation, User
from sanvat.parties.roles import PLACE_OFFICERS, Role
from sanvat.places.models import Place
from sanvat.products import names
from sanvat.products.models.sight import Source, lying_in, seen_by
from sanvat.products.strangers import is_body
from sanvat.records.fields import Email, Line
from sanvat.records.hiding import hides
from sanvat.records.search import matching
from sanvat.records.secrets import is_personal, veiled
from sanvat.rules import library
from sanvat.text.fold import fold, sort_key


def legal_forms() -> list[tuple[str, str]]:
    """The forms a producer may have, by the decision in force (Điều 2 khoản 3)."""
    forms = library.rulebook(library.CURRENT).facts["legal_forms"]
    return [(form["id"], form["title"]) for form in forms]


# An import asks for the same names again and again.
_folded = lru_cache(maxsize=16_384)(fold)


class ProducerQuerySet(models.QuerySet["Producer"]):
    def visible_to(self, user: User) -> ProducerQuerySet:
        return self.filter(
            seen_by(user, owner="organisation", place="current_place", province="province")
        )

    def search(self, text: str, *, by: User) -> ProducerQuerySet:
        """Those that have every word; a person's own number only whole, and only for those who
        may see it: who acts for the producer, and the officers of its place."""
        if not is_personal(text):
            return self.filter(matching(text))
        bare = re.sub(r"[\s.\-–_]", "", text).upper()
        has_number = Q(tax_code=bare) | Q(registration_number=bare)
        return self.filter(has_number & Producer.seen_inside(by))

    def for_list(self) -> ProducerQuerySet:
        """With what a row of a list shows; nothing private. See ProductQuerySet.for_list."""
        products: Any = self.model._meta.get_field("products").related_model
        counted = models.Prefetch("products", products.objects.only("producer"))
        return self.prefetch_related("organisation", "current_place", counted)

    def counting_products(self) -> ProducerQuerySet:
        """With how many products each has as `has`."""
        products: Any = self.model._meta.get_field("products").related_model
        of_each = products.objects.filter(producer=OuterRef("pk")).order_by().values("producer")
        return self.annotate(has=Coalesce(Subquery(of_each.values_list(Count("pk"))), 0))


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
    registration_number = Line(_("số đăng ký"), max_length=40, blank=True)
    tax_code = Line(_("mã số thuế"), max_length=14, blank=True)
    founded_on = models.DateField(_("ngày thành lập"), null=True, blank=True)
    state = models.CharField(_("tình trạng"), max_length=10, choices=State, default=State.ACTIVE)
    # The unit as it was written down, perhaps one that is gone; and the one of today it lies in.
    place = models.ForeignKey(
        Place, models.PROTECT, related_name="+", verbose_name=_("địa bàn khi ghi")
    )
    current_place = models.ForeignKey(
        Place,
        models.PROTECT,
        related_name="producers",
        db_index=False,  # the indexes below begin with it
        verbose_name=_("địa bàn hiện nay"),
    )
    # The lineage of the province it lies in, which the database keeps with the place.
    province = models.CharField(
        _("tỉnh"), max_length=60, editable=False, default="", db_collation="C"
    )
    representative_name = Line(_("người đại diện"), max_length=150, blank=True)
    representative_position = Line(_("chức vụ"), max_length=100, blank=True)
    # How many, never who: the criteria on local labour and on the community ask no more.
    members = models.PositiveIntegerField(_("số thành viên"), null=True, blank=True)
    workers = models.PositiveIntegerField(_("số lao động"), null=True, blank=True)
    local_workers = models.PositiveIntegerField(
        _("số lao động là người trong xã"), null=True, blank=True
    )
    # Private: for the producer and the officers of the place, never in a list.
    address = Line(_("địa chỉ"), max_length=300, blank=True)
    phone = Line(_("điện thoại"), max_length=20, blank=True)
    email = Email(_("thư điện tử"), blank=True)
    source = models.CharField(max_length=10, choices=Source, default=Source.DESK)
    is_demonstration = models.BooleanField(_("dữ liệu trình diễn"), default=False)
    registered_at = models.DateTimeField(_("ghi nhận lúc"))

    JOURNAL_HIDES: ClassVar = hides(
        *("tax_code", "registration_number", "address", "phone", "email"),
        *("gender", "ethnicity", "is_disabled", "home_address"),  # its private facts
    )
    FACTS: ClassVar = (
        *("legal_form", "tax_code", "registration_number", "founded_on"),
        *("representative_name", "representative_position", "members", "workers"),
        *("local_workers", "address", "phone", "email"),
    )
    EDITED: ClassVar = ("organisation.name", "place_id", "state", *FACTS)

    # That the producer agreed to have its name told, of its consent in force: see the acts there.
    name_is_agreed = models.BooleanField(_("đồng ý nêu tên"), default=False, editable=False)
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
            models.Index(name="producer_in_province", fields=["province", "sort_key", "id"]),
            models.Index(name="producer_of_form", fields=["legal_form", "sort_key", "id"]),
            models.Index(
                name="producer_form_province", fields=["province", "legal_form", "sort_key", "id"]
            ),
            # Those few that are not at work, which a list of them would look for among all.
            models.Index(
                name="producer_not_active",
                fields=["state", "sort_key", "id"],
                condition=~Q(state="active"),
            ),
            models.Index(name="producer_same", fields=["current_place", "name_key"]),
            models.Index(Collate("name_key", "C"), "id", name="producer_begins"),
            models.Index(
                "province", Collate("name_key", "C"), "id", name="producer_begins_province"
            ),
            # With the province, since a word of the country may be rare in one.
            GinIndex(
                name="producer_search",
                fields=["province", "searchable"],
                opclasses=["varchar_ops", "gin_trgm_ops"],
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def seen_inside(user: User) -> Q:
        """Those of which a person sees more than a list tells; see access.may_see_inside."""
        if acts_as(user, Role.PRODUCER):
            assert user.acting is not None
            return Q(organisation=user.acting.organisation_id)
        if acts_as(user, *PLACE_OFFICERS):
            assert user.acting is not None
            return Q() if user.acting.place is None else lying_in(user.acting.place)
        return Q(pk__in=[])

    @property
    def name(self) -> str:
        return self.organisation.name

    @property
    def is_named(self) -> bool:
        """Whether strangers may read its name."""
        return self.name_is_agreed or is_body(self.name, self.legal_form)

    @property
    def local_share(self) -> int | None:
        """Of a hundred who work there, how many are of the commune; cut, not rounded."""
        if not self.workers or self.local_workers is None:
            return None
        return self.local_workers * 100 // self.workers

    def complete(self) -> None:
        """Fill in what follows from the name and the place; acts call it before saving."""
        place = self.current_place.full_name
        found = following(self.name, place, self.tax_code)
        self.name_key, self.searchable, self.sort_key = found


def following(name: str, place: str, tax_code: str = "") -> tuple[str, str, str]:
    """What follows from a producer's name, the full name of where it is today and its tax code:
    `name_key`, `searchable`, `sort_key`."""
    # A search tells what is there: a person's own number is asked for whole (see `search`).
    code = "" if is_personal(tax_code) else tax_code
    searchable = f"{fold(veiled(name))} {_folded(place)} {code}".strip()[:600]
    return names.producer_key(name), searchable, sort_key(name)[:700]


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

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = ("rights",)

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
    ethnicity = Line(_("dân tộc"), max_length=60, blank=True)
    is_disabled = models.BooleanField(_("là người khuyết tật"), null=True, blank=True)
    home_address = Line(_("nơi thường trú"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người ghi")
    )
    recorded_at = models.DateTimeField(_("ghi lúc"))

    JOURNAL_HIDES: ClassVar = hides("gender", "ethnicity", "is_disabled", "home_address")
    # Not the facts: there are so few of each that a version of them would tell what they are.
    EDITED: ClassVar = ("recorded_at",)

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
