"""Producers: the list, one of them, entering and changing it, its people, what is private."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from sanvat.certificates.clock import with_clock
from sanvat.desk.filters import Filters, chosen_place
from sanvat.desk.history.views import history_page
from sanvat.desk.pages import (
    KEYS,
    Present,
    desk_page,
    forbid_unless,
    keys_first,
    refusals_on,
    row_or_404,
    say_saved,
    unprocessable,
    user_of,
)
from sanvat.desk.paging import MOST_COUNTED, found_by
from sanvat.desk.producers.forms import (
    ChangeProducerForm,
    PrivateFactsForm,
    ProducerForm,
    PurposeForm,
    RightsForm,
    legal_forms,
)
from sanvat.desk.producers.people import people_with_rights
from sanvat.desk.producers.rows import PRODUCER_COLUMNS, producer_rows
from sanvat.desk.products.rows import product_columns, product_rows
from sanvat.errors import Refusal
from sanvat.parties.access import acts_as, may_give
from sanvat.parties.actions import end_membership
from sanvat.parties.models import Invitation, Membership, Role
from sanvat.parties.roles import PLACE_OFFICERS
from sanvat.places.questions import province_of
from sanvat.products import access, actions, numbers, tallies
from sanvat.products.models import (
    PersonRights,
    Producer,
    ProducerPerson,
    Product,
    lying_in,
)
from sanvat.products.names import producer_key
from sanvat.records import journal
from sanvat.records.among import among
from sanvat.records.models import Entry
from sanvat.records.ready_queries import ReadyQuery
from sanvat.records.search import words_of
from sanvat.records.secrets import masked

FORM_FILTER, STATE_FILTER = "loai", "tinh-trang"

_WHOLE: ReadyQuery[Producer] = ReadyQuery(
    lambda keys: (
        Producer.objects.filter(among("pk", keys))
        .counting_products()
        .select_related("organisation", "current_place")
    ),
    KEYS,
)


@desk_page()
def index(request: HttpRequest) -> HttpResponse:
    """The list, in Vietnamese order; a producer has only their own."""
    user = user_of(request)
    seen = Producer.objects.visible_to(user)
    if acts_as(user, Role.PRODUCER) and (own := seen.first()):
        return redirect("desk:producer", own.pk)
    filters = Filters(request)
    query = request.GET.get("q", "").strip()[:200]
    place = chosen_place(request, user)
    form = filters.choice(FORM_FILTER, [key for key, _title in _flat_forms()])
    state = filters.choice(STATE_FILTER, Producer.State.values)
    rows = seen.order_by("sort_key", "pk").values_list("pk", flat=True)
    if query:
        rows = rows.search(query, by=user)
    if form:
        rows = rows.filter(legal_form=form)
    if state:
        rows = rows.filter(state=state)
    if place:
        rows = rows.filter(lying_in(place))
    scope = None if query else tallies.scope_in(place) if place else tallies.scope_of(user)
    count = None if scope is None else tallies.producers(scope, legal_form=form, state=state)
    found = found_by(rows, producer_key(" ".join(words_of(query)))) if query else rows
    page: Page[Producer] = keys_first(found, request, _WHOLE.rows, count=count, most=MOST_COUNTED)
    return render(
        request,
        "desk/producers/index.html",
        {
            "page": page,
            "columns": PRODUCER_COLUMNS,
            "rows": producer_rows(page),
            "query": query,
            "place": place,
            "filters": [
                filters.row(_("Loại hình"), FORM_FILTER, _flat_forms()),
                filters.row(_("Tình trạng"), STATE_FILTER, Producer.State.choices),
            ],
            "filtered": bool(query or form or state or place),
            "without_place": filters.without("noi"),
            "kept": filters.kept("q"),
            "may_register": acts_as(user, *PLACE_OFFICERS),
        },
    )


def _flat_forms() -> list[Any]:
    """The legal forms without their two headings."""
    return [form for _heading, forms in legal_forms()[1:] for form in forms]


@desk_page("GET", "POST")
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    forbid_unless(acts_as(user, *PLACE_OFFICERS))
    own = user.acting.place if user.acting else None
    start = {"place": own} if own and own.level == "commune" else {}
    form = ProducerForm(request.POST or None, initial=start)
    form.fields["place"].near = province_of(own)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            producer = actions.register_producer(by=user, at=timezone.now(), **form.given)
            messages.success(
                request, _("Đã ghi %(name)s. Giờ hãy ghi sản phẩm.") % {"name": producer.name}
            )
            _say_doubts(request, producer.pk)
            return redirect("desk:producer", producer.pk)
    return _form_page(request, form)


@desk_page("GET", "POST")
@never_cache
def change(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    producer = _one(request, pk)
    forbid_unless(access.may_change_producer(user, producer))
    form = ChangeProducerForm(request.POST or None, producer=producer)
    if request.method == "POST" and form.is_valid():
        present = Present(
            lambda: ChangeProducerForm(producer=_one(request, pk)),
            here=reverse("desk:producer_change", args=[pk]),
            entries=journal.of(producer).filter(act="change_producer"),
        )
        with refusals_on(form, present):
            changed = actions.change_producer(
                producer, by=user, at=timezone.now(), seen=form.seen, **form.given
            )
            say_saved(request, changed)
            _say_doubts(request, producer.pk)
            return redirect("desk:producer", producer.pk)
    return _form_page(request, form, producer)


def _say_doubts(request: HttpRequest, pk: int) -> None:
    """After saving: what is odd about the numbers, and was taken all the same."""
    producer = Producer.objects.only("tax_code", "registration_number").get(pk=pk)
    for said in {numbers.doubt(producer.tax_code), numbers.doubt(producer.registration_number)}:
        if said:
            messages.warning(request, said)


def _form_page(
    request: HttpRequest, form: ProducerForm, producer: Producer | None = None
) -> HttpResponse:
    response = render(request, "desk/producers/form.html", {"form": form, "producer": producer})
    return unprocessable(response) if form.errors else response


@desk_page()
@never_cache
def producer(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _one(request, pk))


def _page(
    request: HttpRequest,
    producer: Producer,
    *,
    refusal: str = "",
    rights: tuple[int, RightsForm] | None = None,
) -> HttpResponse:
    """`rights`: the key of a membership, and the form of its rights with what is wrong there."""
    user, today = user_of(request), timezone.localdate()
    products = list(
        Product.objects.visible_to(user)
        .filter(producer=producer)
        .for_list()
        .order_by("sort_key", "pk")[:200]
    )
    may_manage = access.may_manage_people(user, producer)
    may_invite = may_manage and may_give(user, Role.PRODUCER, producer.organisation, producer.place)
    is_inside = access.may_see_inside(user, producer)
    sees_people = access.may_see_people(user, producer)
    people = people_with_rights(producer) if sees_people else []
    wrong = dict([rights] if rights else [])
    for row in people:
        row["form"] = wrong.get(row["membership"].pk) or RightsForm.of(
            row["membership"], row["rights"]
        )
        row["may_leave"] = may_invite or row["membership"].user_id == user.pk
    response = render(
        request,
        "desk/producers/producer.html",
        {
            "producer": producer,
            "columns": product_columns(with_producer=False),
            "rows": product_rows((with_clock(p, today) for p in products), with_producer=False),
            "people": people,
            "is_inside": is_inside,
            "sees_people": sees_people,
            "tax_code": masked(producer.tax_code),
            "registration_number": masked(producer.registration_number),
            "may_change": access.may_change_producer(user, producer),
            "may_manage": may_manage,
            "may_invite": may_invite,
            "invited": _invited(producer) if may_invite else [],
            "may_register": access.may_register_product(user, producer),
            "may_keep_private": access.may_keep_private_facts(user, producer),
            "rights_choices": PersonRights.Rights.choices,
            "refusal": refusal,
        },
    )
    return unprocessable(response) if refusal or rights else response


def _invited(producer: Producer) -> list[Invitation]:
    """Who has an invitation that is still open."""
    return list(
        producer.organisation.invitations.open_at(timezone.now()).filter(role=Role.PRODUCER)
    )


def _one(request: HttpRequest, pk: int) -> Producer:
    seen = Producer.objects.visible_to(user_of(request)).select_related(
        "organisation__place", "place", "current_place__parent"
    )
    return row_or_404(seen, pk)


# People and their rights


@desk_page("POST")
def change_rights(request: HttpRequest, pk: int, membership: int) -> HttpResponse:
    producer = _one(request, pk)
    forbid_unless(access.may_manage_people(user_of(request), producer))
    person, form = _rights(producer, membership, request.POST)
    if not form.is_valid():
        raise Http404
    present = Present(
        lambda: _rights(producer, membership)[1],
        here=reverse("desk:producer", args=[pk]) + "#nguoi",
        entries=journal.of(producer).filter(act="change_rights", note=str(person.user)),
    )
    with refusals_on(form, present):
        changed = actions.change_rights(
            person, by=user_of(request), at=timezone.now(), seen=form.seen, **form.given
        )
        say_saved(request, changed)
        return redirect("desk:producer", producer.pk)
    if form.meanwhile:
        return _page(request, producer, rights=(membership, form))
    return _page(request, producer, refusal=" ".join(form.non_field_errors()))


def _rights(producer: Producer, pk: int, data: Any = None) -> tuple[Membership, RightsForm]:
    """Who acts for the producer today, and the form of what they may do."""
    for row in people_with_rights(producer):
        if row["membership"].pk == pk:
            return row["membership"], RightsForm.of(row["membership"], row["rights"], data)
    raise Http404


@desk_page("POST")
def remove_person(request: HttpRequest, pk: int, membership: int) -> HttpResponse:
    """Somebody acts for the producer no more."""
    producer = _one(request, pk)
    member = _member(producer, membership)
    try:
        end_membership(member, by=user_of(request), at=timezone.now())
    except Refusal as refusal:
        return _page(request, producer, refusal=refusal.message)
    messages.success(request, _("%(name)s không còn thay mặt chủ thể nữa.") % {"name": member.user})
    if member.user_id == user_of(request).pk:
        return redirect("desk:home")
    return redirect("desk:producer", producer.pk)


def _member(producer: Producer, pk: int) -> Membership:
    return row_or_404(access.people_of(producer.organisation_id).select_related("user"), pk)


# What is private


@desk_page("GET", "POST")
@never_cache
def private(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks what for before it shows anything; opening is written in the journal."""
    producer = _private_of(request, pk)
    form = PurposeForm(request.POST or None)
    opened: ProducerPerson | None = None
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            opened = actions.open_private_facts(
                producer, by=user_of(request), at=timezone.now(), **form.given
            )
    return _private_page(
        request,
        producer,
        form=form,
        opened=opened,
        asked=request.method == "POST" and not form.errors,
    )


