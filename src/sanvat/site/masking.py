"""What a line of log must not say is taken out of it, by the one list of secrets.

Four things are looked for: a value under a name of the list; what the request at hand brought with
it (cookies, forms, the query, the page it came from), wherever it turns up, in a traceback too;
addresses with a part that lets somebody in; and what looks like a personal number, a telephone, an
e-mail address or a key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextvars import ContextVar
from string import ascii_letters, digits
from typing import Any
from urllib.parse import unquote_plus, urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve
from structlog.typing import EventDict, WrappedLogger

from sanvat.records import secrets
from sanvat.records.secrets import HIDDEN

# Ours, and never a secret.
OWN = frozenset({"timestamp", "level", "logger", "request_id", "incident", "status", "ms"})
SHORTEST = 6
"""Shorter values that a request brought are not looked for: "1" stands everywhere."""

# What PostgreSQL says of an error beside its first sentence has the values in it.
_DATABASE_DETAIL = re.compile(
    r"^([^\S\n]*+(?:DETAIL|CONTEXT|QUERY|STATEMENT|HINT|LINE \d+):).*(?:\n[^\S\n]*+\^)?", re.M
)
_ADDRESS = re.compile(r"(?P<site>https?://[^\s/'\"<>?#]+)?(?P<path>/[^\s'\"<>()\[\],;]*)")
_FILE_LINE = re.compile(r'^\s*File "[^"]*", line \d+')
_LONG_WORD = re.compile(r"(?<![\w.:=~+\-])[\w.:=~+\-]{16,}+")
_PAIR = re.compile(
    r"(?P<name>(?<![\w-])-*+\w[\w-]*+)(?P<sign>['\"]?\s*[=:]\s*\[?)"
    r"(?P<value>'[^'\n]*'|\"[^\"\n]*\"|[^\s'\",;&\])}]+)"
)
_HEADER = re.compile(r"(?i)\b(bearer|basic) [\w.~+/=\-]{8,}")
_EMAIL = re.compile(  # one, or several that have grown together
    r"(?<![\w.+\-])(?:[\w.+\-]++@[\w\-]++(?:\.[\w\-]++)++)++"
)
_PHONE = re.compile(r"(?<![\w.\-])(?:\+84|0)[1-9](?:[ .\-]?[0-9]){8}(?![\w\-]|\.[0-9])")
_JOB = re.compile(r"\w[.:]*+\[\d++\]\(")

_request: ContextVar[HttpRequest | None] = ContextVar("request", default=None)


def remember(request: HttpRequest | None) -> None:
    """From now on, lines of this thread do not say what the request brought."""
    _request.set(request)


# Processors of structlog


def without_arguments(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """A line of the jobs' library names a job by task and number, never with its arguments."""
    record = event.get("_record")
    if record is None or not record.name.startswith("procrastinate"):
        return event
    event["event"] = _without_arguments(str(event["event"]))
    return event


def _without_arguments(text: str) -> str:
    """Nothing is left between the first job's bracket and the last one of the text: arguments
    have brackets of their own."""
    job, end = _JOB.search(text), text.rfind(")")
    if job is None or end < job.end():
        return text
    return f"{text[: job.end()]}{HIDDEN}{text[end:]}"


