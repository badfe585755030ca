"""A right ends with the post: who left it, with another role or none, has nothing of it left.

Whoever holds a post first does everything there that they may. Then the post ends, and every
address it led to is asked again: each answers as to somebody who never held it, and says nothing of
what was seen or done in it; no list has anything of it left.
"""

import re
from collections.abc import Iterator
from itertools import product

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from sanvat.parties.models import Membership, Role
from sanvat.products.models import Idea
from tests.addresses import MARK, NOT_SERVED, ONE_OF_EACH, ONLY_READ, Rule, World
from tests.people import (
    again,
    make_member,
    make_second_step,
    make_user,
)
from tests.test_wrong_person import ADDRESSES, _answer, _body, world  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

IN_A_POST = [name for name in (*ONE_OF_EACH, "rival") if name not in ("nobody", "stranger")]

# What a person of a post could know, and nobody else: names of the world of the addresses.
OF_THE_POST = (MARK, "Cơ sở mẫu", "Cà phê mẫu", "Chị Thơm", "0912345679", "Bà Tư")

WITH_OWNERS = [
    model for model in apps.get_models() if hasattr(model._default_manager.all(), "visible_to")
]

NOT_HERE = {
    "account_logout",  # ends the session that asks
    "invitation",  # opens to whoever has the link
}


# Some are sent on to a post in another province; the others just leave.
SENT_ON = ("producer", "officer", "operator")
CASES = [(who, who in SENT_ON) for who in IN_A_POST]


@pytest.mark.parametrize(("who", "is_sent_on"), CASES)
def test_who_left_a_post_has_nothing_of_it(world, who, is_sent_on):  # noqa: F811
    person = world.people[who]
    opened = list(done_everything(world, who, world.sessions[who]))
    take_away_their_own(person)

    Membership.objects.filter(user=person).update(valid=(None, timezone.localdate()))
    never = make_user("Chưa Từng", "0977000099")
    make_second_step(never)
    make_second_step(person)
    if is_sent_on:
        body = world.people["far_advisor"].acting.organisation
        for each in (person, never):
            make_member(each, Role.ADVISORY_OFFICER, body)

    assert seen_by(person) == seen_by(never)
    as_to = "far_advisor" if is_sent_on else "nobody"
    assert told(world, person, opened, was=who, as_to=as_to) == []


def seen_by(user) -> dict[str, set[int]]:
    user = again(user)
    return {
        model.__name__: set(model._default_manager.visible_to(user).values_list("pk", flat=True))
        for model in WITH_OWNERS
    }


def told(world: World, person, opened: list[str], *, was: str, as_to: str) -> list[str]:  # noqa: F811
    """What every address the post led to, and every page opened in it, tells too much."""
    session = signed_in(person)
    wrong = []
    for method, path, sent, rule in addresses_of(world, was):
        answer, body = ask(session, method, path, sent)
        # Who needed a second step has one still, and may take it away.
        if answer != rule.promised(as_to) and not path.startswith("/tai-khoan/"):
            wrong.append(f"{method} {path}: {answer}")
        words = [word for word in OF_THE_POST if word != MARK or as_to not in rule.sees]
        wrong += [f"{method} {path}: tells {word}" for word in words if word in body]
    for path in opened:
        _answer, body = ask(session, "get", path, {})
        wrong += [f"{path}: tells {word}" for word in OF_THE_POST if word in body]
    return wrong


def addresses_of(world: World, was: str) -> Iterator[tuple[str, str, dict, Rule]]:  # noqa: F811
    """Where somebody in that post may go, or sees what they may not do. Elsewhere they were turned
    away before, as `test_wrong_person.py` has it."""
    for method, (name, address) in product(("get", "post"), ADDRESSES.items()):
        rule = getattr(address, method)
        # What is asked in vain, or sent about one's own account, tells nothing of a post.
        is_in_vain = rule in (NOT_SERVED, ONLY_READ) or (method == "post" and rule.alike)
        led_there = was in rule.opens | rule.forbidden
        if led_there and name not in NOT_HERE and not is_in_vain:
            path = reverse(name, kwargs=address.sample(world)) + address.query
            sent = address.sends(world) if method == "post" else {}
            yield method, path, sent, rule


def done_everything(world: World, who: str, session) -> Iterator[str]:  # noqa: F811
    """Every form that the person is shown, sent as it stands with what is needed typed into it.
    Returns the pages that this opened."""
    sent_once = set()
    for name, address in ADDRESSES.items():
        if not name.startswith("desk:") or who not in address.get.opens:
            continue
        path = reverse(name, kwargs=address.sample(world)) + address.query
        client = Client()
        client.cookies.update(session)
        answer = client.get(path)
        shown = _body(answer)
        if answer.status_code != 200 or answer.streaming or b"<form" not in shown:
            continue
        for form in html.fromstring(shown.decode()).forms:
            to = (form.action or path).partition("#")[0]
            if form.method != "POST" or LEAVES.search(to) or not to.startswith("/ban-lam-viec/"):
                continue
            same = (to, *sorted(form.fields.keys()))
            if same in sent_once:
                continue  # shown on several pages
            sent_once.add(same)
            sent = client.post(to, {**dict(form.form_values()), **typed_into(form, world)})
            if sent.status_code == 302 and sent["Location"].startswith("/ban-lam-viec/"):
                yield sent["Location"].partition("#")[0]


def take_away_their_own(person) -> None:
    """What somebody noted for themselves stays theirs, in whatever post they did."""
    Idea.objects.filter(noted_by=person, noted_for=None).delete()


# Such forms take the things away on which the others are tried, or the post itself.
LEAVES = re.compile(r"/(vai-tro|tu-cach|nguoi|bo|xoa|huy|rut|thoi|go|ket-thuc)(/|$)")


def typed_into(form: html.FormElement, world: World) -> dict[str, str]:  # noqa: F811
    known = {
        **dict.fromkeys(("name", "text", "product", "materials", "market"), f"Việc {MARK}"),
        "told_by": "Bà Tư",
        "phone": "0912345679",
        "legal_form": "cooperative",
        "place": world.commune.full_name,
        "advice": f"Lời {MARK}",
        "reason": f"Vì {MARK}",
        "people": f"Bà Tư; 0912345679; {MARK}",
        "event": f"Hội {MARK}",
        "kind": "union",
        "scopes": "products:read",
        "days": "30",
        "purpose": f"Để {MARK}",
    }
    return {name: value for name, value in known.items() if name in form.fields}


def signed_in(user):
    client = Client()
    client.force_login(again(user))
    return client.cookies


def ask(session, method: str, path: str, sent: dict) -> tuple[str, str]:
    client = Client(raise_request_exception=False)
    client.cookies.update(session)
    with transaction.atomic():
        response = getattr(client, method)(path, sent)
        body = _body(response).decode(errors="replace")
        transaction.set_rollback(True)
    return _answer(response), body


def test_models_that_are_seen_by_right_are_found():
    assert len(WITH_OWNERS) > 8
