"""Two people, or one who clicks twice, at a server that listens: each act happens once, and nobody
is told of a fault."""

import pytest
from django.utils import timezone
from lxml import html

from sanvat.follow import actions as follow
from sanvat.follow import links
from sanvat.follow.models import Following
from sanvat.news import actions as news
from sanvat.parties.models import Letter
from sanvat.polls import actions as polls
from sanvat.polls.models import Option
from sanvat.portal.catalogue.cards import slug_of
from sanvat.records import journal
from tests.comments.conftest import send, thread  # noqa: F401
from tests.follow.conftest import TOPIC, things  # noqa: F401
from tests.news.conftest import draft, fresh, home, section, writer  # noqa: F401
from tests.over_http import Browser, sent_together
from tests.people import make_person
from tests.polls.conftest import drafted
from tests.portal.catalogue.conftest import coffee, make, today  # noqa: F401
from tests.portal.sending import proven
from tests.products.conftest import cooperative, store  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)


def acts(subject) -> list[str]:
    return [entry.act for entry in journal.of(subject).order_by("pk")]


def words(page: str) -> str:
    """What a page says."""
    (found,) = html.fromstring(page).xpath("//main")
    return " ".join(found.text_content().split())


def statuses(answers) -> list[int]:
    return sorted(answer.status_code for answer in answers)


def test_two_moderators_decide_one_comment(live_server, send, coordinator, writer):  # noqa: F811
    comment = send()
    first, second = Browser(live_server.url, coordinator), Browser(live_server.url, writer)
    path = f"/ban-lam-viec/y-kien/{comment.pk}/"
    publish, published = first.form(first.get(path), "/dang/")
    refuse, refused = second.form(second.get(path), "/khong-dang/")

    answers = sent_together(
        (first, publish, published),
        (second, refuse, refused | {"reason": "Trùng ý."}),
    )

    comment.refresh_from_db()
    assert statuses(answers) == [302, 422]
    assert acts(comment)[1:] == [
        "publish_comment" if comment.state == "published" else "refuse_comment"
    ]
    late = next(answer.text for answer in answers if answer.status_code == 422)
    assert "ở đây đã có thay đổi khác được lưu" in words(late)


def test_two_keepers_approve_one_article(live_server, draft, writer, coordinator):  # noqa: F811
    article = draft()
    news.submit(article, by=writer, at=timezone.now())
    other = make_person(
        "Phạm Điều Phối", "coordinator", coordinator.acting.organisation, username="0987000009"
    )
    path = f"/ban-lam-viec/tin/{article.pk}/"
    browsers = [Browser(live_server.url, each) for each in (coordinator, other)]
    forms = [each.form(each.get(path), "/duyet/") for each in browsers]

    answers = sent_together(
        *((browser, *form) for browser, form in zip(browsers, forms, strict=True))
    )

    assert statuses(answers) == [302, 422]
    assert fresh(article).live
    assert acts(article).count("publish_page") == 1
    late = next(answer.text for answer in answers if answer.status_code == 422)
    assert "không còn chờ duyệt" in words(late)


def test_a_vote_that_is_sent_twice_with_one_cookie_counts_once(live_server, advisor, province):
    poll = drafted(advisor, province)
    polls.announce_poll(poll, by=advisor, at=timezone.now())
    voter = Browser(live_server.url)
    page = voter.get(f"/tham-do/{poll.pk}/")
    to, fields = voter.form(page)
    option = str(poll.options.first().pk)
    filled = fields | proven(page) | {"option": option}

    answers = sent_together((voter, to, filled), (voter, to, filled))

    def counted() -> int:
        return sum(Option.objects.filter(poll=poll).values_list("chosen", flat=True))

    assert statuses(answers) == [302, 302]
    assert counted() == 1
    again = sent_together((voter, to, filled), (voter, to, filled))
    assert statuses(again) == [302, 302]
    assert counted() == 1


def test_two_tabs_of_a_browser_that_send_at_once_count_once(live_server, advisor, province):
    poll = drafted(advisor, province)
    polls.announce_poll(poll, by=advisor, at=timezone.now())
    voter = Browser(live_server.url)
    options = [str(each.pk) for each in poll.options.all()[:2]]
    sent = []
    for option in options:
        page = voter.get(f"/tham-do/{poll.pk}/")
        to, fields = voter.form(page)
        sent.append((voter, to, fields | proven(page) | {"option": option}))

    answers = sent_together(*sent)

    assert statuses(answers) == [302, 302]
    assert sum(Option.objects.filter(poll=poll).values_list("chosen", flat=True)) == 1
    thanked = ["da-ghi" in answer.headers["Location"] for answer in answers]
    assert sorted(thanked) == [False, True]


def test_a_following_is_confirmed_from_two_devices(live_server, things):  # noqa: F811
    follow.ask_to_follow(
        TOPIC,
        email="hai.may@vidu.example",
        language="vi",
        wanted="at_once",
        at=timezone.now(),
    )
    following = Following.objects.get()
    path = f"/theo-doi/xac-nhan/{links.token_to_confirm(following)}/"
    browsers = [Browser(live_server.url), Browser(live_server.url)]
    forms = [each.form(each.get(path)) for each in browsers]

    answers = sent_together(
        *((browser, *form) for browser, form in zip(browsers, forms, strict=True))
    )

    following.refresh_from_db()
    assert statuses(answers) == [302, 302]
    assert following.confirmed_at is not None
    assert len({answer.headers["Location"].partition("?")[0] for answer in answers}) == 1
    assert acts(following.follower).count("confirm_following") <= 1


def test_a_buyers_question_that_is_sent_twice_goes_out_once(
    live_server,
    coffee,  # noqa: F811
    cooperative,  # noqa: F811
):
    make_person(
        "Ka Thơm", "producer", cooperative.organisation, username="0912345678", email="ka@vidu.vn"
    )
    buyer = Browser(live_server.url)
    page = buyer.get(f"/san-pham/{coffee.pk}/{slug_of(coffee)}/hoi/")
    to, fields = buyer.form(page)
    typed = {"name": "Chị Mận", "email": "man@vidu.vn", "text": "Còn hàng không?"}
    filled = fields | proven(page) | typed

    answers = sent_together((buyer, to, filled), (buyer, to, filled))

    assert statuses(answers) == [302, 302]
    assert Letter.objects.about(coffee).count() == 1
    assert acts(coffee).count("ask_producer") == 1
