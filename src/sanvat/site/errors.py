"""What is answered when something is wrong: a page to people, JSON to programmes."""

import structlog
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _
from structlog.contextvars import bind_contextvars

from sanvat.site.middleware import incident_number

log = structlog.get_logger("sanvat.errors")

LAST_RESORT = (
    '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{incident}</title></head>'
    "<body><p>{sentence} {incident}</p></body></html>"
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, 400, "bad_request", _("Yêu cầu này không đọc được."))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, 403, "permission_denied", _("Bạn không có quyền xem trang này."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    sentence = _("Biểu mẫu đã quá hạn. Hãy tải lại trang rồi gửi lại.")
    return _answer(request, 403, "form_expired", sentence, template="403_csrf.html")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, 404, "not_found", _("Không có trang này."))


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours. The answer and the log line carry the same incident number.

    The page is made without the request: whatever broke may have broken that too.
    """
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
    request: HttpRequest, status: int, code: str, sentence: str, *, template: str = ""
) -> HttpResponse:
    """The pages speak for themselves; programmes get the one sentence."""
    if _wants_json(request):
        return JsonResponse({"error": sentence, "code": code}, status=status)
    body = render_to_string(template or f"{status}.html", {}, request)
    return HttpResponse(body, status=status)


def _wants_json(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")
