"""What the quicker compiler makes is what Django makes."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.backends.postgresql.compiler import SQLCompiler as Plain
from django.db.models import Count, F, QuerySet
from wagtail.models import Page

from sanvat.news.models import Article
from sanvat.places.models import Place
from sanvat.products.models import Product
from sanvat.site.pooled.compiler import SQLCompiler as Quick


def made(compiler: type[Any], rows: QuerySet[Any]) -> dict[str, Any]:
    """All that is made of a query, and all that is kept for reading what comes back."""
    at_work = compiler(rows.query.clone(), connection, "default")
    sql, params = at_work.as_sql()
    columns = [column for column, _sql, _alias in at_work.select]
    converters = at_work.get_converters(columns).items()
    return {
        "sql": sql,
        "params": params,
        "columns": columns,
        "names": at_work.annotation_col_map,
        "kinds": at_work.klass_info and kinds(at_work.klass_info),
        "converters": {place: each for place, (each, _column) in converters},
    }


def kinds(info: dict[str, Any]) -> list[Any]:
    """Which columns each model is made of."""
    below = [kinds(each) for each in info.get("related_klass_infos", ())]
    return [info["model"], info["select_fields"], info.get("field"), below]


def test_every_model_is_asked_for_as_django_does():
    for model in apps.get_models():
        rows = model._base_manager.all()
        relations = [field.name for field in model._meta.fields if field.is_relation]
        for asked in (rows, rows.select_related(), rows.select_related(*relations)):
            assert made(Quick, asked) == made(Plain, asked), model


PRODUCTS = Product.objects.order_by("pk")
ASKED = {
    "some columns": PRODUCTS.only("name", "producer__address").select_related("producer"),
    "without one": PRODUCTS.defer("name"),
    "values": PRODUCTS.values("name", "producer__address"),
    "a list": PRODUCTS.values_list("producer", flat=True),
    "counted": PRODUCTS.annotate(count=Count("pictures")),
    "named": PRODUCTS.annotate(whose=F("producer__address")),
    "two joins of one table": Place.objects.select_related("parent__parent").filter(
        parent__parent__name="x"
    ),
    "a subquery": Place.objects.filter(pk__in=PRODUCTS.filter(name="x").values("current_place")),
    "extra": PRODUCTS.extra(select={"one": "1"}),
    "united": Place.objects.filter(pk=1).union(Place.objects.filter(pk=2)),
    "what it is a kind of": Article.objects.select_related("page_ptr"),
    "a kind of it": Page.objects.select_related("article"),
    "for update": get_user_model().objects.select_for_update(of=("self",)),
}


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_what_asks_for_more_or_less_is_made_as_django_does(asked: QuerySet[Any], db: None):
    assert made(Quick, asked) == made(Plain, asked)
