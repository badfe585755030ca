"""How the tests of the desk send a form, and what a refused one says."""

import re
from html import unescape

from django.http import HttpResponse

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
    return [unescape(re.sub(r"<[^>]+>", "", line)).strip() for line in lines]
