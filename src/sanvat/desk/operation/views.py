"""How the installation runs, for its operator: what waits, what failed, what is slow."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.desk.operation import drawings, rows, worries
from sanvat.desk.pages import desk_page, paginate, row_or_404, unprocessable, user_of
from sanvat.desk.paging import PER_PAGE
from sanvat.errors import Refusal
from sanvat.operation import access, actions, notes, pace, state
from sanvat.operation.models import Job, JobState

HOURS, MINUTES = 6, 10
"""How far back the pictures go, and how much time a bar of theirs stands for."""
FEW = 5
SHORT = 120
"""Letters of a statement on the overview."""
MOST_IMPORTS = 20
SHORTEST_NUMBER = 4
"""Letters of the number of a fault that may be looked for."""


def for_operators(*methods: str) -> Callable[[Callable[..., HttpResponse]], Any]:
    """A page of the desk that is there for the operator alone; to others it is missing."""

    def wrap(view: Callable[..., HttpResponse]) -> Any:
        @desk_page(*methods)
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not access.may_operate(user_of(request)):
                raise Http404
            return view(request, *args, **kwargs)

        return answer

    return wrap


@for_operators()
def index(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    present = worries.look(now)
    spans = pace.spans(now, hours=HOURS, minutes=MINUTES)
    faults = _first(notes.Kind.FAULT)
    slow = _first(notes.Kind.SLOW_QUERY)
    return render(
        request,
        "desk/operation/index.html",
        {
            **_tabs(reverse("desk:operation")),
            "worries": worries.of(present, now),
            "present": present,
            "hours": HOURS,
            "requests_drawn": drawings.requests(spans, minutes=MINUTES),
            "times_drawn": drawings.times(spans),
            "span_columns": rows.SPAN_COLUMNS,
            "spans": rows.span_rows(spans, minutes=MINUTES),
            "queue_columns": rows.QUEUE_COLUMNS,
            "queues": rows.queue_rows(present.queues),
            "import_columns": rows.IMPORT_COLUMNS,
            "imports": rows.import_rows(state.imports(MOST_IMPORTS)),
            "worker_columns": rows.WORKER_COLUMNS,
            "workers": rows.worker_rows(present.workers, now),
            "facts": rows.facts(present, now),
            "fault_columns": rows.FAULT_COLUMNS,
            "faults": rows.fault_rows(faults),
            "restart_columns": rows.RESTART_COLUMNS,
            "restarts": rows.restart_rows(_first(notes.Kind.RESTART)),
            "slow_columns": rows.SLOW_COLUMNS,
            "slow": rows.slow_rows(slow, longest=SHORT),
        },
    )


@for_operators()
def jobs(request: HttpRequest) -> HttpResponse:
    return _jobs(request)


def _jobs(request: HttpRequest, refusal: str = "") -> HttpResponse:
    here = reverse("desk:operation_jobs")
    visible = Job.objects.visible_to(user_of(request))
    counts = dict(visible.order_by().values_list("status").annotate(Count("pk")))
    chosen = request.GET.get("trang-thai", "")
    if chosen not in JobState.values:
        chosen = JobState.FAILED.value if counts.get(JobState.FAILED) else JobState.WAITING.value
    states = [
        (one.label.capitalize(), f"{here}?trang-thai={one.value}", counts.get(one.value, 0))
        for one in (JobState.FAILED, JobState.RUNNING, JobState.WAITING)
    ]
    page = paginate(
        visible.filter(status=chosen).order_by("-pk"), request, count=counts.get(chosen, 0)
    )
    response = render(
        request,
        "desk/operation/jobs.html",
        {
            **_tabs(here),
            "states": states,
            "state": f"{here}?trang-thai={chosen}",
            "page": page,
            "columns": rows.JOB_COLUMNS,
            "rows": rows.job_rows(list(page), request, now=timezone.now()),
            "refusal": refusal,
        },
    )
    return unprocessable(response) if refusal else response


@for_operators("POST")
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    return _do(request, pk, actions.retry_job, _("Việc “%(job)s” được chạy lại ngay."))


@for_operators("POST")
def give_up(request: HttpRequest, pk: int) -> HttpResponse:
    return _do(request, pk, actions.give_up_job, _("Đã bỏ việc “%(job)s”."))


def _do(request: HttpRequest, pk: int, act: Callable[..., None], done: str) -> HttpResponse:
    """An act on one job, and what is said once it is done."""
    job = row_or_404(Job.objects.visible_to(user_of(request)), pk)
    try:
        act(job, by=user_of(request), at=timezone.now())
    except Refusal as said:
        return _jobs(request, said.message)
    messages.success(request, done % {"job": job})
    return redirect("desk:operation_jobs")


@for_operators()
def faults(request: HttpRequest) -> HttpResponse:
    """The last faults; or whatever went wrong in the request whose number somebody tells."""
    number = request.GET.get("so", "").strip()
    found = list(notes.latest(notes.Kind.FAULT))
    if len(number) >= SHORTEST_NUMBER:
        found = [
            one
            for one in (*found, *notes.latest(notes.Kind.REFUSAL))
            if str(one.get("request_id", "")).lower().startswith(number.lower())
        ]
    page = _page(found, request)
    return render(
        request,
        "desk/operation/faults.html",
        {
            **_tabs(reverse("desk:operation_faults")),
            "number": number,
            "is_short": 0 < len(number) < SHORTEST_NUMBER,
            "page": page,
            "columns": rows.FAULT_COLUMNS,
            "rows": rows.fault_rows(list(page)),
        },
    )


@for_operators()
def slow_queries(request: HttpRequest) -> HttpResponse:
    page = _page(list(notes.latest(notes.Kind.SLOW_QUERY)), request)
    return render(
        request,
        "desk/operation/slow_queries.html",
        {
            **_tabs(reverse("desk:operation_slow_queries")),
            "page": page,
            "columns": rows.SLOW_COLUMNS,
            "rows": rows.slow_rows(list(page)),
            "threshold": rows.threshold(),
        },
    )


def _page(rows: list[notes.Note], request: HttpRequest) -> Page[notes.Note]:
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))


def _first(kind: notes.Kind) -> list[notes.Note]:
    found = notes.latest(kind)
    return [one for one, _n in zip(found, range(FEW), strict=False)]


def _tabs(current: str) -> dict[str, Any]:
    return {
        "tabs": [
            (_("Tổng quan"), reverse("desk:operation")),
            (_("Việc chạy sau"), reverse("desk:operation_jobs")),
            (_("Sự cố"), reverse("desk:operation_faults")),
            (_("Truy vấn chậm"), reverse("desk:operation_slow_queries")),
        ],
        "current": current,
    }
