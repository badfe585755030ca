"""Agreements on the desk, from the draft to "16/16" and the draft of next year."""

import io
import zipfile
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from sanvat.agreements import actions
from sanvat.agreements.actions.items import MOST_PROOFS
from sanvat.agreements.models import Agreement
from tests.agreements.worlds import all_confirmed, done, first, signed
from tests.desk.forms import errors_of, fields_of, on_top, send
from tests.desk.pages import DESK, headings, queries, read, rows_fetched, signed_in, status
from tests.records.uploads import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def running(coordinator, programme_party):
    return signed(coordinator, programme_party)


def press(user, path: str, to: str, **typed):
    """Fill in the form of a page that posts to an address, and send it."""
    client = signed_in(user)
    address = f"{DESK}{to}" if to else ""
    fields = fields_of(client.get(DESK + path), to=address)
    return client.post(address or DESK + path, {**fields, **typed})


def test_an_agreement_from_the_draft_to_16_of_16_and_the_draft_of_next_year(
    coordinator, programme_party
):
    _office, union = (u.acting.organisation for u in (coordinator, programme_party))
    year = timezone.localdate().year
    answer = press(
        coordinator,
        "phoi-hop/moi/",
        "",
        title=f"Phối hợp năm {year}",
        party_2=union.pk,
        theme="Nâng chất lượng sản phẩm OCOP",
    )
    agreement = Agreement.objects.get()
    here = f"phoi-hop/{agreement.pk}/"
    assert (answer.status_code, answer.url) == (302, DESK + here)

    lead, partner = agreement.parties.all()
    press(
        coordinator,
        f"{here}noi-dung/",
        "",
        text="Việc thứ 1",
        lead=lead.pk,
        partners=[partner.pk],
        **{f"duty_{partner.pk}": "vận động hội viên"},
    )
    for number in range(2, 17):
        actions.add_item(agreement, f"Việc thứ {number}", lead, by=coordinator, at=timezone.now())
    assert send(coordinator, f"{here}lay-y-kien/").status_code == 302

    said = press(
        programme_party,
        f"{here}y-kien/",
        f"{here}y-kien/",
        text="Ghi rõ số lớp",
        item=first(agreement).pk,
    )
    assert said.status_code == 302
    assert "Còn 1 ý kiến chưa được trả lời" in read(coordinator, here)
    comment = agreement.versions.get().comments.get()
    press(
        coordinator,
        f"{here}y-kien/",
        f"phoi-hop/y-kien/{comment.pk}/tra-loi/",
        outcome="taken",
        answer="Đã ghi bốn lớp",
    )
    item = first(agreement)
    press(coordinator, f"phoi-hop/noi-dung/{item.pk}/sua/", "", text="Việc thứ nhất, bốn lớp")
    send(coordinator, f"{here}lay-y-kien/")
    compared = read(programme_party, f"{here}so-sanh/")
    assert "[bỏ: 1 ]" in compared
    assert "[thêm: nhất, bốn lớp ]" in compared

    answer = press(
        coordinator,
        f"{here}ky/",
        "",
        signed_on=str(timezone.localdate()),
        signed_at="Hội trường tỉnh",
        **{f"name_{lead.pk}": "Bùi Thị Thu", f"name_{partner.pk}": "Ha Tuyên"},
    )
    assert answer.status_code == 302, errors_of(answer)
    assert "0 /16" in read(programme_party, here)

    item = first(agreement)
    page = f"phoi-hop/noi-dung/{item.pk}/"
    told = press(coordinator, page, f"{page}tien-do/", text="Đã xong", viec="xong")
    assert told.status_code == 302
    confirmed = press(programme_party, page, f"{page}xac-nhan/", text="Đã xem tận nơi")
    assert confirmed.status_code == 302
    assert "1 /16" in read(programme_party, here)
    for item in agreement.items.filter(state="open"):
        actions.confirm(done(item, coordinator), by=programme_party, at=timezone.now())
    assert "16 /16" in read(programme_party, here)

    assert press(coordinator, f"{here}tong-ket/", f"{here}tong-ket/").status_code == 302
    for user in (coordinator, programme_party):
        signed_off = press(
            user,
            f"{here}tong-ket/",
            f"{here}tong-ket/ky/",
            person_name=user.name,
            signed_on=str(timezone.localdate()),
        )
        assert signed_off.status_code == 302
    assert "16 /16 nội dung hoàn thành" in read(programme_party, f"{here}tong-ket/")

    answer = press(programme_party, f"{here}nam-sau/", "", carry=[first(agreement).pk])
    after = Agreement.objects.get(continues=agreement)
    assert answer.url == f"{DESK}phoi-hop/{after.pk}/"
    assert (after.title, after.starts_on) == (f"Phối hợp năm {year + 1}", date(year + 1, 1, 1))
    assert [item.comes_from for item in after.items.all()] == [first(agreement)]
    assert "16 phần" not in read(coordinator, f"phoi-hop/{after.pk}/khac-nam-truoc/")


