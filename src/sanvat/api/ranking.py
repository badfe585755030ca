"""From answers to stars: what `sanvat rules rank` does, for other programmes."""

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Query, Router
from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from sanvat.api import shapes
from sanvat.api.errors import Problem, refusals_as_problems
from sanvat.api.examples import EXAMPLE_SET, Body, Examples, shorten
from sanvat.api.http import json_body, private_response
from sanvat.api.shapes import Book, Code, NameOfSet, SetNumber, Shape, Title
from sanvat.rules import answers, finder, library
from sanvat.rules.answers import Language, Wanted
from sanvat.rules.compare import carry_over as carried_over
from sanvat.rules.engine import Minima, in_language, rank_case
from sanvat.rules.model import CriteriaSet, Criterion
from sanvat.rules.problems import CaseRefused

router = Router(tags=[_("Xếp hạng")])

MOST_CASES = 1000  # in one request
MOST_SHEETS = 50  # in one case

REFUSALS = {413: shapes.Problem, 415: shapes.Problem, 422: shapes.Problem}


# What comes in and goes out: ranking


Points = Annotated[str, Field(pattern=r"^\d+\.\d{4}$", examples=["69.7143"])]
Stars = Annotated[int, Field(ge=1, le=5, description=_("Hạng sao"))]
KnownBook = Annotated[
    str, Field(description=_("Mã bộ quy định"), json_schema_extra={"enum": list(library.IDS)})
]


class Sheet(BaseModel):
    by: str = Field("", description=_("Tên hoặc mã thành viên; mỗi phiếu một tên"))
    answers: dict[str, int] = Field(
        description=_("Mã tiêu chí (hoặc mã trường hợp) → điểm của mức được chọn; 0 là không đạt")
    )


class Regulation(BaseModel):
    model_config = ConfigDict(extra="forbid")

    minima: Literal["mean", "majority"] = Field(
        "mean",
        description=_("Mức tối thiểu xét theo điểm trung bình hay theo quá nửa thành viên"),
    )
    decimals: int | None = Field(
        None, ge=0, le=4, description=_("Làm tròn tổng trước khi xét; null là không làm tròn")
    )


class Exclusion(BaseModel):
    reason: str = Field(min_length=1, description=_("Lý do loại, bắt buộc"))
    criterion: str = Field("", description=_("Ghi chú ở tiêu chí nào dẫn đến việc loại"))


class Case(BaseModel):
    rulebook: KnownBook
    set: SetNumber
    sheets: list[Sheet] = Field(
        min_length=1,
        max_length=MOST_SHEETS,
        description=_("Phiếu của các thành viên, nhiều nhất 50"),
    )
    regulation: Regulation | None = Field(
        None, description=_("Điều quyết định để cho quy chế của hội đồng")
    )
    excluded: Exclusion | None = Field(None, description=_("Sản phẩm bị loại, kèm lý do"))
    has: dict[str, bool] | None = Field(
        None,
        description=_(
            "Chủ đề → có hay không, cho câu hỏi riêng của bộ (148/2023 và 781/2020: «story», sản "
            "phẩm có câu chuyện không); không có thì các tiêu chí theo nó không cần chấm"
        ),
    )


class UnmetMinimum(Shape):
    criterion: Code
    stars: Annotated[int, Field(ge=3, le=5)] = Field(description=_("Hạng sao đòi mức này"))
    needs: int = Field(description=_("Điểm cần có"))
    has: Points = Field(description=_("Điểm trung bình đang có"))


class NextStar(Shape):
    stars: Stars
    points_missing: Points = Field(description=_("Còn thiếu bao nhiêu điểm"))
    minima_missing: list[UnmetMinimum] = Field(description=_("Các mức tối thiểu còn thiếu"))


class Excluded(Shape):
    criterion: str = Field(description=_("Ghi chú ở tiêu chí nào; có thể trống"))
    reason: str = Field(description=_("Lý do đã ghi"))


class Spread(Shape):
    values: list[int] = Field(description=_("Theo thứ tự thành viên"))
    low: int = Field(description=_("Điểm thấp nhất"))
    high: int = Field(description=_("Điểm cao nhất"))
    width: int = Field(description=_("Chênh lệch"))
    mean: Points = Field(description=_("Điểm trung bình"))


