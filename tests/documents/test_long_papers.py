"""How large a paper is, which a worker makes or nobody."""

import pytest

from sanvat.documents.paper import Letterhead, Paper, Paragraph, Table, TableColumn
from sanvat.documents.printed import check_length, is_large, rows_of
from sanvat.errors import Refusal


def table(rows: int) -> Paper:
    columns = [TableColumn(title) for title in "ABCD"]
    return Paper(Letterhead("UBND"), "Bảng", "", [Table(columns, [("1", "2", "3", "4")] * rows)])


def test_a_paper_is_large_by_its_cells_or_its_letters():
    assert not is_large(table(500))
    assert is_large(table(501))
    assert rows_of(table(501)) == 501
    assert is_large(Paper(Letterhead("UBND"), "Bài", "", [Paragraph("chữ " * 60_000)]))


def test_a_paper_too_long_to_be_printed_is_refused_before_anybody_waits_for_it():
    check_length(table(15_000))
    with pytest.raises(Refusal) as refused:
        check_length(table(15_001))
    assert refused.value.code == "paper-too-long"
