"""The public self-scorer: find the set, answer, see the star and the least way to the next.

Nothing is kept on the server. The draft lives in the link of the page, so every page here is a
plain GET; htmx only saves the reader from loading the whole sheet anew at each answer.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlencode

import segno
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from sanvat.portal.criteria import or_why_not
from sanvat.portal.drafts import Draft, choices, dependants, sign_of
from sanvat.portal.revisits import revisitable
from sanvat.rules import library
from sanvat.rules.engine import Result, decimal, idle_answers, in_language, rank
from sanvat.rules.finder import Found, find_sets
from sanvat.rules.improve import next_star
from sanvat.rules.model import CriteriaSet, Criterion, Rulebook
from sanvat.rules.problems import CaseRefused, Sentence
from sanvat.rules.proofs import proof_for
from sanvat.text.fold import fold
from sanvat.ui import drawings

LARGEST_FILE = 64 * 1024
NO_FILE = Sentence("Chưa chọn tệp nào.", "No file chosen.")
TOO_LARGE = Sentence(
    "Tệp lớn hơn 64 KB: đây không phải bản nháp tự chấm.",
    "The file is larger than 64 KB: it is not a self-score draft.",
)
LONGEST_QUERY = 200


# Finding the set


@require_safe
@gzip_page
def find(request: HttpRequest) -> HttpResponse:
    """`/tu-cham/`: which set is my product scored on? Answers while one types."""
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    book = library.rulebook(library.CURRENT)
    found = [_found_row(f, query) for f in find_sets(query)] if query else []
    context = {
        "query": query,
        "found": found,
        "groups": _groups(book, _language()),
        "book": book,
    }
    part = "found" if request.headers.get("HX-Request") == "true" else "find"
    response = render(request, f"portal/self_score/{part}.html", context)
    patch_vary_headers(response, ["HX-Request"])  # one address, two answers
    return response


def _found_row(found: Found, query: str) -> dict[str, Any]:
    cs = found.criteria_set
    language = _language()
    return {
        "number": cs.number,
        "name": in_language(cs.name, language),
        "group": _group_name(library.rulebook(cs.rulebook), cs.group, language),
        "href": f"{sheet_path(cs)}?{urlencode({'sp': query})}",
    }


@cache
def _groups(book: Rulebook, language: str) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for cs in book.sets.values():
        row = {
            "number": cs.number,
            "name": in_language(cs.name, language),
            "href": sheet_path(cs),
        }
        groups.setdefault(cs.group, []).append(row)
    return [
        {"code": code, "name": _group_name(book, code, language), "sets": sets}
        for code, sets in groups.items()
    ]


def _group_name(book: Rulebook, code: str, language: str) -> str:
    for group in book.facts.get("groups", ()):
        if group["code"] == code:
            return str(group["title"] if language == "vi" else group["title_en"])
    return code


# The sheet


@revisitable
@or_why_not
def sheet(request: HttpRequest, rulebook: str, number: int) -> HttpResponse:
    """`/tu-cham/26-2026/4/`: the sheet with the answers of its link.

    A form without htmx sends its fields here; they are turned into the draft's link at once,
    so that what stands in the address bar can always be kept.
    """
    cs = library.criteria_set(rulebook, number)
    if _is_form(cs, request):
        draft = Draft.from_form(cs, request.GET)
        return HttpResponseRedirect(_with_query(sheet_path(cs), draft) + "#ket-qua")
    draft = Draft.from_link(cs, request.GET)
    return render(request, "portal/self_score/sheet.html", _sheet_context(request, draft))


@require_safe
@gzip_page
@or_why_not
def answer(request: HttpRequest, rulebook: str, number: int) -> HttpResponse:
    """`…/ket-qua/`: the summary alone, for a sheet that is being filled in."""
    cs = library.criteria_set(rulebook, number)
    draft = Draft.from_form(cs, request.GET)
    response = render(
        request,
        "portal/self_score/answer.html",
        _summary_context(request, draft) | {"live": True},
    )
    response["HX-Replace-Url"] = _with_query(sheet_path(cs), draft)
    return response


@require_safe
@or_why_not
def pdf(request: HttpRequest, rulebook: str, number: int) -> HttpResponse:
    """`…/phieu.pdf`: the filled sheet on paper, plainly not an official result."""
    # Imported here: the typesetter is heavy, and most pages never print.
    from sanvat.documents.score_sheet import score_sheet
    from sanvat.documents.wording import office_wording

    cs = library.criteria_set(rulebook, number)
    draft = Draft.from_link(cs, request.GET)
    book = library.rulebook(rulebook)
    content = score_sheet(
        cs,
        book=book,
        answers=dict(draft.answers),
        head={
            "product": draft.product,
            "producer": draft.producer,
            "date": timezone.localdate().strftime("%d/%m/%Y"),
        },
        language=_language(),
        wording=office_wording(book),
    )
    response = HttpResponse(content, content_type="application/pdf")
    name = slugify(fold(draft.product)) or cs.slug
    response["Content-Disposition"] = f'inline; filename="tu-cham-{name[:60]}.pdf"'
    return response


@require_safe
@or_why_not
def draft_file(request: HttpRequest, rulebook: str, number: int) -> HttpResponse:
    """`…/ban-nhap.json`: the draft as the case that the command line and the API rank."""
    draft = Draft.from_link(library.criteria_set(rulebook, number), request.GET)
    response = JsonResponse(draft.as_case(), json_dumps_params={"ensure_ascii": False, "indent": 1})
    name = slugify(fold(draft.product)) or draft.criteria_set.slug
    response["Content-Disposition"] = f'attachment; filename="tu-cham-{name[:60]}.json"'
    return response


@require_safe
@or_why_not
def qr(request: HttpRequest, rulebook: str, number: int) -> HttpResponse:
    """`…/qr.svg`: the draft's link as a code to open on another device."""
    draft = Draft.from_link(library.criteria_set(rulebook, number), request.GET)
    link = request.build_absolute_uri(_with_query(sheet_path(draft.criteria_set), draft))
    code = segno.make(link, error="l", micro=False)
    svg = code.svg_inline(scale=4, border=3, light="#fff", omitsize=True)
    return HttpResponse(
        svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1),
        content_type="image/svg+xml",
    )


