"""Public pages that are kept for strangers: for whom, and until when."""

import asyncio
import re
from collections import deque
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from django.utils import timezone

from sanvat.comments import actions as comments
from sanvat.events.actions import cancel_event, plan_event, publish_event
from sanvat.news.models import Article
from sanvat.polls.actions import announce_poll
from sanvat.records import changes, journal
from sanvat.records.changes import Changes
from sanvat.site import page_cache
from sanvat.site.gate.threads import Limits, Threads
from sanvat.site.page_cache import BESIDE, HIT, Kept, Shelf
from sanvat.visits.counting import COUNTER
from tests.comments.conftest import send, thread  # noqa: F401
from tests.news.conftest import coffee, cooperative, draft, home, section, store, writer  # noqa: F401
from tests.polls.conftest import drafted

BROWSER = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"


@pytest.fixture
def kept(settings, monkeypatch):
    """The cache is on, and acts are numbered as they are done, as if each was committed."""
    monkeypatch.setitem(settings.PAGE_CACHE, "bytes", 4 * 2**20)
    last = Changes.last

    def committed(changes):
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        return last(changes)

    monkeypatch.setattr(Changes, "last", committed)


def is_kept(client, path, **headers) -> bool:
    answer = client.get(path, headers=headers)
    assert answer.status_code in (200, 304), (path, answer.status_code)
    return answer.headers.get("Cache-Status") == HIT


# For whom


def test_who_asks_first_has_the_page_made_for_all_who_follow(kept, db):
    client = Client()

    assert not is_kept(client, "/tin/")
    assert is_kept(client, "/tin/")
    assert is_kept(client, "/tin/", user_agent=BROWSER)


def test_without_memory_every_page_is_made_anew(db):
    client = Client()

    assert not is_kept(client, "/tin/")
    assert not is_kept(client, "/tin/")


def test_pages_differ_by_language_host_query_and_compression(kept, db):
    client = Client()
    for cookies, asked in (
        ({}, {}),
        ({"django_language": "x"}, {}),
        ({"sanvat_language": "en"}, {}),
        ({}, {"host": "127.0.0.1"}),
        ({}, {"accept_encoding": "gzip"}),
    ):
        client.cookies.clear()
        for name, value in cookies.items():
            client.cookies[name] = value
        assert not is_kept(client, "/tin/", **asked), (cookies, asked)
    client.cookies.clear()
    assert not is_kept(client, "/tin/?page=2")
    client.cookies["sanvat_language"] = "en"
    english = client.get("/tin/")

    assert english.headers["Cache-Status"] == HIT
    assert english.headers["Content-Language"] == "en"
    assert 'lang="en"' in english.text


@pytest.mark.parametrize("cookie", ["sanvat_session", "csrftoken", "sanvat_polls", "messages"])
def test_who_sends_another_cookie_has_a_page_of_their_own(kept, db, cookie):
    client, other = Client(), Client()
    other.cookies[cookie] = "x"

    assert not is_kept(other, "/tin/")
    assert not is_kept(client, "/tin/")
    other.handler = client.handler  # the same worker
    assert not is_kept(other, "/tin/")
    assert is_kept(client, "/tin/")


@pytest.mark.parametrize("name", ["authorization", "range", "hx_request"])
def test_a_part_of_a_page_is_none_of_it(kept, db, name):
    client = Client()
    assert not is_kept(client, "/tin/")

    assert not is_kept(client, "/tin/", **{name: "1"})


def test_what_somebody_searches_for_is_kept_nowhere(kept, db):
    client = Client()

    for path in ("/tim/?q=che", "/san-pham/?q=che"):
        assert not is_kept(client, path)
        assert not is_kept(client, path)


def test_forms_are_opened_anew_by_each(kept, advisor, province):
    poll = drafted(advisor, province)
    announce_poll(poll, by=advisor, at=timezone.now())
    client = Client()

    for path in (f"/tham-do/{poll.pk}/", "/theo-doi/", "/tai-khoan/dang-nhap/"):
        assert not is_kept(client, path)
        assert not is_kept(client, path)


def test_pages_of_every_kind_are_the_same_for_whoever_asks(kept, world, settings, monkeypatch):
    """From the first page along the links: what is kept of one reader is what another would have
    been given, and holds nothing of either."""
    client, other = Client(), Client()
    seen, ahead, found, asked = {"/"}, deque(["/"]), [], 0
    while ahead and asked < 30:
        path, asked = ahead.popleft(), asked + 1
        first = client.get(path)
        if first.status_code != 200 or first.streaming:
            continue
        for link in re.findall(r'href="(/[^"#]*)', first.text):
            link = link.replace("&amp;", "&")
            if link not in seen and not link.startswith(("/ban-", "/tai-", "/static", "/api")):
                seen.add(link)
                ahead.append(link)
        stranger = {
            "User-Agent": BROWSER,
            "Referer": "https://example.vn/x",
            "Accept": "text/html",
            "Accept-Language": "fr",
            "Sec-Fetch-Dest": "document",
        }
        again = client.get(path, headers=stranger, REMOTE_ADDR="203.0.113.9")
        if again.headers.get("Cache-Status") != HIT:
            continue
        found.append(path)
        with monkeypatch.context() as off:
            off.setitem(settings.PAGE_CACHE, "bytes", 0)
            anew = other.get(path, headers=stranger, REMOTE_ADDR="203.0.113.9")
        assert again.content == anew.content, path
        said = {name: value for name, value in again.items() if name != "X-Request-ID"}
        assert said.pop("Cache-Status") == HIT
        assert said == {name: value for name, value in anew.items() if name != "X-Request-ID"}
        assert not anew.cookies
        assert b"csrfmiddlewaretoken" not in again.content

    kinds = {urlsplit(path).path.split("/")[1] for path in found}
    assert {"", "tin", "san-pham", "tieu-chi", "tim"} <= kinds
    assert len(found) > 10


