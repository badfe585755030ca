"""Two people at the same producer, product or idea: they get an order, and nothing is lost."""

from decimal import Decimal

import pytest

from sanvat.parties import actions as parties
from sanvat.parties.models import Membership
from sanvat.places.models import Place
from sanvat.products import access, actions
from sanvat.products.actions import MOST_PICTURES, Interested, SalesPoint, Variant
from sanvat.products.models import BusinessPlan, Idea, Producer, ProducerPerson, Product
from sanvat.records import files
from sanvat.records.versions import version_of
from tests.parties.journal import written
from tests.people import again, make_user
from tests.products.test_ideas import PLAN
from tests.records import uploads
from tests.register.registers import NOON
from tests.threads import DONE, act, at_once, told

pytestmark = pytest.mark.django_db(transaction=True)

REGISTERED = {"legal_form": "cooperative"}


def acts_on(thing) -> list[str]:
    return [name for name, _who, _for_whom in written(thing)]


# Producers


def test_one_tax_code_for_two_new_producers(advisor, commune, neighbour):
    codes = told(
        *(
            act(
                *(actions.register_producer, name, place),
                by=advisor,
                tax_code="068090001234",
                **REGISTERED,
            )
            for name, place in (("HTX Một", commune), ("HTX Hai", neighbour))
        )
    )

    assert codes == [DONE, "tax-code-taken"]
    assert Producer.objects.filter(tax_code="068090001234").count() == 1


def test_one_tax_code_for_a_new_producer_and_an_old_one(cooperative, advisor, neighbour):
    code = {"tax_code": "068090001234"}

    codes = told(
        act(actions.register_producer, "HTX Một", neighbour, by=advisor, **code, **REGISTERED),
        act(actions.change_producer, cooperative, by=advisor, **code),
    )

    assert codes == [DONE, "tax-code-taken"]


def test_one_name_for_two_new_producers(officer, advisor, commune):
    codes = told(
        *(
            act(actions.register_producer, "HTX Một", commune, by=person, **REGISTERED)
            for person in (officer, advisor)
        )
    )

    assert codes == [DONE, "producer-exists"]
    assert Producer.objects.count() == 1


def test_two_fields_of_one_producer(cooperative, officer, advisor):
    codes = told(
        act(actions.change_producer, cooperative, by=officer, phone="0987654321"),
        act(actions.change_producer, cooperative, by=advisor, workers=12),
    )

    found = Producer.objects.get()
    assert codes == [DONE, DONE]
    assert (found.phone, found.workers) == ("0987654321", 12)


def test_who_saw_the_producer_before_another_saved_is_told(cooperative, officer, advisor):
    seen = version_of(Producer.objects.get())

    codes = told(
        act(actions.change_producer, cooperative, by=officer, name="HTX Một", seen=seen),
        act(actions.change_producer, cooperative, by=advisor, name="HTX Hai", seen=seen),
    )

    assert codes == ["changed-meanwhile", DONE]
    assert acts_on(cooperative) == ["register_producer", "change_producer"]


def test_a_form_for_tourism_alone_and_a_product_of_another_group(cooperative, coffee, officer):
    actions.change_product(coffee, set_number=26, by=officer, at=NOON)  # tourism

    codes = told(
        act(actions.change_producer, cooperative, by=officer, legal_form="association"),
        act(actions.change_product, coffee, by=officer, set_number=13),
    )

    assert codes == [DONE, "legal-form-for-tourism"]


def test_private_facts_recorded_twice(cooperative, officer, advisor):
    codes = told(
        *(
            act(
                actions.record_private_facts,
                cooperative,
                by=person,
                reason="A.3.2",
                ethnicity=ethnicity,
            )
            for person, ethnicity in ((officer, "Cơ Ho"), (advisor, "Mạ"))
        )
    )

    assert codes == [DONE, DONE]
    assert ProducerPerson.objects.count() == 1


def test_who_saw_that_no_private_facts_are_kept_is_told_of_new_ones(cooperative, officer, advisor):
    facts = {"reason": "A.3.2", "gender": "female", "seen": version_of()}

    codes = told(
        *(
            act(actions.record_private_facts, cooperative, by=person, **facts)
            for person in (officer, advisor)
        )
    )

    assert codes == ["changed-meanwhile", DONE]


