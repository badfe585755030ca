"""Events: conferences, trainings, signings and the like, and what was prepared for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import reduce
from operator import or_
from typing import Any, ClassVar
from uuid import uuid4

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sanvat.instruments.models import Instrument
from sanvat.parties.access import acts_as
from sanvat.parties.models import Organisation, User
from sanvat.parties.roles import PROGRAMME_KEEPERS
from sanvat.places.lying import in_province, lying_in
from sanvat.places.models import Level, Place
from sanvat.records.among import among_rows
from sanvat.records.fields import Line, Link, Name, Searchable, Text
from sanvat.records.hiding import hides
from sanvat.records.models import StoredFile
from sanvat.records.search import matching
from sanvat.records.steps import Steps
from sanvat.text.days import day


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, user: User) -> EventQuerySet:
        """Those of the place one plans the programme for, those one's body holds, and those to
        which one was invited, oneself or through one's body."""
        if not user.is_authenticated:
            return self.none()
        here = _of_place(user)
        if here == Q():  # "or" would leave it out
            return self.all()
        return self.filter(reduce(or_, _of_own(user), here or Q(pk__in=[])))

    def concerning(self, user: User, days: Sequence[Q] = (Q(),)) -> EventQuerySet:
        """Those one's body holds, and those to which one was invited, oneself or through one's
        body. `days`: only those of which one of these is true, see `days_since`."""
        return self.filter(_found_first(_few(user, days)))

    def published(self) -> EventQuerySet:
        """Those that stand in the public calendar, the called off ones too."""
        return self.filter(published_at__isnull=False)

    def search(self, text: str) -> EventQuerySet:
        return self.filter(matching(text, "searchable", "place__searchable"))

    def upcoming(self, today: date) -> EventQuerySet:
        return self.filter(ends_on__gte=today)

    def past(self, today: date) -> EventQuerySet:
        # The first day is named too, by which lists are in order.
        return self.filter(starts_on__lt=today, ends_on__lt=today)


def _of_own(user: User) -> list[Q]:
    """Conditions that have an index each: what `concerning` says."""
    if user.acting is None:
        return [Q(pk__in=[])]
    own = user.acting.organisation_id
    guests = apps.get_model("events", "Guest")._default_manager.all()
    called = among_rows(
        "pk",
        # An invitation is to a post: with the post it ends.
        guests.filter(membership=user.acting.pk),
        guests.filter(organisation=own, membership=None),
        # Who only takes part for a body knows of its events when they are called together.
        CoHost.objects.filter(organisation=own),
        key="event",
    )
    return [Q(host=own), Q(called)]


def _of_place(user: User) -> Q | None:
    """Those of the place one plans the programme for; of the country without a condition."""
    own = user.acting
    if own is None or not acts_as(user, *PROGRAMME_KEEPERS):
        return None
    return lying_in(own.place) if own.place else Q()


def parts_seen(user: User, days: Sequence[Q] = (Q(),)) -> list[Q]:
    """What `visible_to` says, in at most two parts that have no event in common: those of a
    province or of the country, which an index has in the order of days, and others, which are few
    and found first. To put all in order would read all there are.

    `days`: only those of which one of these is true, see `days_since`.
    """
    here = _of_place(user)
    if here is None:
        return [_found_first(_few(user, days))]
    few = [] if here == Q() else _few(user, days)
    place = user.acting.place if user.acting else None
    if place is not None and place.level != Level.PROVINCE:
        return [_found_first([*few, *(here & on for on in days)])]
    *lasting, begins = days
    few += [here & on for on in lasting]
    along = here & begins
    return [along, _found_first(few) & ~along] if few else [along]


def _few(user: User, days: Sequence[Q]) -> list[Q]:
    held, *called = _of_own(user)
    return [*(held & on for on in days), *(each & reduce(or_, days) for each in called)]


def _found_first(parts: Sequence[Q]) -> Q:
    rows = Event.objects.all()
    return Q(among_rows("pk", *(rows.filter(each) for each in parts)))


