"""The state's table of OCOP products, as it is taken away."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from lxml import html
from openpyxl import load_workbook

from sanvat.certificates.models import Recognition
from sanvat.products.models import YearFigure
from tests.desk.pages import DESK, read, signed_in, status, text_of
from tests.indicators.test_counting import product_of
from tests.products.conftest import coffee, cooperative, store  # noqa: F401

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
YEAR = TODAY.year - 1
AT = f"{DESK}bao-cao/ptnt-ocop/"


def recognised(product, stars, issued_on, expires_on=None, round=1) -> Recognition:
    return Recognition.objects.create(
        product=product,
        kind="first" if round == 1 else "again",
        stars=stars,
        round=round,
        year=issued_on.year,
        issued_on=issued_on,
        expires_on=expires_on,
    )


def taken(user, year=YEAR) -> list[tuple]:
    answer = signed_in(user).get(f"{AT}{year}.xlsx")
    return list(load_workbook(BytesIO(answer.content))["PTNT_OCOP"].values)


def test_each_product_is_a_line_of_the_state_table(coordinator, coffee, cooperative):  # noqa: F811
    tea, honey, salt = (product_of(cooperative, name) for name in ("Trà", "Mật ong", "Muối"))
    recognised(coffee, 3, date(YEAR - 4, 5, 1), date(YEAR - 1, 5, 1))
    held = recognised(coffee, 4, date(YEAR - 1, 6, 1), date(YEAR + 2, 6, 1), round=2)
    ended = recognised(tea, 3, date(YEAR - 4, 2, 1), date(YEAR - 1, 2, 1))
    recognised(honey, 2, date(YEAR - 1, 1, 5))  # not a rank of the table
    recognised(salt, 5, TODAY)  # only after the year
    YearFigure.objects.create(product=coffee, year=YEAR, revenue=1_234_567_891)

    names, *rows = taken(coordinator)

    assert names == (
        "MA_OCOP",
        "Ma_DonViHanhChinh",
        "Ma_ThoiGian",
        "Ma_SanPham",
        "TenSanPham",
        "XepHang",
        "ChuTheSXKD",
        "DoanhThuNam",
        "TrangThai",
    )
    code, maker = cooperative.place.code, cooperative.name
    kept = ("4*", maker, 1234.57, "Hiệu lực")
    gone = ("3*", maker, None, "Hết hạn")
    assert sorted(rows) == [
        (held.pk, code, str(YEAR), str(coffee.pk), coffee.name, *kept),
        (ended.pk, code, str(YEAR), str(tea.pk), "Trà", *gone),
    ]


def test_every_figure_of_the_table_opens_its_list(coordinator, coffee):  # noqa: F811
    recognised(coffee, 4, date(YEAR - 1, 6, 1), TODAY + timedelta(days=400))
    YearFigure.objects.create(product=coffee, year=YEAR, revenue=2_000_000)
    client = signed_in(coordinator)

    page = html.fromstring(client.get(f"{AT}?nam={YEAR}").content)

    found = {}
    for row in page.xpath("//table//tr[td]"):
        address = row.xpath(".//a/@href")[0]
        label, value = (" ".join(each.text_content().split()) for each in row[:2])
        found[label] = (value, coffee.name in text_of(client.get(address)))
    assert list(found.values()) == [
        ("0", False),
        ("1", True),
        ("0", False),
        ("0", False),
        ("2.000.000", True),
    ]


def test_others_have_no_state_table(coordinator, producer, chair, programme_party):
    for person in (producer, chair, programme_party):
        assert status(person, "bao-cao/ptnt-ocop/") == 404
        assert status(person, f"bao-cao/ptnt-ocop/{YEAR}.xlsx") == 404
    assert status(coordinator, f"bao-cao/ptnt-ocop/{TODAY.year + 1}.xlsx") == 404
    assert "PTNT_OCOP" in read(coordinator, "bao-cao/")
