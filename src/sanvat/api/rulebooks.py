"""The rulebooks, their sets and criteria, to read. They change only with a release."""

import json
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router
from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from sanvat.api import shapes
from sanvat.api.errors import Problem, refusals_as_problems
from sanvat.api.examples import EXAMPLE_SET, Examples, shorten
from sanvat.api.http import Content, as_content, released_response
from sanvat.api.paging import next_by_offset, page
from sanvat.api.shapes import Book, Code, Group, NameOfSet, SetNumber, Shape, Title
from sanvat.rules import answers, finder, library, model
from sanvat.rules.answers import Language
from sanvat.text.fold import fold

router = Router(tags=[_("Bộ quy định và tiêu chí")])

# What goes out


ByStars = dict[Literal["3", "4", "5"], int]
Slug = Annotated[str, Field(description=_("Tên rút gọn, dùng thay số thứ tự được"))]
Decision = Annotated[str, Field(description=_("Số hiệu quyết định"))]
Achievable = Annotated[
    int, Field(description=_("Tổng các mức cao nhất; dưới 100 là bản in không cộng đủ"))
]
Checksum = Annotated[str, Field(description=_("SHA-256 của toàn bộ nội dung; đổi khi một chữ đổi"))]
OwnCode = Annotated[str, Field(description=_("Mã trong bộ tiêu chí"))]
Text = Annotated[str, Field(description=_("Lời văn"))]
Note = Annotated[str, Field(description=_("Ghi chú cho người chấm; có thể trống"))]
MaxPoints = Annotated[int, Field(description=_("Điểm tối đa"))]


class Counts(Shape):
    sets: int = Field(description=_("Số bộ tiêu chí"))
    criteria: int = Field(description=_("Số tiêu chí của mọi bộ"))
    options: int = Field(description=_("Số mức điểm của mọi tiêu chí"))
    minima: ByStars = Field(description=_("Số mức tối thiểu của mỗi hạng sao"))


class ReadingIds(Shape):
    certain: list[str] = Field(description=_("Chắc chắn, được áp dụng"))
    probable: list[str] = Field(description=_("Có lẽ, được áp dụng"))
    open: list[str] = Field(description=_("Còn mở, giữ như bản in"))


class SetInShort(Shape):
    set: SetNumber
    slug: Slug
    name: NameOfSet
    group: Group
    criteria: int = Field(description=_("Số tiêu chí"))
    options: int = Field(description=_("Số mức điểm của mọi tiêu chí"))
    minima: ByStars = Field(description=_("Số mức tối thiểu của mỗi hạng sao"))
    parts: dict[str, int] = Field(description=_("Điểm tối đa của mỗi phần"))
    total: int = Field(description=_("Tổng điểm theo bản in"))
    achievable: Achievable
    checksum: Checksum


class RulebookInShort(Shape):
    id: Book
    decision: Decision
    title: Title
    issued: date = Field(description=_("Ngày ban hành"))
    in_force: date = Field(description=_("Ngày có hiệu lực"))
    ended: date | None = Field(description=_("Ngày hết hiệu lực; null là đang có hiệu lực"))
    bands: dict[Literal["1", "2", "3", "4", "5"], int] = Field(
        description=_("Điểm thấp nhất của mỗi hạng sao")
    )
    counts: Counts = Field(description=_("Số đếm của cả bộ quy định"))
    missing_sets: dict[str, str] = Field(description=_("Bộ còn thiếu và vì sao thiếu"))
    readings: ReadingIds = Field(description=_("Mã các cách đọc chỗ in sai, theo độ chắc chắn"))
    open_readings: int = Field(description=_("Số cách đọc còn để mở"))


class Rulebook(RulebookInShort):
    sets: list[SetInShort] = Field(description=_("Các bộ tiêu chí, theo số thứ tự"))
    facts: dict[str, Any] = Field(
        description=_(
            "Quy trình thành dữ liệu: cấp, đợt, thời hạn, hồ sơ, thu hồi; "
            "tiếng Anh ở các khóa có đuôi _en"
        )
    )


