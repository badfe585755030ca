from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sanvat.parties.models import Organisation, User
from sanvat.records.fields import Line
from sanvat.records.hiding import hides
from sanvat.records.steps import Steps
from sanvat.text.days import day

DAYS_OF_WEEK = 7


def title_of_calendar(organisation: str) -> str:
    return _now("Lịch công tác %(organisation)s") % {"organisation": organisation}


def title_of_week(monday: date) -> str:
    return _now("tuần từ %(first)s đến %(last)s") % {
        "first": day(monday),
        "last": day(sunday_of(monday)),
    }


def sunday_of(monday: date) -> date:
    return monday + timedelta(days=DAYS_OF_WEEK - 1)


class WorkCalendarQuerySet(models.QuerySet["WorkCalendar"]):
    def visible_to(self, user: User) -> WorkCalendarQuerySet:
        """The one of the body for which somebody acts, with all that stands in it; everybody else
        reads what was published."""
        if not user.is_authenticated or user.acting is None:
            return self.none()
        return self.filter(organisation=user.acting.organisation_id)

    def published(self) -> WorkCalendarQuerySet:
        """Those of which at least one week is published."""
        return self.filter(is_published=True)


class WorkCalendar(models.Model):
    """The work calendar of a body; `slug` is its part of the public address."""

    organisation = models.OneToOneField(
        Organisation, models.PROTECT, related_name="work_calendar", verbose_name=_("đơn vị")
    )
    slug = Line(_("phần địa chỉ"), max_length=80, unique=True, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người mở")
    )
    opened_at = models.DateTimeField(_("mở lúc"))
    is_demonstration = models.BooleanField(_("dữ liệu trình diễn"), default=False)
    # What the database keeps for the list of those that are published.
    is_published = models.BooleanField(_("có tuần đã công bố"), default=False, editable=False)
    body_name = models.CharField(_("tên đơn vị"), max_length=200, default="", editable=False)

    objects: ClassVar[Any] = WorkCalendarQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("lịch công tác")
        verbose_name_plural = _("lịch công tác")
        ordering: ClassVar = ["body_name", "id"]
        indexes: ClassVar = [
            models.Index(
                name="work_calendar_published",
                fields=["body_name", "id"],
                condition=Q(is_published=True),
            )
        ]

    def __str__(self) -> str:
        return title_of_calendar(self.organisation.name)


class WorkWeekQuerySet(models.QuerySet["WorkWeek"]):
    def visible_to(self, user: User) -> WorkWeekQuerySet:
        return self.filter(calendar__in=WorkCalendar.objects.visible_to(user))

    def published(self) -> WorkWeekQuerySet:
        return self.filter(state=WorkWeek.State.PUBLISHED)

    def between(self, first: date, last: date) -> WorkWeekQuerySet:
        """Those with a day from the first to the last."""
        return self.filter(monday__lte=last, monday__gt=first - timedelta(days=DAYS_OF_WEEK))


class WorkWeek(models.Model):
    """A week of a work calendar. As a draft it is written whole; once it is published only single
    entries are added, changed and called off, each of which stays to be seen."""

    class State(models.TextChoices):
        DRAFT = "draft", _("dự thảo")
        PUBLISHED = "published", _("đã công bố")

    STEPS: ClassVar = Steps(
        {State.DRAFT: (State.DRAFT, State.PUBLISHED)},
        refuses=(
            "week-published",
            _(
                "Lịch tuần này đã công bố nên không ghi lại cả tuần. Hãy thêm, đổi hoặc hoãn từng "
                "việc để người xem thấy điều đã đổi."
            ),
        ),
    )

    calendar = models.ForeignKey(
        WorkCalendar, models.PROTECT, related_name="weeks", verbose_name=_("lịch công tác")
    )
    monday = models.DateField(_("tuần từ thứ Hai"))
    state = models.CharField(_("trạng thái"), max_length=9, choices=State, default=State.DRAFT)
    published_at = models.DateTimeField(_("công bố lúc"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người công bố"),
    )

    objects: ClassVar[Any] = WorkWeekQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("tuần công tác")
        verbose_name_plural = _("tuần công tác")
        ordering: ClassVar = ["-monday", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["calendar", "monday"], name="work_week_once"),
            models.CheckConstraint(
                name="work_week_begins_on_monday", condition=Q(monday__iso_week_day=1)
            ),
            models.CheckConstraint(
                name="work_week_published_says_who",
                condition=Q(state="draft", published_at=None, published_by=None)
                | Q(state="published", published_at__isnull=False, published_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return title_of_week(self.monday)

    @property
    def sunday(self) -> date:
        return sunday_of(self.monday)

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED
