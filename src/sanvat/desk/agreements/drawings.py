"""The items of an agreement, drawn: a cell each, told apart by its sign and its word."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sanvat.agreements.standing import Place, Standing
from sanvat.ui.tags.marks import icon

SIGNS = {
    Standing.LATE: "triangle-alert",
    Standing.RETURNED: "rotate-ccw",
    Standing.OPEN: "clock",
    Standing.DONE: "hourglass",
    Standing.CONFIRMED: "check",
    Standing.CARRIED_OVER: "forward",
}


def board(places: Iterable[Place]) -> SafeString:
    """One cell an item, in order; each leads to its page and says where it stands."""
    cells = format_html_join("", "{}", ((_cell(place),) for place in places))
    return format_html('<ol class="board">{}</ol>', cells)


def _cell(place: Place) -> SafeString:
    said = _("Nội dung %(number)s, %(standing)s") % {
        "number": place.item.number,
        "standing": place.standing.label,
    }
    return format_html(
        '<li><a class="board__one board__one--{kind}" href="{href}" aria-label="{said}"'
        ' title="{text}"><span class="board__no">{number}</span>{sign}</a></li>',
        kind=place.standing.value,
        href=reverse("desk:agreement_item", args=[place.item.pk]),
        said=said,
        text=place.item.text[:120],
        number=place.item.number,
        sign=icon(SIGNS[place.standing], size="s"),
    )
