"""What a producer agreed to have told to everybody: its name, how to reach its business."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanvat.products.models.producers import Producer
from sanvat.records.fields import Email, Line, Link
from sanvat.records.hiding import hides


class ContactConsent(models.Model):
    """One consent, from the day it was given to the day it ended; what is empty is not agreed to.

    What it names is of the business and written for strangers: nothing is taken over from what
    the programme knows of the producer. A change ends the one before.
    """

    producer = models.ForeignKey(
        Producer,
        models.CASCADE,
        related_name="consents",
        db_index=False,  # the index below begins with it
        verbose_name=_("chủ thể"),
    )
    shows_name = models.BooleanField(_("nêu tên chủ thể"), default=False)
    phone = Line(_("điện thoại bán hàng"), max_length=20, blank=True)
    email = Email(_("thư điện tử bán hàng"), blank=True)
    link = Link(_("trang của cơ sở"), max_length=300, blank=True)
    # Of a consent that an officer wrote down: how the producer gave it.
    note = Line(_("chủ thể đồng ý bằng cách nào"), max_length=300, blank=True)
    given_at = models.DateTimeField(_("đồng ý lúc"))
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người ghi")
    )
    ended_at = models.DateTimeField(_("thôi đồng ý lúc"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người ghi thôi đồng ý"),
    )

    JOURNAL_HIDES: ClassVar = hides("phone", "email")
    EDITED: ClassVar = ("shows_name", "phone", "email", "link")

    class Meta:
        verbose_name = _("đồng ý công khai liên hệ")
        verbose_name_plural = _("đồng ý công khai liên hệ")
        ordering: ClassVar = ["-given_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["producer"], condition=Q(ended_at=None), name="consent_one_in_force"
            ),
            models.CheckConstraint(
                name="consent_ends_with_somebody",
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]
        indexes: ClassVar = [models.Index(name="consent_of_producer", fields=["producer"])]

    def __str__(self) -> str:
        return f"{self.producer}"

    @property
    def says_anything(self) -> bool:
        return any(getattr(self, field) for field in self.EDITED)
