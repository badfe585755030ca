"""The addresses of GeoReport v2."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from sanvat.api import counting
from sanvat.api.open311 import asked
from sanvat.api.open311 import requests as told
from sanvat.api.open311.formats import Error, answer, refusal
from sanvat.concerns import actions
from sanvat.concerns.models import Concern
from sanvat.errors import Refusal
from sanvat.rules import concerns
from sanvat.text.language import is_english

CHANGESET = "2026-11-29"
SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
View = Callable[..., HttpResponse]


def answering(*methods: str) -> Callable[[View], View]:
    """All that every address does the same way: the language of `?language=`, how often it may be
    asked, its methods, and refusals in the form of the specification. Pages of other sites may
    read it, without cookies; a key does not come from a page."""

    def decorate(view: View) -> View:
        @csrf_exempt  # a key of its own comes with what is sent, never a cookie
        @wraps(view)
        def answered(request: HttpRequest, spelling: str, **named: str) -> HttpResponse:
            with override("en" if request.GET.get("language") == "en" else "vi"):
                response = _answered(view, methods, request, spelling, named)
                response.setdefault("Content-Language", get_language() or "vi")
            response["Access-Control-Allow-Origin"] = "*"
            return response

        return answered

    return decorate


def _answered(
    view: View, methods: tuple[str, ...], request: HttpRequest, spelling: str, named: dict[str, str]
) -> HttpResponse:
    if request.method not in (*methods, "HEAD"):
        refused = refusal(
            Error(
                405,
                _("Địa chỉ này nhận %(allowed)s, không nhận %(asked)s.")
                % {"allowed": ", ".join(methods), "asked": request.method},
            ),
            spelling,
        )
        refused["Allow"] = ", ".join(methods)
        return refused
    try:
        asked.read_form(request)
    except Error as error:
        return refusal(error, spelling)
    key = asked.known_key(request) if asked.secret_in(request) else None
    budget = (
        counting.of_key(key.pk)
        if key is not None
        else counting.of_address(request.META.get("REMOTE_ADDR", ""))
    )
    try:
        if budget is not None and budget.is_used_up:
            raise Error(429, budget.refusal().error)
        if any("\0" in value for value in (*request.GET.values(), *request.POST.values())):
            raise Error(400, _("Có ký tự 0 mà không văn bản nào có. Hãy bỏ đi."))
        response = view(request, spelling, **named)
    except Error as error:
        response = refusal(error, spelling)
    if budget is not None:
        for header, value in budget.headers().items():
            response[header] = value
    return response


@answering("GET")
def discovery(request: HttpRequest, spelling: str) -> HttpResponse:
    root = f"{settings.SITE_ADDRESS}{reverse('open311:discovery', args=['xml'])}"
    values = {
        "changeset": CHANGESET,
        "contact": _("Hỏi cơ quan vận hành trang này: %(site)s") % {"site": settings.SITE_ADDRESS},
        "key_service": _("Khóa API có quyền concerns:send, tạo ở bàn làm việc; xem %(docs)s")
        % {"docs": f"{settings.SITE_ADDRESS}{reverse('api:docs')}"},
        "endpoints": [
            {
                "specification": SPECIFICATION,
                "url": root.removesuffix("/discovery.xml"),
                "changeset": CHANGESET,
                "type": "production",
                "formats": ["text/xml", "application/json"],
            }
        ],
    }
    return answer("discovery", values, spelling)


@answering("GET")
def services(request: HttpRequest, spelling: str) -> HttpResponse:
    asked.jurisdiction(request.GET)
    return answer("services", [_service(each) for each in concerns.subjects()], spelling)


def _service(subject: concerns.Subject) -> dict[str, Any]:
    return {
        "service_code": subject.key,
        "service_name": subject.name_en if is_english() else subject.name,
        "description": _("Phản ánh, kiến nghị, khiếu nại về: %(subject)s")
        % {"subject": subject.name_en if is_english() else subject.name},
        "metadata": True,
        "type": "realtime",
        "keywords": "",
        "group": _("Cấp xã giải quyết") if subject.level == "commune" else _("Cấp tỉnh giải quyết"),
    }


@answering("GET")
def service_definition(request: HttpRequest, spelling: str, code: str) -> HttpResponse:
    asked.jurisdiction(request.GET)
    values = {"service_code": asked.service(code).key, "attributes": _attributes()}
    return answer("service_definition", values, spelling)


def _attributes() -> list[dict[str, Any]]:
    kinds = [kind for kind in Concern.Kind if kind != Concern.Kind.DENUNCIATION]
    return [
        {
            "variable": True,
            "code": "kind",
            "datatype": "singlevaluelist",
            "required": False,
            "datatype_description": _("Bỏ trống là phản ánh"),
            "order": 1,
            "description": _(
                "Loại việc. Khiếu nại cần họ tên và cách liên hệ. Tố cáo không nhận qua ứng dụng: "
                "hãy gửi ở trang phản ánh."
            ),
            "values": [{"key": kind.value, "name": str(kind.label)} for kind in kinds],
        },
        {
            "variable": True,
            "code": "publish",
            "datatype": "singlevaluelist",
            "required": False,
            "datatype_description": _("Bỏ trống là không"),
            "order": 2,
            "description": _("Người gửi đồng ý công khai việc này, không nêu tên?"),
            "values": [
                {"key": "no", "name": _("Không")},
                {"key": "yes", "name": _("Đồng ý")},
            ],
        },
    ]


@answering("GET", "POST")
def requests(request: HttpRequest, spelling: str) -> HttpResponse:
    if request.method == "POST":
        return _taken_in(request, spelling)
    key = asked.known_key(request)
    ids = asked.listed(request.GET, "service_request_id")
    if ids:
        asked.jurisdiction(request.GET)
        rows = told.by_ids(ids, key)
    else:
        rows = told.found_by(request.GET, key)
    return answer("service_requests", rows, spelling)


@answering("GET")
def one_request(request: HttpRequest, spelling: str, number: str) -> HttpResponse:
    asked.jurisdiction(request.GET)
    ids = asked.listed({"service_request_id": number}, "service_request_id")
    rows = told.by_ids(ids, asked.known_key(request))
    if not rows:
        raise Error(
            404,
            _(
                "Không có việc nào mang mã này trong những gì được công khai. Ứng dụng đã gửi việc "
                "ấy thì hỏi với khóa của mình; người gửi xem ở trang theo dõi."
            ),
        )
    return answer("service_requests", rows, spelling)


@answering("GET")
def token(request: HttpRequest, spelling: str, number: str) -> HttpResponse:
    """Ids are told at once (`type` is realtime), so that nobody has a token."""
    asked.jurisdiction(request.GET)
    raise Error(
        404, _("Không có token nào: service_request_id được trả ngay khi gửi. Hãy dùng mã ấy.")
    )


def no_such_address(request: HttpRequest, rest: str) -> HttpResponse:
    spelling = "json" if rest.endswith(".json") else "xml"
    sentence = _(
        "Open311 không có địa chỉ này. Hãy xem %(discovery)s; địa chỉ kết thúc bằng .xml hoặc "
        ".json."
    )
    at = reverse("open311:discovery", args=["xml"])
    return refusal(Error(404, sentence % {"discovery": at}), spelling)


def _taken_in(request: HttpRequest, spelling: str) -> HttpResponse:
    key = asked.key_from(request)
    given = request.POST.dict()
    province = asked.jurisdiction(given)
    code = given.get("service_code", "").strip()
    if not code:
        raise Error(400, _("Thiếu service_code. Hãy lấy mã ở services."))
    subject = asked.service(code)
    where = asked.where(given, province)
    pictures = asked.pictures(request)
    try:
        sent = actions.send_through_app(
            key,
            kind=given.get("attribute[kind]", "").strip() or Concern.Kind.FEEDBACK,
            subject=subject.key,
            place=where.place,
            text=_text(given, where),
            who=_who(given),
            latitude=where.latitude,
            longitude=where.longitude,
            uploads=pictures,
            allows_publication=given.get("attribute[publish]", "").strip() == "yes",
            wants_mail=bool(given.get("email", "").strip()),
            key=_key(given, pictures),
            at=timezone.now(),
        )
    except ValidationError as fault:
        faults = fault.message_dict if hasattr(fault, "error_dict") else {"": fault.messages}
        said = " ".join(
            f"{_NAMES.get(name, name)}: {' '.join(sentences)}" for name, sentences in faults.items()
        )
        raise Error(400, said) from None
    except Refusal as refused:
        raise Error(400, refused.message) from None
    row = {
        "service_request_id": sent.concern.code,
        "service_notice": _notice(sent),
        "account_id": given.get("account_id", "").strip()[:100] or None,
    }
    return answer("service_requests", [row], spelling, status=201)


_NAMES = {
    "text": "description",
    "latitude": "lat",
    "subject": "service_code",
    "name": "first_name",
    "files": asked.PICTURES,
}
"""Fields of ours, as the specification calls them."""


def _text(given: dict[str, str], where: asked.Where) -> str:
    """What is described; what was written of the place beside a point, and where a picture lies,
    are told too. Nobody fetches the picture."""
    text = given.get("description", "").strip()
    if len(text) > told.LONGEST_DESCRIPTION:
        raise Error(
            400,
            _("description dài nhất %(most)d ký tự. Hãy viết gọn lại.")
            % {"most": told.LONGEST_DESCRIPTION},
        )
    more = []
    if text and where.said:
        more.append(_("Nơi xảy ra: %(place)s") % {"place": where.said})
    link = given.get("media_url", "").strip()
    if text and link.startswith(("https://", "http://")) and len(link) <= 500:
        more.append(_("Ảnh người gửi dẫn tới (chưa tải về): %(link)s") % {"link": link})
    return "\n\n".join([text, *more])


def _who(given: dict[str, str]) -> actions.Who:
    # A Vietnamese name begins with that of the family.
    names = (given.get("last_name", ""), given.get("first_name", ""))
    return actions.Who(
        name=" ".join(each.strip() for each in names if each.strip()),
        phone=given.get("phone", ""),
        email=given.get("email", ""),
    )


def _key(given: dict[str, str], pictures: list[UploadedFile[Any]]) -> str:
    """The specification has nothing by which a programme says that it sends something again. Who
    sends the very same within a day, of every field and picture, sends one thing."""
    day = timezone.localdate().isoformat()
    fields = sorted((name, value) for name, value in given.items() if name != "api_key")
    contents = [_digest(each) for each in pictures]
    said = (day, fields, contents) if contents else (day, fields)
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _digest(upload: UploadedFile[Any]) -> str:
    found = hashlib.sha256()
    for part in upload.chunks():
        found.update(part)
    upload.seek(0)
    return found.hexdigest()


def _notice(sent: actions.Sent) -> str:
    return _(
        "%(body)s đã tiếp nhận. Theo dõi và trả lời ở %(link)s bằng mã %(code)s và số PIN %(pin)s; "
        "hãy đưa hai số ấy cho người gửi."
    ) % {
        "body": sent.concern.organisation.name,
        "link": f"{settings.SITE_ADDRESS}/phan-anh/theo-doi/",
        "code": sent.concern.code,
        "pin": sent.pin,
    }
