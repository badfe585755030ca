"""The secret address of a personal calendar: told once, kept as its hash, over with the post."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from sanvat.errors import Refusal
from sanvat.parties.actions import end_feed, end_membership, open_feed
from sanvat.parties.feeds import recognised
from sanvat.parties.models import PersonalFeed
from sanvat.records import journal
from tests.threads import act, told

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)


def test_an_address_is_told_once_and_kept_as_its_hash(advisor):
    feed, secret = open_feed(by=advisor, at=NOON)

    kept = PersonalFeed.objects.get()
    assert (kept.membership, kept.expires_at - NOON) == (advisor.acting, timedelta(days=366))
    assert len(secret) == 43
    assert secret not in kept.digest
    assert secret not in str(journal.of(feed).values_list())
    assert [e.act for e in journal.of(feed)] == ["open_feed"]


def test_who_stands_behind_it_acts_in_that_post_and_no_other(advisor):
    feed, secret = open_feed(by=advisor, at=NOON)

    found = recognised(secret, at=NOON)

    assert found == feed
    assert found.membership.user.acting == advisor.acting
    assert PersonalFeed.objects.get().used_on == NOON.date()


def test_a_new_address_ends_the_one_before(advisor):
    _feed, old = open_feed(by=advisor, at=NOON)
    _feed, new = open_feed(by=advisor, at=NOON)

    assert recognised(old, at=NOON) is None
    assert recognised(new, at=NOON) is not None


def test_it_shows_nothing_once_it_is_over(advisor, operator, producer):
    feed, secret = open_feed(by=advisor, at=NOON)
    assert recognised(f"{secret}x", at=NOON) is None
    assert recognised(secret, at=feed.expires_at) is None
    with pytest.raises(PermissionDenied):
        end_feed(feed, by=producer, at=NOON)

    end_feed(feed, by=advisor, at=NOON)
    assert recognised(secret, at=NOON) is None
    with pytest.raises(Refusal) as refusal:
        end_feed(feed, by=advisor, at=NOON)
    assert refusal.value.code == "feed-ended"

    _feed, secret = open_feed(by=advisor, at=NOON)
    end_membership(advisor.acting, by=operator, at=NOON)
    assert recognised(secret, at=NOON) is None


def test_who_is_shut_out_or_lacks_the_second_step_shows_nothing(advisor):
    _feed, secret = open_feed(by=advisor, at=NOON)
    advisor.authenticator_set.all().delete()
    assert recognised(secret, at=NOON) is None

    advisor.is_active = False
    advisor.save()
    assert recognised(secret, at=NOON) is None


def test_without_a_post_there_is_none(nobody):
    with pytest.raises(PermissionDenied):
        open_feed(by=nobody, at=NOON)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_leave_one_address(advisor):
    codes = told(*(act(open_feed, by=advisor) for _n in range(2)))

    assert len(codes) == 2
    assert PersonalFeed.objects.filter(ended_at=None).count() == 1
