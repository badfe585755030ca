"""One thing by its number, and the lists beside it: as strangers may read it, or 404."""

import json
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sanvat.certificates.models import Recognition
from sanvat.events.models import Event
from sanvat.news.models import Article, LinkGroup, Section, UnitHome
from sanvat.news.models.links import Link
from sanvat.opendata import sets
from sanvat.parties.actions import make_key
from sanvat.products import actions as products
from sanvat.products.models import Producer
from tests.addresses import MARK
from tests.api.test_agreements import signed
from tests.people import again

pytestmark = pytest.mark.django_db
ROOT = "/api/v1"
AT = datetime(2026, 11, 20, 5, tzinfo=UTC)


def get(address, **query):
    return Client().get(f"{ROOT}/{address}/", query)


def recognised(producer, name, by, **more):
    product = products.register_product(
        producer, name, by=by, at=AT, set_number=13, is_another=True
    )
    told = {"round": 1, "kind": "first", "stars": 4, "expires_on": date(2099, 8, 5)} | more
    Recognition.objects.create(product=product, **told)
    return product


@pytest.fixture
def household(officer, commune):
    return products.register_producer(
        "Hộ Lê Thị Kín", commune, by=officer, at=AT, legal_form="family-household"
    )


@pytest.fixture
def cooperative(officer, commune):
    return products.register_producer(
        "HTX Tân Hội", commune, by=officer, at=AT, legal_form="cooperative", phone="0912345678"
    )


def test_what_strangers_may_not_read_is_not_there(world):
    hidden = (
        f"articles/{world.waiting_article.pk}",
        f"events/{world.event.pk}",
        f"plans/{world.draft_plan.pk}",
        f"agreements/{world.agreement.pk}",
        f"catalogue/{world.product.pk}",
        f"catalogue/producers/{world.own_producer.pk}",
    )
    Event.objects.filter(pk=world.event.pk).update(published_at=None)
    for address in hidden:
        refused = get(address)
        assert (refused.status_code, refused.json()["code"]) == (404, "not_public"), address
        assert MARK not in refused.content.decode()
        # It is told the same way as what never was.
        never = get(f"{address.rpartition('/')[0]}/9007199254740992")
        assert (never.status_code, never.json()["code"]) == (404, "not_public")


def test_a_site_that_is_closed_is_not_there(world):
    assert get(f"units/{world.news_home.slug}").status_code == 200
    assert get("articles", unit=world.news_home.slug).status_code == 200

    UnitHome.objects.filter(pk=world.news_home.pk).update(live=False)

    assert get(f"units/{world.news_home.slug}").json()["code"] == "unknown_site"
    assert world.news_home.slug not in get("units").content.decode()
    refused = get("articles", unit=world.news_home.slug)
    assert (refused.status_code, refused.json()["code"]) == (422, "unknown_site")
    assert get("articles", section="khong-co").json()["code"] == "unknown_site"


def test_an_article_is_told_whole_until_it_is_taken_down(world):
    article = Article.objects.get(pk=world.online_article.pk)

    told = get(f"articles/{article.pk}").json()

    assert (told["title"], told["text"], told["text_en"]) == ("Đang đăng", ["Hái từ sáng."], [])
    assert told["unit"]["slug"] == world.news_home.slug
    Article.objects.filter(pk=article.pk).update(live=False)
    assert get(f"articles/{article.pk}").status_code == 404


def test_a_site_is_told_with_its_sections_and_links(world):
    home = UnitHome.objects.get(pk=world.news_home.pk)
    group = LinkGroup.objects.create(home=home, name="Báo chí")
    Link.objects.create(group=group, name="Báo tỉnh", link="https://bao.example/")

    told = get(f"units/{home.slug}").json()

    assert told["organisation"] == home.organisation.name
    names = Section.objects.filter(home=home).order_by("path").values_list("slug", flat=True)
    assert [each["slug"] for each in told["sections"] if each["unit"] == home.slug] == list(names)
    assert told["link_groups"] == [
        {
            "name": "Báo chí",
            "name_en": "",
            "links": [{"name": "Báo tỉnh", "url": "https://bao.example/"}],
        }
    ]


def test_a_product_is_told_without_the_name_of_a_household(household, officer):
    product = recognised(household, "Mắc ca", officer, decision="12/QĐ-UBND", year=2026)

    told = get(f"catalogue/{product.pk}")

    assert told.json()["recognitions"] == [
        {
            "round": 1,
            "kind": "first",
            "stars": 4,
            "year": 2026,
            "issued_on": None,
            "expires_on": "2099-08-05",
            "decision": "12/QĐ-UBND",
            "authority": "",
        }
    ]
    assert (told.json()["in_force"], told.json()["contact"]) == (True, None)
    assert "Kín" not in told.content.decode()
    assert "Kín" not in get("catalogue/producers").content.decode()
    assert get(f"catalogue/producers/{household.pk}").json() == {
        "id": household.pk,
        "name": "Một cơ sở sản xuất",
        "named": False,
        "legal_form": "family-household",
        "commune": told.json()["commune"],
        "state": "active",
        "products_in_force": 1,
        "demonstration": False,
        "contact": None,
    }


