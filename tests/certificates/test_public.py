"""Which products strangers find, by which words, and in which orders."""

from datetime import date, timedelta

import pytest

from sanvat.certificates import public
from sanvat.certificates.actions import print_catalogue
from sanvat.certificates.models import PrintedCatalogue, Recognition
from sanvat.certificates.shelf import by_place, by_province, forget, shelf
from sanvat.products import actions
from sanvat.products.models import Product
from tests.register.registers import NOON

TODAY = date(2026, 11, 21)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _counted_anew():
    forget()
    yield
    forget()


@pytest.fixture
def make(cooperative, officer):
    def made(name, stars=3, issued=TODAY - 30 * DAY, expires=TODAY + 30 * DAY, year=None):
        product = actions.register_product(
            cooperative, name, by=officer, at=NOON, is_another=True, set_number=13
        )
        if stars:
            recognise(product, stars, issued, expires, year)
        return product

    return made


def recognise(product, stars, issued, expires, year=None, round=1):
    Recognition.objects.create(
        product=product,
        round=round,
        kind=Recognition.Kind.FIRST if round == 1 else Recognition.Kind.AGAIN,
        stars=stars,
        year=year,
        issued_on=issued,
        expires_on=expires,
    )


def names(rows):
    return sorted(rows.values_list("name", flat=True))


def test_in_force_is_recognised_by_today_and_not_run_out(make):
    make("Chưa hề", stars=0)
    make("Hôm nay là ngày cuối", expires=TODAY)
    make("Hết hôm qua", expires=TODAY - DAY)
    make("Từ ngày mai", issued=TODAY + DAY)
    make("Không rõ hạn", expires=None)

    assert names(public.in_force_on(TODAY)) == ["Hôm nay là ngày cuối", "Không rõ hạn"]
    assert names(public.lapsed_by(TODAY)) == ["Hết hôm qua"]
    assert names(public.ever_by(TODAY)) == ["Hôm nay là ngày cuối", "Hết hôm qua", "Không rõ hạn"]


def test_the_latest_recognition_counts_and_all_by_the_day_are_told(make):
    product = make("Cà phê", stars=3, issued=TODAY - 900 * DAY, expires=TODAY - DAY)
    recognise(product, 4, TODAY - DAY, TODAY + 900 * DAY, round=2)
    recognise(product, 5, TODAY + 5 * DAY, TODAY + 990 * DAY, round=3)

    assert [each.stars for each in public.recognitions_by(product, TODAY)] == [4, 3]
    assert [each.stars for each in public.recognitions_by(product, TODAY + 9 * DAY)] == [5, 4, 3]


def test_the_database_keeps_the_day_of_the_latest_recognition(make):
    product = make("Cà phê", issued=None, year=2024)
    product.refresh_from_db()
    assert product.recognised_on == date(2024, 1, 1)

    recognise(product, 4, TODAY, None, round=2)
    product.refresh_from_db()
    assert product.recognised_on == TODAY

    product.recognitions.all().delete()
    product.refresh_from_db()
    assert (product.stars, product.recognised_on) == (None, None)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("name", ["An", "Ấm", "Bưởi", "Dâu", "Đường", "Gạo 9", "Gạo 10"]),
        ("stars", ["Dâu", "An", "Gạo 9", "Gạo 10", "Ấm", "Bưởi", "Đường"]),
        ("newest", ["Bưởi", "Gạo 10", "Dâu", "An", "Ấm", "Đường", "Gạo 9"]),
    ],
)
def test_an_order_is_gone_through_both_ways_each_product_once(make, order, expected):
    day = TODAY - 100 * DAY
    for name, stars, issued in (
        *(("Gạo 10", 4, day + 5 * DAY), ("Gạo 9", 4, None), ("Bưởi", 3, day + 9 * DAY)),
        *(("Đường", 3, day), ("Ấm", 3, day), ("An", 4, day), ("Dâu", 5, day + 2 * DAY)),
    ):
        make(name, stars, issued)
    rows, by = public.in_force_on(TODAY), public.ORDERS[order]

    forwards, edge = [], None
    while True:
        found = public.stretch(rows, by, 3, after=edge)
        forwards += found.products
        assert found.has_before == (edge is not None)
        if not found.has_after:
            break
        edge = found.products[-1]
    backwards, found = [], public.stretch(rows, by, 3, last=True)
    backwards = found.products
    while found.has_before:
        found = public.stretch(rows, by, 3, before=found.products[0])
        assert found.has_after
        backwards = found.products + backwards

    assert [each.name for each in forwards] == expected
    assert [each.name for each in backwards] == expected


def test_a_product_is_found_without_accents_and_in_decomposed_letters(make):
    make("Cà phê bột")

    for text in ("ca phe", "cà phê", "bột cà", "CAFE"):
        found = names(public.found_by(public.in_force_on(TODAY), text))
        assert found == ([] if text == "CAFE" else ["Cà phê bột"])


def test_a_household_is_not_found_by_a_name_that_it_did_not_agree_to_tell(officer, commune):
    owner = actions.register_producer(
        "Hộ Phạm Văn Kín", commune, by=officer, at=NOON, legal_form="producer-household"
    )
    jam = actions.register_product(owner, "Mứt dâu", by=officer, at=NOON)
    recognise(jam, 3, TODAY, None)
    rows = public.in_force_on(TODAY)

    assert names(public.found_by(rows, "mut dau")) == ["Mứt dâu"]
    assert names(public.found_by(rows, "pham van kin")) == []
    assert names(public.found_by(rows, commune.name)) == ["Mứt dâu"]


def test_the_shelf_counts_by_star_group_and_province(make, commune, province):
    make("Một", 3)
    make("Hai", 4)
    make("Ba", 4, expires=TODAY - DAY)

    kept = shelf(TODAY)

    assert kept.by(1, province=None, star=0, group="") == {3: 1, 4: 1}
    assert kept.by(0, province=None, star=4, group="") == {province.pk: 1}
    assert kept.total(province=province.pk, star=0, group="I") == 2
    assert by_place(public.in_force_on(TODAY)) == {commune.pk: 2}
    assert by_province(public.in_force_on(TODAY)) == {province.pk: 2}
    make("Bốn", 5)
    assert shelf(TODAY) is kept  # for some minutes


def test_a_province_has_its_catalogue_printed_anew(make, province):
    assert print_catalogue(province, at=NOON) == 0
    make("Một")
    make("Hai")

    assert print_catalogue(province, at=NOON) == 2
    kept = PrintedCatalogue.objects.get()
    assert (kept.place, kept.day, kept.products) == (province, TODAY, 2)
    assert bytes(kept.content).startswith(b"%PDF-")

    Product.objects.update(expires_on=TODAY - DAY)
    assert print_catalogue(province, at=NOON) == 0
    assert not PrintedCatalogue.objects.exists()
