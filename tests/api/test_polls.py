"""GET /api/v1/polls/: what was announced, with its counts once anybody may read them."""

from datetime import timedelta

import pytest
from django.test import Client

from sanvat.polls import actions
from tests.polls.conftest import NOW, TODAY, draft, drafted, poll  # noqa: F401

pytestmark = pytest.mark.django_db
PATH = "/api/v1/polls/"


def get(**query):
    return Client().get(PATH, query).json()


def test_counts_are_told_once_results_are_shown(poll, advisor, province):  # noqa: F811
    drafted(advisor, province, "Nháp?")
    first = poll.options.get(position=1)
    actions.choose(poll, first.pk, at=NOW)

    (row,) = get()["items"]
    assert (row["state"], row["total"], row["results"]) == ("open", None, "when_closed")
    assert {each["chosen"] for each in row["options"]} == {None}
    actions.close_poll(poll, by=advisor, at=NOW)
    (row,) = get()["items"]

    assert row == {
        "id": poll.pk,
        "question": "Bạn mua đặc sản ở đâu?",
        "question_en": "",
        "organisation": advisor.acting.organisation.name,
        "opens_on": (TODAY - timedelta(days=1)).isoformat(),
        "closes_on": TODAY.isoformat(),
        "state": "closed",
        "results": "when_closed",
        "total": 1,
        "options": [
            {"id": first.pk, "text": "Chợ phiên", "text_en": "Market days", "chosen": 1},
            {"id": first.pk + 1, "text": "Hội chợ", "text_en": "", "chosen": 0},
            {"id": first.pk + 2, "text": "Mạng xã hội", "text_en": "", "chosen": 0},
        ],
        "url": row["url"],
        "demonstration": False,
    }
    assert row["url"].endswith(f"/tham-do/{poll.pk}/")


def test_what_was_withdrawn_has_no_counts_and_states_are_filtered(poll, advisor, province):  # noqa: F811
    other = drafted(advisor, province, "Khác?")
    actions.announce_poll(other, by=advisor, at=NOW)
    actions.choose(poll, poll.options.get(position=2).pk, at=NOW)
    actions.withdraw_poll(poll, "Hỏi sai.", by=advisor, at=NOW)

    assert [(each["id"], each["state"], each["total"]) for each in get()["items"]] == [
        (poll.pk, "withdrawn", None),
        (other.pk, "open", None),
    ]
    assert [each["id"] for each in get(state="open")["items"]] == [other.pk]
    assert get(state="closed")["count"] == 0
    assert Client().get(PATH, {"state": "draft"}).status_code == 422


def test_who_has_it_is_not_sent_it_again(poll, django_assert_max_num_queries):  # noqa: F811
    with django_assert_max_num_queries(4):
        answer = Client().get(PATH)

    again = Client().get(PATH, headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again["Cache-Control"]) == (304, "no-cache")
