"""The pages of the self-scorer: find the set, answer, see the star and the way to the next.

Nothing is kept on the server. The draft lives in the link of the page, so every page here is a
plain GET; htmx only saves the reader from loading the whole sheet anew at each answer.
"""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import urlencode

import segno
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.text import slugify
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from sanvat.documents.score_sheet import score_sheet
from sanvat.documents.wording import office_wording
from sanvat.portal.criteria import facts
from sanvat.portal.criteria.missing import explain_missing
from sanvat.portal.etags import with_etag
from sanvat.portal.self_score.drafts import Draft, question_name
from sanvat.portal.self_score.links import draft_path, sheet_path
from sanvat.portal.self_score.sheet import sheet_context
from sanvat.portal.self_score.summary import summary_context
from sanvat.rules import library
from sanvat.rules.engine import in_language
from sanvat.rules.finder import Found, find_sets
from sanvat.rules.model import CriteriaSet
from sanvat.rules.problems import CaseRefused, Sentence
from sanvat.text.days import day
from sanvat.text.fold import fold
from sanvat.text.language import language as page_language

LARGEST_FILE = 64 * 1024  # bytes
NO_FILE = Sentence("Chưa chọn tệp nào.", "No file chosen.")
TOO_LARGE = Sentence(
    "Tệp lớn hơn 64 KB: đây không phải bản nháp tự chấm.",
    "The file is larger than 64 KB: it is not a self-score draft.",
)
LONGEST_QUERY = 200  # characters


# Finding the set


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """`/tu-cham/`: which set is my product scored on? Searches while one types."""
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    book = library.rulebook(library.CURRENT)
    found = [_found_row(f, query) for f in find_sets(query)] if query else []
    context = {
        "query": query,
        "found": found,
        "groups": _groups(page_language()),
        "book": book,
    }
    part = "found" if request.headers.get("HX-Request") == "true" else "find"
    response = render(request, f"portal/self_score/{part}.html", context)
    patch_vary_headers(response, ["HX-Request"])  # one address, two answers
    return response


def _found_row(found: Found, query: str) -> dict[str, Any]:
    row = _set_row(found.criteria_set, page_language())
    group, _subgroup = facts.place_of(found.criteria_set, page_language())
    return row | {"group": group, "href": f"{row['href']}?{urlencode({'sp': query})}"}


@cache
def _groups(language: str) -> list[dict[str, Any]]:
    """The sets of the rulebook in force, by their groups."""
    return [
        {
            "code": group.code,
            "name": group.title,
            "sets": [_set_row(cs, language) for cs in group.sets],
        }
        for group in facts.groups(library.rulebook(library.CURRENT), language)
    ]


def _set_row(cs: CriteriaSet, language: str) -> dict[str, Any]:
    return {
        "number": cs.number,
        "name": in_language(cs.name, language),
        "href": sheet_path(cs),
    }


# The sheet


@with_etag
@explain_missing
def sheet(request: HttpRequest, rulebook: str, number: int) -> HttpResponse:
    """`/tu-cham/26-2026/4/`: the sheet with the answers of its link.

    A form without htmx sends its fields here; they are turned into the draft's link at once,
    so that what stands in the address bar can always be kept.
    """
    cs = library.criteria_set(rulebook, number)
    if _is_form(cs, request):
        draft = Draft.from_form(cs, request.GET)
        return HttpResponseRedirect(draft_path(draft) + "#ket-qua")
    draft = Draft.from_link(cs, request.GET)
    context = summary_context(request, draft) | sheet_context(draft)
    return render(request, "portal/self_score/sheet.html", context)


def _is_form(cs: CriteriaSet, request: HttpRequest) -> bool:
    names = {"phieu", *cs.by_code, *(question_name(c) for c in cs.asked.values())}
    return not names.isdisjoint(request.GET)


@require_safe
@explain_missing
def answer(request: HttpRequest, rulebook: str, number: int) -> HttpResponse:
    """`…/ket-qua/`: the summary alone, for a sheet that is being filled in."""
    cs = library.criteria_set(rulebook, number)
    draft = Draft.from_form(cs, request.GET)
    response = render(
        request,
        "portal/self_score/answer.html",
        summary_context(request, draft) | {"live": True},
    )
    response["HX-Replace-Url"] = draft_path(draft)
    return response


@require_safe
@explain_missing
def pdf(request: HttpRequest, rulebook: str, number: int) -> HttpResponse:
    """`…/phieu.pdf`: the filled sheet on paper, plainly not an official result."""
    cs = library.criteria_set(rulebook, number)
    draft = Draft.from_link(cs, request.GET)
    book = library.rulebook(rulebook)
    content = score_sheet(
        cs,
        book=book,
        answers=dict(draft.answers),
        has=draft.has,
        head={
            "product": draft.product,
            "producer": draft.producer,
            "date": day(timezone.localdate()),
        },
        language=page_language(),
        wording=office_wording(book),
    )
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{_file_name(draft)}.pdf"'
    return response


@require_safe
@explain_missing
def draft_file(request: HttpRequest, rulebook: str, number: int) -> HttpResponse:
    """`…/ban-nhap.json`: the draft as the case that the command line and the API rank."""
    draft = Draft.from_link(library.criteria_set(rulebook, number), request.GET)
    response = JsonResponse(draft.as_case(), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{_file_name(draft)}.json"'
    return response


def _file_name(draft: Draft) -> str:
    """Of a downloaded draft, without its ending: the product's name, or the set's where none."""
    name = slugify(fold(draft.product)) or draft.criteria_set.slug
    return f"tu-cham-{name[:60]}"


@require_safe
@explain_missing
def qr(request: HttpRequest, rulebook: str, number: int) -> HttpResponse:
    """`…/qr.svg`: the draft's link as a code to open on another device."""
    draft = Draft.from_link(library.criteria_set(rulebook, number), request.GET)
    link = request.build_absolute_uri(draft_path(draft))
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
    """`/tu-cham/mo/`: reads a draft from its JSON file and sends on to the draft's link."""
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
            "groups": _groups(page_language()),
            "book": book,
            "file_error": refused.in_language(page_language()),
        }
        return render(request, "portal/self_score/find.html", context, status=422)
    return redirect(draft_path(draft))
