from __future__ import annotations

from typing import Any

from django import template

from sanvat.portal.visits.drawn import figures_row
from sanvat.visits.figures import figures

register = template.Library()


@register.inclusion_tag("portal/visits/_block.html")
def visit_figures(site: str = "", *, is_wide: bool = False) -> dict[str, Any]:
    """The figures of a unit's site, by its part of the address; without one of all. `is_wide`:
    where there is room for large numbers."""
    known = figures(site)
    return {"known": known, "figures": figures_row(known), "site": site, "is_wide": is_wide}
