"""A reader meets a poll on the first page, answers it once, and reads what came of it."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from sanvat.polls import actions
from tests.polls.conftest import drafted
from tests.threads import in_a_thread

pytestmark = pytest.mark.django_db(transaction=True)


def test_poll_voter(live_server, page: Page, advisor, province) -> None:
    def asked() -> None:
        poll = drafted(advisor, province, results="at_once")
        actions.announce_poll(poll, by=advisor, at=timezone.now() - timedelta(minutes=1))

    in_a_thread(asked)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}/")
    page.get_by_label("Hội chợ").check()
    page.get_by_role("button", name="Trả lời").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Bạn mua đặc sản ở đâu?")
    expect(page.get_by_label("Hội chợ")).to_be_checked()
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("button", name="Gửi câu trả lời").click()

    expect(page.get_by_text("Đã ghi câu trả lời của bạn")).to_be_visible()
    expect(page.get_by_role("row", name="Hội chợ (100%) 1 lượt")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Gửi câu trả lời")).to_have_count(0)
    page.get_by_role("link", name="Thăm dò ý kiến").first.click()
    expect(page.get_by_role("link", name="Bạn mua đặc sản ở đâu?")).to_be_visible()
