"""Forms of the editor that no page of it sends: a clear refusal, whichever field is odd."""

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils.datastructures import MultiValueDict

from sanvat.news.blocks import ArticleBody, OddForm
from sanvat.news.models import Article
from tests.desk.pages import text_of
from tests.news.test_editor import add, contentstate, form_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("templates_of_wagtail", "own_store"),
]


@pytest.fixture
def inside(writer) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(writer)
    return client


def every_block() -> dict[str, str]:
    """A body with a block of every kind, in which all fields are as the editor sends them."""
    values = {
        "paragraph": {"": contentstate("Một đoạn.")},
        "heading": {"": "Đầu đề"},
        "list": one_of("", "Một"),
        "quote": {"-text": "Lời", "-who": ""},
        "table": dict.fromkeys(("-column-0-deleted", "-row-0-deleted"), "")
        | dict.fromkeys(("-column-count", "-row-count"), "1")
        | dict.fromkeys(("-column-0-order", "-row-0-order"), "0")
        | {"-caption": "Bảng", "-column-0-type": "text"}
        | {"-column-0-heading": "Cột", "-cell-0-0": "Ô"},
        "files": one_of("-files", ""),
        "figure": {"-counted": "", "-value": "9", "-label": "", "-source": ""},
        "video": {"-link": "https://vidu.example/", "-title": "Phim"},
    }
    sent = {"content-count": str(len(values))}
    for n, (kind, fields) in enumerate(values.items()):
        sent |= {f"content-{n}-deleted": "", f"content-{n}-order": str(n)}
        sent |= {f"content-{n}-type": kind, f"content-{n}-id": ""}
        sent |= {f"content-{n}-value{name}": value for name, value in fields.items()}
    return sent


def one_of(prefix: str, value: str) -> dict[str, str]:
    counted = {f"{prefix}-count": "1", f"{prefix}-0-deleted": "", f"{prefix}-0-order": "0"}
    return counted | {f"{prefix}-0-value": value, f"{prefix}-0-id": ""}


ODD = ("x", "", "-1", "1.5", "²", "9" * 5_000, "[]", "null", '{"blocks": 1}', "[" * 50_000)


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd[:12] or "empty")
def test_whichever_field_of_a_body_is_odd_it_is_read_or_refused(db, odd):
    """Counts and places of blocks, of rows, columns and files, and what the blocks hold."""
    form = every_block()
    counted = {name for name in form if name.endswith(("-count", "-order"))}
    assert len(counted) == 17
    refused = set()
    for name in form:
        try:
            ArticleBody().value_from_datadict(
                query(form | {name: odd}), MultiValueDict(), "content"
            )
        except OddForm:
            refused.add(name)
    assert refused >= (set() if odd == "-1" else counted)
    assert "content-0-value" in refused or odd in ("", "null")
    missing = set()
    for name in form:
        less = {key: value for key, value in form.items() if key != name}
        try:
            ArticleBody().value_from_datadict(query(less), MultiValueDict(), "content")
        except OddForm:
            missing.add(name)
    assert missing >= counted


def query(form: dict[str, str]) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update(form)
    return data


def test_a_body_that_no_editor_sends_is_a_page_that_says_so(inside, section, draft):
    """When writing, changing and looking at a preview; nothing of it is kept."""
    article = draft()
    articles, versions = Article.objects.count(), article.revisions.count()
    form = form_of() | every_block()
    twice = {"content-7-order": "3", "content-7-type": "quote"}
    twice |= {"content-7-value-text": "Lời khác", "content-7-value-who": ""}
    for path in (
        f"/quan-tri/pages/add/news/article/{section.pk}/",
        f"/quan-tri/pages/{article.pk}/edit/",
        f"/quan-tri/pages/{article.pk}/edit/preview/",
    ):
        for odd in (
            *({"content-count": "x"}, {"content_en-count": "²"}, {"content-3-order": "1.5"}),
            *({"content-2-value-count": "x"}, {"content-4-value-row-0-order": "x"}),
            *({"content-4-value-column-0-type": "khong-co"}, {"content-0-value": "["}, twice),
        ):
            told = inside.post(path, form | odd)
            assert (told.status_code, path, odd) == (400, path, odd)
        assert "hãy quay lại trang trước và thử lần nữa" in text_of(told)
    assert (Article.objects.count(), article.revisions.count()) == (articles, versions)


@pytest.mark.parametrize("odd", ["x", "", "-1", "²", "9" * 5_000], ids=lambda odd: odd[:9] or "no")
@pytest.mark.parametrize("name", ["TOTAL_FORMS", "INITIAL_FORMS", "MAX_NUM_FORMS"])
def test_counts_of_forms_that_are_none_are_no_fault(inside, section, name, odd):
    assert add(inside, section, **{f"products-{name}": odd}).status_code < 500
