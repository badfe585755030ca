from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from sanvat.certificates.models import Recognition
from sanvat.errors import Refusal
from sanvat.places.models import Place
from sanvat.products.models import Producer, Product
from sanvat.records.models import Entry
from sanvat.register import actions
from sanvat.register.answers import ANSWERS, sentence
from sanvat.register.columns import COLUMNS, KEYS
from sanvat.register.models import Import, ImportRow, RegisterColumns, RegisterWord
from tests.products import journals
from tests.register import registers
from tests.register.registers import (
    NOON,
    bring_in,
    coffee,
    preview,
    row,
    sheet_of,
    start,
    store,
    xlsx,
)


def answers(importing: Import) -> list[str]:
    return [each.answer for each in importing.rows.all()]


def only(rows, *, by) -> ImportRow:
    return preview(rows, by=by).rows.get()


# A column is read where most of its cells are what its heading says.
GOOD = [coffee(product=f"Mứt {name}", producer="HTX Mứt") for name in ("dâu", "me", "gừng")]


def last_of(rows, *, by) -> ImportRow:
    return preview(rows, by=by).rows.last()


def code_of(act, *args, **how) -> str:
    with pytest.raises(Refusal) as refused:
        act(*args, **how)
    assert refused.value.message.endswith(".")
    return refused.value.code


# The way of a file


def test_a_register_comes_in(advisor, commune):
    importing = start([coffee()], by=advisor)
    assert (importing.state, importing.total, sheet_of(importing).mapping) == (
        "mapped",
        1,
        {key: place for place, key in enumerate(KEYS)},
    )

    assert actions.preview_import(importing, by=advisor, at=NOON) == {"new": 1}
    assert not Product.objects.exists()
    assert actions.apply_import(importing, by=advisor, at=NOON) == {"applied": 1, "moved_on": 0}

    product = Product.objects.get()
    producer = product.producer
    assert (product.name, product.set_number, product.set_is_suggested) == (
        "Cà phê bột Đức Trọng",
        13,
        False,
    )
    assert (product.stars, product.expires_on, product.source) == (3, date(2028, 6, 19), "register")
    assert (producer.name, producer.legal_form) == ("HTX Nông nghiệp Tân Hội", "cooperative")
    assert (producer.phone, producer.representative_name) == ("0912345678", "Nguyễn Văn An")
    assert producer.current_place == product.current_place == commune
    recognition = product.recognitions.get()
    row = importing.rows.get()
    assert (recognition.kind, recognition.round, recognition.year) == ("first", 1, 2025)
    assert (recognition.issued_on, recognition.decision) == (date(2025, 6, 19), "858/QĐ-UBND")
    assert recognition.authority == "UBND tỉnh Lâm Đồng"
    assert row.outcome.product == product
    importing.refresh_from_db()
    assert (importing.state, importing.progress) == ("applied", 1)


def test_each_thing_that_came_stands_in_the_journal(advisor):
    importing = bring_in([coffee()], by=advisor)

    written = list(Entry.objects.order_by("id").values_list("act", "subject_name"))[-7:]
    assert written == [
        ("start_import", "so-ocop.xlsx"),
        ("accept_columns", "so-ocop.xlsx"),
        ("preview_import", "so-ocop.xlsx"),
        ("register_producer", "HTX Nông nghiệp Tân Hội"),
        ("register_product", "Cà phê bột Đức Trọng"),
        ("apply_import", "so-ocop.xlsx"),
    ]
    entry = Entry.objects.get(act="register_product")
    assert entry.note == f"import {importing.pk}"
    assert entry.changes["recognition.1.issued_on"] == [None, "2025-06-19"]
    assert Entry.objects.get(act="register_producer").changes["phone"] == [None, "•"]


def test_the_same_file_twice_changes_nothing(advisor):
    bring_in([coffee()], by=advisor)
    before = list(Entry.objects.filter(subject_type__startswith="products.pro"))

    again = bring_in([coffee()], by=advisor)

    assert answers(again) == ["same"]
    assert list(Entry.objects.filter(subject_type__startswith="products.pro")) == before
    assert (Product.objects.count(), Producer.objects.count(), Recognition.objects.count()) == (
        1,
        1,
        1,
    )


