"""Open311 GeoReport v2 as another city speaks it: what is sent there, and what its answers say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from typing import Any
from urllib.parse import quote, urlencode

from sanvat.concerns.models import Endpoint, Forwarding
from sanvat.concerns.models.systems import LONGEST_FORWARDED
from sanvat.records.sealing import seal, unseal
from sanvat.text.tidy import tidy, tidy_lines

PURPOSE = "key of another city"
FORM = "application/x-www-form-urlencoded; charset=utf-8"
LARGEST_ANSWER = 256 * 2**10
"""Bytes of another city's answer that are read."""
LONGEST_ID = 100
LONGEST_NOTES = 2_000
STATUSES = ("open", "closed")
_ROOT = re.compile(r"<(service_requests|errors)>")
_TEXT = re.compile(r"<(\w{1,40})>([^<]*)</\1>")


@dataclass(frozen=True)
class Row:
    """One request as that city tells it, as far as we ask."""

    number: str
    token: str
    status: str
    notes: str


def sealed(key: str) -> str:
    return seal(key, purpose=PURPOSE) if key else ""


def key_of(endpoint: Endpoint) -> str:
    """Raises InvalidToken where another installation sealed it."""
    return unseal(endpoint.sealed_key, purpose=PURPOSE) if endpoint.sealed_key else ""


def address(endpoint: Endpoint, what: str, *, number: str = "") -> str:
    """Of a list, or of the one that has this number there."""
    path = f"{what}/{quote(number, safe='')}" if number else what
    at = f"{endpoint.url.rstrip('/')}/{path}.{endpoint.spelling}"
    if number and endpoint.jurisdiction:
        return f"{at}?{urlencode({'jurisdiction_id': endpoint.jurisdiction})}"
    return at


def form(forwarding: Forwarding, key: str) -> bytes:
    """What is sent: the place, and the words chosen for it. Nothing of who sent the matter, nor
    the code by which they follow it."""
    endpoint, concern = forwarding.endpoint, forwarding.concern
    point = (concern.latitude, concern.longitude)
    if None in point:
        point = concern.place.centre or (None, None)
    fields: dict[str, Any] = {
        "api_key": key,
        "jurisdiction_id": endpoint.jurisdiction,
        "service_code": forwarding.service_code,
        "lat": point[0],
        "long": point[1],
        "address_string": concern.place.full_name,
        "description": forwarding.text[:LONGEST_FORWARDED],
    }
    given = {name: value for name, value in fields.items() if value not in (None, "")}
    return urlencode(given).encode()


def rows_in(body: bytes, spelling: str) -> list[Row]:
    """The requests of an answer; none where it is not in the form of the specification."""
    try:
        found = _of_json(body) if spelling == "json" else _of_xml(body)
    except (ValueError, RecursionError):
        return []
    return [_row(each) for each in found]


def refusal_in(body: bytes, spelling: str) -> str:
    """What the errors of an answer say; "" where it has none."""
    try:
        found = _of_json(body) if spelling == "json" else _of_xml(body)
    except (ValueError, RecursionError):
        return ""
    said = [tidy(each.get("description", "")) for each in found]
    return "; ".join(filter(None, said))[:LONGEST_NOTES]


def _row(given: dict[str, str]) -> Row:
    status = given.get("status", "").strip().lower()
    return Row(
        number=tidy(given.get("service_request_id", ""))[:LONGEST_ID],
        token=tidy(given.get("token", ""))[:LONGEST_ID],
        status=status if status in STATUSES else "",
        notes=tidy_lines(given.get("status_notes", ""))[:LONGEST_NOTES],
    )


def _of_json(body: bytes) -> list[dict[str, str]]:
    told = json.loads(body.decode("utf-8"))
    if not isinstance(told, list):
        raise ValueError("no list")
    return [
        {str(name): "" if value is None else str(value) for name, value in each.items()}
        for each in told
        if isinstance(each, dict)
    ]


def _of_xml(body: bytes) -> list[dict[str, str]]:
    """Rows of the specification are flat: each has named texts and nothing else. They are read by
    those names, without a parser that could unfold or fetch something; what declares anything is
    no answer of the specification."""
    text = _escaped(body.decode("utf-8"))
    if "<!" in text or not _ROOT.search(text):
        raise ValueError("not in the form of the specification")
    return [dict(_texts(inner)) for name in ("request", "error") for inner in _inside(text, name)]


def _escaped(text: str) -> str:
    """With what stands literally (CDATA) written as other text is."""
    first, *rest = text.split("<![CDATA[")
    parts = [first]
    for part in rest:
        literal, end, after = part.partition("]]>")
        parts += [escape(literal, quote=False), after] if end else [f"<![CDATA[{part}"]
    return "".join(parts)


def _inside(text: str, name: str) -> Iterator[str]:
    """What stands between each beginning of that name and its end."""
    for part in text.split(f"<{name}>")[1:]:
        inner, end, _after = part.partition(f"</{name}>")
        if end:
            yield inner


def _texts(inner: str) -> Iterator[tuple[str, str]]:
    for found in _TEXT.finditer(inner):
        yield found[1], unescape(found[2])
