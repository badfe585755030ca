"""What PostgreSQL itself refuses, and two answers at once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from sanvat.polls import actions
from sanvat.polls.models import Option, Poll
from tests.polls.conftest import NOW, TODAY, drafted
from tests.threads import together

pytestmark = pytest.mark.django_db


def refuses(work) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        work()


@pytest.fixture
def answered(poll):
    actions.choose(poll, poll.options.get(position=1).pk, at=NOW)
    return poll


def test_what_was_answered_is_frozen(answered):
    rows, options = Poll.objects.filter(pk=answered.pk), Option.objects.filter(poll=answered)

    for change in (
        {"question": "Khác?"},
        {"question_en": "Other?"},
        {"opens_on": TODAY - timedelta(days=3)},
        {"results": "at_once"},
        {"state": "draft", "announced_at": None},
    ):
        refuses(lambda change=change: rows.update(**change))
    refuses(lambda: options.update(text="Khác"))
    refuses(lambda: options.filter(position=3).delete())
    refuses(lambda: Option.objects.create(poll=answered, position=4, text="Thêm"))
    refuses(rows.delete)
    rows.update(closes_on=TODAY + timedelta(days=90))


def test_counts_grow_one_by_one_while_it_is_announced(answered, advisor):
    options = Option.objects.filter(poll=answered, position=1)

    refuses(lambda: options.update(chosen=0))
    refuses(lambda: options.update(chosen=F("chosen") + 2))
    actions.close_poll(answered, by=advisor, at=NOW)
    refuses(lambda: options.update(chosen=F("chosen") + 1))
    refuses(lambda: Poll.objects.filter(pk=answered.pk).update(state="announced", closed_at=None))
    assert options.get().chosen == 1


def test_a_draft_is_not_counted_nor_announced_without_options(draft):
    refuses(lambda: draft.options.update(chosen=1))
    refuses(lambda: Option.objects.create(poll=draft, position=9, text="Đếm sẵn", chosen=7))
    refuses(lambda: Option.objects.create(poll=draft, position=13, text="Thứ mười ba"))
    draft.options.filter(position__gt=1).delete()
    rows = Poll.objects.filter(pk=draft.pk)
    refuses(lambda: rows.update(state="announced", announced_at=NOW))
    refuses(lambda: rows.update(state="withdrawn", withdrawn_at=NOW))
    refuses(lambda: rows.update(closes_on=TODAY - timedelta(days=9)))


@pytest.mark.django_db(transaction=True)
def test_answers_given_at_once_all_count(advisor, province):
    poll = drafted(advisor, province)
    actions.announce_poll(poll, by=advisor, at=NOW)
    first, second, _third = poll.options.values_list("pk", flat=True)
    choices = [first, second, first, first]

    told = together(4, lambda number: actions.choose(poll, choices[number], at=timezone.now()))

    assert told == [None] * 4
    assert list(poll.options.values_list("chosen", flat=True)) == [3, 1, 0]
