"""Each person sees their own work and nothing of anybody else's."""

import pytest

from sanvat.certificates.models import Recognition
from sanvat.parties.models import Role
from sanvat.products import actions
from sanvat.products.models import Idea, Producer, Product
from sanvat.register.models import Import
from tests.people import EVERYBODY, again, make_member, make_person
from tests.register.registers import NOON, bring_in, row, start

SEES = {
    "producer": ["own"],
    "officer": ["own", "same commune"],
    "advisor": ["own", "same commune", "other commune"],
    "coordinator": ["own", "same commune", "other commune"],
    "centre": ["own", "same commune", "other commune", "other province"],
    "stranger": ["other province"],
}


@pytest.fixture
def everything(producer, stranger, centre, commune, neighbour, elsewhere):
    """A producer with a product, a recognition and an idea in each kind of place."""

    def make(name, place, organisation=None):
        how = {"by": centre, "at": NOON, "legal_form": "cooperative", "is_another": True}
        made = actions.register_producer(name, place, **how)
        if organisation:
            Producer.objects.filter(pk=made.pk).update(organisation=organisation)
            made = Producer.objects.get(pk=made.pk)
        product = actions.register_product(made, f"Chè {name}", by=centre, at=NOON)
        Recognition.objects.create(product=product, kind="first", stars=3)
        actions.note_idea(
            name, "Ý tưởng", place, by=centre, at=NOON, told_by="Ai đó", producer=made
        )

    make("own", commune, producer.acting.organisation)
    make("same commune", commune)
    make("other commune", neighbour)
    make("other province", elsewhere, stranger.acting.organisation)


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_person_sees_only_their_own_work(who, everything, request):
    person = again(request.getfixturevalue(who))
    sees = SEES.get(who, [])

    assert sorted(p.name for p in Product.objects.visible_to(person)) == sorted(
        f"Chè {name}" for name in sees
    )
    assert Producer.objects.visible_to(person).count() == len(sees)
    assert sorted(i.name for i in Idea.objects.visible_to(person)) == sorted(sees)
    assert Recognition.objects.visible_to(person).count() == len(sees)


def test_whoever_has_not_chosen_sees_nothing(everything, officer, producer):
    make_member(officer, Role.PRODUCER, producer.acting.organisation)
    undecided = again(officer)

    assert undecided.acting is None
    assert not Product.objects.visible_to(undecided).exists()
    assert not Producer.objects.visible_to(undecided).exists()


def test_what_old_communes_became_is_seen_today(centre, officer):
    bring_in(
        [row(product="Rau", producer="HTX Rau", commune="xã Phú Hội, huyện Đức Trọng")], by=centre
    )

    assert [p.name for p in Product.objects.visible_to(officer)] == ["Rau"]


@pytest.mark.parametrize("who", EVERYBODY)
def test_an_import_is_seen_by_its_office(who, request, advisor):
    importing = start([row(product="Chè", producer="HTX")], by=advisor)
    person = request.getfixturevalue(who)

    assert list(Import.objects.visible_to(person)) == ([importing] if who == "advisor" else [])


def test_a_colleague_sees_the_office_s_import(advisor):
    importing = start([row(product="Chè", producer="HTX")], by=advisor)
    colleague = make_person(
        "Đồng nghiệp", Role.ADVISORY_OFFICER, advisor.acting.organisation, username="0912999999"
    )

    assert list(Import.objects.visible_to(colleague)) == [importing]


def test_lists_ask_a_fixed_number_of_questions(centre, advisor, django_assert_num_queries):
    def lines(count):
        return [
            row(product=f"Chè {n}", producer=f"HTX {n}", commune="xã Đức Trọng", star=3)
            for n in range(count)
        ]

    assert advisor.acting  # asked once a request
    for count in (1, 3):
        bring_in(lines(count), by=centre)
        with django_assert_num_queries(4):
            products = list(Product.objects.visible_to(advisor).for_list())
            seen = [(p.producer.name, str(p.current_place), p.stars) for p in products]
        with django_assert_num_queries(4):
            producers = list(Producer.objects.visible_to(advisor).for_list())
            seen += [(p.name, str(p.current_place), len(p.products.all())) for p in producers]
        with django_assert_num_queries(1):
            assert len(list(Product.objects.visible_to(advisor).search("chè htx"))) == count
        assert len(products) == len(producers) == count
