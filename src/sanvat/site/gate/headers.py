"""The head of a request, made into what Django reads; what is not sane or not ours to believe
stays outside.

A header that some other proxy might set is not told from one that the reader made up. So of the
headers that say who a reader is, how they came, or what they really meant, only those of the
configured proxy count, and only from the proxy's own address.
"""

from __future__ import annotations

import ipaddress
import re
import sys
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes

from sanvat.site.gate.refusals import Refused
from sanvat.site.public import Proxy

Scope = dict[str, Any]
Environ = dict[str, Any]

NAME = re.compile(rb"[a-z0-9!#$%&'*+.^`|~-]+\Z")
"""No underscore: it would become the same name as a hyphen does."""
NOT_SANE = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
ONCE = frozenset({b"host", b"content-type", b"content-length", b"authorization"})

KNOWN_X = frozenset({b"x-csrftoken", b"x-requested-with"})
"""The only headers of the kind x-… that the programme reads from anybody."""
OTHERS_SAY = re.compile(
    rb"(x-.*|forwarded|via|(true-)?client-(ip|address)|remote-.*|cf-.*|fastly-.*|akamai-.*"
    rb"|front-end-https|https|proxy|ssl-.*|(http-)?method-override|surrogate-.*)\Z"
)
"""What proxies of all kinds say of a reader, or would have done to a request."""

PASSED_ON = "sanvat.passed_on"
"""Stands in the request where somebody we do not know passed it on, or says so: then the address
it comes from is not the reader's."""

WSGI = {
    "SCRIPT_NAME": "",
    "SERVER_SOFTWARE": "sanvat",
    "GATEWAY_INTERFACE": "CGI/1.1",
    "wsgi.version": (1, 0),
    "wsgi.multithread": True,
    "wsgi.multiprocess": True,
    "wsgi.run_once": False,
    # The input is all there; who reads to its end gets to the end.
    "wsgi.input_terminated": True,
}


class Head(NamedTuple):
    environ: Environ
    length: int | None
    """How long the body is said to be; None where it comes in pieces."""
    language: str
    wants_json: bool


class Limits(NamedTuple):
    header_bytes: int
    address_bytes: int


def read(scope: Scope, *, proxy: Proxy, limits: Limits) -> Head:
    """Raises Refused where a header is not sane or there is too much of them."""
    peer = scope["client"][0]
    is_proxy = proxy.is_peer(peer)
    raw_path, query = scope["raw_path"], scope["query_string"]
    if len(raw_path) + len(query) > limits.address_bytes:
        raise Refused("address_too_long", most=limits.address_bytes)
    path = unquote_to_bytes(raw_path).decode("latin-1")
    if not path.startswith("/"):
        raise Refused("bad_request")
    told = _told(scope["headers"], limits.header_bytes)
    environ = {
        **WSGI,
        "REQUEST_METHOD": scope["method"],
        "PATH_INFO": path,
        "QUERY_STRING": query.decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": scope["server"][0],
        "SERVER_PORT": str(scope["server"][1]),
        "REMOTE_ADDR": _address(told, proxy) or peer if is_proxy else peer,
        "wsgi.url_scheme": _scheme(told, proxy) if is_proxy else "http",
        "wsgi.errors": sys.stderr,
    }
    request_id = proxy.request_id if is_proxy else ""
    for name, value in told.items():
        if variable := _variable(name, request_id):
            environ[variable] = value
        elif not is_proxy:
            environ[PASSED_ON] = True
    return Head(
        environ,
        length=_length(told),
        language="en" if "sanvat_language=en" in told.get(b"cookie", "") else "vi",
        wants_json=path.startswith("/api/") or told.get(b"hx-request") == "true",
    )


def _told(headers: list[tuple[bytes, bytes]], most: int) -> dict[bytes, str]:
    """The headers by name; those with several values joined as HTTP has it."""
    told: dict[bytes, str] = {}
    total = 0
    for name, value in headers:
        total += len(name) + len(value)
        if total > most:
            raise Refused("headers_too_large", most=most)
        if not NAME.match(name):
            continue
        if NOT_SANE.search(value) or (name in ONCE and name in told):
            raise Refused("bad_header")
        text = value.decode("latin-1")
        if name in told:
            text = f"{told[name]}{'; ' if name == b'cookie' else ','}{text}"
        told[name] = text
    return told


def _length(told: dict[bytes, str]) -> int | None:
    if b"transfer-encoding" in told:
        return None
    given = told.get(b"content-length", "0")
    if not (given.isascii() and given.isdigit() and len(given) < 20):
        raise Refused("bad_header")
    return int(given)


def _address(told: dict[bytes, str], proxy: Proxy) -> str:
    """The reader's address as the proxy has it, without a port; "" where it is none."""
    given = told.get(proxy.address.encode(), "").rpartition(",")[2].strip()
    if given.startswith("["):
        given = given[1:].partition("]")[0]
    elif given.count(":") == 1:
        given = given.partition(":")[0]
    try:
        return str(ipaddress.ip_address(given))
    except ValueError:
        return ""


def _scheme(told: dict[bytes, str], proxy: Proxy) -> str:
    given = told.get(proxy.scheme.encode(), "").rpartition(",")[2].strip().lower()
    return "https" if given == "https" else "http"


@lru_cache(maxsize=1024)
def _variable(name: bytes, request_id: str) -> str:
    """What the header is called in WSGI; "" where it stays outside."""
    text = name.decode()
    if text in ("content-type", "content-length"):
        return text.upper().replace("-", "_")
    if OTHERS_SAY.match(name) and name not in KNOWN_X and text != request_id:
        return ""
    return "HTTP_" + text.upper().replace("-", "_")
