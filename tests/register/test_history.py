"""What lists of several years, in any order and shape, make of a product's history."""

from contextlib import contextmanager
from datetime import date

import pytest
from django.db import transaction

from sanvat.certificates.models import Recognition
from sanvat.products.models import Product
from sanvat.records.models import Entry
from sanvat.register import actions
from sanvat.register.answers import sentence, what_next
from sanvat.register.judging import Judge, Line
from sanvat.register.values import decision
from tests.register.registers import NOON, bring_in, coffee, preview, row


def told(year: int, **cells) -> list:
    """A line of the list of one year: the recognition of that year and nothing of others."""
    usual = {
        "product": "Mứt dâu tây Lang Biang",
        "producer": "HTX Dâu Lang Biang",
        "commune": "xã Đức Trọng",
        "first_star": 3,
        "first_date": f"10/12/{year}",
        "first_decision": f"{year - 1900}/QĐ-UBND",
    }
    return row(**{**usual, **cells})


def history() -> list[tuple]:
    return list(
        Recognition.objects.order_by("round").values_list(
            "round", "kind", "stars", "issued_on", "decision"
        )
    )


def answers(importing) -> list[str]:
    return [each.answer for each in importing.rows.all()]


THREE = [
    (1, "first", 3, date(2018, 12, 10), "118/QĐ-UBND"),
    (2, "upgrade", 4, date(2021, 12, 10), "121/QĐ-UBND"),
    (3, "again", 4, date(2024, 12, 10), "124/QĐ-UBND"),
]
A, B, C = told(2018), told(2021, first_star=4), told(2024, first_star=4, expiry="10/12/2027")


@pytest.mark.parametrize(
    "files",
    [
        ([A], [B], [C]),
        ([C], [B], [A]),
        ([B], [A], [C]),
        ([A, B, C],),
        ([C, A], [B]),
        ([B], [C, A, B]),
    ],
)
def test_lists_of_three_years_in_any_order_lead_to_one_history(files, advisor):
    for rows in files:
        bring_in(rows, by=advisor)

    assert history() == THREE
    product = Product.objects.get()
    assert (product.stars, product.expires_on) == (4, date(2027, 12, 10))


def test_two_blocks_a_line_and_one_line_a_recognition_meet(advisor):
    second = {"second_star": 4, "second_date": "10/12/2024", "second_decision": "124"}
    both = told(2021, first_star=4, expiry="10/12/2027", **second)
    bring_in([A], by=advisor)
    bring_in([both], by=advisor)

    importing = bring_in([C, B, A], by=advisor)

    assert answers(importing) == ["changed", "same", "same"]  # "124" became "124/QĐ-UBND"
    assert history() == THREE


def test_an_older_list_that_comes_later_moves_the_others_on(advisor):
    bring_in([C], by=advisor)

    importing = bring_in([A], by=advisor)

    assert importing.rows.get().changes == {
        "recognition.1.stars": [None, 3],
        "recognition.1.year": [None, 2018],
        "recognition.1.issued_on": [None, "2018-12-10"],
        "recognition.1.decision": [None, "118/QĐ-UBND"],
    }
    assert [(r, kind, stars) for r, kind, stars, *_rest in history()] == [
        (1, "first", 3),
        (2, "upgrade", 4),
    ]
    product = Product.objects.get()
    assert (product.stars, product.expires_on) == (4, date(2027, 12, 10))


def test_several_lines_of_a_new_product_are_one_product_with_one_entry(advisor):
    importing = bring_in([B, A], by=advisor)

    assert answers(importing) == ["new", "changed"]
    first, second = importing.rows.all()
    assert first.is_applied
    assert first.about == second.about
    entry = Entry.objects.get(act="register_product")
    assert entry.changes["recognition.1.issued_on"] == [None, "2018-12-10"]
    assert entry.changes["recognition.2.stars"] == [None, 4]
    assert not Entry.objects.filter(act="change_product").exists()


def test_a_second_line_says_which_product_it_goes_on_with(advisor):
    importing = preview([B, A], by=advisor)

    assert sentence(importing.rows.last()) == (
        "Nói tiếp về sản phẩm ở dòng 3; khi áp dụng sẽ ghi thêm vào đó."
    )


