"""Plans that have been issued: what they ask for, of whom, and how far it has come; open to all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Query, Router
from pydantic import Field

from sanvat.api import shapes
from sanvat.api.examples import Examples
from sanvat.api.filters import one_of, units_with
from sanvat.api.http import as_content, cached_response
from sanvat.api.paging import After, Limit, page_by_key
from sanvat.api.parameters import LARGEST_NUMBER, Number, Spoken, Whole
from sanvat.api.shapes import PlaceInShort, Shape, iso, place_in_short
from sanvat.plans.models import Plan, Share, Target
from sanvat.plans.progress import Progress, progress_of
from sanvat.text.numbers import plain

router = Router(tags=[_("Kế hoạch")])

MOST_PLANS = 20
"""On a page: the figures of each are counted anew."""


class TargetRow(Shape):
    number: int = Field(description=_("Thứ tự trong kế hoạch"))
    name: str = Field(description=_("Nội dung chỉ tiêu"))
    unit: str = Field(description=_("Đơn vị tính"))
    indicator: str | None = Field(description=_("Mã chỉ tiêu thống kê; null là ghi bằng lời"))
    least: str | None = Field(description=_("Mức ít nhất; null là không có"))
    most: str | None = Field(description=_("Mức nhiều nhất; null là không có"))
    priorities: str = Field(description=_("Ưu tiên"))
    counted: bool = Field(description=_("Đếm từ bản ghi; false là số được báo"))
    figure: str | None = Field(description=_("Số đạt được đến ngày «figure_on»; null là chưa có"))
    figure_on: date = Field(description=_("Ngày tính"))
    pace: str = Field(
        description=_(
            "unknown, reached, within, on_track, behind, open, missed, over: số ấy đứng đâu so "
            "với mức"
        )
    )
    outcome: str | None = Field(description=_("Kết quả khi tổng kết: reached, partly, not"))
    units: int = Field(description=_("Số đơn vị được giao chỉ tiêu này"))


class PlanRow(Shape):
    id: int = Field(description=_("Mã kế hoạch"))
    title: str = Field(description=_("Tên kế hoạch"))
    year: int = Field(description=_("Năm"))
    programme: str = Field(description=_("Chương trình"))
    organisation: str = Field(description=_("Cơ quan lập"))
    place: PlaceInShort | None = Field(
        description=_("Địa bàn, theo tên của ngày ấy; null là cả nước")
    )
    starts_on: date = Field(description=_("Ngày đầu"))
    ends_on: date = Field(description=_("Ngày cuối"))
    issued_on: date = Field(description=_("Ngày ban hành"))
    decision: str = Field(description=_("Văn bản ban hành; trống là chưa ghi"))
    version: int = Field(description=_("Lần ban hành: 2 là đã điều chỉnh một lần"))
    state: str = Field(
        description=_(
            "issued: đang thực hiện; reviewed: đã tổng kết; revised: đã có bản điều chỉnh thay"
        )
    )
    goals: str = Field(description=_("Mục tiêu"))
    tasks: str = Field(description=_("Nhiệm vụ và phân công"))
    targets: list[TargetRow] = Field(description=_("Các chỉ tiêu, theo thứ tự"))
    demonstration: bool = Field(description=_("Dữ liệu trình diễn, không có thật"))


class PlanPage(Shape):
    items: list[PlanRow] = Field(description=_("Kế hoạch của trang này"))
    count: int = Field(description=_("Số kế hoạch khớp với bộ lọc, ở mọi trang"))
    next: str | None = Field(description=_("Địa chỉ trang sau; null ở trang cuối"))


class ShareRow(Shape):
    id: int = Field(description=_("Mã phần giao"))
    plan: int = Field(description=_("Mã kế hoạch"))
    target: int = Field(description=_("Thứ tự của chỉ tiêu"))
    place: PlaceInShort = Field(description=_("Đơn vị, theo tên của ngày ấy"))
    least: str | None = Field(description=_("Mức ít nhất; null là không có"))
    most: str | None = Field(description=_("Mức nhiều nhất; null là không có"))
    note: str = Field(description=_("Ghi chú"))


class SharePage(Shape):
    items: list[ShareRow] = Field(description=_("Phần giao của trang này"))
    count: int = Field(description=_("Số phần giao, ở mọi trang"))
    next: str | None = Field(description=_("Địa chỉ trang sau; null ở trang cuối"))


@router.get(
    "/plans/",
    operation_id="list_plans",
    summary=_("Các kế hoạch đã ban hành"),
    description=_(
        "Kế hoạch năm của các cấp, bản đang có hiệu lực, với chỉ tiêu, mức và số đạt được đến hôm "
        "nay. Dự thảo không bao giờ có ở đây."
    ),
    response={200: PlanPage, 304: None, 422: shapes.Problem},
)
def list_plans(
    request: HttpRequest,
    year: Annotated[Whole | None, Query(ge=1900, le=2200, description=_("Chỉ lấy một năm"))] = None,
    place: Annotated[
        str,
        Query(max_length=5, description=_("Chỉ lấy một địa bàn, ghi bằng mã"), examples=["68"]),
    ] = "",
    limit: Annotated[Whole, Query(ge=1, le=MOST_PLANS, description=_("Số dòng mỗi trang"))] = 10,
    after: After = 0,
    language: Spoken = "vi",
) -> HttpResponse:
    rows = _whole(Plan.objects.in_force())
    if year is not None:
        rows = rows.filter(year=year)
    if place:
        rows = rows.filter(place__in=units_with(place))
    today = timezone.localdate()
    values = page_by_key(
        rows,
        lambda plan: _plan(plan, today),
        path=reverse("api:list_plans"),
        filters={"year": year, "place": place},
        limit=limit,
        after=after,
    )
    return cached_response(request, as_content(values), language)


def _whole(rows: QuerySet[Plan]) -> QuerySet[Plan]:
    return rows.select_related("programme", "organisation", "place", "decision")


@router.get(
    "/plans/units/",
    operation_id="list_plan_units",
    summary=_("Phần giao cho các đơn vị"),
    description=_("Mỗi chỉ tiêu của các kế hoạch đã ban hành giao cho từng đơn vị bao nhiêu."),
    response={200: SharePage, 304: None, 422: shapes.Problem},
)
def list_plan_units(
    request: HttpRequest,
    plan: Annotated[
        Whole | None,
        Query(ge=1, le=LARGEST_NUMBER, description=_("Chỉ lấy một kế hoạch, ghi bằng mã")),
    ] = None,
    limit: Limit = 50,
    after: After = 0,
    language: Spoken = "vi",
) -> HttpResponse:
    rows = Share.objects.filter(
        target__plan__in=Plan.objects.public().order_by().values("pk")
        if plan is not None
        else Plan.objects.in_force().order_by().values("pk")
    ).select_related("place", "target")
    if plan is not None:
        rows = rows.filter(target__plan=plan)
    values = page_by_key(
        rows,
        _share,
        path=reverse("api:list_plan_units"),
        filters={"plan": plan},
        limit=limit,
        after=after,
    )
    return cached_response(request, as_content(values), language)


@router.get(
    "/plans/{number}/",
    operation_id="get_plan",
    summary=_("Một kế hoạch đã ban hành"),
    description=_("Như một dòng của danh sách, cả bản đã được một lần điều chỉnh thay."),
    response=shapes.of_one(PlanRow),
)
def get_plan(request: HttpRequest, number: Number, language: Spoken = "vi") -> HttpResponse:
    values = _plan(one_of(_whole(Plan.objects.public()), number), timezone.localdate())
    return cached_response(request, as_content(values), language)


def _plan(plan: Plan, today: date) -> dict[str, Any]:
    targets = list(
        plan.targets.select_related("indicator", "plan", "result")
        .annotate(share_count=Count("shares"))
        .order_by("number")
    )
    progress = progress_of(plan, today, targets)
    return {
        "id": plan.pk,
        "title": plan.title,
        "year": plan.year,
        "programme": plan.programme.name,
        "organisation": plan.organisation.name,
        "place": place_in_short(plan.place) if plan.place else None,
        "starts_on": iso(plan.starts_on),
        "ends_on": iso(plan.ends_on),
        "issued_on": iso(plan.issued_on),
        "decision": str(plan.decision or ""),
        "version": plan.version,
        "state": plan.state,
        "goals": plan.goals,
        "tasks": plan.tasks,
        "targets": [_target(target, progress[target.pk]) for target in targets],
        "demonstration": plan.is_demonstration,
    }


def _target(target: Target, progress: Progress) -> dict[str, Any]:
    result = getattr(target, "result", None)
    return {
        "number": target.number,
        "name": target.name,
        "unit": target.unit,
        "indicator": target.indicator.code if target.indicator else None,
        "least": _amount(target.least),
        "most": _amount(target.most),
        "priorities": target.priorities,
        "counted": progress.is_counted,
        "figure": _amount(progress.figure),
        "figure_on": iso(progress.day),
        "pace": progress.pace.value,
        "outcome": result.outcome if result else None,
        "units": target.share_count,  # type: ignore[attr-defined]
    }


def _share(share: Share) -> dict[str, Any]:
    return {
        "id": share.pk,
        "plan": share.target.plan_id,
        "target": share.target.number,
        "place": place_in_short(share.place),
        "least": _amount(share.least),
        "most": _amount(share.most),
        "note": share.note,
    }


def _amount(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


# Made up, since what is issued changes from day to day.
EXAMPLE: dict[str, Any] = {
    "items": [
        {
            "id": 3,
            "title": "Kế hoạch phát triển làng nghề năm 2026",
            "year": 2026,
            "programme": "Chương trình làng nghề 2026–2030",
            "organisation": "Văn phòng Điều phối nông thôn mới tỉnh",
            "place": {"code": "68", "name": "tỉnh Lâm Đồng"},
            "starts_on": "2026-01-01",
            "ends_on": "2026-12-31",
            "issued_on": "2026-01-20",
            "decision": "kế hoạch 12/KH-UBND",
            "version": 1,
            "state": "issued",
            "goals": "",
            "tasks": "",
            "targets": [
                {
                    "number": 1,
                    "name": "Sản phẩm được công nhận lần đầu",
                    "unit": "sản phẩm",
                    "indicator": "cong-nhan-lan-dau",
                    "least": "8",
                    "most": None,
                    "priorities": "",
                    "counted": True,
                    "figure": "5",
                    "figure_on": "2026-11-28",
                    "pace": "behind",
                    "outcome": None,
                    "units": 124,
                }
            ],
            "demonstration": True,
        }
    ],
    "count": 1,
    "next": None,
}
UNITS_EXAMPLE = {
    "items": [
        {
            "id": 11,
            "plan": 3,
            "target": 1,
            "place": {"code": "24848", "name": "xã Lạc Dương, tỉnh Lâm Đồng"},
            "least": "1",
            "most": "2",
            "note": "",
        }
    ],
    "count": 1,
    "next": None,
}
EXAMPLES: Examples = {
    "list_plans": lambda language: EXAMPLE,
    "get_plan": lambda language: EXAMPLE["items"][0],
    "list_plan_units": lambda language: UNITS_EXAMPLE,
}
