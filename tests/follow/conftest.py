"""A kind of news made of a dictionary: what is in it is public, under the topic `thu:` and, if it
says so, a place. An entry of the journal about any place touches all of it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from sanvat.follow import actions, hidden, noting
from sanvat.follow.declared import (
    Happening,
    Source,
    Topic,
    TopicKind,
    sources,
    topic_kinds,
)
from sanvat.follow.models import Follower, Following
from sanvat.parties import mails
from sanvat.places.models import Place
from sanvat.records import journal
from tests.people import make_person

ADDRESS = "kindao@vidu.example"
TOPIC = "thu:"


class Things(dict):
    """What is public, by key."""

    def add(self, key: str, **more) -> Happening:
        today = timezone.localdate()
        given = {
            "title": f"Điều {key}",
            "path": f"/tin/{key}/",
            "day": today,
            "until": today + timedelta(days=7),
            "topics": (TOPIC,),
        }
        self[key] = Happening(key=key, **given | more)
        return self[key]


@pytest.fixture
def things(db, monkeypatch) -> Things:
    kept = Things()

    def read(keys):
        return [kept[key] for key in sorted(keys) if key in kept]

    def topic(keys):
        return [Topic(TOPIC, "Điều để thử", "/tin/")] if "" in keys else []

    known = {*"abcde", *map(str, range(20))}
    touches = {"places.place": lambda _keys: sorted(known)}
    source = Source(kind="thu", label="Thử", happenings=read, follows=touches)
    monkeypatch.setitem(sources(), "thu", source)
    monkeypatch.setitem(topic_kinds(), "thu", TopicKind(key="thu", label="Thử", find=topic))
    noting.look(timezone.now())
    return kept


def sealed() -> None:
    """As a commit does."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def look(at=None) -> noting.Noted:
    """Somebody did something, and the job looks."""
    at = at or timezone.now()
    journal.write("grant_role", by=None, subject=Place.objects.today().first(), at=at)
    sealed()
    return noting.look(at)


def follower_of(address: str = ADDRESS, topic: str = TOPIC, **more) -> Follower:
    """One who asked and confirmed an hour ago."""
    at = timezone.now() - timedelta(hours=1)
    given = {"language": "vi", "wanted": "at_once"} | more
    actions.ask_to_follow(topic, email=address, at=at, **given)
    follower = hidden.found(address)
    actions.confirm_following(Following.objects.get(follower=follower, topic=topic), at=at)
    mails.WaitingMail.objects.all().delete()
    follower.refresh_from_db()
    return follower


def sent_mails() -> list[mail.EmailMessage]:
    """Those that the form asked for, as the worker sends them."""
    for waiting in mails.WaitingMail.objects.values_list("pk", flat=True):
        mails.send(waiting)
    return mail.outbox


@pytest.fixture
def follower(things) -> Follower:
    return follower_of()


@pytest.fixture
def keeper(province, advisor):
    """Another of the advisor's office."""
    return make_person(
        "Lê Giữ Webhook", "advisory_officer", advisor.acting.organisation, username="0987000077"
    )
