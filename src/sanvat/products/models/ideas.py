"""Ideas of products, and the plan that makes one of them real."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanvat.parties.access import acts_as
from sanvat.parties.models import Organisation, User
from sanvat.parties.roles import PLACE_OFFICERS
from sanvat.places.models import Place
from sanvat.products.models.producers import Producer
from sanvat.products.models.products import Product
from sanvat.products.models.sight import seen_by
from sanvat.records.fields import Line, Name, Searchable, Text
from sanvat.records.hiding import hides
from sanvat.records.steps import Steps


class IdeaQuerySet(models.QuerySet["Idea"]):
    def visible_to(self, user: User) -> IdeaQuerySet:
        """Those one noted for oneself, those of the producer one acts for, those of the place one
        acts for, and those that the office one acts for noted elsewhere.

        Who acts for the whole country sees an idea when it has become a product: what a villager
        told, with a name and a telephone, is for those near by.
        """
        if not user.is_authenticated:
            return self.none()
        own = Q(noted_by=user.pk, noted_for=None)
        if acts_as(user, *PLACE_OFFICERS):
            assert user.acting is not None
            own |= Q(noted_for=user.acting.organisation_id)
        shared = seen_by(user, owner="producer__organisation", place="current_place")
        if not shared:
            return self.filter(own)
        # Within itself, or the names of all places would be joined to tell which of both holds.
        theirs = Idea.objects.order_by().filter(shared).values("pk")
        return self.filter(own | Q(pk__in=theirs))

    def waiting(self) -> IdeaQuerySet:
        """Those that somebody has still to do something about."""
        return self.filter(state__in=Idea.WAITING)


class Idea(models.Model):
    """A thought of a product, before there is one: step 2 of the yearly cycle."""

    class State(models.TextChoices):
        NOTED = "noted", _("đã ghi")
        ADVISED = "advised", _("đã góp ý")
        PLANNED = "planned", _("đã có phương án")
        REGISTERED = "registered", _("đã thành sản phẩm")
        SET_ASIDE = "set_aside", _("gác lại")

    WAITING: ClassVar = (State.NOTED, State.ADVISED, State.PLANNED)
    STEPS: ClassVar = Steps(
        {
            State.NOTED: (State.ADVISED, State.PLANNED, State.SET_ASIDE),
            State.ADVISED: (State.ADVISED, State.PLANNED, State.SET_ASIDE),
            State.PLANNED: (State.ADVISED, State.PLANNED, State.REGISTERED, State.SET_ASIDE),
        },
        refuses={
            State.NOTED: (
                "idea-noted",
                _("Ý tưởng này chưa có phương án. Hãy lập phương án trước."),
            ),
            State.ADVISED: (
                "idea-advised",
                _("Ý tưởng này chưa có phương án. Hãy lập phương án trước."),
            ),
            State.PLANNED: (
                "idea-planned",
                _("Ý tưởng này đã có phương án. Hãy sửa phương án, hoặc ghi thành sản phẩm."),
            ),
            State.REGISTERED: (
                "idea-registered",
                _("Ý tưởng này đã thành sản phẩm; hãy sửa ở trang sản phẩm."),
            ),
            State.SET_ASIDE: (
                "idea-set-aside",
                _("Ý tưởng này đã gác lại. Nếu làm tiếp, hãy ghi ý tưởng mới."),
            ),
        },
    )
    JOURNAL_HIDES: ClassVar = hides("phone")
    EDITED: ClassVar = ("advice",)

    name = Name(_("tên ý tưởng"), max_length=200)
    text = Text(_("ý tưởng"))
    state = models.CharField(_("trạng thái"), max_length=10, choices=State, default=State.NOTED)
    place = models.ForeignKey(
        Place, models.PROTECT, related_name="+", verbose_name=_("địa bàn khi ghi")
    )
    current_place = models.ForeignKey(
        Place, models.PROTECT, related_name="ideas", verbose_name=_("địa bàn hiện nay")
    )
    told_by = Line(_("người nêu ý tưởng"), max_length=150)
    phone = Line(_("điện thoại người nêu"), max_length=20, blank=True)
    event = Line(_("nêu tại"), max_length=200, blank=True)
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
    # What somebody notes in a post belongs to the post: who leaves it has it no longer.
    noted_for = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ghi thay cho"),
        help_text=_("Để trống khi một người ghi cho chính mình."),
    )
    noted_at = models.DateTimeField(_("ghi lúc"))
    searchable = Searchable("name", "told_by", max_length=400)
    advice = Text(_("góp ý"), blank=True)
    advised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người góp ý"),
    )
    advised_at = models.DateTimeField(_("góp ý lúc"), null=True, blank=True)
    set_aside_reason = Text(_("lý do gác lại"), blank=True)
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
    product = Text(_("sản phẩm và quy cách"))
    materials = Text(_("nguyên liệu và nơi có"))
    making = Text(_("cách làm, nơi làm"), blank=True)
    workers = models.PositiveIntegerField(_("số lao động"), null=True, blank=True)
    output = models.DecimalField(
        _("sản lượng một năm"), max_digits=16, decimal_places=3, null=True, blank=True
    )
    unit = Line(_("đơn vị tính"), max_length=30, blank=True)
    price = models.BigIntegerField(_("giá bán dự kiến (đồng)"), null=True, blank=True)
    market = Text(_("bán cho ai, ở đâu"))
    capital = models.BigIntegerField(_("vốn cần (đồng)"), null=True, blank=True)
    capital_source = Line(_("vốn từ đâu"), max_length=200, blank=True)
    starts_on = models.DateField(_("bắt đầu từ"), null=True, blank=True)
    planned_at = models.DateTimeField(_("lập lúc"))

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = (
        *("product", "materials", "making", "market", "output", "unit", "price"),
        *("workers", "capital", "capital_source", "starts_on"),
    )

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
