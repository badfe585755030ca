"""The letters this room writes: one function each, which returns its subject and its body."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sanvat.events.links import link_of
from sanvat.events.models import Event, Guest
from sanvat.text.days import day


def invitation(guest: Guest) -> tuple[str, str]:
    """To a guest without an account, with the link to reply."""
    event = guest.event
    subject = _("Giấy mời: %(event)s") % {"event": event.title}
    body = _(
        "Kính gửi ông/bà %(name)s,\n\n"
        "%(host)s trân trọng kính mời ông/bà tới dự: %(event)s.\n"
        "Thời gian: %(when)s.\n"
        "Địa điểm: %(where)s.\n\n"
        "Xin mở đường dẫn sau để trả lời và lấy mã vào cửa; không cần tài khoản:\n\n%(link)s\n\n"
        "Nếu không dự được, ông/bà có thể cử người dự thay ngay ở trang đó."
    ) % {**_facts(event), "name": guest.name, "link": link_of(guest)}
    return subject, body


def reminder(guest: Guest) -> tuple[str, str]:
    """To a guest without an account who has not replied."""
    event = guest.event
    subject = _("Nhắc trả lời giấy mời: %(event)s") % {"event": event.title}
    body = _(
        "Kính gửi ông/bà %(name)s,\n\n"
        "%(host)s chưa nhận được trả lời của ông/bà về: %(event)s.\n"
        "Thời gian: %(when)s.\n"
        "Địa điểm: %(where)s.\n\n"
        "Xin trả lời tại đây:\n\n%(link)s"
    ) % {**_facts(event), "name": guest.name, "link": link_of(guest)}
    return subject, body


def cancelled(guest: Guest) -> tuple[str, str]:
    """To a guest without an account whose event is called off."""
    event = guest.event
    subject = _("Hủy: %(event)s") % {"event": event.title}
    body = _(
        "Kính gửi ông/bà %(name)s,\n\n"
        "%(host)s xin báo: %(event)s, ngày %(day)s, không tổ chức nữa.\n"
        "Lý do: %(reason)s\n\n"
        "Mong ông/bà thông cảm."
    ) % {
        **_facts(event),
        "name": guest.name,
        "day": day(event.starts_on),
        "reason": event.cancel_reason,
    }
    return subject, body


def changed(guest: Guest) -> tuple[str, str]:
    """To a guest without an account, when time or place is another."""
    event = guest.event
    subject = _("Đổi thời gian, địa điểm: %(event)s") % {"event": event.title}
    body = _(
        "Kính gửi ông/bà %(name)s,\n\n"
        "%(host)s xin báo thời gian, địa điểm mới của: %(event)s.\n"
        "Thời gian: %(when)s.\n"
        "Địa điểm: %(where)s.\n\n"
        "Xin xem và trả lời lại tại đây:\n\n%(link)s"
    ) % {**_facts(event), "name": guest.name, "link": link_of(guest)}
    return subject, body


def _facts(event: Event) -> dict[str, str]:
    return {
        "host": event.host.name,
        "event": event.title,
        "when": event.when,
        "where": event.where,
    }
