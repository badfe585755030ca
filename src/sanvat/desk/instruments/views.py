"""Official papers: the list, one of them with what is based on it, recording and amending."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page
from django.db import transaction
from django.db.models import Max, Min, QuerySet, Value
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sanvat.assignments.access import may_give
from sanvat.desk.filters import Filters
from sanvat.desk.history.views import history_page
from sanvat.desk.instruments.forms import ChangeInstrumentForm, InstrumentForm
from sanvat.desk.instruments.rows import COLUMNS, instrument_rows, listed, said_between
from sanvat.desk.links import link_to
from sanvat.desk.pages import (
    Present,
    desk_page,
    forbid_unless,
    paginate,
    refusals_on,
    row_or_404,
    say_saved,
    unprocessable,
    user_of,
    with_rows,
)
from sanvat.errors import Refusal
from sanvat.instruments import access, actions, hooks, questions
from sanvat.instruments.models import Instrument
from sanvat.instruments.published import address_of
from sanvat.parties.models import User
from sanvat.parties.ready import ReadyFor
from sanvat.records import files, journal
from sanvat.records.among import among
from sanvat.records.models import StoredFile
from sanvat.records.ready_queries import ReadyQuery

MOST_OFFERED = 8
"""Years and issuers that a list offers to be narrowed to."""

MOST_ASKED = 1_000
"""Of the newest papers, those whose issuers are counted for that."""


@desk_page()
def index(request: HttpRequest) -> HttpResponse:
    """The newest first, by kind, year and issuer, or by words of number, issuer and summary."""
    user = user_of(request)
    filters = Filters(request)
    query = request.GET.get("q", "").strip()[:200]
    newest = _NEWEST.tuples(user)
    keys = [key for key, *_told in newest] if len(newest) < MOST_ASKED else None
    years = _years(user, [year for _key, _issuer, year in newest], are_all=keys is not None)
    issuers = _issuers(issuer for _key, issuer, _year in newest)
    kind = filters.choice("loai", Instrument.Kind.values)
    year = filters.choice("nam", years)
    issuer = filters.choice("noi-ban-hanh", issuers)
    filtered = bool(query or kind or year or issuer)
    page: Page[Instrument]
    if keys is not None and not filtered:
        shown = paginate(keys, request, count=len(keys))
        page = with_rows(shown, _ROWS.rows(list(shown)) if shown else [])
    else:
        rows = Instrument.objects.visible_to(user)
        if keys is not None:
            rows = Instrument.objects.filter(among("pk", keys))
        rows = rows.search(query) if query else rows
        rows = rows.filter(kind=kind) if kind else rows
        rows = rows.filter(year=int(year)) if year else rows
        rows = rows.filter(issuer=issuer) if issuer else rows
        page = paginate(listed(rows), request)
    kinds = [(value, capfirst(label)) for value, label in Instrument.Kind.choices]
    return render(
        request,
        "desk/instruments/index.html",
        {
            "page": page,
            "columns": COLUMNS,
            "rows": instrument_rows(page),
            "query": query,
            "filters": [
                filters.row(_("Loại"), "loai", kinds),
                filters.row(_("Năm"), "nam", [(one, one) for one in years]),
                filters.row(_("Nơi ban hành"), "noi-ban-hanh", [(one, one) for one in issuers]),
            ],
            "filtered": filtered,
            "kept": filters.kept("q"),
            "may_record": access.may_record(user),
            "keeps_drafts": access.may_draft(user),
        },
    )


def _newest(user: User) -> QuerySet[Any, Any]:
    """What the database must find out for what somebody sees takes it longer than all else on the
    page: so it is asked once, and where these are all, the rest is looked for among them."""
    return Instrument.objects.visible_to(user).values_list("pk", "issuer", "year")[:MOST_ASKED]


def _ends(user: User) -> QuerySet[Any, Any]:
    """The first and the last year."""
    seen = Instrument.objects.visible_to(user).order_by().annotate(of=Value(1)).values_list("of")
    ends: QuerySet[Any, Any] = seen.annotate(first=Min("year"), last=Max("year"))
    return ends


_NEWEST: ReadyFor[Any] = ReadyFor(_newest)
_ENDS: ReadyFor[Any] = ReadyFor(_ends)
_ROWS = ReadyQuery(lambda keys: listed(Instrument.objects.filter(among("pk", keys))), [-7_000_010])


def _years(user: User, newest: list[int], *, are_all: bool) -> list[str]:
    """The latest first; none where there is no paper. `newest`: the years of the newest papers."""
    if not newest:
        return []
    first, last = min(newest), max(newest)
    if not are_all:
        [(_of, first, last)] = _ENDS.tuples(user)
    return [str(year) for year in range(last, first - 1, -1)[:MOST_OFFERED]]


def _issuers(newest: Iterable[str]) -> list[str]:
    """Those of most papers among the newest."""
    return [issuer for issuer, _n in Counter(newest).most_common(MOST_OFFERED)]


@desk_page()
def instrument(request: HttpRequest, pk: int) -> HttpResponse:
    user, found = user_of(request), one(request, pk)
    may_amend = access.may_amend(user, found)
    return render(
        request,
        "desk/instruments/instrument.html",
        {
            "instrument": found,
            "based_on_it": _based_on(found, user),
            "remarks": files.remarks(found.file) if found.file else [],
            "may_amend": may_amend,
            "may_give": may_give(user),
            "may_publish": access.may_publish(user, found),
            "public_address": address_of(found) if found.published_at else "",
            **said_between(found, user),
            "is_over": found.is_over(timezone.localdate()),
        },
    )


def _based_on(instrument: Instrument, user: User) -> list[dict[str, str]]:
    """What is based on it, by the kind of thing, with its page."""
    return [
        {
            "label": str(thing),
            "kind": capfirst(str(thing._meta.verbose_name)),
            "href": link_to(thing._meta.label_lower, thing.pk),
        }
        for tells in hooks.BASED_ON_IT
        for thing in tells(instrument, user)
    ]


@desk_page()
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The paper itself, for whoever sees it; 404 where it has no file."""
    found = one(request, pk)
    if found.file is None:
        raise Http404
    if unchanged := get_conditional_response(request, etag=f'"{found.file.sha256}"'):
        return unchanged
    name = f"{found} {found.issued_on:%Y-%m-%d}.{found.file.extension}".replace("/", "-")
    download = files.download(found.file, name=name)
    with download.file as opened:  # 20 MB at most
        response = HttpResponse(opened.read())
    for header, value in download.headers.items():
        response.headers[header] = value
    return response


