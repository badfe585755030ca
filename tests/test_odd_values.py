"""Whatever a request carries, the answer is no fault of ours.

Each address, as each kind of person, gets odd values in everything that it reads: in the path, the
query, fields and files of forms, bodies, headers and cookies. What is read is found out by asking
once as it should be. Each request is undone. The draws are the same in every run; in the
environment `ODD_VALUES=20000` makes them so many, and `ODD_SEED=2` makes them others.
"""

import logging
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from lxml import html

from sanvat.api.operations import BODIES as API_BODIES
from sanvat.parties import actions
from sanvat.site.encoding import without_charset
from tests import odd
from tests.addresses import World, api
from tests.odd import COOKIES, HEADERS, ODD
from tests.people import again
from tests.test_wrong_person import ADDRESSES, world  # noqa: F401
from tests.world import Made

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

DRAWS = int(os.environ.get("ODD_VALUES", "300"))
SEED = os.environ.get("ODD_SEED", "1")
PEOPLE = ("advisor", "producer", "operator", "nobody", "anonymous")
OWN_METHODS = ("get", "post")
METHODS = (*OWN_METHODS, *OWN_METHODS, "head", "options", "put", "patch", "delete")


@dataclass
class Target:
    """An address as it should be asked, and the names of all that it reads."""

    name: str
    path: str
    kwargs: dict[str, str] = field(default_factory=dict)
    query: set[str] = field(default_factory=set)
    fields: dict[str, str] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)

    def learn(self, form: html.FormElement) -> None:
        """What this form sends here, with what it is filled with."""
        given = {name: str(value or "") for name, value in form.fields.items() if name}
        if form.method == "GET":
            self.query |= given.keys()
        else:
            self.files |= set(form.xpath(".//input[@type='file']/@name"))
            self.fields |= {name: quote(value) for name, value in given.items()}


# Found


def targets(world: World, *, is_public: bool = True) -> list[Target]:  # noqa: F811
    """Every address, or only those that not everybody may open."""
    found: dict[str, Target] = {}
    for name, address in ADDRESSES.items():
        sample = address.sample(world)
        kwargs = {key: str(value) for key, value in sample.items()}
        found[name] = Target(name, reverse(name, kwargs=sample), kwargs)
    for path in _linked(world) if is_public else ():
        with suppress(Resolver404):
            match = resolve(path)
            name = match.view_name or match.route
            kwargs = {key: str(value) for key, value in match.kwargs.items()}
            found.setdefault(name, Target(name, path, kwargs))
    for name, route, _pattern in odd.patterns() if is_public else ():
        if (name or route.lstrip("/")) not in found and "(" not in route:
            found[name or route] = Target(name or route, _filled(route))
    _learn(found, world)
    return [found[name] for name in sorted(found)]


FOUND: list[Target] = []


@pytest.fixture
def found(world: World, made_once: Made) -> list[Target]:  # noqa: F811
    """Every address; they are asked once in a run of tests, since the world is the same."""
    if not FOUND:
        FOUND.extend(made_once.shared("targets", lambda: targets(world)))
    return FOUND


def _linked(world: World) -> Iterator[str]:  # noqa: F811
    """Addresses of the public pages, one for each view, by following links."""
    waiting, seen = ["/", reverse("api:docs"), reverse("api:list_rulebooks")], set()
    while waiting:
        path = waiting.pop(0)
        with suppress(Resolver404):
            match = resolve(path)
            if match.view_name in seen:
                continue
            seen.add(match.view_name)
            yield path
            answer = Client().get(path)
            if answer.status_code == 200 and not answer.streaming and b"<html" in answer.content:
                page = html.document_fromstring(answer.content)
                links = [link.partition("#")[0].partition("?")[0] for link in page.xpath("//@href")]
                waiting += [link for link in links if link.startswith("/")]


