"""The register on its way in, page by page."""

import io
from datetime import date

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from python_calamine import CalamineWorkbook

from sanvat.desk.links import leads_to
from sanvat.desk.register.forms import letters
from sanvat.parties.actions import end_membership
from sanvat.parties.models import Notice
from sanvat.products.models import Producer, Product
from sanvat.records.jobs import settle_lost
from sanvat.register import export
from sanvat.register.models import Import, RegisterColumns
from tests.desk.forms import errors_of, on_top
from tests.desk.pages import DESK, queries, read, signed_in, text_of
from tests.desk.register.jobs import do_jobs
from tests.records.lost_jobs import begun, worker
from tests.records.uploads import picture_from_phone
from tests.register.registers import coffee, sheet_of, xlsx

IMPORTS = f"{DESK}nhap-so/"


def upload(user, rows, name="so-ocop.xlsx"):
    content = rows if isinstance(rows, bytes) else xlsx(rows)
    return signed_in(user).post(IMPORTS, {"file": SimpleUploadedFile(name, content)})


def brought(user, rows) -> Import:
    """Uploaded, its columns as guessed, every row answered."""
    assert upload(user, rows).status_code == 302
    importing = Import.objects.latest("pk")
    accepted = signed_in(user).post(f"{IMPORTS}{importing.pk}/dung/")
    assert accepted["Location"] == f"{IMPORTS}{importing.pk}/"
    assert do_jobs() == ["desk.preview_import"]
    importing.refresh_from_db()
    return importing


def act(user, importing, name, **fields):
    return signed_in(user).post(f"{IMPORTS}{importing.pk}/{name}/", fields)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (b"MZ\x90\x00 no register", "Excel"),
        (b"", ""),
    ],
)
def test_a_file_that_is_no_register_is_refused_with_a_sentence(advisor, rows, said):
    answer = upload(advisor, rows)

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not Import.objects.exists()


def test_a_photo_in_the_file_that_tells_where_it_was_taken_is_told(advisor):
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Sổ")
        sheet.write_row(0, 0, ["Tên sản phẩm", "Tên chủ thể", "Xã"])
        sheet.write_row(1, 0, ["Chè dây", "HTX Chè", "Đức Trọng"])
        sheet.insert_image(5, 0, "anh.jpg", {"image_data": io.BytesIO(picture_from_phone())})

    client = signed_in(advisor)
    file = SimpleUploadedFile("so-ocop.xlsx", made.getvalue())
    page = client.get(client.post(IMPORTS, {"file": file})["Location"])
    assert "Ảnh trong tệp này còn ghi nơi chụp (GPS)." in text_of(page)


def test_the_columns_are_guessed_and_then_remembered(advisor):
    answer = upload(advisor, [coffee()])

    importing = Import.objects.get()
    assert answer["Location"] == f"{IMPORTS}{importing.pk}/trang/0/"
    shown = text_of(signed_in(advisor).get(answer["Location"]))
    assert "B Tên sản phẩm Tên sản phẩm" in shown
    page = signed_in(advisor).get(f"{answer['Location']}cot/").content.decode()
    assert '<option value="1" selected>B: Tên sản phẩm</option>' in page
    assert '<option value="4" selected>E: Tên chủ thể</option>' in page

    brought(advisor, [coffee()])
    kept = RegisterColumns.objects.get().labels
    assert (kept["product"], kept["producer"]) == ("ten san pham", "ten chu the")


def test_a_needed_column_and_one_taken_twice_are_told_at_their_fields(advisor):
    upload(advisor, [coffee()])
    importing = Import.objects.get()
    mapping = sheet_of(importing).mapping
    sent = {**mapping, "producer": mapping["product"]}

    answer = act(advisor, importing, "trang/0/cot", **sent)
    assert answer.status_code == 422
    assert "id_producer" in errors_of(answer)
    del sent["producer"]
    assert "id_producer" in errors_of(act(advisor, importing, "trang/0/cot", **sent))


