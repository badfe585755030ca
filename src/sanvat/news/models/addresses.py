"""Where pages stood before, so that a link to the old address still leads to them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from sanvat.records import fields
from sanvat.records.hiding import hides

LONGEST_PLACE = 800


class FormerAddress(models.Model):
    """A page's place in the tree, as `Page.url_path` has it, that it left; what lay below it then
    is found by it too."""

    url_path = fields.Line(_("chỗ cũ"), max_length=LONGEST_PLACE, unique=True)
    page = models.ForeignKey(
        Page, models.CASCADE, related_name="former_addresses", verbose_name=_("trang")
    )
    left_at = models.DateTimeField(_("đổi chỗ lúc"))

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("địa chỉ cũ")
        verbose_name_plural = _("địa chỉ cũ")

    def __str__(self) -> str:
        return self.url_path
