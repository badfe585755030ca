"""The editor under its policy, in Chromium: a picture is uploaded in the chooser, a day is picked,
and the article is saved."""

import io

import pytest
from PIL import Image
from playwright.sync_api import Response

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


def test_a_picture_is_chosen_and_a_day_picked(page, live_server, client, draft, writer, settings):
    article = draft()
    client.force_login(writer)
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
    )
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
    # What changed is saved by itself after a moment. Whoever presses the button meanwhile is told
    # that there is a newer version, so each waits for the other, and for the form to know of it.
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


def _saved_by_itself(answer: Response) -> bool:
    accepted = answer.request.headers.get("accept", "")
    return answer.url.endswith("/edit/") and accepted == "application/json" and answer.ok


def _is_outside(url: str, live_server) -> bool:
    return not url.startswith((live_server.url, "data:", "blob:"))
