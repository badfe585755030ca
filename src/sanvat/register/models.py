"""Files of an office's register on their way in, and what an office means by its words."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanvat.parties.access import acts_as
from sanvat.parties.models import Organisation, User
from sanvat.parties.roles import PLACE_OFFICERS
from sanvat.places.models import Place
from sanvat.products.models import Producer, Product
from sanvat.records.fields import Line
from sanvat.records.hiding import hides
from sanvat.records.models import StoredFile
from sanvat.records.secrets import WRITING
from sanvat.records.steps import Steps


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, user: User) -> ImportQuerySet:
        """Those of the office one acts for, while one may import at all."""
        if not acts_as(user, *PLACE_OFFICERS):
            return self.none()
        assert user.acting is not None
        return self.filter(organisation=user.acting.organisation_id)


class Import(models.Model):
    """One file of the register on its way in: columns named, every row answered, then applied."""

    class State(models.TextChoices):
        STARTED = "started", _("chờ chọn cột")
        MAPPED = "mapped", _("chờ xem trước")
        PREVIEWED = "previewed", _("chờ áp dụng")
        APPLIED = "applied", _("đã áp dụng")
        DISCARDED = "discarded", _("đã bỏ")

    STEPS: ClassVar = Steps(
        {
            State.STARTED: (State.MAPPED, State.DISCARDED),
            State.MAPPED: (State.MAPPED, State.PREVIEWED, State.DISCARDED),
            State.PREVIEWED: (State.MAPPED, State.PREVIEWED, State.APPLIED, State.DISCARDED),
            State.APPLIED: (State.PREVIEWED, State.APPLIED),
        },
        refuses={
            State.STARTED: (
                "import-not-mapped",
                _("Tệp này chưa chọn cột. Hãy chọn cột trước."),
            ),
            State.MAPPED: (
                "import-not-previewed",
                _("Tệp này chưa được xem trước. Hãy xem trước rồi áp dụng."),
            ),
            State.PREVIEWED: (
                "import-previewed",
                _("Tệp này đã được xem trước. Hãy xem kết quả rồi áp dụng, hoặc bỏ lần nhập."),
            ),
            State.APPLIED: (
                "import-applied",
                _("Tệp này đã áp dụng. Hãy tải lên một tệp mới nếu sổ có thay đổi."),
            ),
            State.DISCARDED: (
                "import-discarded",
                _("Lần nhập này đã bỏ. Hãy tải tệp lên lại."),
            ),
        },
    )
    JOURNAL_HIDES: ClassVar = hides()

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("tệp"))
    # As whoever brought it called it: the stored file may bear another office's word for it.
    name = Line(_("tên tệp"), max_length=150, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="imports", verbose_name=_("cơ quan")
    )
    # Rows outside are answered as such. Empty: the whole country.
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("địa bàn")
    )
    state = models.CharField(_("trạng thái"), max_length=10, choices=State, default=State.STARTED)
    # Earlier meanings of this office's words that a person took over for this file: [kind, words].
    agreed = models.JSONField(_("chữ hiểu như lần trước"), default=list)
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
        return self.name


class ImportSheet(models.Model):
    """One sheet of the file: what each of its rows and columns is, as found and as a person says.

    Its cells are kept as they were read, in `SheetCells`, so that a page shows a part of a long
    sheet without reading the file again.
    """

    importing = models.ForeignKey(
        Import, models.CASCADE, related_name="sheets", verbose_name=_("lần nhập")
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    name = Line(_("tên trang tính"), max_length=100, blank=True)
    is_hidden = models.BooleanField(_("đang ẩn trong tệp"), default=False)
    is_chosen = models.BooleanField(_("được đọc"), default=False)
    is_mapped = models.BooleanField(_("cột đã có người xem"), default=False)
    last_row = models.PositiveIntegerField(_("dòng cuối"), default=0)
    beyond = models.PositiveIntegerField(_("số ô ở các cột quá xa"), default=0)
    merged = models.JSONField(_("ô gộp"), default=list)
    hidden_rows = models.JSONField(_("dòng đang ẩn"), default=list)
    # [part, first row, last row], rows counted from 1; `told` is what a person said: {row: part}.
    parts = models.JSONField(_("mỗi dòng là gì"), default=list)
    told = models.JSONField(_("dòng do người xem chỉ"), default=dict)
    width = models.PositiveSmallIntegerField(_("số cột của trang tính"), default=0)
    labels = models.JSONField(_("tên các cột"), default=list)
    mapping = models.JSONField(_("cột nào là gì"), default=dict)
    unread = models.JSONField(_("cột không đọc và vì sao"), default=dict)
    # Columns in an old font: {column: encoding}, as recognised; and whether they are converted.
    fonts = models.JSONField(_("cột viết bằng phông cũ"), default=dict)
    is_converted = models.BooleanField(_("chuyển phông cũ sang Unicode"), default=True)

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = ("is_chosen", "told", "mapping", "is_converted")

    class Meta:
        verbose_name = _("trang tính của tệp sổ")
        verbose_name_plural = _("trang tính của tệp sổ")
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["importing", "position"], name="import_sheet_once"),
        ]

    def __str__(self) -> str:
        return self.name or str(self.importing)

    def count(self, part: str) -> int:
        """How many rows are that."""
        return sum(last - first + 1 for found, first, last in self.parts if found == part)


class SheetCells(models.Model):
    """Some rows of a sheet as they were read, packed: see `register.sheets`."""

    sheet = models.ForeignKey(
        ImportSheet, models.CASCADE, related_name="cells", verbose_name=_("trang tính")
    )
    first_row = models.PositiveIntegerField(_("từ dòng"))
    packed = models.BinaryField(_("các ô"))

    JOURNAL_HIDES: ClassVar = hides("packed")

    class Meta:
        verbose_name = _("ô của trang tính")
        verbose_name_plural = _("ô của trang tính")
        ordering: ClassVar = ["first_row"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "first_row"], name="sheet_cells_once"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet}, {self.first_row}"


class ImportRow(models.Model):
    """One line of the file and the answer to it. `register.answers` turns the answer and its
    details into a sentence. A line of several products, once split, is a row for each `piece`."""

    importing = models.ForeignKey(
        Import,
        models.CASCADE,
        related_name="rows",
        db_index=False,  # the constraint below has it
        verbose_name=_("lần nhập"),
    )
    sheet = models.ForeignKey(
        ImportSheet, models.CASCADE, related_name="rows", verbose_name=_("trang tính")
    )
    number = models.PositiveIntegerField(_("dòng"))
    piece = models.PositiveSmallIntegerField(_("sản phẩm thứ mấy của dòng"), default=0)
    is_hidden = models.BooleanField(_("đang ẩn trong tệp"), default=False)
    raw = models.JSONField(_("nguyên văn"))
    answer = models.CharField(_("câu trả lời"), max_length=20)
    details = models.JSONField(_("chi tiết"), default=dict)
    # What would change: {field: [before, after]}; for a new product only what it gets.
    changes = models.JSONField(_("thay đổi"), default=dict)
    # A person's words on a row that waits for one, apart by a blank: see `actions.DECISIONS`.
    decision = models.CharField(_("quyết định"), max_length=40, blank=True)
    # What was known already of those it speaks of.
    producer = models.ForeignKey(Producer, models.SET_NULL, null=True, blank=True, related_name="+")
    product = models.ForeignKey(Product, models.SET_NULL, null=True, blank=True, related_name="+")

    JOURNAL_HIDES: ClassVar = hides("raw", details=WRITING, changes=WRITING)

    class Meta:
        verbose_name = _("dòng của sổ")
        verbose_name_plural = _("dòng của sổ")
        ordering: ClassVar = ["sheet_id", "number", "piece"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["importing", "sheet", "number", "piece"], name="import_row_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                name="import_row_answers",
                fields=["importing", "answer", "sheet", "number", "piece"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.importing}, {self.number}"

    @property
    def is_applied(self) -> bool:
        return hasattr(self, "outcome")

    @property
    def about(self) -> int | None:
        """The key of the product that it is about: what it made, or what it was found to mean."""
        return self.outcome.product_id if self.is_applied else self.product_id


class RowOutcome(models.Model):
    """That a row was applied, and to which product. Apart from the row, which is wide: to write
    a row of this for each line takes a tenth of the time that writing the lines again would."""

    row = models.OneToOneField(
        ImportRow,
        models.CASCADE,
        primary_key=True,
        related_name="outcome",
        verbose_name=_("dòng của sổ"),
    )
    product = models.ForeignKey(
        Product, models.SET_NULL, null=True, related_name="import_rows", verbose_name=_("sản phẩm")
    )

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("dòng đã áp dụng")
        verbose_name_plural = _("dòng đã áp dụng")

    def __str__(self) -> str:
        return f"{self.row}: {self.product}"


class RegisterColumns(models.Model):
    """How an office names the columns of its register, kept for its next file."""

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, related_name="register_columns", verbose_name=_("cơ quan")
    )
    labels = models.JSONField(_("tên cột của từng mục"), default=dict)

    JOURNAL_HIDES: ClassVar = hides()

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

    JOURNAL_HIDES: ClassVar = hides()

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
