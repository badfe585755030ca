from __future__ import annotations

import segno
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def code(address: str, label: str) -> SafeString:
    """The address as a code to photograph; `label` is heard instead."""
    picture = segno.make(address, error="m", micro=False).svg_data_uri(
        scale=5, border=3, light="#fff"
    )
    return format_html('<img class="calendar__code" src="{}" alt="{}">', picture, label)
