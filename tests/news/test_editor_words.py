"""What the editor says, on every page and after every act, is Vietnamese for who reads Vietnamese.

Wagtail's own translation lacks some hundreds of sentences; those that are said here stand in
`desk/editor/wording`.
"""

from datetime import timedelta
from pathlib import Path

import polib
import pytest
import wagtail
from django.test import Client
from django.utils import timezone
from django.utils.translation import _trans, get_language

from sanvat.news import actions
from sanvat.news.models import Article, Paper, Picture, Section, UnitHome
from tests.news.conftest import fresh
from tests.news.test_editor import contentstate, form_of, inside, picture, upload  # noqa: F401

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("templates_of_wagtail", "own_store"),
]
PAGES = "/quan-tri/pages/"
ALIKE = {"Email", "URL", "HTML", "API", "Wagtail"}
"""Words that both languages have."""


@pytest.fixture(scope="module")
def theirs() -> set[str]:
    """Every sentence of Wagtail's."""
    folder = Path(wagtail.__file__).parent
    return {
        entry.msgid
        for path in folder.rglob("locale/en/LC_MESSAGES/django.po")
        for entry in polib.pofile(str(path))
    }


@pytest.fixture
def english(monkeypatch, theirs) -> set[str]:
    """Sentences of Wagtail's that were asked for in Vietnamese and came back as they were."""
    found: set[str] = set()

    def note(asked, said) -> None:
        if str(said) == asked and asked in theirs - ALIKE and get_language() == "vi":
            found.add(asked)

    def one(message, real=_trans.gettext):
        note(message, said := real(message))
        return said

    def of_context(context, message, real=_trans.pgettext):
        note(message, said := real(context, message))
        return said

    def many(singular, plural, number, real=_trans.ngettext):
        said = real(singular, plural, number)
        note(singular, singular if said in (singular, plural) else said)
        return said

    monkeypatch.setattr(_trans, "gettext", one)
    monkeypatch.setattr(_trans, "pgettext", of_context)
    monkeypatch.setattr(_trans, "ngettext", many)
    return found


@pytest.fixture
def keeper(coordinator) -> Client:
    """Who publishes by themselves."""
    client = Client()
    client.force_login(coordinator)
    return client


def followed(response) -> None:
    """What is said after an act is said already; a form that comes back is read with it."""
    assert response.status_code in (200, 302, 422), response


def hours(n: int) -> str:
    return f"{timezone.localtime() + timedelta(hours=n):%Y-%m-%d %H:%M}"


def test_what_is_said_of_articles(inside, section, english):  # noqa: F811
    writer, new = inside, f"{PAGES}add/news/article/{section.pk}/"
    body = {"blocks": [("paragraph", contentstate("Một đoạn."))]}

    def send(client, to, **more):
        buttons = more.pop("press", ())
        pressed = {f"action-{button}": "1" for button in buttons}
        followed(client.post(to, form_of(**body, **more) | pressed))

    send(writer, new, title="Lưu")
    send(writer, new, title="Gửi duyệt", press=["submit"])
    UnitHome.objects.update(editors_publish=True)
    send(writer, new, title="Đăng", press=["publish"])
    send(writer, new, title="Hẹn giờ", go_live_at=hours(5), press=["publish"])
    send(writer, new, title="")
    send(writer, new, title="x" * 300, lead="", go_live_at="khi nào", shown_at="hôm qua")
    send(writer, new, title="Ngược", go_live_at=hours(9), expire_at=hours(2))
    send(writer, new, title="Đã qua", expire_at=hours(-2))
    send(writer, new, title="Trùng", slug="dang")
    made = {each.draft_title: each for each in Article.objects.all()}
    for name in ("Lưu", "Gửi duyệt", "Đăng", "Hẹn giờ"):
        UnitHome.objects.update(editors_publish=name in ("Đăng", "Hẹn giờ"))
        article, client = made[name], writer
        at = f"{PAGES}{article.pk}/"
        send(client, f"{at}edit/", title=f"{name} sửa")
        send(client, f"{at}edit/", title="")
        send(client, f"{at}edit/", title=name, press=["publish"])
        send(client, f"{at}edit/", title=name, go_live_at=hours(3), press=["publish"])
        send(client, f"{at}edit/", title=name, expire_at=hours(7), press=["publish"])
        send(client, f"{at}edit/", title=name, press=["submit"])
        send(client, f"{at}edit/", title=name, press=["cancel-workflow"])
        send(client, f"{at}edit/", title=name, press=["submit"])
        first, newest = article.revisions.order_by("pk")[:1].get(), article.get_latest_revision()
        for path in (
            *("edit/", "history/", "history/results/", "usage/", "workflow_history/", "unpublish/"),
            *("move/", "delete/", "revisions/", "preview/", "edit/preview/", "view_draft/"),
            *("workflow/confirm_cancellation/", "revisions/compare/live...latest/"),
            *(f"revisions/{first.pk}/{what}/" for what in ("revert", "view", "unschedule")),
        ):
            client.get(at + path)
        for revision in (first, newest):
            followed(client.post(f"{at}revisions/{revision.pk}/unschedule/"))

    assert "\n".join(sorted(english)) == ""


