"""Tasks given: what one's body was asked to do, what it gave, and each share of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, F, Q, QuerySet, Subquery, Value
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanvat.agreements.models import Item
from sanvat.assignments import access, actions, documents
from sanvat.assignments.given_from import said_of
from sanvat.assignments.models import Addition, Assignment, Share, ShareProof
from sanvat.assignments.progress import Progress, below, progress_of
from sanvat.clocks.pictures import picture_of
from sanvat.desk.assignments import sources
from sanvat.desk.assignments.forms import (
    AssignmentForm,
    ConfirmForm,
    FurtherForm,
    ReportForm,
    ReturnForm,
    WithdrawForm,
)
from sanvat.desk.assignments.rows import (
    GIVEN_COLUMNS,
    MINE_COLUMNS,
    SHARE_COLUMNS,
    given_rows,
    mine_rows,
    share_rows,
    state_tag,
)
from sanvat.desk.forms.base import DeskForm
from sanvat.desk.history.views import history_page
from sanvat.desk.keys import key_in
from sanvat.desk.links import link_to
from sanvat.desk.pages import (
    desk_page,
    forbid_unless,
    paginate,
    refusals_on,
    row_or_404,
    unprocessable,
    user_of,
)
from sanvat.desk.papers import file_response, paper_response
from sanvat.instruments.models import Instrument
from sanvat.parties.models import User
from sanvat.parties.ready import ReadyFor
from sanvat.records import files
from sanvat.text.numbers import number

GIVEN, ALL = "giao", "tat-ca"


@desk_page()
def index(request: HttpRequest) -> HttpResponse:
    """What one's own body has to do stands first; what it gave, and what else one sees."""
    user, today = user_of(request), timezone.localdate()
    own = user.acting.organisation_id if user.acting else None
    here = reverse("desk:assignments")
    asked = request.GET.get("xem", "")
    seen = Assignment.objects.visible_to(user).select_related("giver", "clock")
    mine = Share.objects.visible_to(user).standing().filter(taker=own)
    given = seen.filter(Q(giver=own) | Q(kept_by=own))
    source = sources.asked_for(request, user)
    if source is not None:
        asked, seen = ALL, sources.given_from(seen, source)
    counts = next(iter(_COUNTS.tuples(user)), (1, 0, 0, None))
    all_seen, all_given, all_mine = (n or 0 for n in counts[1:])
    if source is not None:
        all_seen = seen.count()
    context: dict[str, Any] = {
        "tabs": [
            (_("Việc được giao"), here, all_mine),
            (_("Việc đã giao"), f"{here}?xem={GIVEN}", all_given),
            (_("Tất cả"), f"{here}?xem={ALL}", all_seen),
        ],
        "current": f"{here}?xem={asked}" if asked in (GIVEN, ALL) else here,
        "source": source,
        "may_give": access.may_give(user),
    }
    if asked in (GIVEN, ALL):
        listed, count = (given, all_given) if asked == GIVEN else (seen, all_seen)
        tasks = paginate(listed, request, count=count)
        progress = progress_of([each.pk for each in tasks], today)
        context |= {
            "page": tasks,
            "columns": GIVEN_COLUMNS,
            "rows": given_rows(tasks, progress),
        }
    else:
        order = (F("done_on").asc(nulls_first=True), F("due").asc(nulls_last=True), "pk")
        rows = mine.select_related("assignment__giver", "assignment__clock", "addition__clock")
        rows = rows.order_by(*order)
        shares = paginate(rows, request, count=all_mine)
        handed = below([each.pk for each in shares], today)
        context |= {
            "page": shares,
            "columns": MINE_COLUMNS,
            "rows": mine_rows(shares, handed, today),
        }
    return render(request, "desk/assignments/index.html", context)


def _counts(user: User) -> QuerySet[Any, Any]:
    """How many tasks there are, how many of them one's own body gave, and how many it was given."""
    own = user.acting.organisation_id if user.acting else None
    mine = Share.objects.visible_to(user).filter(taker=own, assignment__withdrawn_at=None)
    seen = Assignment.objects.visible_to(user).order_by().annotate(of=Value(1)).values_list("of")
    counts: QuerySet[Any, Any] = seen.annotate(
        seen=Count("pk"),
        given=Count("pk", filter=Q(giver=own) | Q(kept_by=own)),
        mine=Subquery(
            mine.order_by().annotate(of=Value(1)).values("of").annotate(n=Count("pk")).values("n")
        ),
    )
    return counts


