"""The API described for programmes (OpenAPI 3.1), in both languages, with true examples."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _
from pydantic.json_schema import models_json_schema

from sanvat.api import shapes, versions
from sanvat.api.errors import CODES
from sanvat.api.examples import Beside
from sanvat.api.http import Content, as_content, released_response
from sanvat.api.operations import BODIES, EXAMPLES, KEYED, api
from sanvat.rules.answers import Language

STATUSES = {
    "200": _("Câu trả lời."),
    "304": _("Nội dung không đổi so với ETag mà bạn gửi trong If-None-Match; không có thân."),
    "401": _("Không có khóa API, hoặc khóa không dùng được."),
    "403": _("Khóa không có quyền mà địa chỉ này cần."),
    "404": _("Không có mục như trong địa chỉ, hoặc mục không còn công khai."),
    "410": _("Địa chỉ đã thôi; câu «error» nói dùng gì thay."),
    "413": _("Nội dung gửi lên dài quá 2 MB, kèm tệp thì quá 20 MB."),
    "415": _("Content-Type không phải loại mà địa chỉ này nhận."),
    "422": _("Câu hỏi không trả lời được; câu «error» nói vì sao."),
    "429": _("Hỏi quá nhiều trong một phút; Retry-After nói đợi bao nhiêu giây."),
    "500": _("Lỗi của hệ thống; «incident» là số sự cố để báo."),
    "503": _("Cơ sở dữ liệu tạm thời vắng; Retry-After nói đợi bao nhiêu giây."),
}

CODE_OF = {
    "401": "token_missing",
    "403": "scope",
    "404": "not_public",
    "410": "given_up",
    "413": "too_large",
    "415": "content_type",
    "422": "parameter",
    "429": "too_many_requests",
    "500": "server_error",
    "503": "database-away",
}
"""Status → the code of its example."""

EVERYWHERE = {"429": "Problem", "500": "Fault", "503": "Problem"}
"""What any operation may answer besides: status → shape."""

HEADERS = {
    "ETag": (_("Dấu của nội dung, gửi lại trong If-None-Match"), "string"),
    "Last-Modified": (_("Lần đổi gần nhất, ở những địa chỉ biết chắc"), "string"),
    "RateLimit-Policy": (_("Được hỏi bao nhiêu lần trong bao nhiêu giây"), "string"),
    "RateLimit": (_("Còn bao nhiêu lần, trong bao nhiêu giây nữa"), "string"),
    "Retry-After": (_("Số giây nên đợi"), "integer"),
    "WWW-Authenticate": ("Bearer", "string"),
    "Deprecation": (_("Từ lúc nào địa chỉ được báo là sẽ thôi (RFC 9745)"), "string"),
    "Sunset": (_("Đến lúc nào địa chỉ còn trả lời (RFC 8594)"), "string"),
}

DATED = {"list_datasets"}
"""Of which it is known when anything of the answer last changed."""

BOUNDS = {"ge": "minimum", "le": "maximum"}
"""As pydantic leaves them where a number has a validator of its own → as JSON Schema has them."""

SENTENCES = {"description", "summary"}


def schema(request: HttpRequest) -> HttpResponse:
    """In the language of the address, or else of the switch, as the page that leads here."""
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET"])
    asked = request.GET.get("language") or request.LANGUAGE_CODE
    language: Language = "en" if asked == "en" else "vi"
    response = released_response(request, _content(language), language)
    patch_vary_headers(response, ["Cookie"])
    return response


@cache
def _content(language: Language) -> Content:
    return as_content(described(language))


@cache
def described(language: Language) -> dict[str, Any]:
    """The whole description, made once a language: a caller must not change any of it."""
    start = reverse("api:openapi").removesuffix("openapi.json")
    values: dict[str, Any] = _plain(api.get_openapi_schema(path_prefix=start.lstrip("/")))
    del values["servers"]
    values["components"]["schemas"].update(_body_shapes())
    values["components"]["schemas"]["Fault"] = _plain(shapes.Fault.model_json_schema())
    for operation in operations(values):
        _complete(operation, language)
    with override(language):
        tables = {
            "url": f"{settings.SITE_ADDRESS}{reverse('portal:open_data')}",
            "description": gettext("Số liệu mở: các bảng công khai, tải về cả bảng"),
        }
        return {
            **_translate(values),
            "tags": [{"name": gettext(n)} for n in _tags(values)],
            "externalDocs": tables,
        }


def operations(values: dict[str, Any]) -> list[dict[str, Any]]:
    return [operation for methods in values["paths"].values() for operation in methods.values()]


def _plain(value: Any) -> Any:
    """As JSON has it: keys are texts. The names pydantic makes up for titles are left out."""
    if isinstance(value, dict):
        return {
            str(key): _plain(inner)
            for key, inner in value.items()
            if not (key == "title" and isinstance(inner, str) and "version" not in value)
        }
    return [_plain(inner) for inner in value] if isinstance(value, list) else value


def _body_shapes() -> dict[str, Any]:
    """What comes in. Ninja knows only shapes it checks itself, and these the rules check."""
    _map, definitions = models_json_schema(
        [(body.shape, "validation") for body in BODIES.values()],
        ref_template="#/components/schemas/{model}",
    )
    bodies: dict[str, Any] = _plain(definitions["$defs"])
    return bodies


def _complete(operation: dict[str, Any], language: Language) -> None:
    name = operation["operationId"]
    for parameter in operation["parameters"]:
        # Ninja leaves both in the shape, and lists examples where OpenAPI wants one.
        shape = parameter["schema"]
        if "anyOf" in shape:  # or nothing: in an address that is to leave it out
            shape = parameter["schema"] = shape["anyOf"][0]
        for ours, theirs in BOUNDS.items():
            if ours in shape:
                shape[theirs] = shape.pop(ours)
        if said := shape.pop("description", ""):
            parameter["description"] = said
        if given := parameter.pop("examples", []):
            parameter["example"] = given[0]
        elif parameter["name"] == "number":
            parameter["example"] = EXAMPLES[name](language)["id"]
    if name not in KEYED:  # with a key it may be asked more often
        operation["security"] = [{}, {"Key": []}]
    going = versions.GIVEN_UP.get(name)
    if going is not None:
        operation["deprecated"] = True
    for status, shape in (EVERYWHERE | ({"410": "Problem"} if going else {})).items():
        content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{shape}"}}}
        operation["responses"][status] = {"content": content}
    operation["responses"] = dict(sorted(operation["responses"].items()))
    for status, response in operation["responses"].items():
        response["description"] = STATUSES[status]
        if status >= "400":
            response["content"]["application/json"]["example"] = _refusal(status, language)
        told = _headers(
            status,
            is_read="requestBody" not in operation,
            is_dated=name in DATED,
            is_going=going is not None,
        )
        response["headers"] = {header: _header(header) for header in told}
    if name in BODIES:
        body = BODIES[name]
        shape = {"$ref": f"#/components/schemas/{body.shape.__name__}"}
        if body.most > 1:
            many = {"type": "array", "maxItems": body.most, "items": shape}
            shape = {"anyOf": [shape, many]}
        operation["requestBody"]["content"] = {
            "application/json": {"schema": shape, "example": body.example()}
        }
        if body.files is not None:
            operation["requestBody"]["content"]["multipart/form-data"] = _form(body.files, shape)
    answer = operation["responses"]["200"]["content"]["application/json"]
    answer["example"] = EXAMPLES[name](language)


def _form(beside: Beside, shape: dict[str, Any]) -> dict[str, Any]:
    """A form with the JSON as one part, and files."""
    file = {"type": "string", "contentMediaType": "application/octet-stream"}
    return {
        "schema": {
            "type": "object",
            "additionalProperties": False,
            "required": [beside.body],
            "properties": {
                beside.body: shape,
                beside.files: {"type": "array", "maxItems": beside.most, "items": file},
            },
        },
        "encoding": {beside.body: {"contentType": "application/json"}},
    }


def _headers(status: str, *, is_read: bool, is_dated: bool, is_going: bool) -> list[str]:
    told = ["RateLimit-Policy", "RateLimit"] if status < "500" else []
    if is_read and status in ("200", "304"):
        told += ["ETag", "Last-Modified"] if is_dated else ["ETag"]
    if status in ("429", "503"):
        told.append("Retry-After")
    if status == "401":
        told.append("WWW-Authenticate")
    return told + (["Deprecation", "Sunset"] if is_going else [])


def _header(name: str) -> dict[str, Any]:
    said, kind = HEADERS[name]
    return {"description": said, "schema": {"type": kind}}


def _refusal(status: str, language: Language) -> dict[str, str]:
    """A sentence that such an answer may hold, as it is said."""
    code = CODE_OF[status]
    with override(language):
        told = {"error": f"{gettext(CODES[code])}.", "code": code}
    return told | ({"incident": "5F0A11C2"} if status == "500" else {})


def _translate(value: Any, key: str = "") -> Any:
    """The same with its sentences in the active language. Examples stay as they are."""
    if key == "example":
        return value
    if isinstance(value, dict):
        return {k: _translate(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [_translate(v, key) for v in value]
    return gettext(value) if key in SENTENCES | {"tags"} and value else value


def _tags(values: dict[str, Any]) -> list[str]:
    return list(dict.fromkeys(tag for o in operations(values) for tag in o["tags"]))
