"""/metrics answers whom the operator named, and is a missing page to everybody else."""

import re

import pytest
from django.test import Client

from sanvat.errors import Refusal
from sanvat.operation.notes import Kind, latest
from sanvat.site.watchers import metrics_token, networks
from tests.parties.journal import nothing_was_written

TOKEN = "mot-ma-dai-cho-prometheus-0123456789"
ELSEWHERE = "203.0.113.7"


@pytest.fixture(autouse=True)
def notes_folder(settings, tmp_path):
    settings.OPERATION_DIR = tmp_path / "operation"


@pytest.fixture
def public(settings):
    """As where SANVAT_HOSTS is set: no address is named, only a token."""
    settings.METRICS_FROM = []
    settings.METRICS_TOKEN = TOKEN


def ask(*, address: str = "127.0.0.1", **headers: str):
    return Client(REMOTE_ADDR=address, headers=headers).get("/metrics")


def figures(answer) -> dict[str, float]:
    lines = answer.content.decode().splitlines()
    return {
        name: float(value)
        for name, value in (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    }


def test_this_machine_may_read_it_where_nothing_is_public(db):
    answer = ask()

    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain; version=0.0.4")
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        (ELSEWHERE, {}),
        ("", {}),
        ("unix:", {}),
        # Through a proxy of this machine anybody comes from it.
        ("127.0.0.1", {"x-forwarded-for": "127.0.0.1"}),
        ("127.0.0.1", {"forwarded": "for=127.0.0.1"}),
        ("127.0.0.1", {"x-real-ip": "127.0.0.1"}),
        ("127.0.0.1", {"x-forwarded-proto": "https"}),
        ("127.0.0.1", {"via": "1.1 proxy"}),
    ],
)
def test_hidden_and_missing_look_the_same(db, address, headers):
    number = re.compile(rb"<code>[0-9A-F]{8}</code>|[\w-]{40,}")
    hidden = ask(address=address, **headers)
    missing = Client(REMOTE_ADDR=address, headers=headers).get("/metricx")

    assert hidden.status_code == missing.status_code == 404
    assert set(hidden.headers) == set(missing.headers)
    said = [
        number.sub(b"", one.content).replace(b"metricx", b"metrics") for one in (hidden, missing)
    ]
    assert said[0] == said[1]


def test_in_public_only_the_token_opens_it(db, public):
    assert ask().status_code == 404
    assert ask(authorization=f"Bearer {TOKEN}x").status_code == 404
    assert ask(authorization=f"Basic {TOKEN}").status_code == 404
    assert ask(authorization="Bearer ").status_code == 404

    through_a_proxy = {"x-forwarded-for": ELSEWHERE, "authorization": f"Bearer {TOKEN}"}
    assert ask(address=ELSEWHERE, **through_a_proxy).status_code == 200


def test_without_a_token_none_opens_it(db, settings):
    settings.METRICS_FROM, settings.METRICS_TOKEN = [], ""

    assert ask(authorization="Bearer ").status_code == 404
    assert ask(authorization="Bearer").status_code == 404


def test_an_address_can_be_named(db, settings):
    settings.METRICS_FROM = networks(["203.0.113.0/24", "2001:db8::1"])

    assert ask(address=ELSEWHERE).status_code == 200
    assert ask(address="2001:db8::1").status_code == 200
    assert ask(address="198.51.100.1").status_code == 404


def test_it_is_read_only(db):
    assert Client().post("/metrics").status_code == 404
    assert nothing_was_written()


def test_it_tells_of_everything_that_is_watched(db):
    found = figures(ask())

    names = {name.partition("{")[0] for name in found}
    assert names >= {
        "sanvat_info",
        "sanvat_database_up",
        "sanvat_database_bytes",
        "sanvat_database_connections",
        "sanvat_database_connections_allowed",
        "sanvat_database_oldest_transaction_seconds",
        "sanvat_disk_bytes",
        "sanvat_disk_free_bytes",
        "sanvat_imports_running",
        "sanvat_journal_entries_total",
        "sanvat_letters",
        "sanvat_process_memory_bytes",
        "sanvat_stored_bytes",
        "sanvat_stored_files",
        "sanvat_workers",
        "sanvat_noted_faults",
    }
    assert found["sanvat_database_up"] == 1


def test_an_address_of_a_strangers_choice_is_no_label(db, operator):
    stranger = Client()
    stranger.get("/khong-co/KINDAO7319/")
    stranger.generic("KINDAO7319", "/")
    stranger.get("/tu-cham/", {"q": "KINDAO7319"}, headers={"x-request-id": "KINDAO7319"})

    text = ask().content.decode()

    assert "KINDAO7319" not in text
    for of_a_person in (operator.name, operator.username, operator.email):
        assert of_a_person not in text
    assert [one["page"] for one in latest(Kind.REFUSAL)][-1:] == ["none"]
    assert all(one["method"] != "KINDAO7319" for one in latest(Kind.REFUSAL))


def test_a_dead_database_is_told_and_no_fault():
    """No mark for the database here, so any query fails."""
    from unittest.mock import patch

    from django.db import OperationalError

    with patch("sanvat.operation.state.queues", side_effect=OperationalError("gone")):
        answer = ask()

    assert answer.status_code == 200
    assert figures(answer)["sanvat_database_up"] == 0


@pytest.mark.parametrize("given", ["ngan", "a" * 50, "mã-có-dấu-thì-không-gửi-được-đâu"])
def test_a_token_that_could_be_guessed_is_refused(given):
    with pytest.raises(Refusal) as refused:
        metrics_token(given)

    assert refused.value.code == "metrics-token-weak"


def test_an_address_that_is_none_is_refused():
    assert metrics_token("") == ""
    assert metrics_token(TOKEN) == TOKEN
    with pytest.raises(Refusal) as refused:
        networks(["ocop.example.vn"])

    assert refused.value.code == "metrics-address-unclear"
