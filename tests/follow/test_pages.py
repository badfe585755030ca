"""The public pages: nobody learns whether an address is known, looking changes nothing, one click
ends it; and the feeds of a place and a product."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from lxml import etree

from sanvat.events import actions as events
from sanvat.follow import links
from sanvat.follow.models import Follower, Following
from tests.follow.conftest import ADDRESS, TOPIC, follower_of, sent_mails
from tests.portal.sending import read_over

pytestmark = pytest.mark.django_db

HERE = "/theo-doi/"


def form(client, address=ADDRESS, topic=TOPIC, **more):
    given = {"gi": topic, "email": address, "wanted": "at_once", "language": "vi", "website": ""}
    return client.post(HERE, given | read_over(topic) | more)


def test_from_the_form_to_ones_own_page_and_out_again(things, client):
    assert form(client)["Location"] == f"{HERE}?da-gui=1"
    (sent,) = sent_mails()
    following = Following.objects.get()
    confirm = f"{HERE}xac-nhan/{links.token_to_confirm(following)}/"
    assert confirm in sent.body
    assert client.get(confirm).status_code == 200
    following.refresh_from_db()
    assert following.confirmed_at is None  # looking changes nothing

    own = client.post(confirm)["Location"]
    page = client.get(own)
    assert "Điều để thử" in page.content.decode()
    assert (page["Cache-Control"], page.cookies.get("sanvat_session")) == (
        "max-age=0, no-cache, no-store, must-revalidate, private",
        None,
    )
    own = own.partition("?")[0]
    client.post(own, {"wanted": "weekly", "language": "en"})
    assert Follower.objects.get().rhythm == "weekly"
    assert client.post(own, {"wanted": "hourly", "language": "en"}).status_code == 422
    ended = client.post(f"{own}thoi/{following.pk}/")
    assert "Đã thôi theo dõi" in ended.content.decode()
    assert (Follower.objects.count(), client.get(own).status_code) == (0, 404)


def test_the_answer_is_the_same_whoever_has_the_address(things, client):
    follower_of()
    known, unknown = form(client), form(client, "moi@vidu.example")
    own = read_over("own link")
    again = [
        client.post(f"{HERE}duong-dan/", own | {"email": address})
        for address in (ADDRESS, "khong@vidu.example")
    ]

    answers = [known, unknown, *again]
    assert {(each.status_code, each["Location"]) for each in answers} == {(302, f"{HERE}?da-gui=1")}


def test_one_click_of_a_mail_programme_ends_it_without_a_cookie_or_a_token(follower):
    bare = Client(enforce_csrf_checks=True)
    end = f"{HERE}thoi/{links.token_to_end(follower)}/"
    assert bare.get(end).status_code == 200
    assert Follower.objects.exists()  # programmes that guard mail boxes open every link

    answer = bare.post(end, {"List-Unsubscribe": "One-Click"})

    assert (answer.status_code, Follower.objects.count()) == (200, 0)
    assert bare.post(end).status_code == bare.get(end).status_code == 200


@pytest.mark.parametrize("path", ["cua-toi/1.x/", "xac-nhan/1.x/", "cua-toi/x/", "?gi=muc:9999999"])
def test_a_link_that_was_touched_opens_nothing(follower, client, path):
    assert client.get(HERE + path).status_code == 404


def test_nobody_stops_anothers_topic(follower, client):
    other = follower_of("khac@vidu.example")
    token = links.token_of(other)

    answer = client.post(f"{HERE}cua-toi/{token}/thoi/{follower.followings.get().pk}/")

    assert (answer.status_code, follower.followings.count()) == (404, 1)


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"website": "https://x.vn"}, 302),  # a programme, which need not know
        ({"giu": ""}, 422),
        ({"email": "khong-phai"}, 422),
        ({"wanted": ""}, 422),
        ({"gi": "khong-co:1"}, 404),
        ({"gi": "x" * 500}, 404),
    ],
)
def test_what_is_not_of_a_person_or_makes_no_sense_sends_nothing(things, client, more, status):
    assert form(client, **more).status_code == status
    assert not Follower.objects.exists()
    assert mail.outbox == []


def test_from_one_place_it_is_asked_so_often_and_no_more(things, client, settings):
    settings.PUBLIC_FORM_LIMITS = {"follow_unproven": "1/h/key"}
    form(client)

    answer = form(client, "khac@vidu.example")

    assert (answer.status_code, Follower.objects.count()) == (422, 1)


def test_a_confirmation_that_came_too_late_says_what_to_do(things, client):
    form(client)
    Following.objects.update(created_at=timezone.now() - timedelta(days=8))
    following = Following.objects.get()

    answer = client.post(f"{HERE}xac-nhan/{links.token_to_confirm(following)}/")

    assert answer.status_code == 422
    assert "quá hạn" in answer.content.decode()


def test_what_can_be_followed_is_listed_with_its_form(client, db):
    page = client.get(HERE).content.decode()

    assert f'href="{HERE}?gi=lich%3A"' in page
    assert "Theo dõi: Lịch sự kiện" in client.get(f"{HERE}?gi=lich%3A").content.decode()


def entries(answer) -> list[str]:
    root = etree.fromstring(answer.content)
    return [each.text for each in root.iter("{http://www.w3.org/2005/Atom}title")][1:]


def test_a_place_has_a_feed_of_what_happens_in_it(client, province, commune, meeting):
    answer = client.get(f"{HERE}dia-ban/{province.code}.atom")

    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert entries(answer) == [meeting.title]
    assert client.get(f"{HERE}dia-ban/00000.atom").status_code == 404


@pytest.fixture
def meeting(coordinator, commune):
    made = events.plan_event(
        "training",
        "Tập huấn làm nhãn",
        host=coordinator.acting.organisation,
        place=commune,
        starts_on=timezone.localdate() + timedelta(days=9),
        by=coordinator,
        at=timezone.now(),
    )
    events.publish_event(made, by=coordinator, at=timezone.now())
    return made


def test_a_product_that_was_never_recognised_has_no_feed(client, db):
    assert client.get(f"{HERE}san-pham/1.atom").status_code == 404
    assert client.get(f"{HERE}san-pham/{2**70}.atom").status_code == 404
