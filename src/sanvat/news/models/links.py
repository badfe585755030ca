from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable

from sanvat.news.models.sites import UnitHome
from sanvat.records import fields
from sanvat.records.hiding import hides


class LinkGroup(Orderable, ClusterableModel):
    """Links of one kind on a unit's site: bodies of the State, press, schools …"""

    home = ParentalKey(UnitHome, on_delete=models.CASCADE, related_name="link_groups")
    name = fields.Name(_("tên nhóm"), max_length=100)
    name_en = fields.Line(_("tên nhóm, tiếng Anh"), max_length=100, blank=True)

    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("name_en"),
        InlinePanel("links", label=_("Liên kết"), max_num=30),
    ]
    JOURNAL_HIDES: ClassVar = hides()

    class Meta(Orderable.Meta):
        verbose_name = _("nhóm liên kết")
        verbose_name_plural = _("nhóm liên kết")

    def __str__(self) -> str:
        return self.name


class Link(Orderable):
    """A page elsewhere, under the words by which it is called. Nobody here ever opens it."""

    group = ParentalKey(LinkGroup, on_delete=models.CASCADE, related_name="links")
    name = fields.Name(_("tên"), max_length=150)
    link = fields.Link(_("địa chỉ"), max_length=500)

    panels: ClassVar = [FieldPanel("name"), FieldPanel("link")]
    JOURNAL_HIDES: ClassVar = hides()

    class Meta(Orderable.Meta):
        verbose_name = _("liên kết")
        verbose_name_plural = _("liên kết")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="news_link_opens_a_page",
                condition=models.Q(link__regex="^https?://") & ~models.Q(name=""),
                violation_error_message=_("Liên kết cần tên, và địa chỉ bắt đầu bằng https://."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
