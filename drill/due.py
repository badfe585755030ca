"""What falls due while processes are killed: articles that were approved for that time, the mails
to who follows their section, and the calls to programmes that wait for them.

Prepared by the acts before the first kill. Afterwards each article must have gone online once, and
each mail and each call must have been received; the receiver tells calls apart by their id.
"""

from __future__ import annotations

import json
import time
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from drill.receiving import HOST, Call, Outside, titles_in

if TYPE_CHECKING:
    from sanvat.news.models import Section
    from sanvat.parties.models import User

FOLLOWERS = tuple(f"theo-doi-{n}@vidu.example" for n in range(1, 9))
WEBHOOKS = 3
APART = 10
"""Seconds between the times of two articles."""
MOST_PREPARED = 120
SETTLED_WITHIN = 600
"""Seconds after the last kill in which all is received. A call that died with its worker waits for
five minutes (`follow.delivering.LOST_AFTER`), and one that failed a minute more."""


class Due(NamedTuple):
    """What was prepared: titles of articles, and by its path of each webhook the secret."""

    titles: list[str]
    secrets: dict[str, str]


def prepare(section: Section, editor: User, keeper: User, *, seconds: int) -> Due:
    """Followers, webhooks, and an article every `APART` seconds of so many to come."""
    from django.utils import timezone

    from sanvat.news import actions
    from sanvat.news.actions import Draft

    now = timezone.now()
    _follow(f"muc:{section.pk}")
    secrets = _register_webhooks()
    titles = [f"Tin hẹn giờ {n}" for n in range(1, min(seconds // APART, MOST_PREPARED) + 1)]
    for number, title in enumerate(titles, start=1):
        draft = Draft(title=title, lead="Lên trang đúng lúc máy chủ bị ngắt.")
        article = actions.draft_article(section, draft, by=editor, at=now, is_demonstration=True)
        article.go_live_at = now + timedelta(seconds=20 + number * APART)
        article.save_revision(user=editor)
        actions.submit(article, by=editor, at=now)
        actions.approve(article, by=keeper, at=now)
    return Due(titles, secrets)


def _follow(topic: str) -> None:
    from django.utils import timezone

    from sanvat.follow import actions
    from sanvat.follow.models import Following

    now = timezone.now()
    for address in FOLLOWERS:
        actions.ask_to_follow(topic, email=address, language="vi", wanted="at_once", at=now)
    for following in Following.objects.filter(topic=topic, confirmed_at=None):
        actions.confirm_following(following, at=now)


def _register_webhooks() -> dict[str, str]:
    from django.utils import timezone

    from sanvat.follow import access, actions
    from sanvat.parties.models import User

    people = User.objects.filter(username__startswith="0900").order_by("username")
    for keeper in people:
        keeper.choose(keeper.roles_of_today[0].pk)
        if access.may_register(keeper):
            break
    secrets = {}
    for number in range(1, WEBHOOKS + 1):
        path = f"/san-vat/{number}"
        _webhook, secrets[path] = actions.register_webhook(
            name=f"Máy nhận {number}",
            url=f"https://{HOST}{path}",
            kinds=["tin"],
            place=None,
            by=keeper,
            at=timezone.now(),
        )
    return secrets


def wait_until_settled(titles: Collection[str]) -> None:
    """Until all that was approved is online, and nobody waits to be told of it."""
    from django.db import connection

    deadline = time.monotonic() + SETTLED_WITHIN
    while not _is_settled(set(titles)) and time.monotonic() < deadline:
        time.sleep(1)
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # the server is stopped next


def _is_settled(titles: set[str]) -> bool:
    from sanvat.follow.models import Delivery, DeliveryState, NotedHappening, Telling
    from sanvat.news.models import Article

    online = set(Article.objects.filter(title__in=titles, live=True).values_list("pk", flat=True))
    if len(online) < len(titles):
        return False
    noted = NotedHappening.objects.filter(kind="tin", key__in=map(str, online))
    if noted.count() < len(online):
        return False
    waiting = Delivery.objects.filter(happening__in=noted, state=DeliveryState.WAITING)
    mails = Telling.objects.filter(happening__in=noted, taken_at=None)
    return not waiting.exists() and not mails.exists()


class Found(NamedTuple):
    """`unsure` mails were taken by a job that died, and are not sent again: how many of them came
    all the same, and which did not."""

    lost: list[str]
    twice: list[str]
    mails: int
    calls: int
    calls_again: int
    unsure_came: int
    unsure_gone: list[str]
    during: int
    """Articles that went online between the first and the last kill."""


def found(titles: Iterable[str], due: Due, outside: Outside, span: tuple[float, float]) -> Found:
    """What was received, held against what is online and what was noted."""
    from sanvat.follow.models import Delivery, Telling
    from sanvat.news.models import Article
    from sanvat.records import journal

    lost, twice, during = [], [], 0
    keys: dict[str, str] = {}
    for title in titles:
        pages = list(Article.objects.filter(title=title))
        entries = [
            entry.at
            for page in pages
            for entry in journal.of(page).filter(act="publish_page_on_time")
        ]
        if not any(page.live for page in pages):
            lost.append(f"{title}: chưa lên trang")
        if len(entries) > 1:
            twice.append(f"{title}: lên trang {len(entries)} lần")
        during += any(span[0] <= at.timestamp() <= span[1] for at in entries)
        keys |= {str(page.pk): title for page in pages if page.live}

    mails = Counter((mail.to, title) for mail in outside.mail.mails for title in titles_in(mail))
    told = Telling.objects.filter(happening__kind="tin", happening__key__in=keys)
    sent_to = _addresses()
    unsure_came, unsure_gone = 0, []
    by_reader = {(sent_to[t.follower_id], keys[t.happening.key]): t for t in told}
    for reader in FOLLOWERS:
        for title in keys.values():
            telling, times = by_reader.get((reader, title)), mails[reader, title]
            if times > 1:
                twice.append(f"thư về {title} tới {reader}: {times} lần")
            if telling is None:
                lost.append(f"thư về {title} tới {reader}: không ai định gửi")
            elif telling.sent_at is None and telling.taken_at is not None:
                unsure_came += times > 0
                unsure_gone += [f"thư về {title} tới {reader}"] * (times == 0)
            elif not times:
                lost.append(f"thư về {title} tới {reader}")

    calls = outside.programme.calls
    by_path: dict[tuple[str, str], list[Call]] = defaultdict(list)
    for call in calls:
        by_path[call.path, json.loads(call.body)["data"]["key"]].append(call)
    for path, secret in due.secrets.items():
        for key, title in keys.items():
            received = by_path[path, key]
            if not received:
                lost.append(f"lượt gọi {path} về {title}")
            if len({call.id for call in received}) > 1:
                twice.append(f"lượt gọi {path} về {title}: hai mã")
            if len({call.body for call in received}) > 1:
                twice.append(f"lượt gọi {path} về {title}: hai nội dung")
            lost += [f"chữ ký của {call.id}" for call in received if not _is_signed(call, secret)]
    waiting = Delivery.objects.filter(happening__kind="tin", happening__key__in=keys)
    lost += [
        f"lượt gọi {each.message} ghi là {each.state}"
        for each in waiting.exclude(state="delivered")
    ]
    again = len(calls) - len({call.id for call in calls}) + len(outside.programme.refused)
    return Found(
        *(lost, twice, sum(mails.values()), len(calls), again),
        *(unsure_came, unsure_gone, during),
    )


def _addresses() -> dict[int, str]:
    from sanvat.follow import hidden
    from sanvat.follow.models import Follower

    return {each.pk: hidden.address_of(each) for each in Follower.objects.confirmed()}


def _is_signed(call: Call, secret: str) -> bool:
    from sanvat.follow import signing

    wanted = signing.headers(call.id, int(call.timestamp), call.body, [secret])
    return wanted["webhook-signature"] in call.signature.split()