def _filled(route: str) -> str:
    """A path of this route; what it names is something that is there, or looks so."""
    known = {"int": "1", "str": "x", "slug": "x", "path": "x", "uuid": "0" * 8}
    known |= {"book": "26-2026", "number": "7", "code": "A.1.1", "set_number": "7"}
    parts = route.split("<")
    for place, part in enumerate(parts[1:], start=1):
        inside, _end, rest = part.partition(">")
        kind, _colon, name = inside.rpartition(":")
        parts[place] = f"{known.get(name) or known.get(kind or 'str', 'x')}{rest}"
    return "".join(parts)


def _learn(found: dict[str, Target], world: World) -> None:  # noqa: F811
    """What the addresses read, from asking each as it should be and from the forms of the pages."""
    by_path = {target.path: target for target in found.values()}
    for target in list(found.values()):
        for person, method in _lookers(target):
            with odd.noted_reads() as read:
                answer = asked(world, person, method, target.path)
            target.query |= read.get
            target.fields |= {name: "1" for name in read.post if name not in target.fields}
            if answer.streaming or b"<form" not in answer.content:
                continue
            for form in html.document_fromstring(answer.content).forms:
                to = (form.action or target.path).partition("?")[0].partition("#")[0]
                if to in by_path:
                    by_path[to].learn(form)


def _lookers(target: Target) -> list[tuple[str, str]]:
    """Somebody who may open it, and sends."""
    address = ADDRESSES.get(target.name)
    able = [p for p in PEOPLE if address is None or p in address.get.opens | address.post.opens]
    return [(person, method) for person in able[:1] for method in OWN_METHODS]


# Asked


class Served(Client):
    """Asks as a browser does, through what stands before Django."""

    def _base_environ(self, **request):
        return without_charset(super()._base_environ(**request))

    def request(self, **request):
        return super().request(**without_charset(request))


def asked(world: World, person: str, method: str, path: str, **how):  # noqa: F811
    """The answer, after which nothing is left of it."""
    client = Served(raise_request_exception=False)
    client.cookies.update(world.sessions[person])
    with transaction.atomic():
        if "raw" in how:
            how.pop("raw")
            answer = client.generic(method.upper(), path, b"a=1", **how)
        else:
            answer = getattr(client, method)(path, **how)
        if answer.streaming:
            b"".join(answer)
        transaction.set_rollback(True)
    return answer


def draws(found: list[Target], random: Random) -> Iterator[tuple[Target, str, str, str, dict]]:
    """What is asked: whom, how, where, with what. Each parameter of each address comes once,
    then again from the beginning with other values."""
    while True:
        each = [(target, how) for target in found for how in _ways(target)]
        random.shuffle(each)
        for target, how in each:
            yield (target, _whom(target, random), *_drawn(target, how, random))


def _whom(target: Target, random: Random) -> str:
    """Mostly somebody who may: the others are turned away before anything is read."""
    address = ADDRESSES.get(target.name)
    able = [p for p in PEOPLE if address is None or p in address.get.opens | address.post.opens]
    return random.choice(able if able and random.random() < 0.85 else PEOPLE)


def _ways(target: Target) -> Iterator[tuple[str, str]]:
    yield from (("path", name) for name in target.kwargs)
    yield from (("query", name) for name in sorted(target.query))
    yield from (("field", name) for name in sorted(target.fields))
    yield from (("file", name) for name in sorted(target.files))
    yield from [("header", ""), ("cookie", ""), ("body", ""), ("all", "")]


