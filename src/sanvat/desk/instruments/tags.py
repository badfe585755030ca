from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from sanvat.instruments.models import Instrument
from sanvat.text.days import day

register = template.Library()


@register.simple_tag(takes_context=True)
def paper_fact(context: dict[str, Any], label: str, paper: Instrument | None) -> SafeString:
    """The official paper behind a thing, as a line of its facts: with its day, its issuer and, for
    who sees it, its page. Nothing where there is none."""
    if paper is None:
        return SafeString("")
    name: str | SafeString = capfirst(str(paper))
    if Instrument.objects.visible_to(context["request"].user).filter(pk=paper.pk).exists():
        name = format_html('<a href="{}">{}</a>', reverse("desk:instrument", args=[paper.pk]), name)
    return format_html(
        '<div><dt>{}</dt><dd>{}, {} <span class="muted">{}</span></dd></div>',
        label,
        name,
        day(paper.issued_on),
        paper.issuer,
    )
