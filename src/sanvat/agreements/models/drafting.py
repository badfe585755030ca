"""Drafts that were sent round, and what people said about them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanvat.agreements.models.agreements import Agreement
from sanvat.agreements.models.items import Item
from sanvat.parties.models import Organisation
from sanvat.records.fields import Text
from sanvat.records.hiding import hides


class Version(models.Model):
    """The whole text at one moment, frozen: a draft sent round, what was signed, or what an annex
    made of it. `content` is as `agreements.content` writes it."""

    class Kind(models.TextChoices):
        DRAFT = "draft", _("bản lấy ý kiến")
        SIGNED = "signed", _("bản ký")
        AMENDED = "amended", _("bản theo phụ lục")

    agreement = models.ForeignKey(
        Agreement, models.CASCADE, related_name="versions", verbose_name=_("văn bản")
    )
    number = models.PositiveSmallIntegerField(_("bản số"))
    kind = models.CharField(_("loại bản"), max_length=8, choices=Kind)
    content = models.JSONField(_("toàn văn"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người lập")
    )
    made_at = models.DateTimeField(_("lập lúc"))

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("bản văn")
        verbose_name_plural = _("bản văn")
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="version_number_once", fields=["agreement", "number"])
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class Comment(models.Model):
    """What somebody of a party says about a draft, as a whole or about one item; and what was
    answered to it."""

    class Outcome(models.TextChoices):
        TAKEN = "taken", _("tiếp thu")
        PARTLY = "partly", _("tiếp thu một phần")
        KEPT = "kept", _("giữ như bản soạn")

    version = models.ForeignKey(
        Version, models.PROTECT, related_name="comments", verbose_name=_("bản văn")
    )
    item = models.ForeignKey(
        Item,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="comments",
        verbose_name=_("nội dung"),
    )
    about = Text(_("nói về"), max_length=3100, blank=True)
    text = Text(_("ý kiến"), max_length=3000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người góp ý")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("của bên")
    )
    at = models.DateTimeField(_("lúc"))
    outcome = models.CharField(_("kết quả"), max_length=6, choices=Outcome, blank=True)
    answer = Text(_("trả lời"), max_length=3000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người trả lời"),
    )
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("ý kiến góp ý")
        verbose_name_plural = _("ý kiến góp ý")
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="comment_answered_as_a_whole",
                condition=Q(outcome="", answered_at__isnull=True)
                | (~Q(outcome="") & ~Q(answer="") & Q(answered_at__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return self.text[:200]
