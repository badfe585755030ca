"""Movements: the list, one of them with what it brought together, and who is thanked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from sanvat.desk.filters import Filters
from sanvat.desk.forms.base import DeskForm
from sanvat.desk.history.views import history_page
from sanvat.desk.movements.forms import CancelForm, ContributionForm, MovementForm
from sanvat.desk.movements.rows import (
    CONTRIBUTION_COLUMNS,
    MOVEMENT_COLUMNS,
    TOTAL_COLUMNS,
    contribution_rows,
    listed,
    movement_rows,
    movement_state,
    place_columns,
    place_rows,
    total_rows,
)
from sanvat.desk.pages import (
    Present,
    desk_page,
    first_page,
    forbid_unless,
    keys_first,
    paginate,
    refusals_on,
    row_or_404,
    say_saved,
    unprocessable,
    user_of,
)
from sanvat.desk.paging import AND_ONE
from sanvat.desk.papers import paper_response
from sanvat.errors import Refusal
from sanvat.movements import access, actions, documents
from sanvat.movements.models import Contribution, Movement
from sanvat.movements.totals import ByPlace, Kind, by_place, totals_of
from sanvat.parties.access import acts_as
from sanvat.parties.models import User
from sanvat.parties.ready import ReadyFor
from sanvat.parties.roles import PROGRAMME_KEEPERS
from sanvat.places.maps import map_on
from sanvat.places.models import Place
from sanvat.places.questions import province_of
from sanvat.records import files, journal
from sanvat.records.models import StoredFile


@desk_page()
def index(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    filters = Filters(request)
    query = request.GET.get("q", "").strip()[:200]
    state = filters.choice("tt", Movement.State.values)
    page = None
    if not (query or state):
        page = first_page(request, lambda: _FIRST.rows(user), count=lambda: _ALL.count(user))
    if page is None:
        rows = Movement.objects.visible_to(user)
        rows = rows.search(query) if query else rows
        rows = rows.filter(state=state) if state else rows
        page = paginate(listed(rows), request, count=rows.count)
    return render(
        request,
        "desk/movements/index.html",
        {
            "page": page,
            "columns": MOVEMENT_COLUMNS,
            "rows": movement_rows(page),
            "query": query,
            "filters": [
                filters.row(
                    _("Trạng thái"), "tt", [(s.value, capfirst(s.label)) for s in Movement.State]
                )
            ],
            "filtered": bool(query or state),
            "kept": filters.kept("q"),
            "may_call": acts_as(user, *PROGRAMME_KEEPERS),
        },
    )


_ALL = ReadyFor(lambda user: Movement.objects.visible_to(user).order_by().only("pk"))
_FIRST = ReadyFor(lambda user: listed(Movement.objects.visible_to(user))[:AND_ONE])


@desk_page("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    if user.acting is None or not acts_as(user, *PROGRAMME_KEEPERS):
        raise Http404
    form = MovementForm.of(None, user, *_sent(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form), transaction.atomic():
            made = actions.call_movement(
                organisation=user.acting.organisation,
                place=user.acting.place,
                basis=form.instrument(by=user, at=timezone.now()),
                by=user,
                at=timezone.now(),
                **form.given,
            )
            messages.success(request, _("Đã phát động. Giờ có thể ghi đóng góp."))
            return redirect("desk:movement", made.pk)
    return _form_page(request, form, None)


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _one(request: HttpRequest, pk: int) -> Movement:
    seen = Movement.objects.visible_to(user_of(request)).select_related(
        "organisation", "place__parent", "basis"
    )
    return row_or_404(seen, pk)


def _to_keep(request: HttpRequest, pk: int) -> Movement:
    found = _one(request, pk)
    forbid_unless(access.may_keep_movement(user_of(request), found))
    return found


@desk_page()
@never_cache
def movement(request: HttpRequest, pk: int) -> HttpResponse:
    """What came together, by kind and by place; with names for those alone who may see them."""
    found, user = _one(request, pk), user_of(request)
    filters = Filters(request)
    old = filters.choice("ban-do", ("cu",)) == "cu"
    map_of = found.starts_on if old else None
    places = by_place(found, map_of)
    kinds = [kind for kind in Kind if any(kind in amounts for amounts in places.units.values())]
    seen = Contribution.objects.visible_to(user).filter(movement=found)
    sees_names = acts_as(user, *PROGRAMME_KEEPERS)
    kind = filters.choice("loai", Kind.values)
    unit = _unit(request, places)
    sees_some = seen.exists()
    if kind:
        seen = seen.standing().filter(kind=kind)
    if unit is not None:
        seen = seen.filter(place__in=map_on(map_of).inside(unit))
    lists = _lists(found, old=old) if sees_some else lambda _kind, _place: ""
    # Not by `movement`, which would sort by the order of all movements.
    newest = seen.order_by("-day", "-pk")
    whole = Contribution.objects.select_related("place", "movement__place")
    page = keys_first(newest, request, whole, count=seen.count())
    may_keep = access.may_keep_movement(user, found)
    is_open = found.state == Movement.State.OPEN
    cancellable = {
        each.pk for each in page if each.cancelled_at is None and access.may_cancel(user, each)
    }
    return render(
        request,
        "desk/movements/movement.html",
        {
            "movement": found,
            "where": found.place.full_name if found.place else _("cả nước"),
            "state": movement_state(found),
            "parts": "; ".join(place.full_name for place in found.parts.select_related("parent")),
            "total_columns": TOTAL_COLUMNS,
            "totals": total_rows(totals_of(found), lists),
            "place_columns": place_columns(kinds),
            "places": place_rows(places, kinds, lists) if kinds else [],
            "apart": len(places.apart),
            "map_tabs": _maps(found),
            "map_current": _map_address(found, old=old),
            "columns": CONTRIBUTION_COLUMNS,
            "rows": contribution_rows(page, cancellable),
            "page": page,
            "sees_names": sees_names,
            "chosen": _chosen(kind, unit),
            "may_keep": may_keep and is_open,
            "may_see_history": may_keep,
            "may_record": is_open and _may_record_somewhere(request, found),
        },
    )


def _unit(request: HttpRequest, places: ByPlace) -> Place | None:
    """The unit of the table whose entries are asked for."""
    text = request.GET.get("noi", "")
    return next((unit for unit in places.units if str(unit.pk) == text), None)


def _lists(movement: Movement, *, old: bool) -> Callable[[Kind, Place | None], str]:
    """The addresses of the entries behind each figure, on the map that is shown."""
    here = reverse("desk:movement", args=[movement.pk])

    def address(kind: Kind, place: Place | None) -> str:
        asked = {"loai": kind.value}
        if place is not None:
            asked["noi"] = str(place.pk)
        if old:
            asked["ban-do"] = "cu"
        return f"{here}?{urlencode(asked)}#khoan"

    return address


def _chosen(kind: str, unit: Place | None) -> str:
    """Which entries the list shows, in words; empty where it shows all."""
    said = [capfirst(str(Kind(kind).label))] if kind else []
    return ", ".join([*said, unit.full_name] if unit is not None else said)


def _map_address(movement: Movement, *, old: bool) -> str:
    here = reverse("desk:movement", args=[movement.pk])
    return f"{here}?ban-do=cu#noi" if old else f"{here}#noi"


def _maps(movement: Movement) -> list[tuple[str, str]]:
    """Two maps, where the movement began before today's."""
    if movement.starts_on >= MAP_OF_TODAY:
        return []
    return [
        (_("Bản đồ hôm nay"), _map_address(movement, old=False)),
        (_("Bản đồ khi phát động"), _map_address(movement, old=True)),
    ]