def test_every_row_has_its_answer_before_anything_changes(advisor):
    rows = [
        coffee(),
        coffee(product="", producer="HTX Khác"),
        coffee(product="Trà", commune="xã Không Đâu"),
        coffee(product="Mật ong", first_date="45/13/2025"),
        coffee(),
    ]

    importing = brought(advisor, rows)

    assert importing.counts == {
        "new": 1,
        "missing_name": 1,
        "unknown_place": 1,
        "bad_date": 1,
        "duplicate_in_file": 1,
    }
    page = read(advisor, f"nhap-so/{importing.pk}/")
    for said in (
        "sẽ áp dụng 1",
        "Dòng 3 Sản phẩm mới",
        "Dòng 4 Thiếu tên sản phẩm",
        "Dòng 5 Chưa rõ địa bàn",
        "«xã Không Đâu»",
        "«45/13/2025» không phải một ngày",
        "Dòng 3 đã có sản phẩm này",
    ):
        assert said in page
    assert not Product.objects.exists()


def test_the_answers_can_be_looked_at_one_kind_at_a_time(advisor):
    importing = brought(advisor, [coffee(), coffee(product="")])

    only = read(advisor, f"nhap-so/{importing.pk}/", **{"cau-tra-loi": "missing_name"})

    assert "Dòng 4" in only
    assert "Dòng 3 " not in only


def test_applied_by_a_job_that_tells_how_it_went(advisor):
    importing = brought(advisor, [coffee(), coffee(product="Trà atisô")])

    answer = act(advisor, importing, "ap-dung")
    act(advisor, importing, "ap-dung")  # a second click starts nothing

    page = signed_in(advisor).get(answer["Location"])
    assert "so-ocop.xlsx: đang chờ, vì chưa có tiến trình nào làm việc." in text_of(page)
    assert '<meta http-equiv="refresh" content="3">' in page.content.decode()
    assert do_jobs() == ["desk.apply_import"]
    assert sorted(p.name for p in Product.objects.all()) == ["Cà phê bột Đức Trọng", "Trà atisô"]
    notice = Notice.objects.get(user=advisor)
    assert notice.text == "Đã áp dụng so-ocop.xlsx: 2 dòng."
    assert leads_to(notice) == f"{IMPORTS}{importing.pk}/"
    assert "Đã áp dụng so-ocop.xlsx: 2 dòng." in read(advisor, f"nhap-so/{importing.pk}/")


def test_the_page_says_the_truth_of_a_job_whose_worker_is_gone(advisor):
    importing = brought(advisor, [coffee()])
    who = {"import_id": importing.pk, "user_id": advisor.pk, "membership_id": advisor.acting.pk}
    key = f"import-{importing.pk}"
    begun("desk.preview_import", by=worker(silent_for=60), lock=key, **who)

    interrupted = read(advisor, f"nhap-so/{importing.pk}/")
    act(advisor, importing, "xem-truoc")
    settle_lost()
    waits = read(advisor, f"nhap-so/{importing.pk}/")
    assert do_jobs() == ["desk.preview_import"]

    assert "vừa dừng giữa chừng. Trong một phút việc này được làm tiếp" in interrupted
    assert "đang chờ, vì chưa có tiến trình nào làm việc" in waits
    assert "Áp dụng 1 dòng" in read(advisor, f"nhap-so/{importing.pk}/")


def test_the_page_shows_how_far_a_job_is_that_runs(advisor):
    importing = brought(advisor, [coffee()])
    begun("desk.apply_import", by=worker(), lock=f"import-{importing.pk}")

    page = read(advisor, f"nhap-so/{importing.pk}/")

    assert "Đang làm: so-ocop.xlsx" in page


