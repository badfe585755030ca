"""The targets of a plan: one of them, what is given of it to whom, and its figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.desk.filters import Filters
from sanvat.desk.forms.base import DeskForm
from sanvat.desk.pages import (
    KEY,
    Present,
    desk_page,
    forbid_unless,
    is_partial,
    paginate,
    refusals_on,
    say_saved,
    seen_or_404,
    unprocessable,
    user_of,
)
from sanvat.desk.paging import PER_PAGE
from sanvat.desk.plans.forms import FigureForm, SameForAllForm, SharesForm, TableForm, TargetForm
from sanvat.desk.plans.links import list_behind, lists_of_units
from sanvat.desk.plans.rows import UNIT_COLUMNS, unit_rows
from sanvat.desk.plans.views import to_keep
from sanvat.parties.models import Organisation, OrganisationKind, User
from sanvat.parties.ready import ReadyFor
from sanvat.places.models import Level, Place
from sanvat.plans import access, actions
from sanvat.plans.actions import Given
from sanvat.plans.forecast import COVERS, Forecast, Why
from sanvat.plans.models import Figure, Plan, Result, Share, Target
from sanvat.plans.progress import (
    PACES,
    Pace,
    forecast_of,
    is_counted,
    on_todays_map,
    paces_of,
    progress_of,
    units_of,
)
from sanvat.plans.sharing import Parts, level_given, levels_below, sharing_of, taken_of, units_below
from sanvat.records import journal
from sanvat.records.among import among
from sanvat.records.ready_queries import ReadyQuery
from sanvat.records.search import matching
from sanvat.ui.tables import Cell, Column, link

State = Plan.State


def _one(user: User, pk: int) -> QuerySet[Target]:
    seen = Plan.objects.visible_to(user).order_by().values("pk")
    targets: QuerySet[Target] = Target.objects.filter(plan__in=seen, pk=pk).select_related(
        "plan__place__parent",
        "plan__programme",
        "plan__organisation",
        "indicator",
        "responsible",
        "result",
    )
    return targets.order_by()


_ONE = ReadyFor(_one, KEY)


def one(request: HttpRequest, pk: int) -> Target:
    return seen_or_404(_ONE, request, pk)


def to_keep_target(request: HttpRequest, pk: int) -> Target:
    found = one(request, pk)
    forbid_unless(access.may_keep_plan(user_of(request), found.plan))
    return found


@desk_page()
def target(request: HttpRequest, pk: int) -> HttpResponse:
    return _target_page(request, one(request, pk))


def _target_page(
    request: HttpRequest, found: Target, figure: FigureForm | None = None
) -> HttpResponse:
    user, today, plan = user_of(request), timezone.localdate(), found.plan
    told = _GIVEN.tuples(found.pk)
    given = [row[:4] for row in told]
    parts = Parts.of_rows(row[2:] for row in told)
    progress = progress_of(plan, today, [found], units=[row[1] for row in given])[found.pk]
    paces = paces_of(plan, progress, [row[1:] for row in given])
    filters = Filters(request)
    query = request.GET.get("q", "").strip()[:200]
    pace = filters.choice("td", [each.value for each in Pace])
    named = _named(found, query) if query else None
    shown = [
        key
        for (key, place, *_range), its in zip(given, paces, strict=True)
        if (not pace or its == pace) and (named is None or place in named)
    ]
    page: Page[int] = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    own = _own_share(user, [(key, place) for key, place, *_range in given])
    keys = [*page, *own]
    there = _SHARES.rows(keys, known={Share.target.field: {found.pk: found}}) if keys else []
    found_units = units_of(plan, progress, there)
    listed = [each for each in found_units if each.share.pk in page.object_list]
    reports = _may_report(user, found, [each.share.place for each in found_units])
    if figure is None and (reports or access.may_keep_plan(user, plan)):
        figure = _figure_form(found, reports, None)
    taken = taken_of(found, [each.share for each in found_units])
    lists = lists_of_units(plan, found, today)
    is_reported = not is_counted(found) and not progress.is_approved
    can_report = is_reported and plan.state == State.ISSUED
    response = render(
        request,
        "desk/plans/target.html",
        {
            "target": found,
            "plan": plan,
            "progress": progress,
            "sharing": sharing_of(plan, found, parts),
            "list": list_behind(plan, found, today),
            "is_reviewed": getattr(found, "result", None) is not None,
            "frozen": _frozen(getattr(found, "result", None)),
            "frozen_columns": FROZEN_COLUMNS,
            "today_map": on_todays_map(plan, found, today),
            **_forecast(forecast_of(plan, progress, today)),
            "units": bool(given),
            "unit_columns": UNIT_COLUMNS,
            "unit_rows": unit_rows(listed, taken, lists),
            "own_rows": unit_rows(
                [each for each in found_units if each.share.pk in own], taken, lists
            ),
            "page": page,
            "query": query,
            "kept": filters.kept("q"),
            "filters": [filters.row(_("Tiến độ"), "td", _paces(paces))] if given else [],
            "figures": _FIGURES.rows(found.pk),
            "figure": figure if can_report else None,
            "may_change": access.may_keep_plan(user, plan) and plan.state == State.DRAFT,
            "levels": levels_below(plan),
            "today": today,
        },
    )
    return unprocessable(response) if figure is not None and figure.errors else response


def _in_order(shares: QuerySet[Share]) -> QuerySet[Share]:
    return shares.order_by("place__sort_key", "pk")


_GIVEN: ReadyQuery[Any] = ReadyQuery(
    lambda target: _in_order(Share.objects.filter(target=target)).values_list(
        *("pk", "place", "least", "most", "place__level")
    ),
    KEY,
)
_SHARES = ReadyQuery(
    lambda keys: _in_order(Share.objects.filter(among("pk", keys))).select_related("place"), [KEY]
)
_FIGURES = ReadyQuery(
    lambda target: (
        Figure.objects.filter(target=target)
        .select_related("place", "reported_by")
        .order_by("-day", "-pk")[:12]
    ),
    KEY,
)


def _own_share(user: User, given: list[tuple[int, int]]) -> list[int]:
    """The key of what was given to the place one acts in; none for who acts elsewhere."""
    own = user.acting.place_id if user.acting else None
    return [key for key, place in given if place == own]


def _named(target: Target, query: str) -> set[int]:
    """The units with a share whose name fits."""
    keys = target.shares.order_by().values("place")
    return set(Place.objects.filter(matching(query), pk__in=keys).values_list("pk", flat=True))


FROZEN_COLUMNS = [
    Column(gettext_lazy("Đơn vị")),
    Column(gettext_lazy("Được giao"), kind="nowrap"),
    Column(gettext_lazy("Khi tổng kết"), kind="number"),
]


def _frozen(result: Result | None) -> list[tuple[Cell, ...]]:
    """What the units had when the plan was reviewed, as it was kept."""
    if result is None:
        return []
    page = reverse("desk:target_kept", args=[result.target_id])
    return [
        (name, asked, link(figure, f"{page}?don-vi={key}") if figure else "–")
        for key, name, asked, figure in result.units
    ]


def _paces(paces: Sequence[Pace]) -> list[tuple[str, str]]:
    """Who is ahead and who behind: each pace that some unit has, with how many."""
    counts = Counter(paces)
    return [
        (pace.value, f"{capfirst(str(PACES[pace]))} ({counts[pace]})")
        for pace in Pace
        if counts[pace]
    ]


def _forecast(found: Forecast | Why | None) -> dict[str, Any]:
    if isinstance(found, Forecast):
        return {"forecast": found, "no_forecast": "", "covers": COVERS}
    return {"forecast": None, "no_forecast": found.value if found else "", "covers": COVERS}


def _may_report(user: User, target: Target, places: Sequence[Place]) -> list[Place]:
    return [place for place in places if access.may_report(user, target.plan, place)]


def _figure_form(target: Target, places: Sequence[Place], data: Any) -> FigureForm:
    form = FigureForm(data, initial={"day": timezone.localdate()})
    field: Any = form.fields["place"]
    field.queryset = Place.objects.filter(pk__in=[place.pk for place in places])
    field.empty_label = _("Cả kế hoạch")
    if not places:
        del form.fields["place"]
    return form


@desk_page("POST")
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """A figure for the whole, or for a unit that one may report for."""
    user, found = user_of(request), one(request, pk)
    places = _may_report(
        user, found, [share.place for share in found.shares.select_related("place")]
    )
    forbid_unless(bool(places) or access.may_keep_plan(user, found.plan))
    form = _figure_form(found, places, request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.report_figure(found, by=user, at=timezone.now(), **form.given)
            messages.success(request, _("Đã ghi số đạt được."))
            return redirect("desk:target", pk)
    return _target_page(request, found, form)


# Writing a target


def _organisations(user: User) -> QuerySet[Organisation]:
    found: QuerySet[Organisation] = Organisation.objects.visible_to(user)
    return found.exclude(kind=OrganisationKind.PRODUCER).order_by("name", "pk")


@desk_page("GET", "POST")
def new(request: HttpRequest, pk: int) -> HttpResponse:
    plan, user = to_keep(request, pk), user_of(request)
    data = request.POST if request.method == "POST" else None
    form = TargetForm.of(None, _organisations(user), data)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = actions.add_target(plan, by=user, at=timezone.now(), **form.given)
            messages.success(request, _("Đã thêm chỉ tiêu. Giờ có thể giao cho các đơn vị."))
            return redirect("desk:target", made.pk)
    return _form_page(request, form, plan, None)


@desk_page("GET", "POST")
def change(request: HttpRequest, pk: int) -> HttpResponse:
    found, user = to_keep_target(request, pk), user_of(request)
    data = request.POST if request.method == "POST" else None
    form = TargetForm.of(found, _organisations(user), data)
    if request.method == "POST" and form.is_valid():
        present = Present(
            lambda: TargetForm.of(to_keep_target(request, pk), _organisations(user)),
            here=reverse("desk:target_change", args=[pk]),
            entries=journal.of(found.plan).filter(act="change_target"),
        )
        with refusals_on(form, present):
            changed = actions.change_target(
                found, by=user, at=timezone.now(), seen=form.seen, **form.given
            )
            say_saved(request, changed)
            return redirect("desk:target", pk)
    return _form_page(request, form, found.plan, found)


def _form_page(
    request: HttpRequest, form: TargetForm, plan: Plan, target: Target | None
) -> HttpResponse:
    context = {"form": form, "plan": plan, "target": target}
    response = render(request, "desk/plans/target_form.html", context)
    return unprocessable(response) if form.errors else response


@desk_page("POST")
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    found = to_keep_target(request, pk)
    plan, form = found.plan, DeskForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.remove_target(found, by=user_of(request), at=timezone.now())
            messages.success(request, _("Đã bỏ chỉ tiêu."))
            return redirect("desk:plan", plan.pk)
    for fault in form.non_field_errors():
        messages.error(request, str(fault))
    return redirect("desk:target", pk)


# Handing it down


@desk_page("GET", "POST")
def hand_down(request: HttpRequest, pk: int) -> HttpResponse:
    """A page of units with their ranges; "recompute" shows the arithmetic of what is typed without
    keeping it."""
    found = to_keep_target(request, pk)
    units = _page_of_units(request, found)
    shares = _shares_of(found, units)
    form = SharesForm.of(found, units, shares, request.POST or None)
    only_reckon = "tinh" in request.POST
    if only_reckon and is_partial(request) and form.is_valid():
        return _reckoned(request, found, form)
    if request.method == "POST" and form.is_valid() and not only_reckon:
        present = Present(
            lambda: SharesForm.of(found, units, _shares_of(found, units)),
            here=request.get_full_path(),
            entries=journal.of(found.plan).filter(act="hand_down"),
        )
        with refusals_on(form, present):
            changed = actions.hand_down(
                found,
                form.shares_given(),
                without=form.without(),
                by=user_of(request),
                at=timezone.now(),
                seen=form.seen,
            )
            say_saved(request, changed)
            return redirect(request.get_full_path())
    return _shares_page(request, found, form)


def _reckoned(request: HttpRequest, target: Target, form: SharesForm) -> HttpResponse:
    """The arithmetic alone, for htmx, which leaves all that is typed in its place."""
    parts = Parts.of(_as_typed(target, form))
    context = {"sharing": sharing_of(target.plan, target, parts), "is_only_reckoned": True}
    response = render(request, "desk/plans/_sum.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _level(request: HttpRequest, target: Target) -> str:
    levels = levels_below(target.plan)
    asked = request.GET.get("cap", "")
    if asked in levels:
        return asked
    if target.shares.exists() and (given := level_given(target.plan)) in levels:
        return given
    return levels[0] if levels else Level.COMMUNE


def _units(request: HttpRequest, target: Target) -> QuerySet[Place]:
    units: QuerySet[Place] = units_below(target.plan, _level(request, target))
    query = request.GET.get("q", "").strip()[:200]
    return units.filter(matching(query)) if query else units


def _page_of_units(request: HttpRequest, target: Target) -> list[Place]:
    request.units_page = paginate(_units(request, target), request)  # type: ignore[attr-defined]
    return list(request.units_page)  # type: ignore[attr-defined]


def _shares_of(target: Target, units: Sequence[Place]) -> dict[int, Share]:
    return {share.place_id: share for share in target.shares.filter(place__in=units)}


def _as_typed(target: Target, form: SharesForm) -> list[Share]:
    """All shares as they would be with what is typed on this page."""
    here = {unit.pk for unit in form.units}
    shares = [
        share for share in target.shares.select_related("place") if share.place_id not in here
    ]
    return shares + [
        Share(target=target, place=each.place, least=each.least, most=each.most)
        for each in form.shares_given()
    ]


def _shares_page(
    request: HttpRequest,
    target: Target,
    form: SharesForm | None,
    *,
    same: SameForAllForm | None = None,
    table: TableForm | None = None,
) -> HttpResponse:
    plan, level = target.plan, _level(request, target)
    levels = levels_below(plan)
    if form is None:
        units = _page_of_units(request, target)
        form = SharesForm.of(target, units, _shares_of(target, units))
    is_readable = form.is_bound and not form.errors
    parts = Parts.of(_as_typed(target, form)) if is_readable else None
    filters = Filters(request)
    filters.choice("cap", levels)
    all_units = units_below(plan, level)
    response = render(
        request,
        "desk/plans/shares.html",
        {
            "target": target,
            "plan": plan,
            "form": form,
            "page": request.units_page,  # type: ignore[attr-defined]
            "query": request.GET.get("q", "").strip()[:200],
            "kept": filters.kept("q"),
            "filters": [filters.row(_("Cấp"), "cap", [(each, each.label) for each in levels])]
            if len(levels) > 1
            else [],
            "sharing": sharing_of(plan, target, parts),
            "is_only_reckoned": is_readable,
            "same": same or SameForAllForm(levels=levels, initial={"level": level}),
            "table": table or TableForm(units=[], decimals=target.decimals),
            "here": request.get_full_path(),
            "units_in_all": all_units.count(),
            "is_draft": plan.state == State.DRAFT,
        },
    )
    wrong = form.errors or (same and same.errors) or (table and table.errors)
    return unprocessable(response) if wrong else response


@desk_page("POST")
def to_all(request: HttpRequest, pk: int) -> HttpResponse:
    """The same range for every unit of a level."""
    found = to_keep_target(request, pk)
    form = SameForAllForm(request.POST, levels=levels_below(found.plan))
    if form.is_valid():
        with refusals_on(form):
            units = units_below(found.plan, form.given["level"])
            given = [Given(unit, form.given["least"], form.given["most"]) for unit in units]
            changed = actions.hand_down(found, given, by=user_of(request), at=timezone.now())
            say_saved(request, changed)
            return redirect("desk:target_shares", pk)
    return _shares_page(request, found, None, same=form)


@desk_page("POST")
def paste(request: HttpRequest, pk: int) -> HttpResponse:
    """Ranges by a table that was copied from a sheet."""
    found = to_keep_target(request, pk)
    units = [unit for level in levels_below(found.plan) for unit in units_below(found.plan, level)]
    form = TableForm(request.POST, units=units, decimals=found.decimals)
    if form.is_valid():
        with refusals_on(form):
            changed = actions.hand_down(
                found, form.given["table"], by=user_of(request), at=timezone.now()
            )
            say_saved(request, changed)
            return redirect("desk:target_shares", pk)
    return _shares_page(request, found, None, table=form)
