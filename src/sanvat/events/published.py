"""The events that anybody may read: those their hosts put into the public calendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanvat.events.calendar import address_of
from sanvat.events.figures import came_at
from sanvat.events.models import Event, EventQuerySet
from sanvat.opendata.dataset import Column, Dataset, Kind, Level, Row, Words, source_of_row
from sanvat.parties.models import Organisation
from sanvat.places.models import Place, today_of, within
from sanvat.records.among import among
from sanvat.records.ready_queries import ReadyQuery
from sanvat.records.secrets import veiled

AT_ONCE = 500
"""Rows that are held in memory."""


def published() -> EventQuerySet:
    """With all that a list says of them, the called off ones too."""
    rows: EventQuerySet = Event.objects.published().select_related("host", "place")
    return rows


def next_ones(today: date, number: int) -> list[Event]:
    """So many that are under way or to come and were not called off, the first to begin first; two
    queries, of which neither looks at what is over, and one that reads them."""
    first = sorted(_UNDER_WAY.tuples(today))[:number]
    first += _to_come(number - len(first)).tuples(today) if len(first) < number else []
    found = {each.pk: each for each in _BY_KEYS.rows([pk for _day, pk in first])} if first else {}
    return [found[pk] for _day, pk in first if pk in found]


_DAY, _KEYS = date(1, 2, 3), [-7]
"""Stand for a day, and for keys."""


def _not_cancelled() -> EventQuerySet:
    rows: EventQuerySet = Event.objects.published().exclude(state=Event.State.CANCELLED)
    return rows


def _under_way(on: date) -> Any:
    """Those that began before a day and last until it. Neither sorted nor cut: for a few of them in
    their order PostgreSQL would go through all that ever were."""
    lasting = _not_cancelled().filter(starts_on__lt=F("ends_on"), ends_on__gte=on)
    return lasting.filter(starts_on__lt=on).order_by().values_list("starts_on", "pk")


_UNDER_WAY = ReadyQuery(_under_way, _DAY)
_BY_KEYS = ReadyQuery(lambda keys: Event.objects.filter(among("pk", keys)).order_by(), _KEYS)


@cache
def _to_come(number: int) -> ReadyQuery[Event]:
    rows: Any = _not_cancelled().order_by("starts_on", "pk").values_list("starts_on", "pk")
    return ReadyQuery(lambda on: rows.filter(starts_on__gte=on)[:number], _DAY)


def of_province(rows: EventQuerySet, province: Place) -> EventQuerySet:
    """Those in a province of today, also in what has become of it since: three queries more."""
    gone = Place.objects.filter(valid__upper_inf=False, pk__in=rows.values("place"))
    now = today_of(gone.order_by())
    inside = [
        pk
        for pk, places in now.items()
        if places and all(each.lineage.startswith(province.lineage) for each in places)
    ]
    return rows.filter(within(province, "place") | Q(place__in=inside))


def of_month(rows: EventQuerySet, first: date) -> EventQuerySet:
    """Those that take place on a day of the month that begins so."""
    following = (first + timedelta(days=32)).replace(day=1)
    return rows.filter(starts_on__lt=following, ends_on__gte=first)


# As open data


def body_for_strangers(organisation: Organisation) -> str:
    """The name of a body that holds an event; a household's is not said."""
    producer = getattr(organisation, "producer", None)
    return veiled(organisation.name) if producer is None or producer.is_named else ""


def _rows(today: date) -> Iterator[Row]:
    rows = (
        published()
        .select_related("host__producer", "place__parent", "instrument")
        .prefetch_related("co_hosts__organisation__producer")
        .order_by("pk")
    )
    first = 0
    while chunk := list(rows.filter(pk__gt=first)[:AT_ONCE]):
        came = came_at([event.pk for event in chunk])
        for event in chunk:
            yield _row(event, came.get(event.pk, 0))
        first = chunk[-1].pk


