"""Odd values for whatever a request may carry, and the requests that carry them.

Nothing here is made to break a library: each is what a slip of the hand, a broken programme or a
curious person sends.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any
from unittest import mock
from urllib.parse import quote, unquote_to_bytes

from django.core.handlers.wsgi import WSGIRequest
from django.http import QueryDict
from django.urls import URLPattern, get_resolver

# As they stand in an address or a form: percent-escapes, so that bytes which are no text are too.
ODD = (
    *("", "%20", "%00", "a%00b", "%ED%A0%80", "%FF%FE", "%C3", "%E2%80%AE", "%EF%BB%BF"),
    *("0", "-1", "-0", "1.5", "1e999", "NaN", "sNaN", "-Infinity", "0x10", "1_000", "٣", "²", "½"),
    *("9" * 18, "9" * 19, "9" * 5_000, "-" + "9" * 30, str(2**31), str(2**63), "%2B1"),
    *("0001-01-01", "9999-12-31", "0000-00-00", "2026-02-30", "31/2/2026", "1/1/0001"),
    *("2026-01-01T00:00:00%2B99:99", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00%2B14:00"),
    *("null", "true", "%5B%5D", "%7B%7D", "%27", "%22", "%3C%2F", "%5C", "%25", "%25s", "%26", ";"),
    *("..%2F..%2F", "%2F%2Fvidu.example", "__class__", "%7B%7B", "%F0%9F%98%80", "A" * 3_000),
    *("%C3%80%CC%80" * 300, "a%0D%0Ab", "%0A" * 200, "%20" * 2_000),
)
HEADERS: dict[str, tuple[str, ...]] = {
    "Accept": ("", "x" * 3_000, "*/*;q=NaN", "text/html;q=1e999,,;"),
    "Accept-Language": ("", "x" * 3_000, "vi;q=9" + "9" * 400, "*;q=-1", "en-" + "a-" * 400),
    "Accept-Encoding": ("gzip;q=NaN", "x" * 3_000, ",,;;"),
    "Range": ("bytes=0-", "bytes=-0", "bytes=" + "9" * 5_000 + "-", "bytes=9-1", "x", "bytes=a-b"),
    "If-None-Match": ('"', "W/", "*", '"' + "a" * 3_000 + '"', ","),
    "If-Modified-Since": ("x", "Thu, 01 Jan 0001 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT"),
    "If-Range": ('"', "x"),
    "Authorization": ("Bearer", "Bearer ", "Bearer %00", "Basic x", "Bearer " + "9" * 5_000, "é"),
    "Referer": ("x", "http://[", "http://" + "a" * 3_000, "//", "https://testserver:99999999/"),
    "HX-Request": ("true", "x"),
    "HX-Current-URL": ("http://[", "http://testserver/%00", "x" * 3_000, "http://testserver:x/"),
    "HX-Target": ("%00", "x" * 3_000),
    "X-Requested-With": ("XMLHttpRequest",),
    "X-Request-ID": ("", "x" * 3_000, "é"),
    "Content-Type": (
        *("", "x", "text/plain", "application/json; charset=utf-16", "multipart/form-data"),
        *("multipart/form-data; boundary=" + "b" * 300, "application/x-www-form-urlencoded"),
        *("text/html; charset=no-such", "text/html; charset=utf-7", "text/html; charset=hex"),
        *("application/x-www-form-urlencoded; charset=utf-16", "x/y; charset*=utf-8''%00"),
        *("multipart/form-data; boundary=odd; charset=zlib", "x/y; Charset=idna"),
    ),
    "Content-Length": ("", "-1", "9" * 5_000, "x", "٣"),
    "Origin": ("null", "http://[", "x"),
}
COOKIES = (
    *('"abc\\000def"', "", "%00", "9" * 4_000, '"', "a=b=c", "é", '"\\377\\376"', "null", "{}"),
    *("gAJ9:abc:def", "_auth_user_id"),
)
COOKIE_NAMES = ("sanvat_session", "csrftoken", "messages", "django_language")
FILE_NAMES = (
    *(b"", b"x", b"%00", "\u202ea.xlsx".encode(), b"a" * 3_000, b"../../x.csv", b"a.xlsx", b"."),
    *(b"\xff.csv", b"a\\..\\b.pdf", b"a.jpg", b" .png", b"a.PDF", b"\xe2\x80\xaa"),
)
MULTIPART = "multipart/form-data; boundary=odd"
BODIES: tuple[bytes, ...] = (
    *(b"", b"null", b"0", b'""', b"[]", b"{}", b"[[]]", b"{", b"NaN", b"[NaN]", b"-Infinity"),
    *(b"1e999", b"9" * 5_000, b'"\\ud800"', b"\xff\xfe", b"\xed\xa0\x80", b"\x00", b"[null,null]"),
    *(b"[" * 3_000, b'{"a":' * 3_000, b"[" * 60 + b"]" * 60, b'{"a":1,"a":2}', b"\xef\xbb\xbf[]"),
)


def odd_json(random: Random, depth: int = 0) -> Any:
    """A value of any type, perhaps with others inside."""
    plain = [None, True, False, 0, -1, 2**70, 1.5, 1e300, "", "x", "\x00", "NaN", "٣", "a" * 999]
    if depth > 2 or random.random() < 0.6:
        return random.choice(plain)
    if random.random() < 0.5:
        return [odd_json(random, depth + 1) for _each in range(random.randrange(3))]
    names = ("rulebook", "set", "sheets", "answers", "from", "to", "name", "\x00", "")
    return {random.choice(names): odd_json(random, depth + 1) for _each in range(3)}


def spoiled(value: Any, random: Random) -> Any:
    """A body as it should be, with one thing in it replaced by something odd."""
    if isinstance(value, dict) and value and random.random() < 0.8:
        name = random.choice(sorted(value))
        return {**value, name: spoiled(value[name], random)}
    if isinstance(value, list) and value and random.random() < 0.8:
        place = random.randrange(len(value))
        return [*value[:place], spoiled(value[place], random), *value[place + 1 :]]
    return odd_json(random)


# Which parameters an address reads


@dataclass
class Read:
    """The names of what a request asked for, where it was looked for."""

    get: set[str] = field(default_factory=set)
    post: set[str] = field(default_factory=set)


@contextmanager
def noted_reads() -> Iterator[Read]:
    """Notes each name that is asked of `request.GET` and `request.POST`."""
    read = Read()
    kept = {name: getattr(QueryDict, name) for name in ("__getitem__", "get", "getlist")}

    def noting(name: str) -> Any:
        def noted(query: QueryDict, key: Any, *more: Any, **others: Any) -> Any:
            if isinstance(key, str):
                (read.post if getattr(query, "is_posted", False) else read.get).add(key)
            return kept[name](query, key, *more, **others)

        return noted

    load = WSGIRequest._load_post_and_files

    def loaded(request: WSGIRequest) -> None:
        load(request)
        request._post.is_posted = True

    with (
        mock.patch.object(WSGIRequest, "_load_post_and_files", loaded),
        mock.patch.multiple(QueryDict, **{name: noting(name) for name in kept}),
    ):
        yield read


def patterns() -> Iterator[tuple[str, str, URLPattern]]:
    """Every pattern of the resolver: name with namespace ("" for none), route, itself."""

    def walk(each: Any, namespace: str, prefix: str) -> Iterator[tuple[str, str, URLPattern]]:
        for pattern in each:
            route = f"{prefix}{pattern.pattern}"
            if isinstance(pattern, URLPattern):
                yield (f"{namespace}{pattern.name}" if pattern.name else ""), route, pattern
            else:
                inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                yield from walk(pattern.url_patterns, inner, route)

    return walk(get_resolver().url_patterns, "", "/")


def encoded(fields: dict[str, str]) -> str:
    """A form or a query whose values are percent-escaped already."""
    return "&".join(f"{quote(name)}={value}" for name, value in fields.items())


def multipart(fields: dict[str, str], name: str, called: bytes, content: bytes) -> bytes:
    """A form with a file in that field; the values of the others are percent-escaped."""
    parts = [
        b'--odd\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
        % (each.encode(), unquote_to_bytes(value))
        for each, value in fields.items()
        if each != name
    ]
    head = b'--odd\r\nContent-Disposition: form-data; name="%s"; filename="%s"\r\n'
    parts.append(head % (name.encode(), called) + b"Content-Type: x/y\r\n\r\n" + content)
    return b"".join(parts) + b"\r\n--odd--\r\n"


def as_body(value: Any) -> bytes:
    return json.dumps(value).encode()
