"""Products and producers for who brings a key: by scope, by what its membership sees."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from sanvat.certificates.models import Recognition
from sanvat.parties.actions import end_membership, make_key
from sanvat.products import actions
from tests.api.pages import all_items
from tests.people import again

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
BOTH = ["products:read", "producers:read"]


@pytest.fixture
def coffee(officer, commune):
    cooperative = actions.register_producer(
        "HTX Tân Hội",
        commune,
        by=officer,
        at=NOON,
        legal_form="cooperative",
        founded_on=date(2019, 3, 14),
        representative_name="Lê Thị Kín",
        address="12 đường Kín",
        phone="0912345678",
        email="kin@vidu.example",
    )
    product = actions.register_product(
        cooperative, "Cà phê bột", by=officer, at=NOON, set_number=13
    )
    Recognition.objects.create(
        product=product, round=1, kind="first", stars=4, expires_on=date(2029, 8, 5)
    )
    return product


def key(person, scopes=BOTH):
    _token, secret = make_key(
        name="thử", scopes=scopes, days=30, by=again(person), at=timezone.now()
    )
    return secret


def get(client, address, secret="", **query):
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    return client.get(f"/api/v1/{address}/", query, headers=headers)


def names(response):
    assert response.status_code == 200, response.content
    return [row["name"] for row in response.json()["items"]]


def test_a_product_as_it_goes_out(client, coffee, advisor, commune):
    response = get(client, "products", key(advisor))

    place = {"code": commune.code, "name": commune.full_name}
    [row] = response.json()["items"]
    assert row.pop("updated_at")
    assert row == {
        "id": coffee.pk,
        "name": "Cà phê bột",
        "producer": {"id": coffee.producer_id, "name": "HTX Tân Hội"},
        "commune": place,
        "rulebook": "26-2026",
        "set": 13,
        "group": "I",
        "stars": 4,
        "expires_on": "2029-08-05",
        "state": "made",
        "demonstration": False,
    }
    assert (response.json()["count"], response.json()["next"]) == (1, None)
    assert response["Cache-Control"] == "no-store"


def test_a_producer_goes_out_without_anything_private(client, coffee, advisor, commune):
    response = get(client, "producers", key(advisor))

    [row] = response.json()["items"]
    assert row.pop("updated_at")
    assert row == {
        "id": coffee.producer_id,
        "name": "HTX Tân Hội",
        "legal_form": "cooperative",
        "commune": {"code": commune.code, "name": commune.full_name},
        "founded_on": "2019-03-14",
        "state": "active",
        "products": 1,
        "demonstration": False,
    }
    for private in ("Kín", "0912345678", "kin@vidu"):
        assert private not in response.content.decode()


@pytest.mark.parametrize("address", ["products", "producers"])
def test_without_a_good_key_nothing_is_told(client, address, producer):
    client.force_login(producer)  # a session is no key
    without = get(client, address)
    wrong = get(client, address, "sanvat_khong-co")

    assert (without.status_code, without.json()["code"]) == (401, "token_missing")
    assert (wrong.status_code, wrong.json()["code"]) == (401, "token_refused")
    assert without["WWW-Authenticate"] == "Bearer"


def test_each_key_opens_what_its_scopes_say(client, coffee, advisor):
    products, producers = key(advisor, ["products:read"]), key(advisor, ["producers:read"])

    assert names(get(client, "products", products)) == ["Cà phê bột"]
    assert names(get(client, "producers", producers)) == ["HTX Tân Hội"]
    for refused in (get(client, "producers", products), get(client, "products", producers)):
        assert (refused.status_code, refused.json()["code"]) == (403, "scope")


@pytest.mark.parametrize(
    ("person", "seen"),
    [
        ("officer", ["Cà phê bột"]),
        ("advisor", ["Cà phê bột"]),
        ("coordinator", ["Cà phê bột"]),
        ("centre", ["Cà phê bột"]),
        ("producer", []),
        ("stranger", []),
    ],
)
def test_a_key_sees_what_its_membership_sees(request, client, coffee, person, seen):
    secret = key(request.getfixturevalue(person))

    assert names(get(client, "products", secret)) == seen


def test_with_the_membership_the_key_ends(client, coffee, advisor, operator):
    secret = key(advisor)

    end_membership(advisor.acting, by=operator, at=timezone.now())

    assert get(client, "products", secret).status_code == 401


def test_the_filters(client, coffee, advisor, officer, commune, neighbour):
    other = actions.register_producer(
        "HTX Di Linh", neighbour, by=advisor, at=NOON, legal_form="cooperative"
    )
    actions.register_product(other, "Mật ong rừng", by=advisor, at=NOON, set_number=14)
    secret = key(advisor)

    def found(**query):
        return names(get(client, "products", secret, **query))

    assert found() == ["Cà phê bột", "Mật ong rừng"]
    assert found(star=4) == ["Cà phê bột"]
    assert found(star=5) == []
    assert found(commune=neighbour.code) == ["Mật ong rừng"]
    assert found(group="i") == ["Cà phê bột"]
    assert found(updated_since="2026-11-20") == ["Cà phê bột", "Mật ong rừng"]
    assert found(updated_since=(NOON + timedelta(hours=1)).isoformat()) == []
    actions.change_product(coffee, by=officer, at=NOON + timedelta(days=1), note="đổi")
    assert found(updated_since="2026-11-21") == ["Cà phê bột"]
    assert names(get(client, "producers", secret, commune=commune.code)) == ["HTX Tân Hội"]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"star": "6"}, "parameter"),
        ({"star": "bốn"}, "parameter"),
        ({"commune": "99999"}, "unknown_place"),
        ({"commune": "\0"}, "encoding"),
        ({"group": "X"}, "unknown_group"),
        ({"updated_since": "hôm qua"}, "parameter"),
        ({"updated_since": "2026-13-01"}, "parameter"),
        ({"limit": "0"}, "parameter"),
        ({"limit": "101"}, "parameter"),
    ],
)
def test_a_filter_that_cannot_be_used_gets_a_sentence(client, advisor, query, code):
    response = get(client, "products", key(advisor), **query)

    assert (response.status_code, response.json()["code"]) == (422, code)
    assert response.json()["error"].endswith(".")


def test_page_after_page_each_row_once(client, coffee, advisor, officer):
    for number in range(4):
        actions.register_product(
            coffee.producer, f"Loại {number}", by=officer, at=NOON, is_another=True
        )
    bearer = f"Bearer {key(advisor)}"

    rows = all_items(client, "/api/v1/products/?limit=2", count=5, Authorization=bearer)

    assert [row["name"] for row in rows] == ["Cà phê bột", "Loại 0", "Loại 1", "Loại 2", "Loại 3"]


def test_more_rows_cost_no_more_queries(
    client, coffee, advisor, officer, django_assert_num_queries
):
    secret = key(advisor)
    get(client, "products", secret)
    # The key, the second step of its person, the page with what belongs to it; all are on it, so
    # nothing is counted
    with django_assert_num_queries(6):
        get(client, "products", secret)
    actions.register_product(coffee.producer, "Trà", by=officer, at=NOON)
    actions.register_product(coffee.producer, "Mật ong", by=officer, at=NOON)
    with django_assert_num_queries(6):
        get(client, "products", secret)
