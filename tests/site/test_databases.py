"""The servers of PostgreSQL that the environment names."""

import environ
import pytest

from sanvat.errors import Refusal
from sanvat.site import databases


@pytest.mark.parametrize("given", ["0", "301", "x", "-1", "1.5"])
def test_a_limit_that_is_none_is_refused(monkeypatch, given):
    monkeypatch.setenv("SANVAT_REPLICA_LAG_SECONDS", given)

    with pytest.raises(Refusal) as refused:
        databases.replica_limits(environ.Env())

    assert refused.value.code == "replica-lag-unclear"


@pytest.mark.parametrize("given", ["nothing", "postgres://host", "postgres://", "://"])
def test_an_address_that_is_none_is_refused(monkeypatch, given):
    monkeypatch.setenv("DATABASE_REPLICA_URL", given)

    with pytest.raises(Refusal) as refused:
        databases.replica(environ.Env())

    assert refused.value.code == "database-url-unclear"


def test_addresses_are_read(monkeypatch):
    monkeypatch.setenv("DATABASE_REPLICA_URL", "postgres://a:b@host:1/c?sslmode=require")
    found = databases.replica(environ.Env())

    assert (found["ENGINE"], found["HOST"], found["NAME"]) == (
        "sanvat.site.pooled.replica",
        "host",
        "c",
    )
    assert found["OPTIONS"]["sslmode"] == "require"
    assert found["CONN_MAX_AGE"] == 0


def test_a_pooler_is_the_address_beside_the_direct_one(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgres://a@pooler:6432/c")
    env = environ.Env()
    assert (databases.main(env, tmp_path)["HOST"], databases.pooler(env)) == ("pooler", {})

    monkeypatch.setenv("DATABASE_DIRECT_URL", "postgres://a@server:5432/c")
    assert databases.main(env, tmp_path)["HOST"] == databases.direct(env)["HOST"] == "server"
    assert databases.pooler(env)["HOST"] == "pooler"

    monkeypatch.delenv("DATABASE_URL")
    with pytest.raises(Refusal) as refused:
        databases.main(env, tmp_path)
    assert refused.value.code == "direct-url-alone"
