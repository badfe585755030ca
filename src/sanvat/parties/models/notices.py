from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanvat.parties.models.memberships import Membership
from sanvat.records.fields import Line
from sanvat.records.hiding import hides
from sanvat.records.ready_queries import ReadyQuery
from sanvat.records.secrets import PLAIN

if TYPE_CHECKING:
    from sanvat.parties.models.users import User


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: User) -> NoticeQuerySet:
        """One's own: those to oneself, and those to a post that one holds today."""
        return self.of(user.pk, timezone.localdate())

    def of(self, user: int | OuterRef, day: date) -> NoticeQuerySet:
        return self.filter(Q(membership=None) | Q(membership__valid__contains=day), user=user)

    def unread(self) -> NoticeQuerySet:
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """A line on a person's desk: something happened that they may want to look at."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="notices",
        verbose_name=_("người nhận"),
    )
    # The post in which the person was told; none where it concerns themselves.
    membership = models.ForeignKey(
        Membership,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tư cách"),
    )
    text = Line(_("nội dung"), max_length=300)
    about_type = models.CharField(max_length=60, blank=True)
    about_id = models.BigIntegerField(null=True, blank=True)
    # What it tells of, where it is told once only ("lapsing-12-2026-11-21").
    key = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(_("lúc"), default=timezone.now)
    read_at = models.DateTimeField(_("đã xem lúc"), null=True, blank=True)

    objects: ClassVar[Any] = NoticeQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides(key=PLAIN)

    class Meta:
        verbose_name = _("thông báo")
        verbose_name_plural = _("thông báo")
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="notice_once", fields=["user", "key"], condition=~Q(key="")
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="notice_desk", fields=["user", "-created_at"]),
        ]

    def __str__(self) -> str:
        return self.text


def count_unread(user: User) -> int:
    """How many notices wait for this person: asked with every page of the desk."""
    return _UNREAD.count(user.pk, timezone.localdate())


_UNREAD = ReadyQuery(
    lambda user, day: Notice.objects.of(user, day).unread().order_by().only("pk"), -7, date.min
)