def test_private_facts_recorded_and_erased(cooperative, officer, advisor):
    facts = {"reason": "A.3.2", "gender": "female"}
    actions.record_private_facts(cooperative, by=officer, at=NOON, **facts)

    codes = told(
        act(actions.record_private_facts, cooperative, by=officer, **facts),
        act(actions.erase_private_facts, cooperative, by=advisor),
    )

    assert codes == [DONE, DONE]
    last = acts_on(cooperative)[-1]
    assert ProducerPerson.objects.exists() is (last == "record_private_facts")


# Products


def test_two_new_products_of_one_name(cooperative, officer, advisor):
    codes = told(
        *(
            act(actions.register_product, cooperative, "Chè ô long", by=person)
            for person in (officer, advisor)
        )
    )

    assert codes == [DONE, "product-exists"]
    assert Product.objects.count() == 1


def test_two_products_renamed_to_one_name(cooperative, coffee, officer, advisor):
    tea = actions.register_product(cooperative, "Chè ô long", by=officer, at=NOON)

    codes = told(
        act(actions.change_product, coffee, by=officer, name="Trà túi lọc"),
        act(actions.change_product, tea, by=advisor, name="Trà túi lọc"),
    )

    assert codes == [DONE, "product-exists"]


def test_a_new_product_and_one_renamed_to_its_name(cooperative, coffee, officer, advisor):
    codes = told(
        act(actions.register_product, cooperative, "Trà túi lọc", by=officer),
        act(actions.change_product, coffee, by=advisor, name="Trà túi lọc"),
    )

    assert codes == [DONE, "product-exists"]


def test_a_producer_moves_while_it_gets_a_product(cooperative, advisor, officer, neighbour):
    codes = told(
        act(actions.change_producer, cooperative, by=advisor, place=neighbour),
        act(actions.register_product, cooperative, "Chè ô long", by=advisor),
    )

    assert codes == [DONE, DONE]
    assert Product.objects.get().current_place == neighbour


def test_a_producer_closes_while_it_gets_a_product(cooperative, advisor, officer):
    codes = told(
        act(actions.change_producer, cooperative, by=advisor, state="closed"),
        act(actions.register_product, cooperative, "Chè ô long", by=officer),
    )

    assert codes in ([DONE, DONE], [DONE, "producer-closed"])


def test_the_sizes_of_one_product_set_twice(coffee, officer, advisor):
    sizes = [[Variant("Túi", Decimal(n), "g"), Variant("Hộp")] for n in (250, 500)]

    codes = told(
        act(actions.set_variants, coffee, sizes[0], by=officer),
        act(actions.set_variants, coffee, sizes[1], by=advisor),
    )

    assert codes == [DONE, DONE]
    assert [str(v) for v in coffee.variants.all()] in (["Túi 250 g", "Hộp"], ["Túi 500 g", "Hộp"])
    assert acts_on(coffee).count("set_variants") == 2


def test_who_saw_the_sizes_before_another_set_them_is_told(coffee, officer, advisor):
    codes = told(
        *(
            act(actions.set_variants, coffee, [Variant(name)], by=person, seen=version_of())
            for person, name in ((officer, "Túi"), (advisor, "Hộp"))
        )
    )

    assert codes == ["changed-meanwhile", DONE]
    assert coffee.variants.count() == 1


def test_the_places_of_sale_of_one_product_set_twice(coffee, officer, advisor):
    codes = told(
        *(
            act(actions.set_sales_places, coffee, [SalesPoint("shop", name)], by=person)
            for person, name in ((officer, "Siêu thị"), (advisor, "Chợ"))
        )
    )

    assert codes == [DONE, DONE]
    assert coffee.sales_places.count() == 1


def test_one_year_s_figures_recorded_twice(coffee, officer, advisor):
    codes = told(
        *(
            act(actions.record_year_figure, coffee, 2025, by=person, revenue=revenue)
            for person, revenue in ((officer, 100), (advisor, 200))
        )
    )

    assert codes == [DONE, DONE]
    assert coffee.year_figures.get().revenue in (100, 200)


def test_two_years_figures_disturb_nobody(coffee, officer, advisor):
    codes = told(
        *(
            act(actions.record_year_figure, coffee, year, by=person, revenue=1, seen=version_of())
            for person, year in ((officer, 2024), (advisor, 2025))
        )
    )

    assert codes == [DONE, DONE]


# Pictures