class SetPage(Shape):
    items: list[SetInShort] = Field(description=_("Các bộ của trang này"))
    count: int = Field(description=_("Số bộ khớp với bộ lọc, ở mọi trang"))
    next: str | None = Field(description=_("Địa chỉ trang sau; null ở trang cuối"))


class Stop(Shape):
    kind: Literal["exclude", "stop", "stop_if_zero"] = Field(
        description=_("Loại sản phẩm, dừng chấm, hay dừng chấm khi được 0 điểm")
    )
    text: Text


class Option(Shape):
    points: int = Field(description=_("Điểm của mức này, cũng là câu trả lời"))
    text: Text
    minimum_for: int | None = Field(description=_("Hạng sao lấy mức này làm tối thiểu"))


class AnswerCase(Shape):
    code: str = Field(description=_("Mã dùng khi trả lời theo trường hợp này"))
    title: Title
    options: list[Option] = Field(description=_("Các mức điểm của trường hợp này"))


class Criterion(Shape):
    code: Code
    title: Title
    subject: str = Field(description=_("Tiêu chí hỏi về việc gì; như nhau ở mọi bộ"))
    max_points: MaxPoints
    description: str = Field(description=_("Giải thích thêm; có thể trống"))
    requirement: str = Field(description=_("Điều nội dung phải thể hiện; có thể trống"))
    note: Note
    stops: list[Stop] = Field(description=_("Ghi chú khiến sản phẩm bị loại hoặc dừng chấm"))
    depends_on: str | None = Field(description=_("Việc phải có thì tiêu chí này mới có nghĩa"))
    conditional: bool = Field(description=_("Bản in có ghi điều kiện ấy"))
    asked: str = Field(
        description=_("Câu hỏi riêng, có hay không, khi điểm không nói lên điều đó; có thể trống")
    )
    told_from: int | None = Field(
        description=_("Từ số điểm này thì mức đã chọn trả lời thay câu hỏi riêng: có")
    )
    full_marks_if_not_required: bool = Field(
        description=_("Được điểm tối đa khi pháp luật không đòi")
    )
    minima: ByStars = Field(description=_("Điểm tối thiểu cho mỗi hạng sao"))
    options: list[Option] = Field(description=_("Các mức điểm, tăng dần; 0 luôn được phép"))
    cases: list[AnswerCase] = Field(
        description=_("Các trường hợp; nếu có thì chỉ trả lời một trường hợp")
    )


class CriterionInPlace(Criterion):
    rulebook: Book
    set: SetNumber
    part: str = Field(description=_("Mã phần"))
    section: str = Field(description=_("Mã mục"))


class Heading(Shape):
    code: OwnCode
    title: Title
    max_points: MaxPoints


class Section(Shape):
    code: OwnCode
    number: int = Field(description=_("Số mục như bản in"))
    title: Title
    max_points: MaxPoints
    note: Note
    stops: list[Stop] = Field(description=_("Ghi chú khiến sản phẩm bị loại hoặc dừng chấm"))
    headings: list[Heading] = Field(
        description=_("Đề mục đứng trên tiêu chí cấp ba; không chấm điểm")
    )
    criteria: list[Criterion] = Field(description=_("Các tiêu chí"))


class Part(Shape):
    code: OwnCode
    title: Title
    max_points: MaxPoints
    sections: list[Section] = Field(description=_("Các mục"))


class Source(Shape):
    decision: Decision
    annex: str = Field(description=_("Phụ lục; trống là các bộ kèm theo quyết định"))
    transcript: str = Field(description=_("Dữ liệu được đọc từ đâu"))


class SetReading(Shape):
    id: str = Field(description=_("Mã cách đọc"))
    where: str = Field(description=_("Ở chỗ nào"))
    printed: str = Field(description=_("Bản in viết gì"))
    reading: str = Field(description=_("Chúng tôi đọc thành gì"))
    confidence: Literal["certain", "probable", "open"] = Field(
        description=_("Độ chắc chắn: chắc chắn, có lẽ, còn mở")
    )
    why: str = Field(description=_("Vì sao đọc như vậy"))


