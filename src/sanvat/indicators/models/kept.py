"""What was issued stays: a paper's description, its files, and the rows behind its figures."""

from __future__ import annotations

from typing import Any, ClassVar, NamedTuple

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sanvat.places.models import Place
from sanvat.records.fields import Line
from sanvat.records.hiding import hides
from sanvat.records.models import StoredFile
from sanvat.records.secrets import PLAIN


class KeptRow(NamedTuple):
    """One row behind a figure, as it was shown on the day it was kept.

    `key`: of the row; `where`: the place it was entered with; `amount`: what it adds, in words,
    where amounts are summed; `units`: the keys of the units below in which it lay; `perhaps`: it
    may lie in the place only in part, so it is in no figure.
    """

    key: int
    label: str
    where: str = ""
    amount: str = ""
    units: tuple[int, ...] = ()
    perhaps: bool = False


class KeptPaper(models.Model):
    """A paper as it was issued: from its description the PDF and the Word file of that day were
    made, of a large one a moment later by a worker. PostgreSQL refuses to change it, but to put
    these two files beside it once, and to add figures to it later."""

    description = models.JSONField(_("nội dung văn bản"))
    as_of = models.DateField(_("số liệu tính đến ngày"))
    pdf = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="PDF"
    )
    word = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Word"
    )
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người chốt")
    )
    kept_at = models.DateTimeField(_("chốt lúc"))
    transaction = models.BigIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("văn bản đã chốt")
        verbose_name_plural = _("văn bản đã chốt")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="kept_paper_has_both_files",
                condition=models.Q(pdf=None, word=None)
                | models.Q(pdf__isnull=False, word__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.description.get("summary", ""))


class KeptFigure(models.Model):
    """One figure of a kept paper, and what it was counted from.

    `countable`, `choices`, the days, `place` and `map_of` are the question as it was asked, so
    that the same can be asked again where it `is_counted` by that; else `countable` says only what
    the rows are. `source` says who told it where no record counts it.
    """

    paper = models.ForeignKey(
        KeptPaper, models.PROTECT, related_name="figures", verbose_name=_("văn bản đã chốt")
    )
    name = models.SlugField(_("mã"), max_length=40, db_index=False)
    label = Line(_("số liệu"), max_length=400)
    value = models.DecimalField(
        _("giá trị"), max_digits=24, decimal_places=4, null=True, blank=True
    )
    unit = Line(_("đơn vị tính"), max_length=60, blank=True)
    definition = Line(_("định nghĩa"), max_length=2000, blank=True)
    source = Line(_("nguồn"), max_length=500, blank=True)
    countable = models.CharField(_("đếm từ"), max_length=60, blank=True)
    is_counted = models.BooleanField(_("đếm từ bản ghi"), default=False)
    choices = models.JSONField(_("lọc"), default=dict, blank=True)
    first = models.DateField(_("từ ngày"), null=True, blank=True)
    last = models.DateField(_("đến hết ngày"))
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("địa bàn")
    )
    map_of = models.DateField(_("bản đồ ngày"), null=True, blank=True)
    rows = models.JSONField(_("dòng"), default=list, blank=True)

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides(label=PLAIN)

    class Meta:
        verbose_name = _("số liệu đã chốt")
        verbose_name_plural = _("số liệu đã chốt")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "name"], name="kept_figure_once")
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"

    @property
    def kept_rows(self) -> list[KeptRow]:
        return [row_of(each) for each in self.rows]


def row_of(kept: list[Any]) -> KeptRow:
    """A row as it stands in JSON."""
    key, label, where, amount, units, perhaps = kept
    return KeptRow(key, label, where, amount, tuple(units), perhaps)
