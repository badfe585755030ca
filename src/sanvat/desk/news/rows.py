"""Sites and articles in tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import WorkflowState

from sanvat.certificates.decisions import Decision
from sanvat.desk.kept.forms import mark_of
from sanvat.desk.pages import user_of
from sanvat.news.models import UnitHome
from sanvat.text.days import day, moment
from sanvat.ui.addresses import address
from sanvat.ui.tables import Cell, Column, link, under
from sanvat.ui.tags.forms import form_of_button
from sanvat.ui.tags.marks import tag

HOME_COLUMNS = [
    Column(gettext_lazy("Trang")),
    Column(gettext_lazy("Đơn vị")),
    Column(gettext_lazy("Cách đăng")),
]
WAITING_COLUMNS = [
    Column(gettext_lazy("Tin")),
    Column(gettext_lazy("Gửi duyệt")),
    Column(gettext_lazy("Lúc"), kind="nowrap"),
]
PAGE_COLUMNS = [
    Column(gettext_lazy("Tin")),
    Column(gettext_lazy("Trạng thái")),
    Column(gettext_lazy("Sửa lúc"), kind="nowrap"),
]


def home_rows(homes: Iterable[UnitHome], set_up: set[int]) -> list[tuple[Cell, ...]]:
    """`set_up`: the keys of those whose settings the reader may change."""
    return [
        (
            under(
                link(one.title, address("desk:news_home", one.pk))
                if one.pk in set_up
                else one.title,
                one.path_on_site(),
            ),
            one.organisation.name if one.organisation else _("chưa giao đơn vị nào"),
            way_said(one),
        )
        for one in homes
    ]


def way_said(home: UnitHome) -> Cell:
    if home.editors_publish:
        return tag(_("Biên tập viên tự đăng"), kind="warn")
    return tag(_("Người thứ hai duyệt"), kind="good")


def waiting_rows(states: Iterable[Any], pages: dict[int, Any]) -> list[tuple[Cell, ...]]:
    """Task states with who asked; `pages` by key."""
    rows: list[tuple[Cell, ...]] = []
    for state in states:
        page = pages.get(int(state.workflow_state.object_id))
        if page is None:
            continue
        by = state.workflow_state.requested_by
        rows.append(
            (
                link(page.draft_title or page.title, address("desk:news_page", page.pk)),
                str(by) if by else "",
                moment(state.started_at),
            )
        )
    return rows


def decision_items(
    decisions: Iterable[Decision], request: HttpRequest
) -> list[tuple[str, SafeString]]:
    """Each as it is said, and the form that drafts an article of it."""
    to, label = reverse("desk:news_draft_decision"), _("Soạn tin")
    said = _("Quyết định %(number)s ngày %(day)s: %(n)s sản phẩm")
    token, whose = get_token(request), mark_of(user_of(request))
    return [
        (
            said % {"number": one.decision, "day": day(one.issued_on), "n": one.n},
            form_of_button(
                to,
                label,
                token,
                whose=whose,
                told={"decision": one.decision, "issued_on": one.issued_on.isoformat()},
                kind="quiet",
                icon="newspaper",
            ),
        )
        for one in decisions
    ]


def page_rows(pages: Iterable[Any], ways: Ways) -> list[tuple[Cell, ...]]:
    return [
        (
            link(one.draft_title or one.title, address("desk:news_page", one.pk)),
            state_said(one, ways),
            moment(one.latest_revision_created_at),
        )
        for one in pages
    ]


Ways = dict[str, str]
"""By the key of a page how far it is on its way to be approved, as Wagtail names it."""


def ways_of(pages: Iterable[Any]) -> Ways:
    """One query for all."""
    states = WorkflowState.objects.active().filter(object_id__in=[str(one.pk) for one in pages])
    return dict(states.values_list("object_id", "status"))


def state_said(page: Any, ways: Ways) -> Cell:
    """Where a page stands, for people."""
    way = ways.get(str(page.pk), "")
    if way == WorkflowState.STATUS_NEEDS_CHANGES:
        return tag(_("Trả lại để sửa"), kind="warn")
    if way:
        return tag(_("Chờ duyệt"))
    if page.approved_schedule:
        return tag(_("Đã duyệt, hẹn giờ đăng"), kind="good")
    if page.live:
        changed = page.has_unpublished_changes
        return tag(_("Đang đăng, có bản sửa") if changed else _("Đang đăng"), kind="good")
    if page.expired:
        return tag(_("Hết hạn, đã gỡ"))
    if page.first_published_at is not None and page.last_published_at is not None:
        return tag(_("Đã gỡ"))
    return tag(_("Bản nháp"))
