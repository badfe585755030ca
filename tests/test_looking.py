"""Looking is not acting: no address changes anything when it is only opened.

What is written of who came and when, the session and the device, is no act.
"""

import re

import pytest
from django.db import connection
from django.test import Client
from django.urls import get_resolver, reverse

from sanvat.parties import actions, links
from sanvat.parties.models import Scope
from sanvat.records.models import Entry
from tests.addresses import api
from tests.people import again
from tests.test_wrong_person import ADDRESSES, _body, named, world  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

LOOKING = ("producer", "officer", "advisor", "centre", "coordinator", "operator", "nobody")

WRITES = re.compile(
    r"\s*(INSERT INTO|UPDATE|DELETE FROM|COPY|TRUNCATE|MERGE INTO)\s+\"?(\w+)", re.I
)
WHO_CAME = {
    "django_session",
    "usersessions_usersession",  # when a device was last seen
    "shared_cache",  # how often somebody tried
    "api_asked",  # how often a programme asked
    "parties_tried",  # how often a code and PIN were tried
}


class Written:
    """Notes the tables that any statement writes into, whether it is kept or undone."""

    def __init__(self) -> None:
        self.tables: set[str] = set()

    def __call__(self, execute, sql, params, many, context):
        if found := WRITES.match(sql):
            self.tables.add(found[2])
        return execute(sql, params, many, context)


def written_by(path: str, client: Client, *, head: bool = True, **how) -> set[str]:
    written = Written()
    with connection.execute_wrapper(written):
        _body(client.get(path, **how))
        if head:
            _body(client.head(path, **how))
    return written.tables - WHO_CAME


@pytest.mark.parametrize("who", [*LOOKING, "anonymous"])
def test_opening_an_address_changes_nothing(world, who):  # noqa: F811
    before = Entry.objects.count()
    changed = {}
    for name, address in ADDRESSES.items():
        everybody = [each for each in (*LOOKING, "anonymous") if each in address.get.tried]
        may = [each for each in everybody if each in address.get.opens]
        # Who sees least and who sees most; and of those turned away the first, as all others.
        refused = [each for each in everybody if each not in may]
        if who not in (*may[:1], *may[-1:], *refused[:1]):
            continue
        path = reverse(name, kwargs=address.sample(world)) + address.query
        client = Client(raise_request_exception=False)
        client.cookies.update(world.sessions[who])
        # The head alone is the same page, made and left out; one who may open it asks for it.
        if written := written_by(path, client, head=who == (may or everybody)[0]):
            changed[name] = written

    assert changed == {}
    assert Entry.objects.count() == before


def test_opening_a_page_without_a_name_of_its_own_changes_nothing(world, client):  # noqa: F811
    """The public pages, and those that only send on."""
    changed = {}
    for name in sorted(set(named()) - set(ADDRESSES)):
        path = name if name.startswith("/") else _path_of(name)
        if "<" not in path and "(" not in path and (written := written_by(path, client)):
            changed[path] = written

    assert changed == {}


def _path_of(name: str) -> str:
    possibilities = get_resolver(None)
    *namespaces, last = name.split(":")
    prefix = ""
    for namespace in namespaces:
        inner, possibilities = possibilities.namespace_dict[namespace]
        prefix += inner
    route, _params = possibilities.reverse_dict.getlist(last)[0][0][0]
    return "/" + prefix + re.sub(r"%\(\w+\)s", "1", route)


@pytest.mark.parametrize("name", api.KEYED)
def test_reading_with_a_key_notes_the_day_of_its_use_alone(world, name):  # noqa: F811
    by = again(world.people["advisor"])
    _key, secret = actions.make_key(
        name="kho", scopes=list(Scope.values), days=1, by=by, at=world.now
    )
    asked = {"headers": {"Authorization": f"Bearer {secret}"}}

    assert written_by(reverse(name), Client(), **asked) == {"parties_apikey"}
    assert written_by(reverse(name), Client(), **asked) == set()


def test_opening_the_notices_reads_none_of_them(world):  # noqa: F811
    advisor = world.people["advisor"]
    client = Client()
    client.cookies.update(world.sessions["advisor"])
    before = advisor.notices.unread().count()

    client.get(reverse("desk:notices"))

    assert advisor.notices.unread().count() == before > 0


def test_opening_an_invitation_accepts_nothing(world, client):  # noqa: F811
    client.get(reverse("invitation", args=[links.token_of(world.invitation)]))

    world.invitation.refresh_from_db()
    assert world.invitation.accepted_at is None


def test_the_language_is_chosen_by_a_form_alone(client, db):
    client.get("/ngon-ngu/", {"language": "en"})

    assert "sanvat_language" not in client.cookies
