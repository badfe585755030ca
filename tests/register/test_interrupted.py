"""An import whose worker died over it: nobody waits for ever, and everybody is told the truth."""

import pytest
from django.db import transaction

from sanvat.parties.models import Notice
from sanvat.products.models import Product
from sanvat.records import jobs as lost
from sanvat.records.jobs import Fate, Standing
from sanvat.records.locks import take_turns
from sanvat.register import actions, jobs, tasks
from sanvat.register.actions.checks import turn_of
from tests.records.lost_jobs import begun, status, worker
from tests.register.registers import NOON, coffee, preview, start
from tests.threads import at_once, in_a_thread

AGAIN = "Việc xem trước bị ngắt giữa chừng nên được làm lại từ đầu."
NOT_APPLIED = (
    "Việc áp dụng bị ngắt giữa chừng; chưa có gì thay đổi. "
    "Hãy mở lần nhập này và bấm áp dụng lần nữa."
)


def interrupted(task, importing, by, **how) -> int:
    """A job of this import, begun by a worker that gives no sign of life."""
    return begun(
        task,
        by=worker(silent_for=60),
        lock=f"import-{importing.pk}",
        import_id=importing.pk,
        user_id=by.pk,
        membership_id=by.acting.pk,
        **how,
    )


def told(by) -> list[str]:
    return list(Notice.objects.filter(user=by).order_by("pk").values_list("text", flat=True))


@pytest.mark.django_db
def test_a_preview_is_taken_up_again_and_its_person_told(advisor):
    importing = start([coffee()], by=advisor)
    job = interrupted(jobs.PREVIEW_IMPORT, importing, advisor)
    assert jobs.standing(importing) is Standing.INTERRUPTED

    assert lost.settle_lost() == {Fate.AGAIN: 1}

    assert (status(job), told(advisor)) == ("todo", [AGAIN])


@pytest.mark.django_db
def test_a_preview_asked_for_again_meanwhile_is_done_once(advisor):
    importing = start([coffee()], by=advisor)
    job = interrupted(jobs.PREVIEW_IMPORT, importing, advisor)

    jobs.preview_soon(importing, by=advisor)
    lost.settle_lost()

    assert (status(job), told(advisor)) == ("gone", [])
    assert jobs.standing(importing) is Standing.UNATTENDED  # one waits, for any worker


@pytest.mark.django_db
def test_a_preview_that_ends_every_worker_is_given_back(advisor):
    importing = start([coffee()], by=advisor)
    job = interrupted(jobs.PREVIEW_IMPORT, importing, advisor, attempts=lost.TRIES - 1)

    assert lost.settle_lost() == {Fate.GIVEN_UP: 1}

    assert status(job) == "failed"
    assert told(advisor) == [
        "Việc xem trước bị ngắt 3 lần nên được dừng; chưa có gì thay đổi. Hãy chia tệp nhỏ hơn "
        "rồi tải lên lại, hoặc báo người quản trị."
    ]
    assert jobs.standing(importing) is Standing.NOTHING


@pytest.mark.django_db
def test_a_preview_of_what_was_discarded_is_over(advisor):
    importing = start([coffee()], by=advisor)
    job = interrupted(jobs.PREVIEW_IMPORT, importing, advisor)
    actions.discard_import(importing, by=advisor, at=NOON)

    lost.settle_lost()

    assert (status(job), told(advisor)) == ("gone", [])


@pytest.mark.django_db
def test_what_was_not_applied_is_given_back(advisor):
    importing = preview([coffee()], by=advisor)
    job = interrupted(jobs.APPLY_IMPORT, importing, advisor)

    assert lost.settle_lost() == {Fate.OVER: 1}

    assert (status(job), told(advisor)) == ("gone", [NOT_APPLIED])
    importing.refresh_from_db()
    assert (importing.state, Product.objects.count()) == ("previewed", 0)
    assert jobs.standing(importing) is Standing.NOTHING


@pytest.mark.django_db
def test_who_has_asked_for_it_again_is_not_told_to(advisor):
    importing = preview([coffee()], by=advisor)
    interrupted(jobs.APPLY_IMPORT, importing, advisor)
    jobs.apply_soon(importing, by=advisor)

    assert lost.settle_lost() == {Fate.OVER: 1}

    assert told(advisor) == []
    assert jobs.waits(importing)


@pytest.mark.django_db
@pytest.mark.parametrize("had_told", [False, True])
def test_what_was_applied_is_told_so_once(advisor, had_told):
    importing = preview([coffee()], by=advisor)
    if had_told:
        tasks.apply_import.func(importing.pk, advisor.pk, advisor.acting.pk)
    else:
        actions.apply_import(importing, by=advisor, at=NOON)
    job = interrupted(jobs.APPLY_IMPORT, importing, advisor)

    lost.settle_lost()

    assert (status(job), told(advisor)) == ("gone", ["Đã áp dụng so-ocop.xlsx: 1 dòng."])


@pytest.mark.django_db(transaction=True)
def test_whether_it_was_applied_is_asked_once_the_database_has_ended_it(advisor):
    """The server may still work on what a killed worker sent it last."""
    importing = preview([coffee()], by=advisor)
    job = interrupted(jobs.APPLY_IMPORT, importing, advisor)

    with transaction.atomic():
        take_turns(turn_of(importing.pk))
        assert in_a_thread(lost.settle_lost) == {Fate.LATER: 1}
        assert status(job) == "doing"

    assert lost.settle_lost() == {Fate.OVER: 1}
    assert told(advisor) == [NOT_APPLIED]


@pytest.mark.django_db(transaction=True)
def test_two_workers_settle_one_job_once(advisor):
    importing = preview([coffee()], by=advisor)
    interrupted(jobs.APPLY_IMPORT, importing, advisor)

    found = at_once(lost.settle_lost, lost.settle_lost)

    assert sorted(map(len, found)) == [0, 1]
    assert told(advisor) == [NOT_APPLIED]
