"""The editor under its policy, in Chromium: a picture is uploaded in the chooser, a day is picked,
and the article is saved."""

import io

import pytest
from PIL import Image
from playwright.sync_api import Response, Route

from sanvat.news.models import Article, Picture

# What a form holds two seconds after it has come is what the editor takes for unchanged. No person
# is that quick.
READY = """async () => {
    const form = document.getElementById("page-edit-form");
    const noted = () => wagtail.app.getControllerForElementAndIdentifier(form, "w-unsaved");
    while (!noted()?.initialFormData) await new Promise((later) => setTimeout(later, 50));
}"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("templates_of_wagtail", "own_store"),
    pytest.mark.django_db(transaction=True),
]


def sign_in(page, live_server, client, user, settings) -> None:
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
    )


def test_a_picture_is_chosen_and_a_day_picked(page, live_server, client, draft, writer, settings):
    article = draft()
    sign_in(page, live_server, client, writer, settings)
    outside = []
    page.on("request", lambda r: outside.append(r.url) if _is_outside(r.url, live_server) else None)
    drawn = io.BytesIO()
    Image.new("RGB", (600, 400), "#2c6039").save(drawn, "JPEG")

    page.goto(f"{live_server.url}/quan-tri/pages/{article.pk}/edit/")
    page.evaluate(READY)
    page.locator("#id_picture-chooser button[data-chooser-action-choose]").first.click()
    page.get_by_role("tab", name="Gửi lên").click()
    page.locator("#id_image-chooser-upload-file").set_input_files(
        {"name": "che.jpg", "mimeType": "image/jpeg", "buffer": drawn.getvalue()}
    )
    page.locator("#id_image-chooser-upload-title").fill("Đồi chè")
    page.locator("#id_image-chooser-upload-description").fill("Đồi chè buổi sáng.")
    # What changed is saved by itself after a moment.
    saved = page.locator("#page-edit-form[data-w-unsaved-has-edits-value=false]")
    with page.expect_response(_saved_by_itself):
        page.locator(".modal-dialog form[enctype] [type=submit]").click()
        page.locator(".modal-dialog").wait_for(state="hidden")
    saved.wait_for()
    page.locator("#id_hot_until").click()
    with page.expect_response(_saved_by_itself):
        page.locator(".xdsoft_datetimepicker:visible td.xdsoft_today").first.click()
    saved.wait_for()
    page.locator("button.action-save").first.click()
    page.locator(".messages .success").wait_for()

    picture = Picture.objects.get()
    newest = Article.objects.get().get_latest_revision_as_object()
    assert newest.picture == picture
    assert newest.hot_until is not None
    assert outside == []


@pytest.mark.parametrize("is_new", [True, False], ids=["a new one", "one that is there"])
def test_a_button_pressed_before_it_is_saved_by_itself_sends_it_once(
    page, live_server, client, draft, writer, settings, section, is_new
):
    at = f"add/news/article/{section.pk}" if is_new else f"{draft().pk}/edit"
    before = Article.objects.count()
    sign_in(page, live_server, client, writer, settings)
    sent: list[Route] = []

    def hold_what_the_button_sends(route: Route) -> None:
        is_by_itself = route.request.headers.get("accept") == "application/json"
        if route.request.method == "POST" and route.request.is_navigation_request():
            assert not is_by_itself
            sent.append(route)
        else:
            route.continue_()

    page.route("**/quan-tri/pages/**", hold_what_the_button_sends)
    page.goto(f"{live_server.url}/quan-tri/pages/{at}/")
    page.evaluate(READY)
    page.locator("#id_title").fill("Chè vào vụ")
    page.locator("button.action-save").first.click(no_wait_after=True)
    while not sent:
        page.wait_for_timeout(100)
    page.wait_for_timeout(1_500)  # longer than it takes to be saved by itself
    sent[0].continue_()
    page.locator(".messages .success").wait_for()

    assert len(sent) == 1
    assert Article.objects.count() == before + is_new
    assert Article.objects.latest("pk").get_latest_revision_as_object().title == "Chè vào vụ"


def _saved_by_itself(answer: Response) -> bool:
    accepted = answer.request.headers.get("accept", "")
    return answer.url.endswith("/edit/") and accepted == "application/json" and answer.ok


def _is_outside(url: str, live_server) -> bool:
    return not url.startswith((live_server.url, "data:", "blob:"))
