"""A country to try things on: offices, people, producers and products of our own invention.

This is a seed, not an act: rows are put in by the ten thousand, nothing is asked of access.py
and the journal gets one entry that says so. Everything is marked as demonstration. Names come
from `data/words.toml`; there are no telephone numbers, tax codes or addresses, since an invented
one may be somebody's.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache, partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from sanvat.certificates.models import Recognition
from sanvat.errors import Refusal
from sanvat.parties.models import Membership, Organisation, Role, User
from sanvat.parties.models import OrganisationKind as Kind
from sanvat.places.models import Place
from sanvat.products.models import Idea, Producer, Product, ProductVariant, Source, YearFigure
from sanvat.records import journal
from sanvat.records.bulk import insert_many

PRODUCERS = 12_000
PRODUCTS = 20_000
IDEAS = 3_000
SINCE = date(2025, 7, 1)  # when today's map began

SIZES = ((500, "g"), (250, "g"), (1, "kg"), (500, "ml"), (5, "kg"))

Telling = Callable[[str], AbstractContextManager[None]]


def seed_national(
    *,
    at: datetime,
    producers: int = PRODUCERS,
    products: int = PRODUCTS,
    again: bool = False,
    telling: Telling = lambda _text: nullcontext(),
) -> dict[str, int]:
    """Fill the country; answers how many of each there are now. The same numbers, the same names.

    Refuses where producers are already (`not-empty`) unless `again`, which adds as many more.
    """
    if Producer.objects.exists() and not again:
        raise Refusal(
            _(
                "Đã có chủ thể trong cơ sở dữ liệu. Dùng --again nếu đúng là muốn thêm dữ liệu "
                "thử vào cạnh chúng."
            ),
            code="not-empty",
        )
    seed = Seed(at, start=Producer.objects.count())
    with transaction.atomic():
        with telling(_("Cơ quan và cán bộ")):
            seed.offices()
        with telling(_("Chủ thể")):
            seed.producers(producers)
        with telling(_("Sản phẩm")):
            seed.products(products)
        with telling(_("Ý tưởng")):
            seed.ideas(min(IDEAS, products))
        journal.write(
            "seed_national",
            by=None,
            subject=seed.country,
            at=at,
            changes={"producers": (None, producers), "products": (None, products)},
            note="inserted without acts; demonstration",
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # else the first lists are planned as if all were empty
    models = (Organisation, User, Membership, Producer, Product, Recognition, Idea)
    return {model._meta.model_name or "": model._default_manager.count() for model in models}


class Seed:
    """The state of one seeding: its chance, its places and what it has made so far."""

    def __init__(self, at: datetime, *, start: int) -> None:
        self._at = at
        self._start = start
        self._chance = random.Random(26 + start)
        self._words = words()
        self._provinces = list(Place.objects.today().provinces())
        self._communes = list(Place.objects.today().communes())
        self._made: list[Producer] = []
        self._officers: dict[str, User] = {}  # of provinces, by lineage

    # Offices and who works there

    def offices(self) -> None:
        """For each province a committee, advisory body, team, council and coordination office;
        for each commune a committee and an officer. Those that are there stay."""
        kept = {(o.kind, o.place_id): o for o in Organisation.objects.exclude(kind=Kind.PRODUCER)}
        new: list[Organisation] = []

        def office(kind: str, name: str, place: Place | None) -> Organisation:
            key = kind, place.pk if place else None
            if key not in kept:
                kept[key] = self._organisation(kind, name, place)
                new.append(kept[key])
            return kept[key]

        self.country = office(Kind.MINISTRY, "Bộ Nông nghiệp và Môi trường", None)
        roles: list[tuple[Organisation, str]] = [(self.country, Role.CENTRE_OFFICER)] * 5
        for province in self._provinces:
            for kind, title, members in _OF_A_PROVINCE:
                body = office(kind, f"{title} {province.full_name}", province)
                roles += [(body, role) for role in members]
        for commune in self._communes:
            body = office(Kind.COMMUNE_COMMITTEE, f"UBND {commune.full_name}", commune)
            roles.append((body, Role.COMMUNE_OFFICER))
        fresh = {id(body) for body in new}
        insert_many(new)
        for membership in self._people([r for r in roles if id(r[0]) in fresh]):
            if membership.role == Role.ADVISORY_OFFICER and membership.place:
                self._officers.setdefault(membership.place.lineage, membership.user)

    def _organisation(self, kind: str, name: str, place: Place | None) -> Organisation:
        return Organisation(
            kind=kind, name=name, place=place, is_demonstration=True, created_at=self._at
        )

    def _people(self, roles: Sequence[tuple[Organisation, str]]) -> list[Membership]:
        """A person for each role. They have no password, so nobody signs in as one."""
        start = User.objects.count()
        users = [
            User(
                username=f"seed-{number:06d}",
                password=make_password(None),
                name=self._person(),
                is_demonstration=True,
                date_joined=self._at,
            )
            for number in range(start, start + len(roles))
        ]
        insert_many(users)
        memberships = [
            Membership(
                user=user,
                organisation=body,
                role=role,
                place=body.place,
                valid=DateRange(SINCE, None),
                granted_at=self._at,
            )
            for user, (body, role) in zip(users, roles, strict=True)
        ]
        insert_many(memberships)
        return memberships

    # Producers and products

    def producers(self, count: int) -> None:
        communes = self._chance.choices(self._communes, _uneven(self._communes), k=count)
        forms = self._words["forms"]
        shares = [form["share"] for form in forms]
        taken: set[tuple[str, int]] = set()
        for place in communes:
            form = self._chance.choices(forms, shares)[0]
            name = self._unlike(taken, place, partial(self._producer_name, form, place))
            producer = Producer(
                organisation=self._organisation(Kind.PRODUCER, name, place),
                legal_form=form["id"],
                place=place,
                current_place=place,
                representative_name=self._person(),
                founded_on=date(2010, 1, 1) + timedelta(days=self._chance.randrange(5_500)),
                source=Source.REGISTER,
                is_demonstration=True,
                registered_at=self._at,
            )
            self._made.append(producer)
        insert_many([producer.organisation for producer in self._made])
        for producer in self._made:
            producer.organisation = producer.organisation  # which has its key by now
            producer.complete()
        insert_many(self._made)
        self._people([(producer.organisation, Role.PRODUCER) for producer in self._made])

    def products(self, count: int) -> None:
        """Each producer one; the rest go to a few of them, as in life."""
        makers = list(islice(cycle(self._made), min(count, len(self._made))))
        makers += self._chance.choices(self._made, _uneven(self._made), k=count - len(makers))
        kinds = self._words["kinds"]
        often = [kind["often"] for kind in kinds]
        taken: set[tuple[str, int]] = set()
        products = []
        for producer in makers:
            kind = self._chance.choices(kinds, often)[0]
            name = self._unlike(taken, producer, partial(self._product_name, kind, producer))
            product = Product(
                producer=producer,
                name=name,
                set_number=kind["set"],
                story=f"{name}, {producer.current_place.full_name}.",
                source=Source.REGISTER,
                is_demonstration=True,
                registered_at=self._at,
            )
            product.complete()
            products.append(product)
        insert_many(products)
        insert_many([r for product in products for r in self._recognitions(product)])
        insert_many([self._variant(product) for product in products])
        insert_many([f for product in products for f in self._figures(product)])

    def _recognitions(self, product: Product) -> Iterator[Recognition]:
        first = date(2019, 1, 1) + timedelta(days=self._chance.randrange(2_870))
        stars = self._chance.choices((3, 4, 5), (76, 23, 1))[0]
        yield self._recognition(product, 1, first, stars, Recognition.Kind.FIRST)
        second = first + timedelta(days=1_000 + self._chance.randrange(95))
        if second < self._at.date() and self._chance.random() < 0.7:
            up = stars < 5 and self._chance.random() < 0.25
            kind = Recognition.Kind.UPGRADE if up else Recognition.Kind.AGAIN
            yield self._recognition(product, 2, second, stars + up, kind)

    def _recognition(
        self, product: Product, number: int, day: date, stars: int, kind: str
    ) -> Recognition:
        return Recognition(
            product=product,
            round=number,
            kind=kind,
            stars=stars,
            year=day.year,
            issued_on=day,
            expires_on=day + timedelta(days=3 * 365),
            decision=f"{self._chance.randrange(1, 4000)}/QĐ-UBND",
            authority="UBND tỉnh",
            source=Source.REGISTER,
        )

    def _variant(self, product: Product) -> ProductVariant:
        size, unit = self._chance.choice(
            ((500, "g"), (250, "g"), (1, "kg"), (500, "ml"), (5, "kg"))
        )
        return ProductVariant(product=product, order=1, size=Decimal(size), unit=unit)

    def _figures(self, product: Product) -> Iterator[YearFigure]:
        output = self._chance.randrange(200, 20_000)
        price = self._chance.randrange(20, 400) * 1_000
        for year in (self._at.year - 2, self._at.year - 1):
            yield YearFigure(
                product=product,
                year=year,
                output=Decimal(output),
                unit="kg",
                revenue=output * price,
            )
            output += self._chance.randrange(-output // 10, output // 4)

    # Ideas

    def ideas(self, count: int) -> None:
        if not self._officers:
            return  # the offices were there, and so were their ideas
        ideas = []
        for place in self._chance.choices(self._communes, k=count):
            kind = self._chance.choice(self._words["kinds"])
            name = self._chance.choice(kind["names"])
            noter = self._officers[f"/{place.lineage.split('/')[1]}/"]
            ideas.append(
                Idea(
                    name=f"{name} {place.name}",
                    text=f"{name} của {place.full_name}, làm theo mùa.",
                    state=self._chance.choice((Idea.State.NOTED, Idea.State.ADVISED)),
                    place=place,
                    current_place=place,
                    told_by=self._person(),
                    noted_by=noter,
                    noted_at=self._at - timedelta(days=self._chance.randrange(300)),
                    is_demonstration=True,
                )
            )
        insert_many(ideas)

    # Names

    def _person(self) -> str:
        w, pick = self._words, self._chance.choice
        return f"{pick(w['family'])} {pick(w['middle'])} {pick(w['given'])}"

    def _brand(self) -> str:
        w, pick = self._words, self._chance.choice
        return f"{pick(w['brand_first'])} {pick(w['brand_last'])}"

    def _producer_name(self, form: dict[str, Any], place: Place) -> str:
        name: str = self._chance.choice(form["names"])
        return name.format(brand=self._brand(), person=self._person(), place=place.name)

    def _product_name(self, kind: dict[str, Any], producer: Producer) -> str:
        where = self._chance.choice((producer.current_place.name, self._brand(), self._brand()))
        return f"{self._chance.choice(kind['names'])} {where}"

    def _unlike(
        self, taken: set[tuple[str, int]], owner: Place | Producer, make: Callable[[], str]
    ) -> str:
        """A name its owner has not heard yet."""
        name = make()
        while (name, id(owner)) in taken:
            name = f"{name} {self._chance.choice(self._words['brand_last'])}"
        taken.add((name, id(owner)))
        return name


_OF_A_PROVINCE: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (Kind.PROVINCE_COMMITTEE, "UBND", ()),
    (Kind.ADVISORY_BODY, "Chi cục Phát triển nông thôn", (Role.ADVISORY_OFFICER,) * 3),
    (Kind.ADVISORY_TEAM, "Tổ tư vấn OCOP", (Role.TEAM_MEMBER,) * 5),
    (
        Kind.COUNCIL,
        "Hội đồng OCOP",
        (Role.COUNCIL_CHAIR, Role.COUNCIL_SECRETARY, *(Role.COUNCIL_MEMBER,) * 7),
    ),
    (Kind.COORDINATION_OFFICE, "Văn phòng Điều phối", (Role.COORDINATOR,)),
)


def _uneven(things: Sequence[object]) -> list[float]:
    """Few have much and many have little."""
    return [1 / (1 + place % 12) for place in range(len(things))]


@cache
def words() -> dict[str, Any]:
    path = Path(__file__).parent / "data" / "words.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
