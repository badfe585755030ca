"""Browsers without a script, on a server that listens: each with cookies of its own, several of
them sending at one moment."""

from collections.abc import Sequence
from urllib.parse import urljoin

import requests
from django.conf import settings
from django.test import Client
from lxml import html

from tests.threads import in_a_thread, together


class Browser:
    """Somebody at the server under this address; a `person` is signed in."""

    def __init__(self, url: str, person=None) -> None:
        self.url, self.session = url, requests.Session()
        if person is not None:
            self.session.cookies.set(
                settings.SESSION_COOKIE_NAME, in_a_thread(lambda: _key(person))
            )

    def get(self, path: str) -> requests.Response:
        return self.session.get(urljoin(self.url, path), timeout=30)

    def form(self, page: requests.Response, to: str = "") -> tuple[str, dict[str, str]]:
        """Where the form of a page that posts to this address goes, and what stands in it."""
        forms = [each for each in html.fromstring(page.text).forms if each.method == "POST"]
        where = [(each.action or "").partition("#")[0] for each in forms]
        (found,) = (
            form
            for form, action in zip(forms, where, strict=True)
            if action == to or (to and action.endswith(to))
        )
        return urljoin(page.url, found.action or page.url), dict(found.form_values())

    def post(self, address: str, fields: dict[str, str]) -> requests.Response:
        return self.session.post(
            urljoin(self.url, address), fields, allow_redirects=False, timeout=30
        )


def _key(person) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def sent_together(
    *sendings: tuple[Browser, str, dict[str, str]],
) -> Sequence[requests.Response]:
    """What each is answered who sends these fields to this address, all at one moment."""

    def send(number: int) -> requests.Response:
        browser, address, fields = sendings[number]
        return browser.post(address, fields)

    answers = together(len(sendings), send)
    for answer in answers:
        if isinstance(answer, Exception):
            raise answer
    return answers
