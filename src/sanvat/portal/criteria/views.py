"""The pages of the criteria, from all rulebooks down to one set and to two sets compared."""

from __future__ import annotations

from functools import lru_cache

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sanvat.documents.score_sheet import score_sheet
from sanvat.portal.criteria import drawings, facts, tables
from sanvat.portal.criteria.breadcrumbs import breadcrumbs, set_title
from sanvat.portal.criteria.changes import Changes
from sanvat.portal.criteria.missing import explain_missing
from sanvat.portal.criteria.readings import CONFIDENCES, readings
from sanvat.portal.criteria.search import clean_query, find_criteria
from sanvat.portal.criteria.sheet import Sheet, counterparts
from sanvat.portal.criteria.words import told
from sanvat.portal.etags import with_etag
from sanvat.rules import finder, library
from sanvat.rules.model import STARS_WITH_MINIMA, CriteriaSet, Rulebook
from sanvat.text.days import day
from sanvat.text.language import language as page_language

FRAGMENTS = 100
"""How many sheets are kept as rendered: up to 250 KB each, so 25 MB for a busy process."""

STATES = {
    "in_force": ("good", "circle-check"),
    "ending": ("warn", "clock"),
    "ended": ("plain", "archive"),
    "ahead": ("plain", "calendar"),
}


# All rulebooks


@with_etag
def index(request: HttpRequest) -> HttpResponseBase:
    """What the criteria are, a search over sets and criteria, and the groups with their sets."""
    query = clean_query(request.GET.get("q", ""))
    language = page_language()
    book = library.rulebook(library.CURRENT)
    hits, hits_in_all = find_criteria(query, language)
    context = {
        "query": query,
        "book": book,
        "groups": facts.groups(book, language),
        "found": finder.find_sets(query) if query else [],
        "hits": hits,
        "hits_more": hits_in_all - len(hits),
        "names": {n: told(cs.name) for n, cs in book.sets.items()},
        "books": [_book_row(b) for b in library.rulebooks()],
        "book_columns": tables.BOOK_COLUMNS,
        "crumbs": breadcrumbs(),
    }
    return render(request, "portal/criteria/index.html", context)


def _book_row(book: Rulebook) -> tables.Row:
    title = facts.in_language(book.id, page_language())["title"]
    return tables.book_row(book, title, _state_tag(book))


# One rulebook


@with_etag
@explain_missing
def rulebook(request: HttpRequest, rulebook: str) -> HttpResponseBase:
    """A whole decision: dates, bands, who recognises, clocks, sets, dossiers, open points."""
    book = library.rulebook(rulebook)
    context = {
        "book": book,
        "facts": facts.in_language(book.id, page_language()),
        "state": _state_tag(book),
        "others": [b for b in library.rulebooks() if b.id != book.id],
        "body": _rulebook_body(book.id, page_language()),
        "crumbs": breadcrumbs(book),
        "sections": _rulebook_sections(book),
    }
    return render(request, "portal/criteria/rulebook.html", context)


def _rulebook_sections(book: Rulebook) -> list[tuple[str, str]]:
    sections = [
        (_("Thang điểm và hạng sao"), "#thang-diem"),
        (_("Các bộ tiêu chí"), "#cac-bo"),
        (_("Trình tự và thời hạn"), "#trinh-tu"),
        (_("Hồ sơ"), "#ho-so"),
        (_("Giấy chứng nhận"), "#giay-chung-nhan"),
        (_("Ai được đăng ký"), "#chu-the"),
    ]
    if "transition" in book.facts:
        sections.append((_("Chuyển tiếp"), "#chuyen-tiep"))
    if book.facts.get("open_points"):
        sections.append((_("Điều quyết định để ngỏ"), "#de-ngo"))
    return sections


@lru_cache(maxsize=2 * len(library.IDS))
def _rulebook_body(rulebook_id: str, language: str) -> SafeString:
    book = library.rulebook(rulebook_id)
    book_facts = facts.in_language(rulebook_id, language)
    keys = ("certificate", "renewal", "bridging", "revocation", "post_check", "product_code")
    return render_to_string(
        "portal/criteria/_rulebook.html",
        {
            "book": book,
            "facts": book_facts,
            "sprite": drawings.sprite(),
            "bands": drawings.bands((b.stars, b.from_points) for b in book.bands),
            "recognitions": facts.recognitions(book, language),
            "groups": facts.groups(book, language),
            "ministries": {n: facts.ministries_of(cs, language) for n, cs in book.sets.items()},
            "with_minima": any(cs.minima[3] or cs.minima[4] for cs in book.sets.values()),
            "with_ministries": any(cs.ministries for cs in book.sets.values()),
            "procedures": [
                {
                    "facts": procedure,
                    "clocks": facts.clocks(procedure),
                    "paths": facts.paths(procedure),
                    "levels": {level["id"]: level["title"] for level in procedure["levels"]},
                }
                for procedure in book_facts["procedures"]
            ],
            "dossiers": [
                (dossier, facts.papers_by_level(dossier)) for dossier in book_facts["dossiers"]
            ],
            "about_certificates": [book_facts[key] for key in keys if key in book_facts],
        },
    )


