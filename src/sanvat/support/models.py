"""Support: schemes with their budgets, and what producers ask for, get and make of it.

Amounts are whole đồng, exact.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanvat.instruments.models import Instrument
from sanvat.parties.access import acts_as
from sanvat.parties.models import Organisation, Role, User
from sanvat.parties.roles import PROGRAMME_KEEPERS
from sanvat.places.models import Place, around, within
from sanvat.products.models import Producer, Product
from sanvat.products.models.sight import seen_by
from sanvat.records.fields import Line, Name, Searchable, Text
from sanvat.records.hiding import hides
from sanvat.records.steps import Steps
from sanvat.rules.days_off import ONE_DAY

DIGITS = 16
"""Of an amount in đồng."""


def _amount(label: Any, **options: Any) -> Any:
    return models.DecimalField(label, max_digits=DIGITS, decimal_places=0, **options)


class SchemeQuerySet(models.QuerySet["Scheme"]):
    def visible_to(self, user: User) -> SchemeQuerySet:
        """Those of the place one acts for, of what it lies in, and for who keeps the programme
        also of what lies in it."""
        if user.acting is None or not acts_as(user, Role.PRODUCER, *PROGRAMME_KEEPERS):
            return self.none()
        own = user.acting.place
        if own is None:
            return self.all()
        seen = around(own, "place")
        if acts_as(user, *PROGRAMME_KEEPERS):
            seen |= within(own, "place")
        return self.filter(seen)


class Scheme(models.Model):
    """A kind of support that a place gives, on which basis; for whom and how much say its terms."""

    class Kind(models.TextChoices):
        TRAINING = "training", _("đào tạo, tập huấn")
        GUIDANCE = "guidance", _("hướng dẫn kỹ thuật")
        SCIENCE = "science", _("khoa học, công nghệ")
        BRANDING = "branding", _("xây dựng thương hiệu")
        PACKAGING = "packaging", _("bao bì, nhãn")
        MACHINERY = "machinery", _("máy móc, thiết bị")
        TRADE = "trade", _("xúc tiến thương mại")
        ADVERTISING = "advertising", _("quảng bá")
        CREDIT = "credit", _("lãi suất tín dụng")

    kind = models.CharField(_("loại hỗ trợ"), max_length=12, choices=Kind)
    title = Name(_("tên chính sách"), max_length=250)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("địa bàn"))
    instrument = models.ForeignKey(
        Instrument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="support_schemes",
        verbose_name=_("văn bản quy định"),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người lập")
    )
    made_at = models.DateTimeField(_("lập lúc"))
    is_demonstration = models.BooleanField(_("dữ liệu trình diễn"), default=False)
    searchable = Searchable("title", max_length=400)

    objects: ClassVar[Any] = SchemeQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("chính sách hỗ trợ")
        verbose_name_plural = _("chính sách hỗ trợ")
        ordering: ClassVar = ["kind", "title", "id"]

    def __str__(self) -> str:
        return self.title

    def terms_on(self, day: date) -> Terms:
        """What it gave and asked on a day. Its first terms have no first day, so there are
        always some."""
        return next(terms for terms in self.terms.all() if terms.holds_on(day))


class Terms(models.Model):
    """What a scheme gives and asks during some days. To correct it is to add terms; what was
    decided keeps those it was decided by.

    They give a `fixed` amount, or a `share` in percent of the cost, never more than `cap`. What is
    asked of whoever gets it stands as data where a programme can check it. `reason` and
    `instrument`: why they took the place of those before, and by which paper.
    """

    scheme = models.ForeignKey(
        Scheme, models.PROTECT, related_name="terms", verbose_name=_("chính sách")
    )
    valid = DateRangeField(_("áp dụng"))
    conditions = Text(_("điều kiện"), max_length=3000, blank=True)
    proof = Text(_("giấy tờ cần có"), max_length=3000, blank=True)
    fixed = _amount(_("mức cố định (đồng)"), null=True, blank=True)
    share = models.DecimalField(
        _("tỷ lệ (%)"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    cap = _amount(_("mức tối đa (đồng)"), null=True, blank=True)
    stars = models.PositiveSmallIntegerField(_("đang có từ mấy sao"), null=True, blank=True)
    legal_form = models.CharField(_("chỉ cho loại hình"), max_length=40, blank=True)
    first_time = models.BooleanField(_("chỉ cho lần đầu"), default=False)
    opens_on = models.DateField(_("nhận đề nghị từ"))
    closes_on = models.DateField(_("nhận đến hết"), null=True, blank=True)
    reason = Line(_("vì sao sửa"), max_length=300, blank=True)
    instrument = models.ForeignKey(
        Instrument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="support_terms",
        verbose_name=_("văn bản sửa đổi"),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người ghi")
    )
    made_at = models.DateTimeField(_("ghi lúc"))

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = (
        *("conditions", "proof", "fixed", "share", "cap", "stars", "legal_form", "first_time"),
        *("opens_on", "closes_on"),
    )

    class Meta:
        verbose_name = _("quy định của chính sách")
        verbose_name_plural = _("quy định của chính sách")
        ordering: ClassVar = ["scheme", "-valid"]
        constraints: ClassVar = [
            ExclusionConstraint(
                name="terms_one_a_day",
                expressions=[
                    ("scheme", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(name="terms_have_days", condition=Q(valid__isempty=False)),
            models.CheckConstraint(
                name="terms_corrected_say_why",
                condition=Q(valid__startswith__isnull=True) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="terms_give_one_way",
                condition=Q(fixed__isnull=False, fixed__gt=0, share__isnull=True)
                | Q(fixed__isnull=True, share__isnull=False, share__gt=0, share__lte=100),
                violation_error_message=_(
                    "Hãy ghi mức cố định, hoặc tỷ lệ không quá một trăm; không ghi cả hai."
                ),
            ),
            models.CheckConstraint(
                name="terms_cap_is_an_amount", condition=Q(cap__isnull=True) | Q(cap__gt=0)
            ),
            models.CheckConstraint(
                name="terms_stars",
                condition=Q(stars__isnull=True) | Q(stars__gte=1, stars__lte=5),
            ),
            models.CheckConstraint(
                name="terms_close_after_they_opened",
                condition=Q(closes_on__isnull=True) | Q(closes_on__gte=F("opens_on")),
                violation_error_message=_("Ngày cuối không trước ngày đầu."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.scheme)

    def holds_on(self, day: date) -> bool:
        lower, upper = self.valid.lower, self.valid.upper
        return (lower is None or lower <= day) and (upper is None or day < upper)

    @property
    def last_day(self) -> date | None:
        """The last day on which they held or will hold; None while nothing follows."""
        after: date | None = self.valid.upper
        return after - ONE_DAY if after else None

    def most_for(self, cost: Decimal | None) -> Decimal | None:
        """The most it gives towards a cost, cut to whole đồng; None where the cost is needed and
        not known."""
        most: Decimal
        if self.fixed is not None:
            most = self.fixed
        elif cost is None or self.share is None:
            return None
        else:
            most = Decimal(int(cost * self.share / 100))
        return most if self.cap is None else min(most, self.cap)


class BudgetLine(models.Model):
    """Money set aside for a scheme in a year, by its source. `committed` follows the decisions:
    PostgreSQL adds to it, and never lets it pass `amount`."""

    scheme = models.ForeignKey(
        Scheme, models.PROTECT, related_name="budgets", verbose_name=_("chính sách")
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    source = Line(_("nguồn"), max_length=200)
    amount = _amount(_("số tiền (đồng)"))
    committed = _amount(_("đã quyết định (đồng)"), default=0, editable=False)
    paid = _amount(_("đã chi (đồng)"), default=0, editable=False)

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("nguồn kinh phí")
        verbose_name_plural = _("nguồn kinh phí")
        ordering: ClassVar = ["-year", "source", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="budget_once",
                fields=["scheme", "year", "source"],
                violation_error_message=_("Nguồn này của năm đã được ghi."),
            ),
            models.CheckConstraint(
                name="budget_never_overspent",
                condition=Q(committed__gte=0, committed__lte=F("amount")),
            ),
            models.CheckConstraint(
                name="budget_paid_of_committed",
                condition=Q(paid__gte=0, paid__lte=F("committed")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}, {self.year}"

    @property
    def left(self) -> Decimal:
        left: Decimal = self.amount - self.committed
        return left


class RequestQuerySet(models.QuerySet["Request"]):
    def visible_to(self, user: User) -> RequestQuerySet:
        """Those of one's own producer, and those of the place in which one keeps the programme."""
        return self.filter(
            seen_by(
                user,
                owner="producer__organisation",
                place="producer__current_place",
                province="producer__province",
            )
        )


