"""How many ideas somebody notes who is no officer: each is put on the desks of the commune."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from sanvat.errors import Refusal
from sanvat.parties.models import Notice
from sanvat.products import actions
from sanvat.products.models import Idea
from tests.people import again
from tests.threads import at_once

NOON = datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _bounds(settings):
    settings.IDEAS_OF_A_PERSON = {"a_day": 3, "waiting": 4}


def note(user, place, *, at=NOON, **more):
    return actions.note_idea("Trà sen", "Nhà tôi.", place, by=again(user), at=at, **more)


def refusal(user, place, *, at=NOON, **more) -> str:
    with pytest.raises(Refusal) as refused:
        note(user, place, at=at, **more)
    return refused.value.code


def test_a_person_notes_so_many_on_a_day(nobody, officer, commune, neighbour):
    for place in (commune, neighbour, commune):
        note(nobody, place)

    assert refusal(nobody, commune) == "too-many-ideas-today"
    assert refusal(nobody, neighbour, at=NOON.replace(hour=23)) == "too-many-ideas-today"
    assert Notice.objects.filter(user=officer).count() == 2
    assert note(nobody, commune, at=NOON + timedelta(days=1)).pk


def test_and_no_more_while_so_many_wait(nobody, commune):
    for day in range(4):
        last = note(nobody, commune, at=NOON + timedelta(days=day))
    later = NOON + timedelta(days=9)
    assert refusal(nobody, commune, at=later) == "too-many-ideas-waiting"

    actions.set_aside_idea(last, "Thôi", by=again(nobody), at=later)

    assert note(nobody, commune, at=later).pk


def test_a_producer_is_held_to_the_same(producer, commune):
    for _each in range(3):
        note(producer, commune)

    assert refusal(producer, commune) == "too-many-ideas-today"


def test_an_officer_notes_what_the_place_tells(officer, commune):
    for _each in range(6):
        note(officer, commune, told_by="Bà Tư")

    assert Idea.objects.count() == 6


def test_an_officer_elsewhere_is_a_person_like_any(officer, commune, elsewhere):
    for _each in range(5):
        note(officer, commune, told_by="Bà Tư")  # the office's, and not counted
    for _each in range(3):
        note(officer, elsewhere)

    assert refusal(officer, elsewhere) == "too-many-ideas-today"


def test_the_page_says_when_to_go_on(nobody, commune, client):
    for _each in range(3):
        note(nobody, commune, at=timezone.now())
    client.force_login(nobody)

    page = client.post(
        "/ban-lam-viec/y-tuong/moi/",
        {"name": "Trà", "text": "Một ý.", "place": commune.full_name},
    )

    assert page.status_code == 422
    assert "Mỗi người ghi nhiều nhất 3 ý tưởng trong một ngày" in page.content.decode()
    assert "Một ý." in page.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_counted_one_after_the_other(nobody, commune, settings):
    settings.IDEAS_OF_A_PERSON = {"a_day": 1, "waiting": 9}

    answers = at_once(*[lambda: refusal_or_none(nobody, commune)] * 2)

    assert sorted(answers, key=str) == [None, "too-many-ideas-today"]


def refusal_or_none(user, place) -> str | None:
    try:
        note(user, place)
    except Refusal as said:
        return said.code
    return None
