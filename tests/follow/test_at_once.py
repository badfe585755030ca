"""Two people at the same moment: the address is kept once, the secret is renewed in an order."""

import pytest
from django.utils import timezone

from sanvat.follow import actions
from sanvat.follow.models import Follower, Following, Webhook
from tests.people import again
from tests.threads import at_once

# Of this test alone: how often an address was written to is counted beyond it.
ADDRESS = "hai.nguoi@vidu.example"

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_address_is_asked_for_twice_ended_twice_and_a_webhook_registered_twice(advisor):
    def ask():
        actions.ask_to_follow(
            "lich:", email=ADDRESS, language="vi", wanted="daily", at=timezone.now()
        )

    assert at_once(ask, ask) == [None, None]
    follower = Follower.objects.get()
    following = Following.objects.get()

    def confirm():
        return actions.confirm_following(following, at=timezone.now())

    assert sorted(at_once(confirm, confirm)) == [False, True]

    def end():
        actions.end_following(follower, at=timezone.now())

    assert [type(each).__name__ for each in at_once(end, end)].count("Gone") == 1
    assert not Follower.objects.exists()

    def register():
        return actions.register_webhook(
            name="Cổng",
            url="https://nhan.vidu.vn/",
            kinds=["tin"],
            place=None,
            by=again(advisor),
            at=timezone.now(),
        )

    answers = [type(each).__name__ for each in at_once(register, register)]
    assert sorted(answers) == ["ValidationError", "tuple"]
    assert Webhook.objects.count() == 1
