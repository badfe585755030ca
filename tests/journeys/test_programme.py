"""The programme as those who are new to it walk through it: from what a page shows to the next."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanvat.agreements.models import Agreement
from sanvat.events.models import Event
from sanvat.indicators.models import Value
from sanvat.plans.models import Plan
from sanvat.products.models import Idea
from tests.journeys.by_hand import ByHand
from tests.portal.sending import read_over

pytestmark = pytest.mark.django_db


def said(days: int = 0) -> str:
    return f"{timezone.localdate() + timedelta(days=days):%d/%m/%Y}"


def test_a_plan_from_its_draft_to_its_review(advisor, officer, province):
    year = timezone.localdate().year
    office, commune = ByHand(advisor), ByHand(officer)

    # A new office has no programme yet, and is led there and back
    office.go("Lập kế hoạch", "Lập chương trình trước")
    years = {"Từ năm": str(year), "Đến năm": str(year + 4)}
    office.send("Lập chương trình", {"Tên chương trình": "OCOP tỉnh", **years})
    of_the_year = {"Thuộc chương trình": "OCOP tỉnh", "Tên kế hoạch": "Kế hoạch OCOP"}
    office.send("Lập dự thảo", of_the_year)

    # Its targets, the first counted from records, and what the communes are given
    office.go("Thêm chỉ tiêu")
    counted = {"Chỉ tiêu thống kê": "Số ý tưởng sản phẩm trong năm"}
    office.send("Thêm chỉ tiêu", {**counted, "Ít nhất": "100", "Nhiều nhất": "400"})
    office.go("Giao cho các đơn vị")
    each = {"Mỗi đơn vị ít nhất": "1", "Mỗi đơn vị nhiều nhất": "3"}
    office.send("Giao cho tất cả", each)
    assert "124 xã × 1–3 = 124–372; tỉnh giao 100–400: gặp nhau ở 124–372" in office.main
    office.go("Số ý tưởng sản phẩm trong năm", "Kế hoạch OCOP", "Thêm chỉ tiêu")
    own = {"Nội dung": "Bếp lò được sửa", "Đơn vị tính": "bếp", "Ít nhất": "5"}
    office.send("Thêm chỉ tiêu", own)
    assert "Kế hoạch OCOP" not in commune.go("Kế hoạch").main

    # Issued; the commune finds on its first page what it was given, and its part on the page
    office.go("Kế hoạch OCOP", "Ban hành")
    office.send("Ban hành", {"Số, ký hiệu": "12/KH-UBND", "Cơ quan ban hành": "UBND tỉnh"})
    commune.home().go("Số ý tưởng sản phẩm trong năm")
    assert "Phần của xã Đức Trọng" in commune.main
    office.go("Bếp lò được sửa")
    office.send("Báo số", {"Số đạt được": "6", "Tính đến ngày": said()})

    # Reviewed
    office.go("Kế hoạch OCOP", "Tổng kết")
    why = {"1. > Kết quả": "chưa đạt", "1. > Lý do, nếu chưa đạt": "Bắt đầu muộn"}
    office.send("Tổng kết", why)
    commune.go("Kế hoạch OCOP")
    assert "Số ý tưởng sản phẩm trong năm: chưa đạt (0 / 100–400 ý tưởng)" in commune.main
    assert "Bếp lò được sửa: đạt (6 / ít nhất 5 bếp)" in commune.main
    assert Plan.objects.get().state == "reviewed"


def test_an_agreement_until_all_is_confirmed_and_the_draft_of_next_year(
    coordinator, programme_party
):
    year = timezone.localdate().year
    office, union = ByHand(coordinator), ByHand(programme_party)

    # Drafted, commented, changed, compared
    office.go("Phối hợp", "Soạn văn bản mới")
    both = {"Loại văn bản": "Chương trình", "Bên thứ hai": "Hội Nông dân tỉnh"}
    office.send("Bắt đầu soạn", {**both, "Tên văn bản": f"Phối hợp OCOP {year}"})
    for text in ("Mở bốn lớp tập huấn", "Tổ chức hội chợ"):
        office.go("Thêm nội dung")
        led = {"Bên chủ trì": "Văn phòng", "Hội Nông dân tỉnh": True}
        office.send("Lưu nội dung", {"Nội dung": text, **led})
    assert "Đang làm" not in office.main
    office.send("Gửi các bên góp ý")
    union.home().go("Mời góp ý bản 1", "Góp ý, xem các bản")
    union.send("Gửi ý kiến", {"Góp ý về": "1. Mở", "Ý kiến": "Ghi rõ cho ai"})
    office.home().go("Phối hợp OCOP")
    office.send("Trả lời", {"Tiếp thu đến đâu": "Tiếp thu", "Trả lời": "Đã ghi"})
    office.go("Phối hợp OCOP", "1. Mở bốn lớp tập huấn", "Sửa nội dung")
    office.send("Lưu nội dung", {"Nội dung": "Mở bốn lớp tập huấn cho hội viên"})
    office.go("Phối hợp OCOP").send("Gửi các bên góp ý")
    union.home().go("Mời góp ý bản 2", "Góp ý, xem các bản", "So sánh hai bản")
    assert "[thêm: cho hội viên]" in union.main

    # Signed; done by the lead, confirmed by the other
    office.go("Phối hợp OCOP", "Ghi việc ký")
    names = {
        "Văn phòng Điều phối tỉnh > Người ký": "Bùi Thị Thu",
        "Hội Nông dân tỉnh > Người ký": "Ha Tuyên",
    }
    office.send("Ghi việc ký", {**names, "Ngày ký": said()})
    for item in ("1. Mở bốn lớp", "2. Tổ chức hội chợ"):
        office.go(item).send("Báo xong", {"Đã làm được gì": "Đã xong cả"})
        office.go("Phối hợp OCOP")
        union.home().go(item).send("Xác nhận hoàn thành")
    assert "2/2 nội dung đã được bên kia xác nhận" in union.go("Phối hợp OCOP").main

    # Reviewed and signed by both; what is left goes into the draft of next year
    union.go("Lập bản tổng kết").send("Lưu bản tổng kết", {"Hạn chế": "Ít người trẻ"})
    union.send("Ký cho bên mình", {"Người ký": "Ha Tuyên", "Ngày ký": said()})
    office.home().go("Phối hợp", "Phối hợp OCOP", "Tổng kết")
    office.send("Ký cho bên mình", {"Người ký": "Bùi Thị Thu", "Ngày ký": said()})
    assert "2/2 nội dung hoàn thành" in office.main
    office.go("Phối hợp OCOP", "Soạn văn bản năm sau")
    office.send("Soạn văn bản năm sau", {"1. Mở bốn lớp": True})
    assert office.title == f"Phối hợp OCOP {year + 1}"
    after = Agreement.objects.get(starts_on__year=year + 1)
    assert [item.text for item in after.items.all()] == ["Mở bốn lớp tập huấn cho hội viên"]


def test_an_event_from_the_dispatch_to_a_new_idea(coordinator, officer, province, commune):
    office, local = ByHand(coordinator), ByHand(officer)

    # As the dispatch asks; what is taught; who is invited; for everybody to see
    office.go("Sự kiện", "Lập sự kiện")
    paper = {"Loại văn bản": "Công văn", "Số, ký hiệu": "41/VPĐP", "Ngày ban hành": said(-9)}
    what = {"Loại sự kiện": "Tập huấn", "Tên sự kiện": "Tập huấn hồ sơ", "Từ ngày": said()}
    more = {"Cơ quan ban hành": "VPĐP", "Nhận đăng ký quan tâm đến ngày": said(5)}
    office.send("Lưu sự kiện", {**what, **paper, **more})
    office.go("Ghi chương trình")
    lists = {"Chương trình": "8:00; Khai mạc; Bà Thu", "Chuyên đề": "Hồ sơ; đăng ký, hồ sơ"}
    office.send("Lưu nội dung", lists).go("Khách mời")
    who = {"Mời ai": "Mọi người giữ một vai trò", "Vai trò": "Cán bộ xã"}
    office.send("Mời dự", {**who, "Ở đâu": "tỉnh Lâm Đồng"})
    office.go("Tập huấn hồ sơ").send("Đưa lên lịch công khai")

    # The guest replies and comes; somebody from the village wants to join
    local.home().go("Tập huấn hồ sơ").send("Gửi trả lời", {"Dự": True})
    office.go("Mở bàn đón").send("Nguyễn Thị Lan")
    wish = {"Họ và tên": "Chị Ba", "Xã, phường nơi ở": commune.full_name}
    stranger = ByHand().go("Lịch sự kiện", "Tập huấn hồ sơ")
    wish |= {"Muốn làm": "Mứt gừng", "Tôi đồng ý": True}
    stranger.send("Gửi nguyện vọng", wish, status=422)
    assert "Hãy đọc lại rồi gửi lần nữa" in stranger.main
    (token,) = stranger.page.xpath("//form//input[@name='giu']")
    token.set("value", read_over(f"event {Event.objects.get().pk}")["giu"])
    stranger.send("Gửi nguyện vọng")
    assert "Cán bộ xã nơi bạn ở sẽ liên hệ." in stranger.main
    local.home().go("Mứt gừng").send("Ghi thành ý tưởng")
    assert local.title == "Mứt gừng"

    # Held, concluded, certified, reported; what came of it
    office.go("Tập huấn hồ sơ").send("Ghi là đã tổ chức")
    office.send("Lưu kết luận", {"Kết luận": "Các xã làm hồ sơ trong quý"})
    office.send("Cấp giấy chứng nhận tham dự")
    office.send("Gửi báo cáo", {"Đánh giá": "Đạt yêu cầu"}).go("Sau sự kiện", "Thành ý tưởng")
    assert "Mứt gừng" in office.main
    assert (Event.objects.get().state, Idea.objects.get().event) == ("reported", "Tập huấn hồ sơ")


def test_a_collection_with_its_lock_and_an_exception(advisor, officer, province):
    office, local = ByHand(advisor), ByHand(officer)

    office.go("Chỉ tiêu, số liệu", "Các đợt thu thập", "Soạn đợt mới")
    what = {"Tên đợt": "Số liệu hộ nghèo", "Cấp báo cáo": "xã", "Hạn gửi": said(9)}
    office.send("Soạn đợt", {**what, "tỉnh": True, "Số hộ nghèo": True})
    office.send("Mở cho các đơn vị")
    local.home().go("Số liệu hộ nghèo").send("Gửi báo cáo", status=422)
    assert "Chưa gửi được" in local.main
    assert "Số hộ nghèo (hộ) Ghi chú (không bắt buộc)" in local.main
    local.send("Lưu", {"Số hộ nghèo (hộ)": "37"}).send("Gửi báo cáo")

    # Returned with a reason that stands on top; sent again, approved, locked
    office.home().go("Số liệu hộ nghèo").send("Trả lại", {"Lý do trả lại": "Thiếu thôn 3"})
    local.home().go("Số liệu hộ nghèo")
    assert "Báo cáo bị trả lại Thiếu thôn 3" in local.main
    local.send("Lưu", {"Số hộ nghèo (hộ)": "39"}).send("Gửi báo cáo")
    office.home().go("Số liệu hộ nghèo").send("Duyệt")
    office.go("Số liệu hộ nghèo").send("Khóa kỳ")
    assert "Kỳ đã khóa" in office.main

    # An exception for one unit, that corrects what counts
    office.go("Cho một đơn vị sửa thêm")
    granted = {"Đơn vị": "xã Đức Trọng", "Được sửa đến hết ngày": said(2), "Vì sao": "Đếm sót"}
    office.send("Cho sửa thêm", granted)
    local.home().go("Số liệu hộ nghèo").send("Lưu", {"Số hộ nghèo (hộ)": "41"})
    local.send("Gửi báo cáo")
    assert Value.objects.get().value == 39
    office.home().go("Số liệu hộ nghèo").send("Duyệt")
    assert Value.objects.get().value == 41
