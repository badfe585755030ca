"""What each role does in the steps that are open."""

from datetime import date

import pytest

from bench.plans import reading
from sanvat.parties.models import Role
from sanvat.parties.roles import EVALUATORS, PLACE_READERS
from sanvat.products import actions as products
from sanvat.programme import cycle, waiting, work
from sanvat.programme.cycle import STEPS
from sanvat.records.together import answer_to
from tests.register.registers import NOON

MAY = date(2026, 5, 20)


def now_of(user, province):
    return answer_to(work.work_of(user, province, cycle.due_on(province, MAY), MAY))


def test_every_line_names_a_role_a_step_and_what_is_counted():
    facts = work.facts()

    assert {fact["role"] for fact in facts} <= set(Role.values)
    assert {fact["step"] for fact in facts} == set(STEPS)
    assert {key for fact in facts for key in fact.get("waiting", ())} <= set(waiting.KINDS)
    assert len({(fact["role"], fact["step"]) for fact in facts}) == len(facts)
    assert all(fact["source"] and fact["text"] and fact["text_en"] for fact in facts)


def test_every_role_of_the_programme_has_work_in_some_step():
    roles = {fact["role"] for fact in work.facts()}

    assert roles == {Role.PRODUCER, *PLACE_READERS, *EVALUATORS}


def test_a_commune_officer_sees_what_waits_in_the_open_step(officer, commune, province):
    products.note_idea(
        "Chuối sấy", "Chuối sấy dẻo", commune, by=officer, at=NOON, told_by="Chị Thơm"
    )

    rows = now_of(officer, province)

    (ideas,) = [row for row in rows if row.step.number == 2]
    assert ideas.text == "Nhận ý tưởng, góp ý và hướng dẫn lập phương án"
    assert [(each.number, str(each.label)) for each in ideas.waiting] == [
        (1, "ý tưởng chờ góp ý"),
        (0, "ý tưởng chờ phương án"),
    ]
    # From Thursday 21 May to Tuesday 30 June 2026.
    assert (ideas.days_left, ideas.working_days_left, ideas.is_provisional) == (41, 29, False)
    assert [row.step.closes_on for row in rows] == sorted(row.step.closes_on for row in rows)


def test_what_waits_is_what_the_person_may_see(officer, far_advisor, commune, province):
    products.note_idea("Chuối", "Chuối sấy", commune, by=officer, at=NOON, told_by="Chị Thơm")

    (row,) = [r for r in now_of(far_advisor, province) if r.step.number == 2]

    assert [each.number for each in row.waiting] == [0]


@pytest.mark.parametrize("name", ["editor", "operator", "nobody", "programme_party"])
def test_who_has_no_part_in_the_cycle_has_no_work(name, request, province):
    person = request.getfixturevalue(name)

    assert now_of(person, province) == []
    assert not work.brings_work(person, cycle.due_on(province, MAY))


def test_what_waits_is_counted_once_whatever_the_steps(
    officer, commune, province, django_assert_num_queries
):
    assert officer.acting is not None
    # Steps 2, 5 and 6 are open in May.
    due = cycle.due_on(province, MAY)
    with django_assert_num_queries(1), reading() as seen:
        answer_to(work.work_of(officer, province, due, MAY))
    # The calendar in two, and five kinds of things.
    assert len(seen.statements) == 2 + 5