def test_the_same_fact_twice_in_a_file_is_a_duplicate(advisor):
    again = told(2018, first_decision="Quyết định số 118/QĐ-UBND")

    importing = preview([A, again, told(2018, first_date="", first_year=2018)], by=advisor)

    assert answers(importing) == ["new", "duplicate_in_file", "duplicate_in_file"]


def test_what_lines_of_one_product_tell_otherwise_is_remarked(advisor):
    rows = [told(2018, note="Một", set="7"), told(2021, note="Hai", set="13")]

    importing = bring_in(rows, by=advisor)

    product = Product.objects.get()
    assert (product.note, product.set_number) == ("Một", 7)
    said = sentence(importing.rows.last())
    assert "Ghi chú khác với dòng 3; giữ theo dòng 3." in said
    assert "Bộ sản phẩm khác với dòng 3" in said


def test_the_same_number_in_another_year_is_another_fact(advisor):
    bring_in([told(2018, first_decision="5/QĐ-UBND")], by=advisor)
    bring_in([told(2021, first_decision="5/QĐ-UBND")], by=advisor)

    assert [issued.year for _r, _k, _s, issued, _d in history()] == [2018, 2021]


def test_a_year_alone_is_the_recognition_of_that_year(advisor):
    bring_in([told(2018, first_date="", first_year=2018, first_decision="")], by=advisor)

    importing = bring_in([A], by=advisor)

    assert importing.rows.get().changes == {
        "recognition.1.issued_on": [None, "2018-12-10"],
        "recognition.1.decision": ["", "118/QĐ-UBND"],
    }
    assert history() == THREE[:1]


# Contradictions


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"first_star": 4}, "đã biết là 3 sao, tệp ghi 4 sao."),
        ({"first_date": "12/12/2018"}, "đã biết là ngày 10/12/2018, tệp ghi ngày 12/12/2018."),
        (
            {"first_decision": "119/QĐ-UBND"},
            "đã biết theo quyết định 118/QĐ-UBND, tệp ghi quyết định 119/QĐ-UBND.",
        ),
        ({"expiry": "01/01/2022"}, "đã biết là hết hạn 10/12/2021, tệp ghi hết hạn 1/1/2022."),
    ],
)
def test_a_contradiction_waits_and_names_both_values(cells, says, advisor):
    bring_in([told(2018, expiry="10/12/2021")], by=advisor)

    importing = preview([told(2018, **cells)], by=advisor)

    assert answers(importing) == ["contradiction"]
    found = importing.rows.get()
    assert sentence(found) == (
        f"Lần công nhận theo 118/QĐ-UBND (10/12/2018) {says} "
        "Hãy chọn «theo tệp», «giữ điều đã biết» hoặc «là lần công nhận khác»."
    )
    assert what_next(found) == "Chọn câu trả lời ở trang của lần nhập."
    assert actions.apply_import(importing, by=advisor, at=NOON)["applied"] == 0
    assert history() == THREE[:1]


def test_a_last_day_before_the_day_waits_also_where_two_rows_tell_them(advisor):
    late = told(2018, first_date="", first_year=2018, expiry="01/06/2018")

    importing = preview([told(2018), late], by=advisor)

    assert answers(importing) == ["new", "contradiction"]
    assert sentence(importing.rows.last()).startswith(
        "Lần công nhận theo 118/QĐ-UBND (10/12/2018) mà tệp ghi hết hạn 1/6/2018, không sau ngày"
    )
    for word, on, ends in (("file", None, date(2018, 6, 1)), ("keep", date(2018, 12, 10), None)):
        importing = preview([told(2018), late], by=advisor)
        with undone():
            decide(importing, word, by=advisor)
            found = Recognition.objects.get()
            assert (found.issued_on, found.expires_on) == (on, ends)


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def decide(importing, word: str, *, by) -> dict[str, int]:
    actions.decide_rows(importing, word, answer="contradiction", by=by, at=NOON)
    counts = actions.preview_import(importing, by=by, at=NOON)
    actions.apply_import(importing, by=by, at=NOON)
    return counts


