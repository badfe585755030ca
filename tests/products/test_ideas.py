from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from sanvat.parties.models import Notice
from sanvat.products import actions
from sanvat.products.models import BusinessPlan, Idea, Source
from tests.people import again
from tests.products import journals
from tests.products.test_producers import faults, refusal
from tests.register.registers import NOON

PLAN = {"product": "Túi 500 g", "materials": "Cà phê của xã", "market": "Chợ Liên Nghĩa"}


def note(by, commune, **how) -> Idea:
    usual = {"name": "Cà phê mật ong", "text": "Nhà tôi muốn làm."}
    usual |= how
    return actions.note_idea(usual.pop("name"), usual.pop("text"), commune, by=by, at=NOON, **usual)


@pytest.fixture
def idea(officer, commune):
    return note(officer, commune, told_by="K’ Sráng", phone="0912345678", event="Hội nghị 2026")


def state(idea: Idea) -> str:
    idea.refresh_from_db()
    return idea.state


def plan(idea, by, **fields):
    assert actions.plan_idea(idea, by=by, at=NOON, **{**PLAN, **fields})
    return BusinessPlan.objects.get(idea=idea)


# Noting


def test_an_officer_notes_what_a_villager_told_at_an_event(idea, officer, commune):
    assert (idea.told_by, idea.event, idea.noted_by) == ("K’ Sráng", "Hội nghị 2026", officer)
    assert (idea.current_place, idea.state) == (commune, "noted")
    act, name, changes = journals.last(idea)
    assert (act, name, "phone" in changes) == ("note_idea", "Cà phê mật ong", False)


def test_a_villager_notes_her_own(nobody, commune):
    idea = note(nobody, commune)

    assert (idea.told_by, idea.noted_by) == (nobody.name, nobody)
    assert list(Idea.objects.visible_to(nobody)) == [idea]


def test_noting_for_others_is_for_officers(nobody, stranger, commune, cooperative):
    with pytest.raises(PermissionDenied):
        note(nobody, commune, told_by="Người khác")
    with pytest.raises(PermissionDenied):
        note(stranger, commune, producer=cooperative)
    nobody.is_active = False
    with pytest.raises(PermissionDenied):
        note(nobody, commune)


def test_noting_says_what_is_wrong(officer, commune):
    assert faults(note, officer, commune, name=" ") == {"name"}
    assert faults(note, officer, commune, text=" ") == {"text"}
    assert faults(note, officer, commune, phone="1") == {"phone"}


# From idea to product


def test_an_idea_becomes_a_product(idea, officer, cooperative):
    actions.advise_idea(idea, "Nên làm phin giấy.", by=officer, at=NOON)
    assert (state(idea), idea.advice, idea.advised_by) == ("advised", "Nên làm phin giấy.", officer)
    assert journals.last(idea)[2]["state"] == ["noted", "advised"]

    kept = plan(idea, officer, output=Decimal(100), unit="kg", price=200_000)
    assert (state(idea), kept.yearly_revenue) == ("planned", 20_000_000)
    assert journals.last(idea)[2]["plan.price"] == [None, 200000]

    product = actions.register_idea(idea, cooperative, by=officer, at=NOON)
    assert (state(idea), idea.product, idea.producer) == ("registered", product, cooperative)
    assert (product.name, product.source) == ("Cà phê mật ong", Source.IDEA)
    assert journals.last(idea)[0] == "register_idea"
    assert journals.last(product)[0] == "register_product"


def test_advice_and_plans_may_come_again(idea, officer):
    plan(idea, officer)
    actions.advise_idea(idea, "Tính lại vốn.", by=officer, at=NOON)
    assert state(idea) == "planned"

    plan(idea, officer, capital=50_000_000)

    assert BusinessPlan.objects.get().capital == 50_000_000


def test_steps_that_are_not_next_are_refused(idea, officer, cooperative):
    def register():
        return refusal(actions.register_idea, idea, cooperative, by=officer, at=NOON)

    assert register() == "idea-noted"
    actions.advise_idea(idea, "Được.", by=officer, at=NOON)
    assert register() == "idea-advised"
    actions.set_aside_idea(idea, "Trùng với ý tưởng khác.", by=officer, at=NOON)
    assert journals.last(idea)[2]["state"] == ["advised", "set_aside"]
    assert register() == "idea-set-aside"
    assert refusal(plan, idea, officer) == "idea-set-aside"
    assert refusal(actions.advise_idea, idea, "x", by=officer, at=NOON) == "idea-set-aside"
    assert refusal(actions.set_aside_idea, idea, "x", by=officer, at=NOON) == "idea-set-aside"


