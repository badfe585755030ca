"""A buyer asks the producer about a product; the answer goes to the buyer's own mail."""

from __future__ import annotations

import hashlib

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sanvat.inquiries.access import may_be_asked
from sanvat.inquiries.actions import LONGEST_NAME, LONGEST_TEXT, ask_producer
from sanvat.inquiries.keeping import days_kept
from sanvat.portal.captcha import TOKEN
from sanvat.portal.catalogue.cards import address_of, slug_of
from sanvat.portal.catalogue.pages import page
from sanvat.portal.catalogue.product import recognised_product
from sanvat.portal.public_forms import PublicForm, SentForm, Typed, few_in_a_minute
from sanvat.products.public import name_of


class InquiryForm(PublicForm):
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


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@few_in_a_minute("public_form")
def ask(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    product = recognised_product(pk)
    if not may_be_asked(product):
        raise Http404
    here = reverse("portal:catalogue_ask", args=[product.pk, slug_of(product)])
    if name != slug_of(product):
        return redirect(here, permanent=True)
    form = InquiryForm(request.POST or None)
    thanks = f"{here}?da-gui=1"

    def send(_is_proven: bool) -> str:
        key = hashlib.sha256(request.POST.get(TOKEN, "").encode("utf-8", "replace")).hexdigest()
        ask_producer(product, key=key[:32], at=timezone.now(), **form.cleaned_data)
        return thanks

    came = SentForm(request, form, str(product.pk), limit="inquiry", otherwise=thanks)
    if to := came.taken(send):
        return redirect(to)
    response = page(
        request,
        "ask",
        {
            "product": product,
            "producer": name_of(product.producer),
            "address": address_of(product),
            "form": form,
            "kept_days": days_kept(),
            "was_sent": request.GET.get("da-gui") == "1",
            **came.context,
        },
    )
    if request.method == "POST":  # what was taken has led elsewhere
        response.status_code = 422
    return response