@pytest.fixture
def picture(coffee, officer):
    return actions.add_picture(coffee, stored(officer, 0), by=officer, at=NOON)


def stored(by, shade: int):
    upload = uploads.upload("anh.jpg", uploads.picture(colour=(shade, 90, 30)))
    return files.take(upload, allowed=files.PICTURES, by=by, at=NOON)


def test_one_picture_added_twice(coffee, officer, advisor):
    file = stored(officer, 0)

    codes = told(
        *(act(actions.add_picture, coffee, file, by=person) for person in (officer, advisor))
    )

    assert codes == [DONE, "picture-exists"]


def test_one_more_picture_than_there_may_be(coffee, officer, advisor):
    for shade in range(MOST_PICTURES - 1):
        actions.add_picture(coffee, stored(officer, shade * 9), by=officer, at=NOON)
    last = [stored(officer, shade) for shade in (200, 240)]

    codes = told(
        *(
            act(actions.add_picture, coffee, file, by=person)
            for file, person in zip(last, (officer, advisor), strict=True)
        )
    )

    assert codes == [DONE, "too-many-pictures"]


def test_a_picture_described_and_taken_away(picture, officer, advisor):
    codes = told(
        act(actions.describe_picture, picture, "Gói cà phê", by=officer),
        act(actions.remove_picture, picture, by=advisor),
    )

    assert codes in ([DONE, DONE], [DONE, "picture-gone"])


def test_a_picture_described_twice(picture, officer, advisor):
    seen = version_of(picture)

    codes = told(
        act(actions.describe_picture, picture, "Gói cà phê", by=officer, seen=seen),
        act(actions.describe_picture, picture, "Túi cà phê", by=advisor, seen=seen),
    )

    assert codes == ["changed-meanwhile", DONE]


def test_a_picture_taken_away_twice(picture, officer, advisor):
    codes = told(
        *(act(actions.remove_picture, picture, by=person) for person in (officer, advisor))
    )

    assert codes == [DONE, "picture-gone"]


def test_pictures_put_in_order_while_one_is_taken_away(coffee, picture, officer, advisor):
    other = actions.add_picture(coffee, stored(officer, 200), by=officer, at=NOON)

    codes = told(
        act(actions.reorder_pictures, coffee, [other.pk, picture.pk], by=officer),
        act(actions.remove_picture, picture, by=advisor),
    )

    assert codes in ([DONE, DONE], [DONE, "pictures-changed"])
    assert list(coffee.pictures.all()) == [other]


# People


@pytest.fixture
def people(cooperative, officer) -> list[Membership]:
    """Two who manage, and one who edits."""
    return [
        actions.add_person(
            cooperative,
            make_user(f"Người {number}", f"091100000{number}"),
            rights=rights,
            by=officer,
            at=NOON,
        )
        for number, rights in enumerate(("manage", "manage", "edit"))
    ]


def test_one_person_added_twice(cooperative, officer, advisor):
    lan = make_user("Ka Lan", "0911000000")

    codes = told(
        *(
            act(actions.add_person, cooperative, again(lan), rights="edit", by=person)
            for person in (officer, advisor)
        )
    )

    assert codes == ["already-member", DONE]


def test_the_last_two_who_manage_give_it_up(cooperative, people, officer, advisor):
    codes = told(
        *(
            act(actions.change_rights, membership, rights="view", by=person)
            for membership, person in zip(people, (officer, advisor), strict=False)
        )
    )

    rights = access.rights_among(list(access.people_of(cooperative.organisation_id)))
    assert codes == [DONE, "last-manager"]
    assert sorted(rights.values()) == ["edit", "manage", "view"]


def test_one_who_manages_gives_it_up_while_the_other_leaves(cooperative, people, officer):
    codes = told(
        act(actions.change_rights, people[0], rights="edit", by=officer),
        act(parties.end_membership, people[1], by=officer),
    )

    assert codes == [DONE, "last-manager"]


def test_the_rights_of_one_person_said_twice(people, officer, advisor):
    seen = version_of(people[2].rights)

    codes = told(
        act(actions.change_rights, people[2], rights="view", by=officer, seen=seen),
        act(actions.change_rights, people[2], rights="manage", by=advisor, seen=seen),
    )

    assert codes == ["changed-meanwhile", DONE]


