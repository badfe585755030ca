"""Every link and every form that somebody is shown leads somewhere they may go.

Whoever works here starts on their first page, and on those things they see that lead to others,
and follows all they are shown, as far as it goes; of addresses that are alike only the first. Forms
are sent as they stand, and undone. What public pages lead to among themselves is the same for
everybody and followed by the first; the others follow what leads there from elsewhere, and back.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from lxml import html

from sanvat.parties import actions as parties
from sanvat.parties.models import Letter, Role
from sanvat.products import actions
from tests.addresses import World
from tests.test_wrong_person import _body, world  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

WRONG = {400, 403, 404, 405, 410, 500}
# They end the session that asks; or open what is the same for everybody, and has tests of its own.
NOT_FOLLOWED = (
    "/quan-tri/",
    "/tai-khoan/dang-xuat/",
    "/static/",
    "/api/",
    "/tieu-chi/",
    "/tu-cham/",
    "/giao-",
)


@dataclass(frozen=True)
class Step:
    """What a page leads to: by a link, or by a form with what stands in it."""

    page: str
    method: str
    to: str
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def is_the_same_for_all(self) -> bool:
        return _is_public(self.page) and _is_public(self.to)

    @property
    def kind(self) -> str:
        """What makes it one like others: the address with other numbers in it."""
        to = urlsplit(self.to)
        name = _name_of(to.path)
        # A list that is asked for less, or in another order, is one and the same list.
        return f"{self.method} {name}{'?' if to.query else ''}"


@cache
def _name_of(path: str) -> str:
    """The address's name; the path itself where none is known."""
    try:
        return resolve(path).view_name
    except Resolver404:
        return path


def _is_public(address: str) -> bool:
    return _name_of(urlsplit(address).path).startswith("portal:")


@pytest.fixture
def furnished(world: World) -> World:  # noqa: F811
    """With what leads from one thing to another: an idea that became a product, a letter that
    failed, somebody invited by mail, a colleague of the producer's."""
    people, now = world.people, world.now
    idea = actions.note_idea("Chè dây", "Một ý.", world.commune, by=people["officer"], at=now)
    plan = {"product": "Chè", "materials": "lá", "market": "chợ"}
    actions.plan_idea(idea, **plan, by=people["officer"], at=now)
    product = actions.register_idea(idea, world.own_producer, by=people["officer"], at=now)
    body = people["advisor"].acting.organisation
    offer = parties.invite(
        body, Role.ADVISORY_OFFICER, email="moi@vidu.example", by=people["operator"], at=now
    )
    parties.invite(
        people["officer"].acting.organisation,
        Role.COMMUNE_OFFICER,
        email="xa@vidu.example",
        by=people["advisor"],
        at=now,
    )
    Letter.objects.about(offer).update(state="failed", last_error="không tới")
    made = {
        "desk:product": product.pk,
        "desk:idea": idea.pk,
        "desk:organisation": people["officer"].acting.organisation_id,
    }
    world.leading_on = [reverse(name, args=[pk]) for name, pk in made.items()]
    return world


# One of each that is shown something of its own; members and secretaries see what a chair does.
WALKERS = (
    *("producer", "officer", "advisor", "chair", "centre", "coordinator", "operator", "nobody"),
)


def test_all_that_is_shown_leads_somewhere(furnished):
    assert [each for who in WALKERS for each in broken_for(furnished, who)] == []


def broken_for(world: World, who: str) -> list[str]:  # noqa: F811
    broken = []
    opened: Counter[str] = Counter()
    waiting = [Step("", "get", path) for path in ("/ban-lam-viec/", "/", *world.leading_on)]
    while waiting:
        step = waiting.pop(0)
        is_known = step.page and opened[step.kind]
        if is_known or urlsplit(step.to).path.startswith(NOT_FOLLOWED):
            continue
        if step.is_the_same_for_all and who != WALKERS[0]:
            continue
        status, shown = taken(world, who, step)
        if status in WRONG and not step.page:
            continue  # nothing of theirs to begin with
        opened[step.kind] += 1
        if status in WRONG:
            broken.append(f"{who}: {step.method} {step.to} from {step.page}: {status}")
        if step.method == "get":
            waiting += steps_of(shown, step.to)

    assert sum(opened.values()) > 10
    return broken


def taken(world: World, who: str, step: Step) -> tuple[int, bytes]:  # noqa: F811
    client = Client(raise_request_exception=False)
    client.cookies.update(world.sessions[who])
    with transaction.atomic():
        # Of several fields of one name all are sent, as a browser does.
        sent: dict[str, list[str]] = {}
        for name, value in step.fields:
            sent.setdefault(name, []).append(value)
        answer = getattr(client, step.method)(step.to, sent or None)
        is_page = answer.headers.get("Content-Type", "").startswith("text/html")
        body = _body(answer)
        transaction.set_rollback(True)
    if answer.status_code in (301, 302, 303) and step.method == "get":
        there = urljoin(step.to, answer["Location"])
        return answer.status_code, f'<a href="{there}">there</a>'.encode()
    return answer.status_code, body if is_page and answer.status_code == 200 else b""


def steps_of(shown: bytes, page: str) -> Iterator[Step]:
    if not shown.strip():
        return
    tree = html.fromstring(shown.decode())
    for link in tree.xpath("//a[@href] | //*[@hx-get]"):
        to = urldefrag(urljoin(page, link.get("href") or link.get("hx-get")))[0]
        if to.startswith("/"):
            yield Step(page, "get", to)
    for form in tree.forms:
        to = urldefrag(urljoin(page, form.action or ""))[0]
        if to.startswith("/") and to:
            fields = tuple((name, value) for name, value in form.form_values() if value)
            buttons = form.xpath(".//button[@name]")
            pressed = tuple((each.get("name"), each.get("value", "")) for each in buttons[:1])
            yield Step(page, form.method.lower(), to, fields + pressed)
