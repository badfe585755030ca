"""What must not go on in a restored installation as if nothing had happened.

Between the moment of the backup and its return the installation lived on: letters that wait in it
have most likely left. So none of them leaves by itself; a person who has asked the recipient may
send it again. Whoever was signed in signs in again. Jobs go on, for what they do is inside the
database and as undone as it was; only mails about signing in are dropped, whose links have had
their time.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from sanvat.parties import actions
from sanvat.parties.models import Letter, LetterState
from sanvat.records import journal
from sanvat.records.models import Entry, Head
from sanvat.text.days import moment

# Plain SQL, for the tables may be older than the programme. A letter that is taken is nobody's to
# send; should we not come to say why, the post gives it up as lost, as it does with any other.
QUIET = {
    "django_session": "DELETE FROM django_session",
    "usersessions_usersession": "DELETE FROM usersessions_usersession",
    "parties_letter": (
        "UPDATE parties_letter SET taken_at = statement_timestamp()"
        " WHERE state = 'queued' AND taken_at IS NULL"
    ),
    "parties_waitingmail": "DELETE FROM parties_waitingmail",
    "procrastinate_jobs": """
        DELETE FROM procrastinate_jobs WHERE task_name = 'parties.send_sign_in_mail'
            AND status IN ('todo', 'doing');
        DELETE FROM procrastinate_jobs AS lost WHERE status = 'doing' AND EXISTS (
            SELECT FROM procrastinate_jobs
            WHERE queueing_lock = lost.queueing_lock AND status = 'todo');
        UPDATE procrastinate_jobs
            SET status = 'todo', worker_id = NULL, abort_requested = false
            WHERE status = 'doing'
    """,
    "procrastinate_workers": "DELETE FROM procrastinate_workers",
}


def quiet(ask: Callable[[str], Any]) -> None:
    """In the transaction of the restore, before anybody else can see it. `ask` executes SQL and
    returns a cursor."""
    for table, statement in QUIET.items():
        if ask(f"SELECT to_regclass('{table}') IS NOT NULL").fetchone() == (True,):
            ask(statement)


def hold_letters(*, made_at: datetime, at: datetime) -> int:
    """Tell of every letter that waited why it did not leave. Returns how many."""
    error = gettext(
        "Khôi phục từ bản sao lưu lúc %(moment)s: thư có thể đã gửi sau lúc ấy. Hãy hỏi người "
        "nhận trước khi gửi lại."
    ) % {"moment": moment(made_at)}
    waiting = list(Letter.objects.filter(state=LetterState.QUEUED).exclude(taken_at=None))
    for letter in waiting:
        actions.report_failed(letter, error=error, again_at=None, at=at)
    return len(waiting)


RESTORED = "restore_backup"


def tell_journal(*, made_at: datetime, came_from: str, head: tuple[int, str], at: datetime) -> None:
    """The journal says itself that there is a gap, from when on, and where the data came from."""
    if end := Head.objects.first():
        journal.write(
            RESTORED,
            by=None,
            subject=end,
            at=at,
            changes={"site": (came_from, settings.SITE_ADDRESS), "made_at": (None, made_at)},
            note=f"{head[0]}:{head[1]}",
        )


def lives_elsewhere() -> str:
    """Where the installation is reached that this one was restored from; "" where that is here,
    or it was never restored."""
    last = Entry.objects.filter(act=RESTORED).order_by("-number").first()
    if last is None or last.changes["site"][0] == settings.SITE_ADDRESS:
        return ""
    return str(last.changes["site"][0])


def mails_leave() -> bool:
    """Whether mails go to people, and not into a folder."""
    return settings.EMAIL_BACKEND.endswith("smtp.EmailBackend")
