"""The summary beside a sheet: the total, the star, what holds it back, the next star."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext, ngettext

from sanvat.portal.self_score.drafts import Draft, question_name
from sanvat.portal.self_score.links import draft_path, sheet_path
from sanvat.rules import library
from sanvat.rules.engine import Result, decimal, in_language, rank
from sanvat.rules.explanation import remarks
from sanvat.rules.improve import next_star
from sanvat.rules.model import CriteriaSet, Criterion
from sanvat.rules.proofs import proof_for
from sanvat.text.language import language as page_language


def summary_context(request: HttpRequest, draft: Draft) -> dict[str, Any]:
    """What the template of the summary needs. What is not answered counts 0 points."""
    cs = draft.criteria_set
    book = library.rulebook(cs.rulebook)
    language = page_language()
    result = rank(cs, [("tự chấm", draft.answers)], book=book, partial=True, has=draft.has)
    missing = draft.missing
    base = sheet_path(cs)
    return {
        "cs": cs,
        "draft": draft,
        "result": result,
        "stars": result.stars if draft.answers else 0,
        "total": decimal(result.total),
        "band": result.band,
        "marks": [str(b.from_points) for b in book.bands if b.from_points],
        "part_rows": [
            {
                "code": part.code,
                "title": in_language(part.title, language),
                "has": decimal(result.parts[part.code], 0),
                "of": part.max_points,
            }
            for part in cs.parts
        ],
        "answered": len(cs.criteria) - len(missing),
        "criteria_count": len(cs.criteria),
        "missing": _missing(draft, language),
        "still_possible": sum(c.best for c in missing),
        "held_back": [_unmet_row(cs, u, language) for u in result.held_back_by],
        "path": _path(result, draft, language),
        "remarks": remarks(result, language=language),
        "link": request.build_absolute_uri(draft_path(draft)),
        "pdf_link": f"{base}phieu.pdf?{draft.query}",
        "json_link": f"{base}ban-nhap.json?{draft.query}",
        "qr_link": f"{base}qr.svg?{draft.query}",
        "live_path": f"{base}ket-qua/",
        "status": _status(result, draft),
    }


def _missing(draft: Draft, language: str) -> list[dict[str, str]]:
    """What is still to be answered, in the order of the page, each with its place there."""
    open_criteria, questions = set(draft.missing), set(draft.open_questions)
    rows = []
    for criterion in draft.criteria_set.criteria:
        row = _code_and_title(criterion, language)
        if criterion in questions:
            question = in_language(criterion.asked, language)
            rows.append(row | {"title": question, "place": question_name(criterion)})
        if criterion in open_criteria:
            rows.append(row | {"place": criterion.code})
    return rows


def _code_and_title(criterion: Criterion, language: str) -> dict[str, str]:
    return {"code": criterion.code, "title": in_language(criterion.title, language)}


def _unmet_row(cs: CriteriaSet, unmet: Any, language: str) -> dict[str, Any]:
    return _code_and_title(cs.by_code[unmet.criterion], language) | {
        "stars": unmet.stars,
        "needs": unmet.needs,
        "has": decimal(unmet.has, 0),
    }


def _path(result: Result, draft: Draft, language: str) -> dict[str, Any] | None:
    path = next_star(result)
    if path is None:
        return None
    cs = result.criteria_set
    open_codes = {c.code for c in draft.missing}
    return {
        "stars": path.stars,
        "gain": decimal(path.gain, 0),
        "count": len(path.improvements),
        "steps": [
            _code_and_title(i.criterion, language)
            | {
                "has": decimal(i.has, 0),
                "to": i.to,
                "text": in_language(i.option.text, language),
                "open": i.criterion.code in open_codes,
                "because_minimum": i.because_minimum,
                "papers": _papers(cs, i.criterion, language),
            }
            for i in path.improvements
        ],
    }


def _papers(cs: CriteriaSet, criterion: Criterion, language: str) -> list[str]:
    proof = proof_for(cs, criterion)
    return [p.title if language == "vi" else p.title_en for p in proof.papers[:3]] if proof else []


def _status(result: Result, draft: Draft) -> str:
    """One sentence for those who hear the page: what changed with the last answer."""
    open_count = len(draft.missing) + len(draft.open_questions)
    text = gettext("%(total)s điểm, %(stars)s sao.") % {
        "total": decimal(result.total, 0),
        "stars": result.stars,
    }
    if open_count:
        text += " " + ngettext(
            "Còn %(n)d câu chưa trả lời.", "Còn %(n)d câu chưa trả lời.", open_count
        ) % {"n": open_count}
    return text
