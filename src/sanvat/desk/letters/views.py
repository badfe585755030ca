"""The outbox: every letter of one's body, from the draft to the post."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from sanvat.desk.letters.forms import LetterForm
from sanvat.desk.letters.rows import LETTER_COLUMNS, letter_rows
from sanvat.desk.pages import (
    Present,
    desk_page,
    paginate,
    refusals_on,
    row_or_404,
    say_saved,
    unprocessable,
    user_of,
)
from sanvat.errors import Refusal
from sanvat.parties import actions
from sanvat.parties.letters import LINK
from sanvat.parties.models import Letter, LetterState
from sanvat.records import journal
from sanvat.records.versions import CHANGED_MEANWHILE
from sanvat.text.days import moment

# What can be asked of a letter by a button: the address, the act, and what is said afterwards.
STEPS: dict[str, tuple[Any, Any]] = {
    "doc-lai": (actions.read_letter, gettext_lazy("Thư đã được đọc lại, có thể gửi.")),
    "gui": (actions.queue_letter, gettext_lazy("Thư đang chờ gửi; trạng thái ở ngay trên thư.")),
    "gui-lai": (actions.retry_letter, gettext_lazy("Thư được gửi lại.")),
    "bo": (actions.cancel_letter, gettext_lazy("Thư đã được bỏ, không gửi nữa.")),
}
OF_WORDS = ("doc-lai", "gui")


@desk_page()
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    letters: QuerySet[Letter] = Letter.objects.visible_to(user_of(request))
    counts = dict(letters.order_by().values_list("state").annotate(Count("pk")))
    state = request.GET.get("state", "")
    if state in LetterState.values:
        letters = letters.filter(state=state)
    else:
        state = ""
    here = reverse("desk:letters")
    tabs = [(_("Tất cả"), here, sum(counts.values()))] + [
        (one.label, f"{here}?state={one.value}", counts.get(one.value, 0))
        for one in LetterState
        if counts.get(one.value) or one.value == state
    ]
    page = paginate(letters.select_related("organisation"), request)
    return render(
        request,
        "desk/letters/index.html",
        {
            "page": page,
            "columns": LETTER_COLUMNS,
            "rows": letter_rows(page),
            "tabs": tabs,
            "current": f"{here}?state={state}" if state else here,
        },
    )


@desk_page()
@never_cache
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _visible(request, pk))


def _visible(request: HttpRequest, pk: int) -> Letter:
    return row_or_404(
        Letter.objects.visible_to(user_of(request)).select_related("organisation", "written_by"), pk
    )


def _page(
    request: HttpRequest, letter: Letter, *, form: LetterForm | None = None, refusal: str = ""
) -> HttpResponse:
    can_change = letter.state in (LetterState.DRAFTED, LetterState.READ)
    words = LetterForm.of(letter)
    wrong = refusal or (form is not None and form.errors)
    response = render(
        request,
        "desk/letters/letter.html",
        {
            "letter": letter,
            # The link itself is the reader's alone, and stands only in the mail that goes out.
            "body": letter.body.replace(LINK, _("[đường dẫn riêng của người nhận]")),
            "form": (form or words) if can_change else None,
            "words": words,
            "steps": _steps(letter),
            "current": _current(letter),
            "possible": _possible(letter),
            "refusal": refusal,
        },
    )
    return unprocessable(response) if wrong else response


STAGES = (LetterState.DRAFTED, LetterState.READ, LetterState.QUEUED, LetterState.SENT)


def _steps(letter: Letter) -> list[Any]:
    notes = {LetterState.DRAFTED: letter.created_at, LetterState.SENT: letter.sent_at}
    return [
        (
            state.label,
            moment(notes.get(state)),
        )
        for state in STAGES
    ]


def _current(letter: Letter) -> int:
    if letter.state == LetterState.SENT:
        return len(STAGES) + 1
    return (
        STAGES.index(letter.state) + 1
        if letter.state in STAGES
        else STAGES.index(LetterState.QUEUED) + 1
    )


def _possible(letter: Letter) -> list[tuple[str, str, str, str]]:
    """Buttons: (address, label, kind, icon)."""
    found = []
    if letter.state == LetterState.DRAFTED:
        found.append(("doc-lai", _("Đã đọc lại, nội dung đúng"), "primary", "check"))
    if letter.state == LetterState.READ:
        found.append(("gui", _("Gửi thư"), "primary", "send"))
    if letter.state == LetterState.FAILED:
        found.append(("gui-lai", _("Gửi lại"), "primary", "refresh-cw"))
    if LetterState.CANCELLED in Letter.STEPS.after(letter.state):
        found.append(("bo", _("Bỏ thư này"), "quiet", "x"))
    return [
        (reverse("desk:letter_step", args=[letter.pk, step]), label, kind, icon)
        for step, label, kind, icon in found
    ]


@desk_page("POST")
@never_cache
def revise(request: HttpRequest, pk: int) -> HttpResponse:
    letter = _visible(request, pk)
    form = LetterForm.of(letter, request.POST)
    if form.is_valid():
        present = Present(
            lambda: LetterForm.of(_visible(request, pk)),
            here=reverse("desk:letter", args=[pk]),
            entries=journal.of(letter).filter(act="revise_letter"),
        )
        with refusals_on(form, present):
            changed = actions.revise_letter(
                letter, by=user_of(request), at=timezone.now(), seen=form.seen, **form.given
            )
            if changed:
                messages.success(request, _("Đã sửa thư. Hãy đọc lại trước khi gửi."))
            else:
                say_saved(request, changed)
            return redirect("desk:letter", letter.pk)
    return _page(request, _visible(request, pk), form=form)


@desk_page("POST")
def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    if name not in STEPS:
        raise Http404
    letter = _visible(request, pk)
    act, done = STEPS[name]
    # Who says that the words are right says so of those on the page.
    read = {"seen": LetterForm.of(letter, request.POST).seen} if name in OF_WORDS else {}
    try:
        act(letter, by=user_of(request), at=timezone.now(), **read)
    except Refusal as said:
        message = _changed_words() if said.code == CHANGED_MEANWHILE else said.message
        return _page(request, _visible(request, pk), refusal=message)
    messages.success(request, str(done))
    return redirect("desk:letter", letter.pk)


def _changed_words() -> str:
    return _("Thư vừa được người khác sửa; đây là bản hiện nay. Hãy đọc lại rồi bấm lần nữa.")
