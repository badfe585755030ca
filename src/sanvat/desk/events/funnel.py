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
from sanvat.events.funnel import Funnel, Stage, by_commune, funnels_of, rows_of, together
from sanvat.events.models import Event, Guest, Interest, Topic
from sanvat.parties.models import User
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
    return _page(request, found, title=event.title, event=event, filters=[])


@desk_page()
def index(request: HttpRequest) -> HttpResponse:
    """Of all events one sees that were held, or of those that taught one subject."""
    user, filters = user_of(request), Filters(request)
    forbid_unless(access.plans_events(user))
    subject = filters.choice("chu-de", Topic.Subject.values)
    events = Event.objects.visible_to(user).exclude(state=Event.State.CANCELLED)
    if subject:
        events = events.filter(topics__subject=subject).distinct()
    latest = list(events.order_by("-starts_on", "-pk").only("pk", "starts_on")[:MOST_EVENTS])
    choices = [(value, str(label).capitalize()) for value, label in Topic.Subject.choices]
    return _page(
        request,
        together(funnels_of(latest).values()),
        title=_("Sau các sự kiện"),
        event=None,
        filters=[filters.row(_("Chủ đề"), "chu-de", choices)],
    )


def _page(
    request: HttpRequest, found: Funnel, *, title: str, event: Event | None, filters: list[Any]
) -> HttpResponse:
    user = user_of(request)
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
            "filters": filters,
            "bars": [
                (str(LABELS[each]), n, f"?{_with(query, each)}#danh-sach")
                for each, n in found.counts
            ],
            "communes": [
                (_name(place), *(part.count(each) for each in Stage))
                for place, part in by_commune(found).items()
            ],
            "columns": COLUMNS,
            "stage": LABELS[stage] if stage else "",
            **listed,
        },
    )


def _with(query: Any, stage: Stage) -> str:
    asked = query.copy()
    asked["buoc"] = stage.value
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
