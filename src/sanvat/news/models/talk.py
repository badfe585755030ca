"""Which articles take comments. Beside the pages and not in them, since an older version of a page
that is put online again must not take its comments away."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sanvat.comments.models import Thread
from sanvat.news.models.articles import Article
from sanvat.news.models.sites import Section
from sanvat.records.hiding import hides


class ArticleThread(models.Model):
    """The comments of an article."""

    article = models.OneToOneField(
        Article, models.CASCADE, related_name="talk", verbose_name=_("tin")
    )
    thread = models.OneToOneField(
        Thread, models.PROTECT, related_name="of_article", verbose_name=_("mục ý kiến")
    )

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("mục ý kiến của tin")
        verbose_name_plural = _("mục ý kiến của tin")

    def __str__(self) -> str:
        return str(self.thread)


class SectionTalk(models.Model):
    """That articles of a section take comments from when they go online: for so many days, or
    until somebody closes them."""

    section = models.OneToOneField(
        Section, models.CASCADE, related_name="talk", verbose_name=_("chuyên mục")
    )
    days = models.PositiveSmallIntegerField(_("số ngày nhận ý kiến"), null=True, blank=True)
    opened_at = models.DateTimeField(_("mở lúc"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người mở")
    )

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("chuyên mục nhận ý kiến")
        verbose_name_plural = _("chuyên mục nhận ý kiến")

    def __str__(self) -> str:
        return str(self.section)
