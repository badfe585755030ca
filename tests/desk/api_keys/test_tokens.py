"""Keys for programmes: told once, revoked at once."""

import re

from sanvat.parties.models import ApiKey
from tests.desk.forms import errors_of
from tests.desk.pages import DESK, markup, queries, read, signed_in

KEYS = f"{DESK}khoa-api/"
WANTED = {"name": "Cổng dữ liệu tỉnh", "scopes": ["products:read"], "days": "90"}


def test_the_key_is_shown_once_and_opens_what_was_said(advisor, client):
    made = signed_in(advisor).post(KEYS, WANTED)

    secret = re.search(r'id="khoa" readonly value="([^"]+)"', made.content.decode())[1]
    assert secret not in signed_in(advisor).get(KEYS).content.decode()
    assert "no-store" in made["Cache-Control"]
    headers = {"Authorization": f"Bearer {secret}"}
    assert client.get("/api/v1/products/", headers=headers).status_code == 200
    assert client.get("/api/v1/producers/", headers=headers).status_code == 403

    signed_in(advisor).post(f"{KEYS}{ApiKey.objects.get().pk}/huy/")

    assert client.get("/api/v1/products/", headers=headers).status_code == 401
    assert "Đã hủy" in read(advisor, "khoa-api/")


def test_what_each_scope_opens_is_said_where_a_key_is_made(producer, programme_party, operator):
    offered = {person: markup(person, "khoa-api/") for person in (producer, programme_party)}

    for person, scope, is_offered in (
        (producer, "products:read", True),
        (producer, "agreements:read", False),
        (programme_party, "agreements:read", True),
        (programme_party, "products:read", False),
    ):
        assert (f'value="{scope}"' in offered[person]) is is_offered
        assert (f"<code>{scope}</code>" in offered[person]) is is_offered
    chosen = re.findall(r'<input[^>]+value="([a-z]+:read)"[^>]+checked', offered[producer])
    assert chosen == ["public:read"]
    assert "Sổ sản phẩm mà tư cách này được thấy" in offered[producer]
    assert "<code>public:read</code>" not in markup(operator, "khoa-api/")


def test_what_is_wrong_is_told_at_its_field(advisor):
    answer = signed_in(advisor).post(KEYS, {"name": "", "days": "90"})

    assert answer.status_code == 422
    assert set(errors_of(answer)) == {"id_name", "id_scopes"}


def test_nobody_revokes_anothers_key_here(advisor, officer, stranger):
    signed_in(advisor).post(KEYS, WANTED)
    token = ApiKey.objects.get()

    for other in (officer, stranger):
        assert signed_in(other).post(f"{KEYS}{token.pk}/huy/").status_code == 404
        assert "Cổng dữ liệu tỉnh" not in read(other, "khoa-api/")
    token.refresh_from_db()
    assert token.revoked_at is None


def test_the_operator_sees_whose_keys_are_open_and_revokes_them(advisor, operator, chair):
    signed_in(advisor).post(KEYS, WANTED)
    token = ApiKey.objects.get()

    page = read(operator, "khoa-api/")
    assert "Cổng dữ liệu tỉnh" in page
    assert "Trần Văn Minh Chi cục Phát triển nông thôn" in page
    assert "Tạo khóa" not in page
    assert signed_in(operator).post(KEYS, WANTED).status_code == 403
    assert signed_in(operator).post(f"{KEYS}{token.pk}/huy/")["Location"] == KEYS
    assert "Cổng dữ liệu tỉnh" not in read(operator, "khoa-api/")


def test_the_keys_are_reached_from_the_menu_and_the_operators_desk(advisor, operator, chair):
    link = f'href="{KEYS}"'
    for path in ("", "to-chuc/"):
        assert link in markup(advisor, path)
    desk = markup(operator, "")
    assert desk.count(link) == 2  # in the menu, and with the other figures
    assert link not in markup(chair, "")


def test_more_keys_cost_no_more_queries(advisor, operator):
    asked = []
    for count in (1, 3):
        while ApiKey.objects.count() < count:
            signed_in(advisor).post(KEYS, WANTED)
        asked.append([queries(user, "khoa-api/") for user in (advisor, operator)])
    assert asked[0] == asked[1]


def test_revoking_twice_says_so(advisor):
    signed_in(advisor).post(KEYS, WANTED)
    address = f"{KEYS}{ApiKey.objects.get().pk}/huy/"
    signed_in(advisor).post(address)

    answer = signed_in(advisor).post(address)

    assert answer.status_code == 422
    assert "đã bị hủy từ trước" in answer.content.decode()
