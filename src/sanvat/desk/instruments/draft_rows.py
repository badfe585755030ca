"""Drafts, and what people said of one, in tables."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.comments.models import Comment
from sanvat.instruments.models import Answer, Draft
from sanvat.text.days import day, moment
from sanvat.ui.tables import Cell, Column, link, under

COLUMNS = [
    Column(gettext_lazy("Dự thảo")),
    Column(gettext_lazy("Cơ quan lấy ý kiến")),
    Column(gettext_lazy("Trạng thái"), kind="nowrap"),
    Column(gettext_lazy("Nhận ý kiến đến"), kind="nowrap"),
]
OPINION_COLUMNS = [
    Column(gettext_lazy("Ý kiến")),
    Column(gettext_lazy("Gửi lúc"), kind="nowrap"),
    Column(gettext_lazy("Giải trình")),
]


def draft_rows(drafts: Iterable[Draft], today: date) -> list[tuple[Cell, ...]]:
    return [
        (
            under(
                link(one.title, reverse("desk:draft", args=[one.pk])),
                capfirst(one.get_kind_display()),
            ),
            one.organisation.name,
            capfirst(one.said_on(today)),
            day(one.open_until) or "–",
        )
        for one in drafts
    ]


def opinion_rows(
    draft: Draft, comments: Iterable[Comment], *, may_answer: bool
) -> list[tuple[Cell, ...]]:
    """One query for the answers."""
    shown = list(comments)
    answers = {
        each.comment_id: each for each in Answer.objects.standing().filter(comment__in=shown)
    }
    return [
        (
            under(Truncator(one.shown_text).chars(300), one.name),
            moment(one.sent_at),
            _answered(draft, one, answers.get(one.pk), may_answer=may_answer),
        )
        for one in shown
    ]


def _answered(draft: Draft, comment: Comment, answer: Answer | None, *, may_answer: bool) -> Cell:
    said = capfirst(answer.get_verdict_display()) if answer else _("Chưa giải trình")
    reason = Truncator(answer.reason).chars(200) if answer else ""
    if may_answer:
        to = reverse("desk:draft_answer", args=[draft.pk, comment.pk])
        return under(link(said if answer else _("Giải trình"), to), reason)
    return under(said, reason)
