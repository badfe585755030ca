"""From an invitation to a registered product with a picture, on a telephone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from sanvat.parties import actions as parties
from sanvat.parties import links
from sanvat.parties.models import Role, User
from sanvat.places.models import Place
from sanvat.products import actions as products
from sanvat.products.models import Product
from tests.people import make_organisation, make_person
from tests.records import uploads
from tests.register.registers import coffee, preview
from tests.windows import Windows

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture
def invitation(transactional_db):
    """The officer of the commune has entered a cooperative and invites its first person."""
    province = Place.objects.today().provinces().get(folded="lam dong")
    commune = Place.objects.today().communes().get(parent=province, folded="duc trong")
    officer = make_person(
        "Nguyễn Thị Lan",
        Role.COMMUNE_OFFICER,
        make_organisation("commune_committee", "UBND xã Đức Trọng", commune),
    )
    now = timezone.now()
    cooperative = products.register_producer(
        "HTX Nông nghiệp Tân Hội", commune, by=officer, at=now, legal_form="cooperative"
    )
    return parties.invite(
        cooperative.organisation, Role.PRODUCER, by=officer, at=now, phone="0977123456"
    )


def test_from_an_invitation_to_a_product_with_a_picture(
    live_server, page: Page, invitation
) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/tai-khoan/loi-moi/{links.token_of(invitation)}/")
    expect(page.get_by_text("HTX Nông nghiệp Tân Hội")).to_be_visible()
    page.get_by_label("Họ và tên").fill("Ka Thơm")
    page.get_by_label("Mật khẩu").fill("vườn cà phê trên đồi")
    page.get_by_role("button", name="Lập tài khoản và nhận lời").click()

    expect(page).to_have_url(f"{live_server.url}/ban-lam-viec/")
    page.get_by_role("link", name="Đăng ký sản phẩm").first.click()
    page.get_by_label("Tên sản phẩm").press_sequentially("Cà phê bột Tân Hội", delay=10)
    expect(page.locator("#goi-y")).to_contain_text("cà phê", ignore_case=True)
    page.get_by_label("Câu chuyện sản phẩm").fill("Mười hai hộ trong buôn cùng rang.")
    page.get_by_role("button", name="Đăng ký sản phẩm").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Cà phê bột Tân Hội")
    product = Product.objects.get()
    page.goto(f"{live_server.url}/ban-lam-viec/san-pham/{product.pk}/anh/")
    page.locator("input[type=file][multiple]").first.set_input_files(
        {"name": "goi.jpg", "mimeType": "image/jpeg", "buffer": uploads.picture_from_phone()}
    )
    send = page.get_by_role("button", name=re.compile("Thêm|Tải|Gửi"))
    if send.count() and send.first.is_visible():
        send.first.click()
    expect(page.get_by_text("Đã thêm 1 ảnh.")).to_be_visible()

    page.goto(f"{live_server.url}/ban-lam-viec/san-pham/{product.pk}/")
    picture = page.locator("main img").first
    expect(picture).to_be_visible()
    picture.evaluate("image => image.decode()")  # the policy of the page forbids to poll it
    assert picture.evaluate("image => image.naturalWidth") > 0
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert User.objects.get(username="0977123456").name == "Ka Thơm"


def sign_in(live_server, page: Page, user: User) -> None:
    """As after the sign-in page: the session's cookie, and nothing else."""
    client = Client()
    client.force_login(user)
    session = client.cookies["sanvat_session"].value
    page.context.add_cookies([{"name": "sanvat_session", "value": session, "url": live_server.url}])


@pytest.mark.parametrize(
    ("size", "scheme"), [(PHONE, "dark"), (DESK, "light")], ids=["dark phone", "light desk"]
)
def test_axe_finds_nothing_serious_on_the_desk(
    live_server, windows: Windows, invitation, scheme, size
) -> None:
    officer = invitation.invited_by
    now = timezone.now()
    letter = parties.draft_letter(
        "lan@vidu.example", "Về lớp học", "Kính gửi.", about=None, by=officer, at=now
    )
    producer = products.register_producer(
        "HTX Mới", officer.acting.place, by=officer, at=now, legal_form="cooperative"
    )
    product = products.register_product(producer, "Cà phê bột", by=officer, at=now)
    importing = preview([coffee(), coffee(product=""), coffee(commune="Đâu")], by=officer)
    with windows.page(**size) as page:
        sign_in(live_server, page, officer)
        page.emulate_media(color_scheme=scheme)
        broken = []
        for address in (
            "",
            "san-pham/",
            f"san-pham/{product.pk}/",
            "chu-the/",
            f"chu-the/{producer.pk}/",
            "y-tuong/",
            "y-tuong/moi/",
            "chu-trinh/",
            "tim/?q=cà phê",
            "nhap-so/",
            f"nhap-so/{importing.pk}/",
            f"nhap-so/{importing.pk}/trang/0/",
            f"nhap-so/{importing.pk}/trang/0/cot/",
            "to-chuc/",
            f"to-chuc/{invitation.organisation_id}/",
            "to-chuc/moi/",
            "thu/",
            f"thu/{letter.pk}/",
            "thong-bao/",
            "khoa-api/",
        ):
            page.goto(f"{live_server.url}/ban-lam-viec/{address}")
            broken += [
                (address, found["id"], [node["target"] for node in found["nodes"]][:3])
                for found in Axe().run(page).response["violations"]
                if found["impact"] in ("serious", "critical")
            ]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                broken.append((address, "wider than the screen", []))

    assert broken == []
