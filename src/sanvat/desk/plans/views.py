"""Plans: the list, one of them, and a draft until it is issued."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanvat.desk.filters import Filters
from sanvat.desk.forms.base import DeskForm, offer
from sanvat.desk.history.views import history_page
from sanvat.desk.pages import (
    KEY,
    Present,
    desk_page,
    first_page,
    forbid_unless,
    paginate,
    refusals_on,
    say_saved,
    seen_or_404,
    unprocessable,
    user_of,
)
from sanvat.desk.paging import AND_ONE
from sanvat.desk.plans.forms import IssueForm, NewPlanForm, PlanForm
from sanvat.desk.plans.links import list_behind, lists_of_units
from sanvat.desk.plans.rows import (
    PLAN_COLUMNS,
    listed,
    matrix_columns,
    matrix_rows,
    plan_rows,
)
from sanvat.instruments import actions as instruments
from sanvat.instruments.models import Instrument
from sanvat.parties.access import acts_as, scope_places
from sanvat.parties.models import User
from sanvat.parties.ready import ReadyFor
from sanvat.parties.roles import PROGRAMME_KEEPERS
from sanvat.places.models import Place
from sanvat.plans import access, actions
from sanvat.plans.history import called_in_plans
from sanvat.plans.models import Plan, Programme, Share, Target
from sanvat.plans.progress import LAGGING, Pace, Progress, Unit, progress_of, units_of
from sanvat.plans.sharing import (
    NO_PARTS,
    Parts,
    infeasible_of,
    parts_of,
    sharing_of,
)
from sanvat.records import journal
from sanvat.records.among import among
from sanvat.records.ready_queries import ReadyQuery
from sanvat.records.search import matching
from sanvat.records.versions import version_of

State = Plan.State
OVER = (State.REVISED, State.WITHDRAWN)
YEARS_SHOWN = 8
TARGETS_BESIDE = 4
"""Targets beside one another in the table of units; the page of a target shows it by itself."""


# The list


@desk_page()
def index(request: HttpRequest) -> HttpResponse:
    """The newest year first, and in it one's own place, the places above, then the others."""
    user = user_of(request)
    filters = Filters(request)
    query = _query(request)
    by_year = dict(_BY_YEAR.tuples(user))
    years = [str(year) for year in sorted(by_year, reverse=True)[:YEARS_SHOWN]]
    year = filters.choice("nam", years)
    state = filters.choice("tt", State.values)
    where = filters.choice("noi", ("minh", "duoi"))
    narrowed = bool(query or year or state or where)
    page = None
    if not narrowed:
        page = first_page(request, lambda: _FIRST.rows(user), count=sum(by_year.values()))
    if page is None:
        seen = Plan.objects.visible_to(user)
        rows = seen.filter(state=state) if state else seen.exclude(state__in=OVER)
        rows = rows.search(query) if query else rows
        rows = rows.filter(year=int(year)) if year else rows
        if where:
            rows = rows.filter(_of_own(user) if where == "minh" else scope_places(user))
        page = paginate(_in_order(listed(rows)), request, count=rows.count)
    return render(
        request,
        "desk/plans/index.html",
        {
            "page": page,
            "columns": PLAN_COLUMNS,
            "rows": plan_rows(page),
            "query": query,
            "filters": [
                filters.row(_("Năm"), "nam", [(one, one) for one in years]),
                filters.row(_("Trạng thái"), "tt", [(s.value, capfirst(s.label)) for s in State]),
                filters.row(
                    _("Của"), "noi", [("minh", _("Cơ quan mình")), ("duoi", _("Địa bàn mình"))]
                ),
            ],
            "filtered": narrowed,
            "kept": filters.kept("q"),
            "may_draft": _may_draft(user),
        },
    )


def _by_year(user: User) -> QuerySet[Any, Any]:
    """Of each year how many plans there are that are not over."""
    seen = Plan.objects.visible_to(user).order_by().values_list("year")
    counts: QuerySet[Any, Any] = seen.annotate(n=Count("pk", filter=~Q(state__in=OVER)))
    return counts


