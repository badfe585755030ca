"""The catalogue on paper: what is chosen, if it is short; whole provinces as made each night."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanvat.certificates import public
from sanvat.certificates.documents import catalogue
from sanvat.certificates.models import PrintedCatalogue
from sanvat.documents.paper_pdf import pdf
from sanvat.parties import limits
from sanvat.places.maps import map_on
from sanvat.portal.catalogue.choices import ORDERS, Choices
from sanvat.portal.catalogue.pages import page, public_page, tabs
from sanvat.products.models import Product

MOST_AT_ONCE = 200
"""Products of a catalogue that is made while its reader waits."""


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """What can be printed: the reader's own choice, and each province as it was last night."""
    provinces = map_on(None).provinces
    chosen = Choices.of(request.GET, provinces)
    count = len(_first(chosen, timezone.localdate()))
    made = PrintedCatalogue.objects.select_related("place").defer("content")
    context: dict[str, object] = {
        "tabs": tabs(),
        "current": reverse("portal:catalogue_print"),
        "chosen": chosen,
        "said": [words for _name, words in chosen.said()],
        "count": count,
        "most": MOST_AT_ONCE,
        "is_short": 0 < count <= MOST_AT_ONCE,
        "paper": chosen.address(reverse("portal:catalogue_paper")),
        "list_address": chosen.address(reverse("portal:catalogue")),
        "provinces": made.order_by("place__sort_key"),
    }
    return page(request, "print", context)


@require_safe
def chosen(request: HttpRequest) -> HttpResponse:
    """The products that are chosen, as PDF; on a page that says so, why there is none."""
    today = timezone.localdate()
    choices = Choices.of(request.GET, map_on(None).provinces)
    found = _first(choices, today)
    here = choices.address(reverse("portal:catalogue_print"))
    if not 0 < len(found) <= MOST_AT_ONCE:
        return _refused(request, here, _why_not(len(found)), 422)
    if not limits.from_an_address("catalogue_paper", request.META.get("REMOTE_ADDR", "")):
        return _refused(request, here, limits.said(), 429)
    of = "; ".join(words for _name, words in choices.said()) or _("Cả nước")
    content = pdf(catalogue(found, of=of, place="", day=today))
    return _file(content, f"danh-muc-ocop-{today:%Y-%m-%d}.pdf")


@require_safe
def of_province(request: HttpRequest, province: str) -> HttpResponse:
    """By its code of today, as it was made last."""
    rows = PrintedCatalogue.objects.filter(
        place__code=province.replace("\0", ""), place__valid__upper_inf=True
    )
    made = rows.defer("content").first()
    if made is None:
        raise Http404
    tag = f'"{made.pk}-{made.made_at:%Y%m%d%H%M%S}"'
    response = get_conditional_response(request, etag=tag)
    if response is None:
        content = bytes(PrintedCatalogue.objects.values_list("content", flat=True).get(pk=made.pk))
        response = _file(content, f"danh-muc-ocop-{province}-{made.day:%Y-%m-%d}.pdf")
    response.headers["ETag"] = tag
    return response


def _first(choices: Choices, today: date) -> list[Product]:
    """Up to one more than may be printed at once."""
    rows = choices.rows(today).select_related("producer__organisation", "current_place")
    order = public.ORDERS[ORDERS[choices.order]]
    return list(rows.defer("story", "note").order_by(*order.by(back=False))[: MOST_AT_ONCE + 1])


def _why_not(count: int) -> str:
    if not count:
        return _("Không có sản phẩm nào hợp với lựa chọn nên không có gì để in. Hãy bớt điều kiện.")
    return _(
        "Lựa chọn này có hơn %(most)s sản phẩm. Hãy chọn hẹp hơn, chẳng hạn một xã hay một hạng "
        "sao, hoặc lấy danh mục in sẵn của tỉnh."
    ) % {"most": MOST_AT_ONCE}


def _refused(request: HttpRequest, here: str, sentence: str, status: int) -> HttpResponse:
    response = page(request, "print_refused", {"here": here, "sentence": sentence})
    response.status_code = status
    return response


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
