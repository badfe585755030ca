"""The links of a site in their groups, in the language of the reader."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from sanvat.news.models import UnitHome
from sanvat.text.language import is_english


@dataclass(frozen=True)
class Group:
    name: str
    links: list[tuple[str, str]]


def links_of(home: UnitHome | None) -> list[Group]:
    """Two queries; a group without links is left out. Of a preview those that it has itself, which
    are in no table yet."""
    if home is None:
        return []
    groups = home.link_groups.all()
    if isinstance(groups, QuerySet):
        groups = groups.prefetch_related("links")
    found = [
        Group(
            (is_english() and group.name_en) or group.name,
            [(one.name, one.link) for one in group.links.all()],
        )
        for group in groups
    ]
    return [group for group in found if group.links]
