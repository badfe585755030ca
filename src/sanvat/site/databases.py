"""The servers of PostgreSQL that the environment names: the one that counts, a pooler before it,
and a replica of it that strangers' pages are read from."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import environ
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from sanvat.errors import Refusal
from sanvat.site import postgres
from sanvat.site.terminal import _

ENGINE = "sanvat.site.pooled"
REPLICA_ENGINE = "sanvat.site.pooled.replica"

SCHEMES = ("postgres://", "postgresql://", "psql://", "pgsql://")
SHORTEST_LAG, LONGEST_LAG = 1, 300
"""Seconds between which the limit of a replica's lag may lie."""


def is_embedded(env: environ.Env) -> bool:
    return not env.str("DATABASE_URL", "")


def main(env: environ.Env, data_dir: Path) -> dict[str, Any]:
    """The setting DATABASES["default"]: the server itself, past a pooler where there is one. Web
    workers alone speak through that (`wsgi.py`)."""
    if is_embedded(env):
        if env.str("DATABASE_DIRECT_URL", ""):
            raise Refusal(
                _(
                    "DATABASE_DIRECT_URL đã đặt mà DATABASE_URL thì chưa. Hãy ghi địa chỉ của bộ "
                    "gom kết nối vào DATABASE_URL, hoặc bỏ DATABASE_DIRECT_URL."
                ),
                code="direct-url-alone",
            )
        return _kept_briefly(
            {
                "ENGINE": ENGINE,
                "NAME": postgres.DATABASE,
                "USER": postgres.USER,
                "HOST": str(postgres.socket_dir(data_dir)),
                "PORT": str(postgres.PORT),
            }
        )
    return _read(env, "DATABASE_DIRECT_URL") or _read(env, "DATABASE_URL") or {}


def pooler(env: environ.Env) -> dict[str, Any]:
    """Where web workers speak to it instead; empty where they speak to it itself."""
    if not env.str("DATABASE_DIRECT_URL", ""):
        return {}
    return _read(env, "DATABASE_URL")


def direct(env: environ.Env) -> dict[str, Any]:
    """The server behind a pooler; empty where there is none."""
    return _read(env, "DATABASE_DIRECT_URL")


def replica(env: environ.Env) -> dict[str, Any]:
    """The replica; empty where there is none."""
    found = _read(env, "DATABASE_REPLICA_URL", engine=REPLICA_ENGINE)
    if found:
        given = found.get("OPTIONS", {})
        # Who waits for a replica that is away could have been answered by the other server.
        found["OPTIONS"] = {"connect_timeout": 2, "tcp_user_timeout": 5000, **given}
    return found


def replica_limits(env: environ.Env) -> dict[str, int]:
    """`lag`: by how many seconds a replica may be behind and is still read."""
    given = env.str("SANVAT_REPLICA_LAG_SECONDS", "").strip() or "5"
    if not (given.isdecimal() and SHORTEST_LAG <= int(given) <= LONGEST_LAG):
        raise Refusal(
            _(
                "SANVAT_REPLICA_LAG_SECONDS là “%(given)s”. Hãy ghi một số giây từ %(least)d đến "
                "%(most)d."
            )
            % {"given": given, "least": SHORTEST_LAG, "most": LONGEST_LAG},
            code="replica-lag-unclear",
        )
    return {"lag": int(given)}


def _read(env: environ.Env, name: str, *, engine: str = ENGINE) -> dict[str, Any]:
    """What an address says; refuses one that is none (`database-url-unclear`)."""
    given = env.str(name, "")
    if not given:
        return {}
    try:
        found = dict(env.db(name, engine=engine))
    except (ImproperlyConfigured, ValueError, KeyError):
        found = {}
    if not given.startswith(SCHEMES) or not found.get("NAME"):
        raise Refusal(
            _("%(setting)s không đọc được. Hãy ghi postgres://tên:mật-khẩu@máy:5432/cơ-sở-dữ-liệu")
            % {"setting": name},
            code="database-url-unclear",
        )
    return _kept_briefly(found)


def _kept_briefly(found: dict[str, Any]) -> dict[str, Any]:
    """A web worker keeps its connections in a pool (see wsgi.py). Django's own keeping would hold
    one for every thread that ever answered, until the server has no more to give."""
    return {"OPTIONS": {}, **found, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True}


def through_pooler() -> None:
    """By web workers, whose pages take a connection for a transaction and give it back."""
    if settings.DATABASE_POOLER:
        connections["default"].settings_dict.update(copy.deepcopy(settings.DATABASE_POOLER))


def past_pooler() -> None:
    """By who works on for long: what `through_pooler` said counts no more."""
    own = connections["default"].settings_dict
    if settings.DATABASE_POOLER:
        own.update(copy.deepcopy(settings.DATABASE_DIRECT))
    own["OPTIONS"].pop("pool", None)
