"""News on its way online, and a unit that wants a site of its own, in Chromium."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from sanvat.news import tasks
from tests.threads import in_a_thread

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("templates_of_wagtail", "own_store"),
]


def write(page: Page, title: str) -> None:
    """An article with all that it must have."""
    page.get_by_label("Tiêu đề*", exact=True).fill(title)
    page.get_by_label("Sa-pô*", exact=True).fill("Người dân xã hái chè từ sáng sớm.")


def test_an_editor_from_draft_to_scheduled_publication(
    live_server, page, window, section, writer, coordinator, monkeypatch
):
    inside = window(writer)
    inside.get_by_role("link", name="Tin, trang đơn vị").first.click()
    inside.get_by_role("link", name="Vào trang soạn tin").click()
    inside.wait_for_load_state()
    print(inside.url, inside.locator("body").inner_text()[:3000])
    inside.screenshot(path="/tmp/walk_ed.png")
