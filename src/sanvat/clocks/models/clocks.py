"""Clocks: how long something may take, and what stopped it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, ClassVar

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanvat.parties.access import acts_as, scope_places
from sanvat.parties.models import Organisation, User
from sanvat.parties.roles import PROGRAMME_KEEPERS
from sanvat.places.models import Place
from sanvat.records.fields import Line
from sanvat.records.hiding import hides
from sanvat.records.steps import Steps
from sanvat.rules.working_days import MOST_ALLOWED, Pause, Term, Unit


class ClockQuerySet(models.QuerySet["Clock"]):
    def visible_to(self, user: User) -> ClockQuerySet:
        """Those that one's own body waits for, and for who keeps the programme those of the
        place they act for. A discreet one nobody sees here: the page of what it is about shows
        it."""
        if user.acting is None:
            return self.none()
        mine = Q(parties__organisation=user.acting.organisation_id)
        if acts_as(user, *PROGRAMME_KEEPERS):
            if user.acting.place is None:
                return self.filter(is_discreet=False)
            mine |= scope_places(user)
        seen = Clock.objects.order_by().filter(mine, is_discreet=False)
        return self.filter(pk__in=seen.values("pk"))

    def open(self) -> ClockQuerySet:
        return self.exclude(state=Clock.State.FINISHED)


class Clock(models.Model):
    """How long something may take: a number of days from a fact on.

    `about_type`, `about_id` name what it is about, as notices do. `fact`: what began it; `rule`:
    what allows so many days, with its source. `due_on` is None while it stands still. `tables`
    and `is_provisional` say which tables of days off gave that day.
    """

    class State(models.TextChoices):
        RUNNING = "running", _("đang tính")
        STOPPED = "stopped", _("đang dừng")
        FINISHED = "finished", _("đã xong")

    class Days(models.TextChoices):
        WORKING = Unit.WORKING.value, _("ngày làm việc")
        CALENDAR = Unit.CALENDAR.value, _("ngày")

    STEPS: ClassVar = Steps(
        {
            State.RUNNING: (State.STOPPED, State.FINISHED),
            State.STOPPED: (State.RUNNING, State.FINISHED),
        },
        refuses={
            State.RUNNING: (
                "clock-running",
                _(
                    "Thời hạn này đang tính, không phải đang dừng. Hãy tải lại trang để "
                    "xem hiện nay."
                ),
            ),
            State.STOPPED: (
                "clock-stopped",
                _("Thời hạn này đã dừng rồi. Hãy cho tính tiếp trước khi dừng lần nữa."),
            ),
            State.FINISHED: (
                "clock-finished",
                _(
                    "Thời hạn này đã xong, không dừng hay tính tiếp được nữa. Hãy lập thời "
                    "hạn khác nếu cần."
                ),
            ),
        },
    )
    JOURNAL_HIDES: ClassVar = hides()

    about_type = models.CharField(max_length=60)
    about_id = models.BigIntegerField()
    name = Line(_("thời hạn"), max_length=200)
    fact = Line(_("tính từ việc"), max_length=200)
    rule = Line(_("theo quy định"), max_length=300)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("địa bàn")
    )
    started_on = models.DateField(_("bắt đầu ngày"))
    allowed = models.PositiveSmallIntegerField(_("số ngày"))
    unit = models.CharField(_("loại ngày"), max_length=8, choices=Days, default=Days.WORKING)
    moves_on = models.BooleanField(_("hết hạn vào ngày nghỉ thì dời"), default=True)
    resume_day_counts = models.BooleanField(_("tính cả ngày tiếp tục"), default=False)
    state = models.CharField(_("trạng thái"), max_length=8, choices=State, default=State.RUNNING)
    due_on = models.DateField(_("đến hạn ngày"), null=True, blank=True)
    tables = models.CharField(_("bảng ngày nghỉ"), max_length=300)
    is_provisional = models.BooleanField(_("tạm tính"))
    finished_on = models.DateField(_("xong ngày"), null=True, blank=True)
    is_discreet = models.BooleanField(_("chỉ người xử lý thấy"), default=False)
    is_demonstration = models.BooleanField(_("dữ liệu trình diễn"), default=False)

    objects: ClassVar[Any] = ClockQuerySet.as_manager()

    class Meta:
        verbose_name = _("thời hạn")
        verbose_name_plural = _("thời hạn")
        ordering: ClassVar = ["due_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="clock_allows_some_days",
                condition=Q(allowed__gte=1, allowed__lte=MOST_ALLOWED),
            ),
            models.CheckConstraint(
                name="clock_finished_has_its_day",
                condition=Q(state="finished", finished_on__isnull=False)
                | (~Q(state="finished") & Q(finished_on=None)),
            ),
            models.CheckConstraint(
                name="clock_running_is_due",
                condition=~Q(state="running") | Q(due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="clock_ends_after_it_began",
                condition=Q(due_on=None) | Q(due_on__gte=F("started_on")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="clock_about", fields=["about_type", "about_id"]),
            models.Index(name="clock_due", fields=["due_on"], condition=~Q(state="finished")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def term(self) -> Term:
        return Term(
            self.started_on,
            self.allowed,
            Unit(self.unit),
            moves_on=self.moves_on,
            resume_day_counts=self.resume_day_counts,
        )

    def pauses(self) -> list[Pause]:
        """Its stops in their order, from its events; one query unless they are at hand."""
        pauses: list[Pause] = []
        for event in sorted(self.events.all(), key=lambda event: event.pk):
            if event.kind == ClockEvent.Kind.STOPPED:
                pauses.append(Pause(event.on))
            elif event.kind == ClockEvent.Kind.RESUMED:
                pauses[-1] = Pause(pauses[-1].stopped_on, event.on)
        return pauses


def rows_about(clocks: Iterable[Clock]) -> dict[int, models.Model]:
    """What each of these clocks is about, by the key of the clock, without what is gone; one query
    for each kind of thing."""
    by_kind: dict[str, dict[int, int]] = defaultdict(dict)
    for clock in clocks:
        by_kind[clock.about_type][clock.pk] = clock.about_id
    found: dict[int, models.Model] = {}
    for kind, keys in by_kind.items():
        rows = apps.get_model(kind)._default_manager.in_bulk(set(keys.values()))
        found |= {clock: rows[key] for clock, key in keys.items() if key in rows}
    return found


class ClockEvent(models.Model):
    """A fact that stopped a clock, let it go on, or ended it."""

    class Kind(models.TextChoices):
        STOPPED = "stopped", _("dừng")
        RESUMED = "resumed", _("tính tiếp")
        FINISHED = "finished", _("xong")

    clock = models.ForeignKey(
        Clock, models.CASCADE, related_name="events", verbose_name=_("thời hạn")
    )
    kind = models.CharField(_("việc"), max_length=8, choices=Kind)
    on = models.DateField(_("ngày"))
    reason = Line(_("lý do"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("người ghi"),
    )
    at = models.DateTimeField(_("ghi lúc"))

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("sự việc của thời hạn")
        verbose_name_plural = _("sự việc của thời hạn")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="clock_finished_once", fields=["clock"], condition=Q(kind="finished")
            ),
            models.CheckConstraint(
                name="clock_stop_says_why", condition=~Q(kind="stopped") | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.on:%d/%m/%Y}"


class ClockParty(models.Model):
    """A body that waits for a clock: its people are told where the due day moves."""

    clock = models.ForeignKey(
        Clock, models.CASCADE, related_name="parties", verbose_name=_("thời hạn")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("tổ chức")
    )

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("bên chờ thời hạn")
        verbose_name_plural = _("bên chờ thời hạn")
        constraints: ClassVar = [
            models.UniqueConstraint(name="clock_party_once", fields=["clock", "organisation"])
        ]

    def __str__(self) -> str:
        return f"{self.clock}: {self.organisation}"
