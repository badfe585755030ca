import pytest

from sanvat.products.names import legal_form_in, name_key, near_key, producer_key
from sanvat.text.tidy import tidy


def test_a_text_is_kept_composed_and_without_the_invisible():
    assert tidy("  Cà\u00a0phê\u200b\tĐa\u0323t \n") == "Cà phê Đạt"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà Bình", "Hòa Bình"),
        ("CHÈ SHAN tuyết", "Chè Shan Tuyết"),
        ("Nước mắm (cá cơm)", "Nước mắm cá cơm"),
    ],
)
def test_one_product_may_be_written_in_several_ways(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Gạo ST25 (túi 5kg)", "Gạo ST25 - 10 kg"),
        ("Mật ong hoa sen chai 300mL", "Mật ong hoa sen, chai 500 ml"),
        ("Sản phẩm OCOP Chè đinh cao cấp", "Chè đinh"),
        ("Đức Trọng cà phê", "Cà phê Đức Trọng"),
    ],
)
def test_two_names_may_be_near(one, other):
    assert near_key(one) == near_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nước mắm 38 độ đạm", "Nước mắm 40 độ đạm"),
        ("Gạo ST24", "Gạo ST25"),
        ("Nhãn sấy", "Mít sấy"),
    ],
)
def test_other_things_are_not_near(one, other):
    assert near_key(one) != near_key(other)


def test_a_name_of_nothing_but_praise_still_has_a_key():
    assert near_key("Đặc sản OCOP 5 sao") == "dac san ocop 5 sao"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HTXNN Tam Ngãi", "Hợp tác xã Nông nghiệp Tam Ngãi"),
        (
            "CTY TNHH SX TM DV Ngô Mai Hoa",
            "Công ty TNHH Sản xuất Thương mại và Dịch vụ Ngô Mai Hoa",
        ),
        ("Công ty TNHH MTV Trà Vinh Farm", "Công ty TNHH 1 thành viên Trà Vinh FARM"),
        ("HKD Hoà", "Hộ kinh doanh Hòa"),
    ],
)
def test_a_producer_is_known_by_its_short_name(one, other):
    assert producer_key(one) == producer_key(other)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("HTX Cà phê", "cooperative"),
        ("Tổ hợp tác nhãn", "cooperative-group"),
        ("Hộ SXKD Thạch Su", "producer-household"),
        ("Công ty TNHH Seagull", "small-medium-enterprise"),
        ("Chi nhánh Công ty TNHH Ceres", "small-medium-enterprise"),
        ("Trang trại Xanh", "farm"),
        ("Bưu điện", ""),
    ],
)
def test_a_name_often_says_the_legal_form(text, form):
    assert legal_form_in(text) == form