class CriteriaSet(Shape):
    rulebook: Book
    set: SetNumber
    slug: Slug
    name: NameOfSet
    group: Group
    subgroup: str = Field(description=_("Nhóm trong ngành hàng"))
    ministries: list[str] = Field(description=_("Mã các bộ quản lý ngành"))
    samples: int = Field(description=_("Số mẫu sản phẩm phải nộp"))
    knock_outs: list[str] = Field(description=_("Trường hợp bị loại trước khi chấm"))
    max_points: MaxPoints
    achievable: Achievable
    parts: list[Part] = Field(description=_("Ba phần A, B, C"))
    source: Source = Field(description=_("Lấy từ đâu"))
    readings: list[SetReading] = Field(
        description=_("Các cách đọc chỗ in sai liên quan đến bộ này")
    )
    checksum: Checksum


class Change(Shape):
    set: SetNumber
    criterion: Code
    option: int | None = Field(description=_("Mức thứ mấy, đếm từ 1; null là cả tiêu chí"))
    field: str = Field(description=_("Thay điều gì: điểm, mức tối thiểu…"))
    printed: Any = Field(description=_("Giá trị bản in"))
    reading: Any = Field(description=_("Giá trị được đọc"))


class Reading(SetReading):
    sets: list[int] = Field(description=_("Số các bộ có chỗ này"))
    kind: str = Field(description=_("Loại chỗ sai"))
    applied: bool = Field(description=_("Có được dùng khi chấm không"))
    changes: list[Change] = Field(description=_("Những giá trị mà cách đọc này thay"))


class FoundSet(SetInShort):
    rulebook: Book
    words: list[str] = Field(description=_("Những từ đã dẫn đến bộ này, không dấu"))


# Left open: a form is a list of fields, and fields differ from form to form.
class Forms(BaseModel):
    model_config = ConfigDict(extra="allow")

    id: Book
    decision: Decision
    source: str = Field(description=_("Lấy từ đâu"))
    forms: list[dict[str, Any]] = Field(
        description=_("Mỗi biểu mẫu: phần, ô, loại ô; tiếng Anh ở các khóa có đuôi _en")
    )


# What comes in by the address


Id = Annotated[
    str,
    Path(description=_("Mã bộ quy định"), examples=[library.CURRENT]),
]
Number = Annotated[
    str,
    Path(description=_("Số thứ tự của bộ tiêu chí, hoặc tên rút gọn"), examples=["13"]),
]
CriterionCode = Annotated[
    str,
    Path(description=_("Mã tiêu chí, hoặc mã trường hợp"), examples=["A.1.1"]),
]
In = Annotated[
    Language,
    Query(description=_("Ngôn ngữ của lời văn: vi, hoặc bản tiếng Anh của chúng tôi")),
]


# The operations


def below_a_rulebook(shape: Any) -> dict[int, Any]:
    """What an address below one rulebook may answer."""
    return {200: shape, 304: None, 404: shapes.Problem, 422: shapes.Problem}


@router.get(
    "/rulebooks",
    operation_id="list_rulebooks",
    summary=_("Các bộ quy định"),
    description=_("Mỗi quyết định là một bộ quy định; bộ mới nhất đứng đầu."),
    response={200: list[RulebookInShort], 304: None, 422: shapes.Problem},
)
def list_rulebooks(request: HttpRequest, language: In = "vi") -> HttpResponse:
    return released_response(request, _rulebooks(language), language)


@lru_cache
def _rulebooks(language: Language) -> Content:
    return as_content([_in_short(book, language) for book in library.rulebooks()])


def _in_short(book: model.Rulebook, language: Language) -> dict[str, Any]:
    return {k: v for k, v in answers.book_as_dict(book, language).items() if k != "sets"}


@router.get(
    "/rulebooks/{id}",
    operation_id="get_rulebook",
    summary=_("Một bộ quy định"),
    description=_("Khung điểm, các bộ tiêu chí, các cách đọc, và quy trình thành dữ liệu."),
    response=below_a_rulebook(Rulebook),
)
def get_rulebook(request: HttpRequest, id: Id, language: In = "vi") -> HttpResponse:
    return released_response(request, _rulebook(id, language), language)