class Request(models.Model):
    """A producer asks for support of a scheme. `place`: its commune of that day."""

    class State(models.TextChoices):
        ASKED = "asked", _("chờ xét")
        DECIDED = "decided", _("đã quyết định")
        PAID = "paid", _("đã chi đủ")
        DONE = "done", _("đã ghi hiệu quả")
        REFUSED = "refused", _("không hỗ trợ")
        WITHDRAWN = "withdrawn", _("đã rút")

    COUNTS: ClassVar = (State.ASKED, State.DECIDED, State.PAID, State.DONE)
    STEPS: ClassVar = Steps(
        {
            State.ASKED: (State.DECIDED, State.REFUSED, State.WITHDRAWN),
            State.DECIDED: (State.DECIDED, State.PAID),
            State.PAID: (State.DONE,),
        },
        refuses={
            State.ASKED: (
                "support-asked",
                _("Đề nghị này chưa được quyết định. Hãy quyết định trước."),
            ),
            State.DECIDED: (
                "support-decided",
                _("Đề nghị này đã có quyết định. Hãy chi theo quyết định ấy."),
            ),
            State.PAID: (
                "support-paid",
                _("Đề nghị này đã chi đủ. Hãy ghi hiệu quả."),
            ),
            State.DONE: (
                "support-done",
                _("Đề nghị này đã xong. Nếu cần hỗ trợ thêm, hãy lập đề nghị mới."),
            ),
            State.REFUSED: (
                "support-refused",
                _("Đề nghị này không được hỗ trợ. Nếu có giấy tờ mới, hãy lập đề nghị mới."),
            ),
            State.WITHDRAWN: (
                "support-withdrawn",
                _("Đề nghị này đã rút. Nếu vẫn cần, hãy lập đề nghị mới."),
            ),
        },
    )

    scheme = models.ForeignKey(
        Scheme, models.PROTECT, related_name="requests", verbose_name=_("chính sách")
    )
    producer = models.ForeignKey(
        Producer, models.PROTECT, related_name="support_requests", verbose_name=_("chủ thể")
    )
    product = models.ForeignKey(
        Product,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="support_requests",
        verbose_name=_("sản phẩm"),
    )
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("địa bàn"))
    thing = Line(_("hỗ trợ cho việc gì"), max_length=200)
    thing_key = models.CharField(max_length=200, editable=False, default="")
    reason = Text(_("vì sao cần"), max_length=3000, blank=True)
    cost = _amount(_("chi phí (đồng)"), null=True, blank=True)
    asked = _amount(_("số tiền đề nghị (đồng)"))
    asked_on = models.DateField(_("ngày đề nghị"))
    state = models.CharField(_("trạng thái"), max_length=10, choices=State, default=State.ASKED)
    refused_reason = Text(_("vì sao không hỗ trợ"), max_length=2000, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người ghi")
    )
    entered_for = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("ghi thay cho")
    )
    entered_at = models.DateTimeField(_("ghi lúc"))
    is_demonstration = models.BooleanField(_("dữ liệu trình diễn"), default=False)
    searchable = Searchable("thing", "producer", max_length=500)

    objects: ClassVar[Any] = RequestQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("đề nghị hỗ trợ")
        verbose_name_plural = _("đề nghị hỗ trợ")
        ordering: ClassVar = ["-asked_on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="request_asks_for_something", condition=Q(asked__gt=0)),
            models.CheckConstraint(
                name="request_refused_says_why",
                condition=~Q(state="refused") | ~Q(refused_reason=""),
                violation_error_message=_("Hãy ghi vì sao không hỗ trợ."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="support_of_producer", fields=["producer", "-asked_on"]),
            models.Index(name="support_by_state", fields=["state", "-asked_on", "-id"]),
            models.Index(name="support_by_day", fields=["-asked_on", "-id"]),
        ]

    def __str__(self) -> str:
        return f"{self.thing}, {self.producer}"

    @property
    def terms(self) -> Terms:
        """By which it is judged: those it was decided by, or else those of the day it was asked."""
        decision: Decision | None = getattr(self, "decision", None)
        return decision.terms if decision else self.scheme.terms_on(self.asked_on)


class Decision(models.Model):
    """A request is granted, from one budget, by an official paper. `in_spite` says why where the
    check found something against it."""

    request = models.OneToOneField(
        Request, models.PROTECT, related_name="decision", verbose_name=_("đề nghị")
    )
    budget = models.ForeignKey(
        BudgetLine, models.PROTECT, related_name="decisions", verbose_name=_("nguồn kinh phí")
    )
    instrument = models.ForeignKey(
        Instrument, models.PROTECT, related_name="support_decisions", verbose_name=_("quyết định")
    )
    terms = models.ForeignKey(
        Terms, models.PROTECT, related_name="decisions", verbose_name=_("quy định áp dụng")
    )
    amount = _amount(_("số tiền (đồng)"))
    paid = _amount(_("đã chi (đồng)"), default=0, editable=False)
    decided_on = models.DateField(_("ngày quyết định"))
    in_spite = Text(_("vì sao vẫn hỗ trợ"), max_length=2000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người ghi")
    )
    at = models.DateTimeField(_("lúc"))

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("quyết định hỗ trợ")
        verbose_name_plural = _("quyết định hỗ trợ")
        constraints: ClassVar = [
            models.CheckConstraint(name="decision_is_an_amount", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="decision_never_overpaid", condition=Q(paid__gte=0, paid__lte=F("amount"))
            ),
        ]

    def __str__(self) -> str:
        return str(self.request)

    @property
    def left(self) -> Decimal:
        left: Decimal = self.amount - self.paid
        return left


class Payment(models.Model):
    """Money that went out on a decision."""

    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="payments", verbose_name=_("quyết định")
    )
    amount = _amount(_("số tiền (đồng)"))
    paid_on = models.DateField(_("ngày chi"))
    voucher = Line(_("chứng từ"), max_length=100, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người ghi")
    )
    at = models.DateTimeField(_("lúc"))

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("lần chi")
        verbose_name_plural = _("lần chi")
        ordering: ClassVar = ["paid_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="payment_is_an_amount", condition=Q(amount__gt=0))
        ]

    def __str__(self) -> str:
        return f"{self.amount}, {self.paid_on}"


class Effect(models.Model):
    """What became of a support."""

    request = models.OneToOneField(
        Request, models.PROTECT, related_name="effect", verbose_name=_("đề nghị")
    )
    text = Text(_("hiệu quả"), max_length=3000)
    seen_on = models.DateField(_("ngày xem"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người ghi")
    )
    at = models.DateTimeField(_("lúc"))

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("hiệu quả của hỗ trợ")
        verbose_name_plural = _("hiệu quả của hỗ trợ")

    def __str__(self) -> str:
        return self.text[:200]
