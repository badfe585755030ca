"""Sessions in the database, found only by what this programme handed out as their keys."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from sanvat.records.ready_queries import ReadyQuery

_KEY = re.compile("[a-z0-9]{32}")
_LIVE = ReadyQuery(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now),
    "a key",
    datetime.min.replace(tzinfo=UTC),
)


class SessionStore(db.SessionStore):
    def _validate_session_key(self, key: str | None) -> bool:
        """A cookie that is no key is as good as none, and no question for the database."""
        return bool(key and _KEY.fullmatch(key))

    def _get_session_from_db(self) -> Any:
        found = _LIVE.rows(self.session_key, timezone.now())
        if not found:
            self._session_key = None
        return found[0] if found else None