# Until when


def test_an_article_that_is_withdrawn_is_gone_at_once(kept, draft, coordinator):  # noqa: F811
    article = draft("Phiên chợ cuối tuần", live=True)
    path, client = article.path_on_site(), Client()
    assert not is_kept(client, path)
    assert is_kept(client, path)
    client.get("/tin/")
    assert is_kept(client, "/tin/")

    article.unpublish(user=coordinator)

    assert client.get(path).status_code == 404
    assert article.title not in client.get("/tin/").text


def test_a_comment_is_there_and_gone_at_once(kept, thread, send, coordinator):  # noqa: F811
    path, client = f"/y-kien/{thread.pk}/", Client()
    assert not is_kept(client, path)
    comment = send()
    assert is_kept(client, path)  # what waits is read by nobody else

    comments.publish_comment(comment, by=coordinator, at=timezone.now())
    assert comment.text in client.get(path).text
    assert is_kept(client, path)

    comments.take_back_comment(comment, by=None, at=timezone.now())
    assert comment.text not in client.get(path).text


def test_every_worker_asks_for_itself(kept, draft):  # noqa: F811
    one, other = Client(), Client()
    assert not is_kept(one, "/tin/")
    assert not is_kept(other, "/tin/")

    draft("Tin của giờ này", live=True)

    assert "Tin của giờ này" in one.get("/tin/").text
    assert "Tin của giờ này" in other.get("/tin/").text


def test_what_is_made_while_an_act_commits_is_given_to_nobody(kept, draft, monkeypatch):  # noqa: F811
    from sanvat.portal.news import views

    made = views.strips

    def meanwhile(*asked):
        found = made(*asked)
        draft("Tin đến giữa chừng", live=True)
        monkeypatch.setattr(views, "strips", made)
        return found

    article = draft("Tin đầu", live=True)
    home = article.home.path_on_site()  # noqa: F811
    client = Client()
    monkeypatch.setattr(views, "strips", meanwhile)
    client.get(home)

    assert not is_kept(client, home)
    assert "Tin đến giữa chừng" in client.get(home).text


def test_acts_that_no_page_tells_of_leave_it(kept, officer):
    client, now = Client(), timezone.now()
    client.get("/tin/")

    journal.write("queue_letter", by=officer, subject=officer, at=now)
    assert is_kept(client, "/tin/")

    journal.write("an_act_of_tomorrow", by=officer, subject=officer, at=now)
    assert not is_kept(client, "/tin/")


def test_a_journal_that_is_not_the_one_known_empties_it(kept, officer, monkeypatch):
    client = Client()
    journal.write("queue_letter", by=officer, subject=officer, at=timezone.now())
    client.get("/tin/")
    assert is_kept(client, "/tin/")

    other = changes.HEAD.replace("hash", "repeat('1', 64)")
    monkeypatch.setattr(changes, "HEAD", other)

    assert not is_kept(client, "/tin/")


def test_what_is_no_act_shows_within_a_minute_and_tomorrow_is_another_day(
    kept, db, monkeypatch, settings
):
    client = Client()
    client.get("/tin/")
    now = page_cache.time.monotonic()
    monkeypatch.setattr(page_cache.time, "monotonic", lambda: now + 59)
    assert is_kept(client, "/tin/")
    monkeypatch.setattr(page_cache.time, "monotonic", lambda: now + 61)
    assert not is_kept(client, "/tin/")
    assert is_kept(client, "/tin/")

    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(page_cache.timezone, "localdate", lambda: tomorrow)

    assert not is_kept(client, "/tin/")


@pytest.mark.parametrize("path", ["/tieu-chi/26-2026/4/", "/api/v1/docs", "/giao-dien/"])
def test_a_page_of_the_release_asks_the_database_for_nothing(
    kept, db, django_assert_num_queries, path
):
    client = Client()
    client.get(path)

    with django_assert_num_queries(0):
        assert is_kept(client, path)


def asked(path, **told) -> dict:
    """A request as the gate hands it on."""
    return RequestFactory().get(path, **told).environ


