"""What came after events: who came, wanted, thought of, registered, got stars. Each figure opens
its list, with the names of those whom this person may see."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.desk.events.seen import event_of
from sanvat.desk.filters import Filters
from sanvat.desk.pages import desk_page, forbid_unless, paginate, user_of
from sanvat.events import access
from sanvat.events.funnel import (
    Counts,
    Funnel,
    Stage,
    by_province,
    by_unit,
    funnels_of,
    rows_of,
    together,
    within,
)
from sanvat.events.models import Event, Guest, Interest, Topic
from sanvat.parties.models import User
from sanvat.parties.ready import ReadyFor
from sanvat.places.models import Place
from sanvat.products.models import Product
from sanvat.text.days import day
from sanvat.ui.tables import Cell, Column, link, under

LABELS = {
    Stage.CAME: gettext_lazy("Có mặt"),
    Stage.INTEREST: gettext_lazy("Nêu nguyện vọng"),
    Stage.IDEA: gettext_lazy("Thành ý tưởng"),
    Stage.PRODUCT: gettext_lazy("Đăng ký sản phẩm"),
    Stage.RECOGNISED: gettext_lazy("Được công nhận lần đầu"),
    Stage.ROSE: gettext_lazy("Nâng hạng"),
}
COLUMNS = (
    Column(gettext_lazy("Địa bàn")),
    *(Column(label, kind="number") for label in LABELS.values()),
)
MOST_EVENTS = 500
"""That are put together on one page, the latest first."""


@desk_page()
def of_event(request: HttpRequest, pk: int) -> HttpResponse:
    event, user = event_of(request, pk), user_of(request)
    forbid_unless(access.may_stand_at_door(user, event) or access.may_see_names(user, event))
    found = funnels_of([event])[event.pk]
    return _page(request, found, Filters(request), title=event.title, event=event)


@desk_page()
def index(request: HttpRequest) -> HttpResponse:
    """Of all events one sees that were held, or of those that taught one subject."""
    user, filters = user_of(request), Filters(request)
    forbid_unless(access.plans_events(user))
    subject = filters.choice("chu-de", Topic.Subject.values)
    latest = _TEACHING.rows(user, subject) if subject else _LATEST.rows(user)
    choices = [(value, str(label).capitalize()) for value, label in Topic.Subject.choices]
    return _page(
        request,
        together(funnels_of(latest).values()),
        filters,
        filters.row(_("Chủ đề"), "chu-de", choices),
        title=_("Sau các sự kiện"),
        event=None,
    )


def _latest(user: User, subject: str = "") -> QuerySet[Event]:
    events: QuerySet[Event] = Event.objects.visible_to(user).exclude(state=Event.State.CANCELLED)
    if subject:
        events = events.filter(topics__subject=subject).distinct()
    return events.order_by("-starts_on", "-pk").only("pk", "starts_on")[:MOST_EVENTS]


_LATEST = ReadyFor(_latest)
_TEACHING = ReadyFor(_latest, "a subject")


def _page(
    request: HttpRequest,
    found: Funnel,
    filters: Filters,
    *rows: dict[str, Any],
    title: str,
    event: Event | None,
) -> HttpResponse:
    """Of several provinces those stand first; behind one of them, or where there is but one, its
    units."""
    user = user_of(request)
    provinces = by_province(found)
    homes = {str(place.pk): place for place in provinces if place}
    province = homes.get(filters.choice("noi", homes))
    if province:
        found = within(found, province)
        choices = [(province.pk, province.full_name)]
        rows += (filters.row(_("Địa bàn"), "noi", choices, every=_("Mọi tỉnh, thành phố")),)
    chosen = request.GET.get("buoc", "")
    stage = Stage(chosen) if chosen in list(Stage) else None
    listed = _listed(request, user, stage, found) if stage else {}
    query = request.GET.copy()
    query.pop("page", None)
    return render(
        request,
        "desk/events/funnel.html",
        {
            "title": title,
            "event": event,
            "filters": rows,
            "bars": [
                (str(LABELS[each]), n, f"?{_with(query, buoc=each.value)}#danh-sach")
                for each, n in found.counts
            ],
            "places": _places(found, None if province else provinces, query),
            "columns": COLUMNS,
            "stage": LABELS[stage] if stage else "",
            **listed,
        },
    )


def _places(found: Funnel, provinces: dict[Any, Counts] | None, query: Any) -> list[Any]:
    """A row for each province, which opens it, or for each unit where there is but one; and what
    they are together."""
    opens = provinces is not None and len(provinces) > 1
    counts = provinces if provinces is not None and opens else by_unit(found)
    rows: list[tuple[Cell, ...]] = [
        (
            link(place.full_name, f"?{_with(query, noi=place.pk, buoc='')}")
            if place and opens
            else _name(place),
            *each.values(),
        )
        for place, each in counts.items()
    ]
    whole = [(str(_("Cộng")), *(n for _stage, n in found.counts))]
    return rows + whole if len(rows) > 1 else rows


def _with(query: Any, **more: Any) -> str:
    asked = query.copy()
    for name, value in more.items():
        asked.pop(name, None)
        if value:
            asked[name] = value
    text: str = asked.urlencode()
    return text


def _name(place: Place | None) -> str:
    return place.full_name if place else _("Chưa ghi địa bàn")


def _listed(request: HttpRequest, user: User, stage: Stage, found: Funnel) -> dict[str, Any]:
    """The rows behind a figure that this person may read, and how many there are in all."""
    keys = found.keys[stage]
    rows = _seen(user, stage).filter(pk__in=keys)
    shown = rows.count()
    page = paginate(rows, request, count=shown)
    return {
        "page": page,
        "listed": [_row(one) for one in page],
        "listed_columns": (
            Column(gettext_lazy("Tên")),
            Column(gettext_lazy("Địa bàn"), kind="whole"),
            Column(gettext_lazy("Ngày")),
        ),
        "unseen": len(keys) - shown,
    }


def _seen(user: User, stage: Stage) -> QuerySet[Any]:
    rows: QuerySet[Any] = rows_of(stage)
    if stage == Stage.CAME:
        return guests_seen(user).select_related("place", "event").order_by("number", "pk")
    if stage in (Stage.INTEREST, Stage.IDEA):
        interests = Interest.objects.visible_to(user)
        return interests.select_related("place", "event").order_by("noted_at", "pk")
    products = Product.objects.visible_to(user).filter(pk__in=rows.values("pk"))
    return products.select_related("current_place").order_by("sort_key", "pk")


def guests_seen(user: User) -> QuerySet[Any]:
    """Those whose names this person may read: of the events of their own body and, for officers,
    of those in their place."""
    if user.acting is None:
        return Guest.objects.none()
    events = Event.objects.visible_to(user)
    if not access.keeps_names(user):
        events = events.filter(host=user.acting.organisation_id)
    return Guest.objects.filter(event__in=events.values("pk"))


def _row(one: Any) -> tuple[Cell, ...]:
    if isinstance(one, Guest):
        name = link(one.who_comes, reverse("desk:event_guest", args=[one.event_id, one.pk]))
        return under(name, one.comes_as), _name(one.place), day(one.event.starts_on)
    if isinstance(one, Interest):
        name = link(one.wish, reverse("desk:interest", args=[one.pk]))
        return under(name, one.name), _name(one.place), day(one.noted_at)
    name = link(one.name, reverse("desk:product", args=[one.pk]))
    return name, one.current_place.full_name, day(one.registered_at)