def test_the_bar_asks_for_the_page_once_the_job_is_done(advisor):
    importing = brought(advisor, [coffee()])
    act(advisor, importing, "ap-dung")
    bar = f"{IMPORTS}{importing.pk}/tien-do/"

    running = signed_in(advisor).get(bar)
    do_jobs()
    done = signed_in(advisor).get(bar)

    assert (running.status_code, 'id="tien-do"' in running.content.decode()) == (200, True)
    assert (done.status_code, done["HX-Refresh"]) == (204, "true")


def test_the_same_file_again_changes_nothing(advisor):
    first = brought(advisor, [coffee()])
    act(advisor, first, "ap-dung")
    do_jobs()

    again = brought(advisor, [coffee()])

    assert again.counts == {"same": 1}
    page = signed_in(advisor).get(f"{IMPORTS}{again.pk}/")
    assert "Áp dụng" not in text_of(page)


def test_what_would_change_stands_before_and_after(advisor):
    act(advisor, brought(advisor, [coffee()]), "ap-dung")
    do_jobs()

    importing = brought(advisor, [coffee(phone="0987 654 321")])

    assert importing.counts == {"changed": 1}
    page = read(advisor, f"nhap-so/{importing.pk}/")
    assert "Điện thoại 0912345678 0987654321" in page


def test_a_word_of_the_office_is_settled_once_for_all_rows(advisor, commune):
    rows = [coffee(commune="Xã Nhà"), coffee(product="Trà", commune="Xã Nhà")]
    importing = brought(advisor, rows)
    assert importing.counts == {"unknown_place": 2}

    act(advisor, importing, "nghia", words="Xã Nhà", place=commune.full_name)
    do_jobs()

    importing.refresh_from_db()
    assert importing.counts == {"new": 2}


def test_a_word_that_is_not_understood_stays_on_the_page(advisor):
    importing = brought(advisor, [coffee(commune="Xã Nhà")])

    answer = act(advisor, importing, "nghia", words="Xã Nhà", place="nơi không có")

    assert answer.status_code == 422
    assert on_top(answer) != []


def test_a_row_is_left_out_and_taken_in_again(advisor):
    importing = brought(advisor, [coffee()])

    row = importing.rows.get().pk
    act(advisor, importing, "dong", row=row, decision="skip")
    do_jobs()
    importing.refresh_from_db()
    assert importing.counts == {"skipped": 1}

    act(advisor, importing, "dong", row=row, decision="")
    do_jobs()
    importing.refresh_from_db()
    assert importing.counts == {"new": 1}


def test_a_file_is_given_up(advisor):
    importing = brought(advisor, [coffee()])

    answer = act(advisor, importing, "bo")

    assert answer["Location"] == IMPORTS
    importing.refresh_from_db()
    assert importing.state == "discarded"
    assert act(advisor, importing, "bo").status_code == 422
    assert act(advisor, importing, "ap-dung").status_code == 422
    assert do_jobs() == []


def test_whoever_lost_the_role_meanwhile_changes_nothing(advisor, operator):
    importing = brought(advisor, [coffee()])
    act(advisor, importing, "ap-dung")
    end_membership(advisor.acting, by=operator, at=timezone.now())

    do_jobs()

    assert not Product.objects.exists()
    assert Notice.objects.get(user=advisor).text.startswith("Bạn không còn vai trò")


def test_another_office_does_not_see_it(advisor, officer, coordinator, producer, operator):
    importing = brought(advisor, [coffee()])

    for other in (officer, coordinator, producer, operator):
        assert signed_in(other).get(f"{IMPORTS}{importing.pk}/").status_code == 404
    assert "so-ocop.xlsx" not in read(officer, "nhap-so/")


def test_the_template_and_the_register_can_be_taken_home(advisor, officer):
    act(advisor, brought(advisor, [coffee()]), "ap-dung")
    do_jobs()

    template = signed_in(advisor).get(f"{IMPORTS}mau/")
    whole = signed_in(advisor).get(f"{IMPORTS}xuat/")

    today = date.today()
    assert template["Content-Disposition"] == 'attachment; filename="mau-so-ocop.xlsx"'
    assert f"so-ocop-{today.year}" in whole["Content-Disposition"]
    content = b"".join(whole)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    assert rows.to_python()[2][1] == "Cà phê bột Đức Trọng"
    assert upload(advisor, content).status_code == 302  # what goes out comes in again


