"""What becomes of an address of the API that is given up, and when.

Within `v1` things are only added: an operation, a parameter that may be left out, a field, a code.
Whatever would break a programme that reads `v1` today, a field that goes, another meaning, a new
duty, waits for `v2`, which then stands beside `v1` for a year at least. An operation that is given
up is named here with its days; until the last one its answers carry `Deprecation` (RFC 9745),
`Sunset` (RFC 8594) and the address that takes its place, and afterwards it is answered with 410.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _

from sanvat.api.errors import Problem
from sanvat.text.days import day

LEAST_NOTICE = timedelta(days=365)
"""From the day it is said that an address goes to its last day."""


@dataclass(frozen=True)
class GivenUp:
    """An operation that goes: said on one day, answered until another, and what replaces it."""

    said_on: date
    last_on: date
    instead: str
    """The name of an operation."""

    def __post_init__(self) -> None:
        if self.last_on - self.said_on < LEAST_NOTICE:
            raise ValueError("an address of the API is given up with a year's notice")

    def is_over(self, at: datetime) -> bool:
        return at > _last_moment(self.last_on)

    def headers(self) -> dict[str, str]:
        page = reverse("api:docs")
        links = [f'<{page}#phien-ban>; rel="deprecation"; type="text/html"']
        links.append(f'<{page}#{self.instead}>; rel="successor-version"; type="text/html"')
        begins = datetime.combine(self.said_on, time.min, UTC)
        return {
            "Deprecation": f"@{int(begins.timestamp())}",
            "Sunset": http_date(_last_moment(self.last_on).timestamp()),
            "Link": ", ".join(links),
        }

    def refusal(self) -> Problem:
        return Problem(
            410,
            _("Địa chỉ này đã thôi từ sau ngày %(day)s. Hãy dùng «%(instead)s»: %(docs)s.")
            % {
                "day": day(self.last_on),
                "instead": self.instead,
                "docs": f"{reverse('api:docs')}#{self.instead}",
            },
            "given_up",
        )


def _last_moment(on: date) -> datetime:
    return datetime.combine(on, time(23, 59, 59), UTC)


GIVEN_UP: Mapping[str, GivenUp] = {}
"""By the name of the operation. None has been yet."""