@with_etag
@explain_missing
def readings_list(request: HttpRequest, rulebook: str) -> HttpResponseBase:
    """Every slip of the printed decision with the reading that is used instead, and why."""
    book = library.rulebook(rulebook)
    asked = request.GET.get("muc", "")
    wanted = asked if asked in CONFIDENCES else ""
    everything = readings(book.id, page_language())
    here = reverse("portal:readings", args=[book.id])
    tabs = [(_("Tất cả"), here, len(everything))]
    for confidence, (name, _tag, _done) in CONFIDENCES.items():
        count = sum(r.confidence == confidence for r in everything)
        tabs.append((str(name), f"{here}?muc={confidence}", count))
    context = {
        "book": book,
        "rows": [
            (reading, [book.sets[n] for n in reading.sets if n in book.sets])
            for reading in everything
            if not wanted or reading.confidence == wanted
        ],
        "tabs": tabs,
        "current": f"{here}?muc={wanted}" if wanted else here,
        "crumbs": [*breadcrumbs(book), (_("Cách đọc"), here)],
    }
    return render(request, "portal/criteria/readings.html", context)


# One set


@with_etag
@explain_missing
def criteria_set(request: HttpRequest, rulebook: str, number: int) -> HttpResponseBase:
    """The sheet of one kind of product; with ``?sao=4`` only what that star asks."""
    cs = library.criteria_set(rulebook, number)
    book, language = library.rulebook(rulebook), page_language()
    stars = _stars(request.GET.get("sao", ""))
    here = reverse("portal:criteria_set", args=[book.id, cs.number])
    group, subgroup = facts.place_of(cs, language)
    numbers = sorted(book.sets)
    at = numbers.index(cs.number)
    context = {
        "book": book,
        "set": cs,
        "name": told(cs.name),
        "group": group,
        "subgroup": subgroup,
        "ministries": facts.ministries_of(cs, language),
        "state": _state_tag(book),
        "stars": stars,
        "here": here,
        "permalink": request.build_absolute_uri(here),
        "body": _set_body(book.id, cs.number, language, stars),
        "tabs": [
            (_("Cả phiếu"), here),
            *((_("%(stars)d sao") % {"stars": s}, f"{here}?sao={s}") for s in STARS_WITH_MINIMA),
        ],
        "current": f"{here}?sao={stars}" if stars else here,
        "sections": [] if stars else _set_sections(cs),
        "counterparts": counterparts(cs),
        "previous": book.sets[numbers[at - 1]] if at else None,
        "next": book.sets[numbers[at + 1]] if at + 1 < len(numbers) else None,
        "self_score": f"/tu-cham/{book.id}/{cs.number}/",
        "api": f"/api/v1/rulebooks/{book.id}/sets/{cs.number}",
        "crumbs": [*breadcrumbs(book), (set_title(cs), here)],
    }
    return render(request, "portal/criteria/set.html", context)


def _stars(asked: str) -> int:
    """The star of a filter; 0 for the whole sheet, also where the filter makes no sense."""
    return int(asked) if asked in {str(stars) for stars in STARS_WITH_MINIMA} else 0


def _set_sections(cs: CriteriaSet) -> list[tuple[str, str, str]]:
    return [
        (f"{section.number}. {told(section.title)}", f"#{section.code}", str(section.max_points))
        for part in cs.parts
        for section in part.sections
    ]


