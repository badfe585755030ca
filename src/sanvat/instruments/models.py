"""Official papers: dispatches, decisions, plans, conclusions that an authority issued."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanvat.parties.models import Organisation
from sanvat.records.fields import Line, Text
from sanvat.records.hiding import hides
from sanvat.records.models import StoredFile


class Instrument(models.Model):
    """One official paper, as the body that issued it numbers it.

    `issuer` is the body's name as the paper has it; `organisation` that body, where it is known
    here. What the paper is the basis of (a plan, an event, a support) points at it.
    """

    class Kind(models.TextChoices):
        DISPATCH = "dispatch", _("công văn")
        DECISION = "decision", _("quyết định")
        PLAN = "plan", _("kế hoạch")
        DIRECTIVE = "directive", _("chỉ thị")
        RESOLUTION = "resolution", _("nghị quyết")
        CONCLUSION = "conclusion", _("thông báo kết luận")
        REGULATION = "regulation", _("quy chế")
        PROGRAMME = "programme", _("chương trình")
        REPORT = "report", _("báo cáo")
        INVITATION = "invitation", _("giấy mời")
        MINUTES = "minutes", _("biên bản")
        OTHER = "other", _("văn bản khác")

    kind = models.CharField(_("loại văn bản"), max_length=12, choices=Kind)
    number = Line(_("số, ký hiệu"), max_length=60, blank=True)
    issued_on = models.DateField(_("ngày ban hành"))
    issuer = Line(_("cơ quan ban hành"), max_length=200)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="instruments",
        verbose_name=_("tổ chức ban hành"),
    )
    summary = Text(_("trích yếu"), max_length=1000, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tệp")
    )

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("văn bản")
        verbose_name_plural = _("văn bản")
        ordering: ClassVar = ["-issued_on", "-id"]

    def __str__(self) -> str:
        kind = self.get_kind_display()
        return f"{kind} {self.number}".strip()
