"""A reader and a buyer on the portal, in Chromium, who know no address beforehand."""

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from sanvat.findable import building
from sanvat.parties import post
from sanvat.parties.models import Letter, Role
from sanvat.portal import strangers
from tests.people import make_person
from tests.threads import in_a_thread

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("own_store"),
]


def follow(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("link", name=name).first.click()
    page.wait_for_load_state()


def test_a_reader_from_home_to_the_printed_sheet(live_server, page, draft, monkeypatch):
    draft("Hội xuân trên đồi chè", live=True, topics=["story"])
    draft("Chè Cầu Đất vào vụ", live=True, topics=["story"])
    kept = {"tin": building.findables()["tin"]}
    monkeypatch.setattr(building, "findables", lambda: kept)
    in_a_thread(building.rebuild)

    # Home, section, article, and what is related
    page.goto(f"{live_server.url}/")
    follow(page, "Chè Cầu Đất vào vụ")
    expect(page.get_by_role("article")).to_contain_text("Người dân xã hái chè từ sáng sớm.")
    page.get_by_label("Vị trí trang").get_by_role("link", name="Tin tức").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tin tức")
    follow(page, "Chè Cầu Đất vào vụ")
    related = page.get_by_role("complementary")
    related.get_by_role("link", name="Hội xuân trên đồi chè").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hội xuân trên đồi chè")

    # Searched without accents
    page.get_by_role("banner").get_by_role("combobox").fill("che cau dat")
    page.keyboard.press("Enter")
    follow(page, "Chè Cầu Đất vào vụ")

    # On paper stands the article, and nothing to click
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("article")).to_be_visible()
    for screen_only in ("Bản đọc loa", "Tin liên quan", "Cùng chuyên mục"):
        expect(page.get_by_text(screen_only).first).to_be_hidden()


def test_a_buyer_from_the_catalogue_to_an_answer(
    live_server, page, coffee, make, cooperative, settings, monkeypatch
):
    monkeypatch.setattr(strangers, "SHORTEST", 0)
    make("Mứt gừng", 3)
    make("Cà phê hạt", 3)
    make_person("Ka Hương", Role.PRODUCER, cooperative.organisation, email="huong@vidu.example")

    # Narrowed down, by a name without accents and by star
    page.goto(f"{live_server.url}/")
    follow(page, "Sản phẩm")
    page.get_by_label("Tên sản phẩm, chủ thể").fill("ca phe")
    page.get_by_role("button", name="Tìm").last.click()
    expect(page.get_by_role("link", name="Mứt gừng")).to_have_count(0)
    page.get_by_label("So sánh Cà phê bột").check()
    page.get_by_label("So sánh Cà phê hạt").check()
    page.get_by_role("button", name="So sánh các sản phẩm đã đánh dấu").click()

    # Compared, chosen, and where to buy it
    beside = page.get_by_role("table")
    expect(beside.get_by_role("columnheader")).to_have_count(2)
    follow(page, "Cà phê bột")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cà phê bột")
    shop = page.get_by_role("link", name="Gian hàng")
    expect(shop).to_have_attribute("href", "https://vidu.example/")

    # Asked; the letter goes to the producer, whose answer goes to the buyer alone
    follow(page, "Hỏi chủ thể")
    page.get_by_label("Tên của bạn").fill("Chị Mận")
    page.get_by_label("Thư điện tử của bạn").fill("man@vidu.example")
    page.get_by_label("Câu hỏi").fill("Rang mộc hay tẩm bơ?")
    page.get_by_role("button", name="Gửi câu hỏi").click()
    expect(page.get_by_text("Đã chuyển câu hỏi")).to_be_visible()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    def sent() -> None:
        letter = Letter.objects.get()
        Letter.objects.update(due_at=timezone.now())
        post.send(letter.pk)

    in_a_thread(sent)
    (letter,) = mail.outbox
    assert (letter.to, letter.reply_to) == (["huong@vidu.example"], ["man@vidu.example"])
    assert "Rang mộc hay tẩm bơ?" in letter.body