def test_only_a_page_of_the_release_is_at_hand_and_only_for_who_gets_the_kept_one(
    kept, db, monkeypatch
):
    client = Client()
    release = "/tieu-chi/26-2026/4/"
    assert not page_cache.is_at_hand(asked(release))
    for path in (release, "/tin/"):
        client.get(path)

    assert page_cache.is_at_hand(asked(release))
    assert not page_cache.is_at_hand(asked("/tin/"))  # the journal is to be asked
    assert not page_cache.is_at_hand(asked(f"{release}?x=1"))
    assert not page_cache.is_at_hand(asked(release, HTTP_ACCEPT_ENCODING="gzip"))
    for told in ({"HTTP_COOKIE": "sessionid=x"}, {"HTTP_HOST": "elsewhere.example"}):
        assert not page_cache.is_at_hand(asked(release, **told))
    assert not page_cache.is_at_hand(RequestFactory().post(release).environ)
    monkeypatch.setattr(page_cache.replica, "is_named", lambda: True)
    assert not page_cache.is_at_hand(asked(release))


def test_however_an_address_is_spelled_no_more_of_them_are_remembered(kept, db, monkeypatch):
    monkeypatch.setattr(page_cache, "MOST_OF_RELEASE", 3)
    client = Client()
    paths = [f"/tieu-chi/26-2026/{'0' * n}4/" for n in range(7)]

    for path in paths:
        client.get(path)
        assert len(page_cache.PageCache.newest.of_release) <= 3
    assert not page_cache.is_at_hand(asked(paths[0]))
    assert is_kept(client, paths[0])
    assert page_cache.is_at_hand(asked(paths[0]))


def test_an_event_that_is_called_off_shows_at_once(kept, coordinator, commune):
    client, today = Client(), timezone.localdate()
    event = plan_event(
        *("training", "Tập huấn chè"),
        host=coordinator.acting.organisation,
        place=commune,
        starts_on=today,
        by=coordinator,
        at=timezone.now(),
    )
    publish_event(event, by=coordinator, at=timezone.now())
    client.get("/lich/")
    assert is_kept(client, "/lich/")

    cancel_event(event, "Bão về.", by=coordinator, at=timezone.now())

    assert not is_kept(client, "/lich/")


def test_what_is_at_hand_is_given_where_no_database_may_be_asked(kept, db):
    """As the gate gives it: in the loop, where Django lets nobody ask a database."""
    path = "/tieu-chi/26-2026/4/"
    made = Client().get(path)

    async def at_once():
        environ = asked(path)
        assert page_cache.is_at_hand(environ)
        page_cache.PageCache.newest._plain.clear()  # dropped before it is given
        threads = Threads(get_wsgi_application(), Limits(1, 1, 1, 1, 1))
        return threads.at_once(environ, on_end=lambda: None)

    answer = asyncio.run(at_once())

    assert answer.content == made.content
    assert (b"cache-status", HIT.encode()) in answer.headers


def test_without_a_database_pages_are_made_as_if_nothing_were_kept(kept, db, monkeypatch):
    client = Client()
    client.get("/tin/")

    def away(_changes):
        raise OperationalError("the server is away")

    monkeypatch.setattr(Changes, "last", away)

    assert not is_kept(client, "/tin/")


# What else stays as it was


def test_a_kept_page_is_counted_as_read_and_not_sent_twice(kept, draft, monkeypatch):  # noqa: F811
    article = draft("Tin được đọc", live=True)
    counted = []
    monkeypatch.setattr(
        COUNTER, "count", lambda who, **where: counted.append((where["site"], where["section"]))
    )
    client, path = Client(), article.path_on_site()
    tag = client.get(path, headers={"User-Agent": BROWSER}).headers["ETag"]
    assert is_kept(client, path, user_agent=BROWSER)

    again = client.get(path, headers={"User-Agent": BROWSER, "If-None-Match": tag})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == tag
    assert len(counted) == 3
    assert len(set(counted)) == 1
    assert counted[0][0] == Article.objects.get(pk=article.pk).home.slug


# Memory


def answer(size: int) -> Kept:
    return Kept(b"x" * (size - BESIDE), {}, None, "", None, None)


def test_a_shelf_holds_so_much_and_gives_up_what_was_asked_for_longest_ago():
    shelf = Shelf(10_000)
    for name in "abc":
        shelf.put((name,), answer(4_000 if name == "c" else 3_000))
    shelf.get(("a",))

    shelf.put(("d",), answer(3_000))

    assert shelf.get(("b",)) is None
    assert all(shelf.get((name,)) for name in "acd")
    shelf.put(("d",), answer(2_000))
    assert shelf.size == 9_000
    shelf.put(("large",), answer(20_000))
    assert (shelf.size, shelf.get(("large",))) == (0, None)


def test_queries_drive_out_none_of_the_pages(kept, db, settings, monkeypatch):
    monkeypatch.setitem(settings.PAGE_CACHE, "bytes", 200_000)
    client = Client()
    client.get("/tin/")

    for number in range(12):
        client.get(f"/tin/?x={number}")

    assert is_kept(client, "/tin/")
    assert not is_kept(client, "/tin/?x=0")
    assert not is_kept(client, f"/tin/?x={'9' * 200}")
    assert not is_kept(client, f"/tin/?x={'9' * 200}")