def _row(event: Any, came: int) -> Row:
    paper = event.instrument
    others = (body_for_strangers(each.organisation) for each in event.co_hosts.all())
    return (
        event.pk,
        event.kind,
        event.title,
        event.state,
        body_for_strangers(event.host),
        "; ".join(filter(None, others)),
        event.place.code,
        event.place.full_name,
        event.venue,
        event.starts_on,
        event.ends_on,
        f"{event.starts_time:%H:%M}" if event.starts_time else None,
        f"{event.ends_time:%H:%M}" if event.ends_time else None,
        event.summary,
        came,
        paper.number if paper else None,
        paper.issuer if paper else None,
        paper.issued_on if paper else None,
        (Level.DECISION if paper and paper.number else Level.ENTRY).value,
        address_of(event),
        event.changed_at,
        event.is_demonstration,
    )


def _kinds() -> Mapping[str, Words]:
    return dict(Event.Kind.choices)


def _states() -> Mapping[str, Words]:
    return dict(Event.State.choices)


EVENTS = Dataset(
    key="su-kien",
    page="/lich/",
    order=45,
    title=_("Sự kiện"),
    about=_(
        "Hội nghị, tập huấn, ký kết, tổng kết, hội chợ mà đơn vị chủ trì đưa lên lịch công khai, "
        "kể cả khi đã hủy. Người dự chỉ ghi số lượng."
    ),
    columns=(
        Column("id", _("Mã sự kiện"), Kind.WHOLE, Level.COMPUTED),
        Column("kind", _("Loại sự kiện"), source="source", day="changed_at", values=_kinds),
        Column("title", _("Tên sự kiện"), source="source", day="changed_at"),
        Column("state", _("Trạng thái"), day="changed_at", values=_states),
        Column("host", _("Đơn vị chủ trì"), source="source", day="changed_at"),
        Column(
            "co_hosts",
            _("Đơn vị phối hợp, cách nhau bằng dấu ;"),
            source="source",
            day="changed_at",
        ),
        Column("place_code", _("Mã đơn vị hành chính"), source="source", day="starts_on"),
        Column("place", _("Địa bàn, theo tên của ngày ấy"), source="source", day="starts_on"),
        Column("venue", _("Nơi tổ chức; có thể trống"), source="source", day="changed_at"),
        Column("starts_on", _("Ngày đầu"), Kind.DAY, "source", day="changed_at"),
        Column("ends_on", _("Ngày cuối"), Kind.DAY, "source", day="changed_at"),
        Column("starts_time", _("Giờ bắt đầu ở Việt Nam"), source="source", day="changed_at"),
        Column("ends_time", _("Giờ kết thúc ở Việt Nam"), source="source", day="changed_at"),
        Column("summary", _("Nội dung chính; có thể trống"), day="changed_at"),
        Column(
            "came", _("Số người có mặt"), Kind.WHOLE, Level.COMPUTED, "starts_on", unit=_("người")
        ),
        Column("decision", _("Số văn bản làm căn cứ"), source="source", day="decision_on"),
        Column("decision_issuer", _("Cơ quan ban hành"), source="source", day="decision_on"),
        Column("decision_on", _("Ngày ban hành"), Kind.DAY, "source"),
        Column("source", _("Nguồn gốc của dòng"), source=Level.COMPUTED, values=source_of_row),
        Column("url", _("Trang của sự kiện trên lịch công khai"), source=Level.COMPUTED),
        Column("changed_at", _("Lần thay đổi gần nhất"), Kind.MOMENT, Level.COMPUTED),
        Column(
            "demonstration", _("Dữ liệu trình diễn, không có thật"), Kind.YES_NO, Level.COMPUTED
        ),
    ),
    identified_by=("id",),
    rows=_rows,
    keywords=(_("hội nghị"), _("tập huấn"), _("hội chợ")),
    shown_by="kind",
)
DATASETS = (EVENTS,)
