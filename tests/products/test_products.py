from decimal import Decimal
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from sanvat.certificates.models import Recognition
from sanvat.errors import Refusal
from sanvat.parties.models import Role
from sanvat.products import actions
from sanvat.products.actions import SalesPoint, Variant
from sanvat.products.models import Product
from sanvat.products.parts import read_parts, telling_parts
from sanvat.records import files
from tests.people import again, make_member, make_user
from tests.products import journals
from tests.products.test_producers import faults, refusal
from tests.records.uploads import picture
from tests.register.registers import NOON, store, xlsx


def register(cooperative, by, name="Cà phê bột", **how):
    return actions.register_product(cooperative, name, by=by, at=NOON, **how)


# Registering and changing


def test_a_product_gets_the_set_its_name_suggests(cooperative, officer, commune):
    product = register(cooperative, officer, story="Một  câu chuyện.\n\n\n\nHai đoạn.")

    assert (product.set_number, product.set_is_suggested) == (13, True)
    assert (product.rulebook, product.group, product.subgroup) == ("26-2026", "I", "I.6")
    assert (product.current_place, product.story) == (commune, "Một câu chuyện.\n\nHai đoạn.")
    act, name, changes = journals.last(product)
    assert (act, name, changes["set_number"]) == ("register_product", "Cà phê bột", [None, 13])


def test_a_set_that_was_named_is_no_suggestion(cooperative, officer):
    product = register(cooperative, officer, name="Quà quê", set_number=7)

    assert (product.set_number, product.set_is_suggested, product.group) == (7, False, "I")
    assert faults(register, cooperative, officer, name="Khác", set_number=99) == {"set_number"}


def test_a_name_nobody_can_place_stays_without_a_set(cooperative, officer):
    product = register(cooperative, officer, name="Xyz")

    assert (product.set_number, product.set_is_suggested, product.group) == (None, False, "")


def test_registering_refuses_what_is_there_or_looks_like_it(coffee, cooperative, officer, commune):
    other = actions.register_producer(
        "HTX Khác", commune, by=officer, at=NOON, legal_form="cooperative"
    )

    assert refusal(register, cooperative, officer, "cà phê BỘT") == "product-exists"
    assert refusal(register, cooperative, officer, "Cà phê bột 500 g") == "product-near"
    assert refusal(register, other, officer) == "product-near"
    assert register(other, officer, is_another=True).near_key == coffee.near_key
    assert faults(register, cooperative, officer, " ") == {"name"}


def test_an_association_brings_tourism_only(officer, commune):
    association = actions.register_producer(
        "Hội du lịch", commune, by=officer, at=NOON, legal_form="association"
    )

    assert refusal(register, association, officer) == "legal-form-for-tourism"
    assert register(association, officer, "Homestay Suối", set_number=26)


def test_a_producer_that_has_stopped_brings_nothing_new(cooperative, officer):
    actions.change_producer(cooperative, by=officer, at=NOON, state="closed")
    cooperative.refresh_from_db()

    assert refusal(register, cooperative, officer) == "producer-closed"


def test_a_change_confirms_the_set(coffee, officer):
    assert actions.change_product(coffee, by=officer, at=NOON, set_number=13, story="Chuyện")

    coffee.refresh_from_db()
    assert (coffee.set_number, coffee.set_is_suggested) == (13, False)
    assert journals.last(coffee) == (
        "change_product",
        "Cà phê bột",
        {"set_is_suggested": [True, False], "story": ["", "Chuyện"]},
    )
    assert not actions.change_product(coffee, by=officer, at=NOON, story="Chuyện")


def test_changing_refuses_as_registering_does(coffee, cooperative, officer):
    register(cooperative, officer, "Chè xanh")

    def change(**how):
        return refusal(actions.change_product, coffee, by=officer, at=NOON, **how)

    assert change(name="CHÈ XANH") == "product-exists"
    assert change(name="Chè xanh túi 200g") == "product-near"
    with pytest.raises(TypeError):
        actions.change_product(coffee, by=officer, at=NOON, producer=1)


def test_strangers_touch_no_product(
    coffee, cooperative, stranger, producer, nobody, operator, coordinator
):
    for person in (stranger, producer, nobody, operator, coordinator):
        how = {"by": person, "at": NOON}
        for act, args in (
            (actions.register_product, (cooperative, "Chè")),
            (actions.set_variants, (coffee, [Variant("túi")])),
            (actions.set_sales_places, (coffee, [])),
            (actions.reorder_pictures, (coffee, [])),
        ):
            with pytest.raises(PermissionDenied):
                act(*args, **how)
        with pytest.raises(PermissionDenied):
            actions.change_product(coffee, story="Chuyện", **how)
        with pytest.raises(PermissionDenied):
            actions.record_year_figure(coffee, 2025, revenue=1, **how)


