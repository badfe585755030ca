"""Spans of time and numbers of bytes, as people say them."""

from __future__ import annotations

from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def lasting(seconds: float) -> str:
    """A span in its largest unit, cut: "3 phút"."""
    whole = int(seconds)
    if whole < 60:
        return ngettext("%(n)d giây", "%(n)d giây", whole) % {"n": whole}
    if whole < 3600:
        return ngettext("%(n)d phút", "%(n)d phút", whole // 60) % {"n": whole // 60}
    if whole < 2 * 86_400:
        return ngettext("%(n)d giờ", "%(n)d giờ", whole // 3600) % {"n": whole // 3600}
    return ngettext("%(n)d ngày", "%(n)d ngày", whole // 86_400) % {"n": whole // 86_400}


def size(number: int) -> str:
    return filesizeformat(number).replace("\xa0", " ")


def moments(seconds: float) -> str:
    """The time of an answer: milliseconds below a second."""
    if seconds == float("inf"):
        return _("trên 10 giây")
    if seconds < 1:
        return _("%(n)s ms") % {"n": number_format(round(seconds * 1000))}
    return _("%(n)s giây") % {"n": number_format(round(seconds, 1))}
