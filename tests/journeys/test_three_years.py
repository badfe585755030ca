"""An office takes in the lists of three years, each of another shape, and gets one history."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
import xlsxwriter
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Page, expect

from sanvat.parties.models import Role, User
from sanvat.places.models import Place
from sanvat.products.models import Product
from tests.desk.register.jobs import do_jobs
from tests.people import make_organisation, make_person
from tests.register.old_typing import tcvn3
from tests.threads import in_a_thread
from tests.windows import Windows

pytestmark = pytest.mark.browser

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OURS = "Xã Ba Đồi"
"""What this office calls a commune, and no map does."""


@pytest.fixture
def advisor(transactional_db, own_store) -> User:
    cache.clear()
    province = Place.objects.today().provinces().get(folded="lam dong")
    body = make_organisation("advisory_body", "Chi cục Phát triển nông thôn", province)
    return make_person("Trần Văn Minh", Role.ADVISORY_OFFICER, body)


def book(sheets, *, merged=()) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for first, left, last, right in merged:
                sheet.merge_range(first, left, last, right, "")
            for number, cells in enumerate(rows):
                for place, cell in enumerate(cells):
                    if isinstance(cell, date):
                        sheet.write_datetime(number, place, cell, day)
                    elif cell != "":
                        sheet.write(number, place, cell)
    return made.getvalue()


def of_2019() -> bytes:
    """The annex of a decision; group rows name the communes."""
    return book(
        {
            "Phụ lục": [
                ["UBND TỈNH LÂM ĐỒNG"],
                ["DANH SÁCH SẢN PHẨM ĐƯỢC CÔNG NHẬN"],
                ["(Kèm theo Quyết định số 411/QĐ-UBND ngày 20/11/2019 của UBND tỉnh Lâm Đồng)"],
                [],
                ["TT", "Tên sản phẩm", "Chủ thể", "Hạng sao"],
                ["I", OURS.upper()],
                [1, "Trà hoa cúc sấy", "HTX Hoa Đồi", "3 sao"],
                [2, "Mứt dâu tây", "HTX Hoa Đồi", "3 sao"],
                ["II", "XÃ DI LINH"],
                [3, "Cà phê phin giấy", "Hộ kinh doanh Ka Rèn", "4 sao"],
                [4, "Rượu cần (đã rút tên)", "Hộ kinh doanh Ka Rèn", "3 sao"],
                ["", "Tổng cộng: 04 sản phẩm"],
                [],
                ["", "NGƯỜI LẬP BIỂU", "CHỦ TỊCH"],
                ["", "Trần Thị Lập", "Nguyễn Văn Ký"],
            ]
        }
    )


def of_2022() -> bytes:
    """One line a recognition, in an old font, with a draft on a second sheet."""
    heading = ["STT", "Tên sản phẩm", "Tên chủ thể", "Xã", "Hạng sao", "Quyết định (số, ngày)"]
    lines = [
        ["Trà hoa cúc sấy", "HTX Hoa Đồi", OURS, 3, "411/QĐ-UBND ngày 20/11/2019"],
        ["Trà hoa cúc sấy", "HTX Hoa Đồi", OURS, 4, "522/QĐ-UBND ngày 05/12/2022"],
        ["Mứt dâu tây", "HTX Hoa Đồi", OURS, 3, "522/QĐ-UBND ngày 05/12/2022"],
        ["Cà phê phin giấy", "Hộ kinh doanh Ka Rèn", "Di Linh", 4, "411/QĐ-UBND ngày 20/11/2019"],
    ]
    rows = [[n, *map(typed, line)] for n, line in enumerate(lines, start=1)]
    draft = [[1, *map(typed, ["Mứt dâu tằm", "HTX Hoa Đồi", OURS, 3, "522/QĐ-UBND"])]]
    return book({"Năm 2022": [heading, *rows], "Nháp": [heading, *draft]})


def typed(cell):
    return tcvn3(cell) if isinstance(cell, str) else cell


def of_2025() -> bytes:
    """Two blocks below merged headings; one cell names two products."""
    merged = [
        *((1, place, 2, place) for place in range(3)),
        (1, 3, 1, 5),
        (1, 6, 1, 8),
        (0, 0, 0, 8),
    ]
    rows = [
        ["TỔNG HỢP SẢN PHẨM OCOP ĐẾN NĂM 2025"],
        ["STT", "Tên sản phẩm", "Tên chủ thể, địa chỉ", "Công nhận lần đầu", "", "", "Lần 2"],
        ["", "", "", *(["Hạng sao", "Số QĐ", "Ngày QĐ"] * 2)],
    ]
    rows[1][2] = "Chủ thể"
    first, second = date(2022, 12, 5), date(2025, 12, 9)
    two = "1. Trà hoa cúc sấy; 2. Mứt dâu tây"
    rows += [
        [1, two, "HTX Hoa Đồi", "", "", "", 4, "633/QĐ-UBND", second],
        [2, "Cà phê phin giấy", "Hộ kinh doanh Ka Rèn", 4, "522/QĐ-UBND", first, "", "", ""],
        [3, "Bơ sấy dẻo", "HTX Hoa Đồi", 3, "633/QĐ-UBND", second, "", "", ""],
    ]
    places = {"HTX Hoa Đồi": OURS, "Hộ kinh doanh Ka Rèn": "Di Linh"}
    for row in rows:
        row += [""] * (9 - len(row))
        row.append(places.get(row[2], ""))
    rows[1][9] = "Xã"
    return book({"Tổng hợp": rows}, merged=[*merged, (1, 9, 2, 9)])


@dataclass
class Desk:
    """The office at its desk, in a browser."""

    page: Page
    address: str
    width: int
    has_scripts: bool

    def upload(self, name: str, content: bytes) -> None:
        self.page.goto(f"{self.address}/ban-lam-viec/nhap-so/")
        self.page.get_by_label("Tệp sổ").set_input_files(
            {"name": name, "mimeType": XLSX, "buffer": content}
        )
        self.press("Tải lên và xem cột")
        expect(self.page).to_have_url(re.compile(r"/trang/\d+/$"))
        self.everyone_can_use_it()

    def press(self, name: str | re.Pattern[str]) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def everyone_can_use_it(self) -> None:
        """No fault that axe finds, and nothing wider than the screen but tables in their frames."""
        assert self.page.evaluate("document.documentElement.scrollWidth") <= self.width
        if self.has_scripts:
            violations = Axe().run(self.page).response["violations"]
            assert [(v["id"], v["nodes"][0]["html"]) for v in violations] == []

    def told(self, text: str) -> None:
        expect(self.page.locator("main")).to_contain_text(text)

    def work(self) -> None:
        """What the worker does meanwhile; the page asks for itself anew."""
        expect(self.page).to_have_url(re.compile(r"/nhap-so/\d+/(\?.*)?$"))
        in_a_thread(do_jobs)
        if not self.has_scripts:  # it would come by itself after three seconds
            self.page.goto(self.page.url.split("?")[0])
        expect(self.page.locator("#tien-do")).to_have_count(0, timeout=15_000)

    def accept(self) -> None:
        self.press("Đúng, xem trước từng dòng")
        self.work()
        self.everyone_can_use_it()

    def row(self, *words: str):
        row = self.page.locator("li.answer-row")
        for each in words:
            row = row.filter(has_text=each)
        return row.first

    def apply(self, count: int) -> None:
        self.press(f"Áp dụng {count} dòng")
        self.work()
        self.told("đã áp dụng")


@pytest.fixture(params=[(1280, True), (390, False)], ids=["desk", "bare phone"])
def desk(request, live_server, windows: Windows, advisor) -> Iterator[Desk]:
    width, has_scripts = request.param

    def session() -> str:
        client = Client()
        client.force_login(advisor)
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    cookie = {"name": settings.SESSION_COOKIE_NAME, "url": live_server.url}
    with windows.page(scripts=has_scripts, width=width, height=844) as page:
        page.set_default_timeout(10_000)
        page.context.add_cookies([cookie | {"value": in_a_thread(session)}])
        yield Desk(page, live_server.url, width, has_scripts)


def take_in_2019(desk: Desk) -> None:
    desk.upload("phu-luc-2019.xlsx", of_2019())
    desk.told("4 sản phẩm")
    desk.told("2 dòng nhóm")
    desk.page.get_by_label("Dòng 11 là").select_option("note")
    desk.press("Ghi phần đã sửa")
    desk.told("3 sản phẩm")
    desk.told("bạn chỉ")
    desk.everyone_can_use_it()
    desk.accept()

    unclear = desk.row("Trà hoa cúc sấy", "Chưa rõ địa bàn")
    unclear.get_by_text("Chọn nghĩa đúng").click()
    unclear.get_by_label("Là nơi nào").fill("xã Đức Trọng, tỉnh Lâm Đồng")
    unclear.get_by_role("button", name="Ghi nghĩa này").click()
    desk.work()
    desk.apply(3)


def take_in_2022(desk: Desk) -> None:
    desk.upload("danh-sach-2022.xlsx", of_2022())
    desk.page.get_by_label(re.compile("Nháp: 1")).uncheck()
    desk.press("Đọc những trang đã chọn")
    expect(desk.page.get_by_label(re.compile("Nháp: 1"))).not_to_be_checked()
    desk.told("Phông chữ cũ TCVN3")
    desk.press("Không đổi, đọc như trong tệp")
    desk.told("Bạn đã chọn không đổi.")
    desk.press("Đổi sang Unicode")
    expect(desk.page.get_by_role("table").last).to_contain_text("Trà hoa cúc sấy")
    desk.everyone_can_use_it()
    desk.accept()

    # What the office meant by its own word is offered, and not taken unasked.
    desk.told("Chưa rõ địa bàn")
    desk.press("Hiểu như lần trước")
    desk.work()
    desk.apply(2)


def take_in_2025(desk: Desk) -> None:
    desk.upload("tong-hop-2025.xlsx", of_2025())
    desk.accept()

    desk.press("Hiểu như lần trước")
    desk.work()
    several = desk.row("Nhiều sản phẩm trong một ô")
    several.get_by_role("button", name="Tách thành từng sản phẩm").click()
    desk.work()
    desk.apply(4)


HISTORIES = {
    "Trà hoa cúc sấy": [
        (3, date(2019, 11, 20), "411/QĐ-UBND"),
        (4, date(2022, 12, 5), "522/QĐ-UBND"),
        (4, date(2025, 12, 9), "633/QĐ-UBND"),
    ],
    "Mứt dâu tây": [
        (3, date(2019, 11, 20), "411/QĐ-UBND"),
        (3, date(2022, 12, 5), "522/QĐ-UBND"),
        (4, date(2025, 12, 9), "633/QĐ-UBND"),
    ],
    "Cà phê phin giấy": [
        (4, date(2019, 11, 20), "411/QĐ-UBND"),
        (4, date(2022, 12, 5), "522/QĐ-UBND"),
    ],
    "Bơ sấy dẻo": [(3, date(2025, 12, 9), "633/QĐ-UBND")],
}


def histories() -> dict[str, list[tuple[int, date, str]]]:
    return {
        product.name: [
            (each.stars, each.issued_on, each.decision)
            for each in product.recognitions.order_by("round")
        ]
        for product in Product.objects.all()
    }


def test_the_lists_of_three_years_become_one_history(desk):
    take_in_2019(desk)
    take_in_2022(desk)
    take_in_2025(desk)

    assert in_a_thread(histories) == HISTORIES
    desk.page.goto(f"{desk.address}/ban-lam-viec/san-pham/")
    desk.page.get_by_role("link", name="Trà hoa cúc sấy").first.click()
    for decision in ("411/QĐ-UBND", "522/QĐ-UBND", "633/QĐ-UBND"):
        desk.told(decision)