def test_what_is_said_when_somebody_else_decides(
    inside,  # noqa: F811
    keeper,
    draft,
    writer,
    coordinator,
    section,
    english,
):
    waiting, back, online = draft(title="Chờ"), draft(title="Trả"), draft(title="Đăng", live=True)
    now = timezone.now()
    actions.submit(waiting, by=writer, at=now)
    actions.submit(back, by=writer, at=now)
    actions.give_back(back, "Thiếu nguồn.", by=coordinator, at=now)
    other = Section(title="Mục khác", slug="muc-khac", home=section.home)
    section.get_parent().add_child(instance=other)

    for page in (waiting, back, online):
        at = f"{PAGES}{page.pk}/"
        for client in (inside, keeper):
            for path in (
                "edit/",
                "workflow_history/",
                "history/",
                "move/",
                "unpublish/",
                "delete/",
            ):
                client.get(at + path)
            client.get(f"{at}delete/")
            client.get(f"{at}move/{other.pk}/confirm/")
            state = fresh(page).current_workflow_task_state
            if state is not None:
                for action in ("approve", "reject"):
                    to = f"{PAGES}workflow/action/{page.pk}/{action}/{state.pk}/"
                    client.get(to)
                    client.get(to.replace("action", "collect_action_data", 1))
    state = fresh(waiting).current_workflow_task_state
    to = f"{PAGES}workflow/action/{waiting.pk}/reject/{state.pk}/"
    followed(keeper.post(to, {"comment": "Thiếu ảnh."}))
    followed(keeper.post(to, {"comment": "Thiếu ảnh."}))
    at = f"{PAGES}{online.pk}/"
    followed(keeper.post(f"{at}unpublish/"))
    followed(keeper.post(f"{at}unpublish/"))
    followed(keeper.post(f"{at}move/{other.pk}/confirm/"))
    followed(keeper.post(f"{at}move/", {"new_parent_page": section.pk}))
    followed(keeper.post(f"{at}delete/"))
    for path in (
        *("", "pages/", f"pages/{section.pk}/", f"pages/{other.pk}/", "pages/search/?q=Tin"),
        *("pages/search/?q=không", f"pages/{section.pk}/?q=Trả", "choose-page/"),
        *("choose-page/search/?q=x", "choose-external-link/", "choose-email-link/"),
        *(f"pages/{section.pk}/add_subpage/", f"pages/add/news/section/{section.pk}/"),
        *(f"pages/{section.get_parent().pk}/edit/", f"pages/{section.pk}/edit/"),
    ):
        for client in (inside, keeper):
            client.get(f"/quan-tri/{path}")
    for link in ("choose-external-link/", "choose-email-link/"):
        for sent in (
            {"external-link-chooser-url": ""},
            {"external-link-chooser-url": "không phải", "email-link-chooser-x": "a"},
        ):
            inside.post(f"/quan-tri/{link}", sent)
    inside.post(f"{PAGES}{back.pk}/edit/", form_of(title="Khác"))
    inside.post("/quan-tri/editing-sessions/ping/news/article/1/")

    assert "\n".join(sorted(english)) == ""


def test_what_is_said_of_pictures_and_files(inside, keeper, draft, english):  # noqa: F811
    for file, more in (
        (picture(), {}),
        (picture(), {"title": ""}),
        (picture(), {"description": ""}),
        (None, {}),
        (picture(name="anh.exe"), {}),
        (picture(name="anh.gif", kind="GIF"), {}),
    ):
        sent = more if file is None else more | {"file": file}
        data = {"title": "Đồi chè", "description": "Đồi chè.", **sent}
        followed(inside.post("/quan-tri/images/add/", data))
        followed(inside.post("/quan-tri/documents/add/", data))
        chooser = {f"image-chooser-upload-{name}": value for name, value in data.items()}
        inside.post("/quan-tri/images/chooser/create/", chooser)
        papers = {f"document-chooser-upload-{name}": value for name, value in data.items()}
        inside.post("/quan-tri/documents/chooser/create/", papers)
    upload(inside, picture())
    standing = Picture.objects.order_by("pk").last()
    draft(live=True, picture=standing)
    for kind, rows in (("images", Picture.objects.all()), ("documents", Paper.objects.all())):
        for client in (inside, keeper):
            for path in (
                *("", "results/", "?q=chè", "?q=không", "?tag=x", "add/", "chooser/", "?p=9"),
                *("chooser/results/?q=không", "chooser/?q=chè", "chooser/results/"),
                *("chooser/create/", "?ordering=title", "?collection_id=1", "?layout=list"),
            ):
                client.get(f"/quan-tri/{kind}/{path}")
        for row in list(rows):
            edit = f"/quan-tri/{kind}/{row.pk}/" if kind == "images" else ""
            edit = edit or f"/quan-tri/{kind}/edit/{row.pk}/"
            delete = f"/quan-tri/{kind}/{row.pk}/delete/" if kind == "images" else ""
            delete = delete or f"/quan-tri/{kind}/delete/{row.pk}/"
            inside.get(edit)
            inside.get(delete)
            followed(inside.post(edit, {"title": ""}))
            followed(inside.post(edit, {"title": "Khác", "description": "Khác."}))
            followed(inside.post(edit, {"title": "Khác", "file": picture(name="b.exe")}))
            inside.get(f"/quan-tri/{kind}/chooser/{row.pk}/")
            followed(inside.post(delete))

    assert "\n".join(sorted(english)) == ""
