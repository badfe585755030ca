"""Calls to addresses that people wrote: the one place of the programme that makes any.

Whoever registers an address may try to have us ask machines that only we can reach. So the name is
looked up once, every address it has must be of the public internet, and the connection goes to the
very address that was looked at. Only HTTPS at port 443; nothing is followed, no proxy is asked, and
what comes back is read within limits of time and size, and not kept.
"""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sanvat.follow.models import Fault

PORT = 443
CONNECT_SECONDS = 5
"""… until the other side has taken the connection."""
MOST_SECONDS = 15
"""… for a whole call."""
LARGEST_ANSWER = 16 * 2**10
"""Bytes of an answer that are read where its status is all that counts."""
LONGEST_NAME = 253

_PUBLIC_V6 = ipaddress.ip_network("2000::/3")
# Of these parts an IPv4 address stands inside, which may be any.
_TUNNELS = tuple(map(ipaddress.ip_network, ("2001::/32", "2002::/16")))
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
_NOT_PUBLIC_NAMES = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "arpa")

Resolve = Callable[[str], list[str]]
Connect = Callable[[str, str], socket.socket]
"""From the address on the net and the name of the machine."""


@dataclass(frozen=True)
class Target:
    """Where a call goes: the name of the machine as DNS has it, and the path with its query."""

    host: str
    path: str


@dataclass(frozen=True)
class Outcome:
    """What came of a call: the status of the answer, where there was one."""

    fault: Fault
    status: int | None = None

    @property
    def is_good(self) -> bool:
        return self.fault == Fault.NONE


@dataclass(frozen=True)
class Answer:
    """An outcome with what was answered. `is_sent`: whether the call may have reached the other
    side, whatever came of it."""

    outcome: Outcome
    body: bytes = b""
    is_sent: bool = False


def target_of(url: str) -> Target:
    """Read an address. Refuses other than HTTPS at port 443 with a name of the public internet
    (ValidationError, code `url`)."""
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii").lower()
    except ValueError:  # UnicodeError is one
        raise _refused() from None
    labels = host.split(".")
    if (
        parts.scheme != "https"
        or port not in (None, PORT)
        or parts.username is not None
        or parts.password is not None
        or len(host) > LONGEST_NAME
        or len(labels) < 2
        or not all(map(_LABEL.fullmatch, labels))
        or labels[-1].isdigit()
        or re.fullmatch("0x[0-9a-f]*", labels[-1])
        or labels[-1] in _NOT_PUBLIC_NAMES
    ):
        raise _refused()
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not path.isascii() or not path.isprintable() or " " in path:
        raise _refused()
    return Target(host, path)


def _refused() -> ValidationError:
    return ValidationError(
        _(
            "Cần một địa chỉ https:// có tên miền trên mạng công cộng, cổng 443, không kèm tên và "
            "mật khẩu. Ví dụ: https://nhan.vidu.vn/san-vat"
        ),
        code="url",
    )


def is_public(address: str) -> bool:
    """Whether an address on the net is one that anybody could call. What stands for an IPv4
    address in IPv6 clothes is looked at as that; tunnels are not called."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            found = found.ipv4_mapped
        elif found not in _PUBLIC_V6 or any(found in each for each in _TUNNELS):
            return False
    return found.is_global and not (found.is_multicast or found.is_reserved)


def resolved(host: str) -> list[str]:
    """Every address of a machine, as the system finds them; OSError where there is none."""
    found = socket.getaddrinfo(host, PORT, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def connected(address: str, host: str) -> socket.socket:
    """A TLS connection to that very address, whose certificate must be of the name."""
    plain = socket.create_connection((address, PORT), timeout=CONNECT_SECONDS)
    try:
        return ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    except BaseException:
        plain.close()
        raise


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    resolve: Resolve = resolved,
    connect: Connect = connected,
    seconds: float = MOST_SECONDS,
) -> Outcome:
    """Call an address once; its status is all that counts. Otherwise as `call`."""
    return call(
        "POST", url, body, headers, resolve=resolve, connect=connect, seconds=seconds
    ).outcome


def call(
    method: str,
    url: str,
    body: bytes | None,
    headers: Mapping[str, str],
    *,
    largest: int = LARGEST_ANSWER,
    resolve: Resolve = resolved,
    connect: Connect = connected,
    seconds: float = MOST_SECONDS,
) -> Answer:
    """Call an address once, and read up to `largest` bytes of what it answers. Whatever goes wrong
    comes back as a fault; it raises nothing.

    `resolve` and `connect` are for tests, which have a receiver of their own.
    """
    try:
        target = target_of(url)
        addresses = resolve(target.host)
    except (ValidationError, OSError, UnicodeError):
        return Answer(Outcome(Fault.NO_NAME))
    if not addresses:
        return Answer(Outcome(Fault.NO_NAME))
    if not all(map(is_public, addresses)):
        return Answer(Outcome(Fault.NOT_PUBLIC))
    try:
        line = connect(addresses[0], target.host)
    except ssl.SSLError:
        return Answer(Outcome(Fault.NO_TRUST))
    except TimeoutError:
        return Answer(Outcome(Fault.TOO_SLOW))
    except OSError:
        return Answer(Outcome(Fault.NO_LINE))
    outcome, told = _ask(line, method, target, body, headers, largest, seconds)
    return Answer(outcome, told, is_sent=True)


def _ask(
    line: socket.socket,
    method: str,
    target: Target,
    body: bytes | None,
    headers: Mapping[str, str],
    largest: int,
    seconds: float,
) -> tuple[Outcome, bytes]:
    """An answer that comes a byte at a time ends too: the line is cut when the time is over."""
    over = threading.Event()

    def cut() -> None:
        over.set()
        _shut(line)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    asked = http.client.HTTPSConnection(target.host, PORT)
    asked.sock = line
    try:
        line.settimeout(seconds)
        asked.request(method, target.path, body, dict(headers))
        answer = asked.getresponse()
        told = answer.read(largest)
    except http.client.HTTPException:
        return Outcome(Fault.TOO_SLOW if over.is_set() else Fault.NO_SENSE), b""
    except TimeoutError:
        return Outcome(Fault.TOO_SLOW), b""
    except (OSError, ValueError):
        return Outcome(Fault.TOO_SLOW if over.is_set() else Fault.NO_LINE), b""
    finally:
        timer.cancel()
        asked.close()
        line.close()
    # What was cut may look like a whole answer.
    return (Outcome(Fault.TOO_SLOW), b"") if over.is_set() else (_judged(answer.status), told)


def _shut(line: socket.socket) -> None:
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it is gone already


def _judged(status: int) -> Outcome:
    if 200 <= status < 300:
        return Outcome(Fault.NONE, status)
    if 300 <= status < 400:
        return Outcome(Fault.REDIRECT, status)
    return Outcome(Fault.GONE if status == 410 else Fault.ANSWER, status)
