"""What an API key may open: each scope with what it opens, what it does not, and whose it may be.

Every scope reads; none writes. A scope keeps its meaning; a new meaning gets a new one.
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
}


def scopes_for(role: str) -> tuple[Scope, ...]:
    """Those that a key of this role may have."""
    return tuple(scope for scope, meaning in SCOPES.items() if role in meaning.roles)
