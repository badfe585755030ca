"""No list of the desk reads more than it shows: with ten times the products each page reads what it
read before, give or take what it shows of them."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.utils import timezone
from psycopg.types.range import Range

from bench.plans import reading
from sanvat.certificates import decisions
from sanvat.certificates.models import Recognition
from sanvat.comments.models import Comment, Thread
from sanvat.events.models import Event
from sanvat.parties.models import Membership, Organisation, Role, User
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
PEOPLE = 3_500
"""Buffers: those with a frequent word in their name are found along the names of the country, of
which one in eighty lies in the province here."""
WORDS = ("Gạo", "Chè", "Mật ong", "Cà phê", "Nước mắm", "Gốm", "Dứa", "Thổ cẩm", "Trà", "Hồng")
LISTS = {
    "san-pham/": (
        *("", "?page=2", "?page=last", "?han=het", "?han=het&page=last", "?han=sap-het"),
        *("?han=con", "?han=nop-lai", "?sao=5", "?sao=0", "?nganh=VI"),
        "?sao=4&han=con&nganh=I",
    ),
    "chu-the/": (*("", "?page=last", "?loai=cooperative", "?loai=farm", "?tinh-trang=closed"),),
    "to-chuc/": (*("", "?page=2", "?loai=producer", "?loai=commune_committee"),),
    "su-kien/": (
        *("", "?page=2", "?page=last", "?loai=fair", "?khi=qua", "?khi=qua&page=2"),
        "?khi=tat-ca",
    ),
    "y-kien/": ("", "?page=2", "?tt=published", "?tt=published&page=2", "?tt=de-nghi"),
    "y-kien/muc/": ("", "?page=2"),
}
"""Without words, see below."""
WORDS_SOUGHT = (
    *("san-pham/?q=mat+ong", "san-pham/?q=tho+cam+9", "chu-the/?q=dua", "chu-the/?q=gom+4"),
    *("to-chuc/?q=mat+ong", "to-chuc/?q=xa", "to-chuc/?q=htx+7", "tim/?q=nguyen", "tim/?q=van+tra"),
)
"""What words find, in lists and among people."""
LINK = re.compile(r'<a\b[^>]*?\shref="(/ban-lam-viec/[^"?#]*)')


class Country:
    """Producers, products, events and comments over many communes, more of them at every
    `grow`."""

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
        insert_many([self._event(n, makers[i // 2], today) for i, n in enumerate(numbers)])
        threads = [self._thread(n, makers[i // 2]) for i, n in enumerate(numbers)]
        insert_many(threads)
        insert_many([self._comment(n, one) for n, one in zip(numbers, threads, strict=True)])
        people = [self._person(n) for n in numbers[::2]]
        insert_many(people)
        insert_many([self._role(*each, today) for each in zip(makers, people, strict=True)])
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
        ends = today + timedelta(days=n * 37 % 1500 - 600)
        return Recognition(
            product=product,
            round=1,
            kind="first",
            stars=(3, 3, 4, 3, 5)[n % 5],
            year=2025,
            issued_on=ends - timedelta(days=1000),
            expires_on=ends,
            decision=f"{n // 30}/QĐ-UBND",
            authority="UBND tỉnh",
        )

    def _event(self, n, maker, today):
        """One in ten is to come, one in thirty lasts a few days, one in 300 is under way."""
        starts_on = today + timedelta(days=n * 37 % 100 - 90)
        return Event(
            kind=("fair", "training", "conference")[n % 3],
            title=f"Hội chợ {WORDS[n % 7]} {n}",
            host_id=maker.organisation_id,
            place=maker.place,
            starts_on=starts_on,
            ends_on=starts_on + timedelta(days=0 if n % 30 else 9),
            published_at=NOON,
            created_by=self._by,
            created_at=NOON,
            changed_at=NOON,
        )

    def _thread(self, n, maker):
        return Thread(
            title=f"Tin {WORDS[n % 7]} {n}",
            path=f"/tin/{n}/",
            place=maker.place,
            opened_at=NOON - timedelta(minutes=n),
            opened_by=self._by,
        )

    @staticmethod
    def _comment(n, thread):
        """One in ten waits."""
        published = {"state": "published", "shown_text": "Ngon."} if n % 10 else {}
        return Comment(
            thread=thread,
            name="Mận",
            text="Ngon.",
            sent_at=NOON - timedelta(minutes=n * 37 % 5_000),
            sha256=f"{n:064}",
            **published,
        )

    @staticmethod
    def _person(n):
        return User(username=f"chu-the-{n}", name=f"Nguyễn Văn {WORDS[n % 7]} {n}")

    @staticmethod
    def _role(maker, person, today):
        return Membership(
            user=person,
            organisation=maker.organisation,
            role=Role.PRODUCER,
            place=maker.place,
            valid=Range(today - timedelta(days=9), None),
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


def sought(people):
    found = {}
    for name, user in people.items():
        client = signed_in(user)
        for path in WORDS_SOUGHT:
            client.get(DESK + path)
            with connection.cursor() as cursor, reading() as seen:
                # A table of a few hundred blocks would be gone through, however good an index is.
                cursor.execute("SET LOCAL enable_seqscan = off")
                assert client.get(DESK + path).status_code == 200
            found[name, path] = seen
    return found


def test_words_of_a_province_read_no_more_than_it_has(advisor, centre):
    """Of thirty provinces one has a thirtieth of what is found in the country. Not of a commune,
    which shows nearly all that it has."""
    country = Country(centre)
    people = {"advisor": advisor}
    country.grow(FEW)
    few = sought(people)
    country.grow(FEW * TIMES)
    many = sought(people)
    wrong = {
        which: (few[which].buffers, now.buffers, max(now.statements)[3][:400])
        for which, now in many.items()
        if now.buffers
        > few[which].buffers * READS_MORE + (PEOPLE if which[1].startswith("tim/") else SLACK)
    }
    assert not wrong, "\n".join(f"{which}: {told}" for which, told in wrong.items())


def test_the_newest_decisions_are_not_looked_for_among_all_recognitions(centre):
    country = Country(centre)
    since = timezone.localdate() - timedelta(days=365)
    places = [None, Place.objects.today().provinces().first()]

    def read():
        told = []
        for place in places:
            with reading() as seen:
                told.append(len(decisions.newest(place, since=since)))
            told.append(seen.buffers)
        return told

    country.grow(FEW)
    few = read()
    country.grow(FEW * TIMES)
    many = read()
    assert (many[0], many[2]) == (20, 20)
    assert many[1] < few[1] * READS_MORE + 60
    assert many[3] < few[3] * READS_MORE + 60


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
        now = many[which]
        if now.buffers > before.buffers * READS_MORE + SLACK:
            wrong[which] = (before.buffers, now.buffers, max(now.statements)[3][:400])
        if now.widest > max(MANY, before.widest * READS_MORE):
            wrong[which] = (before.widest, now.widest, now.widest_in[:400])
    assert not wrong, "\n".join(f"{which}: {told}" for which, told in wrong.items())
