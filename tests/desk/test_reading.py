"""No list of the desk reads more than it shows: with ten times the products each page reads what it
read before, give or take what it shows of them."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.utils import timezone

from bench.plans import reading
from sanvat.certificates.models import Recognition
from sanvat.parties.models import Organisation
from sanvat.places.models import Place
from sanvat.products.models import Producer, Product
from sanvat.records.bulk import insert_many
from tests.desk.pages import DESK, signed_in
from tests.register.registers import NOON

pytestmark = pytest.mark.django_db

FEW, TIMES = 500, 10
MANY = 2_000
"""Rows that no part of a plan goes over for a page of 25, unless it did so with few products."""
READS_MORE = 2
SLACK = 400
"""Buffers: what lies in a hundred rows that were not shown before, and deeper indexes."""
WORDS = ("Gạo", "Chè", "Mật ong", "Cà phê", "Nước mắm", "Gốm", "Dứa", "Thổ cẩm", "Trà", "Hồng")
LISTS = {
    "san-pham/": (
        *("", "?page=2", "?page=last", "?han=het", "?han=het&page=last", "?han=sap-het"),
        *("?han=con", "?han=nop-lai", "?sao=5", "?sao=0", "?nganh=VI"),
        "?sao=4&han=con&nganh=I",
    ),
    "chu-the/": (*("", "?page=last", "?loai=cooperative", "?loai=farm", "?tinh-trang=closed"),),
}
"""Without words: what they find is looked for in another way as long as all products fit into a few
hundred blocks."""
LINK = re.compile(r'<a\b[^>]*?\shref="(/ban-lam-viec/[^"?#]*)')


class Country:
    """Producers and products over many communes, more of them at every `grow`."""

    def __init__(self, by):
        self._by, self._there = by, 0
        self._communes = list(Place.objects.today().communes().order_by("sort_key", "pk")[::40])

    def grow(self, upto):
        today = timezone.localdate()
        numbers = range(self._there, upto)
        self._there = upto
        makers = [self._maker(n) for n in numbers[::2]]
        insert_many([maker.organisation for maker in makers])
        for maker in makers:
            maker.organisation = maker.organisation
            maker.complete()
        insert_many(makers)
        products = [self._product(n, makers[i // 2]) for i, n in enumerate(numbers)]
        insert_many(products)
        insert_many([self._rank(n, one, today) for n, one in zip(numbers, products, strict=True)])
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _maker(self, n):
        place = self._communes[n // 2 % len(self._communes)]
        form = ("cooperative", "farm", "small-medium-enterprise")[n // 2 % 3]
        name = f"{('HTX', 'Trang trại', 'Công ty')[n // 2 % 3]} {WORDS[n % 7]} {n}"
        organisation = Organisation(kind="producer", name=name, place=place)
        return Producer(
            organisation=organisation,
            legal_form=form,
            place=place,
            current_place=place,
            registered_at=NOON,
        )

    def _product(self, n, maker):
        product = Product(
            producer=maker,
            name=f"{WORDS[n % len(WORDS)]} {WORDS[n % 7]} {n}",
            set_number=(1, 9, 21, 4)[n % 4],
            registered_at=NOON,
        )
        product.complete()
        return product

    @staticmethod
    def _rank(n, product, today):
        return Recognition(
            product=product,
            round=1,
            kind="first",
            stars=(3, 3, 4, 3, 5)[n % 5],
            year=2025,
            expires_on=today + timedelta(days=n * 37 % 1500 - 600),
        )


def lists_of(client):
    """The pages behind the links of the first page, those of one thing left out; and the lists in
    all the ways to narrow them."""
    home = client.get(DESK)
    linked = {unescape(path)[len(DESK) :] for path in LINK.findall(home.content.decode())}
    for path in sorted({path for path in linked if not re.search("[0-9]", path)} | {"", *LISTS}):
        for query in LISTS.get(path, ("",)):
            yield path + query


def last_page(client, path):
    if "page=last" not in path:
        return path
    answer = client.get(DESK + path.replace("page=last", ""))
    return path.replace("last", str(answer.context["page"].paginator.num_pages))


def readings(people):
    found = {}
    for name, user in people.items():
        client = signed_in(user)
        for path in lists_of(client):
            address = DESK + last_page(client, path)
            answer = client.get(address)
            if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
                continue
            with reading() as seen:
                client.get(address)
            found[name, path] = seen
    return found


DEBTS = {
    "to-chuc/": "bodies are put in order by their place, which reads all of a province",
    "tin/": "the latest decisions are found by grouping all recognitions of a year",
}
"""Lists that still read more than they show."""


def test_no_list_reads_more_than_it_shows(officer, advisor, centre):
    country = Country(centre)
    people = {"officer": officer, "advisor": advisor, "centre": centre}
    country.grow(FEW)
    few = readings(people)
    country.grow(FEW * TIMES)
    many = readings(people)

    assert len(few) > 60
    assert few.keys() <= many.keys()
    wrong = {}
    for which, before in few.items():
        if which[1] in DEBTS:
            continue
        now = many[which]
        if now.buffers > before.buffers * READS_MORE + SLACK:
            wrong[which] = (before.buffers, now.buffers, max(now.statements)[3][:400])
        if now.widest > max(MANY, before.widest * READS_MORE):
            wrong[which] = (before.widest, now.widest, now.widest_in[:400])
    assert not wrong, "\n".join(f"{which}: {told}" for which, told in wrong.items())
