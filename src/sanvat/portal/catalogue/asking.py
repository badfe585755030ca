"""A buyer asks the producer about a product; the answer goes to the buyer's own mail."""

from __future__ import annotations

import hashlib

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sanvat.errors import Refusal
from sanvat.inquiries.access import may_be_asked
from sanvat.inquiries.actions import LONGEST_NAME, LONGEST_TEXT, ask_producer
from sanvat.parties import limits
from sanvat.portal.calendar.forms import PublicForm, Typed
from sanvat.portal.catalogue.cards import address_of, slug_of
from sanvat.portal.catalogue.pages import page
from sanvat.portal.catalogue.product import recognised_product
from sanvat.portal.catalogue.strangers import Sent, looked_at, token_for
from sanvat.products.models import Product
from sanvat.products.public import name_of

LONGEST_TOKEN = 200


class InquiryForm(PublicForm):
    """`website` is for programmes that fill in whatever there is; people leave it empty."""

    name = Typed(
        label=gettext_lazy("Tên của bạn"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Thư điện tử của bạn"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy("Chủ thể trả lời thẳng vào địa chỉ này; không trang nào hiện ra."),
    )
    text = Typed(
        label=gettext_lazy("Câu hỏi"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    website = forms.CharField(
        label=gettext_lazy("Để trống ô này"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ask(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    product = recognised_product(pk)
    if not may_be_asked(product):
        raise Http404
    here = reverse("portal:catalogue_ask", args=[product.pk, slug_of(product)])
    if name != slug_of(product):
        return redirect(here, permanent=True)
    form = InquiryForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _sent(request, product, form):
        return redirect(f"{here}?da-gui=1")
    response = page(
        request,
        "ask",
        {
            "product": product,
            "producer": name_of(product.producer),
            "address": address_of(product),
            "form": form,
            "token": token_for(str(product.pk)),
            "was_sent": request.GET.get("da-gui") == "1",
        },
    )
    if form.errors:
        response.status_code = 422
    return response


def _sent(request: HttpRequest, product: Product, form: InquiryForm) -> bool:
    """Send the question; what is refused stands on the form."""
    given = dict(form.cleaned_data)
    token = request.POST.get("giu", "")[:LONGEST_TOKEN]
    match looked_at(str(product.pk), token=token, trap=given.pop("website")):
        case Sent.BY_A_PROGRAMME:
            return True  # which need not know
        case Sent.TOO_QUICKLY:
            form.add_error(None, _("Trang vừa mở đã gửi ngay. Hãy đọc lại câu hỏi rồi gửi."))
            return False
        case Sent.TOO_LATE:
            form.add_error(None, _("Trang mở đã quá lâu. Hãy đọc lại câu hỏi rồi gửi lần nữa."))
            return False
    if not limits.from_an_address("inquiry", request.META.get("REMOTE_ADDR", "")):
        form.add_error(None, limits.said())
        return False
    key = hashlib.sha256(token.encode()).hexdigest()[:32]
    try:
        ask_producer(product, key=key, at=timezone.now(), **given)
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return False
    except ValidationError as error:
        for field, faults in error.message_dict.items():
            form.add_error(field if field in form.fields else None, faults)
        return False
    return True
