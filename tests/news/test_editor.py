"""What an editor does in Wagtail's pages: write, upload, hostile things too."""

import io
import json
import re
from pathlib import Path

import polib
import pytest
import wagtail.admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from lxml import html
from PIL import Image

from sanvat.news import actions
from sanvat.news.models import Article, Link, LinkGroup, Paper, Picture, Section
from sanvat.records import journal
from tests.news.conftest import fresh
from tests.people import make_person
from tests.threads import at_once

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("templates_of_wagtail", "own_store"),
]
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def inside(writer) -> Client:
    client = Client()
    client.force_login(writer)
    return client


def picture(size=(1200, 900), kind="JPEG", name="anh.jpg") -> SimpleUploadedFile:
    drawn = io.BytesIO()
    Image.new("RGB", size, "#2c6039").save(drawn, kind)
    return SimpleUploadedFile(name, drawn.getvalue(), "image/jpeg")


def upload(client: Client, file, **more):
    data = {"title": "Đồi chè", "file": file, "description": "Đồi chè buổi sáng.", **more}
    return client.post("/quan-tri/images/add/", data)


def form_of(blocks=(), **more) -> dict[str, str]:
    """What the editor's page sends of an article."""
    sent = {
        "title": "Tin mới",
        "lead": "Điều chính.",
        **dict.fromkeys(("picture", "author", "source_note", "source_link", "place"), ""),
        **dict.fromkeys(("hot_until", "featured_until", "shown_at", "title_en", "lead_en"), ""),
        "content-count": str(len(blocks)),
        "content_en-count": "0",
        **{
            f"products-{name}": value
            for name, value in (
                ("TOTAL_FORMS", "0"),
                ("INITIAL_FORMS", "0"),
                ("MIN_NUM_FORMS", "0"),
                ("MAX_NUM_FORMS", "20"),
            )
        },
    }
    for number, (kind, value) in enumerate(blocks):
        prefix = f"content-{number}"
        sent |= {
            f"{prefix}-deleted": "",
            f"{prefix}-order": str(number),
            f"{prefix}-type": kind,
            f"{prefix}-id": "",
            f"{prefix}-value": value,
        }
    return sent | more


def contentstate(text: str, **entity) -> str:
    """A paragraph as Draftail sends it."""
    block = {
        "key": "a",
        "text": text,
        "type": "unstyled",
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": [{"offset": 0, "length": len(text), "key": 0}] if entity else [],
    }
    entities = {"0": {"type": "LINK", "mutability": "MUTABLE", "data": entity}} if entity else {}
    return json.dumps({"blocks": [block], "entityMap": entities})


def add(client: Client, section: Section, **form):
    return client.post(f"/quan-tri/pages/add/news/article/{section.pk}/", form_of(**form))


def test_an_editor_writes_and_submits_in_one_go(inside, section, writer):
    blocks = [("paragraph", contentstate("Một đoạn.")), ("heading", "Đầu đề")]

    response = add(inside, section, blocks=blocks, **{"action-submit": "1"})

    assert response.status_code == 302
    article = Article.objects.get()
    assert (article.slug, article.live, article.owner) == ("tin-moi", False, writer)
    assert article.workflow_in_progress
    assert {e.act for e in journal.of(article)} >= {"write_page", "submit_page"}
    assert all(e.who_id == writer.pk for e in journal.of(article))


def test_a_form_that_saves_itself_and_is_sent_makes_one_page(inside, section):
    to = f"/quan-tri/pages/add/news/article/{section.pk}/"
    first, other = form_of(csrfmiddlewaretoken="a" * 64), form_of(csrfmiddlewaretoken="b" * 64)

    saved = inside.post(to, first, headers={"accept": "application/json"}).json()
    inside.post(to, {**first, "title": "Tin đã xong", "action-submit": "1"})

    article = Article.objects.get()
    assert article.pk == saved["pk"]
    assert article.get_latest_revision_as_object().title == "Tin đã xong"
    assert article.workflow_in_progress
    inside.post(to, other)
    assert Article.objects.count() == 2


