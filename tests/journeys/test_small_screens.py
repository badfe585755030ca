"""No page of the desk is wider than the telephone on which it is read."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from sanvat.parties import actions as parties
from sanvat.parties.models import Role, User
from sanvat.places.models import Place
from sanvat.products import actions
from tests.people import make_organisation, make_person
from tests.products.test_ideas import PLAN
from tests.threads import in_a_thread

pytestmark = pytest.mark.browser

WIDTHS = (320, 390)
now = timezone.now


@pytest.fixture
def officer(transactional_db) -> User:
    cache.clear()
    province = Place.objects.today().provinces().get(folded="lam dong")
    commune = Place.objects.today().communes().get(parent=province, folded="duc trong")
    body = make_organisation("commune_committee", "UBND xã Đức Trọng", commune)
    return make_person("Nguyễn Thị Lan", Role.COMMUNE_OFFICER, body)


@pytest.fixture
def world(officer) -> dict[str, object]:
    """A producer with a long name and a product, an idea, a person, an invitation, a letter."""
    place, how = officer.acting.place, {"by": officer, "at": now()}
    name = "Hợp tác xã Nông nghiệp Dịch vụ Thương mại và Du lịch cộng đồng Tân Hội"
    producer = actions.register_producer(name, place, legal_form="cooperative", **how)
    product = actions.register_product(producer, "Cà phê rang xay nguyên chất", **how)
    actions.set_variants(product, [actions.Variant("Gói 500 g")], **how)
    idea = actions.note_idea("Trà sen", "Nhà tôi muốn làm.", place, told_by="Bà Tư", **how)
    actions.plan_idea(idea, **PLAN, **how)
    parties.invite(producer.organisation, Role.PRODUCER, phone="0977123456", **how)
    letter = parties.draft_letter(
        "ai@vidu.example", "Mời dự lớp tập huấn", "Kính gửi ông bà.", about=None, **how
    )
    maker = make_person("Ka Thơm", Role.PRODUCER, producer.organisation, username="0912345678")
    parties.notify(maker, "Sản phẩm sắp hết hạn công nhận; hãy lập hồ sơ.", at=now())
    return {
        "officer": officer,
        "maker": maker,
        "producer": producer.pk,
        "product": product.pk,
        "idea": idea.pk,
        "organisation": producer.organisation_id,
        "letter": letter.pk,
    }


def pages_of(world: dict[str, object], who: str) -> list[str]:
    at = {
        "producer": ("", "_change", "_history", "_private"),
        "product": ("", "_change", "_variants", "_sales_places", "_figures", "_history"),
        "idea": ("", "_history"),
    }
    if who == "maker":
        del at["idea"]  # what a villager told the office is not a producer's to read
    with_keys = [
        reverse(f"desk:{thing}{part}", args=[world[thing]]) for thing in at for part in at[thing]
    ]
    plain = ["home", "products", "producers", "ideas", "cycle", "notices", "search", "letters"]
    pages = [reverse(f"desk:{name}") for name in (*plain, "tokens", "acting", "idea_new")]
    pages += with_keys
    pages += [
        reverse("desk:product_new", args=[world["producer"]]),
        reverse("desk:product_pictures", args=[world["product"]]),
        reverse("desk:organisation", args=[world["organisation"]]),
        *map(reverse, ("account", "usersessions_list", "mfa_index", "account_email")),
    ]
    if who == "officer":
        names = ("producer_new", "organisations", "organisation_found", "imports")
        pages += [reverse(f"desk:{name}") for name in (*names, "ideas_interested")]
        pages.append(reverse("desk:letter", args=[world["letter"]]))
    return pages


@pytest.mark.parametrize("who", ["officer", "maker"])
def test_every_page_fits_a_small_telephone(live_server, page: Page, world, who):
    def session() -> str:
        client = Client()
        client.force_login(world[who])
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    cookie = {"name": settings.SESSION_COOKIE_NAME, "url": live_server.url}
    page.context.add_cookies([cookie | {"value": in_a_thread(session)}])
    too_wide = []
    for path in pages_of(world, who):
        page.set_viewport_size({"width": WIDTHS[0], "height": 800})
        answer = page.goto(f"{live_server.url}{path}")
        assert answer.status == 200, path
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            found = page.evaluate("document.documentElement.scrollWidth")
            if found > width:
                too_wide.append((path, width, found))

    assert too_wide == []


@pytest.mark.parametrize("path", ["/", "/tieu-chi/", "/tu-cham/", "/tai-khoan/dang-nhap/"])
def test_the_first_pages_of_everybody_fit_too(live_server, page: Page, db, path):
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{live_server.url}{path}")

    assert page.evaluate("document.documentElement.scrollWidth") == 320
