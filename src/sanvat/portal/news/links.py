"""The links of a site in their groups, in the language of the reader."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from django.db.models import QuerySet

from sanvat.news.models import Link, UnitHome
from sanvat.records.ready_queries import ReadyQuery
from sanvat.text.language import is_english


@dataclass(frozen=True)
class Group:
    name: str
    links: list[tuple[str, str]]


def links_of(home: UnitHome | None) -> list[Group]:
    """One query; a group without links is left out. Of a preview those that it has itself, which
    are in no table yet."""
    if home is None:
        return []
    groups = home.link_groups.all()
    if isinstance(groups, QuerySet):
        rows = _LINKS.tuples(home.pk)
    else:
        rows = [
            (nth, group.name, group.name_en, one.name, one.link)
            for nth, group in enumerate(groups)
            for one in group.links.all()
        ]
    return [
        Group((is_english() and english) or name, [(link, to) for *_group, link, to in some])
        for (_key, name, english), some in groupby(rows, key=itemgetter(0, 1, 2))
    ]


_LINKS = ReadyQuery(
    lambda home: (
        Link.objects.filter(group__home=home)
        .order_by("group__sort_order", "group", "sort_order", "pk")
        .values_list("group", "group__name", "group__name_en", "name", "link")
    ),
    -7,
)
