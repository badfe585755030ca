"""The page that tells people how to use the API, made from its description for programmes."""

import json
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sanvat.api import versions
from sanvat.api.errors import CODES
from sanvat.api.openapi import described
from sanvat.api.operations import KEYED
from sanvat.parties.scopes import SCOPES
from sanvat.rules.answers import Language
from sanvat.text.days import day
from sanvat.ui.same import same_for_all
from sanvat.ui.tables import Column

PARAMETER_COLUMNS = [
    Column(gettext_lazy("Tên")),
    Column(gettext_lazy("Kiểu")),
    Column(gettext_lazy("Mặc định")),
    Column(gettext_lazy("Ý nghĩa"), phone_label=""),
]
FIELD_COLUMNS = [
    Column(gettext_lazy("Tên")),
    Column(gettext_lazy("Kiểu")),
    Column(gettext_lazy("Ý nghĩa"), phone_label=""),
]
SCOPE_COLUMNS = [
    Column(gettext_lazy("Quyền")),
    Column(gettext_lazy("Mở được gì"), phone_label=""),
    Column(gettext_lazy("Không có gì"), phone_label=""),
]
GIVEN_UP_COLUMNS = [
    Column(gettext_lazy("Địa chỉ")),
    Column(gettext_lazy("Trả lời đến hết ngày")),
    Column(gettext_lazy("Dùng thay")),
]
CODE_COLUMNS = [
    Column(gettext_lazy("Mã")),
    Column(gettext_lazy("Khi nào"), phone_label=""),
]

Words = list[tuple[str, str]]
Row = tuple[str, ...]


def page(request: HttpRequest) -> HttpResponse:
    """What the API answers, from its description; the same for everybody until a release."""
    language: Language = "en" if get_language() == "en" else "vi"
    schema = described(language)
    root = request.build_absolute_uri("/").rstrip("/")
    operations = [
        _operation(address, method, operation, root, language)
        for address, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]
    groups = [
        (tag["name"], [o for o in operations if o["tag"] == tag["name"]]) for tag in schema["tags"]
    ]
    types = [_type(name, shape) for name, shape in sorted(schema["components"]["schemas"].items())]
    contents = [
        (_("Bắt đầu"), "#bat-dau"),
        (_("Quy ước"), "#quy-uoc"),
        (_("Khóa và quyền"), "#khoa"),
        (_("Phiên bản"), "#phien-ban"),
        *((o["summary"], f"#{o['id']}", o["method"]) for o in operations),
        (_("Kiểu dữ liệu"), "#kieu-du-lieu"),
        (_("Mã lỗi"), "#ma-loi"),
    ]
    response = render(
        request,
        "api/docs.html",
        {
            "contents": contents,
            "codes": [(_code(code), _(meaning)) for code, meaning in CODES.items()],
            "code_columns": CODE_COLUMNS,
            "description": schema["info"]["description"],
            "field_columns": FIELD_COLUMNS,
            "groups": groups,
            "parameter_columns": PARAMETER_COLUMNS,
            "root": f"{root}{_start()}",
            "schema_address": reverse("api:openapi", query=_said_in(language)),
            "first_steps": _first_steps(operations),
            "given_up": [_given_up(name, going) for name, going in versions.GIVEN_UP.items()],
            "given_up_columns": GIVEN_UP_COLUMNS,
            "limits": settings.API_LIMITS,
            "scope_columns": SCOPE_COLUMNS,
            "scopes": [
                (_code(scope.value), str(meaning.opens), str(meaning.leaves_out))
                for scope, meaning in SCOPES.items()
            ],
            "types": types,
        },
    )
    same_for_all(request, response, until="release")
    return response


def _given_up(name: str, going: versions.GivenUp) -> Row:
    return _code(name), day(going.last_on), _code(going.instead)


def _start() -> str:
    return reverse("api:openapi").removesuffix("/openapi.json")


def _said_in(language: Language) -> dict[str, str]:
    """What an address needs to be answered in that language."""
    return {} if language == "vi" else {"language": language}


def _operation(
    address: str, method: str, operation: dict[str, Any], root: str, language: Language
) -> dict[str, Any]:
    answer = operation["responses"]["200"]["content"]["application/json"]
    return {
        "id": operation["operationId"],
        "tag": operation["tags"][0],
        "method": method.upper(),
        "address": address,
        "summary": operation["summary"],
        "description": operation["description"],
        "parameters": [_parameter(p) for p in operation["parameters"]],
        "body": _shape_of(operation.get("requestBody")),
        "curl": _curl(operation, root + address, language),
        "answer": _linked(_words(answer["schema"])),
        "example": json.dumps(answer["example"], ensure_ascii=False, indent=2),
        "statuses": [(s, r["description"]) for s, r in operation["responses"].items()],
    }


