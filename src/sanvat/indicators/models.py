"""Indicators: what is measured, and how."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanvat.records.fields import Line, Name, Text
from sanvat.records.hiding import hides
from sanvat.records.secrets import PLAIN


class Indicator(models.Model):
    """One measure of the library: counted from records, or reported by bodies.

    Counted: `countable` is the key of what a room counts, `choices` what is chosen among its
    rows. Reported: both are empty, and values come in by period.
    """

    class Direction(models.TextChoices):
        UP = "up", _("càng cao càng tốt")
        DOWN = "down", _("càng thấp càng tốt")
        NONE = "none", _("không xét cao thấp")

    class Every(models.TextChoices):
        YEAR = "year", _("năm")
        HALF = "half", _("nửa năm")
        QUARTER = "quarter", _("quý")
        MONTH = "month", _("tháng")

    code = Line(_("mã"), max_length=40, unique=True)
    name = Name(_("tên chỉ tiêu"), max_length=200)
    unit = Line(_("đơn vị tính"), max_length=40)
    definition = Text(_("định nghĩa"), max_length=2000, blank=True)
    source_note = Text(_("nguồn"), max_length=500, blank=True)
    direction = models.CharField(_("chiều"), max_length=5, choices=Direction, default=Direction.UP)
    every = models.CharField(_("kỳ"), max_length=8, choices=Every, default=Every.YEAR)
    countable = models.CharField(_("đếm từ"), max_length=60, blank=True)
    choices = models.JSONField(_("lọc"), default=dict, blank=True)
    decimals = models.PositiveSmallIntegerField(_("số chữ số thập phân"), default=0)
    valid = DateRangeField(_("định nghĩa có hiệu lực"), null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides(code=PLAIN)

    class Meta:
        verbose_name = _("chỉ tiêu")
        verbose_name_plural = _("chỉ tiêu")
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.CheckConstraint(name="indicator_decimals", condition=Q(decimals__lte=4))
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_counted(self) -> bool:
        return bool(self.countable)
