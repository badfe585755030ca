"""Who sent a matter, kept apart from it and sealed, and who has read that."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanvat.concerns.models.concerns import Concern
from sanvat.concerns.models.parts import body
from sanvat.records.fields import Line
from sanvat.records.hiding import hides

SEALED = ("name", "phone", "email", "address", "title", "text")
"""What may stand in a sealed row; title and text for a denunciation alone."""


class Sender(models.Model):
    """Who sent a matter, under the keys of identities (`keys.py`): JSON of `SEALED`.

    Read by the act `read_identity` alone, which says who reads and for what. `is_named`: whether
    a name was given at all. Empty once it is erased.
    """

    concern = models.OneToOneField(
        Concern, models.PROTECT, related_name="sender", verbose_name=_("phản ánh, kiến nghị")
    )
    sealed = models.TextField(_("người gửi, đã niêm phong"), blank=True)
    is_named = models.BooleanField(_("có tên"), default=False)
    wants_mail = models.BooleanField(_("muốn nhận thư báo"), default=False)
    erased_at = models.DateTimeField(_("xóa lúc"), null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides("sealed")

    class Meta:
        verbose_name = _("người gửi phản ánh")
        verbose_name_plural = _("người gửi phản ánh")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="sender_erased_holds_nothing",
                condition=Q(erased_at=None) | Q(sealed="", wants_mail=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="sender_kept", fields=["concern"], condition=Q(erased_at=None)),
        ]

    def __str__(self) -> str:
        return str(self.concern)


class Reading(models.Model):
    """That somebody read who sent a matter, or the words of a denunciation: who, for which body,
    when and for what. `by` is None where the programme itself read an address to send a mail."""

    class Purpose(models.TextChoices):
        CONTACT = "contact", _("liên hệ người gửi")
        VERIFY = "verify", _("xác minh vụ việc")
        DECIDE = "decide", _("ghi vào văn bản giải quyết")
        REQUIRED = "required", _("theo yêu cầu của cơ quan có thẩm quyền")
        MAIL = "mail", _("hệ thống gửi thư báo")

    concern = models.ForeignKey(
        Concern, models.PROTECT, related_name="readings", verbose_name=_("phản ánh, kiến nghị")
    )
    purpose = models.CharField(_("mục đích"), max_length=8, choices=Purpose)
    note = Line(_("ghi rõ"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("người đọc"),
    )
    organisation = body(_("cơ quan"), null=True)
    at = models.DateTimeField(_("đọc lúc"))

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("lần đọc danh tính")
        verbose_name_plural = _("các lần đọc danh tính")
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="reading_by_somebody", condition=Q(purpose="mail") | Q(by__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.concern}: {self.get_purpose_display()}"


class Erasure(models.Model):
    """That the programme erased what senders had given, its time being over: of which kind, how
    many, and before when they had ended."""

    class Kind(models.TextChoices):
        IDENTITY = "identity", _("người gửi và liên hệ")
        WORDS = "words", _("lời của người gửi và tệp kèm")

    kind = models.CharField(_("loại"), max_length=8, choices=Kind)
    number = models.PositiveIntegerField(_("số lượng"))
    before = models.DateTimeField(_("của trước lúc"))
    erased_at = models.DateTimeField(_("xóa lúc"))

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("lần xóa của phản ánh")
        verbose_name_plural = _("các lần xóa của phản ánh")
        ordering: ClassVar = ["-erased_at", "-id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.number}"
