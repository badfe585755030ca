"""Those who work for the portal, and those who read it, while processes are killed.

An editor writes articles for a minute to come and their keeper approves each; a follower gets a
mail about each; voters answer a poll, each once; readers read. What was acknowledged must be there,
and nothing may have happened twice.
"""

from __future__ import annotations

import http.client
import random
import re
import threading
import time
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from html import unescape
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from drill.acts import Told, Writer
from drill.pages import Person, forms_of

IN_TIME = timedelta(seconds=75)
"""How far ahead an editor sets the time of an article; the minute before counts."""
PUBLISHED_WITHIN = 200
"""Seconds after the last kill in which all that was approved must be online, and told of."""
BROWSER = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"
CONTENT = {
    "lead": "Viết trong lúc máy chủ bị ngắt.",
    **dict.fromkeys(("picture", "author", "source_note", "source_link", "place"), ""),
    **dict.fromkeys(("hot_until", "featured_until", "shown_at", "title_en", "lead_en"), ""),
    "content-count": "0",
    "content_en-count": "0",
    "expire_at": "",
    "products-TOTAL_FORMS": "0",
    "products-INITIAL_FORMS": "0",
    "products-MIN_NUM_FORMS": "0",
    "products-MAX_NUM_FORMS": "20",
}


class World(NamedTuple):
    """What the portal has for them, by key."""

    editor: int
    keeper: int
    section: int
    poll: int


def prepare() -> World:
    """A poll that is open, and somebody who follows the section; by the acts."""
    from django.utils import timezone

    from sanvat.follow import actions as follow
    from sanvat.follow.models import Following
    from sanvat.news.models import Section, UnitHome
    from sanvat.parties.models import User
    from sanvat.polls import actions as polls

    now, today = timezone.now(), timezone.localdate()
    editor = User.objects.filter(username__startswith="0900", memberships__role="editor").get()
    keeper = User.objects.filter(username__startswith="0900", memberships__role="coordinator").get()
    editor.choose(editor.roles_of_today[0].pk)
    assert editor.acting is not None
    home = UnitHome.objects.filter(organisation=editor.acting.organisation).first()
    assert home is not None
    keeper.choose(keeper.roles_of_today[0].pk)
    section = Section.objects.filter(home=home).first()
    assert section is not None
    poll = polls.draft_poll(
        "Bạn mua đặc sản ở đâu?",
        [("Chợ", ""), ("Hội chợ", "")],
        organisation=keeper.acting.organisation,
        place=home.place,
        opens_on=today,
        closes_on=today + timedelta(days=9),
        by=keeper,
        at=now,
    )
    polls.announce_poll(poll, by=keeper, at=now)
    topic = f"muc:{section.pk}"
    follow.ask_to_follow(topic, email=FOLLOWER, language="vi", wanted="at_once", at=now)
    follow.confirm_following(Following.objects.get(topic=topic), at=now)
    return World(editor.pk, keeper.pk, section.pk, poll.pk)


FOLLOWER = "theo-doi@vidu.example"


