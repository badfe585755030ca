"""Drafts open for comment: prepared, put on the portal, answered, issued."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.comments.models import Comment
from sanvat.desk.forms.base import DeskForm
from sanvat.desk.history.views import history_page
from sanvat.desk.instruments.draft_forms import (
    AnswerForm,
    ChangeDraftForm,
    DraftForm,
    ExtendForm,
    IssuedForm,
    OpenForm,
    WithdrawDraftForm,
)
from sanvat.desk.instruments.draft_rows import COLUMNS, OPINION_COLUMNS, draft_rows, opinion_rows
from sanvat.desk.instruments.views import taken
from sanvat.desk.pages import (
    Present,
    desk_page,
    forbid_unless,
    paginate,
    refusals_on,
    row_or_404,
    say_saved,
    unprocessable,
    user_of,
)
from sanvat.desk.papers import file_response, paper_response
from sanvat.instruments import access, actions
from sanvat.instruments.documents import opinions_paper
from sanvat.instruments.models import Answer, Draft
from sanvat.instruments.published import path_of_draft, verdicts_of
from sanvat.records import files, journal


@desk_page()
def index(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    rows = Draft.objects.visible_to(user).select_related("thread", "organisation")
    page = paginate(rows, request)
    context = {
        "page": page,
        "columns": COLUMNS,
        "rows": draft_rows(page, timezone.localdate()),
        "may_draft": access.may_draft(user),
    }
    return render(request, "desk/instruments/drafts.html", context)


@desk_page()
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    user, found, today = user_of(request), _one(request, pk), timezone.localdate()
    may_keep = access.may_keep_draft(user, found)
    comments = Comment.objects.published().filter(thread=found.thread_id)
    page = paginate(comments if found.thread_id else comments.none(), request)
    counts = verdicts_of(found) if found.thread_id else {}
    context = {
        "draft": found,
        "state": found.said_on(today),
        "is_open": found.is_open_on(today),
        "may_keep": may_keep,
        "page": page,
        "opinion_columns": OPINION_COLUMNS,
        "opinions": opinion_rows(found, page, may_answer=may_keep and found.is_public),
        "counts": [
            (counts.get(value, 0), capfirst(str(label)))
            for value, label in [*Answer.Verdict.choices, ("", _("chưa giải trình"))]
        ],
        "public_address": path_of_draft(found),
        "remarks": files.remarks(found.file) if found.file else [],
    }
    return render(request, "desk/instruments/draft.html", context)


@desk_page()
def file(request: HttpRequest, pk: int) -> HttpResponse:
    found = _one(request, pk)
    if found.file is None:
        raise Http404
    return file_response(found.file, f"{found.title[:80]}.{found.file.extension}")


@desk_page("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    if not access.may_draft(user):
        raise Http404
    form = DraftForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form), transaction.atomic():
            stored = taken(form.upload, user) if form.upload else None
            made = actions.draft_paper(**form.given, file=stored, by=user, at=timezone.now())
            messages.success(request, _("Đã lập dự thảo."))
            return redirect("desk:draft", made.pk)
    return _form_page(request, form, None)


@desk_page("GET", "POST")
def change(request: HttpRequest, pk: int) -> HttpResponse:
    user, found = user_of(request), _to_keep(request, pk)
    if request.method != "POST":
        return _form_page(request, ChangeDraftForm.of(found), found)
    form = ChangeDraftForm.of(found, request.POST, request.FILES)
    if form.is_valid():
        present = Present(
            lambda: ChangeDraftForm.of(_to_keep(request, pk)),
            here=reverse("desk:draft_change", args=[pk]),
            entries=journal.of(found).filter(act="amend_draft"),
        )
        with refusals_on(form, present), transaction.atomic():
            given = dict(form.given)
            if form.upload:
                given["file"] = taken(form.upload, user)
            changed = actions.amend_draft(
                found, **given, by=user, at=timezone.now(), seen=form.seen
            )
            say_saved(request, changed)
            return redirect("desk:draft", pk)
    return _form_page(request, form, found)


def _form_page(request: HttpRequest, form: DraftForm, found: Draft | None) -> HttpResponse:
    context = {"form": form, "draft": found}
    response = render(request, "desk/instruments/draft_form.html", context)
    return unprocessable(response) if form.errors else response


@desk_page("GET", "POST")
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    found = _to_keep(request, pk)
    form = OpenForm(request.POST or None)

    def act() -> None:
        given = form.given
        actions.open_for_comment(
            found,
            given["open_until"],
            was_looked_through=given["was_looked_through"],
            by=user_of(request),
            at=timezone.now(),
        )

    return _act(request, found, form, act, _PUBLISH)


@desk_page("GET", "POST")
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    found = _to_keep(request, pk)
    form = ExtendForm(request.POST or None)

    def act() -> None:
        actions.extend(found, form.given["open_until"], by=user_of(request), at=timezone.now())

    return _act(request, found, form, act, _EXTEND)


@desk_page("GET", "POST")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    found = _to_keep(request, pk)
    form = WithdrawDraftForm(request.POST or None)

    def act() -> None:
        actions.withdraw_draft(found, form.given["reason"], by=user_of(request), at=timezone.now())

    return _act(request, found, form, act, _WITHDRAW)


@desk_page("GET", "POST")
def issued(request: HttpRequest, pk: int) -> HttpResponse:
    found = _to_keep(request, pk)
    form = IssuedForm(request.POST or None, reader=user_of(request))

    def act() -> None:
        try:
            actions.issue(found, form.given["paper"], by=user_of(request), at=timezone.now())
        except PermissionDenied:
            form.add_error("paper", _("Văn bản ấy do cơ quan khác giữ. Hãy nhờ cơ quan ấy ghi."))

    return _act(request, found, form, act, _ISSUED)


_Words = tuple[str | Promise, str | Promise, str | Promise, str]
_PUBLISH: _Words = (
    gettext_lazy("Đăng dự thảo lấy ý kiến"),
    gettext_lazy("Đăng lấy ý kiến"),
    gettext_lazy("Đã đăng dự thảo lấy ý kiến."),
    "globe",
)
_EXTEND: _Words = (
    gettext_lazy("Kéo dài hạn lấy ý kiến"),
    gettext_lazy("Kéo dài"),
    gettext_lazy("Đã kéo dài hạn lấy ý kiến."),
    "calendar-plus",
)
_WITHDRAW: _Words = (
    gettext_lazy("Gỡ dự thảo khỏi cổng"),
    gettext_lazy("Gỡ khỏi cổng"),
    gettext_lazy("Đã gỡ dự thảo khỏi cổng."),
    "eye-off",
)
_ISSUED: _Words = (
    gettext_lazy("Văn bản ban hành từ dự thảo"),
    gettext_lazy("Ghi văn bản ban hành"),
    gettext_lazy("Đã ghi văn bản ban hành từ dự thảo."),
    "link",
)
"""The title of a page, its button, what is said when it is done, and the icon of the button."""


def _act(
    request: HttpRequest, found: Draft, form: DeskForm, act: Callable[[], None], words: _Words
) -> HttpResponse:
    title, button, done, icon = words
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            act()
            if not form.errors:
                messages.success(request, str(done))
                return redirect("desk:draft", found.pk)
    context: dict[str, Any] = {
        "draft": found,
        "form": form,
        "title": title,
        "button": button,
        "icon": icon,
    }
    response = render(request, "desk/instruments/draft_act.html", context)
    return unprocessable(response) if form.errors else response


@desk_page("GET", "POST")
def answer(request: HttpRequest, pk: int, comment: int) -> HttpResponse:
    found = _to_keep(request, pk)
    rows = Comment.objects.published().filter(thread=found.thread_id, thread__isnull=False)
    said = row_or_404(rows, comment)
    known = Answer.objects.standing().filter(comment=said).first()
    form = AnswerForm.of(said, request.POST or None)
    if request.method == "POST" and form.is_valid():
        present = Present(
            lambda: AnswerForm.of(said),
            here=reverse("desk:draft_answer", args=[pk, comment]),
            entries=journal.of(said),
        )
        with refusals_on(form, present):
            actions.answer_opinion(
                found,
                said,
                **form.given,
                by=user_of(request),
                at=timezone.now(),
                seen=form.seen,
            )
            messages.success(request, _("Đã giải trình ý kiến."))
            return redirect("desk:draft", pk)
    context = {"draft": found, "comment": said, "known": known, "form": form}
    response = render(request, "desk/instruments/draft_answer.html", context)
    return unprocessable(response) if form.errors else response


@desk_page("GET", "POST")
def opinions(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """All comments with their answers, as an official paper."""
    found = _to_keep(request, pk)
    if found.published_at is None:
        raise Http404
    paper = opinions_paper(found, timezone.localdate())
    return paper_response(request, paper, form, f"tong-hop-y-kien-{found.pk}")


@desk_page()
def history(request: HttpRequest, pk: int) -> HttpResponse:
    found = _to_keep(request, pk)
    return history_page(request, found, name=found.title)


def _one(request: HttpRequest, pk: int) -> Draft:
    seen = Draft.objects.visible_to(user_of(request))
    return row_or_404(
        seen.select_related("file", "thread", "organisation", "place", "issued", "drafted_by"), pk
    )


def _to_keep(request: HttpRequest, pk: int) -> Draft:
    found = _one(request, pk)
    forbid_unless(access.may_keep_draft(user_of(request), found))
    return found
