"""How the tests of the desk send a form, and what a refused one says."""

import re
from html import unescape

from django.http import HttpResponse
from django.test import Client
from lxml import html

from tests.desk.pages import DESK, signed_in


def send(user, path: str, **fields) -> HttpResponse:
    return signed_in(user).post(DESK + path, fields)


def errors_of(answer) -> dict[str, str]:
    """What is said at each field of a refused form, by the field's id."""
    page = answer.content.decode()
    found = re.findall(
        r'class="field__error" id="([^"]+)_error">.*?<span>(.*?)</span>', page, re.DOTALL
    )
    return {name: unescape(said) for name, said in found}


def on_top(answer) -> list[str]:
    """The lines of the summary over a refused form."""
    page = answer.content.decode()
    summary = re.search(r'class="notice__title">\s*Có .*?<ul>(.*?)</ul>', page, re.DOTALL)
    lines = re.findall(r"<li>(.*?)</li>", summary[1], re.DOTALL) if summary else []
    return [unescape(" ".join(re.sub(r"<[^>]+>", "", line).split())) for line in lines]


def drawn(answer) -> list[html.FormElement]:
    """The forms of a page that post something, as a browser finds them."""
    page = html.fromstring(answer.content.decode())
    return [form for form in page.forms if form.method == "POST"]


def fields_of(answer, *, to: str = "", among: str = "") -> dict[str, str]:
    """What a browser would send with a form as the page fills it: the one that posts to this
    address, "" being the page itself; of several, the one that has the field `among`."""
    found = [
        form
        for form in drawn(answer)
        if (form.action or "").partition("#")[0] == to and (not among or among in form.fields)
    ]
    # A browser leaves out the first line break of a text area, which Django writes.
    return {name: value.removeprefix("\n") for name, value in found[0].form_values()}


def fill_in(client: Client, path: str, *, to: str = "", **typed) -> HttpResponse:
    """Open a page, type into its form, and send it."""
    fields = fields_of(client.get(path), to=to)
    return client.post(to or path, {**fields, **typed})
