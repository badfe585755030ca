"""What offices settle, and who has how much in hand, in tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sanvat.concerns.limits import Effective
from sanvat.concerns.models import Concern, Confidant, OfficeLimit, Route, Template
from sanvat.desk.concerns.rows import subject_name
from sanvat.desk.kept.forms import mark_of
from sanvat.desk.pages import user_of
from sanvat.rules.working_days import Unit
from sanvat.text.days import day
from sanvat.ui.tables import Cell, Column, link, under
from sanvat.ui.tags.forms import form_of_button
from sanvat.ui.tags.marks import tag

LOAD_COLUMNS = (
    Column(gettext_lazy("Người phụ trách")),
    Column(gettext_lazy("Đang xử lý"), kind="number"),
    Column(gettext_lazy("Quá hạn"), kind="number"),
    Column(gettext_lazy("Sắp đến hạn"), kind="number"),
)
BODY_LOAD_COLUMNS = (Column(gettext_lazy("Cơ quan")), *LOAD_COLUMNS[1:])
TEMPLATE_COLUMNS = (
    Column(gettext_lazy("Mẫu")),
    Column(gettext_lazy("Lĩnh vực")),
    Column(gettext_lazy("Lập ngày"), kind="nowrap"),
)
_BUTTONS = Column(gettext_lazy("Việc làm"), for_readers=True)
ROUTE_COLUMNS = (
    Column(gettext_lazy("Lĩnh vực")),
    Column(gettext_lazy("Địa bàn")),
    Column(gettext_lazy("Cơ quan")),
    Column(gettext_lazy("Từ ngày"), kind="nowrap"),
    _BUTTONS,
)
LIMIT_COLUMNS = (
    Column(gettext_lazy("Bước")),
    Column(gettext_lazy("Số ngày"), kind="nowrap"),
    Column(gettext_lazy("Căn cứ")),
    Column(gettext_lazy("Đối chiếu")),
    Column(gettext_lazy("Việc làm"), kind="nowrap", for_readers=True),
)
CONFIDANT_COLUMNS = (
    Column(gettext_lazy("Người được giao")),
    Column(gettext_lazy("Cơ quan")),
    Column(gettext_lazy("Văn bản giao")),
    Column(gettext_lazy("Từ ngày"), kind="nowrap"),
    _BUTTONS,
)
SHOWN = 90
"""Letters of a ready answer in the list."""


def load_rows(counted: Iterable[Any]) -> list[tuple[Cell, ...]]:
    return [(one.who or _("Chưa giao ai"), one.open, one.late, one.soon) for one in counted]


def body_load_rows(counted: Iterable[Any]) -> list[tuple[Cell, ...]]:
    return [
        (under(one.who, one.where or ""), one.open, one.late, one.soon)
        for one in counted
        if one.who
    ]


def template_rows(templates: Iterable[Template]) -> list[tuple[Cell, ...]]:
    return [
        (
            under(
                link(one.name, reverse("desk:concern_template", args=[one.pk])),
                Truncator(one.text).chars(SHOWN),
            ),
            subject_name(one.subject) if one.subject else _("mọi lĩnh vực"),
            day(one.made_at.date()),
        )
        for one in templates
    ]


def route_rows(
    routes: Iterable[Route], may_end: Callable[[Route], bool], request: HttpRequest
) -> list[tuple[Cell, ...]]:
    return [
        (
            subject_name(one.subject) if one.subject else _("Mọi lĩnh vực khác"),
            one.place.full_name,
            under(one.organisation.name, one.source),
            day(one.valid.lower),
            _end_button("desk:concern_route_end", one.pk, request) if may_end(one) else "",
        )
        for one in routes
    ]


def _end_button(name: str, pk: int, request: HttpRequest) -> Cell:
    return form_of_button(
        reverse(name, args=[pk]),
        _("Thôi áp dụng"),
        get_token(request),
        whose=mark_of(user_of(request)),
        kind="quiet-danger",
    )


def limit_rows(
    limits: Iterable[Effective], may_end: Callable[[OfficeLimit], bool], request: HttpRequest
) -> list[tuple[Cell, ...]]:
    return [
        (
            under(limit_name(one), _("tính từ %(fact)s") % {"fact": one.fact}),
            days_said(one),
            one.rule,
            _check_cell(one),
            _limit_button(one, may_end, request),
        )
        for one in limits
    ]


STEPS = {
    "accept": gettext_lazy("phân loại, thụ lý"),
    "transfer": gettext_lazy("chuyển cơ quan có thẩm quyền"),
    "settle": gettext_lazy("giải quyết"),
    "settle_again": gettext_lazy("giải quyết lần hai"),
}


def limit_name(one: Effective) -> str:
    """Which limit it is: "Khiếu nại: giải quyết, phức tạp"."""
    limit = one.limit
    parts = [str(STEPS[limit.step])]
    if limit.case != Concern.Case.ORDINARY:
        parts.append(str(Concern.Case(limit.case).label))
    if limit.is_remote:
        parts.append(_("vùng đi lại khó khăn"))
    kind = capfirst(str(Concern.Kind(limit.kind).label))
    return f"{kind}: {', '.join(parts)}"


def days_said(one: Effective) -> str:
    n = one.allowed
    if one.limit.unit == Unit.WORKING:
        said = ngettext("%(n)d ngày làm việc", "%(n)d ngày làm việc", n)
    else:
        said = ngettext("%(n)d ngày", "%(n)d ngày", n)
    return said % {"n": n}


def _check_cell(one: Effective) -> Cell:
    if one.office is not None:
        is_own = one.office.allowed != one.limit.allowed
        said = _("Cơ quan tự đặt") if is_own else _("Cơ quan đã đối chiếu")
        return tag(said, kind="good", icon="circle-check")
    if one.check:
        return under(tag(_("Chưa đối chiếu"), kind="warn", icon="triangle-alert"), one.check)
    return tag(_("Đã đối chiếu"), kind="good", icon="circle-check")


def _limit_button(
    one: Effective, may_end: Callable[[OfficeLimit], bool], request: HttpRequest
) -> Cell:
    if one.office is not None:
        if may_end(one.office):
            return _end_button("desk:concern_limit_end", one.office.pk, request)
        return ""
    to = f"{reverse('desk:concern_limit_new')}?muc={one.limit.key}"
    label = _("Ghi của cơ quan")
    return format_html(
        '<a href="{}" aria-label="{}">{}</a>', to, f"{label}: {limit_name(one)}", label
    )


def confidant_rows(
    named: Iterable[Confidant], may_end: Callable[[Confidant], bool], request: HttpRequest
) -> list[tuple[Cell, ...]]:
    return [
        (
            str(one.user),
            one.organisation.name,
            one.paper,
            day(one.valid.lower),
            _end_button("desk:concern_confidant_end", one.pk, request) if may_end(one) else "",
        )
        for one in named
    ]
