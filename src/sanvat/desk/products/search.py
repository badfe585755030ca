from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from sanvat.desk.search.results import SHOWN, Results, commune_of, likeliest, list_of_all
from sanvat.parties.models import User
from sanvat.products.models import Product


def find(user: User, words: list[str]) -> Results:
    rows = likeliest(
        Product.objects.visible_to(user),
        words,
        begins=" ".join(words),
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
