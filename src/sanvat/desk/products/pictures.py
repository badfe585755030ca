"""The pictures of a product: brought in from a telephone, described, put in order, taken out.

With htmx the list alone is drawn anew; without it, the page is.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanvat.desk.keys import key_in
from sanvat.desk.pages import (
    Present,
    desk_page,
    is_partial,
    refusals_on,
    row_or_404,
    unprocessable,
    user_of,
)
from sanvat.desk.products.forms import CameraForm, DescriptionForm, PicturesForm
from sanvat.desk.products.views import product_to_change
from sanvat.desk.sending import done
from sanvat.errors import Refusal
from sanvat.products import actions
from sanvat.products.models import Product, ProductPicture
from sanvat.records import files


@desk_page("GET", "POST")
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """Every picture is looked into by itself: a bad one keeps no good one out."""
    product = product_to_change(request, pk)
    if request.method != "POST":
        return _page(request, product, PicturesForm())
    form = PicturesForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, product, form)
    stored = 0
    for upload in form.cleaned_data["pictures"]:
        try:
            _keep(request, product, upload)
            stored += 1
        except Refusal as refusal:
            form.add_error("pictures", f"{upload.name}: {refusal.message}")
    said = ngettext("Đã thêm %(n)d ảnh.", "Đã thêm %(n)d ảnh.", stored) % {"n": stored}
    if not form.errors:
        return _answer(request, product, said)
    return _page(request, product, form, said=said if stored else "")


@transaction.atomic
def _keep(request: HttpRequest, product: Product, upload: Any) -> None:
    user, now = user_of(request), timezone.now()
    stored = files.take(upload, allowed=files.PICTURES, by=user, at=now)
    actions.add_picture(product, stored, by=user, at=now)


def _page(
    request: HttpRequest,
    product: Product,
    form: PicturesForm | None = None,
    *,
    said: str = "",
    refusal: str = "",
    described: tuple[int, DescriptionForm] | None = None,
) -> HttpResponse:
    """`described`: the key of a picture, and the form of its words with what is wrong there."""
    pictures = list(product.pictures.select_related("file").order_by("order", "pk"))
    wrong = dict([described] if described else [])
    context = {
        "product": product,
        "form": form or PicturesForm(),
        "camera": CameraForm(auto_id="chup_%s"),
        "said": said,
        "refusal": refusal,
        "most": actions.MOST_PICTURES,
        "pictures": [
            {"picture": picture, "form": wrong.get(picture.pk) or DescriptionForm.of(picture)}
            for picture in pictures
        ],
    }
    if is_partial(request):
        return render(request, "desk/products/_pictures.html", context)
    response = render(request, "desk/products/pictures.html", context)
    is_wrong = refusal or wrong or (form and form.errors)
    return unprocessable(response) if is_wrong else response


@desk_page("POST")
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """`len=12` moves picture 12 one place to the front, `xuong=12` one to the back."""
    product = product_to_change(request, pk)
    keys = list(product.pictures.order_by("order", "pk").values_list("pk", flat=True))
    for name, step in (("len", -1), ("xuong", 1)):
        asked = key_in(request.POST.get(name, ""))
        if asked in keys:
            here = keys.index(asked)
            there = min(max(here + step, 0), len(keys) - 1)
            keys.insert(there, keys.pop(here))
    try:
        actions.reorder_pictures(product, keys, by=user_of(request), at=timezone.now())
    except Refusal as refusal:
        return _page(request, product, refusal=refusal.message)
    return _answer(request, product, _("Đã đổi thứ tự."))


@desk_page("POST")
def describe(request: HttpRequest, pk: int, picture: int) -> HttpResponse:
    product = product_to_change(request, pk)
    found = _picture(product, picture)
    form = DescriptionForm.of(found, request.POST)
    if not form.is_valid():
        messages.error(request, _("Mô tả dài nhất 300 chữ. Hãy viết ngắn hơn."))
        return _answer(request, product, "")
    present = Present(
        lambda: DescriptionForm.of(_picture(product, picture)),
        here=reverse("desk:product_pictures", args=[pk]),
    )
    with refusals_on(form, present):
        actions.describe_picture(
            found, by=user_of(request), at=timezone.now(), seen=form.seen, **form.given
        )
        return _answer(request, product, _("Đã lưu mô tả."))
    if form.meanwhile:
        return _page(request, product, described=(picture, form))
    return _page(request, product, refusal=" ".join(form.non_field_errors()))


@desk_page("POST")
def remove(request: HttpRequest, pk: int, picture: int) -> HttpResponse:
    product = product_to_change(request, pk)
    try:
        actions.remove_picture(_picture(product, picture), by=user_of(request), at=timezone.now())
    except Refusal as refusal:
        return _page(request, product, refusal=refusal.message)
    return _answer(request, product, _("Đã bỏ ảnh."))


def _picture(product: Product, pk: int) -> ProductPicture:
    found = row_or_404(product.pictures.select_related("file"), pk)
    found.product = product
    return found


def _answer(request: HttpRequest, product: Product, said: str) -> HttpResponse:
    here = reverse("desk:product_pictures", args=[product.pk])
    if is_partial(request):
        # Sent again, htmx follows there and gets the same part of the page.
        return done(_page(request, product, said=said), led_to=here)
    if said:
        messages.success(request, said)
    return redirect(here)
