"""What is answered while there is no database: one sentence, at once, and one line of log."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import Error, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _
from structlog.contextvars import bind_contextvars

from sanvat.site import board

AGAIN_AFTER = 5
"""Seconds after which to ask again, as a programme is told."""

LOW = 64 * 2**20
"""Bytes of free disk below which it is said that room gets scarce: four segments of the log that
PostgreSQL writes ahead, without which it stops."""

# SQLSTATEs of a server that goes down, comes up, has no room or takes nobody in.
AWAY = ("08", "57P01", "57P02", "57P03", "53")
DISK_FULL = "53100"

PAGE = (
    '<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>Sản Vật</title>'
    "</head><body><p>{sentence}</p></body></html>"
)


class Away(OperationalError):
    """There is no database now; `trouble` is one of `board.TROUBLES`."""

    def __init__(self, trouble: str) -> None:
        super().__init__(trouble)
        self.trouble = trouble


def refuse_while_away() -> None:
    """Raises Away while the process that watches the database says that it is."""
    if trouble := board.trouble():
        raise Away(trouble)


def trouble_in(fault: BaseException | None) -> str:
    """What is wrong with the database where that is what the fault comes of; else ""."""
    for each in _causes(fault):
        if isinstance(each, Away):
            return each.trouble
        if isinstance(each, psycopg.Error) and each.sqlstate:
            if each.sqlstate == DISK_FULL:
                return "disk-full"
            return "database-away" if each.sqlstate.startswith(AWAY) else ""
        # Without a state the client speaks: it found no server, or lost it.
        if isinstance(each, psycopg.OperationalError) or (
            isinstance(each, psycopg.InterfaceError) and "connection" in str(each)
        ):
            return board.trouble() or "database-away"
    return ""


def _causes(fault: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while fault is not None and id(fault) not in seen:
        seen.add(id(fault))
        # Django hides the driver's fault behind its own, and a failed clean-up behind the first.
        yield fault
        fault = fault.__cause__ or (
            fault.__context__ if isinstance(fault, Error | psycopg.Error) else None
        )


def is_lost(fault: BaseException) -> bool:
    """Whether the act failed only because there was no database."""
    return bool(trouble_in(fault))


def sentence(trouble: str) -> str:
    """What a reader is told: what, why, what next."""
    if trouble == "disk-full":
        return _(
            "Máy chủ hết chỗ trên đĩa nên chưa mở hay ghi được gì; điều đã lưu vẫn còn. "
            "Hãy báo người quản trị giải phóng chỗ, rồi tải lại trang."
        )
    if trouble == "files-broken":
        return _(
            "Cơ sở dữ liệu không mở được vì tệp của nó bị hỏng. "
            "Hãy báo người quản trị khôi phục từ bản sao lưu, rồi tải lại trang."
        )
    if trouble == "database-failed":
        return _(
            "Cơ sở dữ liệu không khởi động được. "
            "Hãy báo người quản trị xem nhật ký của máy chủ, rồi tải lại trang."
        )
    return _(
        "Cơ sở dữ liệu đang được mở lại nên trang này chưa trả lời được; điều đã lưu vẫn còn. "
        "Hãy đợi một phút rồi tải lại trang."
    )


def unavailable(request: HttpRequest, trouble: str, fault: BaseException | None) -> HttpResponse:
    """503 with the sentence. The line about the request says why; there is no other."""
    bind_contextvars(unavailable=trouble)
    if fault is not None and not isinstance(fault, Away):
        bind_contextvars(fault=" ".join(str(fault).split())[:200])
    with translation.override(_language(request)):
        response = _answer(request, trouble)
    return said_once(response)


def said_once(response: HttpResponse) -> HttpResponse:
    """The answer of 503, with all that belongs to one, and without Django's own line about it."""
    response["Retry-After"] = str(AGAIN_AFTER)
    response["Cache-Control"] = "no-store"
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def _answer(request: HttpRequest, trouble: str) -> HttpResponse:
    said = sentence(trouble)
    if request.method == "POST":
        said = _("Điều bạn vừa gửi chưa được ghi.") + " " + said
    if request.path.startswith("/api/"):
        return JsonResponse({"error": said, "code": trouble}, status=503)
    try:
        body = render_to_string("503.html", {"sentence": said})
    except Exception:  # a page is made of files, which a full or broken disk may not give
        body = format_html(PAGE, sentence=said, language=translation.get_language())
    return HttpResponse(body, status=503)


def _language(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def room_is_low(folder: Path) -> bool:
    """Whether the disk of a folder has so little room left that PostgreSQL may soon stop."""
    status = os.statvfs(folder)
    return status.f_bavail * status.f_frsize < LOW


class Brief(logging.Filter):
    """Says in one line that the database is away, wherever it is said; a traceback helps nobody."""

    def filter(self, record: logging.LogRecord) -> bool:
        fault = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
        if fault is not None and is_lost(fault):
            said = f"{record.getMessage()} {list(_causes(fault))[-1]}"
            record.msg = " ".join(said.split())[:400]
            record.args = ()
            record.exc_info = record.exc_text = None
        return True
