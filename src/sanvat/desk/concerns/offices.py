"""What offices settle: ready answers, who answers for what, limits, who deals with denunciations;
and who has how much in hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanvat.concerns import access, actions
from sanvat.concerns.limits import limits_in
from sanvat.concerns.models import (
    Concern,
    Confidant,
    CountedConcern,
    OfficeLimit,
    Route,
    Template,
)
from sanvat.concerns.models.concerns import is_confidant
from sanvat.desk.concerns.offices_forms import (
    ConfidantForm,
    HandOverForm,
    LimitForm,
    RouteForm,
    TemplateForm,
)
from sanvat.desk.concerns.offices_rows import (
    BODY_LOAD_COLUMNS,
    CONFIDANT_COLUMNS,
    LIMIT_COLUMNS,
    LOAD_COLUMNS,
    ROUTE_COLUMNS,
    TEMPLATE_COLUMNS,
    body_load_rows,
    confidant_rows,
    limit_rows,
    load_rows,
    route_rows,
    template_rows,
)
from sanvat.desk.concerns.views import only_readers
from sanvat.desk.pages import (
    Present,
    desk_page,
    forbid_unless,
    paginate,
    refusals_on,
    row_or_404,
    unprocessable,
    user_of,
)
from sanvat.errors import Refusal
from sanvat.parties.access import acts_as
from sanvat.parties.models import Organisation, OrganisationKind, User
from sanvat.parties.ready import DAY, ReadyFor
from sanvat.parties.roles import PROGRAMME_KEEPERS
from sanvat.places.models import Place
from sanvat.records import journal

# Who has how much in hand


@dataclass(frozen=True)
class Load:
    """What somebody, or a body, has in hand: all, those late, those due soon. `where` a body is."""

    who: str
    where: str
    open: int
    late: int
    soon: int


@desk_page()
def load(request: HttpRequest) -> HttpResponse:
    """Of one's own body by its people; for who keeps the programme also by the bodies of the
    place."""
    user = user_of(request)
    only_readers(user)
    today = timezone.localdate()
    days = today, today + timedelta(days=settings.CONCERNS["warn_days"])
    by_person = _BY_PERSON[is_confidant(user)].tuples(user, *days)
    context: dict[str, Any] = {
        "rows": load_rows(Load(*each) for each in by_person),
        "columns": LOAD_COLUMNS,
        "keeps": acts_as(user, *PROGRAMME_KEEPERS),
    }
    if context["keeps"]:
        by_body = _BY_BODY.tuples(user, *days)
        context |= {
            "body_rows": body_load_rows(Load(*each) for each in by_body),
            "body_columns": BODY_LOAD_COLUMNS,
        }
    return render(request, "desk/concerns/load.html", context)


MOST_BODIES = 100
"""Bodies of a place in one table, those with the most late matters first."""


def _counted(
    rows: Any, by: str, names: Sequence[Any], today: date, soon: date, *, clock: str = "clock__"
) -> Any:
    """How many are open by a person or a body, most late first, as `Load` has them. `names`: who
    and where, looked up for those shown alone; `clock`: the path to the days of their clocks."""

    def due(**days: date) -> Q:
        within = {f"{clock}due_on__{limit}": day for limit, day in days.items()}
        return Q(**{f"{clock}finished_on": None}, **within)

    counted = (
        rows.order_by()
        .values(by)
        .annotate(
            n=Count("pk"),
            late=Count("pk", filter=due(lt=today)),
            soon=Count("pk", filter=due(gte=today, lte=soon)),
        )
        .order_by("-late", "-n", by)
    )
    who, where = names
    named = counted.annotate(who=who, where=where)
    return named.values_list("who", "where", "n", "late", "soon")[:MOST_BODIES]


def _by_person(user: User, today: date, soon: date, *, confidential: bool) -> Any:
    seen = Concern.objects.visible_where(user, confidential=confidential).open()
    own = seen.filter(organisation=user.acting.organisation_id if user.acting else 0)
    person = User.objects.filter(pk=OuterRef("handler"))
    name = person.values_list(Coalesce(NullIf("name", Value("")), "username"))
    return _counted(own, "handler", (Subquery(name), Value("")), today, soon)


def _by_body(user: User, today: date, soon: date) -> Any:
    of_place = CountedConcern.objects.visible_to(user).open()
    body = Organisation.objects.filter(pk=OuterRef("organisation"))
    names = Subquery(body.values("name")), Subquery(body.values("place__full_name"))
    return _counted(of_place, "organisation", names, today, soon, clock="")


_SOON = DAY + timedelta(days=1)
"""Stands in for the last day that is soon."""
_BY_PERSON: dict[bool, ReadyFor[Any]] = {
    each: ReadyFor(partial(_by_person, confidential=each), DAY, _SOON) for each in (False, True)
}
_BY_BODY: ReadyFor[Any] = ReadyFor(_by_body, DAY, _SOON)


@desk_page("GET", "POST")
def hand_over(request: HttpRequest) -> HttpResponse:
    """Everything one colleague has in hand to another, or to everybody."""
    user = user_of(request)
    only_readers(user)
    form = HandOverForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            number = actions.hand_over(
                form.given["leaving"], form.given["taking"], by=user, at=timezone.now()
            )
            said = ngettext("Đã bàn giao %(n)d việc.", "Đã bàn giao %(n)d việc.", number)
            messages.success(request, said % {"n": number})
            return redirect("desk:concern_load")
    response = render(request, "desk/concerns/hand_over.html", {"form": form})
    return unprocessable(response) if form.errors else response


# Ready answers


@desk_page()
def templates(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    only_readers(user)
    page = paginate(Template.objects.visible_to(user), request)
    context = {"page": page, "rows": template_rows(page), "columns": TEMPLATE_COLUMNS}
    return render(request, "desk/concerns/templates.html", context)


@desk_page("GET", "POST")
def template_new(request: HttpRequest) -> HttpResponse:
    only_readers(user_of(request))
    return _template(request, None)


@desk_page("GET", "POST")
def template(request: HttpRequest, pk: int) -> HttpResponse:
    return _template(request, _one_template(request, pk))


def _one_template(request: HttpRequest, pk: int) -> Template:
    found: Template = row_or_404(Template.objects.visible_to(user_of(request)), pk)
    return found


def _template(request: HttpRequest, kept: Template | None) -> HttpResponse:
    form = TemplateForm.of(kept, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, _template_now(request, kept)):
            actions.save_template(
                kept, seen=form.seen, **form.given, by=user_of(request), at=timezone.now()
            )
            messages.success(request, _("Đã lưu mẫu."))
            return redirect("desk:concern_templates")
    context = {
        "form": form,
        "template": kept,
        "title": kept.name if kept else _("Mẫu trả lời mới"),
    }
    response = render(request, "desk/concerns/template.html", context)
    return unprocessable(response) if form.errors else response


def _template_now(request: HttpRequest, kept: Template | None) -> Present | None:
    if kept is None:
        return None
    return Present(
        lambda: TemplateForm.of(_one_template(request, kept.pk)),
        here=reverse("desk:concern_template", args=[kept.pk]),
        entries=journal.of(kept),
    )


@desk_page("POST")
def template_remove(request: HttpRequest, pk: int) -> HttpResponse:
    found = _one_template(request, pk)
    actions.remove_template(found, by=user_of(request), at=timezone.now())
    messages.success(request, _("Đã xóa mẫu."))
    return redirect("desk:concern_templates")


# Who answers for what


@desk_page()
def routes(request: HttpRequest) -> HttpResponse:
    """What is settled today in the place; what is not goes to the law's usual body."""
    user, today = user_of(request), timezone.localdate()
    _only_keepers(user)
    rows = Route.objects.visible_to(user).on(today).select_related("place", "organisation")
    page = paginate(rows, request)
    context = {
        "page": page,
        "rows": route_rows(page, lambda route: access.may_settle_for(user, route.place), request),
        "columns": ROUTE_COLUMNS,
    }
    return render(request, "desk/concerns/routes.html", context)


