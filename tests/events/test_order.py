"""Who sees which events, page by page in the order of days, and in which province each lies."""

import random
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from sanvat.events.models import CoHost, Event, Guest
from sanvat.parties.roles import PROGRAMME_KEEPERS
from sanvat.places.models import Place
from tests.desk.pages import DESK, signed_in
from tests.events.conftest import BEFORE
from tests.people import again

pytestmark = pytest.mark.django_db
LINK = re.compile(rf'href="{DESK}su-kien/([0-9]+)/"')
MANY = 240


@pytest.fixture
def people(coordinator, advisor, officer, producer, far_advisor, centre, nobody):
    everybody = (coordinator, advisor, officer, producer, far_advisor, centre, nobody)
    return [again(each) for each in everybody]


@pytest.fixture
def events(people, province, commune, neighbour, elsewhere):
    """Of all kinds of hosts, places and days, to which now one and now another is called."""
    dice = random.Random(7)
    posts = [each.acting for each in people if each.acting]
    today = timezone.localdate()
    made = []
    for n in range(MANY):
        starts_on = today + timedelta(days=dice.randrange(-20, 20))
        event = Event.objects.create(
            kind="training",
            title=f"Tập huấn {n}",
            host_id=dice.choice(posts).organisation_id,
            place=dice.choice([province, commune, neighbour, elsewhere, elsewhere.parent]),
            starts_on=starts_on,
            ends_on=starts_on + timedelta(days=dice.choice([0, 0, 0, 1, 9])),
            created_by=people[0],
            created_at=BEFORE,
            changed_at=BEFORE,
        )
        called, as_body = dice.sample(posts, 2)
        kept = {"event": event, "name": "Khách", "number": 1}
        if n % 5 == 0:
            Guest.objects.create(**kept, membership=called, organisation_id=called.organisation_id)
        if n % 5 == 1:
            Guest.objects.create(**kept, organisation_id=as_body.organisation_id)
        if n % 5 == 2:
            CoHost.objects.create(event=event, organisation_id=as_body.organisation_id)
        made.append(event)
    return made


def sees(user, event):
    """As the rules are told, one event after the other."""
    own = user.acting
    if own is None:
        return False
    keeps = own.role in PROGRAMME_KEEPERS
    return (keeps and (own.place is None or own.place.covers(event.place))) or concerns(own, event)


def concerns(own, event):
    guests = event.guests.all()
    return (
        event.host_id == own.organisation_id
        or any(each.organisation_id == own.organisation_id for each in event.co_hosts.all())
        or any(each.membership_id == own.pk for each in guests)
        or any(
            each.membership_id is None and each.organisation_id == own.organisation_id
            for each in guests
        )
    )


def shown(client, query):
    """The keys of all pages."""
    found, number = [], 1
    while True:
        answer = client.get(f"{DESK}su-kien/?{query}&page={number}")
        found += [int(key) for key in LINK.findall(answer.content.decode())]
        if not answer.context["page"].has_next():
            return found
        number += 1


def test_everybody_finds_what_they_see_once_and_in_the_order_of_days(people, events):
    today = timezone.localdate()
    lists = {
        "": (lambda each: each.ends_on >= today, False),
        "khi=qua": (lambda each: each.ends_on < today, True),
        "khi=tat-ca": (lambda each: True, True),
        "loai=fair": (lambda each: False, False),
    }
    sights = []
    for user in people:
        seen = [each for each in events if sees(user, each)]
        assert set(Event.objects.visible_to(user)) == set(seen), user
        sights.append(len(seen))
        if user.acting is None:
            continue
        concerning = {each for each in seen if concerns(user.acting, each)}
        assert set(Event.objects.concerning(user)) == concerning, user
        for query, (is_meant, is_turned) in lists.items():
            meant = [each for each in seen if is_meant(each)]
            meant.sort(key=lambda each: (each.starts_on, each.pk), reverse=is_turned)
            assert shown(signed_in(user), query) == [each.pk for each in meant], (user, query)
    assert sights[5] == MANY
    assert all(60 < each < MANY for each in sights[:5])


def test_only_so_many_to_come_are_counted(people, events, monkeypatch):
    monkeypatch.setattr("sanvat.desk.events.views.MOST_COUNTED", 30)
    centre = people[5]
    page = signed_in(centre).get(f"{DESK}su-kien/").context["page"]

    assert (len(page.object_list), page.paginator.count, page.paginator.at_least) == (25, 30, True)


def test_an_event_bears_the_province_of_its_place(event, province, elsewhere):
    def borne():
        event.refresh_from_db()
        return event.province

    assert borne() == province.lineage
    event.province = "/p01/"
    event.save()
    assert borne() == province.lineage
    Event.objects.update(place=elsewhere)
    assert borne() == elsewhere.parent.lineage


def test_an_event_follows_its_place_into_another_province(event, commune, province, elsewhere):
    Event.objects.update(place=commune)
    lineage = commune.lineage.replace(province.lineage, elsewhere.parent.lineage)
    Place.objects.filter(pk=commune.pk).update(lineage=lineage)

    event.refresh_from_db()
    assert event.province == elsewhere.parent.lineage
