"""One item: what was told of it, with its proofs, and what the sides say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from sanvat.agreements import access, actions, matters
from sanvat.agreements.models import Agreement, Item, ItemNote, Proof, Remark
from sanvat.agreements.standing import stand_today, with_standing
from sanvat.concerns.models import Concern
from sanvat.desk.agreements.forms import ConfirmForm, ProgressForm, ReturnForm
from sanvat.desk.history.views import history_page
from sanvat.desk.links import link_to
from sanvat.desk.pages import (
    desk_page,
    forbid_unless,
    refusals_on,
    row_or_404,
    unprocessable,
    user_of,
)
from sanvat.desk.papers import file_response
from sanvat.records import files
from sanvat.text.days import day

DONE = "xong"


@desk_page()
@never_cache
def item(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, item_of(request, pk))


def item_of(request: HttpRequest, pk: int) -> Item:
    """The item, for who sees its agreement."""
    seen = with_standing(Item.objects.visible_to(user_of(request))).select_related(
        "agreement__place", "agreement__drafted_for", "comes_from__agreement"
    )
    found: Item = row_or_404(seen, pk)
    return found


def _page(request: HttpRequest, item: Item, **with_faults: BaseForm) -> HttpResponse:
    """The item with what this person can do about it now."""
    user = user_of(request)
    agreement = item.agreement
    (place,) = stand_today(agreement, [item], timezone.localdate())
    at_work = agreement.state == Agreement.State.RUNNING
    settled = item.state in (Item.State.CONFIRMED, Item.State.CARRIED_OVER)
    can: dict[str, Any] = dict.fromkeys(("progress", "confirm", "give_back"))
    if at_work and not settled and access.may_report(user, item):
        can["progress"] = ProgressForm()
    if item.state == Item.State.DONE and at_work and _may_judge_now(item, user):
        can |= {"confirm": ConfirmForm(), "give_back": ReturnForm()}
    own = access.party_of(user, agreement)
    response = render(
        request,
        "desk/agreements/item.html",
        {
            "item": item,
            "agreement": agreement,
            "place": place,
            "is_mine": place.waits_for(own.organisation_id if own else None),
            "partners": list(item.partners.all()),
            "notes": list(
                item.notes.select_related("party__organisation", "by")
                .prefetch_related("proofs")
                .order_by("-on", "-pk")
            ),
            "remarks": list(Remark.objects.filter(item=item).select_related("meeting")),
            "may_say_done": at_work
            and item.state in (Item.State.OPEN, Item.State.RETURNED)
            and access.may_say_done(user, item),
            "may_write": agreement.is_drafted and access.may_work(user, agreement),
            "may_work": access.may_work(user, agreement),
            "goes_on_as": getattr(item, "goes_on_as", None),
            "matters": _matters(request, item),
            **can,
            **with_faults,
        },
    )
    return unprocessable(response) if with_faults else response


MOST_MATTERS = 20
"""Matters whose answers stand on the page of an item, the last answered before others."""


def _matters(request: HttpRequest, item: Item) -> dict[str, Any] | None:
    """Of an item that counts itself the number, and those of them that one may read, each with its
    answer; what is published in the words that were published."""
    if not matters.counts_itself(item):
        return None
    period = matters.period_of(item.agreement, timezone.localdate())
    rows = matters.matters_of([item], period)
    read = matters.readable_by(rows, user_of(request))
    number, readable = rows.count(), read.count()
    return {
        "number": number,
        "source": matters.source_of(period),
        "listed": _matter_lines(read[:MOST_MATTERS], request),
        "more": max(readable - MOST_MATTERS, 0),
        "unread": number - readable,
    }


def _matter_lines(found: Iterable[Concern], request: HttpRequest) -> list[dict[str, str]]:
    listed = list(found)
    keys = [each.pk for each in listed]
    own = set(Concern.objects.visible_to(user_of(request)).filter(pk__in=keys).values_list("pk"))
    lines = []
    for each in listed:
        answers = list(each.answers.all())
        is_own = (each.pk,) in own
        public = None if is_own else each.publication
        lines.append(
            {
                "title": public.title if public else each.title or each.code,
                "answer": public.answer if public else (answers[-1].words if answers else ""),
                "href": link_to(Concern._meta.label_lower, each.pk) if is_own else "",
                "note": f"{each.code}, {each.place.full_name}, {day(each.settled_on)}",
            }
        )
    return lines


def _may_judge_now(item: Item, user: Any) -> bool:
    if not access.may_judge(user, item):
        return False
    own = access.party_of(user, item.agreement)
    assert own is not None
    return not item.notes.filter(kind=ItemNote.Kind.CONFIRMED, round=item.round, party=own).exists()


@desk_page("POST")
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """What was done, with files; "viec=xong" says that the item is done by that."""
    found, user = item_of(request, pk), user_of(request)
    forbid_unless(access.may_report(user, found))
    says_done = request.POST.get("viec") == DONE
    forbid_unless(not says_done or access.may_say_done(user, found))
    form = ProgressForm(request.POST, request.FILES)
    if form.is_valid():
        with refusals_on(form), transaction.atomic():
            given = form.given
            now = timezone.now()
            kept = [
                files.take(each, allowed=files.PAPERS, by=user, at=now)
                for each in given["proofs"][: actions.MOST_PROOFS + 1]
            ]
            act = actions.say_done if says_done else actions.note_progress
            act(found, given["text"], files=kept, on=given["on"], by=user, at=now)
            messages.success(
                request,
                _("Đã báo xong. Bên kia sẽ xác nhận hoặc trả lại.")
                if says_done
                else _("Đã ghi tiến độ."),
            )
            return redirect("desk:agreement_item", pk)
    return _page(request, found, progress=form)


@desk_page("POST")
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    found, user = item_of(request, pk), user_of(request)
    forbid_unless(access.may_judge(user, found))
    form = ConfirmForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            is_whole = actions.confirm(found, by=user, at=timezone.now(), **form.given)
            messages.success(
                request,
                _("Đã xác nhận hoàn thành.")
                if is_whole
                else _("Đã xác nhận; còn chờ các bên khác."),
            )
            return redirect("desk:agreement_item", pk)
    return _page(request, found, confirm=form)


@desk_page("POST")
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    found, user = item_of(request, pk), user_of(request)
    forbid_unless(access.may_judge(user, found))
    form = ReturnForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.return_item(found, by=user, at=timezone.now(), **form.given)
            messages.success(request, _("Đã trả lại, kèm lý do."))
            return redirect("desk:agreement_item", pk)
    return _page(request, found, give_back=form)


@desk_page()
def proof(request: HttpRequest, pk: int) -> HttpResponse:
    """A file that shows what was told."""
    seen = Proof.objects.filter(
        note__item__agreement__in=Agreement.objects.visible_to(user_of(request)).values("pk")
    )
    found = row_or_404(seen.select_related("file"), pk)
    return file_response(found.file, found.name)


@desk_page()
def history(request: HttpRequest, pk: int) -> HttpResponse:
    found = item_of(request, pk)
    forbid_unless(access.may_work(user_of(request), found.agreement))
    return history_page(request, found, name=str(found))
