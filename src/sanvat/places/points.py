"""In which commune a point lies."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, hypot, radians

from sanvat.places.boundaries import Ring, rings_of
from sanvat.places.models import Place

NEAR = 0.35
"""Degrees around a point in which a commune's middle is looked for: some forty kilometres."""
MOST_LOOKED_AT = 40
"""Communes whose middle is near: the one that a point lies in is among them."""


def commune_at(latitude: float, longitude: float) -> Place | None:
    """The commune of today in which a point lies, by the borders that an operator has loaded; where
    none are there, the one whose middle is nearest, which near a border may be its neighbour. None
    for what lies far from every commune. Two queries."""
    shrink = cos(radians(latitude))
    rows = Place.objects.today().communes().select_related("parent").defer("searchable")
    rows = rows.filter(
        latitude__range=(latitude - NEAR, latitude + NEAR),
        longitude__range=(longitude - NEAR / shrink, longitude + NEAR / shrink),
    )

    def distance(place: Place) -> float:
        north, east = place.centre or (0.0, 0.0)  # those that were found have one
        return hypot(north - latitude, (east - longitude) * shrink)

    near = sorted(rows, key=lambda place: (distance(place), place.pk))[:MOST_LOOKED_AT]
    borders = rings_of(near)
    for place in near:
        if place.pk in borders and _is_within((longitude, latitude), borders[place.pk]):
            return place
    # Whose border is known, and does not hold it, it is not.
    return next((place for place in near if place.pk not in borders), None)


def _is_within(point: tuple[float, float], rings: Sequence[Ring]) -> bool:
    """Whether a ray to the east meets the borders an odd number of times; a hole counts as one."""
    x, y = point
    inside = False
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
                inside = not inside
    return inside
