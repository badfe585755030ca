"""What a reader chose in the list, as the address says it; anything else there is nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from sanvat.certificates import public
from sanvat.places.maps import map_on
from sanvat.places.models import Place
from sanvat.portal.catalogue.where import LONGEST, Where, where
from sanvat.portal.catalogue.words import STARS, group_names, set_names, stars_said
from sanvat.products.models import ProductQuerySet
from sanvat.text.tidy import tidy

LONGEST_QUERY = 120
"""Characters of a search."""
LAPSED = "het"
ORDERS: Mapping[str, str] = {"": "name", "sao": "stars", "moi": "newest"}
SET = "bo-"


@dataclass(frozen=True)
class Choices:
    """`kind`: a group ("I") or a set of the rulebook in force ("bo-13")."""

    query: str = ""
    star: int = 0
    kind: str = ""
    province: Place | None = None
    where: Where | None = None
    order: str = ""
    lapsed: bool = False

    @classmethod
    def of(cls, data: QueryDict, provinces: Sequence[Place]) -> Choices:
        star, kind, order = (data.get(name, "") for name in ("sao", "loai", "xep"))
        asked = data.get("tinh", "")
        return cls(
            query=tidy(data.get("q", "")[:LONGEST_QUERY]),
            star=int(star) if star in map(str, STARS) else 0,
            kind=kind if kind in _kinds() else "",
            province=next((each for each in provinces if each.code == asked), None),
            where=where(tidy(data.get("noi", "")[:LONGEST])),
            order=order if order in ORDERS else "",
            lapsed=data.get("han") == LAPSED,
        )

    @property
    def group(self) -> str:
        return "" if self.kind.startswith(SET) else self.kind

    @property
    def set_number(self) -> int | None:
        return int(self.kind.removeprefix(SET)) if self.kind.startswith(SET) else None

    @property
    def place_text(self) -> str:
        """What stands in the field of the place again."""
        return self.where.shown if self.where else ""

    @property
    def are_counted(self) -> bool:
        """Whether all that is chosen is in the numbers that are kept."""
        return not (self.query or self.where or self.set_number or self.lapsed)

    def rows(self, today: date) -> ProductQuerySet:
        """The products that are asked for, in no order yet."""
        rows = public.lapsed_by(today) if self.lapsed else public.in_force_on(today)
        if self.star:
            rows = rows.filter(stars=self.star)
        if self.group:
            rows = rows.filter(group=self.group)
        if self.set_number is not None:
            rows = rows.filter(set_number=self.set_number)
        if self.province is not None:
            rows = rows.filter(current_place__in=map_on(None).wholly_inside(self.province))
        if self.where is not None:
            rows = rows.filter(current_place__in=self.where.inside)
        return public.found_by(rows, self.query)

    @cached_property
    def as_query(self) -> dict[str, str]:
        given = {
            "q": self.query,
            "sao": str(self.star or ""),
            "loai": self.kind,
            "tinh": self.province.code if self.province else "",
            "noi": self.where.text if self.where else "",
            "xep": self.order,
            "han": LAPSED if self.lapsed else "",
        }
        return {name: value for name, value in given.items() if value}

    def address(self, path: str, *, without: tuple[str, ...] = (), **more: Any) -> str:
        """The page at `path` with the same choices, some left out and some put in."""
        query = {name: value for name, value in self.as_query.items() if name not in without}
        query |= {name: str(value) for name, value in more.items() if value}
        return f"{path}?{urlencode(query)}" if query else path

    def said(self) -> list[tuple[str, str]]:
        """Each choice in words, with the name of what says it in the address."""
        found = [
            ("q", f"“{self.query}”" if self.query else ""),
            ("sao", stars_said(self.star) if self.star else ""),
            ("loai", _kinds().get(self.kind, "")),
            ("tinh", self.province.full_name if self.province else ""),
            ("noi", self.place_text),
            ("han", _("Đã hết hạn") if self.lapsed else ""),
        ]
        return [(name, words) for name, words in found if words]


def _kinds() -> dict[str, str]:
    return group_names() | {f"{SET}{number}": name for number, name in set_names().items()}
