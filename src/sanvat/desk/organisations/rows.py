"""Organisations in a table, and the people of one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sanvat.parties.models import Membership, Organisation
from sanvat.text.days import day, moment
from sanvat.ui.addresses import address
from sanvat.ui.tables import Cell, Column, link, with_unit

Row = tuple[Cell, ...]

ORGANISATION_COLUMNS = (
    Column(gettext_lazy("Tổ chức")),
    Column(gettext_lazy("Loại")),
    Column(gettext_lazy("Địa bàn"), kind="whole"),
    Column(gettext_lazy("Người"), kind="number"),
)


def organisation_rows(organisations: Iterable[Any]) -> list[Row]:
    """Each with its `people` counted."""
    return [
        (
            link(one.name, address("desk:organisation", one.pk)),
            capfirst(one.get_kind_display()),
            _place(one),
            with_unit(one.people, ngettext("người", "người", one.people)),
        )
        for one in organisations
    ]


@dataclass(frozen=True)
class Member:
    """A person of the body, and what may be done about them by who looks at it."""

    membership: Membership
    is_open: bool
    may_end: bool
    may_get_password: bool = False
    may_lose_second_step: bool = False

    @property
    def last_on(self) -> date | None:
        upper: date | None = self.membership.valid.upper
        return upper and upper - timedelta(days=1)


MEMBER_COLUMNS = (
    Column(gettext_lazy("Người")),
    Column(gettext_lazy("Vai trò")),
    Column(gettext_lazy("Địa bàn")),
    Column(gettext_lazy("Từ, đến")),
    Column(gettext_lazy("Việc làm"), for_readers=True),
)


def member_rows(members: Iterable[Member], request: HttpRequest) -> list[Row]:
    """Each with the dialogs of what may be done about them."""
    return [
        (
            str(one.membership.user),
            capfirst(one.membership.get_role_display()),
            _place(one.membership),
            period(one),
            render_to_string("desk/organisations/_member_acts.html", {"row": one}, request),
        )
        for one in members
    ]


def _place(of: Organisation | Membership) -> str:
    return of.place.full_name if of.place else _("cả nước")


def period(one: Member) -> str:
    """From when to when a role was held; a role of less than a day says its hour."""
    valid = one.membership.valid
    if valid.isempty:
        return _("trong ngày, từ %(day)s") % {"day": moment(one.membership.granted_at)}
    if valid.upper:
        days = {"begin": day(valid.lower), "end": day(one.last_on)}
        return _("%(begin)s đến hết %(end)s") % days
    return _("từ %(begin)s") % {"begin": day(valid.lower)}