# The list


def test_what_waits_for_ones_own_side_stands_first(coordinator, programme_party):
    one, _other, _last = (signed(coordinator, programme_party) for _ in range(3))
    done(first(one), coordinator)

    page = read(programme_party, "phoi-hop/")
    assert "1 chờ xác nhận" in page
    client = signed_in(programme_party).get(f"{DESK}phoi-hop/")
    links = [
        line
        for line in client.content.decode().split('"')
        if line.startswith("/ban-lam-viec/phoi-hop/")
    ]
    order = [link for link in links if link.rstrip("/").rpartition("/")[2].isdecimal()]
    assert order[0] == f"{DESK}phoi-hop/{one.pk}/"


def test_the_list_asks_as_much_with_one_as_with_three(coordinator, programme_party):
    signed(coordinator, programme_party)
    with_one = queries(coordinator, "phoi-hop/")
    for _ in range(2):
        done(first(signed(coordinator, programme_party)), coordinator)

    assert queries(coordinator, "phoi-hop/") == with_one
    assert len(headings(coordinator, "phoi-hop/")) == 3


def test_the_page_asks_as_much_with_one_item_as_with_six(coordinator, programme_party):
    small, large = (signed(coordinator, programme_party, items=n) for n in (1, 6))

    asked = [queries(coordinator, f"phoi-hop/{each.pk}/") for each in (small, large)]
    assert asked[0] == asked[1]


def test_the_first_page_fetches_what_it_shows(coordinator, programme_party):
    """Late ones, some to confirm, and some to do: with more of them it brings no more rows."""
    day = timezone.localdate()
    late = {"starts_on": day - timedelta(days=40), "ends_on": day - timedelta(days=10)}
    for term in (late, {}):
        for item in signed(coordinator, programme_party, items=7, **term).items.all()[:2]:
            done(item, coordinator)
    fetched, asked = rows_fetched(coordinator, ""), queries(coordinator, "")
    signed(coordinator, programme_party, items=6, **late)

    assert (rows_fetched(coordinator, ""), queries(coordinator, "")) == (fetched, asked)


def test_an_empty_list_says_what_to_do(coordinator, nobody):
    assert "Hãy soạn văn bản đầu tiên" in read(coordinator, "phoi-hop/")
    assert "Soạn văn bản mới" not in read(nobody, "phoi-hop/")


@pytest.mark.parametrize("name", ["officer", "producer", "chair", "editor", "operator", "nobody"])
def test_strangers_find_nothing(running, name, request):
    user = request.getfixturevalue(name)
    item = first(running)

    assert running.title not in read(user, "phoi-hop/")
    for path in (f"{running.pk}/", f"noi-dung/{item.pk}/", f"{running.pk}/chuong-trinh.pdf"):
        assert status(user, f"phoi-hop/{path}") == 404


# The page of an item


