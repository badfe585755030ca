"""First pages: the programme in figures, links in groups, what is read most; products of articles
lead to the catalogue."""

import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sanvat.certificates.models import Recognition
from sanvat.events import actions as events
from sanvat.news.figures import live
from sanvat.news.models import Link, LinkGroup, UnitHome
from sanvat.places.models import Place
from sanvat.plans import actions as plans
from sanvat.products import actions as products
from tests.plans.conftest import draft as draft_plan  # noqa: F401
from tests.plans.conftest import programme  # noqa: F401

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def text(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def recognise(product, stars: int, days: int = 100) -> None:
    Recognition.objects.create(
        product=product,
        round=1,
        kind="first",
        stars=stars,
        issued_on=TODAY - timedelta(days=10),
        expires_on=TODAY + timedelta(days=days),
    )


def fair(by, place, **more):
    event = events.plan_event(
        "fair",
        "Hội chợ OCOP",
        host=by.acting.organisation,
        place=place,
        starts_on=TODAY + timedelta(days=5),
        by=by,
        at=timezone.now(),
    )
    if more.get("is_public", True):
        events.publish_event(event, by=by, at=timezone.now())
    return event


def link(words="Báo Nhân Dân", to="https://nhandan.vn/", **group):
    return LinkGroup(**({"name": "Báo chí"} | group), links=[Link(name=words, link=to)])


# The programme in figures


def test_figures_of_a_place_count_what_strangers_may_know(coffee, officer, coordinator, province):
    honey = products.register_product(coffee.producer, "Mật ong", by=officer, at=timezone.now())
    recognise(coffee, 4)
    recognise(honey, 3, days=-1)
    fair(coordinator, province)
    fair(coordinator, province, is_public=False)
    called_off = fair(coordinator, province)
    events.cancel_event(called_off, "Bão", by=coordinator, at=timezone.now())

    found = live(province, TODAY)

    assert (dict(found.by_stars), found.producers, found.events) == ({4: 1}, 1, 1)
    assert (found.agreements, found.targets, found.reached) == (0, 0, 0)
    other = Place.objects.today().provinces().exclude(pk=province.pk).first()
    assert not live(other, TODAY).is_something
    assert dict(live(None, TODAY).by_stars) == {4: 1}


def test_each_figure_leads_to_its_list(client, home, coffee, coordinator, province):
    recognise(coffee, 4)
    event = fair(coordinator, province)

    page = text(client.get(home.url))

    panel = page[page.index('id="hom-nay"') : page.index("key-figures__value")]
    assert f'href="/san-pham/?sao=4&amp;tinh={province.code}"' in panel
    links = re.findall(r'<dt><a href="([^"]+)">', page)
    assert len(links) == 3
    lists = [text(client.get(each.replace("&amp;", "&"))) for each in links]
    assert coffee.name in lists[0]
    assert event.title in lists[2]


def test_events_of_a_commune_are_listed_by_its_code(client, coordinator, commune, elsewhere):
    event = fair(coordinator, commune)

    assert event.title in text(client.get(f"/lich/?noi={commune.code}"))
    assert event.title not in text(client.get(f"/lich/?noi={elsewhere.code}"))
    assert text(client.get("/lich/?noi=%00%27"))


def test_targets_of_the_place_s_issued_plan_are_counted(draft_plan, advisor, province):  # noqa: F811
    year = date(draft_plan.year, 6, 1)
    assert live(province, year).targets == 0
    cache.clear()
    now = timezone.now()
    for name, least in (("Bếp lò được sửa", 4), ("Lớp nghề mở thêm", 2)):
        plans.add_target(draft_plan, name=name, unit="cái", least=least, by=advisor, at=now)
    plans.issue_plan(draft_plan, on=TODAY, by=advisor, at=timezone.now())

    assert (live(province, year).targets, live(None, year).targets) == (
        2,
        0,
    )


def test_first_pages_cost_the_same_with_one_product_and_with_three(
    client, home, coffee, officer, draft
):
    def asked() -> list[int]:
        found = []
        for path in ("/", home.url):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200
            found.append(len(queries))
        return found

    recognise(coffee, 4)
    draft("Một", live=True)
    asked()
    one = asked()
    for name in ("Mật ong", "Mứt gừng"):
        recognise(
            products.register_product(coffee.producer, name, by=officer, at=timezone.now()), 3
        )
    cache.clear()
    asked()

    assert asked() == one


# Links


@pytest.mark.parametrize(
    "address",
    ["javascript:x", "data:text/html,x", "ftp://host/tep", "//host/", "vbscript:x"],
)
def test_a_link_opens_a_page_and_nothing_else(home, address):
    with pytest.raises(ValidationError):
        Link(group=LinkGroup(name="A", home=home), name="Tên", link=address).clean_fields(
            exclude=["group"]
        )
    home.link_groups.add(link(to=address))
    with pytest.raises(IntegrityError), transaction.atomic():
        home.save()


def test_a_link_without_words_is_refused(home):
    home.link_groups.add(link(""))
    with pytest.raises(IntegrityError), transaction.atomic():
        home.save()


def test_links_stand_on_the_unit_s_first_page_and_at_the_foot_of_the_others(client, home, draft):
    article = draft(live=True)
    home.link_groups.add(
        link(name_en="Press", sort_order=1),
        link("Chính phủ", "https://chinhphu.vn/", name="Cơ quan", sort_order=0),
        LinkGroup(name="Nhóm trống", sort_order=2),
    )
    home.save()

    first = text(client.get(home.url))
    assert first.index("chinhphu.vn") < first.index("nhandan.vn")
    assert "Nhóm trống" not in first
    for path in (article.url, "/don-vi/van-phong-dieu-phoi-lam-dong/tin-tuc/"):
        page = text(client.get(path))
        assert 'class="sitelinks"' in page
        assert 'href="https://nhandan.vn/" rel="noopener"' in page
    client.cookies["sanvat_language"] = "en"
    assert "Press" in text(client.get(article.url))


def test_a_site_without_links_has_no_foot_of_them(client, home):
    UnitHome.objects.get(slug="trang-chinh").link_groups.all().delete()

    assert "sitelinks" not in text(client.get("/"))


# Products of an article


def test_products_of_an_article_lead_to_the_catalogue(client, draft, coffee, officer):
    new = products.register_product(coffee.producer, "Trà mới", by=officer, at=timezone.now())
    recognise(coffee, 4)
    article = draft(live=True, products=[coffee, new])

    page = text(client.get(article.url))

    assert f'<a href="/san-pham/{coffee.pk}/ca-phe-bot/">Cà phê bột</a>' in page
    assert "<span>Trà mới</span>" in page
    assert text(client.get(f"/san-pham/{coffee.pk}/ca-phe-bot/"))
