"""Collections: who is asked, who has sent, who is late; opened, locked, reminded."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanvat.desk.filters import Filters
from sanvat.desk.forms.base import DeskForm
from sanvat.desk.history.views import history_page
from sanvat.desk.indicators import drawings
from sanvat.desk.indicators.forms import CollectionForm, GraceForm, NewCollectionForm
from sanvat.desk.indicators.rows import (
    COLLECTION_COLUMNS,
    UNIT_COLUMNS,
    collection_rows,
    unit_rows,
)
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
)
from sanvat.indicators import access, actions
from sanvat.indicators.models import Collection, ValueReport
from sanvat.places.models import Place
from sanvat.records import journal

State = ValueReport.State
LATE = "tre"


@desk_page()
def index(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    own = user.acting.place if user.acting else None
    mine = Q(reports__place__lineage__startswith=own.lineage) if own else Q(reports__isnull=False)
    rows = (
        Collection.objects.visible_to(user)
        .select_related("organisation")
        .annotate(
            units=Count("reports", filter=mine),
            sent=Count("reports", filter=mine & ~Q(reports__state__in=ValueReport.TO_DO)),
        )
        .order_by("-year", "-part", "-pk")
    )
    page = paginate(rows, request)
    return render(
        request,
        "desk/indicators/collections.html",
        {
            "page": page,
            "columns": COLLECTION_COLUMNS,
            "rows": collection_rows(page),
            "may_add": access.may_collect(user, own),
        },
    )


@desk_page("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    own = user.acting.place if user.acting else None
    forbid_unless(access.may_collect(user, own))
    initial = {"year": timezone.localdate().year}
    sent = (request.POST or None, request.FILES or None)
    form = NewCollectionForm(*sent, initial=initial, reader=user)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form), transaction.atomic():
            made = actions.draft_collection(
                form.lines(),
                by=user,
                at=timezone.now(),
                place=own,
                instrument=form.instrument(by=user, at=timezone.now()),
                **form.facts(),
            )
            messages.success(request, _("Đã soạn xong. Hãy xem lại rồi mở cho các đơn vị."))
            return redirect("desk:collection", made.pk)
    response = render(request, "desk/indicators/collection_new.html", {"form": form, "place": own})
    return unprocessable(response) if form.errors else response


def _one(request: HttpRequest, pk: int) -> Collection:
    seen = Collection.objects.visible_to(user_of(request))
    return row_or_404(seen.select_related("organisation", "place", "instrument"), pk)


@desk_page()
def collection(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _one(request, pk))


def _page(request: HttpRequest, one: Collection, form: DeskForm | None = None) -> HttpResponse:
    """The collection; a `form` with faults says on top why the act just tried was not done."""
    user, today = user_of(request), timezone.localdate()
    seen = ValueReport.objects.visible_to(user).filter(collection=one)
    counts = dict(seen.order_by().values_list("state").annotate(n=Count("pk")))
    is_late = one.due_on < today
    late = sum(counts.get(state, 0) for state in ValueReport.TO_DO)
    filters = Filters(request)
    state = filters.choice("tt", (*State.values, LATE))
    rows = seen.select_related("place").order_by("place__sort_key", "pk")
    if state:
        wanted = ValueReport.TO_DO if state == LATE else (state,)
        rows = rows.filter(state__in=wanted)
    page = paginate(rows, request)
    handles = access.may_handle_collection(user, one)
    response = render(
        request,
        "desk/indicators/collection.html",
        {
            "collection": one,
            "asked": list(one.asked.select_related("indicator", "part_of", "at_most")),
            "columns": UNIT_COLUMNS,
            "rows": unit_rows(page, late=is_late),
            "page": page,
            "bar": drawings.progress_of_units(
                [(each.value, str(capfirst(each.label)), counts.get(each, 0)) for each in State]
            ),
            "counts": [(counts.get(each, 0), capfirst(each.label)) for each in State],
            "late": late if is_late else 0,
            "waiting": late,
            "total": sum(counts.values()),
            "filters": [
                filters.row(
                    _("Trạng thái"),
                    "tt",
                    [
                        *((each.value, capfirst(each.label)) for each in State),
                        (LATE, _("Chưa gửi hoặc bị trả lại")),
                    ],
                )
            ],
            "own": _own_report(request, one),
            "graces": list(one.graces.select_related("place", "granted_by")),
            "handles": handles,
            "form": form,
        },
    )
    return unprocessable(response) if form is not None else response


def _own_report(request: HttpRequest, one: Collection) -> ValueReport | None:
    user = user_of(request)
    own = user.acting.place_id if user.acting else None
    found: ValueReport | None = one.reports.filter(place=own).first() if own else None
    return found


@desk_page("GET", "POST")
def change(request: HttpRequest, pk: int) -> HttpResponse:
    one = _one(request, pk)
    forbid_unless(access.may_handle_collection(user_of(request), one) and not one.is_locked)
    user = user_of(request)
    form = CollectionForm.of(one, user, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        present = Present(
            lambda: CollectionForm.of(_one(request, pk), user),
            here=reverse("desk:collection_change", args=[pk]),
            entries=journal.of(one).filter(act="change_collection"),
        )
        with refusals_on(form, present), transaction.atomic():
            changed = actions.change_collection(
                one,
                form.lines(),
                by=user,
                at=timezone.now(),
                seen=form.seen,
                instrument=form.instrument(by=user, at=timezone.now()),
                **form.facts(),
            )
            say_saved(request, changed)
            return redirect("desk:collection", pk)
    response = render(
        request, "desk/indicators/collection_change.html", {"form": form, "collection": one}
    )
    return unprocessable(response) if form.errors else response


def _button(request: HttpRequest, pk: int, act: Any, say: Any) -> HttpResponse:
    """A form that is one button: its act, and what is said then."""
    one = _one(request, pk)
    forbid_unless(access.may_handle_collection(user_of(request), one))
    form = DeskForm(request.POST)
    form.is_valid()
    with refusals_on(form):
        number = act(one, by=user_of(request), at=timezone.now())
        messages.success(request, say(number))
        return redirect("desk:collection", pk)
    return _page(request, one, form)


@desk_page("POST")
def open_it(request: HttpRequest, pk: int) -> HttpResponse:
    def say(n: int) -> str:
        text = ngettext("Đã mở cho %(n)d đơn vị.", "Đã mở cho %(n)d đơn vị.", n)
        return text % {"n": n}

    return _button(request, pk, actions.open_collection, say)


@desk_page("POST")
def lock(request: HttpRequest, pk: int) -> HttpResponse:
    def say(n: int) -> str:
        if not n:
            return _("Đã khóa kỳ số liệu.")
        text = ngettext(
            "Đã khóa kỳ số liệu; %(n)d báo cáo chưa được duyệt nên không được tính.",
            "Đã khóa kỳ số liệu; %(n)d báo cáo chưa được duyệt nên không được tính.",
            n,
        )
        return text % {"n": n}

    return _button(request, pk, actions.lock_collection, say)


@desk_page("POST")
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    def say(n: int) -> str:
        if not n:
            return _("Hôm nay đã nhắc mọi đơn vị chưa gửi.")
        text = ngettext("Đã nhắc %(n)d đơn vị.", "Đã nhắc %(n)d đơn vị.", n)
        return text % {"n": n}

    return _button(request, pk, actions.remind_late, say)


@desk_page("GET", "POST")
def grace(request: HttpRequest, pk: int) -> HttpResponse:
    one = _one(request, pk)
    forbid_unless(access.may_handle_collection(user_of(request), one))
    units = Place.objects.filter(pk__in=one.reports.order_by().values("place"))
    form = GraceForm(request.POST or None, units=units.order_by("sort_key"))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.grant_grace(one, by=user_of(request), at=timezone.now(), **form.given)
            messages.success(request, _("Đã cho đơn vị ấy sửa thêm."))
            return redirect("desk:collection", pk)
    response = render(request, "desk/indicators/grace.html", {"form": form, "collection": one})
    return unprocessable(response) if form.errors else response


@desk_page()
def history(request: HttpRequest, pk: int) -> HttpResponse:
    one = _one(request, pk)
    return history_page(request, one, name=one.name)
