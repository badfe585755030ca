"""The command lines of docs/open311.md do what it says, typed one after another."""

import re
import shlex
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from sanvat.concerns.models import Concern
from sanvat.site.demo import open311
from tests.portal.concerns.test_sending import photo

pytestmark = pytest.mark.django_db

PAGE = (Path(__file__).parents[3] / "docs" / "open311.md").read_text()
LINES = re.findall(r"^curl .+$", "\n".join(re.findall(r"```sh\n(.+?)```", PAGE, re.S)), re.M)


def typed(client, line: str, key: str):
    """A command line, asked of ours."""
    _curl, address, *options = shlex.split(line.replace("$KEY", key))
    headers, fields, is_form = {}, {}, False
    for option, value in zip(options[::2], options[1::2], strict=True):
        if option == "-H":
            name, _colon, said = value.partition(": ")
            headers[name] = said
            continue
        assert option in ("-d", "--data-urlencode", "-F"), option
        name, _equals, said = value.partition("=")
        is_form = is_form or option == "-F"
        fields[name] = photo(said[1:]) if said.startswith("@") else said
    parts = urlsplit(address)
    assert parts.netloc == "localhost:8000"
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    if not fields:
        return client.get(path, headers=headers)
    if is_form:
        return client.post(path, fields, headers=headers)
    kind = "application/x-www-form-urlencoded"
    return client.post(path, urlencode(fields), content_type=kind, headers=headers)


def test_each_is_answered(client, key, officer, commune):
    answers = [(line, typed(client, line, key)) for line in LINES]
    assert [answer.status_code for _line, answer in answers] == [
        200,
        200,
        200,
        200,
        201,
        201,
        200,
        200,
    ]
    sent = Concern.objects.order_by("pk")
    assert [each.text.partition("\n")[0] for each in sent] == [
        *("Ổ gà sâu trước chợ.", "Rác đổ bên suối.", "Ổ gà sâu trước chợ."),
    ]
    assert {each.place for each in sent} == {commune}
    assert [each.attachments.count() for each in sent] == [0, 1, 1]
    assert len(answers[6][1].json()) == 2  # the third is sent after that


def test_the_city_it_names_is_that_of_the_demonstration():
    assert "Phố Núi" in PAGE
    assert "Phố Núi" in open311.CITY
