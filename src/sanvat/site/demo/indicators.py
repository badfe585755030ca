"""Indicators: what the fifth founding story tells of Ba Chẽ, and a collection that is under way."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from sanvat.indicators import actions
from sanvat.indicators.models import Collection, Indicator, ValueReport
from sanvat.indicators.periods import ReportPeriod
from sanvat.parties.models import Role
from sanvat.places.models import Level, Place
from sanvat.site.demo import World

AFTER = ("parties", "programme")

END_OF_2019 = date(2019, 12, 31)
REPORTED_ON = date(2020, 3, 26)
REACHED_THE_STANDARD = ("Minh Cầm", "Nam Sơn", "Đạp Thanh")
MADE_UP = "Số liệu trình diễn."

APPROVED, SENT, RETURNED = 24, 8, 2


def add(world: World) -> None:
    ba_che(world)
    this_year(world)


def ba_che(world: World) -> None:
    """At the end of 2019: 2.13 % poor households, and three communes of the new-rural standard."""
    at = timezone.make_aware(datetime.combine(REPORTED_ON, time(10)))
    centre, year = world.person(Role.CENTRE_OFFICER), ReportPeriod("year", 2019)
    standing = Place.objects.on(END_OF_2019)
    district = standing.get(level=Level.DISTRICT, name="Ba Chẽ", parent__name="Quảng Ninh")
    poverty = Indicator.objects.get(code="ty-le-ho-ngheo")
    comment = "Đánh giá chương trình phối hợp năm 2019 của huyện."
    actions.record_value(
        poverty, district, year, Decimal("2.13"), comment=comment, by=centre, at=at
    )
    reached = Indicator.objects.get(code="xa-nong-thon-moi")
    for commune in standing.filter(parent=district, name__in=REACHED_THE_STANDARD):
        actions.record_value(reached, commune, year, 1, comment=comment, by=centre, at=at)


def this_year(world: World) -> None:
    """The communes of the province are asked about last year; some have sent, some are late."""
    advisory, coordinator = world.person(Role.ADVISORY_OFFICER), world.person(Role.COORDINATOR)
    begun = world.at - timedelta(days=40)
    collection = _collection(world, begun)
    actions.open_collection(collection, by=advisory, at=begun)
    reports = list(
        collection.reports.exclude(place=world.home)
        .select_related("place", "collection")
        .order_by("place__code")[: APPROVED + SENT + RETURNED]
    )
    for number, report in enumerate(reports):
        at = begun + timedelta(days=5, hours=number)
        _fill(report, number, by=advisory, at=at)
        if number < APPROVED:
            actions.approve_report(report, by=coordinator, at=at + timedelta(days=1))
        elif number >= APPROVED + SENT:
            reason = "Số hộ cận nghèo chưa khớp với biên bản rà soát."
            actions.return_report(report, reason, by=coordinator, at=at + timedelta(days=1))


def _collection(world: World, begun: datetime) -> Collection:
    codes = ("tong-ho", "ho-ngheo", "ho-can-ngheo", "lao-dong-co-viec-moi")
    households, poor, nearly, jobs = (Indicator.objects.get(code=code) for code in codes)
    return actions.draft_collection(
        [
            actions.Line(households, change_percent=20),
            actions.Line(poor, change_percent=50, at_most=households),
            actions.Line(nearly, change_percent=50, at_most=households),
            actions.Line(jobs, is_required=False),
        ],
        by=world.person(Role.ADVISORY_OFFICER),
        at=begun,
        is_demonstration=True,
        name=f"Hộ nghèo và việc làm năm {begun.year - 1}",
        place=world.province,
        every="year",
        year=begun.year - 1,
        due_on=(timezone.localdate(world.at) - timedelta(days=5)),
        levels=["province"],
        guidance="Lấy theo kết quả rà soát cuối năm. Số liệu trong bản trình diễn là bịa ra.",
    )


def _fill(report: ValueReport, number: int, *, by: object, at: datetime) -> None:
    households = 1_800 + 137 * (number * 7 % 23)
    said = {
        "tong-ho": households,
        "ho-ngheo": 12 + number * 5 % 61,
        "ho-can-ngheo": 30 + number * 11 % 83,
        "lao-dong-co-viec-moi": 40 + number * 13 % 97,
    }
    indicators = {each.code: each for each in Indicator.objects.filter(code__in=said)}
    figures = {indicators[code]: actions.Said(n, MADE_UP) for code, n in said.items()}
    actions.note_figures(report, figures, by=by, at=at)  # type: ignore[arg-type]
    actions.submit_report(report, by=by, at=at)  # type: ignore[arg-type]
