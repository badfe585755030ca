"""Who is let in by no way: of a demonstration elsewhere, locked out, or with a key and no session.

At every address each of them is somebody who has not signed in.
"""

from itertools import product

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from sanvat.desk.editor.gate import OPEN as OPEN_IN_EDITOR
from sanvat.parties import actions
from sanvat.parties.models import Scope, User
from tests.people import again
from tests.test_ended_right import OF_THE_POST, ask
from tests.test_wrong_person import ADDRESSES, world  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

SHUT_OUT = {
    "of a demonstration": {"is_demonstration": True},
    "locked out": {"is_active": False},
}


@pytest.mark.parametrize("how", SHUT_OUT)
def test_an_open_session_is_nobodys_any_more(world, how):  # noqa: F811
    session = world.sessions["advisor"]
    User.objects.filter(pk=world.people["advisor"].pk).update(**SHUT_OUT[how])

    wrong = []
    for method, (name, address) in product(("get", "post"), ADDRESSES.items()):
        path = reverse(name, kwargs=address.sample(world)) + address.query
        sent = address.sends(world) if method == "post" else {}
        answer, body = ask(session, method, path, sent)
        if answer != getattr(address, method).promised("anonymous"):
            wrong.append(f"{method} {path}: {answer}")
        # The invitation says into what it is, to whoever has its link.
        told = () if name == "invitation" else OF_THE_POST
        wrong += [f"{method} {path}: tells {word}" for word in told if word in body]

    assert wrong == []


def test_a_key_opens_the_api_and_nothing_else(world):  # noqa: F811
    by = again(world.people["advisor"])
    _key, secret = actions.make_key(name="kho", scopes=Scope.values, days=1, by=by, at=world.now)
    wrong = []
    for name, address in ADDRESSES.items():
        path = reverse(name, kwargs=address.sample(world)) + address.query
        answer = Client().get(path, headers={"Authorization": f"Bearer {secret}"})
        if not name.startswith("api:"):
            anonymous = Client().get(path)
            if (answer.status_code, answer.headers.get("Location")) != (
                anonymous.status_code,
                anonymous.headers.get("Location"),
            ):
                wrong.append(f"{path}: {answer.status_code}")
        elif answer.status_code != 200:
            wrong.append(f"{path}: {answer.status_code}")

    assert wrong == []


def test_no_form_of_another_site_is_taken(world):  # noqa: F811
    """Without the token of the page that drew it a form is refused, at every address, whoever is
    signed in. Who chooses a language or opens a saved draft changes nothing here, a programme
    brings a key, and a mail programme that ends a following brings the signed link."""
    wrong = []
    for name, address in ADDRESSES.items():
        path = reverse(name, kwargs=address.sample(world)) + address.query
        stranger = Client(enforce_csrf_checks=True)
        stranger.cookies.update(world.sessions["operator"])
        answer = stranger.post(path, address.sends(world), headers={"origin": "https://a.example"})
        if answer.status_code != (405 if name.startswith("api:") else 403):
            wrong.append(f"{path}: {answer.status_code}")

    assert wrong == []
    exempt = {name for name, view in views() if getattr(view, "csrf_exempt", False)}
    closed = {name for name in exempt if name.startswith("wagtailadmin_api:")}
    assert closed & OPEN_IN_EDITOR == set()
    exempt -= closed
    assert {name for name in exempt if not name.startswith(("api:", "open311:"))} == {
        "set_language",
        "portal:follow_end",  # one click of a mail programme, RFC 8058; the link is signed
        "portal:self_score_open",
    }


def views():
    def walk(patterns, namespace):
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                yield f"{namespace}{pattern.name}", pattern.callback
            else:
                inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                yield from walk(pattern.url_patterns, inner)

    return walk(get_resolver().url_patterns, "")