@desk_page("POST")
@never_cache
def private_record(request: HttpRequest, pk: int) -> HttpResponse:
    producer = _private_of(request, pk)
    form = PrivateFactsForm.of(None, request.POST)
    if form.is_valid():
        present = Present(
            lambda: PrivateFactsForm.of(ProducerPerson.objects.filter(producer=producer).first()),
            here=reverse("desk:producer_private", args=[pk]),
            entries=journal.of(producer).filter(
                act__in=("record_private_facts", "erase_private_facts")
            ),
        )
        with refusals_on(form, present):
            changed = actions.record_private_facts(
                producer, by=user_of(request), at=timezone.now(), seen=form.seen, **form.given
            )
            if changed:
                messages.success(request, _("Đã ghi; nhật ký giữ lý do, không giữ nội dung."))
            else:
                say_saved(request, changed)
            return redirect("desk:producer_private", producer.pk)
    return _private_page(request, producer, facts_form=form)


@desk_page("POST")
def private_erase(request: HttpRequest, pk: int) -> HttpResponse:
    producer = _private_of(request, pk)
    if actions.erase_private_facts(producer, by=user_of(request), at=timezone.now()):
        messages.success(request, _("Đã xóa dữ liệu riêng."))
    return redirect("desk:producer_private", producer.pk)


