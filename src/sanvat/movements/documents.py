"""The list with which a movement thanks those who agreed to be named."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sanvat.documents.paper import (
    Block,
    Letterhead,
    Paper,
    Paragraph,
    Signature,
    Table,
    TableColumn,
)
from sanvat.movements.models import Contribution, Movement
from sanvat.text.days import day
from sanvat.text.numbers import number


def thanked(movement: Movement) -> QuerySet[Contribution]:
    """What was given by those who agreed to be named, in the order of its days."""
    rows: QuerySet[Contribution] = movement.contributions.standing().filter(may_be_thanked=True)
    return rows.select_related("place").order_by("day", "pk")


def what_was_given(contribution: Contribution) -> str:
    """ "200 m² đất", "3 bao xi măng": what, and how much where it was measured."""
    kind = contribution.get_kind_display()
    if contribution.amount is None:
        return contribution.description or kind
    measured = f"{number(contribution.amount)} {contribution.unit}".strip()
    if contribution.kind == Contribution.Kind.LAND:
        return f"{measured} {kind}"
    return measured


def thanks_paper(movement: Movement, contributions: Iterable[Contribution]) -> Paper:
    """The list of thanks: only names whose bearers agreed. `contributions`: as `thanked` has it."""
    blocks: list[Block] = [
        Paragraph(
            _("%(organisation)s trân trọng cảm ơn:") % {"organisation": movement.organisation.name}
        ),
        Table(
            columns=[
                TableColumn(_("TT"), 1, align="centre"),
                TableColumn(_("Người đóng góp"), 5),
                TableColumn(_("Địa bàn"), 5),
                TableColumn(_("Đã đóng góp"), 4),
                TableColumn(_("Ngày"), 2),
            ],
            rows=[
                (
                    str(place),
                    each.giver_name,
                    each.place.full_name,
                    what_was_given(each),
                    day(each.day),
                )
                for place, each in enumerate(contributions, start=1)
                if each.may_be_thanked
            ],
        ),
    ]
    return Paper(
        letterhead=Letterhead(issuer=movement.organisation.name.upper()),
        kind=_("DANH SÁCH CẢM ƠN"),
        summary=movement.name,
        blocks=blocks,
        signatures=[Signature(capacity=movement.organisation.name.upper())],
    )
