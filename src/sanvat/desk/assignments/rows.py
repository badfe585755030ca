"""Tasks and shares as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sanvat.assignments.models import Assignment, Share
from sanvat.assignments.progress import Progress
from sanvat.text.days import day
from sanvat.ui.tables import Cell, Column, link, under
from sanvat.ui.tags.marks import tag

KINDS = {
    Share.State.GIVEN: "plain",
    Share.State.TAKEN: "plain",
    Share.State.REPORTED: "gold",
    Share.State.RETURNED: "warn",
    Share.State.DONE: "good",
}

MINE_COLUMNS = (
    Column(gettext_lazy("Nhiệm vụ"), kind="whole"),
    Column(gettext_lazy("Hạn")),
    Column(gettext_lazy("Trạng thái")),
    Column(gettext_lazy("Đã giao xuống")),
)
GIVEN_COLUMNS = (
    Column(gettext_lazy("Nhiệm vụ"), kind="whole"),
    Column(gettext_lazy("Hạn")),
    Column(gettext_lazy("Hoàn thành"), kind="number"),
    Column(gettext_lazy("Chưa nhận"), kind="number"),
    Column(gettext_lazy("Quá hạn"), kind="number"),
)
SHARE_COLUMNS = (
    Column(gettext_lazy("Đơn vị")),
    Column(gettext_lazy("Trạng thái")),
    Column(gettext_lazy("Báo cáo ngày")),
    Column(gettext_lazy("Đã giao xuống")),
)


def mine_rows(
    shares: Iterable[Share], below: Mapping[int, Progress], today: date
) -> list[tuple[Cell, ...]]:
    return [
        (
            under(
                link(each.assignment.title, reverse("desk:share", args=[each.pk])),
                each.assignment.giver.name,
            ),
            due_cell(each.last_day, each.days_late(today)),
            state_tag(each),
            below_said(below.get(each.pk)),
        )
        for each in shares
    ]


def given_rows(
    tasks: Iterable[Assignment], progress: Mapping[int, Progress]
) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for each in tasks:
        counted = progress.get(each.pk, Progress())
        rows.append(
            (
                under(
                    link(each.title, reverse("desk:assignment", args=[each.pk])),
                    _("đã rút") if each.withdrawn_at else each.giver.name,
                ),
                day(each.last_day),
                f"{counted.done}/{counted.total}",
                str(counted.given),
                str(counted.late),
            )
        )
    return rows


def share_rows(
    shares: Iterable[Share], below: Mapping[int, Progress], today: date
) -> list[tuple[Cell, ...]]:
    return [
        (
            under(link(each.taker.name, reverse("desk:share", args=[each.pk])), _later(each)),
            under(state_tag(each), late_said(each.days_late(today))),
            day(each.reported_on),
            below_said(below.get(each.pk)),
        )
        for each in shares
    ]


def _later(share: Share) -> str:
    """Of a body that came to the task later, which day it has."""
    if share.addition is None:
        return ""
    due = share.last_day
    return _("giao thêm, hạn %(due)s") % {"due": day(due)} if due else _("giao thêm")


def state_tag(share: Share) -> Cell:
    return tag(share.get_state_display(), kind=KINDS[Share.State(share.state)])


def due_cell(due: date | None, late: int) -> Cell:
    return under(day(due), late_said(late)) if due else _("không đặt hạn")


def late_said(late: int) -> str:
    if not late:
        return ""
    return ngettext("quá hạn %(n)d ngày", "quá hạn %(n)d ngày", late) % {"n": late}


def below_said(progress: Progress | None) -> str:
    if progress is None or not progress.total:
        return ""
    return _("%(done)s/%(total)s xong") % {"done": progress.done, "total": progress.total}
