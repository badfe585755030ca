"""Meetings of the parties, with their minutes."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sanvat.agreements.models.agreements import Agreement
from sanvat.agreements.models.items import Item
from sanvat.parties.models import Organisation
from sanvat.records.fields import Line, Text
from sanvat.records.hiding import hides


class Meeting(models.Model):
    """The parties met, and what they settled."""

    class Kind(models.TextChoices):
        MONTH = "month", _("giao ban tháng")
        QUARTER = "quarter", _("giao ban quý")
        HALF = "half", _("sơ kết sáu tháng")
        YEAR = "year", _("tổng kết năm")
        OTHER = "other", _("họp đột xuất")

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="meetings", verbose_name=_("văn bản")
    )
    kind = models.CharField(_("loại cuộc họp"), max_length=8, choices=Kind)
    held_on = models.DateField(_("ngày họp"))
    held_at = Line(_("nơi họp"), max_length=200, blank=True)
    chair = Line(_("chủ trì"), max_length=200)
    attended = Text(_("thành phần dự"), max_length=3000, blank=True)
    talk = Text(_("diễn biến, ý kiến"), max_length=8000, blank=True)
    decisions = Text(_("kết luận"), max_length=5000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người ghi")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("bên ghi biên bản")
    )
    at = models.DateTimeField(_("ghi lúc"))

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = (*("kind", "held_on", "held_at", "chair", "attended", "talk", "decisions"),)

    class Meta:
        verbose_name = _("cuộc họp của các bên")
        verbose_name_plural = _("cuộc họp của các bên")
        ordering: ClassVar = ["-held_on", "-id"]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class Remark(models.Model):
    """What a meeting said about one item."""

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="remarks", verbose_name=_("cuộc họp")
    )
    item = models.ForeignKey(
        Item, models.PROTECT, related_name="remarks", verbose_name=_("nội dung")
    )
    text = Text(_("nhận xét"), max_length=2000)

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("nhận xét của cuộc họp")
        verbose_name_plural = _("nhận xét của cuộc họp")
        ordering: ClassVar = ["item__number", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="remark_once", fields=["meeting", "item"])
        ]

    def __str__(self) -> str:
        return self.text[:200]
