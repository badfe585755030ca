"""Whatever is asked of the API, its answer is as the description says: no fault of ours, no status
and no field that is not told. `make fuzz` asks more, and something else each time."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode, checks

from sanvat.agreements.models import Agreement
from sanvat.api.openapi import described, operations
from sanvat.api.operations import KEYED
from sanvat.certificates.models import Recognition
from sanvat.concerns import actions as concerns
from sanvat.parties import actions
from sanvat.parties.scopes import scopes_for
from tests.people import again

pytestmark = pytest.mark.django_db

FEW = 4
"""Requests of each operation in each mode, without --fuzz."""

# The shape of a question cannot say which codes a set has, so a well-shaped one may be refused;
# and in a list of cases each that is no case gets its own refusal.
SHAPES_SAY_LESS = [checks.positive_data_acceptance]
SHAPES_SAY_LESS_OF_LISTS = [*SHAPES_SAY_LESS, checks.negative_data_rejection]

# Its only parameter is a piece of the address, and any text is one.
NOTHING_TO_ASK_WRONGLY = [("get_forms", GenerationMode.NEGATIVE)]

NAMES = [operation["operationId"] for operation in operations(described("vi"))]
OF_ONE = {
    "get_agreement": "list_agreements",
    "get_article": "list_articles",
    "get_catalogue_product": "list_catalogue",
    "get_concern": "list_concerns",
    "get_catalogue_producer": "list_catalogue_producers",
    "get_event": "list_events",
    "get_plan": "list_plans",
    "get_poll": "list_polls",
    "get_document_draft": "list_document_drafts",
    "get_unit": "list_units",
}
"""What is told of one thing, and the list in which it stands."""


@pytest.fixture(scope="module")
def operation_of(django_db_setup, django_db_blocker):
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


@pytest.fixture
def furnished(world):
    """The world of the addresses; a product of it recognised, what was signed made public."""
    Agreement.objects.filter(state__in=Agreement.SIGNED_STATES).update(is_public=True)
    Recognition.objects.create(product=world.product, round=1, kind="first", stars=4)
    publish_an_answer(again(world.people["officer"]), world.commune)
    return world


def publish_an_answer(officer, commune):
    now = timezone.now()
    sent = concerns.send_concern(
        kind="feedback",
        subject="dossier",
        place=commune,
        text="Hồ sơ nộp đã lâu chưa thấy trả lời.",
        allows_publication=True,
        key="1" * 64,
        at=now,
    )
    matter = concerns.classify(sent.concern, kind="feedback", subject="dossier", by=officer, at=now)
    matter = concerns.accept(matter, by=officer, at=now)
    concerns.answer(matter, "Hồ sơ đã được trả kết quả.", by=officer, at=now)
    words = {"title": "Hồ sơ nộp lâu", "text": "Hồ sơ nộp lâu.", "answer": "Đã trả kết quả."}
    concerns.publish(matter, **words, by=officer, at=now)


def test_every_answer_is_as_described(operation_of, furnished, request):
    many = request.config.getoption("--fuzz")
    for name in NAMES:
        if name in KEYED:
            continue
        left_out = SHAPES_SAY_LESS_OF_LISTS if name == "rank" else SHAPES_SAY_LESS
        for mode in GenerationMode:
            if (name, mode) not in NOTHING_TO_ASK_WRONGLY:
                ask(operation_of[name], mode, many, excluded_checks=left_out)


@pytest.mark.parametrize("person", ["advisor", "producer"])
def test_every_answer_to_a_key_is_as_described(operation_of, furnished, person, request):
    user = again(furnished.people[person])
    _key, secret = actions.make_key(
        name="thử", scopes=scopes_for(user.acting.role), days=1, by=user, at=timezone.now()
    )
    for name in sorted(KEYED):
        for mode in GenerationMode:
            ask(
                operation_of[name],
                mode,
                request.config.getoption("--fuzz"),
                headers={"Authorization": f"Bearer {secret}"},
                # The key in hand opens it whatever was drawn; a commune or a day may be unknown.
                excluded_checks=[*SHAPES_SAY_LESS_OF_LISTS, checks.ignored_auth],
            )


@pytest.mark.parametrize("language", ["vi", "en"])
def test_one_thing_is_told_as_described(operation_of, furnished, language):
    told = []
    for name, of_list in OF_ONE.items():
        items = operation_of[of_list].Case(query={}).call_and_validate(**UNTRIED).json()["items"]
        for item in items[:2]:
            one = {"slug": item["slug"]} if name == "get_unit" else {"number": item["id"]}
            case = operation_of[name].Case(path_parameters=one, query={"language": language})
            answer = case.call_and_validate(**UNTRIED)
            assert answer.status_code == 200
            assert item.items() <= answer.json().items()
            told.append(name)

    assert set(told) == set(OF_ONE)


PLAIN = {"Accept-Encoding": "identity"}
"""Asked without a network, nothing unpacks what is compressed."""
UNTRIED = {
    "excluded_checks": [*SHAPES_SAY_LESS_OF_LISTS, checks.ignored_auth],
    "headers": PLAIN,
}


def ask(operation, mode, many, **how):
    @given(case=operation.as_strategy(mode))
    @settings(
        max_examples=many or FEW,
        deadline=None,
        derandomize=not many,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def asked_once(case):
        case.call_and_validate(**how | {"headers": PLAIN | how.get("headers", {})})

    asked_once()