def days_since(first: date, last: date | None = None) -> list[Q]:
    """Of the events with a day from the first to the last those that had begun before, and those
    that begin then. Either has an index: those that last several days are few, and what is over is
    not looked at."""
    begins = Q(starts_on__gte=first) if last is None else Q(starts_on__range=(first, last))
    return [LASTS & Q(starts_on__lt=first, ends_on__gte=first), begins]


LASTS = Q(starts_on__lt=F("ends_on"))
"""Of more than one day."""


class Event(models.Model):
    """People called together for the programme at one place, from a day to a day.

    Its days are days in Vietnam; without an hour it takes the whole of them. `place` is a unit as
    of those days. `sequence` counts what calendars must read anew: time, place, called off.
    """

    class Kind(models.TextChoices):
        CONFERENCE = "conference", _("hội nghị")
        TRAINING = "training", _("tập huấn")
        SIGNING = "signing", _("ký kết")
        REVIEW = "review", _("tổng kết")
        COUNCIL = "council", _("họp hội đồng")
        FAIR = "fair", _("hội chợ")
        OTHER = "other", _("sự kiện khác")

    class State(models.TextChoices):
        PLANNED = "planned", _("dự kiến")
        INVITED = "invited", _("đã mời")
        HELD = "held", _("đã tổ chức")
        REPORTED = "reported", _("đã báo cáo")
        CANCELLED = "cancelled", _("đã hủy")

    TO_COME: ClassVar = (State.PLANNED, State.INVITED)
    STEPS: ClassVar = Steps(
        {
            State.PLANNED: (State.INVITED, State.HELD, State.CANCELLED),
            State.INVITED: (State.INVITED, State.HELD, State.CANCELLED),
            State.HELD: (State.HELD, State.REPORTED),
        },
        refuses={
            State.PLANNED: (
                "event-planned",
                _("Sự kiện này chưa tổ chức. Hãy ghi là đã tổ chức, rồi mới báo cáo."),
            ),
            State.INVITED: (
                "event-invited",
                _("Sự kiện này chưa tổ chức. Hãy ghi là đã tổ chức, rồi mới báo cáo."),
            ),
            State.HELD: (
                "event-held",
                _(
                    "Sự kiện này đã tổ chức nên không mời thêm, không hủy. Hãy ghi kết luận, "
                    "báo cáo."
                ),
            ),
            State.REPORTED: (
                "event-reported",
                _(
                    "Sự kiện này đã báo cáo xong nên không sửa nữa. Nếu cần bổ sung, hãy lập "
                    "sự kiện khác."
                ),
            ),
            State.CANCELLED: (
                "event-cancelled",
                _("Sự kiện này đã hủy. Nếu vẫn tổ chức, hãy lập một sự kiện mới."),
            ),
        },
    )
    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = (
        *("kind", "title", "summary", "host_id", "place_id", "venue", "starts_on", "ends_on"),
        *("starts_time", "ends_time", "time_note", "online_link", "interest_until"),
        "instrument_id",
    )
    IN_CALENDARS: ClassVar = (
        *("title", "place", "venue", "starts_on", "ends_on", "starts_time", "ends_time"),
        "time_note",
    )
    """What calendars must read anew when it changes."""

    kind = models.CharField(_("loại sự kiện"), max_length=12, choices=Kind)
    title = Name(_("tên sự kiện"), max_length=200)
    summary = Text(_("nội dung chính"), max_length=4000, blank=True)
    state = models.CharField(_("trạng thái"), max_length=10, choices=State, default=State.PLANNED)
    instrument = models.ForeignKey(
        Instrument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("văn bản làm căn cứ"),
    )
    host = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="events",
        db_index=False,  # event_of_host
        verbose_name=_("đơn vị chủ trì"),
    )
    place = models.ForeignKey(
        Place, models.PROTECT, related_name="events", verbose_name=_("địa bàn")
    )
    venue = Line(_("nơi tổ chức"), max_length=300, blank=True)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến ngày"))
    starts_time = models.TimeField(_("từ giờ"), null=True, blank=True)
    ends_time = models.TimeField(_("đến giờ"), null=True, blank=True)
    time_note = Line(_("buổi"), max_length=100, blank=True)
    online_link = Link(_("đường dẫn họp trực tuyến"), max_length=500, blank=True)
    interest_until = models.DateField(_("nhận đăng ký quan tâm đến"), null=True, blank=True)
    conclusion = Text(_("kết luận"), max_length=20_000, blank=True)
    report = Text(_("báo cáo"), max_length=20_000, blank=True)
    cancel_reason = Text(_("lý do hủy"), max_length=2_000, blank=True)
    published_at = models.DateTimeField(_("đưa lên lịch lúc"), null=True, blank=True)
    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(_("đổi lúc"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người lập")
    )
    created_at = models.DateTimeField(_("lập lúc"))
    is_demonstration = models.BooleanField(_("dữ liệu trình diễn"), default=False)
    province = in_province()
    searchable = Searchable("title", "venue", max_length=600)

    objects: ClassVar[Any] = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("sự kiện")
        verbose_name_plural = _("sự kiện")
        ordering: ClassVar = ["-starts_on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="event_ends_after_it_began",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Ngày kết thúc không trước ngày bắt đầu."),
            ),
            models.CheckConstraint(
                name="event_hours_in_order",
                condition=Q(ends_time__isnull=True)
                | Q(starts_time__isnull=False, ends_on__gt=F("starts_on"))
                | Q(starts_time__isnull=False, ends_time__gt=F("starts_time")),
                violation_error_message=_("Giờ kết thúc phải sau giờ bắt đầu."),
            ),
            models.CheckConstraint(
                name="event_cancelled_says_why",
                condition=~Q(state="cancelled") | ~Q(cancel_reason=""),
                violation_error_message=_("Hãy ghi lý do hủy."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="event_order", fields=["-starts_on", "-id"]),
            models.Index(name="event_in_place", fields=["place", "-starts_on"]),
            models.Index(
                name="event_published",
                fields=["starts_on"],
                condition=Q(published_at__isnull=False),
            ),
            models.Index(name="event_in_province", fields=["province", "starts_on", "id"]),
            models.Index(name="event_of_host", fields=["host", "starts_on", "id"]),
            # Of several days, so that those under way are found among few.
            models.Index(name="event_lasting", fields=["ends_on"], condition=LASTS),
            models.Index(
                name="event_lasting_in_province", fields=["province", "ends_on"], condition=LASTS
            ),
            models.Index(name="event_lasting_of_host", fields=["host", "ends_on"], condition=LASTS),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def starts_at(self) -> datetime:
        """The moment it begins; of a day without an hour its first."""
        return _moment(self.starts_on, self.starts_time or time.min)

    @property
    def ends_at(self) -> datetime | None:
        """None where nobody said at what hour it ends."""
        return None if self.ends_time is None else _moment(self.ends_on, self.ends_time)

    @property
    def is_to_come(self) -> bool:
        return self.state in self.TO_COME

    @property
    def when(self) -> str:
        """For people: 8:00–11:30, 14/10/2026; từ 1/6/2026 đến 3/6/2026."""
        if self.starts_on == self.ends_on:
            days = day(self.starts_on)
        else:
            days = _now("từ %(first)s đến %(last)s") % {
                "first": day(self.starts_on),
                "last": day(self.ends_on),
            }
        hours = [f"{at:%H:%M}" for at in (self.starts_time, self.ends_time) if at]
        return ", ".join(part for part in ("–".join(hours), self.time_note, days) if part)

    @property
    def where(self) -> str:
        return ", ".join(part for part in (self.venue, self.place.full_name) if part)


def _moment(on: date, at: time) -> datetime:
    return datetime.combine(on, at, tzinfo=timezone.get_default_timezone())


class CoHost(models.Model):
    """A body that holds the event together with its host."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="co_hosts")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("đơn vị phối hợp")
    )

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = ("organisation_id",)

    class Meta:
        verbose_name = _("đơn vị phối hợp")
        verbose_name_plural = _("đơn vị phối hợp")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "organisation"], name="co_host_once")
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class Part(models.Model):
    """One line of what is prepared for an event, in its order."""

    order = models.PositiveSmallIntegerField(_("thứ tự"))

    class Meta:
        abstract = True
        ordering: ClassVar = ["order", "id"]


class AgendaItem(Part):
    """What happens at which hour, and who speaks."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="agenda")
    time = models.TimeField(_("giờ"), null=True, blank=True)
    title = Line(_("nội dung"), max_length=300)
    speaker = Line(_("người trình bày"), max_length=200, blank=True)

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = ("order", "time", "title", "speaker")

    class Meta(Part.Meta):
        verbose_name = _("mục chương trình")
        verbose_name_plural = _("mục chương trình")

    def __str__(self) -> str:
        return self.title


class Topic(Part):
    """One numbered thing that is taught or passed on, and of what in the programme it is."""

    class Subject(models.TextChoices):
        NEED = "need", _("sự cần thiết, vai trò")
        CYCLE = "cycle", _("chu trình, quản lý")
        CRITERIA = "criteria", _("bộ tiêu chí")
        EVALUATION = "evaluation", _("đánh giá, phân hạng")
        TELLING = "telling", _("tuyên truyền")
        REGISTRATION = "registration", _("đăng ký, hồ sơ")
        SUPPORT = "support", _("quyền lợi, hỗ trợ")
        MAKING = "making", _("sản xuất, chất lượng")
        SELLING = "selling", _("thương hiệu, thị trường")
        OTHER = "other", _("chủ đề khác")

    event = models.ForeignKey(Event, models.CASCADE, related_name="topics")
    text = Line(_("chuyên đề"), max_length=500)
    subject = models.CharField(_("chủ đề"), max_length=12, choices=Subject, default=Subject.OTHER)

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = ("order", "text", "subject")

    class Meta(Part.Meta):
        verbose_name = _("chuyên đề")
        verbose_name_plural = _("chuyên đề")

    def __str__(self) -> str:
        return self.text


class Speaker(Part):
    """Who speaks or teaches: by name, with position; and as a person of the system if one is."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="speakers")
    name = Name(_("báo cáo viên"), max_length=150)
    title = Line(_("chức vụ, đơn vị"), max_length=200, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tài khoản"),
    )

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = ("order", "name", "title")

    class Meta(Part.Meta):
        verbose_name = _("báo cáo viên")
        verbose_name_plural = _("báo cáo viên")

    def __str__(self) -> str:
        return self.name


class CostLine(Part):
    """What something cost, in whole đồng, and from which budget."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="costs")
    item = Line(_("khoản chi"), max_length=200)
    amount = models.BigIntegerField(_("số tiền (đồng)"))
    budget = Line(_("nguồn kinh phí"), max_length=200, blank=True)

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = ("order", "item", "amount", "budget")

    class Meta(Part.Meta):
        verbose_name = _("khoản chi")
        verbose_name_plural = _("khoản chi")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="cost_not_negative",
                condition=Q(amount__gte=0),
                violation_error_message=_("Số tiền không âm."),
            )
        ]

    def __str__(self) -> str:
        return self.item


class Handout(Part):
    """A paper handed out at an event: to those who take part, or to everybody."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="handouts")
    name = Line(_("tên tài liệu"), max_length=200)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", verbose_name=_("tệp tài liệu")
    )
    is_public = models.BooleanField(_("ai cũng xem được"), default=False)
    added_at = models.DateTimeField(_("thêm lúc"))

    JOURNAL_HIDES: ClassVar = hides()

    class Meta(Part.Meta):
        verbose_name = _("tài liệu sự kiện")
        verbose_name_plural = _("tài liệu sự kiện")

    def __str__(self) -> str:
        return self.name
