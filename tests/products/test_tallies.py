"""What the database keeps counted is what there is, however it came."""

from datetime import date, timedelta
from random import Random

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Count
from django.utils import timezone

from sanvat.certificates.clock import in_force, lapsing
from sanvat.certificates.counts import by_place, how_many, overview
from sanvat.certificates.models import Recognition
from sanvat.desk.products.views import LAPSING, STARS, _kept_of_term, _of_stars, _of_term
from sanvat.places.maps import ask_map
from sanvat.places.models import Level, Place
from sanvat.products import actions, tallies
from sanvat.products.models import COUNTRY, NO_DAY, DayTally, Producer, Product, Tally, lying_in
from sanvat.products.tallies import EVER, spans
from sanvat.records.bulk import insert_many, update_many
from sanvat.records.together import answer_to
from sanvat.site.commands import doctor
from tests.register.registers import NOON

pytestmark = pytest.mark.django_db
NAMES = ("Gạo", "Chè", "Mật ong", "Cà phê", "Nước mắm", "Gốm", "Dứa", "Thổ cẩm")


def counted(user, today=None):
    """The overview of what a person sees, each product gone through."""
    today = today or timezone.localdate()
    seen = Product.objects.visible_to(user)
    held = seen.filter(in_force(today))
    groups = set(seen.values_list("group", flat=True))
    return {
        "producers": Producer.objects.visible_to(user).count(),
        "products": seen.count(),
        "by_stars": {n: held.filter(stars=n).count() for n in range(1, 6)},
        "by_group": {group: seen.filter(group=group).count() for group in groups},
        "lapsing": seen.filter(lapsing(today)).count(),
    }


def kept(user, today=None):
    found = overview(user, today or timezone.localdate())
    return {
        "producers": found.producers,
        "products": found.products,
        "by_stars": {n: found.by_stars.get(n, 0) for n in range(1, 6)},
        "by_group": {group: n for group, n in found.by_group.items() if n},
        "lapsing": found.lapsing,
    }


def lying(user, level):
    return answer_to(by_place(user, ask_map(), level=level))


def recognise(product, stars, day, number=1):
    return Recognition.objects.create(
        product=product, round=number, kind="first", stars=stars, expires_on=day
    )


def is_right():
    return tallies.wrong() == 0


# Each way in which something comes, changes or goes


def test_a_producer_and_its_products_are_counted_where_they_lie(coffee, commune, province):
    scopes = [COUNTRY, province.lineage, commune.lineage]

    assert [tallies.producers(scope) for scope in scopes] == [1, 1, 1]
    assert [tallies.products(scope) for scope in scopes] == [1, 1, 1]
    assert tallies.products(province.lineage, group=coffee.group, state="made") == 1
    assert tallies.products(province.lineage, group="VI") == 0
    assert is_right()


def test_what_comes_by_the_thousand_is_counted(cooperative, commune):
    made = [
        Product(producer=cooperative, name=f"Trà {n}", registered_at=NOON) for n in range(2_500)
    ]
    for product in made:
        product.complete()
    insert_many(made)
    assert tallies.products(commune.lineage) == 2_500
    for n, product in enumerate(made):
        product.group, product.state = ("I", "II")[n % 2], ("made", "stopped")[n % 3 == 0]
    update_many(made, ["group", "state"])
    assert is_right()
    Product.objects.filter(group="I").delete()

    assert tallies.products(COUNTRY) == 1_250
    assert is_right()


def test_a_recognition_moves_its_product_to_its_day(coffee, commune):
    day = date(2027, 3, 9)
    assert tallies.products(COUNTRY, (NO_DAY, NO_DAY), stars=0) == 1

    first = recognise(coffee, 3, day)
    assert tallies.products(commune.lineage, (day, day), stars=3) == 1
    assert tallies.products(COUNTRY, (NO_DAY, NO_DAY), stars=0) == 0
    second = recognise(coffee, 4, None, number=2)
    assert tallies.products(COUNTRY, (NO_DAY, NO_DAY), stars=4) == 1
    assert is_right()
    second.delete()
    assert tallies.products(COUNTRY, (day, day), stars=3) == 1
    first.expires_on = day + timedelta(days=1)
    first.save()

    assert tallies.products(COUNTRY, (day, day)) == 0
    assert is_right()


def test_who_moves_takes_its_products_along(cooperative, coffee, commune, elsewhere, officer):
    province = elsewhere.parent
    Producer.objects.filter(pk=cooperative.pk).update(current_place=elsewhere)
    Product.objects.filter(pk=coffee.pk).update(current_place=elsewhere)

    coffee.refresh_from_db()
    assert coffee.province == province.lineage
    assert tallies.products(province.lineage) == tallies.producers(elsewhere.lineage) == 1
    assert tallies.products(commune.lineage) == tallies.producers(commune.lineage) == 0
    assert is_right()