def _drawn(target: Target, way: tuple[str, str], random: Random) -> tuple[str, str, dict]:
    """How to ask, where, and with what."""
    kind, name = way
    value = random.choice(ODD)
    form = {"content_type": "application/x-www-form-urlencoded"}
    match kind:
        case "path":
            before, _old, after = target.path.rpartition(quote(target.kwargs[name]))
            if random.random() < 0.5:  # near what it should be
                value = f"{target.kwargs[name]}{value}"
            return random.choice(METHODS), f"{before}{value}{after}", {}
        case "query":
            again = f"&{quote(name)}={random.choice(ODD)}" * random.choice((0, 0, 1, 300))
            return "get", f"{target.path}?{quote(name)}={value}{again}", {}
        case "field":
            body = odd.encoded(target.fields | {name: value})
            body += f"&{quote(name)}={random.choice(ODD)}" * random.choice((0, 0, 1))
            return "post", target.path, {"data": body, **form}
        case "file":
            content = random.choice((b"", b"\x00", b"PK\x03\x04", b"%PDF-1.7", b"a;b\n" * 9))
            data = odd.multipart(target.fields, name, random.choice(odd.FILE_NAMES), content)
            return "post", target.path, {"data": data, "content_type": odd.MULTIPART}
        case "all":
            fields = {each: random.choice(ODD) for each in sorted(target.fields)}
            return "post", target.path, {"data": odd.encoded(fields), **form}
        case "header":
            header = random.choice(sorted(HEADERS))
            headers = {header: random.choice(HEADERS[header])}
            method = random.choice(METHODS)
            if header == "Content-Type":
                content_type = headers.pop(header)
                path = f"{target.path}?q=%C3%80"
                return method, path, {"raw": True, "content_type": content_type}
            return method, target.path, {"headers": headers}
        case "cookie":
            called = random.choice(("sanvat_session", "csrftoken", "messages", "django_language"))
            return (
                random.choice(METHODS),
                target.path,
                {"cookie": (called, random.choice(COOKIES))},
            )
    body = random.choice(odd.BODIES)
    if target.name.startswith("api:") and random.random() < 0.7:
        example = random.choice(sorted(API_BODIES))
        body = odd.as_body(odd.spoiled(API_BODIES[example].example(), random))
    return "post", target.path, {"data": body, "content_type": "application/json"}


def send(world: World, person: str, method: str, path: str, how: dict):  # noqa: F811
    how = dict(how)
    if secret := world.secrets.get(path.partition("?")[0]):
        how["headers"] = {"Authorization": f"Bearer {secret}"} | how.get("headers", {})
    if cookie := how.pop("cookie", None):
        kept = "; ".join(
            f"{morsel.key}={morsel.coded_value}"
            for morsel in world.sessions[person].values()
            if morsel.key != cookie[0]
        )
        how["headers"] = {"Cookie": f"{kept}; {cookie[0]}={cookie[1]}"}
    return asked(world, person, method, path, **how)


def _key(scope: str, world: World) -> str:  # noqa: F811
    """A key that opens it."""
    _key, secret = actions.make_key(
        name="thử", scopes=[scope], days=1, by=again(world.people["advisor"]), at=world.now
    )
    return secret


@pytest.fixture
def faults():
    """What is logged as a fault of ours, by any part of the programme."""
    heard: list[str] = []

    class Hearing(logging.Handler):
        def emit(self, record):
            if record.exc_info:
                heard.append(f"{record.name}: {record.exc_info[0].__name__}: {record.exc_info[1]}")

    hearing = Hearing(logging.ERROR)
    logging.getLogger().addHandler(hearing)
    yield heard
    logging.getLogger().removeHandler(hearing)


def test_nothing_that_a_request_carries_is_a_fault_of_ours(world, found, faults):  # noqa: F811
    world.secrets = {reverse(name): _key(scope, world) for name, scope in api.KEYED.items()}
    random = Random(SEED)
    wrong = []
    drawn = draws(found, random)
    for _number in range(DRAWS):
        target, person, method, path, how = next(drawn)
        faults.clear()
        answer = send(world, person, method, path, how)
        if answer.status_code >= 500 or faults:
            said = f"{method} {path[:150]} {str(how)[:300]} {faults}"
            wrong.append(f"{answer.status_code} {target.name} as {person}: {said}")

    assert "\n".join(wrong) == ""