def _first(user: User) -> QuerySet[Plan]:
    seen = Plan.objects.visible_to(user).exclude(state__in=OVER)
    return _in_order(listed(seen))[:AND_ONE]


def _in_order(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    return plans.order_by("-year", "place__sort_key", "title", "-version", "pk")


_BY_YEAR: ReadyFor[Any] = ReadyFor(_by_year)
_FIRST = ReadyFor(_first)


def _of_own(user: User) -> Q:
    return Q(organisation=user.acting.organisation_id) if user.acting else Q(pk__in=[])


def _may_draft(user: User) -> bool:
    return acts_as(user, *PROGRAMME_KEEPERS)


# Entering


@desk_page("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    if not _may_draft(user) or user.acting is None:
        raise Http404
    programmes = list(_programmes_for(user))
    year = timezone.localdate().year
    initial = {
        "year": year,
        "starts_on": date(year, 1, 1),
        "ends_on": date(year, 12, 31),
        "programme": programmes[0] if programmes else None,
    }
    form = NewPlanForm(request.POST or None, initial=initial)
    offer(form, "programme", programmes)
    offer(form, "parent", list(_parents_for(user.acting.place)))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = actions.draft_plan(
                organisation=user.acting.organisation,
                place=user.acting.place,
                by=user,
                at=timezone.now(),
                **form.given,
            )
            messages.success(request, _("Đã lập dự thảo. Giờ hãy thêm chỉ tiêu."))
            return redirect("desk:plan", made.pk)
    response = render(
        request, "desk/plans/new.html", {"form": form, "programmes": bool(programmes)}
    )
    return unprocessable(response) if form.errors else response


def _programmes_for(user: User) -> QuerySet[Programme]:
    """Those of the own place and of the places above it, the newest first."""
    place = user.acting.place if user.acting else None
    rows: QuerySet[Programme] = Programme.objects.all()
    return rows.filter(_above(place)) if place else rows.filter(place=None)


def _above(place: Place) -> Q:
    """Rows whose place is this one, a place above it, or the country."""
    keys = [part for part in place.lineage.strip("/").split("/") if part]
    lineages = ["/" + "/".join(keys[: n + 1]) + "/" for n in range(len(keys))]
    return Q(place=None) | Q(place__lineage__in=lineages)


def _parents_for(place: Place | None) -> QuerySet[Plan]:
    if place is None:
        return Plan.objects.none()
    found: QuerySet[Plan] = Plan.objects.in_force().filter(_above(place))
    return found.exclude(place__lineage=place.lineage).order_by("-year", "title")


# One plan


def _one(user: User, pk: int) -> QuerySet[Plan]:
    seen: QuerySet[Plan] = (
        Plan.objects.visible_to(user)
        .filter(pk=pk)
        .select_related(
            "programme__organisation",
            "programme__place",
            "organisation",
            "place__parent",
            "decision",
            "parent",
            "replaces",
            "review",
        )
    )
    return seen.order_by()


_ONE = ReadyFor(_one, KEY)


def one(request: HttpRequest, pk: int) -> Plan:
    return seen_or_404(_ONE, request, pk)


def to_keep(request: HttpRequest, pk: int) -> Plan:
    """The plan, for the pages that do something about it."""
    found = one(request, pk)
    forbid_unless(access.may_keep_plan(user_of(request), found))
    return found


@desk_page()
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    return _plan_page(request, one(request, pk))


def _plan_page(request: HttpRequest, found: Plan) -> HttpResponse:
    user, today = user_of(request), timezone.localdate()
    targets = _TARGETS.rows(found.pk, known={Target.plan.field: {found.pk: found}})
    may_keep = access.may_keep_plan(user, found)
    given = parts_of(targets)
    shown = [each for each in targets if each.pk in given][:TARGETS_BESIDE]
    units = _units_page(request, shown) if shown else None
    progress = progress_of(found, today, targets, units=[unit.pk for unit in units or ()])
    context: dict[str, Any] = {
        "plan": found,
        "where": found.place.full_name if found.place else _("cả nước"),
        "targets": [_target(found, each, progress[each.pk], given, today) for each in targets],
        "lagging": sum(each.pace in LAGGING for each in progress.values()),
        "reached": sum(each.pace in (Pace.REACHED, Pace.WITHIN) for each in progress.values()),
        "may_keep": may_keep,
        "is_draft": found.state == State.DRAFT,
        "is_issued": found.state == State.ISSUED,
        "newer": next(iter(_NEWER.rows(found.pk)), None) if may_keep else None,
        "to_adopt": may_keep and found.state == State.DRAFT and _waiting(found),
        "review": getattr(found, "review", None),
        "may_keep_programme": access.may_keep_programme(user, found.programme),
        "children": _CHILDREN.rows(user, found.pk),
        "grounds": _GROUNDS.rows(found.programme_id),
        "today": today,
    }
    if units is not None:
        context |= _units(request, found, shown, units, progress)
        context["more_targets"] = len(given) > TARGETS_BESIDE
    return render(request, "desk/plans/plan.html", context)


def _target(
    plan: Plan, target: Target, progress: Progress, given: dict[int, Parts], today: date
) -> dict[str, Any]:
    parts = given.get(target.pk, NO_PARTS)
    return {
        "target": target,
        "progress": progress,
        "sharing": sharing_of(plan, target, parts),
        "given": len(parts.ranges),
        "list": list_behind(plan, target, today),
        "result": getattr(target, "result", None),
    }


def _waiting(plan: Plan) -> bool:
    """Whether the plan above gives something that is not in this draft yet."""
    if plan.parent_id is None:
        return False
    given = Share.objects.filter(target__plan=plan.parent_id, place=plan.place_id)
    return bool(given.exclude(adoptions__target__plan=plan).exists())


def _targets(plan: int) -> QuerySet[Target]:
    targets: QuerySet[Target] = Target.objects.filter(plan=plan).order_by("number")
    return targets.select_related("indicator", "responsible", "result")


def _children(user: User, plan: int) -> QuerySet[Plan]:
    seen: QuerySet[Plan] = Plan.objects.visible_to(user).filter(parent=plan).in_force()
    return seen.select_related("place").order_by("place__sort_key", "pk")[:50]


def _shares(targets: list[int], places: list[int]) -> QuerySet[Share]:
    given: QuerySet[Share] = Share.objects.filter(among("target", targets))
    return given.filter(among("place", places)).order_by()


_TARGETS = ReadyQuery(_targets, KEY)
_NEWER = ReadyQuery(
    lambda plan: Plan.objects.filter(replaces=plan).exclude(state=State.WITHDRAWN)[:1], KEY
)
_CHILDREN = ReadyFor(_children, KEY)
_GROUNDS = ReadyQuery(
    lambda programme: Instrument.objects.filter(programmes=programme).only("kind", "number"), KEY
)
_SHARES = ReadyQuery(_shares, [KEY], [KEY - 1])


def _units_page(request: HttpRequest, shown: list[Target]) -> Page[Place]:
    """A page of the units below that are given something of these targets."""
    keys = Share.objects.filter(target__in=shown).order_by().values("place").distinct()
    places = Place.objects.filter(pk__in=keys)
    if query := _query(request):
        places = places.filter(matching(query))
    return paginate(places.order_by("sort_key", "pk"), request)


def _query(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:200]


def _units(
    request: HttpRequest,
    plan: Plan,
    shown: list[Target],
    page: Page[Place],
    progress: dict[int, Progress],
) -> dict[str, Any]:
    """What each unit of the page was given and has of the first targets."""
    places = {place.pk: place for place in page}
    known = {Share.place.field: places}
    shares = _SHARES.rows([each.pk for each in shown], [*places], known=known)
    by_target: dict[int, list[Share]] = {}
    for share in shares:
        by_target.setdefault(share.target_id, []).append(share)
    units: dict[tuple[int, int], Unit] = {
        (key, unit.share.place_id): unit
        for key, its in by_target.items()
        for unit in units_of(plan, progress[key], its)
    }
    return {
        "page": page,
        "query": _query(request),
        "unit_columns": matrix_columns(shown),
        "unit_rows": matrix_rows(
            page,
            shown,
            units,
            {each.pk: lists_of_units(plan, each, timezone.localdate()) for each in shown},
        ),
        "has_units": True,
    }


@desk_page("GET", "POST")
def change(request: HttpRequest, pk: int) -> HttpResponse:
    found = to_keep(request, pk)
    data = request.POST if request.method == "POST" else None
    form = PlanForm.of(found, _parents_for(found.place), data)
    if request.method == "POST" and form.is_valid():
        present = Present(
            lambda: PlanForm.of(to_keep(request, pk), _parents_for(found.place)),
            here=reverse("desk:plan_change", args=[pk]),
            entries=journal.of(found).filter(act="change_plan"),
        )
        with refusals_on(form, present):
            changed = actions.change_plan(
                found, by=user_of(request), at=timezone.now(), seen=form.seen, **form.given
            )
            say_saved(request, changed)
            return redirect("desk:plan", pk)
    response = render(request, "desk/plans/change.html", {"form": form, "plan": found})
    return unprocessable(response) if form.errors else response


@desk_page("POST")
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Take what the plan above gives to this place into the draft."""
    found = to_keep(request, pk)
    form = DeskForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            came = actions.adopt_shares(found, by=user_of(request), at=timezone.now())
            text = ngettext("Đã nhận %(n)d chỉ tiêu.", "Đã nhận %(n)d chỉ tiêu.", came)
            messages.success(request, text % {"n": came})
    for fault in form.non_field_errors():
        messages.error(request, str(fault))
    return redirect("desk:plan", pk)


@desk_page("GET", "POST")
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue the draft, with its decision; what does not meet is shown, and asks for a reason."""
    found = to_keep(request, pk)
    targets = list(found.targets.all())
    gaps = [(each, sharing_of(found, each)) for each in infeasible_of(found, targets)]
    initial = {"on": timezone.localdate(), "issuer": found.organisation.name}
    data = request.POST if request.method == "POST" else None
    form = IssueForm(data, initial=initial, version=version_of(found), has_gap=bool(gaps))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            _issue(request, found, form)
            messages.success(request, _("Đã ban hành. Từ nay tiến độ được tính từng ngày."))
            return redirect("desk:plan", pk)
    context = {"form": form, "plan": found, "gaps": gaps, "targets": targets}
    response = render(request, "desk/plans/issue.html", context)
    return unprocessable(response) if form.errors else response


@transaction.atomic
def _issue(request: HttpRequest, found: Plan, form: IssueForm) -> None:
    """The paper and the plan are kept together, or neither."""
    given = form.given
    decision = None
    if given["number"]:
        decision = instruments.known_or_recorded(
            kind=Instrument.Kind.PLAN,
            number=given["number"],
            issued_on=given["on"],
            issuer=given["issuer"],
            organisation=found.organisation,
            by=user_of(request),
            at=timezone.now(),
        )
    actions.issue_plan(
        found,
        on=given["on"],
        decision=decision,
        gap_reason=given.get("gap_reason", ""),
        seen=form.seen,
        by=user_of(request),
        at=timezone.now(),
    )


@desk_page("POST")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    found = to_keep(request, pk)
    form = DeskForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.withdraw_plan(found, by=user_of(request), at=timezone.now())
            messages.success(request, _("Đã rút dự thảo."))
    for fault in form.non_field_errors():
        messages.error(request, str(fault))
    return redirect("desk:plan", pk)


@desk_page()
def history(request: HttpRequest, pk: int) -> HttpResponse:
    found = to_keep(request, pk)
    return history_page(request, found, name=str(found), called=called_in_plans())
