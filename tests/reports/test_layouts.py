"""What reports are made of: the files of `reports/data`. No database."""

from datetime import date, timedelta

import pytest

from sanvat.errors import Refusal
from sanvat.indicators.countable import countables
from sanvat.reports import layouts


def test_every_figure_that_a_report_names_is_counted_by_a_room():
    for name, line in layouts.lines().items():
        assert line.count in countables(), name
        for breakdown, value in line.choices.items():
            assert value in line.countable.breakdowns[breakdown].choices(), name


def test_every_name_in_a_layout_is_a_figure_or_a_fact():
    known = set(layouts.lines()) | layouts.FACTS
    for layout in layouts.layouts().values():
        for section in layout.sections:
            assert set(layouts.names_in(section.text + section.table_caption)) <= known
            assert set(section.table) <= set(layouts.lines())


def test_a_day_since_the_programme_began_has_one_layout():
    day = date(2018, 5, 7)
    while day < date(2030, 1, 1):
        holding = [each.id for each in layouts.layouts().values() if each.holds_on(day)]
        assert len(holding) == 1, day
        day += timedelta(days=20)


@pytest.mark.parametrize(
    ("day", "layout"),
    [
        (date(2025, 6, 30), "yearly-districts"),
        (date(2025, 7, 1), "yearly"),
        (date(2026, 12, 31), "yearly"),
    ],
)
def test_the_layout_is_that_of_the_last_day(day, layout):
    assert layouts.layout_on(day).id == layout


def test_a_year_before_the_programme_has_none():
    with pytest.raises(Refusal, match="07/05/2018") as refused:
        layouts.layout_on(date(2017, 12, 31))
    assert refused.value.code == "no-layout"


def test_the_grounds_are_the_decisions_in_force_on_the_last_day():
    of_2020 = layouts.layout("yearly-districts").grounds_on(date(2020, 12, 31))
    assert [each.split(" ngày")[0] for each in of_2020] == [
        "Căn cứ Quyết định số 490/QĐ-TTg",
        "Căn cứ Quyết định số 1048/QĐ-TTg",
    ]
    of_2026 = layouts.layout("yearly").grounds_on(date(2026, 12, 31))
    assert [each.split(" ngày")[0] for each in of_2026] == ["Căn cứ Quyết định số 26/2026/QĐ-TTg"]
