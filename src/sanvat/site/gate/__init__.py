"""What stands between the server and the pages.

The server (granian) hands every request to the `Gate` as soon as its head is there. The gate looks
at the head, takes in the body, and only then a request gets one of the few threads in which pages
are made. So who sends slowly, reads slowly or sends too much holds a little memory, and nobody
else up. Every limit is a setting (`GATE`, `BODY_LIMITS`); docs/limits.md names them all.
"""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import uuid
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve

from sanvat.desk.kept import forms as kept
from sanvat.site.gate import bodies, headers, refusals, threads
from sanvat.site.gate.bodies import Body, Gone, Receive
from sanvat.site.gate.refusals import Refused
from sanvat.site.gate.sessions import is_signed_in
from sanvat.site.gate.threads import Answer, OnDisk, Pieces, Stream

Send = Callable[[dict[str, Any]], Awaitable[None]]
Scope = dict[str, Any]

ALIVE = "/healthz"

log = structlog.get_logger("sanvat.gate")


class Gate:
    """An ASGI application around a WSGI application; one for each web worker.

    `at_hand` says whether the answer to a request without a body lies ready: then no thread is
    wanted for it, nor is one waited for when all are at work.
    """

    def __init__(
        self,
        application: threads.Application,
        *,
        at_hand: Callable[[threads.Environ], bool] = lambda _environ: False,
    ) -> None:
        self._is_at_hand = at_hand
        told = settings.GATE
        self._proxy = settings.PROXY
        self._head_limits = headers.Limits(told["header_bytes"], told["address_bytes"])
        self._bodies = bodies.Store(
            bodies.Limits(**{name: told[name] for name in bodies.Limits._fields})
        )
        self.threads = threads.Threads(
            application,
            threads.Limits(
                threads=settings.THREADS,
                **{name: told[name] for name in threads.Limits._fields if name != "threads"},
            ),
        )
        self._is_first = True

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        if self._is_first:
            self._is_first = False
            bound_readers(settings.GATE["taking_seconds"])
        if scope["path"] == ALIVE:
            await _alive(scope["method"], send)
            return
        try:
            head = headers.read(scope, proxy=self._proxy, limits=self._head_limits)
        except Refused as refused:
            as_json = scope["path"].startswith("/api/")
            await self._refuse(refused, scope, receive, send, language="vi", as_json=as_json)
            return
        try:
            await self._serve(scope, head, receive, send)
        except Gone:
            return
        except Refused as refused:
            await self._refuse(
                refused,
                scope,
                receive,
                send,
                language=head.language,
                as_json=head.wants_json,
                back=_form_page(head) if scope["method"] == "POST" else "",
            )

    async def _serve(self, scope: Scope, head: headers.Head, receive: Receive, send: Send) -> None:
        if head.length == 0:
            body = Body(self._bodies)
        else:
            if self.threads.are_full:
                raise Refused("busy")
            most = await self._most(head)
            told = body_limit(head.environ["PATH_INFO"])
            body = await self._bodies.take(receive, most=most, told=told)
            head.environ["CONTENT_LENGTH"] = str(body.length)
        head.environ["wsgi.input"] = body.file
        try:
            if head.length == 0 and self._is_at_hand(head.environ):
                answer = self.threads.at_once(head.environ, on_end=body.close)
            else:
                answering = self.threads.answer(head.environ, on_end=body.close)
                is_queued = self.threads.are_busy
                answer = await (_unless_gone(answering, receive) if is_queued else answering)
        except (Refused, Gone):
            raise
        except Exception:
            log.exception("the application failed")
            raise Refused("server_error") from None
        await self._send(answer, scope["method"], receive, send)

    async def _most(self, head: headers.Head) -> int:
        """How many bytes may come with this request. Raises Refused where it says that it brings
        more, or more than strangers may."""
        told = body_limit(head.environ["PATH_INFO"])
        for_all: int = settings.GATE["most_for_strangers"]
        takes_files = told >= settings.UPLOAD_LIMITS["bytes"]
        most = told + (settings.GATE["beside_files"] if takes_files else 0)
        if head.length is not None and head.length > most:
            raise Refused("too_large", most=told)
        if most <= for_all or (head.length is not None and head.length <= for_all):
            return most
        if takes_files_of_strangers(head.environ["PATH_INFO"]):
            return most
        cookies = head.environ.get("HTTP_COOKIE", "")
        if not await self.threads.ask(lambda: is_signed_in(cookies)):
            raise Refused("sign_in_first")
        return most

    async def _send(self, answer: Answer, method: str, receive: Receive, send: Send) -> None:
        start = {
            "type": "http.response.start",
            "status": answer.status,
            "headers": answer.headers,
        }
        content: bytes | Stream | OnDisk | Pieces = answer.content
        if isinstance(content, bytes):
            if len(content) <= threads.AT_ONCE:
                await send(start)
                await send({"type": "http.response.body", "body": content})
                return
            if not any(name == b"content-length" for name, _value in answer.headers):
                answer.headers.append((b"content-length", str(len(content)).encode()))
            content = Pieces(content)
        try:
            await send(start)
            if method == "HEAD":
                await send({"type": "http.response.body", "body": b""})
            else:
                await _send_pieces(content, receive, send)
        finally:
            content.close()

    async def _refuse(
        self,
        refused: Refused,
        scope: Scope,
        receive: Receive,
        send: Send,
        *,
        language: str,
        as_json: bool,
        back: str = "",
    ) -> None:
        said = refusals.said(refused, language=language, as_json=as_json, back=back)
        log.info("refused", method=scope["method"], status=said.status, refusal=refused.code)
        await send({"type": "http.response.start", "status": said.status, "headers": said.headers})
        await send({"type": "http.response.body", "body": said.body})
        if refused.code != "too_slow":
            await self._bodies.let_go(receive)


