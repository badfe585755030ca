"""What a report says by itself: the figures counted for its place and period, and its draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sanvat.indicators.countable import Period
from sanvat.indicators.counting import Amount, Counted, Question, count_many
from sanvat.places.models import Level, Place
from sanvat.reports.layouts import NAMED, Line, lines
from sanvat.reports.models import YearlyReport
from sanvat.text.days import day
from sanvat.text.numbers import number


@dataclass(frozen=True)
class Span:
    """What a report is about: a place (None: the country), and the days counted."""

    place: Place | None
    first: date
    last: date

    @classmethod
    def of(cls, report: YearlyReport) -> Span:
        return cls(report.place, report.first, report.counted_to)

    def period(self, line: Line) -> Period:
        """Stocks are asked on the last day, flows over all of them."""
        return Period(first=self.first if line.countable.is_flow else None, last=self.last)

    @property
    def units(self) -> str | None:
        """The level of the units below, on the map of the last day; None below a commune."""
        if self.place is None:
            return Level.PROVINCE
        if self.place.level == Level.COMMUNE:
            return None
        on_its_map = Place.objects.on(self.last).below(self.place)
        if self.place.level == Level.PROVINCE and on_its_map.filter(level=Level.DISTRICT).exists():
            return Level.DISTRICT
        return Level.COMMUNE


def figures_of(span: Span) -> dict[str, Counted]:
    """Every figure that a report may name, counted on the map of the last day."""
    asked = lines()
    questions = [question_of(each, span) for each in asked.values()]
    counted = count_many(
        questions, within=span.place, map_of=span.last, level=span.units or Level.COMMUNE
    )
    return dict(zip(asked, counted, strict=True))


def question_of(line: Line, span: Span) -> Question:
    """What is counted for a figure."""
    return Question(line.countable, span.period(line), line.choices)


def said(text: str, values: Mapping[str, str]) -> str:
    """The text with its names filled in; a name that has no value stays as it is typed."""
    return NAMED.sub(lambda found: values.get(found[1], found[0]), text)


def facts_of(span: Span, year: int) -> dict[str, str]:
    """What a text may name beside the figures."""
    return {
        "year": str(year),
        "place": span.place.title if span.place else "cả nước",
        "first": day(span.first),
        "last": day(span.last),
    }


def written(value: Amount) -> str:
    """A figure as the paper has it."""
    whole = Decimal(value)
    return number(whole.quantize(Decimal(1)) if whole == whole.to_integral_value() else whole)
