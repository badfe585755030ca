"""The mails this room writes: one function each, which returns its subject and its body, in the
language in use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanvat.follow import links
from sanvat.follow.declared import Happening, Topic
from sanvat.follow.models import Follower, Following

LONGEST_TEXT = 300
"""Letters of a happening's text in a mail."""


class ToTell(NamedTuple):
    """A happening with the name of its kind."""

    label: str
    happening: Happening


def to_confirm(following: Following, topic: Topic, days: int) -> tuple[str, str]:
    """To an address that somebody wrote into the form: it may not be theirs."""
    subject = _("Xác nhận theo dõi: %(topic)s") % {"topic": topic.title}
    body = _(
        "Ai đó, có lẽ là bạn, đã ghi địa chỉ này để theo dõi “%(topic)s” trên trang Sản Vật.\n"
        "Hãy mở đường dẫn sau và bấm một nút để xác nhận:\n\n%(link)s\n\n"
        "Nếu không phải bạn thì không cần làm gì: chúng tôi không gửi thư nào nữa, và xóa địa chỉ "
        "này sau %(days)s ngày."
    ) % {"topic": topic.title, "link": links.link_to_confirm(following), "days": days}
    return subject[:200], body


def own_page(follower: Follower) -> tuple[str, str]:
    """To who follows something already and asked again, or asked for the link."""
    subject = _("Những điều bạn theo dõi trên Sản Vật")
    body = _(
        "Đây là trang của riêng bạn, nơi xem, đổi cách nhận hoặc thôi theo dõi:\n\n%(link)s\n\n"
        "Nếu bạn vừa xin theo dõi một điều: điều ấy đã có trong trang này, hoặc trang đã đủ số "
        "điều theo dõi được. Đừng chuyển đường dẫn này cho người khác."
    ) % {"link": links.link_of(follower)}
    return subject, body


def news(follower: Follower, told: Sequence[ToTell]) -> tuple[str, str]:
    """What is new, to who follows it."""
    if len(told) == 1:
        subject = told[0].happening.title
    else:
        subject = ngettext(
            "%(number)s điều mới bạn theo dõi", "%(number)s điều mới bạn theo dõi", len(told)
        ) % {"number": len(told)}
    parts = [_one(each) for each in told]
    parts.append(
        _(
            "Bạn nhận thư này vì đã theo dõi trên Sản Vật.\n"
            "Xem hoặc đổi điều theo dõi: %(keep)s\n"
            "Thôi theo dõi tất cả: %(end)s"
        )
        % {"keep": links.link_of(follower), "end": links.link_to_end(follower)}
    )
    return subject[:200], "\n\n".join(parts)


def _one(each: ToTell) -> str:
    happening = each.happening
    text = happening.text
    if len(text) > LONGEST_TEXT:
        text = f"{text[:LONGEST_TEXT]}…"
    lines = [f"[{each.label}] {happening.title}", text, settings.SITE_ADDRESS + happening.path]
    return "\n".join(line for line in lines if line)
