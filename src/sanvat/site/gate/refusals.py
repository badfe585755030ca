"""What the gate says to whom it does not let in: a page to people, JSON to programmes."""

from __future__ import annotations

import json
import uuid
from functools import lru_cache
from typing import NamedTuple

import structlog
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import override

log = structlog.get_logger("sanvat.gate")

AGAIN_AFTER = "10"
"""Seconds after which who met a full house is asked to try again."""

LAST_RESORT = (
    '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title></head>'
    "<body><p>{sentence}</p></body></html>"
)

Headers = list[tuple[bytes, bytes]]

SAFE = (
    (b"content-security-policy", b"default-src 'self'; img-src 'self' data:; base-uri 'none'; "
     b"form-action 'self'; frame-ancestors 'none'; object-src 'none'"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)  # fmt: skip


class Refused(Exception):
    """A request that goes no further. `most`: the bytes that would have been taken."""

    def __init__(self, code: str, *, most: int = 0) -> None:
        super().__init__(code)
        self.code, self.most = code, most

    @property
    def status(self) -> int:
        return STATUS[self.code]


STATUS = {
    "bad_request": 400,
    "bad_header": 400,
    "sign_in_first": 403,
    "too_slow": 408,
    "too_large": 413,
    "address_too_long": 414,
    "headers_too_large": 431,
    "server_error": 500,
    "no_room": 503,
    "busy": 503,
}


class Said(NamedTuple):
    status: int
    headers: Headers
    body: bytes


def said(refused: Refused, *, language: str, as_json: bool, back: str = "") -> Said:
    """The whole answer, made without the database and kept once made. `back`: the path of the page
    with the form that was sent, "" where there is none."""
    body = _body(refused.code, refused.most, language, as_json, "" if as_json else back)
    kind = b"application/json" if as_json else b"text/html; charset=utf-8"
    headers = [
        (b"content-type", kind),
        (b"content-language", language.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"x-request-id", uuid.uuid4().hex.encode()),
        *SAFE,
    ]
    if refused.status == 503:
        headers.append((b"retry-after", AGAIN_AFTER.encode()))
    if refused.code == "too_slow":
        headers.append((b"connection", b"close"))
    if as_json:
        headers.append((b"access-control-allow-origin", b"*"))
    return Said(refused.status, headers, body)


@lru_cache(maxsize=256)
def _body(code: str, most: int, language: str, as_json: bool, back: str) -> bytes:
    with override(language):
        title, sentence = _words(code, most)
        if as_json:
            return json.dumps({"error": sentence, "code": code}, ensure_ascii=False).encode()
        words = {"refused_title": title, "refused_sentence": sentence, "back": back}
        try:
            return render_to_string("refused.html", words).encode()
        except Exception:
            log.exception("the page of a refusal failed")
            return format_html(LAST_RESORT, title=title, sentence=sentence).encode()


def _words(code: str, most: int) -> tuple[str, str]:
    """The title and the sentence."""
    return {
        "bad_request": (
            _("Không đọc được yêu cầu"),
            _("Yêu cầu này không đọc được. Hãy quay lại trang trước và thử lần nữa."),
        ),
        "bad_header": (
            _("Không đọc được yêu cầu"),
            _(
                "Trình duyệt gửi kèm thông tin không đọc được, thường là cookie hỏng. "
                "Hãy xóa cookie của trang này rồi mở lại."
            ),
        ),
        "sign_in_first": (
            _("Cần đăng nhập để gửi tệp"),
            _(
                "Chỉ người đã đăng nhập mới gửi được tệp lớn; phiên làm việc của bạn có thể đã "
                "kết thúc. Hãy đăng nhập rồi gửi lại."
            ),
        ),
        "too_slow": (
            _("Gửi quá chậm"),
            _(
                "Nội dung đến quá chậm nên hệ thống đã ngừng nhận; chưa có gì được ghi. "
                "Hãy thử lại khi mạng tốt hơn, hoặc gửi tệp nhỏ hơn."
            ),
        ),
        "too_large": (
            _("Gửi nhiều quá một lần"),
            _(
                "Địa chỉ này nhận tới %(most)s một lần; điều bạn gửi dài hơn nên chưa có gì được "
                "ghi. Hãy gửi ít hơn, hoặc chia làm nhiều lần."
            )
            % {"most": size(most)},
        ),
        "address_too_long": (
            _("Địa chỉ quá dài"),
            _("Địa chỉ trang dài quá %(most)s. Hãy mở lại từ trang đầu.") % {"most": size(most)},
        ),
        "headers_too_large": (
            _("Không đọc được yêu cầu"),
            _(
                "Trình duyệt gửi kèm quá nhiều thông tin (tới %(most)s là cùng). "
                "Hãy xóa cookie của trang này rồi mở lại."
            )
            % {"most": size(most)},
        ),
        "server_error": (
            _("Có lỗi ở phía chúng tôi"),
            _("Hệ thống gặp lỗi. Hãy thử lại sau ít phút."),
        ),
        "no_room": (
            _("Đang nhận quá nhiều tệp"),
            _(
                "Hệ thống đang nhận quá nhiều tệp một lúc; chưa có gì được ghi. "
                "Hãy gửi lại sau ít phút."
            ),
        ),
        "busy": (
            _("Đang có quá nhiều người dùng"),
            _("Hệ thống đang có quá nhiều người dùng một lúc. Hãy thử lại sau ít phút."),
        ),
    }[code]


def size(count: int) -> str:
    """A number of bytes as people say it: 64 KB, 20 MB."""
    return f"{count // 2**20} MB" if count >= 2**20 else f"{count // 2**10} KB"
