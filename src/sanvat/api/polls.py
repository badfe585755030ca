"""Polls that were announced, open to all: counts where their results are shown, never of whom."""

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Query, Router
from pydantic import Field

from sanvat.api import shapes
from sanvat.api.examples import Examples
from sanvat.api.filters import one_of
from sanvat.api.http import as_content, cached_response
from sanvat.api.paging import After, Limit, page_by_key
from sanvat.api.parameters import Number, Spoken
from sanvat.api.shapes import Shape
from sanvat.polls.models import Poll, PollQuerySet
from sanvat.polls.published import address_of, closed_on, open_on, published

router = Router(tags=[_("Thăm dò ý kiến")])

State = Literal["waiting", "open", "closed", "withdrawn"]


class OptionRow(Shape):
    id: int = Field(description=_("Mã phương án"))
    text: str = Field(description=_("Phương án"))
    text_en: str = Field(description=_("Phương án, tiếng Anh; có thể trống"))
    chosen: int | None = Field(
        description=_("Số lượt chọn; null khi kết quả chưa hiện hoặc cuộc thăm dò đã rút")
    )


class PollRow(Shape):
    id: int = Field(description=_("Mã cuộc thăm dò"))
    question: str = Field(description=_("Câu hỏi thăm dò"))
    question_en: str = Field(description=_("Câu hỏi, tiếng Anh; có thể trống"))
    organisation: str = Field(description=_("Cơ quan hỏi"))
    opens_on: date = Field(description=_("Mở từ ngày"))
    closes_on: date = Field(description=_("Đến hết ngày"))
    state: State = Field(
        description=_("waiting: chưa mở; open: đang mở; closed: đã đóng; withdrawn: đã rút")
    )
    results: Literal["at_once", "when_closed"] = Field(
        description=_("Hiện kết quả ngay trong lúc thăm dò, hay chỉ khi đã đóng")
    )
    total: int | None = Field(
        description=_("Số lượt trả lời; null khi kết quả chưa hiện hoặc cuộc thăm dò đã rút")
    )
    options: list[OptionRow] = Field(description=_("Các phương án, theo thứ tự"))
    url: str = Field(description=_("Trang của cuộc thăm dò"))
    demonstration: bool = Field(description=_("Dữ liệu trình diễn, không có thật"))


class PollPage(Shape):
    items: list[PollRow] = Field(description=_("Các cuộc thăm dò của trang này"))
    count: int = Field(description=_("Số cuộc khớp với bộ lọc, ở mọi trang"))
    next: str | None = Field(description=_("Địa chỉ trang sau; null ở trang cuối"))


@router.get(
    "/polls/",
    operation_id="list_polls",
    summary=_("Các cuộc thăm dò ý kiến"),
    description=_(
        "Các cuộc thăm dò đã công bố, theo mã, với kết quả khi kết quả đã hiện. Đây là thăm dò ý "
        "kiến, không phải bỏ phiếu: ai đọc trang cũng trả lời được, và không biết ai trả lời."
    ),
    response=shapes.of_list(PollPage),
)
def list_polls(
    request: HttpRequest,
    state: Annotated[
        Literal["", "open", "closed"], Query(description=_("Chỉ lấy cuộc đang mở, hoặc đã đóng"))
    ] = "",
    limit: Limit = 50,
    after: After = 0,
    language: Spoken = "vi",
) -> HttpResponse:
    today = timezone.localdate()
    values = page_by_key(
        _asked(state, today).select_related("organisation").prefetch_related("options"),
        lambda poll: _as_dict(poll, today),
        path=reverse("api:list_polls"),
        filters={"state": state},
        limit=limit,
        after=after,
    )
    response = cached_response(request, as_content(values), language)
    response["Cache-Control"] = "no-cache"  # answers come in at any moment
    return response


@router.get(
    "/polls/{number}/",
    operation_id="get_poll",
    summary=_("Một cuộc thăm dò ý kiến"),
    description=_("Như một dòng của danh sách. 404 khi cuộc thăm dò không có hoặc chưa công bố."),
    response=shapes.of_one(PollRow),
)
def get_poll(request: HttpRequest, number: Number, language: Spoken = "vi") -> HttpResponse:
    rows = published().select_related("organisation").prefetch_related("options")
    values = _as_dict(one_of(rows, number), timezone.localdate())
    response = cached_response(request, as_content(values), language)
    response["Cache-Control"] = "no-cache"
    return response


def _asked(state: str, today: date) -> PollQuerySet:
    match state:
        case "open":
            return open_on(today)
        case "closed":
            return closed_on(today)
    return published()


def _as_dict(poll: Poll, today: date) -> dict[str, Any]:
    options = sorted(poll.options.all(), key=lambda each: each.position)
    shows = poll.shows_results(today)
    return {
        "id": poll.pk,
        "question": poll.question,
        "question_en": poll.question_en,
        "organisation": poll.organisation.name,
        "opens_on": poll.opens_on.isoformat(),
        "closes_on": poll.closes_on.isoformat(),
        "state": poll.phase(today).value,
        "results": poll.results,
        "total": sum(each.chosen for each in options) if shows else None,
        "options": [
            {
                "id": each.pk,
                "text": each.text,
                "text_en": each.text_en,
                "chosen": each.chosen if shows else None,
            }
            for each in options
        ],
        "url": address_of(poll),
        "demonstration": poll.is_demonstration,
    }


# Made up, since what is asked changes.
EXAMPLE: dict[str, Any] = {
    "items": [
        {
            "id": 7,
            "question": "Bạn muốn đọc thêm về điều gì?",
            "question_en": "What would you like to read more about?",
            "organisation": "Ủy ban nhân dân xã Lạc Dương",
            "opens_on": "2026-11-01",
            "closes_on": "2026-11-20",
            "state": "closed",
            "results": "when_closed",
            "total": 90,
            "options": [
                {"id": 31, "text": "Tập huấn", "text_en": "Training", "chosen": 60},
                {"id": 32, "text": "Hội chợ", "text_en": "Fairs", "chosen": 30},
            ],
            "url": "https://sanvat.example/tham-do/7/",
            "demonstration": True,
        }
    ],
    "count": 1,
    "next": None,
}
EXAMPLES: Examples = {
    "list_polls": lambda language: EXAMPLE,
    "get_poll": lambda language: EXAMPLE["items"][0],
}
