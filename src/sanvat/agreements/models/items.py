"""The numbered contents of an agreement, and what became of each."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from sanvat.agreements.models.agreements import Agreement, Party
from sanvat.indicators.models import Indicator
from sanvat.parties.models import Organisation, User
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

    def to_do_for(self, organisation: int) -> ItemQuerySet:
        """Those that this body leads and has still to do."""
        return self.filter(pk__in=Waiting.objects.of(organisation).to_do().values("item"))

    def to_confirm_for(self, organisation: int) -> ItemQuerySet:
        """Those that another side says are done, and this body has still to look at: as one of
        their partners, or where they have none, as any other party."""
        return self.filter(pk__in=Waiting.objects.of(organisation).to_confirm().values("item"))


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


class WaitingQuerySet(models.QuerySet["Waiting"]):
    def of(self, organisation: int) -> WaitingQuerySet:
        return self.filter(organisation=organisation)

    def to_do(self) -> WaitingQuerySet:
        return self.filter(what=Waiting.What.DO)

    def to_confirm(self) -> WaitingQuerySet:
        return self.filter(what=Waiting.What.CONFIRM)

    def late(self, today: date) -> WaitingQuerySet:
        """To do, and their day is over."""
        return self.to_do().filter(deadline__lt=today)

    def urgent(self, today: date) -> WaitingQuerySet:
        """All but what is still to be done within its time and was not returned."""
        return self.filter(
            Q(what=Waiting.What.CONFIRM) | Q(deadline__lt=today) | Q(was_returned=True)
        )

    def counts(self, today: date) -> dict[str, int]:
        """How many are `late` today, how many `to_confirm`, and how many `to_do`, late ones among
        them."""
        found: dict[str, int] = self.order_by().aggregate(**_counted(today))
        return found

    def counts_in_a_row(self, today: date) -> Any:
        """The same in this order, as one row to be read."""
        together: Any = self.order_by().values_list(models.Value(1))
        return together.annotate(**_counted(today)).values_list("late", "to_confirm", "to_do")

    def counts_by_agreement(self, today: date) -> Any:
        """The same for each agreement, after its key."""
        return self.order_by().values_list("agreement").annotate(**_counted(today))


def _counted(today: date) -> dict[str, Count]:
    to_do = Q(what=Waiting.What.DO)
    return {
        "late": Count("pk", filter=to_do & Q(deadline__lt=today)),
        "to_confirm": Count("pk", filter=~to_do),
        "to_do": Count("pk", filter=to_do),
    }


class Waiting(models.Model):
    """An item of an agreement that runs waits for a body: to be done by its lead, or to be
    confirmed by another party. PostgreSQL keeps the rows as items, notes, partners, parties and
    agreements change; nobody else writes them.

    `deadline`: the day of the item, or the last of its agreement.
    """

    class What(models.TextChoices):
        DO = "do", _("làm và báo xong")
        CONFIRM = "confirm", _("xác nhận")

    item = models.ForeignKey(
        Item,
        models.DO_NOTHING,  # PostgreSQL takes the rows of an item out with it
        related_name="waiting",
        db_index=False,  # the constraint below begins with it
        verbose_name=_("nội dung"),
    )
    agreement = models.ForeignKey(
        Agreement,
        models.DO_NOTHING,
        related_name="+",
        db_constraint=False,  # the item is held to it
        verbose_name=_("văn bản"),
    )
    organisation = models.ForeignKey(
        Organisation,
        models.DO_NOTHING,
        related_name="+",
        db_index=False,  # the index below begins with it
        db_constraint=False,  # its party is held to it
        verbose_name=_("cơ quan, tổ chức"),
    )
    what = models.CharField(_("việc chờ"), max_length=7, choices=What)
    deadline = models.DateField(_("hạn"))
    was_returned = models.BooleanField(_("bị trả lại"))

    objects: ClassVar[Any] = WaitingQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("nội dung chờ một bên")
        verbose_name_plural = _("nội dung chờ một bên")
        constraints: ClassVar = [
            models.UniqueConstraint(name="waiting_once", fields=["item", "organisation"])
        ]
        indexes: ClassVar = [
            # What waits for a body is counted, and its first rows are found, in the index alone.
            models.Index(
                name="waiting_of_body",
                fields=["organisation", "what", "deadline", "item"],
                include=["agreement", "was_returned"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.item}"[:200]
