"""`/y-kien/…`: what readers said under a page; the form to say something; one's own comment."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sanvat.comments import actions
from sanvat.comments.models import Comment, Thread
from sanvat.comments.published import comments_of
from sanvat.errors import Refusal
from sanvat.parties import limits
from sanvat.portal.captcha import TOKEN, Way, token_to_send_again, way_of
from sanvat.portal.catalogue.pages import LARGEST_ID, public_page
from sanvat.portal.catalogue.strangers import token_for
from sanvat.portal.comments import links
from sanvat.portal.comments.forms import CommentForm, RemovalForm

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
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a comment; what is refused comes back as it was typed."""
    if _is_too_much(request):
        return _too_much(request)
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
    came = _Came(request, form, about, limit="comment", otherwise=reverse(HERE, args=[pk]))
    if is_open and (to := came.taken(send)):
        return redirect(to)
    context = {"thread": found, "form": form, "is_open": is_open, **came.context}
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
    is_public = Thread.objects.public().filter(pk=comment.thread_id).exists()
    context = {"comment": comment, "thread": comment.thread, "is_public": is_public}
    return render(request, "portal/comments/own.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Anybody asks that a published comment be taken down."""
    if _is_too_much(request):
        return _too_much(request)
    rows = Comment.objects.published().filter(thread__in=Thread.objects.public())
    comment = get_object_or_404(rows.select_related("thread"), pk=min(pk, LARGEST_ID))
    here = reverse("portal:comment_removal", args=[comment.pk])
    form = RemovalForm(request.POST or None)

    def ask(_is_proven: bool) -> str:
        actions.ask_removal(comment, at=timezone.now(), **form.cleaned_data)
        return f"{here}?da-gui=1"

    about = f"removal {comment.pk}"
    came = _Came(request, form, about, limit="comment_removal", otherwise=f"{here}?da-gui=1")
    if to := came.taken(ask):
        return redirect(to)
    context = {
        "comment": comment,
        "thread": comment.thread,
        "form": form,
        "was_sent": request.GET.get("da-gui") == "1",
        **came.context,
    }
    return _answer(request, "portal/comments/removal.html", context)


HERE = "portal:comments"


class _Came:
    """A form of a stranger: whether it is looked at, how often from one place, and what its act
    refuses. `otherwise` is where a programme is led, which need not know."""

    def __init__(
        self, request: HttpRequest, form: forms.Form, about: str, *, limit: str, otherwise: str
    ) -> None:
        self.request, self.form, self.about = request, form, about
        self.limit, self.otherwise = limit, otherwise
        self.again = False

    def taken(self, act: Callable[[bool], str]) -> str:
        """Where to go on, where the act took it; else "", and the form says why."""
        if self.request.method != "POST":
            return ""
        way = way_of(self.request, self.about)
        if way is Way.BY_A_PROGRAMME:
            return self.otherwise
        if not self.form.is_valid():
            self.again = way is not Way.TO_READ_AGAIN
            return ""
        if way is Way.TO_READ_AGAIN:
            self.again = True
            return ""
        place = self.request.META.get("REMOTE_ADDR", "")
        is_proven = way is Way.PROVEN
        limit = self.limit if is_proven else "comment_unproven"
        if not limits.from_an_address(limit, place):
            self.form.add_error(None, limits.said())
            return ""
        try:
            return act(is_proven)
        except Refusal as refusal:
            self.form.add_error(None, refusal.message)
        except ValidationError as error:
            for field, faults in error.message_dict.items():
                self.form.add_error(field if field in self.form.fields else None, faults)
        return ""

    @property
    def context(self) -> dict[str, Any]:
        """The token of the next form, and whether it asks to read over what was typed."""
        again = self.again and not self.form.errors
        token = token_to_send_again(self.about) if self.again else token_for(self.about)
        return {"token": token, "again": again, "token_name": TOKEN}


def _sent_before(request: HttpRequest, thread: Thread) -> Comment | None:
    """What this very form has sent already: who sends it again lost the answer."""
    found: Comment | None = thread.comments.filter(sha256=_of_form(request)).first()
    return found


def _of_form(request: HttpRequest) -> str:
    """Of the time at which it was opened and what was typed: two people may open it at once."""
    parts = (request.POST.get(name, "") for name in (TOKEN, "name", "title", "text"))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()


def _is_too_much(request: HttpRequest) -> bool:
    """Before anything is looked up: thousands in a minute cost no more than this."""
    place = request.META.get("REMOTE_ADDR", "")
    return request.method == "POST" and not limits.in_a_minute("comment", place)


def _too_much(request: HttpRequest) -> HttpResponse:
    """What was typed stays in the form that the browser's way back leads to."""
    sentence = _(
        "Từ nơi này đang có quá nhiều lượt gửi cùng lúc. Hãy quay lại trang trước, chờ một phút "
        "rồi gửi; những gì bạn viết vẫn còn ở đó."
    )
    return HttpResponse(sentence, status=429, content_type="text/plain; charset=utf-8")


def _answer(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    response = render(request, template, context)
    if request.method == "POST":  # what was taken has led elsewhere
        response.status_code = 422
    return response


def _thread(pk: int) -> Thread:
    found: Thread = get_object_or_404(Thread.objects.public(), pk=min(pk, LARGEST_ID))
    return found