class CriterionSpread(Spread):
    splits_minimum: list[int] = Field(
        description=_("Hạng sao mà chỉ một số thành viên cho đủ mức tối thiểu")
    )
    cases_differ: bool = Field(description=_("Thành viên chấm theo các trường hợp khác nhau"))


class Divergence(Shape):
    members: list[str] = Field(description=_("Tên các thành viên, theo thứ tự phiếu"))
    criteria: dict[str, CriterionSpread] = Field(
        description=_("Chỉ những tiêu chí có chênh lệch, lớn nhất trước")
    )
    parts: dict[str, Spread] = Field(description=_("Chênh lệch ở mỗi phần"))
    total: Spread = Field(description=_("Chênh lệch tổng điểm"))
    bands: list[int] = Field(description=_("Khung sao theo riêng phiếu của mỗi thành viên"))
    stars: list[int] = Field(description=_("Hạng sao theo riêng phiếu của mỗi thành viên"))


class Improvement(Shape):
    criterion: Code
    has: Points = Field(description=_("Điểm trung bình đang có"))
    to: int = Field(description=_("Điểm của mức mà mỗi thành viên cho ít nhất"))
    reaches: Points = Field(description=_("Điểm trung bình khi đó"))
    because_minimum: bool = Field(
        description=_("Đúng khi mức tối thiểu đòi; sai khi chỉ để thêm điểm")
    )


class Path(Shape):
    stars: Stars
    points: Points = Field(description=_("Tổng điểm tăng thêm"))
    improvements: list[Improvement] = Field(description=_("Việc cần làm, theo thứ tự trên phiếu"))


class Result(Shape):
    rulebook: Book
    set: SetNumber
    total: Points = Field(description=_("Trung bình tổng điểm các phiếu, đúng đến bốn chữ số"))
    parts: dict[str, Points] = Field(description=_("Điểm trung bình của mỗi phần"))
    band: Stars = Field(description=_("Khung sao của tổng điểm, chưa xét mức tối thiểu"))
    stars: Stars | None = Field(description=_("Hạng sao; null khi sản phẩm bị loại"))
    held_back_by: list[UnmetMinimum] = Field(
        description=_("Mức tối thiểu chưa đạt đã kéo hạng sao xuống dưới khung")
    )
    next_star: NextStar | None = Field(description=_("Còn thiếu gì để lên một sao"))
    excluded: Excluded | None = Field(description=_("Lý do bị loại; null khi không bị loại"))
    explanation: list[str] = Field(
        default=[], description=_("Lý do từng bước, khi hỏi ?explain=true")
    )
    divergence: Divergence | None = Field(
        None, description=_("Thành viên chấm khác nhau ở đâu, khi hỏi ?divergence=true")
    )
    path: Path | None = Field(
        None,
        description=_(
            "Ít việc nhất để lên một sao, khi hỏi ?path=true; null là không có đường nào"
        ),
    )


# What comes in and goes out: carrying answers over


class From(BaseModel):
    rulebook: KnownBook
    set: SetNumber


class To(BaseModel):
    rulebook: KnownBook
    set: int | None = Field(
        None, ge=1, description=_("Để trống thì lấy bộ cho cùng loại sản phẩm, nếu chỉ có một")
    )


class CarryOver(BaseModel):
    from_: From = Field(alias="from", description=_("Bộ tiêu chí mà các câu trả lời đang theo"))
    to: To = Field(description=_("Bộ tiêu chí muốn mang câu trả lời sang"))
    answers: dict[str, int] = Field(
        description=_("Mã tiêu chí → điểm; có thể chưa đủ mọi tiêu chí")
    )


class SetName(Shape):
    rulebook: Book
    set: SetNumber
    name: NameOfSet


class Anew(Shape):
    criterion: Code
    title: Title
    because: Literal["points", "minima", "wording", "options", "new"] = Field(
        description=_("Vì sao phải trả lời lại: mức điểm, lời văn đã khác, hoặc tiêu chí mới")
    )


class Dropped(Shape):
    criterion: Code
    title: Title


class CarriedOver(Shape):
    from_: SetName = Field(alias="from", description=_("Bộ tiêu chí cũ"))
    to: SetName = Field(description=_("Bộ tiêu chí mới"))
    answers: dict[str, int] = Field(description=_("Câu trả lời mang sang được, theo mã của bộ mới"))
    anew: list[Anew] = Field(description=_("Tiêu chí phải trả lời lại, và vì sao"))
    dropped: list[Dropped] = Field(description=_("Tiêu chí cũ không còn ở bộ mới"))


