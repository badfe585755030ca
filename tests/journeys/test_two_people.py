"""Two people at one product: who saves later sees both, on a telephone and on a desk."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from sanvat.parties.models import Role, User
from sanvat.places.models import Place
from sanvat.products import actions
from sanvat.products.actions import Variant
from sanvat.products.models import Product
from tests.people import make_organisation, make_person
from tests.threads import in_a_thread

pytestmark = pytest.mark.browser

now = timezone.now


@pytest.fixture
def officer(transactional_db) -> User:
    province = Place.objects.today().provinces().get(folded="lam dong")
    commune = Place.objects.today().communes().get(parent=province, folded="duc trong")
    body = make_organisation("commune_committee", "UBND xã Đức Trọng", commune)
    return make_person("Nguyễn Thị Lan", Role.COMMUNE_OFFICER, body)


@pytest.fixture
def coffee(officer) -> Product:
    cooperative = actions.register_producer(
        *("HTX Tân Hội", officer.acting.place), by=officer, at=now(), legal_form="cooperative"
    )
    product = actions.register_product(cooperative, "Cà phê bột", by=officer, at=now())
    actions.set_variants(product, [Variant("Gói")], by=officer, at=now())
    return product


@pytest.fixture
def maker(coffee) -> User:
    body = coffee.producer.organisation
    return make_person("Ka Thơm", Role.PRODUCER, body, username="0912345678")


@pytest.fixture
def signed_in_page(live_server, page: Page, maker) -> Page:
    def session() -> str:
        client = Client()
        client.force_login(maker)
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    page.context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": in_a_thread(session),
                "url": live_server.url,
            }
        ]
    )
    return page


def everyone_can_use(page: Page, width: int) -> None:
    violations = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_who_saves_later_reads_both_and_saves_theirs(
    live_server, signed_in_page, coffee, officer, width, scheme
):
    page = signed_in_page
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/ban-lam-viec/san-pham/{coffee.pk}/thong-tin/")
    page.get_by_label("Ghi chú").fill("Của tôi")
    theirs = {"note": "Của chị Lan", "story": "Chuyện của cả buôn. " * 30}
    in_a_thread(lambda: actions.change_product(coffee, by=officer, at=now(), **theirs))

    page.get_by_role("button", name="Lưu", exact=True).click()

    notice = page.get_by_role("alert")
    expect(notice).to_be_focused()
    expect(notice).to_contain_text("Bản hiện nay do Nguyễn Thị Lan lưu lúc")
    expect(page.get_by_label("Ghi chú")).to_have_value("Của tôi")
    expect(page.get_by_label("Ghi chú")).to_have_accessible_description("Hiện nay: Của chị Lan")
    everyone_can_use(page, width)
    # By keyboard alone: from the notice over its links to the button.
    for _each in range(3):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Lưu bản của tôi")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã lưu.")).to_be_visible()
    assert in_a_thread(lambda: Product.objects.get().note) == "Của tôi"


@pytest.mark.parametrize("width", [390, 1280])
def test_rows_that_another_saved_stand_above_mine(
    live_server, signed_in_page, coffee, officer, width
):
    page = signed_in_page
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/ban-lam-viec/san-pham/{coffee.pk}/quy-cach/")
    page.get_by_label("Tên gọi").first.fill("Túi")
    theirs = [Variant("Hộp quà biếu")]
    in_a_thread(lambda: actions.set_variants(coffee, theirs, by=officer, at=now()))

    page.get_by_role("button", name="Lưu", exact=True).click()

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert").get_by_role("table")).to_contain_text("Hộp quà biếu")
    everyone_can_use(page, width)
    page.get_by_role("link", name="Lấy bản hiện nay").click()
    expect(page.get_by_label("Tên gọi").first).to_have_value("Hộp quà biếu")


def test_a_second_click_is_no_second_wish(live_server, signed_in_page, coffee):
    page = signed_in_page
    address = f"{live_server.url}/ban-lam-viec/chu-the/{coffee.producer_id}/san-pham/"
    page.goto(address)
    page.get_by_label("Tên sản phẩm").fill("Chè ô long")

    page.get_by_role("button", name="Đăng ký sản phẩm").dblclick()

    expect(page.get_by_role("heading", level=1)).to_have_text("Chè ô long")
    expect(page.get_by_text("Đã đăng ký Chè ô long.")).to_be_visible()
    assert in_a_thread(lambda: Product.objects.filter(name="Chè ô long").count()) == 1
