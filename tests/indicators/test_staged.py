"""A form that was filled in elsewhere is brought back: looked at first, then written."""

import pytest
from django.core.exceptions import PermissionDenied

from sanvat.errors import Refusal
from sanvat.indicators import actions
from sanvat.indicators.actions.exchange import template_rows
from sanvat.indicators.models import ValueReport
from tests.indicators.conftest import AT


@pytest.fixture
def table(collection, advisor, commune, neighbour):
    """The form as it is handed out, with two lines filled in and one spoilt."""
    heads, rows = template_rows(collection, by=advisor)
    filled = [["" if cell is None else str(cell) for cell in row] for row in rows]
    by_code = {row[0]: row for row in filled}
    by_code[commune.code][2:] = ["1200", "30"]
    by_code[neighbour.code][2:] = ["900", "-4"]
    return [["Số liệu hộ nghèo năm 2025"], heads, *filled, ["99999", "xã Không Có", "1", "1"]]


def test_what_was_handed_out_comes_back_and_is_looked_at_first(
    collection, advisor, table, report, commune, neighbour
):
    staged = actions.stage_form(collection, table, by=advisor, at=AT)
    answers = {row["unit"]: row["answer"] for row in staged.rows if row["answer"] != "same"}

    assert answers == {
        commune.title: "changed",
        neighbour.title: "fault",
        "99999 xã Không Có": "fault",
    }
    assert not report.figures.exists()
    counts = actions.apply_form(staged, by=advisor, at=AT)
    assert counts["changed"] == 1
    assert sorted(f.value for f in report.figures.all()) == [30, 1200]
    report.refresh_from_db()
    assert report.state == ValueReport.State.OPEN


def test_it_is_written_once_and_by_who_brought_it(collection, advisor, coordinator, table):
    staged = actions.stage_form(collection, table, by=advisor, at=AT)
    with pytest.raises(PermissionDenied):
        actions.apply_form(staged, by=coordinator, at=AT)
    actions.apply_form(staged, by=advisor, at=AT)
    with pytest.raises(Refusal) as refused:
        actions.apply_form(staged, by=advisor, at=AT)
    assert refused.value.code == "form-applied"


def test_a_table_of_something_else_is_refused(collection, advisor, stranger):
    with pytest.raises(Refusal) as refused:
        actions.stage_form(collection, [["STT", "Tên"], ["1", "Gạo"]], by=advisor, at=AT)
    assert refused.value.code == "form-without-heads"
    with pytest.raises(PermissionDenied):
        actions.stage_form(collection, [], by=stranger, at=AT)
