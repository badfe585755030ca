"""What speaks against granting a request: conditions not met, and support already given."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from sanvat.products.models import Product
from sanvat.records.ready_queries import ReadyQuery
from sanvat.support.models import Request
from sanvat.text.days import day


@dataclass(frozen=True)
class Finding:
    """One thing that speaks against it; `earlier` are the rows it was found in."""

    code: str
    sentence: str
    earlier: list[Request] = field(default_factory=list)


def findings(request: Request, today: date) -> list[Finding]:
    """All of them; none where the rules are met. A decision in spite of one says why."""
    found = [*_conditions(request, today)]
    if doubles := doubles_of(request):
        found.append(
            Finding(
                "double-support",
                _("Chủ thể đã đề nghị hoặc được hỗ trợ cùng loại, cùng việc trong năm."),
                doubles,
            )
        )
    return found


def doubles_of(request: Request) -> list[Request]:
    """Other requests of the producer that count: of the same kind in the same year, under
    whichever scheme, or for the same thing at any time."""
    year = request.asked_on.year
    return _DOUBLES.rows(
        *(request.producer_id, request.pk, request.scheme.kind, request.thing_key),
        *(date(year, 1, 1), date(year, 12, 31)),
    )


def _doubles(
    producer: int, besides: int, kind: str, thing: str, first: date, last: date
) -> QuerySet[Request]:
    same = Q(scheme__kind=kind, asked_on__range=(first, last)) | Q(thing_key=thing)
    others = Request.objects.filter(same, producer=producer, state__in=Request.COUNTS)
    doubles: QuerySet[Request] = (
        others.exclude(pk=besides)
        .select_related("scheme", "producer__organisation", "decision")
        .order_by("-asked_on", "-pk")
    )
    return doubles


_DOUBLES = ReadyQuery(
    *(_doubles, -7_000_001, -7_000_002, "a kind", "a thing"),
    *(date(4321, 1, 1), date(4321, 12, 31)),
)


def _conditions(request: Request, today: date) -> list[Finding]:
    scheme, terms, producer = request.scheme, request.terms, request.producer
    found = []
    if terms.stars is not None and not _holds(request, terms.stars, today):
        found.append(
            Finding(
                "too-few-stars",
                _("Chủ thể không có sản phẩm nào đang được công nhận từ %(stars)s sao.")
                % {"stars": terms.stars},
            )
        )
    if terms.legal_form and producer.legal_form != terms.legal_form:
        found.append(
            Finding("legal-form", _("Loại hình của chủ thể không thuộc diện của chính sách."))
        )
    if terms.first_time and (before := _before(request)):
        found.append(
            Finding(
                "not-first", _("Chính sách chỉ hỗ trợ lần đầu, chủ thể đã có lần trước."), before
            )
        )
    if not scheme.place.covers(producer.current_place):
        found.append(Finding("other-place", _("Chủ thể không ở trong địa bàn của chính sách.")))
    is_late = terms.closes_on is not None and request.asked_on > terms.closes_on
    if request.asked_on < terms.opens_on or is_late:
        found.append(
            Finding(
                "out-of-time",
                _("Ngày đề nghị %(day)s nằm ngoài thời gian nhận.")
                % {"day": day(request.asked_on)},
            )
        )
    return found


def _holds(request: Request, stars: int, today: date) -> bool:
    """Whether the product, or where none is named any product of the producer, bears as many
    stars today."""
    held = Product.objects.filter(
        Q(expires_on__isnull=True) | Q(expires_on__gte=today),
        producer=request.producer_id,
        stars__gte=stars,
    )
    return held.filter(pk=request.product_id).exists() if request.product_id else held.exists()


def _before(request: Request) -> list[Request]:
    """Support of the same kind that was granted before, in whichever year."""
    granted = (Request.State.DECIDED, Request.State.PAID, Request.State.DONE)
    return list(
        Request.objects.filter(
            producer=request.producer_id, scheme__kind=request.scheme.kind, state__in=granted
        )
        .exclude(pk=request.pk)
        .select_related("scheme", "producer__organisation", "decision")
    )