class PublishesArticles(Writer):
    """An editor, and the second person who approves what they sent."""

    def __init__(self, name: str, port: int, world: World, ending: threading.Event) -> None:
        super().__init__(name, port, world.editor, ending)
        self.world = world
        self.keeper = Person(port)

    def run(self) -> None:
        try:
            self.keeper.sign_in(self.world.keeper)
        except Exception as fault:
            self.fault = f"{self.name}: {type(fault).__name__}: {fault}"
            return
        super().run()

    def act(self, title: str) -> None:
        self.told.tried.append(title)
        to = f"/quan-tri/pages/add/news/article/{self.world.section}/"
        form = next(each for each in self.person.forms(to) if "title" in each.fields)
        due = _here(datetime.now(UTC) + IN_TIME)
        fields = {**CONTENT, "title": title, "go_live_at": f"{due:%Y-%m-%d %H:%M}"}
        token = {"csrfmiddlewaretoken": form.fields["csrfmiddlewaretoken"]}
        if not self._sent_once(to, fields | token | {"action-submit": "1"}):
            return  # whoever got no answer looks before they write it again
        if page := self._page_of(title):
            forms = self.keeper.forms(page)
            approve = next(each for each in forms if each.action.endswith("/duyet/"))
            answer = self.keeper.send(approve)
            if answer.status == 302:
                self.told.acknowledged.append(title)
            else:
                self.told.refused.append(f"{title}: {answer.status}")
        time.sleep(0.5)

    def _sent_once(self, to: str, fields: dict[str, str]) -> bool:
        body = urlencode(fields).encode()
        try:
            answer = self.person._ask("POST", to, body, "application/x-www-form-urlencoded")
        except (OSError, http.client.HTTPException):
            self.person.unanswered += 1
            return False
        if answer.status >= 500:
            self.person.unavailable += answer.status == 503
            self.person.faults += [f"POST {to}: {answer.status}"] * (answer.status != 503)
            return False
        if answer.status != 302:
            self.told.refused.append(f"{fields['title']}: {answer.status}")
        return answer.status == 302

    def _page_of(self, title: str) -> str:
        shown = self.keeper.get("/ban-lam-viec/tin/").text
        for address, text in re.findall(r'href="(/ban-lam-viec/tin/\d+/)"[^>]*>([^<]*)<', shown):
            if unescape(text).strip() == title:
                return str(address)
        return ""


def _here(moment: datetime) -> datetime:
    from django.utils import timezone

    return timezone.localtime(moment)


class Stranger(threading.Thread):
    """Somebody without an account, each time on another connection of the loopback."""

    def __init__(self, name: str, port: int, ending: threading.Event) -> None:
        super().__init__(name=name, daemon=True)
        self.port, self.ending = port, ending
        self.told, self.faults, self.unanswered, self.unavailable = Told(), [], 0, 0
        self._chance = random.Random(name)

    def run(self) -> None:
        while not self.ending.is_set():
            try:
                self.act()
            except (OSError, http.client.HTTPException):
                self.unanswered += 1
                time.sleep(0.1)

    def act(self) -> None:
        raise NotImplementedError

    def ask(self, method: str, path: str, source: str, **more: Any) -> tuple[int, str, str]:
        """The status, the cookies and the text of the answer."""
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=20, source_address=(source, 0)
        )
        headers = {"User-Agent": BROWSER, "Origin": f"http://127.0.0.1:{self.port}"}
        with closing(connection):
            connection.request(method, path, more.get("body"), headers | more.get("headers", {}))
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
            cookies = [SimpleCookie(each) for each in response.headers.get_all("Set-Cookie") or ()]
            kept = "; ".join(f"{k}={m.value}" for each in cookies for k, m in each.items())
        if response.status == 503:
            self.unavailable += 1
        elif response.status >= 500:
            self.faults.append(f"{method} {path}: {response.status}")
        return response.status, kept, text

    def somewhere(self) -> str:
        numbers = (self._chance.randint(1, 250) for _each in range(3))
        return "127." + ".".join(map(str, numbers))


class Votes(Stranger):
    """Each time another voter, who sends the form again until it is answered."""

    def __init__(self, name: str, port: int, ending: threading.Event, poll: int) -> None:
        super().__init__(name, port, ending)
        self.path = f"/tham-do/{poll}/"
        self.opened = 0

    def act(self) -> None:
        source = self.somewhere()
        self.opened += 1
        status, cookies, text = self.ask("GET", self.path, source)
        forms = [each for each in forms_of(text, self.path) if "giu" in each.fields]
        options = re.findall(r'name="option"[^>]*value="(\d+)"', text)
        if status != 200 or not forms or not options:
            raise OSError(f"{self.path}: {status}")
        body = urlencode(forms[0].fields | {"option": options[0]}).encode()
        time.sleep(1.2)
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        self.told.tried.append(source)
        for _again in range(300):
            try:
                status, _c, _t = self.ask("POST", self.path, source, body=body, headers=headers)
            except (OSError, http.client.HTTPException):
                self.unanswered += 1
            else:
                if status == 302:
                    self.told.acknowledged.append(source)
                    return
                if status < 500:
                    self.told.refused.append(f"{source}: {status}")
                    return
            time.sleep(0.1)