def test_the_file_may_be_right_and_the_journal_says_what_was_before(advisor):
    bring_in([A], by=advisor)
    importing = preview([told(2018, first_star=4, note="Mới")], by=advisor)

    assert decide(importing, "file", by=advisor) == {"changed": 1}

    assert [stars for _r, _k, stars, *_rest in history()] == [4]
    entry = Entry.objects.filter(act="change_product").latest("id")
    assert entry.changes == {"recognition.1.stars": [3, 4], "note": ["", "Mới"]}
    assert Product.objects.get().stars == 4


def test_what_is_known_may_be_kept_and_all_else_of_the_row_applies(advisor):
    bring_in([A], by=advisor)
    importing = preview([told(2018, first_star=4, note="Mới", expiry="10/12/2021")], by=advisor)

    assert decide(importing, "keep", by=advisor) == {"changed": 1}

    assert history() == THREE[:1]
    product = Product.objects.get()
    assert (product.note, product.expires_on) == ("Mới", date(2021, 12, 10))


def test_both_may_be_recognitions(advisor):
    bring_in([A], by=advisor)
    importing = preview([told(2018, first_star=4, first_decision="119/QĐ-UBND")], by=advisor)

    assert decide(importing, "both", by=advisor) == {"changed": 1}

    assert [(kind, stars) for _r, kind, stars, *_rest in history()] == [
        ("first", 3),
        ("upgrade", 4),
    ]
    again = [A, told(2018, first_star=4, first_decision="119/QĐ-UBND")]
    assert answers(bring_in(again, by=advisor)) == ["same", "same"]


def test_two_lines_of_a_file_that_contradict_each_other_wait(advisor):
    importing = preview([A, told(2018, first_star=4)], by=advisor)

    assert answers(importing) == ["new", "contradiction"]


def test_another_wording_of_the_authority_is_a_remark(advisor):
    bring_in([told(2018, first_authority="UBND tỉnh Lâm Đồng")], by=advisor)

    importing = bring_in([told(2018, first_authority="Ủy ban tỉnh")], by=advisor)

    assert answers(importing) == ["same"]
    assert "ghi «Ủy ban tỉnh»; giữ «UBND tỉnh Lâm Đồng»" in sentence(importing.rows.get())


def test_a_row_that_moved_on_leaves_its_facts_out(advisor):
    """The second row goes on with the first, which is another's by the time it is applied."""
    importing = preview([B, A], by=advisor)
    bring_in([told(2021, first_star=4, note="Người khác")], by=advisor)

    assert actions.apply_import(importing, by=advisor, at=NOON) == {"applied": 0, "moved_on": 2}
    assert history() == [(1, "first", *THREE[1][2:])]


# Cells that hold several things


def test_number_and_day_in_one_cell_are_split_and_said(advisor):
    cell = "1234/QĐ-UBND ngày 15/8/2023 của UBND tỉnh Lâm Đồng"

    importing = bring_in([told(2018, first_date="", first_decision=cell)], by=advisor)

    recognition = Recognition.objects.get()
    assert (recognition.decision, recognition.issued_on, recognition.year) == (
        "1234/QĐ-UBND",
        date(2023, 8, 15),
        2023,
    )
    assert recognition.authority == decision(cell).authority
    assert "Ô quyết định đọc là: số 1234/QĐ-UBND, ngày 15/8/2023" in sentence(importing.rows.get())


def test_the_day_of_the_cell_and_that_of_its_column_must_agree(advisor):
    cell = "1234/QĐ-UBND ngày 15/8/2023"

    importing = preview(
        [told(2023, first_decision=cell), told(2022, first_decision=cell)], by=advisor
    )

    assert answers(importing) == ["bad_date", "bad_date"]
    assert "không khớp với ngày 10/12/2023 bên cạnh" in sentence(importing.rows.first())


def test_a_year_is_offered_where_the_day_cannot_be_read(advisor):
    importing = preview([told(2018, first_date="tháng 8 năm 2023")], by=advisor)

    assert "hoặc chỉ ghi năm 2023." in sentence(importing.rows.get())