def test_nobody_says_which_province_it_is(coffee, province):
    Product.objects.filter(pk=coffee.pk).update(province="/p01/")
    coffee.refresh_from_db()
    assert coffee.province == province.lineage
    coffee.province = ""
    coffee.save()

    coffee.refresh_from_db()
    assert coffee.province == province.lineage
    assert is_right()


def test_who_says_another_province_for_what_comes_is_refused(cooperative, elsewhere, province):
    """The database compares; it is not asked to find out what an import knows."""
    told = [
        Product(producer=cooperative, name=f"Trà {n}", registered_at=NOON, province=lineage)
        for n, lineage in enumerate(("", province.lineage))
    ]
    for each in told:
        each.complete()
    insert_many(told)
    assert set(Product.objects.values_list("province", flat=True)) == {province.lineage}
    assert is_right()
    wrong = Product(
        producer=cooperative, name="Trà", registered_at=NOON, province=elsewhere.parent.lineage
    )
    wrong.complete()

    with pytest.raises(IntegrityError, match="another province"), transaction.atomic():
        insert_many([wrong])


def test_a_place_that_lies_elsewhere_takes_along_what_lies_in_it(coffee, commune, elsewhere):
    moved = f"{elsewhere.parent.lineage}{commune.unit}/"
    Place.objects.filter(pk=commune.pk).update(lineage=moved)

    coffee.refresh_from_db()
    assert coffee.province == elsewhere.parent.lineage
    assert coffee.producer.province == elsewhere.parent.lineage
    assert tallies.products(moved) == tallies.products(elsewhere.parent.lineage) == 1
    assert is_right()


def test_what_is_known_to_lie_in_a_province_alone_is_counted_once(coffee, cooperative, province):
    Product.objects.filter(pk=coffee.pk).update(current_place=province)

    assert tallies.products(province.lineage) == tallies.products(COUNTRY) == 1
    assert tallies.products_by_unit(province.lineage) == {province.lineage: 1}
    assert is_right()


def test_what_changes_nothing_counted_writes_nothing(coffee):
    def rows():
        return [list(model.objects.values_list("pk", flat=True)) for model in (Tally, DayTally)]

    before = rows()
    Product.objects.update(story="Câu chuyện", note="…")

    assert rows() == before


# Whatever happens


@pytest.mark.parametrize("seed", range(4))
def test_after_any_acts_all_is_as_counted(
    seed, cooperative, commune, neighbour, elsewhere, officer, advisor, coordinator, centre
):
    chance = Random(seed)  # nosec B311
    today = timezone.localdate()
    days = [None, *(today + timedelta(days=n) for n in (-400, -1, 0, 1, 30, 179, 180, 181, 900))]
    others = [
        actions.register_producer(f"HTX {place.name}", place, by=centre, at=NOON, legal_form="farm")
        for place in (neighbour, elsewhere)
    ]
    owners = [cooperative, *others]
    sets = (1, 9, 21, None)

    def products():
        return list(Product.objects.order_by("pk"))

    def some():
        return chance.choice(products())

    def register():
        name = f"{chance.choice(NAMES)} {chance.randrange(10_000)}"
        actions.register_product(
            chance.choice(owners),
            name,
            by=centre,
            at=NOON,
            set_number=chance.choice(sets),
        )

    def change():
        Product.objects.filter(pk=some().pk).update(state=chance.choice(("made", "stopped")))

    def regroup():
        one = some()
        one.set_number = chance.choice((1, 9, 21))
        one.complete()
        one.save()

    def rank():
        one = some()
        number = one.recognitions.count() + 1
        recognise(one, chance.choice((3, 4, 5)), chance.choice(days), number=number)

    def unrank():
        Recognition.objects.filter(product=some()).delete()

    def move():
        place = chance.choice((commune, neighbour, elsewhere))
        Product.objects.filter(pk=some().pk).update(current_place=place)

    def remove():
        one = some()
        one.recognitions.all().delete()
        Product.objects.filter(pk=one.pk).delete()

    def give_up():
        with transaction.atomic():
            rank()
            transaction.set_rollback(True)

    for _ in range(6):
        register()
    for _ in range(60):
        act = chance.choice((register, change, regroup, rank, rank, unrank, move, remove, give_up))
        if len(products()) < 3:
            act = register
        act()
    assert is_right()
    for user in (officer, advisor, coordinator, centre):
        assert kept(user) == counted(user)
        scope = tallies.scope_of(user)
        for stars in (None, *map(int, STARS)):
            for term in ("", *LAPSING):
                for group in ("", "I", "VI"):
                    rows = Product.objects.visible_to(user)
                    rows = rows.filter(group=group) if group else rows
                    rows = rows if stars is None else rows.filter(_of_stars(stars, today))
                    rows = rows.filter(_of_term(term, today)) if term else rows
                    told = how_many(
                        scope, today, group=group, stars=stars, **_kept_of_term(term, today)
                    )
                    assert told == rows.count(), (stars, term, group)
    assert {row["place"].pk: row["count"] for row in lying(advisor, Level.COMMUNE)} == {
        place.pk: n
        for place in (commune, neighbour)
        if (n := Product.objects.filter(current_place=place).count())
    }
    assert {row["place"].lineage: row["count"] for row in lying(centre, Level.PROVINCE)} == {
        place.parent.lineage: n
        for place in (commune, elsewhere)
        if (n := Product.objects.filter(lying_in(place.parent)).count())
    }


