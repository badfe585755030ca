"""What readers sent, for those who answer for the page: the queue, one comment, the threads."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Page
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sanvat.comments import actions
from sanvat.comments.keeping import schedule
from sanvat.comments.models import (
    Comment,
    RemovalRequest,
    Reply,
    Thread,
    comments_moderated_by,
)
from sanvat.desk.comments.forms import (
    PublishForm,
    RefuseForm,
    ReopenForm,
    ReplyForm,
    SettleForm,
)
from sanvat.desk.comments.rows import (
    COMMENT_COLUMNS,
    KEEPING_COLUMNS,
    THREAD_COLUMNS,
    comment_rows,
    keeping_rows,
    open_tag,
    state_tag,
    thread_rows,
)
from sanvat.desk.history.views import history_page
from sanvat.desk.pages import (
    KEY,
    KEYS,
    Present,
    desk_page,
    first_page,
    paginate,
    refusals_on,
    row_or_404,
    say_saved,
    seen_or_404,
    unprocessable,
    user_of,
    with_rows,
)
from sanvat.desk.paging import AND_ONE, MOST_COUNTED, first_rows, merged
from sanvat.events import keeping as interests
from sanvat.inquiries import keeping as inquiries
from sanvat.parties.access import acts_as
from sanvat.parties.models import Role, User
from sanvat.parties.ready import ReadyFor
from sanvat.parties.roles import PROGRAMME_KEEPERS
from sanvat.records import journal
from sanvat.records.among import among
from sanvat.records.ready_queries import ReadyQuery
from sanvat.records.together import together
from sanvat.text.numbers import number

State = Comment.State
ASKED = "de-nghi"
"""Of the tabs: those that somebody asks to take down."""


@desk_page()
def index(request: HttpRequest) -> HttpResponse:
    """What waits, the longest first; by state the rest, the newest first."""
    user = user_of(request)
    _only_moderators(user)
    state = request.GET.get("tt", "")
    state = state if state in (*State.values, ASKED) else State.WAITING
    named = [*((one.value, capfirst(one.label)) for one in State), (ASKED, _("Đề nghị gỡ"))]
    counts = {value: _COUNT[value].ask_count(user) for value, _label in named}
    together(*counts.values())
    total = counts[state].answer
    page: Page[Comment] | None = None
    if state == State.WAITING:
        page = first_page(
            request, lambda: _FIRST.rows(user) if total else [], count=total, most=MOST_COUNTED
        )
    elif state == ASKED:
        page = paginate(_in_state(user, state), request, most=MOST_COUNTED)
    if page is None:
        rows, parts = Comment.objects.filter(state=state), comments_moderated_by(user)
        keys = paginate(merged(rows, parts, *_order(state)), request, most=MOST_COUNTED)
        page = with_rows(keys, _WHOLE.rows(list(keys)) if keys else [])
    here = reverse("desk:comments")
    context = {
        "page": page,
        "rows": comment_rows(page),
        "columns": COMMENT_COLUMNS,
        "tabs": [
            (label, f"{here}?tt={value}", _told(counts[value].answer)) for value, label in named
        ],
        "current": f"{here}?tt={state}",
    }
    return render(request, "desk/comments/index.html", context)


def _told(count: int) -> str:
    """Beside a tab; of more than are counted, that there are more."""
    return number(count) if count <= MOST_COUNTED else f"{number(MOST_COUNTED)}+"


def _order(state: str) -> tuple[str, str]:
    """What somebody is to do something about by how long it waits, all else the newest first."""
    return ("sent_at", "pk") if state in (State.WAITING, ASKED) else ("-sent_at", "-pk")


def _in_state(user: User, state: str) -> QuerySet[Comment]:
    """With their threads."""
    seen: QuerySet[Comment] = Comment.objects.visible_to(user).select_related("thread")
    if state == ASKED:
        found = seen.filter(pk__in=_asked_to_remove(user).values("comment"))
    else:
        found = seen.filter(state=state)
    return found.order_by(*_order(state))


def _first(user: User) -> QuerySet[Comment]:
    """Of those that wait the first page and one more."""
    rows, order = Comment.objects.filter(state=State.WAITING), _order(State.WAITING)
    first = first_rows(rows, comments_moderated_by(user), *order)
    return rows.filter(first).select_related("thread").order_by(*order)[:AND_ONE]


def _asked_to_remove(user: User) -> QuerySet[RemovalRequest]:
    seen = Comment.objects.visible_to(user).order_by().values("pk")
    return RemovalRequest.objects.filter(settled_at=None, comment__in=seen).order_by()


_COUNT: dict[str, ReadyFor[Any]] = {
    each: ReadyFor(
        lambda user, each=each: _in_state(user, each).order_by().values("pk")[: MOST_COUNTED + 1]
    )
    for each in (*State.values, ASKED)
}
"""How many there are in each state, and how many somebody asks to take down; no more than somebody
goes through."""
_FIRST = ReadyFor(_first)
_WHOLE: ReadyQuery[Comment] = ReadyQuery(
    lambda keys: Comment.objects.filter(among("pk", keys)).select_related("thread").order_by(),
    KEYS,
)


def _only_moderators(user: User) -> None:
    if not acts_as(user, Role.EDITOR, *PROGRAMME_KEEPERS):
        raise Http404


@desk_page()
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _one(request, pk))


def _one(request: HttpRequest, pk: int) -> Comment:
    return seen_or_404(_SEEN, request, pk)


def _seen(user: User, pk: int) -> QuerySet[Comment]:
    seen: QuerySet[Comment] = Comment.objects.visible_to(user).filter(pk=pk).order_by()
    return seen.select_related("thread__organisation", "thread__place")


_SEEN = ReadyFor(_seen, KEY)
_REPLIES: ReadyQuery[Reply] = ReadyQuery(
    lambda pk: Reply.objects.filter(comment=pk).select_related("organisation", "replied_by"), KEY
)
_REQUESTS: ReadyQuery[RemovalRequest] = ReadyQuery(
    lambda pk: RemovalRequest.objects.filter(comment=pk).select_related("settled_by"), KEY
)


def _standing(replies: list[Reply]) -> Reply | None:
    """Of the replies to a comment, read."""
    return next((each for each in replies if each.taken_back_at is None), None)


def _page(request: HttpRequest, found: Comment, **forms_with_faults: forms.Form) -> HttpResponse:
    """The comment with what can be done about it now; a form with faults stands in place of its
    empty one."""
    after = Comment.STEPS.after(found.state)
    replies = _REPLIES.rows(found.pk)
    standing = _standing(replies)
    can: dict[str, Any] = dict.fromkeys(("publish", "refuse", "reply", "settle"))
    if State.PUBLISHED in after and found.erased_at is None:
        can["publish"] = PublishForm.of(found)
    if State.REFUSED in after:
        can["refuse"] = RefuseForm.of(found)
    if found.state == State.PUBLISHED:
        can["reply"] = ReplyForm.of(standing)
    asked = _REQUESTS.rows(found.pk)
    open_ones = [each for each in asked if each.settled_at is None]
    if open_ones and found.state == State.PUBLISHED:
        can["settle"] = SettleForm()
    context = {
        "comment": found,
        "thread": found.thread,
        "state": state_tag(found),
        "standing": standing,
        "earlier": [each for each in replies if each.taken_back_at is not None],
        "asked": asked,
        **can,
        **forms_with_faults,
    }
    response = render(request, "desk/comments/comment.html", context)
    add_never_cache_headers(response)  # a telephone stands on it
    return unprocessable(response) if forms_with_faults else response


@desk_page("POST")
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    found = _one(request, pk)
    form = PublishForm.of(found, request.POST)
    if form.is_valid():
        with refusals_on(form, _present(request, pk, PublishForm)):
            changed = actions.publish_comment(
                found, by=user_of(request), at=timezone.now(), seen=form.seen, **form.given
            )
            say_saved(request, changed)
            return redirect("desk:comment", found.pk)
    return _page(request, found, publish=form)


@desk_page("POST")
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    found = _one(request, pk)
    form = RefuseForm.of(found, request.POST)
    if form.is_valid():
        with refusals_on(form, _present(request, pk, RefuseForm)):
            actions.refuse_comment(
                found, by=user_of(request), at=timezone.now(), seen=form.seen, **form.given
            )
            messages.success(request, _("Đã ghi quyết định không đăng, kèm lý do."))
            return redirect("desk:comment", found.pk)
    return _page(request, found, refuse=form)


def _present(request: HttpRequest, pk: int, form: Any) -> Present:
    return Present(
        lambda: form.of(_one(request, pk)),
        here=reverse("desk:comment", args=[pk]),
        entries=journal.of(_one(request, pk)),
    )


@desk_page("POST")
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    found = _one(request, pk)
    form = ReplyForm.of(_standing(_REPLIES.rows(pk)), request.POST)
    if form.is_valid():
        present = Present(
            lambda: ReplyForm.of(_standing(_REPLIES.rows(pk))),
            here=reverse("desk:comment", args=[pk]),
            entries=journal.of(found).filter(act="reply_to_comment"),
        )
        with refusals_on(form, present):
            changed = actions.reply_to_comment(
                found, by=user_of(request), at=timezone.now(), seen=form.seen, **form.given
            )
            say_saved(request, changed)
            return redirect("desk:comment", found.pk)
    return _page(request, found, reply=form)


@desk_page("POST")
def take_back_reply(request: HttpRequest, pk: int) -> HttpResponse:
    found = _one(request, pk)
    changed = actions.take_back_reply(found, by=user_of(request), at=timezone.now())
    say_saved(request, changed)
    return redirect("desk:comment", found.pk)


@desk_page("POST")
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """What readers ask about one comment, all at once."""
    found = _one(request, pk)
    form = SettleForm(request.POST)
    asked = found.removal_requests.order_by("settled_at", "asked_at").filter(settled_at=None)
    first = asked.first() or found.removal_requests.last()
    if first is None:
        raise Http404
    if form.is_valid():
        with refusals_on(form):
            actions.settle_removal(first, by=user_of(request), at=timezone.now(), **form.given)
            messages.success(request, _("Đã giải quyết đề nghị."))
            return redirect("desk:comment", found.pk)
    return _page(request, found, settle=form)


@desk_page()
def history(request: HttpRequest, pk: int) -> HttpResponse:
    found = _one(request, pk)
    return history_page(request, found, name=str(found))


@desk_page()
def keeping(request: HttpRequest) -> HttpResponse:
    """How long what readers send is kept, and that it is erased after that."""
    _only_moderators(user_of(request))
    at = timezone.now()
    lines = [*schedule(at), inquiries.schedule(at), interests.schedule(at)]
    rows = keeping_rows(lines)
    return render(request, "desk/comments/keeping.html", {"rows": rows, "columns": KEEPING_COLUMNS})


# Threads


@desk_page()
def threads(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    _only_moderators(user)
    rows = Thread.objects.visible_to(user).order_by("-opened_at", "-pk")
    page = paginate(rows, request, most=MOST_COUNTED)
    of_page = Comment.objects.filter(thread__in=[each.pk for each in page]).order_by()
    counted = {
        (thread, state): n
        for thread, state, n in of_page.values_list("thread", "state").annotate(n=Count("pk"))
    }
    context = {
        "page": page,
        "rows": thread_rows(page, counted, timezone.localdate()),
        "columns": THREAD_COLUMNS,
    }
    return render(request, "desk/comments/threads.html", context)


@desk_page()
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    return _thread_page(request, _thread(request, pk))


def _thread(request: HttpRequest, pk: int) -> Thread:
    rows = Thread.objects.visible_to(user_of(request))
    return row_or_404(rows.select_related("organisation", "place", "opened_by"), pk)


def _thread_page(
    request: HttpRequest, found: Thread, reopen: ReopenForm | None = None
) -> HttpResponse:
    today = timezone.localdate()
    page = paginate(found.comments.order_by("-sent_at", "-pk").select_related("thread"), request)
    context = {
        "thread": found,
        "is_open": found.is_open_on(today),
        "is_public": Thread.objects.public([found.pk]).exists(),
        "state": open_tag(found, today),
        "page": page,
        "rows": comment_rows(page),
        "columns": COMMENT_COLUMNS,
        "reopen": reopen or ReopenForm.of(found),
    }
    response = render(request, "desk/comments/thread.html", context)
    return unprocessable(response) if reopen else response


@desk_page("POST")
def close(request: HttpRequest, pk: int) -> HttpResponse:
    found = _thread(request, pk)
    changed = actions.close_thread(found, by=user_of(request), at=timezone.now())
    say_saved(request, changed)
    return redirect("desk:comment_thread", found.pk)


@desk_page("POST")
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    found = _thread(request, pk)
    form = ReopenForm.of(found, request.POST)
    if form.is_valid():
        present = Present(
            lambda: ReopenForm.of(_thread(request, pk)),
            here=reverse("desk:comment_thread", args=[pk]),
            entries=journal.of(found),
        )
        with refusals_on(form, present):
            changed = actions.reopen_thread(
                found, by=user_of(request), at=timezone.now(), seen=form.seen, **form.given
            )
            say_saved(request, changed)
            return redirect("desk:comment_thread", found.pk)
    return _thread_page(request, found, form)


@desk_page()
def thread_history(request: HttpRequest, pk: int) -> HttpResponse:
    found = _thread(request, pk)
    return history_page(request, found, name=found.title)
