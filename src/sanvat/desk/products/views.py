"""Products: the list, one of them, registering and changing it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.certificates.clock import Clock, clock_of, in_force, lapsing_days, with_clock
from sanvat.certificates.counts import how_many
from sanvat.certificates.models import Recognition
from sanvat.desk.filters import Filters, chosen_place
from sanvat.desk.history.views import history_page
from sanvat.desk.pages import (
    KEYS,
    Present,
    desk_page,
    forbid_unless,
    keys_first,
    refusals_on,
    refusals_on_rows,
    row_or_404,
    say_saved,
    unprocessable,
    user_of,
)
from sanvat.desk.paging import MOST_COUNTED, found_by
from sanvat.desk.products import drawings
from sanvat.desk.products.forms import (
    ChangeProductForm,
    ConfirmSetForm,
    ProductForm,
    SalesPlaceRows,
    VariantRows,
    YearFigureForm,
    group_names,
)
from sanvat.desk.products.rows import YEAR_COLUMNS, product_columns, product_rows, year_rows
from sanvat.parties.access import acts_as
from sanvat.parties.models import Role, User
from sanvat.places.questions import province_of
from sanvat.products import access, actions, duplicates, tallies
from sanvat.products.models import Idea, Producer, Product, YearFigure, lying_in
from sanvat.products.public import name_of
from sanvat.products.tallies import EVER, LAST_DAY
from sanvat.records import journal
from sanvat.records.among import among
from sanvat.records.ready_queries import ReadyQuery
from sanvat.records.search import words_of
from sanvat.records.versions import CHANGED_MEANWHILE
from sanvat.rules.finder import find_sets

STARS = ("5", "4", "3", "2", "1", "0")
LAPSING = ("con", "sap-het", "nop-lai", "het")

# The list


@desk_page()
def index(request: HttpRequest) -> HttpResponse:
    """The list, in Vietnamese order; what runs out soon in the order of its days."""
    user, today = user_of(request), timezone.localdate()
    filters = Filters(request)
    query = request.GET.get("q", "").strip()[:200]
    place = chosen_place(request, user)
    stars = filters.choice("sao", STARS)
    group = filters.choice("nganh", group_names())
    term = filters.choice("han", LAPSING)
    rows = Product.objects.visible_to(user)
    if query:
        rows = rows.search(query)
    if group:
        rows = rows.filter(group=group)
    if place:
        rows = rows.filter(lying_in(place))
    if stars:
        rows = rows.filter(_of_stars(int(stars), today))
    if term:
        rows = rows.filter(_of_term(term, today))
    order = ("expires_on", "sort_key", "pk") if term else ("sort_key", "pk")
    keys: QuerySet[Product, int] = rows.order_by(*order).values_list("pk", flat=True)
    scope = None if query else tallies.scope_in(place) if place else tallies.scope_of(user)
    count = None
    if scope is not None:
        kept = {"group": group, "stars": int(stars) if stars else None} | _kept_of_term(term, today)
        count = how_many(scope, today, **kept)
    by_words = query and not term
    found = found_by(keys, " ".join(words_of(query))) if by_words else keys
    page: Page[Product] = keys_first(found, request, _WHOLE.rows, count=count, most=MOST_COUNTED)
    with_producer = not acts_as(user, Role.PRODUCER)
    listed = [with_clock(each, today) for each in page]
    context = {
        "page": page,
        "columns": product_columns(with_producer=with_producer),
        "rows": product_rows(listed, with_producer=with_producer),
        "query": query,
        "place": place,
        "filters": [
            filters.row(_("Hạng sao"), "sao", _star_choices()),
            filters.row(_("Thời hạn"), "han", _term_choices()),
            filters.row(_("Ngành"), "nganh", list(group_names().items())),
        ],
        "filtered": bool(query or stars or group or term or place),
        "without_place": filters.without("noi"),
        "kept": filters.kept("q"),
    }
    return render(request, "desk/products/index.html", context)


_WHOLE: ReadyQuery[Product] = ReadyQuery(
    lambda keys: (
        Product.objects.filter(among("pk", keys))
        .select_related("producer__organisation", "current_place")
        .only(
            *("name", "rulebook", "set_number", "state", "stars", "expires_on"),
            *("producer__organisation__name", "current_place__kind", "current_place__name"),
        )
    ),
    KEYS,
)
"""With what a row shows and no more."""


def _star_choices() -> list[tuple[str, str]]:
    rows = [(n, _("%(n)s sao") % {"n": n}) for n in STARS if n in "543"]
    return [*rows, ("0", _("Chưa có"))]


def _term_choices() -> list[tuple[str, str]]:
    return [
        ("con", _("Còn hiệu lực")),
        ("sap-het", _("Sắp hết hạn")),
        ("nop-lai", _("Đang được nộp lại")),
        ("het", _("Đã hết hạn")),
    ]


def _of_stars(stars: int, today: date) -> Q:
    """Those whose last recognition gave these stars and holds; 0: those that have none now."""
    return Q(in_force(today), stars=stars) if stars else ~in_force(today)


def _of_term(term: str, today: date) -> Q:
    kept = _kept_of_term(term, today)
    (first, last), state = kept["days"], kept.get("state")
    days = Q(expires_on__gte=first) if first > EVER[0] else Q()
    days &= Q(expires_on__lte=last) if last < LAST_DAY else Q()
    return days & Q(state=state) if state else days


def _kept_of_term(term: str, today: date) -> dict[str, Any]:
    """On which days the recognition of these runs out, and their state where it matters."""
    now = Clock(today, today)
    assert now.opens_on is not None
    assert now.closes_on is not None
    kept: dict[str, dict[str, Any]] = {
        "": {},
        "con": {"days": (today, LAST_DAY)},
        "sap-het": {"days": lapsing_days(today), "state": Product.State.MADE},
        # Today lies between the first and the last day for filing anew.
        "nop-lai": {"days": (today + (today - now.closes_on), today + (today - now.opens_on))},
        "het": {"days": (EVER[0], today - timedelta(days=1))},
    }
    return kept[term]


# One product


@desk_page()
def product(request: HttpRequest, pk: int) -> HttpResponse:
    user, today = user_of(request), timezone.localdate()
    found = row_or_404(
        Product.objects.visible_to(user)
        .for_page()
        .select_related("producer__current_place__parent", "idea"),
        pk,
    )
    recognitions = sorted(found.recognitions.all(), key=lambda r: r.round, reverse=True)
    figures = sorted(found.year_figures.all(), key=lambda f: f.year)
    may_change = access.may_change_product(user, found)
    latest = recognitions[0] if recognitions else None
    return render(
        request,
        "desk/products/product.html",
        {
            "product": found,
            "latest": latest,
            "clock": clock_of(latest, today) if latest else None,
            "recognitions": [{"recognition": r, "clock": clock_of(r, today)} for r in recognitions],
            "year_columns": YEAR_COLUMNS,
            "years": year_rows(figures),
            "chart": _chart(figures, "revenue"),
            "group": group_names().get(found.group, ""),
            "may_change": may_change,
            "is_inside": access.may_see_inside(user, found.producer),
            "idea": _idea(user, found),
            "confirm": ConfirmSetForm.of(found) if may_change else None,
            "near": _near(user, found.name, found.producer, besides=found.pk) if may_change else [],
            "today": today,
            "public_address": _public_address(found, recognitions, today),
            "public_name": name_of(found.producer),
            "may_agree": access.may_agree_to_be_told(user, found.producer),
        },
    )


def _public_address(product: Product, recognitions: list[Recognition], today: date) -> str:
    """Where strangers read of it, once it is recognised."""
    if not any(each.issued_on is None or each.issued_on <= today for each in recognitions):
        return ""
    return reverse("portal:catalogue_short", args=[product.pk])


def _idea(user: User, product: Product) -> Idea | None:
    """From which it came; nothing to who may not see that."""
    idea: Idea | None = getattr(product, "idea", None)
    if idea is None:
        return None
    return Idea.objects.visible_to(user).filter(pk=idea.pk).first()


def _chart(figures: list[YearFigure], field: str) -> Any:
    """Worth drawing where two years can be compared."""
    values = [(str(f.year), getattr(f, field)) for f in figures if getattr(f, field) is not None]
    if len(values) < 2:
        return ""
    return drawings.columns([(year, float(value)) for year, value in values[-8:]])


def _one(request: HttpRequest, pk: int) -> Product:
    seen = Product.objects.visible_to(user_of(request)).select_related(
        "producer__organisation", "producer__current_place", "current_place"
    )
    return row_or_404(seen, pk)


def product_to_change(request: HttpRequest, pk: int) -> Product:
    """The product, for the pages that change it."""
    found = _one(request, pk)
    forbid_unless(access.may_change_product(user_of(request), found))
    return found


# Registering and changing


@desk_page("GET", "POST")
def new(request: HttpRequest, producer: int) -> HttpResponse:
    """A product of a producer; what looks like another is shown, and may be confirmed."""
    user = user_of(request)
    owner = row_or_404(
        Producer.objects.visible_to(user).select_related("organisation", "current_place"), producer
    )
    forbid_unless(access.may_register_product(user, owner))
    form = ProductForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = actions.register_product(owner, by=user, at=timezone.now(), **form.given)
            messages.success(
                request, _("Đã đăng ký %(name)s. Giờ hãy thêm ảnh.") % {"name": made.name}
            )
            return redirect("desk:product", made.pk)
    return _form_page(request, form, owner)


@desk_page()
def hints(request: HttpRequest, producer: int) -> HttpResponse:
    """While one types the name: the set it suggests, and what looks the same."""
    user = user_of(request)
    owner = row_or_404(
        Producer.objects.visible_to(user).select_related("organisation", "current_place"), producer
    )
    forbid_unless(access.may_register_product(user, owner))
    return render(
        request,
        "desk/products/_hints.html",
        _hints(user, request.GET.get("name", "")[:200], owner),
    )


def _hints(user: User, name: str, owner: Producer) -> dict[str, Any]:
    name = name.strip()
    if len(name) < 3:
        return {"sets": [], "near": []}
    return {
        "sets": [found.criteria_set for found in find_sets(name, limit=3)],
        "near": _near(user, name, owner),
    }


def _near(user: User, name: str, owner: Producer, *, besides: int | None = None) -> list[Product]:
    """Of what looks the same, that which the person sees anyway; the act asks about the rest."""
    near = duplicates.products_like(name, owner.current_place, besides=besides)
    return list(near.filter(pk__in=Product.objects.visible_to(user).order_by().values("pk"))[:5])


@desk_page("GET", "POST")
def change(request: HttpRequest, pk: int) -> HttpResponse:
    found = product_to_change(request, pk)
    form = ChangeProductForm.of(found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        present = Present(
            lambda: ChangeProductForm.of(product_to_change(request, pk)),
            here=reverse("desk:product_change", args=[pk]),
            entries=journal.of(found).filter(act="change_product"),
        )
        with refusals_on(form, present):
            changed = actions.change_product(
                found, by=user_of(request), at=timezone.now(), seen=form.seen, **form.given
            )
            say_saved(request, changed)
            return redirect("desk:product", found.pk)
    return _form_page(request, form, found.producer, product=found)


def _form_page(
    request: HttpRequest, form: ProductForm, owner: Producer, *, product: Product | None = None
) -> HttpResponse:
    name = form["name"].value() or ""
    hints = (
        _hints(user_of(request), name, owner)
        if product is None and name
        else {"sets": [], "near": []}
    )
    response = render(
        request,
        "desk/products/form.html",
        {"form": form, "producer": owner, "product": product, **hints},
    )
    return unprocessable(response) if form.errors else response


@desk_page("POST")
def confirm_set(request: HttpRequest, pk: int) -> HttpResponse:
    """The suggested set is the right one."""
    found = product_to_change(request, pk)
    form = ConfirmSetForm.of(found, request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.change_product(
                found, by=user_of(request), at=timezone.now(), seen=form.seen, **form.given
            )
            messages.success(request, _("Đã xác nhận bộ tiêu chí."))
    if form.refusal == CHANGED_MEANWHILE:
        messages.error(
            request,
            _("Sản phẩm vừa được người khác sửa; đây là bản hiện nay. Hãy xem rồi xác nhận."),
        )
    elif form.errors:
        messages.error(
            request, " ".join(map(str, form.non_field_errors())) or _("Chưa xác nhận được.")
        )
    return redirect("desk:product", found.pk)


# Sizes, places of sale, years


@desk_page("GET", "POST")
def variants(request: HttpRequest, pk: int) -> HttpResponse:
    found = product_to_change(request, pk)
    rows = VariantRows.of(found, request.POST or None)
    if request.method == "POST" and rows.is_valid():
        present = Present(
            lambda: VariantRows.of(found),
            here=reverse("desk:product_variants", args=[pk]),
            entries=journal.of(found).filter(act="set_variants"),
        )
        with refusals_on_rows(rows, present):
            given = [actions.Variant(**_plain(form.given)) for form in rows.filled()]
            changed = actions.set_variants(
                found, given, by=user_of(request), at=timezone.now(), seen=rows.seen
            )
            say_saved(request, changed)
            return redirect("desk:product", found.pk)
    return _rows_page(request, "variants", rows, found)


def _plain(given: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in given.items() if value not in ("", None)}


@desk_page("GET", "POST")
def sales_places(request: HttpRequest, pk: int) -> HttpResponse:
    found = product_to_change(request, pk)
    rows = SalesPlaceRows.of(found, request.POST or None)
    province = province_of(found.current_place)
    for form in rows:
        form.fields["place"].near = province
    if request.method == "POST" and rows.is_valid():
        present = Present(
            lambda: SalesPlaceRows.of(found),
            here=reverse("desk:product_sales_places", args=[pk]),
            entries=journal.of(found).filter(act="set_sales_places"),
        )
        with refusals_on_rows(rows, present):
            given = [
                actions.SalesPoint(**form.given | {"kind": form.given["kind"] or "own"})
                for form in rows.filled()
            ]
            changed = actions.set_sales_places(
                found, given, by=user_of(request), at=timezone.now(), seen=rows.seen
            )
            say_saved(request, changed)
            return redirect("desk:product", found.pk)
    return _rows_page(request, "sales_places", rows, found)


def _rows_page(request: HttpRequest, name: str, rows: Any, product: Product) -> HttpResponse:
    response = render(request, f"desk/products/{name}.html", {"rows": rows, "product": product})
    wrong = rows.is_bound and (any(rows.errors) or rows.non_form_errors())
    return unprocessable(response) if wrong else response


@desk_page("GET", "POST")
def year_figures(request: HttpRequest, pk: int) -> HttpResponse:
    found = product_to_change(request, pk)
    this_year = timezone.localdate().year
    figures = list(found.year_figures.all())
    year = _asked_year(request, this_year - 1)
    form = YearFigureForm.of(figures, year=year, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        year = form.given["year"]
        changed_keys = [f"{year}.{field}" for field in ("output", "unit", "revenue")]
        present = Present(
            lambda: YearFigureForm.of(found.year_figures.all(), year=year),
            here=f"{reverse('desk:product_figures', args=[pk])}?nam={year}",
            entries=journal.of(found).filter(
                act="record_year_figure", changes__has_any_keys=changed_keys
            ),
        )
        with refusals_on(form, present):
            changed = actions.record_year_figure(
                found, by=user_of(request), at=timezone.now(), seen=form.seen, **form.given
            )
            say_saved(request, changed)
            return redirect("desk:product_figures", found.pk)
    response = render(
        request,
        "desk/products/figures.html",
        {
            "form": form,
            "product": found,
            "year_columns": YEAR_COLUMNS,
            "years": year_rows(figures),
            "chart": _chart(sorted(figures, key=lambda f: f.year), "revenue"),
        },
    )
    return unprocessable(response) if form.errors else response


def _asked_year(request: HttpRequest, default: int) -> int:
    year = request.GET.get("nam", "")
    return int(year) if year.isdecimal() and len(year) == 4 else default


@desk_page()
def history(request: HttpRequest, pk: int) -> HttpResponse:
    found = _one(request, pk)
    forbid_unless(access.may_see_inside(user_of(request), found.producer))
    return history_page(request, found, name=found.name)
