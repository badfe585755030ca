"""Producers with their people, their products with variants and figures, and ideas."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, partial
from itertools import cycle, islice
from random import Random
from typing import Any

from django.utils.translation import gettext as _

from sanvat.parties.models import Membership, Role
from sanvat.parties.models import OrganisationKind as Kind
from sanvat.places.models import Place
from sanvat.products.models import Idea, Producer, Product, ProductVariant, Source, YearFigure
from sanvat.site.seed import Country, uneven, words_of
from sanvat.site.seed.parties import organisation, person_name, seed_people

AFTER = ("parties",)

IDEAS = 3_000
SIZES = ((500, "g"), (250, "g"), (1, "kg"), (500, "ml"), (5, "kg"))


def seed(country: Country) -> None:
    chance = country.chance("products")
    with country.telling(_("Chủ thể")):
        _seed_producers(country, chance)
    with country.telling(_("Sản phẩm")):
        _seed_products(country, chance)
    with country.telling(_("Ý tưởng")):
        _seed_ideas(country, chance)


def _seed_producers(country: Country, chance: Random) -> None:
    places = chance.choices(country.communes, uneven(country.communes), k=country.producers)
    forms = words()["forms"]
    shares = [form["share"] for form in forms]
    taken: set[tuple[str, int]] = set()
    made = []
    for place in places:
        form = chance.choices(forms, shares)[0]
        name = _unlike(taken, place, partial(_producer_name, form, place, chance), chance)
        producer = Producer(
            organisation=organisation(country, Kind.PRODUCER, name, place),
            legal_form=form["id"],
            place=place,
            current_place=place,
            representative_name=person_name(chance),
            founded_on=date(2010, 1, 1) + timedelta(days=chance.randrange(5_500)),
            source=Source.REGISTER,
            is_demonstration=True,
            registered_at=country.at,
        )
        made.append(producer)
    country.insert([producer.organisation for producer in made])
    for producer in made:
        producer.organisation = producer.organisation  # which has its key by now
        producer.complete()
    country.insert(made)
    seed_people(country, [(each.organisation, Role.PRODUCER) for each in made], chance)


def _seed_products(country: Country, chance: Random) -> None:
    """Each producer one; the rest go to a few of them, as in life."""
    producers, count = country.made[Producer], country.products
    makers = list(islice(cycle(producers), min(count, len(producers))))
    makers += chance.choices(producers, uneven(producers), k=count - len(makers))
    kinds = words()["kinds"]
    often = [kind["often"] for kind in kinds]
    taken: set[tuple[str, int]] = set()
    products = []
    for producer in makers:
        kind = chance.choices(kinds, often)[0]
        name = _unlike(taken, producer, partial(_product_name, kind, producer, chance), chance)
        product = Product(
            producer=producer,
            name=name,
            set_number=kind["set"],
            story=f"{name}, {producer.current_place.full_name}.",
            source=Source.REGISTER,
            is_demonstration=True,
            registered_at=country.at,
        )
        product.complete()
        products.append(product)
    country.insert(products)
    country.insert([_variant(product, chance) for product in products])
    country.insert([f for product in products for f in _figures(product, country, chance)])


def _variant(product: Product, chance: Random) -> ProductVariant:
    size, unit = chance.choice(SIZES)
    return ProductVariant(product=product, order=1, size=Decimal(size), unit=unit)


def _figures(product: Product, country: Country, chance: Random) -> Iterator[YearFigure]:
    output = chance.randrange(200, 20_000)
    price = chance.randrange(20, 400) * 1_000
    for year in (country.at.year - 2, country.at.year - 1):
        yield YearFigure(
            product=product,
            year=year,
            output=Decimal(output),
            unit="kg",
            revenue=output * price,
        )
        output += chance.randrange(-output // 10, output // 4)


def _seed_ideas(country: Country, chance: Random) -> None:
    officers = _officers(country)
    # Where the offices were there already, so were their ideas.
    communes = [place for place in country.communes if _province(place) in officers]
    if not communes:
        return
    ideas = []
    for place in chance.choices(communes, k=min(IDEAS, country.products)):
        kind = chance.choice(words()["kinds"])
        name = chance.choice(kind["names"])
        ideas.append(
            Idea(
                name=f"{name} {place.name}",
                text=f"{name} của {place.full_name}, làm theo mùa.",
                state=chance.choice((Idea.State.NOTED, Idea.State.ADVISED)),
                place=place,
                current_place=place,
                told_by=person_name(chance),
                noted_by=officers[_province(place)].user,
                noted_for=officers[_province(place)].organisation,
                noted_at=country.at - timedelta(days=chance.randrange(300)),
                is_demonstration=True,
            )
        )
    country.insert(ideas)


def _province(place: Place) -> str:
    """The lineage of the province it lies in."""
    return f"/{place.lineage.split('/')[1]}/"


def _officers(country: Country) -> dict[str, Membership]:
    """The first advisory officer of each province that has just got its offices, by its
    lineage."""
    officers: dict[str, Membership] = {}
    for membership in country.made[Membership]:
        if membership.role == Role.ADVISORY_OFFICER:
            officers.setdefault(membership.place.lineage, membership)
    return officers


# Names


def _producer_name(form: dict[str, Any], place: Place, chance: Random) -> str:
    name: str = chance.choice(form["names"])
    return name.format(brand=brand(chance), person=person_name(chance), place=place.name)


def _product_name(kind: dict[str, Any], producer: Producer, chance: Random) -> str:
    where = chance.choice((producer.current_place.name, brand(chance), brand(chance)))
    return f"{chance.choice(kind['names'])} {where}"


def brand(chance: Random) -> str:
    return " ".join(chance.choice(words()[part]) for part in ("brand_first", "brand_last"))


def _unlike(
    taken: set[tuple[str, int]], owner: Place | Producer, make: Callable[[], str], chance: Random
) -> str:
    """A name its owner has not heard yet."""
    name = make()
    while (name, id(owner)) in taken:
        name = f"{name} {chance.choice(words()['brand_last'])}"
    taken.add((name, id(owner)))
    return name


@cache
def words() -> dict[str, Any]:
    """Legal forms, kinds of products and parts of brands, as `products.toml` has them."""
    return words_of("products")
