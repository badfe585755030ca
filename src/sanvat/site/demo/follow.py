"""Somebody follows the news and the calendar by mail, and gets the first of it as soon as a worker
looks; a webhook whose receiver has been away for days has turned itself off."""

from __future__ import annotations

from datetime import timedelta

from sanvat.follow import actions, hidden, noting
from sanvat.follow.models import Fault, Following
from sanvat.follow.outgoing import Outcome
from sanvat.parties.models import Role
from sanvat.site.demo import World

AFTER = ("events", "news")

FOLLOWER = "nguoi.doc@vidu.example"
TOPICS = ("tin:", "lich:")


def add(world: World) -> None:
    before = world.at - timedelta(hours=1)
    noting.look(before)  # what the demonstration does from here on is read as news
    for topic in TOPICS:
        actions.ask_to_follow(topic, email=FOLLOWER, language="vi", wanted="at_once", at=before)
    follower = hidden.found(FOLLOWER)
    for following in Following.objects.filter(follower=follower):
        actions.confirm_following(following, at=before)
    _turn_one_off(world)


def _turn_one_off(world: World) -> None:
    by = world.person(Role.ADVISORY_OFFICER)
    long_ago = world.at - actions.webhooks.OFF_AFTER
    webhook, _secret = actions.register_webhook(
        name="Cổng dữ liệu của tỉnh (trình diễn)",
        url="https://nhan.trinhdien.example/san-vat",
        kinds=["tin", "cong-nhan"],
        place=world.province,
        by=by,
        at=long_ago,
    )
    for at in (long_ago, world.at):
        delivery = actions.try_webhook(webhook, by=by, at=at)
        outcome = Outcome(Fault.ANSWER, 503)
        actions.report_call(delivery, outcome, again_at=None, at=at)