def test_applying_twice_changes_nothing(advisor):
    importing = bring_in([coffee()], by=advisor)
    written = journals.count()

    assert actions.apply_import(importing, by=advisor, at=NOON) == {"applied": 0, "moved_on": 0}
    assert journals.count() == written


def test_a_changed_file_changes_only_what_changed(advisor):
    rows = [coffee(), coffee(product="Chè ô long", set="11")]
    bring_in(rows, by=advisor)
    rows[0] = coffee(
        phone="0987654321",
        star=4,
        expiry="30/06/2029",
        second_star=4,
        second_date="30/06/2026",
        second_decision="1234/QĐ-UBND",
    )

    importing = bring_in(rows, by=advisor)

    assert answers(importing) == ["changed", "same"]
    assert importing.rows.first().changes == {
        "producer.phone": ["0912345678", "0987654321"],
        "recognition.2.stars": [None, 4],
        "recognition.2.year": [None, 2026],
        "recognition.2.issued_on": [None, "2026-06-30"],
        "recognition.2.expires_on": [None, "2029-06-30"],
        "recognition.2.decision": [None, "1234/QĐ-UBND"],
    }
    product = Product.objects.get(set_number=13)
    assert (product.stars, product.expires_on) == (4, date(2029, 6, 30))
    assert [(r.round, r.kind, r.stars) for r in product.recognitions.all()] == [
        (1, "first", 3),
        (2, "upgrade", 4),
    ]
    assert Producer.objects.get().phone == "0987654321"
    assert [e.act for e in Entry.objects.order_by("id")][-3:] == [
        "change_producer",
        "change_product",
        "apply_import",
    ]


def test_a_mended_cell_mends_the_fact(advisor):
    bring_in([coffee()], by=advisor)

    importing = bring_in([coffee(product="Cà Phê Bột Đức Trọng", set="7", note="Mới")], by=advisor)

    assert importing.rows.get().changes == {"set_number": [13, 7], "note": ["", "Mới"]}
    product = Product.objects.get()
    assert (product.set_number, product.subgroup) == (7, "I.3")


def test_an_empty_cell_takes_nothing_away(advisor):
    bring_in([coffee(address="Thôn 1", note="Ghi")], by=advisor)

    bare = row(
        product="Cà phê bột Đức Trọng", producer="HTX Nông nghiệp Tân Hội", commune="Đức Trọng"
    )

    assert answers(bring_in([bare], by=advisor)) == ["same"]


def test_a_producer_that_moved_takes_its_products_along(advisor, neighbour):
    bring_in([coffee(), coffee(product="Chè ô long")], by=advisor)

    importing = bring_in([coffee(commune="xã Di Linh")], by=advisor)

    assert answers(importing) == ["changed"]
    assert {p.current_place for p in Product.objects.all()} == {neighbour}
    assert Producer.objects.get().current_place == neighbour


def test_a_third_recognition_follows_the_second(advisor):
    second = {"second_star": 3, "second_year": 2025, "second_decision": "2/QĐ"}
    first = {"first_date": "", "first_year": 2022, "expiry": ""}
    bring_in([coffee(**first, **second)], by=advisor)
    third = {"second_star": 3, "second_year": 2026, "second_decision": "3/QĐ"}

    importing = bring_in([coffee(**first, **third)], by=advisor)

    assert answers(importing) == ["changed"]
    assert list(Recognition.objects.values_list("round", "kind", "decision")) == [
        (1, "first", "858/QĐ-UBND"),
        (2, "again", "2/QĐ"),
        (3, "again", "3/QĐ"),
    ]
    assert answers(bring_in([coffee(**first, **third)], by=advisor)) == ["same"]


# The answers


