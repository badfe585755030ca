"""News on its way online, and a unit that wants a site of its own, in Chromium."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from sanvat.news import tasks
from tests.people import make_person
from tests.threads import in_a_thread

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("templates_of_wagtail", "own_store"),
]


def write(page: Page, title: str, paragraph: str) -> None:
    """An article with what it must have, on the editor's page for a new one."""
    page.get_by_role("textbox", name="Tiêu đề*").fill(title)
    page.get_by_role("textbox", name="Sa-pô*").fill(paragraph)
    page.locator("button.c-sf-add-button").first.click()
    page.get_by_role("option", name="Đoạn văn").click()
    page.locator(".public-DraftEditor-content").click()
    page.keyboard.type(paragraph)
    kept = page.locator("[name='content-0-value']")  # a moment later
    expect(kept).to_have_value(re.compile(re.escape(paragraph)))


def programme(page: Page, subject: str) -> None:
    """A subject of the programme, which the navigation keeps folded."""
    bar = page.get_by_role("navigation", name="Bàn làm việc")
    bar.get_by_text("Chương trình").click()
    bar.get_by_role("link", name=subject).click()


def choose_time(page: Page, when: str) -> None:
    page.get_by_role("button", name="Trạng thái").click()
    page.get_by_role("button", name="Đặt lịch").click()
    page.get_by_label("Đăng lúc").fill(when)
    page.locator(".xdsoft_datetimepicker:visible .xdsoft_time.xdsoft_current").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Lưu lịch đăng").click()
    expect(page.locator(".messages .success")).to_be_visible(timeout=30_000)


def press(page: Page, action: str) -> None:
    """One of the actions folded behind the main one."""
    page.get_by_role("button", name="Việc khác").click()
    with page.expect_navigation():
        page.get_by_role("button", name=action, exact=True).click()
    expect(page.locator(".messages .success")).to_be_visible(timeout=30_000)


def test_an_editor_from_draft_to_scheduled_publication(
    live_server, page, window, section, writer, coordinator, monkeypatch
):
    # Written, given a time to go online, and sent to a second person
    soon = timezone.localtime().replace(minute=0) + timedelta(hours=2)
    desk = window(writer)
    desk.get_by_role("link", name="Viết tin mới").click()
    write(desk, "Chè Cầu Đất vào vụ", "Bà con hái chè từ sáng sớm.")
    choose_time(desk, f"{soon:%Y-%m-%d %H:%M}")
    press(desk, "Gửi: Duyệt đăng")

    # Read by the second person, who finds it on their first page, and approved
    office = window(coordinator)
    office.get_by_role("link", name="Chè Cầu Đất vào vụ").click()
    office.get_by_role("button", name="Duyệt đăng").click()
    expect(office.get_by_text(f"{soon:%H:%M} ngày {soon:%d/%m/%Y}")).to_be_visible()
    expect(office.get_by_text("Đã duyệt, hẹn giờ đăng")).to_be_visible()
    news = f"{live_server.url}{section.path_on_site()}"
    page.goto(news)
    expect(page.get_by_role("link", name="Chè Cầu Đất vào vụ")).to_have_count(0)

    # The job puts it online when its time has come
    now = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: now() + timedelta(hours=2))
    in_a_thread(lambda: tasks.publish_due(0))
    page.goto(news)
    page.get_by_role("link", name="Chè Cầu Đất vào vụ").first.click()
    expect(page.get_by_role("article")).to_contain_text("Bà con hái chè từ sáng sớm.")

    # Who did what
    desk.goto(f"{live_server.url}/ban-lam-viec/tin/")
    desk.get_by_role("link", name="Chè Cầu Đất vào vụ").click()
    desk.get_by_role("link", name="Nhật ký của bài").click()
    told = desk.locator("main").inner_text()
    for act, who in (
        ("Đăng đúng giờ đã đặt", "Hệ thống"),
        ("Duyệt đăng", "Bùi Thị Thu"),
        ("Gửi duyệt", "Lê Biên Tập"),
    ):
        assert f"{act}\n\n{who}" in told


