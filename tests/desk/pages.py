"""How the tests of the desk open a page and read it."""

import re
from html import unescape

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

DESK = "/ban-lam-viec/"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def status(user, path: str) -> int:
    return signed_in(user).get(DESK + path).status_code


def markup(user, path: str) -> str:
    """A page as the browser gets it."""
    return signed_in(user).get(DESK + path).content.decode()


def read(user, path: str, **query) -> str:
    """What a page says, without its markup."""
    answer = signed_in(user).get(DESK + path, query)
    assert answer.status_code == 200, (path, answer.status_code)
    return text_of(answer)


def text_of(answer) -> str:
    page = answer.content.decode()
    main = page[page.index("<main") : page.index("</main>")] if "<main" in page else page
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def headings(user, path: str, **query) -> list[str]:
    """The first cell of every row of a list."""
    answer = signed_in(user).get(DESK + path, query)
    assert answer.status_code == 200, (path, answer.status_code)
    cells = re.findall(r'<th scope="row"><a [^>]*>(.*?)</a>', answer.content.decode())
    return [unescape(cell) for cell in cells]


def queries(user, path: str) -> int:
    """How many questions a page asks of the database, the second time it is opened."""
    client = signed_in(user)
    client.get(DESK + path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(DESK + path).status_code == 200
    return len(asked)


def rows_fetched(user, path: str) -> int:
    """How many rows all questions of a page bring, the second time it is opened: a page that
    shows four of them does not fetch the fifth."""
    client, rows = signed_in(user), []
    client.get(DESK + path)

    def count(execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        own = context["cursor"].cursor
        rows.extend(max(each.rowcount, 0) for each in own.results())  # of each statement in it
        own.set_result(0)
        return answer

    with connection.execute_wrapper(count):
        assert client.get(DESK + path).status_code == 200
    return sum(rows)
