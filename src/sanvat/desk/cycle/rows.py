"""What stands in the year: the work of a role, and the batches in which councils score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sanvat.programme.waiting import Waiting
from sanvat.programme.work import Work
from sanvat.text.days import day, days_left
from sanvat.text.numbers import number
from sanvat.ui.tables import Cell, Column, link
from sanvat.ui.tags.marks import tag

BATCH_COLUMNS = (
    Column(gettext_lazy("Đợt")),
    Column(gettext_lazy("Đề nghị trước ngày")),
    Column(gettext_lazy("Đánh giá xong trước ngày")),
    Column(gettext_lazy("Căn cứ")),
)


def batch_rows(batches: Iterable[Mapping[str, Any]]) -> list[tuple[Cell, ...]]:
    return [
        (
            _name(one),
            day(one["proposed_before"]),
            format_html(
                '{} <span class="muted">({})</span>',
                day(one["evaluated_before"]),
                days_left(one["days_left"]),
            ),
            one["source"],
        )
        for one in batches
    ]


def work_items(works: Iterable[Work], pages: Mapping[str, str]) -> SafeString:
    """What a role does in the steps that are open, as the items of a list. `pages`: the name of
    the page of each place where something is done."""
    return format_html_join(
        "\n",
        '<li class="cyclework__one"><div><strong>{}</strong> <span class="cyclework__facts">{} {}'
        '</span></div> <span class="list__note">{}</span></li>',
        (
            (
                link(work.text, reverse(pages[work.place])),
                _("Bước %(n)s, %(title)s") % {"n": work.step.number, "title": work.step.title},
                format_html_join("\n", "{}", ((_waiting(each),) for each in work.waiting)),
                _time_left(work),
            )
            for work in works
        ),
    )


def _waiting(one: Waiting) -> SafeString:
    return tag(f"{number(one.number)} {one.label}", kind="warn" if one.number else "plain")


def _time_left(work: Work) -> str:
    left = days_left(work.days_left)
    if not work.days_left:
        return left
    n = work.working_days_left
    working = ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", n) % {"n": n}
    return format_html(
        '{} <span class="cyclework__working">{}{}</span>',
        left,
        working,
        f" ({_('tạm tính')})" if work.is_provisional else "",
    )


def _name(one: Mapping[str, Any]) -> str:
    if one["level"] == "province":
        return _("Cấp tỉnh, đợt %(n)s") % {"n": one["number"]}
    return _("Trung ương, đợt %(n)s") % {"n": one["number"]}
