"""A row is read once, from its preview until it is applied, while nothing that reading it rests on
has become another."""

from datetime import timedelta

import pytest

from sanvat.products.models import Product
from sanvat.register import actions, previewed, readings
from sanvat.register.readings import Reading, Readings
from sanvat.register.telling import Line, RowReader
from tests.register.registers import NOON, bring_in, coffee, preview

CELLS = ["Rượu cần", "Hộ K’Sơn", "xã Đức Trọng"]
READ = Reading(("Hộ K’Sơn", "xã Đức Trọng", ""), None, None, [("bad_star", {})], [])


@pytest.fixture
def read(monkeypatch):
    """The numbers of the rows that were read."""
    numbers = []
    usual = RowReader.read

    def noted(self, line, *told):
        numbers.append(line.number)
        return usual(self, line, *told)

    monkeypatch.setattr(RowReader, "read", noted)
    return numbers


def test_a_row_is_found_as_it_was_read_while_the_same_stands_in_it():
    kept = Readings()
    kept.rest_on("basis")
    kept.keep(Line(2, CELLS, sheet=7), READ)

    assert kept.of(Line(2, list(CELLS), ("new",), sheet=7)) is READ
    for other in (
        Line(3, CELLS, sheet=7),
        Line(2, CELLS, sheet=8),
        Line(2, CELLS, sheet=7, piece=1),
        Line(2, [*CELLS[:2], "xã Lang Biang"], sheet=7),
    ):
        assert kept.of(other) is None


def test_on_another_basis_nothing_that_was_read_counts():
    kept = Readings()
    kept.rest_on({"words": {"cho moi": 7}})
    kept.keep(Line(2, CELLS), READ)

    kept.rest_on({"words": {"cho moi": 7}})
    assert kept.of(Line(2, CELLS)) is READ

    kept.rest_on({"words": {"cho moi": 8}})
    assert kept.of(Line(2, CELLS)) is None


def test_for_the_last_time_a_row_is_found_once_and_none_is_kept():
    kept = Readings()
    kept.keep(Line(2, CELLS), READ)
    kept.for_the_last_time()
    kept.keep(Line(3, CELLS), READ)

    assert [kept.of(Line(number, CELLS)) for number in (2, 2, 3)] == [READ, None, None]


def test_of_a_long_file_so_many_rows_are_kept(monkeypatch):
    monkeypatch.setattr(readings, "MOST_ROWS", 1)
    kept = Readings()
    kept.keep(Line(2, CELLS), READ)
    kept.keep(Line(3, CELLS), READ)

    assert kept.of(Line(2, CELLS)) is READ
    assert kept.of(Line(3, CELLS)) is None


def test_applying_reads_no_row_again_and_lets_them_go(advisor, read):
    importing = preview([coffee(), coffee(product="Trà xanh Cầu Đất")], by=advisor)
    told = list(importing.rows.values_list("answer", "details", "changes"))
    assert len(read) == 2

    actions.preview_import(importing, by=advisor, at=NOON)
    assert list(importing.rows.values_list("answer", "details", "changes")) == told
    actions.apply_import(importing, by=advisor, at=NOON)

    assert len(read) == 2
    assert Product.objects.count() == 2
    assert previewed.held(importing.pk) is None


def test_what_another_process_previewed_comes_in_alike(advisor, read):
    importing = preview([coffee()], by=advisor)
    previewed.let_go(importing.pk)

    assert actions.apply_import(importing, by=advisor, at=NOON) == {"applied": 1, "moved_on": 0}
    assert len(read) == 2


def test_on_another_day_or_after_a_word_rows_are_read_again(advisor, read):
    importing = preview([coffee(set="Quà quê")], by=advisor)

    actions.preview_import(importing, by=advisor, at=NOON + timedelta(days=1))
    assert len(read) == 2

    actions.settle_word(importing, "Quà quê", set_number=7, by=advisor, at=NOON)
    actions.preview_import(importing, by=advisor, at=NOON + timedelta(days=1))
    assert len(read) == 3
    assert importing.rows.get().changes["set_number"] == [None, 7]


def test_a_row_whose_place_became_known_meanwhile_is_read_again(advisor, commune, read):
    importing = preview([coffee(commune=commune.full_name)], by=advisor)
    kept = previewed.held(importing.pk)
    bring_in([coffee(commune=commune.full_name, product="Trà xanh Cầu Đất")], by=advisor)
    previewed._held[importing.pk] = kept  # as in a process that did not see the other file
    read.clear()

    assert actions.apply_import(importing, by=advisor, at=NOON) == {"applied": 0, "moved_on": 1}
    assert len(read) == 1


def test_a_file_that_is_given_up_is_let_go(advisor):
    importing = preview([coffee()], by=advisor)
    assert previewed.held(importing.pk) is not None

    actions.discard_import(importing, by=advisor, at=NOON)

    assert previewed.held(importing.pk) is None