def test_the_side_that_says_so_is_shown_no_way_to_confirm(running, coordinator, programme_party):
    item = done(first(running), coordinator)
    page = f"phoi-hop/noi-dung/{item.pk}/"

    assert "Xác nhận hoàn thành" in read(programme_party, page)
    assert "Xác nhận hoàn thành" not in read(coordinator, page)
    assert send(coordinator, f"{page}xac-nhan/").status_code == 403
    assert "Đang chờ bên khác Hội Nông dân tỉnh" in read(coordinator, page)


def test_proofs_are_kept_and_handed_to_both_sides(running, coordinator, programme_party, officer):
    item = first(running)
    page = f"phoi-hop/noi-dung/{item.pk}/"
    answer = send(
        coordinator,
        f"{page}tien-do/",
        text="Đã mở lớp",
        viec="tien-do",
        proofs=[SimpleUploadedFile("lop.jpg", picture())],
    )
    assert answer.status_code == 302
    proof = item.notes.get().proofs.get()

    assert "lop.jpg" in read(programme_party, page)
    answer = signed_in(programme_party).get(f"{DESK}phoi-hop/minh-chung/{proof.pk}/")
    assert answer.content[:2] == b"\xff\xd8"
    assert status(officer, f"phoi-hop/minh-chung/{proof.pk}/") == 404


def test_so_many_proofs_and_no_more(running, coordinator):
    item = first(running)
    one = picture()
    proofs = [SimpleUploadedFile(f"lop-{n}.jpg", one) for n in range(MOST_PROOFS + 1)]

    answer = send(
        coordinator,
        f"phoi-hop/noi-dung/{item.pk}/tien-do/",
        text="Đã mở lớp",
        viec="tien-do",
        proofs=proofs,
    )

    assert answer.status_code == 422
    assert "Mỗi lần ghi kèm nhiều nhất 10 tệp." in answer.content.decode()
    assert not item.notes.exists()


def test_a_file_that_is_none_keeps_what_was_typed(running, coordinator):
    item = first(running)
    answer = send(
        coordinator,
        f"phoi-hop/noi-dung/{item.pk}/tien-do/",
        text="Đã mở lớp",
        viec="xong",
        proofs=[SimpleUploadedFile("lop.pdf", b"khong phai PDF")],
    )

    assert answer.status_code == 422
    assert "Đã mở lớp" in answer.content.decode()
    assert first(running).state == "open"


def test_what_is_refused_is_said_on_top(running, coordinator, programme_party):
    item = done(first(running), coordinator)
    actions.confirm(item, by=programme_party, at=timezone.now())

    answer = send(programme_party, f"phoi-hop/noi-dung/{item.pk}/xac-nhan/")
    assert answer.status_code == 422
    assert on_top(answer) == [
        "Bên kia đã xác nhận nội dung này nên đã xong. Hãy chọn nội dung khác."
    ]


# First page, papers, reports


def test_the_first_page_says_what_waits(coordinator, programme_party):
    day = timezone.localdate()
    late = signed(
        coordinator,
        programme_party,
        starts_on=day - timedelta(days=40),
        ends_on=day - timedelta(days=10),
    )
    done(first(late), coordinator)

    assert "1 chờ bên mình xác nhận" in read(programme_party, "")
    office = read(coordinator, "")
    assert "1 quá hạn" in office
    assert "1 bên mình đang làm" in office


@pytest.mark.parametrize("name", ["chuong-trinh", "bao-cao", "tong-ket"])
def test_each_paper_comes_in_both_forms(running, coordinator, programme_party, name):
    all_confirmed(running, coordinator, programme_party)
    actions.write_review(running, by=coordinator, at=timezone.now())
    client = signed_in(programme_party)

    pdf = client.get(f"{DESK}phoi-hop/{running.pk}/{name}.pdf")
    word = client.get(f"{DESK}phoi-hop/{running.pk}/{name}.docx")

    assert (pdf.status_code, pdf.content[:5]) == (200, b"%PDF-")
    text = zipfile.ZipFile(io.BytesIO(word.content)).read("word/document.xml").decode()
    assert "Nội dung thứ 1" in text
    assert ("2/2 nội dung" in text) is (name != "chuong-trinh")


