"""What anybody may have of agreements: the signed ones that their parties made public.

Bodies are named, and never the people who stand for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from sanvat.agreements.models import Agreement, Item
from sanvat.events.published import body_for_strangers
from sanvat.opendata.dataset import Column, Dataset, Kind, Level, Row, Words, source_of_row

AT_ONCE = 200
"""Agreements that are held in memory, with their items."""


def _public() -> Any:
    return (
        Agreement.objects.public()
        .select_related("place", "signing_event", "instrument")
        .prefetch_related(
            "parties__organisation__producer",
            "items__lead__organisation__producer",
            "items__partners__party__organisation__producer",
            "versions__signatures",
        )
        .order_by("pk")
    )


def _agreements(today: date) -> Iterator[Row]:
    shown = set(Agreement.objects.public().values_list("pk", flat=True))
    for each in _public().iterator(AT_ONCE):
        event, paper = each.signing_event, each.instrument
        items = list(each.items.all())
        for item in items:
            item.agreement = each
        yield (
            each.pk,
            each.kind,
            each.title,
            each.theme,
            each.place.code,
            each.place.full_name,
            each.starts_on,
            each.ends_on,
            each.state,
            _signed_on(each),
            paper.number if paper else None,
            event.pk if event is not None and event.published_at is not None else None,
            each.continues_id if each.continues_id in shown else None,
            "; ".join(
                filter(None, (body_for_strangers(p.organisation) for p in each.parties.all()))
            ),
            len(items),
            sum(item.state == Item.State.CONFIRMED for item in items),
            sum(item.is_late_on(today) for item in items),
            _source_of(each).value,
            each.is_demonstration,
        )


def _items(today: date) -> Iterator[Row]:
    for each in _public().iterator(AT_ONCE):
        signed_on, source = _signed_on(each), _source_of(each).value
        for item in each.items.all():
            partners = (body_for_strangers(p.party.organisation) for p in item.partners.all())
            yield (
                each.pk,
                item.number,
                item.text,
                body_for_strangers(item.lead.organisation),
                "; ".join(filter(None, partners)),
                item.product,
                item.due_on,
                item.state,
                item.confirmed_on,
                signed_on,
                source,
                each.is_demonstration,
            )


def _signed_on(agreement: Any) -> date | None:
    """The first signature under the version that holds first."""
    signed = [each for each in agreement.versions.all() if each.kind != "draft"]
    first = list(signed[0].signatures.all()) if signed else []
    return first[0].signed_on if first else None


def _source_of(agreement: Any) -> Level:
    paper = agreement.instrument
    return Level.DECISION if paper is not None and paper.number else Level.ENTRY


def _kinds() -> Mapping[str, Words]:
    return dict(Agreement.Kind.choices)


def _states() -> Mapping[str, Words]:
    return {state.value: state.label for state in Agreement.SIGNED_STATES}


def _item_states() -> Mapping[str, Words]:
    return dict(Item.State.choices)


SOURCE = Column("source", _("Nguồn gốc của dòng"), source=Level.COMPUTED, values=source_of_row)
SIGNED_ON = Column("signed_on", _("Ngày ký"), Kind.DAY, "source")
DEMONSTRATION = Column(
    "demonstration", _("Dữ liệu trình diễn, không có thật"), Kind.YES_NO, Level.COMPUTED
)
AGREEMENTS = Dataset(
    key="phoi-hop",
    order=40,
    title=_("Chương trình, quy chế phối hợp"),
    about=_(
        "Văn bản phối hợp đã ký mà các bên công khai. Chỉ ghi tên cơ quan, tổ chức, không ghi tên "
        "người; bản soạn không bao giờ có ở đây."
    ),
    columns=(
        Column("id", _("Mã văn bản"), Kind.WHOLE, Level.COMPUTED),
        Column("kind", _("Loại văn bản"), source="source", day="signed_on", values=_kinds),
        Column("title", _("Tên văn bản"), source="source", day="signed_on"),
        Column("theme", _("Chủ đề; có thể trống"), source="source", day="signed_on"),
        Column("place_code", _("Mã đơn vị hành chính"), source="source", day="signed_on"),
        Column("place", _("Địa bàn, theo tên của ngày ấy"), source="source", day="signed_on"),
        Column("starts_on", _("Ngày đầu"), Kind.DAY, "source", "signed_on"),
        Column("ends_on", _("Ngày cuối"), Kind.DAY, "source", "signed_on"),
        Column("state", _("Trạng thái"), values=_states),
        SIGNED_ON,
        Column("decision", _("Số văn bản đã ký"), source="source", day="signed_on"),
        Column(
            "signing_event",
            _("Mã sự kiện đã công khai nơi văn bản được ký"),
            Kind.WHOLE,
            Level.COMPUTED,
        ),
        Column("continues", _("Mã văn bản mà nó tiếp nối"), Kind.WHOLE, Level.ENTRY),
        Column("parties", _("Các bên, cách nhau bằng dấu ;"), source="source", day="signed_on"),
        Column("items", _("Số nội dung"), Kind.WHOLE, Level.COMPUTED, unit=_("nội dung")),
        Column(
            "confirmed",
            _("Số nội dung bên kia đã xác nhận"),
            Kind.WHOLE,
            Level.COMPUTED,
            unit=_("nội dung"),
        ),
        Column(
            "overdue",
            _("Số nội dung quá hạn vào ngày lập bộ số liệu"),
            Kind.WHOLE,
            Level.COMPUTED,
            unit=_("nội dung"),
        ),
        SOURCE,
        DEMONSTRATION,
    ),
    identified_by=("id",),
    rows=_agreements,
    keywords=(_("phối hợp"), _("OCOP")),
    shown_by="state",
)
ITEMS = Dataset(
    key="noi-dung-phoi-hop",
    order=41,
    title=_("Nội dung phối hợp"),
    about=_(
        "Từng nội dung của các văn bản phối hợp công khai: ai chủ trì, ai phối hợp, đến bao giờ, "
        "đã được bên kia xác nhận chưa."
    ),
    columns=(
        Column("agreement", _("Mã văn bản"), Kind.WHOLE, Level.COMPUTED),
        Column("number", _("Số thứ tự"), Kind.WHOLE, "source", "signed_on"),
        Column("text", _("Nội dung"), source="source", day="signed_on"),
        Column("lead", _("Bên chủ trì"), source="source", day="signed_on"),
        Column(
            "partners",
            _("Các bên phối hợp, cách nhau bằng dấu ;"),
            source="source",
            day="signed_on",
        ),
        Column("product", _("Kết quả, sản phẩm cần có; có thể trống"), source="source"),
        Column(
            "due_on",
            _("Hạn; trống là cả thời gian của văn bản"),
            Kind.DAY,
            "source",
            "signed_on",
        ),
        Column("state", _("Trạng thái"), day="confirmed_on", values=_item_states),
        Column("confirmed_on", _("Ngày bên kia xác nhận"), Kind.DAY, Level.ENTRY),
        SIGNED_ON,
        SOURCE,
        DEMONSTRATION,
    ),
    identified_by=("agreement", "number"),
    rows=_items,
    keywords=(_("phối hợp"), _("OCOP")),
    shown_by="state",
)
DATASETS = (AGREEMENTS, ITEMS)
