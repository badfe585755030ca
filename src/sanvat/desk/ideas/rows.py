"""Ideas in tables: the list, and those that wait in a commune."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from sanvat.desk.ideas.tags import idea_state
from sanvat.products.models import Idea
from sanvat.text.days import ago
from sanvat.ui.addresses import address
from sanvat.ui.tables import Cell, Column, link


def idea_columns(*, with_place: bool = True) -> list[Column]:
    return [
        Column(_("Ý tưởng")),
        Column(_("Người nêu")),
        *([Column(_("Xã, phường"))] if with_place else []),
        Column(_("Trạng thái")),
        Column(_("Ghi")),
    ]


def idea_rows(ideas: Iterable[Idea], *, with_place: bool = True) -> list[tuple[Cell, ...]]:
    return [
        (
            link(one.name, address("desk:idea", one.pk)),
            one.told_by,
            *([one.current_place.title] if with_place else []),
            idea_state(one),
            ago(one.noted_at),
        )
        for one in ideas
    ]