def test_an_editor_cannot_publish_by_sending_the_button(inside, section):
    add(inside, section, **{"action-publish": "1"})

    assert not Article.objects.filter(live=True).exists()


def test_what_waits_is_not_changed_by_sending_the_form(inside, draft, writer):
    article = draft()
    actions.submit(article, by=writer, at=timezone.now())

    inside.post(f"/quan-tri/pages/{article.pk}/edit/", form_of(title="Khác"))

    assert fresh(article).get_latest_revision_as_object().title == article.title


def opened(client, article) -> dict[str, str]:
    """What the page of the editor has of the version it shows."""
    page = html.fromstring(client.get(f"/quan-tri/pages/{article.pk}/edit/").content)
    names = ("loaded_revision_id", "loaded_revision_created_at")
    return {name: page.xpath(f"//input[@name='{name}']/@value")[0] for name in names}


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_the_second_is_asked_first(draft, writer, home):
    article = draft("Chè vào vụ")
    other = make_person("Lê Thêm", "editor", home.organisation, username="0987000009")
    clients = [Client(), Client()]
    for client, person in zip(clients, (writer, other), strict=True):
        client.force_login(person)
    path = f"/quan-tri/pages/{article.pk}/edit/"
    seen = [opened(client, article) for client in clients]

    def save(number):
        sent = form_of(title=f"Bản {number}", lead="Điều chính.") | seen[number]
        return clients[number].post(path, sent)

    answers = at_once(lambda: save(0), lambda: save(1))

    assert sorted(each.status_code for each in answers) == [200, 302]
    second = next(number for number in (0, 1) if answers[number].status_code == 200)
    said = answers[second].content.decode()
    assert f"{(other, writer)[second].name} đã lưu một bản khác" in said
    assert f"Bản {second}" in said
    assert fresh(article).get_latest_revision_as_object().title == f"Bản {1 - second}"

    seen[second] = opened(clients[second], article)
    assert save(second).status_code == 302
    titles = [each.content["title"] for each in article.revisions.order_by("pk")]
    assert titles == ["Chè vào vụ", f"Bản {1 - second}", f"Bản {second}"]


def test_scripts_in_every_field_are_only_letters(inside, section, client):
    blocks = [
        ("paragraph", contentstate(SCRIPT)),
        ("heading", SCRIPT),
        ("paragraph", contentstate("đây", url="javascript:alert(1)")),
    ]
    fields = dict.fromkeys(
        ("title", "lead", "author", "source_note", "title_en", "lead_en"), SCRIPT
    )

    response = add(inside, section, blocks=blocks, **fields)

    assert response.status_code == 302
    article = Article.objects.get()
    article.get_latest_revision().publish()
    page = client.get(Article.objects.get().url).content.decode()
    assert "<script>alert" not in page
    assert "javascript:" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize(
    "form",
    [
        {"title": "x" * 1_000_000},
        {"lead": "x" * 900_000},
        {"source_link": "javascript:alert(1)"},
        {"shown_at": "2999-01-01 00:00"},
        {"topics": "khong-co"},
        {"place": "99999999"},
        {"content-count": "999999999"},
        {"blocks": [("paragraph", contentstate("x" * 50_000))]},
        {"blocks": [("khong-co", "x")]},
        {"title": "\u202e\u200b"},
    ],
    ids=lambda form: next(iter(form)),
)
def test_what_cannot_be_is_refused_on_the_form(inside, section, form):
    client = Client(raise_request_exception=False)
    client.cookies = inside.cookies

    response = add(client, section, **form)

    assert response.status_code in (200, 302, 400, 413)
    assert response.status_code != 302 or "blocks" in form or "content-count" in form