@pytest.mark.parametrize(
    ("cells", "answer", "says"),
    [
        ({"product": ""}, "missing_name", "tên sản phẩm trống"),
        ({"producer": " - "}, "missing_producer", "tên chủ thể trống"),
        ({"commune": "xã Không Đâu"}, "unknown_place", "«xã Không Đâu»"),
        ({"commune": ""}, "new", "chưa rõ xã"),
        ({"commune": "xã Tam Ngãi, huyện Cầu Kè, tỉnh Trà Vinh"}, "outside", "Tam Ngãi"),
        ({"set": "Bộ lạ xyz"}, "unknown_set", "«Bộ lạ xyz»"),
        ({"set": ""}, "new", "gợi ý theo tên"),
        ({"first_date": "31/02/2025"}, "bad_date", "«31/02/2025» không phải một ngày"),
        ({"first_date": "hôm qua"}, "bad_date", "«hôm qua» không đọc được"),
        ({"first_date": "19/06/2027"}, "bad_date", "chưa đến"),
        ({"first_year": 2024}, "bad_date", "không khớp với năm 2024"),
        ({"expiry": "01/01/2025"}, "bad_date", "không sau ngày công nhận"),
        ({"expiry": "2028"}, "new", "Hạn chỉ ghi năm 2028"),
        ({"star": 6}, "bad_star", "«6» không đọc được"),
        ({"star": 4}, "bad_star", "Cột hạng sao ghi 4"),
        ({"star": "", "first_star": ""}, "bad_star", "thiếu hạng sao"),
        ({"phone": "gọi xã"}, "new", "Điện thoại «gọi xã»"),
        ({"type": "vương quốc", "producer": "Mộc An"}, "new", "loại hình «vương quốc»"),
        ({"note": "x" * 600}, "new", "bị cắt bớt"),
    ],
)
def test_a_row_is_told_what_why_and_what_next(cells, answer, says, advisor):
    found = last_of([*GOOD, coffee(**cells)], by=advisor)

    assert (found.answer, says in sentence(found)) == (answer, True), sentence(found)
    assert sentence(found).endswith(".")


def test_every_answer_has_its_name_and_all_faults_of_a_row_are_told(advisor):
    bad = coffee(star="x", expiry="y", commune="xã Không Đâu")
    found = last_of([*GOOD, bad], by=advisor)

    assert set(ANSWERS) >= {found.answer}
    assert [code for code, _about in found.details["also"]] == ["bad_date", "unknown_place"]
    assert sentence(found).count("không đọc được") == 2


def test_a_name_of_two_communes_wants_more_words(centre):
    found = only([coffee(commune="Tây Sơn")], by=centre)

    assert found.answer == "unknown_place"
    assert "tỉnh Gia Lai" in sentence(found)


def test_an_old_commune_is_the_one_of_today(advisor, commune):
    importing = bring_in([coffee(commune="thị trấn Liên Nghĩa, huyện Đức Trọng")], by=advisor)

    producer = Producer.objects.get()
    assert (producer.place.name, producer.current_place) == ("Liên Nghĩa", commune)
    assert answers(importing) == ["new"]


def test_a_divided_commune_is_settled_once_for_all_files(centre):
    divided = next(
        place
        for place in Place.objects.communes().filter(successions__whole=False).order_by("id")
        if len(place.today_places()) > 1
    )
    importing = preview([coffee(commune=divided.full_name)], by=centre)
    assert answers(importing) == ["place_split"]
    part = divided.today_places()[0]

    actions.settle_word(importing, divided.full_name, place=part, by=centre, at=NOON)

    assert actions.preview_import(importing, by=centre, at=NOON) == {"new": 1}
    later = preview([coffee(commune=divided.full_name)], by=centre)
    assert answers(later) == ["unknown_place"]
    assert actions.agree_words(later, by=centre, at=NOON) == 1
    assert actions.preview_import(later, by=centre, at=NOON) == {"new": 1}


