"""The rulebooks, their sets and criteria, to read. They change only with a release."""

from functools import lru_cache
from typing import Annotated, Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Path, Query, Router
from pydantic import WithJsonSchema

from sanvat.api import schemas
from sanvat.api.door import Prepared, prepared, sent
from sanvat.api.problems import Problem, refusals_told
from sanvat.rules import answers, finder, library
from sanvat.rules.answers import Language
from sanvat.rules.model import CriteriaSet, Rulebook
from sanvat.text.fold import fold

router = Router(tags=[gettext_noop("Bộ quy định và tiêu chí")])

Id = Annotated[
    str,
    Path(description=gettext_noop("Mã bộ quy định"), examples=[library.CURRENT]),
]
Number = Annotated[
    str,
    Path(description=gettext_noop("Số thứ tự của bộ tiêu chí, hoặc tên rút gọn"), examples=["13"]),
]
CriterionCode = Annotated[
    str,
    Path(description=gettext_noop("Mã tiêu chí, hoặc mã trường hợp"), examples=["A.1.1"]),
]
In = Annotated[
    Language,
    Query(description=gettext_noop("Ngôn ngữ của lời văn: vi, hoặc bản tiếng Anh của chúng tôi")),
]


def shapes(shape: Any) -> dict[int, Any]:
    """What an address below one rulebook may answer."""
    return {200: shape, 304: None, 404: schemas.Problem, 422: schemas.Problem}


@router.get(
    "/rulebooks",
    operation_id="list_rulebooks",
    summary=gettext_noop("Các bộ quy định"),
    description=gettext_noop("Mỗi quyết định là một bộ quy định; bộ mới nhất đứng đầu."),
    response={200: list[schemas.RulebookInShort], 304: None, 422: schemas.Problem},
)
def list_rulebooks(request: HttpRequest, language: In = "vi") -> HttpResponse:
    return sent(request, _rulebooks(language), language)


@lru_cache
def _rulebooks(language: Language) -> Prepared:
    return prepared([_in_short(book, language) for book in library.rulebooks()])


def _in_short(book: Rulebook, language: Language) -> dict[str, Any]:
    return {k: v for k, v in answers.book_as_dict(book, language).items() if k != "sets"}


@router.get(
    "/rulebooks/{id}",
    operation_id="get_rulebook",
    summary=gettext_noop("Một bộ quy định"),
    description=gettext_noop(
        "Khung điểm, các bộ tiêu chí, các cách đọc, và quy trình thành dữ liệu."
    ),
    response=shapes(schemas.Rulebook),
)
def get_rulebook(request: HttpRequest, id: Id, language: In = "vi") -> HttpResponse:
    return sent(request, _rulebook(id, language), language)


@lru_cache
def _rulebook(id: str, language: Language) -> Prepared:
    book = _book(id)
    return prepared({**answers.book_as_dict(book, language), "facts": answers.facts_as_dict(book)})


@router.get(
    "/rulebooks/{id}/sets",
    operation_id="list_sets",
    summary=gettext_noop("Các bộ tiêu chí"),
    description=gettext_noop("Các bộ tiêu chí của một bộ quy định, theo số thứ tự."),
    response=shapes(schemas.SetPage),
)
def list_sets(
    request: HttpRequest,
    id: Id,
    group: Annotated[
        str,
        Query(
            description=gettext_noop("Chỉ lấy một ngành hàng, ghi bằng số La Mã"), examples=["I"]
        ),
    ] = "",
    limit: Annotated[int, Query(ge=1, le=100, description=gettext_noop("Số bộ mỗi trang"))] = 50,
    offset: Annotated[
        int, Query(ge=0, le=10_000, description=gettext_noop("Bỏ qua bao nhiêu bộ đầu"))
    ] = 0,
    language: In = "vi",
) -> HttpResponse:
    chosen = [cs for cs in _book(id).sets.values() if fold(group) in ("", fold(cs.group))]
    page = chosen[offset : offset + limit]
    following = offset + limit
    query = {"group": group, "limit": limit, "offset": following, "language": language}
    values = {
        "items": [answers.set_in_short(cs, language) for cs in page],
        "count": len(chosen),
        "next": (
            f"{reverse('api:list_sets', args=[id])}?{urlencode(query)}"
            if following < len(chosen)
            else None
        ),
    }
    return sent(request, prepared(values), language)


@router.get(
    "/rulebooks/{id}/sets/{number}",
    operation_id="get_set",
    summary=gettext_noop("Một bộ tiêu chí, đầy đủ"),
    description=gettext_noop(
        "Phần, mục, tiêu chí, mức điểm, mức tối thiểu, nguồn, và các cách đọc liên quan."
    ),
    response=shapes(schemas.CriteriaSet),
)
def get_set(request: HttpRequest, id: Id, number: Number, language: In = "vi") -> HttpResponse:
    return sent(request, _set_values(id, number, language), language)


@lru_cache
def _set_values(id: str, number: str, language: Language) -> Prepared:
    return prepared(answers.set_as_dict(_book(id), _set(id, number), language))


