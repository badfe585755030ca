"""What may stand in the published part of a work calendar."""

import pytest

from sanvat.agenda.naming import faults_of

NAMES = frozenset({"bui thi thu", "tran van minh"})


@pytest.mark.parametrize(
    "text",
    [
        "Lãnh đạo Sở",
        "Đồng chí Bí thư Đảng ủy",
        "đồng chí Phó Chủ tịch UBND tỉnh",
        "bà Phó Giám đốc Sở",
        "Trưởng phòng OCOP",
        "Lễ kỷ niệm ngày sinh Chủ tịch Hồ Chí Minh",
        "Công văn số 295/VPĐP-NTM ngày 02/07/2019",
        "Kinh phí 120.000.000 đồng, 8:00–9:30",
        "Hội trường 0908, tầng 2",
        "Ông bà, cha mẹ học sinh",
        "",
    ],
)
def test_offices_bodies_and_numbers_may_be_published(text):
    assert faults_of({"content": text}, NAMES) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Gặp Bùi Thị Thu, phòng 3",
        "TRẦN VĂN MINH trình bày",
        "ông Nguyễn Văn An",
        "Đồng chí Lê Hồng dự",
        "đ/c Vũ Mai",
    ],
)
def test_people_may_not_be_named(text):
    assert "chức danh" in faults_of({"led_by": text}, NAMES)["led_by"]


@pytest.mark.parametrize(
    "text", ["gọi 0912345678", "Liên hệ 0263 3822 xxx, 0263.382.2345", "+84 912 345 678"]
)
def test_a_telephone_is_not_published(text):
    assert "số điện thoại" in faults_of({"venue": text}, NAMES)["venue"]
