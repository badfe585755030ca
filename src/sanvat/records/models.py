from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanvat.records.fields import Line
from sanvat.records.hiding import hides
from sanvat.records.secrets import LINK, PLAIN, WRITING


class Entry(models.Model):
    """One line of the journal: who did what to what, for whom and when.

    Written by `journal.write`, sealed by the database when the transaction commits, and never
    changed again. Until it is sealed, which only its own transaction can see, an entry has
    no number.
    """

    number = models.BigIntegerField(_("số"), unique=True, null=True, editable=False)
    at = models.DateTimeField(_("lúc"))
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,  # nobody asks by it, and whoever stands in the journal is never deleted
        verbose_name=_("người làm"),
    )
    who_name = models.CharField(_("tên người làm"), max_length=200, blank=True)
    for_whom = models.CharField(_("thay mặt"), max_length=300, blank=True)
    for_whom_id = models.BigIntegerField(_("mã tổ chức"), null=True)
    act = models.CharField(_("việc"), max_length=100)
    subject_type = models.CharField(_("loại"), max_length=100)
    subject_id = models.CharField(_("mã"), max_length=100)
    subject_name = models.CharField(_("tên"), max_length=300, blank=True)
    changes = models.JSONField(_("thay đổi"), default=dict)
    note = models.TextField(_("ghi chú"), blank=True)
    # Null until it is sealed. Not unique to the database: each seal covers the one before it, so
    # none comes twice, and an index of what is spread at random is the dearest to keep.
    previous = models.CharField(_("mã băm trước"), max_length=64, null=True, editable=False)  # noqa: DJ001
    hash = models.CharField(_("mã băm"), max_length=64, null=True, editable=False)  # noqa: DJ001

    JOURNAL_HIDES: ClassVar = hides(changes=PLAIN)  # written without the secrets of its subject

    class Meta:
        verbose_name = _("dòng nhật ký")
        verbose_name_plural = _("nhật ký")
        ordering: ClassVar = ["number", "id"]  # what is not sealed yet comes last
        indexes: ClassVar = [
            models.Index(fields=["subject_type", "subject_id"], name="entry_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.act} {self.subject_name}"


class Head(models.Model):
    """Where the journal ends, so that a lost ending is noticed. One row, kept by the database."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("cuối nhật ký")
        verbose_name_plural = _("cuối nhật ký")
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="head_is_one")]

    def __str__(self) -> str:
        return f"{self.number} {self.hash}"


class StoredFile(models.Model):
    """The bytes of a file, kept once under their SHA-256, whoever brought them and how often.

    It says nothing of who may read it: that is told by the thing it belongs to.
    """

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("kích thước"))
    kind = models.CharField(_("loại"), max_length=100, help_text="application/pdf, image/jpeg …")
    extension = models.CharField(_("đuôi tệp"), max_length=10)
    pages = models.PositiveIntegerField(_("số trang"), null=True)
    width = models.PositiveIntegerField(_("rộng"), null=True)
    height = models.PositiveIntegerField(_("cao"), null=True)
    is_signed = models.BooleanField(_("có chữ ký số"), default=False)
    has_gps = models.BooleanField(_("ảnh bên trong ghi nơi chụp"), default=False)
    original_name = Line(_("tên tệp"), max_length=150)
    created_at = models.DateTimeField(_("lưu lúc"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("người gửi"),
    )

    JOURNAL_HIDES: ClassVar = hides()

    # What it was called by whoever brought it just now; `original_name` is who came first's word,
    # and no one else's to read. A thing that takes a file keeps this one.
    brought_as: str = ""

    class Meta:
        verbose_name = _("tệp đã lưu")
        verbose_name_plural = _("tệp đã lưu")

    def __str__(self) -> str:
        return self.original_name

    @property
    def name(self) -> str:
        """What to call it for whoever brought it: their own word for it."""
        return self.brought_as or self.original_name

    @property
    def path(self) -> str:
        """Where the store keeps it."""
        return f"{self.sha256[:2]}/{self.sha256[2:4]}/{self.sha256}"


class SentForm(models.Model):
    """A form that somebody sent, and the page it led to, so that it is not done a second time."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="+",
        verbose_name=_("người gửi"),
    )
    key = models.CharField(_("mã của biểu mẫu"), max_length=40)
    led_to = models.CharField(_("trang đã mở sau đó"), max_length=300, blank=True)
    sent_at = models.DateTimeField(_("gửi lúc"), db_index=True)

    JOURNAL_HIDES: ClassVar = hides(key=PLAIN)

    class Meta:
        verbose_name = _("biểu mẫu đã gửi")
        verbose_name_plural = _("biểu mẫu đã gửi")
        constraints: ClassVar = [
            models.UniqueConstraint(name="form_sent_once", fields=["user", "key"])
        ]

    def __str__(self) -> str:
        return self.key


class KeptForm(models.Model):
    """What somebody typed into a form that could not be sent, since their session had ended.

    Kept for that person alone, for a day at most (see `kept.py`); no journal and no log has it.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="+",
        verbose_name=_("người nhập"),
    )
    # The key of the membership in which it was typed, which is above this room; with that it ends.
    membership = models.BigIntegerField(_("mã tư cách"), null=True, blank=True)
    key = models.CharField(_("mã"), max_length=43, unique=True)
    to = models.CharField(_("nơi gửi tới"), max_length=500)
    fields = models.JSONField(_("điều đã nhập"))
    files = models.JSONField(_("tên các tệp"), default=list)
    kept_at = models.DateTimeField(_("giữ lúc"), db_index=True)

    JOURNAL_HIDES: ClassVar = hides("fields", files=WRITING, key=LINK, to=PLAIN)

    class Meta:
        verbose_name = _("biểu mẫu chưa gửi được")
        verbose_name_plural = _("biểu mẫu chưa gửi được")

    def __str__(self) -> str:
        return self.to


class OrderedPaperQuerySet(models.QuerySet["OrderedPaper"]):
    def of(self, person: int, membership: int | None) -> OrderedPaperQuerySet:
        """Those that somebody ordered in this role; nobody else has any business with them."""
        return self.filter(user=person, membership=membership)


class OrderedPaper(models.Model):
    """A long paper that a worker makes for who asked for it, from what it was to say then.

    Theirs alone, in the role in which they asked, for a day at most (see `papers.py`); no journal
    and no log has it.
    """

    class Form(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "Word"
        XLSX = "xlsx", "Excel"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="+",
        verbose_name=_("người cần văn bản"),
    )
    # The key of the membership in which it was asked for, which is above this room.
    membership = models.BigIntegerField(_("mã tư cách"), null=True, blank=True)
    form = models.CharField(_("dạng tệp"), max_length=4, choices=Form)
    name = Line(_("tên tệp"), max_length=160)
    title = Line(_("văn bản"), max_length=500)
    rows = models.PositiveIntegerField(_("số dòng bảng"))
    description = models.JSONField(_("điều sẽ in"))
    sha256 = models.CharField(_("dấu của điều sẽ in"), max_length=64)
    ordered_at = models.DateTimeField(_("yêu cầu lúc"), db_index=True)
    made_at = models.DateTimeField(_("lập xong lúc"), null=True, blank=True)
    failed_at = models.DateTimeField(_("hỏng lúc"), null=True, blank=True)
    content = models.BinaryField(_("tệp đã lập"), null=True, blank=True)

    objects: ClassVar[Any] = OrderedPaperQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides(description=WRITING)

    class Meta:
        verbose_name = _("văn bản dài")
        verbose_name_plural = _("văn bản dài")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="paper_ordered_once",
                fields=["user", "membership", "form", "sha256"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="paper_made_has_content",
                condition=Q(made_at__isnull=True, content__isnull=True)
                | Q(made_at__isnull=False, content__isnull=False, failed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.title