def test_the_rights_of_somebody_who_leaves(people, officer, advisor):
    codes = told(
        act(actions.change_rights, people[2], rights="view", by=officer),
        act(parties.end_membership, people[2], by=advisor),
    )

    assert codes in ([DONE, DONE], ["already-ended", DONE])


# Ideas


@pytest.fixture
def idea(officer, commune) -> Idea:
    return actions.note_idea("Trà sen", "Nhà tôi muốn làm.", commune, by=officer, at=NOON)


def test_an_idea_advised_twice(idea, officer, advisor):
    codes = told(
        act(actions.advise_idea, idea, "Gặp hội phụ nữ.", by=officer),
        act(actions.advise_idea, idea, "Hỏi khuyến nông.", by=advisor),
    )

    assert codes == [DONE, DONE]
    assert acts_on(idea) == ["note_idea", "advise_idea", "advise_idea"]


def test_who_saw_an_idea_before_another_advised_it_is_told(idea, officer, advisor):
    seen = version_of(idea)

    codes = told(
        act(actions.advise_idea, idea, "Gặp hội phụ nữ.", by=officer, seen=seen),
        act(actions.advise_idea, idea, "Hỏi khuyến nông.", by=advisor, seen=seen),
    )

    assert codes == ["changed-meanwhile", DONE]


def test_an_idea_planned_twice(idea, officer, advisor):
    codes = told(
        act(actions.plan_idea, idea, by=officer, **PLAN),
        act(actions.plan_idea, idea, by=advisor, **PLAN | {"market": "Siêu thị"}),
    )

    assert codes == [DONE, DONE]
    assert BusinessPlan.objects.count() == 1


def test_who_saw_that_an_idea_has_no_plan_is_told_of_a_new_one(idea, officer, advisor):
    codes = told(
        *(
            act(actions.plan_idea, idea, by=person, seen=version_of(), **PLAN)
            for person in (officer, advisor)
        )
    )

    assert codes == ["changed-meanwhile", DONE]


def test_an_idea_made_a_product_twice(idea, cooperative, officer, advisor):
    actions.plan_idea(idea, by=officer, at=NOON, **PLAN)

    codes = told(
        *(
            act(actions.register_idea, idea, cooperative, by=person, name=name)
            for person, name in ((officer, "Trà sen"), (advisor, "Trà ướp sen"))
        )
    )

    assert codes == [DONE, "idea-registered"]
    assert Product.objects.count() == 1


def test_an_idea_made_a_product_and_set_aside(idea, cooperative, officer, advisor):
    actions.plan_idea(idea, by=officer, at=NOON, **PLAN)

    codes = told(
        act(actions.register_idea, idea, cooperative, by=officer),
        act(actions.set_aside_idea, idea, "Chưa có vốn.", by=advisor),
    )

    assert codes in ([DONE, "idea-registered"], [DONE, "idea-set-aside"])
    assert Product.objects.exists() is (Idea.objects.get().state == "registered")


def test_an_idea_made_a_product_while_the_map_changes(idea, cooperative, officer, commune):
    """Both want the producer and the idea, and take them in one order."""
    actions.plan_idea(idea, by=officer, at=NOON, **PLAN)
    old = Place.objects.communes().filter(valid__upper_inf=False, successions__new=commune).first()
    assert old.today_places() == [commune]
    Producer.objects.update(current_place=old)
    Idea.objects.update(current_place=old, producer=cooperative)

    answers = at_once(
        act(actions.register_idea, idea, cooperative, by=officer),
        lambda: actions.follow_the_map(at=NOON),
    )

    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert Producer.objects.get().current_place == commune
    assert Product.objects.get().current_place == commune


def test_an_idea_set_aside_twice(idea, officer, advisor):
    codes = told(
        *(
            act(actions.set_aside_idea, idea, "Chưa có vốn.", by=person)
            for person in (officer, advisor)
        )
    )

    assert codes == [DONE, "idea-set-aside"]


def test_one_list_of_an_event_noted_twice(officer, advisor, commune):
    people = [Interested("Ka Lan", "Trà sen"), Interested("K’ Brèm", "Mật ong")]

    answers = at_once(
        *(
            act(actions.note_interested, "Tập huấn 12/6", commune, people, by=person)
            for person in (officer, advisor)
        )
    )

    assert sorted(map(len, answers)) == [0, 2]
    assert Idea.objects.count() == 2
