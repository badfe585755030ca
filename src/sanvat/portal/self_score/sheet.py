"""The sheet of a draft, ready for its page: each criterion with its options and the answer."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from sanvat.portal.criteria import facts
from sanvat.portal.self_score.drafts import Draft, choices, question_name, sign_of
from sanvat.rules import library
from sanvat.rules.engine import in_language
from sanvat.rules.model import CriteriaSet, Criterion
from sanvat.rules.proofs import proof_for
from sanvat.text.language import language as page_language
from sanvat.ui import drawings


def sheet_context(draft: Draft) -> dict[str, Any]:
    """What the template of the sheet needs, but for the summary beside it (`summary.py`)."""
    cs, language = draft.criteria_set, page_language()
    book = library.rulebook(cs.rulebook)
    closed = draft.closed
    return {
        "book": book,
        "in_force": book.id == library.CURRENT,
        "name": in_language(cs.name, language),
        "group": facts.place_of(cs, language)[0],
        "knock_outs": [in_language(text, language) for text in cs.knock_outs],
        "parts": _sheet_rows(cs, language),
        "fragments": {
            c.code: _question(c, language, draft.has.get(c.subject))
            + _fragment(cs, c, language, sign_of(c, draft.answers), c.code in closed)
            for c in cs.criteria
        },
        "has_minima": any(cs.minima.values()),
    }


@cache
def _sheet_rows(cs: CriteriaSet, language: str) -> list[dict[str, Any]]:
    """Parts and sections with the codes of their criteria; the same for every reader."""
    return [
        {
            "code": part.code,
            "title": in_language(part.title, language),
            "points": part.max_points,
            "sections": [
                {
                    "number": section.number,
                    "title": in_language(section.title, language),
                    "points": section.max_points,
                    "single": [c.title for c in section.criteria] == [section.title],
                    "stops": [in_language(s.text, language) for s in section.stops],
                    "criteria": [
                        {
                            "code": c.code,
                            "heading": _heading(section.heading_for(c), language),
                        }
                        for c in section.criteria
                    ],
                }
                for section in part.sections
            ],
        }
        for part in cs.parts
    ]


@lru_cache(maxsize=64)
def _question(criterion: Criterion, language: str, answer: bool | None) -> SafeString:
    """What is asked before the criterion, whether the product has the thing at all; or nothing."""
    if not criterion.asked:
        return SafeString("")
    context = {
        "name": question_name(criterion),
        "code": criterion.code,
        "text": in_language(criterion.asked, language),
        "choices": [("1", gettext("Có"), answer is True), ("0", gettext("Không"), answer is False)],
        "answered": answer is not None,
        "told_from": criterion.told_from,
    }
    return render_to_string("portal/self_score/_question.html", context)


@lru_cache(maxsize=8192)
def _fragment(
    cs: CriteriaSet, criterion: Criterion, language: str, chosen: str, idle: bool
) -> SafeString:
    """One criterion of the sheet with its answer, kept as rendered: the same ones come again."""
    row = _criterion_rows(cs, language)[criterion.code]
    return render_to_string(
        "portal/self_score/_criterion.html", {"c": row, "chosen": chosen, "idle": idle}
    )


@cache
def _criterion_rows(cs: CriteriaSet, language: str) -> dict[str, dict[str, Any]]:
    needs = {c.code: question_name(on) if on.asked else on.code for c, on in cs.dependants}
    return {c.code: _criterion_row(cs, c, language, needs.get(c.code, "")) for c in cs.criteria}


def _heading(heading: Any, language: str) -> str:
    return in_language(heading.title, language) if heading else ""


def _criterion_row(
    cs: CriteriaSet, criterion: Criterion, language: str, needs: str
) -> dict[str, Any]:
    proof = proof_for(cs, criterion)
    minima = {points: stars for stars, points in criterion.minima.items()}
    rows: list[dict[str, Any]] = []
    shown_case = None
    for sign, text, case in choices(criterion):
        points = int(sign[-1], 36)
        rows.append(
            {
                "sign": sign,
                "points": points,
                "text": in_language(text, language) if text else gettext("Không đạt mức nào"),
                "mark": _mark(minima[points]) if text and points in minima else "",
                "case": in_language(case.title, language) if case and case != shown_case else "",
            }
        )
        shown_case = case
    return {
        "code": criterion.code,
        "title": in_language(criterion.title, language),
        "points": criterion.max_points,
        "hints": [
            in_language(text, language)
            for text in (criterion.description, criterion.requirement, criterion.note)
            if text
        ],
        "stops": [in_language(s.text, language) for s in criterion.stops],
        "needs": needs,
        "full_marks": criterion.full_marks_if_not_required,
        "options": rows,
        "proof": proof
        and {
            "help": proof.help if language == "vi" else proof.help_en,
            "rungs": [r.text if language == "vi" else r.text_en for r in proof.rungs],
            "papers": [p.title if language == "vi" else p.title_en for p in proof.papers],
        },
    }


def _mark(stars: int) -> str:
    label = gettext("mức tối thiểu cho %(stars)s sao") % {"stars": stars}
    return drawings.stars(stars, of=stars, size="s", label=label)
