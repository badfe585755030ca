"""A client of GeoReport v2, written from the specification and from nothing of ours: it finds the
addresses by the discovery file, and reads XML and JSON into the same rows."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode
from xml.etree import ElementTree

Ask = Callable[[str, str, bytes | None], tuple[int, str, bytes]]
"""From method, address and form to status, content type and body."""
FORM = "application/x-www-form-urlencoded; charset=utf-8"


class Refused(Exception):
    def __init__(self, status: int, errors: list[dict[str, str]]) -> None:
        super().__init__(errors)
        self.status = status
        self.errors = errors


@dataclass
class GeoReport:
    ask: Ask
    discovery: str
    spelling: str = "xml"
    jurisdiction: str = ""

    @property
    def root(self) -> str:
        found = self._read("GET", f"{self.discovery}.{self.spelling}")
        (mine,) = [
            each
            for each in found["endpoints"]
            if each["specification"].rstrip("/") == "http://wiki.open311.org/GeoReport_v2"
        ]
        assert {"xml": "text/xml", "json": "application/json"}[self.spelling] in mine["formats"]
        return mine["url"]

    def services(self) -> list[dict]:
        return self._get("services")

    def definition(self, code: str) -> dict:
        return self._get(f"services/{code}")

    def send(self, api_key: str, **fields: str) -> dict:
        form = urlencode({"api_key": api_key, **fields}).encode()
        (row,) = self._read("POST", f"{self.root}/requests.{self.spelling}", form)
        assert ("service_request_id" in row) != ("token" in row)
        return row

    def requests(self, **asked: str) -> list[dict]:
        return self._get("requests", **asked)

    def request(self, number: str, **asked: str) -> dict:
        (row,) = self._get(f"requests/{number}", **asked)
        return row

    def _get(self, what: str, **asked: str):
        if self.jurisdiction:
            asked["jurisdiction_id"] = self.jurisdiction
        query = f"?{urlencode(asked)}" if asked else ""
        return self._read("GET", f"{self.root}/{what}.{self.spelling}{query}")

    def _read(self, method: str, address: str, form: bytes | None = None):
        status, kind, body = self.ask(method, address, form)
        wanted = {"xml": "text/xml", "json": "application/json"}[self.spelling]
        assert kind.replace(" ", "").lower() == f"{wanted};charset=utf-8", (kind, body[:200])
        if self.spelling == "json":
            told = _spoken(json.loads(body.decode("utf-8")))
        else:
            assert body.startswith(b'<?xml version="1.0" encoding="utf-8"?>')
            told = _of(ElementTree.fromstring(body))
        if status >= 400:
            assert all(set(each) == {"code", "description"} for each in told)
            raise Refused(status, told)
        return told


LISTS = {
    *("services", "service_requests", "attributes", "values", "endpoints", "formats", "errors"),
}


def _of(element: ElementTree.Element):
    """By the Spark convention: a list of what an element with a plural holds."""
    if element.tag in LISTS:
        return [_of(each) for each in element]
    if len(element):
        return {each.tag: _of(each) for each in element}
    return element.text or ""


def _spoken(value):
    """JSON as XML would say it: nothing is an empty text, all else a text."""
    if isinstance(value, dict):
        return {key: _spoken(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_spoken(each) for each in value]
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