@desk_page("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    if not access.may_record(user):
        raise Http404
    form = InstrumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form), transaction.atomic():
            now = timezone.now()
            stored = taken(form.upload, user) if form.upload else None
            made = actions.record(**form.given, file=stored, by=user, at=now)
            messages.success(request, _("Đã ghi văn bản."))
            return redirect("desk:instrument", made.pk)
    return _form_page(request, form)


@desk_page("GET", "POST")
def change(request: HttpRequest, pk: int) -> HttpResponse:
    user, found = user_of(request), to_amend(request, pk)
    if request.method != "POST":
        return _form_page(request, ChangeInstrumentForm.of(found), found)
    form = ChangeInstrumentForm.of(found, request.POST, request.FILES)
    if form.is_valid():
        present = Present(
            lambda: ChangeInstrumentForm.of(to_amend(request, pk)),
            here=reverse("desk:instrument_change", args=[pk]),
            entries=journal.of(found).filter(act="amend_instrument"),
        )
        with refusals_on(form, present), transaction.atomic():
            now = timezone.now()
            changed = actions.amend(found, by=user, at=now, seen=form.seen, **form.given)
            if form.upload:
                stored = taken(form.upload, user)
                changed |= actions.attach_file(found, stored, by=user, at=now)
            say_saved(request, changed)
            return redirect("desk:instrument", pk)
    return _form_page(request, form, found)


def taken(upload: Any, user: User) -> StoredFile:
    try:
        return files.take(upload, allowed=actions.ALLOWED, by=user, at=timezone.now())
    except Refusal as refusal:
        raise ValidationError({"file": refusal.message}) from None


def _form_page(
    request: HttpRequest, form: InstrumentForm, found: Instrument | None = None
) -> HttpResponse:
    known = None
    if form.refusal == "instrument-exists":
        told = form.cleaned_data
        asked = {name: told[name] for name in ("kind", "number", "issued_on", "issuer")}
        known = questions.known(user_of(request), **asked)
    response = render(
        request,
        "desk/instruments/form.html",
        {"form": form, "instrument": found, "known": known},
    )
    return unprocessable(response) if form.errors else response


@desk_page("POST")
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    found = to_amend(request, pk)
    try:
        actions.remove(found, by=user_of(request), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("desk:instrument", pk)
    messages.success(request, _("Đã bỏ văn bản ghi nhầm."))
    return redirect("desk:instruments")


@desk_page()
def history(request: HttpRequest, pk: int) -> HttpResponse:
    found = to_amend(request, pk)
    return history_page(request, found, name=capfirst(str(found)))


def one(request: HttpRequest, pk: int) -> Instrument:
    seen = Instrument.objects.visible_to(user_of(request))
    return row_or_404(
        seen.select_related("file", "organisation", "place", "recorded_for", "recorded_by"), pk
    )


def to_amend(request: HttpRequest, pk: int) -> Instrument:
    found = one(request, pk)
    forbid_unless(access.may_amend(user_of(request), found))
    return found