def _private_of(request: HttpRequest, pk: int) -> Producer:
    producer = _one(request, pk)
    if not access.may_keep_private_facts(user_of(request), producer):
        raise Http404  # that there is anything is nobody else's affair
    return producer


def _private_page(
    request: HttpRequest,
    producer: Producer,
    *,
    form: PurposeForm | None = None,
    facts_form: PrivateFactsForm | None = None,
    opened: ProducerPerson | None = None,
    asked: bool = False,
) -> HttpResponse:
    kept = ProducerPerson.objects.filter(producer=producer).values("reason", "recorded_at").first()
    wrong = (form is not None and form.errors) or (facts_form is not None and facts_form.errors)
    response = render(
        request,
        "desk/producers/private.html",
        {
            "producer": producer,
            "form": form or PurposeForm(),
            "facts_form": facts_form or PrivateFactsForm.of(opened),
            "kept": kept,
            "opened": opened,
            "asked": asked,
            "show_form": bool(facts_form and facts_form.errors),
        },
    )
    return unprocessable(response) if wrong else response


# What became of it


@desk_page()
@never_cache
def history(request: HttpRequest, pk: int) -> HttpResponse:
    producer = _one(request, pk)
    user = user_of(request)
    forbid_unless(access.may_see_inside(user, producer))
    if access.may_see_people(user, producer):
        also = _entries_about_people(producer)
        return history_page(request, producer, name=producer.name, also=also)
    return history_page(request, producer, name=producer.name, without=ABOUT_PEOPLE)


ABOUT_PEOPLE = ("change_rights", "remove_person")
"""Acts on a producer whose entries name its people."""


def _entries_about_people(producer: Producer) -> Iterator[QuerySet[Entry]]:
    """Who was invited and who came; what else is done about people stands on the producer."""
    for invitation in producer.organisation.invitations.all():
        yield journal.of(invitation)
    for membership in producer.organisation.memberships.all():
        yield journal.of(membership).filter(act="accept_invitation")
