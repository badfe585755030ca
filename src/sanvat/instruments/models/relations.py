"""What one official paper does to another: replace, amend, repeal it, or rest on it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanvat.instruments.models.papers import Instrument
from sanvat.records.hiding import hides


class Relation(models.Model):
    """Said by `paper`, the later one, about `older`.

    `from_on`: the day from which the older paper is replaced, amended or repealed; resting on one
    has no day. The database keeps papers from leading back to themselves, by whatever kinds, and
    writes into the older paper since when it holds no longer.
    """

    class Kind(models.TextChoices):
        REPLACES = "replaces", _("thay thế")
        AMENDS = "amends", _("sửa đổi, bổ sung")
        REPEALS = "repeals", _("bãi bỏ")
        RESTS_ON = "rests_on", _("căn cứ vào")

    ENDS: ClassVar = (Kind.REPLACES, Kind.REPEALS)
    TOLD_FROM_OLDER: ClassVar = {
        Kind.REPLACES: _("được thay thế bởi"),
        Kind.AMENDS: _("được sửa đổi, bổ sung bởi"),
        Kind.REPEALS: _("bị bãi bỏ bởi"),
        Kind.RESTS_ON: _("là căn cứ của"),
    }

    paper = models.ForeignKey(
        Instrument, models.CASCADE, related_name="relations", verbose_name=_("văn bản")
    )
    kind = models.CharField(_("quan hệ"), max_length=10, choices=Kind)
    older = models.ForeignKey(
        Instrument, models.PROTECT, related_name="told_by", verbose_name=_("văn bản trước")
    )
    from_on = models.DateField(_("từ ngày"), null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người ghi")
    )
    added_at = models.DateTimeField(_("ghi lúc"))

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("quan hệ giữa hai văn bản")
        verbose_name_plural = _("quan hệ giữa các văn bản")
        ordering: ClassVar = ["kind", "-from_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "older", "kind"], name="relation_once"),
            models.UniqueConstraint(
                fields=["paper", "older"],
                name="relation_one_effect",
                condition=~Q(kind="rests_on"),
            ),
            models.CheckConstraint(name="relation_of_two", condition=~Q(paper=F("older"))),
            models.CheckConstraint(
                name="relation_day_where_it_acts",
                condition=Q(kind="rests_on", from_on=None)
                | Q(~Q(kind="rests_on"), from_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper} {self.get_kind_display()} {self.older}"

    @property
    def told_from_older(self) -> Any:
        return self.TOLD_FROM_OLDER[self.Kind(self.kind)]
