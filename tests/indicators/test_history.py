"""What happened to a unit's report, as people read it."""

from sanvat.indicators import actions
from sanvat.indicators.actions import Said
from tests.desk.pages import read
from tests.indicators.conftest import AT


def test_a_figure_is_told_under_the_name_of_its_indicator(report, officer, households):
    actions.note_figures(report, {households: Said(1200)}, by=officer, at=AT)

    page = read(officer, f"chi-tieu/bao-cao/{report.pk}/nhat-ky/")

    assert households.name in page
    assert households.code not in page
