"""What a query must not be, where pages of other sites may ask, and where the page stands."""

import pytest
from django.utils import timezone

from sanvat.api.keys import key_of
from sanvat.parties.actions import make_key

pytestmark = pytest.mark.django_db

KEYED = ("products", "producers", "own-agreements")


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=a%00b",
        "%00=a",
        "q=%FF",
        "q=%C3%28",
        "q=%ED%A0%80",  # half of a pair of UTF-16
        "q=%F4%90%80%80",  # beyond the last character
        "q=%C0%80",  # 0, written too long
        "commune=%E1%BA",
    ],
)
@pytest.mark.parametrize("path", ["search/", "places/", "catalogue/", "rulebooks", "openapi.json"])
def test_a_query_that_is_no_text_is_told_so(client, path, query):
    answer = client.get(f"/api/v1/{path}?{query}")

    assert (answer.status_code, answer.json()["code"]) == (422, "encoding")
    assert answer.json()["error"].endswith("(percent-encoding).")


def test_a_text_of_any_language_is_asked_plainly(client):
    assert client.get("/api/v1/places/?q=%C4%90%E1%BA%A1").status_code == 200
    raw = "q=Đạ".encode().decode("latin-1")  # as it arrives when nobody has encoded it
    assert client.get("/api/v1/places/", QUERY_STRING=raw).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=-1",
        "limit=101",
        "limit=1e3",
        "limit=0x10",
        "limit=%2B5",
        "limit=٣",
        "after=-1",
        f"after={'9' * 400}",
        "after=9007199254740993",
        "after=1.0",
        "language=fr",
        "language=",
    ],
)
@pytest.mark.parametrize("path", ["articles/", "catalogue/", "units/", "indicators/definitions/"])
def test_a_number_that_cannot_be_is_told_so(client, path, query):
    answer = client.get(f"/api/v1/{path}?{query}")

    assert (answer.status_code, answer.json()["code"]) == (422, "parameter")
    assert query.partition("=")[0] in answer.json()["error"]


@pytest.mark.parametrize("number", ["0", "-1", "x", "1.0", "9" * 30, "9007199254740993", "1%2B1"])
@pytest.mark.parametrize("path", ["articles", "catalogue", "catalogue/producers", "plans"])
def test_a_number_of_nothing_is_told_so(client, path, number):
    answer = client.get(f"/api/v1/{path}/{number}/")

    assert (answer.status_code, answer.json()["code"]) == (422, "parameter")


@pytest.mark.parametrize("path", KEYED)
def test_pages_of_other_sites_cannot_use_a_key(client, path, advisor):
    _key, secret = make_key(
        name="kho",
        scopes=["public:read", "products:read", "producers:read", "agreements:read"],
        days=1,
        by=advisor,
        at=timezone.now(),
    )
    headers = {"Authorization": f"Bearer {secret}", "Origin": "https://example.org"}

    asked = client.options(f"/api/v1/{path}/", headers={"origin": "https://example.org"})
    told = client.get(f"/api/v1/{path}/", headers=headers)

    assert (asked.status_code, told.status_code) == (204, 200)
    for answer in (asked, told):
        assert not [name for name in answer.headers if name.startswith("Access-Control")]


@pytest.mark.parametrize("path", KEYED)
def test_who_has_the_rows_of_a_key_is_not_sent_them_again(client, path, advisor):
    scopes = ["products:read", "producers:read", "agreements:read"]
    _key, secret = make_key(name="kho", scopes=scopes, days=1, by=advisor, at=timezone.now())
    headers = {"Authorization": f"Bearer {secret}"}
    first = client.get(f"/api/v1/{path}/", headers=headers)

    same = client.get(f"/api/v1/{path}/", headers={**headers, "If-None-Match": first["ETag"]})

    assert (same.status_code, same.content) == (304, b"")
    assert same["Cache-Control"] == "no-store"
    without = client.get(f"/api/v1/{path}/", headers={"If-None-Match": first["ETag"]})
    assert without.status_code == 401


@pytest.mark.parametrize(
    ("path", "kept"),
    [("rulebooks", 3600), ("openapi.json", 3600), ("articles/", 60), ("catalogue/", 60)],
)
def test_what_may_be_withdrawn_is_kept_for_a_minute(client, path, kept):
    assert client.get(f"/api/v1/{path}")["Cache-Control"] == f"public, max-age={kept}"


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer sanvat_", "Bearer \u00e9", "sanvat_x"]
)
def test_what_is_no_key_opens_nothing_and_asks_nothing_public_less(client, header, rf):
    headers = {"Authorization": header}

    assert client.get("/api/v1/products/", headers=headers).status_code == 401
    assert client.get("/api/v1/units/", headers=headers).status_code == 200
    assert key_of(rf.get("/", headers=headers)) is None


@pytest.mark.parametrize("address", ["/api/", "/api"])
def test_the_page_is_found_at_the_short_address(client, address):
    assert client.get(address, follow=True).redirect_chain[-1][0] == "/api/v1/docs"


def test_the_page_says_limits_scopes_and_versions_in_both_languages(client, settings):
    settings.API_LIMITS = {"address": 611, "key": 3011}
    vietnamese = client.get("/api/v1/docs").content.decode()
    client.cookies["sanvat_language"] = "en"
    english = client.get("/api/v1/docs").content.decode()

    for page in (vietnamese, english):
        for said in ("611", "3011", "agreements:read", 'id="phien-ban"', 'id="khoa"'):
            assert said in page
        assert "<script" not in page.partition("<main")[2].partition("</main>")[0]
    assert "Hiện không có địa chỉ nào sắp thôi." in vietnamese
    assert "No address is about to go." in english
