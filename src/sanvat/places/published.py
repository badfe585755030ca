"""What anybody may have of administrative units: all there were, and what became of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from sanvat.opendata.dataset import Column, Dataset, Kind, Level, Row, Words
from sanvat.places.models import Change, Place, Succession
from sanvat.places.models import Kind as PlaceKind
from sanvat.places.models import Level as PlaceLevel

AT_ONCE = 2_000
"""Rows that are held in memory."""
ONE_DAY = timedelta(days=1)


def _levels() -> Mapping[str, Words]:
    return dict(PlaceLevel.choices)


def _kinds() -> Mapping[str, Words]:
    return dict(PlaceKind.choices)


def _changes() -> Mapping[str, Words]:
    return dict(Change.choices)


def _places(today: date) -> Iterator[Row]:
    rows = Place.objects.select_related("parent__parent").order_by("level", "code", "valid", "pk")
    for place in rows.iterator(AT_ONCE):
        lower, upper = place.valid.lower, place.valid.upper
        yield (
            _id(place),
            place.code,
            place.level,
            place.kind,
            place.name,
            place.full_name,
            place.parent.code if place.parent else None,
            _province(place).code,
            lower,
            upper - ONE_DAY if upper else None,
            place.decision,
            place.latitude,
            place.longitude,
        )


def _id(place: Any) -> str:
    """The same in every installation: "c24848-20250701"."""
    since = f"-{place.valid.lower:%Y%m%d}" if place.valid.lower else ""
    return f"{place.level[0]}{place.code}{since}"


def _province(place: Any) -> Any:
    while place.parent is not None:
        place = place.parent
    return place


def _successions(today: date) -> Iterator[Row]:
    names = ("level", "code", "valid", "full_name")
    rows = Succession.objects.select_related("old", "new").only(
        *("on", "kind", "whole"), *(f"{end}__{name}" for end in ("old", "new") for name in names)
    )
    for step in rows.order_by("on", "old__code", "new__code", "pk").iterator(AT_ONCE):
        yield (
            _id(step.old),
            _id(step.new),
            step.old.full_name,
            step.new.full_name,
            step.on,
            step.kind,
            step.whole,
        )


PLACES = Dataset(
    key="dia-ban",
    order=60,
    title=_("Địa bàn hành chính"),
    about=_(
        "Tỉnh, huyện, xã từng có và đang có, mỗi tên gọi trong mỗi thời gian một dòng, kèm văn bản "
        "làm căn cứ nếu biết."
    ),
    columns=(
        Column("id", _("Mã của dòng: cấp, mã và ngày đầu"), source=Level.COMPUTED),
        Column("code", _("Mã đơn vị hành chính"), source=Level.LAW, day="valid_from"),
        Column("level", _("Cấp hành chính"), source=Level.LAW, day="valid_from", values=_levels),
        Column("kind", _("Loại đơn vị"), source=Level.LAW, day="valid_from", values=_kinds),
        Column("name", _("Tên, không có loại đứng trước"), source=Level.LAW, day="valid_from"),
        Column("full_name", _("Tên đầy đủ"), source=Level.LAW, day="valid_from"),
        Column("parent_code", _("Mã đơn vị cấp trên"), source=Level.LAW, day="valid_from"),
        Column("province_code", _("Mã tỉnh"), source=Level.LAW, day="valid_from"),
        Column("valid_from", _("Ngày đầu; trống là chưa rõ"), Kind.DAY, Level.LAW),
        Column("valid_to", _("Ngày cuối; trống là hiện nay"), Kind.DAY, Level.LAW),
        Column("decision", _("Văn bản làm căn cứ"), source=Level.LAW, day="valid_from"),
        Column("latitude", _("Vĩ độ của điểm giữa"), Kind.NUMBER, Level.COMPUTED, unit=_("độ")),
        Column("longitude", _("Kinh độ của điểm giữa"), Kind.NUMBER, Level.COMPUTED, unit=_("độ")),
    ),
    identified_by=("id",),
    rows=_places,
    keywords=(_("đơn vị hành chính"), _("tỉnh"), _("xã")),
    theme="REGI",
    shown_by="level",
)
SUCCESSIONS = Dataset(
    key="dia-ban-thay-doi",
    order=61,
    title=_("Địa bàn nhập, chia, đổi tên"),
    about=_(
        "Đơn vị hành chính nào thành đơn vị nào, từ ngày nào. Dùng để nối số liệu cũ với bản đồ "
        "hiện nay."
    ),
    columns=(
        Column("old_id", _("Mã của đơn vị cũ trong bảng địa bàn"), source=Level.COMPUTED),
        Column("new_id", _("Mã của đơn vị mới trong bảng địa bàn"), source=Level.COMPUTED),
        Column("old_name", _("Tên đầy đủ của đơn vị cũ"), source=Level.LAW, day="on"),
        Column("new_name", _("Tên đầy đủ của đơn vị mới"), source=Level.LAW, day="on"),
        Column("on", _("Từ ngày"), Kind.DAY, Level.LAW),
        Column("kind", _("Thay đổi gì"), source=Level.LAW, day="on", values=_changes),
        Column("whole", _("Toàn bộ đơn vị cũ; false là một phần"), Kind.YES_NO, Level.LAW, "on"),
    ),
    identified_by=("old_id", "new_id"),
    rows=_successions,
    keywords=(_("đơn vị hành chính"), _("sáp nhập")),
    theme="REGI",
    shown_by="kind",
)
DATASETS = (PLACES, SUCCESSIONS)
