from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any, ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanvat.agenda.models.calendars import WorkCalendar, WorkWeek
from sanvat.parties.models import User
from sanvat.records.fields import Line, Text
from sanvat.records.hiding import hides
from sanvat.records.secrets import WRITING
from sanvat.records.steps import Steps


class WorkEntryQuerySet(models.QuerySet["WorkEntry"]):
    def visible_to(self, user: User) -> WorkEntryQuerySet:
        return self.filter(week__calendar__in=WorkCalendar.objects.visible_to(user))

    def published(self) -> WorkEntryQuerySet:
        """What strangers may read of, the changed and the called off ones too."""
        return self.filter(week__state=WorkWeek.State.PUBLISHED, is_internal=False)


class WorkEntry(models.Model):
    """Something that a body does on a day of a week.

    Strangers read the content, and by their offices alone who leads it, takes part and prepares.
    `leader_name` and `note` (the car, what to bring) are for the insiders; `is_internal`: so is
    the whole entry. An entry without hours takes a `part` of its day.

    One that is changed stays, and the new one `replaces` it under the same `uid`; `sequence`
    counts what calendars must read anew.
    """

    class Part(models.TextChoices):
        ALL_DAY = "all_day", _("cả ngày")
        MORNING = "morning", _("buổi sáng")
        AFTERNOON = "afternoon", _("buổi chiều")
        EVENING = "evening", _("buổi tối")

    class State(models.TextChoices):
        STANDING = "standing", _("theo lịch")
        CHANGED = "changed", _("đã đổi")
        CALLED_OFF = "called_off", _("hoãn")

    STEPS: ClassVar = Steps(
        {State.STANDING: (State.CHANGED, State.CALLED_OFF)},
        refuses={
            State.CHANGED: (
                "entry-changed",
                _(
                    "Việc này đã đổi sang dòng khác. Hãy tải lại trang rồi sửa dòng đang có hiệu "
                    "lực."
                ),
            ),
            State.CALLED_OFF: (
                "entry-called-off",
                _("Việc này đã hoãn. Nếu vẫn làm, hãy thêm một việc mới vào lịch."),
            ),
        },
    )

    week = models.ForeignKey(
        WorkWeek, models.CASCADE, related_name="entries", verbose_name=_("tuần công tác")
    )
    weekday = models.PositiveSmallIntegerField(_("thứ"))
    starts_time = models.TimeField(_("từ giờ"), null=True, blank=True)
    ends_time = models.TimeField(_("đến giờ"), null=True, blank=True)
    part = models.CharField(_("buổi"), max_length=9, choices=Part, blank=True)
    content = Line(_("nội dung"), max_length=500)
    led_by = Line(_("chủ trì (chức danh)"), max_length=200, blank=True)
    participants = Line(_("thành phần"), max_length=500, blank=True)
    prepared_by = Line(_("chuẩn bị"), max_length=200, blank=True)
    venue = Line(_("địa điểm"), max_length=300, blank=True)
    leader_name = Line(_("người chủ trì"), max_length=150, blank=True)
    note = Text(_("ghi chú nội bộ"), max_length=1_000, blank=True)
    is_internal = models.BooleanField(_("chỉ trong đơn vị"), default=False)
    is_regular = models.BooleanField(_("việc hằng tuần"), default=False)
    state = models.CharField(_("trạng thái"), max_length=10, choices=State, default=State.STANDING)
    reason = Text(_("lý do đổi, hoãn"), max_length=500, blank=True)
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("thay cho"),
    )
    uid = models.UUIDField(default=uuid4, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người ghi")
    )
    created_at = models.DateTimeField(_("ghi lúc"))
    changed_at = models.DateTimeField(_("đổi lúc"))

    objects: ClassVar[Any] = WorkEntryQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides(leader_name=WRITING, note=WRITING)
    PUBLISHED_TEXTS: ClassVar = ("content", "led_by", "participants", "prepared_by", "venue")
    EDITED: ClassVar = (
        *("weekday", "starts_time", "ends_time", "part", *PUBLISHED_TEXTS),
        *("leader_name", "note", "is_internal", "is_regular"),
    )

    class Meta:
        verbose_name = _("việc trong lịch")
        verbose_name_plural = _("việc trong lịch")
        ordering: ClassVar = ["week", "weekday", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="work_entry_on_a_day_of_the_week",
                condition=Q(weekday__gte=1, weekday__lte=7),
            ),
            models.CheckConstraint(
                name="work_entry_has_hours_or_a_part",
                condition=Q(starts_time__isnull=False, part="")
                | (Q(starts_time=None, ends_time=None) & ~Q(part="")),
                violation_error_message=_("Hãy ghi giờ, hoặc chọn buổi."),
            ),
            models.CheckConstraint(
                name="work_entry_hours_in_order",
                condition=Q(ends_time=None) | Q(ends_time__gt=F("starts_time")),
                violation_error_message=_("Giờ kết thúc phải sau giờ bắt đầu."),
            ),
            models.CheckConstraint(
                name="work_entry_called_off_says_why",
                condition=~Q(state="called_off") | ~Q(reason=""),
                violation_error_message=_("Hãy ghi lý do hoãn."),
            ),
            models.UniqueConstraint(
                fields=["uid"],
                name="work_entry_stands_once",
                condition=~Q(state="changed"),
            ),
        ]

    def __str__(self) -> str:
        return self.content

    @property
    def day(self) -> date:
        return self.week.monday + timedelta(days=self.weekday - 1)

    @property
    def when(self) -> str:
        """For people: "8:00–9:30", "8:00", "buổi chiều"."""
        if self.starts_time is None:
            return str(self.get_part_display())
        hours = [f"{at:%H:%M}" for at in (self.starts_time, self.ends_time) if at]
        return "–".join(hours)

    @property
    def order(self) -> time:
        """When in its day it stands: what has no hours before what has them in that part."""
        return order_of(self.starts_time, self.part)

    @property
    def is_late(self) -> bool:
        """Whether it came into the week after that was published."""
        out = self.week.published_at
        return out is not None and self.created_at > out and self.replaces_id is None


def order_of(starts_time: time | None, part: str) -> time:
    """When in its day an entry stands that begins at this hour, or takes this part."""
    return starts_time or _BEGINS[WorkEntry.Part(part)]


_BEGINS = {
    WorkEntry.Part.ALL_DAY: time(0),
    WorkEntry.Part.MORNING: time(0, 1),
    WorkEntry.Part.AFTERNOON: time(12),
    WorkEntry.Part.EVENING: time(18),
}