def _only_keepers(user: User) -> None:
    if not acts_as(user, *PROGRAMME_KEEPERS):
        raise Http404


@desk_page("GET", "POST")
def route_new(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    _only_keepers(user)
    form = RouteForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        given = form.given
        if not access.may_settle_for(user, given["place"]):
            form.add_error("place", _("Địa bàn này ngoài nơi bạn phụ trách. Hãy chọn nơi khác."))
        else:
            with refusals_on(form):
                actions.set_route(
                    given["place"],
                    given["subject"],
                    given["body"],
                    first=given["first"],
                    source=given["source"],
                    by=user,
                    at=timezone.now(),
                )
                messages.success(request, _("Đã phân công."))
                return redirect("desk:concern_routes")
    response = render(request, "desk/concerns/route_new.html", {"form": form})
    return unprocessable(response) if form.errors else response


@desk_page("POST")
def route_end(request: HttpRequest, pk: int) -> HttpResponse:
    """It holds no longer from today on."""
    user = user_of(request)
    found = row_or_404(Route.objects.visible_to(user), pk)
    return _ended(request, "desk:concern_routes", actions.end_route, found)


def _ended(request: HttpRequest, to: str, act: Any, thing: Any) -> HttpResponse:
    """End something with the day before today, or say why not."""
    yesterday = timezone.localdate() - timedelta(days=1)
    try:
        act(thing, last=yesterday, by=user_of(request), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã thôi áp dụng."))
    return redirect(to)


# Limits


@desk_page()
def limits_page(request: HttpRequest) -> HttpResponse:
    """Every limit as it holds where one works, with its source, and what is still to be checked."""
    user, today = user_of(request), timezone.localdate()
    only_readers(user)
    place = _own_place(user)
    context = {
        "where": _where(place),
        "rows": limit_rows(
            limits_in(place, today), lambda said: access.may_settle_for(user, said.place), request
        ),
        "columns": LIMIT_COLUMNS,
        "may_settle": access.may_settle_for(user, place),
    }
    return render(request, "desk/concerns/limits.html", context)


def _own_place(user: User) -> Place | None:
    return user.acting.place if user.acting else None


def _where(place: Place | None) -> str:
    return place.full_name if place else _("Cả nước")


@desk_page("GET", "POST")
def limit_new(request: HttpRequest) -> HttpResponse:
    """Say of a limit that its number was held against the law, or set the office's own."""
    user = user_of(request)
    _only_keepers(user)
    place = _own_place(user)
    forbid_unless(access.may_settle_for(user, place))
    chosen = {"key": request.GET.get("muc", "")}
    form = LimitForm(request.POST or None, initial=chosen)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.set_limit(place, **form.given, by=user, at=timezone.now())
            messages.success(request, _("Đã ghi thời hạn. Việc đang chạy giữ thời hạn cũ."))
            return redirect("desk:concern_limits")
    context = {"form": form, "where": _where(place)}
    response = render(request, "desk/concerns/limit_new.html", context)
    return unprocessable(response) if form.errors else response


@desk_page("POST")
def limit_end(request: HttpRequest, pk: int) -> HttpResponse:
    found = row_or_404(OfficeLimit.objects.visible_to(user_of(request)), pk)
    return _ended(request, "desk:concern_limits", actions.end_limit, found)


# Who deals with denunciations


@desk_page()
def confidants(request: HttpRequest) -> HttpResponse:
    """Who is named today, in the bodies where one gives roles; and those bodies, to name others."""
    user, today = user_of(request), timezone.localdate()
    query = request.GET.get("q", "").strip()[:200]
    seen = _bodies_to_name_in(user)
    named = Confidant.objects.on(today).filter(organisation__in=seen.order_by().values("pk"))
    page = paginate(
        named.select_related("organisation__place", "user").order_by("organisation__name", "pk"),
        request,
    )
    bodies = seen.search(query).order_by("name", "pk")[:MOST_FOUND] if query else []
    context = {
        "page": page,
        "rows": confidant_rows(
            page, lambda each: access.may_name_confidant(user, each.organisation), request
        ),
        "columns": CONFIDANT_COLUMNS,
        "query": query,
        "bodies": [each for each in bodies if access.may_name_confidant(user, each)],
    }
    return render(request, "desk/concerns/confidants.html", context)


MOST_FOUND = 20
"""Bodies that a search for one shows."""


def _bodies_to_name_in(user: User) -> Any:
    """Bodies this person sees that may have people for denunciations; 404 for who names nobody."""
    if not access.names_confidants(user):
        raise Http404
    seen = Organisation.objects.visible_to(user).exclude(kind=OrganisationKind.PRODUCER)
    return seen.select_related("place")


@desk_page("GET", "POST")
def confidant_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Name somebody of a body (its key)."""
    user = user_of(request)
    body: Organisation = row_or_404(_bodies_to_name_in(user), pk)
    forbid_unless(access.may_name_confidant(user, body))
    form = ConfidantForm(request.POST or None, body=body)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.name_confidant(body, **form.given, by=user, at=timezone.now())
            messages.success(request, _("Đã giao. Từ nay người ấy thấy việc tố cáo của cơ quan."))
            return redirect("desk:concern_confidants")
    context = {"form": form, "body": body}
    response = render(request, "desk/concerns/confidant_new.html", context)
    return unprocessable(response) if form.errors else response


@desk_page("POST")
def confidant_end(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    bodies = _bodies_to_name_in(user).order_by().values("pk")
    found = row_or_404(Confidant.objects.filter(organisation__in=bodies), pk)
    return _ended(request, "desk:concern_confidants", actions.end_confidant, found)