def test_words_of_an_office_are_settled_and_remembered(advisor, commune):
    importing = preview([coffee(commune="Thị trấn mới", set="Quà quê")], by=advisor)
    assert answers(importing) == ["unknown_place"]

    actions.settle_word(importing, "Thị trấn mới", place=commune, by=advisor, at=NOON)
    actions.settle_word(importing, "QUÀ QUÊ", set_number=7, by=advisor, at=NOON)

    assert actions.preview_import(importing, by=advisor, at=NOON) == {"new": 1}
    assert RegisterWord.objects.count() == 2
    assert journals.last(importing)[0] == "preview_import"
    later = preview([coffee(commune="Thị trấn mới", set="Quà quê")], by=advisor)
    assert actions.agree_words(later, by=advisor, at=NOON) == 1
    actions.preview_import(later, by=advisor, at=NOON)
    assert actions.agree_words(later, by=advisor, at=NOON) == 1
    actions.preview_import(later, by=advisor, at=NOON)
    actions.apply_import(later, by=advisor, at=NOON)
    assert Product.objects.get().set_number == 7


def test_settling_a_word_says_one_thing_and_within_one_s_place(advisor, commune, elsewhere):
    importing = preview([coffee()], by=advisor)

    def settle(**meaning):
        return actions.settle_word(importing, "Chữ", by=advisor, at=NOON, **meaning)

    with pytest.raises(ValidationError):
        settle()
    with pytest.raises(ValidationError):
        settle(place=commune, set_number=7)
    with pytest.raises(ValidationError):
        settle(set_number=99)
    with pytest.raises(PermissionDenied):
        settle(place=elsewhere)


def test_one_product_stands_once_in_a_file(advisor):
    importing = preview([coffee(), coffee(product="CÀ PHÊ BỘT Đức Trọng")], by=advisor)

    assert answers(importing) == ["new", "duplicate_in_file"]
    assert "Dòng 3" in sentence(importing.rows.last())


def test_what_looks_like_another_waits_for_a_word(advisor):
    rows = [coffee(), coffee(product="Cà phê bột Đức Trọng 500 g"), coffee(producer="HTX Khác")]
    importing = bring_in(rows, by=advisor)
    assert answers(importing) == ["new", "near_duplicate", "near_duplicate"]
    assert Product.objects.count() == 1

    again = preview(rows, by=advisor)
    assert answers(again) == ["same", "near_duplicate", "near_duplicate"]
    _first, second, third = again.rows.all()
    actions.decide_rows(again, "skip", rows=[second.pk], by=advisor, at=NOON)
    assert actions.decide_rows(again, "new", rows=[third.pk], by=advisor, at=NOON) == 1
    assert actions.preview_import(again, by=advisor, at=NOON) == {"same": 1, "skipped": 1, "new": 1}
    actions.apply_import(again, by=advisor, at=NOON)
    assert Product.objects.count() == 2


def test_what_looks_like_another_may_be_it(advisor):
    bring_in([coffee()], by=advisor)
    importing = preview([coffee(producer="Hợp tác xã Tân Hội", note="Mới")], by=advisor)

    actions.decide_rows(importing, "same", answer="near_duplicate", by=advisor, at=NOON)

    assert actions.preview_import(importing, by=advisor, at=NOON) == {"changed": 1}
    actions.apply_import(importing, by=advisor, at=NOON)
    assert (Product.objects.get().note, Producer.objects.count()) == ("Mới", 1)


def test_a_producer_s_facts_come_from_its_first_row_that_tells_them(advisor):
    rows = [
        coffee(phone=""),
        coffee(product="Chè ô long", phone="0912345678"),
        coffee(product="Mứt dâu", phone="0987654321"),
    ]

    importing = bring_in(rows, by=advisor)

    assert Producer.objects.get().phone == "0912345678"
    assert "Điện thoại của chủ thể khác với dòng 4" in sentence(importing.rows.last())
    assert answers(bring_in(rows, by=advisor)) == ["same", "same", "same"]


def test_what_changed_after_the_preview_is_left_alone(advisor):
    importing = preview([coffee()], by=advisor)
    bring_in([coffee(note="Người khác")], by=advisor)

    assert actions.apply_import(importing, by=advisor, at=NOON) == {"applied": 0, "moved_on": 1}

    assert answers(importing) == ["moved_on"]
    assert Product.objects.get().note == "Người khác"
    importing.refresh_from_db()
    assert actions.preview_import(importing, by=advisor, at=NOON) == {"same": 1}


