"""A villager by phone: sends a matter, loses the network, follows it, is answered and content."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect

from sanvat.concerns import actions
from sanvat.concerns.models import Concern
from tests.threads import in_a_thread

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844}
WORDS = "Đường vào vùng chè lầy lội từ tháng trước, xe không chở hàng ra được."


@pytest.fixture(autouse=True)
def nothing_counted(a_new_minute) -> Iterator[None]:
    """How often one place has sent stands in the cache, which no test's end empties."""
    in_a_thread(cache.clear)
    yield
    in_a_thread(cache.clear)


@contextmanager
def no_network(page: Page) -> Iterator[None]:
    page.context.set_offline(True)
    try:
        yield
    finally:
        page.context.set_offline(False)


def only_one() -> Concern:
    return in_a_thread(Concern.objects.get)


def codes_on(page: Page) -> tuple[str, str]:
    return page.locator("#ma").inner_text(), page.locator("#pin").inner_text()


def write(page: Page, address: str, place: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(address)
    page.wait_for_selector("form[data-kept-ready]")
    page.get_by_label("Xã, phường nơi có việc").fill(place)
    page.get_by_label("Việc về chuyện gì").select_option("roads-water")
    page.get_by_label("Nội dung").fill(WORDS)


def is_for_everyone(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert Axe().run(page).response["violations"] == []
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) == 0


def test_villager(live_server, page: Page, officer, commune) -> None:
    def deal(concern: Concern, *acts) -> None:
        for act, given in acts:
            concern = act(concern, **given, by=officer, at=timezone.now())

    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/phan-anh/")
    is_for_everyone(page)
    page.get_by_role("link", name="Gửi phản ánh").click()
    expect(page.get_by_label("Nội dung")).to_be_visible()
    is_for_everyone(page)
    write(page, page.url, commune.full_name)
    page.get_by_label("Họ và tên").fill("Trần Văn Minh")
    page.get_by_label("Tôi đồng ý để cơ quan công khai").check()
    page.get_by_role("button", name="Gửi phản ánh").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Đã nhận việc của bạn")
    is_for_everyone(page)
    code, pin = codes_on(page)
    assert only_one().code == code
    page.get_by_role("button", name="Lưu vào máy này").click()
    page.get_by_role("button", name="Tôi đã giữ mã").click()

    in_a_thread(
        lambda: deal(
            only_one(),
            (actions.classify, {"kind": "feedback", "subject": "roads-water"}),
            (actions.accept, {"said": "Xã nhận xử lý."}),
            (actions.ask_sender, {"text": "Đoạn nào lầy nhất?"}),
        )
    )
    page.get_by_role("link", name="Xem việc đã gửi").click()
    expect(page.get_by_label("Số PIN")).to_be_visible()
    is_for_everyone(page)
    page.get_by_role("button", name=code, exact=True).click()
    expect(page.get_by_text("Đoạn nào lầy nhất?")).to_be_visible()
    is_for_everyone(page)
    page.get_by_label("Trả lời của bạn").fill("Đoạn qua suối.")
    page.get_by_role("button", name="Gửi trả lời").click()
    expect(page.get_by_text("Đoạn qua suối.")).to_be_visible()

    in_a_thread(lambda: deal(only_one(), (actions.answer, {"text": "Rải đá xong ngày 20."})))
    page.reload()
    expect(page.get_by_text("Rải đá xong ngày 20.")).to_be_visible()
    is_for_everyone(page)
    page.get_by_label("5 – rất hài lòng").check()
    page.get_by_role("button", name="Gửi đánh giá").click()
    expect(page.get_by_text("Bạn đã chọn 5 trên 5")).to_be_visible()

    words = {"title": "Đường vào vùng chè", "text": "Đường lầy.", "answer": "Đã rải đá."}
    in_a_thread(lambda: deal(only_one(), (actions.publish, words)))
    page.goto(f"{live_server.url}/phan-anh/da-tra-loi/?q=vung+che")
    is_for_everyone(page)
    page.get_by_role("link", name="Đường vào vùng chè").click()
    expect(page.get_by_text("Đã rải đá.")).to_be_visible()
    expect(page.get_by_text("Trần Văn Minh")).to_have_count(0)
    is_for_everyone(page)
    assert pin not in page.content()


def test_without_a_network_it_waits_on_the_phone_and_is_sent_once(
    live_server, page: Page, officer, commune
) -> None:
    here = f"{live_server.url}/phan-anh/gui/phan-anh/"
    write(page, here, commune.full_name)
    page.get_by_label("Ảnh, giấy tờ").set_input_files(
        {"name": "duong.png", "mimeType": "image/png", "buffer": page.screenshot()}
    )
    expect(page.locator("[data-kept-files] li")).to_have_text(["duong.png"])
    with no_network(page):
        page.get_by_role("button", name="Gửi phản ánh").click()
        expect(page.get_by_text("Chưa có mạng nên chưa gửi được")).to_be_visible()
        page.get_by_role("button", name="Gửi phản ánh").click()
        assert not in_a_thread(Concern.objects.exists)

    expect(page.get_by_role("heading", level=1)).to_have_text("Đã nhận việc của bạn")
    code, _pin = codes_on(page)
    kept = only_one()
    assert (kept.code, kept.text) == (code, WORDS)
    assert in_a_thread(lambda: [each.name for each in kept.attachments.all()]) == ["duong.png"]
    # Nothing of it is left on the phone.
    page.goto(here)
    page.wait_for_selector("form[data-kept-ready]")
    expect(page.get_by_label("Nội dung")).to_have_value("")


def test_an_unfinished_one_is_there_again_and_goes_when_one_says_so(
    live_server, page: Page, officer, commune
) -> None:
    here = f"{live_server.url}/phan-anh/gui/phan-anh/"
    write(page, here, commune.full_name)
    page.get_by_label("Ảnh, giấy tờ").set_input_files(
        {"name": "duong.png", "mimeType": "image/png", "buffer": page.screenshot()}
    )
    expect(page.get_by_text("Đang cất trên máy này")).to_be_visible()
    page.wait_for_timeout(800)

    page.goto(f"{live_server.url}/phan-anh/")
    page.goto(here)

    expect(page.get_by_text("Đã lấy lại những gì bạn viết dở")).to_be_visible()
    expect(page.get_by_label("Nội dung")).to_have_value(WORDS)
    expect(page.get_by_label("Xã, phường nơi có việc")).to_have_value(commune.full_name)
    expect(page.locator("[data-kept-files] li")).to_have_text(["duong.png"])
    page.get_by_role("button", name="Xóa khỏi máy này").click()
    page.wait_for_selector("form[data-kept-ready]")
    expect(page.get_by_label("Nội dung")).to_have_value("")


def test_what_is_refused_keeps_the_photos(live_server, page: Page, officer, commune) -> None:
    write(page, f"{live_server.url}/phan-anh/gui/khieu-nai/", commune.full_name)
    page.get_by_label("Họ và tên").fill("Trần Văn Minh")
    page.get_by_label("Ảnh, giấy tờ").set_input_files(
        {"name": "duong.png", "mimeType": "image/png", "buffer": page.screenshot()}
    )
    page.get_by_role("button", name="Gửi khiếu nại").click()

    expect(page.get_by_text("Khiếu nại, tố cáo cần cách liên hệ").first).to_be_visible()
    expect(page.get_by_text("Hãy chọn lại ảnh")).to_be_hidden()
    expect(page.locator("[data-kept-files] li")).to_have_text(["duong.png"])
    page.get_by_label("Điện thoại").fill("0913555777")
    page.get_by_role("button", name="Gửi khiếu nại").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã nhận việc của bạn")
    assert in_a_thread(lambda: only_one().attachments.count()) == 1


def test_nothing_of_a_denunciation_stays_on_the_phone(live_server, page: Page) -> None:
    page.goto(f"{live_server.url}/phan-anh/gui/to-cao/")
    page.get_by_label("Nội dung").fill("Ông K. nhận tiền.")
    page.wait_for_timeout(800)
    stored = "() => indexedDB.databases().then((all) => all.map((each) => each.name))"
    assert page.evaluate(stored) == []
    assert page.evaluate("() => localStorage.length") == 0
    page.reload()
    expect(page.get_by_label("Nội dung")).to_have_value("")


def test_the_phone_says_where_it_is(live_server, page: Page, commune) -> None:
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": commune.latitude, "longitude": commune.longitude})
    page.goto(f"{live_server.url}/phan-anh/gui/phan-anh/")
    page.get_by_role("button", name="Dùng vị trí của điện thoại").click()

    expect(page.get_by_text("Đã ghi vị trí kèm theo")).to_be_visible()
    expect(page.get_by_label("Xã, phường nơi có việc")).to_have_value(commune.full_name)
    page.get_by_role("button", name="Bỏ vị trí").click()
    assert page.locator("#id_latitude").input_value() == ""
