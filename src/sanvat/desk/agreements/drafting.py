"""A text is begun, written, sent round, commented on and compared."""

from __future__ import annotations

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
from sanvat.agreements.models import Agreement, Comment, Item, Party, Version
from sanvat.desk.agreements.forms import (
    AgreementForm,
    AnswerForm,
    CommentForm,
    ItemForm,
    NewAgreementForm,
    PartyForm,
)
from sanvat.desk.agreements.items import item_of
from sanvat.desk.agreements.views import one_of
from sanvat.desk.keys import key_in
from sanvat.desk.pages import (
    Present,
    desk_page,
    forbid_unless,
    refusals_on,
    row_or_404,
    say_saved,
    unprocessable,
    user_of,
)
from sanvat.errors import Refusal
from sanvat.parties.models import User
from sanvat.places.models import Level, Place
from sanvat.records import journal


@desk_page("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    if not access.may_begin_draft(user):
        raise Http404
    form = _new_form(user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            agreement = actions.draft(by=user, at=timezone.now(), **form.given)
            messages.success(request, _("Đã bắt đầu soạn. Giờ hãy thêm các nội dung."))
            return redirect("desk:agreement", agreement.pk)
    response = render(request, "desk/agreements/new.html", {"form": form})
    return unprocessable(response) if form.errors else response


def _new_form(user: User, data: Any) -> NewAgreementForm:
    assert user.acting is not None
    own = user.acting.organisation
    year = timezone.localdate().year
    bodies = list(access.bodies_to_agree_with(user).only("name")[: access.MOST_OFFERED])
    if own not in bodies:
        bodies.insert(0, own)
    places = _places_of(user)
    initial = {
        "kind": Agreement.Kind.PROGRAMME,
        "place": user.acting.place_id or own.place_id,
        "starts_on": f"{year}-01-01",
        "ends_on": f"{year}-12-31",
        "party_1": own.pk,
    }
    regulations = Agreement.objects.visible_to(user).filter(
        kind=Agreement.Kind.REGULATION, state__in=Agreement.SIGNED_STATES
    )
    return NewAgreementForm(
        data,
        initial=initial,
        bodies=bodies,
        places=places.only("full_name"),
        regulations=regulations.only("title"),
    )


def _places_of(user: User) -> Any:
    """One's own place and what lies directly in it; for the centre the provinces."""
    own = user.acting.place if user.acting else None
    today = Place.objects.today()
    if own is None:
        return today.provinces().order_by("full_name")
    below = today.below(own).filter(level=Level.COMMUNE) if own.level == Level.PROVINCE else None
    found = Place.objects.filter(pk=own.pk)
    return (found | below).order_by("-level", "full_name") if below is not None else found


@desk_page("GET", "POST")
def change(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = _to_write(request, pk)
    form = AgreementForm.of(agreement, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        present = Present(
            lambda: AgreementForm.of(_to_write(request, pk)),
            here=reverse("desk:agreement_change", args=[pk]),
            entries=journal.of(agreement).filter(act="change_agreement"),
        )
        with refusals_on(form, present):
            changed = actions.change_agreement(
                agreement, by=user_of(request), at=timezone.now(), seen=form.seen, **form.given
            )
            say_saved(request, changed)
            return redirect("desk:agreement", pk)
    response = render(
        request, "desk/agreements/change.html", {"agreement": agreement, "form": form}
    )
    return unprocessable(response) if form.errors else response


def _to_write(request: HttpRequest, pk: int) -> Agreement:
    """For who may write in it; the act says no to one that is signed."""
    agreement = one_of(request, pk)
    forbid_unless(access.may_work(user_of(request), agreement))
    return agreement


@desk_page("GET", "POST")
def party(request: HttpRequest, pk: int) -> HttpResponse:
    found = _party_of(request, pk)
    form = PartyForm.of(found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        present = Present(
            lambda: PartyForm.of(_party_of(request, pk)),
            here=reverse("desk:agreement_party", args=[pk]),
            entries=journal.of(found.agreement).filter(act="change_party"),
        )
        with refusals_on(form, present):
            changed = actions.change_party(
                found, by=user_of(request), at=timezone.now(), seen=form.seen, **form.given
            )
            say_saved(request, changed)
            return redirect("desk:agreement", found.agreement_id)
    response = render(
        request,
        "desk/agreements/party.html",
        {"party": found, "agreement": found.agreement, "form": form},
    )
    return unprocessable(response) if form.errors else response


def _party_of(request: HttpRequest, pk: int) -> Party:
    seen = Party.objects.filter(
        agreement__in=Agreement.objects.visible_to(user_of(request)).values("pk")
    ).select_related("organisation", "agreement")
    found: Party = row_or_404(seen, pk)
    forbid_unless(access.may_work(user_of(request), found.agreement))
    return found


# Items


@desk_page("GET", "POST")
def new_item(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = _to_write(request, pk)
    parties = list(agreement.parties.all())
    form = ItemForm.of(None, parties, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.add_item(agreement, by=user_of(request), at=timezone.now(), **form.given)
            messages.success(request, _("Đã thêm nội dung."))
            return redirect("desk:agreement", pk)
    return _item_page(request, agreement, form)


def _item_page(
    request: HttpRequest, agreement: Agreement, form: ItemForm, item: Item | None = None
) -> HttpResponse:
    response = render(
        request,
        "desk/agreements/item_form.html",
        {
            "agreement": agreement,
            "item": item,
            "form": form,
            "duties": [form[name] for name in form.fields if name.startswith("duty_")],
        },
    )
    return unprocessable(response) if form.errors else response


@desk_page("GET", "POST")
def change_item(request: HttpRequest, pk: int) -> HttpResponse:
    item = _item_to_write(request, pk)
    parties = list(item.agreement.parties.select_related("organisation"))

    def form_of(data: Any = None) -> ItemForm:
        return ItemForm.of(_item_to_write(request, pk), parties, data)

    form = form_of(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        present = Present(
            form_of,
            here=reverse("desk:agreement_item_change", args=[pk]),
            entries=journal.of(item.agreement).filter(act="change_agreement_item"),
        )
        with refusals_on(form, present):
            changed = actions.change_item(
                item, by=user_of(request), at=timezone.now(), seen=form.seen, **form.given
            )
            say_saved(request, changed)
            return redirect("desk:agreement_item", pk)
    return _item_page(request, item.agreement, form, item)


def _item_to_write(request: HttpRequest, pk: int) -> Item:
    item = item_of(request, pk)
    forbid_unless(access.may_work(user_of(request), item.agreement))
    return item


@desk_page("POST")
def remove_item(request: HttpRequest, pk: int) -> HttpResponse:
    item = _item_to_write(request, pk)
    try:
        actions.remove_item(item, by=user_of(request), at=timezone.now())
        messages.success(request, _("Đã bỏ nội dung."))
    except Refusal as refusal:
        messages.error(request, refusal.message)
    return redirect("desk:agreement", item.agreement_id)


# Round and back


@desk_page("POST")
def send(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = _to_write(request, pk)
    try:
        version = actions.send_round(agreement, by=user_of(request), at=timezone.now())
        messages.success(request, _("Đã gửi bản %(n)s cho các bên góp ý.") % {"n": version.number})
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("desk:agreement", pk)
    return redirect("desk:agreement_comments", pk)


@desk_page("GET", "POST")
@never_cache
def comments(request: HttpRequest, pk: int) -> HttpResponse:
    """The versions that were sent round, and what was said about them."""
    agreement = one_of(request, pk)
    may = access.may_work(user_of(request), agreement)
    if request.method == "POST":
        forbid_unless(may)
        form = CommentForm(request.POST, agreement=agreement)
        if form.is_valid():
            with refusals_on(form):
                actions.comment(agreement, by=user_of(request), at=timezone.now(), **form.given)
                messages.success(request, _("Đã ghi ý kiến và báo cho các bên."))
                return redirect("desk:agreement_comments", pk)
        return _comments_page(request, agreement, comment=form)
    return _comments_page(request, agreement)


def _comments_page(
    request: HttpRequest,
    agreement: Agreement,
    *,
    comment: BaseForm | None = None,
    answering: tuple[int, BaseForm] | None = None,
) -> HttpResponse:
    user = user_of(request)
    is_out = agreement.state == Agreement.State.COMMENTING
    may = access.may_work(user, agreement) and is_out
    said = Comment.objects.filter(version__agreement=agreement).select_related(
        "version", "organisation", "by", "answered_by"
    )
    faulty = comment or (answering and answering[1])
    response = render(
        request,
        "desk/agreements/comments.html",
        {
            "agreement": agreement,
            "versions": list(agreement.versions.select_related("made_by").order_by("-number")),
            "comments": [
                {
                    "comment": each,
                    "form": answering[1]
                    if answering and answering[0] == each.pk
                    else AnswerForm(prefix=None)
                    if may and not each.outcome and each.by_id != user.pk
                    else None,
                }
                for each in said.order_by("outcome", "at", "pk")
            ],
            "form": comment or (CommentForm(agreement=agreement) if may else None),
        },
    )
    return unprocessable(response) if faulty else response


@desk_page("POST")
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    seen = Comment.objects.filter(
        version__agreement__in=Agreement.objects.visible_to(user_of(request)).values("pk")
    ).select_related("version__agreement")
    found = row_or_404(seen, pk)
    agreement = one_of(request, found.version.agreement_id)
    user = user_of(request)
    forbid_unless(access.may_work(user, agreement) and found.by_id != user.pk)
    form = AnswerForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.answer_comment(found, by=user, at=timezone.now(), **form.given)
            messages.success(request, _("Đã trả lời ý kiến."))
            return redirect("desk:agreement_comments", agreement.pk)
    return _comments_page(request, agreement, answering=(found.pk, form))


@desk_page()
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Two versions side by side; without a choice the last two. "nay" is the text as it stands."""
    agreement = one_of(request, pk)
    versions = list(agreement.versions.all())
    if not versions:
        raise Http404
    before = _chosen(versions, request.GET.get("tu", "")) or versions[max(len(versions) - 2, 0)]
    asked = request.GET.get("den", "")
    chosen = _chosen(versions, asked)
    is_now = asked == "nay" or (not chosen and len(versions) == 1)
    after = None if is_now else chosen or versions[-1]
    found = content.compare(
        before.content, after.content if after else content.content_of(agreement)
    )
    return render(
        request,
        "desk/agreements/compare.html",
        {
            "agreement": agreement,
            "versions": versions,
            "before": before,
            "after": after,
            "changed": [each for each in found if each.state != "same"],
            "same": [each for each in found if each.state == "same"],
        },
    )


def _chosen(versions: list[Version], asked: str) -> Version | None:
    key = key_in(asked)
    return next((each for each in versions if each.number == key), None)
