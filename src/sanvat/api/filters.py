"""What narrows the lists, the same in all of them: a place, days, what changed since a day."""

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
from sanvat.api.parameters import Day
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
Province = Annotated[
    str,
    Query(max_length=2, description=_("Chỉ lấy một tỉnh hiện nay, bằng mã"), examples=["68"]),
]
Since = Annotated[Day | None, Query(description=_("Từ ngày này"))]
Until = Annotated[Day | None, Query(description=_("Đến hết ngày này"))]
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
    place: Place | None = Place.objects.today().communes().filter(code=code).first()
    if place is None:
        raise Problem(
            422,
            gettext("Không có xã nào hiện nay mang mã «%(code)s». Hãy tra mã ở %(places)s.")
            % {"code": code, "places": f"{reverse('api:find_places')}?level=commune"},
            "unknown_place",
        )
    return place


def province_of_today(code: str) -> Place:
    """The province of today that has this code."""
    found: Place | None = Place.objects.today().provinces().filter(code=code).first()
    if found is None:
        raise Problem(
            422,
            gettext("Không có tỉnh nào mang mã «%(code)s». Các tỉnh được kê ở %(provinces)s.")
            % {"code": code, "provinces": f"{reverse('api:find_places')}?level=province"},
            "unknown_province",
        )
    return found


def units_with(code: str) -> list[int]:
    """The keys of the units, of today or of earlier days, that have this code."""
    keys = list(Place.objects.filter(code=code).values_list("pk", flat=True))
    if not keys:
        raise Problem(
            422,
            gettext("Không có đơn vị nào mang mã «%(code)s». Các đơn vị được tìm ở %(places)s.")
            % {"code": code, "places": reverse("api:find_places")},
            "unknown_unit",
        )
    return keys


def one_of(rows: QuerySet[Any], number: int) -> Any:
    """The one with this key among what is public; a 404 that tells no more for any other."""
    found = rows.filter(pk=number).first()
    if found is None:
        raise Problem(
            404,
            gettext(
                "Không có mục mang mã %(number)s trong những gì được công khai: mã sai, hoặc mục "
                "đã được gỡ. Hãy lấy mã từ danh sách."
            )
            % {"number": number},
            "not_public",
        )
    return found


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
