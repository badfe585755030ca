"""Movements, and what people give to them: labour, ideas, land, trees, money, goods."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanvat.instruments.models import Instrument
from sanvat.parties.access import acts_as, scope_places
from sanvat.parties.models import Organisation, User
from sanvat.parties.roles import PROGRAMME_KEEPERS
from sanvat.places.models import Place
from sanvat.records.fields import Line, Name, Searchable, Text
from sanvat.records.hiding import hides
from sanvat.records.models import StoredFile
from sanvat.records.search import matching
from sanvat.records.secrets import WRITING
from sanvat.records.steps import Steps


class MovementQuerySet(models.QuerySet["Movement"]):
    def visible_to(self, user: User) -> MovementQuerySet:
        """A movement calls upon everybody, so all who are at work here see it; who gave what is
        another matter."""
        return self.none() if user.acting is None else self.all()

    def search(self, text: str) -> MovementQuerySet:
        return self.filter(matching(text, "searchable", "place__searchable"))


class Movement(models.Model):
    """A call to give something for a purpose, in a place and during some days.

    `parts`: the units in the place that are called upon, where not all are; `basis`: the paper
    behind it; `under`: the plan it serves, in the words of who called.
    """

    class State(models.TextChoices):
        OPEN = "open", _("đang vận động")
        CLOSED = "closed", _("đã kết thúc")

    STEPS: ClassVar = Steps(
        {State.OPEN: (State.OPEN, State.CLOSED)},
        refuses=(
            "movement-closed",
            _("Phong trào này đã kết thúc. Nếu vận động tiếp, hãy phát động phong trào mới."),
        ),
    )

    name = Name(_("tên phong trào"), max_length=200)
    call = Text(_("lời kêu gọi"), max_length=5_000, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="movements", verbose_name=_("cơ quan phát động")
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("địa bàn")
    )
    parts = models.ManyToManyField(
        Place, blank=True, related_name="+", verbose_name=_("các nơi vận động")
    )
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến hết ngày"), null=True, blank=True)
    basis = models.ForeignKey(
        Instrument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="movements",
        verbose_name=_("căn cứ"),
    )
    under = Line(_("theo kế hoạch"), max_length=200, blank=True)
    state = models.CharField(_("trạng thái"), max_length=6, choices=State, default=State.OPEN)
    created_at = models.DateTimeField(_("phát động lúc"))
    is_demonstration = models.BooleanField(_("dữ liệu trình diễn"), default=False)
    searchable = Searchable("name", max_length=300)

    objects: ClassVar[Any] = MovementQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = ("name", "call", "starts_on", "ends_on", "under")

    class Meta:
        verbose_name = _("phong trào")
        verbose_name_plural = _("phong trào")
        ordering: ClassVar = ["-starts_on", "name", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="movement_days_in_order",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Ngày cuối không trước ngày đầu."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def visible_to(self, user: User) -> ContributionQuerySet:
        """With who gave them: for those who keep the programme in the place of the giver."""
        if not acts_as(user, *PROGRAMME_KEEPERS):
            return self.none()
        return self.filter(scope_places(user))

    def standing(self) -> ContributionQuerySet:
        """Those that were not taken back."""
        return self.filter(cancelled_at__isnull=True)


class Contribution(models.Model):
    """What somebody gave. Their name is theirs: it is kept only with their leave, and told in
    public only where they agreed to be thanked by name."""

    class Kind(models.TextChoices):
        LABOUR = "labour", _("ngày công")
        IDEA = "idea", _("ý kiến, ý tưởng")
        LAND = "land", _("đất")
        TREES = "trees", _("cây")
        MONEY = "money", _("tiền")
        GOODS = "goods", _("hiện vật")

    class Giver(models.TextChoices):
        PERSON = "person", _("cá nhân")
        HOUSEHOLD = "household", _("hộ gia đình")
        GROUP = "group", _("tập thể")

    UNITS: ClassVar[dict[str, Any]] = {
        Kind.LABOUR: _("ngày công"),
        Kind.IDEA: _("ý kiến"),
        Kind.LAND: "m²",
        Kind.TREES: _("cây"),
        Kind.MONEY: _("đồng"),
    }

    movement = models.ForeignKey(
        Movement, models.PROTECT, related_name="contributions", verbose_name=_("phong trào")
    )
    kind = models.CharField(_("đóng góp gì"), max_length=8, choices=Kind)
    amount = models.DecimalField(
        _("số lượng"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    unit = Line(_("đơn vị tính"), max_length=40, blank=True)
    description = Text(_("mô tả"), max_length=2_000, blank=True)
    giver = models.CharField(_("ai đóng góp"), max_length=9, choices=Giver)
    giver_name = Line(_("tên người đóng góp"), max_length=200, blank=True)
    may_be_thanked = models.BooleanField(_("đồng ý nêu tên cảm ơn"), default=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("địa bàn"))
    day = models.DateField(_("ngày đóng góp"))
    value = models.BigIntegerField(_("quy ra tiền (đồng)"), null=True, blank=True)
    value_method = Line(_("cách quy ra tiền"), max_length=300, blank=True)
    proof = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tệp")
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người ghi")
    )
    recorded_at = models.DateTimeField(_("ghi lúc"))
    cancelled_at = models.DateTimeField(_("bỏ lúc"), null=True, blank=True)
    cancelled_reason = Text(_("lý do bỏ"), max_length=1_000, blank=True)
    is_demonstration = models.BooleanField(_("dữ liệu trình diễn"), default=False)

    objects: ClassVar[Any] = ContributionQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides(giver_name=WRITING)

    class Meta:
        verbose_name = _("đóng góp")
        verbose_name_plural = _("đóng góp")
        ordering: ClassVar = ["movement", "-day", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="contribution_amounts_not_below_nothing",
                condition=(Q(amount__isnull=True) | Q(amount__gt=0))
                & (Q(value__isnull=True) | Q(value__gte=0)),
                violation_error_message=_("Số lượng phải lớn hơn 0; giá trị không âm."),
            ),
            models.CheckConstraint(
                name="contribution_thanked_has_a_name",
                condition=Q(may_be_thanked=False) | ~Q(giver_name=""),
                violation_error_message=_("Muốn nêu tên cảm ơn thì hãy ghi tên."),
            ),
            models.CheckConstraint(
                name="contribution_valued_says_how",
                condition=Q(value__isnull=True) | Q(kind="money") | ~Q(value_method=""),
                violation_error_message=_("Hãy ghi cách quy ra tiền."),
            ),
            models.CheckConstraint(
                name="contribution_cancelled_says_why",
                condition=Q(cancelled_at__isnull=True, cancelled_reason="")
                | (Q(cancelled_at__isnull=False) & ~Q(cancelled_reason="")),
                violation_error_message=_("Hãy ghi lý do bỏ."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="contribution_by_kind", fields=["kind", "day"]),
            models.Index(name="contribution_by_day", fields=["movement", "-day", "-id"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.movement}"
