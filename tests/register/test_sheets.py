"""What is read of a file: its sheets, the parts of each, its columns, offered and corrected."""

import io

import pytest
import xlsxwriter
from django.core.exceptions import PermissionDenied, ValidationError

from sanvat.errors import Refusal
from sanvat.products.models import Product
from sanvat.records.versions import version_of
from sanvat.register import actions, sheets
from sanvat.register.models import Import, ImportSheet, SheetCells
from sanvat.register.offers import offered_words
from tests.products import journals
from tests.register.registers import NOON, coffee, sheet_of, store, xlsx

HEAD = ["STT", "Tên sản phẩm", "Tên chủ thể", "Xã", "Hạng sao", "Năm"]


def line(number, product, *, stars=3, year=2024, producer="HTX Đồng Xanh"):
    return [number, product, producer, "Đức Trọng", stars, year]


def book(**rows_of) -> bytes:
    """A workbook with these sheets."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        for name, rows in rows_of.items():
            sheet = workbook.add_worksheet(name)
            for number, cells in enumerate(rows):
                sheet.write_row(number, 0, cells)
    return made.getvalue()


def begin(content, *, by) -> Import:
    return actions.start_import(store(content, by=by), by=by, at=NOON)


def preview(importing, *, by) -> dict[str, int]:
    actions.accept_columns(importing, by=by, at=NOON)
    return actions.preview_import(importing, by=by, at=NOON)


TWO_YEARS = {
    "Năm_2023": [HEAD, line(1, "Chè dây", year=2023), line(2, "Chè nụ", year=2023)],
    "Năm_2024": [HEAD, line(1, "Mật ong", year=2024)],
    "Hướng_dẫn": [["Điền mỗi dòng một sản phẩm."]],
}


def test_every_sheet_that_looks_like_a_register_is_read(advisor):
    importing = begin(book(**TWO_YEARS), by=advisor)

    assert [(s.name, s.is_chosen) for s in importing.sheets.all()] == [
        ("Năm_2023", True),
        ("Năm_2024", True),
        ("Hướng_dẫn", False),
    ]
    assert importing.total == 3
    assert preview(importing, by=advisor) == {"new": 3}
    assert [(row.sheet.name, row.number) for row in importing.rows.select_related("sheet")] == [
        ("Năm_2023", 2),
        ("Năm_2023", 3),
        ("Năm_2024", 2),
    ]


def test_the_sheets_are_chosen_by_a_person(advisor):
    importing = begin(book(**TWO_YEARS), by=advisor)
    preview(importing, by=advisor)

    actions.choose_sheets(importing, [1], by=advisor, at=NOON)

    importing.refresh_from_db()
    assert (importing.state, importing.total, importing.rows.count()) == ("mapped", 1, 0)
    assert journals.last(importing)[0] == "choose_sheets"
    assert preview(importing, by=advisor) == {"new": 1}
    with pytest.raises(ValidationError) as refused:
        actions.choose_sheets(importing, [7], by=advisor, at=NOON)
    assert "sheets" in refused.value.message_dict


def test_a_sheet_without_a_needed_column_is_named(advisor):
    importing = begin(book(**TWO_YEARS), by=advisor)
    actions.choose_sheets(importing, [0, 2], by=advisor, at=NOON)

    with pytest.raises(Refusal) as refused:
        actions.accept_columns(importing, by=advisor, at=NOON)

    assert refused.value.code == "sheet-without-column"
    assert "Hướng_dẫn" in refused.value.message


def test_a_row_is_what_a_person_says_and_all_else_follows(advisor):
    rows = [HEAD, line(1, "Chè dây"), line(2, "Chè nụ"), line(3, "Mật ong")]
    importing = begin(book(Sổ=rows), by=advisor)
    assert preview(importing, by=advisor) == {"new": 3}

    actions.say_parts(importing, 0, {3: "note"}, by=advisor, at=NOON)

    said = journals.last(importing)[2]
    importing.refresh_from_db()
    assert (importing.total, importing.counts) == (2, {})
    assert preview(importing, by=advisor) == {"new": 2}
    assert said == {"0.3": [None, "note"]}

    actions.say_parts(importing, 0, {3: ""}, by=advisor, at=NOON)
    assert preview(importing, by=advisor) == {"new": 3}


def test_a_part_or_a_row_there_is_not_is_refused(advisor):
    importing = begin(book(Sổ=[HEAD, line(1, "Chè dây")]), by=advisor)

    for told in ({9: "data"}, {0: "data"}, {1: "chapter"}):
        with pytest.raises(ValidationError):
            actions.say_parts(importing, 0, told, by=advisor, at=NOON)
    with pytest.raises(ValidationError):
        actions.say_parts(importing, 5, {1: "data"}, by=advisor, at=NOON)


def test_columns_named_on_one_sheet_hold_for_those_with_the_same_headings(advisor):
    importing = begin(book(**TWO_YEARS), by=advisor)
    mapping = {"product": 1, "producer": 2, "commune": 3}

    actions.map_columns(importing, mapping, position=0, by=advisor, at=NOON)

    assert [s.mapping for s in importing.sheets.filter(is_chosen=True)] == [mapping, mapping]
    assert sheet_of_position(importing, 0).unread["4"] == "left"


def test_two_columns_of_one_name_are_remembered_apart(advisor):
    head = ["Tên sản phẩm", "Tên chủ thể", "Xã", "Mã", "Mã"]
    rows = [head, ["Chè dây", "HTX Chè", "Đức Trọng", "3 sao", "ghi thêm"]]
    named = {"product": 0, "producer": 1, "commune": 2, "star": 3, "note": 4}
    first = begin(book(Sổ=rows), by=advisor)
    assert sheet_of(first).mapping.keys() == {"product", "producer", "commune"}

    actions.map_columns(first, named, by=advisor, at=NOON)

    assert sheet_of(begin(book(Sổ=rows), by=advisor)).mapping == named


def sheet_of_position(importing, position) -> ImportSheet:
    return importing.sheets.get(position=position)


def test_what_somebody_has_seen_otherwise_is_not_overwritten(advisor):
    importing = begin(book(**TWO_YEARS), by=advisor)
    first = sheet_of_position(importing, 0)
    seen, all_seen = version_of(first), version_of(*importing.sheets.all())
    actions.say_parts(importing, 0, {3: "note"}, by=advisor, at=NOON)

    for act, args, version in (
        (actions.say_parts, (importing, 0, {2: "note"}), seen),
        (actions.map_columns, (importing, first.mapping), seen),
        (actions.convert_fonts, (importing, 0, False), seen),
        (actions.choose_sheets, (importing, [0]), all_seen),
        (actions.accept_columns, (importing,), all_seen),
    ):
        with pytest.raises(Refusal) as refused:
            act(*args, by=advisor, at=NOON, seen=version)
        assert refused.value.code == "changed-meanwhile"


def test_a_row_that_the_spreadsheet_hides_waits_for_a_person(advisor):
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Sổ")
        for number, cells in enumerate([HEAD, line(1, "Chè dây"), line(2, "Chè nụ")]):
            sheet.write_row(number, 0, cells)
        sheet.set_row(2, None, None, {"hidden": True})
    importing = begin(made.getvalue(), by=advisor)
    assert sheets.outcome(sheet_of(importing))["hidden"] == 1

    assert preview(importing, by=advisor) == {"new": 1, "hidden": 1}

    actions.decide_rows(importing, "show", answer="hidden", by=advisor, at=NOON)
    assert actions.preview_import(importing, by=advisor, at=NOON) == {"new": 2}


def test_several_products_in_one_cell_become_rows_when_a_person_says_so(advisor):
    rows = [HEAD, line(1, "1. Rượu nếp cái; 2. Rượu mận"), line(2, "Chè dây")]
    importing = begin(book(Sổ=rows), by=advisor)
    assert preview(importing, by=advisor) == {"several": 1, "new": 1}

    actions.decide_rows(importing, "split", answer="several", by=advisor, at=NOON)

    assert actions.preview_import(importing, by=advisor, at=NOON) == {"new": 3}
    assert [(row.number, row.piece) for row in importing.rows.all()] == [(2, 1), (2, 2), (3, 0)]
    second = importing.rows.get(piece=2)
    actions.decide_rows(importing, "", rows=[second.pk], by=advisor, at=NOON)
    assert actions.preview_import(importing, by=advisor, at=NOON) == {"several": 1, "new": 1}

    actions.decide_rows(importing, "split", answer="several", by=advisor, at=NOON)
    actions.preview_import(importing, by=advisor, at=NOON)
    actions.apply_import(importing, by=advisor, at=NOON)
    names = set(Product.objects.values_list("name", flat=True))
    assert names == {"Rượu nếp cái", "Rượu mận", "Chè dây"}


def test_a_word_settled_in_an_earlier_file_is_offered_in_the_next(advisor, commune):
    rows = [coffee(commune="Xã Nhà Mình")]
    first = begin(xlsx(rows), by=advisor)
    assert preview(first, by=advisor) == {"unknown_place": 1}
    actions.settle_word(first, "Xã Nhà Mình", place=commune, by=advisor, at=NOON)
    assert actions.preview_import(first, by=advisor, at=NOON) == {"new": 1}

    later = begin(xlsx(rows), by=advisor)
    assert preview(later, by=advisor) == {"unknown_place": 1}
    assert offered_words(later) == {("place", "xa nha minh"): commune.full_name}

    assert actions.agree_words(later, by=advisor, at=NOON) == 1
    assert actions.preview_import(later, by=advisor, at=NOON) == {"new": 1}
    assert journals.last(later)[0] == "preview_import"
    assert actions.agree_words(later, by=advisor, at=NOON) == 0


def test_old_fonts_are_converted_unless_a_person_says_no(advisor):
    old = [HEAD, [1, "G¹o nÕp n\xad¬ng", "Hîp t¸c x· §ång Xanh", "§øc Träng", 3, 2019]]
    old.append([2, "ChÌ Shan tuyÕt", "Hîp t¸c x· §ång Xanh", "§øc Träng", 3, 2019])
    importing = begin(book(Sổ=old), by=advisor)
    assert set(sheet_of(importing).fonts.values()) == {"tcvn3"}
    assert preview(importing, by=advisor) == {"new": 2}
    assert importing.rows.first().raw[1] == "Gạo nếp nương"

    actions.convert_fonts(importing, 0, False, by=advisor, at=NOON)

    preview(importing, by=advisor)
    assert importing.rows.first().raw[1] != "Gạo nếp nương"


def test_a_long_sheet_is_kept_in_pieces_and_read_back_as_it_was(advisor):
    rows = [HEAD, *(line(n, f"Chè số {n}") for n in range(1, 1_201))]
    importing = begin(book(Sổ=rows), by=advisor)
    sheet = sheet_of(importing)

    assert sheet.cells.count() == 3
    assert [row[1] for row in sheets.cells(sheet, 499, 503)] == [
        f"Chè số {n}" for n in range(498, 503)
    ]
    assert len(sheets.whole(sheet).rows) == 1_201
    assert sheet.count("data") == 1_200

    actions.discard_import(importing, by=advisor, at=NOON)
    assert not SheetCells.objects.exists()


def test_rows_taken_piece_by_piece_are_those_of_the_whole_sheet(
    advisor, monkeypatch, django_assert_num_queries
):
    """Where cells are merged from one piece into the next, groups go on in it, the title names
    a decision and a column is in an old font; the database is asked before the first row."""
    monkeypatch.setattr("sanvat.register.sheets.PACKED_ROWS", 2)
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Đợt 2024")
        sheet.write(0, 0, "Kèm theo Quyết định số 858/QĐ-UBND ngày 19/06/2024")
        sheet.write_row(2, 0, HEAD)
        sheet.write(3, 1, "XÃ DI LINH")
        for number in range(1, 8):
            sheet.write_row(
                3 + number, 0, line(number, "G¹o nÕp n\xadơng" if number > 3 else "Gạo")
            )
        sheet.merge_range(4, 2, 9, 2, "HTX Đồng Xanh")
        sheet.write(11, 1, "XÃ BẢO THUẬN")
        sheet.write_row(12, 0, line(8, "Mật ong"))
    row = begin(made.getvalue(), by=advisor).sheets.get()
    whole = sheets.converted(row, sheets.whole(row))
    expected = list(sheets.lines_of(whole, sheets.layout_kept(row)))
    assert row.cells.count() == 7
    assert len(expected) == 8

    taken = sheets.lines([row])
    with django_assert_num_queries(0):
        assert [(each.number, each.cells) for each in taken] == expected


def test_only_the_office_whose_file_it_is_corrects_it(advisor, centre, officer, stranger, nobody):
    importing = begin(book(**TWO_YEARS), by=advisor)

    for person in (centre, officer, stranger, nobody):
        for act, args in (
            (actions.choose_sheets, ([0],)),
            (actions.say_parts, (0, {3: "note"})),
            (actions.map_columns, ({"product": 1, "producer": 2},)),
            (actions.convert_fonts, (0, False)),
            (actions.accept_columns, ()),
            (actions.agree_words, ()),
        ):
            with pytest.raises(PermissionDenied):
                act(importing, *args, by=person, at=NOON)


def test_a_column_of_districts_tells_namesakes_apart(advisor):
    head = ["STT", "Tên sản phẩm", "Tên chủ thể", "Huyện", "Xã", "Hạng sao"]
    rows = [
        head,
        [1, "Sầu riêng sấy", "HTX Sầu riêng", "Đức Trọng", "Tân Thành", 3],
        [2, "Hồng treo gió", "HTX Hồng", "Di Linh", "xã Hòa Ninh", 3],
    ]
    importing = begin(book(Sổ=rows), by=advisor)
    assert sheet_of(importing).mapping["district"] == 3

    assert preview(importing, by=advisor) == {"new": 2}
    places = [row.changes["producer.place"][1] for row in importing.rows.all()]
    assert places == [
        "xã Tân Thành, huyện Đức Trọng, tỉnh Lâm Đồng",
        "xã Hòa Ninh, huyện Di Linh, tỉnh Lâm Đồng",
    ]
