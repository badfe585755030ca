"""What can be counted of matters of the people. Denunciations are in none of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanvat.clocks.models import Clock
from sanvat.concerns.models import Concern
from sanvat.indicators.countable import Breakdown, Countable, Period
from sanvat.parties.models import User
from sanvat.products.counted import in_period
from sanvat.rules import concerns as rules
from sanvat.text.language import worded

State = Concern.State
HANDLED_STATES = (State.ANSWERED, State.CLOSED)
"""What was answered, and was not opened again since."""
HANDLED = "concerns.handled"
"""The key of what plans and agreements count as pressing matters that were resolved."""
UNIT = pgettext_lazy("phản ánh", "việc")


def subjects() -> Mapping[str, str | Promise]:
    """Each subject's name, in the language of the page."""
    return {each.key: worded(vars(each), "name") for each in rules.subjects()}


def kinds() -> Mapping[str, str | Promise]:
    """The kinds that are told apart where matters are counted."""
    kept: dict[str, str | Promise] = {
        value: label for value, label in Concern.Kind.choices if value != Concern.Kind.DENUNCIATION
    }
    return kept


def counted() -> QuerySet[Any]:
    """What may be counted and told apart: everything but denunciations."""
    rows: QuerySet[Any] = Concern.objects.filter(is_confidential=False)
    return rows


def handled() -> QuerySet[Any]:
    return counted().filter(state__in=HANDLED_STATES, settled_on__isnull=False)


def in_time() -> Q:
    """Of those that were answered: by the day their clock had, or without one."""
    return Q(clock=None) | Q(clock__due_on=None) | Q(clock__finished_on__lte=F("clock__due_on"))


def _sent(period: Period) -> QuerySet[Any]:
    return counted().filter(in_period("sent_at", period))


def _handled(period: Period) -> QuerySet[Any]:
    rows = handled().filter(settled_on__lte=period.last)
    return rows.filter(settled_on__gte=period.first) if period.first else rows


def _handled_in_time(period: Period) -> QuerySet[Any]:
    return _handled(period).filter(in_time())


def _reopened(period: Period) -> QuerySet[Any]:
    return counted().filter(in_period("reopened_at", period))


def _open(period: Period) -> QuerySet[Any]:
    """Sent by the end of the day, and neither answered nor ended otherwise by then."""
    day = period.last
    ended = Q(settled_on__lte=day) | Q(in_period("closed_at", Period(day)))
    return _sent(Period(day)).exclude(ended).exclude(state=State.MERGED)


def _late(period: Period) -> QuerySet[Any]:
    """Those of which a clock was due before the day and had not ended by then."""
    day = period.last
    clocks = Clock.objects.filter(
        Q(finished_on=None) | Q(finished_on__gt=day),
        about_type=Concern._meta.label_lower,
        about_id=OuterRef("pk"),
        due_on__lt=day,
    )
    return _sent(Period(day)).filter(Exists(clocks))


def _seen(user: User) -> QuerySet[Any]:
    rows: QuerySet[Any] = Concern.objects.visible_to(user).filter(is_confidential=False)
    return rows


BREAKDOWNS = {
    "kind": Breakdown(_("Loại"), "kind", kinds),
    "subject": Breakdown(_("Lĩnh vực"), "subject", subjects),
    "way": Breakdown(_("Gửi qua"), "way", lambda: dict(Concern.Way.choices)),
}


def _of_concerns(key: str, label: Any, definition: Any, rows: Any, *, is_flow: bool) -> Countable:
    return Countable(
        key=key,
        label=label,
        unit=UNIT,
        definition=definition,
        rows=rows,
        place="place",
        is_flow=is_flow,
        seen=_seen,
        breakdowns=BREAKDOWNS,
        page="desk:concern",
    )


COUNTABLES = (
    _of_concerns(
        "concerns.received",
        _("Phản ánh, kiến nghị, khiếu nại đã tiếp nhận"),
        _("Việc của người dân gửi đến trong kỳ, qua mọi đường. Không tính tố cáo."),
        _sent,
        is_flow=True,
    ),
    _of_concerns(
        HANDLED,
        _("Phản ánh, kiến nghị, khiếu nại đã giải quyết"),
        _(
            "Việc của người dân có câu trả lời trong kỳ và không bị người gửi mở lại. Việc gộp "
            "được trả lời cùng thì mỗi việc tính một. Không tính tố cáo."
        ),
        _handled,
        is_flow=True,
    ),
    _of_concerns(
        "concerns.handled_in_time",
        _("Phản ánh, kiến nghị, khiếu nại giải quyết đúng hạn"),
        _(
            "Việc được trả lời trong kỳ, không muộn hơn ngày đến hạn của thời hạn giải quyết; "
            "việc không có thời hạn tính là đúng hạn. Không tính tố cáo."
        ),
        _handled_in_time,
        is_flow=True,
    ),
    _of_concerns(
        "concerns.reopened",
        _("Việc người gửi mở lại"),
        _("Việc đã trả lời mà người gửi mở lại trong kỳ. Không tính tố cáo."),
        _reopened,
        is_flow=True,
    ),
    _of_concerns(
        "concerns.open",
        _("Phản ánh, kiến nghị, khiếu nại đang giải quyết"),
        _(
            "Việc đã gửi đến và chưa trả lời, trả lại, từ chối hay rút vào cuối ngày tính. Không "
            "tính tố cáo."
        ),
        _open,
        is_flow=False,
    ),
    _of_concerns(
        "concerns.late",
        _("Phản ánh, kiến nghị, khiếu nại quá hạn"),
        _(
            "Việc có một thời hạn đã qua mà bước ấy chưa xong vào cuối ngày tính. Không tính tố "
            "cáo."
        ),
        _late,
        is_flow=False,
    ),
)
