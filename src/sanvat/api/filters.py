"""What narrows the lists of products and producers: one commune, what changed since a day."""

from datetime import datetime
from typing import Annotated, Any

from django.db.models import CharField, DateTimeField, Exists, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Query

from sanvat.api.errors import Problem
from sanvat.places.models import Place
from sanvat.records.models import Entry

Commune = Annotated[
    str,
    Query(
        max_length=5,
        description=_("Chỉ lấy một xã hiện nay, ghi bằng mã"),
        examples=["24848"],
    ),
]
UpdatedSince = Annotated[
    str,
    Query(
        max_length=40,
        description=_("Chỉ lấy những gì đổi từ ngày này, hoặc từ lúc này (ISO 8601)"),
        examples=["2026-11-01"],
    ),
]


def in_commune(rows: QuerySet[Any], code: str) -> QuerySet[Any]:
    """Those whose commune of today has this code; all of them if the code is empty."""
    return rows.filter(current_place=commune_of_today(code)) if code else rows


def commune_of_today(code: str) -> Place:
    """The commune of today that has this code."""
    place: Place | None = (
        Place.objects.today().communes().filter(code=code.replace("\0", "")).first()
    )
    if place is None:
        raise Problem(
            422,
            gettext("Không có xã nào hiện nay mang mã «%(code)s». Hãy tra mã ở %(places)s.")
            % {"code": code, "places": f"{reverse('api:find_places')}?level=commune"},
            "unknown_place",
        )
    return place


def changed_since(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Those with a change in the journal since a day or a time; all of them if `text` is empty."""
    if not text:
        return rows
    return rows.filter(Exists(_entries(rows.model).filter(at__gte=_time(text))))


def with_updated_at(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Each row with `updated_at`, the time of its last change in the journal."""
    last = Subquery(
        _entries(rows.model).order_by("-at").values("at")[:1], output_field=DateTimeField()
    )
    dated: QuerySet[Any] = rows.annotate(updated_at=Coalesce(last, "registered_at"))
    return dated


def _entries(model: type[Model]) -> QuerySet[Entry]:
    """The journal's entries about each row of an outer query."""
    return Entry.objects.filter(
        subject_type=model._meta.label_lower, subject_id=Cast(OuterRef("pk"), CharField())
    )


def _time(text: str) -> datetime:
    """A day begins at midnight in Vietnam; a time without a zone is meant there too."""
    # In an address an unquoted + arrives as a blank.
    written = text.strip().replace(" ", "+") if "T" in text else text.strip()
    try:
        found = parse_datetime(written) if "T" in written else parse_date(written)
    except ValueError:
        found = None
    if found is None:
        raise Problem(
            422,
            gettext(
                "Không hiểu ngày «%(text)s» của «updated_since». "
                "Hãy ghi như 2026-11-01 hoặc 2026-11-01T08:30:00+07:00."
            )
            % {"text": text},
            "parameter",
        )
    time = found if isinstance(found, datetime) else datetime(found.year, found.month, found.day)
    return time if timezone.is_aware(time) else timezone.make_aware(time)
