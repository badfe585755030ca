"""Who sent a matter, and the words of a denunciation, looked for in every table and every mail."""

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from sanvat.concerns import actions, tasks
from sanvat.concerns.actions import Who
from sanvat.concerns.models import Concern
from sanvat.findable import building
from sanvat.follow import noting
from sanvat.parties import mails

SENDER = Who(
    name="Đinh Khắc Lặng",
    phone="0977 123 987",
    email="lang.dinh@thon-vang.example",
    address="Nhà số 91 ngõ Vắng, thôn Đông",
)
SECRET = "Ông Kiêm nhận túi quà để chấm sao"
TELLING = ("Khắc Lặng", "khac lang", "977123987", "lang.dinh", "ngõ Vắng", "ngo vang", "túi quà")


def now():
    return timezone.now()


def _tables_that_tell() -> dict[str, list[str]]:
    """By table, what of `TELLING` stands anywhere in it."""
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            name = connection.ops.quote_name(table)
            for word in TELLING:
                cursor.execute(
                    f"SELECT 1 FROM {name} AS whole WHERE whole::text ILIKE %s LIMIT 1",
                    [f"%{word}%"],
                )
                if cursor.fetchone():
                    found.setdefault(table, []).append(word)
    return found


@pytest.fixture
def everything_done(officer, advisor, confidant, send) -> Concern:
    """A matter from sending to what is public of it, and a denunciation that is answered."""
    concern = send(who=SENDER, wants_mail=True).concern
    denounced = send(
        SECRET, kind="denunciation", subject="dossier", who=SENDER, wants_mail=True
    ).concern
    for each in (concern, denounced):
        actions.classify(each, kind=each.kind, subject=each.subject, by=officer, at=now())
        actions.accept(each, by=officer, at=now())
        actions.read_identity(each, purpose="verify", by=officer, at=now())
        actions.ask_sender(each, "Ở đoạn nào?", by=officer, at=now())
        actions.reply(each, "Ở đoạn qua suối.", at=now())
        actions.answer(each, "Đã giải quyết.", by=officer, at=now())
        tasks.tell_sender(each.pk)
        actions.rate(each, 4, at=now())
    actions.publish(concern, title="Đường", text="Lầy.", answer="Đã rải.", by=officer, at=now())
    concern.refresh_from_db()
    building.rebuild()
    noting.look(now())
    return concern


@pytest.mark.django_db
def test_nothing_of_a_sender_stands_in_any_table_that_can_be_read(everything_done):
    assert _tables_that_tell() == {}


@pytest.mark.django_db
def test_a_mail_tells_its_reader_that_there_is_news_and_nothing_else(everything_done):
    for waiting in mails.due(now()):
        mails.send(waiting)

    assert {tuple(each.to) for each in mail.outbox} == {(SENDER.email,)}
    for each in mail.outbox:
        said = f"{each.subject}\n{each.body}"
        assert not any(word in said for word in ("Lặng", "tố cáo", "Tố cáo", "suối", SECRET))


@pytest.mark.django_db
def test_the_search_for_it_would_find_it(everything_done):
    """It looks where a careless column would have it."""
    Concern.objects.filter(pk=everything_done.pk).update(satisfaction_note="ngõ Vắng")

    assert _tables_that_tell() == {"concerns_concern": ["ngõ Vắng"]}
