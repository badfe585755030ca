"""Matters of the people: what is answered and published for all; a body's own queue, and sending
one, with a key. Who sent a matter, and denunciations, stand nowhere here."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Query, Router
from pydantic import BaseModel, ConfigDict, Field
from pydantic import ValidationError as ShapeError

from sanvat.api import shapes
from sanvat.api.errors import CODES, Problem, refusals_as_problems
from sanvat.api.examples import Beside, Body, Examples
from sanvat.api.filters import (
    Commune,
    Province,
    Since,
    Until,
    commune_of_today,
    one_of,
    province_of_today,
)
from sanvat.api.http import (
    as_content,
    cached_response,
    json_and_files,
    keyed_response,
    private_response,
)
from sanvat.api.keys import KEY_REFUSALS, Key, holder
from sanvat.api.paging import After, Limit, page_by_key
from sanvat.api.parameters import Number, Spoken
from sanvat.api.shapes import PlaceInShort, Shape, iso, place_in_short
from sanvat.concerns import actions
from sanvat.concerns.actions.apps import LONGEST_KEY
from sanvat.concerns.actions.turns import MOST_FILES
from sanvat.concerns.models import Concern, Publication
from sanvat.concerns.models.concerns import LONGEST_TEXT, LONGEST_TITLE
from sanvat.concerns.publications import path_of, public_answers
from sanvat.errors import Refusal
from sanvat.parties.models import Scope
from sanvat.places.models import Place, within
from sanvat.rules import answers, concerns

router = Router(tags=[_("Phản ánh, kiến nghị")])

LONGEST_FIELD = 300
FILES = Beside(body="concern", files="files", most=MOST_FILES)
"""What is sent beside a matter in a form: photos and papers, as the public page takes them."""
SubjectKey = Annotated[
    str, Query(max_length=30, description=_("Chỉ lấy một lĩnh vực, ghi bằng mã"))
]
StateKey = Annotated[
    Literal[
        "received",
        "classified",
        "transferred",
        "returned",
        "refused",
        "accepted",
        "verifying",
        "answered",
        "closed",
        "reopened",
        "merged",
        "withdrawn",
    ]
    | None,
    Query(description=_("Chỉ lấy một trạng thái")),
]


# What goes out and comes in


class ConcernSubject(Shape):
    key: str = Field(description=_("Mã lĩnh vực"))
    name: str = Field(description=_("Tên lĩnh vực"))
    name_en: str = Field(description=_("Tên lĩnh vực bằng tiếng Anh"))


class AnsweredConcern(Shape):
    id: int = Field(description=_("Mã của việc đã công khai"))
    kind: str = Field(
        description=_("feedback: phản ánh; proposal: kiến nghị; complaint: khiếu nại")
    )
    subject: ConcernSubject = Field(description=_("Lĩnh vực"))
    place: PlaceInShort = Field(description=_("Địa bàn"))
    title: str = Field(description=_("Tiêu đề cơ quan đã biên tập"))
    text: str = Field(description=_("Nội dung cơ quan đã biên tập, không có người gửi"))
    answer: str = Field(description=_("Câu trả lời đã công khai"))
    organisation: str = Field(description=_("Cơ quan chủ trì"))
    sent_on: date = Field(description=_("Ngày gửi"))
    published_on: date = Field(description=_("Ngày công khai"))
    url: str = Field(description=_("Trang công khai"))
    demonstration: bool = Field(description=_("Dữ liệu trình diễn, không có thật"))


class AnsweredConcernPage(Shape):
    items: list[AnsweredConcern] = Field(description=_("Các việc của trang này"))
    count: int = Field(description=_("Số việc khớp với bộ lọc, ở mọi trang"))
    next: str | None = Field(description=_("Địa chỉ trang sau; null ở trang cuối"))


class OwnConcern(Shape):
    id: int = Field(description=_("Số của việc trong danh sách này"))
    code: str = Field(description=_("Mã theo dõi"))
    kind: str = Field(
        description=_("feedback: phản ánh; proposal: kiến nghị; complaint: khiếu nại")
    )
    state: str = Field(description=_("Trạng thái, như ở bộ lọc «state»"))
    subject: ConcernSubject = Field(description=_("Lĩnh vực"))
    place: PlaceInShort = Field(description=_("Địa bàn"))
    part: str = Field(description=_("leads: chủ trì; helps: phối hợp"))
    organisation: str = Field(description=_("Cơ quan chủ trì"))
    sent_at: datetime = Field(description=_("Gửi lúc"))
    due_on: date | None = Field(description=_("Hạn của bước đang chạy; null là không có"))
    late: bool = Field(description=_("Quá hạn vào hôm nay"))
    answered_at: datetime | None = Field(description=_("Trả lời lúc"))
    demonstration: bool = Field(description=_("Dữ liệu trình diễn, không có thật"))


class OwnConcernPage(Shape):
    items: list[OwnConcern] = Field(description=_("Các việc của trang này"))
    count: int = Field(description=_("Số việc khớp với bộ lọc, ở mọi trang"))
    next: str | None = Field(description=_("Địa chỉ trang sau; null ở trang cuối"))


class ConcernToSend(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    key: str = Field(
        min_length=1,
        max_length=LONGEST_KEY,
        description=_(
            "Do ứng dụng đặt cho lần gửi này; gửi lại cùng khóa thì nhận lại việc đã gửi, không "
            "thành hai"
        ),
    )
    kind: Literal["feedback", "proposal", "complaint"] = Field(
        description=_("feedback: phản ánh; proposal: kiến nghị; complaint: khiếu nại")
    )
    subject: str = Field(max_length=30, description=_("Mã lĩnh vực"))
    place: str = Field(max_length=5, description=_("Mã xã, hoặc tỉnh, hiện nay"))
    text: str = Field(
        min_length=1, max_length=LONGEST_TEXT, description=_("Nội dung người gửi viết")
    )
    title: str = Field("", max_length=LONGEST_TITLE, description=_("Tiêu đề"))
    latitude: float | None = Field(None, description=_("Vĩ độ của điểm"))
    longitude: float | None = Field(None, description=_("Kinh độ của điểm"))
    name: str = Field(
        "", max_length=LONGEST_FIELD, description=_("Họ tên người gửi; khiếu nại thì bắt buộc")
    )
    phone: str = Field("", max_length=LONGEST_FIELD, description=_("Điện thoại người gửi"))
    email: str = Field("", max_length=LONGEST_FIELD, description=_("Thư điện tử người gửi"))
    address: str = Field("", max_length=LONGEST_FIELD, description=_("Địa chỉ người gửi"))
    allows_publication: bool = Field(
        False, description=_("Người gửi đồng ý công khai, không nêu tên")
    )
    wants_mail: bool = Field(False, description=_("Người gửi muốn nhận thư khi có tin mới"))


class SentConcern(Shape):
    code: str = Field(description=_("Mã theo dõi"))
    pin: str = Field(description=_("Số PIN, chỉ đưa cho người gửi"))
    new: bool = Field(description=_("false: khóa này đã gửi trước đó, đây là việc ấy"))
    state: str = Field(description=_("Trạng thái lúc này"))
    organisation: str = Field(description=_("Cơ quan tiếp nhận"))
    due_on: date | None = Field(description=_("Hạn của bước đầu"))
    url: str = Field(description=_("Nơi người gửi theo dõi, bằng mã và số PIN"))


# Operations


@router.get(
    "/concerns/",
    operation_id="list_concerns",
    summary=_("Việc người dân gửi đã trả lời, được công khai"),
    description=_(
        "Phản ánh, kiến nghị, khiếu nại mà người gửi và cơ quan đồng ý công khai, theo mã, với câu "
        "trả lời. Nội dung đã được biên tập để không lộ người gửi; tố cáo không bao giờ có ở đây."
    ),
    response=shapes.of_list(AnsweredConcernPage),
)
def list_concerns(
    request: HttpRequest,
    subject: SubjectKey = "",
    province: Province = "",
    commune: Commune = "",
    since: Since = None,
    until: Until = None,
    limit: Limit = 50,
    after: After = 0,
    language: Spoken = "vi",
) -> HttpResponse:
    rows = public_answers()
    if subject:
        rows = rows.filter(concern__subject=_subject(subject))
    if commune:
        rows = rows.filter(within(commune_of_today(commune), "concern__place"))
    if province:
        rows = rows.filter(within(province_of_today(province), "concern__place"))
    if since:
        rows = rows.filter(published_at__date__gte=since)
    if until:
        rows = rows.filter(published_at__date__lte=until)
    values = page_by_key(
        rows,
        _answered,
        path=reverse("api:list_concerns"),
        filters={
            "subject": subject,
            "province": province,
            "commune": commune,
            "since": since,
            "until": until,
        },
        limit=limit,
        after=after,
    )
    return cached_response(request, as_content(values), language)


@router.post(
    "/concerns/",
    operation_id="send_concern",
    summary=_("Gửi một phản ánh, kiến nghị, khiếu nại"),
    description=_(
        "Thay người dùng của ứng dụng; khóa cần quyền concerns:send. Việc đi tới cơ quan phụ trách "
        "địa bàn và lĩnh vực, người gửi theo dõi bằng mã và số PIN. Gửi lại với cùng «key» thì "
        "không thành hai việc. Ảnh, giấy tờ gửi kèm bằng biểu mẫu nhiều phần "
        "(multipart/form-data): phần «concern» là JSON như ở dưới, mỗi tệp là một phần «files»; "
        "nơi chụp ghi trong ảnh được xóa. Tố cáo không nhận ở đây."
    ),
    response={
        200: SentConcern,
        401: shapes.Problem,
        403: shapes.Problem,
        413: shapes.Problem,
        415: shapes.Problem,
        422: shapes.Problem,
    },
    auth=Key(Scope.CONCERNS_SEND),
    openapi_extra={"requestBody": {"required": True}},
)
def send_concern(request: HttpRequest, language: Spoken = "vi") -> HttpResponse:
    body, uploads = json_and_files(request, FILES)
    told = _told(body)
    try:
        sent = actions.send_through_app(
            request.auth,  # type: ignore[attr-defined]  # set by Key
            kind=told.kind,
            subject=told.subject,
            place=_place(told.place),
            text=told.text,
            title=told.title,
            who=actions.Who(told.name, told.phone, told.email, told.address),
            latitude=told.latitude,
            longitude=told.longitude,
            uploads=uploads,
            allows_publication=told.allows_publication,
            wants_mail=told.wants_mail,
            key=told.key,
            at=timezone.now(),
        )
    except ValidationError as fault:
        raise _fault(fault) from None
    except Refusal as refused:
        # What is refused of a file has codes of its own room.
        code = refused.code if refused.code in CODES else "file"
        raise Problem(422, refused.message, code) from None
    concern = sent.concern
    return private_response(
        {
            "code": concern.code,
            "pin": sent.pin,
            "new": sent.is_new,
            "state": concern.state,
            "organisation": concern.organisation.name,
            "due_on": _due_on(concern),
            "url": f"{settings.SITE_ADDRESS}/phan-anh/theo-doi/",
        }
    )


@router.get(
    "/concerns/{number}/",
    operation_id="get_concern",
    summary=_("Một việc đã trả lời, được công khai"),
    description=_("Như một dòng của danh sách. 404 khi không có hoặc không còn công khai."),
    response=shapes.of_one(AnsweredConcern),
)
def get_concern(request: HttpRequest, number: Number, language: Spoken = "vi") -> HttpResponse:
    values = _answered(one_of(public_answers(), number))
    return cached_response(request, as_content(values), language)


@router.get(
    "/own-concerns/",
    operation_id="list_own_concerns",
    summary=_("Việc người dân gửi mà cơ quan của khóa chủ trì hoặc phối hợp"),
    description=_(
        "Mã, loại, trạng thái, hạn; khóa cần quyền concerns:read. Không có người gửi, không có lời "
        "của người gửi, không bao giờ có tố cáo: những điều ấy chỉ đọc ở bàn làm việc."
    ),
    response={200: OwnConcernPage, **KEY_REFUSALS},
    auth=Key(Scope.CONCERNS_READ),
)
def list_own_concerns(
    request: HttpRequest,
    state: StateKey = None,
    subject: SubjectKey = "",
    limit: Limit = 50,
    after: After = 0,
    language: Spoken = "vi",
) -> HttpResponse:
    user, today = holder(request), timezone.localdate()
    assert user.acting is not None
    body = user.acting.organisation_id
    rows = Concern.objects.visible_to(user).filter(is_confidential=False).handled_by(body)
    if state:
        rows = rows.filter(state=state)
    if subject:
        rows = rows.filter(subject=_subject(subject))
    values = page_by_key(
        rows.select_related("place", "organisation", "clock"),
        lambda concern: _own(concern, today, leads=concern.organisation_id == body),
        path=reverse("api:list_own_concerns"),
        filters={"state": state, "subject": subject},
        limit=limit,
        after=after,
    )
    return keyed_response(request, values)


# How they are told


def _answered(publication: Publication) -> dict[str, Any]:
    concern = publication.concern
    return {
        "id": publication.pk,
        "kind": concern.kind,
        "subject": _subject_of(concern),
        "place": place_in_short(concern.place),
        "title": publication.title,
        "text": publication.text,
        "answer": publication.answer,
        "organisation": concern.organisation.name,
        "sent_on": iso(timezone.localdate(concern.sent_at)),
        "published_on": iso(timezone.localdate(publication.published_at)),
        "url": f"{settings.SITE_ADDRESS}{path_of(publication)}",
        "demonstration": publication.is_demonstration,
    }


def _own(concern: Concern, today: date, *, leads: bool) -> dict[str, Any]:
    clock = concern.clock
    due_on = clock.due_on if clock is not None and clock.finished_on is None else None
    return {
        "id": concern.pk,
        "code": concern.code,
        "kind": concern.kind,
        "state": concern.state,
        "subject": _subject_of(concern),
        "place": place_in_short(concern.place),
        "part": "leads" if leads else "helps",
        "organisation": concern.organisation.name,
        "sent_at": iso(concern.sent_at),
        "due_on": iso(due_on),
        "late": concern.is_open and due_on is not None and due_on < today,
        "answered_at": iso(concern.answered_at),
        "demonstration": concern.is_demonstration,
    }


def _subject_of(concern: Concern) -> dict[str, str]:
    subject = concern.subject_of
    return {"key": subject.key, "name": subject.name, "name_en": subject.name_en}


def _due_on(concern: Concern) -> str | None:
    return iso(concern.clock.due_on) if concern.clock else None


# What comes in


def _told(body: bytes) -> ConcernToSend:
    with refusals_as_problems(422):
        given = answers.read(body)
    try:
        told = ConcernToSend.model_validate(given)
    except ShapeError as fault:
        first = fault.errors(include_input=False, include_url=False)[0]
        name = ".".join(map(str, first["loc"])) or "JSON"
        raise _wrong_field(name, first["msg"]) from None
    for name, value in told.model_dump().items():
        if isinstance(value, str) and "\0" in value:
            raise _wrong_field(name, gettext("có ký tự 0 mà không văn bản nào có"))
    return told


def _wrong_field(name: str, why: str) -> Problem:
    sentence = gettext("Trường «%(name)s» không dùng được: %(why)s. Hãy sửa rồi gửi lại.")
    return Problem(422, sentence % {"name": name[:60], "why": why.rstrip(".")}, "field")


def _fault(fault: ValidationError) -> Problem:
    """The first field that the act did not take."""
    said = fault.message_dict if hasattr(fault, "error_dict") else {"": fault.messages}
    name, sentences = next(iter(said.items()))
    sentence = gettext("Trường «%(name)s» không dùng được. %(why)s")
    return Problem(422, sentence % {"name": name, "why": " ".join(sentences)}, "field")


def _place(code: str) -> Place:
    found: Place | None = (
        Place.objects.today()
        .exclude(level="district")
        .filter(code=code)
        .select_related("parent__parent")
        .first()
    )
    if found is None:
        raise Problem(
            422,
            gettext("Không có đơn vị nào mang mã «%(code)s». Các đơn vị được tìm ở %(places)s.")
            % {"code": code, "places": reverse("api:find_places")},
            "unknown_unit",
        )
    return found


def _subject(key: str) -> str:
    known = [each.key for each in concerns.subjects()]
    if key not in known:
        raise Problem(
            422,
            gettext("Không có lĩnh vực «%(key)s». Các lĩnh vực: %(known)s.")
            % {"key": key, "known": ", ".join(known)},
            "unknown_subject",
        )
    return key


# Made up, and in its shape held by a test.
EXAMPLE: dict[str, Any] = {
    "items": [
        {
            "id": 7,
            "kind": "feedback",
            "subject": {
                "key": "roads-water",
                "name": "Đường sá, thủy lợi, điện nước",
                "name_en": "Roads, irrigation, power and water",
            },
            "place": {"code": "24934", "name": "xã Đức Trọng, tỉnh Lâm Đồng"},
            "title": "Đường vào vùng chè lầy lội",
            "text": "Đường vào vùng chè lầy lội, xe chở hàng không ra được.",
            "answer": "Xã đã rải đá xong ngày 20.",
            "organisation": "UBND xã Đức Trọng",
            "sent_on": "2026-11-02",
            "published_on": "2026-11-24",
            "url": "https://sanvat.example/phan-anh/da-tra-loi/7/",
            "demonstration": True,
        }
    ],
    "count": 1,
    "next": None,
}
OWN: dict[str, Any] = {
    "items": [
        {
            "id": 12,
            "code": "PA-7KQM-2XHB",
            "kind": "proposal",
            "state": "accepted",
            "subject": {
                "key": "support",
                "name": "Hỗ trợ, vay vốn",
                "name_en": "Support and loans",
            },
            "place": {"code": "24934", "name": "xã Đức Trọng, tỉnh Lâm Đồng"},
            "part": "leads",
            "organisation": "UBND xã Đức Trọng",
            "sent_at": "2026-11-21T08:30:00+00:00",
            "due_on": "2026-12-21",
            "late": False,
            "answered_at": None,
            "demonstration": True,
        }
    ],
    "count": 1,
    "next": None,
}
SENT = {
    "code": "PA-7KQM-2XHB",
    "pin": "402913",
    "new": True,
    "state": "received",
    "organisation": "UBND xã Đức Trọng",
    "due_on": "2026-12-01",
    "url": "https://sanvat.example/phan-anh/theo-doi/",
}
EXAMPLES: Examples = {
    "list_concerns": lambda language: EXAMPLE,
    "get_concern": lambda language: EXAMPLE["items"][0],
    "list_own_concerns": lambda language: OWN,
    "send_concern": lambda language: SENT,
}
BODIES: dict[str, Body] = {
    "send_concern": Body(
        ConcernToSend,
        lambda: {
            "key": "f3b1c7f2-6a0e-4a52-9d0e-2f5f6f1f0c11",
            "kind": "feedback",
            "subject": "roads-water",
            "place": "24934",
            "text": "Đường vào vùng chè thôn 4 lầy lội, xe không chở hàng ra được.",
            "allows_publication": True,
        },
        files=FILES,
    ),
}
