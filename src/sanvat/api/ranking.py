"""From answers to stars: what `sanvat rules rank` does, for other programmes."""

from collections.abc import Callable, Mapping
from itertools import islice
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Query, Router
from pydantic import WithJsonSchema

from sanvat.api import schemas
from sanvat.api.door import answered, json_body
from sanvat.api.problems import Problem, refusals_told
from sanvat.rules import answers, finder, library
from sanvat.rules.answers import Language, Wanted
from sanvat.rules.compare import carry_over as carried_over
from sanvat.rules.engine import Minima, in_language, rank_case
from sanvat.rules.model import CriteriaSet
from sanvat.rules.problems import CaseRefused

router = Router(tags=[gettext_noop("Xếp hạng")])

MOST_CASES = 1000
MOST_SHEETS = 50

REFUSALS = {413: schemas.Problem, 415: schemas.Problem, 422: schemas.Problem}


@router.post(
    "/rank",
    operation_id="rank",
    summary=gettext_noop("Xếp hạng sản phẩm"),
    description=gettext_noop(
        "Gửi một ca thì nhận một kết quả; gửi danh sách ca thì nhận danh sách kết quả theo đúng "
        "thứ tự. Trong danh sách, ca không chấm được trả về {error, code}, các ca khác vẫn có "
        "kết quả. Một lần gửi nhiều nhất 1.000 ca, mỗi ca nhiều nhất 50 phiếu."
    ),
    response={200: schemas.Result | list[schemas.Result | schemas.Problem], **REFUSALS},
    openapi_extra={"requestBody": {"required": True}},
)
def rank(
    request: HttpRequest,
    partial: Annotated[
        bool, Query(description=gettext_noop("Tiêu chí chưa chấm tính 0 điểm"))
    ] = False,
    explain: Annotated[bool, Query(description=gettext_noop("Kèm lý do từng bước"))] = False,
    divergence: Annotated[
        bool, Query(description=gettext_noop("Kèm chỗ thành viên chấm khác nhau"))
    ] = False,
    path: Annotated[
        bool, Query(description=gettext_noop("Kèm con đường ngắn nhất tới sao kế tiếp"))
    ] = False,
    minima: Annotated[
        Minima | None,
        Query(),
        WithJsonSchema(
            {
                "type": "string",
                "enum": ["mean", "majority"],
                "description": gettext_noop(
                    "Xét mức tối thiểu theo trung bình hay quá nửa thành viên, "
                    "thay cho «regulation»"
                ),
            }
        ),
    ] = None,
    language: Annotated[
        Language, Query(description=gettext_noop("Ngôn ngữ của lời giải thích và câu báo lỗi"))
    ] = "vi",
) -> HttpResponse:
    wanted = Wanted(explain=explain, divergence=divergence, path=path, language=language)

    def ranked(case: Any) -> dict[str, Any]:
        with refusals_told(422):
            if isinstance(case, CaseRefused):
                raise case
            _count_sheets(case)
            return answers.answer(rank_case(case, minima=minima, partial=partial), wanted)

    body = json_body(request)
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        return answered([_or_problem(ranked, case) for case in _many(body)])
    return answered(ranked(_one(body)))


def _one(body: bytes) -> Any:
    with refusals_told(422):
        return answers.read(body)


def _many(body: bytes) -> list[Any]:
    with refusals_told(422):
        cases = list(islice(answers.read_each(body), MOST_CASES + 1))
    if len(cases) > MOST_CASES:
        sentence = _("Một lần gửi nhiều nhất 1.000 ca. Hãy chia thành nhiều lần gửi.")
        raise Problem(422, sentence, "too_many_cases")
    return cases


def _or_problem(ranked: Callable[[Any], dict[str, Any]], case: Any) -> dict[str, Any]:
    try:
        return ranked(case)
    except Problem as problem:
        return problem.as_dict()


def _count_sheets(case: Any) -> None:
    sheets = case.get("sheets") if isinstance(case, dict) else None
    if isinstance(sheets, list) and len(sheets) > MOST_SHEETS:
        sentence = _(
            "Một ca nhiều nhất 50 phiếu, ca này có %(count)d. Hãy gửi đúng các phiếu của một "
            "phiên chấm."
        )
        raise Problem(422, sentence % {"count": len(sheets)}, "too_many_sheets")


@router.post(
    "/compare/carry-over",
    operation_id="carry_over",
    summary=gettext_noop("Mang câu trả lời sang bộ khác"),
    description=gettext_noop(
        "Câu trả lời theo bộ tiêu chí của quyết định này, mang sang bộ của quyết định khác. Chỉ "
        "mang sang khi mức được chọn nói đúng như nhau ở cả hai; còn lại phải trả lời lại, kèm "
        "lý do."
    ),
    response={200: schemas.CarriedOver, **REFUSALS},
    by_alias=True,
    openapi_extra={"requestBody": {"required": True}},
)
def carry_over(
    request: HttpRequest,
    language: Annotated[
        Language, Query(description=gettext_noop("Ngôn ngữ của tên tiêu chí và câu báo lỗi"))
    ] = "vi",
) -> HttpResponse:
    question = _one(json_body(request))
    with refusals_told(422):
        return answered(carried(question, language))


def carried(question: Any, language: Language) -> dict[str, Any]:
    if not isinstance(question, dict):
        raise Problem(
            422, _("Câu hỏi phải là một đối tượng JSON {from, to, answers}."), "not_a_question"
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
        sentence = _("Câu hỏi thiếu «%(key)s»: ghi {rulebook, set}.")
        raise Problem(422, sentence % {"key": key}, f"missing_{key}")
    book = library.rulebook(str(named["rulebook"]))
    number = named.get("set")
    if number is None and like is not None:
        return _only(finder.same_set(like, book.id), book.id)
    if isinstance(number, bool) or not isinstance(number, int):
        sentence = _("«%(key)s.set» phải là số thứ tự của một bộ tiêu chí.")
        raise Problem(422, sentence % {"key": key}, "set")
    return library.set_of(book, number)


def _only(sets: tuple[CriteriaSet, ...], rulebook: str) -> CriteriaSet:
    if len(sets) == 1:
        return sets[0]
    if not sets:
        sentence = _(
            "%(rulebook)s không có bộ nào cho cùng loại sản phẩm. Hãy ghi «to.set» nếu muốn so "
            "với một bộ khác."
        )
        raise Problem(422, sentence % {"rulebook": rulebook}, "no_same_set")
    sentence = _("%(rulebook)s có nhiều bộ cho cùng loại sản phẩm: %(sets)s. Hãy ghi «to.set».")
    numbers = ", ".join(str(cs.number) for cs in sets)
    raise Problem(422, sentence % {"rulebook": rulebook, "sets": numbers}, "several_same_sets")


def _name(cs: CriteriaSet, language: Language) -> dict[str, Any]:
    return {
        "rulebook": cs.rulebook,
        "set": cs.number,
        "name": in_language(cs.name, language),
    }