def without_secrets(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    # The line of a request has nothing of it but its path.
    brought = [] if event.get("logger") == "sanvat.access" else _brought()
    for name, value in event.items():
        if name in OWN:
            continue
        if name == "path":  # of the access line, masked by who wrote it
            event[name] = secrets.veiled(str(value))
        elif secrets.is_secret(name, value):
            event[name] = HIDDEN
        else:
            event[name] = _masked(value, brought)
    return event


def masked(text: str) -> str:
    """Any text as a log may have it."""
    return _masked_text(text, _brought())


def _masked(value: Any, brought: list[str]) -> Any:
    match value:
        case None | bool() | int() | float():
            return value
        case dict():
            return {
                key: HIDDEN if secrets.is_secret(str(key), one) else _masked(one, brought)
                for key, one in value.items()
            }
        case list() | tuple():
            return [_masked(one, brought) for one in value]
        case _:
            return _masked_text(str(value), brought)


def _masked_text(text: str, brought: list[str]) -> str:
    for each in brought:
        text = text.replace(each, HIDDEN)
    text = _DATABASE_DETAIL.sub(rf"\1 {HIDDEN}", text)
    if "/" in text:
        text = "\n".join(
            line if _FILE_LINE.match(line) else _ADDRESS.sub(_masked_address, line)
            for line in text.split("\n")
        )
    text = _HEADER.sub(rf"\1 {HIDDEN}", text)
    text = _PAIR.sub(_masked_pair, text)
    text = secrets.veiled(text)
    text = _EMAIL.sub(HIDDEN, text)
    return _PHONE.sub(HIDDEN, text)


def _masked_pair(found: re.Match[str]) -> str:
    if secrets.is_secret(found["name"].lstrip("-"), found["value"].strip("'\"")):
        return f"{found['name']}{found['sign']}{HIDDEN}"
    return found[0]


# Addresses


def path_without_secrets(path: str, match: ResolverMatch | None = None) -> str:
    """The path, but for what opens a door to whoever holds it, such as an invitation.

    Where the addresses know the path, the parts that are called so; else, as in a link that was
    copied badly, whatever looks like one.
    """
    if path.startswith(settings.STATIC_URL):
        return path
    match = match or _resolved(path)
    if match is None:
        return _without_tokens(path)
    for name, value in match.kwargs.items():
        if secrets.kind_of(name) in secrets.IN_PATHS:
            before, found, after = path.rpartition(str(value))
            path = f"{before}…{after}" if found else _without_tokens(path)
    return path


def _without_tokens(path: str) -> str:
    return "/".join(_without_token(part) for part in path.split("/"))


def _without_token(part: str) -> str:
    """The part of a path without the long words in it that have a digit and a letter, be it in
    what follows them."""
    last = min(_last(ascii_letters, part), _last(digits, part))
    return _LONG_WORD.sub(lambda word: "…" if word.start() <= last else word[0], part)


def _last(signs: str, text: str) -> int:
    """Where the last of these signs stands; -1 where none does."""
    return max(map(text.rfind, signs))


def _masked_address(found: re.Match[str]) -> str:
    site, path = found["site"] or "", found["path"]
    here, question, _query = path.partition("?")
    return site + path_without_secrets(here.partition("#")[0]) + (f"?{HIDDEN}" if question else "")


def _resolved(path: str) -> ResolverMatch | None:
    try:
        return resolve(path)
    except Resolver404:
        return None
    except Exception:  # the addresses themselves may be what is broken
        return None


# What a request brought


def _brought() -> list[str]:
    """The longest first, so that no part of it is left."""
    request = _request.get()
    if request is None:
        return []
    try:
        found = {
            text for text in _texts(request) if len(text) >= SHORTEST and text not in _ordinary()
        }
    except Exception:  # a line of log must never fail
        return []
    return sorted(found, key=len, reverse=True)


def _ordinary() -> frozenset[str]:
    return frozenset(dict(settings.LANGUAGES).values())


def _texts(request: HttpRequest) -> Iterator[str]:
    cookies = request.META.get("HTTP_COOKIE", "")
    yield cookies
    for name, value in request.COOKIES.items():
        if name != settings.LANGUAGE_COOKIE_NAME:
            yield value
    yield request.META.get("HTTP_AUTHORIZATION", "")
    yield request.META.get("HTTP_AUTHORIZATION", "").partition(" ")[2]
    yield request.META.get("HTTP_X_CSRFTOKEN", "")
    for header in ("HTTP_REFERER", "HTTP_HX_CURRENT_URL"):
        told = urlsplit(request.META.get(header, ""))
        yield from (told.path.strip("/"), told.query)
    query = request.META.get("QUERY_STRING", "")
    yield from (query, unquote_plus(query))
    for _name, values in request.GET.lists():
        yield from values
    if hasattr(request, "_post"):  # read already: a line of log does not read the body
        for _name, values in request.POST.lists():
            yield from values
        for _name, files in request.FILES.lists():
            yield from (file.name or "" for file in files)
