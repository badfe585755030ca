"""What runs and what failed, as tables and facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django.models import ProcrastinateEvent

from sanvat.desk.kept.forms import mark_of
from sanvat.desk.operation.amounts import lasting, moments, size
from sanvat.desk.pages import user_of
from sanvat.operation import notes, state
from sanvat.operation.models import Job, JobState
from sanvat.operation.pace import Span
from sanvat.operation.words import RESTARTED, queue_said
from sanvat.parties.models import LetterState
from sanvat.text.days import moment
from sanvat.text.numbers import number
from sanvat.ui.tables import Cell, Column, link, under
from sanvat.ui.tags.forms import form_of_button
from sanvat.ui.templatetags.ui import tag

if TYPE_CHECKING:
    from sanvat.desk.operation.worries import Present

QUEUE_COLUMNS = (
    Column(gettext_lazy("Hàng việc")),
    Column(gettext_lazy("Đang chờ"), kind="number"),
    Column(gettext_lazy("Đang làm"), kind="number"),
    Column(gettext_lazy("Hỏng"), kind="number"),
    Column(gettext_lazy("Chờ lâu nhất")),
)
IMPORT_COLUMNS = (
    Column(gettext_lazy("Tệp")),
    Column(gettext_lazy("Cơ quan")),
    Column(gettext_lazy("Việc")),
    Column(gettext_lazy("Đã làm"), kind="number"),
)
WORKER_COLUMNS = (
    Column(gettext_lazy("Tiến trình")),
    Column(gettext_lazy("Báo lần cuối")),
    Column(gettext_lazy("Trạng thái")),
)
JOB_COLUMNS = (
    Column(gettext_lazy("Việc")),
    Column(gettext_lazy("Từ lúc")),
    Column(gettext_lazy("Số lần làm"), kind="number"),
    Column(gettext_lazy("Trạng thái")),
    Column(gettext_lazy("Việc làm"), for_readers=True),
)
FAULT_COLUMNS = (
    Column(gettext_lazy("Số sự cố")),
    Column(gettext_lazy("Lúc")),
    Column(gettext_lazy("Trang")),
    Column(gettext_lazy("Điều xảy ra")),
)
RESTART_COLUMNS = (
    Column(gettext_lazy("Đã mở lại")),
    Column(gettext_lazy("Lúc")),
)
SLOW_COLUMNS = (
    Column(gettext_lazy("Câu hỏi của cơ sở dữ liệu")),
    Column(gettext_lazy("Mất"), kind="number"),
    Column(gettext_lazy("Lúc")),
    Column(gettext_lazy("Trang")),
)
SPAN_COLUMNS = (
    Column(gettext_lazy("Từ lúc")),
    Column(gettext_lazy("Yêu cầu mỗi phút"), kind="number"),
    Column(gettext_lazy("Sự cố"), kind="number"),
    Column(gettext_lazy("Một nửa trong"), kind="number"),
    Column(gettext_lazy("95 % trong"), kind="number"),
)
JOB_KINDS = {
    JobState.FAILED: ("bad", "triangle-alert"),
    JobState.RUNNING: ("good", "loader"),
    JobState.WAITING: ("warn", "clock"),
}


def queue_rows(queues: Iterable[state.Queue]) -> list[tuple[Cell, ...]]:
    here = reverse("desk:operation_jobs")
    return [
        (
            queue_said(one.name),
            number(one.waiting),
            number(one.running),
            link(number(one.failed), f"{here}?trang-thai=failed") if one.failed else "0",
            lasting(one.oldest) if one.oldest and one.oldest > 0 else "",
        )
        for one in queues
    ]


def import_rows(imports: Iterable[state.RunningImport]) -> list[tuple[Cell, ...]]:
    return [
        (
            str(one.importing) if one.importing else _("(không còn)"),
            str(one.importing.organisation) if one.importing else "",
            under(str(one.job), JobState(one.job.status).label),
            f"{number(one.importing.progress)}/{number(one.importing.total)}"
            if one.importing
            else "",
        )
        for one in imports
    ]


def worker_rows(workers: Iterable[state.Worker], now: datetime) -> list[tuple[Cell, ...]]:
    return [
        (
            _("Tiến trình %(n)s") % {"n": one.number},
            _("%(time)s trước") % {"time": lasting((now - one.seen_at).total_seconds())},
            tag(_("Đã mất"), kind="bad") if one.is_lost else tag(_("Đang chạy"), kind="good"),
        )
        for one in workers
    ]


def job_rows(jobs: Sequence[Job], request: HttpRequest, *, now: datetime) -> list[tuple[Cell, ...]]:
    since = dict(
        ProcrastinateEvent.objects.filter(job_id__in=[job.pk for job in jobs])
        .order_by()
        .values_list("job_id")
        .annotate(Max("at"))
    )
    return [
        (
            under(str(job), _("số %(n)s, %(queue)s") % {"n": job.pk, "queue": _queue(job)}),
            _since(job, since.get(job.pk), now),
            number(job.attempts),
            _state(job),
            _acts(job, request),
        )
        for job in jobs
    ]


def _queue(job: Job) -> str:
    return queue_said(job.queue_name).lower()


def _since(job: Job, at: datetime | None, now: datetime) -> str:
    if job.scheduled_at is not None and job.scheduled_at > now:
        return _("sẽ làm lúc %(time)s") % {"time": moment(job.scheduled_at)}
    return moment(at) if at else ""


def _state(job: Job) -> SafeString:
    kind, icon = JOB_KINDS[JobState(job.status)]
    return tag(str(JobState(job.status).label).capitalize(), kind=kind, icon=icon)


def _acts(job: Job, request: HttpRequest) -> SafeString | str:
    token, whose = get_token(request), mark_of(user_of(request))
    retry = give_up = SafeString("")
    if job.status == JobState.FAILED:
        retry = form_of_button(
            reverse("desk:operation_job_retry", args=[job.pk]),
            _("Chạy lại"),
            token,
            whose=whose,
            kind="secondary",
            icon="refresh-cw",
        )
    if job.status != JobState.RUNNING:
        give_up = form_of_button(
            reverse("desk:operation_job_give_up", args=[job.pk]),
            _("Bỏ việc này"),
            token,
            whose=whose,
            kind="quiet-danger",
            icon="x",
        )
    if not (retry or give_up):
        return ""
    return format_html('<div class="row">{}{}</div>', retry, give_up)


def fault_rows(faults: Iterable[notes.Note]) -> list[tuple[Cell, ...]]:
    return [
        (
            format_html("<code>{}</code>", str(one.get("request_id", ""))[:8].upper()),
            _at(one),
            under(_page(one), str(one.get("method", ""))),
            under(_happened(one), str(one.get("where", ""))),
        )
        for one in faults
    ]


def restart_rows(restarts: Iterable[notes.Note]) -> list[tuple[Cell, ...]]:
    return [(str(RESTARTED.get(one.get("what", ""), "")), _at(one)) for one in restarts]


def _happened(one: notes.Note) -> str:
    status = one.get("status")
    if error := one.get("error"):
        return f"{status}, {error}"
    return _("Trả lời %(status)s") % {"status": status}


def _page(one: notes.Note) -> str:
    name = str(one.get("page", ""))
    return {"none": _("(không có trang này)"), "": _("(việc chạy sau)")}.get(name, name)


def _at(one: notes.Note) -> str:
    try:
        return moment(datetime.fromisoformat(str(one.get("at"))))
    except ValueError:
        return ""


def slow_rows(slow: Iterable[notes.Note], *, longest: int = 2000) -> list[tuple[Cell, ...]]:
    return [
        (
            format_html(
                '<code class="statement">{}</code>', _cut(str(one.get("shape", "")), longest)
            ),
            moments(float(one.get("ms", 0)) / 1000),
            _at(one),
            under(_page(one), str(one.get("request_id", ""))[:8].upper()),
        )
        for one in slow
    ]


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]}…"


def span_rows(spans: Iterable[Span], *, minutes: int) -> list[tuple[Cell, ...]]:
    """Only those in which something was asked, the latest first."""
    return [
        (
            f"{timezone.localtime(span.start):%H:%M}",
            number(round(span.requests / minutes, 1)),
            number(span.faults),
            moments(span.within(0.5) or 0),
            moments(span.within(0.95) or 0),
        )
        for span in reversed(list(spans))
        if span.requests
    ]


def facts(present: Present, now: datetime) -> list[tuple[Any, str]]:
    """What each thing is called, and how it is."""
    database, disk, journal, backup = (
        present.database,
        present.disk,
        present.journal,
        present.backup,
    )
    return [
        (
            _("Thư"),
            _("%(waiting)s đang chờ gửi, %(failed)s gửi hỏng")
            % {
                "waiting": number(present.letters[LetterState.QUEUED]),
                "failed": number(present.letters[LetterState.FAILED]),
            },
        ),
        (
            _("Cơ sở dữ liệu"),
            _("%(size)s, %(used)s trong %(most)s kết nối, giao dịch lâu nhất %(time)s")
            % {
                "size": size(database.size),
                "used": number(sum(database.connections.values())),
                "most": number(database.most_connections),
                "time": lasting(database.oldest_transaction),
            },
        ),
        (
            _("Đĩa"),
            _("còn trống %(free)s trong %(whole)s")
            % {"free": size(disk.free), "whole": size(disk.whole)},
        ),
        (
            _("Tệp đã lưu"),
            _("%(files)s tệp, %(size)s")
            % {"files": number(present.stored.files), "size": size(present.stored.bytes)},
        ),
        (
            _("Nhật ký"),
            _("%(length)s dòng, dòng cuối %(time)s trước")
            % {
                "length": number(journal.length),
                "time": lasting((now - journal.last_at).total_seconds()),
            }
            if journal.last_at
            else _("chưa có dòng nào"),
        ),
        *_replica_facts(present),
        (
            _("Sao lưu lần cuối"),
            _("%(moment)s, %(size)s") % {"moment": moment(backup.at), "size": size(backup.bytes)}
            if backup
            else _("chưa biết"),
        ),
        (
            _("Bộ nhớ"),
            _("%(n)s tiến trình, %(size)s")
            % {
                "n": number(len(present.processes)),
                "size": size(sum(held for _slot, held in present.processes)),
            },
        ),
    ]


def _replica_facts(present: Present) -> list[tuple[Any, str]]:
    seen = present.replica
    if seen is None:
        return []
    if seen.lag is None:
        return [(_("Bản sao chỉ đọc"), _("chưa biết chậm bao lâu"))]
    behind = {"time": moments(seen.lag), "size": size(seen.bytes_behind or 0)}
    text = _("chậm nhiều nhất %(time)s, còn %(size)s chưa nhận") % behind
    return [(_("Bản sao chỉ đọc"), text)]


def threshold() -> str:
    return moments(settings.SLOW_QUERY_MS / 1000)
