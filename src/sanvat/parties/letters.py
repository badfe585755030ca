"""The letters this room writes: one function each, which returns its subject and its body."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.parties.models import Invitation, Role
from sanvat.text.days import day

LINK = "{link}"
"""Stands in an invitation for its link, which is put in only when the letter is posted."""


def invitation(offer: Invitation) -> tuple[str, str]:
    """To somebody who is offered a role."""
    subject = _("Lời mời tham gia Sản Vật")
    body = _(
        "Kính gửi ông/bà %(name)s,\n\n"
        "%(organisation)s mời ông/bà tham gia hệ thống Sản Vật với vai trò %(role)s.\n"
        "Hãy mở đường dẫn sau để nhận lời và đặt mật khẩu:\n\n%(link)s\n\n"
        "Đường dẫn dùng được một lần, đến hết ngày %(day)s. "
        "Nếu không chờ thư này, ông/bà có thể bỏ qua."
    ) % {
        "name": offer.name or offer.email,
        "organisation": offer.organisation,
        "role": Role(offer.role).label,
        "link": LINK,
        "day": day(timezone.localtime(offer.expires_at)),
    }
    return subject, body
