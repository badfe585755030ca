"""What was counted: figures of days and of a few minutes. No row is about a reader."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanvat.records.fields import Line
from sanvat.records.hiding import hides


class DayCount(models.Model):
    """What one section of a site was read on one day.

    `site` is a unit's part of the address; empty for the whole installation, in which every unit
    is counted too. `section` is the part of the pages' address by which they belong together.
    `visits` are those that began on a page of the section.
    """

    day = models.DateField(_("ngày"))
    site = Line(_("trang"), max_length=255, blank=True)
    section = Line(_("mục của trang"), max_length=300, blank=True)
    views = models.PositiveBigIntegerField(_("lượt xem trang"), default=0)
    visits = models.PositiveBigIntegerField(_("lượt truy cập"), default=0)

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("số lượt của một ngày")
        verbose_name_plural = _("số lượt của các ngày")
        ordering: ClassVar = ["site", "-day", "section"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "day", "section"], name="visits_day_unique"),
            models.CheckConstraint(
                name="visits_no_more_than_views", condition=Q(visits__lte=F("views"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.site} {self.section}"


class SpanCount(models.Model):
    """How many readers a site had in one span of `counting.SPAN` minutes; forgotten soon after."""

    began_at = models.DateTimeField(_("bắt đầu lúc"))
    site = Line(_("trang"), max_length=255, blank=True)
    readers = models.PositiveBigIntegerField(_("số người đọc"), default=0)

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("số người đọc của một khoảng")
        verbose_name_plural = _("số người đọc của các khoảng")
        ordering: ClassVar = ["site", "-began_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "began_at"], name="visits_span_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.began_at} {self.site}"
