"""An agreement is reviewed, signed off, closed, and goes on in the next."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from sanvat.agreements import access, actions, content
from sanvat.agreements.models import Agreement, IssuedReport, Item, Review, ReviewLine
from sanvat.desk.agreements.later_forms import NextForm, ReviewForm, SignReviewForm
from sanvat.desk.agreements.views import one_of
from sanvat.desk.pages import (
    Present,
    desk_page,
    forbid_unless,
    refusals_on,
    say_saved,
    unprocessable,
    user_of,
)
from sanvat.errors import Refusal
from sanvat.parties.models import User
from sanvat.records import journal
from sanvat.text.days import day
from sanvat.text.numbers import number
from sanvat.ui.tables import Column


@desk_page("GET", "POST")
@never_cache
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """What the review says; to its writers, while nobody has signed, the form."""
    agreement, user = one_of(request, pk), user_of(request)
    if agreement.is_drafted:
        raise Http404
    if request.method != "POST":
        return _page(request, agreement)
    forbid_unless(access.may_work(user, agreement))
    form = _form(agreement, request.POST)
    if form.is_valid():
        present = Present(
            lambda: _form(agreement),
            here=reverse("desk:agreement_review", args=[pk]),
            entries=journal.of(agreement).filter(act="write_review"),
        )
        with refusals_on(form, present):
            changed = actions.write_review(
                agreement, by=user, at=timezone.now(), seen=form.seen, **form.given
            )
            say_saved(request, changed)
            return redirect("desk:agreement_review", pk)
    return _page(request, agreement, form=form)


def _form(agreement: Agreement, data: Any = None) -> ReviewForm:
    return ReviewForm.of(
        _review_of(agreement), list(agreement.items.select_related("indicator")), data
    )


def _review_of(agreement: Agreement) -> Review | None:
    found: Review | None = (
        Review.objects.filter(agreement=agreement)
        .prefetch_related("lines__item", "figures", "signatures__party__organisation")
        .first()
    )
    return found


def _page(request: HttpRequest, agreement: Agreement, **with_faults: BaseForm) -> HttpResponse:
    user = user_of(request)
    found = _review_of(agreement)
    may = access.may_work(user, agreement) and agreement.state == Agreement.State.RUNNING
    signed = {each.party_id for each in found.signatures.all()} if found else set()
    own = access.party_of(user, agreement)
    can: dict[str, Any] = {"form": None, "sign": None}
    if may and not signed:
        can["form"] = _form(agreement)
    if may and found and own is not None and own.pk not in signed:
        can["sign"] = SignReviewForm(
            initial={"person_name": own.representative, "position": own.position}
        )
    lines = list(found.lines.all()) if found else []
    response = render(
        request,
        "desk/agreements/review.html",
        {
            "agreement": agreement,
            "review": found,
            "issued": agreement.issued_reports.filter(kind=IssuedReport.Kind.REVIEW).first(),
            "lines": lines,
            "done": sum(line.mark == ReviewLine.Mark.DONE for line in lines),
            "figure_columns": _figure_columns(),
            "figures": _figure_rows(found),
            "signatures": list(found.signatures.all()) if found else [],
            "unsigned": [
                party for party in agreement.parties.all() if found and party.pk not in signed
            ],
            "confirmed": agreement.items.filter(state=Item.State.CONFIRMED).count(),
            "all_items": agreement.items.count(),
            **can,
            **with_faults,
        },
    )
    return unprocessable(response) if with_faults else response


def _figure_columns() -> list[Column]:
    return [
        Column(_("Số liệu")),
        Column(_("Giá trị"), kind="number"),
        Column(_("Tính đến"), kind="nowrap"),
        Column(_("Nguồn")),
    ]


def _figure_rows(review: Review | None) -> list[tuple[Any, ...]]:
    return [
        (
            each.name,
            f"{number(each.value.normalize())} {each.unit}".strip(),
            day(each.day),
            each.source,
        )
        for each in (review.figures.all() if review else ())
    ]


@desk_page("POST")
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own party stands by the review."""
    agreement, user = one_of(request, pk), user_of(request)
    forbid_unless(access.party_of(user, agreement) is not None)
    form = SignReviewForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            is_last = actions.sign_review(agreement, by=user, at=timezone.now(), **form.given)
            messages.success(
                request,
                _("Mọi bên đã ký tổng kết.") if is_last else _("Đã ký; còn chờ bên kia."),
            )
            return redirect("desk:agreement_review", pk)
    return _page(request, agreement, sign=form)


@desk_page("POST")
def close(request: HttpRequest, pk: int) -> HttpResponse:
    agreement, user = one_of(request, pk), user_of(request)
    forbid_unless(access.may_work(user, agreement))
    try:
        actions.close(agreement, by=user, at=timezone.now())
        messages.success(request, _("Đã kết thúc."))
    except Refusal as refusal:
        messages.error(request, refusal.message)
    return redirect("desk:agreement", pk)


@desk_page("GET", "POST")
def next_one(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft of next year, with what is left."""
    agreement, user = one_of(request, pk), user_of(request)
    forbid_unless(access.may_work(user, agreement))
    form = _next_form(agreement, user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            found = actions.draft_next(agreement, by=user, at=timezone.now(), **form.given)
            messages.success(request, _("Đã soạn văn bản tiếp theo với các nội dung đã chọn."))
            return redirect("desk:agreement", found.pk)
    response = render(request, "desk/agreements/next.html", {"agreement": agreement, "form": form})
    return unprocessable(response) if form.errors else response


def _next_form(agreement: Agreement, user: User, data: Any) -> NextForm:
    years = agreement.ends_on.year - agreement.starts_on.year + 1
    year = agreement.starts_on.year + years
    left = agreement.items.exclude(state=Item.State.CONFIRMED)
    initial = {
        "title": agreement.title.replace(str(agreement.year), str(year)),
        "starts_on": date(year, 1, 1),
        "ends_on": date(year + years - 1, 12, 31),
        "carry": [item.pk for item in left],
    }
    return NextForm(data, initial=initial, agreement=agreement)


@desk_page()
def difference(request: HttpRequest, pk: int) -> HttpResponse:
    """The items of this agreement beside those of the one it continues."""
    agreement = one_of(request, pk)
    before = agreement.continues
    if before is None or not Agreement.objects.visible_to(user_of(request)).contains(before):
        raise Http404
    found = content.compare_years(content.content_of(before), content.content_of(agreement))
    return render(
        request,
        "desk/agreements/difference.html",
        {
            "agreement": agreement,
            "before": before,
            "changed": [each for each in found if each.state != "same"],
            "same": [each for each in found if each.state == "same"],
        },
    )
