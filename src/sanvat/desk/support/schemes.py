"""Schemes with what is left in their budgets, and asking for one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.desk.pages import (
    KEY,
    Present,
    desk_page,
    forbid_unless,
    paginate,
    refusals_on,
    seen_or_404,
    unprocessable,
    user_of,
)
from sanvat.desk.support.forms import AskForm, BudgetForm, SchemeForm, TermsForm
from sanvat.desk.support.rows import level_of, scheme_columns, scheme_rows
from sanvat.parties.access import acts_as
from sanvat.parties.models import Role, User
from sanvat.parties.ready import ReadyFor
from sanvat.parties.roles import PROGRAMME_KEEPERS
from sanvat.places.models import Place
from sanvat.products.models import Producer, Product
from sanvat.records import journal
from sanvat.records.ready_queries import ReadyQuery, at_hand
from sanvat.support import access, actions
from sanvat.support.models import BudgetLine, Scheme, Terms


@desk_page()
def index(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    seen = Scheme.objects.visible_to(user).select_related("place").prefetch_related("terms")
    page = paginate(seen, request)
    return render(
        request,
        "desk/support/schemes.html",
        {
            "page": page,
            "columns": scheme_columns(),
            "rows": scheme_rows(page, timezone.localdate()),
            "may_make": acts_as(user, *PROGRAMME_KEEPERS),
        },
    )


@desk_page("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    if not acts_as(user, *PROGRAMME_KEEPERS):
        raise Http404
    own = user.acting.place if user.acting else None
    places = Place.objects.today().provinces() if own is None else Place.objects.filter(pk=own.pk)
    initial = {"place": own, "opens_on": timezone.localdate()}
    sent = (request.POST or None, request.FILES or None)
    form = SchemeForm(*sent, initial=initial, reader=user)
    form.fields["place"].queryset = places  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        with refusals_on(form), transaction.atomic():
            paper = form.instrument(by=user, at=timezone.now())
            made = actions.make_scheme(instrument=paper, by=user, at=timezone.now(), **form.given)
            messages.success(request, _("Đã lập chính sách. Giờ hãy bố trí kinh phí."))
            return redirect("desk:support_scheme", made.pk)
    response = render(request, "desk/support/scheme_new.html", {"form": form})
    return unprocessable(response) if form.errors else response


def _seen(user: User, pk: int) -> QuerySet[Scheme]:
    seen: QuerySet[Scheme] = Scheme.objects.visible_to(user).filter(pk=pk).order_by()
    return seen.select_related("place", "instrument")


def _terms(scheme: int) -> QuerySet[Terms]:
    terms: QuerySet[Terms] = Terms.objects.filter(scheme=scheme).order_by("-valid")
    return terms.select_related("instrument", "made_by")


_SEEN = ReadyFor(_seen, KEY)
_TERMS = ReadyQuery(_terms, KEY)
_BUDGETS = ReadyQuery(lambda scheme: BudgetLine.objects.filter(scheme=scheme), KEY)


def _one(request: HttpRequest, pk: int) -> Scheme:
    found = seen_or_404(_SEEN, request, pk)
    at_hand(found, "terms", _TERMS.rows(pk))
    return found


@desk_page()
def scheme(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _one(request, pk))


def _page(request: HttpRequest, found: Scheme, **with_faults: Any) -> HttpResponse:
    user = user_of(request)
    terms = found.terms_on(timezone.localdate())
    may_make = access.may_make_scheme(user, found.place)
    sees_budget = access.may_see_budget(user, found)
    lines = _BUDGETS.rows(found.pk) if sees_budget else []
    response = render(
        request,
        "desk/support/scheme.html",
        {
            "scheme": found,
            "level": level_of(terms),
            "terms": terms,
            "others": [(each, level_of(each)) for each in found.terms.all() if each != terms],
            "may_make": may_make,
            "lines": lines,
            "may_ask": bool(_MAY_ASK_FOR.rows(user)),
            "budget": BudgetForm(initial={"year": timezone.localdate().year}) if may_make else None,
            **with_faults,
        },
    )
    return unprocessable(response) if with_faults else response


@desk_page("GET", "POST")
def terms(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what the scheme gives and asks, from a day on."""
    found, user = _one(request, pk), user_of(request)
    forbid_unless(access.may_make_scheme(user, found.place))
    form = TermsForm.of(_last_terms(found), user, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        present = Present(
            lambda: TermsForm.of(_last_terms(found), user),
            here=reverse("desk:support_terms", args=[pk]),
            entries=journal.of(found).filter(act="correct_terms"),
        )
        given = form.given
        with refusals_on(form, present), transaction.atomic():
            actions.correct_terms(
                found,
                given["since"],
                given["reason"],
                instrument=form.instrument(by=user, at=timezone.now()),
                seen=form.seen,
                by=user,
                at=timezone.now(),
                **form.terms,
            )
            messages.success(request, _("Đã sửa quy định của chính sách."))
            return redirect("desk:support_scheme", pk)
    response = render(request, "desk/support/terms.html", {"form": form, "scheme": found})
    return unprocessable(response) if form.errors else response


def _last_terms(scheme: Scheme) -> Terms:
    terms: Terms = scheme.terms.get(valid__upper_inf=True)
    return terms


@desk_page("POST")
def budget(request: HttpRequest, pk: int) -> HttpResponse:
    found, user = _one(request, pk), user_of(request)
    forbid_unless(access.may_make_scheme(user, found.place))
    form = BudgetForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.set_budget(found, by=user, at=timezone.now(), **form.given)
            messages.success(request, _("Đã ghi kinh phí."))
            return redirect("desk:support_scheme", pk)
    return _page(request, found, budget=form)


def _producers(user: User) -> Any:
    """Those for which this person may ask."""
    seen = Producer.objects.visible_to(user).exclude(state=Producer.State.CLOSED)
    if acts_as(user, Role.COORDINATOR):
        return seen.none()
    return seen.select_related("organisation")


_MAY_ASK_FOR = ReadyFor(
    lambda user: _producers(user).select_related(None).only("pk").order_by()[:1]
)


@desk_page("GET", "POST")
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    found, user = _one(request, pk), user_of(request)
    producers = _producers(user)
    forbid_unless(producers.exists())
    own = producers.first() if acts_as(user, Role.PRODUCER) else None
    form = AskForm(request.POST or None, initial={"producer": own})
    form.fields["producer"].queryset = producers  # type: ignore[attr-defined]
    products = Product.objects.visible_to(user)
    form.fields["product"].queryset = (  # type: ignore[attr-defined]
        products.filter(producer=own) if own else products.filter(producer__in=producers[:1])
    )
    if own is None:
        del form.fields["product"]  # of which producer is not known yet
    if request.method == "POST" and form.is_valid():
        given = form.given
        forbid_unless(access.may_ask(user, given["producer"]))
        with refusals_on(form):
            made = actions.ask(found, by=user, at=timezone.now(), **given)
            messages.success(request, _("Đã gửi đề nghị."))
            return redirect("desk:support", made.pk)
    response = render(
        request,
        "desk/support/ask.html",
        {"scheme": found, "form": form, "level": level_of(found.terms_on(timezone.localdate()))},
    )
    return unprocessable(response) if form.errors else response
