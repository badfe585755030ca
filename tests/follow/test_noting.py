"""What is noted as new, once, and whom it concerns."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from sanvat.follow import noting, rhythm
from sanvat.follow.models import NotedHappening, NotingState, Telling
from sanvat.places.models import Place
from tests.follow.conftest import follower_of, look

pytestmark = pytest.mark.django_db


def test_the_first_look_of_an_installation_notes_nothing_of_before(things):
    NotingState.objects.all().delete()
    things.add("a")

    assert look().happenings == 0  # what is there when it begins is no news
    assert look().happenings == 1


def test_it_is_noted_once_and_told_once(follower, things):
    things.add("a")

    first, again = look(), look()

    assert (first.happenings, first.tellings) == (1, 1)
    assert (again.happenings, again.tellings) == (0, 0)


def test_two_topics_of_one_follower_are_one_telling(follower, things, province):
    follower_of(topic=f"dia-ban:{province.code}")
    things.add("a", place=province.pk)

    assert look().tellings == 1


def test_what_lies_in_a_place_concerns_who_follows_the_place(things, province, commune, neighbour):
    for number, place in enumerate((province, commune, neighbour)):
        follower_of(f"mot{number}@vidu.example", f"dia-ban:{place.code}")
    things.add("a", topics=(), place=commune.pk)

    look()

    assert NotedHappening.objects.get().topics == [
        f"dia-ban:{commune.code}",
        f"dia-ban:{province.code}",
    ]
    assert Telling.objects.count() == 2


def test_a_place_of_before_is_followed_under_todays(things, province):
    old = Place.objects.filter(valid__upper_inf=False, lineage__startswith="/").first()
    things.add("a", topics=(), place=old.pk)

    look()

    codes = {topic.partition(":")[2] for topic in NotedHappening.objects.get().topics}
    assert codes
    assert codes <= set(Place.objects.today().values_list("code", flat=True))


def test_what_is_old_or_of_a_demonstration_is_no_news(follower, things):
    things.add("a", until=timezone.localdate() - timedelta(days=1))
    things.add("b", is_demonstration=True)

    assert look().happenings == 0


def test_what_is_withdrawn_is_told_no_more_and_told_once_when_it_comes_back(follower, things):
    happening = things.add("a")
    look()
    del things["a"]
    look()
    assert not Telling.objects.exists()

    things["a"] = happening
    assert look().tellings == 1
    Telling.objects.update(taken_at=timezone.now(), sent_at=timezone.now())
    del things["a"]
    look()
    things["a"] = happening
    assert look().tellings == 0


def test_who_follows_later_is_not_told_when_it_is_edited(things):
    things.add("a")
    look(timezone.now() - timedelta(days=1))
    follower_of()

    assert look().tellings == 0


def test_while_one_reads_the_journal_another_leaves_it(things, monkeypatch):
    things.add("a")
    monkeypatch.setattr(noting, "_held", lambda at: None)

    assert look() == noting.Noted()


def test_what_is_long_over_is_forgotten(follower, things):
    things.add("a")
    look()
    NotedHappening.objects.update(
        until=timezone.localdate() - timedelta(days=70),
        noted_at=timezone.now() - timedelta(days=70),
    )

    assert noting.forget(timezone.now()) == 1
    assert not Telling.objects.exists()


def here(*when: int) -> datetime:
    return datetime(*when, tzinfo=timezone.get_default_timezone())


@pytest.mark.parametrize(
    ("wanted", "now", "due"),
    [
        ("at_once", here(2026, 11, 28, 22, 5), here(2026, 11, 28, 22, 5)),
        ("daily", here(2026, 11, 28, 22, 5), here(2026, 11, 29, 7)),
        ("daily", here(2026, 11, 28, 6, 59), here(2026, 11, 28, 7)),
        ("daily", here(2026, 11, 28, 7), here(2026, 11, 29, 7)),
        ("weekly", here(2026, 11, 28, 22, 5), here(2026, 11, 30, 7)),  # a Saturday
        ("weekly", here(2026, 11, 30, 6), here(2026, 11, 30, 7)),
        ("weekly", here(2026, 11, 30, 8), here(2026, 12, 7, 7)),
    ],
)
def test_a_digest_comes_in_the_morning_and_a_weekly_one_on_monday(wanted, now, due):
    assert rhythm.due(wanted, now) == due