def _parameter(parameter: dict[str, Any]) -> Row:
    shape = parameter["schema"]
    if parameter["required"]:
        default = _("bắt buộc")
    elif shape.get("default") in (None, ""):
        default = _("không có")
    else:
        default = _code(json.dumps(shape["default"]))
    name, meaning = _code(parameter["name"]), parameter.get("description", "")
    return name, _words(shape)[0][0], default, meaning


def _shape_of(body: dict[str, Any] | None) -> str:
    return _linked(_words(body["content"]["application/json"]["schema"])) if body else ""


def _filled(address: str, operation: dict[str, Any], language: Language) -> str:
    """The address with its examples in place: one that can be asked."""
    query = {"partial": "true", "explain": "true"} if operation["operationId"] == "rank" else {}
    for parameter in operation["parameters"]:
        example = parameter.get("example")
        if parameter["in"] == "path":
            address = address.replace(f"{{{parameter['name']}}}", quote(str(example)))
        elif parameter["required"]:
            query[parameter["name"]] = example
        elif parameter["name"] == "language":
            query |= _said_in(language)
    return f"{address}?{urlencode(query)}" if query else address


def _curl(operation: dict[str, Any], address: str, language: Language) -> str:
    address = _filled(address, operation, language)
    key = ""
    if operation["operationId"] in KEYED:
        key = f" \\\n  -H 'Authorization: Bearer {_('khóa của bạn')}'"
    if "requestBody" not in operation:
        return f"curl '{address}'{key}"
    question = operation["requestBody"]["content"]["application/json"]["example"]
    if operation["operationId"] == "rank":
        sheet = question["sheets"][0]
        question = {**question, "sheets": [{**sheet, "answers": _few(sheet["answers"])}]}
    elif "answers" in question:
        question = {**question, "answers": _few(question["answers"])}
    lines = (
        f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}"
        for key, value in question.items()
    )
    sent = "{" + ",\n       ".join(lines) + "}"
    return f"curl '{address}'{key} \\\n  -H 'Content-Type: application/json' \\\n  -d '{sent}'"


def _few(answers: dict[str, int]) -> dict[str, int]:
    return dict(list(answers.items())[:3])


def _first_steps(operations: list[dict[str, Any]]) -> list[tuple[str, str]]:
    by_id = {o["id"]: o["curl"] for o in operations}
    return [
        (_("Sản phẩm này chấm theo bộ nào?"), by_id["find_sets"]),
        (_("Bộ ấy hỏi những gì?"), by_id["list_criteria"]),
        (_("Được mấy sao, và vì sao?"), by_id["rank"]),
    ]


def _type(name: str, shape: dict[str, Any]) -> dict[str, Any]:
    required = shape.get("required", ())
    return {
        "name": name,
        "fields": [
            _field(field, inner, required=field in required)
            for field, inner in shape.get("properties", {}).items()
        ],
    }


def _field(name: str, shape: dict[str, Any], *, required: bool) -> Row:
    kind = _linked(_words(shape))
    if not required:
        kind = format_html('{} <span class="muted">{}</span>', kind, _("(có thể vắng)"))
    return _code(name), kind, shape.get("description", "")


def _code(text: str) -> SafeString:
    return format_html("<code>{}</code>", text)


def _linked(words: Words) -> SafeString:
    """The words of a shape, each type a link to where it stands on the page."""
    return format_html_join("", "{}", ((_word(word, name),) for word, name in words))


def _word(word: str, name: str) -> str:
    return format_html('<a href="#kieu-{}">{}</a>', name, _code(word)) if name else word


def _words(shape: dict[str, Any]) -> Words:
    """A shape in words: (word, name of the type it leads to, or nothing)."""
    if "$ref" in shape:
        name = shape["$ref"].rsplit("/", 1)[1]
        return [(name, name)]
    if "anyOf" in shape:
        return _alternatives(shape["anyOf"])
    if "enum" in shape:
        return [(" | ".join(str(value) for value in shape["enum"]), "")]
    if "const" in shape:
        return [(str(shape["const"]), "")]
    match shape.get("type"):
        case "array":
            inner = _words(shape["items"])
            several = [("(", ""), *inner, (")", "")] if len(inner) > 1 else inner
            return [(_("danh sách") + " ", ""), *several]
        case "object":
            value = shape.get("additionalProperties")
            values = _words(value) if isinstance(value, dict) else []
            return [(_("đối tượng") + (" → " if values else ""), ""), *values]
        case "string":
            return [(_("ngày") if shape.get("format") == "date" else _("chữ"), "")]
        case "integer":
            return [(_("số nguyên"), "")]
        case "boolean":
            return [("true | false", "")]
        case "null":
            return [("null", "")]
    return [(_("tùy chỗ"), "")]


def _alternatives(shapes: list[dict[str, Any]]) -> Words:
    words: Words = []
    for shape in shapes:
        words += [*([(" | ", "")] if words else []), *_words(shape)]
    return words