def test_what_another_wrote_at_the_same_moment_rolls_all_back(advisor, monkeypatch):
    importing = preview([coffee()], by=advisor)

    def collide(*args, **how):
        raise IntegrityError

    monkeypatch.setattr("sanvat.register.applying.Applying.write", collide)
    with transaction.atomic():
        assert code_of(actions.apply_import, importing, by=advisor, at=NOON) == "changed-meanwhile"
    importing.refresh_from_db()
    assert importing.state == "previewed"


# Files and columns


def test_a_csv_is_as_good(advisor):
    text = "Tên sản phẩm;Chủ thể;Xã;Sao\nChè;HTX Chè;Đức Trọng;***\n;;;\n".encode("utf-8-sig")
    importing = actions.start_import(store(text, by=advisor, name="so.csv"), by=advisor, at=NOON)
    actions.accept_columns(importing, by=advisor, at=NOON)

    assert actions.preview_import(importing, by=advisor, at=NOON) == {"new": 1}
    assert importing.rows.get().raw == ["Chè", "HTX Chè", "Đức Trọng", "***"]


def test_days_of_a_spreadsheet_are_days(advisor):
    bring_in([coffee(first_date=datetime(2025, 6, 19), expiry=47288)], by=advisor)

    recognition = Recognition.objects.get()
    assert (recognition.issued_on, recognition.expires_on) == (date(2025, 6, 19), date(2029, 6, 19))


def test_columns_in_another_order_are_named_on_screen_and_remembered(advisor):
    headings = [["Cột A", "Cột B", "Cột C"]]
    content = xlsx([["Đức Trọng", "HTX Chè", "Chè"]], headings=headings)
    importing = actions.start_import(store(content, by=advisor), by=advisor, at=NOON)
    assert sheet_of(importing).mapping == {}
    named = {"commune": 0, "producer": 1, "product": 2}

    actions.map_columns(importing, named, by=advisor, at=NOON)

    assert actions.preview_import(importing, by=advisor, at=NOON) == {"new": 1}
    later = actions.start_import(store(content, by=advisor), by=advisor, at=NOON)
    assert sheet_of(later).mapping == named
    assert RegisterColumns.objects.get().labels["product"] == "cot c"


def test_naming_columns_says_what_is_wrong(advisor):
    importing = start([coffee()], by=advisor)

    def wrong(mapping):
        with pytest.raises(ValidationError) as found:
            actions.map_columns(importing, mapping, by=advisor, at=NOON)
        return set(found.value.message_dict)

    assert wrong({}) == {"product", "producer"}
    assert wrong({"product": 1, "producer": 1}) == {"producer"}
    assert wrong({"product": 1, "producer": 99}) == {"producer"}


def test_files_that_are_no_register_are_refused(advisor, monkeypatch):
    def begin(content, name="so.xlsx"):
        stored = store(content, by=advisor, name=name)
        return code_of(actions.start_import, stored, by=advisor, at=NOON)

    assert begin(xlsx([], headings=[])) == "register-empty"
    assert begin(b"\n \n;;\n", "so.csv") in ("register-empty",)
    monkeypatch.setattr("sanvat.register.reading.MOST_ROWS", 2)
    assert begin(xlsx([coffee(), coffee()])) == "register-too-long"


def test_steps_that_are_not_next_are_refused(advisor):
    content = xlsx([coffee()])
    importing = actions.start_import(store(content, by=advisor), by=advisor, at=NOON)
    how = {"by": advisor, "at": NOON}
    assert code_of(actions.preview_import, importing, **how) == "import-not-mapped"
    assert code_of(actions.apply_import, importing, **how) == "import-not-mapped"
    actions.accept_columns(importing, **how)
    assert code_of(actions.apply_import, importing, **how) == "import-not-previewed"
    actions.preview_import(importing, **how)
    actions.discard_import(importing, **how)
    assert journals.last(importing)[0] == "discard_import"
    assert not ImportRow.objects.exists()
    for act in (actions.preview_import, actions.apply_import, actions.discard_import):
        assert code_of(act, importing, **how) == "import-discarded"
    applied = bring_in([coffee()], by=advisor)
    assert code_of(actions.discard_import, applied, **how) == "import-applied"
    assert code_of(actions.map_columns, applied, {}, **how) == "import-applied"
    with pytest.raises(ValidationError):
        actions.decide_rows(preview([coffee()], by=advisor), "maybe", answer="same", **how)


