"""A person's first page: their work of today, and nothing of anybody else's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanvat.certificates.clock import clock_of, renewal_text, with_clock
from sanvat.certificates.counts import by_place, lapsing_first, overview
from sanvat.certificates.models import Recognition
from sanvat.desk.pages import desk_page, who
from sanvat.desk.people import people_with_rights
from sanvat.parties.models import (
    Invitation,
    Letter,
    LetterState,
    Membership,
    Notice,
    Organisation,
    Role,
    User,
)
from sanvat.places.models import Level, Place
from sanvat.products import access
from sanvat.products.models import Idea, Producer, Product, ProductPicture
from sanvat.programme import cycle
from sanvat.records.models import Entry
from sanvat.register.models import IMPORTERS, Import
from sanvat.rules import library

WAITING = (Idea.State.NOTED, Idea.State.ADVISED, Idea.State.PLANNED)
SHORT = 8
MOST_OF_ONE_PRODUCER = 60


@desk_page()
def home(request: HttpRequest) -> HttpResponse:
    user, today = who(request), timezone.localdate()
    role = user.acting.role if user.acting else ""
    facts, template = DESKS.get(role, (_others, "others"))
    context = facts(user, today) | {"today": today, "renewal_text": renewal_text()}
    return render(request, f"desk/home/{template}.html", context)


# The producer


def _producer(user: User, today: date) -> dict[str, Any]:
    producer = (
        Producer.objects.visible_to(user)
        .select_related("organisation", "current_place", "place")
        .first()
    )
    if producer is None:  # invited before anybody registered what they make
        return {"producer": None}
    shelf = [_on_shelf(product, today) for product in _products_of(user)]
    dated = [item for item in shelf if item["clock"] and item["clock"].due_on]
    return {
        "producer": producer,
        "shelf": shelf,
        "next": min(dated, key=lambda item: item["clock"].due_on, default=None),
        "ideas": list(Idea.objects.visible_to(user).order_by("-noted_at")[:SHORT]),
        "people": people_with_rights(producer),
        "may_register": access.may_register_product(user, producer),
        "due": cycle.due_on(province_of(producer.current_place), today),
    }


def _products_of(user: User) -> list[Product]:
    return list(
        Product.objects.visible_to(user)
        .select_related("producer")
        .prefetch_related(
            Prefetch(
                "recognitions", Recognition.objects.latest_first(), to_attr="recognitions_latest"
            ),
            Prefetch(
                "pictures",
                ProductPicture.objects.select_related("file").order_by("order"),
                to_attr="pictures_ordered",
            ),
        )
        .order_by("state", "sort_key", "pk")[:MOST_OF_ONE_PRODUCER]
    )


def _on_shelf(product: Product, today: date) -> dict[str, Any]:
    latest = next(iter(product.recognitions_latest), None)  # type: ignore[attr-defined]
    return {
        "product": product,
        "picture": next(iter(product.pictures_ordered), None),  # type: ignore[attr-defined]
        "recognition": latest,
        "clock": clock_of(latest, today) if latest else None,
    }


# The commune


def _commune(user: User, today: date) -> dict[str, Any]:
    ideas = Idea.objects.visible_to(user).filter(state__in=WAITING)
    states = dict(ideas.order_by().values_list("state").annotate(n=Count("pk")))
    place = user.acting.place if user.acting else None
    return {
        "place": place,
        "overview": overview(user, today),
        "ideas": list(ideas.order_by("noted_at")[:SHORT]),
        "ideas_waiting": sum(states.values()),
        "lapsing": [with_clock(p, today) for p in lapsing_first(user, today)[:SHORT]],
        "newest": list(
            Producer.objects.visible_to(user).for_list().order_by("-registered_at", "-pk")[:5]
        ),
        "due": cycle.due_on(province_of(place), today),
    }


# The province and the country


def _province_desk(user: User, today: date) -> dict[str, Any]:
    place = user.acting.place if user.acting else None
    level = Level.COMMUNE if place is not None else Level.PROVINCE
    places = by_place(user, level=level)
    seen = overview(user, today)
    return {
        "place": place,
        "overview": seen,
        "star_bars": _star_bars(seen.by_stars, seen.without_stars),
        "group_bars": _group_bars(seen.by_group),
        "place_bars": [_place_bar(row, level) for row in places[:12]],
        "places_count": len(places),
        "places_are_communes": level == Level.COMMUNE,
        "points": [(row["place"], row["count"]) for row in places if row["place"].level == level],
        "lapsing": [with_clock(p, today) for p in lapsing_first(user, today)[:SHORT]],
        "imports": _imports(user),
        "may_import": user.acting is not None and user.acting.role in IMPORTERS,
        "due": cycle.due_on(province_of(place), today),
    }


def _star_bars(by_stars: Any, without: int) -> list[tuple[str, int, str]]:
    products = reverse("desk:products")
    rows = [
        (_("%(n)d sao") % {"n": stars}, by_stars.get(stars, 0), f"{products}?sao={stars}")
        for stars in (5, 4, 3, 2, 1)
        if stars > 2 or by_stars.get(stars)
    ]
    return [*rows, (_("Chưa có, đã hết hạn"), without, f"{products}?sao=0")]


def _group_bars(by_group: Any) -> list[tuple[str, int, str]]:
    products = reverse("desk:products")
    return [
        (name, by_group[code], f"{products}?nganh={code}")
        for code, name in group_names().items()
        if by_group.get(code)
    ]


def group_names() -> dict[str, str]:
    """The six groups of products, in the language of the page."""
    title = "title_en" if (get_language() or "").startswith("en") else "title"
    groups = library.rulebook(library.CURRENT).facts["groups"]
    return {group["code"]: group[title] for group in groups}


def _place_bar(row: dict[str, Any], level: str) -> tuple[str, int, str]:
    place, count = row["place"], row["count"]
    if place.level != level:
        return _("%(place)s, chưa rõ xã") % {"place": place.title}, count, ""
    return place.title, count, f"{reverse('desk:products')}?noi={place.pk}"


def _imports(user: User) -> list[Import]:
    found = Import.objects.visible_to(user).select_related("file", "started_by")
    return list(found.order_by("-started_at")[:3])


def province_of(place: Place | None) -> Place | None:
    """The province a place lies in, which sets the days of the year."""
    while place is not None and place.level != Level.PROVINCE:
        place = place.parent
    return place


# The operator


def _operator(user: User, today: date) -> dict[str, Any]:
    open_invitations = Invitation.objects.filter(
        accepted_at=None, revoked_at=None, expires_at__gt=timezone.now()
    )
    letters = dict(Letter.objects.order_by().values_list("state").annotate(n=Count("pk")))
    last = Entry.objects.order_by("-number").filter(number__isnull=False).first()
    return {
        "figures_row": [
            (User.objects.filter(is_active=True).count(), _("tài khoản")),
            (Organisation.objects.count(), _("tổ chức")),
            (Membership.objects.on(today).count(), _("tư cách hôm nay")),
            (open_invitations.count(), _("lời mời đang chờ")),
        ],
        "letters_failed": letters.get(LetterState.FAILED, 0),
        "letters_queued": letters.get(LetterState.QUEUED, 0),
        "last_entry": last,
        "tokens_href": _address("desk:tokens"),
    }


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


# Everybody else: what there is for them today, and no more


def _others(user: User, today: date) -> dict[str, Any]:
    place = user.acting.place if user.acting else None
    procedures = library.rulebook(library.CURRENT).facts["procedures"]
    return {
        "acting": user.acting,
        "on_council": user.acting is not None and user.acting.role in ON_COUNCIL,
        "batches": _batches(procedures[0]["batches"], today),
        "notices": list(Notice.objects.visible_to(user).unread()[:5]),
        "ideas": list(Idea.objects.visible_to(user).order_by("-noted_at")[:SHORT]),
        "due": cycle.due_on(province_of(place), today),
    }


ON_COUNCIL = (
    Role.TEAM_MEMBER,
    Role.COUNCIL_MEMBER,
    Role.COUNCIL_CHAIR,
    Role.COUNCIL_SECRETARY,
)


def _batches(facts: Any, today: date) -> list[dict[str, Any]]:
    """The batches of the decision in force, with their next days."""
    rows = []
    for fact in facts:
        evaluated = _next(fact["evaluated_before"], today)
        proposed = _last(fact["proposed_before"], evaluated)
        rows.append(
            {
                "level": fact["level"],
                "number": fact["number"],
                "proposed_before": proposed,
                "evaluated_before": evaluated,
                "days_left": (evaluated - today).days,
                "source": fact["source"],
            }
        )
    return sorted(rows, key=lambda row: row["evaluated_before"])


def _next(month_and_day: str, today: date) -> date:
    this_year = date.fromisoformat(f"{today.year}-{month_and_day}")
    return this_year if this_year >= today else this_year.replace(year=today.year + 1)


def _last(month_and_day: str, before: date) -> date:
    same_year = date.fromisoformat(f"{before.year}-{month_and_day}")
    return same_year if same_year < before else same_year.replace(year=before.year - 1)


Desk = tuple[Callable[[User, date], dict[str, Any]], str]

DESKS: dict[str, Desk] = {
    Role.PRODUCER: (_producer, "producer"),
    Role.COMMUNE_OFFICER: (_commune, "commune"),
    Role.ADVISORY_OFFICER: (_province_desk, "province"),
    Role.COORDINATOR: (_province_desk, "province"),
    Role.CENTRE_OFFICER: (_province_desk, "province"),
    Role.OPERATOR: (_operator, "operator"),
}
