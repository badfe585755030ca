"""Finding anything one may see: products, producers, ideas, and for those who need them people.

Words may be typed with accents or without, in any order. A name that begins with what was typed
comes first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sanvat.desk.pages import desk_page, is_partial, who
from sanvat.parties.access import acts_as
from sanvat.parties.models import Membership, Organisation, Role, User
from sanvat.products.models import Idea, Producer, Product
from sanvat.products.names import producer_key
from sanvat.text.fold import fold

SHOWN = 8
SHORTEST, LONGEST, MOST_WORDS = 2, 200, 8
SEEKERS_OF_PEOPLE = (
    Role.OPERATOR,
    Role.CENTRE_OFFICER,
    Role.ADVISORY_OFFICER,
    Role.COMMUNE_OFFICER,
)


@dataclass(frozen=True)
class Found:
    """One kind of thing, the likeliest first; `more` leads to the list with the same words."""

    title: str
    icon: str
    rows: list[dict[str, Any]]
    more: str = ""


@desk_page()
def search(request: HttpRequest) -> HttpResponse:
    user = who(request)
    query = " ".join(request.GET.get("q", "").split())[:LONGEST]
    words = fold(query).split()[:MOST_WORDS]
    found = find(user, words) if len("".join(words)) >= SHORTEST else []
    context = {"query": query, "found": [kind for kind in found if kind.rows], "asked": bool(words)}
    part = "_found" if is_partial(request) else "search"
    response = render(request, f"desk/search/{part}.html", context)
    patch_vary_headers(response, ["HX-Request"])  # one address, two answers
    return response


def find(user: User, words: list[str]) -> list[Found]:
    """One query for each kind of thing."""
    return [_products(user, words), _producers(user, words), _ideas(user, words)] + (
        [_people(user, words)] if acts_as(user, *SEEKERS_OF_PEOPLE) else []
    )


def _products(user: User, words: list[str]) -> Found:
    rows = _likeliest(
        Product.objects.visible_to(user), words, "producer__organisation__name", begins=words
    )
    return Found(
        _("Sản phẩm"),
        "package",
        [
            {
                "label": row["name"],
                "note": f"{row['producer__organisation__name']}, {_title(row)}",
                "href": reverse("desk:product", args=[row["pk"]]),
            }
            for row in rows[:SHOWN]
        ],
        _more("desk:products", words, rows),
    )


def _producers(user: User, words: list[str]) -> Found:
    rows = _likeliest(
        Producer.objects.visible_to(user),
        words,
        "organisation__name",
        begins=producer_key(" ".join(words)).split(),
    )
    return Found(
        _("Chủ thể"),
        "store",
        [
            {
                "label": row["organisation__name"],
                "note": row["current_place__full_name"],
                "href": reverse("desk:producer", args=[row["pk"]]),
            }
            for row in rows[:SHOWN]
        ],
        _more("desk:producers", words, rows),
    )


def _likeliest(
    seen: QuerySet[Any], words: list[str], *fields: str, begins: list[str]
) -> list[dict[str, Any]]:
    """Only what is shown is read: a search answers with every letter that is typed.

    Those that begin so and the others are found apart, each in the order of an index, so that
    a word which half the country has costs no more than a rare one; names of places and
    producers are joined to the few that are left.
    """
    wanted = Q()
    for word in words:
        wanted &= Q(searchable__contains=word)
    start = Q(name_key__startswith=" ".join(begins))
    if seen.model is Product and words[0][0] in ascii_lowercase:
        # Its key and its place in the alphabet come from one name, and so begin with one letter.
        start &= Q(sort_key__gte=words[0][0], sort_key__lt=chr(ord(words[0][0]) + 1))
    firsts, others = (
        seen.filter(part, wanted).order_by("sort_key", "pk").values("pk")[: SHOWN + 1]
        for part in (start, ~start)
    )
    rows = seen.model.objects.filter(pk__in=firsts.union(others, all=True)).order_by(
        Case(When(start, then=Value(0)), default=Value(1)), "sort_key", "pk"
    )
    names = ("name",) if seen.model is Product else ()
    return list(rows.values("pk", "current_place__full_name", *names, *fields)[: SHOWN + 1])


def _title(row: Mapping[str, Any]) -> str:
    """The commune alone: its full name goes on with the province."""
    return str(row["current_place__full_name"]).partition(",")[0]


def _more(name: str, words: list[str], rows: list[Any]) -> str:
    """Where all of them stand, when there are more than are shown."""
    return f"{reverse(name)}?q={'+'.join(words)}" if len(rows) > SHOWN else ""


def _ideas(user: User, words: list[str]) -> Found:
    seen = Idea.objects.visible_to(user)
    for word in words:
        seen = seen.filter(searchable__contains=word)
    rows = seen.order_by("-noted_at", "-pk").values(
        "pk", "name", "state", "current_place__full_name"
    )
    return Found(
        _("Ý tưởng"),
        "lightbulb",
        [
            {
                "label": row["name"],
                "note": f"{capfirst(Idea.State(row['state']).label)}, {_title(row)}",
                "href": reverse("desk:idea", args=[row["pk"]]),
            }
            for row in rows[:SHOWN]
        ],
    )


def _people(user: User, words: list[str]) -> Found:
    """Who acts for a body in one's own place; the centre looks for those of offices."""
    seen = Membership.objects.on(timezone.localdate()).filter(user__is_active=True)
    if acts_as(user, Role.CENTRE_OFFICER):
        seen = seen.exclude(role=Role.PRODUCER)
    elif not acts_as(user, Role.OPERATOR):
        seen = seen.filter(organisation__in=Organisation.objects.visible_to(user).values("pk"))
    rows = (
        seen.search(" ".join(words))
        .order_by("user__name", "pk")
        .values("user__name", "role", "organisation", "organisation__name")
    )
    return Found(
        _("Con người"),
        "user-round",
        [
            {
                "label": row["user__name"],
                "note": f"{capfirst(Role(row['role']).label)}, {row['organisation__name']}",
                "href": f"{reverse('desk:organisation', args=[row['organisation']])}#thanh-vien",
            }
            for row in rows[:SHOWN]
        ],
    )