@router.get(
    "/rulebooks/{id}/sets/{number}/criteria",
    operation_id="list_criteria",
    summary=gettext_noop("Các tiêu chí của một bộ"),
    description=gettext_noop(
        "Kê thẳng từng tiêu chí theo thứ tự trên phiếu, không lồng phần, mục."
    ),
    response=shapes(list[schemas.CriterionInPlace]),
)
def list_criteria(
    request: HttpRequest, id: Id, number: Number, language: In = "vi"
) -> HttpResponse:
    return sent(request, _criteria(id, number, language), language)


@lru_cache
def _criteria(id: str, number: str, language: Language) -> Prepared:
    return prepared(answers.criteria_as_dicts(_set(id, number), language))


@router.get(
    "/rulebooks/{id}/sets/{number}/criteria/{code}",
    operation_id="get_criterion",
    summary=gettext_noop("Một tiêu chí"),
    description=gettext_noop("Các mức điểm và mức tối thiểu của một tiêu chí."),
    response=shapes(schemas.CriterionInPlace),
)
def get_criterion(
    request: HttpRequest, id: Id, number: Number, code: CriterionCode, language: In = "vi"
) -> HttpResponse:
    return sent(request, _criterion(id, number, code, language), language)


@lru_cache(maxsize=1024)
def _criterion(id: str, number: str, code: str, language: Language) -> Prepared:
    cs = _set(id, number)
    found = cs.by_code.get(code) or cs.answer_codes.get(code, (None, None))[0]
    if found is None:
        sentence = _(
            "Bộ %(set)d của %(rulebook)s không có tiêu chí «%(code)s». "
            "Các mã được kê ở %(criteria)s."
        ) % {
            "set": cs.number,
            "rulebook": cs.rulebook,
            "code": code,
            "criteria": reverse("api:list_criteria", args=[id, cs.number]),
        }
        raise Problem(404, sentence, "unknown_code")
    place = cs.criteria.index(found)
    return prepared(answers.criteria_as_dicts(cs, language)[place])


@router.get(
    "/rulebooks/{id}/readings",
    operation_id="list_readings",
    summary=gettext_noop("Các cách đọc chỗ in sai"),
    description=gettext_noop(
        "Chỗ bản in của quyết định sai, vênh hoặc bỏ ngỏ, cách chúng tôi đọc, và vì sao. "
        "Cách đọc chắc chắn và có lẽ thì được áp dụng; cách đọc còn mở thì giữ như bản in."
    ),
    response=shapes(list[schemas.Reading]),
)
def list_readings(request: HttpRequest, id: Id, language: In = "vi") -> HttpResponse:
    return sent(request, _readings(id, language), language)


@lru_cache
def _readings(id: str, language: Language) -> Prepared:
    book = _book(id)
    return prepared([answers.reading_as_dict(book, r, language) for r in book.readings])


@router.get(
    "/rulebooks/{id}/forms",
    operation_id="get_forms",
    summary=gettext_noop("Các biểu mẫu"),
    description=gettext_noop("Các biểu mẫu của quyết định, mỗi mẫu là một danh sách ô phải ghi."),
    response=shapes(schemas.Forms),
)
def get_forms(request: HttpRequest, id: Id) -> HttpResponse:
    return sent(request, _forms(id), "vi")


@lru_cache
def _forms(id: str) -> Prepared:
    book = _book(id)
    forms = answers.forms(id)
    if forms is None:
        sentence = _("Chưa có biểu mẫu nào của bộ quy định %(id)s thành dữ liệu.") % {"id": book.id}
        raise Problem(404, sentence, "no_forms")
    return prepared(forms)


@router.get(
    "/sets/find",
    operation_id="find_sets",
    summary=gettext_noop("Sản phẩm này chấm theo bộ nào?"),
    description=gettext_noop(
        "Những bộ tiêu chí hợp nhất với tên một sản phẩm, hợp nhất đứng đầu. "
        "Gõ có dấu hay không dấu đều được; không thấy bộ nào thì danh sách rỗng."
    ),
    response={200: list[schemas.FoundSet], 304: None, 422: schemas.Problem},
)
def find_sets(
    request: HttpRequest,
    q: Annotated[
        str,
        Query(
            max_length=200, description=gettext_noop("Tên sản phẩm"), examples=["cà phê rang xay"]
        ),
    ],
    rulebook: Annotated[
        str,
        Query(),
        WithJsonSchema(
            {
                "type": "string",
                "enum": [*library.IDS],
                "description": gettext_noop("Mã bộ quy định"),
            }
        ),
    ] = library.CURRENT,
    language: In = "vi",
) -> HttpResponse:
    with refusals_told(422):
        book = library.rulebook(rulebook)
    found = [
        {
            "rulebook": book.id,
            **answers.set_in_short(each.criteria_set, language),
            "words": list(each.words),
        }
        for each in finder.find_sets(q, rulebook=book.id)
    ]
    return sent(request, prepared(found), language)


def _book(id: str) -> Rulebook:
    with refusals_told(404):
        return library.rulebook(id)


def _set(id: str, number: str) -> CriteriaSet:
    book = _book(id)
    wanted = answers.set_number(book, number)
    with refusals_told(404):
        return library.set_of(book, number if wanted < 0 else wanted)  # type: ignore[arg-type]
