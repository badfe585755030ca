"""Which unit of today a sender means, by a name of any day or by a point on the earth."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, hypot, radians

from sanvat.places.models import Place, today_of
from sanvat.portal.catalogue.where import LONGEST, where
from sanvat.text.tidy import tidy

MOST_OFFERED = 12
"""Units among which a sender chooses, where a name may mean several."""
NEAREST = 3
REACH = 0.6
"""Degrees around a point in which communes are looked for: some 60 kilometres."""


@dataclass(frozen=True)
class Spot:
    """What may be meant: `meant` are units of today, each with the old name that led there."""

    text: str
    meant: tuple[tuple[Place, str], ...]

    @property
    def is_clear(self) -> bool:
        return len(self.meant) == 1 and bool(self.text)

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [
            (str(place.pk), f"{place.full_name} ({before})" if before else place.full_name)
            for place, before in self.meant
        ]

    def chosen(self, unit: str) -> Place | None:
        """The unit of this key, or the only one; None where there is none of that kind."""
        if self.is_clear:
            return self.meant[0][0]
        return next((place for place, _before in self.meant if str(place.pk) == unit), None)


def spot_of(text: str, latitude: str, longitude: str) -> Spot:
    """By the name, else the nearest communes to the point; a few queries."""
    text = tidy(text[:LONGEST])
    found = where(text)
    if found is None:
        return Spot("", tuple((place, "") for place in nearest(latitude, longitude)))
    places = [each.place for each in found.meant]
    now = today_of([each for each in places if not each.is_of_today])
    meant: dict[int, tuple[Place, str]] = {}
    for place in places:
        for unit in [place] if place.is_of_today else now.get(place.pk, []):
            before = "" if place.is_of_today else place.full_name
            meant.setdefault(unit.pk, (unit, before))
    return Spot(text, tuple(meant.values())[:MOST_OFFERED])


def nearest(latitude: str, longitude: str) -> list[Place]:
    """The communes of today whose middles are nearest to a point; none where it makes no sense."""
    point = _point(latitude, longitude)
    if point is None:
        return []
    north, east = point
    rows = Place.objects.today().communes()
    rows = rows.filter(
        latitude__range=(north - REACH, north + REACH),
        longitude__range=(east - REACH, east + REACH),
    )
    narrowing = cos(radians(north))

    def far(place: Place) -> float:
        own_north, own_east = place.centre or point
        return hypot(own_north - north, (own_east - east) * narrowing)

    return sorted(rows, key=far)[:NEAREST]


def _point(latitude: str, longitude: str) -> tuple[float, float] | None:
    try:
        north, east = float(latitude[:30]), float(longitude[:30])
    except ValueError:
        return None
    return (north, east) if 7 <= north <= 24 and 101 <= east <= 118 else None