def test_a_picture_goes_through_our_guards_and_is_drawn_small(inside, draft, client, writer):
    assert upload(inside, picture((1500, 900))).status_code == 302
    kept = Picture.objects.get()
    assert (kept.width, kept.organisation) == (1500, writer.acting.organisation)
    assert kept.file.name == kept.stored.path

    assert client.get(f"/tin/anh/{kept.pk}-480.webp").status_code == 404  # in no article yet
    article = draft(live=True, picture=kept)
    page = client.get(article.url).content.decode()
    assert f"/tin/anh/{kept.pk}-480.webp 480w" in page
    assert 'alt="Đồi chè buổi sáng."' in page
    for form in ("webp", "jpeg"):
        response = client.get(f"/tin/anh/{kept.pk}-480.{form}")
        drawn = Image.open(io.BytesIO(b"".join(response.streaming_content)))
        assert (drawn.width, drawn.format.lower()) == (480, form)
    assert client.get(f"/tin/anh/{kept.pk}-481.webp").status_code == 404


@pytest.mark.parametrize(
    ("file", "more", "said"),
    [
        (SimpleUploadedFile("a.jpg", b"<html>"), {}, "không thuộc loại được nhận"),
        (
            SimpleUploadedFile("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            {},
            "không thuộc",
        ),
        (picture(), {"description": ""}, "required"),
        (picture(), {"description": "..."}, "tả ảnh bằng một câu"),
    ],
)
def test_a_picture_that_is_none_or_says_nothing_is_refused(inside, file, more, said):
    response = upload(inside, file, **more)

    assert response.status_code == 200
    assert said in response.content.decode() or said == "required"
    assert not Picture.objects.exists()


def test_the_way_to_upload_without_words_is_closed(inside):
    assert inside.get("/quan-tri/images/multiple/add/").status_code == 404
    assert inside.post("/quan-tri/images/multiple/add/").status_code == 404


def test_the_library_of_another_body_is_not_there(inside, editor):
    upload(inside, picture())
    kept = Picture.objects.get()
    other = Client()
    other.force_login(editor)

    assert inside.get(f"/quan-tri/images/{kept.pk}/").status_code == 200
    assert other.get(f"/quan-tri/images/{kept.pk}/").status_code == 404


def test_a_picture_that_stands_in_an_article_is_not_taken_out(inside, draft):
    upload(inside, picture())
    kept = Picture.objects.get()
    draft(live=True, picture=kept)

    inside.post(f"/quan-tri/images/{kept.pk}/delete/")

    assert Picture.objects.exists()


def test_a_file_to_take_away_is_had_once_it_is_offered(inside, draft, client):
    file = SimpleUploadedFile("bang.png", picture(kind="PNG").read(), "image/png")
    assert (
        inside.post("/quan-tri/documents/add/", {"title": "Bảng", "file": file}).status_code == 302
    )
    paper = Paper.objects.get()
    assert client.get(paper.url).status_code == 404

    draft(live=True, blocks=[("files", {"files": [paper.pk]})])

    response = client.get(paper.url)
    assert response.status_code == 200
    assert "attachment" in response["Content-Disposition"]
    response.close()


def test_the_preview_is_the_page_as_it_will_stand(inside, draft):
    article = draft()

    response = inside.get(f"/quan-tri/pages/{article.pk}/view_draft/")

    page = response.content.decode()
    assert "Bản xem trước" in page
    assert article.lead in page


def test_the_preview_of_a_site_has_the_links_as_they_will_stand(inside, home):
    home.link_groups = [LinkGroup(name="Báo, đài")]
    home.link_groups.all()[0].links = [Link(name="Báo Vườn Mới", link="https://bao.example/")]
    home.save_revision()

    page = inside.get(f"/quan-tri/pages/{home.pk}/view_draft/").content.decode()

    assert "Báo Vườn Mới" in page
    assert "Báo Vườn Mới" not in inside.get(home.url).content.decode()


def test_no_link_of_the_editor_leads_nowhere(inside, home, section, draft):
    """Each kind of address once, from its first page on."""
    article = draft(live=True)
    edit = f"/quan-tri/pages/{article.pk}/edit/"
    asked, todo = {}, ["/quan-tri/", f"/quan-tri/pages/{home.pk}/", edit]
    while todo:
        path = todo.pop()
        kind = re.sub(r"[0-9]+|[?].*", "", path)
        if kind in asked:
            continue
        answer = inside.get(path, follow=True)
        asked[kind] = answer.status_code
        if path.startswith("/quan-tri/") and not answer.streaming:
            todo += re.findall(r'href="(/quan-tri/[^"#]*)"', answer.content.decode())
            todo += re.findall(r'href="(/ban-lam-viec/tin/[^"#]*)"', answer.content.decode())

    assert {kind for kind, status in asked.items() if status != 200} == set()
    assert len(asked) > 6


@pytest.mark.parametrize("key", ["x", "1x", "99999999999999999999"])
@pytest.mark.parametrize("chooser", ["images", "documents"])
def test_a_key_that_is_none_is_nowhere(inside, home, chooser, key):
    assert inside.get(f"/quan-tri/{chooser}/chooser/{key}/").status_code == 404


def test_two_versions_are_compared(inside, draft, writer):
    article = fresh(draft(live=True))
    article.lead = "Vụ chè năm nay mất mùa."
    article.save_revision(user=writer)

    response = inside.get(f"/quan-tri/pages/{article.pk}/revisions/compare/live...latest/")

    assert response.status_code == 200
    assert "mất" in response.content.decode()


def test_only_the_editor_lets_scripts_stand_in_a_page(inside, client, draft):
    article = draft(live=True)

    inner = inside.get(f"/quan-tri/pages/{article.pk}/edit/")["Content-Security-Policy"]
    outer = client.get(article.url)["Content-Security-Policy"]

    assert "script-src 'self' 'unsafe-inline'" in inner
    assert "unsafe-eval" not in inner
    assert "http" not in inner
    assert "unsafe" not in outer


def test_what_scripts_of_the_editor_say_is_vietnamese(inside):
    said = inside.get("/quan-tri/jsi18n/").content.decode()
    words = json.loads(said.partition("newcatalog = ")[2].partition(";\n")[0])

    theirs = Path(wagtail.admin.__file__).parent / "locale/en/LC_MESSAGES/djangojs.po"
    asked = [entry.msgid for entry in polib.pofile(str(theirs))]
    assert [each for each in asked if each not in words] == []
    assert words["Insert a block"] == "Chèn một khối"
    inside.cookies["sanvat_language"] = "en"
    assert "Chèn một khối" not in inside.get("/quan-tri/jsi18n/").content.decode()


def test_a_picture_is_uploaded_from_within_an_article(inside):
    sent = {
        "image-chooser-upload-title": "Đồi chè",
        "image-chooser-upload-file": picture(),
        "image-chooser-upload-description": "Đồi chè buổi sáng.",
    }

    response = inside.post("/quan-tri/images/chooser/create/", sent)

    assert response.json()["step"] == "chosen"
    assert Picture.objects.get().title == "Đồi chè"


@pytest.mark.parametrize("library", ["images", "documents"])
def test_the_library_is_searched_and_shows_what_is_of_the_body(inside, coordinator, library):
    row = {"images": Picture, "documents": Paper}[library]
    sent = {"title": "Đồi chè", "file": picture(), "description": "Đồi chè."}
    inside.post(f"/quan-tri/{library}/add/", sent)
    assert row.objects.count() == 1

    found = inside.get(f"/quan-tri/{library}/?q=chè")

    assert found.status_code == 200
    assert "Đồi chè" in found.content.decode()
    row.objects.update(organisation=None)
    assert "Đồi chè" not in inside.get(f"/quan-tri/{library}/?q=chè").content.decode()
