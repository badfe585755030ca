"""How a first page draws its panels."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

register = template.Library()

OF_THE_PAGE = ("request", "csrf_token")
"""What a panel has of the page around it; all else it brings itself."""


@register.simple_tag(takes_context=True)
def draw(context: Context, panel: tuple[str, dict[str, Any]]) -> SafeString:
    """A panel, from its template and what that needs.

    In the page's own context: one of its own would run every context processor again.
    """
    name, values = panel
    around = {key: context[key] for key in OF_THE_PAGE if key in context}
    assert context.template is not None
    drawn: SafeString = context.template.engine.get_template(name).render(
        context.new(around | values)
    )
    return drawn
