"""Live targets of a province and of the country, and tables of millions of values.

The country has its offices, producers and products as `sanvat seed --national` makes them, and ten
years of a hundred indicators for each commune.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from bench.installation import alone, programme
from bench.measurements import Measurement, Missing, best

INDICATORS, YEARS = 100, range(2016, 2026)


def measurements() -> Iterator[Measurement | Missing]:
    yield from alone(measure)


def measure() -> list[Measurement | Missing]:
    with programme():
        from django.utils import timezone

        from sanvat.site import seed

        seed.seed_national(at=timezone.now())
        return [*_targets(), *_tables()]


def _targets() -> Iterator[Measurement]:
    """Ten targets at once, as a plan's page asks for them; the floor counts the products."""
    from datetime import date

    from sanvat.indicators.countable import Period, countable
    from sanvat.indicators.counting import Question, count_many
    from sanvat.places.models import Level, Place

    day = Period(date(2026, 6, 30))
    year = Period(date(2026, 6, 30), date(2026, 1, 1))
    in_force = countable("recognitions.in_force")
    asked = [Question(in_force, day, {"stars": n}) for n in (3, 4, 5)]
    asked += [Question(in_force, day), Question(countable("producers.active"), day)]
    for key in ("recognitions.first", "recognitions.upgraded", "recognitions.lapsed"):
        asked.append(Question(countable(key), year))
    asked += [Question(countable(key), year) for key in ("products.registered", "ideas.noted")]
    province = Place.objects.today().provinces().get(folded="lam dong")
    floor = best(lambda: _asks("SELECT count(*) FROM products_product"))
    for what, budget, scope in (
        ("mười chỉ tiêu kế hoạch của một tỉnh", 0.2, {"within": province}),
        ("… của cả nước, theo xã", 0.5, {}),
        ("… của cả nước, theo tỉnh", 0.5, {"level": Level.PROVINCE}),
        ("… của cả nước, trên bản đồ 2019", None, {"map_of": date(2019, 6, 1)}),
    ):
        count_many(asked, **scope)  # type: ignore[arg-type]  # the map is made once
        took = best(lambda scope=scope: count_many(asked, **scope))  # type: ignore[misc]
        yield Measurement(what, took, budget, floor, "đếm sản phẩm")


def _tables() -> Iterator[Measurement]:
    from sanvat.indicators.models import Indicator, Value
    from sanvat.indicators.rolling import roll
    from sanvat.places.models import Level, Place
    from sanvat.site.seed.indicators import fill_quickly

    Value.objects.all().delete()
    made = Indicator.objects.bulk_create(
        [Indicator(code=f"thu-{n}", name=f"Thử {n}", unit="hộ") for n in range(INDICATORS)]
    )
    count = fill_quickly(made, list(Place.objects.today().communes()), YEARS)
    _asks("VACUUM ANALYZE indicators_value", "VACUUM ANALYZE indicators_total")
    floor = best(lambda: _asks("SELECT sum(amount) FROM indicators_value"), repeat=3)
    province = Place.objects.today().provinces().get(folded="lam dong")
    years = list(YEARS)
    tables: list[tuple[str, Callable[[], Any]]] = [
        ("chỉ tiêu × năm, cả nước", lambda: roll(made, years)),
        ("chỉ tiêu × năm × tỉnh", lambda: roll(made, years, level=Level.PROVINCE)),
        ("chỉ tiêu × năm, một tỉnh", lambda: roll(made, years, within=province)),
        (
            "xã × năm, một chỉ tiêu của một tỉnh",
            lambda: roll(made[:1], years, within=province, level=Level.COMMUNE),
        ),
        (
            "xã × năm, một chỉ tiêu của cả nước",
            lambda: roll(made[:1], years, level=Level.COMMUNE),
        ),
    ]
    for what, ask in tables:
        ask()
        said = f"{what}: {count:,} số liệu"
        yield Measurement(said, best(ask, repeat=3), 1.0, floor, "cộng mọi số liệu")


def _asks(*statements: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            if cursor.description:
                cursor.fetchall()
