"""Who signed what, when and where; and the annexes by which a signed text is changed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanvat.agreements.models.agreements import Agreement, Party
from sanvat.agreements.models.drafting import Version
from sanvat.records.fields import Line, Text
from sanvat.records.hiding import hides
from sanvat.records.models import StoredFile


class Amendment(models.Model):
    """A signed annex. In the transaction in which it is written, and in no other, PostgreSQL lets
    the text of its agreement be changed; `transaction` is that one's number."""

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="amendments", verbose_name=_("văn bản")
    )
    number = models.PositiveSmallIntegerField(_("phụ lục số"))
    reason = Text(_("lý do sửa"), max_length=3000)
    signed_on = models.DateField(_("ngày ký"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người ghi")
    )
    at = models.DateTimeField(_("lúc"))
    transaction = models.BigIntegerField(editable=False, default=0)

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("phụ lục")
        verbose_name_plural = _("phụ lục")
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="amendment_number_once", fields=["agreement", "number"])
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class Signature(models.Model):
    """Somebody signed a version for a party."""

    version = models.ForeignKey(
        Version, models.PROTECT, related_name="signatures", verbose_name=_("bản văn")
    )
    party = models.ForeignKey(
        Party, models.PROTECT, related_name="signatures", verbose_name=_("bên")
    )
    person_name = Line(_("người ký"), max_length=150)
    position = Line(_("chức vụ"), max_length=150, blank=True)
    capacity = Line(_("tư cách ký"), max_length=150, blank=True)
    signed_on = models.DateField(_("ngày ký"))
    signed_at = Line(_("nơi ký"), max_length=200, blank=True)
    file = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("bản chụp"),
    )
    file_name = Line(_("tên tệp"), max_length=150, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người ghi")
    )
    entered_at = models.DateTimeField(_("ghi lúc"))

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("chữ ký")
        verbose_name_plural = _("chữ ký")
        ordering: ClassVar = ["party__order", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="signed_once_by_a_party", fields=["version", "party"]),
            models.CheckConstraint(
                name="signature_file_has_a_name",
                condition=Q(file__isnull=True) | ~Q(file_name=""),
            ),
        ]

    def __str__(self) -> str:
        return self.person_name