# Sizes, places of sale, figures


def test_sizes_are_set_together_in_their_order(coffee, officer):
    small = Variant("túi", Decimal(250), "g", "4006381333931")
    big = Variant("", Decimal("1.5"), "kg")

    assert actions.set_variants(coffee, [small, big], by=officer, at=NOON)

    assert [str(v) for v in coffee.variants.all()] == ["túi 250 g", "1,5 kg"]
    assert journals.last(coffee)[2] == {
        "variants": [
            [],
            [
                {"name": "túi", "size": "250", "unit": "g", "barcode": "4006381333931"},
                {"size": "1.5", "unit": "kg"},
            ],
        ]
    }
    assert not actions.set_variants(coffee, [small, big], by=officer, at=NOON)
    assert actions.set_variants(coffee, [big], by=officer, at=NOON)


def test_a_fault_in_a_size_is_said_at_its_line(coffee, officer):
    wrong = [Variant("túi"), Variant("", Decimal(-1), "", "123")]

    assert faults(actions.set_variants, coffee, wrong, by=officer, at=NOON) == {
        "2.barcode",
        "2.size",
        "2.unit",
    }
    assert faults(actions.set_variants, coffee, [Variant()], by=officer, at=NOON) == {"1.name"}
    twice = [Variant("a", barcode="96385074"), Variant("b", barcode="96385074")]
    with pytest.raises(ValidationError, match="mã vạch"):
        actions.set_variants(coffee, twice, by=officer, at=NOON)
    with pytest.raises(ValidationError, match="30"):
        actions.set_variants(coffee, [Variant("a")] * 31, by=officer, at=NOON)
    assert not coffee.variants.exists()


def test_where_a_product_is_sold(coffee, officer, commune):
    points = [
        SalesPoint("own", "Tại xưởng", place=commune),
        SalesPoint("online", "Trang bán", "https://vidu.example/"),
    ]

    assert actions.set_sales_places(coffee, points, by=officer, at=NOON)

    assert [p.name for p in coffee.sales_places.all()] == ["Tại xưởng", "Trang bán"]
    assert journals.last(coffee)[2] == {
        "sales_places": [
            [],
            [f"Tại xưởng ({commune.full_name})", "Trang bán (https://vidu.example/)"],
        ]
    }
    assert not actions.set_sales_places(coffee, points, by=officer, at=NOON)
    wrong = [SalesPoint("own", "A"), SalesPoint("moon", "B", "javascript:alert(1)")]
    assert faults(actions.set_sales_places, coffee, wrong, by=officer, at=NOON) == {
        "2.kind",
        "2.link",
    }


def test_of_a_year_s_figures_only_those_named_are_replaced(coffee, officer):
    record = partial(actions.record_year_figure, coffee, 2025, by=officer, at=NOON)
    assert record(output=Decimal(12), unit="tấn")

    assert record(revenue=900_000_000)

    kept = coffee.year_figures.values_list("output", "unit", "revenue").get()
    assert kept == (Decimal(12), "tấn", 900_000_000)
    assert journals.last(coffee)[2] == {"2025.revenue": [None, 900000000]}
    written = journals.count()
    assert not record(output=Decimal("12.000"), unit=" tấn ")
    assert journals.count() == written


def test_a_figure_must_be_one(coffee, officer):
    def wrong(year=2025, **how):
        return faults(actions.record_year_figure, coffee, year, by=officer, at=NOON, **how)

    assert wrong(2027, revenue=1) == wrong(1980, revenue=1) == {"year"}
    assert wrong() == {"output"}
    assert wrong(output=Decimal(1)) == {"unit"}
    with pytest.raises(ValidationError):
        actions.record_year_figure(coffee, 2025, revenue=-1, by=officer, at=NOON)


# Pictures


@pytest.fixture
def pictures(officer):
    def take(number: int):
        content = picture(size=(20 + number, 20))
        upload = SimpleUploadedFile(f"{number}.png", content)
        return files.take(upload, allowed=files.PICTURES, by=officer, at=NOON)

    return [take(number) for number in range(3)]


