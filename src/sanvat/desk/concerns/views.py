"""Matters of the people: the queue, one matter, its files and what became of it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sanvat.concerns import access, alike
from sanvat.concerns.models import (
    Answer,
    AnswerFile,
    Attachment,
    Concern,
    CountedConcern,
    Publication,
    Question,
)
from sanvat.concerns.models.concerns import is_confidant
from sanvat.desk.concerns.forms import subject_choices
from sanvat.desk.concerns.pages import matter_page, one
from sanvat.desk.concerns.rows import CONCERN_COLUMNS, called, concern_rows
from sanvat.desk.filters import Filters, chosen_place
from sanvat.desk.history.views import history_page
from sanvat.desk.pages import KEYS, desk_page, keys_first, row_or_404, user_of
from sanvat.desk.papers import file_response
from sanvat.parties.access import acts_as
from sanvat.parties.models import User
from sanvat.parties.ready import ReadyFor
from sanvat.parties.roles import PROGRAMME_KEEPERS, PROGRAMME_READERS
from sanvat.records import journal
from sanvat.records.among import among
from sanvat.records.counts import counts_of, in_order
from sanvat.records.ready_queries import ReadyQuery

State = Concern.State
MINE, PLACE = "cua-toi", "dia-ban"
LATE, SOON, UNASSIGNED, ASKED, EVERY = (
    *("qua-han", "sap-den-han", "chua-giao", "cho-nguoi-gui", "tat-ca"),
)


@desk_page()
def index(request: HttpRequest) -> HttpResponse:
    """What waits, due first: of one's own body, in one's own hands, or in the place."""
    user, today = user_of(request), timezone.localdate()
    only_readers(user)
    whose = _whose(request, user)
    filters, place = Filters(request), chosen_place(request, user)
    query = request.GET.get("q", "").strip()[:200]
    todo = filters.choice("can", (LATE, SOON, UNASSIGNED, ASKED, EVERY))
    state = filters.choice("tt", State.values)
    subject = filters.choice("lv", [key for key, _name in subject_choices()])
    by_due_day = _is_by_due_day(todo, state, query)
    is_of_place = whose == PLACE and by_due_day and not query
    confidential = is_confidant(user)
    rows = _in_place(user) if is_of_place else _of(user, whose, confidential=confidential)
    if place is not None:
        rows = rows.in_place(place)
    if subject:
        rows = rows.filter(subject=subject)
    if query:
        rows = rows.search(query)
    rows = _to_do(rows, todo, state, today, is_searched=bool(query))
    filtered = bool(query or place or todo or state or subject)
    tabs = _tabs(user, confidential=confidential)
    counted = {address: n for _label, address, n in tabs}
    page = keys_first(
        rows.due_first() if by_due_day else rows.order_by("-sent_at", "-pk"),
        request,
        _WHOLE.rows,
        count=rows.count() if filtered else counted[_address(whose)],
    )
    context = {
        "page": page,
        "rows": concern_rows(page, today, shows_body=whose == PLACE),
        "columns": CONCERN_COLUMNS,
        "tabs": tabs,
        "current": _address(whose),
        "query": query,
        "place": place,
        "without_place": filters.without("noi"),
        "kept": filters.kept("q"),
        "filters": [
            filters.row(_("Cần làm"), "can", _todo_choices(), every=_("Đang xử lý")),
            filters.row(
                _("Trạng thái"),
                "tt",
                [(value, capfirst(str(label))) for value, label in State.choices],
            ),
            filters.row(_("Lĩnh vực"), "lv", subject_choices()),
        ],
        "filtered": filtered,
        "may_enter": access.may_enter(user),
        "keeps": acts_as(user, *PROGRAMME_KEEPERS),
        "names_confidants": access.names_confidants(user),
    }
    return render(request, "desk/concerns/index.html", context)


def only_readers(user: User) -> None:
    """404 for who deals with no matters in any role."""
    if not acts_as(user, *PROGRAMME_READERS):
        raise Http404


def _whose(request: HttpRequest, user: User) -> str:
    asked = request.GET.get("xem", "")
    if asked == MINE or (asked == PLACE and acts_as(user, *PROGRAMME_KEEPERS)):
        return asked
    return ""


def _of(user: User, whose: str, *, confidential: bool) -> Any:
    seen = Concern.objects.visible_where(user, confidential=confidential)
    if whose == MINE:
        return seen.filter(handler=user.pk)
    if whose == PLACE:
        return seen.filter(is_confidential=False)
    own = user.acting.organisation_id if user.acting else 0
    return seen.filter(pk__in=Concern.objects.handled_by(own).order_by().values("pk"))


def _in_place(user: User) -> Any:
    """What is watched in a place, for lists of what is due; a denunciation stands in the list of
    its own body alone."""
    return CountedConcern.objects.visible_to(user)


_WHOLE: ReadyQuery[Concern] = ReadyQuery(
    lambda keys: Concern.objects.filter(among("pk", keys)).select_related(
        "clock", "handler", "organisation"
    ),
    KEYS,
)


def _tabs(user: User, *, confidential: bool) -> list[tuple[str, str, int]]:
    """Each with how many are open."""
    named = [(_("Cơ quan tôi"), ""), (_("Giao cho tôi"), MINE), (_("Trong địa bàn"), PLACE)]
    counted = in_order(_OPEN[confidential].tuples(user), len(named))
    if not acts_as(user, *PROGRAMME_KEEPERS):
        named.pop()
    return [(label, _address(whose), n) for (label, whose), n in zip(named, counted, strict=False)]


def _open(user: User, *, confidential: bool) -> Any:
    own, mine = (_of(user, whose, confidential=confidential).open() for whose in ("", MINE))
    if not acts_as(user, *PROGRAMME_KEEPERS):
        return counts_of(own, mine)
    return counts_of(own, mine, _in_place(user).open())


_OPEN: dict[bool, ReadyFor[Any]] = {
    each: ReadyFor(partial(_open, confidential=each)) for each in (False, True)
}


def _address(whose: str) -> str:
    return reverse("desk:concerns") + (f"?xem={whose}" if whose else "")


def _todo_choices() -> list[tuple[str, str]]:
    return [
        (LATE, _("Quá hạn")),
        (SOON, _("Sắp đến hạn")),
        (UNASSIGNED, _("Chưa giao")),
        (ASKED, _("Chờ người gửi trả lời")),
        (EVERY, _("Cả việc đã xong")),
    ]


def _to_do(rows: Any, todo: str, state: str, today: date, *, is_searched: bool) -> Any:
    """What is asked for; where nothing is, what is open, or everything the words find."""
    if state:
        rows = rows.filter(state=state)
    if todo == LATE:
        return rows.late_on(today)
    if todo == SOON:
        return rows.due_between(today, today + timedelta(days=settings.CONCERNS["warn_days"]))
    if todo == UNASSIGNED:
        return rows.unassigned()
    if todo == ASKED:
        asked = Question.objects.filter(concern=OuterRef("pk"), replied_at=None)
        return rows.open().filter(Exists(asked))
    return rows if todo == EVERY or state or is_searched else rows.open()


def _is_by_due_day(todo: str, state: str, query: str) -> bool:
    """What is open stands by its due day; lists in which much is done, the newest first."""
    if todo in (LATE, SOON, UNASSIGNED, ASKED):
        return not state or State(state) in Concern.OPEN
    return not query and not todo and (not state or State(state) in Concern.OPEN)


@desk_page()
def concern(request: HttpRequest, pk: int) -> HttpResponse:
    return matter_page(request, one(request, pk))


@desk_page()
def published(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a notice about what is published leads: to its matter."""
    seen = Concern.objects.visible_to(user_of(request)).values("pk")
    found = row_or_404(Publication.objects.filter(concern__in=seen), pk)
    return redirect("desk:concern", found.concern_id)


