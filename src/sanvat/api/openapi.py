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

from sanvat.api.http import Content, as_content, cached_response
from sanvat.api.operations import BODIES, EXAMPLES, api
from sanvat.rules.answers import Language

STATUSES = {
    "200": _("Câu trả lời."),
    "304": _("Nội dung không đổi so với ETag mà bạn gửi trong If-None-Match; không có thân."),
    "401": _("Không có khóa API, hoặc khóa không dùng được."),
    "403": _("Khóa không có quyền mà địa chỉ này cần."),
    "404": _("Không có bộ quy định, bộ tiêu chí hoặc mã như trong địa chỉ."),
    "413": _("Nội dung gửi lên dài quá 2 MB."),
    "415": _("Content-Type không phải application/json."),
    "422": _("Câu hỏi không trả lời được; câu «error» nói vì sao."),
}

SENTENCES = {"description", "summary"}


def schema(request: HttpRequest) -> HttpResponse:
    """In the language of the address, or else of the switch, as the page that leads here."""
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET"])
    asked = request.GET.get("language") or request.LANGUAGE_CODE
    language: Language = "en" if asked == "en" else "vi"
    response = cached_response(request, _content(language), language)
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
    shapes: dict[str, Any] = _plain(definitions["$defs"])
    return shapes


def _complete(operation: dict[str, Any], language: Language) -> None:
    name = operation["operationId"]
    for parameter in operation["parameters"]:
        # Ninja leaves both in the shape, and lists examples where OpenAPI wants one.
        shape = parameter["schema"]
        if "anyOf" in shape:  # or nothing: in an address that is to leave it out
            shape = parameter["schema"] = shape["anyOf"][0]
        if said := shape.pop("description", ""):
            parameter["description"] = said
        if given := parameter.pop("examples", []):
            parameter["example"] = given[0]
    for status, response in operation["responses"].items():
        response["description"] = STATUSES[status]
        if status in ("200", "304") and not {"requestBody", "security"} & operation.keys():
            response["headers"] = {
                "ETag": {"description": _("Dấu của nội dung"), "schema": {"type": "string"}}
            }
    if name in BODIES:
        body = BODIES[name]
        shape = {"$ref": f"#/components/schemas/{body.shape.__name__}"}
        if body.most > 1:
            many = {"type": "array", "maxItems": body.most, "items": shape}
            shape = {"anyOf": [shape, many]}
        operation["requestBody"]["content"] = {
            "application/json": {"schema": shape, "example": body.example()}
        }
    answer = operation["responses"]["200"]["content"]["application/json"]
    answer["example"] = EXAMPLES[name](language)


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
