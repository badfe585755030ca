"""Tasks given, as both sides see them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanvat.assignments.models import Assignment, Share, ShareProof
from sanvat.places.models import Place
from tests.assignments.conftest import committee, communes  # noqa: F401
from tests.desk.forms import errors_of
from tests.desk.pages import DESK, read, signed_in, status, text_of
from tests.records.uploads import picture

pytestmark = pytest.mark.django_db

HERE = f"{DESK}nhiem-vu/"


FORM = {
    "title": "Rà soát sản phẩm",
    "text": "",
    "proof": "Báo cáo",
    "whole": "commune_committee",
    "names": "",
    "due_on": "",
    "working_days": "10",
    "source": "plan",
    "source_text": "Kế hoạch OCOP năm 2026",
}


def give(user, **changed):
    return signed_in(user).post(f"{HERE}moi/", FORM | changed)


def test_a_task_goes_to_every_commune_and_back(coordinator, officer, communes):  # noqa: F811
    answer = give(coordinator)
    task = Assignment.objects.get()
    share = Share.objects.get(taker=communes[0])

    assert (answer.status_code, answer.url) == (302, f"{HERE}{task.pk}/")
    assert task.shares.count() == 3
    page = read(officer, "")
    assert "Việc được giao Rà soát sản phẩm" in page
    assert "Rà soát sản phẩm Văn phòng Điều phối tỉnh" in read(officer, "nhiem-vu/")

    at = f"{HERE}phan-viec/{share.pk}/"
    for user, step, given in (
        (officer, "nhan/", {}),
        (officer, "bao-cao/", {"text": "Đủ 12 sản phẩm"}),
        (coordinator, "lam-lai/", {"reason": "Thiếu danh sách"}),
        (officer, "bao-cao/", {"text": "Gửi kèm danh sách"}),
    ):
        assert signed_in(user).post(f"{at}{step}", given).url == at
    assert "1 báo cáo chờ bạn xác nhận" in read(coordinator, "")
    signed_in(coordinator).post(f"{at}xac-nhan/", {"note": ""})
    assert "1/3" in read(coordinator, "nhiem-vu/", xem="giao")
    page = read(coordinator, f"nhiem-vu/{task.pk}/")
    assert "Đã dùng 0 trên 10 ngày làm việc" in page
    assert "Gửi kèm danh sách" in read(officer, f"nhiem-vu/phan-viec/{share.pk}/")


def test_bodies_are_named_one_by_one_too(coordinator, communes):  # noqa: F811
    give(coordinator, whole="", names=f"{communes[1].name}\n{communes[2].name}")

    assert {s.taker for s in Share.objects.all()} == set(communes[1:])


def test_further_bodies_are_given_it_later(coordinator, officer, communes):  # noqa: F811
    give(coordinator, whole="", names=communes[1].name)
    task = Assignment.objects.get()
    page = read(coordinator, f"nhiem-vu/{task.pk}/giao-them/")
    assert "10 ngày làm việc như đơn vị trước, tính từ ngày giao thêm" in page

    at = f"{HERE}{task.pk}/giao-them/"
    asked = {"whole": "commune_committee", "names": "", "reason": "Mới lập"}
    answer = signed_in(coordinator).post(at, asked)

    assert (answer.status_code, answer.url) == (302, f"{HERE}{task.pk}/")
    assert {s.taker for s in task.shares.all()} == set(communes)
    page = read(coordinator, f"nhiem-vu/{task.pk}/")
    assert "Đã giao thêm Mới lập 2 đơn vị, hạn" in page
    assert "Rà soát sản phẩm" in read(officer, "nhiem-vu/")
    assert list(errors_of(signed_in(coordinator).post(at, asked))) == ["id_whole"]


def test_what_is_missing_is_said_at_its_field(coordinator, communes):  # noqa: F811
    assert list(errors_of(give(coordinator, whole=""))) == ["id_whole"]
    assert list(errors_of(give(coordinator, names="UBND xã Không Có"))) == ["id_names"]
    assert list(errors_of(give(coordinator, due_on="2031-01-01"))) == ["id_due_on"]
    assert not Assignment.objects.exists()


def test_a_share_is_handed_down(centre, advisor, communes):  # noqa: F811
    # The centre gives it to the advisory body, which gives it to the communes.
    give(centre, whole="", names=advisor.acting.organisation.name)
    share = Share.objects.get()

    assert "Giao xuống từ: Rà soát sản phẩm" in read(advisor, "nhiem-vu/moi/", tu=str(share.pk))
    signed_in(advisor).post(
        f"{HERE}moi/?tu={share.pk}",
        {"title": "Rà soát tại xã", "whole": "commune_committee", "source": "plan"},
    )

    below = Assignment.objects.get(from_share__share=share)
    assert below.shares.count() == 3
    assert "0/3 xong" in read(advisor, "nhiem-vu/")


def test_who_neither_gives_nor_takes_sees_nothing(
    coordinator,
    far_advisor,
    producer,
    chair,
    communes,  # noqa: F811
):
    give(coordinator)
    task, share = Assignment.objects.get(), Share.objects.first()

    for person in (far_advisor, producer, chair):
        assert status(person, f"nhiem-vu/{task.pk}/") == 404
        assert status(person, f"nhiem-vu/phan-viec/{share.pk}/") == 404
        assert "Rà soát" not in read(person, "nhiem-vu/")


def test_a_task_is_withdrawn(coordinator, officer, communes):  # noqa: F811
    give(coordinator)
    task = Assignment.objects.get()

    signed_in(coordinator).post(f"{HERE}{task.pk}/rut/", {"reason": "Đã có kế hoạch khác"})

    assert "Đã có kế hoạch khác" in read(officer, f"nhiem-vu/{task.pk}/")
    assert "Việc được giao" not in read(officer, "")


def test_the_lists_ask_as_often_for_three_as_for_one(
    coordinator,
    officer,
    communes,  # noqa: F811
):
    give(coordinator)
    client, giver = signed_in(officer), signed_in(coordinator)

    def asked() -> list[int]:
        counts = []
        for one, path in ((client, HERE), (giver, f"{HERE}?xem=giao"), (client, DESK)):
            with CaptureQueriesContext(connection) as captured:
                one.get(path)
            counts.append(len(captured))
        return counts

    asked()
    once = asked()
    give(coordinator, title="Hai")
    give(coordinator, title="Ba")
    assert asked() == once


def test_communes_without_a_body_are_named_and_not_passed_over(coordinator, communes, province):  # noqa: F811
    with_one = {body.place_id for body in communes}
    without = Place.objects.today().communes().filter(parent=province).exclude(pk__in=with_one)
    named = [place.title for place in without.order_by("sort_key", "pk")]

    page = signed_in(coordinator)
    answer = page.post(f"{HERE}moi/", FORM)
    task = Assignment.objects.get()
    said = text_of(page.get(answer.url))

    assert task.without_body == named
    assert f"Chưa giao được cho {len(named)} nơi" in said
    assert named[0] in said
    assert f"{len(named)} nơi chưa có đơn vị nhận" in read(coordinator, f"nhiem-vu/{task.pk}/")


def test_a_task_given_by_name_misses_nobody(coordinator, communes):  # noqa: F811
    give(coordinator, whole="", names=communes[1].name)

    task = Assignment.objects.get()
    assert task.without_body == []
    assert "chưa có đơn vị nhận" not in read(coordinator, f"nhiem-vu/{task.pk}/")


def test_proofs_are_seen_by_giver_and_taker_alone(
    own_store,
    coordinator,
    officer,
    advisor,
    communes,  # noqa: F811
):
    give(coordinator)
    share = Share.objects.get(taker=communes[0])
    at = f"nhiem-vu/phan-viec/{share.pk}/"
    photo = SimpleUploadedFile("anh-lop.jpg", picture(), "image/jpeg")
    signed_in(officer).post(f"{DESK}{at}bao-cao/", {"text": "Đã mở lớp", "proofs": [photo]})
    proof = f"nhiem-vu/minh-chung/{ShareProof.objects.get().pk}/"

    for person in (officer, coordinator):
        assert "anh-lop.jpg" in read(person, at)
        assert status(person, proof) == 200
    # Who keeps the programme there too sees the share, and no file of it.
    assert "Đã mở lớp" in read(advisor, at)
    assert "anh-lop.jpg" not in read(advisor, at)
    assert status(advisor, proof) == 404


def test_what_is_no_paper_is_refused_and_nothing_is_reported(
    own_store,
    coordinator,
    officer,
    communes,  # noqa: F811
):
    give(coordinator)
    share = Share.objects.get(taker=communes[0])
    text = SimpleUploadedFile("ghi-chep.txt", b"Da mo lop", "text/plain")
    answer = signed_in(officer).post(
        f"{HERE}phan-viec/{share.pk}/bao-cao/", {"text": "Đã mở lớp", "proofs": [text]}
    )

    assert answer.status_code == 422
    assert "Đã mở lớp" in answer.content.decode()
    share.refresh_from_db()
    assert share.state == "given"
    assert not ShareProof.objects.exists()


def test_its_papers_come_in_both_forms(coordinator, officer, communes):  # noqa: F811
    give(coordinator)
    task = Assignment.objects.get()
    for form in ("pdf", "docx"):
        assert status(officer, f"nhiem-vu/{task.pk}/giao-viec.{form}") == 200
        assert status(coordinator, f"nhiem-vu/{task.pk}/ket-qua.{form}") == 200
        # What every body reported is for the giver.
        assert status(officer, f"nhiem-vu/{task.pk}/ket-qua.{form}") == 403
    assert status(coordinator, f"nhiem-vu/{task.pk}/giao-viec.txt") == 404