def test_pictures_are_ordered_described_and_removed(coffee, officer, pictures):
    how = {"by": officer, "at": NOON}
    first, second, third = [actions.add_picture(coffee, file, **how) for file in pictures]
    assert journals.last(coffee)[2] == {"picture": [None, pictures[2].sha256]}

    assert actions.reorder_pictures(coffee, [third.pk, first.pk, second.pk], **how)
    assert not actions.reorder_pictures(coffee, [third.pk, first.pk, second.pk], **how)
    assert actions.describe_picture(second, " Gói  cà phê ", **how)
    assert journals.last(coffee)[2] == {"picture.description": ["", "Gói cà phê"]}
    assert not actions.describe_picture(second, "Gói cà phê", **how)
    actions.remove_picture(first, **how)
    assert journals.last(coffee)[2] == {"picture": [pictures[0].sha256, None]}

    assert [p.description for p in coffee.pictures.all()] == ["", "Gói cà phê"]
    assert actions.add_picture(coffee, pictures[0], **how).order == 4


def test_pictures_refuse(coffee, officer, pictures):
    how = {"by": officer, "at": NOON}
    kept = actions.add_picture(coffee, pictures[0], **how)
    sheet = store(xlsx([]), by=officer)

    assert refusal(actions.add_picture, coffee, pictures[0], **how) == "picture-exists"
    assert refusal(actions.add_picture, coffee, sheet, **how) == "not-a-picture"
    assert refusal(actions.reorder_pictures, coffee, [kept.pk, 99], **how) == "pictures-changed"


def test_a_product_has_no_end_of_pictures(coffee, officer, pictures, monkeypatch):
    monkeypatch.setattr("sanvat.products.actions.pictures.MOST_PICTURES", 2)
    for file in pictures[:2]:
        actions.add_picture(coffee, file, by=officer, at=NOON)

    with pytest.raises(Refusal) as refused:
        actions.add_picture(coffee, pictures[2], by=officer, at=NOON)
    assert refused.value.code == "too-many-pictures"


def test_strangers_touch_no_picture(coffee, officer, pictures, stranger):
    kept = actions.add_picture(coffee, pictures[0], by=officer, at=NOON)
    how = {"by": stranger, "at": NOON}
    for act, args in (
        (actions.add_picture, (coffee, pictures[1])),
        (actions.describe_picture, (kept, "x")),
        (actions.remove_picture, (kept,)),
    ):
        with pytest.raises(PermissionDenied):
            act(*args, **how)


# What the database keeps


def test_a_product_bears_its_latest_recognition(coffee):
    def bears():
        return Product.objects.values_list("stars", "expires_on").get()

    def give(number: int, stars: int):
        return Recognition.objects.create(
            product=coffee, round=number, kind="first", stars=stars, expires_on=f"202{number}-01-01"
        )

    assert bears() == (None, None)
    first = give(1, 3)
    second = give(2, 4)
    assert (bears()[0], str(bears()[1])) == (4, "2022-01-01")
    Recognition.objects.filter(pk=second.pk).update(stars=5)
    assert bears()[0] == 5
    second.delete()
    assert bears()[0] == 3
    first.delete()
    assert bears() == (None, None)


def test_a_product_page_asks_a_fixed_number_of_questions(
    coffee, officer, pictures, commune, django_assert_num_queries
):
    how = {"by": officer, "at": NOON}
    for count in (1, 3):
        actions.set_variants(coffee, [Variant(f"{n}") for n in range(count)], **how)
        points = [SalesPoint("own", f"{n}", place=commune) for n in range(count)]
        actions.set_sales_places(coffee, points, **how)
        for year in range(2025 - count, 2025):
            actions.record_year_figure(coffee, year, revenue=year, **how)
        if count == 1:
            actions.add_picture(coffee, pictures[0], **how)
        with django_assert_num_queries(5):
            beside = ("producer__organisation", "current_place")
            product = telling_parts(Product.objects.select_related(*beside)).get(pk=coffee.pk)
            read_parts(product)
            seen = [p.file.sha256 for p in product.pictures.all()]
            seen += [str(p.place) for p in product.sales_places.all()]
            seen += [str(v) for v in product.variants.all()]
            seen += [str(f.year) for f in product.year_figures.all()]
            seen += [str(product.stars), product.producer.name, str(product.current_place)]


def test_a_rivals_product_is_hinted_at_and_not_named(officer, cooperative, coffee):
    rival = actions.register_producer(
        "HTX Đối Thủ", coffee.current_place, by=officer, at=NOON, legal_form="cooperative"
    )
    person = make_user("Ka Thơm", "0912666777")
    make_member(person, Role.PRODUCER, rival.organisation)

    def said_to(by) -> str:
        with pytest.raises(Refusal) as refused, transaction.atomic():
            actions.register_product(rival, "Cà phê bột", by=again(by), at=NOON)
        assert refused.value.code == "product-near"
        return refused.value.message

    assert cooperative.name in said_to(officer)
    assert cooperative.name not in said_to(person)
    assert "của chủ thể khác" in said_to(person)
