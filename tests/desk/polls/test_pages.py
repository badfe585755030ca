"""The pages of polls on the desk: drafted, changed, announced, closed, withdrawn."""

import pytest

from sanvat.polls import actions
from sanvat.polls.models import Poll
from tests.desk.forms import errors_of
from tests.desk.pages import DESK, queries, read, signed_in
from tests.polls.conftest import NOW, TODAY, drafted

pytestmark = pytest.mark.django_db

HERE = f"{DESK}tham-do/"
TYPED = {
    "question": "Bạn mua ở đâu?",
    "options": "Chợ\nHội chợ\n\nMạng xã hội",
    "options_en": "Market\nFair\nSocial media",
    "opens_on": TODAY.isoformat(),
    "closes_on": TODAY.isoformat(),
    "results": "at_once",
}


def test_a_poll_is_drafted_announced_and_closed(advisor):
    desk = signed_in(advisor)
    told = desk.post(f"{HERE}moi/", TYPED)
    assert told.status_code == 302, errors_of(told)
    found = Poll.objects.get()
    assert list(found.options.values_list("text", "text_en")) == [
        ("Chợ", "Market"),
        ("Hội chợ", "Fair"),
        ("Mạng xã hội", "Social media"),
    ]
    assert "Bản nháp" in read(advisor, f"tham-do/{found.pk}/")

    desk.post(f"{HERE}{found.pk}/cong-bo/")
    actions.choose(found, found.options.get(position=2).pk, at=NOW)
    assert "1 lượt trả lời" in read(advisor, f"tham-do/{found.pk}/")
    desk.post(f"{HERE}{found.pk}/dong/")

    found.refresh_from_db()
    assert found.state == Poll.State.CLOSED
    history = read(advisor, f"tham-do/{found.pk}/nhat-ky/")
    assert "Công bố cuộc thăm dò" in history
    assert "Đóng cuộc thăm dò trước hạn" in history


def test_languages_that_do_not_match_are_told_at_the_field(advisor):
    told = signed_in(advisor).post(f"{HERE}moi/", TYPED | {"options_en": "Market"})

    assert told.status_code == 422
    assert errors_of(told)["id_options_en"] == "Tiếng Anh có 1 dòng, tiếng Việt có 3 dòng."


def test_what_was_answered_comes_back_with_the_reason(poll, advisor):
    actions.choose(poll, poll.options.get(position=1).pk, at=NOW)

    told = signed_in(advisor).post(f"{HERE}{poll.pk}/sua/", TYPED)

    assert told.status_code == 422
    assert "rút cuộc này và lập cuộc mới" in told.content.decode()


def test_what_cannot_be_done_now_is_said_on_the_page(draft, advisor):
    desk = signed_in(advisor)

    page = desk.post(f"{HERE}{draft.pk}/dong/", follow=True).content.decode()

    assert "còn là bản nháp" in page


def test_a_poll_is_withdrawn_with_its_reason(poll, advisor):
    desk = signed_in(advisor)
    assert desk.post(f"{HERE}{poll.pk}/rut/", {"reason": " "}).status_code == 422

    desk.post(f"{HERE}{poll.pk}/rut/", {"reason": "Hỏi sai câu."})

    assert "Hỏi sai câu." in read(advisor, f"tham-do/{poll.pk}/")


def test_polls_are_found_and_filtered(poll, advisor, province):
    drafted(advisor, province, "Câu hỏi khác?")

    assert "Câu hỏi khác?" not in read(advisor, "tham-do/", q="dac san")
    assert "Bạn mua đặc sản" in read(advisor, "tham-do/", q="dac san")
    assert "Bạn mua đặc sản" not in read(advisor, "tham-do/", tt="draft")


def test_the_list_takes_as_many_queries_with_one_as_with_three(poll, advisor, province):
    before = queries(advisor, "tham-do/")
    for each in ("Hai?", "Ba?"):
        drafted(advisor, province, each)

    assert queries(advisor, "tham-do/") == before
