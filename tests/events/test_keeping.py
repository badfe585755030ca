"""Who showed interest at an event is kept for so many days, where they are no producer."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from sanvat.errors import Refusal
from sanvat.events import actions, keeping, tasks
from sanvat.events.figures import figures_of
from sanvat.events.models import Event, Interest
from sanvat.records.models import Entry
from tests.desk.pages import signed_in, text_of
from tests.events.conftest import AFTER, DAY
from tests.products.journals import last

KEPT = timedelta(days=730)
PERSON = {"name": "Ka Thơm", "phone": "0912345678", "text": "Nhà có ba sào gừng."}


@pytest.fixture
def interest(event, commune, coordinator) -> Interest:
    return actions.note_interest(
        event, "Mứt gừng", commune, by=coordinator, at=AFTER, agreed=True, **PERSON
    )


def test_who_it_was_goes_and_the_wish_stays(interest, event):
    assert actions.erase_what_is_over(at=AFTER + KEPT) == 0
    over = AFTER + KEPT + timedelta(seconds=1)

    assert actions.erase_what_is_over(at=over) == 1

    interest.refresh_from_db()
    assert (interest.name, interest.phone, interest.text) == ("", "", "")
    assert (str(interest), interest.erased_at) == ("Mứt gừng", over)
    assert last(event) == ("erase_interests", str(event), {"erased_interests": [None, 1]})
    assert figures_of(event).interests == 1
    said = " ".join(str(entry.changes) + entry.note for entry in Entry.objects.all())
    for word in PERSON.values():
        assert word not in said
    assert actions.erase_what_is_over(at=over) == 0


def test_it_is_counted_from_the_last_day_of_the_event_too(interest, event):
    Event.objects.update(starts_on=DAY, ends_on=DAY + timedelta(days=30))
    end = timezone.make_aware(
        timezone.datetime.combine(DAY + timedelta(days=31), timezone.datetime.min.time())
    )

    assert actions.erase_what_is_over(at=end + KEPT - timedelta(seconds=1)) == 0
    assert actions.erase_what_is_over(at=end + KEPT) == 1


def test_a_producer_s_contact_stays(event, commune, guests, coordinator, producer):
    body = producer.acting.organisation
    guest = event.guests.get(organisation=body)
    theirs = actions.note_interest(
        event, "Trà gừng", commune, by=coordinator, at=AFTER, agreed=True, guest=guest, **PERSON
    )

    assert actions.erase_what_is_over(at=AFTER + 3 * KEPT) == 0

    theirs.refresh_from_db()
    assert theirs.phone == PERSON["phone"]


def test_what_became_an_idea_goes_its_own_way(interest, officer):
    idea = actions.make_idea(interest, by=officer, at=AFTER)

    assert actions.erase_what_is_over(at=AFTER + 2 * KEPT) == 1

    idea.refresh_from_db()
    interest.refresh_from_db()
    assert (interest.name, interest.idea, idea.told_by) == ("", idea, PERSON["name"])


def test_an_erased_one_waits_for_nobody(interest, officer):
    actions.erase_what_is_over(at=AFTER + 2 * KEPT)

    assert not Interest.objects.waiting().exists()
    with pytest.raises(Refusal) as raised:
        actions.make_idea(interest, by=officer, at=AFTER + 2 * KEPT)
    assert raised.value.code == "interest-erased"
    page = signed_in(officer).get(reverse("desk:interest", args=[interest.pk]))
    assert "Người nêu không còn được ghi" in text_of(page)
    assert b'name="name"' not in page.content


def test_the_page_says_what_was_erased(interest, coordinator, settings):
    settings.INTERESTS_KEPT = 7
    at = timezone.now() + timedelta(days=4_000)
    Interest.objects.update(noted_at=AFTER - timedelta(days=4_000))
    Event.objects.update(starts_on=DAY - timedelta(days=4_000), ends_on=DAY - timedelta(days=4_000))
    before = keeping.schedule(at)
    tasks.erase(0)
    done = keeping.schedule(at)

    assert (before.days, before.over, before.erased, before.last_at) == (7, 1, 0, None)
    assert (done.over, done.erased) == (0, 1)
    page = text_of(signed_in(coordinator).get(reverse("desk:comment_keeping")))
    assert "Người nêu nguyện vọng tại sự kiện 7 ngày" in page


def test_begun_again_it_erases_the_rest(event, commune, coordinator, monkeypatch):
    monkeypatch.setattr("sanvat.events.actions.erasing.BATCH", 2)
    for number in range(5):
        given = PERSON | {"name": f"Người {number}"}
        actions.note_interest(
            event, "Mứt gừng", commune, by=coordinator, at=AFTER, agreed=True, **given
        )

    assert actions.erase_what_is_over(at=AFTER + 2 * KEPT) == 5
    entries = Entry.objects.filter(act="erase_interests").order_by("pk")
    assert [each.changes["erased_interests"][1] for each in entries] == [2, 2, 1]


@pytest.mark.parametrize("change", [{"name": "Ai"}, {"phone": "0912345678"}, {"text": "Nữa."}])
def test_the_database_keeps_an_erased_one_empty(interest, change):
    actions.erase_what_is_over(at=AFTER + 2 * KEPT)

    with pytest.raises(IntegrityError), transaction.atomic():
        Interest.objects.update(**change)
