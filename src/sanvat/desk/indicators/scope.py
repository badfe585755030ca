"""Of which place, day and map the pages of figures speak, as their addresses say it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from sanvat.desk.keys import key_in
from sanvat.parties.models import User
from sanvat.places.maps import map_on
from sanvat.places.models import Level, Place
from sanvat.places.questions import find
from sanvat.text import days

LONGEST_NAME = 200


@dataclass(frozen=True)
class Scope:
    """`within`: the place, None is the country; `map_of`: the day of the map, None is today's."""

    within: Place | None
    map_of: date | None

    @property
    def name(self) -> str:
        return _("cả nước") if self.within is None else self.within.full_name

    @property
    def map_name(self) -> str:
        if self.map_of is None:
            return _("bản đồ hiện nay")
        return _("bản đồ ngày %(day)s") % {"day": days.day(self.map_of)}

    @property
    def level(self) -> str | None:
        """The level of the parts by which it is told; None where it has none."""
        match None if self.within is None else self.within.level:
            case None:
                return Level.PROVINCE
            case Level.PROVINCE if self.map_of is not None and self.map_of < date(2025, 7, 1):
                return Level.DISTRICT
            case Level.PROVINCE | Level.DISTRICT:
                return Level.COMMUNE
        return None

    def units(self) -> list[Place]:
        """Its parts on the map, by which it is told."""
        start, level = self.within.lineage if self.within else "/", self.level
        return [
            unit
            for unit in map_on(self.map_of).units.values()
            if unit.level == level and unit.lineage.startswith(start)
        ]

    def query(self, **more: Any) -> str:
        """The same place and map in an address, with what is given besides."""
        given: dict[str, Any] = {"noi": self.within.pk if self.within else "0"}
        if self.map_of is not None:
            given["ban-do"] = self.map_of.isoformat()
        return urlencode(given | {name: value for name, value in more.items() if value})


def scope_of(request: HttpRequest, user: User) -> Scope:
    """What `?noi=` and `?ban-do=` say: a key of a place or its name (0: the country), a day. Else
    one's own place on the map of today; a unit that is gone takes its own last map with it."""
    map_of = day_in(request.GET.get("ban-do", ""))
    own = user.acting.place if user.acting else None
    text = request.GET.get("noi", "").strip()[:LONGEST_NAME]
    within = own if not text else _place(text, own, map_of)
    if within is not None and map_of is None and not within.is_of_today:
        map_of = within.valid.upper - timedelta(days=1)
    elif within is not None and map_of is not None and not within.is_valid_on(map_of):
        map_of = None if within.is_of_today else within.valid.upper - timedelta(days=1)
    return Scope(within, map_of)


def _place(text: str, own: Place | None, map_of: date | None) -> Place | None:
    if text == "0":
        return None
    if text.isdecimal():
        found: Place | None = Place.objects.filter(pk=key_in(text)).select_related("parent").first()
        return found if found is not None else own
    named = find(text, on=map_of, limit=1)
    return named[0] if named else own


def day_in(text: str) -> date | None:
    """The day that an address names; None for what is none."""
    if not text.strip():
        return None
    try:
        return days.read(text[:20])
    except ValidationError:
        return None
