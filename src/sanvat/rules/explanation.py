"""A result in whole sentences: why this star, and what on the sheets does not go together."""

from __future__ import annotations

from collections.abc import Iterator

from sanvat.rules.engine import (
    Result,
    decimal,
    idle_answers,
    in_language,
    most_points,
    points_tell,
)
from sanvat.rules.model import Criterion


def explain(result: Result, *, language: str = "vi") -> list[str]:
    """Why this star and not the next, in whole sentences an official can check by hand."""
    vi = language != "en"
    cs, n = result.criteria_set, len(result.scores)
    say = _SENTENCES["vi" if vi else "en"]
    lines = [
        say["total"].format(
            n=n,
            sums=" + ".join(str(s.total) for s in result.scores),
            total=decimal(result.total),
            parts=", ".join(f"{c} {decimal(p)}" for c, p in result.parts.items()),
        ),
        say["band"].format(
            total=decimal(result.total),
            band=result.band,
            low=result.book.threshold(result.band),
        ),
    ]
    if result.regulation.decimals is not None:
        lines.append(say["rounded"].format(decimals=result.regulation.decimals))
    if result.excluded:
        note = f" ({result.excluded.criterion})" if result.excluded.criterion else ""
        return [*lines, say["excluded"].format(note=note, reason=result.excluded.reason)]
    for unmet in result.held_back_by:
        criterion = cs.by_code[unmet.criterion]
        lines.append(
            say[result.regulation.minima].format(
                code=unmet.criterion,
                title=in_language(criterion.title, language),
                stars=unmet.stars,
                needs=unmet.needs,
                has=decimal(unmet.has),
                meeting=unmet.members_meeting,
                n=n,
            )
        )
    if not result.held_back_by and result.band >= 3:
        lines.append(say["all_met"].format(stars=result.band))
    lines.append(say["stars"].format(stars=result.stars))
    return lines + remarks(result, language=language)


def remarks(result: Result, *, language: str = "vi") -> list[str]:
    """What the sheets say that does not go together, and what was not asked: whole sentences."""
    say = _SENTENCES["en" if language == "en" else "vi"]
    lines = []
    for criterion, on in idle_answers(result):
        sentence = say["told_no" if on.asked else "story"]
        question = in_language(on.asked, language)
        lines.append(sentence.format(code=criterion.code, on=on.code, question=question))
    for subject, on in result.criteria_set.asked.items():
        lines += _remarks_on_question(result, subject, on, language)
    return lines


def _remarks_on_question(
    result: Result, subject: str, on: Criterion, language: str
) -> Iterator[str]:
    say = _SENTENCES["en" if language == "en" else "vi"]
    question, answer = in_language(on.asked, language), result.has.get(subject)
    if answer is False and points_tell(result, on):
        yield say["told_yes"].format(
            code=on.code, points=most_points(result, on), question=question
        )
    if answer is None and not points_tell(result, on):
        given = [
            c.code
            for c, other in result.criteria_set.dependants
            if other is on and result.means[c.code] > 0
        ]
        if given:
            yield say["not_asked"].format(codes=", ".join(given), question=question)


_SENTENCES = {
    "vi": {
        "total": "Tổng điểm là trung bình của {n} phiếu: ({sums}) / {n} = {total} ({parts}).",
        "band": "{total} điểm nằm trong khung {band} sao (từ {low} điểm).",
        "rounded": "Theo quy chế của Hội đồng, tổng được làm tròn {decimals} chữ số trước khi xét.",
        "excluded": "Sản phẩm bị loại{note}: {reason}",
        "mean": "{code} {title}: cần ít nhất {needs} điểm cho {stars} sao, "
        "trung bình mới được {has}.",
        "majority": "{code} {title}: cần ít nhất {needs} điểm cho {stars} sao; "
        "mới {meeting}/{n} thành viên cho đủ, chưa quá nửa.",
        "all_met": "Mọi mức tối thiểu cho đến {stars} sao đều đạt.",
        "stars": "Kết quả: {stars} sao.",
        "story": "Lưu ý: {code} có điểm dù {on} bằng 0.",
        "told_no": "Lưu ý: {code} có điểm, mà câu hỏi “{question}” được trả lời là không. "
        "Sửa câu trả lời, hoặc chấm 0.",
        "told_yes": "Lưu ý: mức {points} điểm của {code} nói là có, mà câu hỏi “{question}” "
        "được trả lời là không. Sửa một trong hai.",
        "not_asked": "Lưu ý: chưa trả lời “{question}”; chỉ chấm {codes} khi câu trả lời là có.",
    },
    "en": {
        "total": "The total is the mean of {n} sheet(s): ({sums}) / {n} = {total} ({parts}).",
        "band": "{total} points lie in the band of {band} star(s) (from {low} points).",
        "rounded": "By the council's regulation the total is rounded to {decimals} decimals first.",
        "excluded": "The product is excluded{note}: {reason}",
        "mean": "{code} {title}: {stars} stars need at least {needs} points; the mean is {has}.",
        "majority": "{code} {title}: {stars} stars need at least {needs} points; "
        "{meeting} of {n} members gave them, not more than half.",
        "all_met": "Every minimum up to {stars} stars is met.",
        "stars": "Result: {stars} star(s).",
        "story": "Note: {code} has points although {on} is 0.",
        "told_no": "Note: {code} has points although “{question}” is answered with no. "
        "Change the answer, or give 0.",
        "told_yes": "Note: the option with {points} points of {code} says there is one, although "
        "“{question}” is answered with no. Change one of the two.",
        "not_asked": "Note: “{question}” is not answered; {codes} is only scored where the answer "
        "is yes.",
    },
}
