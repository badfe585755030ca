"""What there is to see to, as whole sentences, each with the page where one does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanvat.desk.operation.amounts import lasting, size
from sanvat.operation import replication, state
from sanvat.parties.models import LetterState

LEAST_FREE = 0.1
"""Of the disk; and no less than this many bytes."""
LEAST_BYTES = 2 * 2**30
LONG_TRANSACTION = 600
"""Seconds."""
LONG_WAIT = 900
BACKUP_EVERY = timedelta(days=2)


@dataclass(frozen=True)
class Present:
    """What the installation does just now."""

    queues: list[state.Queue]
    letters: dict[str, int]
    workers: list[state.Worker]
    database: state.Database
    disk: state.Disk
    stored: state.Stored
    journal: state.Journal
    backup: state.Backup | None
    processes: list[tuple[int, int]]
    replica: replication.Seen | None


def look(now: datetime) -> Present:
    return Present(
        queues=state.queues(),
        letters=state.letters(),
        workers=state.workers(now),
        database=state.database(),
        disk=state.disk(),
        stored=state.stored(now),
        journal=state.journal(),
        backup=state.last_backup(),
        processes=list(state.slots()),
        replica=replication.seen(),
    )


Worry = tuple[str, str]
"""A sentence, and the address of the page where one sees to it ("" where there is none)."""


def of(present: Present, now: datetime) -> list[Worry]:
    return [*_of_work(present), *_of_machine(present, now)]


def _of_work(present: Present) -> list[Worry]:
    found: list[Worry] = []
    jobs = reverse("desk:operation_jobs")
    if not any(not one.is_lost for one in present.workers):
        found.append(
            (
                _(
                    "Không có tiến trình nào làm các việc chạy sau: thư không được gửi, sổ không "
                    "được nhập. Hãy chạy lại sanvat serve, hoặc chạy sanvat worker."
                ),
                "",
            )
        )
    if failed := sum(one.failed for one in present.queues):
        text = ngettext(
            "%(n)d việc chạy sau bị hỏng. Hãy xem rồi cho chạy lại hoặc bỏ.",
            "%(n)d việc chạy sau bị hỏng. Hãy xem rồi cho chạy lại hoặc bỏ.",
            failed,
        )
        found.append((text % {"n": failed}, jobs))
    longest = max((one.oldest or 0 for one in present.queues), default=0)
    if longest > LONG_WAIT:
        text = _("Có việc đã chờ %(time)s mà chưa được làm.")
        found.append((text % {"time": lasting(longest)}, jobs))
    if failed := present.letters[LetterState.FAILED]:
        text = ngettext(
            "%(n)d lá thư gửi hỏng. Hãy xem rồi gửi lại hoặc bỏ.",
            "%(n)d lá thư gửi hỏng. Hãy xem rồi gửi lại hoặc bỏ.",
            failed,
        )
        found.append((text % {"n": failed}, f"{reverse('desk:letters')}?state=failed"))
    return found


def _of_machine(present: Present, now: datetime) -> list[Worry]:
    found: list[Worry] = []
    disk = present.disk
    if disk.free < max(LEAST_BYTES, disk.whole * LEAST_FREE):
        text = _("Đĩa chứa dữ liệu chỉ còn trống %(free)s. Hãy dọn bớt hoặc thêm đĩa.")
        found.append((text % {"free": size(disk.free)}, ""))
    if present.database.oldest_transaction > LONG_TRANSACTION:
        text = _(
            "Một giao dịch của cơ sở dữ liệu mở đã %(time)s: một lần nhập sổ lớn, hoặc một việc "
            "bị treo."
        )
        found.append((text % {"time": lasting(present.database.oldest_transaction)}, ""))
    if present.replica is not None and not present.replica.is_read:
        found.append((_of_replica(present.replica), ""))
    if present.backup is None:
        text = _("Chưa biết lần sao lưu gần nhất. Hãy đặt lịch chạy sanvat backup.")
        found.append((text, ""))
    elif now - present.backup.at > BACKUP_EVERY:
        text = _("Lần sao lưu gần nhất đã cách đây %(time)s. Hãy xem lại lịch sao lưu.")
        age = (now - present.backup.at).total_seconds()
        found.append((text % {"time": lasting(age)}, ""))
    return found


def _of_replica(seen: replication.Seen) -> str:
    """Why pages of strangers are read from the primary, which bears them all now."""
    if seen.state is replication.State.PROMOTED:
        return _(
            "Bản sao cơ sở dữ liệu không theo máy chính nữa mà tự nhận ghi, nên không được đọc. "
            "Hãy lập lại nó từ máy chính, hoặc đặt lại DATABASE_URL nếu nó là máy chính mới."
        )
    if seen.state is replication.State.AWAY:
        return _(
            "Bản sao cơ sở dữ liệu không trả lời; trang công khai được đọc từ máy chính. "
            "Hãy mở lại bản sao, hoặc bỏ DATABASE_REPLICA_URL."
        )
    return _(
        "Bản sao cơ sở dữ liệu chậm quá mức cho phép; trang công khai được đọc từ máy chính. "
        "Hãy xem đường truyền và đĩa của bản sao."
    )