# The operations


@router.post(
    "/rank",
    operation_id="rank",
    summary=_("Xếp hạng sản phẩm"),
    description=_(
        "Gửi một ca thì nhận một kết quả; gửi danh sách ca thì nhận danh sách kết quả theo đúng "
        "thứ tự. Trong danh sách, ca không chấm được trả về {error, code}, các ca khác vẫn có "
        "kết quả. Một lần gửi nhiều nhất 1.000 ca, mỗi ca nhiều nhất 50 phiếu."
    ),
    response={200: Result | list[Result | shapes.Problem], **REFUSALS},
    openapi_extra={"requestBody": {"required": True}},
)
def rank(
    request: HttpRequest,
    partial: Annotated[bool, Query(description=_("Tiêu chí chưa chấm tính 0 điểm"))] = False,
    explain: Annotated[bool, Query(description=_("Kèm lý do từng bước"))] = False,
    divergence: Annotated[bool, Query(description=_("Kèm chỗ thành viên chấm khác nhau"))] = False,
    path: Annotated[bool, Query(description=_("Kèm con đường ngắn nhất tới sao kế tiếp"))] = False,
    minima: Annotated[
        Minima | None,
        Query(),
        WithJsonSchema(
            {
                "type": "string",
                "enum": ["mean", "majority"],
                "description": _(
                    "Xét mức tối thiểu theo trung bình hay quá nửa thành viên, "
                    "thay cho «regulation»"
                ),
            }
        ),
    ] = None,
    language: Annotated[
        Language, Query(description=_("Ngôn ngữ của lời giải thích và câu báo lỗi"))
    ] = "vi",
) -> HttpResponse:
    wanted = Wanted(explain=explain, divergence=divergence, path=path, language=language)

    def rank_one(case: Any) -> dict[str, Any]:
        with refusals_as_problems(422):
            if isinstance(case, CaseRefused):
                raise case
            _count_sheets(case)
            return answers.answer(rank_case(case, minima=minima, partial=partial), wanted)

    body = json_body(request)
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        return private_response([_rank_or_problem(rank_one, case) for case in _many(body)])
    return private_response(rank_one(_one(body)))


def _one(body: bytes) -> Any:
    with refusals_as_problems(422):
        return answers.read(body)


def _many(body: bytes) -> list[Any]:
    with refusals_as_problems(422):
        cases = list(islice(answers.read_each(body), MOST_CASES + 1))
    if len(cases) > MOST_CASES:
        sentence = gettext("Một lần gửi nhiều nhất 1.000 ca. Hãy chia thành nhiều lần gửi.")
        raise Problem(422, sentence, "too_many_cases")
    return cases


def _rank_or_problem(rank_one: Callable[[Any], dict[str, Any]], case: Any) -> dict[str, Any]:
    try:
        return rank_one(case)
    except Problem as problem:
        return problem.as_dict()


def _count_sheets(case: Any) -> None:
    sheets = case.get("sheets") if isinstance(case, dict) else None
    if isinstance(sheets, list) and len(sheets) > MOST_SHEETS:
        sentence = gettext(
            "Một ca nhiều nhất 50 phiếu, ca này có %(count)d. Hãy gửi đúng các phiếu của một "
            "phiên chấm."
        )
        raise Problem(422, sentence % {"count": len(sheets)}, "too_many_sheets")


@router.post(
    "/compare/carry-over",
    operation_id="carry_over",
    summary=_("Mang câu trả lời sang bộ khác"),
    description=_(
        "Câu trả lời theo bộ tiêu chí của quyết định này, mang sang bộ của quyết định khác. Chỉ "
        "mang sang khi mức được chọn nói đúng như nhau ở cả hai; còn lại phải trả lời lại, kèm "
        "lý do."
    ),
    response={200: CarriedOver, **REFUSALS},
    by_alias=True,
    openapi_extra={"requestBody": {"required": True}},
)
def carry_over(
    request: HttpRequest,
    language: Annotated[
        Language, Query(description=_("Ngôn ngữ của tên tiêu chí và câu báo lỗi"))
    ] = "vi",
) -> HttpResponse:
    question = _one(json_body(request))
    with refusals_as_problems(422):
        return private_response(carry(question, language))