MAP_OF_TODAY = date(2025, 7, 1)


def _may_record_somewhere(request: HttpRequest, movement: Movement) -> bool:
    """Whether the person keeps the movement, or the programme in a part of its place."""
    user = user_of(request)
    if access.may_keep_movement(user, movement):
        return True
    own = user.acting.place if user.acting else None
    if own is None or not acts_as(user, *PROGRAMME_KEEPERS):
        return False
    return movement.place is None or movement.place.covers(own)


@desk_page("GET", "POST")
def change(request: HttpRequest, pk: int) -> HttpResponse:
    found = _to_keep(request, pk)
    user = user_of(request)
    form = MovementForm.of(found, user, *_sent(request))
    if request.method == "POST" and form.is_valid():
        present = Present(
            lambda: MovementForm.of(_to_keep(request, pk), user),
            here=reverse("desk:movement_change", args=[pk]),
            entries=journal.of(found).filter(act="change_movement"),
        )
        with refusals_on(form, present), transaction.atomic():
            now = timezone.now()
            changed = actions.change_movement(
                found,
                basis=form.instrument(by=user, at=now),
                by=user,
                at=now,
                seen=form.seen,
                **form.given,
            )
            say_saved(request, changed)
            return redirect("desk:movement", pk)
    return _form_page(request, form, found)


