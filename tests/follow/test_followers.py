"""Following by mail: asked, confirmed, changed, ended; the address is all that is kept, and
hidden."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from sanvat.desk.account import seals
from sanvat.errors import Refusal
from sanvat.follow import actions, hidden, links
from sanvat.follow.models import Follower, Following, Telling
from sanvat.records.models import Entry
from tests.follow.conftest import ADDRESS, TOPIC, follower_of, look, sent_mails

pytestmark = pytest.mark.django_db

WISHES = {"language": "vi", "wanted": "at_once"}


def ask(address=ADDRESS, topic=TOPIC, at=None, **more):
    actions.ask_to_follow(topic, email=address, at=at or timezone.now(), **WISHES | more)


def everything() -> str:
    """What a copy of the database would tell."""
    told = []
    with connection.cursor() as cursor:
        for table in (
            *("follow_follower", "follow_following", "follow_telling", "parties_waitingmail"),
            *("records_entry", "procrastinate_jobs"),
        ):
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ' '), '') FROM {table} t")
            told.append(cursor.fetchone()[0])
    return "".join(told)


def test_asking_sends_one_mail_and_tells_nothing_before_it_is_confirmed(things):
    ask()

    (sent,) = sent_mails()
    following = Following.objects.get()
    assert (sent.to, sent.subject) == ([ADDRESS], "Xác nhận theo dõi: Điều để thử")
    assert links.link_to_confirm(following) in sent.body
    things.add("a")
    assert (look().happenings, Telling.objects.count()) == (1, 0)


def test_the_address_stands_nowhere_that_can_be_read(follower, things):
    things.add("a")
    look()
    ask()
    actions.change_wishes(follower, language="en", wanted="daily", at=timezone.now())

    assert "kindao" not in everything()
    assert hidden.address_of(follower) == ADDRESS


def test_a_confirmed_follower_is_told_of_what_comes_after(things):
    things.add("a")
    look(timezone.now() - timedelta(hours=2))
    follower_of()
    things.add("b")

    assert look().tellings == 1
    assert Telling.objects.get().happening.key == "b"


def test_confirming_twice_says_so_and_a_link_that_waited_too_long_is_refused(things):
    ask()
    following = Following.objects.get()
    late = timezone.now() + actions.followers.UNCONFIRMED_KEPT + timedelta(minutes=1)
    with pytest.raises(Refusal) as refused:
        actions.confirm_following(following, at=late)
    assert refused.value.code == "confirmation-over"

    assert actions.confirm_following(following, at=timezone.now())
    assert not actions.confirm_following(following, at=timezone.now())
    acts = list(Entry.objects.filter(subject_type="follow.following").values_list("act", flat=True))
    assert acts == ["ask_to_follow", "confirm_following"]


def test_who_follows_already_gets_their_page_and_a_stranger_changes_nothing(follower):
    ask(wanted="weekly", language="en")

    (sent,) = sent_mails()
    assert links.link_of(follower) in sent.body
    follower.refresh_from_db()
    assert (follower.rhythm, follower.language) == ("at_once", "vi")


def test_the_link_is_sent_again_to_who_follows_and_to_nobody_else(follower):
    ask("chua@vidu.example")
    before = len(sent_mails())
    for address in (ADDRESS, "ai@vidu.example", "chua@vidu.example"):
        actions.send_own_page(email=address, at=timezone.now())

    assert [sent.to for sent in sent_mails()[before:]] == [[ADDRESS]]


def test_an_address_gets_so_many_mails_and_no_more(things, settings):
    settings.MAIL_LIMITS = {"following_to": "2/h/key"}
    for _time in range(4):
        ask()

    assert len(sent_mails()) == 2
    assert Following.objects.count() == 1


@pytest.mark.parametrize("topic", ["thu:1", "muc:999999", "khong-co:1", "dia-ban:00000", ""])
def test_what_is_not_public_cannot_be_followed(things, topic):
    with pytest.raises(Refusal) as refused:
        ask(topic=topic)

    assert refused.value.code == "no-such-topic"
    assert not Follower.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"wanted": "hourly"}, {"language": "fr"}, {"address": "a@b.vn\r\nBcc: c@d.vn"}]
)
def test_what_makes_no_sense_is_refused(things, wrong):
    with pytest.raises(ValidationError):
        ask(**wrong)

    assert not Follower.objects.exists()


def test_an_address_follows_so_many_and_no_more(follower, monkeypatch, province):
    monkeypatch.setattr(actions.followers, "MOST_TOPICS", 1)

    ask(topic=f"dia-ban:{province.code}")

    assert follower.followings.count() == 1
    assert links.link_of(follower) in sent_mails()[-1].body


def test_ending_erases_the_address_and_every_link(follower, things):
    things.add("a")
    look()
    keep, end = links.token_of(follower), links.token_to_end(follower)

    actions.end_following(follower, at=timezone.now())

    assert not Follower.objects.exists()
    assert not Telling.objects.exists()
    assert (links.follower_of(keep), links.follower_to_end(end)) == (None, None)
    assert Entry.objects.order_by("pk").last().act == "end_following"


def test_a_link_of_one_kind_opens_nothing_of_another(follower):
    following = follower.followings.get()

    assert links.follower_of(links.token_to_end(follower)) is None
    assert links.follower_to_end(links.token_of(follower)) is None
    assert links.follower_of(links.token_to_confirm(following)) is None
    assert links.following_to_confirm(links.token_of(follower)) is None
    assert links.follower_of("12.x") is None


def test_stopping_one_topic_keeps_the_others_and_the_last_erases(follower, things, province):
    place = f"dia-ban:{province.code}"
    follower_of(topic=place)
    things.add("a")
    things.add("b", place=province.pk)
    look()
    first, second = follower.followings.all()

    assert actions.stop_following(first, at=timezone.now())
    assert [each.happening.key for each in Telling.objects.all()] == ["b"]
    assert not actions.stop_following(second, at=timezone.now())
    assert not Follower.objects.exists()


def test_another_rhythm_counts_for_what_waits(things):
    follower = follower_of(wanted="weekly")
    things.add("a")
    look()

    assert actions.change_wishes(follower, language="vi", wanted="at_once", at=timezone.now())
    assert Telling.objects.get().due_at <= timezone.now()
    follower.refresh_from_db()
    assert not actions.change_wishes(follower, language="vi", wanted="at_once", at=timezone.now())


def test_what_nobody_confirms_is_erased(things):
    ask()
    ask("khac@vidu.example", at=timezone.now() - timedelta(days=8))
    follower_of("giu@vidu.example")

    assert actions.forget_unconfirmed(at=timezone.now()) == 1
    assert {hidden.address_of(each) for each in Follower.objects.all()} == {
        ADDRESS,
        "giu@vidu.example",
    }


def test_an_address_is_known_again_under_another_secret_key(follower, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret key of the same installation, which is long enough"

    assert hidden.found(ADDRESS) == follower
    assert hidden.address_of(follower) == ADDRESS
    assert seals.counted() == {seals.OLDER: 1}
    seals.seal_anew()
    settings.SECRET_KEY_FALLBACKS = []
    assert seals.counted() == {seals.NEWEST: 1}
    assert hidden.found(ADDRESS) == follower


def test_an_address_that_takes_no_mail_is_erased_after_some(follower):
    for _time in range(actions.followers.MOST_REFUSALS - 1):
        assert not actions.note_refusal(follower, at=timezone.now())

    assert actions.note_refusal(follower, at=timezone.now())
    assert not Follower.objects.exists()


def test_an_address_that_nobody_can_read_is_erased(follower):
    actions.drop_dead(follower, at=timezone.now())

    assert Entry.objects.order_by("pk").last().act == "drop_dead_address"
