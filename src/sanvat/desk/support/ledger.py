"""The ledger: what was granted and paid, by producer, scheme, place or kind, in a year."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.desk.filters import Filters
from sanvat.desk.pages import desk_page, user_of
from sanvat.desk.papers import paper_response
from sanvat.desk.support.rows import ledger_columns, ledger_rows
from sanvat.parties.access import acts_as
from sanvat.parties.models import Role
from sanvat.support import documents
from sanvat.support.models import Decision, Request, Scheme

BY = {
    "chu-the": "request__producer__organisation__name",
    "chinh-sach": "request__scheme__title",
    "xa": "request__place__full_name",
    "loai": "request__scheme__kind",
}
MOST_ROWS = 500


@desk_page()
def index(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    rows = asked["rows"]
    sums = asked["sums"]
    return render(
        request,
        "desk/support/ledger.html",
        {
            **asked,
            "columns": ledger_columns(asked["label"]),
            "table_rows": ledger_rows(rows),
            "figures": [
                (sums["n"], _("quyết định")),
                (sums["amount"] or 0, _("đồng đã quyết định")),
                (sums["paid"] or 0, _("đồng đã chi")),
            ],
            "here": reverse("desk:support_ledger"),
        },
    )


def _asked(request: HttpRequest) -> dict[str, Any]:
    """What is asked for in the address, and the sums."""
    user = user_of(request)
    labels = _labels(is_own=acts_as(user, Role.PRODUCER))
    filters = Filters(request)
    by = filters.choice("theo", labels) or next(iter(labels))
    this_year = timezone.localdate().year
    years = [str(year) for year in range(this_year, this_year - 6, -1)]
    year = filters.choice("nam", years)
    seen = Decision.objects.filter(request__in=Request.objects.visible_to(user).values("pk"))
    if year:
        seen = seen.filter(decided_on__year=int(year))
    grouped = (
        seen.order_by()
        .values(BY[by])
        .annotate(count=Count("pk"), amount=Sum("amount"), paid=Sum("paid"))
        .order_by("-amount", BY[by])[:MOST_ROWS]
    )
    kinds = dict(Scheme.Kind.choices)
    first = labels[next(iter(labels))]
    rows = [{**row, "what": kinds.get(row[BY[by]], row[BY[by]])} for row in grouped]
    return {
        "rows": rows,
        "sums": seen.aggregate(n=Count("pk"), amount=Sum("amount"), paid=Sum("paid")),
        "label": labels[by],
        "year": year,
        "ways": [
            _tabs(_("Cộng theo"), filters.row("", "theo", list(labels.items())[1:], every=first)),
            _tabs(
                _("Năm"),
                filters.row("", "nam", [(one, one) for one in years], every=_("Mọi năm")),
            ),
        ],
        "query": f"theo={by}&nam={year}",
    }


def _tabs(label: str, row: dict[str, Any]) -> tuple[str, list[tuple[str, str]], str]:
    """A line of links for the page, and which of them is chosen."""
    links = [(str(one["label"]), one["href"]) for one in row["links"]]
    chosen = next((one["href"] for one in row["links"] if one["current"]), "")
    return label, links, chosen


def _labels(*, is_own: bool) -> dict[str, str]:
    found = {
        "chinh-sach": _("Chính sách"),
        "chu-the": _("Chủ thể"),
        "xa": _("Địa bàn"),
        "loai": _("Loại hỗ trợ"),
    }
    return {key: label for key, label in found.items() if key == "chinh-sach" or not is_own}


@desk_page("GET", "POST")
def paper(request: HttpRequest, form: str) -> HttpResponse:
    """The table as a paper, of what is asked for."""
    user = user_of(request)
    if user.acting is None:
        raise Http404
    asked = _asked(request)
    made = documents.ledger_paper(
        user.acting.organisation.name,
        label=str(asked["label"]),
        rows=asked["rows"],
        sums=asked["sums"],
        year=asked["year"],
        day=timezone.localdate(),
    )
    return paper_response(request, made, form, f"so-cai-{asked['year']}")
