"""What is answered when something is wrong: a page to people, JSON to programmes."""

import re
import sys
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, resolve_url
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _
from structlog.contextvars import bind_contextvars

from sanvat.desk.kept import forms as kept
from sanvat.desk.pages import user_of
from sanvat.desk.sending import led_before
from sanvat.site import outage
from sanvat.site.middleware import GetResponse, incident_number

log = structlog.get_logger("sanvat.errors")

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")

LAST_RESORT = (
    '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{incident}</title></head>'
    "<body><p>{sentence} {incident}</p></body></html>"
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_much(request)
    sentence = _("Yêu cầu này không đọc được. Hãy quay lại trang trước và thử lần nữa.")
    return _answer(request, 400, "bad_request", sentence)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, 403, "permission_denied", _("Bạn không có quyền xem trang này."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from a page that is older than the session, mostly one left open while somebody
    signed in anew in another window. What was typed into a form of the desk is shown again."""
    if answered := _answered_already(request) or kept.stale_page(request):
        return answered
    sentence = _("Biểu mẫu đã quá hạn. Hãy tải lại trang rồi gửi lại.")
    return _answer(request, 403, "form_expired", sentence, template="403_csrf.html")


def _answered_already(request: HttpRequest) -> HttpResponse | None:
    """The first of two clicks may have signed somebody in, so that the second comes with their new
    session and the old page's token."""
    if not request.user.is_authenticated or request.method != "POST":
        return None
    if _is_of_elsewhere(request):
        return None
    if led_to := led_before(request, by=user_of(request)):
        return redirect(led_to)
    is_sign_in = request.path == resolve_url(settings.LOGIN_URL)
    return redirect(settings.LOGIN_REDIRECT_URL) if is_sign_in else None


def _is_of_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says that a page of another site has sent this."""
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin).netloc != request.get_host()


def too_much(request: HttpRequest) -> HttpResponse:
    sentence = _("Bạn gửi nhiều quá trong một lần. Hãy gửi ít hơn, hoặc chia làm nhiều lần.")
    return _answer(request, 413, "too_much", sentence)


def not_served(request: HttpRequest) -> HttpResponse:
    """An address to which a form is sent was opened, or the other way round."""
    sentence = _("Địa chỉ này không mở như một trang. Hãy mở trang có biểu mẫu rồi gửi từ đó.")
    return _answer(request, 405, "not_served", sentence, page=kept.page_of(request.path))


class NotServed:
    """A page, instead of an empty answer, to who opens what only takes a form."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or response.streaming or response.content:
            return response
        page = not_served(request)
        page["Allow"] = response.get("Allow", "")
        return page


class Sane:
    """Refuses what no browser sends by itself, before anything looks it up: control characters in
    the path or in a cookie, which a cookie can hide as `\\000`.

    The cookies in question are taken back, so that the next try goes well.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        broken = [name for name, value in request.COOKIES.items() if CONTROL.search(name + value)]
        if broken:
            page = bad_request(request, BadRequest("cookies"))
            for name in broken:
                if not CONTROL.search(name):
                    page.delete_cookie(name)
            return page
        if CONTROL.search(request.path):
            return not_found(request, Http404())
        return self.get_response(request)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, 404, "not_found", _("Không có trang này."))


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours. The answer and the log line carry the same incident number.

    The page is made without the request: whatever broke may have broken that too. Where only the
    database is away, that is said instead.
    """
    fault = sys.exc_info()[1]
    if fault is not None and outage.is_lost(fault):
        return outage.unavailable(request, outage.trouble_in(fault), fault)
    incident = incident_number(request)
    bind_contextvars(incident=incident)
    sentence = _("Hệ thống gặp lỗi. Hãy thử lại sau ít phút, hoặc báo số sự cố này cho chúng tôi.")
    if _wants_json(request):
        problem = {"error": sentence, "code": "server_error", "incident": incident}
        return JsonResponse(problem, status=500)
    try:
        body = render_to_string("500.html", {"incident": incident})
    except Exception:
        # The reader still gets the number, and the log gets both faults.
        log.exception("the error page itself failed")
        body = format_html(LAST_RESORT, sentence=sentence, incident=incident)
    return HttpResponse(body, status=500)


def _answer(
    request: HttpRequest, status: int, code: str, sentence: str, *, template: str = "", **more: Any
) -> HttpResponse:
    """The pages speak for themselves; programmes get the one sentence."""
    if _wants_json(request):
        return JsonResponse({"error": sentence, "code": code}, status=status)
    known = {
        "frame": _frame(request),
        "typed": getattr(request, "typed", []),
        "incident": incident_number(request),
    }
    body = render_to_string(template or f"{status}.html", known | more, request)
    return HttpResponse(body, status=status)


def _frame(request: HttpRequest) -> str:
    """The head of the page: the person's own, a stranger's, or one that claims neither where the
    request was refused before it was looked at who sends it, or something more is asked of them."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return "ui/base.html"
    person = getattr(request, "user", None)
    if person is None or (person.is_authenticated and person.lacks_second_step):
        return "ui/unknown.html"
    return "desk/frame/own.html" if person.is_authenticated else "ui/base.html"


def _wants_json(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")