def carry(question: Any, language: Language) -> dict[str, Any]:
    """The answer to a question as it came in. Raises Problem or CaseRefused where it is unclear."""
    if not isinstance(question, dict):
        raise Problem(
            422,
            gettext("Câu hỏi phải là một đối tượng JSON {from, to, answers}."),
            "not_a_question",
        )
    old = _set_named(question, "from")
    new = _set_named(question, "to", like=old)
    carried = carried_over(old, new, question.get("answers"))  # type: ignore[arg-type]
    return {
        "from": _name(old, language),
        "to": _name(new, language),
        "answers": dict(carried.answers),
        "anew": [
            {
                "criterion": criterion.code,
                "title": in_language(criterion.title, language),
                "because": why,
            }
            for criterion, why in carried.anew
        ],
        "dropped": [
            {"criterion": c.code, "title": in_language(c.title, language)} for c in carried.dropped
        ],
    }


def _set_named(
    question: Mapping[str, Any], key: str, *, like: CriteriaSet | None = None
) -> CriteriaSet:
    """The set that `from` or `to` names; without a number the one for the same products."""
    named = question.get(key)
    if not isinstance(named, dict) or "rulebook" not in named:
        sentence = gettext("Câu hỏi thiếu «%(key)s»: ghi {rulebook, set}.")
        raise Problem(422, sentence % {"key": key}, f"missing_{key}")
    book = library.rulebook(str(named["rulebook"]))
    number = named.get("set")
    if number is None and like is not None:
        return _only(finder.same_set(like, book.id), book.id)
    if isinstance(number, bool) or not isinstance(number, int):
        sentence = gettext("«%(key)s.set» phải là số thứ tự của một bộ tiêu chí.")
        raise Problem(422, sentence % {"key": key}, "set")
    return library.set_of(book, number)


def _only(sets: tuple[CriteriaSet, ...], rulebook: str) -> CriteriaSet:
    if len(sets) == 1:
        return sets[0]
    if not sets:
        sentence = gettext(
            "%(rulebook)s không có bộ nào cho cùng loại sản phẩm. Hãy ghi «to.set» nếu muốn so "
            "với một bộ khác."
        )
        raise Problem(422, sentence % {"rulebook": rulebook}, "no_same_set")
    sentence = gettext(
        "%(rulebook)s có nhiều bộ cho cùng loại sản phẩm: %(sets)s. Hãy ghi «to.set»."
    )
    numbers = ", ".join(str(cs.number) for cs in sets)
    raise Problem(422, sentence % {"rulebook": rulebook, "sets": numbers}, "several_same_sets")


def _name(cs: CriteriaSet, language: Language) -> dict[str, Any]:
    return {
        "rulebook": cs.rulebook,
        "set": cs.number,
        "name": in_language(cs.name, language),
    }


# Examples


def example_case() -> dict[str, Any]:
    """Two members: one gives the best everywhere, one the second best."""
    criteria = library.criteria_set(library.CURRENT, EXAMPLE_SET).criteria
    return {
        "rulebook": library.CURRENT,
        "set": EXAMPLE_SET,
        "sheets": [
            {"by": "m1", "answers": _example_answers(criteria)},
            {"by": "m2", "answers": _example_answers(criteria, rung=-2)},
        ],
    }


def example_question() -> dict[str, Any]:
    """A product of the same kind, scored under the decision before."""
    before = library.IDS[1]
    return {
        "from": {"rulebook": before, "set": EXAMPLE_SET},
        "to": {"rulebook": library.CURRENT},
        "answers": _example_answers(library.criteria_set(before, EXAMPLE_SET).criteria),
    }


def _example_answers(criteria: Iterable[Criterion], *, rung: int = -1) -> dict[str, int]:
    """That option everywhere (-1 the best), of the first case where there are several."""
    asked = [criterion.cases[0] if criterion.cases else criterion for criterion in criteria]
    return {each.code: each.options[rung:][0].points for each in asked}


EXAMPLES: Examples = {
    "rank": lambda language: answers.answer(rank_case(example_case()), Wanted()),
    "carry_over": lambda language: shorten(carry(example_question(), language)),
}

BODIES: dict[str, Body] = {
    "rank": Body(Case, example_case, most=MOST_CASES),
    "carry_over": Body(CarryOver, example_question),
}
