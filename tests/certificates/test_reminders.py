"""What people are told of filing anew without asking."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from sanvat.certificates import actions, tasks
from sanvat.parties.models import Notice, Role
from sanvat.products.models import Product
from sanvat.text.days import day
from tests.people import make_member, make_user
from tests.register.registers import NOON

TODAY = NOON.date()


def told(user) -> list[str]:
    return [n.text for n in Notice.objects.visible_to(user).order_by("id")]


@pytest.fixture
def maker(cooperative):
    user = make_user("K’ Lan", "0912888888")
    make_member(user, Role.PRODUCER, cooperative.organisation)
    return user


def expires(product: Product, on: date) -> None:
    Product.objects.filter(pk=product.pk).update(stars=3, expires_on=on)


def on(day: date) -> datetime:
    return NOON + (day - TODAY)


def test_filing_anew_is_announced_when_it_opens_and_before_it_closes(coffee, maker, officer):
    end = TODAY + timedelta(days=181)
    expires(coffee, end)
    days = [0, 1, 2, 40, 47, 48, 61, 62]  # opens after one day, closes after 61

    counts = [actions.remind_of_renewal(at=on(TODAY + timedelta(days=n))) for n in days]

    assert counts == [0, 1, 0, 0, 1, 0, 0, 0]
    closes = TODAY + timedelta(days=61)
    assert told(maker) == 2 * [
        f"Cà phê bột hết hạn công nhận ngày {day(end)}. "
        f"Hồ sơ phân hạng lại nộp được đến hết ngày {day(closes)}."
    ]
    assert told(officer) == []


def test_a_job_that_was_late_still_tells(coffee, maker):
    expires(coffee, TODAY + timedelta(days=125))

    assert actions.remind_of_renewal(at=NOON) == 1
    assert actions.remind_of_renewal(at=on(TODAY + timedelta(days=1))) == 0


def test_what_is_made_no_more_or_lapsed_needs_no_reminder(coffee, maker):
    expires(coffee, TODAY + timedelta(days=150))
    Product.objects.filter(pk=coffee.pk).update(state=Product.State.STOPPED)
    assert actions.remind_of_renewal(at=NOON) == 0

    Product.objects.filter(pk=coffee.pk).update(state=Product.State.MADE)
    expires(coffee, TODAY - timedelta(days=1))
    assert actions.remind_of_renewal(at=NOON) == 0
    expires(coffee, TODAY + timedelta(days=119))
    assert actions.remind_of_renewal(at=NOON) == 0


def test_the_job_does_it(coffee, maker):
    expires(coffee, timezone.localdate() + timedelta(days=150))

    tasks.remind_of_renewal(timestamp=0)

    assert len(told(maker)) == 1
