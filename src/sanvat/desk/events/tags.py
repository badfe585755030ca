from __future__ import annotations

import segno
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

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
