"""Borders that an operator has loaded, each of a unit by its code; nothing here needs them.

Where they come from and under what licence is the operator's matter. Each is made simpler, so that
a map of a country stays a small picture.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import hypot
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.places.models import Boundary, Place
from sanvat.records.among import among
from sanvat.records.ready_queries import ReadyQuery

LARGEST_FILE = 200 * 2**20
MOST_CORNERS = 400  # of one unit, when it has been made simpler
FINEST = 0.0005  # degrees that a border may be off, about fifty metres
NAMES_OF_CODE = ("code", "ma", "ma_xa", "ma_tinh", "ward_code", "province_code", "MA_XA", "MA_TINH")
LONGEST_CODE = 5

Ring = list[tuple[float, float]]


def rings_of(places: Sequence[Place]) -> Mapping[int, list[Ring]]:
    """The borders of those that have some, by their keys; one query."""
    rows = _OF_SEVERAL.rows([place.pk for place in places])
    return {row.place_id: [[(x, y) for x, y in ring] for ring in row.rings] for row in rows}


_OF_SEVERAL: ReadyQuery[Boundary] = ReadyQuery(
    lambda keys: Boundary.objects.filter(among("place_id", keys)), [-7]
)


def read_file(path: Path) -> int:
    """Load the borders of a GeoJSON file of units by their codes, in place of those there were of
    the same units; returns how many. Nothing is kept of a file with a fault.

    Refuses, in one sentence each: a file that cannot be read (`boundaries-unreadable`), is too
    large (`boundaries-too-large`), is no collection of features (`boundaries-not-geojson`), names
    no units (`boundaries-without-codes`) or has a shape that is none (`boundaries-bad-shape`).
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Refusal(
                _("Tệp ranh giới lớn hơn %(most)s MB. Hãy giản lược bớt rồi nạp lại.")
                % {"most": LARGEST_FILE // 2**20},
                code="boundaries-too-large",
            )
        read = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):  # a whole number without end, too
        raise Refusal(
            _(
                "Không đọc được tệp ranh giới này. Hãy xem lại đường dẫn; tệp phải là GeoJSON, "
                "UTF-8."
            ),
            code="boundaries-unreadable",
        ) from None
    features = read.get("features") if isinstance(read, dict) else None
    if not isinstance(features, list):
        raise Refusal(
            _(
                "Tệp này không phải một tập hợp đối tượng GeoJSON (FeatureCollection). Hãy "
                "chọn tệp khác."
            ),
            code="boundaries-not-geojson",
        )
    return _keep(features)


@transaction.atomic
def _keep(features: list[Any]) -> int:
    units = {place.code: place for place in Place.objects.today() if place.level != "district"}
    rows = {}
    for number, feature in enumerate(features, start=1):
        place = units.get(_code(feature))
        if place is None:
            continue
        rings = [simpler(ring) for ring in _rings(feature, number)]
        rows[place.pk] = Boundary(
            place=place, rings=_few([ring for ring in rings if len(ring) > 3])
        )
    if not rows:
        raise Refusal(
            _(
                "Không đối tượng nào trong tệp mang mã của một đơn vị hiện nay. Hãy ghi mã "
                "ở thuộc tính “code”, ví dụ “24781”."
            ),
            code="boundaries-without-codes",
        )
    Boundary.objects.filter(place__in=rows).delete()
    Boundary.objects.bulk_create(rows.values())
    return len(rows)


def _code(feature: Any) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        return ""
    found = next((properties[name] for name in NAMES_OF_CODE if name in properties), "")
    return str(found).strip()[: LONGEST_CODE + 1]


def _rings(feature: Any, number: int) -> Iterator[Ring]:
    """The outer rings of a polygon, or of several."""
    geometry = feature.get("geometry") or {}
    match geometry:
        case {"type": "Polygon", "coordinates": [outer, *_holes]}:
            shapes = [outer]
        case {"type": "MultiPolygon", "coordinates": list(several)}:
            shapes = [one[0] for one in several if isinstance(one, list) and one]
        case _:
            raise _bad_shape(number)
    for shape in shapes:
        try:
            ring = [(float(x), float(y)) for x, y, *_height in shape]
        except (TypeError, ValueError, OverflowError):
            raise _bad_shape(number) from None
        if len(ring) < 4 or not all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in ring):
            raise _bad_shape(number)
        yield ring


def _bad_shape(number: int) -> Refusal:
    text = _("Đối tượng thứ %(number)s không phải một vùng có tọa độ kinh độ, vĩ độ (WGS 84).")
    return Refusal(text % {"number": number}, code="boundaries-bad-shape")


def _few(rings: list[Ring]) -> list[Ring]:
    """The largest rings, with as many corners as a unit may have."""
    kept: list[Ring] = []
    left = MOST_CORNERS
    for ring in sorted(rings, key=len, reverse=True):
        off = FINEST
        while len(ring) > MOST_CORNERS:
            off *= 2
            ring = simpler(ring, off)
        if len(ring) > left and kept:
            break
        kept.append([(round(x, 4), round(y, 4)) for x, y in ring])
        left -= len(ring)
    return kept


def simpler(ring: Iterable[tuple[float, float]], off: float = FINEST) -> Ring:
    """The same line with fewer corners, nowhere further off than that (Douglas and Peucker).

    A span is cut where it is furthest off. Of a zigzag that cuts off a corner at a time, so what
    was cut as often as a line of this length ever needs is halved from there on: the work stays
    in proportion to n log n, for a few corners more.
    """
    line = list(ring)
    if len(line) < 3:
        return line
    deep = 2 * len(line).bit_length()
    kept = {0, len(line) - 1}
    spans = [(0, len(line) - 1, 0)]
    while spans:
        first, last, cuts = spans.pop()
        far, at = 0.0, 0
        for place in range(first + 1, last):
            away = _away(line[place], line[first], line[last])
            if away > far:
                far, at = away, place
        if far > off:
            if cuts >= deep:
                at = (first + last) // 2
            kept.add(at)
            spans += [(first, at, cuts + 1), (at, last, cuts + 1)]
    return [line[place] for place in sorted(kept)]


def _away(spot: tuple[float, float], one: tuple[float, float], two: tuple[float, float]) -> float:
    """How far a spot lies from the line between two others."""
    across, along = two[0] - one[0], two[1] - one[1]
    length = hypot(across, along)
    if not length:
        return hypot(spot[0] - one[0], spot[1] - one[1])
    return abs(across * (one[1] - spot[1]) - along * (one[0] - spot[0])) / length
