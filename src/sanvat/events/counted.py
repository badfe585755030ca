"""What can be counted of events."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sanvat.events.models import Attendance, Event, Guest, Interest
from sanvat.indicators.countable import Breakdown, Countable, Period
from sanvat.parties.models import Role, User

KIND = {"kind": Breakdown(_("Loại sự kiện"), "kind", lambda: dict(Event.Kind.choices))}
KIND_OF_ITS_EVENT = {
    "kind": Breakdown(_("Loại sự kiện"), "event__kind", lambda: dict(Event.Kind.choices))
}
WHO_CAME = {
    "kind": Breakdown(_("Loại sự kiện"), "guest__event__kind", lambda: dict(Event.Kind.choices)),
    "role": Breakdown(_("Vai trò"), "guest__role", lambda: dict(Role.choices)),
}
TOOK_PLACE = (Event.State.HELD, Event.State.REPORTED)


def _in(period: Period, path: str) -> Q:
    held = Q(**{f"{path}__lte": period.last})
    return held & Q(**{f"{path}__gte": period.first}) if period.first else held


def _held(period: Period) -> QuerySet[Any]:
    return Event.objects.filter(_in(period, "starts_on"), state__in=TOOK_PLACE)


def _came(period: Period) -> QuerySet[Any]:
    here = Attendance.objects.filter(withdrawn_at=None, guest__event__state__in=TOOK_PLACE)
    return here.filter(_in(period, "guest__event__starts_on"))


def _interested(period: Period) -> QuerySet[Any]:
    return Interest.objects.filter(_in(period, "noted_at__date"))


def _with_idea(period: Period) -> QuerySet[Any]:
    return _interested(period).filter(idea__isnull=False)


def _came_seen(user: User) -> QuerySet[Any]:
    events = Event.objects.visible_to(user)
    if user.acting is None:
        return Attendance.objects.none()
    own = events.filter(host=user.acting.organisation_id)
    guests = Guest.objects.filter(event__in=own.values("pk"))
    return Attendance.objects.filter(guest__in=guests.values("pk"))


COUNTABLES = (
    Countable(
        key="events.held",
        label=_("Sự kiện đã tổ chức"),
        unit=_("sự kiện"),
        definition=_("Sự kiện bắt đầu trong kỳ và đã ghi là đã tổ chức."),
        rows=_held,
        place="place",
        is_flow=True,
        seen=Event.objects.visible_to,
        breakdowns=KIND,
        page="desk:event",
    ),
    Countable(
        key="events.participants",
        label=_("Lượt người dự sự kiện"),
        unit=_("lượt người"),
        definition=_("Lượt có mặt ở các sự kiện bắt đầu trong kỳ và đã tổ chức."),
        rows=_came,
        place="guest__event__place",
        is_flow=True,
        seen=_came_seen,
        breakdowns=WHO_CAME,
    ),
    Countable(
        key="events.interest",
        label=_("Nguyện vọng tham gia nêu tại sự kiện"),
        unit=_("nguyện vọng"),
        definition=_("Nguyện vọng tham gia ghi trong kỳ, theo nơi ở của người nêu."),
        rows=_interested,
        place="place",
        is_flow=True,
        seen=Interest.objects.visible_to,
        breakdowns=KIND_OF_ITS_EVENT,
        page="desk:interest",
    ),
    Countable(
        key="events.ideas",
        label=_("Ý tưởng từ nguyện vọng nêu tại sự kiện"),
        unit=_("ý tưởng"),
        definition=_("Nguyện vọng ghi trong kỳ và đã thành ý tưởng."),
        rows=_with_idea,
        place="place",
        is_flow=True,
        seen=Interest.objects.visible_to,
        breakdowns=KIND_OF_ITS_EVENT,
        page="desk:interest",
    ),
)
