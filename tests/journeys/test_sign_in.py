"""A new member of the council comes in on her telephone, and from then on with her fingerprint."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect

from sanvat.parties import links, mails, tasks
from sanvat.parties.actions import invite
from sanvat.parties.models import OrganisationKind as Kind
from sanvat.parties.models import Role
from tests.desk.account.sign_in import link_in
from tests.people import PASSWORD, make_organisation

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def fingerprint(page: Page):
    """A device of Chromium's own that says yes, as a finger on a telephone does."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    device = devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return devices, device["authenticatorId"]


@pytest.fixture
def posted_at_once(monkeypatch):
    """Mails about signing in go off without a worker."""
    monkeypatch.setattr(
        "sanvat.parties.jobs.mail_soon",
        lambda to, subject, body: tasks.send_sign_in_mail(
            mails.keep(to, subject, body, at=timezone.now()).pk
        ),
    )


def button(page: Page, name: str):
    return page.get_by_role("button", name=name, exact=True)


def looks_right(page: Page) -> None:
    """Fits the telephone, and is accessible, once the page that a click led to is there."""
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert Axe().run(page).response["violations"] == []


def test_from_the_invitation_to_signing_in_with_a_passkey(
    live_server, page: Page, fingerprint, advisor, council
) -> None:
    cache.clear()
    offer = invite(
        council, Role.COUNCIL_MEMBER, email="mai@vidu.example", by=advisor, at=timezone.now()
    )
    page.set_viewport_size(PHONE)

    page.goto(f"{live_server.url}/tai-khoan/loi-moi/{links.token_of(offer)}/")
    expect(page.locator("main")).to_contain_text("Hội đồng OCOP tỉnh")
    expect(page.locator("main")).to_contain_text("Thành viên hội đồng")
    looks_right(page)
    page.get_by_label("Họ và tên").fill("Vũ Thị Mai")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    button(page, "Lập tài khoản và nhận lời").click()

    expect(page).to_have_url(re.compile("/tai-khoan/buoc-hai/$"))
    expect(page.locator("main")).to_contain_text("Cần làm trước khi vào bàn làm việc")
    looks_right(page)
    page.get_by_role("link", name="Thêm khóa truy cập").click()
    expect(page.get_by_label("Tên gọi")).to_be_visible()
    looks_right(page)
    page.get_by_label("Tên gọi").fill("Điện thoại của Mai")
    page.get_by_label("Dùng khóa này thay cả mật khẩu").check()
    button(page, "Thêm").click()

    expect(page).to_have_url(re.compile("/tai-khoan/buoc-hai/ma/$"))
    expect(page.locator("main")).to_contain_text("Đã thêm khóa truy cập.")
    expect(page.locator("main")).to_contain_text(re.compile("mã dự phòng|Mã dự phòng"))

    page.goto(f"{live_server.url}/tai-khoan/")
    expect(page.locator("main")).to_contain_text("Thành viên hội đồng, Hội đồng OCOP tỉnh")
    looks_right(page)
    button(page, "Đăng xuất").click()

    expect(page).to_have_url(re.compile("/tai-khoan/dang-nhap/$"))
    looks_right(page)
    button(page, "Đăng nhập bằng khóa truy cập").click()
    page.wait_for_url(re.compile("/ban-lam-viec/"))
    page.goto(f"{live_server.url}/tai-khoan/thiet-bi/")
    expect(page.locator("main")).to_contain_text("máy này")
    looks_right(page)


def test_a_passkey_as_the_second_step_and_a_device_that_says_no(
    live_server, page: Page, fingerprint, producer
) -> None:
    cache.clear()
    devices, device = fingerprint
    page.set_viewport_size(PHONE)
    sign_in(page, live_server, producer.username)
    page.goto(f"{live_server.url}/tai-khoan/buoc-hai/khoa/them/")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    button(page, "Xác nhận").click()
    button(page, "Thêm").click()
    expect(page).to_have_url(re.compile("/tai-khoan/buoc-hai/ma/$"))
    page.goto(f"{live_server.url}/tai-khoan/dang-xuat/")
    button(page, "Đăng xuất").click()

    sign_in(page, live_server, producer.username)
    expect(page).to_have_url(re.compile("/tai-khoan/buoc-hai/nhap/$"))
    looks_right(page)
    devices.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": device})
    button(page, "Dùng khóa truy cập").click()
    expect(page.locator("main")).to_contain_text("Thiết bị chưa mở được khóa truy cập.")