_COUNTS: ReadyFor[Any] = ReadyFor(_counts)


@desk_page("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    """Give a task, of its own or from a plan, an event or an agreement (`sources`); or with
    `?tu=` hand a share of one's own body down."""
    user = user_of(request)
    forbid_unless(access.may_give(user))
    parent = _parent(request, user)
    source = sources.asked_for(request, user)
    forbid_unless(source is None or bool(sources.address_to_give(source, user)))
    form = AssignmentForm(
        request.POST or None,
        request.FILES or None,
        user=user,
        given_from=source,
        initial=_initial(parent, source, request),
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form), transaction.atomic():
            task = actions.give(
                form.given["title"],
                form.takers(),
                **form.facts(),
                given_from=source,
                without_body=form.without_body(),
                instrument=form.instrument(by=user, at=timezone.now()),
                parent=parent,
                by=user,
                at=timezone.now(),
            )
            messages.success(request, _("Đã giao. Các đơn vị đang được báo."))
            _tell_without_body(request, task)
            return redirect("desk:assignment", task.pk)
    context = {"form": form, "parent": parent, "source": source}
    response = render(request, "desk/assignments/new.html", context)
    return unprocessable(response) if form.errors else response


NAMED = 10
"""Places without a body that a message names; the page of the task names all."""


def _tell_without_body(request: HttpRequest, task: Assignment) -> None:
    names = task.without_body
    if names:
        said = ngettext(
            "Chưa giao được cho %(n)s nơi vì ở đó chưa có đơn vị nhận: %(names)s.",
            "Chưa giao được cho %(n)s nơi vì ở đó chưa có đơn vị nhận: %(names)s.",
            len(names),
        )
        listed = ", ".join(names[:NAMED]) + ("…" if len(names) > NAMED else "")
        messages.warning(request, said % {"n": number(len(names)), "names": listed})


def _initial(
    parent: Share | None, source: sources.Source | None, request: HttpRequest
) -> dict[str, Any]:
    """What stands in the form before anything is typed."""
    if source is not None:
        text = source.text if isinstance(source, Item) else ""
        return {"title": text[:300], "source_text": said_of(source)}
    if parent is not None:
        return {"title": parent.assignment.title, "text": parent.assignment.text}
    if key := key_in(request.GET.get("van-ban", "")):
        paper = row_or_404(Instrument.objects.visible_to(user_of(request)), key)
        return {"paper": paper, "source": Assignment.Source.DISPATCH}
    return {}


def _parent(request: HttpRequest, user: User) -> Share | None:
    asked = key_in(request.GET.get("tu", ""))
    if not asked:
        return None
    share: Share = row_or_404(_shares(user), asked)
    forbid_unless(access.may_work_on(user, share))
    return share


@desk_page()
def assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """A task with every share: who has not moved stands first."""
    user, today = user_of(request), timezone.localdate()
    seen = Assignment.objects.visible_to(user).select_related(
        "giver", "clock__place", "instrument", "plan", "event", "agreement", "item__agreement"
    )
    task = row_or_404(seen, pk)
    shares = task.shares.filter(pk__in=Share.objects.visible_to(user).values("pk"))
    shares = shares.select_related("taker", "addition__clock")
    listed = paginate(shares.order_by(*UNMOVED_FIRST), request)
    for share in listed:
        share.assignment = task
    counted = progress_of([task.pk], today).get(task.pk, Progress())
    settles = access.may_settle(user, task) and task.withdrawn_at is None
    return render(
        request,
        "desk/assignments/assignment.html",
        {
            "task": task,
            "source": _source(task, user),
            "clock": picture_of(task.clock, today) if task.clock else None,
            "progress": counted,
            "bars": _bars(counted),
            "page": listed,
            "columns": SHARE_COLUMNS,
            "rows": share_rows(listed, below([each.pk for each in listed], today), today),
            "given_on": task.given_on,
            "last_day": task.last_day,
            "additions": _additions(task, shares),
            "may_give_further": settles,
            "withdraw": WithdrawForm() if settles else None,
            "is_giver": access.may_settle(user, task),
        },
    )


def _additions(task: Assignment, seen: Any) -> list[Addition]:
    """The later givings that concern who reads, each with how many bodies it reached."""
    additions = task.additions.select_related("clock").annotate(bodies=Count("shares"))
    return list(additions.filter(pk__in=seen.order_by().values("addition")))


@desk_page("GET", "POST")
def give_further(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the task to bodies that do not have it yet."""
    user = user_of(request)
    seen = Assignment.objects.visible_to(user).select_related("giver", "clock")
    task = row_or_404(seen, pk)
    forbid_unless(access.may_settle(user, task))
    form = FurtherForm(request.POST or None, user=user, task=task)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            addition = actions.give_further(
                task,
                form.takers(),
                form.given["reason"],
                **form.facts(),
                without_body=form.without_body(),
                by=user,
                at=timezone.now(),
            )
            messages.success(request, _("Đã giao thêm. Các đơn vị mới đang được báo."))
            _tell_without_body(request, addition.assignment)
            return redirect("desk:assignment", task.pk)
    response = render(request, "desk/assignments/further.html", {"form": form, "task": task})
    return unprocessable(response) if form.errors else response


@desk_page("GET", "POST")
def addition_paper(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The dispatch to the bodies that came to a task later."""
    user = user_of(request)
    mine = Share.objects.visible_to(user).values("addition")
    found = Addition.objects.filter(pk__in=mine).select_related("clock")
    addition = row_or_404(found, pk)
    task = _tasks(request).get(pk=addition.assignment_id)
    made = documents.dispatch(task, addition)
    return paper_response(request, made, form, f"giao-them-{addition.pk}")


def _source(task: Assignment, user: User) -> dict[str, str] | None:
    """What it was given from, and its page where this person sees it."""
    thing = task.given_from
    if thing is None:
        return None
    href = link_to(thing._meta.label_lower, thing.pk) if sources.sees(user, thing) else ""
    return {"label": str(thing), "href": href}


UNMOVED_FIRST = (F("done_on").asc(nulls_first=True), F("reported_on").asc(nulls_first=True), "pk")


def _bars(progress: Progress) -> list[tuple[str, int]]:
    labels = dict(Share.State.choices)
    return [(str(labels[state]).capitalize(), getattr(progress, state)) for state in labels]


@desk_page("POST")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    task = row_or_404(Assignment.objects.visible_to(user), pk)
    forbid_unless(access.may_settle(user, task))
    form = WithdrawForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.withdraw(task, form.given["reason"], by=user, at=timezone.now())
            messages.success(request, _("Đã rút nhiệm vụ."))
            return redirect("desk:assignment", task.pk)
    page = {"form": form, "title": _("Rút nhiệm vụ"), "task": task}
    page["back"] = reverse("desk:assignment", args=[task.pk])
    return unprocessable(render(request, "desk/assignments/again.html", page))


@desk_page()
def history(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    task = row_or_404(Assignment.objects.visible_to(user), pk)
    forbid_unless(access.may_settle(user, task))
    return history_page(request, task, name=task.title)


def _shares(user: User) -> Any:
    return Share.objects.visible_to(user).select_related(
        "assignment__giver",
        "assignment__clock__place",
        "assignment__instrument",
        "assignment__plan",
        "assignment__event",
        "assignment__agreement",
        "assignment__item__agreement",
        "addition__clock__place",
        "taker",
        "place",
    )


@desk_page()
def share(request: HttpRequest, pk: int) -> HttpResponse:
    """One body's share: what is asked, what became of it, and the next step."""
    user, today = user_of(request), timezone.localdate()
    found = row_or_404(_shares(user), pk)
    return render(request, "desk/assignments/share.html", _share_context(found, user, today))


def _share_context(found: Share, user: User, today: Any) -> dict[str, Any]:
    task, State = found.assignment, Share.State
    stands = task.withdrawn_at is None
    works = stands and access.may_work_on(user, found)
    settles = stands and access.may_settle(user, task) and found.state == State.REPORTED
    handed = Assignment.objects.filter(from_share__share=found).select_related("giver", "clock")
    return {
        "share": found,
        "task": task,
        "source": _source(task, user),
        "state": state_tag(found),
        "late": found.days_late(today),
        "clock": picture_of(found.clock, today) if found.clock else None,
        "given_on": found.given_on,
        "last_day": found.last_day,
        "events": found.events.select_related("by").prefetch_related("proofs"),
        "sees_proofs": access.may_see_proofs(user, found),
        "may_take": works and found.state == State.GIVEN,
        "report": ReportForm() if works and found.state in Share.TO_DO else None,
        "confirm": ConfirmForm() if settles else None,
        "send_back": ReturnForm() if settles else None,
        "may_hand_down": works and access.may_give(user) and found.state != State.DONE,
        "handed": given_rows(handed, progress_of([each.pk for each in handed], today)),
        "handed_columns": GIVEN_COLUMNS,
    }


@desk_page("POST")
def take(request: HttpRequest, pk: int) -> HttpResponse:
    return _do(request, pk, DeskForm, lambda s, given, **who: actions.take(s, **who))


@desk_page("POST")
def report(request: HttpRequest, pk: int) -> HttpResponse:
    return _do(request, pk, ReportForm, _report)


def _report(share: Share, given: dict[str, Any], *, by: User, at: datetime) -> Share:
    kept = [
        files.take(each, allowed=files.PAPERS, by=by, at=at)
        for each in given["proofs"][: actions.MOST_PROOFS + 1]
    ]
    return actions.report(share, given["text"], paper=given["paper"], files=kept, by=by, at=at)


@desk_page()
def proof(request: HttpRequest, pk: int) -> HttpResponse:
    """A file that shows what was reported, for the body that reported and the one that gave the
    task."""
    user = user_of(request)
    shares = Share.objects.visible_to(user).values("pk")
    seen = ShareProof.objects.filter(event__share__in=shares)
    found = row_or_404(seen.select_related("file", "event__share__assignment"), pk)
    if not access.may_see_proofs(user, found.event.share):
        raise Http404
    return file_response(found.file, found.name)


@desk_page("GET", "POST")
def paper(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The dispatch that gives the task; a draft until it has its number."""
    task = row_or_404(_tasks(request), pk)
    return paper_response(request, documents.dispatch(task), form, f"giao-viec-{task.pk}")


@desk_page("GET", "POST")
def results_paper(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The report of what became of the task, for the body that gave it."""
    task = row_or_404(_tasks(request), pk)
    forbid_unless(access.may_settle(user_of(request), task))
    made = documents.results(task, timezone.localdate())
    return paper_response(request, made, form, f"ket-qua-{task.pk}")


def _tasks(request: HttpRequest) -> Any:
    seen = Assignment.objects.visible_to(user_of(request))
    return seen.select_related("giver", "place", "instrument", "clock")


@desk_page("POST")
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    return _do(
        request,
        pk,
        ConfirmForm,
        lambda s, given, **who: actions.confirm(s, note=given["note"], **who),
        settles=True,
    )


@desk_page("POST")
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    return _do(
        request,
        pk,
        ReturnForm,
        lambda s, given, **who: actions.return_for_more(s, given["reason"], **who),
        settles=True,
    )


def _do(
    request: HttpRequest,
    pk: int,
    form_class: type[DeskForm],
    act: Callable[..., Share],
    *,
    settles: bool = False,
) -> HttpResponse:
    """One step of a share, and back to its page; a no stands on the form again."""
    user = user_of(request)
    found = row_or_404(_shares(user), pk)
    task = found.assignment
    forbid_unless(access.may_settle(user, task) if settles else access.may_work_on(user, found))
    form = form_class(request.POST, request.FILES)
    if form.is_valid():
        with refusals_on(form), transaction.atomic():
            act(found, form.given, by=user, at=timezone.now())
            messages.success(request, _("Đã lưu."))
            return redirect("desk:share", found.pk)
    page = {"form": form, "title": task.title, "task": task}
    page["back"] = reverse("desk:share", args=[found.pk])
    return unprocessable(render(request, "desk/assignments/again.html", page))
