"""Those who work for the portal, and those who read it, while processes are killed.

An editor writes articles for a minute to come and their keeper approves each; voters answer a poll,
each once; readers read. What was acknowledged must be there, and nothing may have happened twice.
Who is told of the articles, and what else falls due meanwhile, stands in `due.py`.
"""

from __future__ import annotations

import http.client
import json
import random
import re
import threading
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from html import unescape
from http.cookies import SimpleCookie
from typing import Any, NamedTuple
from urllib.parse import urlencode

import altcha

from drill import due
from drill.acts import Told, Writer
from drill.pages import Person, forms_of

IN_TIME = timedelta(seconds=75)
"""How far ahead an editor sets the time of an article; the minute before counts."""
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
    due: due.Due


def prepare(seconds: int) -> World:
    """A poll that is open, and what falls due in so many seconds to come; by the acts."""
    from django.utils import timezone

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
    prepared = due.prepare(section, editor, keeper, seconds=seconds)
    return World(editor.pk, keeper.pk, section.pk, poll.pk, prepared)


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
        goes_live = _here(datetime.now(UTC) + IN_TIME)
        fields = {**CONTENT, "title": title, "go_live_at": f"{goes_live:%Y-%m-%d %H:%M}"}
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
        fields = forms[0].fields | {"option": options[0], "captcha": solved(text)}
        body = urlencode(fields).encode()
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


def solved(page: str) -> str:
    """The answer to the task of a form, as its script finds it."""
    given = re.search(r'data-captcha="([^"]+)"', page)
    assert given is not None, "không thấy bài cho trình duyệt"
    task = altcha.Challenge.from_dict(json.loads(unescape(given[1])))
    solution = altcha.solve_challenge(task)
    assert solution is not None
    answer: str = altcha.Payload(task, solution).to_base64()
    return answer


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
    counted: int


def found(poll: int, votes: list[Votes], reads: list[Reads], opened: int) -> Found:
    """What stands in the database, held against what each was told. `opened`: how many pages
    others have asked for."""
    from django.db.models import Sum

    from sanvat.polls.models import Option
    from sanvat.visits.models import DayCount

    lost, twice = [], []
    counted = Option.objects.filter(poll=poll).aggregate(n=Sum("chosen"))["n"] or 0
    given = sum(len(each.told.acknowledged) for each in votes)
    tried = sum(len(each.told.tried) for each in votes)
    if counted < given:
        lost.append(f"{given} câu trả lời đã nhận, đếm được {counted}")
    if counted > tried:
        twice.append(f"{tried} câu trả lời đã gửi, đếm được {counted}")
    views = DayCount.objects.filter(site="").aggregate(n=Sum("views"))["n"] or 0
    asked = opened + sum(len(each.told.tried) for each in reads)
    asked += sum(each.opened for each in votes)
    if views > asked:
        twice.append(f"{asked} lượt đọc, đếm được {views}")
    return Found(lost, twice, views)
