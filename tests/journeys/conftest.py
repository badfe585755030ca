"""The worlds of the journeys, and windows in which somebody is signed in."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from sanvat.parties.models import User
from tests.news.conftest import draft, home, section, templates_of_wagtail, writer
from tests.portal.catalogue.conftest import _counted_anew, coffee, cooperative, make, today
from tests.threads import in_a_thread
from tests.windows import Windows

__all__ = [
    "_counted_anew",
    "coffee",
    "cooperative",
    "draft",
    "home",
    "make",
    "section",
    "templates_of_wagtail",
    "today",
    "writer",
]


@pytest.fixture
def window(windows: Windows, live_server) -> Iterator[Callable[[User], Page]]:
    """Opens a window of its own for somebody, on the first page of the desk."""

    def for_somebody(user: User) -> Page:
        def session() -> str:
            client = Client()
            client.force_login(user)
            return client.cookies[settings.SESSION_COOKIE_NAME].value

        context = opened.enter_context(windows.context())
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": in_a_thread(session)}
        context.add_cookies([{**cookie, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"{live_server.url}/ban-lam-viec/")
        return page

    faults: list[str] = []
    with ExitStack() as opened:
        yield for_somebody
    assert faults == []
