"""A file is applied piece after piece; where one ends makes no difference to what is known."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanvat.records.models import Entry
from sanvat.register.models import RowOutcome
from tests.register.brought_in import a_line_each
from tests.register.layouts import draw_layout
from tests.register.office_words import draw_register
from tests.register.registers import bring_in as bring_in_rows
from tests.register.registers import coffee
from tests.register.test_drawn_layouts import bring_in, few, undone
from tests.register.test_export import history_of_all, products_of_all
from tests.register.test_history import told

pytestmark = pytest.mark.django_db


def known() -> tuple[list[tuple], list[tuple], list[tuple]]:
    """All that is kept of products and recognitions, and which row is about which product."""
    rows = RowOutcome.objects.values_list("row__sheet__position", "row__number", "product__name")
    return history_of_all(), products_of_all(), sorted(rows)


PIECES = tuple(f"sanvat.register.actions.rows.{name}" for name in ("PIECE", "APPLIED_AT_ONCE"))


@settings(few, max_examples=6)
@given(st.randoms(use_true_random=False), st.sampled_from((1, 3)))
def test_pieces_of_any_length_lead_to_the_same(advisor, random, length):
    """Rows of one product, out of order and far apart; the second list on what the first left."""
    register = draw_register(random)
    lists = [draw_layout(random, a_line_each(register)), draw_layout(random, register)]
    with pytest.MonkeyPatch.context() as patch:
        found = []
        for piece in (2_000, length):
            for of_rows in PIECES:
                patch.setattr(of_rows, piece)
            with undone():
                for drawn in lists:
                    bring_in(drawn, by=advisor)
                found.append(known())
    assert found[0] == found[1]


def test_a_product_of_two_pieces_comes_once_and_changes_once(advisor, monkeypatch):
    for of_rows in PIECES:
        monkeypatch.setattr(of_rows, 1)

    bring_in_rows([told(2024), told(2018), coffee(product="Trà sen")], by=advisor)

    found = [(name, round, on.year) for name, round, *_told, on, _to, _no, _by in history_of_all()]
    name = "Mứt dâu tây Lang Biang"
    assert found == [(name, 1, 2018), (name, 2, 2024), ("Trà sen", 1, 2025)]
    about = Entry.objects.filter(subject_name=name)
    assert list(about.values_list("act", flat=True)) == ["register_product", "change_product"]
