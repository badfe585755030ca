"""The days of a year that are not as their weekday says, and what offices corrected, as tables."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.clocks import access
from sanvat.clocks.actions.days import Moved
from sanvat.clocks.models import Correction
from sanvat.desk.days_off.months import Spell
from sanvat.parties.models import User
from sanvat.text.days import day
from sanvat.text.language import is_english
from sanvat.ui.tables import Cell, Column, link, under
from sanvat.ui.tags.marks import tag

SPECIAL_COLUMNS = (
    Column(gettext_lazy("Ngày")),
    Column(gettext_lazy("Nghỉ hay làm")),
    Column(gettext_lazy("Vì sao"), kind="whole"),
    Column(gettext_lazy("Căn cứ")),
)
CORRECTION_COLUMNS = (
    Column(gettext_lazy("Ngày")),
    Column(gettext_lazy("Nơi áp dụng")),
    Column(gettext_lazy("Nghỉ hay làm")),
    Column(gettext_lazy("Lý do"), kind="whole"),
    Column(gettext_lazy("Người ghi")),
    Column(gettext_lazy("Việc"), for_readers=True),
)
MOVED_COLUMNS = (
    Column(gettext_lazy("Thời hạn")),
    Column(gettext_lazy("Hạn hiện nay")),
    Column(gettext_lazy("Hạn sẽ là")),
)


def special_rows(spells: Iterable[Spell]) -> list[tuple[Cell, ...]]:
    return [
        (
            day(each.first) if each.first == each.last else f"{day(each.first)} – {day(each.last)}",
            _works(each.special.works),
            (each.special.what_en if is_english() else "") or each.special.what,
            each.special.source,
        )
        for each in spells
    ]


def correction_rows(user: User, corrections: Iterable[Correction]) -> list[tuple[Cell, ...]]:
    return [
        (
            day(each.day),
            each.place.full_name if each.place else _("cả nước"),
            _works(each.works),
            under(each.reason, _paper(each)),
            under(str(each.made_for or ""), day(each.made_at.date())),
            link(_("Rút"), reverse("desk:day_correction_withdraw", args=[each.pk]))
            if access.may_correct_days(user, each.place)
            else "",
        )
        for each in corrections
    ]


def moved_rows(moved: Iterable[Moved]) -> list[tuple[Cell, ...]]:
    return [(each.clock.name, day(each.before), day(each.after)) for each in moved]


def _paper(each: Correction) -> str:
    if not each.paper:
        return ""
    if each.paper_on is None:
        return each.paper
    return _("%(paper)s ngày %(day)s") % {"paper": each.paper, "day": day(each.paper_on)}


def _works(works: bool) -> Cell:
    if works:
        return tag(_("Làm việc"), kind="good", icon="briefcase")
    return tag(_("Nghỉ"), kind="warn", icon="calendar-off")
