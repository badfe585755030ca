from django.utils import timezone

from sanvat.parties.actions import (
    nothing_waits,
    notify,
    notify_many,
    read_notices,
    tell_of_waiting,
)
from sanvat.parties.models import Notice, Role
from tests.people import make_member


def test_a_notice_is_its_owners(producer, stranger):
    notice = notify(producer, "Hồ sơ đã được nhận.", about=producer, at=timezone.now())

    assert list(Notice.objects.visible_to(producer).unread()) == [notice]
    assert not Notice.objects.visible_to(stranger).exists()

    assert read_notices(by=stranger, at=timezone.now()) == 0
    assert read_notices(by=producer, at=timezone.now()) == 1
    assert not Notice.objects.visible_to(producer).unread().exists()


def test_a_notice_with_a_key_is_written_once(producer, stranger):
    def tell(user, text):
        return notify(user, text, key="renewal-1", at=timezone.now())

    first = tell(producer, "Sắp hết hạn.")

    assert tell(producer, "Sắp hết hạn!") == first
    assert tell(stranger, "Sắp hết hạn.") != first
    assert notify(producer, "Sắp hết hạn.", at=timezone.now()) != first
    assert notify(producer, "Dài " * 100, at=timezone.now()).text.endswith("…")
    assert [n.text for n in Notice.objects.visible_to(producer).filter(key="renewal-1")] == [
        "Sắp hết hạn."
    ]


def test_many_are_told_together_each_in_their_post(producer, stranger):
    told = [
        (user.acting, f"Hạn của {user.name} chuyển", user.acting) for user in (producer, stranger)
    ]

    assert notify_many(told, at=timezone.now()) == 2

    notice = Notice.objects.visible_to(producer).get()
    assert (notice.membership, notice.about_type) == (producer.acting, "parties.membership")
    assert notice.text == f"Hạn của {producer.name} chuyển"
    assert notify_many([], at=timezone.now()) == 0


def test_what_waits_is_one_line_until_it_is_read(producer, stranger):
    def tell(text):
        people = [producer.acting, stranger.acting]
        return tell_of_waiting(people, text, key="queue-1", about=producer, at=timezone.now())

    def lines(user):
        return [(n.text, n.read_at is None) for n in Notice.objects.visible_to(user)]

    assert [tell("1 chờ"), tell("2 chờ")] == [2, 2]
    assert lines(producer) == lines(stranger) == [("2 chờ", True)]

    read_notices(by=producer, at=timezone.now())
    tell("3 chờ")

    assert lines(producer) == [("3 chờ", True), ("2 chờ", False)]
    assert lines(stranger) == [("3 chờ", True)]
    assert nothing_waits("queue-1", at=timezone.now()) == 2
    assert not Notice.objects.unread().exists()


def test_a_line_of_a_post_that_ended_gives_way(producer):
    tell = {"key": "queue-1", "at": timezone.now()}
    tell_of_waiting([producer.acting], "1 chờ", **tell)
    other = make_member(producer, Role.ADVISORY_OFFICER, producer.acting.organisation)
    tell_of_waiting([other], "2 chờ", **tell)

    assert Notice.objects.get(key="queue-1").membership == other
