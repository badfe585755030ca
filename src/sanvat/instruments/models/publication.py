"""That an official paper stands on the portal: who put it there, when, and who took it down."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanvat.instruments.models.papers import Instrument
from sanvat.parties.models import Organisation
from sanvat.records.fields import Text
from sanvat.records.hiding import hides


class Publication(models.Model):
    """One time that a paper was put on the portal. It stays as a fact when it has been taken down;
    put there again, it is another row. `Instrument.published_at` follows it in the database."""

    instrument = models.ForeignKey(
        Instrument, models.PROTECT, related_name="publications", verbose_name=_("văn bản")
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("người đăng"),
    )
    published_for = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("cơ quan đăng")
    )
    published_at = models.DateTimeField(_("đăng lúc"))
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người gỡ"),
    )
    withdrawn_at = models.DateTimeField(_("gỡ lúc"), null=True, blank=True)
    withdrawn_reason = Text(_("lý do gỡ"), max_length=500, blank=True)

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("lần đăng văn bản")
        verbose_name_plural = _("lần đăng văn bản")
        ordering: ClassVar = ["-published_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["instrument"],
                name="publication_one_at_a_time",
                condition=Q(withdrawn_at=None),
            ),
            models.CheckConstraint(
                name="publication_withdrawn_whole",
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
                | Q(
                    ~Q(withdrawn_reason=""),
                    withdrawn_at__gte=F("published_at"),
                    withdrawn_by__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument} {self.published_at:%Y-%m-%d}"
