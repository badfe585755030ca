import pytest
from datetime import timedelta
from django.utils import timezone
from tests.journeys.by_hand import ByHand
from tests.journeys.dump import dump
pytestmark = pytest.mark.django_db

def test_plan(advisor, officer, province):
    today=timezone.localdate(); year=today.year
    d = ByHand(advisor)
    d.go("Kế hoạch","Lập kế hoạch","Lập chương trình trước")
    d.send("Lập chương trình", {"Tên chương trình":"Chương trình OCOP Lâm Đồng","Từ năm":str(year),"Đến năm":str(year+4)})
    d.send("Lập dự thảo", {"Thuộc chương trình":"Chương trình OCOP","Tên kế hoạch":f"Kế hoạch OCOP năm {year}"})
    d.go("Thêm chỉ tiêu"); print(d.main[-1500:])
    d.send("Thêm chỉ tiêu", {"Chỉ tiêu thống kê":"Số ý tưởng sản phẩm trong năm","Ít nhất":"100","Nhiều nhất":"400"}); dump(d)
    d.go("Giao"); dump(d,800)
    for h in d.page.xpath("//select[starts-with(@name,'choice_')]"): print(h.get("name"), h.getparent().text_content()[:80])
    d.send("Giao cho tất cả", {"Mỗi đơn vị ít nhất":"1","Mỗi đơn vị nhiều nhất":"3"}); dump(d,800)
    d.go("Số ý tưởng"); dump(d,900); d.go("Kế hoạch OCOP năm"); dump(d, 900)
    d.go("Ban hành"); dump(d,1000)

def test_agreement(coordinator, programme_party):
    today=timezone.localdate()
    d = ByHand(coordinator)
    d.go("Phối hợp","Soạn văn bản mới")
    d.send("Bắt đầu soạn", {"Loại văn bản":"Chương trình phối hợp","Tên văn bản":"Phối hợp năm","Bên thứ hai":programme_party.acting.organisation.name})
    for n in range(2):
        d.go("Thêm nội dung")
        d.send("Lưu nội dung", {"Nội dung":f"Mở lớp {n+1}","Bên chủ trì":"Văn phòng","Hội Nông dân tỉnh":True,"Việc của Hội":"Vận động"})
    d.send("Gửi các bên góp ý")
    p = ByHand(programme_party)
    p.go("Mời góp ý","Góp ý, xem"); 
    p.send("Gửi ý kiến",{"Góp ý về":"1. Mở","Ý kiến":"Ghi rõ số lớp"}); dump(p,700)
    d.home(); dump(d,700)
    d.go("Phối hợp năm"); dump(d,700)
    d.send("Trả lời",{"Kết quả":"tiếp thu","Trả lời":"Đã ghi"}); dump(d,700)

def test_event(coordinator, officer, province):
    today=timezone.localdate()
    d = ByHand(coordinator)
    d.go("Sự kiện","Lập sự kiện")
    d.send("Lưu sự kiện",{"Loại sự kiện":"Tập huấn","Tên sự kiện":"Tập huấn hồ sơ","Từ ngày":f"{today:%d/%m/%Y}","Từ giờ":"08:00","Nhận đăng ký":f"{today:%d/%m/%Y}","Loại văn bản":"Công văn","Số, ký hiệu":"41/VPĐP","Ngày ban hành":f"{today:%d/%m/%Y}","Cơ quan ban hành":"VPĐP"})
    d.go("Ghi chương trình"); dump(d,600)
    d.go("Tập huấn hồ sơ","Khách mời");
    d.send("Mời dự",{"Mọi người giữ một vai trò":True,"Vai trò":"Cán bộ xã","Ở đâu":"tỉnh Lâm Đồng"}); dump(d,900)
    d.go("Tập huấn hồ sơ")
    d.send("Đưa lên lịch công khai"); dump(d,500)
    o=ByHand(officer); dump(o,700)
    o.go("Tập huấn hồ sơ"); dump(o,900)

def test_collection(advisor, officer, neighbour):
    today=timezone.localdate()
    d = ByHand(advisor)
    d.go("Chỉ tiêu","Các đợt thu thập","Soạn đợt mới")
    d.send("Soạn đợt", {"Tên đợt":"Số liệu năm","Cấp báo cáo":"xã","Hạn gửi":f"{today+timedelta(9):%d/%m/%Y}","tỉnh":True,"Số hộ nghèo":True}); dump(d,1000)

    d.send("Mở đợt"); dump(d,800)
    o=ByHand(officer); dump(o,800)
    o.go("Số liệu năm"); dump(o,900)
