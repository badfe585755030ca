"""The door on a telephone that loses its network: what was noted is kept, sent, and counts once."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from sanvat.events import actions, links
from sanvat.events.actions import Call
from sanvat.events.models import Attendance, Event, Guest, GuestRule
from sanvat.parties.models import Role, User
from sanvat.places.models import Place
from tests.people import make_organisation, make_person
from tests.threads import in_a_thread
from tests.wire import Wire

pytestmark = pytest.mark.browser

NAMES = ("Bùi Thị Thu", "Ka Brèm", "Lê Văn Khách", "Đỗ Hữu Phước")


@pytest.fixture
def keeper(transactional_db) -> User:
    province = Place.objects.today().provinces().get(folded="lam dong")
    body = make_organisation("coordination_office", "Văn phòng Điều phối", province)
    return make_person("Trần Thị Mai", Role.COORDINATOR, body)


def training(title: str, keeper: User, *names: str) -> Event:
    now = timezone.now()
    event = actions.plan_event(
        "training",
        title,
        host=keeper.acting.organisation,
        place=keeper.acting.place,
        starts_on=timezone.localdate(),
        by=keeper,
        at=now - timedelta(days=3),
    )
    calls = [Call(GuestRule.Who.PERSON, name=name) for name in names]
    actions.invite(event, calls, by=keeper, at=now)
    return event


@pytest.fixture
def event(keeper) -> Event:
    return training("Tập huấn ghi nhật ký", keeper, *NAMES)


@pytest.fixture
def wire(live_server) -> Iterator[Wire]:
    wire = Wire(live_server.url)
    yield wire
    wire.cut()


@pytest.fixture
def telephone(wire: Wire, browser: Browser, keeper) -> Iterator[Page]:
    """Its console is not asked: that there is no network is an error there."""

    def session() -> str:
        client = Client()
        client.force_login(keeper)
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    cookie = {"name": settings.SESSION_COOKIE_NAME, "url": wire.url}
    size = {"width": 390, "height": 844}
    context = browser.new_context(viewport=size, locale="vi-VN")
    context.set_default_timeout(10_000)
    context.add_cookies([cookie | {"value": in_a_thread(session)}])
    yield context.new_page()
    context.close()


def came(event: Event) -> dict[str, str]:
    rows = Attendance.objects.filter(guest__event=event).order_by("guest__number")
    return {row.guest.name: row.how for row in rows.select_related("guest")}


def test_who_came_while_there_was_no_network_is_recorded_once(wire, telephone, keeper, event):
    stranger = in_a_thread(lambda: training("Lớp khác", keeper, "Người Lớp Khác").guests.get())
    guests = in_a_thread(lambda: {each.name: each for each in event.guests.all()})
    page, says = telephone, telephone.locator("[data-door-says]")
    row = {name: page.locator(f"#khach-{guest.number}") for name, guest in guests.items()}
    page.goto(f"{wire.url}/ban-lam-viec/su-kien/{event.pk}/cua/")
    expect(page.locator("[data-door-ready]")).to_be_visible()

    def enter(text: str) -> None:
        page.get_by_label("Số hoặc mã của khách").fill(text)
        page.get_by_role("button", name="Ghi", exact=True).click()

    wire.cut()
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bàn đón")
    expect(page.locator(".door__list")).to_have_css("list-style-type", "none")

    row["Bùi Thị Thu"].get_by_role("button").click()
    row["Bùi Thị Thu"].get_by_role("button").click()
    enter(links.link_of(guests["Ka Brèm"]))
    enter(str(guests["Lê Văn Khách"].number))
    for name in NAMES[:3]:
        expect(row[name]).to_contain_text("Chờ gửi")
    enter(links.link_of(stranger))
    expect(says).to_contain_text("không có trong danh sách trên máy này")
    walk_in = page.locator("[data-door-walk-in]")
    walk_in.get_by_label("Họ và tên").fill("Bà Tám")
    walk_in.get_by_label("Điện thoại").fill("0912 345 678")
    walk_in.get_by_role("button", name="Ghi có mặt").click()
    page.reload()
    expect(says).to_contain_text("lượt chờ gửi")
    expect(row["Ka Brèm"]).to_contain_text("Chờ gửi")
    assert in_a_thread(lambda: came(event)) == {}

    wire.mend()
    page.context.set_offline(False)

    expect(says).to_contain_text(re.compile("không thuộc sự kiện này"))
    for name in NAMES[:3]:
        expect(row[name]).to_contain_text("Có mặt")
    expect(row["Đỗ Hữu Phước"]).not_to_contain_text("Có mặt")
    noted = {"Bùi Thị Thu": "list", "Ka Brèm": "scan", "Lê Văn Khách": "list", "Bà Tám": "walk_in"}
    assert in_a_thread(lambda: came(event)) == noted
    assert in_a_thread(lambda: Guest.objects.get(name="Bà Tám").phone) == "0912345678"
    page.reload()
    expect(page.locator("[data-door-count]")).to_have_text("4")
    assert in_a_thread(lambda: Attendance.objects.count()) == 4
