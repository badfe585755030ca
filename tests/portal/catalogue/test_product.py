"""One product's page, its pictures, and asking its producer."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html
from PIL import Image

from sanvat.parties.models import Letter, Role
from sanvat.portal import strangers
from sanvat.portal.catalogue.cards import address_of
from sanvat.portal.strangers import Sent, looked_at, token_for
from sanvat.products import actions
from tests.people import make_person
from tests.portal.catalogue.conftest import recognise
from tests.portal.sending import read_over
from tests.register.registers import NOON

HOSTILE = "</script><script>alert(1)</script><b onclick=x>&amp;"


def page_of(client, product):
    response = client.get(address_of(product))
    assert response.status_code == 200
    assert response.cookies == {}
    return html.fromstring(response.content)


def words(page):
    return " ".join(page.xpath("//main")[0].text_content().split())


def data_of(page):
    (block,) = page.xpath("//script[@type='application/ld+json']")
    return json.loads(block.text)


def test_the_page_tells_what_the_product_is_and_where_its_star_comes_from(client, coffee, today):
    coffee.recognitions.update(decision="3981/QĐ-UBND", authority="UBND tỉnh Lâm Đồng")

    page = page_of(client, coffee)

    said = words(page)
    for text in (
        *("Cà phê bột", "HTX Nông nghiệp Tân Hội", "Rang trên chảo gang.", "4 sao, lần đầu"),
        *("3981/QĐ-UBND", "UBND tỉnh Lâm Đồng", "gói 250 g", "Gian hàng", "Gói cà phê"),
    ):
        assert text in said
    assert page.xpath("//link[@rel='canonical']/@href")[0].endswith(address_of(coffee))
    told = data_of(page)
    assert (told["@type"], told["name"]) == ("Product", "Cà phê bột")
    certification = told["hasCertification"]
    assert certification["@type"] == "Certification"
    assert certification["certificationRating"]["ratingValue"] == 4
    assert certification["certificationStatus"] == "https://schema.org/CertificationActive"
    assert certification["expires"] == (today + timedelta(days=300)).isoformat()
    assert "0912345678" not in client.get(address_of(coffee)).text  # the producer's own


def test_its_address_has_its_name_and_an_older_one_leads_there(client, coffee):
    assert address_of(coffee) == f"/san-pham/{coffee.pk}/ca-phe-bot/"

    for address in (f"/san-pham/{coffee.pk}/", f"/san-pham/{coffee.pk}/ten-cu/"):
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (301, address_of(coffee))


def test_what_was_never_recognised_is_not_there(client, make, today):
    never, later = make("Chưa hề", 0), make("Mai mới", 0)
    recognise(later, 4, today + timedelta(days=1), today + timedelta(days=900))

    for product in (never, later):
        product.refresh_from_db()
        assert client.get(address_of(product)).status_code == 404
        assert client.get(reverse("portal:catalogue_short", args=[product.pk])).status_code == 404
    assert client.get(f"/san-pham/{10**30}/a/").status_code == 404


def test_what_lapsed_says_since_when(client, make, today):
    product = make("Mứt", 3, left=-1)

    page = page_of(client, product)

    yesterday = today - timedelta(days=1)
    assert f"từ sau ngày {yesterday:%-d/%-m/%Y} sản phẩm không còn hạng sao" in words(page)
    assert data_of(page)["hasCertification"]["certificationStatus"].endswith("Inactive")


def test_earlier_recognitions_stand_below_the_latest(client, make, today):
    product = make("Mứt", 3, left=-10)
    recognise(product, 4, today - timedelta(days=5), today + timedelta(days=900), round=2)

    said = words(page_of(client, product))

    assert "4 sao, nâng hạng" in said
    assert "Các lần trước" in said


def test_contacts_and_a_households_name_stand_there_once_agreed_to(client, make, officer, commune):
    owner = actions.register_producer(
        "Hộ Trần Thị Mây", commune, by=officer, at=NOON, legal_form="family-household"
    )
    product = make("Mứt", owner=owner)
    assert "Trần Thị Mây" not in client.get(address_of(product)).text

    actions.agree_to_be_told(
        owner, by=officer, at=NOON, note="đơn", shows_name=True, phone="0911222333"
    )

    said = words(page_of(client, product))
    assert "Hộ Trần Thị Mây" in said
    assert "0911222333" in said
    assert "Chủ thể đồng ý công khai liên hệ này từ ngày 21/11/2026." in said


def test_a_signed_in_person_reads_what_anybody_reads(client, coffee, officer):
    strange = words(page_of(client, coffee))
    client.force_login(officer)

    assert words(html.fromstring(client.get(address_of(coffee)).content)) == strange


def test_hostile_texts_end_nothing_and_run_nowhere(client, make):
    product = make(f"Mứt {HOSTILE}"[:200], story=HOSTILE * 3)

    page = page_of(client, product)

    assert page.xpath("//*[@onclick]") == []
    assert page.xpath("//script[not(@src)]/@type") == ["application/ld+json"]
    assert data_of(page)["description"] == HOSTILE * 3
    assert "alert(1)" in words(page)


def test_the_same_queries_with_one_other_product_and_with_three(client, coffee, make):
    make("Một")
    before = queries(client, coffee)

    for name in ("Hai", "Ba Ba"):
        make(name)

    assert queries(client, coffee) == before
    assert before <= 24


def queries(client, product):
    with CaptureQueriesContext(connection) as asked:
        page_of(client, product)
    return len(asked)


# Pictures


@pytest.mark.parametrize(("size", "side"), [("nho", 320), ("vua", 960)])
def test_a_picture_is_made_small_and_kept(client, coffee, size, side):
    picture = coffee.pictures.get()
    address = reverse("portal:catalogue_picture", args=[picture.pk, size])

    first, again = client.get(address), client.get(address)

    assert first.content == again.content
    assert max(Image.open(BytesIO(first.content)).size) <= side
    assert first["Content-Type"] == "image/webp"
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_a_picture_is_shared_as_programmes_read_it(client, coffee):
    (address,) = page_of(client, coffee).xpath("//meta[@property='og:image']/@content")

    response = client.get("/san-pham/" + address.partition("/san-pham/")[2])

    assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
    assert Image.open(BytesIO(response.content)).format == "JPEG"


def test_a_picture_that_strangers_may_not_see_is_not_there(client, coffee):
    picture = coffee.pictures.get()
    address = reverse("portal:catalogue_picture", args=[picture.pk, "nho"])
    odd = reverse("portal:catalogue_picture", args=[picture.pk, "goc"])
    assert client.get(odd).status_code == 404

    picture.file.has_gps = True
    picture.file.save()
    assert client.get(address).status_code == 404
    assert "Gói cà phê" not in words(page_of(client, coffee))

    picture.file.has_gps = False
    picture.file.save()
    coffee.recognitions.all().delete()
    assert client.get(address).status_code == 404


# Asking


@pytest.fixture
def seller(cooperative):
    return make_person(
        "Ka Hương", Role.PRODUCER, cooperative.organisation, email="huong@vidu.example"
    )


def asking(product):
    return reverse("portal:catalogue_ask", args=[product.pk, "ca-phe-bot"])


def sent(client, product, *, after=30, **more):
    """As a person sends it who took so many seconds."""
    given = {"name": "Mai", "email": "mai@vidu.example", "text": "Mấy gói?"}
    return client.post(asking(product), given | read_over(str(product.pk), after=after) | more)


def test_a_question_is_sent_from_the_page(client, coffee, seller):
    assert asking(coffee) in client.get(address_of(coffee)).text
    assert client.get(asking(coffee)).status_code == 200

    response = sent(client, coffee)

    assert response["Location"] == f"{asking(coffee)}?da-gui=1"
    assert "Đã chuyển câu hỏi" in client.get(response["Location"]).text
    assert Letter.objects.get().reply_to == "mai@vidu.example"


def test_without_anybody_who_reads_mail_there_is_no_form(client, coffee):
    assert asking(coffee) not in client.get(address_of(coffee)).text
    assert client.get(asking(coffee)).status_code == 404
    assert client.post(asking(coffee), {}).status_code == 404


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"website": "http://x.example"}, 302),  # a programme, which need not know
        ({"after": 1}, 422),
        ({"after": strangers.LONGEST + 9}, 422),
        ({"giu": "x"}, 422),
        ({"email": "không"}, 422),
        ({"text": ""}, 422),
    ],
)
def test_what_looks_like_a_programme_sends_nothing(client, coffee, seller, more, status):
    assert sent(client, coffee, **more).status_code == status
    assert not Letter.objects.exists()


def test_one_address_asks_so_often_and_no_more(client, coffee, seller, settings):
    settings.PUBLIC_FORM_LIMITS = settings.PUBLIC_FORM_LIMITS | {"inquiry_unproven": "1/h/key"}

    answers = [sent(client, coffee, after=each).status_code for each in (30, 40)]

    assert answers == [302, 422]
    assert Letter.objects.count() == 1


def test_a_token_is_for_its_product_alone(db):
    assert looked_at("8", token=token_for("7"), trap="") is Sent.TOO_LATE
