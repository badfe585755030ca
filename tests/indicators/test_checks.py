"""What is asked about the values of a report. No database."""

from datetime import date
from decimal import Decimal

import pytest

from sanvat.indicators.checks import Line, faults
from sanvat.indicators.periods import ReportPeriod, period_of


def line(key, value, **more):
    return Line(key=key, label=key, value=None if value is None else Decimal(value), **more)


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        ([line("a", None)], [("a", "missing")]),
        ([line("a", None, is_required=False)], []),
        ([line("a", "1.5")], [("a", "decimals")]),
        ([line("a", "1.5", decimals=1)], []),
        ([line("a", -1, least=Decimal(0))], [("a", "below-least")]),
        ([line("a", 101, most=Decimal(100))], [("a", "above-most")]),
        ([line("a", 5, at_most="b"), line("b", 4)], [("a", "above-another")]),
        ([line("a", 4, at_most="b"), line("b", 4)], []),
        ([line("a", 4, at_most="b"), line("b", None)], [("b", "missing")]),
        ([line("a", 130, before=Decimal(100), change_percent=30)], []),
        ([line("a", 131, before=Decimal(100), change_percent=30)], [("a", "changed-much")]),
        ([line("a", 69, before=Decimal(100), change_percent=30)], [("a", "changed-much")]),
        ([line("a", 1, before=Decimal(0), change_percent=30)], [("a", "changed-much")]),
        ([line("a", 0, before=Decimal(0), change_percent=30)], []),
        ([line("a", 131, before=Decimal(100), change_percent=30, comment="Gộp xã.")], []),
        (
            [line("a", 10), line("b", 4, part_of="a"), line("c", 5, part_of="a")],
            [("a", "sum-differs")],
        ),
        ([line("a", 9), line("b", 4, part_of="a"), line("c", 5, part_of="a")], []),
    ],
)
def test_each_question_at_its_value(lines, codes):
    assert [(fault.key, fault.code) for fault in faults(lines)] == codes


def test_periods_have_their_days():
    quarter = ReportPeriod("quarter", 2025, 1)

    assert (quarter.first, quarter.last) == (date(2025, 1, 1), date(2025, 3, 31))
    assert quarter.before == ReportPeriod("quarter", 2024, 4)
    assert ReportPeriod("month", 2024, 2).last == date(2024, 2, 29)
    assert period_of("half", date(2025, 7, 1)) == ReportPeriod("half", 2025, 2)
    with pytest.raises(ValueError, match="no part 2"):
        ReportPeriod("year", 2025, 2)
