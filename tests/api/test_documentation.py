import json
import re
import shlex
from html import unescape
from pathlib import Path

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from pydantic import TypeAdapter
from schemathesis import GenerationMode, checks

from sanvat import api, rules
from sanvat.api.errors import CODES
from sanvat.api.examples import shorten
from sanvat.api.openapi import described, operations
from sanvat.api.operations import BODIES, EXAMPLES
from sanvat.api.operations import api as service
from sanvat.parties import actions
from sanvat.parties.models import Scope
from tests.people import again

pytestmark = pytest.mark.django_db  # some operations ask it

OPERATIONS = {operation["operationId"]: operation for operation in operations(described("vi"))}

# The shape of a question cannot say which codes a set has, so a well-shaped one may be refused;
# and in a list of cases each that is no case gets its own refusal.
SHAPES_SAY_LESS = [checks.positive_data_acceptance]
SHAPES_SAY_LESS_OF_LISTS = [*SHAPES_SAY_LESS, checks.negative_data_rejection]

# Its only parameter is a piece of the address, and any text is one.
NOTHING_TO_ASK_WRONGLY = [("get_forms", GenerationMode.NEGATIVE)]


@pytest.fixture(scope="module")
def asked(django_db_setup, django_db_blocker):
    """The operations as schemathesis reads them from the served description."""
    with django_db_blocker.unblock():  # the end of a request looks whether a connection is open
        schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    found = [result.ok() for result in schema.get_all_operations()]
    # As Django's own test client does: the end of a request must not end the test's transaction.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield {operation.definition.raw["operationId"]: operation for operation in found}
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize(
    ("name", "mode"),
    [(n, m) for n in OPERATIONS for m in GenerationMode if (n, m) not in NOTHING_TO_ASK_WRONGLY],
    ids=lambda value: getattr(value, "value", value),
)
def test_every_answer_is_as_described(asked, name, mode):
    left_out = SHAPES_SAY_LESS_OF_LISTS if name == "rank" else SHAPES_SAY_LESS

    ask(asked[name], mode, 10, excluded_checks=left_out)


@pytest.mark.parametrize("person", ["advisor", "officer", "coordinator", "producer"])
@pytest.mark.parametrize("name", ["list_products", "list_producers"])
def test_every_answer_to_a_key_is_as_described(asked, name, person, request):
    user = again(request.getfixturevalue(person))
    scopes = list(Scope.values)
    _key, secret = actions.make_key(name="thử", scopes=scopes, days=1, by=user, at=timezone.now())
    for mode in GenerationMode:
        ask(
            asked[name],
            mode,
            6,
            headers={"Authorization": f"Bearer {secret}"},
            # The key in hand opens it whatever was drawn; a commune or a day may be unknown.
            excluded_checks=[*SHAPES_SAY_LESS_OF_LISTS, checks.ignored_auth],
        )


def ask(operation, mode, count, **how):
    @given(case=operation.as_strategy(mode))
    @settings(
        max_examples=count,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def asked_once(case):
        case.call_and_validate(**how)

    asked_once()


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

    below_a_rulebook = ["200", "304", "404", "422"]
    assert statuses == {
        "list_rulebooks": ["200", "304", "422"],
        "get_rulebook": below_a_rulebook,
        "list_sets": below_a_rulebook,
        "get_set": below_a_rulebook,
        "list_criteria": below_a_rulebook,
        "get_criterion": below_a_rulebook,
        "list_readings": below_a_rulebook,
        "get_forms": below_a_rulebook,
        "find_sets": ["200", "304", "422"],
        "find_places": ["200", "304", "422"],
        "list_plans": ["200", "304", "422"],
        "list_articles": ["200", "304", "422"],
        "list_documents": ["200", "304", "422"],
        "list_events": ["200", "304", "422"],
        "list_catalogue": ["200", "304", "422"],
        "search": ["200", "304", "422"],
        "list_plan_units": ["200", "304", "422"],
        "list_days_off": ["200", "304", "422"],
        "list_indicator_values": ["200", "304", "422"],
        "list_products": ["200", "401", "403", "422"],
        "list_producers": ["200", "401", "403", "422"],
        "list_agreements": ["200", "304", "422"],
        "rank": ["200", "413", "415", "422"],
        "carry_over": ["200", "413", "415", "422"],
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
            assert client.get(address).status_code == 401  # the reader's own key goes there
            continue
        if "-d" in options:
            body = options[options.index("-d") + 1]
            response = client.post(address, body, content_type="application/json")
        else:
            response = client.get(address)
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
