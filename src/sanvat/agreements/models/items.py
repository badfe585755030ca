"""The numbered contents of an agreement, and what became of each."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.aggregates import BoolOr
from django.db import models
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from sanvat.agreements.models.agreements import Agreement, Party
from sanvat.indicators.models import Indicator
from sanvat.parties.models import User
from sanvat.records.fields import Line, Text
from sanvat.records.hiding import hides
from sanvat.records.models import StoredFile
from sanvat.records.steps import Steps


class ItemQuerySet(models.QuerySet["Item"]):
    def visible_to(self, user: User) -> ItemQuerySet:
        """Those of the agreements one sees."""
        return self.filter(agreement__in=Agreement.objects.visible_to(user).values("pk"))

    def with_all(self) -> ItemQuerySet:
        """With the bodies that stand in a list."""
        return self.select_related(
            "agreement", "lead__organisation", "indicator", "said_by__organisation"
        ).prefetch_related("partners__party__organisation")

    def at_work(self) -> ItemQuerySet:
        """Those of agreements that are carried out."""
        return self.filter(agreement__state=Agreement.State.RUNNING)

    def late_on(self, day: date) -> ItemQuerySet:
        """Those whose day is over and of which, by then, nobody had said that they are done."""
        last = (
            ItemNote.objects.filter(item=OuterRef("pk"), on__lte=day, kind__in=ItemNote.MOVING)
            .order_by("-on", "-pk")
            .values("kind")[:1]
        )
        return (
            self.filter(_is_over(day), agreement__state__in=Agreement.SIGNED_STATES)
            .annotate(stood=Subquery(last))
            .filter(Q(stood__isnull=True) | Q(stood=ItemNote.Kind.RETURNED))
        )

    def late_today(self, today: date) -> ItemQuerySet:
        """The same for today, by the state in which they are: no note has to be read."""
        return self.filter(
            _is_over(today),
            agreement__state__in=Agreement.SIGNED_STATES,
            state__in=(Item.State.OPEN, Item.State.RETURNED),
        )

    def urgent_for(self, organisation: int, today: date) -> ItemQuerySet:
        """Those that this body leads and that are late today or were returned."""
        return self.to_do_for(organisation).filter(_is_over(today) | Q(state=Item.State.RETURNED))

    def counted_today(self, today: date) -> dict[str, int]:
        """How many of what a body has to do there is (`all`), and how much is `late` today."""
        late = models.Count("pk", filter=_is_over(today))
        return self.order_by().aggregate(all=models.Count("pk"), late=late)

    def to_do_for(self, organisation: int) -> ItemQuerySet:
        """Those that this body leads and has still to do."""
        return self.at_work().filter(
            lead__organisation=organisation, state__in=(Item.State.OPEN, Item.State.RETURNED)
        )

    def to_confirm_for(self, organisation: int) -> ItemQuerySet:
        """Those that another side says are done, and this body has still to look at: as one of
        their partners, or where they have none, as any other party."""
        ours = Party.objects.order_by().filter(organisation=organisation)
        # One look into an index for each of them: as EXISTS … OR NOT EXISTS … PostgreSQL would
        # read the partners of all items of the country.
        partners = ItemPartner.objects.order_by().filter(item=OuterRef("pk")).values("item")
        is_ours = Subquery(
            partners.annotate(ours=BoolOr(Q(party__in=ours.values("pk")))).values("ours")
        )
        said = ItemNote.objects.filter(
            item=OuterRef("pk"),
            kind=ItemNote.Kind.CONFIRMED,
            round=OuterRef("round"),
            party__organisation=organisation,
        )
        return (
            self.at_work()
            .filter(state=Item.State.DONE, agreement__in=ours.values("agreement"))
            .exclude(said_by__in=ours.values("pk"))
            .filter(Coalesce(is_ours, Value(True)))
            .filter(~models.Exists(said))
        )


def _is_over(day: date) -> Q:
    return Q(due_on__lt=day) | Q(due_on__isnull=True, agreement__ends_on__lt=day)


class Item(models.Model):
    """One numbered content: what, who leads, who works with them, by when.

    `due_on`: None is the whole period of the agreement. `round` counts how often it was said to
    be done; `said_by` is the party that said so last.
    """

    class State(models.TextChoices):
        OPEN = "open", _("đang làm")
        DONE = "done", _("chờ xác nhận")
        CONFIRMED = "confirmed", _("đã xác nhận")
        RETURNED = "returned", _("bị trả lại")
        CARRIED_OVER = "carried_over", _("chuyển năm sau")

    STEPS: ClassVar = Steps(
        {
            State.OPEN: (State.DONE, State.CARRIED_OVER),
            State.DONE: (State.DONE, State.CONFIRMED, State.RETURNED, State.CARRIED_OVER),
            State.RETURNED: (State.DONE, State.CARRIED_OVER),
        },
        refuses={
            State.OPEN: (
                "item-open",
                _("Bên chủ trì chưa báo xong nội dung này. Hãy đợi họ báo xong."),
            ),
            State.DONE: (
                "item-done",
                _(
                    "Nội dung này đã được báo xong và đang chờ bên kia xác nhận. Hãy đợi "
                    "họ trả lời."
                ),
            ),
            State.CONFIRMED: (
                "item-confirmed",
                _("Bên kia đã xác nhận nội dung này nên đã xong. Hãy chọn nội dung khác."),
            ),
            State.RETURNED: (
                "item-returned",
                _("Nội dung này đang bị trả lại. Hãy đợi bên chủ trì làm thêm và báo xong."),
            ),
            State.CARRIED_OVER: (
                "item-carried-over",
                _("Nội dung này đã chuyển sang văn bản năm sau. Hãy làm tiếp ở đó."),
            ),
        },
    )

    agreement = models.ForeignKey(
        Agreement, models.CASCADE, related_name="items", verbose_name=_("văn bản")
    )
    number = models.PositiveSmallIntegerField(_("số thứ tự"))
    text = Text(_("nội dung"), max_length=3000)
    lead = models.ForeignKey(
        Party, models.PROTECT, related_name="led", verbose_name=_("bên chủ trì")
    )
    duty = Text(_("việc của bên chủ trì"), max_length=2000, blank=True)
    indicator = models.ForeignKey(
        Indicator,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agreement_items",
        verbose_name=_("chỉ tiêu"),
    )
    product = Line(_("kết quả, sản phẩm cần có"), max_length=300, blank=True)
    due_on = models.DateField(_("hạn"), null=True, blank=True)
    note = Text(_("ghi chú"), max_length=1000, blank=True)
    comes_from = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="goes_on_as",
        verbose_name=_("chuyển từ"),
    )
    state = models.CharField(_("trạng thái"), max_length=12, choices=State, default=State.OPEN)
    round = models.PositiveSmallIntegerField(_("lần báo xong"), default=0)
    said_by = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("bên báo xong"),
    )
    done_on = models.DateField(_("ngày báo xong"), null=True, blank=True)
    confirmed_on = models.DateField(_("ngày xác nhận"), null=True, blank=True)

    objects: ClassVar[Any] = ItemQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides()
    TEXT: ClassVar = (
        *("agreement", "number", "text", "lead", "duty", "indicator", "product", "due_on"),
        *("note", "comes_from"),
    )
    EDITED: ClassVar = ("text", "lead_id", "duty", "indicator_id", "product", "due_on", "note")

    class Meta:
        verbose_name = _("nội dung phối hợp")
        verbose_name_plural = _("nội dung phối hợp")
        ordering: ClassVar = ["number", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="item_number_once",
                fields=["agreement", "number"],
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="item_done_says_by_whom",
                condition=~Q(state__in=("done", "confirmed"))
                | Q(said_by__isnull=False, done_on__isnull=False, round__gte=1),
            ),
            models.CheckConstraint(
                name="item_confirmed_has_its_day",
                condition=Q(state="confirmed", confirmed_on__isnull=False)
                | (~Q(state="confirmed") & Q(confirmed_on__isnull=True)),
            ),
        ]
        indexes: ClassVar = [
            # What a body has to do is counted from the index alone.
            models.Index(
                name="item_of_lead", fields=["lead", "state"], include=["agreement", "due_on"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"[:200]

    @property
    def deadline(self) -> date:
        return self.due_on or self.agreement.ends_on

    def is_late_on(self, day: date) -> bool:
        """Whether its day is over and nobody says that it is done."""
        waits = self.state in (self.State.OPEN, self.State.RETURNED)
        return waits and not self.agreement.is_drafted and self.deadline < day


class ItemPartner(models.Model):
    """A party that works on an item with its lead, and what it does there."""

    item = models.ForeignKey(
        Item, models.CASCADE, related_name="partners", verbose_name=_("nội dung")
    )
    party = models.ForeignKey(
        Party, models.PROTECT, related_name="partner_in", verbose_name=_("bên phối hợp")
    )
    duty = Text(_("việc của bên phối hợp"), max_length=2000, blank=True)

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = ("party_id", "duty")

    class Meta:
        verbose_name = _("bên phối hợp của nội dung")
        verbose_name_plural = _("bên phối hợp của nội dung")
        ordering: ClassVar = ["party__order", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="partner_once", fields=["item", "party"])
        ]

    def __str__(self) -> str:
        return str(self.party)


class ItemNote(models.Model):
    """One fact about an item: what a party tells of it, that it says it is done, confirms it,
    returns it, or that it goes on next year. Only ever added to."""

    class Kind(models.TextChoices):
        PROGRESS = "progress", _("tiến độ")
        DONE = "done", _("báo xong")
        CONFIRMED = "confirmed", _("xác nhận")
        RETURNED = "returned", _("trả lại")
        CARRIED_OVER = "carried_over", _("chuyển năm sau")

    MOVING: ClassVar = (Kind.DONE, Kind.CONFIRMED, Kind.RETURNED, Kind.CARRIED_OVER)

    item = models.ForeignKey(Item, models.PROTECT, related_name="notes", verbose_name=_("nội dung"))
    kind = models.CharField(_("loại"), max_length=12, choices=Kind)
    party = models.ForeignKey(
        Party, models.PROTECT, related_name="+", verbose_name=_("bên"), null=True, blank=True
    )
    text = Text(_("ghi nhận"), max_length=3000, blank=True)
    round = models.PositiveSmallIntegerField(_("lần báo xong"), default=0)
    on = models.DateField(_("ngày"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người ghi")
    )
    at = models.DateTimeField(_("lúc"))

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("ghi nhận")
        verbose_name_plural = _("ghi nhận")
        ordering: ClassVar = ["on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="item_said_done_once_a_round",
                fields=["item", "round"],
                condition=Q(kind="done"),
            ),
            models.UniqueConstraint(
                name="item_confirmed_once_by_a_party",
                fields=["item", "round", "party"],
                condition=Q(kind="confirmed"),
            ),
            models.CheckConstraint(
                name="item_returned_says_why",
                condition=~Q(kind="returned") | ~Q(text=""),
                violation_error_message=_("Hãy ghi lý do trả lại."),
            ),
            models.CheckConstraint(
                name="item_note_has_its_party",
                condition=Q(party__isnull=False) | Q(kind="carried_over"),
            ),
        ]
        indexes: ClassVar = [models.Index(name="item_note_by_day", fields=["item", "-on", "-id"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text}"[:200]


class Proof(models.Model):
    """A file that shows what a note says."""

    note = models.ForeignKey(
        ItemNote, models.PROTECT, related_name="proofs", verbose_name=_("ghi nhận")
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("tệp"))
    name = Line(_("tên tệp"), max_length=150)

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("minh chứng")
        verbose_name_plural = _("minh chứng")
        constraints: ClassVar = [
            models.UniqueConstraint(name="proof_once", fields=["note", "file"])
        ]

    def __str__(self) -> str:
        return self.name