@lru_cache
def _rulebook(id: str, language: Language) -> Content:
    book = _book(id)
    return as_content(
        {**answers.book_as_dict(book, language), "facts": answers.facts_as_dict(book)}
    )


@router.get(
    "/rulebooks/{id}/sets",
    operation_id="list_sets",
    summary=_("Các bộ tiêu chí"),
    description=_("Các bộ tiêu chí của một bộ quy định, theo số thứ tự."),
    response=below_a_rulebook(SetPage),
)
def list_sets(
    request: HttpRequest,
    id: Id,
    group: Annotated[
        str,
        Query(description=_("Chỉ lấy một ngành hàng, ghi bằng số La Mã"), examples=["I"]),
    ] = "",
    limit: Annotated[int, Query(ge=1, le=100, description=_("Số bộ mỗi trang"))] = 50,
    offset: Annotated[int, Query(ge=0, le=10_000, description=_("Bỏ qua bao nhiêu bộ đầu"))] = 0,
    language: In = "vi",
) -> HttpResponse:
    chosen = [cs for cs in _book(id).sets.values() if fold(group) in ("", fold(cs.group))]
    path = reverse("api:list_sets", args=[id])
    query = {"group": group, "limit": limit, "offset": offset, "language": language}
    values = page(
        [answers.set_in_short(cs, language) for cs in chosen[offset : offset + limit]],
        count=len(chosen),
        next_page=next_by_offset(path, query, count=len(chosen)),
    )
    return released_response(request, as_content(values), language)


@router.get(
    "/rulebooks/{id}/sets/{number}",
    operation_id="get_set",
    summary=_("Một bộ tiêu chí, đầy đủ"),
    description=_(
        "Phần, mục, tiêu chí, mức điểm, mức tối thiểu, nguồn, và các cách đọc liên quan."
    ),
    response=below_a_rulebook(CriteriaSet),
)
def get_set(request: HttpRequest, id: Id, number: Number, language: In = "vi") -> HttpResponse:
    return released_response(request, _set_values(id, number, language), language)


@lru_cache
def _set_values(id: str, number: str, language: Language) -> Content:
    return as_content(answers.set_as_dict(_book(id), _set(id, number), language))


@router.get(
    "/rulebooks/{id}/sets/{number}/criteria",
    operation_id="list_criteria",
    summary=_("Các tiêu chí của một bộ"),
    description=_("Kê thẳng từng tiêu chí theo thứ tự trên phiếu, không lồng phần, mục."),
    response=below_a_rulebook(list[CriterionInPlace]),
)
def list_criteria(
    request: HttpRequest, id: Id, number: Number, language: In = "vi"
) -> HttpResponse:
    return released_response(request, _criteria(id, number, language), language)


@lru_cache
def _criteria(id: str, number: str, language: Language) -> Content:
    return as_content(answers.criteria_as_dicts(_set(id, number), language))


@router.get(
    "/rulebooks/{id}/sets/{number}/criteria/{code}",
    operation_id="get_criterion",
    summary=_("Một tiêu chí"),
    description=_("Các mức điểm và mức tối thiểu của một tiêu chí."),
    response=below_a_rulebook(CriterionInPlace),
)
def get_criterion(
    request: HttpRequest, id: Id, number: Number, code: CriterionCode, language: In = "vi"
) -> HttpResponse:
    return released_response(request, _criterion(id, number, code, language), language)


