"""Signed agreements that their parties have made public, open to all."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Router
from pydantic import Field

from sanvat.agreements.models import Agreement, Item
from sanvat.api import shapes
from sanvat.api.examples import Examples
from sanvat.api.filters import one_of
from sanvat.api.http import as_content, cached_response, keyed_response
from sanvat.api.keys import KEY_REFUSALS, Key, holder
from sanvat.api.paging import After, Limit, page_by_key
from sanvat.api.parameters import Number, Spoken
from sanvat.api.shapes import PlaceInShort, Shape, iso, place_in_short
from sanvat.events.models import Event
from sanvat.parties.models import Scope

router = Router(tags=[_("Chương trình phối hợp")])


class AgreementItem(Shape):
    number: int = Field(description=_("Số thứ tự"))
    text: str = Field(description=_("Nội dung"))
    lead: str = Field(description=_("Bên chủ trì"))
    partners: list[str] = Field(description=_("Các bên phối hợp"))
    product: str = Field(description=_("Kết quả, sản phẩm cần có; có thể trống"))
    due_on: date | None = Field(description=_("Hạn; null là cả thời gian của văn bản"))
    state: str = Field(
        description=_(
            "open: đang làm; done: chờ xác nhận; confirmed: đã xác nhận; returned: bị trả lại; "
            "carried_over: chuyển năm sau"
        )
    )
    confirmed_on: date | None = Field(description=_("Ngày bên kia xác nhận"))


class AgreementCounts(Shape):
    items: int = Field(description=_("Số nội dung"))
    confirmed: int = Field(description=_("Số nội dung bên kia đã xác nhận"))
    overdue: int = Field(description=_("Số nội dung quá hạn vào hôm nay"))


class AgreementParty(Shape):
    name: str = Field(description=_("Cơ quan, tổ chức"))
    signed_by: str = Field(description=_("Người ký bản có hiệu lực; trống là không ghi"))
    position: str = Field(description=_("Chức vụ của người ký"))


class AgreementRow(Shape):
    id: int = Field(description=_("Mã văn bản"))
    kind: str = Field(description=_("regulation: quy chế; programme: chương trình năm"))
    title: str = Field(description=_("Tên văn bản"))
    theme: str = Field(description=_("Chủ đề; có thể trống"))
    place: PlaceInShort = Field(description=_("Địa bàn, theo bản đồ của ngày ấy"))
    starts_on: date = Field(description=_("Ngày đầu"))
    ends_on: date = Field(description=_("Ngày cuối"))
    state: str = Field(
        description=_(
            "signed: đã ký; running: đang thực hiện; reviewed: đã tổng kết; closed: đã kết thúc; "
            "renewed: đã ký tiếp"
        )
    )
    signed_on: date | None = Field(description=_("Ngày ký"))
    signing_event: int | None = Field(
        description=_("Mã sự kiện đã công khai nơi văn bản được ký; null là không ghi")
    )
    continues: int | None = Field(description=_("Mã văn bản mà nó tiếp nối"))
    parties: list[AgreementParty] = Field(description=_("Các bên"))
    counts: AgreementCounts = Field(description=_("Đếm từ lời xác nhận, không nhập tay"))
    items: list[AgreementItem] = Field(description=_("Các nội dung"))
    demonstration: bool = Field(description=_("Dữ liệu trình diễn, không có thật"))


class AgreementPage(Shape):
    items: list[AgreementRow] = Field(description=_("Các văn bản của trang này"))
    count: int = Field(description=_("Số văn bản công khai, ở mọi trang"))
    next: str | None = Field(description=_("Địa chỉ trang sau; null ở trang cuối"))


@router.get(
    "/agreements/",
    operation_id="list_agreements",
    summary=_("Các chương trình, quy chế phối hợp công khai"),
    description=_(
        "Văn bản đã ký mà các bên công khai, theo mã, với từng nội dung và số nội dung đã được "
        "bên kia xác nhận. Bản soạn không bao giờ có ở đây."
    ),
    response={200: AgreementPage, 304: None, 422: shapes.Problem},
)
def list_agreements(
    request: HttpRequest,
    limit: Limit = 20,
    after: After = 0,
    language: Spoken = "vi",
) -> HttpResponse:
    today = timezone.localdate()
    values = page_by_key(
        _whole(),
        lambda agreement: _as_dict(agreement, today),
        path=reverse("api:list_agreements"),
        filters={},
        limit=limit,
        after=after,
    )
    return cached_response(request, as_content(values), language)


@router.get(
    "/agreements/{number}/",
    operation_id="get_agreement",
    summary=_("Một văn bản phối hợp công khai"),
    description=_("Như một dòng của danh sách. 404 khi văn bản không có hoặc không còn công khai."),
    response=shapes.of_one(AgreementRow),
)
def get_agreement(request: HttpRequest, number: Number, language: Spoken = "vi") -> HttpResponse:
    values = _as_dict(one_of(_whole(), number), timezone.localdate())
    return cached_response(request, as_content(values), language)


@router.get(
    "/own-agreements/",
    operation_id="list_own_agreements",
    summary=_("Các văn bản phối hợp mà tư cách của khóa được thấy"),
    description=_(
        "Như danh sách công khai, cùng những văn bản đã ký mà các bên không công khai; khóa cần "
        "quyền agreements:read."
    ),
    response={200: AgreementPage, **KEY_REFUSALS},
    auth=Key(Scope.AGREEMENTS_READ),
)
def list_own_agreements(
    request: HttpRequest, limit: Limit = 20, after: After = 0, language: Spoken = "vi"
) -> HttpResponse:
    today = timezone.localdate()
    seen = Agreement.objects.visible_to(holder(request))
    values = page_by_key(
        _told(seen.filter(state__in=Agreement.SIGNED_STATES)),
        lambda agreement: _as_dict(agreement, today),
        path=reverse("api:list_own_agreements"),
        filters={},
        limit=limit,
        after=after,
    )
    return keyed_response(request, values)


def _whole() -> QuerySet[Agreement]:
    return _told(Agreement.objects.public())


def _told(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """With all that is told of an agreement, in a fixed number of queries."""
    rows: QuerySet[Agreement] = agreements.select_related(
        "place", "signing_event"
    ).prefetch_related(
        "parties__organisation",
        "items__lead__organisation",
        "items__partners__party__organisation",
        "versions__signatures",
    )
    return rows


def _as_dict(agreement: Agreement, today: date) -> dict[str, Any]:
    signed = [each for each in agreement.versions.all() if each.kind != "draft"]
    first = list(signed[0].signatures.all()) if signed else []
    names = {each.party_id: each for each in (signed[-1].signatures.all() if signed else ())}
    items = list(agreement.items.all())
    for item in items:
        item.agreement = agreement
    return {
        "id": agreement.pk,
        "kind": agreement.kind,
        "title": agreement.title,
        "theme": agreement.theme,
        "place": place_in_short(agreement.place),
        "starts_on": iso(agreement.starts_on),
        "ends_on": iso(agreement.ends_on),
        "state": agreement.state,
        "signed_on": iso(first[0].signed_on) if first else None,
        "signing_event": _public(agreement.signing_event),
        "continues": agreement.continues_id,
        "parties": [
            {
                "name": party.organisation.name,
                "signed_by": names[party.pk].person_name if party.pk in names else "",
                "position": names[party.pk].position if party.pk in names else "",
            }
            for party in agreement.parties.all()
        ],
        "counts": {
            "items": len(items),
            "confirmed": sum(item.state == Item.State.CONFIRMED for item in items),
            "overdue": sum(item.is_late_on(today) for item in items),
        },
        "items": [_item(item) for item in items],
        "demonstration": agreement.is_demonstration,
    }


def _public(event: Event | None) -> int | None:
    """Its key, where it stands in the public calendar."""
    return event.pk if event is not None and event.published_at is not None else None


def _item(item: Item) -> dict[str, Any]:
    return {
        "number": item.number,
        "text": item.text,
        "lead": item.lead.organisation.name,
        "partners": [each.party.organisation.name for each in item.partners.all()],
        "product": item.product,
        "due_on": iso(item.due_on),
        "state": item.state,
        "confirmed_on": iso(item.confirmed_on),
    }


# Made up, and in its shape held by a test.
EXAMPLE: dict[str, Any] = {
    "items": [
        {
            "id": 3,
            "kind": "programme",
            "title": "Chương trình phối hợp phát triển sản phẩm OCOP năm 2026",
            "theme": "",
            "place": {"code": "68", "name": "tỉnh Lâm Đồng"},
            "starts_on": "2026-01-01",
            "ends_on": "2026-12-31",
            "state": "running",
            "signed_on": "2026-01-15",
            "signing_event": 8,
            "continues": None,
            "parties": [{"name": "Hội Vườn Mây", "signed_by": "Ka Dơn", "position": "Chủ tịch"}],
            "counts": {"items": 1, "confirmed": 1, "overdue": 0},
            "items": [
                {
                    "number": 1,
                    "text": "Mở hai lớp tập huấn cho hội viên",
                    "lead": "Hội Vườn Mây",
                    "partners": ["Văn phòng Điều phối"],
                    "product": "hai lớp, sáu mươi người",
                    "due_on": "2026-06-30",
                    "state": "confirmed",
                    "confirmed_on": "2026-06-12",
                }
            ],
            "demonstration": True,
        }
    ],
    "count": 1,
    "next": None,
}
EXAMPLES: Examples = {
    "list_agreements": lambda language: EXAMPLE,
    "list_own_agreements": lambda language: EXAMPLE,
    "get_agreement": lambda language: EXAMPLE["items"][0],
}
