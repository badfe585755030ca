"""The days off of a year, open to all: the table of the law, and what was corrected since."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Query, Router
from pydantic import Field

from sanvat.api import shapes
from sanvat.api.examples import Examples
from sanvat.api.http import as_content, cached_response
from sanvat.api.parameters import Whole
from sanvat.api.shapes import Shape
from sanvat.clocks.calendars import calendar_of
from sanvat.rules.answers import Language
from sanvat.rules.days_off import FIRST_YEAR, LAST_YEAR, Special, table, weekly
from sanvat.rules.working_days import Calendar

router = Router(tags=[_("Ngày nghỉ")])


class DayTold(Shape):
    day: str = Field(description=_("Ngày, dạng 2026-11-24"))
    works: bool = Field(
        description=_("true là làm việc thay một ngày khác; false là nghỉ, ngoài nghỉ hằng tuần")
    )
    what: str = Field(description=_("Vì sao"))
    source: str = Field(description=_("Văn bản hoặc điều luật; có thể trống"))


class YearOfDays(Shape):
    year: int = Field(description=_("Năm"))
    announced: bool = Field(
        description=_("Đã có văn bản công bố; false là tạm tính theo luật và âm lịch")
    )
    edition: str = Field(description=_("Bản của bảng ngày nghỉ"))
    weekly: list[int] = Field(description=_("Ngày nghỉ hằng tuần, theo ISO: 6 là thứ Bảy"))
    working_days: int = Field(description=_("Số ngày làm việc trong năm"))
    items: list[DayTold] = Field(description=_("Những ngày khác với ngày trong tuần của nó"))
    count: int = Field(description=_("Số ngày ấy"))


@router.get(
    "/days-off/",
    operation_id="list_days_off",
    summary=_("Ngày nghỉ của một năm"),
    description=_(
        "Ngày nghỉ lễ, Tết, nghỉ bù và ngày làm bù của cả nước trong một năm, mỗi ngày với căn "
        "cứ. Năm chưa có công bố là tạm tính."
    ),
    response={200: YearOfDays, 304: None, 422: shapes.Problem},
)
def list_days_off(
    request: HttpRequest,
    year: Annotated[
        Whole | None,
        Query(ge=FIRST_YEAR, le=LAST_YEAR, description=_("Năm; để trống là năm nay")),
    ] = None,
    language: Annotated[Language, Query(description=_("Ngôn ngữ của câu trả lời"))] = "vi",
) -> HttpResponse:
    asked = timezone.localdate().year if year is None else int(year)
    values = answer(calendar_of(None), asked, language)
    return cached_response(request, as_content(values), language)


def answer(calendar: Calendar, year: int, language: str) -> dict[str, Any]:
    days = {**table(year).days, **calendar.corrections}
    items = [_told(days[day], language) for day in sorted(days) if day.year == year]
    return {
        "year": year,
        "announced": calendar.is_announced(year),
        "edition": calendar.edition(year),
        "weekly": sorted(weekly()),
        "working_days": len(calendar.of_year(year)),
        "items": items,
        "count": len(items),
    }


def _told(special: Special, language: str) -> dict[str, Any]:
    what = special.what_en if language == "en" and special.what_en else special.what
    return {
        "day": special.day.isoformat(),
        "works": special.works,
        "what": what,
        "source": special.source,
    }


EXAMPLES: Examples = {"list_days_off": lambda language: answer(Calendar(), 2026, language)}
