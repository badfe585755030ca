"""Who follows what by mail, what happened, and who is still to be told of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanvat.records.hiding import hides
from sanvat.records.secrets import PLAIN


class Language(models.TextChoices):
    VIETNAMESE = "vi", _("tiếng Việt")
    ENGLISH = "en", _("tiếng Anh")


class Rhythm(models.TextChoices):
    AT_ONCE = "at_once", _("ngay khi có")
    DAILY = "daily", _("mỗi ngày một thư")
    WEEKLY = "weekly", _("mỗi tuần một thư")


class FollowerQuerySet(models.QuerySet["Follower"]):
    def confirmed(self) -> FollowerQuerySet:
        return self.filter(confirmed_at__isnull=False)

    def unconfirmed_since(self, at: datetime) -> FollowerQuerySet:
        """Those who asked before that moment and never confirmed."""
        return self.filter(confirmed_at=None, created_at__lt=at)


class Follower(models.Model):
    """An address that gets mails, of somebody who needs no account.

    The address is all that is kept of them, and sealed: a copy of the database tells nobody.
    `digest` finds it again, and is made with the secret key. The row is gone when they end it.
    """

    sealed = models.TextField(_("địa chỉ, đã niêm phong"))
    digest = models.CharField(max_length=64, unique=True)
    language = models.CharField(
        _("ngôn ngữ"), max_length=2, choices=Language, default=Language.VIETNAMESE
    )
    rhythm = models.CharField(_("cách nhận"), max_length=8, choices=Rhythm, default=Rhythm.AT_ONCE)
    created_at = models.DateTimeField(_("xin theo dõi lúc"))
    confirmed_at = models.DateTimeField(_("xác nhận lúc"), null=True, blank=True)
    # Mails in a row that the server of the address would not take.
    refusals = models.PositiveSmallIntegerField(_("số lần bị từ chối"), default=0)

    objects: ClassVar[Any] = FollowerQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides("sealed", "digest")

    class Meta:
        verbose_name = _("người theo dõi")
        verbose_name_plural = _("người theo dõi")

    def __str__(self) -> str:
        return gettext("người theo dõi %(number)s") % {"number": self.pk}


class Following(models.Model):
    """That somebody follows one topic. Nothing is told before it is confirmed."""

    follower = models.ForeignKey(
        Follower, models.CASCADE, related_name="followings", verbose_name=_("người theo dõi")
    )
    topic = models.CharField(_("điều theo dõi"), max_length=80)
    created_at = models.DateTimeField(_("xin theo dõi lúc"))
    confirmed_at = models.DateTimeField(_("xác nhận lúc"), null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides(topic=PLAIN)

    class Meta:
        verbose_name = _("điều theo dõi")
        verbose_name_plural = _("điều theo dõi")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="following_once", fields=["follower", "topic"]),
        ]
        indexes: ClassVar = [
            models.Index(
                name="following_told", fields=["topic"], condition=Q(confirmed_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.topic


class NotedHappening(models.Model):
    """That something new is known: its keys and nothing of its words, which are read anew from its
    room whenever they are told."""

    kind = models.CharField(_("loại"), max_length=20)
    key = models.CharField(_("mã"), max_length=80)
    topics = ArrayField(models.CharField(max_length=80), verbose_name=_("thuộc"))
    until = models.DateField(_("còn mới đến hết ngày"))
    noted_at = models.DateTimeField(_("biết lúc"))

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides(key=PLAIN, topics=PLAIN)

    class Meta:
        verbose_name = _("điều mới")
        verbose_name_plural = _("điều mới")
        constraints: ClassVar = [
            models.UniqueConstraint(name="happening_once", fields=["kind", "key"]),
        ]
        indexes: ClassVar = [models.Index(name="happening_until", fields=["until"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Telling(models.Model):
    """That one follower is told of one happening: once, whatever happens (`telling_once`).

    `taken_at` is set right before the mail server is spoken to. Where no `sent_at` follows, nobody
    knows whether the mail left, and it is not sent again.
    """

    follower = models.ForeignKey(
        Follower, models.CASCADE, related_name="tellings", verbose_name=_("người theo dõi")
    )
    happening = models.ForeignKey(
        NotedHappening, models.CASCADE, related_name="tellings", verbose_name=_("điều mới")
    )
    due_at = models.DateTimeField(_("gửi từ lúc"))
    tries = models.PositiveSmallIntegerField(_("số lần gửi"), default=0)
    taken_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("lượt báo tin")
        verbose_name_plural = _("lượt báo tin")
        constraints: ClassVar = [
            models.UniqueConstraint(name="telling_once", fields=["follower", "happening"]),
        ]
        indexes: ClassVar = [
            models.Index(name="telling_due", fields=["due_at"], condition=Q(taken_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.follower_id} {self.happening_id}"


class NotingState(models.Model):
    """How far the journal was read for what is new, and the last day that was looked at: one row,
    which is locked by whoever reads."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)
    day = models.DateField(null=True)

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("tình trạng ghi điều mới")
        verbose_name_plural = _("tình trạng ghi điều mới")
        constraints: ClassVar = [
            models.CheckConstraint(name="noting_state_is_one", condition=Q(id=1)),
        ]

    def __str__(self) -> str:
        return str(self.number)