def test_the_first_telephone_is_kept_and_the_others_are_said(advisor):
    importing = bring_in([coffee(phone="0912 345 678 / 0987 654 321")], by=advisor)

    found = importing.rows.get()
    assert found.outcome.product.producer.phone == "0912345678"
    assert "giữ 0912345678, để lại 0987 654 321" in sentence(found)


def judged(lines, *, by, **how) -> list[tuple]:
    """Verdicts on lines of three columns: product, producer and commune."""
    mapping = {"product": 0, "producer": 1, "commune": 2, "first_star": 3, "first_year": 4}
    sheets = {line.sheet for line in lines}
    judge = Judge(
        dict.fromkeys(sheets, mapping),
        office=by.acting.organisation,
        scope=by.acting.place,
        today=NOON.date(),
        **how,
    )
    return list(judge.learn().answers(lines))


WINES = "1. Rượu nếp Tân Hội; 2. Rượu cần Tân Hội"


def test_several_products_in_one_cell_wait_and_may_be_split_or_be_one(advisor):
    cells = [WINES, "Hộ rượu Tân Hội", "Đức Trọng"]
    lines = [
        Line(2, cells),
        Line(3, cells, piece=1),
        Line(3, cells, piece=2),
        Line(4, cells, ("whole",)),
    ]

    found = judged(lines, by=advisor)

    assert [verdict.answer for verdict in found] == ["several", "new", "new", "new"]
    assert found[0].about == {"names": ["Rượu nếp Tân Hội", "Rượu cần Tân Hội"]}
    assert [v.facts.product for v in found[1:3]] == ["Rượu nếp Tân Hội", "Rượu cần Tân Hội"]


def test_a_product_known_by_such_a_name_is_not_asked_about(advisor):
    cells = [WINES, "Hộ rượu", "Đức Trọng"]
    importing = preview([row(product=WINES, producer="Hộ rượu", commune="Đức Trọng")], by=advisor)
    actions.decide_rows(importing, "whole", answer="several", by=advisor, at=NOON)
    actions.preview_import(importing, by=advisor, at=NOON)
    actions.apply_import(importing, by=advisor, at=NOON)

    assert [verdict.answer for verdict in judged([Line(2, cells)], by=advisor)] == ["same"]


def test_a_hidden_row_waits_until_it_is_shown_or_skipped(advisor):
    cells = ["Dầu lạc Tân Hội", "Hộ dầu", "Đức Trọng"]
    lines = [Line(n, cells, words, hidden=True) for n, words in enumerate(([], ["skip"], ["show"]))]

    assert [v.answer for v in judged(lines, by=advisor)] == ["hidden", "skipped", "new"]


def test_sheets_have_their_own_columns_and_rows_are_named_with_theirs(advisor):
    lines = [
        Line(2, ["Dầu lạc", "Hộ dầu", "Đức Trọng", "3", "2018"], sheet=1),
        Line(2, ["Dầu lạc", "Hộ dầu", "Đức Trọng", "4", "2021"], sheet=2),
        Line(3, ["Dầu lạc", "Hộ dầu", "Đức Trọng", "4", "2021"], sheet=2),
    ]

    found = judged(lines, by=advisor, names={1: "Năm 2018", 2: "Năm 2021"})

    assert [(v.answer, v.about) for v in found] == [
        ("new", {}),
        ("changed", {"row": 2, "sheet": "Năm 2018"}),
        ("duplicate_in_file", {"row": 2, "sheet": "Năm 2018"}),
    ]


def test_one_spelling_of_a_file_may_be_another_s_product(advisor):
    rows = [told(2018), told(2021, product="Mứt dâu tây Lang Biang 500 g", first_star=4)]
    importing = preview(rows, by=advisor)
    assert answers(importing) == ["new", "near_duplicate"]

    actions.decide_rows(importing, "same", answer="near_duplicate", by=advisor, at=NOON)

    assert actions.preview_import(importing, by=advisor, at=NOON) == {"new": 1, "changed": 1}
    actions.apply_import(importing, by=advisor, at=NOON)
    assert history() == THREE[:2]