@desk_page()
def attachment(request: HttpRequest, pk: int) -> HttpResponse:
    """A file that came with a matter, for who sees the matter."""
    seen = Concern.objects.visible_to(user_of(request)).values("pk")
    rows = Attachment.objects.filter(concern__in=seen).select_related("file")
    found = row_or_404(rows, pk)
    return file_response(found.file, found.name)


@desk_page()
def answer_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A file that went with an answer, for who sees the matter, or one that was merged into it."""
    seen = Concern.objects.visible_to(user_of(request)).values("pk")
    to_all = Answer.objects.filter(concern__in=seen).exclude(to_all=None).values("to_all")
    rows = AnswerFile.objects.filter(Q(answer__concern__in=seen) | Q(answer__in=to_all))
    rows = rows.select_related("file")
    found = row_or_404(rows, pk)
    return file_response(found.file, found.name)


@desk_page()
def like(request: HttpRequest, pk: int) -> HttpResponse:
    """What was answered to like matters."""
    found = one(request, pk)
    likes = alike.answered_like(found, user_of(request), most=MOST_LIKE)
    context = {"concern": found, "called": called(found), "likes": likes}
    return render(request, "desk/concerns/like.html", context)


MOST_LIKE = 20


@desk_page()
def history(request: HttpRequest, pk: int) -> HttpResponse:
    found = one(request, pk)
    publication = getattr(found, "publication", None)
    also = [journal.of(publication)] if publication else []
    return history_page(request, found, name=found.code, also=also)