def test_a_unit_gets_a_site_of_its_own(live_server, page, window, coordinator, settings, province):
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "ocop.localhost"]
    own = live_server.url.replace("localhost", "ocop.localhost").replace(
        "127.0.0.1", "ocop.localhost"
    )

    # Its keeper opens it, under its own host, and lets its editors put online what they write
    office = window(coordinator)
    programme(office, "Tin, trang đơn vị")
    office.get_by_role("link", name="Mở trang của đơn vị").click()
    office.get_by_label("Tên trang").fill("Điều phối Lâm Đồng")
    office.get_by_label("Giới thiệu").fill("Việc của chương trình trong tỉnh.")
    office.get_by_role("button", name="Mở trang").click()
    office.get_by_label("Tên miền riêng").fill("ocop.localhost")
    office.get_by_label("Biên tập viên tự đăng").check()
    office.get_by_role("button", name="Lưu").click()
    expect(office.get_by_text("Đã lưu.")).to_be_visible()

    # and its work calendar
    programme(office, "Lịch công tác")
    office.get_by_role("button", name="Mở lịch công tác").click()
    office.get_by_role("link", name="Ghi lịch tuần").click()
    office.get_by_label("Nội dung").first.fill("Giao ban đầu tuần")
    office.get_by_label("Hoặc buổi").first.select_option("morning")
    office.get_by_role("button", name="Lưu lịch tuần").click()
    office.get_by_role("button", name="Công bố").click()

    # Its editor: a section, an article in it, and links in a group
    body = coordinator.acting.organisation
    writer = in_a_thread(lambda: make_person("Lê Biên Tập", "editor", body, username="0987000001"))
    desk = window(writer)
    programme(desk, "Tin, trang đơn vị")
    desk.get_by_role("link", name="Vào trang soạn tin").click()
    desk.get_by_role("link", name="Trang và tin").first.click()
    desk.get_by_role("link", name="Thêm trang con", exact=True).click()
    desk.get_by_role("textbox", name="Tiêu đề*").fill("Chuyện sản phẩm")
    press(desk, "Đăng")
    desk.goto(f"{live_server.url}/ban-lam-viec/")
    desk.get_by_role("link", name="Viết tin vào “Chuyện sản phẩm”").click()
    write(desk, "Người giữ lò mứt", "Lò mứt đỏ lửa từ tháng Chạp.")
    press(desk, "Đăng")
    desk.get_by_role("link", name="Trang và tin").first.click()
    desk.get_by_role("button", name="Việc", exact=True).click()
    desk.get_by_role("link", name="Sửa", exact=True).click()
    desk.get_by_role("button", name="Thêm nhóm").click()
    desk.get_by_role("textbox", name="Tên nhóm*").fill("Báo, đài")
    desk.get_by_role("button", name="Thêm Liên kết").click()
    desk.get_by_role("textbox", name="Tên*", exact=True).fill("Báo Vườn Mới")
    desk.get_by_role("textbox", name="Địa chỉ*").fill("https://vuonmoi.example/")
    press(desk, "Đăng")

    # What a reader finds at the unit's own host
    page.goto(f"{own}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Điều phối Lâm Đồng")
    expect(page.get_by_role("link", name="Báo Vườn Mới")).to_be_visible()
    page.get_by_role("link", name="Lịch công tác tuần này").click()
    expect(page.get_by_text("Giao ban đầu tuần")).to_be_visible()
    page.goto(f"{own}/")
    page.get_by_role("link", name="Chuyện sản phẩm").first.click()
    page.get_by_role("link", name="Người giữ lò mứt").first.click()
    expect(page.get_by_role("article")).to_contain_text("Lò mứt đỏ lửa")
    assert page.url.startswith(own)
