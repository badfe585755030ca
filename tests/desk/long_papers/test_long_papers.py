"""A long paper: asked for on its own address, made by a worker, and there for who asked alone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from sanvat.documents import printed
from sanvat.parties.models import Notice
from sanvat.plans import actions
from sanvat.records import papers
from sanvat.records.jobs import Fate, Standing
from sanvat.records.models import Entry, OrderedPaper
from tests.desk.pages import DESK, signed_in
from tests.plans.conftest import draft, programme  # noqa: F401

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def address(draft, advisor, monkeypatch):  # noqa: F811
    """Of the paper of a plan, on an installation where any table is a large one."""
    actions.add_target(draft, name="Bếp", unit="bếp", least=4, most=9, by=advisor, at=NOW)
    monkeypatch.setattr(printed, "LARGE_TABLES", 1)
    return f"{DESK}ke-hoach/{draft.pk}/ke-hoach.docx"


def read(desk, path: str) -> str:
    return desk.get(path).content.decode()


def status(desk, path: str) -> int:
    return desk.get(path).status_code


def do_jobs() -> int:
    """What waits in the queue of papers, done here and now."""
    waiting = ProcrastinateJob.objects.filter(status="todo", queue_name=papers.QUEUE)
    count = 0
    for job in waiting.order_by("id"):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [job.pk])
        app.tasks[job.task_name].func(**job.args)
        count += 1
    return count


def test_large_tables_in_excel_are_made_alike_and_refused_where_paper_is(
    address, advisor, monkeypatch
):
    desk = signed_in(advisor)
    sheet = address.replace(".docx", ".xlsx")
    there = desk.post(sheet)["Location"]
    assert do_jobs() == 1
    answer = desk.get(f"{there}tep/")
    assert answer.content.startswith(b"PK")
    assert answer["Content-Disposition"].endswith('.xlsx"')

    monkeypatch.setattr(printed, "LARGE_TABLES", 2_000)
    assert desk.get(sheet).content.startswith(b"PK")
    monkeypatch.setattr(printed, "MOST_CELLS", 1)
    assert status(desk, sheet) == 422


def test_looking_orders_nothing_and_the_button_does(address, advisor):
    desk = signed_in(advisor)
    assert "Lập bản Word" in read(desk, address)
    assert not OrderedPaper.objects.exists()

    there = desk.post(address)["Location"]
    assert desk.post(address)["Location"] == there  # asked twice, made once
    assert desk.get(address)["Location"] == there
    assert "chờ" in read(desk, there)
    assert status(desk, f"{there}tep/") == 404
    assert do_jobs() == 1

    assert "Tải về" in read(desk, there)
    answer = desk.get(f"{there}tep/")
    assert answer.content.startswith(b"PK")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Content-Disposition"].endswith('.docx"')
    notice = Notice.objects.get(user=advisor)
    assert notice.about_type == "records.orderedpaper"
    assert desk.get(f"{there}tien-do/")["HX-Refresh"] == "true"
    assert not Entry.objects.filter(subject_type="records.orderedpaper").exists()


def test_it_is_there_for_who_asked_alone_and_for_a_day(address, advisor, officer):
    there = signed_in(advisor).post(address)["Location"]
    do_jobs()
    for path in (there, f"{there}tien-do/", f"{there}tep/"):
        assert status(signed_in(officer), path) == 404

    assert papers.forget_old(at=timezone.now() + papers.KEPT - timedelta(minutes=5)) == 0
    assert papers.forget_old(at=timezone.now() + papers.KEPT) == 1
    assert status(signed_in(advisor), there) == 404


def test_another_text_is_another_order_and_a_sixth_drops_the_oldest(address, draft, advisor):  # noqa: F811
    desk = signed_in(advisor)
    first = desk.post(address)["Location"]
    for number in range(papers.MOST):
        name = f"Lò số {number}"
        actions.add_target(draft, name=name, unit="lò", least=1, most=2, by=advisor, at=NOW)
        last = desk.post(address)["Location"]

    assert OrderedPaper.objects.count() == papers.MOST
    assert status(desk, first) == 404
    assert status(desk, last) == 200
    assert do_jobs() == papers.MOST + 1  # that of the dropped one does nothing


def test_one_that_cannot_be_made_says_so_and_may_be_asked_for_again(address, advisor, monkeypatch):
    desk = signed_in(advisor)
    there = desk.post(address)["Location"]

    def broken(_paper):
        raise RuntimeError("no room on the disk")

    with monkeypatch.context() as now:
        now.setattr(papers, "MAKERS", {"docx": broken})
        with pytest.raises(RuntimeError):
            do_jobs()
    assert "Chưa lập được" in read(desk, there)
    assert Notice.objects.filter(user=advisor).count() == 1

    assert "Lập bản Word" in read(desk, address)
    assert desk.post(address)["Location"] == there
    assert do_jobs() == 1
    assert "Tải về" in read(desk, there)
    assert Notice.objects.filter(user=advisor).count() == 2


def test_one_whose_worker_died_too_often_is_given_up(address, advisor):
    from sanvat.desk import tasks

    there = signed_in(advisor).post(address)["Location"]
    order = OrderedPaper.objects.get()
    assert papers.standing(order) in (Standing.WAITING, Standing.UNATTENDED)

    tasks._tell_of_paper(Fate.AGAIN, order.pk)
    assert not Notice.objects.exists()
    tasks._tell_of_paper(Fate.GIVEN_UP, order.pk)

    assert "Chưa lập được" in read(signed_in(advisor), there)
    assert Notice.objects.get(user=advisor).text.startswith("Việc lập")