def test_an_officer_invited_by_telephone_gives_an_address_and_keeps_the_second_step(
    live_server, page: Page, fingerprint, operator, province, posted_at_once
) -> None:
    cache.clear()
    body = make_organisation(Kind.ADVISORY_BODY, "Chi cục Phát triển nông thôn", province)
    offer = invite(body, Role.ADVISORY_OFFICER, phone="0912345678", by=operator, at=timezone.now())
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/tai-khoan/loi-moi/{links.token_of(offer)}/")
    page.get_by_label("Họ và tên").fill("Vũ Thị Mai")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    button(page, "Lập tài khoản và nhận lời").click()

    # Before the second step: an address, asked for and confirmed.
    expect(page).to_have_url(re.compile("/tai-khoan/buoc-hai/$"))
    looks_right(page)
    page.get_by_role("link", name="Ghi thư điện tử").click()
    take_address(page, live_server, "mai@vidu.example")
    page.goto(f"{live_server.url}/tai-khoan/thu-dien-tu/")
    page.get_by_role("link", name="Về bước xác thực thứ hai").click()
    page.get_by_role("link", name="Thêm khóa truy cập").click()
    page.get_by_label("Tên gọi").fill("Điện thoại của Mai")
    page.get_by_label("Dùng khóa này thay cả mật khẩu").check()
    button(page, "Thêm").click()
    expect(page).to_have_url(re.compile("/tai-khoan/buoc-hai/ma/$"))
    page.get_by_role("link", name="Vào bàn làm việc").click()
    expect(page).to_have_url(re.compile("/ban-lam-viec/"))

    # With it: another address, after saying anew who one is.
    page.goto(f"{live_server.url}/tai-khoan/dang-xuat/")
    button(page, "Đăng xuất").click()
    sign_in(page, live_server, "mai@vidu.example")
    expect(page).to_have_url(re.compile("/tai-khoan/buoc-hai/nhap/$"))
    button(page, "Dùng khóa truy cập").click()
    page.wait_for_url(re.compile("/ban-lam-viec/"))
    page.goto(f"{live_server.url}/tai-khoan/thu-dien-tu/")
    take_address(page, live_server, "mai.moi@vidu.example", say_again=True)
    page.goto(f"{live_server.url}/tai-khoan/")
    expect(page.locator("main")).to_contain_text("0912345678, mai.moi@vidu.example")
    looks_right(page)
    page.goto(f"{live_server.url}/tai-khoan/buoc-hai/")
    expect(page.locator("main")).to_contain_text("Đang bật")


def test_the_button_of_a_passkey_waits_until_its_script_is_there(live_server, page: Page) -> None:
    cache.clear()
    held = []
    page.route(re.compile(r"/desk/passkey[^/]*\.js"), lambda route: held.append(route))
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/tai-khoan/dang-nhap/", wait_until="commit")
    passkey = button(page, "Đăng nhập bằng khóa truy cập")
    waiting = page.get_by_text("Nút này chờ JavaScript của trang tải xong.")
    expect(waiting).to_be_visible()
    expect(passkey).to_be_disabled()
    while not held:
        page.wait_for_timeout(20)

    held[0].continue_()
    expect(passkey).to_be_enabled()
    expect(waiting).to_be_hidden()
    looks_right(page)


def test_without_scripts_a_page_says_that_a_passkey_needs_them(live_server, windows) -> None:
    cache.clear()
    with windows.page(scripts=False, **PHONE) as page:
        page.goto(f"{live_server.url}/tai-khoan/dang-nhap/")

        expect(button(page, "Đăng nhập bằng khóa truy cập")).to_be_disabled()
        expect(page.get_by_text("Nếu trình duyệt không có JavaScript")).to_be_visible()
        expect(button(page, "Đăng nhập")).to_be_enabled()


def take_address(page: Page, live_server, address: str, *, say_again: bool = False) -> None:
    """Ask for an address on the page of addresses, and open the link in the mail that comes."""
    looks_right(page)
    page.get_by_label("Thư điện tử mới").fill(address)
    button(page, "Gửi thư xác nhận").click()
    if say_again:
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        button(page, "Xác nhận").click()
    expect(page.locator("main")).to_contain_text("Chúng tôi đã gửi thư xác nhận.")
    looks_right(page)
    assert mail.outbox[-1].to == [address]
    page.goto(live_server.url + link_in(mail.outbox[-1]))
    looks_right(page)
    button(page, "Xác nhận").click()
    expect(page.locator("main")).to_contain_text("Từ nay bạn đăng nhập được bằng địa chỉ này.")


def sign_in(page: Page, live_server, login: str) -> None:
    page.goto(f"{live_server.url}/tai-khoan/dang-nhap/")
    page.get_by_label("Thư điện tử hoặc số điện thoại").fill(login)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    button(page, "Đăng nhập").click()
    page.wait_for_url(re.compile("/ban-lam-viec/|/nhap/"))
