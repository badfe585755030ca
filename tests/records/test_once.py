"""A form that is sent twice does its thing once."""

from datetime import timedelta

import pytest
from django.db import transaction

from sanvat.parties.models import User
from sanvat.records import once
from sanvat.records.models import SentForm
from tests.records.journals import NOON
from tests.threads import at_once


@pytest.fixture
def lan(db):
    return User.objects.create_user("lan")


def test_the_second_time_it_leads_where_the_first_did(lan):
    assert once.claim("a", by=lan, at=NOON) is None
    once.finish("a", by=lan, led_to="/san-pham/7/")

    assert once.claim("a", by=lan, at=NOON) == "/san-pham/7/"
    assert once.claim("b", by=lan, at=NOON) is None


def test_of_two_people_nobody_takes_the_other_s_form(lan):
    once.claim("a", by=lan, at=NOON)

    assert once.claim("a", by=User.objects.create_user("minh"), at=NOON) is None


def test_what_was_wrong_may_be_sent_again(lan):
    once.claim("a", by=lan, at=NOON)
    once.release("a", by=lan)

    assert once.claim("a", by=lan, at=NOON) is None


def test_forms_are_forgotten_after_two_days(lan):
    once.claim("old", by=lan, at=NOON - timedelta(days=3))
    once.claim("new", by=lan, at=NOON)

    assert once.forget_old(at=NOON) == 1
    assert SentForm.objects.get().key == "new"


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_do_it_once(lan):
    done = []

    def click():
        with transaction.atomic():
            led_to = once.claim("a", by=lan, at=NOON)
            if led_to is not None:
                return led_to
            done.append("it")
            once.finish("a", by=lan, led_to="/done/")
            return "/done/"

    assert at_once(click, click) == ["/done/", "/done/"]
    assert done == ["it"]
