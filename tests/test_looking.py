"""Looking is not acting: no address changes anything when it is only opened.

Of the classified addresses `test_wrong_person.py` holds it, which opens each as everybody.
"""

import re

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from sanvat.parties import actions, links
from sanvat.parties.models import Scope
from tests.addresses import api
from tests.people import again
from tests.test_wrong_person import ADDRESSES, _body, named, world  # noqa: F401
from tests.written import tables_written

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]


def written_by(path: str, client: Client, **how) -> set[str]:
    with tables_written() as written:
        _body(client.get(path, **how))
        _body(client.head(path, **how))
    return written


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