async def _send_pieces(content: Stream | OnDisk | Pieces, receive: Receive, send: Send) -> None:
    """Piece by piece, as the reader takes them; no more where the reader has gone or takes none."""
    loop = asyncio.get_running_loop()
    more = asyncio.Event()
    if isinstance(content, Stream):
        content.listen(lambda: threads.to_loop(loop, more.set))
    gone = asyncio.ensure_future(_gone(receive))
    try:
        while not gone.done():
            more.clear()
            piece = content.read()
            if piece is None:
                await _first(more.wait(), gone)
                continue
            if not piece:
                if not getattr(content, "failed", False):
                    await send({"type": "http.response.body", "body": b""})
                return
            async with asyncio.timeout(settings.GATE["taking_seconds"]):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
    except TimeoutError:
        log.info("a reader takes no more of its answer")
    finally:
        gone.cancel()


async def _unless_gone(answering: Coroutine[Any, Any, Answer], receive: Receive) -> Answer:
    """The answer; Gone, with the work not even begun, where the reader left while waiting."""
    gone = asyncio.ensure_future(_gone(receive))
    answer = asyncio.ensure_future(answering)
    try:
        await asyncio.wait({answer, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not answer.done():
            raise Gone
        return answer.result()
    finally:
        answer.cancel()
        gone.cancel()


async def _gone(receive: Receive) -> None:
    """Ends when whoever asked is not there any more."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _first(one: Coroutine[Any, Any, Any], other: asyncio.Future[Any]) -> None:
    task = asyncio.ensure_future(one)
    try:
        await asyncio.wait({task, other}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        task.cancel()


async def _alive(method: str, send: Send) -> None:
    """The process answers; asked of nobody else, so that a full house still says so."""
    headers_of_it = [
        (b"content-type", b"text/plain"),
        (b"content-length", b"3"),
        (b"cache-control", b"max-age=0, no-cache, no-store, must-revalidate, private"),
        (b"x-content-type-options", b"nosniff"),
        (b"x-request-id", uuid.uuid4().hex.encode()),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers_of_it})
    body = b"" if method == "HEAD" else b"ok\n"
    await send({"type": "http.response.body", "body": body})


def _form_page(head: headers.Head) -> str:
    """The path of the page with the form that was sent: where the browser came from, if that is a
    page of ours, else the address itself or the nearest one above it that opens; "" for none."""
    here, came_from = head.environ["PATH_INFO"], head.environ.get("HTTP_REFERER", "")
    try:
        told = urlsplit(came_from)
    except ValueError:
        told = urlsplit("")
    if told.netloc == head.environ.get("HTTP_HOST") and _found(told.path):
        return told.path
    found = _found(here)
    if found is None:
        return ""
    if found.namespace == "desk":
        return kept.page_of(_text(here))
    return _text(here) if getattr(found.func, "opens", False) else ""


def _found(path: str) -> ResolverMatch | None:
    try:
        return resolve(_text(path))
    except (Resolver404, UnicodeDecodeError):
        return None


def _text(path: str) -> str:
    return path.encode("latin-1").decode()


def body_limit(path: str) -> int:
    """How many bytes may be sent to the address, as people are told; around files a little more
    may come (`beside_files`)."""
    limits: dict[str, int] = settings.BODY_LIMITS
    found = _found(path)
    if found is None:
        return limits[""]
    for name in (found.view_name, found.namespace):
        if name in limits:
            return limits[name]
    return limits[""]


def takes_files_of_strangers(path: str) -> bool:
    """Whether somebody without a session may send as much to the address as any other."""
    found = _found(path)
    return found is not None and found.view_name in settings.FILES_OF_STRANGERS


def bound_readers(seconds: float) -> None:
    """Have the system close connections whose reader takes nothing for so long.

    The server opens its socket itself and offers no such setting; connections inherit it from the
    socket that listens.
    """
    if sys.platform != "linux":
        return
    for entry in Path("/proc/self/fd").iterdir():
        with suppress(OSError, ValueError):
            if not os.readlink(entry).startswith("socket:"):
                continue
            with socket.socket(fileno=os.dup(int(entry.name))) as found:
                if found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                    found.setsockopt(
                        socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, int(seconds * 1000)
                    )
