"""How the API refuses: always `{"error": a sentence, "code": a stable word}`."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _
from ninja.errors import ValidationError

from sanvat.rules.problems import CaseRefused

CODES = {
    "json": gettext_noop("Nội dung gửi lên không phải JSON"),
    "utf8": gettext_noop("Nội dung gửi lên không phải UTF-8"),
    "twice": gettext_noop("Một khóa được ghi hai lần trong một đối tượng"),
    "not_a_case": gettext_noop("Ca chấm không phải là một đối tượng"),
    "missing_rulebook": gettext_noop("Ca chấm thiếu rulebook"),
    "missing_set": gettext_noop("Ca chấm thiếu set"),
    "set_not_held": gettext_noop("Không nguồn nào có bản in của bộ ấy"),
    "missing_sheets": gettext_noop("Ca chấm thiếu sheets"),
    "unknown_rulebook": gettext_noop("Không có bộ quy định này"),
    "set": gettext_noop("set không phải là một số"),
    "unknown_set": gettext_noop("Bộ quy định không có bộ tiêu chí này"),
    "sheets": gettext_noop("sheets không phải là danh sách phiếu"),
    "no_sheets": gettext_noop("Chưa có phiếu nào"),
    "two_sheets": gettext_noop("Hai phiếu cùng tên"),
    "too_many_sheets": gettext_noop("Một ca quá 50 phiếu"),
    "too_many_cases": gettext_noop("Một lần gửi quá 1.000 ca"),
    "answers": gettext_noop("Phiếu không có answers"),
    "unknown_code": gettext_noop("Bộ tiêu chí không có mã này"),
    "no_option": gettext_noop("Điểm không phải là mức nào của tiêu chí"),
    "two_answers": gettext_noop("Một tiêu chí có hai câu trả lời"),
    "missing_criterion": gettext_noop("Còn tiêu chí chưa chấm"),
    "regulation": gettext_noop("regulation không dùng được"),
    "exclusion_reason": gettext_noop("Loại sản phẩm mà không ghi lý do"),
    "not_a_question": gettext_noop("Câu hỏi không phải là một đối tượng"),
    "missing_from": gettext_noop("Thiếu from"),
    "missing_to": gettext_noop("Thiếu to"),
    "no_same_set": gettext_noop("Bộ quy định kia không có bộ cho cùng loại sản phẩm"),
    "several_same_sets": gettext_noop("Bộ quy định kia có nhiều bộ cho cùng loại sản phẩm"),
    "unknown_province": gettext_noop("Không có tỉnh mang mã này"),
    "unknown_unit": gettext_noop("Không có đơn vị nào, của hiện nay hay ngày trước, mang mã này"),
    "unknown_thread": gettext_noop("Không có mục ý kiến công khai mang mã này"),
    "unknown_indicator": gettext_noop("Không có chỉ tiêu được công bố mang mã này"),
    "no_forms": gettext_noop("Bộ quy định chưa có biểu mẫu thành dữ liệu"),
    "parameter": gettext_noop("Một tham số của địa chỉ không dùng được"),
    "too_large": gettext_noop("Nội dung gửi lên quá 2 MB"),
    "content_type": gettext_noop("Content-Type không phải application/json"),
    "form": gettext_noop("Biểu mẫu gửi lên có phần lạ, thiếu phần, hoặc không đọc được"),
    "file": gettext_noop("Một tệp gửi kèm không nhận được; câu «error» nói vì sao"),
    "encoding": gettext_noop("Tham số của địa chỉ có byte không phải chữ"),
    "not_public": gettext_noop("Không có mục mang mã này trong những gì được công khai"),
    "no_such_address": gettext_noop("API không có địa chỉ này"),
    "token_missing": gettext_noop("Địa chỉ này cần khóa API mà không có"),
    "token_refused": gettext_noop("Khóa API sai, đã hủy, đã hết hạn, hoặc tư cách đã kết thúc"),
    "scope": gettext_noop("Khóa API không có quyền cần thiết"),
    "unknown_place": gettext_noop("Không có xã nào hiện nay mang mã này"),
    "unknown_group": gettext_noop("Không có ngành hàng này"),
    "unknown_calendar": gettext_noop("Không có lịch công tác này"),
    "unknown_kind": gettext_noop("Không có loại này"),
    "unknown_subject": gettext_noop("Không có lĩnh vực phản ánh này"),
    "field": gettext_noop("Một trường của nội dung gửi lên không dùng được"),
    "nobody-answers": gettext_noop("Chưa có cơ quan nào tiếp nhận lĩnh vực ấy ở địa bàn ấy"),
    "too-busy": gettext_noop("Cơ quan tiếp nhận đã nhận quá nhiều trong hôm nay"),
    "app-too-busy": gettext_noop("Ứng dụng đã gửi quá nhiều phản ánh trong một giờ hoặc một ngày"),
    "confidential-way": gettext_noop("Tố cáo không nhận qua API"),
    "unknown_site": gettext_noop("Không có trang đơn vị hoặc chuyên mục nào mang phần địa chỉ này"),
    "too_many_requests": gettext_noop("Hỏi quá số lần được hỏi trong một phút"),
    "given_up": gettext_noop("Địa chỉ đã thôi; câu báo lỗi nói dùng gì thay"),
    "method": gettext_noop("Địa chỉ không nhận phương thức này"),
    "server_error": gettext_noop("Lỗi của hệ thống; «incident» là số sự cố"),
    "database-away": gettext_noop("Cơ sở dữ liệu đang được mở lại; hãy hỏi lại sau ít phút"),
    "disk-full": gettext_noop("Đĩa của máy chủ đã đầy"),
    "files-broken": gettext_noop("Tệp của cơ sở dữ liệu bị hỏng"),
    "database-failed": gettext_noop("Cơ sở dữ liệu không khởi động được"),
}
"""Every code an answer may bear. A code keeps its meaning; a new meaning gets a new code."""


class Problem(Exception):
    """The request cannot be answered. The sentence says what, why and what can be done."""

    def __init__(self, status: int, error: str, code: str) -> None:
        super().__init__(error)
        self.status = status
        self.error = error
        self.code = code

    def as_dict(self) -> dict[str, str]:
        return {"error": self.error, "code": self.code}

    def as_response(self) -> HttpResponse:
        body = json.dumps(self.as_dict(), ensure_ascii=False)
        response = HttpResponse(body, "application/json", self.status)
        response["Cache-Control"] = "no-store"
        if self.status == 401:
            response["WWW-Authenticate"] = "Bearer"
        return response


@contextmanager
def refusals_as_problems(status: int) -> Iterator[None]:
    """Raises Problem where the rules refuse, with their sentence in the language of the request."""
    try:
        yield
    except CaseRefused as refused:
        sentence = refused.in_language(get_language() or "vi")
        raise Problem(status, sentence, refused.code) from None


def problem_response(request: HttpRequest, problem: Problem) -> HttpResponse:
    return problem.as_response()


def parameter_response(request: HttpRequest, refused: ValidationError) -> HttpResponse:
    """Names the first parameter of the address that cannot be used, and says what it may be."""
    first = refused.errors[0]
    context = first.get("ctx", {})
    sentence = _fault(first["type"]) % {
        "name": first["loc"][1],
        "choices": _as_list(context.get("expected", "")),
        "least": context.get("ge"),
        "most": context.get("le", context.get("max_length")),
        "docs": reverse("api:docs"),
    }
    return Problem(422, sentence, "parameter").as_response()


def _fault(kind: str) -> str:
    match kind:
        case "missing":
            return _("Tham số «%(name)s» còn thiếu. Cách dùng: %(docs)s.")
        case "literal_error":
            return _("Tham số «%(name)s» chỉ nhận %(choices)s. Cách dùng: %(docs)s.")
        case "bool_type" | "bool_parsing":
            return _("Tham số «%(name)s» chỉ nhận true hoặc false. Cách dùng: %(docs)s.")
        case "int_type" | "int_parsing" | "int_parsing_size":
            return _("Tham số «%(name)s» phải là số nguyên. Cách dùng: %(docs)s.")
        case "day" | "date_parsing" | "date_from_datetime_parsing":
            return _(
                "Tham số «%(name)s» phải là một ngày, ghi như 2026-11-21. Cách dùng: %(docs)s."
            )
        case "greater_than_equal":
            return _("Tham số «%(name)s» phải từ %(least)s trở lên. Cách dùng: %(docs)s.")
        case "less_than_equal":
            return _("Tham số «%(name)s» tối đa là %(most)s. Cách dùng: %(docs)s.")
        case "string_too_long":
            return _("Tham số «%(name)s» dài tối đa %(most)s ký tự. Cách dùng: %(docs)s.")
        case _unforeseen:
            return _("Tham số «%(name)s» không dùng được. Cách dùng: %(docs)s.")


def _as_list(choices: str) -> str:
    """Pydantic's "'mean' or 'majority'" as "mean, majority"."""
    return choices.replace("'", "").replace(" or ", ", ")


def no_such_address(request: HttpRequest, rest: str = "") -> HttpResponse:
    sentence = _("API không có địa chỉ này. Các địa chỉ được kê ở %(docs)s.") % {
        "docs": reverse("api:docs")
    }
    return Problem(404, sentence, "no_such_address").as_response()


def method_refused(method: str, allowed: str) -> HttpResponse:
    sentence = _("Địa chỉ này nhận %(allowed)s, không nhận %(asked)s.") % {
        "allowed": allowed,
        "asked": method,
    }
    response = Problem(405, sentence, "method").as_response()
    response["Allow"] = allowed
    return response
