from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import segno
from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sanvat.events.models import Event, Guest
from sanvat.ui.templatetags.ui import tag

register = template.Library()

STATES = {
    Event.State.PLANNED: ("plain", "clipboard-list"),
    Event.State.INVITED: ("gold", "mail"),
    Event.State.HELD: ("good", "circle-check"),
    Event.State.REPORTED: ("good", "file-check"),
    Event.State.CANCELLED: ("bad", "x"),
}
REPLIES = {
    Guest.Reply.NONE: ("plain", "clock"),
    Guest.Reply.YES: ("good", "check"),
    Guest.Reply.MAYBE: ("gold", "circle-question-mark"),
    Guest.Reply.NO: ("bad", "x"),
}


@register.simple_tag
def event_state(event: Event) -> SafeString:
    kind, icon = STATES[Event.State(event.state)]
    return tag(capfirst(event.get_state_display()), kind=kind, icon=icon)


@register.simple_tag
def reply_tag(guest: Guest) -> SafeString:
    kind, icon = REPLIES[Guest.Reply(guest.reply)]
    return tag(capfirst(guest.get_reply_display()), kind=kind, icon=icon)


@register.simple_tag
def qr(address: str, label: str, scale: int = 5) -> SafeString:
    """The address as a code to photograph; `label` is heard instead."""
    code = segno.make(address, error="m", micro=False)
    picture = code.svg_data_uri(scale=scale, border=3, light="#fff", omitsize=False)
    return format_html('<img class="door__code" src="{}" alt="{}">', picture, label)


class AtTheDoor(NamedTuple):
    """A guest as the list of a door shows them."""

    number: int
    name: str
    title: str
    words: str
    """What one finds them by, folded."""
    mark: str
    """What tells their code apart from others."""
    is_here: bool


_AT_THE_DOOR = (
    '<li id="khach-{number}" data-code="{mark}" data-words="{words} {number}"{came}>'
    '<button class="door__guest" name="guest" value="{number}"{closed}>'
    '<span class="door__number">{number}</span>'
    '<span class="door__name">{name}<span class="muted"> {title}</span></span>'
    '<span class="door__state" data-door-state>{state}</span></button></li>'
)


@register.simple_tag
def door_list(guests: Iterable[AtTheDoor], is_open: bool) -> SafeString:
    """The guests, each a button that notes them as come. Not a loop of a template: that takes
    eight times as long, and a door's list is never cut into pages."""
    here, closed = _("Có mặt"), "" if is_open else SafeString(" disabled")
    came = SafeString(' data-state="came"')
    rows = (
        {
            **guest._asdict(),
            "came": came if guest.is_here else "",
            "closed": closed,
            "state": here if guest.is_here else "",
        }
        for guest in guests
    )
    return format_html_join("\n", _AT_THE_DOOR, rows)
