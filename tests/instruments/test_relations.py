"""What papers do to one another: replace, amend, repeal, rest on; never in a circle."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from sanvat.errors import Refusal
from sanvat.instruments import actions
from sanvat.instruments.actions import relations
from sanvat.instruments.models import Instrument, Relation
from sanvat.instruments.published import effects_of, line_of
from sanvat.records import journal
from sanvat.records.history import tell
from tests.instruments.test_publication import NOW, code, publish, record
from tests.people import again
from tests.threads import at_once

pytestmark = pytest.mark.django_db


def paper(by, number: int, **fields) -> Instrument:
    """Issued on that day of May."""
    return record(by, f"{number}/KH-UBND", issued_on=date(2020, 5, number), **fields)


def relate(newer, older, kind, by, **more) -> Relation:
    return actions.relate(newer, older, kind, **more, by=by, at=NOW)


def standing(one) -> tuple[date | None, date | None]:
    kept = Instrument.objects.get(pk=one.pk)
    return kept.ended_on, kept.amended_on


@pytest.mark.parametrize(
    ("kind", "from_on", "expected"),
    [
        ("replaces", None, (date(2020, 5, 2), None)),
        ("repeals", date(2020, 6, 1), (date(2020, 6, 1), None)),
        ("amends", None, (None, date(2020, 5, 2))),
        ("rests_on", date(2020, 6, 1), (None, None)),
    ],
)
def test_the_older_paper_says_since_when_it_holds_otherwise(officer, kind, from_on, expected):
    older, newer = paper(officer, 1), paper(officer, 2)
    made = relate(newer, older, kind, officer, from_on=from_on)
    assert standing(older) == expected

    actions.unrelate(made, by=officer, at=NOW)
    assert standing(older) == (None, None)
    of_newer = [entry.act for entry in journal.of(newer)]
    assert {"relate_instrument", "unrelate_instrument"} <= set(of_newer)


def test_both_papers_tell_it_in_their_history(officer):
    older, newer = paper(officer, 1), paper(officer, 2)
    relate(newer, older, "replaces", officer)

    told = tell(journal.of(older).get(act="relate_instrument"), older)
    assert told.act == "Ghi quan hệ với văn bản khác"
    assert "được thay thế bởi kế hoạch 2/KH-UBND" in str(told)


def test_what_cannot_be_said_is_refused(officer):
    one, two, three = (paper(officer, number) for number in (1, 2, 3))
    relate(two, one, "replaces", officer)
    relate(three, two, "rests_on", officer)
    beside = record(officer, "4/KH-UBND", issued_on=date(2020, 5, 1))

    assert code(relate, one, one, "amends", officer) == "paper-itself"
    assert code(relate, one, two, "amends", officer) == "paper-newer"
    assert code(relate, two, one, "replaces", officer) == "papers-related"
    assert code(relate, two, one, "amends", officer) == "papers-related"
    assert (
        code(relate, three, one, "amends", officer, from_on=date(2020, 5, 2)) == "day-before-paper"
    )
    relate(beside, one, "rests_on", officer)
    assert code(relate, one, beside, "rests_on", officer) == "papers-in-a-circle"
    relate(two, one, "rests_on", officer)  # beside what it does to it


def test_a_paper_names_only_so_many(officer, monkeypatch):
    monkeypatch.setattr(relations, "MOST_RELATIONS", 1)
    one, two, three = (paper(officer, number) for number in (1, 2, 3))
    relate(three, two, "amends", officer)

    assert code(relate, three, one, "amends", officer) == "too-many-relations"


def test_days_stay_in_their_order(officer):
    one, two = paper(officer, 1), paper(officer, 2)
    relate(two, one, "replaces", officer)

    for changed, day in ((one, date(2020, 5, 3)), (two, date(2020, 4, 1)), (two, date(2020, 5, 3))):
        with pytest.raises(ValidationError) as refused:
            actions.amend(changed, issued_on=day, by=officer, at=NOW)
        assert list(refused.value.message_dict) == ["issued_on"]
        with pytest.raises(IntegrityError), transaction.atomic():
            Instrument.objects.filter(pk=changed.pk).update(issued_on=day)


def test_the_database_lets_no_circle_be(officer):
    same_day = [record(officer, f"{number}/QĐ", kind="decision") for number in (1, 2, 3)]
    one, two, three = same_day

    def put(newer, older):
        Relation.objects.create(
            paper=newer, older=older, kind="rests_on", added_by=officer, added_at=NOW
        )

    put(two, one)
    put(three, two)
    for newer, older in ((one, three), (one, two), (one, one)):
        with pytest.raises(IntegrityError), transaction.atomic():
            put(newer, older)


@pytest.mark.django_db(transaction=True)
def test_two_who_close_a_circle_at_once_do_not(officer):
    one, two = (record(officer, f"{number}/QĐ", kind="decision") for number in (1, 2))

    def say(newer, older):
        try:
            return relate(newer, older, "rests_on", again(officer)) and "said"
        except Refusal as refusal:
            return refusal.code

    answers = at_once(lambda: say(one, two), lambda: say(two, one))
    assert sorted(answers) == ["papers-in-a-circle", "said"]


def test_who_keeps_both_papers_ends_one_and_who_sees_it_rests_on_it(
    officer, centre, far_advisor, producer, programme_party
):
    theirs = record(centre, "1/QĐ-BNN", kind="decision", is_public=True)
    hidden = record(centre, "2/QĐ-BNN", kind="decision")
    own = record(officer, issued_on=date(2021, 1, 1))

    relate(own, theirs, "rests_on", officer)
    relate(own, hidden, "amends", centre)
    for by, older, kind in (
        (officer, theirs, "replaces"),
        (officer, hidden, "rests_on"),
        (far_advisor, theirs, "rests_on"),
        (producer, theirs, "rests_on"),
        (programme_party, theirs, "rests_on"),
    ):
        with pytest.raises(PermissionDenied):
            relate(own, older, kind, by)
    with pytest.raises(PermissionDenied):
        actions.unrelate(Relation.objects.get(kind="amends"), by=officer, at=NOW)


def test_a_paper_that_another_names_is_not_removed(officer):
    one, two = paper(officer, 1), paper(officer, 2)
    relate(two, one, "replaces", officer)

    assert code(actions.remove, one, by=officer, at=NOW) == "instrument-in-use"
    actions.remove(two, by=officer, at=NOW)
    assert standing(one) == (None, None)


def test_strangers_learn_that_a_paper_ended_and_no_name_that_is_not_public(officer):
    one, two, three, four = (paper(officer, number) for number in (1, 2, 3, 4))
    relate(two, one, "replaces", officer)
    relate(three, two, "replaces", officer)
    relate(four, one, "rests_on", officer)
    publish(one, officer)
    publish(three, officer)
    does, done = effects_of([one])[one.pk]

    assert does == []
    assert [(each.kind, each.other, each.from_on) for each in done] == [
        ("replaces", None, date(2020, 5, 2))
    ]
    assert effects_of([three])[three.pk] == ([], [])
    assert [each.number for each in line_of(one)] == ["1/KH-UBND", "3/KH-UBND"]
