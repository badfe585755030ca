"""What an API key may open: each scope with what it opens, what it does not, and whose it may be.

Every scope reads but one: `concerns:send` sends what somebody has to say, as the public form does.
A scope keeps its meaning; a new meaning gets a new one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanvat.parties.roles import PRODUCT_READERS, PROGRAMME_READERS, Role


class Scope(models.TextChoices):
    PUBLIC_READ = "public:read", _("đọc dữ liệu công khai")
    PRODUCTS_READ = "products:read", _("đọc sản phẩm")
    PRODUCERS_READ = "producers:read", _("đọc chủ thể")
    AGREEMENTS_READ = "agreements:read", _("đọc văn bản phối hợp")
    CONCERNS_READ = "concerns:read", _("đọc việc dân gửi của cơ quan")
    CONCERNS_SEND = "concerns:send", _("gửi phản ánh thay người dùng ứng dụng")


DEFAULT = Scope.PUBLIC_READ
"""What is chosen where nobody chose: what strangers read too."""

KEY_HOLDERS = (*PRODUCT_READERS, Role.PROGRAMME_PARTY)
"""Those who may have an API key, with one scope at least."""


@dataclass(frozen=True)
class Meaning:
    """`opens` and `leaves_out` are sentences for who makes a key; `roles`: whose key it may be."""

    opens: str | Promise
    leaves_out: str | Promise
    roles: tuple[Role, ...]


SCOPES: Mapping[Scope, Meaning] = {
    Scope.PUBLIC_READ: Meaning(
        _("Những gì người lạ cũng đọc được, với số lần hỏi mỗi phút của khóa."),
        _("Không có gì riêng của tổ chức."),
        KEY_HOLDERS,
    ),
    Scope.PRODUCTS_READ: Meaning(
        _("Sổ sản phẩm mà tư cách này được thấy, cả sản phẩm chưa có hạng sao."),
        _("Không có câu chuyện, ghi chú, số liệu sản xuất."),
        PRODUCT_READERS,
    ),
    Scope.PRODUCERS_READ: Meaning(
        _("Sổ chủ thể mà tư cách này được thấy."),
        _("Không có điện thoại, thư điện tử, địa chỉ, người đại diện."),
        PRODUCT_READERS,
    ),
    Scope.AGREEMENTS_READ: Meaning(
        _("Văn bản phối hợp đã ký mà tư cách này được thấy, cả văn bản không công khai."),
        _("Không có bản soạn, trao đổi, tệp kèm theo."),
        PROGRAMME_READERS,
    ),
    Scope.CONCERNS_READ: Meaning(
        _("Việc người dân gửi mà cơ quan của tư cách này chủ trì hoặc phối hợp: mã, loại, hạn."),
        _("Không có người gửi, lời của người gửi, tệp kèm; không bao giờ có tố cáo."),
        PROGRAMME_READERS,
    ),
    Scope.CONCERNS_SEND: Meaning(
        _("Gửi phản ánh, kiến nghị, khiếu nại; hỏi tình trạng những việc tổ chức đã gửi."),
        _("Không gửi được tố cáo; không đọc được việc của ai khác."),
        KEY_HOLDERS,
    ),
}


def scopes_for(role: str) -> tuple[Scope, ...]:
    """Those that a key of this role may have."""
    return tuple(scope for scope, meaning in SCOPES.items() if role in meaning.roles)