class Reads(Stranger):
    PAGES = ("/tin/", "/san-pham/", "/van-ban/", "/tham-do/")

    def act(self) -> None:
        path = self._chance.choice(self.PAGES)
        self.told.tried.append(path)
        status, _cookies, _text = self.ask("GET", path, self.somewhere())
        if status == 200:
            self.told.acknowledged.append(path)
        time.sleep(0.15)


class Found(NamedTuple):
    lost: list[str]
    twice: list[str]
    unsure_mails: int
    counted: int


def wait_until_published(titles: list[str]) -> None:
    """All that was approved has its minute within this time, and its mail with it."""
    from django.db import connection

    deadline = time.monotonic() + PUBLISHED_WITHIN
    while not _all_is_out(set(titles)) and time.monotonic() < deadline:
        time.sleep(1)
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # the server is stopped next


def _all_is_out(titles: set[str]) -> bool:
    from sanvat.follow.models import Telling
    from sanvat.news.models import Article

    online = Article.objects.filter(title__in=titles, live=True).count()
    told = Telling.objects.filter(happening__kind="tin")
    return online >= len(titles) <= told.count() and not told.filter(taken_at=None).exists()


def found(
    data_dir: Path, poll: int, articles: PublishesArticles, votes: list[Votes], reads: list[Reads]
) -> Found:
    """What stands in the database and in the mail, held against what each was told."""
    from django.db.models import Sum

    from sanvat.follow.models import Telling
    from sanvat.news.models import Article
    from sanvat.polls.models import Option
    from sanvat.records import journal
    from sanvat.visits.models import DayCount

    lost, twice = [], []
    for title in articles.told.acknowledged:
        pages = list(Article.objects.filter(title=title))
        told = [journal.of(page).filter(act="publish_page_on_time").count() for page in pages]
        online = sum(told)
        if not any(page.live for page in pages):
            lost.append(f"{title}: chưa lên trang")
        if online > 1:
            twice.append(f"{title}: lên trang {online} lần")
    mails = Counter(_told_in(data_dir / "mail"))
    twice += [f"thư về {title}: {n} lần" for title, n in mails.items() if n > 1]
    sent = Telling.objects.filter(sent_at__isnull=False, happening__kind="tin")
    lost += [
        f"thư về {each.happening.key}"
        for each in sent.select_related("happening")
        if not mails[_title_of(each.happening.key)]
    ]
    unsure = Telling.objects.filter(taken_at__isnull=False, sent_at=None).count()
    counted = Option.objects.filter(poll=poll).aggregate(n=Sum("chosen"))["n"] or 0
    given = sum(len(each.told.acknowledged) for each in votes)
    tried = sum(len(each.told.tried) for each in votes)
    if counted < given:
        lost.append(f"{given} câu trả lời đã nhận, đếm được {counted}")
    if counted > tried:
        twice.append(f"{tried} câu trả lời đã gửi, đếm được {counted}")
    views = DayCount.objects.filter(site="").aggregate(n=Sum("views"))["n"] or 0
    asked = sum(len(each.told.tried) for each in reads) + sum(each.opened for each in votes)
    if views > asked:
        twice.append(f"{asked} lượt đọc, đếm được {views}")
    return Found(lost, twice, unsure, views)


def _title_of(key: str) -> str:
    from sanvat.news.models import Article

    return str(Article.objects.filter(pk=key).values_list("title", flat=True).first() or key)


def _told_in(folder: Path) -> list[str]:
    """The titles of the articles of which the follower was told, each time."""
    told: list[str] = []
    for file in folder.glob("*"):
        for part in file.read_bytes().split(b"\n" + b"-" * 79 + b"\n"):
            message = message_from_bytes(part.lstrip(), policy=policy.default)
            body = message.get_body(("plain",)) if message["To"] == FOLLOWER else None
            text = body.get_content() if body is not None else ""
            told += re.findall(r"^\[[^]]*\] (.+?)\r?$", text, re.MULTILINE)
    return told
