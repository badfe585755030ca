"""Papers on the portal: put there by somebody, seen by everybody, taken down with a reason."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from sanvat.errors import Refusal
from sanvat.findable.declared import findables
from sanvat.instruments import actions
from sanvat.instruments.models import Instrument, Publication
from sanvat.instruments.published import PAPERS
from sanvat.records import files, journal
from sanvat.records.history import tell
from tests.people import again
from tests.records import uploads
from tests.threads import at_once

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def record(by, number="7/KH-UBND", **fields) -> Instrument:
    told = {
        "kind": "plan",
        "issued_on": date(2020, 5, 4),
        "issuer": "UBND tỉnh",
        "summary": "Kế hoạch OCOP năm 2020",
    }
    return actions.record(number=number, **told | fields, by=by, at=NOW)


def publish(paper, by, **more) -> Publication:
    return actions.publish(paper, **{"was_looked_through": True} | more, by=by, at=NOW)


def code(act, *args, **named) -> str:
    with pytest.raises(Refusal) as refused:
        act(*args, **named)
    return refused.value.code


def found() -> list[str]:
    return [thing.key for thing in findables()["van-ban"].read()]


def rows() -> list[int]:
    return [row[0] for row in PAPERS.rows(date(2026, 1, 1))]


def test_a_paper_that_all_of_the_programme_read_is_not_on_the_portal_until_it_is_put_there(officer):
    paper = record(officer, is_public=True)
    assert not Instrument.objects.public().exists()
    assert (found(), rows()) == ([], [])

    made = publish(paper, officer)

    assert (made.published_by, made.published_for) == (officer, officer.acting.organisation)
    assert Instrument.objects.public().get().published_at == NOW
    assert (found(), rows()) == ([str(paper.pk)], [paper.pk])
    entry = journal.of(paper).get(act="publish_instrument")
    assert tell(entry, paper).act == "Đăng văn bản lên cổng"


def test_withdrawn_it_is_gone_at_once_and_the_fact_stays(officer):
    paper = record(officer)
    publish(paper, officer)
    actions.withdraw(paper, "Đăng nhầm bản dự thảo", by=officer, at=NOW + timedelta(hours=1))

    assert (found(), rows()) == ([], [])
    was = Publication.objects.get()
    assert (was.withdrawn_by, was.withdrawn_reason) == (officer, "Đăng nhầm bản dự thảo")
    assert journal.of(paper).get(act="withdraw_instrument").note == "Đăng nhầm bản dự thảo"

    publish(paper, officer)
    assert (Publication.objects.count(), found()) == (2, [str(paper.pk)])


def test_what_keeps_a_paper_off_the_portal_is_said(officer):
    paper = record(officer)
    silent = record(officer, "8/KH-UBND", summary="")

    assert code(publish, paper, officer, was_looked_through=False) == "not-looked-through"
    assert code(publish, silent, officer) == "summary-needed"
    assert code(actions.withdraw, paper, "x", by=officer, at=NOW) == "instrument-not-published"
    publish(paper, officer)
    assert code(publish, paper, officer) == "instrument-published"
    assert code(actions.withdraw, paper, " \n", by=officer, at=NOW) == "reason-needed"
    assert code(actions.remove, paper, by=officer, at=NOW) == "instrument-was-published"
    with pytest.raises(ValidationError) as refused:
        actions.amend(paper, summary="", by=officer, at=NOW)
    assert list(refused.value.message_dict) == ["summary"]


@pytest.mark.usefixtures("own_store")
def test_photos_that_tell_where_they_were_taken_stay_off_the_portal(officer):
    upload = uploads.upload("van-ban.jpg", uploads.picture())
    photo = files.take(upload, allowed=actions.ALLOWED, by=officer, at=NOW)
    type(photo).objects.filter(pk=photo.pk).update(has_gps=True)
    photo.refresh_from_db()
    paper, bare = record(officer, file=photo), record(officer, "8/KH-UBND")

    assert code(publish, paper, officer) == "file-tells-place"
    publish(bare, officer)
    assert code(actions.attach_file, bare, photo, by=officer, at=NOW) == "file-tells-place"


def test_who_keeps_a_paper_puts_it_there_and_nobody_else(
    officer, advisor, centre, far_advisor, programme_party, producer, operator, nobody
):
    for number, by in enumerate((officer, advisor, centre)):
        paper = record(officer, f"{number}/KH-UBND")
        publish(paper, by)
        actions.withdraw(paper, "Xong", by=by, at=NOW)
    theirs = record(programme_party, "9/KH-HND")
    for by in (far_advisor, programme_party, producer, operator, nobody):
        for act in (
            lambda by=by: publish(theirs, by),
            lambda by=by: actions.withdraw(theirs, "x", by=by, at=NOW),
        ):
            with pytest.raises(PermissionDenied):
                act()


def test_the_database_keeps_what_was_published_a_fact(officer):
    paper = record(officer)
    made = publish(paper, officer)
    Instrument.objects.filter(pk=paper.pk).update(published_at=None, ended_on=date(2020, 1, 1))
    kept = Instrument.objects.get()
    assert (kept.published_at, kept.ended_on) == (NOW, None)

    for change in (
        lambda: Publication.objects.update(published_at=NOW - timedelta(days=1)),
        lambda: Publication.objects.all().delete(),
        lambda: Publication.objects.update(withdrawn_at=NOW),
        lambda: Publication.objects.create(
            instrument=paper,
            published_by=officer,
            published_for=made.published_for,
            published_at=NOW,
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_a_paper_ends_by_its_own_word(officer):
    paper = record(officer, expires_on=date(2020, 12, 31))

    kept = Instrument.objects.get(pk=paper.pk)
    assert kept.ended_on == date(2021, 1, 1)
    assert (kept.is_over(date(2020, 12, 31)), kept.is_over(date(2021, 1, 1))) == (False, True)
    with pytest.raises(ValidationError) as refused:
        actions.amend(paper, expires_on=date(2020, 5, 3), by=officer, at=NOW)
    assert list(refused.value.message_dict) == ["expires_on"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_put_it_there_at_once_one_does(officer):
    paper = record(officer)

    def click():
        try:
            return publish(paper, again(officer)) and "published"
        except Refusal as refusal:
            return refusal.code

    assert sorted(at_once(click, click)) == ["instrument-published", "published"]
