"""Polls as anybody may read them: never a draft, and the same for somebody who is signed in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import BooleanField, ExpressionWrapper, Q, Sum
from django.utils.translation import gettext_lazy as _

from sanvat.opendata.dataset import Column, Dataset, Kind, Level, Row, Words
from sanvat.parties.models import Organisation
from sanvat.polls.models import Option, Poll, PollQuerySet
from sanvat.records.ready_queries import ReadyQuery
from sanvat.text.language import is_english

AT_ONCE = 500
"""Rows that are held in memory."""


def published() -> PollQuerySet:
    """Those that were ever announced, also those that were withdrawn since."""
    rows: PollQuerySet = Poll.objects.filter(announced_at__isnull=False)
    return rows


def listed(on: date) -> PollQuerySet:
    """Those that a list shows on this day: open and closed."""
    return published().filter(opens_on__lte=on).exclude(state=Poll.State.WITHDRAWN)


def open_on(on: date) -> PollQuerySet:
    """Those that anybody may answer on this day."""
    return published().filter(state=Poll.State.ANNOUNCED, opens_on__lte=on, closes_on__gte=on)


def closed_on(on: date) -> PollQuerySet:
    """Those whose results stand on this day."""
    return listed(on).filter(Q(state=Poll.State.CLOSED) | Q(closes_on__lt=on))


def asked_by(organisation: Organisation | None, on: date) -> Poll | None:
    """The newest open poll of a body; without one, of the country, else of anybody."""
    asked = _OF_ANYBODY.rows(on) if organisation is None else _OF_BODY.rows(on, organisation.pk)
    return asked[0] if asked else None


def options_of(poll: Poll) -> list[Option]:
    return _OPTIONS.rows(poll.pk, known={_POLL: {poll.pk: poll}})


def _newest(on: date, organisation: int | None = None) -> PollQuerySet:
    rows = open_on(on)
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    is_of_country = ExpressionWrapper(Q(place=None), output_field=BooleanField())
    newest: PollQuerySet = rows.order_by(is_of_country.desc(), "-opens_on", "-pk")[:1]
    return newest


_DAY, _KEY, _POLL = date(1, 2, 3), -7, Option._meta.get_field("poll")
"""Stand for a day and a key; what options have of their poll."""
_OF_ANYBODY, _OF_BODY = ReadyQuery(_newest, _DAY), ReadyQuery(_newest, _DAY, _KEY)
_OPTIONS = ReadyQuery(lambda key: Option.objects.filter(poll=key).order_by("position"), _KEY)


def total(options: Sequence[Option]) -> int:
    """How often any of them was chosen."""
    return sum(each.chosen for each in options)


def totals(polls: Sequence[Poll]) -> dict[int, int]:
    """The same for several polls, by their keys; one query."""
    rows = Option.objects.filter(poll__in=polls).order_by().values_list("poll")
    return dict(rows.annotate(n=Sum("chosen")))


def asked(poll: Poll) -> str:
    """Its question in the language of the reader."""
    return (is_english() and poll.question_en) or poll.question


def said(option: Option) -> str:
    """An option in the language of the reader."""
    return (is_english() and option.text_en) or option.text


def address_of(poll: Poll) -> str:
    return f"{settings.SITE_ADDRESS}/tham-do/{poll.pk}/"


# As open data


def _rows(today: date) -> Iterator[Row]:
    rows = listed(today).select_related("organisation", "place").prefetch_related("options")
    for poll in rows.order_by("pk").iterator(AT_ONCE):
        yield from _rows_of(poll, today)


def _rows_of(poll: Any, today: date) -> Iterator[Row]:
    options = sorted(poll.options.all(), key=lambda each: each.position)
    shows = poll.shows_results(today)
    for option in options:
        yield (
            poll.pk,
            option.position,
            poll.question,
            option.text,
            option.chosen if shows else None,
            total(options) if shows else None,
            poll.phase(today).value,
            poll.organisation.name,
            poll.place.code if poll.place else None,
            poll.place.full_name if poll.place else None,
            poll.opens_on,
            poll.closes_on,
            poll.announced_at,
            address_of(poll),
            poll.is_demonstration,
        )


def _phases() -> Mapping[str, Words]:
    return {each.value: each.label for each in (Poll.Phase.OPEN, Poll.Phase.CLOSED)}


POLLS = Dataset(
    key="tham-do",
    page="/tham-do/",
    order=49,
    title=_("Thăm dò ý kiến"),
    about=_(
        "Các cuộc thăm dò đang mở hoặc đã đóng, mỗi phương án một dòng, với số lượt chọn khi kết "
        "quả đã hiện. Ai đọc trang cũng trả lời được và không biết ai trả lời: đây không phải bỏ "
        "phiếu. Cuộc đã rút không còn ở đây."
    ),
    columns=(
        Column("poll", _("Mã cuộc thăm dò"), Kind.WHOLE, Level.COMPUTED),
        Column("option", _("Phương án thứ mấy"), Kind.WHOLE, day="announced_at"),
        Column("question", _("Câu hỏi thăm dò"), day="announced_at"),
        Column("text", _("Phương án"), day="announced_at"),
        Column(
            "chosen",
            _("Số lượt chọn phương án; trống khi kết quả chưa hiện"),
            Kind.WHOLE,
            Level.COMPUTED,
            unit=_("lượt"),
        ),
        Column(
            "total",
            _("Số lượt trả lời của cả cuộc; trống khi kết quả chưa hiện"),
            Kind.WHOLE,
            Level.COMPUTED,
            unit=_("lượt"),
        ),
        Column(
            "state", _("Trạng thái vào ngày lập bộ số liệu"), source=Level.COMPUTED, values=_phases
        ),
        Column("organisation", _("Cơ quan hỏi"), day="announced_at"),
        Column("place_code", _("Mã đơn vị hành chính; trống là cả nước"), day="announced_at"),
        Column("place", _("Địa bàn; trống là cả nước"), day="announced_at"),
        Column("opens_on", _("Mở từ ngày"), Kind.DAY),
        Column("closes_on", _("Đến hết ngày"), Kind.DAY),
        Column("announced_at", _("Công bố lúc"), Kind.MOMENT),
        Column("url", _("Trang của cuộc thăm dò"), source=Level.COMPUTED),
        Column(
            "demonstration", _("Dữ liệu trình diễn, không có thật"), Kind.YES_NO, Level.COMPUTED
        ),
    ),
    identified_by=("poll", "option"),
    rows=_rows,
    keywords=(_("thăm dò"), _("ý kiến")),
    shown_by="state",
)
DATASETS = (POLLS,)