def test_the_answers_are_taken_home_mended_and_brought_in_again(advisor):
    rows = [
        coffee(note="<b>A &amp; 1 < 2</b>"),
        coffee(product="", producer="HTX Khác"),
        coffee(product="Trà", commune="xã Không Đâu"),
    ]
    importing = brought(advisor, rows)

    answer = signed_in(advisor).get(f"{IMPORTS}{importing.pk}/tra-loi/")

    assert answer["Content-Disposition"] == f'attachment; filename="tra-loi-{importing.pk}.xlsx"'
    assert "no-store" in answer["Cache-Control"]
    content = b"".join(answer)
    table = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert table[0][0] == "Dòng"
    assert table[0][-3:] == ["Câu trả lời", "Vì sao", "Làm gì tiếp"]
    assert [(row[0], row[1], *row[-3:]) for row in table[2:]] == [
        (
            3,
            "Cà phê bột Đức Trọng",
            "Sản phẩm mới",
            "Sản phẩm chưa có trong hệ thống; khi áp dụng sẽ được thêm.",
            "Bấm “Áp dụng” ở trang của lần nhập.",
        ),
        (
            4,
            "",
            "Thiếu tên sản phẩm",
            "Ô tên sản phẩm trống nên không biết ghi gì. Hãy điền tên rồi tải lại tệp.",
            "Sửa ô ấy, ngay trong tệp này cũng được, rồi tải tệp lên lại.",
        ),
        (
            5,
            "Trà",
            "Chưa rõ địa bàn",
            "Không tìm thấy «xã Không Đâu» trên bản đồ nay và cũ. Hãy chọn nơi đúng ở đây, "
            "hoặc sửa trong tệp.",
            "Chọn câu trả lời ở trang của lần nhập.",
        ),
    ]
    assert table[2][-4] == "<b>A &amp; 1 < 2</b>"
    assert brought(advisor, content).counts == importing.counts


def test_the_answers_are_there_once_the_rows_are_answered(advisor, officer, operator):
    upload(advisor, [coffee()])
    early = Import.objects.get()
    assert signed_in(advisor).get(f"{IMPORTS}{early.pk}/tra-loi/").status_code == 404

    rows = [coffee(phone="12"), coffee(product="Chè"), coffee(product="Mứt")]
    importing = brought(advisor, rows)
    act(advisor, importing, "ap-dung")
    do_jobs()

    for other in (officer, operator):
        assert signed_in(other).get(f"{IMPORTS}{importing.pk}/tra-loi/").status_code == 404
    content = b"".join(signed_in(advisor).get(f"{IMPORTS}{importing.pk}/tra-loi/"))
    table = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert table[2][-3:] == [
        "Sản phẩm mới",
        "Điện thoại «12» không đúng nên để trống.",
        "Đã áp dụng.",
    ]
    assert "Điện thoại «12» không đúng" in read(advisor, f"nhap-so/{importing.pk}/")


def test_the_answers_to_many_rows_are_two_questions(advisor, django_assert_num_queries):
    importing = brought(advisor, [coffee(product=f"Trà số {n}") for n in range(40)])

    with django_assert_num_queries(2):
        assert len(b"".join(export.stream_answers(importing))) > 0


def test_a_thousand_rows_cost_no_more_queries(advisor):
    few = brought(advisor, [coffee(product=f"Cà phê số {n}") for n in range(30)])
    many = brought(advisor, [coffee(product=f"Trà số {n}") for n in range(300)])

    assert queries(advisor, f"nhap-so/{few.pk}/") == queries(advisor, f"nhap-so/{many.pk}/")
    assert Producer.objects.count() == 0


def test_columns_are_called_as_the_spreadsheet_does():
    assert [letters(n) for n in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]
