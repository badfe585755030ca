"""A commenter and a moderator, in Chromium: written under an article with nothing asked but the
words, cut and published on the desk with a reply, and taken back by who sent it."""

import pytest
from django.utils import timezone

from sanvat.comments.models import Comment
from sanvat.news import actions
from tests.news.conftest import draft, home, section, writer  # noqa: F401

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


def test_commenter_and_moderator(page, live_server, client, draft, writer, settings):  # noqa: F811
    article = draft(live=True)
    actions.open_comments(article, by=writer, at=timezone.now())
    said = []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    public = f"{live_server.url}{article.path_on_site()}"

    page.goto(public)
    page.get_by_role("link", name="Gửi ý kiến").click()
    page.get_by_label("Tên của bạn").fill("Chị Mận")
    page.get_by_role("textbox", name="Ý kiến", exact=True).fill("Chè thơm. Anh Tư nợ tiền.")
    page.get_by_role("button", name="Gửi ý kiến").click()
    page.get_by_text("Đã nhận ý kiến").wait_for()
    own = page.url
    comment = Comment.objects.get()
    assert comment.is_proven

    name = settings.SESSION_COOKIE_NAME
    client.force_login(writer)
    desk = page.context.browser.new_page()
    desk.context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
    )
    desk.goto(f"{live_server.url}/ban-lam-viec/y-kien/")
    desk.get_by_role("link", name="Chè thơm.").click()
    desk.get_by_label("Nội dung đăng").fill("Chè thơm.")
    desk.get_by_role("button", name="Đăng bản này").click()
    desk.get_by_label("Trả lời của đơn vị").fill("Cảm ơn bạn.")
    desk.get_by_role("button", name="Đăng trả lời").click()
    desk.get_by_text("Trả lời đang hiện").wait_for()
    desk.context.close()

    page.goto(public)
    shown = page.locator("#y-kien").inner_text()
    assert "Chè thơm." in shown
    assert "Anh Tư" not in shown
    assert "Cảm ơn bạn." in shown
    page.goto(own)
    page.get_by_role("button", name="Rút ý kiến").click()
    page.get_by_text("Mọi điều bạn viết đã được xóa.").wait_for()
    page.goto(public)
    assert "Chè thơm." not in page.content()
    assert said == []
