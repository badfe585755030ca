"""Somebody types into the search: things are suggested, chosen by keys or by a click, and read out;
what is typed searches as ever."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from sanvat.findable import building
from sanvat.findable.declared import findables
from sanvat.polls import actions
from tests.polls.conftest import drafted
from tests.threads import in_a_thread

pytestmark = pytest.mark.django_db(transaction=True)


def test_suggestions(live_server, page: Page, advisor, province, monkeypatch) -> None:
    polls = {"tham-do": findables()["tham-do"]}

    def indexed() -> None:
        for question in ("Bạn mua đặc sản ở đâu?", "Đặc sản nào nên có sao?"):
            actions.announce_poll(
                drafted(advisor, province, question),
                by=advisor,
                at=timezone.now() - timedelta(minutes=1),
            )
        building.rebuild()

    monkeypatch.setattr(building, "findables", lambda: polls)
    in_a_thread(indexed)
    page.goto(f"{live_server.url}/tim/")
    field = page.get_by_role("combobox")
    field.press_sequentially("dac sa")

    options = page.get_by_role("option")
    expect(options).to_have_count(2)
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status").filter(has_text="2 gợi ý")).to_be_attached()
    field.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    expect(field).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "")
    assert Axe().run(page).response["violations"] == []
    field.press("Escape")
    expect(options.first).to_be_hidden()
    expect(field).to_have_value("dac sa")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/tim/\?q=dac\+sa"))

    page.get_by_role("combobox").press("End")
    page.get_by_role("combobox").press_sequentially("n nao")
    page.get_by_role("option", name="Đặc sản nào nên có sao?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đặc sản nào nên có sao?")