def test_a_paper_there_is_none_of_is_not_found(running, coordinator):
    for path in ("tong-ket.pdf", "khac.pdf", "chuong-trinh.txt"):
        assert status(coordinator, f"phoi-hop/{running.pk}/{path}") == 404


def test_a_report_is_of_the_days_that_are_asked(running, coordinator, programme_party):
    done(first(running), coordinator)
    here = f"phoi-hop/{running.pk}/bao-cao/"
    today = timezone.localdate()
    before = today - timedelta(days=1)

    assert "Chờ xác nhận" in read(coordinator, here)
    earlier = read(coordinator, here, first=str(running.starts_on), last=str(before))
    assert "Chờ xác nhận" not in earlier
    wrong = signed_in(coordinator).get(DESK + here, {"first": str(today), "last": str(before)})
    assert wrong.status_code == 422
    assert "Ngày cuối không trước ngày đầu." in wrong.content.decode()


def test_minutes_are_written_changed_and_printed(running, coordinator, programme_party):
    here = f"phoi-hop/{running.pk}/hop/"
    item = first(running)
    answer = press(
        programme_party,
        f"{here}moi/",
        "",
        kind="half",
        held_on=str(timezone.localdate()),
        chair="Ông Tuyên",
        decisions="Làm tiếp",
        **{f"remark_{item.pk}": "Đúng tiến độ"},
    )
    meeting = running.meetings.get()
    assert answer.url == f"{DESK}phoi-hop/hop/{meeting.pk}/"
    page = f"phoi-hop/hop/{meeting.pk}/"
    assert press(programme_party, f"{page}sua/", "", decisions="Làm nhanh").status_code == 302
    assert "Làm nhanh" in read(coordinator, page)
    assert "Đúng tiến độ" in read(coordinator, f"phoi-hop/noi-dung/{item.pk}/")
    assert status(coordinator, f"{page}bien-ban.pdf") == 200
    assert status(coordinator, f"{page}sua/") == 403


def test_a_report_is_issued_and_shows_then_beside_now(
    running, coordinator, programme_party, stranger
):
    here = f"phoi-hop/{running.pk}/bao-cao/"
    answer = press(coordinator, here, here)
    report = running.issued_reports.get()
    issued = f"phoi-hop/bao-cao/{report.pk}/"
    assert (answer.status_code, answer.url) == (302, DESK + issued)

    all_confirmed(running, coordinator, programme_party)

    links = {path: signed_in(programme_party).get(DESK + path) for path in (here, issued)}
    assert issued in links[here].content.decode()
    assert f"{issued}so-lieu/confirmed/" in links[issued].content.decode()
    all_items = read(coordinator, f"{issued}so-lieu/all/")
    assert "Nội dung thứ 2 (đang làm)" in all_items
    assert "Vẫn được đếm" in all_items
    confirmed = read(coordinator, f"{issued}so-lieu/confirmed/")
    assert "2 dòng nay được đếm cho kỳ ấy mà khi chốt chưa có" in confirmed
    for form in ("pdf", "docx", "xlsx"):
        assert status(coordinator, f"{issued}bao-cao.{form}") == 200
        assert status(stranger, f"{issued}bao-cao.{form}") == 404
    assert status(coordinator, f"{issued}bao-cao.txt") == 404
    assert status(coordinator, f"{issued}so-lieu/khong-co/") == 404


def test_days_still_to_come_are_refused_on_the_page_of_the_report(running, coordinator):
    tomorrow = timezone.localdate() + timedelta(days=1)
    answer = press(
        coordinator,
        f"phoi-hop/{running.pk}/bao-cao/",
        f"phoi-hop/{running.pk}/bao-cao/",
        last=str(tomorrow),
    )
    assert answer.status_code == 422
    assert errors_of(answer)["id_last"] == "Ngày này chưa đến."
    assert not running.issued_reports.exists()


def test_a_state_in_which_there_is_none_is_a_list_without_rows(running, coordinator):
    page = read(coordinator, "phoi-hop/?tt=draft")

    assert "Đang soạn 0" in " ".join(page.split())
