"""What was judged at the preview is not judged again when the file is applied, unless something
that an answer depends on has become another; the outcome is the same either way."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanvat.products.models import Producer, Product
from sanvat.records.models import Entry
from sanvat.register import actions, previewed
from sanvat.register.judging import Judge
from sanvat.register.models import RowOutcome
from tests.register.registers import NOON, bring_in, coffee, preview
from tests.register.test_drawn_layouts import undone
from tests.register.test_export import history_of_all, products_of_all

pytestmark = pytest.mark.django_db

TEA = "Trà xanh Cầu Đất"


@pytest.fixture
def judged(monkeypatch):
    """The numbers of the rows that were judged."""
    numbers = []
    usual = Judge._answer

    def noted(self, line):
        numbers.append(line.number)
        return usual(self, line)

    monkeypatch.setattr(Judge, "_answer", noted)
    return numbers


def applied(importing, *, by, at=NOON) -> dict[str, int]:
    importing.refresh_from_db()
    return actions.apply_import(importing, by=by, at=at)


def outcome(importing) -> tuple[object, ...]:
    """All that applying left, but for keys."""
    importing.refresh_from_db()
    rows = importing.rows.order_by("sheet", "number", "piece")
    about = RowOutcome.objects.filter(row__importing=importing).order_by("row")
    entries = list(Entry.objects.values_list("act", "subject_name", "changes"))
    for _act, _name, changes in entries:
        if "producer" in changes:
            changes["producer"][1].pop("id")
    entries.sort(key=str)
    producers = Producer.objects.order_by("organisation__name")
    return (
        *(importing.counts, list(rows.values_list("answer", "details", "changes"))),
        *(list(about.values_list("row__number", "product__name")), entries),
        *(products_of_all(), history_of_all()),
        list(producers.values_list("organisation__name", "address", "phone", "legal_form")),
        list(Product.objects.order_by("name_key").values_list("name", "stars", "public_words")),
    )


def rows_of_every_kind() -> list[list]:
    """On a register that knows the coffee: the same, changed, new, twice, contradicting, asking,
    outside, at fault, and a second recognition in a later row."""
    return [
        coffee(),
        coffee(product="Cà phê hạt", address="thôn 3", phone="0987 654 321"),
        coffee(product="Cà phê bột Đức Trọng", note="đóng gói lại", first_star="", star=""),
        coffee(product=TEA, producer="Hộ Trần Thị B"),
        coffee(product=TEA, producer="Hộ Trần Thị B"),
        coffee(
            product=TEA,
            producer="Hộ Trần Thị B",
            first_date="15/06/2022",
            first_decision="11/QĐ-UBND",
            expiry="15/06/2025",
        ),
        coffee(product="Bột cà phê Đức Trọng", producer="Hộ K’Sơn"),
        coffee(product="Mứt dâu", first_star=4),
        coffee(product="Rượu cần", commune="xã Không Có"),
        coffee(product="1. Mứt mận; 2. Mứt hồng"),
        coffee(product=""),
    ]


@pytest.mark.parametrize("piece", [1_000, 2])
def test_the_outcome_is_that_of_judging_again(advisor, judged, monkeypatch, piece):
    monkeypatch.setattr("sanvat.register.actions.rows.PIECE", piece)
    monkeypatch.setattr("sanvat.register.actions.rows.APPLIED_AT_ONCE", piece)
    bring_in([coffee()], by=advisor)
    importing = preview(rows_of_every_kind(), by=advisor)
    answers = {row.answer for row in importing.rows.all()}
    assert {"new", "changed", "same", "duplicate_in_file", "unknown_place"} < answers
    kept = previewed.held(importing.pk)
    judged.clear()

    with undone():
        previewed.let_go(importing.pk)
        counts = applied(importing, by=advisor)
        again = outcome(importing)
    assert len(judged) == len(rows_of_every_kind())

    importing.refresh_from_db()
    judged.clear()
    previewed._held[importing.pk] = kept
    assert applied(importing, by=advisor) == counts
    assert judged == []
    assert outcome(importing) == again


def test_of_two_files_the_one_previewed_last_is_held():
    first, second = previewed.hold(-1), previewed.hold(-2)

    assert previewed.hold(-2) is second
    assert previewed.held(-1) is None
    assert previewed.hold(-1) is not first
    previewed.let_go(-1)
    assert previewed.held(-1) is None


def test_a_word_on_a_row_has_all_judged_again(advisor, judged):
    importing = preview([coffee(), coffee(product=TEA, producer="Hộ Trần Thị B")], by=advisor)
    actions.decide_rows(importing, "skip", rows=[importing.rows.first().pk], by=advisor, at=NOON)
    judged.clear()

    assert applied(importing, by=advisor) == {"applied": 1, "moved_on": 1}
    assert len(judged) == 2
    assert Product.objects.get().name == TEA


def test_another_day_has_all_judged_again(advisor, judged):
    importing = preview([coffee()], by=advisor)
    judged.clear()

    applied(importing, by=advisor, at=NOON + timedelta(days=1))
    assert len(judged) == 1


def test_later_on_the_same_day_nothing_is_judged_again(advisor, judged):
    importing = preview([coffee()], by=advisor)
    judged.clear()

    later = timezone.localtime(NOON).replace(hour=23)
    assert applied(importing, by=advisor, at=later) == {"applied": 1, "moved_on": 0}
    assert judged == []


@pytest.mark.parametrize(
    "change",
    [
        lambda: Product.objects.update(note="đã sửa"),
        lambda: Producer.objects.update(phone="0911111111"),
        lambda: Product.objects.get().recognitions.update(decision="859/QĐ-UBND"),
    ],
)
def test_anything_else_known_of_the_place_has_all_judged_again(advisor, judged, change):
    bring_in([coffee()], by=advisor)
    importing = preview([coffee(product=TEA, producer="Hộ Trần Thị B")], by=advisor)
    change()
    judged.clear()

    assert applied(importing, by=advisor) == {"applied": 1, "moved_on": 0}
    assert len(judged) == 1


def test_what_somebody_added_meanwhile_moves_a_row_on(advisor):
    importing = preview([coffee(product=TEA)], by=advisor)
    kept = previewed.held(importing.pk)
    bring_in([coffee(product=TEA)], by=advisor)
    previewed._held[importing.pk] = kept  # as in a process that did not see the other file

    assert applied(importing, by=advisor) == {"applied": 0, "moved_on": 1}
    assert importing.rows.get().answer == "moved_on"


def test_what_another_process_previewed_anew_is_judged_again(advisor, judged):
    importing = preview([coffee()], by=advisor)
    kept = previewed.let_go(importing.pk)
    actions.preview_import(importing, by=advisor, at=NOON + timedelta(minutes=1))
    previewed._held[importing.pk] = kept
    judged.clear()

    assert applied(importing, by=advisor) == {"applied": 1, "moved_on": 0}
    assert len(judged) == 1


def test_a_preview_that_broke_off_leaves_no_answers(advisor, judged, monkeypatch):
    importing = preview([coffee(), coffee(product=TEA)], by=advisor)
    with monkeypatch.context() as patch:
        patch.setattr(previewed.Previewed, "end", lambda *_told: 1 / 0)
        with pytest.raises(ZeroDivisionError), undone():
            actions.preview_import(importing, by=advisor, at=NOON)
    judged.clear()

    assert applied(importing, by=advisor) == {"applied": 2, "moved_on": 0}
    assert len(judged) == 2


def test_of_a_long_file_no_answer_is_kept(advisor, judged, monkeypatch):
    monkeypatch.setattr(previewed, "MOST_ROWS", 1)
    importing = preview([coffee(), coffee(product=TEA)], by=advisor)
    judged.clear()

    assert applied(importing, by=advisor) == {"applied": 2, "moved_on": 0}
    assert len(judged) == 2
