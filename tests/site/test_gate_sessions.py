"""Who is signed in, asked by the cookie alone."""

import pytest
from django.db import OperationalError

from sanvat.site.gate.sessions import is_signed_in

pytestmark = pytest.mark.django_db


def cookies_of(client):
    return "; ".join(f"{name}={one.value}" for name, one in client.cookies.items())


def test_who_is_signed_in_is_known_by_the_session(client, officer):
    client.force_login(officer)

    assert is_signed_in(f"sanvat_language=en; {cookies_of(client)}")


def test_who_has_left_is_not(client, officer):
    client.force_login(officer)
    before = cookies_of(client)
    client.logout()

    assert not is_signed_in(before)


def test_while_there_is_no_database_nobody_hears_that_their_session_ended(monkeypatch):
    def away(*_args, **_how):
        raise OperationalError

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", away)

    assert is_signed_in("sanvat_session=abcdefghijklmnopqrstuvwxyz012345")


@pytest.mark.parametrize(
    "cookies",
    [
        "",
        "sanvat_session=",
        "sanvat_session=abcdefghijklmnopqrstuvwxyz012345",
        'sanvat_session="abcdefgh\\000ijkl"',
        "sanvat_session=" + "a" * 5000,
        "sessionid=abc",
    ],
)
def test_a_stranger_is_not(cookies):
    assert not is_signed_in(cookies)
