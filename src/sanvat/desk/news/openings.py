"""Whether an article, or what a section publishes from now on, takes comments, and the form that
says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from sanvat.comments.models import Thread
from sanvat.desk.forms.base import DayField, DeskForm, WholeField
from sanvat.news import access
from sanvat.news.actions.talk import MOST_DAYS
from sanvat.news.models import Article, ArticleThread, Section, SectionTalk
from sanvat.parties.models import User


class ArticleTalkForm(DeskForm):
    open_until = DayField(
        label=gettext_lazy("Nhận đến hết ngày"),
        required=False,
        help_text=gettext_lazy("Để trống: đến khi có người đóng."),
    )


class SectionTalkForm(DeskForm):
    days = WholeField(
        label=gettext_lazy("Mỗi tin nhận trong bao nhiêu ngày"),
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        help_text=gettext_lazy("Để trống: đến khi có người đóng."),
    )


@dataclass(frozen=True)
class Talk:
    """Of an article: its `thread`, or None. Of a section: `said`, or None where its articles take
    no comments by themselves. `section` is that of an article, for who wants all of it."""

    form: forms.Form
    thread: Thread | None = None
    said: SectionTalk | None = None
    section: Section | None = None
    is_section: bool = False


def talk_of(user: User, page: Any, form: forms.Form | None = None) -> Talk | None:
    """None for who may not open a page for comments, and for a page that takes none."""
    if not isinstance(page, (Article, Section)):
        return None
    if not access.may_open_comments(user, page.home):
        return None
    if isinstance(page, Section):
        said = SectionTalk.objects.filter(section=page.pk).first()
        initial = {"days": said.days} if said else {}
        return Talk(form or SectionTalkForm(initial=initial), said=said, is_section=True)
    known = ArticleThread.objects.filter(article=page.pk).select_related("thread").first()
    return Talk(
        form or ArticleTalkForm(),
        thread=known.thread if known else None,
        section=page.in_section,
    )