# Days as months and days


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 3, 5), date(2026, 3, 5)),
        (date(2026, 3, 1), date(2026, 3, 31)),
        (date(2026, 3, 1), date(2026, 3, 30)),
        (date(2026, 3, 2), date(2026, 4, 30)),
        (date(2026, 3, 31), date(2026, 4, 1)),
        (date(2026, 12, 31), date(2028, 2, 29)),
        (date(2027, 11, 30), date(2028, 3, 1)),
        (date(9999, 11, 30), NO_DAY),
        (NO_DAY, NO_DAY),
    ],
)
def test_days_are_told_as_months_and_days_and_each_once(first, last):
    def told(day):
        return [
            (begin, end)
            for is_month, begin, end in spans((first, last))
            if begin <= (day.replace(day=1) if is_month else day) <= end
        ]

    around = range(first.toordinal() - 40, min(last.toordinal() + 40, NO_DAY.toordinal()) + 1)
    for day in map(date.fromordinal, around):
        assert len(told(day)) == (first <= day <= last), day


def test_days_in_a_wrong_order_are_none():
    assert spans((date(2026, 3, 5), date(2026, 3, 4))) == []
    assert tallies.products(COUNTRY, (date(2026, 3, 5), date(2026, 3, 4))) == 0


def test_ever_is_every_month():
    assert spans(EVER) == [(True, date(1, 1, 1), date(9999, 12, 1))]


# Looked at and mended


def test_what_went_wrong_is_found_and_mended(coffee, cooperative):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE products_tally SET count = count + 1 WHERE scope = '/'")
        cursor.execute("DELETE FROM products_daytally WHERE is_month")
        cursor.execute("SET session_replication_role = replica")  # no trigger follows
        cursor.execute("UPDATE products_producer SET province = '/p01/'")
        cursor.execute("SET session_replication_role = origin")
    assert tallies.wrong() > 0

    tallies.count_again()

    assert is_right()
    assert tallies.products(COUNTRY) == tallies.producers(COUNTRY) == 1
    cooperative.refresh_from_db()
    assert cooperative.province == cooperative.current_place.parent.lineage


def test_the_same_counted_in_several_rows_is_added_up_and_put_together(
    coffee, cooperative, officer
):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO products_tally (scope, level, what, kind, state, count)"
            " SELECT scope, level, what, kind, state, 2 FROM products_tally WHERE what = 'product'"
            " UNION ALL"
            " SELECT scope, level, what, kind, state, -2 FROM products_tally WHERE what = 'product'"
        )
    assert is_right()
    actions.register_product(cooperative, "Cà phê hạt", by=officer, at=NOON)

    assert is_right()
    rows = Tally.objects.filter(what="product")
    assert list(rows.values_list("count", flat=True)) == [2, 2, 2]


def test_what_comes_by_the_hundred_is_put_beside_and_together_later(cooperative, commune):
    begins = date(2027, 1, 1)
    for lot in (1, 2):
        made = [
            Product(
                producer=cooperative,
                name=f"Trà {lot} {n}",
                registered_at=NOON,
                stars=3,
                expires_on=begins + timedelta(days=n),
            )
            for n in range(365)
        ]
        for product in made:
            product.complete()
        insert_many(made)
    january = DayTally.objects.filter(scope=COUNTRY, is_month=True, day=begins)
    days = (begins, begins.replace(day=31))
    assert [row.count for row in january] == [31, 31]
    assert is_right()
    assert tallies.products(COUNTRY, days) == tallies.products(commune.lineage, days) == 62

    tallies.put_together()

    assert [row.count for row in january.all()] == [62]
    assert (
        not DayTally.objects.values("scope", "is_month", "day")
        .annotate(n=Count("pk"))
        .filter(n__gt=1)
    )
    assert is_right()


def test_the_doctor_says_what_went_wrong_and_mends_it_when_told_to(coffee):
    assert doctor._tallies(repairs=False).good is True
    with connection.cursor() as cursor:
        cursor.execute("UPDATE products_tally SET count = 7")

    found = doctor._tallies(repairs=False)
    assert found.good is False
    assert found.text.endswith("chạy sanvat doctor --repair")
    assert not is_right()

    assert doctor._tallies(repairs=True).good is True
    assert is_right()
