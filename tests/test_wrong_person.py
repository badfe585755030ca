"""Every address × everybody: who is let in, and what the others are told.

The addresses are read from the resolver, and the promises from `addresses.py`. Each request is
undone, so that each finds the same world.
"""

from collections.abc import Iterator
from copy import deepcopy
from datetime import timedelta
from http.cookies import SimpleCookie
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from sanvat.parties import actions as parties
from sanvat.parties import links
from sanvat.parties.models import Letter, Role
from sanvat.parties.models import OrganisationKind as Kind
from sanvat.products import actions as products
from sanvat.records import files
from sanvat.register import actions as register
from tests.addresses import ADDRESSES, KEYED, OPEN, PEOPLE, UNNAMED
from tests.people import again, make_member, make_organisation, make_person, make_second_step
from tests.records import uploads

MARK = "KINDAO7319"


def named() -> Iterator[str]:
    """Every name of the resolver, with its namespace; unnamed addresses as their pattern."""

    def walk(patterns, namespace, prefix):
        for pattern in patterns:
            route = f"{prefix}{pattern.pattern}"
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

    assert unknown == []


def test_no_classification_is_of_an_address_that_is_gone():
    there = set(named())

    assert [name for name in ADDRESSES if name not in there] == []


@pytest.fixture
def world(request, commune, elsewhere, producer, officer, advisor, settings, tmp_path):
    """One of everything that has an address, and a rival's, an office's, with a mark in it."""
    store = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": store}
    now = timezone.now()
    people = {
        name: request.getfixturevalue(name)
        for name in PEOPLE
        if name not in ("rival", "far_advisor", "ended", "anonymous")
    }
    today = timezone.localdate()

    # The sample: a producer with a product, a picture and a colleague
    mine = products.register_producer(
        "Cơ sở mẫu", commune, legal_form="cooperative", by=officer, at=now
    )
    own = producer.memberships.get()
    own.organisation = mine.organisation
    own.save()
    producer = people["producer"] = again(producer)
    product = products.register_product(mine, "Cà phê mẫu", by=producer, at=now)
    stored = files.take(
        uploads.upload("goi.jpg", uploads.picture()), allowed=files.PICTURES, by=producer, at=now
    )
    picture = products.add_picture(product, stored, by=producer, at=now, description="gói")
    colleague = make_member(
        make_person(
            "Đồng nghiệp",
            Role.EDITOR,
            make_organisation(Kind.PRESS, "Báo khác", commune),
            username="0977000001",
        ),
        Role.PRODUCER,
        mine.organisation,
    )
    token, _secret = parties.make_key(
        name="kho", scopes=["products:read"], days=30, by=producer, at=now
    )

    # The rival, with a mark
    other = products.register_producer(
        f"HTX {MARK}", commune, legal_form="cooperative", by=officer, at=now
    )
    products.register_product(other, f"Trà {MARK}", by=officer, at=now)
    # It looks like the sample, which must not tell anybody whose it is.
    products.register_product(other, "Cà phê mẫu", by=officer, at=now, is_another=True)
    people["rival"] = make_person(
        "Đối Thủ", Role.PRODUCER, other.organisation, username="0977000002"
    )

    # What officers have
    idea = products.note_idea(
        f"Ý {MARK}", "Chuối sấy", commune, by=officer, at=now, told_by="Chị Thơm"
    )
    products.plan_idea(
        idea, product="Chuối sấy", materials="chuối", market="chợ", by=officer, at=now
    )
    sheet = ContentFile(
        f'Tên sản phẩm,Tên chủ thể,Xã\nMật ong,HTX Ong,"{commune.full_name}"\n'.encode(),
        name=f"so-{MARK}.csv",
    )
    file = files.take(sheet, allowed=files.TABLES, by=advisor, at=now)
    importing = register.start_import(file, by=advisor, at=now)
    register.map_columns(importing, importing.mapping, by=advisor, at=now)
    register.preview_import(importing, by=advisor, at=now)
    letter = parties.draft_letter(
        "ai@vidu.example", f"Thư {MARK}", f"Nội dung {MARK}", about=None, by=advisor, at=now
    )
    parties.notify(advisor, f"Có việc {MARK}", at=now)
    invitation = parties.invite(
        mine.organisation, Role.PRODUCER, by=officer, at=now, phone="0977123456"
    )

    # Those from elsewhere, and the one whose time is over
    far = make_organisation(Kind.ADVISORY_BODY, "Chi cục nơi khác", elsewhere.parent)
    people["far_advisor"] = make_person("Xa Xôi", Role.ADVISORY_OFFICER, far, username="0977000003")
    ended = make_person(
        "Đã Thôi", Role.EDITOR, make_organisation(Kind.PRESS, "Báo cũ"), username="0977000004"
    )
    ended.memberships.all().delete()
    make_member(
        ended,
        Role.ADVISORY_OFFICER,
        advisor.acting.organisation,
        until=today - timedelta(days=1),
    )
    make_second_step(ended)
    people["ended"] = ended
    assert Letter.objects.count() >= 1
    return SimpleNamespace(
        sessions={"anonymous": SimpleCookie()} | {n: _session(u) for n, u in people.items()},
        own_producer=mine,
        organisation=mine.organisation,
        product=product,
        picture=picture,
        colleague=colleague,
        token=token,
        idea=idea,
        importing=importing,
        letter=letter,
        invitation=invitation,
        link=links.token_of(invitation),
        year=today.year,
    )


def _session(user) -> SimpleCookie:
    client = Client()
    client.force_login(user)
    return client.cookies


@pytest.mark.ignore_template_errors  # the pages have tests of their own
@pytest.mark.parametrize("method", ["get", "post"])
def test_everybody_gets_what_was_promised_at_every_address(world, method):
    broken = []
    for name, address in ADDRESSES.items():
        rule = getattr(address, method)
        path = reverse(name, kwargs=address.sample(world)) + address.query
        for person in PEOPLE:
            answer, told = ask(world.sessions[person], method, path, address.data(world))
            if answer != rule.promised(person):
                broken.append(f"{name} {person}: {answer}, promised {rule.promised(person)}")
            # The rival's own name stands in the head of every page of theirs.
            if told and person not in rule.sees | {"rival"}:
                broken.append(f"{name} {person}: reads what is not theirs")

    assert broken == []


def ask(session: SimpleCookie, method: str, path: str, data: dict) -> tuple[str, bool]:
    """What came back, in the words of `addresses.py`, and whether it told something marked."""
    client = Client(raise_request_exception=False)
    client.cookies = deepcopy(session)  # an answer may end the session, and is undone
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


@pytest.mark.parametrize("name", KEYED)
def test_a_key_of_another_scope_is_not_enough(world, name, producer):
    now = timezone.now()
    scope = {"api:list_products": "producers:read", "api:list_producers": "products:read"}[name]
    _token, secret = parties.make_key(
        name="khác", scopes=[scope], days=1, by=again(producer), at=now
    )

    response = Client().get(reverse(name), headers={"Authorization": f"Bearer {secret}"})

    assert (response.status_code, response.json()["code"]) == (403, "scope")
