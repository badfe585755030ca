"""Tasks given, as both sides see them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanvat.assignments.models import Assignment, Share
from tests.assignments.conftest import committee, communes  # noqa: F401
from tests.desk.forms import errors_of
from tests.desk.pages import DESK, read, signed_in, status

pytestmark = pytest.mark.django_db

HERE = f"{DESK}nhiem-vu/"


def give(user, **changed):
    given = {
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
    return signed_in(user).post(f"{HERE}moi/", given | changed)


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