def test_a_product_that_has_lapsed_says_so(cooperative, officer):
    product = recognised(cooperative, "Cà phê", officer, expires_on=date(2025, 1, 1))

    assert get(f"catalogue/{product.pk}").json()["in_force"] is False
    assert get("catalogue").json()["count"] == 0
    (row,) = get("catalogue/producers").json()["items"]
    assert (row["name"], row["named"], row["products_in_force"]) == ("HTX Tân Hội", True, 0)


def test_a_contact_is_told_while_it_is_agreed(cooperative, officer):
    product = recognised(cooperative, "Cà phê", officer)
    assert "0912345678" not in get(f"catalogue/{product.pk}").content.decode()

    cooperative.consents.create(phone="0987654321", given_at=AT, given_by=officer)

    given = {"phone": "0987654321", "email": "", "link": ""}
    assert get(f"catalogue/{product.pk}").json()["contact"] == given
    assert get(f"catalogue/producers/{cooperative.pk}").json()["contact"] == given
    assert "0987654321" not in get("catalogue/producers").content.decode()


def test_a_household_that_holds_an_event_is_not_named(world):
    household = products.register_producer(
        "Hộ Lê Thị Kín",
        world.commune,
        by=world.people["officer"],
        at=AT,
        legal_form="family-household",
    )
    Event.objects.filter(pk=world.held_event.pk).update(
        host=household.organisation, published_at=timezone.now()
    )

    for told in (get(f"events/{world.held_event.pk}"), get("events")):
        assert told.status_code == 200
        assert "Kín" not in told.content.decode()


def test_producers_are_narrowed_by_place(household, cooperative, officer, commune):
    for producer in (household, cooperative):
        recognised(producer, "Cà phê", officer)

    inside = get("catalogue/producers", commune=commune.code).json()
    assert inside["count"] == 2
    province = commune.parent.code
    assert get("catalogue/producers", province=province, limit=1).json()["next"] == (
        f"{ROOT}/catalogue/producers/?province={province}&limit=1&after={household.pk}"
    )
    assert get("catalogue/producers", commune="99999").json()["code"] == "unknown_place"


@pytest.mark.parametrize("address", ["catalogue/producers", "units"])
def test_a_list_of_three_asks_no_more_than_a_list_of_one(address, world):
    officer = world.people["officer"]

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert get(address).status_code == 200
        return len(queries)

    recognised(world.own_producer, "Một", officer)
    one = asked()
    for producer in Producer.objects.exclude(pk=world.own_producer.pk)[:2]:
        recognised(producer, "Nữa", officer)
    UnitHome.objects.filter(live=False).update(live=True)

    assert asked() == one


def test_agreements_of_a_key_are_those_its_role_sees(coordinator, programme_party, stranger):
    agreement = signed(coordinator, programme_party, items=1)  # not public

    def seen(by):
        _key, secret = make_key(
            name="kho", scopes=["agreements:read"], days=1, by=again(by), at=timezone.now()
        )
        headers = {"Authorization": f"Bearer {secret}"}
        return Client().get(f"{ROOT}/own-agreements/", headers=headers).json()["items"]

    assert get("agreements").json()["count"] == 0
    assert [each["id"] for each in seen(programme_party)] == [agreement.pk]
    assert [each["id"] for each in seen(coordinator)] == [agreement.pk]


def test_the_tables_say_when_they_were_built(tmp_path, settings):
    settings.OPEN_DATA = {**settings.OPEN_DATA, "folder": tmp_path}
    before = get("datasets")
    assert before.json()["count"] > 5
    assert {each["rows"] for each in before.json()["items"]} == {None}
    assert "Last-Modified" not in before

    file = {
        "name": "san-pham.csv",
        "media_type": "text/csv",
        "bytes": 12,
        "bytes_packed": 9,
        "sha256": "0" * 64,
        "latest": "https://a.example/so-lieu/san-pham.csv",
        "dated": "https://a.example/so-lieu/2026-11-20/san-pham.csv",
    }
    made = sets.begin()
    told = {"key": "san-pham", "rows": 3, "files": [file]}
    manifest = {"built_at": "2026-11-20T12:00:00+07:00", "datasets": [told], "digests": {}}
    (made / "set.json").write_text(json.dumps(manifest))
    sets.publish(made, at=AT)

    answer = get("datasets")
    row = next(each for each in answer.json()["items"] if each["key"] == "san-pham")
    assert (row["rows"], row["day"], row["title"]["vi"]) == (3, "2026-11-20", "Sản phẩm OCOP")
    assert row["files"] == [{k: v for k, v in file.items() if k != "bytes_packed"}]
    assert answer["Last-Modified"] == "Fri, 20 Nov 2026 05:00:00 GMT"

    def again_with(**headers):
        return Client().get(f"{ROOT}/datasets/", headers=headers).status_code

    assert again_with(If_Modified_Since=answer["Last-Modified"]) == 304
    assert again_with(If_Modified_Since="Fri, 20 Nov 2026 04:59:59 GMT") == 200
    assert again_with(If_Modified_Since="yesterday") == 200
    # The mark says more than the time.
    assert again_with(If_Modified_Since=answer["Last-Modified"], If_None_Match='"x"') == 200
