"""Whether a request comes from somebody who is signed in, asked before its body is taken."""

from importlib import import_module

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import DatabaseError, close_old_connections
from django.http.cookie import parse_cookie


def is_signed_in(cookies: str) -> bool:
    """By the `Cookie` header. Reads the database, in the thread it is called in.

    What the person may do is asked later, of the request as a whole. Where the database does not
    answer everybody is taken for that: the page says so itself, and nobody hears that their
    session ended.
    """
    key = parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME, "")
    if not (key.isascii() and key.isalnum()):
        return False
    store = import_module(settings.SESSION_ENGINE).SessionStore(key)
    try:
        return SESSION_KEY in store
    except DatabaseError:
        return True
    finally:
        close_old_connections()
