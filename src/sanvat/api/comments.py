"""Comments as they are published, open to all; what waits, was refused or taken back never."""

from datetime import datetime
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Query, Router
from pydantic import Field

from sanvat.api import shapes
from sanvat.api.errors import Problem
from sanvat.api.examples import Examples
from sanvat.api.http import as_content, cached_response
from sanvat.api.paging import After, Limit, next_by_key, page
from sanvat.api.parameters import LARGEST_NUMBER, Spoken, Whole
from sanvat.api.shapes import Shape, iso
from sanvat.comments.models import Comment, Thread
from sanvat.comments.published import comments_by_key, first_public

router = Router(tags=[_("Ý kiến bạn đọc")])

MOST_COUNTED = 1_000
"""Comments that are counted: to count all of a country costs more than to read some of them."""


class ReplyToComment(Shape):
    text: str = Field(description=_("Trả lời"))
    unit: str = Field(description=_("Đơn vị trả lời"))
    replied_at: datetime = Field(description=_("Thời gian trả lời"))


class CommentRow(Shape):
    id: int = Field(description=_("Mã ý kiến"))
    thread: int = Field(description=_("Mã mục ý kiến"))
    page: str = Field(description=_("Trang mà ý kiến nói về"))
    name: str = Field(description=_("Tên người gửi tự ghi"))
    title: str = Field(description=_("Tiêu đề; có thể trống"))
    text: str = Field(description=_("Nội dung đăng"))
    shortened: bool = Field(description=_("Đã lược bớt trước khi đăng"))
    sent_at: datetime = Field(description=_("Thời gian gửi"))
    reply: ReplyToComment | None = Field(description=_("Trả lời của đơn vị, nếu có"))
    demonstration: bool = Field(description=_("Dữ liệu trình diễn, không có thật"))


class CommentPage(Shape):
    items: list[CommentRow] = Field(description=_("Ý kiến của trang này"))
    count: int = Field(description=_("Số ý kiến khớp với bộ lọc, ở mọi trang; không đếm quá 1.000"))
    next: str | None = Field(description=_("Địa chỉ trang sau; null ở trang cuối"))
    at_least: bool = Field(description=_("true: có thể còn nhiều hơn số đã đếm"))


@router.get(
    "/comments/",
    operation_id="list_comments",
    summary=_("Ý kiến bạn đọc đang đăng"),
    description=_(
        "Ý kiến đang đăng dưới các trang công khai, theo mã, mỗi ý kiến với trả lời của đơn vị. Ý "
        "kiến đã gỡ hoặc người gửi đã rút không còn ở đây."
    ),
    response=shapes.of_list(CommentPage),
)
def list_comments(
    request: HttpRequest,
    thread: Annotated[
        Whole | None, Query(ge=1, le=LARGEST_NUMBER, description=_("Chỉ lấy một mục ý kiến"))
    ] = None,
    limit: Limit = 50,
    after: After = 0,
    language: Spoken = "vi",
) -> HttpResponse:
    of = None if thread is None else _thread(int(thread))
    counted = first_public(MOST_COUNTED + 1, thread=of)
    keys = first_public(limit + 1, after=after, thread=of) if after else counted[: limit + 1]
    values = page(
        map(_as_dict, comments_by_key(keys[:limit])),
        count=min(len(counted), MOST_COUNTED),
        next_page=next_by_key(reverse("api:list_comments"), {"thread": thread}, keys, limit=limit),
    )
    values["at_least"] = len(counted) > MOST_COUNTED
    return cached_response(request, as_content(values), language)


def _thread(number: int) -> int:
    if not Thread.objects.public([number]).exists():
        raise Problem(
            422,
            gettext(
                "Không có mục ý kiến công khai nào mang mã %(number)s. Hãy lấy mã từ danh sách ý "
                "kiến."
            )
            % {"number": number},
            "unknown_thread",
        )
    return number


def _as_dict(comment: Comment) -> dict[str, Any]:
    reply = next(iter(comment.standing), None)  # type: ignore[attr-defined]
    return {
        "id": comment.pk,
        "thread": comment.thread_id,
        "page": f"{settings.SITE_ADDRESS}{comment.thread.path}",
        "name": comment.name,
        "title": comment.shown_title,
        "text": comment.shown_text,
        "shortened": comment.is_shortened,
        "sent_at": iso(comment.sent_at),
        "reply": {
            "text": reply.text,
            "unit": reply.organisation.name,
            "replied_at": iso(reply.replied_at),
        }
        if reply
        else None,
        "demonstration": comment.is_demonstration,
    }


# Made up, since what is published changes.
EXAMPLE = {
    "items": [
        {
            "id": 12,
            "thread": 3,
            "page": "https://sanvat.example/don-vi/lam-dong/tin-tuc/che-vao-vu/",
            "name": "Chị Mận",
            "title": "",
            "text": "Chè năm nay bán ở đâu?",
            "shortened": False,
            "sent_at": "2026-11-21T08:30:00+00:00",
            "reply": {
                "text": "Ở chợ xã, sáng thứ Bảy.",
                "unit": "Văn phòng Điều phối Lâm Đồng",
                "replied_at": "2026-11-22T08:30:00+00:00",
            },
            "demonstration": True,
        }
    ],
    "count": 1,
    "next": None,
    "at_least": False,
}
EXAMPLES: Examples = {"list_comments": lambda language: EXAMPLE}
