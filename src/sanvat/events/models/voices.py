"""What people ask at an event, and what they would like to do after it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanvat.events.models.events import Event
from sanvat.events.models.guests import Guest
from sanvat.parties.access import acts_as, scope_places
from sanvat.parties.models import Role, User
from sanvat.parties.roles import LOCAL_OFFICERS, PROGRAMME_KEEPERS
from sanvat.places.models import Place
from sanvat.products.models import Idea
from sanvat.records.fields import Line, Text
from sanvat.records.hiding import hides


class Question(models.Model):
    """What somebody asked, before the event or at it, and what was answered."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="questions")
    name = Line(_("người hỏi"), max_length=150)
    text = Text(_("câu hỏi"), max_length=2_000)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người ghi")
    )
    asked_at = models.DateTimeField(_("hỏi lúc"))
    answer = Text(_("trả lời"), max_length=4_000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người trả lời"),
    )
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = ("answer",)

    class Meta:
        verbose_name = _("câu hỏi ở sự kiện")
        verbose_name_plural = _("câu hỏi ở sự kiện")
        ordering: ClassVar = ["asked_at", "id"]

    def __str__(self) -> str:
        return self.text[:80]


class InterestQuerySet(models.QuerySet["Interest"]):
    def visible_to(self, user: User) -> InterestQuerySet:
        """Those of people who live in the place an officer acts for, and those told at the
        events of one's own body."""
        if not user.is_authenticated or user.acting is None:
            return self.none()
        if not acts_as(user, *PROGRAMME_KEEPERS, Role.PROGRAMME_PARTY):
            return self.none()
        rows = Interest.objects.order_by()
        own = user.acting.organisation_id
        theirs = [rows.filter(event__host=own).values("pk")]
        if acts_as(user, *LOCAL_OFFICERS):
            theirs.append(rows.filter(scope_places(user)).values("pk"))
        return self.filter(pk__in=theirs[0].union(*theirs[1:], all=True))

    def waiting(self) -> InterestQuerySet:
        """Those that nobody has made an idea of, and whose people are still known."""
        return self.filter(idea__isnull=True, erased_at=None)


class Interest(models.Model):
    """That somebody wants to join, with what product, and that they agreed to be noted.

    `guest` where they were a guest of the event; `noted_by` None where they wrote it themselves
    in the public calendar. It leads to one idea.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="interests")
    guest = models.OneToOneField(
        Guest, models.PROTECT, null=True, blank=True, related_name="interest"
    )
    name = Line(_("họ tên"), max_length=150)
    phone = Line(_("điện thoại"), max_length=20, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("xã, phường"))
    wish = Line(_("muốn làm sản phẩm gì"), max_length=200)
    text = Text(_("nói thêm"), max_length=2_000, blank=True)
    agreed_at = models.DateTimeField(_("đồng ý ghi lại lúc"))
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người ghi"),
    )
    noted_at = models.DateTimeField(_("ghi lúc"))
    idea = models.OneToOneField(
        Idea,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="event_interest",
        verbose_name=_("ý tưởng"),
    )
    # Who it was is kept no longer: see `keeping.py`.
    erased_at = models.DateTimeField(_("xóa người nêu lúc"), null=True, blank=True)

    objects: ClassVar[Any] = InterestQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides("phone")

    class Meta:
        verbose_name = _("nguyện vọng tham gia")
        verbose_name_plural = _("nguyện vọng tham gia")
        ordering: ClassVar = ["noted_at", "id"]
        indexes: ClassVar = [
            models.Index(name="interest_waiting", fields=["event"], condition=Q(idea__isnull=True)),
            models.Index(
                name="interest_erased", fields=["erased_at"], condition=Q(erased_at__isnull=False)
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="interest_erased_is_empty",
                condition=Q(erased_at=None) | Q(name="", phone="", text=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.wish}" if self.name else self.wish