def test_a_registered_idea_is_done(idea, officer, cooperative, coffee):
    plan(idea, officer)

    def register(**how):
        return actions.register_idea(idea, cooperative, by=officer, at=NOON, **how)

    assert refusal(register, name="Cà phê bột") == "product-exists"
    register(name="Cà phê phin giấy", set_number=13)
    assert refusal(register) == "idea-registered"
    assert refusal(plan, idea, officer) == "idea-registered"


def test_words_that_are_needed_are_asked_for(idea, officer):
    assert faults(actions.advise_idea, idea, " ", by=officer, at=NOON) == {"advice"}
    assert faults(actions.set_aside_idea, idea, "", by=officer, at=NOON) == {"reason"}
    assert faults(actions.plan_idea, idea, by=officer, at=NOON, product="Túi") == {
        "materials",
        "market",
    }
    with pytest.raises(ValidationError):
        plan(idea, officer, price=-1)
    with pytest.raises(TypeError):
        plan(idea, officer, idea=1)


def test_strangers_do_nothing_with_an_idea(
    idea, cooperative, stranger, nobody, producer, operator, chair, coordinator
):
    for person in (stranger, nobody, producer, operator, chair, coordinator):
        with pytest.raises(PermissionDenied):
            actions.advise_idea(idea, "Nên.", by=person, at=NOON)
        with pytest.raises(PermissionDenied):
            plan(idea, person)
        with pytest.raises(PermissionDenied):
            actions.set_aside_idea(idea, "Thôi.", by=person, at=NOON)
        with pytest.raises(PermissionDenied):
            actions.register_idea(idea, cooperative, by=person, at=NOON)
    assert state(idea) == "noted"


# The list of an event


def listed(*lines: tuple[str, ...], **how) -> list[actions.Interested]:
    return [actions.Interested(*line, **how) for line in lines]


def test_the_list_of_an_event_becomes_ideas(officer, commune, neighbour, advisor):
    people = [
        actions.Interested("Chị Thơm", "Mứt dâu", "0912 345 111"),
        actions.Interested("K’ Brèm", "Cà phê mật ong"),
        actions.Interested("Bà Tư", "Chuối sấy", place=neighbour),
    ]

    noted = actions.note_interested("Tập huấn 12/6", commune, people, by=advisor, at=NOON)

    assert [(i.name, i.told_by, i.phone, i.event, i.current_place) for i in noted] == [
        ("Mứt dâu", "Chị Thơm", "0912345111", "Tập huấn 12/6", commune),
        ("Cà phê mật ong", "K’ Brèm", "", "Tập huấn 12/6", commune),
        ("Chuối sấy", "Bà Tư", "", "Tập huấn 12/6", neighbour),
    ]
    assert Notice.objects.get(user=officer).text == (
        "Ý tưởng mới từ Tập huấn 12/6: 2. Một trong đó: Mứt dâu."
    )
    written = journals.count()
    assert (
        actions.note_interested("Tập huấn 12/6", commune, people, by=again(advisor), at=NOON) == []
    )
    assert journals.count() == written


def test_a_faulty_line_of_a_list_is_named_and_nothing_is_noted(officer, commune):
    people = listed(("Chị Thơm", "Mứt dâu"), ("K’ Brèm", "Cà phê", "12"), ("Bà Tư", "x" * 201))

    with pytest.raises(ValidationError) as wrong, transaction.atomic():
        actions.note_interested("Tập huấn", commune, people, by=officer, at=NOON)

    assert [said[:7] for said in wrong.value.message_dict["people"]] == ["Dòng 2:", "Dòng 3:"]
    assert not Idea.objects.exists()
    with pytest.raises(ValidationError, match="Nhiều nhất 300 dòng"):
        actions.note_interested("Tập huấn", commune, people * 101, by=officer, at=NOON)


def test_a_list_is_noted_by_officers_of_the_place(
    officer, centre, coordinator, producer, stranger, operator, nobody, commune, neighbour
):
    def note(by, place=commune):
        return actions.note_interested("Hội chợ", place, listed(("A", "B")), by=by, at=NOON)

    for person in (centre, coordinator, producer, stranger, operator, nobody):
        with pytest.raises(PermissionDenied):
            note(person)
    with pytest.raises(PermissionDenied):
        note(officer, neighbour)
    assert len(note(officer)) == 1