@lru_cache(maxsize=1024)
def _criterion(id: str, number: str, code: str, language: Language) -> Content:
    cs = _set(id, number)
    found = cs.by_code.get(code) or cs.answer_codes.get(code, (None, None))[0]
    if found is None:
        sentence = gettext(
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
    return as_content(answers.criteria_as_dicts(cs, language)[place])


@router.get(
    "/rulebooks/{id}/readings",
    operation_id="list_readings",
    summary=_("Các cách đọc chỗ in sai"),
    description=_(
        "Chỗ bản in của quyết định sai, vênh hoặc bỏ ngỏ, cách chúng tôi đọc, và vì sao. "
        "Cách đọc chắc chắn và có lẽ thì được áp dụng; cách đọc còn mở thì giữ như bản in."
    ),
    response=below_a_rulebook(list[Reading]),
)
def list_readings(request: HttpRequest, id: Id, language: In = "vi") -> HttpResponse:
    return released_response(request, _readings(id, language), language)


@lru_cache
def _readings(id: str, language: Language) -> Content:
    book = _book(id)
    return as_content([answers.reading_as_dict(book, r, language) for r in book.readings])


@router.get(
    "/rulebooks/{id}/forms",
    operation_id="get_forms",
    summary=_("Các biểu mẫu"),
    description=_("Các biểu mẫu của quyết định, mỗi mẫu là một danh sách ô phải ghi."),
    response=below_a_rulebook(Forms),
)
def get_forms(request: HttpRequest, id: Id) -> HttpResponse:
    return released_response(request, _forms(id), "vi")


@lru_cache
def _forms(id: str) -> Content:
    book = _book(id)
    forms = answers.forms(id)
    if forms is None:
        sentence = gettext("Chưa có biểu mẫu nào của bộ quy định %(id)s thành dữ liệu.") % {
            "id": book.id
        }
        raise Problem(404, sentence, "no_forms")
    return as_content(forms)


@router.get(
    "/sets/find",
    operation_id="find_sets",
    summary=_("Sản phẩm này chấm theo bộ nào?"),
    description=_(
        "Những bộ tiêu chí hợp nhất với tên một sản phẩm, hợp nhất đứng đầu. "
        "Gõ có dấu hay không dấu đều được; không thấy bộ nào thì danh sách rỗng."
    ),
    response={200: list[FoundSet], 304: None, 422: shapes.Problem},
)
def find_sets(
    request: HttpRequest,
    q: Annotated[
        str,
        Query(max_length=200, description=_("Tên sản phẩm"), examples=["cà phê rang xay"]),
    ],
    rulebook: Annotated[
        str,
        Query(),
        WithJsonSchema(
            {
                "type": "string",
                "enum": [*library.IDS],
                "description": _("Mã bộ quy định"),
            }
        ),
    ] = library.CURRENT,
    language: In = "vi",
) -> HttpResponse:
    with refusals_as_problems(422):
        book = library.rulebook(rulebook)
    found = [
        {
            "rulebook": book.id,
            **answers.set_in_short(each.criteria_set, language),
            "words": list(each.words),
        }
        for each in finder.find_sets(q, rulebook=book.id)
    ]
    return released_response(request, as_content(found), language)


def _book(id: str) -> model.Rulebook:
    with refusals_as_problems(404):
        return library.rulebook(id)


def _set(id: str, number: str) -> model.CriteriaSet:
    book = _book(id)
    wanted = answers.set_number(book, number)
    with refusals_as_problems(404):
        return library.set_of(book, number if wanted < 0 else wanted)  # type: ignore[arg-type]


# Examples


def _example(view: Callable[..., HttpResponse], *arguments: Any, **more: Any) -> Any:
    """What the view sends, with its lists cut."""
    return shorten(json.loads(view(HttpRequest(), *arguments, **more).content))


_BOOK, _SET = library.CURRENT, str(EXAMPLE_SET)

EXAMPLES: Examples = {
    "list_rulebooks": lambda language: _example(list_rulebooks, language),
    "get_rulebook": lambda language: _example(get_rulebook, _BOOK, language),
    "list_sets": lambda language: _example(list_sets, _BOOK, limit=1, language=language),
    "get_set": lambda language: _example(get_set, _BOOK, _SET, language),
    "list_criteria": lambda language: _example(list_criteria, _BOOK, _SET, language),
    "get_criterion": lambda language: _example(get_criterion, _BOOK, _SET, "A.1.1", language),
    "list_readings": lambda language: _example(list_readings, _BOOK, language),
    "get_forms": lambda language: _example(get_forms, _BOOK),  # both languages in one
    "find_sets": lambda language: _example(find_sets, "cà phê rang xay", language=language),
}
