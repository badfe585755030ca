"""How pages write days and times, and how long it still is."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def day(value: date | None) -> str:
    """A day as people write it here: 22/5/2026, in English 22 May 2026."""
    return "" if value is None else date_format(value, _("j/n/Y"))


def moment(value: datetime | None) -> str:
    """A time of a day: 14:05 ngày 22/5/2026."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return _("%(time)s ngày %(day)s") % {"time": local.strftime("%H:%M"), "day": day(local)}


def days_left(number: int) -> str:
    if number == 0:
        return _("hôm nay là ngày cuối")
    return ngettext("còn %(n)d ngày", "còn %(n)d ngày", number) % {"n": number}


def days_ago(then: date, today: date) -> str:
    number = (today - then).days
    if number <= 0:
        return _("hôm nay")
    return ngettext("%(n)d ngày trước", "%(n)d ngày trước", number) % {"n": number}


def ago(value: datetime) -> str:
    """How long ago, in days: what waits is counted in days."""
    return days_ago(timezone.localdate(value), timezone.localdate())
