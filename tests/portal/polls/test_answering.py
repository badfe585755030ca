"""Strangers answer a poll: once each by a cookie, counted without keeping who."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from lxml import html

from sanvat.polls import actions
from sanvat.portal import strangers
from sanvat.portal.polls.answered import COOKIE
from sanvat.portal.polls.drawn import results_of
from sanvat.records.models import Entry
from tests.desk.forms import fields_of, on_top
from tests.desk.pages import text_of
from tests.polls.conftest import NOW, TODAY, drafted
from tests.portal.sending import proven, read_over

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(poll):
    return f"/tham-do/{poll.pk}/"


def option(poll, position=1) -> int:
    return poll.options.get(position=position).pk


def counts(poll) -> list[int]:
    return list(poll.options.order_by("position").values_list("chosen", flat=True))


def answer(client, here, choice, **more):
    return client.post(here, typed(client, here) | {"option": choice} | more)


def typed(client, here) -> dict[str, str]:
    """The form as it comes the second time, without a script."""
    return fields_of(client.get(here)) | read_over(f"poll-{here.split('/')[2]}")


def test_a_stranger_answers_once(client, poll, here):
    entries = Entry.objects.count()
    told = answer(client, here, option(poll, 2))

    assert told.status_code == 302, on_top(told)
    assert counts(poll) == [0, 1, 0]
    page = client.get(told["Location"])
    assert "Đã ghi câu trả lời của bạn" in text_of(page)
    assert b'name="option"' not in page.content
    assert client.post(here, {"option": option(poll)}).status_code == 302
    assert counts(poll) == [0, 1, 0]
    assert Entry.objects.count() == entries


def test_the_cookie_holds_which_poll_and_goes_nowhere_else(client, poll, here):
    answer(client, here, option(poll))

    cookie = client.cookies[COOKIE]
    assert cookie.value.split(":")[0] == str(poll.pk)
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/tham-do/", True, "Lax")


@pytest.mark.parametrize("value", ["1:abc:def", "x" * 5000, "", "é"])
def test_a_cookie_that_is_not_ours_says_nothing(client, poll, here, value):
    client.cookies[COOKIE] = value

    assert answer(client, here, option(poll)).status_code == 302
    assert counts(poll) == [1, 0, 0]


def test_a_form_that_is_sent_twice_counts_once(client, poll, here):
    sent = typed(client, here) | {"option": option(poll)}
    client.post(here, sent)
    del client.cookies[COOKIE]  # the second click went before the answer to the first

    assert client.post(here, sent).status_code == 302
    assert counts(poll) == [1, 0, 0]


@pytest.mark.parametrize("first", [0, 1])
def test_two_tabs_of_a_browser_count_once_whichever_is_sent_first(client, poll, here, first):
    """Both are on their way before either has come back with its cookie."""
    tabs = [typed(client, here) | {"option": option(poll, n)} for n in (1, 2)]
    assert tabs[0]["giu"] != tabs[1]["giu"]
    before = client.cookies.copy()
    told = []
    for tab in (tabs[first], tabs[1 - first]):
        client.cookies = before.copy()
        told.append(client.post(here, tab))

    assert counts(poll) == [1 - first, first, 0]
    assert [each["Location"] for each in told] == [f"{here}?da-ghi=1", here]
    assert "không có gì được tính thêm" in text_of(client.get(told[1]["Location"]))
    assert "không có gì được tính thêm" not in text_of(client.get(told[0]["Location"]))


def test_two_polls_of_one_browser_count_each(client, poll, here, advisor, province):
    other = drafted(advisor, province, "Hai?")
    actions.announce_poll(other, by=advisor, at=NOW)
    there = f"/tham-do/{other.pk}/"
    tabs = [(each, typed(client, each)) for each in (here, there)]
    for (address, form), which in zip(tabs, (poll, other), strict=True):
        client.post(address, form | {"option": option(which)})

    assert (counts(poll), counts(other)) == ([1, 0, 0], [1, 0, 0])


def test_others_who_opened_it_at_the_same_moment_answer_too(poll, here):
    forms = [typed(Client(), here) for _each in range(2)]
    for each in forms:
        Client().post(here, each | {"option": option(poll)})

    assert counts(poll) == [2, 0, 0]


def test_one_proof_is_one_answer(client, poll, here):
    page = client.get(here)
    sent = fields_of(page) | proven(page)
    client.post(here, sent | {"option": option(poll)})

    for other in (sent, sent | {"giu": "khác"}):
        Client().post(here, other | {"option": option(poll, 2)})

    assert counts(poll) == [1, 0, 0]


@pytest.mark.parametrize("choice", ["", "0", "999999999999999999999", "một"])
def test_what_is_no_option_comes_back_with_a_word(client, poll, here, choice):
    told = answer(client, here, choice)

    assert told.status_code == 422
    assert "Hãy chọn một phương án" in text_of(told)
    assert counts(poll) == [0, 0, 0]


def test_programmes_and_forms_out_of_time_are_not_counted(
    client,
    poll,
    here,
):
    assert answer(client, here, option(poll), website="x").status_code == 302
    client.cookies.clear()
    at_once = read_over(f"poll-{poll.pk}", after=0)["giu"]
    for token in ("", "bịa", strangers.token_for("poll-0"), at_once):
        told = answer(client, here, option(poll), giu=token)
        assert told.status_code == 422
        assert "Hãy đọc lại rồi gửi lần nữa" in text_of(told)
    assert counts(poll) == [0, 0, 0]


def test_one_address_answers_so_often_and_no_more(poll, here, settings):
    settings.PUBLIC_FORM_LIMITS = {"poll_answer_unproven": "2/h/key"}
    told = [answer(Client(), here, option(poll)).status_code for _each in range(3)]

    assert told == [302, 302, 422]
    assert counts(poll) == [2, 0, 0]


def test_a_poll_that_closes_meanwhile_says_so(client, poll, here, advisor):
    sent = typed(client, here) | {"option": option(poll)}
    actions.close_poll(poll, by=advisor, at=NOW)

    assert client.post(here, sent).status_code == 302
    page = text_of(client.get(here))
    assert "Đã đóng" in page
    assert "0 lượt trả lời" in page
    assert counts(poll) == [0, 0, 0]


def test_results_wait_until_it_has_closed_where_it_says_so(client, poll, here, advisor):
    actions.choose(poll, option(poll), at=NOW)
    assert "Kết quả hiện ra từ ngày" in text_of(client.get(here))
    assert "1 lượt trả lời" not in text_of(client.get(here))
    assert "khi đóng" in text_of(client.get("/tham-do/"))

    actions.close_poll(poll, by=advisor, at=NOW)

    page = html.fromstring(client.get(here).content)
    rows = page.xpath("//table[@class='bars']//tr")
    said = [" ".join(row.text_content().split()) for row in rows]
    assert said == ["Chợ phiên (100%) 1 lượt", "Hội chợ (0%) 0 lượt", "Mạng xã hội (0%) 0 lượt"]


def test_shares_have_one_decimal(poll):
    for position in (1, 1, 2):
        actions.choose(poll, option(poll, position), at=NOW)

    shown = results_of(list(poll.options.order_by("position")))

    assert shown.bars[0] == ("Chợ phiên (66,7%)", 2)
    assert shown.total == 3


def test_english_is_shown_where_there_is_any(client, poll, here):
    client.cookies["sanvat_language"] = "en"

    page = text_of(client.get(here))

    assert "Market days" in page
    assert "Hội chợ" in page


def test_drafts_are_nobodys_and_what_was_withdrawn_says_why(client, poll, here, advisor, province):
    hidden = drafted(advisor, province, "Nháp?")
    assert client.get(f"/tham-do/{hidden.pk}/").status_code == 404
    assert client.get("/tham-do/99999999999999999999/").status_code == 404
    actions.choose(poll, option(poll), at=NOW)
    actions.withdraw_poll(poll, "Hỏi sai câu.", by=advisor, at=NOW)

    page = text_of(client.get(here))

    assert "Hỏi sai câu." in page
    assert "1 lượt" not in page
    assert "Bạn mua đặc sản ở đâu?" not in text_of(client.get("/tham-do/"))


def test_one_that_waits_says_when(client, advisor, province):
    waiting = drafted(advisor, province, opens_on=TODAY + timedelta(days=2))
    actions.announce_poll(waiting, by=advisor, at=NOW)

    page = client.get(f"/tham-do/{waiting.pk}/")

    assert "Chưa mở" in text_of(page)
    assert b'name="option"' not in page.content


def test_the_first_page_asks_without_a_cookie_and_leads_to_the_ticked_option(client, poll, here):
    page = client.get("/")
    assert not page.cookies
    form = next(each for each in html.fromstring(page.content).forms if "poll" in each.classes)
    assert (form.method, form.action) == ("GET", here)

    ticked = html.fromstring(client.get(f"{here}?chon={option(poll, 3)}").content)

    checked = ticked.xpath("//input[@name='option'][@checked]/@value")
    assert checked == [str(option(poll, 3))]
    assert client.get(f"{here}?chon=%00một").status_code == 200


def test_the_list_takes_as_many_queries_with_one_as_with_three(
    client, poll, advisor, province, django_assert_max_num_queries
):
    def asked() -> int:
        with django_assert_max_num_queries(99) as seen:
            client.get("/tham-do/")
        return len(seen)

    before = asked()
    for each in ("Hai?", "Ba?"):
        actions.announce_poll(drafted(advisor, province, each), by=advisor, at=NOW)

    assert asked() == before


def test_who_has_the_list_is_not_sent_it_again(client, poll):
    cache.clear()
    tag = client.get("/tham-do/")["ETag"]

    assert client.get("/tham-do/", headers={"if-none-match": tag}).status_code == 304
    assert timezone.localdate() == TODAY
