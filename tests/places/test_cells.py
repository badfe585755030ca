"""Maps without borders, and with an operator's own."""

import json
from itertools import pairwise
from random import Random

import pytest

from sanvat.errors import Refusal
from sanvat.places import boundaries
from sanvat.places.cells import cell_map, cells, limits
from sanvat.places.models import Boundary, Place
from tests.patterns.lines import lines_of


def area(ring):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*ring, ring[0]]))) / 2


def holds(ring, spot):
    """For a ring that turns to the left all along."""
    return all(
        (b[0] - a[0]) * (spot[1] - a[1]) - (b[1] - a[1]) * (spot[0] - a[0]) >= -1e-9
        for a, b in pairwise([*ring, ring[0]])
    )


def test_every_spot_lies_in_its_own_cell_and_in_no_other():
    chance = Random("cells")
    spots = [(chance.random(), chance.random()) for _ in range(60)]
    drawn = cells(spots)

    assert all(holds(ring, spot) for ring, spot in zip(drawn, spots, strict=True))
    for n, spot in enumerate(spots):
        assert not any(holds(ring, spot) for m, ring in enumerate(drawn) if m != n)
    assert all(area(ring) > 0 for ring in drawn)


def test_a_map_of_four_times_as_many_places_takes_about_four_times_as_long():
    chance = Random("many")
    spots = [(chance.random(), chance.random()) for _ in range(400)]

    few, many = (lines_of(cells, spots[:n], most=2_000_000) for n in (100, 400))

    assert many < few * 6


def test_one_spot_alone_is_drawn_too():
    assert area(cells([(1.0, 2.0)])[0]) > 0


def test_equal_values_have_one_colour():
    assert limits([1, 1, 1, 1, 2, 3]) == [(1, 1), (2, 2), (3, 3)]
    assert limits(list(range(10))) == [(0, 1), (2, 3), (4, 5), (6, 7), (8, 9)]


def test_a_map_says_in_words_what_it_shows(province):
    units = list(Place.objects.today().communes().filter(parent=province)[:5])
    drawn = cell_map(
        [(unit, n) for n, unit in enumerate(units[:4])] + [(units[4], None)], title="x"
    )

    assert drawn.count("<path") == 5
    assert "cells__one--none" in drawn
    assert f"Lớn nhất: {units[3].title}: 3" in drawn


def square(code, x=108.0, y=11.0, size=0.2, steps=40):
    """With many corners on straight sides, that nobody needs."""
    side = [k * size / steps for k in range(steps)]
    ring = [
        *([x + s, y] for s in side),
        *([x + size, y + s] for s in side),
        *([x + size - s, y + size] for s in side),
        *([x, y + size - s] for s in side),
        [x, y],
    ]
    return {
        "type": "Feature",
        "properties": {"code": code},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def written(tmp_path, features):
    path = tmp_path / "ranh-gioi.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def test_borders_are_made_simpler_and_drawn(tmp_path, commune):
    count = boundaries.read_file(written(tmp_path, [square(commune.code), square("00000")]))

    kept = Boundary.objects.get()
    assert (count, kept.place) == (1, commune)
    assert [len(ring) for ring in kept.rings] == [5]
    assert "cells--borders" in cell_map([(commune, 1)], title="x")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("{", "boundaries-unreadable"),
        ("[" * 20_000, "boundaries-unreadable"),
        ('{"features": [' + "9" * 5_000 + "]}", "boundaries-unreadable"),
        ('{"type": "Point"}', "boundaries-not-geojson"),
        ('{"features": []}', "boundaries-without-codes"),
    ],
)
def test_a_file_that_is_none_is_refused_in_a_sentence(tmp_path, db, content, code):
    path = tmp_path / "x.geojson"
    path.write_text(content)
    with pytest.raises(Refusal) as refused:
        boundaries.read_file(path)
    assert refused.value.code == code
    with pytest.raises(Refusal):
        boundaries.read_file(tmp_path / "missing.geojson")


@pytest.mark.parametrize(
    "spot", [["x", 1], [10**400, 1], [float("nan"), 1], [1e308, 1], [1], {"x": 1}, None, 5]
)
def test_nothing_is_kept_of_a_file_with_a_bad_shape(tmp_path, commune, neighbour, spot):
    bad = square(neighbour.code)
    bad["geometry"]["coordinates"][0][0] = spot
    with pytest.raises(Refusal) as refused:
        boundaries.read_file(written(tmp_path, [square(commune.code), bad]))

    assert refused.value.code == "boundaries-bad-shape"
    assert not Boundary.objects.exists()


def corners_looked_at(monkeypatch, line) -> int:
    looked, real = [], boundaries._away
    monkeypatch.setattr(boundaries, "_away", lambda *asked: looked.append(1) or real(*asked))
    assert boundaries.simpler(line)
    return len(looked)


def test_a_zigzag_is_made_simpler_in_proportion_to_its_length(monkeypatch):
    # Each cut takes one corner off, and looks at all that are left.
    zigzag = [(n * 0.001, float(n % 2) * (1 + n / 1e6)) for n in range(3_000)]

    assert corners_looked_at(monkeypatch, zigzag) < 3_000 * 40  # of 4.5 million pairs


def test_no_corner_that_is_left_out_lies_further_off(monkeypatch):
    chance = Random("borders")
    line = [(n / 100, chance.uniform(0, 0.002)) for n in range(500)]

    kept = boundaries.simpler(line, 0.001)

    assert 2 < len(kept) < 500
    for (x, y), (u, v) in pairwise(kept):
        between = [spot for spot in line if x < spot[0] < u]
        assert all(boundaries._away(spot, (x, y), (u, v)) <= 0.001 for spot in between)
