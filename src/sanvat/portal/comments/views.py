"""`/y-kien/…`: what readers said under a page; the form to say something; one's own comment."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sanvat.comments import actions
from sanvat.comments.keeping import days_kept
from sanvat.comments.models import Comment, Erasure, Thread
from sanvat.comments.published import comments_of
from sanvat.portal.captcha import TOKEN
from sanvat.portal.catalogue.pages import LARGEST_ID, public_page
from sanvat.portal.comments import links
from sanvat.portal.comments.forms import CommentForm, RemovalForm
from sanvat.portal.public_forms import SentForm, few_in_a_minute

PER_PAGE = 20


@public_page
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    """All that is published under one page, the oldest first, `?page=2` what follows."""
    found = _thread(pk)
    page = Paginator(comments_of(found), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "thread": found,
        "page": page,
        "is_open": found.is_open_on(timezone.localdate()),
    }
    return render(request, "portal/comments/thread.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@few_in_a_minute("comment")
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a comment; what is refused comes back as it was typed."""
    found = _thread(pk)
    is_open = found.is_open_on(timezone.localdate())
    form = CommentForm(request.POST or None)

    def send(is_proven: bool) -> str:
        comment = actions.send_comment(
            found,
            sha256=_of_form(request),
            is_proven=is_proven,
            at=timezone.now(),
            **form.cleaned_data,
        )
        return links.link_of(comment)

    if request.method == "POST" and (known := _sent_before(request, found)):
        return redirect(links.link_of(known))
    about = f"comment {found.pk}"
    came = SentForm(request, form, about, limit="comment", otherwise=reverse(HERE, args=[pk]))
    if is_open and (to := came.taken(send)):
        return redirect(to)
    context = {"thread": found, "form": form, "is_open": is_open, **_kept(), **came.context}
    return _answer(request, "portal/comments/write.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def own(request: HttpRequest, token: str) -> HttpResponse:
    """What became of a comment, for who sent it; they take it back here."""
    comment = links.comment_of(token)
    if comment is None:
        raise Http404
    if request.method == "POST":
        actions.take_back_comment(comment, at=timezone.now())
        return redirect(links.link_of(comment))
    is_public = Thread.objects.public([comment.thread_id]).exists()
    context = {"comment": comment, "thread": comment.thread, "is_public": is_public}
    return render(request, "portal/comments/own.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@few_in_a_minute("comment")
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Anybody asks that a published comment be taken down."""
    rows = Comment.objects.published().select_related("thread")
    comment = get_object_or_404(rows, pk=min(pk, LARGEST_ID))
    if not Thread.objects.public([comment.thread_id]).exists():
        raise Http404
    here = reverse("portal:comment_removal", args=[comment.pk])
    form = RemovalForm(request.POST or None)

    def ask(_is_proven: bool) -> str:
        actions.ask_removal(comment, at=timezone.now(), **form.cleaned_data)
        return f"{here}?da-gui=1"

    about = f"removal {comment.pk}"
    came = SentForm(request, form, about, limit="comment_removal", otherwise=f"{here}?da-gui=1")
    if to := came.taken(ask):
        return redirect(to)
    context = {
        "comment": comment,
        "thread": comment.thread,
        "form": form,
        "was_sent": request.GET.get("da-gui") == "1",
        **_kept(),
        **came.context,
    }
    return _answer(request, "portal/comments/removal.html", context)


HERE = "portal:comments"


def _kept() -> dict[str, int]:
    """For how long what is sent is kept, as the form says it."""
    return {
        "phone_days": days_kept(Erasure.Kind.PHONE),
        "refused_days": days_kept(Erasure.Kind.REFUSED),
        "removal_days": days_kept(Erasure.Kind.REMOVAL),
    }


def _sent_before(request: HttpRequest, thread: Thread) -> Comment | None:
    """What this very form has sent already: who sends it again lost the answer."""
    found: Comment | None = thread.comments.filter(sha256=_of_form(request)).first()
    return found


def _of_form(request: HttpRequest) -> str:
    """Of the time at which it was opened and what was typed: two people may open it at once."""
    parts = (request.POST.get(name, "") for name in (TOKEN, "name", "title", "text"))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()


def _answer(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    response = render(request, template, context)
    if request.method == "POST":  # what was taken has led elsewhere
        response.status_code = 422
    return response


def _thread(pk: int) -> Thread:
    found: Thread = get_object_or_404(Thread.objects.public([min(pk, LARGEST_ID)]))
    return found
