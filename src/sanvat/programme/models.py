"""The days of the yearly cycle."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanvat.places.models import Place
from sanvat.records.fields import Line
from sanvat.records.hiding import hides


class CycleStep(models.Model):
    """When a step of the yearly cycle is open in a province. See cycle.py for the defaults."""

    place = models.ForeignKey(
        Place, models.PROTECT, related_name="cycle_steps", verbose_name=_("tỉnh")
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    step = models.PositiveSmallIntegerField(_("bước"))
    title = Line(_("tên bước"), max_length=150, blank=True)
    opens_on = models.DateField(_("mở từ"))
    closes_on = models.DateField(_("đến hết"))

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = ("step", "opens_on", "closes_on")

    class Meta:
        verbose_name = _("bước của chu trình")
        verbose_name_plural = _("bước của chu trình")
        ordering: ClassVar = ["year", "step"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "year", "step"], name="cycle_step_once"),
            models.CheckConstraint(name="cycle_six_steps", condition=Q(step__gte=1, step__lte=6)),
            models.CheckConstraint(
                name="cycle_step_ends_after_it_began",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message=_("Ngày đóng không trước ngày mở."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}, {self.year}: {self.step}"
