from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanvat.parties import demonstration
from sanvat.parties.models.memberships import Membership
from sanvat.records.hiding import hides


class PersonalFeedQuerySet(models.QuerySet["PersonalFeed"]):
    def open_at(self, at: datetime) -> PersonalFeedQuerySet:
        """Those that a calendar could read at that moment, as far as rows can say it; that the
        person has the second step is asked by `feeds.recognised`."""
        return self.filter(
            demonstration.people_let_in("membership__user__"),
            demonstration.roles_that_open("membership__"),
            ended_at=None,
            expires_at__gt=at,
            membership__valid__contains=timezone.localdate(at),
        )


class PersonalFeed(models.Model):
    """The address under which a calendar reads what concerns one post of one person.

    The address holds 256 random bits, is shown once and stands nowhere: `digest` is their
    SHA-256. It ends with the post, whatever `expires_at` says.
    """

    membership = models.ForeignKey(
        Membership, models.PROTECT, related_name="personal_feeds", verbose_name=_("tư cách")
    )
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("tạo lúc"))
    expires_at = models.DateTimeField(_("hết hạn lúc"))
    used_on = models.DateField(_("dùng lần cuối"), null=True, blank=True)
    ended_at = models.DateTimeField(_("chấm dứt lúc"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người chấm dứt"),
    )

    objects: ClassVar[Any] = PersonalFeedQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides("digest")

    class Meta:
        verbose_name = _("lịch riêng")
        verbose_name_plural = _("lịch riêng")
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_feed_of_a_post", fields=["membership"], condition=Q(ended_at=None)
            ),
            models.CheckConstraint(
                name="feed_expires_later", condition=Q(expires_at__gt=F("created_at"))
            ),
        ]

    def __str__(self) -> str:
        return str(self.membership)
