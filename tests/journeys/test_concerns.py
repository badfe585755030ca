"""Matters of the people as those who deal with them walk through: from what a page shows to the
next."""

import pytest
from django.utils import timezone

from sanvat.concerns import actions
from sanvat.concerns.actions import Who
from sanvat.concerns.models import Concern, Meeting
from tests.journeys.by_hand import ByHand
from tests.people import make_person

pytestmark = pytest.mark.django_db

ASKED = (
    *("Đường vào vùng chè thôn 4 lầy lội", "Kênh thôn 2 tắc, ruộng thiếu nước"),
    *("Xin vay vốn trồng lại cà phê", "Điện thôn 6 yếu giờ cao điểm"),
    *("Rác đổ ở bờ suối chưa ai dọn", "Đo lại đất vùng nguyên liệu thôn 3"),
    *("Mở lớp tập huấn ủ phân", "Hồ sơ OCOP nộp ở đâu"),
    *("Giá thu mua mận thấp", "Nước sạch thôn 5 đục", "Cầu thôn 1 hỏng lan can"),
    "Nhà văn hóa thôn 7 dột",
)


def test_a_commune_officer_with_the_twelve_questions_of_a_meeting(officer, advisor):
    colleague = make_person(
        "Phạm Thị Cộng", "commune_officer", officer.acting.organisation, username="0987000021"
    )
    desk = ByHand(officer)

    # The list as it stands in the minutes, in one go
    desk.go("Phản ánh, kiến nghị", "Nhập ý kiến hội nghị")
    pasted = "\n".join(f"{n}. {said}" for n, said in enumerate(ASKED, 1))
    given = {
        "Tên hội nghị, buổi tiếp dân": "Tiếp xúc cử tri quý IV",
        "Lĩnh vực, khi dòng không ghi riêng": "Chính sách, đời sống",
        "Dán cả danh sách": pasted,
    }
    desk.send("Tách phần đã dán thành dòng", given)
    assert not Meeting.objects.exists()
    desk.send(
        "Nhập tất cả",
        {"Ý kiến 1 > Lĩnh vực": "Đường sá", "Ý kiến 7 > Lĩnh vực": "Tập huấn"},
    )
    assert "Đã nhập 12 ý kiến" in desk.main
    kept = Concern.objects.order_by("pk")
    assert tuple(each.text for each in kept) == ASKED
    assert "0/12" in desk.main or "0 / 12" in desk.main or "0 trên 12" in desk.main

    # What is for the province has gone there; the rest is dealt with here
    assert kept[6].organisation == advisor.acting.organisation
    assert kept[0].organisation == officer.acting.organisation
    desk.home().go("Tất cả phản ánh", ASKED[0])
    desk.send("Lưu phân loại")
    desk.send("Giao", {"Giao cho": "Phạm Thị Cộng"})
    theirs = ByHand(colleague).go("Phản ánh, kiến nghị", "Giao cho tôi", ASKED[0])
    theirs.send("Thụ lý")
    theirs.send("Gửi trả lời", {"Câu trả lời": "Xã rải đá trong tháng này."})
    assert "Xã rải đá trong tháng này." in desk.go("Tiếp xúc cử tri quý IV", ASKED[0]).main
    desk.go("Tiếp xúc cử tri quý IV")
    assert "Đã trả lời" in desk.main

    # A ready answer for those that are alike
    desk.go("Hội nghị, tiếp dân", "Phản ánh, kiến nghị", "Mẫu trả lời", "Thêm mẫu")
    desk.send("Lưu mẫu", {"Tên mẫu": "Đã ghi vào kế hoạch", "Nội dung mẫu": "Xã ghi vào kế hoạch."})
    desk.go("Phản ánh, kiến nghị", ASKED[1])
    desk.send("Lưu phân loại")
    desk.send("Thụ lý")
    desk.go("Đã ghi vào kế hoạch")
    desk.send("Gửi trả lời")
    assert kept[1].answers.get().text == "Xã ghi vào kế hoạch."


def test_a_denunciation_is_read_with_a_purpose_and_closed(officer, advisor, commune):
    # Named by who gives roles, in the page for that
    above = ByHand(advisor).go("Phản ánh, kiến nghị", "Người xử lý tố cáo")
    above.send("Tìm cơ quan", {"Cơ quan cần giao người": "UBND xã Đức Trọng"})
    above.go("UBND xã Đức Trọng")
    named = {"Người được giao": "Nguyễn Thị Lan", "Văn bản giao": "QĐ 12/QĐ-UBND"}
    above.send("Giao", named)

    sent = actions.send_concern(
        kind="denunciation",
        subject="dossier",
        place=commune,
        text="Ông K. nhận tiền để chấm sao.",
        who=Who(name="Trần Văn Minh", phone="0913555777"),
        key="7" * 64,
        is_proven=True,
        at=timezone.now(),
    ).concern

    desk = ByHand(officer).go("Tố cáo, giữ kín")
    assert "Ông K." not in desk.main
    desk.send("Đọc", {"Đọc để làm gì": "Xác minh vụ việc"})
    assert "Ông K. nhận tiền để chấm sao." in desk.main
    assert "Trần Văn Minh" in desk.main
    desk.home().go("Tố cáo, giữ kín")
    assert "Ông K." not in desk.main
    desk.send("Lưu phân loại")
    desk.send("Thụ lý")
    desk.send("Gửi trả lời", {"Câu trả lời": "Đã kết luận và xử lý theo luật."})
    desk.send("Kết thúc")
    sent.refresh_from_db()
    assert sent.state == "closed"
    assert "Đọc danh tính người gửi" in desk.go("Nhật ký").main

    assert sent.code not in above.home().main
    assert sent.code not in above.go("Phản ánh, kiến nghị", "Trong địa bàn").main
