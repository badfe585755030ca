"""An article is opened for comments, or all that a section publishes from now on."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.desk.news.openings import ArticleTalkForm, SectionTalkForm
from sanvat.desk.news.views import page_of, page_or_404
from sanvat.desk.pages import (
    desk_page,
    forbid_unless,
    refusals_on,
    say_saved,
    unprocessable,
    user_of,
)
from sanvat.news import access, actions
from sanvat.news.models import Article, Section


@desk_page("POST")
def open_for(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    found = page_or_404(user, pk)
    if isinstance(found, Section):
        return _open_section(request, found)
    if not isinstance(found, Article):
        raise Http404
    forbid_unless(access.may_open_comments(user, found.home))
    form = ArticleTalkForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            thread = actions.open_comments(found, by=user, at=timezone.now(), **form.given)
            messages.success(request, _("Tin này nhận ý kiến bạn đọc."))
            return redirect("desk:comment_thread", thread.pk)
    return unprocessable(page_of(request, user, found, talk=form))


def _open_section(request: HttpRequest, found: Section) -> HttpResponse:
    user = user_of(request)
    forbid_unless(access.may_open_comments(user, found.home))
    form = SectionTalkForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            changed = actions.open_section_comments(found, by=user, at=timezone.now(), **form.given)
            say_saved(request, changed)
            return redirect("desk:news_page", found.pk)
    return unprocessable(page_of(request, user, found, talk=form))


@desk_page("POST")
def end_for_section(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    found = page_or_404(user, pk)
    if not isinstance(found, Section):
        raise Http404
    forbid_unless(access.may_open_comments(user, found.home))
    say_saved(request, actions.close_section_comments(found, by=user, at=timezone.now()))
    return redirect("desk:news_page", found.pk)
