from __future__ import annotations

from string import ascii_lowercase

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from sanvat.desk.search.results import SHOWN, Results, commune_of, likeliest, list_of_all
from sanvat.parties.models import User
from sanvat.products.models import Product


def find(user: User, words: list[str]) -> Results:
    rows = likeliest(
        Product.objects.visible_to(user),
        words,
        begins=_begins_with(words),
        fields=("name", "producer__organisation__name", "current_place__full_name"),
    )
    return Results(
        _("Sản phẩm"),
        "package",
        [
            {
                "label": row["name"],
                "note": f"{row['producer__organisation__name']}, {commune_of(row)}",
                "href": reverse("desk:product", args=[row["pk"]]),
            }
            for row in rows[:SHOWN]
        ],
        list_of_all("desk:products", words, rows),
    )


def _begins_with(words: list[str]) -> Q:
    start = Q(name_key__startswith=" ".join(words))
    first = words[0][0]
    if first in ascii_lowercase:
        # Its key and its place in the alphabet come from one name, and so begin with one letter.
        start &= Q(sort_key__gte=first, sort_key__lt=chr(ord(first) + 1))
    return start
