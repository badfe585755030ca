"""Answers in XML and in JSON, as GeoReport v2 writes them: the same names, an element of a list
called by its own. Refusals are a list of errors."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import escape
from typing import Any

from django.http import HttpResponse

CONTENT_TYPES = {
    "xml": "text/xml; charset=utf-8",
    "json": "application/json; charset=utf-8",
}
ELEMENTS = {
    "services": "service",
    "service_requests": "request",
    "attributes": "attribute",
    "values": "value",
    "endpoints": "endpoint",
    "formats": "format",
    "errors": "error",
}
"""What one of a list is called."""

# Characters that no XML 1.0 may hold, however written.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Error(Exception):
    """Why a request is not answered: 400, 403 or 404 by the specification; 405 and 429 beside."""

    def __init__(self, status: int, description: str) -> None:
        super().__init__(description)
        self.status = status
        self.description = description


def answer(root: str, values: Any, spelling: str, *, status: int = 200) -> HttpResponse:
    """`root` names the outermost element of the XML; the JSON has none."""
    if spelling == "json":
        body = json.dumps(values, ensure_ascii=False)
    else:
        body = f'<?xml version="1.0" encoding="utf-8"?>\n{element(root, values)}'
    response = HttpResponse(body, CONTENT_TYPES[spelling], status)
    response["Cache-Control"] = "no-store"
    return response


def refusal(error: Error, spelling: str) -> HttpResponse:
    told = [{"code": error.status, "description": error.description}]
    return answer("errors", told, spelling, status=error.status)


def element(name: str, value: Any) -> str:
    """What is nothing is an empty element, as the specification's examples have it."""
    if isinstance(value, Mapping):
        inner = "".join(element(str(key), each) for key, each in value.items())
    elif isinstance(value, list):
        inner = "".join(element(ELEMENTS[name], each) for each in value)
    elif value is None or value == "":
        return f"<{name}/>"
    elif isinstance(value, bool):
        inner = "true" if value else "false"
    else:
        inner = escape(_NOT_IN_XML.sub("", str(value)), quote=False)
    return f"<{name}>{inner}</{name}>"
