"""A filled-in form that was brought back, before anything of it is written."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sanvat.indicators.models.collections import Collection
from sanvat.parties.models import User
from sanvat.records.hiding import hides
from sanvat.records.secrets import PLAIN


class StagedQuerySet(models.QuerySet["StagedForm"]):
    def visible_to(self, user: User) -> StagedQuerySet:
        """One's own."""
        if not user.is_authenticated:
            return self.none()
        seen = Collection.objects.visible_to(user).order_by().values("pk")
        return self.filter(brought_by=user.pk, collection__in=seen)


class StagedForm(models.Model):
    """`rows`: for each line of the file its number, its report, its answer
    (`actions.exchange.Answer`), what is wrong, and what it says by the keys of the indicators."""

    collection = models.ForeignKey(
        Collection, models.PROTECT, related_name="+", verbose_name=_("đợt thu thập")
    )
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người nhập")
    )
    brought_at = models.DateTimeField(_("nhập lúc"))
    rows = models.JSONField(_("các dòng"))
    applied_at = models.DateTimeField(_("ghi lúc"), null=True, blank=True)

    objects: ClassVar[Any] = StagedQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides(rows=PLAIN)

    class Meta:
        verbose_name = _("tệp số liệu nhập vào")
        verbose_name_plural = _("tệp số liệu nhập vào")
        ordering: ClassVar = ["-brought_at", "-id"]

    def __str__(self) -> str:
        return str(self.collection)
