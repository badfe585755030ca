"""What strangers may read of a producer, and the consent by which they may."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from sanvat.certificates import public
from sanvat.desk.forms.base import EmailField, LinkField, TextField
from sanvat.desk.forms.editing import EditForm
from sanvat.desk.pages import (
    KEY,
    Present,
    desk_page,
    forbid_unless,
    refusals_on,
    say_saved,
    seen_or_404,
    unprocessable,
    user_of,
)
from sanvat.parties.models import User
from sanvat.parties.ready import DAY, ReadyFor
from sanvat.products import access, actions
from sanvat.products.models import ContactConsent, Producer, Product
from sanvat.products.public import consent_of, contact_in, name_of
from sanvat.records import journal
from sanvat.records.ready_queries import ReadyQuery
from sanvat.records.versions import version_of

SHOWN_BEFORE = 10
"""Consents that ended and are still told."""
SHOWN = 20
"""Products that are named as those strangers read of."""


class ConsentForm(EditForm):
    shows_name = forms.BooleanField(
        label=gettext_lazy("Nêu tên chủ thể"),
        required=False,
        help_text=gettext_lazy(
            "Tên hợp tác xã, công ty luôn hiện. Tên hộ, trang trại có thể là tên người nên chỉ "
            "hiện khi chủ thể đồng ý."
        ),
    )
    phone = TextField(
        label=gettext_lazy("Điện thoại bán hàng"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    email = EmailField(label=gettext_lazy("Thư điện tử bán hàng"), required=False)
    link = LinkField(
        label=gettext_lazy("Trang của cơ sở"),
        required=False,
        max_length=300,
        assume_scheme="https",
    )
    note = TextField(
        label=gettext_lazy("Chủ thể đồng ý bằng cách nào"),
        required=False,
        max_length=300,
        help_text=gettext_lazy(
            "Cán bộ ghi thay thì ghi giấy hoặc lời đồng ý: “đơn ngày 3/5”. Chủ thể tự ghi thì bỏ "
            "trống."
        ),
    )

    @classmethod
    def of(cls, producer: Producer, given: ContactConsent | None, data: Any = None) -> ConsentForm:
        """`given`: what it has agreed to now."""
        kept = given or ContactConsent(producer=producer)
        initial = {field: getattr(kept, field) for field in (*ContactConsent.EDITED, "note")}
        return cls(data, initial=initial, version=version_of(kept))


@desk_page("GET", "POST")
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Beside the form stands what strangers see of the producer now."""
    user = user_of(request)
    producer = _one(request, pk)
    forbid_unless(access.may_agree_to_be_told(user, producer))
    here = reverse("desk:producer_consent", args=[pk])
    given = consent_of(producer)
    form = ConsentForm.of(producer, given, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        present = Present(
            lambda: ConsentForm.of(producer, consent_of(producer)),
            here=here,
            entries=journal.of(producer).filter(act="agree_to_be_told"),
        )
        with refusals_on(form, present):
            changed = actions.agree_to_be_told(
                producer, by=user, at=timezone.now(), seen=form.seen, **form.given
            )
            say_saved(request, changed)
            return redirect(here)
    today = timezone.localdate()
    response = render(
        request,
        "desk/producers/consent.html",
        {
            "producer": producer,
            "form": form,
            "public_name": name_of(producer),
            "contact": contact_in(given),
            "products": _IN_FORCE.rows(today, producer.pk),
            "ended": _ENDED.rows(producer.pk),
        },
    )
    return unprocessable(response) if form.errors else response


_IN_FORCE: ReadyQuery[Product] = ReadyQuery(
    lambda day, pk: (
        public.in_force_on(day).filter(producer=pk).only("name").order_by("sort_key", "pk")[:SHOWN]
    ),
    *(DAY, KEY),
)
_ENDED: ReadyQuery[ContactConsent] = ReadyQuery(
    lambda pk: (
        ContactConsent.objects.filter(producer=pk)
        .exclude(ended_at=None)
        .select_related("given_by", "ended_by")
        .order_by("-given_at", "-pk")[:SHOWN_BEFORE]
    ),
    KEY,
)


def _one(request: HttpRequest, pk: int) -> Producer:
    return seen_or_404(_SEEN, request, pk)


def _seen(user: User, pk: int) -> QuerySet[Producer]:
    seen: QuerySet[Producer] = Producer.objects.visible_to(user).filter(pk=pk).order_by()
    return seen.select_related("organisation", "current_place")


_SEEN = ReadyFor(_seen, KEY)
