"""Every address × everybody: who is let in, and what the others are told; and that nobody changes
anything by only opening it.

The addresses are read from the resolver, and the promises from `addresses/`. Each request is
undone, so that each finds the same world.
"""

import re
from collections import Counter
from collections.abc import Iterator
from http.cookies import SimpleCookie
from itertools import product
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

import sanvat
from sanvat.parties import actions
from sanvat.parties.models import Role, Scope
from tests.addresses import MARK, Rule, api, subjects
from tests.people import again
from tests.world import world
from tests.written import tables_written

__all__ = ["world"]

SOURCE = Path(sanvat.__file__).parent
OF_WAGTAIL = "quan-tri/"  # one door stands before all of it: tests/news/test_rights.py
SUBJECTS = subjects()
WITH_NAMES = [each for each in SUBJECTS if hasattr(each, "ADDRESSES")]
ADDRESSES = {name: address for each in WITH_NAMES for name, address in each.ADDRESSES.items()}
OPEN = tuple(name for each in SUBJECTS for name in getattr(each, "OPEN", ()))
UNNAMED = tuple(pattern for each in SUBJECTS for pattern in getattr(each, "UNNAMED", ()))


def named() -> Iterator[str]:
    """Every name of the resolver, with its namespace; unnamed addresses as their pattern."""

    def walk(patterns, namespace, prefix):
        for pattern in patterns:
            route = f"{prefix}{pattern.pattern}"
            if route.startswith(OF_WAGTAIL):
                continue
            if not isinstance(pattern, URLPattern):
                inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                yield from walk(pattern.url_patterns, inner, route)
            elif pattern.name is None:
                yield f"/{route}"
            else:
                yield f"{namespace}{pattern.name}"

    yield from walk(get_resolver().url_patterns, "", "")


def test_every_address_is_classified():
    unknown = [
        name
        for name in named()
        if name not in ADDRESSES
        and not any(name == each or (each[-1] == ":" and name.startswith(each)) for each in OPEN)
        and name.removeprefix("/") not in UNNAMED
    ]

    assert unknown == [], "each gets a line in tests/addresses/<subject>.py"


def test_no_classification_is_of_an_address_that_is_gone():
    there = set(named())

    assert [name for name in ADDRESSES if name not in there] == []


def test_no_address_is_classified_by_two_subjects():
    claimed = Counter(name for each in WITH_NAMES for name in each.ADDRESSES)

    assert [name for name, count in claimed.items() if count > 1] == []


def test_every_role_is_tried(world):
    held = {person.acting.role for person in world.people.values() if person.acting}

    assert held == set(Role), "each has somebody in tests/people.py, named in EVERYBODY"


ONE_OF_THE_COUNCIL = re.compile("COUNCIL_(MEMBER|CHAIR|SECRETARY)|council_(member|chair|secretary)")


def test_no_rule_asks_which_of_the_council_somebody_is():
    asking = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if "migrations" not in path.parts and ONE_OF_THE_COUNCIL.search(path.read_text())
    }

    assert asking == {"parties/roles.py", "site/seed/parties.py"}, "then each of them is tried"


@pytest.mark.ignore_template_errors  # the pages have tests of their own
@pytest.mark.parametrize("subject", WITH_NAMES, ids=lambda subject: subject.__name__.split(".")[-1])
def test_everybody_gets_what_was_promised_at_every_address(world, subject):
    broken = []
    for method, (name, address) in product(("get", "head", "post"), subject.ADDRESSES.items()):
        rule = address.post if method == "post" else address.get
        path = reverse(name, kwargs=address.sample(world)) + address.query
        for person in rule.tried if method != "head" else first_of(rule):
            with tables_written() as written:
                answer, told = ask(world.sessions[person], method, path, address.sends(world))
            if answer != rule.promised(person):
                promised = rule.promised(person)
                broken.append(f"{method} {name} {person}: {answer}, promised {promised}")
            if method != "post" and written:
                broken.append(f"{method} {name} {person}: writes into {sorted(written)}")
            # The rival's own name stands in the head of every page of theirs.
            if told and person not in rule.sees | {"rival"}:
                broken.append(f"{method} {name} {person}: reads what is not theirs")

    assert broken == []


def first_of(rule: Rule) -> tuple[str, ...]:
    """Who asks for the head alone, the same page made and left out: one who may open it, if any."""
    return tuple(sorted(rule.tried, key=lambda each: each not in rule.opens)[:1])


def ask(session: SimpleCookie, method: str, path: str, data: dict) -> tuple[str, bool]:
    """What came back, in the words of `addresses/`, and whether it told something marked."""
    client = Client(raise_request_exception=False)
    client.cookies.update(session)  # an answer may end the session, and is undone
    with transaction.atomic():
        response = getattr(client, method)(path, data if method == "post" else None)
        body = _body(response)
        transaction.set_rollback(True)
    return _answer(response), MARK.encode() in body


def _body(response: HttpResponseBase) -> bytes:
    return b"".join(response) if response.streaming else response.content


def _answer(response: HttpResponseBase) -> str:
    if response.status_code in (301, 302, 303):
        return "sign-in" if response["Location"].startswith(reverse("account_login")) else "in"
    if response.status_code >= 500:
        return f"a fault of ours ({response.status_code})"
    return str(response.status_code) if response.status_code in (401, 403, 404, 405) else "in"


@pytest.mark.parametrize("name", api.KEYED)
def test_a_key_of_another_scope_is_not_enough(world, name):
    now = timezone.now()
    others = set(Scope.values) - {api.KEYED[name]}
    _token, secret = actions.make_key(
        name="khác", scopes=others, days=1, by=again(world.people["advisor"]), at=now
    )

    response = Client().get(reverse(name), headers={"Authorization": f"Bearer {secret}"})

    assert (response.status_code, response.json()["code"]) == (403, "scope")
