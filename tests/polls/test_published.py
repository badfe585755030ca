"""Polls where readers and programmes look: in the search, the open data, the API."""

import pytest
from django.test import Client

from sanvat.findable import building
from sanvat.findable.declared import findables
from sanvat.findable.models import IndexEntry
from sanvat.opendata.dataset import datasets
from sanvat.polls import actions
from tests.follow.conftest import sealed
from tests.polls.conftest import NOW, TODAY, drafted

pytestmark = pytest.mark.django_db


def rows() -> list[dict]:
    table = datasets()["tham-do"]
    return [dict(zip(table.by_name, row, strict=True)) for row in table.rows(TODAY)]


def test_a_poll_is_found_from_its_first_day_until_it_is_withdrawn(poll, advisor, province):
    read = findables()["tham-do"].read
    later = drafted(advisor, province, "Mai hỏi?", opens_on=poll.closes_on)
    actions.announce_poll(later, by=advisor, at=NOW)
    drafted(advisor, province, "Nháp?")

    (thing,) = read()
    assert (thing.title, thing.text) == (poll.question, "Chợ phiên; Hội chợ; Mạng xã hội")
    assert (thing.until, "Market days" in thing.also) == (poll.closes_on, True)
    sealed()
    building.follow()
    actions.withdraw_poll(poll, "Hỏi sai.", by=advisor, at=NOW)
    assert read([str(poll.pk)]) == []
    sealed()
    building.follow()
    assert not IndexEntry.objects.filter(kind="tham-do").exists()


def test_results_are_data_once_anybody_may_read_them(poll, advisor):
    actions.choose(poll, poll.options.get(position=1).pk, at=NOW)
    assert {(row["option"], row["chosen"], row["total"]) for row in rows()} == {
        *((1, None, None), (2, None, None), (3, None, None)),
    }

    actions.close_poll(poll, by=advisor, at=NOW)

    assert [(row["text"], row["chosen"], row["total"], row["state"]) for row in rows()] == [
        ("Chợ phiên", 1, 1, "closed"),
        ("Hội chợ", 0, 1, "closed"),
        ("Mạng xã hội", 0, 1, "closed"),
    ]
    actions.withdraw_poll(drafted(advisor, poll.place, "Nháp?"), "Bỏ.", by=advisor, at=NOW)
    assert len(rows()) == 3


def test_one_poll_by_the_api(poll, advisor, province):
    hidden = drafted(advisor, province, "Nháp?")
    listed = Client().get("/api/v1/polls/").json()["items"]

    assert Client().get(f"/api/v1/polls/{poll.pk}/").json() == listed[0]
    refused = Client().get(f"/api/v1/polls/{hidden.pk}/")
    assert (refused.status_code, refused.json()["code"]) == (404, "not_public")
