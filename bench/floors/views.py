"""What an empty page costs, and a plain one: one question to the database, 25 rows, one template of
Django's."""

from __future__ import annotations

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine

from sanvat.products.models import Product

_PLAIN = Engine(dirs=[str(Path(__file__).parent / "templates")]).get_template("floors/plain.html")
ROWS = 25


def empty(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


def plain(_request: HttpRequest) -> HttpResponse:
    rows = Product.objects.select_related("producer__organisation", "current_place")
    return HttpResponse(_PLAIN.render(Context({"rows": rows.order_by("sort_key", "pk")[:ROWS]})))