# Reading a file changes nothing on the server: a form from elsewhere can do no harm with it.
@csrf_exempt
@require_POST
def open_file(request: HttpRequest) -> HttpResponse:
    """`/tu-cham/mo/`: a draft from its JSON file, answered with the draft's link."""
    uploaded = request.FILES.get("tep")
    try:
        if uploaded is None:
            raise CaseRefused(NO_FILE, code="no_file")
        if (uploaded.size or 0) > LARGEST_FILE:
            raise CaseRefused(TOO_LARGE, code="too_large")
        draft = Draft.from_file(uploaded.read())
    except CaseRefused as refused:
        book = library.rulebook(library.CURRENT)
        context = {
            "query": "",
            "found": [],
            "groups": _groups(book, _language()),
            "book": book,
            "file_error": refused.in_language(_language()),
        }
        return render(request, "portal/self_score/find.html", context, status=422)
    return redirect(_with_query(sheet_path(draft.criteria_set), draft))


def sheet_path(cs: CriteriaSet) -> str:
    return reverse("portal:self_score_sheet", args=[cs.rulebook, cs.number])


def _with_query(path: str, draft: Draft) -> str:
    return f"{path}?{draft.query}" if draft.query else path


def _is_form(cs: CriteriaSet, request: HttpRequest) -> bool:
    return "phieu" in request.GET or any(code in request.GET for code in cs.by_code)


def _language() -> str:
    return "en" if (get_language() or "vi").startswith("en") else "vi"


# What the sheet shows


def _sheet_context(request: HttpRequest, draft: Draft) -> dict[str, Any]:
    cs = draft.criteria_set
    book = library.rulebook(cs.rulebook)
    idle = {c.code for c, on in dependants(cs) if draft.answers.get(on.code) == 0}
    return _summary_context(request, draft) | {
        "book": book,
        "in_force": book.id == library.CURRENT,
        "name": in_language(cs.name, _language()),
        "group": _group_name(book, cs.group, _language()),
        "knock_outs": [in_language(text, _language()) for text in cs.knock_outs],
        "parts": _sheet_rows(cs, _language()),
        "fragments": {
            c.code: _fragment(cs, c, _language(), sign_of(c, draft.answers), c.code in idle)
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


@lru_cache(maxsize=8192)
def _fragment(
    cs: CriteriaSet, criterion: Criterion, language: str, chosen: str, idle: bool
) -> SafeString:
    """One criterion of the sheet with its answer, kept: few are ever different."""
    row = _criterion_rows(cs, language)[criterion.code]
    return render_to_string(
        "portal/self_score/_criterion.html", {"c": row, "chosen": chosen, "idle": idle}
    )


@cache
def _criterion_rows(cs: CriteriaSet, language: str) -> dict[str, dict[str, Any]]:
    needs = {c.code: on.code for c, on in dependants(cs)}
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


# The summary


def _summary_context(request: HttpRequest, draft: Draft) -> dict[str, Any]:
    cs = draft.criteria_set
    book = library.rulebook(cs.rulebook)
    language = _language()
    result = rank(cs, [("tự chấm", draft.answers)], book=book, partial=True)
    missing = draft.missing
    link = _with_query(sheet_path(cs), draft)
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
        "missing": [_place(c, language) for c in missing],
        "still_possible": sum(c.best for c in missing),
        "held_back": [_unmet_row(cs, u, language) for u in result.held_back_by],
        "path": _path(result, draft, language),
        "idle_notes": [(c.code, on.code) for c, on in idle_answers(result)],
        "link": request.build_absolute_uri(link),
        "pdf_link": f"{base}phieu.pdf?{draft.query}",
        "json_link": f"{base}ban-nhap.json?{draft.query}",
        "qr_link": f"{base}qr.svg?{draft.query}",
        "live_path": f"{base}ket-qua/",
        "status": _status(result, draft),
    }


def _place(criterion: Criterion, language: str) -> dict[str, str]:
    return {"code": criterion.code, "title": in_language(criterion.title, language)}


def _unmet_row(cs: CriteriaSet, unmet: Any, language: str) -> dict[str, Any]:
    return _place(cs.by_code[unmet.criterion], language) | {
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
            _place(i.criterion, language)
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
    open_count = len(draft.missing)
    text = gettext("%(total)s điểm, %(stars)s sao.") % {
        "total": decimal(result.total, 0),
        "stars": result.stars,
    }
    if open_count:
        text += " " + ngettext(
            "Còn %(n)d tiêu chí chưa trả lời.", "Còn %(n)d tiêu chí chưa trả lời.", open_count
        ) % {"n": open_count}
    return text
