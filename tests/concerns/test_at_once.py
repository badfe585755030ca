"""Two people about one matter at the same moment."""

import pytest
from django.utils import timezone

from sanvat.concerns import actions
from sanvat.concerns.models import Answer, Concern
from sanvat.errors import Refusal
from tests.people import again
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def outcome(results) -> list[str]:
    return sorted(each.code if isinstance(each, Refusal) else "done" for each in results)


def test_one_of_two_answers_is_given(officer, colleague, accepted):
    results = at_once(
        *(
            lambda person=person: actions.answer(
                accepted, "Xong.", by=again(person), at=timezone.now()
            )
            for person in (officer, colleague)
        )
    )
    assert outcome(results) == ["concern-answered", "done"]
    assert Answer.objects.count() == 1


def test_a_sender_withdraws_while_the_office_accepts(officer, concern):
    now = timezone.now()
    actions.classify(concern, kind="feedback", subject="land", by=officer, at=now)
    results = at_once(
        lambda: actions.withdraw(concern, at=now),
        lambda: actions.accept(concern, by=again(officer), at=now),
    )
    concern.refresh_from_db()
    assert concern.state == "withdrawn"
    assert outcome(results) in (["concern-withdrawn", "done"], ["done", "done"])


def test_sent_twice_at_once_it_is_one(officer, send):
    first, second = at_once(lambda: send(key="c" * 64), lambda: send(key="c" * 64))
    assert (first.concern, first.pin) == (second.concern, second.pin)
    assert Concern.objects.count() == 1


def test_two_merge_each_into_the_other(officer, colleague, send):
    first, second = send().concern, send().concern
    results = at_once(
        lambda: actions.merge(first, second, by=again(officer), at=timezone.now()),
        lambda: actions.merge(second, first, by=again(colleague), at=timezone.now()),
    )
    assert outcome(results) == ["done", "into-merged"]
