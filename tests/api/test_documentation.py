import json
import re
import shlex
from html import unescape
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from sanvat import api, rules
from sanvat.api.errors import CODES
from sanvat.api.examples import shorten
from sanvat.api.openapi import described, operations
from sanvat.api.operations import BODIES, EXAMPLES
from sanvat.api.operations import api as service

pytestmark = pytest.mark.django_db  # some operations ask it

OPERATIONS = {operation["operationId"]: operation for operation in operations(described("vi"))}

# Of one thing whose number is made up, as its example says.
MADE_UP = re.compile("/[0-9]+/([?]|$)")
MADE_UP_ANSWERS = ((200, None), (404, "not_public"))


def test_the_description_is_complete():
    lacking = [
        f"{name}.{field}"
        for name, shape in described("vi")["components"]["schemas"].items()
        for field, inner in shape.get("properties", {}).items()
        if "description" not in inner
    ]
    for name, operation in OPERATIONS.items():
        lacking += [f"{name}: {x}" for x in ("summary", "description") if not operation.get(x)]
        lacking += [
            f"{name}: {p['name']}" for p in operation["parameters"] if "description" not in p
        ]

    assert lacking == []


def test_the_description_says_what_each_operation_may_answer():
    statuses = {name: list(operation["responses"]) for name, operation in OPERATIONS.items()}

    everywhere = ["429", "500", "503"]
    of_list = ["200", "304", "422", *everywhere]
    of_one = ["200", "304", "404", "422", *everywhere]
    of_key = ["200", "304", "401", "403", "422", *everywhere]
    sent = ["200", "413", "415", "422", *everywhere]
    assert statuses == {
        "list_rulebooks": of_list,
        "get_rulebook": of_one,
        "list_sets": of_one,
        "get_set": of_one,
        "list_criteria": of_one,
        "get_criterion": of_one,
        "list_readings": of_one,
        "get_forms": of_one,
        "find_sets": of_list,
        "find_places": of_list,
        "list_plans": of_list,
        "list_articles": of_list,
        "list_polls": of_list,
        "list_comments": of_list,
        "list_documents": of_list,
        "list_document_drafts": of_list,
        "list_work_calendars": of_list,
        "list_work_entries": of_list,
        "list_events": of_list,
        "list_catalogue": of_list,
        "search": of_list,
        "list_plan_units": of_list,
        "list_days_off": of_list,
        "list_indicator_values": of_list,
        "list_products": of_key,
        "list_producers": of_key,
        "list_agreements": of_list,
        "list_own_agreements": of_key,
        "list_concerns": of_list,
        "get_concern": of_one,
        "list_own_concerns": of_key,
        "send_concern": ["200", "401", "403", "413", "415", "422", *everywhere],
        "list_catalogue_producers": of_list,
        "list_indicators": of_list,
        "list_units": of_list,
        "list_datasets": of_list,
        "get_agreement": of_one,
        "get_article": of_one,
        "get_catalogue_product": of_one,
        "get_catalogue_producer": of_one,
        "get_event": of_one,
        "get_plan": of_one,
        "get_poll": of_one,
        "get_document_draft": of_one,
        "get_unit": of_one,
        "rank": sent,
        "carry_over": sent,
    }


def test_the_examples_are_answered_as_they_say(client):
    for name, address in (("rank", "rank"), ("carry_over", "compare/carry-over")):
        question = OPERATIONS[name]["requestBody"]["content"]["application/json"]["example"]
        response = client.post(f"/api/v1/{address}", question, content_type="application/json")

        assert response.status_code == 200
        answer = OPERATIONS[name]["responses"]["200"]["content"]["application/json"]["example"]
        assert answer in (response.json(), shorten(response.json()))


def test_every_example_has_the_shape_it_stands_for():
    for view in service._get_bound_routers():
        for path in view.path_operations.values():
            for operation in path.operations:
                example = EXAMPLES[operation.operation_id]("vi")
                shape = operation.response_models[200].model_fields["response"].annotation
                TypeAdapter(shape).validate_python(example, strict=False)
    for body in BODIES.values():
        TypeAdapter(body.shape).validate_python(body.example())


def test_every_code_has_its_meaning():
    said = set()
    for room in (api, rules):
        for path in Path(room.__path__[0]).glob("*.py"):
            if path.name not in ("whatif.py", "wording.py", "textfiles.py"):
                said |= set(re.findall(r'code="(\w+)"', path.read_text(encoding="utf-8")))

    assert said <= set(CODES)


def test_the_page_names_every_operation_and_type(client):
    page = unescape(client.get("/api/v1/docs").content.decode())

    for name, operation in OPERATIONS.items():
        assert f'id="{name}"' in page
        assert operation["summary"] in page
        assert operation["description"] in page
    for name in described("vi")["components"]["schemas"]:
        assert f'id="kieu-{name}"' in page
    for code in CODES:
        assert f"<code>{code}</code>" in page
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r'id="([^"]+)"', page))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_command_on_the_page_can_be_run(client, language):
    client.cookies["sanvat_language"] = language
    page = client.get("/api/v1/docs").content.decode()

    commands = {unescape(c) for c in re.findall(r"<code>(curl .*?)</code>", page, re.S)}

    assert len(commands) == len(OPERATIONS)
    for command in commands:
        _curl, address, *options = shlex.split(command.replace("\\\n", ""))
        address = address.removeprefix("http://testserver")
        if any(option.startswith("Authorization") for option in options):
            # The reader's own key goes there.
            ask = client.post if "-d" in options else client.get
            assert ask(address).status_code == 401
            continue
        if "-d" in options:
            body = options[options.index("-d") + 1]
            response = client.post(address, body, content_type="application/json")
        else:
            response = client.get(address)
        if MADE_UP.search(address):
            assert (response.status_code, response.json()["code"]) in MADE_UP_ANSWERS, command
            continue
        assert response.status_code == 200, command
        both = address.endswith("/forms")
        assert both or response["Content-Language"] == language, command


def test_the_examples_are_told_in_the_language_of_the_page(client):
    vietnamese = unescape(client.get("/api/v1/docs").content.decode())
    client.cookies["sanvat_language"] = "en"
    english = unescape(client.get("/api/v1/docs").content.decode())

    assert '"name": "Sản phẩm cà phê, ca cao"' in vietnamese
    assert '"name": "Coffee and cocoa products"' in english
    assert 'href="/api/v1/openapi.json?language=en"' in english


def test_the_description_speaks_the_language_asked_for(client):
    vietnamese = client.get("/api/v1/openapi.json")
    english = client.get("/api/v1/openapi.json?language=en")

    assert (vietnamese["Content-Language"], english["Content-Language"]) == ("vi", "en")
    assert vietnamese.json() == json.loads(json.dumps(described("vi")))
    assert english.json()["paths"].keys() == vietnamese.json()["paths"].keys()
    assert "Cookie" in vietnamese["Vary"]

    client.cookies["sanvat_language"] = "en"
    assert client.get("/api/v1/openapi.json").json() == english.json()
    assert client.get("/api/v1/openapi.json?language=vi").json() == vietnamese.json()