@lru_cache(maxsize=FRAGMENTS)
def _set_body(rulebook_id: str, number: int, language: str, stars: int) -> SafeString:
    """What stays the same for every reader of a set: nearly the whole page."""
    book = library.rulebook(rulebook_id)
    sheet = Sheet(book, book.sets[number], language)
    book_facts = facts.in_language(rulebook_id, language)
    all_readings = reverse("portal:readings", args=[book.id])
    context = {
        "book": book,
        "set": sheet.set,
        "sheet": sheet,
        "facts": book_facts,
        "sprite": drawings.sprite(),
        "star_rows": {count: drawings.star_row(count) for count in range(1, 6)},
        "gaps": [gap for gap in book_facts.get("gaps", ()) if "set" not in gap],
        "notices": [n for n in book_facts.get("notices", ()) if number in n["sets"]],
        "way": next((way for way in sheet.ways if way.stars == stars), None),
        "readings_address": all_readings,
        "readings": [tables.reading_row(*used, all_readings) for used in sheet.readings],
        "reading_columns": tables.READING_COLUMNS,
    }
    name = "_asked.html" if stars else "_sheet.html"
    return render_to_string(f"portal/criteria/{name}", context)


@with_etag
@explain_missing
def blank_sheet(request: HttpRequest, rulebook: str, number: int) -> HttpResponseBase:
    """The set as an empty sheet to fill in with a pen, as PDF."""
    cs = library.criteria_set(rulebook, number)
    pdf = _blank_sheet(rulebook, cs.number, page_language())
    name = f"phieu-{rulebook}-bo-{cs.number}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


@lru_cache(maxsize=32)
def _blank_sheet(rulebook_id: str, number: int, language: str) -> bytes:
    book = library.rulebook(rulebook_id)
    return score_sheet(book.sets[number], book=book, language=language)


# One set in two rulebooks


@with_etag
@explain_missing
def criteria_compare(
    request: HttpRequest, rulebook: str, number: int, other: str
) -> HttpResponseBase:
    """The same kind of product under two decisions, older beside newer."""
    cs = library.criteria_set(rulebook, number)
    theirs = library.rulebook(other)
    here = reverse("portal:criteria_compare", args=[rulebook, cs.number, other])
    choices = finder.same_set(cs, other) if other != rulebook else ()
    crumbs = [
        *breadcrumbs(library.rulebook(rulebook)),
        (set_title(cs), reverse("portal:criteria_set", args=[rulebook, cs.number])),
        (_("So sánh"), here),
    ]
    context = {"set": cs, "name": told(cs.name), "other_book": theirs, "crumbs": crumbs}
    if not choices:
        gaps = facts.in_language(other, page_language()).get("gaps", ())
        context["gaps"] = [gap for gap in gaps if "set" in gap]
        context["same"] = other == rulebook
        return render(request, "portal/criteria/no_counterpart.html", context, status=404)
    chosen = next((c for c in choices if str(c.number) == request.GET.get("bo")), choices[0])
    older, newer = sorted((cs, chosen), key=lambda one: library.rulebook(one.rulebook).in_force)
    context |= {
        "old_book": library.rulebook(older.rulebook),
        "new_book": library.rulebook(newer.rulebook),
        "tabs": [(set_title(c), f"{here}?bo={c.number}") for c in choices],
        "current": f"{here}?bo={chosen.number}",
        "several": len(choices) > 1,
        "body": _compare_body(
            older.rulebook, older.number, newer.rulebook, newer.number, page_language()
        ),
    }
    return render(request, "portal/criteria/compare.html", context)


@lru_cache(maxsize=FRAGMENTS // 2)
def _compare_body(
    old_book: str, old_number: int, new_book: str, new_number: int, language: str
) -> SafeString:
    changes = Changes(
        library.criteria_set(old_book, old_number), library.criteria_set(new_book, new_number)
    )
    old, new = library.rulebook(old_book), library.rulebook(new_book)
    context = {
        "changes": changes,
        "old_book": old,
        "new_book": new,
        "parts": tables.part_rows(changes) if changes.parts_changed else [],
        "part_columns": tables.part_columns(old, new),
        "sprite": drawings.sprite(),
        "star_rows": {count: drawings.star_row(count) for count in range(1, 6)},
    }
    return render_to_string("portal/criteria/_compare.html", context)


# Shared


def _state_tag(book: Rulebook) -> tuple[str, str, str]:
    """(label, kind, icon) of the tag that says whether a rulebook binds today."""
    state = facts.state(book, timezone.localdate())
    labels = {
        "in_force": _("Đang có hiệu lực"),
        "ending": _("Sắp hết hiệu lực"),
        "ended": _("Hết hiệu lực"),
        "ahead": _("Chưa có hiệu lực"),
    }
    label = labels[state]
    if state == "ended" and book.ended:
        label = _("Hết hiệu lực từ %(day)s") % {"day": day(book.ended)}
    kind, icon = STATES[state]
    return label, kind, icon
