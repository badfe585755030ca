"""The demonstration's matters: at every state, and counted in the agreements of two stories."""

from datetime import date

import pytest
from django.utils import timezone

from sanvat.agreements.matters import counting_items, matters_of, period_of
from sanvat.agreements.models import Agreement
from sanvat.concerns import imitated
from sanvat.concerns.models import AppSending, Concern, Forwarding, Sender
from sanvat.parties import demonstration
from sanvat.parties.models import Role, User
from sanvat.site.demo import World, agreements, concerns, open311, parties

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(own_store):
    world = World(timezone.now())
    with demonstration.being_built():
        parties.add(world)
        concerns.add(world)
        agreements.with_thanh_tri(world)
        agreements.with_ba_che(world)
    return world


def test_every_state_is_there_and_the_stories_count_their_matters(world):
    here = Concern.objects.filter(place=world.home)
    assert set(here.values_list("state", flat=True)) == set(Concern.State.values)
    assert not Concern.objects.filter(is_demonstration=False).exists()
    assert here.late_on(timezone.localdate()).exists()
    merged = here.get(state="merged")
    assert merged.merged_into.state == "verifying"
    moved = here.get(state="transferred")
    assert moved.handlings.filter(part="leads").count() == 3
    assert moved.text.startswith("Muốn đưa sản phẩm ra hội chợ")
    assert here.get(way="meeting", kind="feedback").meeting.concerns.count() == 3
    assert not Sender.objects.filter(sealed__contains="trình diễn").exists()

    denunciation = here.get(kind="denunciation")
    seen_by = {
        role
        for role in Role.values
        if role != Role.PRODUCER
        and Concern.objects.visible_to(User.objects.get(pk=world.person(role).pk))
        .filter(pk=denunciation.pk)
        .exists()
    }
    assert seen_by == {Role.COMMUNE_OFFICER}

    thanh_tri = Agreement.objects.get(title__contains="Thanh", starts_on=date(2017, 1, 1))
    (item,) = counting_items(thanh_tri)
    assert item.text == "Giải quyết những vấn đề bức xúc của nhân dân"
    found = matters_of([item], period_of(thanh_tri, timezone.localdate()))
    assert [each.answers.get().text for each in found] == [concerns.SETTLED] * 3

    ba_che = Agreement.objects.get(title__contains="Ba Chẽ", starts_on=date(2019, 1, 1))
    numbers = {
        item.text: matters_of([item], period_of(ba_che, timezone.localdate())).count()
        for item in counting_items(ba_che)
    }
    assert numbers == {"Tiếp nhận, giải quyết kiến nghị": 3, "Giải quyết khiếu nại": 2}
    assert ba_che.review.concerns_handled == 5
    kept = ba_che.issued_reports.get(kind="review").kept
    assert len(kept.figures.get(name="concerns").kept_rows) == 5


def test_another_city_sends_in_and_is_forwarded_to_without_a_call(world, monkeypatch):
    def calls_nobody(*_asked, **_more):
        raise AssertionError("a demonstration has called somebody")

    monkeypatch.setattr("sanvat.follow.outgoing.call", calls_nobody)
    with demonstration.being_built():
        open311.add(world)

    sent = AppSending.objects.order_by("at")
    assert [each.concern.state for each in sent] == ["answered", "accepted", "received"]
    assert {each.organisation.name for each in sent} == {open311.CITY}
    assert all(each.concern.is_demonstration and each.concern.way == "app" for each in sent)
    assert sent[0].concern.publication.withdrawn_at is None

    told = [(each.state, each.status) for each in Forwarding.objects.order_by("at")]
    assert told == [("closed", "closed"), ("sent", "open"), ("waiting", "")]
    assert Forwarding.objects.earliest("at").status_notes == imitated.CLOSED