def _form_page(request: HttpRequest, form: MovementForm, found: Movement | None) -> HttpResponse:
    response = render(request, "desk/movements/form.html", {"form": form, "movement": found})
    return unprocessable(response) if form.errors else response


@desk_page("GET", "POST")
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody gave; several are recorded one after the other."""
    found, user = _one(request, pk), user_of(request)
    forbid_unless(_may_record_somewhere(request, found))
    own = user.acting.place if user.acting else None
    initial: dict[str, Any] = {"day": timezone.localdate()}
    if own is not None and own.level == "commune":
        initial["place"] = own
    form = ContributionForm(request.POST or None, request.FILES or None, initial=initial)
    form.fields["place"].near = province_of(own)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        with refusals_on(form), transaction.atomic():
            now, given = timezone.now(), form.given
            given["proof"] = _kept(given["proof"], by=user, at=now)
            actions.record_contribution(found, by=user, at=now, **given)
            messages.success(request, _("Đã ghi đóng góp. Xin cảm ơn người đóng góp."))
            return redirect("desk:movement", pk)
    response = render(request, "desk/movements/record.html", {"form": form, "movement": found})
    return unprocessable(response) if form.errors else response


def _kept(upload: Any, *, by: User, at: datetime) -> StoredFile | None:
    """The file that came with the form, looked into and kept; a refusal stands at its field."""
    if not upload:
        return None
    try:
        return files.take(upload, allowed=files.PAPERS, by=by, at=at)
    except Refusal as refusal:
        raise ValidationError({"proof": refusal.message}) from None


@desk_page()
def proof(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What came with an entry, for those alone who may read its name."""
    seen = Contribution.objects.visible_to(user_of(request)).filter(proof__isnull=False)
    found = row_or_404(seen.select_related("proof"), pk)
    assert found.proof is not None  # of those that have one
    name = f"dong-gop-{found.pk}.{found.proof.extension}"
    download = files.download(found.proof, name=name)
    with download.file as content:
        return HttpResponse(content.read(), headers=download.headers)


@desk_page("GET", "POST")
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    seen = Contribution.objects.visible_to(user).select_related("movement__place", "place")
    found = row_or_404(seen, pk)
    forbid_unless(access.may_cancel(user, found))
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.cancel_contribution(found, by=user, at=timezone.now(), **form.given)
            messages.success(request, _("Đã bỏ khoản ghi nhầm; sổ vẫn giữ dòng ấy cùng lý do."))
            return redirect("desk:movement", found.movement_id)
    context = {"form": form, "contribution": found, "movement": found.movement}
    response = render(request, "desk/movements/cancel.html", context)
    return unprocessable(response) if form.errors else response


@desk_page("POST")
def close(request: HttpRequest, pk: int) -> HttpResponse:
    found = _to_keep(request, pk)
    form = DeskForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.close_movement(found, by=user_of(request), at=timezone.now())
            messages.success(request, _("Đã kết thúc phong trào."))
    for fault in form.non_field_errors():
        messages.error(request, str(fault))
    return redirect("desk:movement", pk)


@desk_page()
def thanks(request: HttpRequest, pk: int) -> HttpResponse:
    """The list to print: only those who agreed to be named."""
    found = _one(request, pk)
    page = paginate(documents.thanked(found), request)
    context = {"movement": found, "page": page}
    return render(request, "desk/movements/thanks.html", context)


@desk_page("GET", "POST")
def thanks_paper(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    found = _one(request, pk)
    paper = documents.thanks_paper(found, documents.thanked(found))
    return paper_response(request, paper, form, f"cam-on-{found.pk}")


@desk_page()
def history(request: HttpRequest, pk: int) -> HttpResponse:
    found = _to_keep(request, pk)
    return history_page(request, found, name=found.name)