def test_only_an_office_imports_and_only_its_own(
    advisor, producer, coordinator, operator, stranger, nobody, chair, centre, officer
):
    stored = store(xlsx([coffee()]), by=advisor)
    for person in (producer, coordinator, operator, stranger, nobody, chair):
        with pytest.raises(PermissionDenied):
            actions.start_import(stored, by=person, at=NOON)
    importing = preview([coffee()], by=advisor)
    for person in (centre, officer, stranger, nobody):
        how = {"by": person, "at": NOON}
        for act, args in (
            (actions.accept_columns, (importing,)),
            (actions.preview_import, (importing,)),
            (actions.decide_rows, (importing, "skip")),
            (actions.settle_word, (importing, "Chữ")),
            (actions.apply_import, (importing,)),
            (actions.discard_import, (importing,)),
        ):
            with pytest.raises(PermissionDenied):
                act(*args, **how)


def test_a_commune_imports_its_own_commune(officer):
    importing = preview([coffee(), coffee(commune="xã Di Linh")], by=officer)

    assert answers(importing) == ["new", "outside"]


def test_an_import_asks_as_many_questions_for_three_rows_as_for_one(advisor):
    def asked(file: str, count: int) -> int:
        rows = [coffee(product=f"Chè {file} {n}", producer=f"HTX {file} {n}") for n in range(count)]
        importing = start(rows, by=advisor)
        connection.force_debug_cursor = True
        connection.queries_log.clear()
        actions.preview_import(importing, by=advisor, at=NOON)
        actions.apply_import(importing, by=advisor, at=NOON)
        connection.force_debug_cursor = False
        return len(connection.queries_log)

    asked("A", 1)
    assert asked("B", 1) == asked("C", 3)


def test_progress_is_told_as_the_rows_go(advisor, monkeypatch):
    told = []
    monkeypatch.setattr("sanvat.register.actions.rows.TOLD_EVERY", 1)

    class Listening:
        def __enter__(self):
            return told.append

        def __exit__(self, *exception):
            pass

    monkeypatch.setattr("sanvat.register.actions.rows.reporting", lambda _i: Listening())
    bring_in([coffee(), coffee(product="Chè")], by=advisor)

    assert told[:2] == [0, 1]
    assert told[-1] == 2


# The public lists, as demonstration


@pytest.mark.parametrize(
    ("rows", "new", "waiting"),
    [
        (registers.lam_dong, 66, {"near_duplicate": 1}),
        (registers.cau_ke, 37, {}),
        (registers.five_stars, 9, {}),
    ],
)
def test_a_public_list_comes_in_as_demonstration(rows, new, waiting, centre):
    lines = rows()

    importing = bring_in(lines, by=centre, is_demonstration=True)

    counts = dict(importing.counts)
    assert counts.pop("new") == new
    assert counts == waiting
    assert Product.objects.filter(is_demonstration=True).count() == new
    again = bring_in(lines, by=centre, is_demonstration=True)
    assert again.counts == {"same": new, **waiting}


def test_a_shop_s_list_is_answered_row_by_row(centre):
    importing = bring_in(registers.shop(), by=centre, is_demonstration=True)

    counts = importing.counts
    assert sum(counts.values()) == 1851
    assert counts["new"] > 1500
    assert counts["missing_producer"] == 4
    assert set(counts) <= set(ANSWERS)
    assert all(sentence(each) for each in importing.rows.all()[:300])


def test_the_columns_are_the_twenty_two_of_a_register():
    assert len(COLUMNS) == 22
