"""The page of the founding stories: every fact is found, and each leads to its page."""

import re

import pytest

from sanvat.desk.stories.told import stories_for
from sanvat.instruments.models import Instrument
from sanvat.parties.demonstration import being_built
from tests import stories
from tests.desk.pages import signed_in

pytestmark = pytest.mark.django_db

PAGE = "/ban-lam-viec/cau-chuyen/"


@pytest.fixture
def demonstration():
    """This installation is one."""
    with being_built():
        yield


def test_every_fact_is_read_from_the_records_and_leads_to_its_page(demonstration, centre, operator):
    stories.build(centre, operator)
    client, told = signed_in(centre), stories_for(centre)

    assert [fact for story in told for fact in story.facts if not fact.is_found] == []
    assert len(told) == 5
    pages = {fact.href for story in told for fact in story.facts}
    assert "" not in pages
    for page in pages:
        assert client.get(page).status_code == 200, page
    text = client.get(PAGE).content.decode()
    assert "16/16 nội dung đã làm" in text
    assert "8 huyện × 2–3 = 16–24; tỉnh giao 15–20" in text
    assert "huyện Ba Chẽ 2,13 %" in text

    # Read anew each time
    Instrument.objects.filter(number="295").update(number="296")
    text = client.get(PAGE).content.decode()
    assert "công văn 296" in text
    assert "công văn 295" not in text


def test_what_is_not_in_the_records_is_said_to_be_missing(demonstration, centre):
    text = signed_in(centre).get(PAGE).content.decode()

    assert "chưa thấy trong hồ sơ" in text
    assert not re.search(r"16/16|295", text)


def test_where_there_is_no_demonstration_there_is_no_page(centre):
    client = signed_in(centre)

    assert client.get(PAGE).status_code == 404
    assert PAGE not in client.get("/ban-lam-viec/").content.decode()
